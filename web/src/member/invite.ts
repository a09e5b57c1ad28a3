// How an admin lets somebody in. Twin of partners/invite.go: the words are made here,
// shown to the admin once, and kept sealed in this browser, since nothing else compares
// what comes back; the hub gets where the invitation lies and which key may answer it.

import { inviteFromWords, type Identity, type Invite } from "../crypto/identity/index.ts";
import { parseRecipient, recipientHash, type Recipient } from "../crypto/keys/index.ts";
import { ZeroHash, codeOf, fail, hashOf, isID, utf8, type Bytes, type Code, type Hash, type ID, type MemberID, type TeamID } from "../crypto/note/index.ts";
import { checkName, parseMember, type Member as MemberRecord } from "../crypto/roster/index.ts";
import { open, readBody } from "../crypto/seal/index.ts";
import * as strict from "../crypto/strict/index.ts";
import { generate } from "../crypto/words/index.ts";
import * as at from "../hub/invites.ts";
import { administered, assign, changeOrganisation, type Change } from "./organisation.ts";
import type { Member } from "./member.ts";
import { readSealed, writeSealed } from "./sealed.ts";

/** What an admin says to a newcomer, in person or by telephone, and never by way of the hub. */
export interface Invitation {
  readonly locator: ID;
  readonly words: readonly string[];
  readonly ends: number; // Unix seconds
}

/** Once somebody was admitted, who that was stands in the place of the words: those would open the newcomer's name. */
const keptShape = strict.object({
  words: strict.list(strict.string), for: strict.string, teams: strict.list(strict.string),
  member: strict.string, name: strict.string, answer: strict.string,
});
type Kept = strict.Of<typeof keptShape>;
const knownShape = strict.object({ name: strict.string });

const inviteFile = (locator: ID): string => `invites/${locator}`;
const knownFile = (member: MemberID): string => `people/${member}`;

/** Makes an invitation for a newcomer, who is to come into these teams. E05, E21, E24: too many at once. */
export async function invite(m: Member, whom: string, teams: readonly TeamID[]): Promise<Invitation> {
  const manifest = administered(m);
  if (!teams.every((id) => manifest.teams.some((p) => p.team === id))) fail("E21", "the organisation has no such team");
  const kept: Kept = { words: generate(), for: whom, teams: [...teams], member: "", name: "", answer: "" };
  const { locator, login } = await inviteFromWords(kept.words, m.org);
  // Kept first: an invitation that nobody can admit is worse than one that nobody can answer.
  await writeSealed(m.home, inviteFile(locator), m.keys.identity, kept);
  try {
    return { locator, words: kept.words, ends: await at.invite(m.hub, locator, login.public) };
  } catch (err) {
    if (codeOf(err) !== "E27") await m.home.remove(inviteFile(locator)); // it was not made
    throw err;
  }
}

/** An invitation as the admin who made it sees it. */
export interface Newcoming {
  readonly locator: ID;
  readonly for: string;
  readonly ends: number;
  readonly teams: readonly TeamID[];
  readonly state: "open" | "answered" | "admitted";
  /** Of one that was answered: who it was, checked against the words, */
  readonly member: MemberID | "";
  readonly name: string;
  readonly answer: Hash | ""; // the member note in it, which admit is for;
  readonly problem: Code | ""; // or why the answer does not count
}

/** Lists the invitations of this browser that have not ended. One that was answered falsely hides no other. */
export async function newcomers(m: Member): Promise<Newcoming[]> {
  const list: Newcoming[] = [];
  for (const v of await at.invitations(m.hub)) {
    const kept = await readSealed(m.home, inviteFile(v.locator), m.keys.identity, keptShape).catch(notThere);
    if (kept === undefined) continue; // a colleague's, who has the words
    const n = {
      locator: v.locator, for: kept.for, ends: v.ends, teams: kept.teams, member: kept.member, name: kept.name, answer: kept.answer,
      problem: "", state: v.admitted ? "admitted" : v.answered ? "answered" : "open",
    } as const;
    list.push(v.answered && kept.member === "" ? { ...n, ...(await answerOf(m, v.locator, kept)) } : n);
  }
  return list;
}

function notThere(err: unknown): undefined {
  if (codeOf(err) !== "E21") throw err;
}

/** Codes that say that the hub cannot be asked now, and nothing of what it was asked about. */
const passing = (code: string): boolean => ["", "E22", "E25", "E27"].includes(code);

async function answerOf(m: Member, locator: ID, kept: Kept): Promise<Pick<Newcoming, "member" | "name" | "answer" | "problem">> {
  try {
    const { record, name } = await checkAnswer(m, locator, kept);
    return { member: record.member, name, answer: record.hash, problem: "" };
  } catch (err) {
    const code = codeOf(err);
    if (code === "" || passing(code)) throw err;
    return { member: "", name: "", answer: "", problem: code };
  }
}

/** An answer that was checked. */
interface Checked {
  readonly invite: Invite;
  readonly record: MemberRecord;
  readonly recipient: Recipient;
  readonly name: string;
}

/**
 * Fetches an answer, and believes nothing of it that the words do not confirm: E06 a
 * note that the newcomer did not make, E04 one that is not signed with its own key, E05
 * of another organisation or of somebody who was there before, E09 another name than it
 * commits to.
 */
