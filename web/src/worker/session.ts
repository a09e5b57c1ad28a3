// One unlocked account: keys, member, live connection, and the watch that locks it.

import { codeOf, fail, hashOf, utf8 } from "../crypto/note/index.ts";
import { type Method } from "../crypto/identity/index.ts";
import { Client, Socket, accountCode } from "../hub/index.ts";
import {
  type Home, Line, type Member, type Origin, Rooms, type TakenBack, follow, noDraft, open as openMember, self, stillWaits, takeBack,
} from "../member/index.ts";
import { homeOn } from "./home.ts";
import { Kept } from "./kept.ts";
import type { Later } from "./later.ts";
import type { Account, Event, Me, Sent, Trust, XID } from "./protocol.ts";
import type { Shelf } from "./store.ts";
import { Tending } from "./tending.ts";
import { Watch, type Why } from "./watch.ts";
import { Ways } from "./ways.ts";

const lookEvery = 1000;
/** Another tab may have sent what waits: that is looked for so often. */
const settleEvery = 5000;
/** After somebody gave words or passkey, to unlock or when asked again, an act of theirs counts as confirmed for so long. */
const confirmed = 120_000;

/** What sessions stand on. */
export interface Ground {
  readonly trust: Trust;
  readonly origin: string;
  readonly shelf: Shelf;
  readonly push: (event: Event) => void;
  readonly later: Later;
  readonly online: () => boolean; // what the browser says
}

function passes(error: unknown): void {
  if (codeOf(error) === "") throw error; // else storage is full: the draft stays, and is looked at again
}

/** The exchange that a name is about, "" when it does not tell. */
function exchangeOf(waits: string): XID | "" {
  return waits.startsWith("letter-") ? "" : waits.slice(0, 64);
}

export class Session {
  readonly #ground: Ground;
  readonly #since = new Date();
  readonly #socket: Socket;
  readonly #watch: Watch;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #settling: ReturnType<typeof setInterval>;
  readonly #rooms = new Set<XID>();
  readonly #sending = new Set<string>(); // the drafts that are being sent, by id: what becomes of them is told there
  #confirmedUntil = Date.now() + confirmed;
  #missed = 0;
  #over = false;

  readonly member: Member;
  readonly ways: Ways;
  readonly rooms: Rooms;
  readonly kept: Kept;
  readonly tending: Tending;

