// Replays the scenarios of partners/testdata: also in a browser, so without node.
import { codeOf } from "../../src/crypto/note/index.ts";
import type { Entry, EntryType, Exchange, Receipt, State, Status } from "../../src/flows/flow/index.ts";
import { assemble } from "../../src/flows/flow/index.ts";
import * as feedback from "../../src/flows/feedback/index.ts";
import * as handoff from "../../src/flows/handoff/index.ts";
import * as inquiry from "../../src/flows/inquiry/index.ts";
import * as message from "../../src/flows/message/index.ts";
import * as zaak from "../../src/flows/zaak/index.ts";
import { filled, hash, type Json } from "./bodies.ts";

/** Flow is what the folder of a flow offers. */
export interface Flow {
  statuses: readonly string[];
  fold(x: Exchange, now: number): Status;
  allow(x: Exchange, now: number, e: Entry): void;
  foldWith?(x: Exchange, linked: zaak.Linked, now: number): Status;
  /** final statuses are left only for another final one. */
  final: readonly string[];
}

export const flows: Record<string, Flow> = {
  handoff: { ...handoff, final: ["withdrawn", "completed"] },
  inquiry: { ...inquiry, final: ["redirected", "withdrawn", "undeliverable", "closed"] },
  feedback: { ...feedback, final: [] },
  message: { ...message, final: ["closed"] },
  zaak: { ...zaak, final: ["closed"] },
};

interface Step {
  at: string;
  by?: string;
  for?: string;
  entry?: EntryType;
  receipt?: number;
  document?: string;
  with?: Json;
  to?: string;
  target?: number;
  parties?: string[];
  state?: State;
  code?: Entry["code"];
  refused?: string;
  despite?: string;
  linked?: { xid: string; moment: number; state: string }[];
  expect?: Json;
}

interface Scenario {
  name: string;
  parties: string[];
  steps: Step[];
}

export interface File {
  flow: string;
  parties: Record<string, string>;
  members: Record<string, { id: string; party: string }>;
  documents: Record<string, Json>;
  scenarios: Scenario[];
}

/** Seen is told of every exchange on the way, for tests that hold it to more. */
export type Seen = (flow: Flow, x: Exchange, now: number) => void;

export async function load(read: (path: string) => Promise<Uint8Array>): Promise<File[]> {
  const all = Object.keys(flows).map(async (name) => await read(`partners/testdata/${name}.json`));
  return (await Promise.all(all)).map((bytes) => JSON.parse(new TextDecoder().decode(bytes)) as File);
}

export async function run(read: (path: string) => Promise<Uint8Array>, seen: Seen = () => {}) {
  const out: { name: string; rule: string; want: string; got: string }[] = [];
  for (const file of await load(read)) {
    const flow = flows[file.flow];
    for (const story of file.scenarios) {
      const got = flow ? new Play(file, story, flow, seen).run() : "no such flow";
      out.push({ name: story.name, rule: file.flow, want: "", got });
    }
  }
  return out;
}

/** Play is a scenario on its way. */
class Play {
  entries: Entry[] = [];
  receipts: Receipt[] = [];
  owner: string;
  parties: string[];
  linked: Map<string, Pick<Status, "duties">> | undefined;

  constructor(
    readonly file: File,
    readonly story: Scenario,
    readonly flow: Flow,
    readonly seen: Seen,
  ) {
    this.owner = file.parties[story.parties[0] ?? ""] ?? "";
    this.parties = this.named(story.parties);
  }

  named(aliases: string[]): string[] {
    return aliases.map((a) => this.file.parties[a] ?? `nobody is called ${a}`).sort();
  }

  /** run tells what differed, "" when nothing did. */
  run(): string {
    for (const [i, s] of this.story.steps.entries()) {
      const differs = this.step(s);
      if (differs.length > 0) return `step ${i} (${s.at}): ${differs.join("; ")}`;
    }
    return "";
  }

  step(s: Step): string[] {
    const now = Date.parse(s.at) / 1000;
    const member = this.file.members[s.by ?? ""] ?? { id: "", party: "" };
    if (s.by && member.id === "") return [`nobody is called ${s.by}`];
    const party = this.file.parties[s.for ?? member.party] ?? "";
    if (s.receipt !== undefined) {
      this.receipts.push({ entry: hash(s.receipt), party, author: member.id, time: now });
    } else if (s.entry) {
      const e = this.entry(s, s.entry, party, member.id, now);
      const want = (s.refused ?? "") + (s.despite ?? "");
      const got = this.allow(e, now);
      if (got !== want) return [`allow says ${JSON.stringify(got)}, want ${JSON.stringify(want)}`];
      if (!s.refused) this.add(e, s);
    }
    for (const l of s.linked ?? []) this.link(l);
    const x = this.exchange();
    this.seen(this.flow, x, now);
    const status = this.linked && this.flow.foldWith
      ? this.flow.foldWith(x, this.linked, now)
      : this.flow.fold(x, now);
    return Object.entries(s.expect ?? {}).flatMap(([name, want]) => this.expect(name, want, status));
  }

