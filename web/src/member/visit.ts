import { SluisError, fail, type Bytes, type MemberID } from "../crypto/note/index.ts";
import { open, seal, type Frame, type Kind } from "../flows/room/index.ts";
import { Limits } from "../hub/index.ts";
import { Mailbox } from "../hub/mailbox.ts";
import type { Exchange } from "./exchange.ts";
import type { Member } from "./member.ts";

/** Happening is what whoever is in a room hears. */
export type Happening =
  | { readonly what: "frame"; readonly data: Bytes }
  | { readonly what: "changed" } // there may be something new: read again
  | { readonly what: "present"; readonly members: readonly MemberID[] }
  | { readonly what: "again" } // a second passed, for who asks repeatedly
  | { readonly what: "late" } // the time that was set is over
  | { readonly what: "ended" }; // whoever sent us here calls us back

/** Visit is being in the room of one exchange. */
export class Visit {
  readonly #heard = new Mailbox<Happening>(64, { what: "changed" });
  readonly #undo: (() => void)[] = [];

  /** Enters on behalf of x.party. Ended calls back; after late milliseconds it tells so. */
  constructor(
    private readonly m: Member,
    x: Exchange,
    { ended, late, again }: { ended: AbortSignal; late?: number; again?: boolean },
  ) {
    const { line } = m;
    const { xid } = x;
    const put = (h: Happening): void => this.#heard.put(h);
    const change = (): void => put({ what: "changed" });
    this.#undo.push(
      line.listen((e) => {
        if (e.event === "ready" || e.event === "resync") change();
        else if (e.xid !== xid) return;
        else if (e.event === "entry" || e.event === "receipt") change();
        else if (e.event === "room") put({ what: "present", members: e.members ?? [] });
        else if (e.event === "frame" && e.data !== undefined) put({ what: "frame", data: e.data });
      }),
    );
    this.#undo.push(line.enter(x.party, xid));
    // a connection that is away must not hide what happened
    const timers = [setInterval(change, Limits.heartbeat * 1000)];
    if (again === true) timers.push(setInterval(() => put({ what: "again" }), 1000));
    if (late !== undefined) timers.push(setTimeout(() => put({ what: "late" }), Math.min(late, 2 ** 31 - 1)));
    this.#undo.push(() => timers.forEach((t) => clearInterval(t)));
    const end = (): void => put({ what: "ended" });
    ended.addEventListener("abort", end);
    this.#undo.push(() => ended.removeEventListener("abort", end));
    if (ended.aborted) end();
  }

  /** What happens, for one reader. */
  get happenings(): AsyncIterable<Happening> {
    return this.#heard;
  }

  /** wake makes that the exchange is read again. */
  wake(): void {
    this.#heard.put({ what: "changed" });
  }

  /** say seals a frame for the others in the room. */
  async say(x: Exchange, kind: Kind, payload: Bytes): Promise<void> {
    const { m } = this;
    const key = x.keys.key(x.state.epoch);
    if (key === undefined) return;
    const frame = { kind, party: x.party, org: m.org, author: m.id, time: m.now(), payload };
    m.line.say({ do: "frame", xid: x.xid, data: await seal(frame, x.state, key, m.keys.sign) });
  }

  /**
   * open opens a frame from the room. E03 when its sender saw another entry at the
   * place of our head, or we at the place of theirs: then fork names the sender.
   */
  async open(x: Exchange, data: Bytes): Promise<Frame> {
    const key = x.keys.key(x.state.epoch) ?? fail("E07", "the key of this exchange did not open");
    const f = await open(data, x.state, key, x.view, this.m.now());
    const ours = x.entries[f.seq]?.entry.hash;
    if (ours !== undefined && ours !== f.head) throw new Fork(f, `the other side sees another entry ${f.seq}`);
    if (f.seq > x.state.seq) this.wake();
    return f;
  }

  leave(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#heard.end();
  }
}

/** Fork is E03 from a room: two people see different branches. */
export class Fork extends SluisError {
  constructor(
    readonly frame: Frame,
    text: string,
  ) {
    super("E03", text);
  }
}