  private constructor(ground: Ground, socket: Socket, ways: Ways, member: Member, kept: Kept, locked: (why: Why) => void) {
    this.#ground = ground;
    this.#socket = socket;
    this.ways = ways;
    this.member = member;
    this.kept = kept;
    this.tending = new Tending(member, ground.later, (event) => this.tell(event));
    this.rooms = new Rooms(member);
    this.#watch = new Watch(Date.now(), {
      soon: (seconds) => ground.push({ event: "locking", seconds }),
      end: locked,
    });
    this.#timer = setInterval(() => this.#watch.look(Date.now()), lookEvery);
    this.#settling = setInterval(() => void this.#settleAll(), settleEvery);
  }

  /**
   * Unlocks an account with a way to unlock: with the keyring that this browser
   * keeps if it still is the hub's, else with the hub's. Fails as Ways.fetched and
   * member.open do.
   */
  static async open(
    ground: Ground, account: Pick<Account, "org" | "member">, by: Method, locked: (why: Why | "refused") => void,
  ): Promise<Session> {
    const { org, member } = account;
    const home = homeOn(await ground.shelf.open(account), account);
    const client = new Client(ground.origin, { online: ground.online });
    const kept = await Ways.kept(client, home, org, member, by);
    const session = kept && (await Session.#with(kept, ground, client, home, locked));
    if (session !== undefined) return session;
    const now = await Ways.fetched(client, home, org, member, by);
    const again = await Session.#with(now, ground, client, home, locked);
    return again ?? fail("E20", "the ways in were changed just now, somewhere else");
  }

  /** Begins with an opened keyring, unless the hub has another one. */
  static async #with(
    ways: Ways, ground: Ground, client: Client, home: Home, locked: (why: Why | "refused") => void,
  ): Promise<Session | undefined> {
    let session: Session | undefined;
    let opening: Promise<Member> | undefined;
    const socket = new Socket(ground.origin, client.session, {
      link: (link) => session?.tellLink(link),
      online: ground.online,
    });
    try {
      const line = new Line(socket);
      opening = openMember({
        trust: ground.trust, keys: ways.keyring, hub: client, home, line, tell: (event) => session?.tell(event),
      });
      const state = client.state(); // beside what opening asks
      for (const p of [opening, state]) p.catch(() => undefined); // told below, unless the keyring is the reason
      if (await ways.outdated()) {
        await opening.then((m) => m.end(), () => undefined);
        await socket.close();
        return undefined;
      }
      const member = await opening;
      await ways.keep();
      const kept = await Kept.open(member, state);
      member.checks = {
        get: (team) => kept.setting(`checked:${team}`),
        set: (team, check) => kept.set(`checked:${team}`, check),
      };
      session = new Session(ground, socket, ways, member, kept, locked);
      const here = session;
      await here.#settleAll();
      follow(member, (n) => here.caughtUp(n));
      void line.over.then(() => {
        if (socket.refused) locked("refused");
      });
      here.tellLink(socket.link);
      return here;
    } catch (error) {
      void opening?.then((m) => m.end(), () => undefined);
      await socket.close();
      client.session.leave();
      throw error;
    }
  }

  /** Puts the account, with the way that was used, on the list that this browser shows. */
  async remember(): Promise<void> {
    const { org, id: member } = this.member;
    const known = (await this.#ground.shelf.accounts()).find((a) => a.org === org && a.member === member);
    const ways = [...new Set([...(known?.ways ?? []), this.ways.used])];
    await this.#ground.shelf.remember({ org, member, code: accountCode(member), ways });
  }

  async me(): Promise<Me> {
    return {
      ...(await self(this.member)),
      code: accountCode(this.member.id),
      ways: this.ways.list(),
      since: this.#since.toISOString(),
    };
  }

  // ---- what waits ----

  /**
   * Sends a draft, by its id; "" when there is none. It goes once: one that was sent
   * before a lock or a reload, or in another tab, is known by its mark, and its fate
   * is told instead of signing it again.
   */
  async send(draft: string, act: (origin: Origin) => Promise<Sent>): Promise<Sent> {
    if (draft === "") return act(noDraft(this.member));
    return this.member.home.locks.only(`draft-${hashOf(utf8(draft))}`, async () => {
      const waits = await this.kept.waits(draft);
      const is = waits === "" ? "draft" : await stillWaits(this.member, waits);
      if (is === "waits") return { exchange: exchangeOf(waits), waits };
      if (is === "went") return this.#went(draft, waits);
      this.#sending.add(draft);
      const origin = this.kept.origin(draft);
      try {
        const sent = await act(origin);
        return sent.waits === "" ? await this.#went(draft, origin.waits, sent) : sent;
      } catch (error) {
        // What arrived stands, whatever failed after it: an error now would have it sent twice.
        const arrived = codeOf(error) !== "" && origin.waits !== "" && (await stillWaits(this.member, origin.waits)) === "went";
        if (!arrived) throw error;
        return await this.#went(draft, origin.waits);
      } finally {
        this.#sending.delete(draft);
      }
    });
  }

  /** A draft was sent. After a lock that is left to whoever unlocks: the mark tells it. */
  async #went(draft: string, waits: string, sent: Sent = { exchange: exchangeOf(waits), waits: "" }): Promise<Sent> {
    if (!this.#over) await this.kept.drop(draft).catch(passes);
    return sent;
  }

  /** Takes back what waits, as a draft; who is too late hears what is known. */
  async takeBack(waits: string): Promise<TakenBack> {
    const draft = this.kept.held().find((h) => h.waits === waits);
    const is = await takeBack(this.member, waits, draft ? this.kept.origin(draft.id) : noDraft(this.member));
    if (is === "went") await this.#settle(waits);
    return is;
  }

  /** A draft waits to be sent. By now that may have happened, here or in another tab. */
  async hold(draft: string, waits: string): Promise<void> {
    await this.kept.hold(draft, waits);
    await this.#settle(waits);
  }

  /** Drafts whose sending came to an end elsewhere, or before a reload. */
  async #settleAll(): Promise<void> {
    for (const { id, waits } of this.kept.held()) {
      if (!this.#sending.has(id)) await this.#settle(waits).catch(passes);
    }
  }

  async #settle(waits: string): Promise<void> {
    const is = await stillWaits(this.member, waits);
    if (is === "waits") return;
    const known = this.#waitsHere(waits);
    const what = is === "went" && (!known || (await this.kept.holds(waits))) ? "entry" : "failed";
    this.#tellSent({ event: "sent", exchange: exchangeOf(waits), what, id: waits }, known);
  }

  // ---- being there ----

  alive(): void {
    this.#watch.alive(Date.now());
  }

  visible(is: boolean): void {
    this.#watch.visible(is, Date.now());
  }

  async enter(xid: XID): Promise<void> {
    await this.rooms.enter(xid);
    this.#rooms.add(xid);
    this.#watch.inRoom(true, Date.now());
  }

  leave(xid: XID): void {
    this.rooms.leave(xid);
    this.#rooms.delete(xid);
    if (this.#rooms.size === 0) this.#watch.inRoom(false, Date.now());
  }

  retry(): void {
    this.#socket.retry();
  }

  /** The network came or went, as the browser sees it. */
  network(): void {
    this.#socket.network();
  }

  // ---- asked again before what cannot be undone ----

  confirm(by: Method): void {
    if (!this.ways.has(by)) fail("E28", "this does not open this account");
    this.#confirmedUntil = Date.now() + confirmed;
  }

  mustBeConfirmed(): void {
    if (Date.now() > this.#confirmedUntil) fail("E22", "ask for the words or the passkey first");
  }

  // ---- what the page is told ----

  tell(event: Event): void {
    if (event.event === "sent") this.#tellSent(event, this.#waitsHere(event.id));
    else if (!this.#over) this.#ground.push(event);
  }

  #tellSent(event: Extract<Event, { event: "sent" }>, known: boolean): void {
    this.kept.settle(event.id, event.what).catch(passes);
    if (!this.#over) this.#ground.push(known ? event : { ...event, id: "" });
  }

  /** Whether a text of the page's waits under this name. */
  #waitsHere(waits: string): boolean {
    return this.kept.held().some((h) => h.waits === waits);
  }

  tellLink({ state, since, retry }: { state: "live" | "lost" | "offline"; since: number; retry: number }): void {
    this.tell({ event: "link", state, since: new Date(since).toISOString(), retry, missed: state === "live" ? this.#missed : 0 });
    this.#missed = 0;
  }

  caughtUp(missed: number): void {
    this.#missed = missed;
    this.tellLink(this.#socket.link);
  }

  /** Ends it: an own offer that stands is withdrawn, what waits for the hub is told, keys are dropped. */
  async end(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#timer);
    clearInterval(this.#settling);
    this.member.end();
    await Promise.race([
      Promise.allSettled([this.rooms.settled(), this.kept.end()]),
      new Promise((done) => setTimeout(done, 5000)),
    ]);
    await this.#socket.close();
  }
}
