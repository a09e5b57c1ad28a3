// An organisation of one person and one team, that two others of the example region
// vouch for: for tests that need its root.

import { Identity, Keyring, Signer } from "../../src/crypto/identity/index.ts";
import { recipientHash } from "../../src/crypto/keys/index.ts";
import { ZeroHash, hashOf, line, newID, utf8, type Bytes, type Hash } from "../../src/crypto/note/index.ts";
import {
  encodeCard, nameHash, parseTeam, signedManifest, signedMember, signedOrg, signedTeam, signedVouch, write,
  type Signer as Sign, type Team,
} from "../../src/crypto/roster/index.ts";
import { sealSecret, teamKeyForm } from "../../src/crypto/seal/index.ts";
import { Client, type DirectoryObject } from "../../src/hub/index.ts";
import type { Demo } from "../hub/demo.ts";

const now = (): number => Math.floor(Date.now() / 1000);
const by = (key: Signer): Sign => async (bytes: Bytes) => key.sign(bytes);

export class NewTeam {
  readonly org = newID();
  readonly team = newID();
  readonly root = Signer.generate();
  readonly keys: Keyring;
  #newest: Team | undefined;

  private constructor(readonly name: string, identity: Identity) {
    const [sign, login] = [Signer.generate(), Signer.generate()];
    const pins = [{ org: this.org, root: this.root.public.id }];
    this.keys = new Keyring({ org: this.org, member: newID(), version: 1, prev: ZeroHash, identity, sign, login, unlocks: [], pins });
  }

  /** Two admins vouch: the first brings its note, the second the rest. */
  static async found(demo: Demo, name: string, first: string, second: string): Promise<NewTeam> {
    const t = new NewTeam(name, await Identity.generate());
    const { org, team, root, keys } = t;
    const time = now();
    const note = await write(signedOrg({ org, root: root.public, name, kinds: ["gebiedsteam"], time }), by(root));
    const vouch = async (short: string): Promise<DirectoryObject> => {
      const { sign, org: from } = await demo.keyring(short);
      return { kind: "vouch", data: await write(signedVouch({ org, record: hashOf(note), by: from, time }), by(sign)) };
    };
    await (await demo.as(first)).publish([{ kind: "org", data: note }, await vouch(first)]);
    const rcpt = recipientHash(keys.identity.recipient);
    const member = await write(signedMember({
      org, member: keys.member, sign: keys.sign.public, login: keys.login.public, rcpt,
      name: nameHash(new Uint8Array(32), "Wies"), prev: ZeroHash, time,
    }), by(keys.sign));
    const card = encodeCard({
      team, name: "Infodesk", kind: "gebiedsteam", phoneDay: "0900 8844", phoneAcute: "", hours: [], closedUntil: "",
      area: [], deputy: "", duty: "", lead: "",
    });
    const manifest = await write(signedManifest({
      org, version: 1, prev: ZeroHash, time, root: root.public, hosts: [], policies: [], recovery: "", audit: "", terms: "",
      admins: [keys.member], members: [{ member: keys.member, record: hashOf(member) }], teams: [{ team, card: hashOf(card) }],
      assigns: [{ team, member: keys.member }], revoked: [],
    }), by(root));
    await (await demo.as(second)).publish([
      await vouch(second), { kind: "recipient", data: utf8(keys.identity.recipient) }, { kind: "member", data: member },
      { kind: "card", data: card }, { kind: "manifest", data: manifest }, ...(await t.#epoch([keys.sign])),
    ]);
    return t;
  }

  /** A key that nobody who held the one before has signed for: by the admin and the root. */
  async reset(client: Client): Promise<void> {
    await client.publish(await this.#epoch([this.keys.sign, this.root]));
  }

  async #epoch(signers: readonly Signer[]): Promise<DirectoryObject[]> {
    const { org, team, keys } = this;
    const before = this.#newest;
    const epoch = before === undefined ? 0 : before.epoch + 1;
    const key = await Identity.generate();
    const file = await sealSecret(keys.identity.recipient, teamKeyForm, [
      line("org", org), line("tid", team), line("epoch", String(epoch)), line("to", keys.member), line("identity", key.text()),
    ]);
    const prev: Hash = before?.hash ?? ZeroHash;
    const data = await write(signedTeam({
      org, team, epoch, prev, time: Math.max(now(), before?.time ?? 0), rcpt: recipientHash(key.recipient), by: keys.member,
      members: [{ member: keys.member, rcpt: recipientHash(keys.identity.recipient), file: hashOf(file) }], recovery: null, chain: ZeroHash,
    }), ...signers.map(by));
    this.#newest = parseTeam(data);
    return [{ kind: "recipient", data: utf8(key.recipient) }, { kind: "teamkey", data: file }, { kind: "team", data }];
  }
}
