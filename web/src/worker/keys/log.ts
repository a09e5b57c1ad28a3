// The list of key changes: what the records of the directory log say, each verified
// before it came into the book. A record of an organisation that is not in use yet is
// brought in first; one that the hub withholds has no line.

import { codeOf } from "../../crypto/note/code.ts";
import type { MemberID, OrgID } from "../../crypto/note/value.ts";
import { parseManifest, type Manifest } from "../../crypto/roster/manifest.ts";
import { parseVouch } from "../../crypto/roster/org.ts";
import type { Numbered } from "../../directory/index.ts";
import { accountCode } from "../../hub/account.ts";
import type { Member } from "../../member/member.ts";
import type { KeyLine, KeyLog } from "./calls.ts";

export async function keyLog(m: Member, before: number, limit: number): Promise<KeyLog> {
  let away = false;
  try {
    await m.dir.sync();
    await m.dir.all();
  } catch (error) {
    if (codeOf(error) !== "E27") throw error;
    away = true;
  }
  const { book, head } = m.dir;
  const known = book.orgs().flatMap((org) => m.dir.records(org)).filter((l) => before < 0 || l.n < before);
  known.sort((a, b) => b.n - a.n);
  const page = known.slice(0, limit);
  const lines = await Promise.all(page.map((l) => lineOf(m, l)));
  const last = page.at(-1);
  return {
    lines: lines.filter((l) => l !== undefined),
    more: known.length > limit && last !== undefined ? last.n : -1,
    size: head.size, checked: text(head.time), away,
  };
}

const text = (seconds: number): string => new Date(seconds * 1000).toISOString();

async function lineOf(m: Member, l: Numbered): Promise<KeyLine | undefined> {
  const { book } = m.dir;
  const organisation = book.org(l.org)?.name ?? "";
  const line = { n: l.n, organisation, name: "", epoch: 0, in: [], out: [] };
  switch (l.kind) {
    case "org":
      return { ...line, what: "organisation", at: text(book.org(l.org)?.time ?? 0) };
    case "vouch": {
      const bytes = await m.dir.object(l.kind, l.hash);
      const v = bytes && parseVouch(bytes);
      return v && { ...line, what: "vouch", at: text(v.time), name: book.org(v.by)?.name ?? "" };
    }
    case "manifest":
      return people(m, l, line);
    case "team":
      return team(m, l, line);
    default:
      return undefined;
  }
}

type Begun = Omit<KeyLine, "what" | "at">;

/** people are the members of an organisation: who came, who went, and who has other keys. */
async function people(m: Member, l: Numbered, line: Begun): Promise<KeyLine | undefined> {
  const now = await manifestAt(m, l);
  if (now === undefined) return undefined;
  const before = await manifestBefore(m, l.org, l.n);
  const had = new Map(before?.members.map((x) => [x.member, x.record]));
  const has = new Set(now.members.map((x) => x.member));
  const came = now.members.filter((x) => had.get(x.member) !== x.record).map((x) => x.member);
  const went = [...had.keys()].filter((member) => !has.has(member));
  return { ...line, what: "people", at: text(now.time), epoch: now.version, in: codes(came), out: codes(went) };
}

async function manifestAt(m: Member, { kind, hash }: Numbered): Promise<Manifest | undefined> {
  const bytes = await m.dir.object(kind, hash);
  return bytes && parseManifest(bytes);
}

async function manifestBefore(m: Member, org: OrgID, n: number): Promise<Manifest | undefined> {
  const line = m.dir.records(org).findLast((l) => l.kind === "manifest" && l.n < n);
  return line && manifestAt(m, line);
}

/** team is a team's next key: who holds it that did not hold the one before, and the reverse. */
function team(m: Member, { subject, hash }: Numbered, line: Begun): KeyLine | undefined {
  for (let t = m.dir.book.team(subject); t !== undefined; t = m.dir.book.teamAt(subject, t.epoch - 1)) {
    if (t.hash !== hash) continue;
    const had = new Set(m.dir.book.teamAt(subject, t.epoch - 1)?.members.map((w) => w.member));
    const has = new Set(t.members.map((w) => w.member));
    return {
      ...line, what: t.reset ? "reset" : "team", at: text(t.time), epoch: t.epoch + 1, name: cardName(m, subject),
      in: codes([...has].filter((x) => !had.has(x))), out: codes([...had].filter((x) => !has.has(x))),
    };
  }
  return undefined;
}

/** cardName is "" for a team that is no more. */
function cardName(m: Member, id: string): string {
  return m.dir.book.card(id)?.name ?? "";
}

function codes(members: readonly MemberID[]): string[] {
  return members.map(accountCode);
}
