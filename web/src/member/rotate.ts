import { Identity } from "../crypto/identity/identity.ts";
import { recipientHash, type Recipient } from "../crypto/keys/recipient.ts";
import { utf8 } from "../crypto/note/bytes.ts";
import { codeOf, fail, type Code } from "../crypto/note/code.ts";
import { attach, line } from "../crypto/note/note.ts";
import { ZeroHash, hashOf, partyTeam, teamParty, type Hash, type MemberID, type TeamID } from "../crypto/note/value.ts";
import { holdsKey, signedTeam, type Team, type TeamDraft, type Wrap } from "../crypto/roster/team.ts";
import { sealSecret, teamKeyForm } from "../crypto/seal/secret.ts";
import { freshToAct } from "../directory/log.ts";
import type { DirectoryObject } from "../hub/index.ts";
import type { Joining } from "../worker/protocol.ts";
import { memberWords } from "./compare.ts";
import type { Member } from "./member.ts";
import { knownName } from "./names.ts";
import { ownKey } from "./reset.ts";
import { belongs, changeOf, due, heldTeams, lasting, type TeamChange } from "./teamchange.ts";
import { teamName } from "./teams.ts";
import { timeText } from "./view.ts";

/** maxRotations bounds how often a team key is made again because a colleague, or an admin, was first. */
const maxRotations = 4;

/** joinsWaiting lists who would get the key of one of the member's own teams. */
export async function joinsWaiting(m: Member): Promise<Joining[]> {
  await m.dir.sync();
  const { book } = m.dir;
  const list: Joining[] = [];
  for (const team of heldTeams(m)) {
    const c = changeOf(book, team);
    for (const member of c?.join ?? []) {
      const record = book.member(member);
      if (c === undefined || record === undefined) continue;
      const since = await lasting(m.dir, m.org, (man) => belongs(book, man, team, member, record.hash));
      list.push({
        team, name: teamName(m, teamParty(team)), member, person: knownName(m, member),
        since: timeText(since), returner: c.gone.includes(member) || heldBefore(m, team, member),
      });
    }
  }
  return list;
}

/** heldBefore says whether a member is in an earlier key of the team. */
function heldBefore(m: Member, team: TeamID, member: MemberID): boolean {
  for (let t = m.dir.book.team(team); t !== undefined; t = m.dir.book.teamAt(team, t.epoch - 1)) {
    if (holdsKey(t, member)) return true;
  }
  return false;
}

/**
 * letIn gives the key of an own team to somebody who waits for it, by a new key that
 * everybody in the team gets; with history that person can open what was sealed to the
 * keys before as well. heard are the eight words that were read aloud: E28 when they
 * are no such words, E16 when they are those of other keys than would get it. E29 when
 * that person does not wait.
 */
export async function letIn(m: Member, team: TeamID, member: MemberID, heard: string, history: boolean): Promise<void> {
  await m.dir.sync();
  const id = partyTeam(m.team(team));
  if (!changeOf(m.dir.book, id)?.join.includes(member)) fail("E29", "nobody of that name waits for the key of this team");
  await rotate(m, id, history, (c) => {
    const waits = c.join.includes(member);
    if (waits) memberWords(m, member).check(heard); // each time: what the directory says of somebody may change meanwhile
    return { join: waits ? [member] : [], due: waits };
  });
}

/** rotateTeam gives an own team a new key for the same people, because a member asks. */
export async function rotateTeam(m: Member, team: TeamID | ""): Promise<void> {
  await m.dir.sync();
  let asked = true;
  await rotate(m, partyTeam(m.team(team)), true, (c) => {
    const is = asked || due(c);
    asked = false; // whoever was first made a new key as well
    return { join: [], due: is };
  });
}

/**
 * tend makes the next key of each own team that somebody left, and of each whose
 * recovery key or members' own keys changed, and says for which. Whichever client
 * comes first does it; the others find it done. What fails in one team does not keep
 * the others from theirs; the first failure is thrown at the end.
 */
export async function tend(m: Member): Promise<TeamID[]> {
  await m.dir.sync();
  const done: TeamID[] = [];
  const failed: unknown[] = [];
  for (const id of heldTeams(m)) {
    const c = changeOf(m.dir.book, id);
    if (c === undefined || !due(c)) continue;
    try {
      if (await rotate(m, id, true, (now) => ({ join: [], due: due(now) }))) done.push(id);
    } catch (err) {
      if (codeOf(err) === "") throw err;
      failed.push(err);
    }
  }
  if (failed.length > 0) throw failed[0];
  return done;
}

interface Want {
  readonly join: readonly MemberID[];
  readonly due: boolean;
}

const nothing: TeamChange = { stay: [], gone: [], join: [], rewrap: false };
/** The log went on since we looked. */
const again: readonly (Code | "")[] = ["E11", "E20", "E05", "E06"];

