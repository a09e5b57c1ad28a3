import { ZeroHash, fail, memberParty, teamParty, type Bytes, type MemberID, type TeamID } from "../note/index.ts";
import { adminOf, checkAfter, checkSignedBy } from "./accept.ts";
import type { MemberRecord } from "./compact.ts";
import { cardOf, needsRoot, parseManifest, recordOf, revocationOf, type Manifest } from "./manifest.ts";
import { authorKey, orgKey, partyKey, signingKey, type OrgState, type Pages, type Span, type Table } from "./pages.ts";

export async function addManifest(draft: Pages, data: Bytes, n: number): Promise<void> {
  const m = parseManifest(data);
  const s = draft.orgs.get(m.org);
  if (!s?.accepted) return fail("E06", "manifest: its organisation is not accepted");
  checkAfter(s, n);
  checkFollows(s, m);
  await checkManifestSigs(draft, s, m);
  checkNamed(draft, m);
  draft.count(n);
  for (const rh of [m.recovery, m.audit]) {
    if (rh !== "") draft.name(rh);
  }
  applyManifest(draft, s, m, n + 1);
}

/** checkFollows checks the place of m after the newest manifest. */
function checkFollows(s: OrgState, m: Manifest): void {
  const old = s.manifest;
  const version = (old?.version ?? 0) + 1;
  if (m.version !== version) fail("E11", `manifest of version ${m.version}, want ${version}`);
  if (m.prev !== (old?.hash ?? ZeroHash)) fail("E11", `manifest follows another version ${version - 1}`);
  if (old === undefined) {
    if (!m.root.equals(s.org.root)) fail("E05", "manifest: version 1 has another root than its organisation");
    return;
  }
  if (m.time < old.time) fail("E05", "manifest: time falls");
  for (const r of old.revoked) {
    const is = revocationOf(m, r.key);
    if (is?.time !== r.time || is.reason !== r.reason) {
      fail("E05", "manifest: a revocation is taken back or changed");
    }
  }
}

async function checkManifestSigs(draft: Pages, s: OrgState, m: Manifest): Promise<void> {
  if (s.manifest === undefined) return checkSignedBy(m.note, s.org.root);
  const signers = [adminOf(draft, s.manifest, m.note)];
  if (needsRoot(s.manifest, m)) signers.push(s.manifest.root);
  return checkSignedBy(m.note, ...signers);
}

/** checkNamed checks the members and teams that m names. */
function checkNamed(draft: Pages, m: Manifest): void {
  for (const l of m.members) {
    const r = draft.notes.get(l.record) ?? fail("E06", "manifest: a member note is missing");
    if (r.org !== m.org || r.member !== l.member) {
      fail("E05", "manifest: a member line names the note of another member");
    }
    if ((draft.members.get(l.member)?.org ?? m.org) !== m.org) {
      fail("E05", "manifest: a member of another organisation");
    }
  }
  for (const l of m.teams) {
    if ((draft.teams.get(l.team)?.org ?? m.org) !== m.org) fail("E05", "manifest: a team of another organisation");
  }
}

/** applyManifest makes m the newest manifest of its organisation, from log size n on. */
function applyManifest(draft: Pages, s: OrgState, m: Manifest, n: number): void {
  const old = s.manifest;
  draft.orgs.set(m.org, { ...s, manifest: m, last: n });
  for (const r of m.revoked) {
    const key = orgKey(m.org, r.key);
    if (draft.revoked.get(key) === undefined) draft.revoked.set(key, { time: r.time, from: n });
  }
  for (const { record } of memberRecords(draft, m, m.admins)) {
    draft.adminKey.set(orgKey(m.org, record.sign.id), record.sign);
  }
  applyMembers(draft, old, m, n);
  applyTeams(draft, old, m, n);
  const was = rightsOf(draft, old);
  const is = rightsOf(draft, m);
  moveSpans(draft.signing, was.signing, is.signing, n, m.time);
  moveSpans(draft.admins, was.admins, is.admins, n, m.time);
  moveSpans(draft.party, was.party, is.party, n, m.time);
}

