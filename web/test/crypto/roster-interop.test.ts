// Draws directories in Go (web/test/interop) and asks both what they make of
// them: the verdict on every record, the answers to a chain, and all that a Book
// tells. SLUIS_TEST_SEED draws others.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { View } from "../../src/crypto/chain/index.ts";
import { codeOf, hashOf, utf8 } from "../../src/crypto/note/index.ts";
import { Book, type Founders } from "../../src/crypto/roster/index.ts";
import { drawnByGo } from "../interop/go.ts";

interface RecordText {
  kind: string;
  data: string; // base64
}

interface Pool {
  founders: Founders;
  records: RecordText[];
  base: number[];
  bent: (RecordText & { code: string })[];
  members: string[];
  teams: string[];
  orgs: string[];
  rhs: string[];
  root: string;
}

interface Drawn {
  batches: { adds: { record: number; n: number | null; code: string }[]; undone: boolean }[];
  log: boolean;
  asks: Question[];
  reads: string;
}

interface Question {
  view: string;
  pin: number | null;
  now: number;
  act: {
    XID: string; Seq: number; Party: string; Org: string; Author: string; Key: string; Time: number;
    CP: { Size: number; Root: string };
  };
  rh: string;
  answer: string;
}

const count = 60;

let pool: Pool;
let drawn: Drawn[];

before(() => {
  const [head, ...lines] = drawnByGo("TestDirectories", "SLUIS_DIRECTORIES", count);
  pool = head as Pool;
  drawn = lines as Drawn[];
});

const bytesOf = (data: string) => new Uint8Array(Buffer.from(data, "base64"));

test("records with something changed have the verdict of Go", async () => {
  const book = new Book(pool.founders);
  for (const at of pool.base) {
    const r = pool.records[at];
    if (r !== undefined) await book.add(r.kind, bytesOf(r.data));
  }
  assert.ok(pool.bent.length > 500);
  for (const { kind, data, code } of pool.bent) {
    const back = new Error("undone");
    await book.batch(async (add) => {
      let got: string = "";
      await add(kind, bytesOf(data)).catch((e: unknown) => (got = codeOf(e) || String(e)));
      assert.equal(got, code, `${kind} ${Buffer.from(data, "base64").toString()}`);
      throw back;
    }).catch((e: unknown) => {
      if (e !== back) throw e;
    });
  }
});

test("drawn directories have the verdicts and answers of Go", async () => {
  assert.equal(drawn.length, count);
  const records = pool.records.map(({ kind, data }) => ({ kind, data: bytesOf(data) }));
  await Promise.all(drawn.map(async (d, n) => {
    const book = new Book(pool.founders);
    for (const [i, batch] of d.batches.entries()) {
      const got = await added(book, batch, records);
      assert.deepEqual(got, batch.adds.map((a) => a.code), `directory ${n}, batch ${i}`);
    }
    const length = book.size();
    if (d.log) book.useLog({ root: (size) => (size <= length ? pool.root : undefined) });
    for (const q of d.asks) assert.equal(answer(book, q), q.answer, `directory ${n}: ${JSON.stringify(q)}`);
    const reads = readsOf(book, pool);
    assert.equal(hashOf(utf8(reads)), d.reads, `directory ${n}:\n${reads}`);
  }));
});

async function added(
  book: Book, { adds, undone }: Drawn["batches"][number], records: { kind: string; data: Uint8Array }[],
): Promise<string[]> {
  const got: string[] = [];
  const note = (act: Promise<void>) => act.then(() => got.push(""), (e: unknown) => got.push(codeOf(e) || String(e)));
  const back = new Error("undone");
  const batch = book.batch(async (add) => {
    for (const { record, n } of adds) {
      const r = records[record];
      if (r !== undefined && n === null) await note(add(r.kind, r.data));
    }
    if (undone) throw back;
  });
  await batch.catch((e: unknown) => assert.equal(e, back));
  for (const { record, n } of adds) {
    const r = records[record];
    if (r !== undefined && n !== null) await note(book.addAt(n, r.kind, r.data));
  }
  return got;
}

function answer(book: Book, { view: name, pin, now, act, rh }: Question): string {
  const views: Record<string, View> = { since: book.since(() => pin ?? undefined), now: book.now(() => now) };
  const view = views[name] ?? book;
  const cp = { size: act.CP.Size, root: act.CP.Root };
  const { Party: party, XID: xid, Seq: seq, Org: org, Author: author, Key: key, Time: time } = act;
  return [
    told(() => view.signer({ xid, seq, party, org, author, key, time, cp }).hex),
    told(() => (view.partyKey(party, rh, cp), "")),
    told(() => view.partyOrg(party, cp)),
  ].join(" ");
}

function told(ask: () => string): string {
  try {
    return ask();
  } catch (e) {
    return codeOf(e) || String(e);
  }
}

/** All that a book tells of the pool, as in roster_test.go. */
function readsOf(b: Book, pool: Pool): string {
  const lines: unknown[][] = [["size", b.size(), "orgs", list(b.orgs())]];
  for (const o of pool.orgs) {
    lines.push(["org", o, b.org(o) !== undefined, list(b.vouchers(o)), b.terms(o)?.length ?? 0]);
    const m = b.manifest(o);
    if (m !== undefined) lines.push(["manifest", m.version, m.hash]);
  }
  for (const mid of pool.members) {
    const login = b.login(mid);
    lines.push(["member", mid, b.active(mid), list(b.teamsOf(mid)), login !== undefined]);
    if (login !== undefined) lines.push(["login", login.key.hex, login.org]);
    const m = b.member(mid);
    if (m !== undefined) lines.push(["note", m.hash, b.memberNote(m.hash)?.hash]);
  }
  for (const tid of pool.teams) {
    const org = b.teamOrg(tid);
    const card = told(() => (b.checkCard(tid), ""));
    lines.push(["team", tid, org ?? "", org !== undefined, list(b.assigned(tid)), "card", card]);
    for (let epoch = 0; epoch < 4; epoch++) {
      const t = b.teamAt(tid, epoch);
      if (t !== undefined) lines.push(["epoch", t.hash, t.reset, b.team(tid)?.epoch]);
    }
  }
  for (const rh of pool.rhs) lines.push(["rh", rh, b.named(rh), told(() => (b.recipient(rh), ""))]);
  return lines.map((values) => values.join(" ") + "\n").join("");
}

function list(ids: readonly string[]): string {
  return `[${ids.join(" ")}]`;
}
