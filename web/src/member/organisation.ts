// What an admin changes in its organisation: the next manifest, signed, with what has
// to be published beside it. Twin of partners/organisation.go and teamcard.go. Lines
// that are for the root to allow (admins, recovery) are not changed here: the root key
// lies in no browser.

import { Identity } from "../crypto/identity/index.ts";
import { parseRecipient, type Recipient } from "../crypto/keys/index.ts";
import {
  ZeroHash, codeOf, fail, hashOf, line, utf8, type Bytes, type Hash, type MemberID, type TeamID,
} from "../crypto/note/index.ts";
import {
  encodeCard, parseManifest, signedManifest, signedTeam, write,
  type Assign, type Card, type Kind, type Manifest, type ManifestDraft, type Membership, type Posting, type Revocation, type Wrap,
} from "../crypto/roster/index.ts";
import { sealSecret, teamKeyForm } from "../crypto/seal/index.ts";
import type { DirectoryObject } from "../hub/index.ts";
import type { Member } from "./member.ts";
import { ownKey } from "./reset.ts";

/** The next manifest while it is being changed, and what goes with it. */
export class Draft {
  members: Membership[];
  teams: Posting[];
  assigns: Assign[];
  revoked: Revocation[];
  readonly time: number;
  readonly objects: DirectoryObject[] = []; // that the manifest names, before it
  readonly after: (() => Promise<DirectoryObject[]>)[] = []; // records that lean on it, after it

  constructor(readonly m: Member, readonly before: Manifest) {
    this.members = [...before.members];
    this.teams = [...before.teams];
    this.assigns = [...before.assigns];
    this.revoked = [...before.revoked];
    this.time = Math.max(before.time, m.now());
  }

  has(member: MemberID): boolean {
    return this.members.some((l) => l.member === member);
  }
  hasTeam(team: TeamID): boolean {
    return this.teams.some((p) => p.team === team);
  }
  /** Publishes an object with the manifest. */
  bring(kind: Kind, data: Bytes): void {
    this.objects.push({ kind, data });
  }

  /** The manifest that it makes. */
  next(): ManifestDraft {
    const by = <T>(list: readonly T[], of: (item: T) => string): T[] => [...list].sort((a, b) => (of(a) < of(b) ? -1 : 1));
    const { note: _, hash: __, ...before } = this.before;
    return {
      ...before, version: before.version + 1, prev: this.before.hash, time: this.time,
      members: by(this.members, (l) => l.member), teams: by(this.teams, (p) => p.team),
      assigns: by(this.assigns, (a) => `${a.team} ${a.member}`), revoked: by(this.revoked, (r) => r.key),
    };
  }
  /** Whether nothing is different from the manifest before. */
  same(): boolean {
    const of = ({ members, teams, assigns, revoked }: ManifestDraft) => JSON.stringify([members, teams, assigns, revoked]);
    return of(this.next()) === of(this.before);
  }
}

/** What an admin does. It is done anew on a newer manifest when another admin was first. */
export type Change = (d: Draft) => void;

/**
 * Publishes the next manifest with what the changes bring. E05: not an admin; E20:
 * other admins were first, twice. Nothing changed is a success that publishes nothing.
 */
export async function changeOrganisation(m: Member, ...changes: readonly Change[]): Promise<Manifest> {
  for (let again = false; ; again = true) {
    await m.dir.sync();
    const before = administered(m);
    try {
      const made = await publishManifest(m, before, changes);
      await m.dir.sync();
      return made;
    } catch (err) {
      if (!["E11", "E20"].includes(codeOf(err))) throw err;
      if (again) fail("E20", "other admins changed the organisation at the same time", err);
      await overtaken(m, before);
    }
  }
}

/** The newest manifest of the member's organisation, if it may change it. */
export function administered(m: Member): Manifest {
  const manifest = m.dir.book.manifest(m.org) ?? fail("E06", "the organisation has no manifest");
  return manifest.admins.includes(m.id) ? manifest : fail("E05", "only an admin changes the organisation");
}

const overtakenFor = 10_000;
const overtakenTick = 100;

/** Waits until the log shows what another admin published, which the hub knew of before its witnesses did. */
async function overtaken(m: Member, before: Manifest): Promise<void> {
  for (const end = Date.now() + overtakenFor; m.dir.book.manifest(m.org)?.version === before.version; ) {
    if (Date.now() > end) fail("E20", "the hub has a newer manifest than it shows");
    await new Promise((go) => setTimeout(go, overtakenTick));
    await m.dir.sync();
  }
}

async function publishManifest(m: Member, before: Manifest, changes: readonly Change[]): Promise<Manifest> {
  const d = new Draft(m, before);
  for (const change of changes) change(d);
  if (d.same()) return before;
  const raw = await write(signedManifest(d.next()), async (signed) => m.keys.sign.sign(signed));
  const objects: DirectoryObject[] = [...d.objects, { kind: "manifest", data: raw }];
  for (const more of d.after) objects.push(...(await more()));
  await m.hub.publish(objects);
  return parseManifest(raw);
}

