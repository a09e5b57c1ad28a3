import { codeOf, fail, type Bytes } from "../crypto/note/index.ts";
import * as feedback from "../flows/feedback/index.ts";
import * as flow from "../flows/flow/index.ts";
import * as handoff from "../flows/handoff/index.ts";
import * as inquiry from "../flows/inquiry/index.ts";
import * as message from "../flows/message/index.ts";
import * as zaak from "../flows/zaak/index.ts";
import type { Flow } from "../worker/protocol.ts";
import { factsOf, type Exchange } from "./exchange.ts";
import type { Member } from "./member.ts";

/** Purpose is one flow: its forms, its fold, an example to start from. */
interface Purpose {
  readonly forms: {
    read(kind: string, t: flow.EntryType, body: Uint8Array): flow.Document;
    complete(t: flow.EntryType, doc: object, fill: flow.Fill): Bytes;
  };
  fold(x: flow.Exchange, now: number): flow.Status;
  allow(x: flow.Exchange, now: number, e: flow.Entry): void;
  example(now: number): object;
}

const purposes = new Map<string, Purpose>(Object.entries({ handoff, inquiry, feedback, message, zaak }));

function purposeOf(name: string): Purpose {
  return purposes.get(name) ?? fail("E19", "an unknown flow");
}

/** isFlow holds for the name of a flow that this version knows. */
export function isFlow(name: string): name is Flow {
  return purposes.has(name);
}

/** fold gives the status of an exchange now. One whose purpose cannot be read has none. */
export function fold(m: Member, x: Exchange): flow.Status {
  const purpose = x.frame && purposes.get(x.frame.flow);
  return purpose?.fold(factsOf(x), m.now()) ?? {
    flow: x.frame?.flow ?? "", kind: x.frame?.kind ?? "", status: "", overdue: false, due: "", custody: "",
    certainty: "", offer: undefined, duties: [], drafts: [], next: {},
  };
}

/** example is a complete made-up document of a flow. */
export function example(name: Flow, now: number): object {
  return purposeOf(name).example(now);
}

/**
 * learnFrame gives the frame by which an exchange is read: a genesis, and a rekey
 * that lets a party in, tell it. Whether they keep to their form is another
 * question, and the frame counts also when they do not.
 */
export function learnFrame(t: flow.EntryType, body: Bytes, known: flow.Frame | undefined): flow.Frame | undefined {
  if (t !== "genesis" && t !== "rekey") return known;
  const told = looseFrame(body);
  return known ?? told;
}

function looseFrame(body: Bytes): flow.Frame | undefined {
  const frame = asObject(parseJSON(body))?.["frame"];
  if (frame === undefined || frame === null) return undefined;
  const fields = asObject(frame) ?? fail("E10", "body: its frame is no object");
  const terms = asObject(fields["terms"]);
  const wanted = { ...only(flow.frame, fields), ...(terms === undefined ? {} : { terms: only(flow.terms, terms) }) };
  return flow.frame.read(wanted as Parameters<typeof flow.frame.read>[0]); // read holds each field to its kind
}

function parseJSON(body: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (err) {
    return fail("E10", "body is not json", err);
  }
}

function asObject(v: unknown): Record<string, unknown> | undefined {
  return typeof v === "object" && v !== null && !Array.isArray(v) ? Object.fromEntries(Object.entries(v)) : undefined;
}

function only(rule: { readonly fields?: object }, given: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(rule.fields ?? {}).filter((name) => name in given);
  return Object.fromEntries(names.map((name) => [name, given[name]]));
}

/** readDocument checks an opened body against its form. */
export function readDocument(t: flow.EntryType, body: Bytes, frame: flow.Frame | undefined): flow.Document {
  if (frame === undefined) return fail("E10", "the purpose of this exchange is not known");
  return purposeOf(frame.flow).forms.read(frame.kind, t, body);
}

/** complete makes a full body of a document in an exchange that has, or gets, this frame. */
export function complete(
  m: Member,
  frame: NonNullable<flow.Fill["frame"]> & { flow: string },
  t: flow.EntryType,
  doc: unknown,
  files: readonly flow.File[],
): Bytes {
  const given = asObject(doc) ?? fail("E10", "the document is no object");
  const fill: flow.Fill = { now: m.now(), author: author(m), member: m.id, files, frame };
  return purposeOf(frame.flow).forms.complete(t, given, fill);
}

/** author opens the member's name to whoever reads the body. */
export function author(m: Member): flow.Author | undefined {
  return m.self.name === "" ? undefined : { name: m.self.name, salt: m.self.salt, role: "" };
}

/** purposeKnown is the frame of an exchange, E29 when it cannot be read here. */
export function purposeKnown(x: Exchange): flow.Frame {
  return x.frame ?? fail("E29", "the purpose of this exchange cannot be read here");
}

/** allowed refuses, with E29 and the list of what is possible, a step that the party may not take now. */
export function allowed(m: Member, x: Exchange, t: flow.EntryType, body: Bytes | undefined): void {
  const { flow: name } = purposeKnown(x);
  purposeOf(name).allow(factsOf(x), m.now(), {
    seq: x.state.seq + 1, hash: "", type: t, party: x.party, author: m.id, time: m.now(), to: "", target: "",
    parties: x.state.set, owner: x.state.owner, state: "readable", code: "", body,
  });
}

/** formIn names the form of a body, "" when it has none. */
export function formIn(body: Bytes): string {
  try {
    const form = asObject(parseJSON(body))?.["form"];
    return typeof form === "string" ? form : "";
  } catch (err) {
    if (codeOf(err) === "") throw err;
    return "";
  }
}
