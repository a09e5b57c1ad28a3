import { Public } from "../keys/index.ts";
import {
  fail, line, type Bytes, type Hash, type KeyID, type MemberID, type Note, type OrgID, type TeamID,
} from "../note/index.ts";
import { manifestForm } from "./forms.ts";

export { passkeyBound } from "./forms.ts";

/** ManifestDraft is what a manifest says; lists are sorted as their lines are. */
export interface ManifestDraft {
  readonly org: OrgID;
  readonly version: number; // 1, 2, 3 …
  readonly prev: Hash; // of the version before, ZeroHash in version 1
  readonly time: number; // Unix seconds
  readonly root: Public;
  readonly hosts: readonly string[]; // DNS names of its edges
  readonly policies: readonly Policy[];
  readonly recovery: Hash | ""; // rh that team keys are sealed to as well
  readonly audit: Hash | ""; // rh of its log reader
  readonly terms: Hash | ""; // of its templates and terms
  readonly admins: readonly MemberID[];
  readonly members: readonly Membership[];
  readonly teams: readonly Posting[];
  readonly assigns: readonly Assign[];
  readonly revoked: readonly Revocation[];
}

/** Manifest is one version of who and what an organisation consists of. */
export interface Manifest extends ManifestDraft {
  readonly note: Note;
  /** What the next version names as prev. */
  readonly hash: Hash;
}

/** Policy is a setting of the organisation, "0" or "1". */
export interface Policy {
  readonly name: string;
  readonly value: string;
}

/** Membership names the member note that counts for a member. */
export interface Membership {
  readonly member: MemberID;
  readonly record: Hash;
}

/** Posting is a team and the hash of its card. */
export interface Posting {
  readonly team: TeamID;
  readonly card: Hash;
}

/** Assign puts a member in a team. */
export interface Assign {
  readonly team: TeamID;
  readonly member: MemberID;
}

/** Revocation ends a key, from a time that may lie in the past. */
export interface Revocation {
  readonly key: KeyID;
  readonly time: number; // Unix seconds
  readonly reason: string; // a word, never a sentence
}

/**
 * parseManifest reads a manifest and checks what it says by itself: E01 grammar,
 * E06 root is no usable key, E05 a line that names what the manifest does not
 * have. Who signed it is for a Book to judge.
 */
export function parseManifest(raw: Uint8Array): Manifest {
  const n = manifestForm.parse(raw);
  const m: Manifest = {
    org: n.get("org"), version: n.num("version"), prev: n.get("prev"), time: n.num("time"),
    root: Public.parse(n.get("root")),
    hosts: n.all("host").map(([host = ""]) => host),
    policies: n.all("policy").map(([name = "", value = ""]) => ({ name, value })),
    recovery: n.get("recovery"), audit: n.get("audit"), terms: n.get("terms"),
    admins: n.all("admin").map(([member = ""]) => member),
    members: n.all("member").map(([member = "", record = ""]) => ({ member, record })),
    teams: n.all("team").map(([team = "", card = ""]) => ({ team, card })),
    assigns: n.all("assign").map(([team = "", member = ""]) => ({ team, member })),
    revoked: n.all("revoked").map(([key = "", time = "", reason = ""]) => ({ key, time: Number(time), reason })),
    note: n, hash: n.hash(),
  };
  checkItself(m);
  return m;
}

/** checkItself holds the manifest against itself. */
function checkItself(m: Manifest): void {
  if (m.version === 0) fail("E01", "manifest: versions begin at 1");
  if (m.version === 1 && m.note.sigs.length !== 1) fail("E01", "manifest: version 1 has one signature");
  for (const name of ["policy", "member", "team", "revoked"]) {
    if (repeats(m.note.all(name))) fail("E01", `manifest: two ${name} lines for one thing`);
  }
  for (const admin of m.admins) {
    if (recordOf(m, admin) === undefined) fail("E05", "manifest: an admin is no member");
  }
  for (const { team, member } of m.assigns) {
    if (recordOf(m, member) === undefined) fail("E05", "manifest: somebody is assigned who is no member");
    if (cardOf(m, team) === undefined) fail("E05", "manifest: somebody is assigned to a team that is not there");
  }
}

/** repeats finds two lines with the same first value; lines are sorted. */
export function repeats(lines: readonly (readonly string[])[]): boolean {
  return lines.some((values, i) => values[0] === lines[i + 1]?.[0]);
}

/** recordOf is the member note that counts for a member, undefined when it is no member. */
export function recordOf(m: ManifestDraft, member: MemberID): Hash | undefined {
  return search(m.members, (l) => order(l.member, member))?.record;
}

/** cardOf is the hash of a team's card, undefined when the organisation has no such team. */
export function cardOf(m: ManifestDraft, team: TeamID): Hash | undefined {
  return search(m.teams, (l) => order(l.team, team))?.card;
}

/** assigned says whether the member is assigned to the team. */
export function assigned(m: ManifestDraft, team: TeamID, member: MemberID): boolean {
  return search(m.assigns, (l) => order(l.team, team) || order(l.member, member)) !== undefined;
}

/** search finds an item of a sorted list; at says on which side of the wanted one an item stands. */
function search<T>(list: readonly T[], at: (item: T) => number): T | undefined {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = list[middle];
    const side = item === undefined ? 1 : at(item);
    if (side === 0) return item;
    if (side < 0) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** revokes says whether the manifest has a revoked line for that key. */
export function revokes(m: Manifest, key: KeyID): boolean {
  return revocationOf(m, key) !== undefined;
}

/**
 * revocationOf is the line of a key, of which there is one at most. Lines are sorted,
 * and grow for ever: whoever looked through all of them for each would look at their
 * square.
 */
export function revocationOf(m: Manifest, key: KeyID): Revocation | undefined {
  return search(m.revoked, (l) => order(l.key, key));
}

/** needsRoot says whether going from one version to the next is for the root to allow too. */
export function needsRoot(m: Manifest, next: Manifest): boolean {
  return ["root", "host", "policy", "recovery", "audit", "admin"].some((name) => lines(m, name) !== lines(next, name));
}

function lines(m: Manifest, name: string): string {
  return m.note.all(name).map((values) => values.join(" ")).join("\n");
}

/**
 * signedManifest prints the bytes that are signed: version 1 by the root, later
 * ones by an admin of the version before, and by the root of the version before
 * as well when root, host, policy, recovery, audit or admin lines change.
 */
export function signedManifest(m: ManifestDraft): Bytes {
  const maybeLine = (name: string, hash: Hash | "") => (hash === "" ? [] : [line(name, hash)]);
  return manifestForm.build(
    line("org", m.org),
    line("version", String(m.version)),
    line("prev", m.prev),
    line("time", String(m.time)),
    line("root", m.root.hex),
    ...m.hosts.map((host) => line("host", host)),
    ...m.policies.map((p) => line("policy", p.name, p.value)),
    ...maybeLine("recovery", m.recovery),
    ...maybeLine("audit", m.audit),
    ...maybeLine("terms", m.terms),
    ...m.admins.map((admin) => line("admin", admin)),
    ...m.members.map((l) => line("member", l.member, l.record)),
    ...m.teams.map((l) => line("team", l.team, l.card)),
    ...m.assigns.map((l) => line("assign", l.team, l.member)),
    ...m.revoked.map((r) => line("revoked", r.key, String(r.time), r.reason)),
  );
}
