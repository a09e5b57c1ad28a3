import { ZeroHash, fail, teamParty, type Bytes, type Hash, type MemberID } from "../note/index.ts";
import { checkAfter, checkSignedBy } from "./accept.ts";
import { endSpan } from "./apply.ts";
import { assigned, cardOf, recordOf, revokes, type Manifest } from "./manifest.ts";
import { partyKey, type Pages, type TeamState } from "./pages.ts";
import { parseTeam, type Team } from "./team.ts";

export async function addTeam(draft: Pages, data: Bytes, n: number): Promise<void> {
  const t = parseTeam(data);
  const s = draft.orgs.get(t.org);
  if (s?.manifest === undefined) return fail("E06", "team: its organisation has no manifest");
  checkAfter(s, n);
  const state = draft.teams.get(t.team);
  if (state === undefined || cardOf(s.manifest, t.team) === undefined) {
    return fail("E06", "team is not one of its organisation");
  }
  const before = state.epochs.at(-1);
  checkFollows(before, t);
  if (draft.rcpts.get(t.rcpt)) fail("E05", "team: its key was used before");
  await checkTeamSigs(draft, s.manifest, state, t);
  const sealedTo = checkWraps(draft, s.manifest, state, t);
  draft.count(n);
  draft.orgs.set(t.org, { ...s, last: n + 1 });
  draft.teams.set(t.team, { ...state, epochs: [...state.epochs, t], sealedTo });
  draft.rcpts.set(t.rcpt, true);
  draft.name(t.rcpt);
  const party = teamParty(t.team);
  if (before !== undefined) endSpan(draft.party, partyKey(party, before.rcpt), n + 1, t.time);
  draft.party.set(partyKey(party, t.rcpt), { from: n + 1, to: 0, ended: 0, before: undefined });
}

/** checkFollows checks the place of t after the epoch before it, undefined for none. */
function checkFollows(before: Team | undefined, t: Team): void {
  const epoch = before === undefined ? 0 : before.epoch + 1;
  if (t.epoch !== epoch) fail("E11", `team note of epoch ${t.epoch}, want ${epoch}`);
  if (t.prev !== (before?.hash ?? ZeroHash)) fail("E11", "team note follows another epoch");
  if (before !== undefined && t.time < before.time) fail("E05", "team: time falls");
}

/**
 * checkTeamSigs: by is there now and was there before with a key that this one
 * succeeds, or is an admin with the root beside it (reset), or an admin alone (epoch 0).
 */
async function checkTeamSigs(draft: Pages, m: Manifest, state: TeamState, t: Team): Promise<void> {
  const before = state.epochs.at(-1);
  const by = draft.recordIn(recordOf(m, t.by)) ?? fail("E06", "team: its signer is no member");
  if (revokes(m, by.sign.id)) fail("E06", "team: the key of its signer is revoked");
  if (before === undefined || t.reset) {
    if (!m.admins.includes(t.by)) fail("E05", "team: a first key or a reset is for an admin");
    return checkSignedBy(t.note, by.sign, ...(t.reset ? [m.root] : []));
  }
  const held = heldBy(state, t.by);
  if (held === undefined) return fail("E05", "team: its signer did not hold the key before it");
  if (!succeeds(draft, recordOf(m, t.by), held)) {
    fail("E05", "team: its signer was enrolled anew, and did not hold the key before it");
  }
  if (!assigned(m, t.team, t.by)) fail("E05", "team: its signer is no longer assigned");
  return checkSignedBy(t.note, by.sign);
}

/** heldBy is the member note to which the newest epoch was sealed for a member. */
export function heldBy(state: TeamState, member: MemberID): Hash | undefined {
  return state.sealedTo[state.epochs.at(-1)?.members.findIndex((w) => w.member === member) ?? -1];
}

/**
 * succeeds reports whether a member note is the one before, or replaces it with the
 * word of each key between. Whom an admin enrolled anew begins again.
 */
function succeeds(draft: Pages, now: Hash | undefined, before: Hash): boolean {
  while (now !== undefined && now !== before) now = draft.notes.get(now)?.prev;
  return now === before;
}

/**
 * checkWraps: sealed only to who is assigned, to the key that counts now, and to
 * the recovery key that the root has signed for. Whoever shows the recipient of somebody
 * who held the key before has to succeed that one: a recipient is public, and nobody
 * proves to hold it. It gives the member note of each line.
 */
function checkWraps(draft: Pages, m: Manifest, state: TeamState, t: Team): Hash[] {
  const notes: Hash[] = [];
  for (const w of t.members) {
    const record = assigned(m, t.team, w.member) ? recordOf(m, w.member) : undefined;
    const r = draft.recordIn(record);
    if (record === undefined || r === undefined) return fail("E05", "team: sealed to somebody who is not assigned");
    if (r.rcpt !== w.rcpt) fail("E06", "team: sealed to a key that is not the member's");
    if (revokes(m, r.sign.id) || revokes(m, r.login.id)) {
      fail("E06", "team: sealed to a member whose key is revoked");
    }
    const held = heldBy(state, w.member);
    if (held !== undefined && draft.notes.get(held)?.rcpt === r.rcpt && !succeeds(draft, record, held)) {
      fail("E05", "team: sealed to a recipient that a member enrolled anew took from the one before");
    }
    notes.push(record);
  }
  if ((t.recovery?.rcpt ?? "") !== m.recovery) fail("E06", "team: recovery key is not the organisation's");
  return notes;
}
