import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as chain from "../../src/crypto/chain/index.ts";
import { findPost, withPost } from "../../src/crypto/chain/state.ts";
import { Public } from "../../src/crypto/keys/index.ts";
import {
  NoLog, ZeroHash, attach, codeOf, fail, hashOf, newID, same, teamParty, toHex, utf8,
  type MemberID, type OrgID, type Party, type Sig,
} from "../../src/crypto/note/index.ts";
import * as blobs from "../vectors/chain-blob.ts";
import * as receipts from "../vectors/chain-receipt.ts";
import * as chains from "../vectors/chain.ts";

const read = (path: string) => readFile(`../${path}`);

for (const [name, vectors, least] of [["chain", chains, 310], ["receipt", receipts, 41], ["blob", blobs, 7]] as const) {
  test(`vectors: ${name}`, async () => {
    const all = await vectors.run(read);
    assert.ok(all.length >= least);
    for (const v of all) assert.equal(v.got, v.want, `${v.rule} ${v.name}`);
  });
}

interface Person {
  party: Party;
  org: OrgID;
  author: MemberID;
  public: Public;
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Sig>;
}

async function newPerson(party: Party): Promise<Person> {
  const pair = await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
  assert.ok("privateKey" in pair);
  const own = Public.from(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
  return {
    party, org: newID(), author: newID(), public: own,
    sign: async (bytes) => ({
      key: own.id, hex: toHex(new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, pair.privateKey, bytes))),
    }),
  };
}

/** A directory in which each of these signs for its own party. */
function viewOf(...people: Person[]): chain.View {
  return {
    signer: (s) =>
      (people.find((p) => p.public.id === s.key && p.party === s.party) ?? fail("E06", "unknown key")).public,
    partyKey: () => undefined,
    partyOrg: (party) => (people.find((p) => p.party === party) ?? fail("E06", "unknown party")).org,
  };
}

const now = 1771234567;
const some = (what: string) => hashOf(utf8(what));
const content = { body: some("body"), ct: some("ct"), ctSize: chain.minCT };

/** What the author adds to a header: who writes, and a bind (its value is for who holds the case key). */
function by(p: Person, h: chain.Header): chain.Header {
  const binds = [{ epoch: h.epoch, value: some("bind") }];
  const from = { party: p.party, org: p.org, author: p.author, key: p.public.id };
  return { ...h, ...from, binds, ...(h.rcpt === "" ? {} : content) };
}

async function sealed(h: chain.Header, ...signers: Person[]): Promise<chain.Entry> {
  const bytes = chain.signed(h);
  return chain.parse(attach(bytes, ...(await Promise.all(signers.map((p) => p.sign(bytes))))));
}

async function begun(...people: [Person, ...Person[]]): Promise<{ genesis: chain.Entry; state: chain.State }> {
  const [owner] = people;
  const genesis = await sealed(by(owner, {
    xid: "", seq: 0, prev: ZeroHash, epoch: 0, type: "genesis", party: "", org: "", author: "", key: "",
    time: now, cp: NoLog, nonce: newID(), to: "", target: "", rcpt: some("rcpt 0"),
    grants: people.map((p) => ({ party: p.party, epoch: 0, key: some("key"), file: some("grant") })),
    blobs: [], body: "", ct: "", ctSize: 0, binds: [],
  }), owner);
  return { genesis, state: await chain.begin(genesis, viewOf(...people)) };
}

