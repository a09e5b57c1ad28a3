// What an admin alone can make of the keys of a colleague, and what a client makes of
// that: an organisation of one book, without a hub.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Identity, Keyring, Signer } from "../../src/crypto/identity/index.ts";
import { recipientHash } from "../../src/crypto/keys/index.ts";
import {
  ZeroHash, hashOf, memberParty, newID, teamParty, utf8, type Bytes, type Hash, type MemberID,
} from "../../src/crypto/note/index.ts";
import {
  Book, encodeCard, nameHash, parseTeam, signedManifest, signedMember, signedOrg, signedTeam, write,
  type ManifestDraft, type Signer as Sign, type Team,
} from "../../src/crypto/roster/index.ts";
import { memoryLocks, type Member } from "../../src/member/index.ts";
import { memberWords } from "../../src/member/compare.ts";
import { confirmed, noChecks } from "../../src/member/reset.ts";
import { letIn, rotateTeam, tend } from "../../src/member/rotate.ts";
import { changeOf } from "../../src/member/teamchange.ts";
import type { DirectoryObject } from "../../src/hub/index.ts";

const time = 1771200000;
const by = (key: Signer): Sign => async (bytes: Bytes) => key.sign(bytes);

/** What somebody signs and reads with. */
interface Keys {
  readonly sign: Signer;
  readonly login: Signer;
  readonly identity: Identity;
}

const newKeys = async (): Promise<Keys> => ({ sign: Signer.generate(), login: Signer.generate(), identity: await Identity.generate() });

class World {
  readonly org = newID();
  readonly team = newID();
  readonly root = Signer.generate();
  readonly book = new Book({ [this.org]: this.root.public.id });
  readonly admin = newID();
  readonly #admin = Signer.generate();
  #manifest: { draft: ManifestDraft; hash: Hash } | undefined;