/** Puts members into a team, who get its key from a colleague there. E21: no such team or member. */
export function assign(team: TeamID, ...members: readonly MemberID[]): Change {
  return (d) => {
    if (!d.hasTeam(team)) fail("E21", "the organisation has no such team");
    for (const member of members) {
      if (!d.has(member)) fail("E21", "the organisation has no such member");
      if (!d.assigns.some((a) => a.team === team && a.member === member)) d.assigns.push({ team, member });
    }
  };
}

/** Takes a member out of a team, which makes itself a new key. Who is not in it already is a success. */
export function unassign(team: TeamID, member: MemberID): Change {
  return (d) => {
    if (!d.hasTeam(team)) fail("E21", "the organisation has no such team");
    d.assigns = d.assigns.filter((a) => a.team !== team || a.member !== member);
  };
}

/**
 * Ends a member: its lines go, and its keys are revoked from now on with a reason, a
 * word of a–z, 0–9 and underscores. The hub refuses it at once. That somebody is an
 * admin only the root key can end: the line stays then, and the keys behind it count
 * for nothing. The last admin whose keys count is not revoked (E29).
 */
export function revoke(member: MemberID, reason: string): Change {
  return (d) => {
    const record = d.m.dir.book.member(member);
    if (record === undefined || !d.has(member)) fail("E21", "the organisation has no such member");
    const { admins } = d.before;
    if (admins.includes(member)) {
      if (!admins.some((a) => a !== member && d.m.dir.book.active(a))) fail("E29", "an organisation needs an admin");
    } else d.members = d.members.filter((l) => l.member !== member);
    d.assigns = d.assigns.filter((a) => a.member !== member);
    for (const { id: key } of [record.sign, record.login]) {
      if (!d.revoked.some((r) => r.key === key)) d.revoked.push({ key, time: d.time, reason });
    }
  };
}

/**
 * Adds a team with its card, which has the team's id, and its first key, sealed to its
 * first members: at least one (E29). E05: the organisation has no teams of this kind.
 */
export function addTeam(card: Card, ...members: readonly MemberID[]): Change {
  return (d) => {
    if (members.length === 0) fail("E29", "a team needs somebody to keep its key: name a first member");
    bringCard(d, card);
    d.teams.push({ team: card.team, card: hashOf(encodeCard(card)) });
    assign(card.team, ...members)(d);
    d.after.push(() => firstKey(d, card.team, members));
  };
}

/** Replaces the card of the team that it names. E21: no such team. */
export function setCard(card: Card): Change {
  return (d) => {
    if (!d.hasTeam(card.team)) fail("E21", "the organisation has no such team");
    bringCard(d, card);
    d.teams = d.teams.map((p) => (p.team === card.team ? { ...p, card: hashOf(encodeCard(card)) } : p));
  };
}

function bringCard(d: Draft, card: Card): void {
  if (!d.m.dir.book.org(d.before.org)?.kinds.includes(card.kind)) fail("E05", "the organisation has no teams of this kind");
  d.bring("card", encodeCard(card));
}

/** Epoch 0 of a team: its key, sealed to each member, and to the recovery where there is one. */
async function firstKey(d: Draft, team: TeamID, members: readonly MemberID[]): Promise<DirectoryObject[]> {
  const { m, before } = d;
  const key = await Identity.generate();
  const objects: DirectoryObject[] = [{ kind: "recipient", data: utf8(key.recipient) }];
  const wrap = async (to: string, recipient: Recipient): Promise<Hash> => {
    const file = await sealSecret(recipient, teamKeyForm, [
      line("org", m.org), line("tid", team), line("epoch", "0"), line("to", to), line("identity", key.text()),
    ]);
    objects.push({ kind: "teamkey", data: file });
    return hashOf(file);
  };
  const wraps: Wrap[] = [];
  for (const member of members) {
    const record = m.dir.book.member(member) ?? fail("E21", "the organisation has no such member");
    ownKey(m, member, record.rcpt);
    wraps.push({ member, rcpt: record.rcpt, file: await wrap(member, recipientOf(d, record.rcpt)) });
  }
  const rcpt = before.recovery;
  const recovery = rcpt === "" ? null : { rcpt, file: await wrap("recovery", recipientOf(d, rcpt)) };
  const signed = signedTeam({
    org: m.org, team, epoch: 0, prev: ZeroHash, time: d.time, rcpt: hashOf(utf8(key.recipient)), by: m.id,
    members: wraps.sort((a, b) => (a.member < b.member ? -1 : 1)), recovery, chain: ZeroHash,
  });
  return [...objects, { kind: "team", data: await write(signed, async (text) => m.keys.sign.sign(text)) }];
}

/** A key that comes with the draft, or stands in the directory. */
function recipientOf(d: Draft, rh: Hash): Recipient {
  const brought = d.objects.find((o) => o.kind === "recipient" && hashOf(o.data) === rh);
  return brought === undefined ? d.m.dir.book.recipient(rh) : parseRecipient(new TextDecoder().decode(brought.data));
}