test("custody moves by two signatures over the same bytes, and only so", async () => {
  const [anna, dirk] = await Promise.all([newPerson(teamParty(newID())), newPerson(teamParty(newID()))]);
  const view = viewOf(anna, dirk);
  const { state } = await begun(anna, dirk);
  const offer = await sealed({ ...by(anna, chain.next(state, "offer", now + 5, NoLog)), to: dirk.party }, anna);
  const offered = await chain.append(state, offer, view);
  assert.equal(offered.owner, anna.party);
  assert.ok(chain.may(offered, dirk.party, "accept") && !chain.may(offered, anna.party, "accept"));

  // Dirk finishes the entry and signs it; Anna's client checks it and signs the same bytes.
  const bytes = chain.signed(by(dirk, chain.next(offered, "accept", now + 60, NoLog)));
  const first = await dirk.sign(bytes);
  const asked = await chain.checkAccept(offered, bytes, first, view);
  assert.equal(asked.party, dirk.party);
  const accept = chain.parse(attach(bytes, first, await anna.sign(bytes)));
  const moved = await chain.append(offered, accept, view);
  assert.equal(moved.owner, dirk.party);
  assert.equal(moved.offer, null);
  assert.equal(offered.owner, anna.party, "the state before is as it was");

  assert.throws(() => chain.parse(attach(bytes, first)), { code: "E01" });
  const other = await newPerson(anna.party);
  const twice = chain.parse(attach(bytes, first, await other.sign(bytes)));
  await assert.rejects(chain.append(offered, twice, viewOf(anna, dirk, other)), { code: "E05" });
  const late = chain.signed(by(dirk, chain.next(offered, "accept", now + 5 + chain.offerLife + 1, NoLog)));
  await assert.rejects(chain.checkAccept(offered, late, await dirk.sign(late), view), { code: "E05" });
  let early = other; // whose signature stands before that of the acceptance
  while (early.public.id > dirk.public.id) early = await newPerson(anna.party);
  for (const signed of [attach(bytes, await early.sign(bytes)), new Uint8Array(0), bytes.slice(0, -1)]) {
    await assert.rejects(chain.checkAccept(offered, signed, first, view), { code: "E01" }); // it holds a signature, or is cut
  }
  const post = chain.signed(by(dirk, chain.next(offered, "post", now, NoLog)));
  await assert.rejects(chain.checkAccept(offered, post, await dirk.sign(post), view), { code: "E05" });
});

test("next begins the header that append wants, and never goes back", async () => {
  const anna = await newPerson(teamParty(newID()));
  const { state } = await begun(anna);
  const log = { size: 9, root: some("log") };
  const h = chain.next(state, "post", 1, log);
  assert.deepEqual([h.time, h.cp, h.seq, h.prev, h.rcpt], [now, log, 1, state.head, some("rcpt 0")]);
  assert.notEqual(h.nonce, chain.next(state, "post", 1, log).nonce);
  const posted = await chain.append(state, await sealed(by(anna, h), anna), viewOf(anna));
  assert.deepEqual(chain.next(posted, "close", 1, NoLog).cp, log);
  assert.deepEqual([chain.next(posted, "rekey", 1, log).epoch, chain.next(posted, "rekey", 1, log).rcpt], [1, ""]);
});

test("what parse would refuse is not printed", async () => {
  const anna = await newPerson(teamParty(newID()));
  const { state } = await begun(anna);
  const good = by(anna, chain.next(state, "post", now, NoLog));
  assert.ok(chain.signed(good).length > 0);
  const bad: Partial<chain.Header>[] = [
    { body: "" }, { to: anna.party }, { ctSize: chain.minCT - 1 }, { party: "anna" }, { time: -1 }, { time: 1.5 },
    { seq: 2 ** 53 }, { blobs: [{ root: some("root"), size: 2 ** 53 }] }, { nonce: "a\nb" },
    { cp: { size: 0, root: some("x") } },
  ];
  for (const change of bad) {
    assert.throws(() => chain.signed({ ...good, ...change }), { code: "E01" });
    assert.throws(() => chain.unbound({ ...good, ...change }), { code: "E01" });
  }
  assert.throws(() => chain.signed({ ...good, binds: [] }), { code: "E01" });
});

test("no byte of an entry can change", async () => {
  const anna = await newPerson(teamParty(newID()));
  const view = viewOf(anna);
  const { genesis } = await begun(anna);
  const raw = genesis.note.bytes;
  for (let at = 0; at < raw.length; at++) {
    const changed = new Uint8Array(raw);
    changed[at] = (raw[at] ?? 0) ^ 1;
    await assert.rejects(async () => chain.begin(chain.parse(changed), view), (e) => codeOf(e) !== "", `byte ${at}`);
  }
});

