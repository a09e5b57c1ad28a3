import {
  admit, type Docs, type Entry, type Exchange, formText, newIndex, nextSteps, type Status, Tally, version,
} from "../flow/index.ts";

/** Statuses of a message exchange: those of its last message, or closed. */
export const statuses = ["sent", "read", "closed"] as const;

/** forms is everything that may be said in a message exchange. */
export const forms = newIndex({ flow: "message", first: formText });

/** example is a made-up message. */
export function example(): object {
  return {
    form: formText,
    version,
    text:
      "Kunnen jullie mij morgen bellen over de afspraken van vorige week? " +
      "Ik ben bereikbaar tussen 9.00 en 12.00 uur.",
  };
}

/** fold gives the status of a message exchange at now. */
export function fold(x: Exchange, now: number): Status {
  return result(new Tally(x, forms, now));
}

/**
 * allow refuses an entry that may not be written now: E10, E19, or E29 with the
 * steps that may. Of e its type, party, author and body are looked at.
 */
export function allow(x: Exchange, now: number, e: Entry): void {
  const t = new Tally(x, forms, now);
  admit(t, result(t), e, () => undefined);
}

type Messages = Tally<Docs<typeof forms>>;

function result(t: Messages): Status {
  const last = t.acts.findLast((a) => a.form === formText);
  const read = last !== undefined && last.hash !== "" && t.readByOther(last);
  return { ...t.status(), status: t.x.closed ? "closed" : read ? "read" : "sent", next: nextSteps(t, {}) };
}
