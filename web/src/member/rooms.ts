import { codeOf, type Party, type XID } from "../crypto/note/index.ts";
import { passing } from "./custody.ts";
import type { Exchange } from "./exchange.ts";
import type { Member } from "./member.ts";
import { present } from "./names.ts";
import { answer, offer, offerIn, resumable, withdrawOwn, type Standing } from "./offer.ts";
import { read, refresh } from "./read.ts";
import { Visit } from "./visit.ts";

/** Rooms are those that a session is in by its own will, and the offers it stays with. */
export class Rooms {
  readonly #visits = new Map<XID, AbortController>();
  readonly #offers = new Map<XID, { stop: AbortController; outcome: Promise<void> }>();

  constructor(private readonly m: Member) {}

  /** enter goes into the room of an exchange and stays until leave; there already, it does nothing. */
  async enter(xid: XID): Promise<void> {
    if (this.#visits.has(xid)) return;
    const stop = new AbortController();
    this.#visits.set(xid, stop);
    try {
      const x = await read(this.m, xid);
      void this.#talk(x, stop.signal).finally(() => this.#drop(xid, stop));
    } catch (err) {
      this.#drop(xid, stop);
      throw err;
    }
  }

  leave(xid: XID): void {
    this.#visits.get(xid)?.abort();
    this.#visits.delete(xid);
  }

  #drop(xid: XID, stop: AbortController): void {
    if (this.#visits.get(xid) === stop) this.#visits.delete(xid);
  }

  /** #talk tells who is there and what is new. While an offer of this member stands, it co-signs. */
  async #talk(x: Exchange, ended: AbortSignal): Promise<void> {
    const { m } = this;
    const v = new Visit(m, x, { ended: AbortSignal.any([ended, m.ended]) });
    try {
      await v.say(x, "here", new Uint8Array(0));
      for await (const h of v.happenings) {
        if (h.what === "ended") return;
        if (h.what === "present") m.tell({ event: "room", exchange: x.xid, people: present(m, x, h.members) });
        if (h.what === "changed") x = await this.#again(x);
        if (h.what === "frame") x = await this.#hear(x, v, h.data);
      }
    } catch (err) {
      if (codeOf(err) === "") throw err;
      m.tell({ event: "changed", exchanges: [x.xid] }); // whoever shows it hears what is wrong
    } finally {
      v.leave();
      m.tell({ event: "room", exchange: x.xid, people: [] });
    }
  }

  async #again(x: Exchange): Promise<Exchange> {
    const { m } = this;
    try {
      const now = await refresh(m, x);
      if (now.state.head !== x.state.head) m.tell({ event: "changed", exchanges: [x.xid] });
      return now;
    } catch (err) {
      if (passing(err)) return x;
      throw err;
    }
  }

  async #hear(x: Exchange, v: Visit, data: Uint8Array<ArrayBuffer>): Promise<Exchange> {
    try {
      const f = await v.open(x, data);
      const { offer: standing } = x.state;
      const cosigns = standing !== null && resumable(this.m, x) && !this.#offers.has(x.xid);
      return cosigns ? await answer(this.m, x, v, standing, f) : x;
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return x; // nobody's word
    }
  }

  /** offer puts custody before another party; it is done when the offer stands, and the outcome comes as a change. */
  async offer(xid: XID, to: Party | "", document: unknown): Promise<void> {
    if (this.#offers.has(xid)) return; // it stands already
    const stop = new AbortController();
    this.#stay(xid, await offer(this.m, xid, to, document, stop.signal), stop);
  }

  /**
   * offerIn offers an exchange that was read on behalf of its owner, and stays with it:
   * kept when it was accepted, E29 when it ended otherwise. Standing is called when it stands.
   */
  async offerIn(x: Exchange, to: Party, standing: () => void): Promise<void> {
    const stop = new AbortController();
    const own = await offerIn(this.m, x, to, undefined, stop.signal);
    this.#stay(x.xid, own, stop);
    standing();
    await own.outcome;
  }

  #stay(xid: XID, standing: Standing, stop: AbortController): void {
    const outcome = standing.outcome
      .catch((err: unknown) => {
        if (codeOf(err) === "") throw err;
      })
      .finally(() => {
        this.#offers.delete(xid);
        this.m.tell({ event: "changed", exchanges: [xid] });
      });
    this.#offers.set(xid, { stop, outcome });
  }

  /** withdraw takes an own offer back; a co-signed acceptance that was just in time stands. */
  async withdraw(xid: XID): Promise<void> {
    const mine = this.#offers.get(xid);
    if (mine === undefined) return withdrawOwn(this.m, xid);
    mine.stop.abort();
    await mine.outcome;
  }

  /** settled is kept when no offer waits any more: the last thing before a session's keys go. */
  async settled(): Promise<void> {
    await Promise.all([...this.#offers.values()].map(({ outcome }) => outcome));
  }
}