/**
 * rotate makes the next key of a team for as long as want says that one is due, and
 * whom to let in with it; it says whether it made one. A colleague who was first has
 * done the same. All tabs of this browser take turns.
 */
function rotate(m: Member, id: TeamID, history: boolean, want: (c: TeamChange) => Want): Promise<boolean> {
  return m.home.locks.only("rotate", async () => {
    let refused: unknown;
    for (let race = 0; race < maxRotations; race++) {
      await m.dir.sync();
      const before = m.dir.book.team(id);
      const c = changeOf(m.dir.book, id) ?? nothing;
      const now = want(c);
      const notes = notesOf(m, [...c.stay, ...now.join]);
      if (before === undefined || !now.due) return false;
      if (m.ended.aborted) fail("E22", "the session ended");
      if (!heldTeams(m).includes(id)) fail("E05", "who does not hold the key of a team cannot make the next one");
      try {
        await nextEpoch(m, before, notes, history);
      } catch (err) {
        if (!again.includes(codeOf(err))) throw err;
        refused = err;
        continue;
      }
      await m.dir.sync();
      return true;
    }
    throw refused;
  });
}

/** Notes are the members whom a key is for, with the hash of the note by which that was decided. */
type Notes = ReadonlyMap<MemberID, Hash | undefined>;

/** notesOf gives the notes that count now. */
function notesOf(m: Member, members: readonly MemberID[]): Notes {
  return new Map(members.map((member) => [member, m.dir.book.member(member)?.hash]));
}

/**
 * nextEpoch makes and publishes the key after before, sealed to each of the members
 * with the key of its note, to the organisation's recovery key if it has one, and with
 * history the key before it, sealed to this one. E20 when another note counts by now.
 */
async function nextEpoch(m: Member, before: Team, notes: Notes, history: boolean): Promise<void> {
  const old = history ? await m.teamKeys.forRecipient(teamParty(before.team), before.rcpt) : undefined;
  const key = await Identity.generate();
  const made = await sealEpoch(m, before, key, old, notes);
  const signed = signedTeam(made.draft);
  const data = attach(signed, m.keys.sign.sign(signed));
  await m.hub.publish([...made.objects, { kind: "team", data }]);
  m.teamKeys.hold(key); // it counts when the log has it
}

/** sealEpoch fills in the note of the next epoch and makes what it names. */
async function sealEpoch(
  m: Member, before: Team, key: Identity, old: Identity | undefined, notes: Notes,
): Promise<{ draft: TeamDraft; objects: DirectoryObject[] }> {
  // Who belongs to the team must be known as freshly as whom an exchange is for.
  await m.dir.checkpoint(m.now(), freshToAct);
  const { org, team } = before;
  const { to, rh } = recipientsOf(m, before, notes);
  const epoch = before.epoch + 1;
  const objects: DirectoryObject[] = [{ kind: "recipient", data: utf8(key.recipient) }];
  const wrap = async (rcpt: Recipient, at: number, whom: string, secret: Identity): Promise<Hash> => {
    const lines = [line("org", org), line("tid", team), line("epoch", String(at)), line("to", whom), line("identity", secret.text())];
    const data = await sealSecret(rcpt, teamKeyForm, lines);
    objects.push({ kind: "teamkey", data });
    return hashOf(data);
  };
  const wraps: Wrap[] = [];
  for (const { member, rcpt, recipient } of to) {
    wraps.push({ member, rcpt, file: await wrap(recipient, epoch, member, key) });
  }
  const recovery = rh === "" ? null : { rcpt: rh, file: await wrap(await m.dir.recipientAt(rh), epoch, "recovery", key) };
  const chain = old === undefined ? ZeroHash : await wrap(key.recipient, before.epoch, "chain", old);
  const draft: TeamDraft = {
    org, team, epoch, prev: before.hash, time: Math.max(m.now(), before.time), rcpt: recipientHash(key.recipient),
    by: m.id, members: wraps, recovery, chain,
  };
  return { draft, objects };
}

/**
 * recipientsOf takes at once, so that nothing can change in between, all that a key is
 * sealed to: E20 when somebody has another note than when it was decided who gets it, or
 * is not of the team any more. The words that were heard are those of that note only.
 */
function recipientsOf(
  m: Member, { org, team }: Team, notes: Notes,
): { to: { member: MemberID; rcpt: Hash; recipient: Recipient }[]; rh: Hash | "" } {
  const { book } = m.dir;
  const assigned = book.assigned(team);
  const to = [...notes].map(([member, note]) => {
    const record = book.member(member);
    if (record === undefined || record.hash !== note || !assigned.includes(member) || !book.active(member)) {
      return fail("E20", "the directory says something else of a member of the team by now");
    }
    ownKey(m, member, record.rcpt);
    return { member, rcpt: record.rcpt, recipient: book.recipient(record.rcpt) };
  });
  return { to, rh: book.manifest(org)?.recovery ?? "" };
}
