import type { Keyring } from "../crypto/identity/index.ts";
import {
  codeOf, fail, memberParty, teamParty,
  type MemberID, type OrgID, type Party, type TeamID, type XID,
} from "../crypto/note/index.ts";
import type { Member as MemberRecord } from "../crypto/roster/index.ts";
import { Policy } from "../crypto/translog/index.ts";
import { Directory, TeamKeys, find, teamList, type Listed, type Records } from "../directory/index.ts";
import { Limits, type HubAPI, type Lease } from "../hub/index.ts";
import type { Event, Trust } from "../worker/protocol.ts";
import { sweepUploads } from "./attach.ts";
import type { Exchange } from "./exchange.ts";
import type { Home } from "./home.ts";
import { sweep } from "./keep.ts";
import type { Line } from "./line.ts";
import { noChecks, type Checks } from "./reset.ts";
import { Sharing } from "./sharing.ts";
import { nobody, openSelf, type Self } from "./self.ts";

/** Means is what a session works with. */
export interface Means {
  readonly trust: Trust;
  readonly keys: Keyring; // unlocked
  readonly hub: HubAPI;
  readonly home: Home;
  /** The live connection; rooms need it. */
  readonly line: Line;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
  /** Is told what changes unasked. */
  readonly tell?: (event: Event) => void;
}

/** recordsOf is where a directory comes from, and where a copy of it is kept. */
export function recordsOf(hub: HubAPI, home: Home): Records {
  return {
    checkpoint: () => hub.checkpoint(),
    time: async () => (await hub.hello()).time,
    leaves: (from, limit) => hub.leaves(from, limit),
    mailboxes: (rids) => hub.mailboxes(rids),
    objects: (hashes) => hub.objects(hashes),
    read: (names) => home.readAll(names),
    write: (files) => home.writeAll(files),
    only: (name, act) => home.locks.only(name, act),
  };
}

/**
 * Member is a member at work: keys unlocked, a hub to talk to, a replica of the
 * directory. Acts may run beside each other; what they share (the home, the
 * directory, what was opened) each guards for itself.
 */
export class Member {
  readonly id: MemberID;
  readonly org: OrgID;
  readonly dir: Directory;
  readonly teamKeys: TeamKeys;
  self: Self = nobody;
  /** What was compared by phone; a session of a browser puts its own in the place of this. */
  checks: Checks = noChecks();
  /** Exchanges as they were last read, so that only what is new is verified and opened. */
  readonly opened = new Map<XID, Exchange>();
  readonly sharing = new Sharing();
  readonly pins = new Map<XID, number>();
  /** Leases as last told by the hub, by party. */
  readonly leases = new Map<Party, readonly Lease[]>();
  /** Ends with the session: whoever waits in a room stops. */
  readonly #end = new AbortController();

  constructor(private readonly means: Means) {
    const { keys, hub, home, trust } = means;
    this.id = keys.member;
    this.org = keys.org;
    this.dir = new Directory(
      recordsOf(hub, home),
      trust.founders,
      new Policy(trust.log, trust.witnesses, trust.quorum),
      this.org,
    );
    this.teamKeys = new TeamKeys(this.dir, this.id, keys.identity);
  }

  get keys(): Keyring {
    return this.means.keys;
  }
  get hub(): HubAPI {
    return this.means.hub;
  }
  get home(): Home {
    return this.means.home;
  }
  get line(): Line {
    return this.means.line;
  }
  get trust(): Trust {
    return this.means.trust;
  }
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  /** now is the time in Unix seconds. */
  now(): number {
    return Math.floor((this.means.now ?? Date.now)() / 1000);
  }

  tell(event: Event): void {
    this.means.tell?.(event);
  }

  /** record is the member's own note, as the directory has it. */
  record(): MemberRecord | undefined {
    return this.dir.book.member(this.id);
  }

  /** parties are those the member may act for: its teams, and itself. */
  parties(): Party[] {
    return [...this.dir.book.teamsOf(this.id).map(teamParty).sort(), memberParty(this.id)];
  }

