// What a client refuses of its own home and of its own callers, and where a directory, an
// exchange or an invitation lacks something: each by itself, with a member who has no more
// than what is asked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Identity, Keyring, Signer, inviteFromWords, newDevice } from "../../src/crypto/identity/index.ts";
import { recipientHash } from "../../src/crypto/keys/index.ts";
import { NoLog, ZeroHash, hashOf, newID, teamParty, utf8, type Bytes, type Hash } from "../../src/crypto/note/index.ts";
import { Book, nameHash, signedMember, write } from "../../src/crypto/roster/index.ts";
import { newBody, seal } from "../../src/crypto/seal/index.ts";
import * as strict from "../../src/crypto/strict/index.ts";
import { generate } from "../../src/crypto/words/index.ts";
import { joinFrame, type Client, type SealedKeyring } from "../../src/hub/index.ts";
import { memoryLocks, send, type Member } from "../../src/member/index.ts";
import { attach } from "../../src/member/attach.ts";
import { memberWords, ownWords, teamWords } from "../../src/member/compare.ts";
import { after, next } from "../../src/member/compose.ts";
import type { Exchange } from "../../src/member/exchange.ts";
import { complete, learnFrame, readDocument } from "../../src/member/flows.ts";
import type { Home } from "../../src/member/home.ts";
import { admit, newcomers } from "../../src/member/invite.ts";
import { Joining, Newcomer } from "../../src/member/join.ts";
import { keep, kept } from "../../src/member/keep.ts";
import { Member as TheMember } from "../../src/member/member.ts";
import { news } from "../../src/member/news.ts";
import { CaseKeys } from "../../src/member/opener.ts";
import { Draft, administered, setCard } from "../../src/member/organisation.ts";
import { resume } from "../../src/member/outbox.ts";
import { parseSig, pendingAccept } from "../../src/member/pending.ts";
import { lineage } from "../../src/member/reset.ts";
import { writeSealed } from "../../src/member/sealed.ts";
import { verify } from "../../src/member/verify.ts";
import { Visit } from "../../src/member/visit.ts";
import { homeOn } from "../../src/worker/home.ts";
import { memoryShelf } from "../../src/worker/memory.ts";
import { Ways } from "../../src/worker/ways.ts";

const now = 1_795_000_000;
const bytes = (text: string): Bytes => utf8(text);
const [org, id] = [newID(), newID()];
const party = teamParty(newID());

/** Parts of something larger, of which nothing else is asked. */
const only = <T>(parts: object): T => parts as unknown as T;

async function newHome(): Promise<Home> {
  const account = { org: newID(), member: newID() };
  return homeOn(await memoryShelf().open(account), account);
}

async function newKeys(): Promise<Keyring> {
  const [identity, sign, login] = [await Identity.generate(), Signer.generate(), Signer.generate()];
  return new Keyring({ org, member: id, version: 1, prev: ZeroHash, identity, sign, login, unlocks: [], pins: [] });
}

/** A member with an empty book. */
async function nobody(more: object = {}): Promise<Member> {
  return only<Member>({
    id, org, keys: await newKeys(), home: await newHome(), now: () => now, parties: () => [party], opened: new Map(), pins: new Map(),
    dir: { book: new Book({}), sync: async () => undefined, checkpoint: async () => NoLog, forEntries: async () => undefined },
    ended: new AbortController().signal, tell: () => undefined, ...more,
  });
}

/** An exchange of whose keys none, or these, are held. */
function exchange(more: object = {}, ...held: readonly [number, Identity][]): Exchange {
  const keys = { key: (epoch: number) => new Map(held).get(epoch), newest: () => held.map(([epoch, key]) => ({ epoch, key })).at(-1), xnonce: newID() };
  const state = {
    xid: "a".repeat(64), seq: 3, head: "b".repeat(64), time: now, cp: NoLog, epoch: 1, rcpts: [ZeroHash, ZeroHash], set: [party],
    owner: party, offer: null, leaving: "", closed: false, known: [], posts: "", ...more,
  };
  return only<Exchange>({ xid: state.xid, party, state, entries: [], keys, frame: undefined });
}

test("words are compared of who and what the directory has, and of nothing else", async () => {
  const m = await nobody();
  assert.throws(() => memberWords(m, newID()), { code: "E06" });
  assert.throws(() => teamWords(m, newID()), { code: "E06" });
  assert.throws(() => ownWords(m), { code: "E06" }); // of an organisation that is not there
  assert.throws(() => lineage(m, newID()), { code: "E06" });
});

