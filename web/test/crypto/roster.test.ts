import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Public, mailboxName } from "../../src/crypto/keys/index.ts";
import {
  NoLog, ZeroHash, ZeroID, codeOf, hashOf, mailboxParty, memberParty, newID, same, teamParty, toHex, utf8, type Bytes,
} from "../../src/crypto/note/index.ts";
import * as roster from "../../src/crypto/roster/index.ts";
import { run } from "../vectors/roster.ts";

test("vectors", async () => {
  const all = await run((path) => readFile(`../${path}`));
  assert.ok(all.length >= 358);
  for (const v of all) assert.equal(v.got, v.want, `${v.rule} ${v.name}`);
});

const time = 1771200000;
const some = (what: string) => hashOf(utf8(what));

async function newKey(): Promise<{ public: Public; sign: roster.Signer }> {
  const pair = await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
  assert.ok("privateKey" in pair);
  const own = Public.from(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
  return {
    public: own,
    sign: async (bytes) => ({
      key: own.id, hex: toHex(new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, pair.privateKey, bytes))),
    }),
  };
}

/** A founder with one admin in one team, as records in order. */
async function founder() {
  const [root, sign, login] = await Promise.all([newKey(), newKey(), newKey()]);
  const [org, mid, tid] = [newID(), newID(), newID()];
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const orgNote = await roster.write(
    roster.signedOrg({ org, root: root.public, name: "Veilig Thuis Één", kinds: ["veilig_thuis"], time }), root.sign,
  );
  const member = await roster.write(roster.signedMember({
    org, member: mid, sign: sign.public, login: login.public, rcpt: some("rcpt"),
    name: roster.nameHash(salt, "Anna"), prev: ZeroHash, time,
  }), sign.sign);
  const card = roster.encodeCard({
    team: tid, name: "Team Noord", kind: "veilig_thuis", phoneDay: "+31 20 123 45 67", phoneAcute: "",
    hours: [{ days: [1, 2, 3, 4, 5], from: "08:30", to: "17:00" }], closedUntil: "2028-02-29",
    area: ["1011", "GM0363"], deputy: "", duty: "", lead: "noord@example.org",
  });
  const draft: roster.ManifestDraft = {
    org, version: 1, prev: ZeroHash, time, root: root.public, hosts: ["sluis.example.org"],
    policies: [{ name: roster.passkeyBound, value: "1" }], recovery: "", audit: "", terms: "", admins: [mid],
    members: [{ member: mid, record: hashOf(member) }], teams: [{ team: tid, card: hashOf(card) }],
    assigns: [{ team: tid, member: mid }], revoked: [],
  };
  const manifest = await roster.write(roster.signedManifest(draft), root.sign);
  const team = await roster.write(roster.signedTeam({
    org, team: tid, epoch: 0, prev: ZeroHash, time, rcpt: some("team"), by: mid,
    members: [{ member: mid, rcpt: some("rcpt"), file: some("file") }], recovery: null, chain: ZeroHash,
  }), sign.sign);
  const records: [string, Bytes][] = [
    ["org", orgNote], ["member", member], ["card", card], ["manifest", manifest], ["team", team],
  ];
  return { org, mid, tid, salt, root, sign, login, records, draft, manifest, orgNote };
}