function applyMembers(draft: Pages, old: Manifest | undefined, m: Manifest, n: number): void {
  const teams = grouped(m.assigns.map((a) => [a.member, a.team]));
  for (const l of m.members) {
    const record = draft.notes.get(l.record);
    const had = draft.members.get(l.member) ?? { org: m.org, record: undefined, teams: none, from: n };
    const now = teams.get(l.member) ?? none;
    if (record === undefined || (had.record === record && equal(had.teams, now))) continue;
    draft.members.set(l.member, { ...had, record, teams: now });
    draft.keyOf.set(authorKey(l.member, record.sign.id), record.sign);
  }
  for (const { member } of old?.members ?? none) {
    const had = draft.members.get(member);
    if (had !== undefined && recordOf(m, member) === undefined) {
      draft.members.set(member, { ...had, record: undefined, teams: none });
    }
  }
}

function applyTeams(draft: Pages, old: Manifest | undefined, m: Manifest, n: number): void {
  const members = grouped(m.assigns.map((a) => [a.team, a.member]));
  for (const { team, card } of m.teams) {
    const had = draft.teams.get(team) ?? { org: m.org, card: undefined, assigned: none, epochs: none, sealedTo: none, from: n };
    const now = members.get(team) ?? none;
    if (had.card !== card || !equal(had.assigned, now)) draft.teams.set(team, { ...had, card, assigned: now });
  }
  for (const { team } of old?.teams ?? none) {
    const had = draft.teams.get(team);
    if (had !== undefined && cardOf(m, team) === undefined) {
      draft.teams.set(team, { ...had, card: undefined, assigned: none });
    }
  }
}

const none: readonly never[] = [];

/** grouped gathers what stands beside each id. */
function grouped(pairs: [string, string][]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [id, beside] of pairs) {
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [beside]);
    else group.push(beside);
  }
  return groups;
}

function equal(a: readonly (MemberID | TeamID)[], b: readonly (MemberID | TeamID)[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

/** memberRecords gives the notes that count in m for some of its members; checkNamed has seen that all are there. */
function memberRecords(
  draft: Pages, m: Manifest, members: readonly MemberID[],
): { member: MemberID; record: MemberRecord }[] {
  return members.flatMap((member) => {
    const record = draft.recordIn(recordOf(m, member));
    return record === undefined ? [] : [{ member, record }];
  });
}

/**
 * Rights are what the members of one manifest could do: sign for a party, sign
 * as admin, and open what is sealed to their own key.
 */
interface Rights {
  readonly signing: Set<string>;
  readonly admins: Set<string>;
  readonly party: Set<string>;
}

function rightsOf(draft: Pages, m: Manifest | undefined): Rights {
  const is: Rights = { signing: new Set(), admins: new Set(), party: new Set() };
  if (m === undefined) return is;
  const records = new Map<MemberID, MemberRecord>();
  for (const { member, record } of memberRecords(draft, m, m.members.map((l) => l.member))) {
    records.set(member, record);
    is.signing.add(signingKey(memberParty(member), member, record.sign.id));
    is.party.add(partyKey(memberParty(member), record.rcpt));
  }
  for (const { team, member } of m.assigns) {
    const record = records.get(member);
    if (record !== undefined) is.signing.add(signingKey(teamParty(team), member, record.sign.id));
  }
  for (const admin of m.admins) {
    const record = records.get(admin);
    if (record !== undefined) is.admins.add(orgKey(m.org, record.sign.id));
  }
  return is;
}

/** moveSpans ends what no longer holds and begins what newly does, at log size n. */
function moveSpans(table: Table<Span>, was: Set<string>, is: Set<string>, n: number, time: number): void {
  for (const key of was) {
    if (!is.has(key)) endSpan(table, key, n, time);
  }
  for (const key of is) {
    if (!was.has(key)) table.set(key, { from: n, to: 0, ended: 0, before: table.get(key) });
  }
}

export function endSpan(table: Table<Span>, key: string, n: number, time: number): void {
  const span = table.get(key);
  if (span !== undefined) table.set(key, { ...span, to: n, ended: time });
}
