// Runs crypto/vectors/roster.json: also in a browser, so without node.
import type { View } from "../../src/crypto/chain/index.ts";
import { codeOf, fail, partyTeam, type Checkpoint } from "../../src/crypto/note/index.ts";
import { Book, checkName, type Founders } from "../../src/crypto/roster/index.ts";

interface File {
  founders: Founders;
  root: string; // that the log had at every size
  base: StepText[];
  vectors: Vector[];
}

interface StepText {
  kind: string;
  data?: string; // base64
  zeros?: number; // that many zero bytes
  n?: number;
}

interface Step {
  kind: string;
  bytes: Uint8Array;
  n: number | undefined;
}

interface Ask {
  ask: string;
  view?: string;
  log?: boolean;
  pin?: number;
  now?: number;
  xid?: string;
  seq?: number;
  party?: string;
  org?: string;
  author?: string;
  key?: string;
  time?: number;
  cp: { Size: number; Root: string };
  rh?: string;
  record?: string;
  salt?: string;
  name?: string;
}

interface Vector {
  rule: string;
  name: string;
  code: string;
  add?: StepText[];
  ask?: Ask;
}

export async function run(read: (path: string) => Promise<Uint8Array>) {
  const bytes = await read("crypto/vectors/roster.json");
  const file = JSON.parse(new TextDecoder().decode(bytes)) as File;
  const fresh = async () => {
    const book = new Book(file.founders);
    for (const step of file.base.map(stepOf)) await into(book, step);
    return book;
  };
  // What leaves no trace shares a book: with the steps of the base it is the slow part.
  const shared = await fresh();
  const logged = await fresh();
  useLog(logged, file.root);
  const out: { name: string; rule: string; want: string; got: string }[] = [];
  for (const v of file.vectors) {
    const steps = (v.add ?? []).map(stepOf);
    let got: string;
    if (v.ask !== undefined && steps.length === 0) {
      const { ask } = v;
      got = verdict(() => answer(ask.log ? logged : shared, ask));
    } else if (v.ask === undefined && steps.every((step) => step.n === undefined)) {
      got = await tried(shared, steps);
    } else {
      got = await taken(await fresh(), steps, v.ask, file.root);
    }
    out.push({ name: v.name, rule: v.rule, want: v.code, got });
  }
  return out;
}

/** The directory has a log, as long as it has records. */
function useLog(book: Book, root: string): void {
  const length = book.size();
  book.useLog({ root: (size) => (size <= length ? root : undefined) });
}

/** The verdict on the last step, in a batch that is taken back. */
async function tried(book: Book, steps: Step[]): Promise<string> {
  let got = "";
  const back = new Error("taken back");
  await book
    .batch(async (add) => {
      got = await each(steps, (step) => add(step.kind, step.bytes));
      throw back;
    })
    .catch((e: unknown) => {
      if (e !== back) throw e;
    });
  return got;
}

/** The verdict on the last step, or on the question after it. */
async function taken(book: Book, steps: Step[], ask: Ask | undefined, root: string): Promise<string> {
  const got = await each(steps, (step) => into(book, step));
  if (ask === undefined) return got;
  if (ask.log) useLog(book, root);
  return got === "" ? verdict(() => answer(book, ask)) : `a step was refused: ${got}`;
}

async function each(steps: Step[], take: (step: Step) => Promise<void>): Promise<string> {
  for (const step of steps) {
    try {
      await take(step);
    } catch (e) {
      const code = codeOf(e) || String(e);
      return step === steps.at(-1) ? code : `a step before was refused: ${code}`;
    }
  }
  return "";
}

function verdict(act: () => void): string {
  try {
    act();
    return "";
  } catch (e) {
    return codeOf(e) || String(e);
  }
}

function stepOf({ kind, data, zeros, n }: StepText): Step {
  const bytes = zeros === undefined ? Uint8Array.from(atob(data ?? ""), (c) => c.charCodeAt(0)) : new Uint8Array(zeros);
  return { kind, bytes, n };
}

function into(book: Book, { kind, bytes, n }: Step): Promise<void> {
  return n === undefined ? book.add(kind, bytes) : book.addAt(n, kind, bytes);
}

function answer(book: Book, a: Ask): void {
  const cp: Checkpoint = { size: a.cp.Size, root: a.cp.Root };
  const { xid = "", seq = 0, party = "", org = "", author = "", key = "", time = 0, rh = "" } = a;
  const view: View =
    a.view === "since" ? book.since(() => a.pin) : a.view === "now" ? book.now(() => a.now ?? 0) : book;
  switch (a.ask) {
    case "signer":
      if (view.signer({ xid, seq, party, org, author, key, time, cp }).id !== key) throw new Error("another key");
      return;
    case "partyKey":
      return view.partyKey(party, rh, cp);
    case "partyOrg":
      if (view.partyOrg(party, cp) !== org) throw new Error("another organisation");
      return;
    case "card":
      book.checkCard(partyTeam(party));
      return;
    case "name": {
      const note = book.memberNote(a.record ?? "");
      if (note === undefined) throw new Error("no such member note");
      return checkName(note, a.salt ?? "", a.name ?? "");
    }
    case "org":
      return orE06(book.org(org));
    case "login":
      return orE06(book.login(author));
    default:
      throw new Error(`unknown question ${a.ask}`);
  }
}

function orE06(found: unknown): void {
  if (found === undefined) fail("E06", "no");
}
