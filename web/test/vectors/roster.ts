// Runs crypto/vectors/roster.json: also in a browser, so without node.
import type { View } from "../../src/crypto/chain/index.ts";
import { codeOf, fail, partyTeam, type Checkpoint } from "../../src/crypto/note/index.ts";
import { Book, checkName, type Founders } from "../../src/crypto/roster/index.ts";

interface Step {
  kind: string;
  data?: string; // base64
  zeros?: number; // that many zero bytes
  n?: number;
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
  add?: Step[];
  ask?: Ask;
}

export async function run(read: (path: string) => Promise<Uint8Array>) {
  const bytes = await read("crypto/vectors/roster.json");
  const file = JSON.parse(new TextDecoder().decode(bytes)) as { founders: Founders; base: Step[]; vectors: Vector[] };
  const out: { name: string; rule: string; want: string; got: string }[] = [];
  for (const v of file.vectors) {
    out.push({ name: v.name, rule: v.rule, want: v.code, got: await verdict(file.founders, file.base, v) });
  }
  return out;
}

async function verdict(founders: Founders, base: Step[], v: Vector): Promise<string> {
  const book = new Book(founders);
  const steps = v.add ?? [];
  const last = v.ask === undefined ? steps.at(-1) : undefined;
  for (const step of [...base, ...steps]) {
    try {
      await into(book, step);
      if (step === last) return "";
    } catch (e) {
      return step === last ? codeOf(e) || String(e) : `a step before was refused: ${String(e)}`;
    }
  }
  try {
    if (v.ask !== undefined) answer(book, v.ask);
    return "";
  } catch (e) {
    return codeOf(e) || String(e);
  }
}

function into(book: Book, { kind, data, zeros, n }: Step): Promise<void> {
  const bytes = zeros === undefined ? Uint8Array.from(atob(data ?? ""), (c) => c.charCodeAt(0)) : new Uint8Array(zeros);
  return n === undefined ? book.add(kind, bytes) : book.addAt(n, kind, bytes);
}

function answer(book: Book, a: Ask): void {
  if (a.log) book.useLog();
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
      book.card(partyTeam(party));
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