test("what is written is accepted, and prints itself again", async () => {
  const f = await founder();
  const book = new roster.Book({ [f.org]: f.root.public.id });
  await Promise.all(f.records.map(([kind, data]) => book.add(kind, data))); // taken in the order they came
  assert.equal(book.size(), 3);
  assert.deepEqual(book.orgs(), [f.org]);
  assert.equal(book.org(f.org)?.name, "Veilig Thuis Één");
  assert.deepEqual([book.assigned(f.tid), book.teamsOf(f.mid)], [[f.mid], [f.tid]]);
  assert.equal(book.login(f.mid)?.key.hex, f.login.public.hex);

  const { cp, act } = { cp: NoLog, act: { xid: some("x"), seq: 1, org: f.org, author: f.mid, key: f.sign.public.id } };
  const signer = book.signer({ ...act, party: teamParty(f.tid), time, cp });
  assert.ok(signer.equals(f.sign.public));
  book.partyKey(teamParty(f.tid), some("team"), cp);
  book.partyKey(memberParty(f.mid), some("rcpt"), cp);
  assert.throws(() => book.partyKey(memberParty(f.mid), some("team"), cp), { code: "E06" });

  const card = book.checkCard(f.tid);
  assert.equal(hashOf(roster.encodeCard(card)), f.draft.teams[0]?.card);
  const member = book.member(f.mid);
  assert.ok(member !== undefined && same(roster.signedMember(member), member.note.signed));
  roster.checkName(member, toHex(f.salt), "Anna");
  assert.throws(() => roster.checkName(member, toHex(f.salt), "Bram"), { code: "E09" });
  for (const [kind, data] of f.records) await book.add(kind, data);
  assert.equal(book.size(), 3, "the same bytes again change nothing");
});

test("another root is no founder", async () => {
  const f = await founder();
  const pinned = new roster.Book({ [f.org]: some("other").slice(0, 32) });
  await assert.rejects(pinned.add(...(f.records[0] ?? assert.fail())), { code: "E06" });
  const stranger = new roster.Book({});
  await stranger.add(...(f.records[0] ?? assert.fail()));
  assert.equal(stranger.org(f.org), undefined);
  await stranger.add("member", f.records[1]?.[1] ?? assert.fail());
  await assert.rejects(stranger.add("manifest", f.manifest), { code: "E06" });
});

test("nobody sees half of a batch, and what failed leaves nothing", async () => {
  const f = await founder();
  const book = new roster.Book({ [f.org]: f.root.public.id });
  const broken = book.batch(async (add) => {
    for (const [kind, data] of f.records) await add(kind, data);
    throw new Error("disk full");
  });
  await assert.rejects(broken, { message: "disk full" });
  assert.deepEqual([book.size(), book.orgs(), book.named(some("rcpt"))], [0, [], 0]);

  let seen = -1;
  const written = book.batch(async (add) => {
    await Promise.all(f.records.map(([kind, data]) => add(kind, data)));
    seen = book.size();
    return "written";
  });
  const after = book.add("terms", utf8("x")); // waits its turn
  assert.equal(await written, "written");
  assert.deepEqual([seen, book.size()], [0, 3]);
  await after;

  await assert.rejects(book.add("manifest", f.manifest.subarray(0, 100)), { code: "E01" });
  await assert.rejects(book.add("organisation", f.orgNote), { code: "E01" });
  await assert.rejects(book.add("team", f.manifest), { code: "E01" });
  assert.equal(book.manifest(f.org)?.version, 1);
});

test("who may sign ends with the manifest that takes it away", async () => {
  const f = await founder();
  const book = new roster.Book({ [f.org]: f.root.public.id });
  for (const [kind, data] of f.records) await book.add(kind, data);
  const revoked = [{ key: f.sign.public.id, time: time + 50, reason: "lost" }];
  const next = { ...f.draft, version: 2, prev: hashOf(f.manifest), time: time + 100, revoked };
  await assert.rejects(book.add("manifest", await roster.write(roster.signedManifest(next))), { code: "E01" });
  await book.add("manifest", await roster.write(roster.signedManifest(next), f.sign.sign));
  const act = { xid: some("x"), party: teamParty(f.tid), org: f.org, author: f.mid, key: f.sign.public.id, cp: NoLog };
  const since = book.since(() => 3);
  book.signer({ ...act, seq: 9, time: time + 49 });
  since.signer({ ...act, seq: 3, time: time + 900 });
  assert.throws(() => book.signer({ ...act, seq: 9, time: time + 50 }), { code: "E06" });
  assert.throws(() => since.signer({ ...act, seq: 4, time: time + 1 }), { code: "E06" });
  assert.throws(() => book.now(() => time).signer({ ...act, seq: 4, time }), { code: "E06" });
  assert.ok(!book.active(f.mid) && book.login(f.mid) === undefined);
});