  exchange(): Exchange {
    return assemble(hash(0), this.entries, this.receipts);
  }

  entry(s: Step, type: EntryType, party: string, author: string, time: number): Entry {
    const n = this.entries.length;
    const doc = s.document === undefined ? undefined : this.file.documents[s.document];
    if (s.document !== undefined && !doc) throw new Error(`no document is called ${s.document}`);
    return {
      seq: n, hash: hash(n), type, party, author, time, parties: this.parties, owner: this.owner,
      to: this.file.parties[s.to ?? ""] ?? "", target: s.target === undefined ? "" : hash(s.target),
      state: doc ? "readable" : "none", code: "", body: doc && filled(doc, s.with ?? {}),
    };
  }

  allow(e: Entry, now: number): string {
    try {
      this.flow.allow(this.exchange(), now, e);
      return "";
    } catch (error) {
      return codeOf(error) || String(error);
    }
  }

  add(e: Entry, s: Step): void {
    if (s.code !== "E09") {
      if (e.type === "accept") this.owner = e.party;
      if (e.type === "rekey" && s.parties) this.parties = this.named(s.parties);
      const taken = e.type === "recall" && s.target !== undefined ? this.entries[s.target] : undefined;
      if (taken && s.target !== undefined) this.entries[s.target] = { ...taken, state: "recalled" };
    }
    const state = s.state ?? e.state; // a body that is still there is not to be read
    const code = s.state ? (s.code ?? "") : "";
    this.entries.push({ ...e, state, code, owner: this.owner, parties: this.parties });
  }

  link(l: { xid: string; moment: number; state: string }): void {
    this.linked ??= new Map();
    const duties = this.linked.get(l.xid)?.duties ?? [];
    const duty = {
      id: "", what: "feedback", kind: "regional" as const, party: "", due: "", state: l.state, melding: "",
      moment: l.moment, text: "", overdue: false, done: false,
    };
    this.linked.set(l.xid, { duties: [...duties, duty] });
  }

  /** expect compares what the step names with the status. */
  expect(name: string, want: unknown, s: Status): string[] {
    const same = (got: unknown) =>
      sorted(got) === sorted(want) ? [] : [`${name} is ${sorted(got)}, want ${sorted(want)}`];
    switch (name) {
      case "status":
      case "kind":
      case "overdue":
      case "certainty":
        return same(s[name]);
      case "due":
        return same(s.due || null);
      case "custody":
        return same(this.alias(s.custody));
      case "offer":
        return same(s.offer !== undefined);
      case "duties":
        return same(s.duties.map((d) => this.duty(d)));
      case "drafts":
        return same(Object.fromEntries(s.drafts.map((d) => [d.id, d.state + (d.approved ? ", approved" : "")])));
      case "next":
        return this.next(want, s, (have, steps) => sorted(have) === sorted(steps));
      case "may":
        return this.next(want, s, (have, steps) => steps.every((one) => have.includes(one)));
      case "mayNot":
        return this.next(want, s, (have, steps) => !steps.some((one) => have.includes(one)));
      default:
        return [`${name} cannot be expected`];
    }
  }

  alias(party: string): string {
    return Object.entries(this.file.parties).find(([, id]) => id === party)?.[0] ?? "";
  }

  /** duty as scenarios write it: what is empty is left out. */
  duty(d: Status["duties"][number]): Json {
    return {
      id: d.id, kind: d.kind, due: d.due || null,
      ...(d.party && { party: this.alias(d.party) }),
      ...(d.state && { state: d.state }),
      ...(d.overdue && { overdue: true }),
      ...(d.done && { done: true }),
    };
  }

  next(want: unknown, s: Status, ok: (have: string[], want: string[]) => boolean): string[] {
    return Object.entries(want as Record<string, string[]>).flatMap(([name, steps]) => {
      const party = this.file.parties[name];
      if (party === undefined) return [`no party is called ${name}`];
      const have = s.next[party] ?? [];
      return ok(have, steps) ? [] : [`${name} may ${have.join(" ")}, want ${steps.join(" ")}`];
    });
  }
}

/** sorted prints a value with the fields of objects in order. */
function sorted(v: unknown): string {
  return JSON.stringify(v, (_, o: unknown) =>
    typeof o === "object" && o !== null && !Array.isArray(o)
      ? Object.fromEntries(Object.entries(o).sort(([a], [b]) => (a < b ? -1 : 1)))
      : o,
  );
}