  /** ownTeams are the teams of the member in the address book. */
  ownTeams(): Listed[] {
    const own = this.dir.book.teamsOf(this.id);
    return teamList(this.dir.book).filter((t) => own.includes(t.id));
  }

  /** team resolves which own team is meant, by id or name; left out, there must be one (E30). */
  team(name: TeamID | ""): Party {
    const own = this.ownTeams();
    if (name !== "") return teamParty(find(own, name).id);
    const [only, second] = own;
    if (only === undefined) return fail("E05", "you are in no team");
    if (second !== undefined) return fail("E30", "you are in several teams: name one");
    return teamParty(only.id);
  }

  /** end stops what waits: rooms are left, and an offer of this session that stands is withdrawn. */
  end(): void {
    this.#end.abort();
  }
}

/**
 * open begins a session with an unlocked keyring: it brings the directory up to
 * date and checks that the keys are those of the member note (E17), that the
 * organisation has the root that was pinned (E06), and that the hub is the one the
 * trust file names (E17). Without a hub what is in the home
 * must do.
 */
export async function open(means: Means): Promise<Member> {
  const m = new Member(means);
  const [away, clockFits] = await Promise.all([unreachable(() => m.dir.sync()), rightHub(m)]);
  try {
    await m.dir.need(m.org);
  } catch (err) {
    if (!away || codeOf(err) !== "E27") throw err;
  }
  const record = m.record();
  if (record === undefined) {
    return away
      ? fail("E27", "the hub was never reached from this browser")
      : fail("E06", "this member is not in its organisation's manifest");
  }
  sameKeys(m);
  m.dir.demand = () => sameKeys(m);
  checkPin(m);
  if (!away && clockFits) await sweep(m); // otherwise whatever this clock says ended may be going on
  await sweepUploads(m);
  await settleIn(m, record, away);
  return m;
}

/**
 * sameKeys refuses, with E17, to go on with a session where the directory shows other keys
 * for its member than it has: whoever published them reads and signs in this name. Who is
 * no member any more has none, and is refused by all.
 */
function sameKeys(m: Member): void {
  const record = m.record();
  if (record !== undefined) m.keys.match(record.sign, record.login, record.rcpt);
}

/** checkPin: the organisation still has the root that this member saw confirmed when it came. E06. */
function checkPin(m: Member): void {
  const root = m.dir.book.org(m.org)?.root.id;
  if (m.keys.pins.some((p) => p.org === m.org && p.root !== root)) {
    fail("E06", "the directory shows another root of your organisation than you were told when you came");
  }
}

/** unreachable runs an act and says whether the hub was away for it. */
async function unreachable(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return false;
  } catch (err) {
    if (codeOf(err) === "E27") return true;
    throw err;
  }
}

/**
 * rightHub compares the hub with the one that the trust file names: E17 for another.
 * It says whether the clocks agree.
 */
async function rightHub(m: Member): Promise<boolean> {
  let hello;
  try {
    hello = await m.hub.hello();
  } catch (err) {
    if (codeOf(err) === "E27") return false;
    throw err;
  }
  if (m.trust.hub !== "" && hello.hub !== m.trust.hub) {
    fail("E17", `this is hub ${hello.hub}, the trust file names ${m.trust.hub}`);
  }
  return Math.abs(m.now() - hello.time) <= Limits.clockSkew;
}

/** settleIn finds the member's own name: in this home, or as the sealed state of another device. */
async function settleIn(m: Member, record: MemberRecord, away: boolean): Promise<void> {
  const here = await m.home.read("self");
  const known = here && (await openSelf(m.keys.identity, here, record));
  if (known !== undefined) {
    m.self = known;
    return;
  }
  if (away) return;
  const state = await m.hub.state();
  const told = state.length > 0 ? await openSelf(m.keys.identity, state, record) : undefined;
  if (told === undefined) return;
  m.self = told;
  await m.home.write("self", state);
}
