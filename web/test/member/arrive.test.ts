// The first day of a newcomer, with a hub whose log has another organisation, a manifest
// without the newcomer, or all that there should be; and with a home that lost the keyring.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Identity, Keyring, Signer, inviteFromWords } from "../../src/crypto/identity/index.ts";
import { recipientHash } from "../../src/crypto/keys/index.ts";
import { ZeroHash, hashOf, newID, utf8, type Bytes, type Hash } from "../../src/crypto/note/index.ts";
import { nameHash, signedManifest, signedMember, signedOrg, write, type Signer as Sign } from "../../src/crypto/roster/index.ts";
import { Log, type Leaf } from "../../src/crypto/translog/index.ts";
import { generate } from "../../src/crypto/words/index.ts";
import { joinFrame, type Client, type SealedKeyring } from "../../src/hub/index.ts";
import { Joining } from "../../src/member/join.ts";
import { homeOn } from "../../src/worker/home.ts";
import { memoryShelf } from "../../src/worker/memory.ts";
import type { Trust } from "../../src/worker/protocol.ts";
import { Written } from "../directory/scripted.ts";

const time = 1_771_200_000;
const by = (key: Signer): Sign => async (bytes: Bytes) => key.sign(bytes);

test("a newcomer pins only the organisation that the admin vouched for and that names the newcomer, and arrives with a keyring", async () => {
  const [org, admin, member] = [newID(), newID(), newID()];
  const root = Signer.generate();
  const objects = new Map<Hash, Bytes>();
  const keep = (data: Bytes): Hash => {
    objects.set(hashOf(data), data);
    return hashOf(data);
  };
  const keysOf = async (id: string): Promise<Keyring> =>
    new Keyring({
      org, member: id, version: 1, prev: ZeroHash, identity: await Identity.generate(), sign: Signer.generate(), login: Signer.generate(),
      unlocks: [], pins: [{ org, root: root.public.id }],
    });
  const note = async ({ member: id, sign, login, identity }: Keyring): Promise<Bytes> => {
    keep(utf8(identity.recipient));
    const draft = { org, member: id, sign: sign.public, login: login.public, rcpt: recipientHash(identity.recipient) };
    return write(signedMember({ ...draft, name: nameHash(new Uint8Array(32), "Wies"), prev: ZeroHash, time }), by(sign));
  };
  const keys = await keysOf(member);
  const own = await note(keys);
  const hash = keep(await write(signedOrg({ org, root: root.public, name: "Bureau Duin", kinds: ["gebiedsteam"], time }), by(root)));
  const members = [{ member: admin, record: keep(await note(await keysOf(admin))) }, { member, record: keep(own) }];
  const manifest = async (...named: typeof members): Promise<Hash> =>
    keep(await write(signedManifest({
      org, version: 1, prev: ZeroHash, time, root: root.public, hosts: [], policies: [], recovery: "", audit: "", terms: "",
      admins: [admin], members: named.toSorted((a, b) => (a.member < b.member ? -1 : 1)), teams: [], assigns: [], revoked: [],
    }), by(root)));

  const w = new Written();
  const words = generate();
  const invite = await inviteFromWords(words, org);
  const account = { org, member };
  const home = homeOn(await memoryShelf().open(account), account);
  const given: SealedKeyring[] = [];
  /** A newcomer before a hub with this log, told by the admin of this manifest. */
  const arrive = async (lines: readonly Leaf[], vouched: Hash): Promise<void> => {
    const log = new Log();
    for (const l of lines) log.append(l);
    const client = {
      as: () => undefined, checkpoint: async () => w.sign(log.head(), time, time), mailboxes: async () => [],
      leaves: async (from: number, limit: number) => lines.slice(from, from + limit).map((l, i) => ({ n: from + i, ...l })),
      objects: async (hashes: readonly Hash[]) => hashes.map((h) => objects.get(h) ?? new Uint8Array(0)),
      ask: async () => utf8(JSON.stringify({ manifest: vouched, mac: invite.orgMAC(hash, vouched) })),
      putKeyring: async (k: SealedKeyring) => given.push(k), putState: async () => undefined,
    } as unknown as Client; // it is asked for nothing else
    const trust: Trust = {
      hub: "", founders: { [org]: root.public.id }, log: w.log.key.toString(), witnesses: w.witnesses.map((k) => k.key.toString()), quorum: 2,
      help: "", demo: false,
    };
    const fresh = homeOn(await memoryShelf().open(account), account); // of the directory nothing is kept
    const sealed = await home.read("keyring");
    if (sealed !== undefined) await fresh.write("keyring", sealed);
    await fresh.write("self", new Uint8Array(0));
    const joining = new Joining(client, trust, fresh, keys, { words: [...words], note: new TextDecoder().decode(own), name: "" }, invite);
    Object.assign(joining, { self: async () => ({ name: "Wies", salt: "" }) });
    const enter = () => joining.arrive(async () => new Uint8Array(1));
    await assert.rejects(enter(), { code: "E29" }); // nobody looked whose door it is
    await joining.look();
    await enter();
  };
  const begun: Leaf = { kind: "org", org, subject: "", version: 0, hash };
  const named = (m: Hash): Leaf[] => [begun, { kind: "manifest", org, subject: "", version: 1, hash: m }];
  const [with_, without] = [await manifest(...members), await manifest(...members.slice(0, 1))];

  await assert.rejects(arrive(new Written().grow(20).lines, with_), { code: "E06" }); // of others
  await assert.rejects(arrive(named(without), without), { code: "E06" });
  await assert.rejects(arrive(named(with_), with_), { code: "E17" }); // no keyring
  await home.write("keyring", joinFrame(utf8("head")));
  await assert.rejects(arrive(named(with_), with_), { code: "E17" });
  assert.deepEqual(given, []);
  await home.write("keyring", joinFrame(utf8("head"), utf8("file")));
  await arrive(named(with_), with_);
  assert.deepEqual(given, [{ head: utf8("head"), file: utf8("file") }]);
});