test("a right that was given again had not lasted in between", async () => {
  const f = await founder();
  const book = new roster.Book({ [f.org]: f.root.public.id });
  for (const [kind, data] of f.records) await book.add(kind, data);
  const end = async (draft: roster.ManifestDraft) => {
    await book.add("manifest", await roster.write(roster.signedManifest(draft), f.sign.sign));
    return hashOf(await roster.write(roster.signedManifest(draft), f.sign.sign));
  };
  // Records 0 to 2 are there; 3 takes the assignment away, 4 gives it again.
  const away = await end({ ...f.draft, version: 2, prev: hashOf(f.manifest), assigns: [] });
  await end({ ...f.draft, version: 3, prev: away });
  book.useLog({ root: (size) => (size <= 5 ? some(size === 5 ? "grown" : "log") : undefined) });
  const at = (size: number, root = size === 5 ? "grown" : "log") => () => book.signer({
    xid: some("x"), seq: 1, party: teamParty(f.tid), org: f.org, author: f.mid, key: f.sign.public.id, time,
    cp: { size, root: some(root) },
  });
  const verdicts = [1, 2, 3, 4, 5, 6].map((size) => {
    try {
      return at(size)() && "";
    } catch (e) {
      return codeOf(e);
    }
  });
  assert.deepEqual(verdicts, ["E06", "", "", "E05", "", "E12"]);
  assert.throws(at(5, "log"), { code: "E11" });
});

test("a mailbox is forgotten whole", async () => {
  const f = await founder();
  const book = new roster.Book({ [f.org]: f.root.public.id });
  for (const [kind, data] of f.records) await book.add(kind, data);
  const [author, login] = await Promise.all([newKey(), newKey()]);
  const rid = mailboxName(login.public, author.public, some("box"));
  const draft = {
    rid, xid: some("x"), org: f.org, record: hashOf(f.orgNote), rcpt: some("box"), author: author.public,
    login: login.public, time, expires: time + roster.mailboxLife,
  };
  const raw = await roster.write(roster.signedMailbox(draft), author.sign);
  await book.add("mailbox", raw);
  assert.equal(book.size(), 3, "a mailbox has no number");
  assert.equal(book.partyOrg(mailboxParty(rid), NoLog), ZeroID);
  assert.deepEqual([book.orgOf(mailboxParty(rid)), book.orgOf(teamParty(f.tid)), book.orgOf(memberParty(rid))], [ZeroID, f.org, undefined]);
  assert.deepEqual([book.login(rid)?.org, book.named(some("box"))], ["", 1]);
  await book.forget(rid);
  assert.deepEqual([book.mailbox(rid), book.login(rid), book.named(some("box"))], [undefined, undefined, 0]);
  assert.throws(() => book.partyKey(mailboxParty(rid), some("box"), NoLog), { code: "E06" });
  await book.add("mailbox", raw);
  assert.equal(book.mailbox(rid)?.expires, draft.expires);
});

test("a recipient is its characters: no byte order mark vanishes", async () => {
  const file = JSON.parse(await readFile("../crypto/vectors/roster.json", "utf8")) as {
    vectors: { rule: string; code: string; add?: { kind: string; data: string }[] }[];
  };
  const good = file.vectors.find((v) => v.code === "" && v.add?.[0]?.kind === "recipient")?.add?.[0];
  const data = Buffer.from(good?.data ?? assert.fail("the vectors have a recipient"), "base64");
  const book = new roster.Book({});
  await assert.rejects(book.add("recipient", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), data])), { code: "E14" });
  await book.add("recipient", data);
  assert.equal(book.recipient(hashOf(data)).length, data.length);
});
