import { codeOf, type MemberID, type Party, type TeamID, type XID } from "../crypto/note/index.ts";
import type { HubEvent, HubRequest } from "../hub/index.ts";

/** Wire is the live connection to the hub; Socket is one. */
export interface Wire {
  readonly events: AsyncIterable<HubEvent>;
  send(request: HubRequest): void;
}

/** Room is one exchange that this session is in the room of. */
interface Room {
  readonly party: Party;
  visitors: number;
}

/**
 * Line is the one live connection of a session, for many listeners and rooms.
 * After a break it says again what the hub must know: the rooms, the teams that
 * are watched, and for whom the member is reachable.
 */
export class Line {
  readonly #listeners = new Set<(e: HubEvent) => void>();
  readonly #rooms = new Map<XID, Room>();
  /** Who is in a room, as the hub said last: it tells all parties, also who is not in it. */
  readonly #present = new Map<XID, readonly MemberID[]>();
  readonly #reachable = new Map<Party, number>();
  #watched: readonly TeamID[] = [];
  /** Kept when the connection has ended for good. */
  readonly over: Promise<void>;

  constructor(private readonly wire: Wire) {
    this.over = this.#run();
  }

  async #run(): Promise<void> {
    for await (const e of this.wire.events) {
      if (e.event === "ready") this.#sayAgain();
      if (e.event === "room" && e.xid !== undefined) this.#present.set(e.xid, e.members ?? []);
      for (const hear of this.#listeners) hear(e);
    }
  }

  /** listen tells every event until the function it gives is called. */
  listen(hear: (e: HubEvent) => void): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  /** say is best effort: after a break the ready event says everything again. */
  say(request: HubRequest): void {
    try {
      this.wire.send(request);
    } catch (err) {
      if (codeOf(err) !== "E27") throw err;
    }
  }

  /** enter goes into the room of an exchange, until the function it gives is called; several may be in one. */
  enter(party: Party, xid: XID): () => void {
    const room = this.#rooms.get(xid) ?? { party, visitors: 0 };
    this.#rooms.set(xid, room);
    if (room.visitors++ === 0) this.say({ do: "enter", party, xid });
    return () => {
      if (--room.visitors > 0) return;
      this.#rooms.delete(xid);
      this.say({ do: "leave", xid });
    };
  }

  /** present are those in the room of an exchange, as far as the hub has told. */
  present(xid: XID): readonly MemberID[] {
    return this.#present.get(xid) ?? [];
  }

  /** reachable makes the member reachable for a team until a time in Unix seconds; 0 ends it. */
  reachable(party: Party, until: number): void {
    this.#reachable.set(party, until);
    this.say({ do: "available", party, until });
  }

  /** watch asks to be told when somebody is reachable for these teams. */
  watch(teams: readonly TeamID[]): void {
    this.#watched = teams;
    this.say({ do: "watch", teams });
  }

  #sayAgain(): void {
    this.#present.clear(); // who is where is told anew
    for (const [xid, { party }] of this.#rooms) this.say({ do: "enter", party, xid });
    for (const [party, until] of this.#reachable) {
      if (until > 0) this.say({ do: "available", party, until });
    }
    if (this.#watched.length > 0) this.say({ do: "watch", teams: this.#watched });
  }
}