test("an organisation without a manifest, or without teams of a kind, is not changed", async () => {
  const m = await nobody();
  assert.throws(() => administered(m), { code: "E06" });
  const draft = new Draft(m, only({ org, members: [], teams: [], assigns: [], revoked: [], time: now }));
  const card = only<Parameters<typeof setCard>[0]>({ team: newID(), kind: "raad", name: "Raad" });
  draft.teams = [{ team: card.team, card: ZeroHash }];
  assert.throws(() => setCard(card)(draft), { code: "E05" });
});

test("who is in no team acts for none", () => {
  const { team } = TheMember.prototype;
  assert.throws(() => team.call(only<TheMember>({ ownTeams: () => [] }), ""), { code: "E05" });
});

test("nothing is sealed without the key that it needs, nor signed on a checkpoint before the exchange's", async () => {
  const m = await nobody();
  await assert.rejects(after(m, exchange({ cp: { size: 5, root: "c".repeat(64) } }), "post", party), { code: "E12" });
  await assert.rejects(next(m, exchange(), { type: "post", party, body: bytes("{}") }), { code: "E07" });
  await assert.rejects(next(m, exchange(), { type: "close", party }), { code: "E07" });
  const [first, second] = [await Identity.generate(), await Identity.generate()];
  const rekey = { type: "rekey", party, set: [], body: bytes("{}") } as const;
  const x = exchange({}, [0, first], [1, second]);
  assert.equal((await next(m, x, { ...rekey, older: [0] })).entry.type, "rekey");
  await assert.rejects(next(m, x, { ...rekey, older: [7] }), { code: "E07" });
  const { body: _, ...bodiless } = rekey;
  await assert.rejects(next(m, x, bodiless), { code: "E10" });
  const offer = only<Parameters<typeof pendingAccept>[2]>({ entry: ZeroHash, to: party });
  await assert.rejects(pendingAccept(m, exchange(), offer, null), { code: "E07" });
  const visit = only<Visit>(Object.create(Visit.prototype, { m: { value: m } }));
  await assert.rejects(visit.open(exchange(), bytes("x")), { code: "E07" });
});

test("a finished acceptance that was kept comes back whole, and a signature in its form", async () => {
  const m = await nobody({ home: Object.assign(await newHome(), { locks: memoryLocks() }) });
  const offer = only<Parameters<typeof pendingAccept>[2]>({ entry: ZeroHash, to: party });
  await m.home.write(`accepts/${ZeroHash}`, await seal(m.keys.identity.recipient, joinFrame(bytes("signed"), bytes("sig"))));
  await assert.rejects(pendingAccept(m, exchange(), offer, null), { code: "E10" });
  const [key, hex] = ["a".repeat(32), "b".repeat(128)];
  assert.deepEqual(parseSig(bytes(`${key} ${hex}`)), { key, hex });
  for (const bad of ["", key, `${key} ${hex} more`, `${key}0 ${hex}`, `${key} ${hex}0`, `${key.toUpperCase()} ${hex}`]) {
    assert.throws(() => parseSig(bytes(bad)), { code: "E01" }, bad);
  }
});

test("a body is read by the frame that it has, and not without one", async () => {
  const json = (value: unknown): Bytes => bytes(JSON.stringify(value));
  const frame = (flow: string) => only<Parameters<typeof readDocument>[2]>({ flow, kind: "" });
  assert.throws(() => readDocument("post", json({}), undefined), { code: "E10" });
  assert.throws(() => readDocument("post", json({}), frame("gossip")), { code: "E19" });
  for (const of of [3, "message", [], true]) assert.throws(() => learnFrame("genesis", json({ frame: of }), undefined), { code: "E10" });
  for (const text of ["", "{", "\u0000"]) assert.throws(() => learnFrame("genesis", bytes(text), undefined), { code: "E10" });
  assert.throws(() => learnFrame("genesis", new Uint8Array([0x22, 0xff, 0x22]), undefined), { code: "E10" });
  const m = await nobody({ self: { name: "", salt: "" } });
  for (const doc of [null, 3, "a document", []]) {
    assert.throws(() => complete(m, { flow: "message" }, "genesis", doc, []), { code: "E10" }, String(doc));
  }
  const letter = { flow: "zaak", to: "", team: "", zaak: "", document: {}, files: [], upload: "" } as const;
  await assert.rejects(send(m, only(letter)), { code: "E01" });
});

