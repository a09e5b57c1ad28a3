import {
  ZeroHash, fail, line, type Bytes, type Hash, type MemberID, type Note, type OrgID, type TeamID,
} from "../note/index.ts";
import { teamForm } from "./forms.ts";
import { repeats } from "./manifest.ts";

/** TeamDraft is what a team note says. */
export interface TeamDraft {
  readonly org: OrgID;
  readonly team: TeamID;
  readonly epoch: number; // 0, 1, 2 …
  readonly prev: Hash; // of the epoch before, ZeroHash in epoch 0
  readonly time: number; // Unix seconds
  readonly rcpt: Hash; // rh of the team's key of this epoch
  readonly by: MemberID;
  readonly members: readonly Wrap[];
  readonly recovery: { readonly rcpt: Hash; readonly file: Hash } | null; // to the organisation's recovery key
  readonly chain: Hash; // file with the key of the epoch before, ZeroHash when it is not handed on
}

/** Team is one epoch of a team's key and who it was sealed to. */
export interface Team extends TeamDraft {
  /**
   * Marks an epoch that no member of the one before has signed: «sleutel zonder
   * voorganger».
   */
  readonly reset: boolean;
  readonly note: Note;
  /** What the next epoch names as prev. */
  readonly hash: Hash;
}

/** Wrap is the team key sealed to one member. */
export interface Wrap {
  readonly member: MemberID;
  readonly rcpt: Hash; // rh it was sealed to
  readonly file: Hash; // SHA-256 of the sealed file
}

/**
 * parseTeam reads a team note and checks what it says by itself: E01 grammar,
 * E05 a first epoch with something before it. Who signed it is for a Book.
 */
export function parseTeam(raw: Uint8Array): Team {
  const n = teamForm.parse(raw);
  const [recovery] = n.all("recovery").map(([rcpt = "", file = ""]) => ({ rcpt, file }));
  const t: Team = {
    org: n.get("org"), team: n.get("tid"), epoch: n.num("epoch"), prev: n.get("prev"), time: n.num("time"),
    rcpt: n.get("rcpt"), by: n.get("by"),
    members: n.all("member").map(([member = "", rcpt = "", file = ""]) => ({ member, rcpt, file })),
    recovery: recovery ?? null,
    chain: n.get("chain"), reset: n.sigs.length === 2, note: n, hash: n.hash(),
  };
  if (repeats(n.all("member"))) fail("E01", "team: two lines for one member");
  if (t.epoch === 0 && t.reset) fail("E01", "team: epoch 0 has one signature");
  if (t.epoch === 0 && t.chain !== ZeroHash) fail("E05", "team: epoch 0 hands on a key from before it");
  return t;
}

/** holdsKey says whether the key was sealed to that member. */
export function holdsKey(t: TeamDraft, member: MemberID): boolean {
  return t.members.some((w) => w.member === member);
}

/** signedTeam prints the bytes that by signs, and the root as well in a reset. */
export function signedTeam(t: TeamDraft): Bytes {
  return teamForm.build(
    line("org", t.org),
    line("tid", t.team),
    line("epoch", String(t.epoch)),
    line("prev", t.prev),
    line("time", String(t.time)),
    line("rcpt", t.rcpt),
    line("by", t.by),
    ...t.members.map((w) => line("member", w.member, w.rcpt, w.file)),
    ...(t.recovery === null ? [] : [line("recovery", t.recovery.rcpt, t.recovery.file)]),
    line("chain", t.chain),
  );
}
