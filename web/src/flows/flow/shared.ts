import { opening } from "./body.ts";
import { type Doc, type Document, form, type Form, Index } from "./form.ts";
import * as r from "./rule.ts";

// Forms that may stand in every flow.

export const formText = "message.text";
export const formAssigned = "assigned";
export const formRekeyed = "rekeyed";
export const formOffer = "custody.offer";
export const formAccept = "custody.acceptance";
export const formWithdrawn = "custody.withdrawn";

/** shared says whether a form may stand in every flow, without effect of its own. */
export function shared(name: string): boolean {
  return name === formText || name === formAssigned || name === formWithdrawn;
}

export const message = form(formText, ["post"], { ...opening, text: r.must(r.text()) });

/** assigned gives an exchange to one member of the own team, or, with none, to nobody. */
export const assigned = form(formAssigned, ["post"], { member: r.maybe(r.member) });

/** rekeyed is the body of a rekey: why, and the frame for a party that joins. */
export const rekeyed = form(formRekeyed, ["rekey"], { ...opening, reason: r.text() });

/** offered is the body of an offer: which summary it rests on, and what the giver states. */
export const offered = form(
  formOffer,
  ["offer"],
  { summary: r.maybe(r.hash), statement: r.must(r.text(4000)) },
  {
    complete(o) {
      o.statement ||=
        "Ik draag over wat onder mijn verantwoordelijkheid viel. Ik heb alles verteld wat nodig is.";
    },
  },
);

/** accepted is the body of an accept: who coordinates from now on. */
export const accepted = form(
  formAccept,
  ["accept"],
  { coordinator: r.must(r.line()), statement: r.must(r.text(4000)) },
  {
    complete(a, fill) {
      a.coordinator ||= fill.author?.name ?? "";
      a.statement ||= "Ik neem de verantwoordelijkheid over. Ik weet wat ik moet doen.";
    },
  },
);

/** offerWithdrawn takes an offer back, or tells that it lapsed. */
export const offerWithdrawn = form(formWithdrawn, ["post"], {
  offer: r.must(r.hash),
  reason: r.must(r.word("withdrawn", "expired", "other")),
});

/** sharedForms are in the index of every flow. */
export const sharedForms = [message, assigned, rekeyed, offered, accepted, offerWithdrawn] as const;

export type Shared = Doc<(typeof sharedForms)[number]>;

/** newIndex joins the forms of a flow with those that every flow has. */
export function newIndex<const F extends readonly Form<Document>[]>(
  about: ConstructorParameters<typeof Index>[0],
  ...forms: F
): Index<Doc<F[number]> | Shared> {
  const text = about.first === formText ? { ...message, in: ["genesis", "post"] as const } : message;
  // Each form reads its own document, and all are looked up by name.
  const all = [...forms, text, ...sharedForms.slice(1)] as unknown as Form<Doc<F[number]> | Shared>[];
  return new Index(about, all);
}