  /** An organisation with a team, whose first key these members hold; others wait for it. */
  static async of(holders: ReadonlyMap<MemberID, Keys>, waiting: ReadonlyMap<MemberID, Keys> = new Map()): Promise<World> {
    const w = new World();
    const { org, team, admin } = w;
    await w.book.add("org", await write(signedOrg({ org, root: w.root.public, name: "Bureau Duin", kinds: ["gebiedsteam"], time }), by(w.root)));
    const card = encodeCard({
      team, name: "Infodesk", kind: "gebiedsteam", phoneDay: "0900 8844", phoneAcute: "", hours: [], closedUntil: "",
      area: [], deputy: "", duty: "", lead: "",
    });
    await w.book.add("card", card);
    const members = [{ member: admin, record: await w.note(admin, { ...(await newKeys()), sign: w.#admin }) }];
    const everybody = [...holders, ...waiting];
    for (const [member, keys] of everybody) members.push({ member, record: await w.note(member, keys) });
    await w.#publish({
      org, version: 1, prev: ZeroHash, time, root: w.root.public, hosts: [], policies: [], recovery: "", audit: "", terms: "",
      admins: [admin], members, teams: [{ team, card: hashOf(card) }],
      assigns: everybody.map(([member]) => ({ team, member })), revoked: [],
    }, w.root);
    const key = await Identity.generate();
    await w.book.add("team", await write(signedTeam({
      org, team, epoch: 0, prev: ZeroHash, time, rcpt: recipientHash(key.recipient), by: admin,
      members: [...holders].map(([member, k]) => ({ member, rcpt: recipientHash(k.identity.recipient), file: hashOf(utf8(member)) })),
      recovery: null, chain: ZeroHash,
    }), by(w.#admin)));
    return w;
  }

  /** A member note, signed by the keys that it names, and with another sign key by the one before. */
  async note(member: MemberID, keys: Keys, prev: Hash = ZeroHash, before?: Keys): Promise<Hash> {
    const data = await write(signedMember({
      org: this.org, member, sign: keys.sign.public, login: keys.login.public, rcpt: recipientHash(keys.identity.recipient),
      name: nameHash(new Uint8Array(32), "Wies"), prev, time,
    }), by(keys.sign), ...(before === undefined || before.sign === keys.sign ? [] : [by(before.sign)]));
    await this.book.add("recipient", utf8(keys.identity.recipient));
    await this.book.add("member", data);
    return hashOf(data);
  }

  /** The admin has another note count for somebody. */
  async name(member: MemberID, record: Hash): Promise<void> {
    const { draft, hash } = this.#manifest ?? assert.fail();
    const members = draft.members.map((l) => (l.member === member ? { member, record } : l));
    await this.#publish({ ...draft, version: draft.version + 1, prev: hash, members }, this.#admin);
  }

  async #publish(draft: ManifestDraft, key: Signer): Promise<void> {
    const sorted = {
      ...draft,
      members: draft.members.toSorted((a, b) => (a.member < b.member ? -1 : 1)),
      assigns: draft.assigns.toSorted((a, b) => (a.member < b.member ? -1 : 1)),
    };
    const data = await write(signedManifest(sorted), by(key));
    await this.book.add("manifest", data);
    this.#manifest = { draft: sorted, hash: hashOf(data) };
  }

  /** A client of a member; asked runs each time the directory is brought up to date before something is sealed. */
  client(id: MemberID, keys: Keys, asked: () => Promise<void> = async () => undefined): { m: Member; made: Team[] } {
    const made: Team[] = [];
    const { org, team, book } = this;
    const party = teamParty(team);
    const part = {
      id, org, checks: noChecks(), opened: new Map(), ended: new AbortController().signal, home: { locks: memoryLocks() },
      keys: new Keyring({ org, member: id, version: 1, prev: ZeroHash, ...keys, unlocks: [], pins: [] }),
      now: () => time, team: () => party, parties: () => [party, memberParty(id)],
      dir: { book, sync: async () => undefined, checkpoint: asked },
      teamKeys: { hold: () => undefined, forRecipient: () => Identity.generate() },
      hub: {
        publish: async (objects: readonly DirectoryObject[]) => {
          for (const { kind, data } of objects) {
            if (kind !== "teamkey") await book.add(kind, data);
            if (kind === "team") made.push(parseTeam(data));
          }
        },
      },
    };
    return { m: part as unknown as Member, made };
  }
}

const lines = (t: Team | undefined): string[] => (t?.members ?? []).map((l) => `${l.member} ${l.rcpt}`).sort();
const line = (member: MemberID, keys: Keys): string => `${member} ${recipientHash(keys.identity.recipient)}`;

test("who takes over a colleague's recipient in a note of his own holds nothing, and gets nothing", async () => {
  const [wies, xander] = [newID(), newID()];
  const [own, his, taken] = await Promise.all([newKeys(), newKeys(), newKeys()]);
  const w = await World.of(new Map([[wies, own], [xander, his]]));
  const { m, made } = w.client(wies, own);
  assert.deepEqual(await tend(m), []);
  const first = await w.note(xander, { ...taken, identity: his.identity });
  await w.name(xander, first);
  const anew = { stay: [wies], gone: [xander], join: [xander], rewrap: false };
  assert.deepEqual(changeOf(w.book, w.team), anew, "the same recipient, and nobody's word but the admin's");
  await w.name(xander, await w.note(xander, taken, first, { ...taken, identity: his.identity }));
  assert.deepEqual(changeOf(w.book, w.team), anew, "what follows that note succeeds it alone");
  assert.deepEqual(await tend(m), [w.team]);
  assert.deepEqual(made.map(lines), [[line(wies, own)]]);
});

test("who waits for the key of a team makes none for it", async () => {
  const [wies, zoe] = [newID(), newID()];
  const [own, hers] = await Promise.all([newKeys(), newKeys()]);
  const w = await World.of(new Map([[wies, own]]), new Map([[zoe, hers]]));
  const { m, made } = w.client(zoe, hers);
  await assert.rejects(rotateTeam(m, ""), { code: "E05" });
  assert.deepEqual(made, []);
});

test("who goes over to new keys by his own word stays", async () => {
  const [wies, xander] = [newID(), newID()];
  const [own, his, next] = await Promise.all([newKeys(), newKeys(), newKeys()]);
  const w = await World.of(new Map([[wies, own], [xander, his]]));
  const { m, made } = w.client(wies, own);
  const held = w.book.sealedTo(w.team, xander) ?? assert.fail();
  const signs = { ...next, identity: his.identity };
  const second = await w.note(xander, signs, held, his);
  await w.name(xander, second);
  const c = changeOf(w.book, w.team);
  assert.deepEqual([c?.stay.toSorted(), c?.gone, c?.join, c?.rewrap], [[wies, xander].sort(), [], [], false]);
  await w.name(xander, await w.note(xander, next, second, signs));
  assert.equal(changeOf(w.book, w.team)?.rewrap, true);
  assert.deepEqual(await tend(m), [w.team]);
  assert.deepEqual(made.map(lines), [[line(wies, own), line(xander, next)].sort()]);
});

test("who went over to new keys makes no key for them in a session of the old ones", async () => {
  const wies = newID();
  const [own, next] = await Promise.all([newKeys(), newKeys()]);
  const w = await World.of(new Map([[wies, own]]));
  const { m, made } = w.client(wies, own);
  const held = w.book.sealedTo(w.team, wies) ?? assert.fail();
  await w.name(wies, await w.note(wies, next, held, own));
  await assert.rejects(tend(m), { code: "E06", message: /other keys of yours/ });
  assert.throws(() => confirmed(m, memberParty(wies)), { code: "E06", message: /other keys of yours/ });
  assert.deepEqual(made, []);
});

test("a key goes to the notes by which it was decided, whatever the log says a moment later", async () => {
  const [wies, xander, zoe] = [newID(), newID(), newID()];
  const [own, his, hers, other] = await Promise.all([newKeys(), newKeys(), newKeys(), newKeys()]);
  const w = await World.of(new Map([[wies, own], [xander, his]]), new Map([[zoe, hers]]));
  let late: MemberID | undefined = zoe;
  const { m, made } = w.client(wies, own, async () => {
    const whom = late;
    late = undefined;
    if (whom !== undefined) await w.name(whom, await w.note(whom, other));
  });
  const heard = memberWords(m, zoe).words.join(" ");
  await assert.rejects(letIn(m, w.team, zoe, heard, false), { code: "E16" });
  assert.deepEqual(made, []);
  late = xander; // and who stays is judged again too
  await letIn(m, w.team, zoe, memberWords(m, zoe).words.join(" "), false);
  assert.deepEqual(made.map(lines), [[line(wies, own), line(zoe, other)].sort()]);
});

test("another member by name is sealed to by keys that were compared, or that it was sealed to already", async () => {
  const [wies, xander] = [newID(), newID()];
  const [own, his, other] = await Promise.all([newKeys(), newKeys(), newKeys()]);
  const w = await World.of(new Map([[wies, own]]), new Map([[xander, his]]));
  const { m } = w.client(wies, own);
  const [p, had] = [memberParty(xander), recipientHash(his.identity.recipient)];
  assert.throws(() => confirmed(m, p), { code: "E06" });
  confirmed(m, memberParty(wies));
  confirmed(m, p, had);
  await m.checks.set(xander, { line: w.book.member(xander)?.hash ?? "", root: w.root.public.id, at: "" });
  confirmed(m, p);
  await w.name(xander, await w.note(xander, other));
  assert.throws(() => confirmed(m, p, had), { code: "E06" });
});