test("a replay goes on where it stopped, and ends for good", async () => {
  const [anna, dirk] = await Promise.all([newPerson(teamParty(newID())), newPerson(teamParty(newID()))]);
  const view = viewOf(anna, dirk);
  const { genesis, state } = await begun(anna, dirk);
  const post = await sealed(by(dirk, chain.next(state, "post", now, NoLog)), dirk);
  const first = await chain.replay([genesis], view);
  const both = await chain.extend(first, [post], view);
  assert.deepEqual(both.state, (await chain.replay([genesis, post], view)).state);
  assert.equal(first.verdicts.length, 1);
  const ended = await chain.extend(both, [genesis], view);
  assert.deepEqual([ended.end?.code, ended.endBy, ended.state], ["E02", genesis, both.state]);
  assert.equal(await chain.extend(ended, [post], view), ended);

  // What the client's own opener throws is no verdict on the entry.
  const broken = { admit: () => Promise.resolve(fail("E18", "disk")), bind: () => Promise.resolve(true) };
  await assert.rejects(chain.replay([genesis], view, broken), { code: "E18" });
});

test("an offer with a wrong bind stands without effect, and its accept ends the chain", async () => {
  const [anna, dirk] = await Promise.all([newPerson(teamParty(newID())), newPerson(teamParty(newID()))]);
  const view = viewOf(anna, dirk);
  const { genesis, state } = await begun(anna, dirk);
  const offer = await sealed({ ...by(anna, chain.next(state, "offer", now, NoLog)), to: dirk.party }, anna);
  const opener = { admit: () => Promise.resolve(), bind: (e: chain.Entry) => Promise.resolve(e.type !== "offer") };
  const r = await chain.replay([genesis, offer], view, opener);
  assert.deepEqual(r.verdicts.map((v) => [v.effect, v.checked, v.code]), [[true, true, ""], [false, true, "E09"]]);
  assert.ok(r.state?.offer?.void);
  const accept = await sealed(by(dirk, chain.next(r.state, "accept", now, NoLog)), dirk, anna);
  assert.equal((await chain.extend(r, [accept], view, opener)).end?.code, "E09");
});

test("a post is found at its own place only", () => {
  const [a, b, c] = [some("a"), some("b"), some("c")];
  const posts = withPost(withPost(withPost("", a, 0), b, 70_000), c, 2);
  assert.deepEqual([a, b, c].map((hash) => findPost(posts, hash)), [0, 70_000, 2]);
  const across = posts.slice(20, 52).padEnd(64, "0"); // the end of one and the beginning of the next
  assert.equal(findPost(posts, across), undefined);
  assert.equal(findPost(withPost(posts, across, 5), across), 5);
});

test("a receipt is never dated before its entry, and holds in every later state", async () => {
  const [anna, dirk] = await Promise.all([newPerson(teamParty(newID())), newPerson(teamParty(newID()))]);
  const view = viewOf(anna, dirk);
  const { genesis, state } = await begun(anna, dirk);
  const draft = chain.newReceipt(genesis, 1, NoLog);
  assert.deepEqual([draft.time, draft.xid, draft.entry], [now, state.xid, state.head]);
  const { party, org, author, public: own } = dirk;
  const bytes = chain.signedReceipt({ ...draft, party, org, author, key: own.id });
  const receipt = chain.parseReceipt(attach(bytes, await dirk.sign(bytes)));
  assert.ok(same(chain.signedReceipt(receipt), receipt.note.signed));
  await chain.checkReceipt(state, receipt, genesis, view);
  const close = await sealed(by(anna, chain.next(state, "close", now, NoLog)), anna);
  const closed = await chain.append(state, close, view);
  assert.ok(closed.closed);
  await chain.checkReceipt(closed, receipt, genesis, view);
  await assert.rejects(chain.checkReceipt(closed, receipt, close, view), { code: "E05" });
});