async function checkAnswer(m: Member, locator: ID, kept: Kept): Promise<Checked> {
  const own = await inviteFromWords(kept.words, m.org);
  const a = await at.answered(m.hub, locator);
  own.checkMember(hashOf(a.member), a.mac);
  const record = await parseMember(a.member);
  if (record.org !== m.org || record.prev !== ZeroHash) fail("E05", "invitation: no first note of a member of this organisation");
  const known = m.dir.book.member(record.member);
  if (known !== undefined && known.hash !== record.hash) fail("E05", "invitation: somebody is that member already");
  const recipient = parseRecipient(new TextDecoder().decode(a.recipient));
  if (recipientHash(recipient) !== record.rcpt) fail("E06", "invitation: the recipient is not the one that the note names");
  return { invite: own, record, recipient, name: await openNewcomer(own.age, a.name, record) };
}

/** What opens the newcomer's name, sealed to the invitation. */
export const newcomerShape = strict.object({
  form: strict.string, version: strict.number, name: strict.string, salt: strict.string,
});

async function openNewcomer(by: Identity, sealed: Bytes, record: MemberRecord): Promise<string> {
  const plain = await open(by, sealed);
  const text = readBody(plain, hashOf(plain));
  const { form, version } = strict.peek(text);
  if (form !== "newcomer" || version !== 1) fail("E19", "invitation: a name of another form");
  const { name, salt } = strict.decode(text, newcomerShape);
  personName(name);
  checkName(record, salt, name);
  return name;
}

const mostBytes = 200;

/** What does not show, and what shows only on a letter before it. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]|^\p{M}/u;

/** Refuses, with E01, what cannot be shown as a name on one line. */
export function personName(name: string): void {
  const plain = name.isWellFormed() && name === name.trim() && name === name.normalize("NFC") && !unseen.test(name);
  if (!plain || name === "" || utf8(name).length > mostBytes) {
    fail("E01", "a name is 1 to 200 bytes on one line, with nothing that does not show");
  }
}

/**
 * Takes the newcomer who answered into the organisation and its teams: publishes the
 * next manifest, and leaves the newcomer the word that this is the organisation. Doing
 * it again is a success. Seen is the answer that the admin was shown and compared: E16,
 * and nobody is admitted, when there is another one by now. Whoever brings that has the
 * words too, and the hub let it through.
 */
export async function admit(m: Member, locator: ID, seen: Hash): Promise<Newcoming> {
  await m.dir.sync();
  if (!isID(locator)) fail("E01", "an invitation is 32 hex digits");
  const kept = await readSealed(m.home, inviteFile(locator), m.keys.identity, keptShape);
  if (kept.member !== "") return admittedBefore(m, locator, kept, seen);
  const a = await checkAnswer(m, locator, kept);
  if (a.record.hash !== seen) return otherAnswer();
  const { member } = a.record;
  const manifest = await changeOrganisation(m, admitted(a), ...kept.teams.map((team) => assign(team, member)));
  const org = m.dir.book.org(m.org)!; // whose manifest was just published
  try {
    await at.admitted(m.hub, locator, { manifest: manifest.hash, mac: a.invite.orgMAC(org.hash, manifest.hash) });
  } catch (err) {
    // The word that was left before is as good: it is for a manifest with this member.
    if (codeOf(err) !== "E20") throw err;
  }
  await writeSealed(m.home, knownFile(member), m.keys.identity, { name: a.name });
  const now: Kept = { words: [], for: kept.for, teams: kept.teams, member, name: a.name, answer: seen };
  await writeSealed(m.home, inviteFile(locator), m.keys.identity, now);
  return told(locator, now);
}

const told = (locator: ID, kept: Kept): Newcoming => ({
  locator, for: kept.for, ends: 0, teams: kept.teams, problem: "", state: "admitted", member: kept.member, name: kept.name, answer: kept.answer,
});

/** Is admit of who is in already. */
function admittedBefore(m: Member, locator: ID, kept: Kept, seen: Hash): Newcoming {
  if (kept.answer !== seen) return otherAnswer();
  if (!m.dir.book.active(kept.member)) fail("E06", "this newcomer was admitted and revoked before: invite again");
  return told(locator, kept);
}

function otherAnswer(): never {
  return fail("E16", "there is another answer than the one that was compared: admit nobody, and call");
}

/** Adds a member line and what it names. */
function admitted(a: Checked): Change {
  return (d) => {
    const { sign, login, member, hash: record } = a.record;
    if (d.revoked.some((r) => r.key === sign.id || r.key === login.id)) {
      fail("E06", "this newcomer was admitted and revoked before: invite again");
    }
    if (d.members.some((l) => l.member === member && l.record === record)) return;
    d.bring("recipient", utf8(a.recipient));
    d.bring("member", a.record.note.bytes);
    d.members.push({ member, record });
  };
}

/** Takes an invitation back: its words open nothing any more. */
export async function uninvite(m: Member, locator: ID): Promise<void> {
  await at.uninvite(m.hub, locator);
  await m.home.remove(inviteFile(locator));
}

/** The name of somebody whom this browser's admin admitted, "" for anybody else. */
export async function knownName(m: Member, member: MemberID): Promise<string> {
  return (await readSealed(m.home, knownFile(member), m.keys.identity, knownShape).catch(notThere))?.name ?? "";
}