test("an exchange is read from the home whole, under its own name, and as other tabs saw it", async () => {
  const m = await nobody({ home: Object.assign(await newHome(), { locks: memoryLocks() }) });
  const xid = "a".repeat(64);
  for (const name of ["", "../own", "A".repeat(64), xid + "0"]) await assert.rejects(kept(m, name), { code: "E01" }, name);
  for (const parts of [[bytes("one")], [bytes(""), bytes(""), bytes("three")]]) {
    await m.home.write(`exchanges/${xid}`, joinFrame(...parts));
    await assert.rejects(kept(m, xid), { code: "E10" });
  }
  const frame = (entry: string): Bytes => joinFrame(bytes(entry), bytes("text"));
  await m.home.write(`exchanges/${xid}`, joinFrame(joinFrame(frame("one")), joinFrame()));
  const seen = (entry: string): Exchange => only({ xid, frames: [frame(entry)], entries: [{ state: "readable" }], rawReceipts: [] });
  await keep(m, seen("one"));
  await assert.rejects(keep(m, seen("another")), { code: "E03" });
  const damaged = { frames: [bytes("no frame")], receipts: [] };
  await assert.rejects(verify(m, party, xid, damaged), { code: "E01" });
  await assert.rejects(verify(m, party, xid, { ...damaged, frames: [joinFrame(bytes("only one part"))] }), { code: "E01" });
});

test("what lies in the outbox damaged is set aside, and told", async () => {
  const m = await nobody({ home: Object.assign(await newHome(), { locks: memoryLocks() }), hub: { hello: async () => ({}) } });
  const name = "a".repeat(64);
  await m.home.write(`outbox/${name}`, bytes("no frame"));
  const { arrived, failed } = await resume(m);
  assert.deepEqual([arrived, failed.map((f) => f.name), failed.map((f) => (f.error as { code?: string }).code)], [[], [name], ["E10"]]);
  assert.ok(await m.home.read(`failed/${name}`));
});

test("news of what is no exchange, or of before, is not believed", async () => {
  const row = { xid: "a".repeat(64), seq: 0, head: ZeroHash, receipts: 0, closed: false, count: 4 };
  const page = { rows: [row], next: { epoch: 1, count: 4 }, more: false };
  const told = async (page: object): Promise<unknown> => {
    const m = await nobody({ hub: { changes: async () => page } });
    await m.home.write("positions", bytes(JSON.stringify([[party, { epoch: 1, count: 3 }]])));
    return (await news(m)).changed;
  };
  assert.deepEqual(await told(page), [row.xid]);
  await assert.rejects(told({ ...page, rows: [{ ...row, xid: "../own" }] }), { code: "E01" });
  await assert.rejects(told({ ...page, rows: [{ ...row, count: 3 }] }), { code: "E01" });
  assert.deepEqual(await told({ ...page, rows: [{ ...row, count: 3 }], next: { epoch: 2, count: 3 } }), [row.xid]); // of a restored hub
});

test("a file that changes while it is read is not sent, nor one of which a sealed piece is gone", async () => {
  const m = await nobody({
    home: Object.assign(await newHome(), { locks: memoryLocks() }), line: { listen: () => () => undefined }, hub: { pieces: async () => [], putPiece: async () => undefined },
  });
  let reads = 0;
  const changing = only<Blob>({ size: 4, stream: () => new Blob([reads++ === 0 ? "this" : "that"]).stream() });
  await assert.rejects(attach(m, "x", [{ name: "a.txt", type: "", blob: changing }], "one"), { code: "E10" });
  const { read } = m.home;
  m.home.read = async (name) => (/\.\d+$/.test(name) ? undefined : read.call(m.home, name));
  await assert.rejects(attach(m, "y", [{ name: "a.txt", type: "", blob: new Blob(["this"]) }], "two"), { code: "E08" });
});

/** An invitation and what comes back: as it should be, or with something else in it. */
interface Told {
  org?: string;
  prev?: Hash;
  form?: string;
  recipient?: string;
}

test("an admin believes of an answer only a first note, with its own recipient, and a name in its form", async () => {
  const words = generate();
  const invite = await inviteFromWords(words, org);
  const [keys, other, salt] = [await newKeys(), await newKeys(), new Uint8Array(32)];
  const member = newID();
  const answer = async (told: Told = {}): Promise<{ frame: Bytes; hash: Hash }> => {
    const note = await write(signedMember({
      org: told.org ?? org, member, sign: keys.sign.public, login: keys.login.public, rcpt: recipientHash(keys.identity.recipient),
      name: nameHash(salt, "Wies"), prev: told.prev ?? ZeroHash, time: now,
    }), async (b) => keys.sign.sign(b));
    const name = newBody(strict.encode({ form: told.form ?? "newcomer", version: 1, name: "Wies", salt: "00".repeat(32) })).plain;
    const mac = bytes(invite.memberMAC(hashOf(note)));
    return { hash: hashOf(note), frame: joinFrame(note, bytes(told.recipient ?? keys.identity.recipient), await seal(invite.age.recipient, name), mac) };
  };
  const listed = { invites: [{ locator: invite.locator, by: id, ends: now + 60, answered: true, admitted: false }] };
  const problem = async (frame: Bytes, book: object = { member: () => undefined }): Promise<string> => {
    const ask = async ({ path }: { path: string }): Promise<Bytes> => (path === "/api/invites" ? bytes(JSON.stringify(listed)) : frame);
    const m = await nobody({ hub: { ask }, dir: { book, sync: async () => undefined } });
    await writeSealed(m.home, `invites/${invite.locator}`, m.keys.identity, { words, for: "een", teams: [] });
    const [seen] = await newcomers(m);
    await assert.rejects(admit(m, "no locator", member), { code: "E01" });
    return seen?.problem ?? "nobody";
  };
  const good = await answer();
  assert.equal(await problem(good.frame), "");
  assert.equal(await problem(good.frame, { member: () => ({ hash: good.hash }) }), "");
  assert.equal(await problem(good.frame, { member: () => ({ hash: ZeroHash }) }), "E05");
  const manifest = { admins: [id], members: [], teams: [], assigns: [], revoked: [{ key: keys.sign.public.id }], version: 1, time: now };
  const m = await nobody({
    hub: { ask: async () => good.frame },
    dir: { book: { member: () => undefined, manifest: () => manifest }, sync: async () => undefined },
  });
  await writeSealed(m.home, `invites/${invite.locator}`, m.keys.identity, { words, for: "een", teams: [] });
  await assert.rejects(admit(m, invite.locator, hashOf(utf8("another answer"))), { code: "E16", message: /that was compared/ });
  await assert.rejects(admit(m, invite.locator, good.hash), { code: "E06", message: /revoked before/ });
  for (const active of [true, false]) {
    const who = await nobody({ dir: { book: { active: () => active }, sync: async () => undefined } });
    const admitted = { words: [], for: "een", teams: [], member, name: "Wies", answer: good.hash };
    await writeSealed(who.home, `invites/${invite.locator}`, who.keys.identity, admitted);
    if (active) assert.equal((await admit(who, invite.locator, good.hash)).name, "Wies");
    else await assert.rejects(admit(who, invite.locator, good.hash), { code: "E06", message: /revoked before/ });
  }
  assert.equal(await problem((await answer({ org: newID() })).frame), "E05");
  assert.equal(await problem((await answer({ recipient: other.identity.recipient })).frame), "E06");
  assert.equal(await problem((await answer({ form: "rumour" })).frame), "E19");
});

test("a newcomer joins an organisation by its id, at the hub of the trust file, with what was kept whole", async () => {
  const words = generate();
  const session = { renew: async () => undefined };
  const client = only<Client>({ as: () => undefined, session, hello: async () => ({ hub: "another", version: "1", time: now }) });
  const trust = only<ConstructorParameters<typeof Joining>[1]>({ hub: "this one", founders: {}, log: "", witnesses: [], quorum: 0 });
  const start = { client, trust, org, words, name: "Wies" };
  await assert.rejects(Newcomer.of({ ...start, org: "Bureau Duin" }), { code: "E01" });
  await assert.rejects(Newcomer.of(start), { code: "E17" });
  const invite = await inviteFromWords(words, org);
  const joining = new Joining(client, trust, await newHome(), await newKeys(), { words, note: "", name: "no hex" }, invite);
  await assert.rejects(joining.answer(), { code: "E10" });
});

test("another member's keyring opens no account, also with a way that fits it", async () => {
  const [device, second] = [await newDevice(), await newDevice()];
  const keys = new Keyring({ ...(await newKeys()), unlocks: [device.unlock(), second.unlock()] });
  const sealed: SealedKeyring = await keys.seal(now);
  const client = only<Client>({ as: () => undefined, keyring: async () => sealed });
  await Ways.fetched(client, await newHome(), org, id, device);
  await assert.rejects(Ways.fetched(client, await newHome(), org, newID(), device), { code: "E17" });
  await assert.rejects(Ways.fetched(client, await newHome(), newID(), id, device), { code: "E17" });
});

test("a text whose key was never given is nobody's to read", async () => {
  const keys = new CaseKeys({ forRecipient: () => Promise.reject(new Error("not asked here")) }, [party]);
  await assert.rejects(keys.body(only({ epoch: 4, ct: ZeroHash, ctSize: 1, body: ZeroHash }), bytes("x")), { code: "E07" });
});
