// The moves of a session that are under way: each goes on while the page is elsewhere,
// and the account remembers which are not done, so that somebody can go on with them
// after a reload.

import { codeOf } from "../../crypto/note/code.ts";
import { teamParty, type TeamID, type XID } from "../../crypto/note/value.ts";
import { readZaak } from "../../member/casefile.ts";
import { kenmerk } from "../../member/mark.ts";
import { moveBegun, moveZaak } from "../../member/move.ts";
import { teamName } from "../../member/teams.ts";
import type { Session } from "../session.ts";
import type { Move } from "./calls.ts";

const none: Move = {
  state: "none", team: "", name: "", what: "sheet", done: 0, all: 0, offered: "", mark: "", left: [], sheet: "", closed: false, code: "",
};

/** Under this name the account remembers to which team a zaak is on its way. */
const marker = (zaak: XID): string => `moving:${zaak}`;

class Moves {
  readonly #known = new Map<XID, Move>();
  readonly #stops = new Map<XID, AbortController>();

  constructor(private readonly session: Session) {}

  /** state is how far it is: as it runs, or as the sheets and exchanges say. */
  async state(zaak: XID): Promise<Move> {
    const here = this.#known.get(zaak);
    if (here !== undefined && here.state !== "stopped") return here;
    const m = this.session.member;
    const team = this.session.kept.setting(marker(zaak));
    if (typeof team !== "string") return none;
    const old = await readZaak(m, zaak);
    const begun = await moveBegun(m, old, team);
    const { closed } = old.state; // by a colleague, or in the moment in which this was broken off
    return {
      ...none, team, name: teamName(m, teamParty(team)), closed, state: closed ? "done" : "stopped",
      what: "exchanges", done: begun?.done ?? 0, all: begun?.all ?? 0, sheet: begun?.sheet ?? "", code: here?.code ?? "",
      left: (begun?.left ?? []).map(({ xid, code, restricted }) => ({ exchange: xid, mark: kenmerk(xid), restricted, code: code || codeIn(here, xid) })),
    };
  }

  /** begin starts it, or goes on with what is left; one that runs goes on. */
  async begin(zaak: XID, team: TeamID): Promise<void> {
    if (this.#stops.has(zaak)) return;
    const stop = new AbortController();
    this.#stops.set(zaak, stop);
    const m = this.session.member;
    try {
      await this.session.kept.set(marker(zaak), team);
    } catch (error) {
      this.#stops.delete(zaak);
      throw error;
    }
    this.#tell(zaak, { ...none, state: "runs", team, name: teamName(m, teamParty(team)) });
    void this.#run(zaak, team, stop);
  }

  async stop(zaak: XID): Promise<void> {
    this.#stops.get(zaak)?.abort();
    const offered = this.#known.get(zaak)?.offered ?? "";
    if (offered !== "") await this.session.rooms.withdraw(offered);
  }

  async #run(zaak: XID, team: TeamID, stop: AbortController): Promise<void> {
    const { member: m, rooms, kept } = this.session;
    const change = (more: Partial<Move>): void => this.#tell(zaak, { ...(this.#known.get(zaak) ?? none), ...more });
    try {
      const moved = await moveZaak(m, zaak, team, {
        ended: stop.signal,
        at: (step) => change({ ...step, mark: step.offered === "" ? "" : kenmerk(step.offered) }),
        offer: async (x, to, standing) => {
          try {
            await rooms.offerIn(x, to, () => {
              void this.session.enter(x.xid).catch(told); // who waits there is not locked out
              standing();
            });
          } finally {
            this.session.leave(x.xid);
          }
        },
      });
      const left = moved.left.map(({ xid, error, restricted }) => ({ exchange: xid, mark: kenmerk(xid), restricted, code: codeOf(error) }));
      if (left.length === 0) await kept.set(marker(zaak), null);
      change({ state: left.length === 0 ? "done" : "stopped", offered: "", mark: "", left, sheet: moved.sheet, closed: moved.closed });
    } catch (error) {
      change({ state: "stopped", offered: "", mark: "", code: stop.signal.aborted ? "" : codeOf(error) });
      if (codeOf(error) === "") throw error;
    } finally {
      this.#stops.delete(zaak);
    }
  }

  #tell(zaak: XID, move: Move): void {
    this.#known.set(zaak, move);
    this.session.tell({ event: "moving", zaak, move });
    if (move.state === "done") this.session.tell({ event: "changed", exchanges: [zaak] });
  }
}

/** What does not work there is said by the exchange itself. */
function told(error: unknown): void {
  if (codeOf(error) === "") throw error;
}

function codeIn(move: Move | undefined, xid: XID): Move["code"] {
  return move?.left.find((l) => l.exchange === xid)?.code ?? "";
}

const moves = new WeakMap<Session, Moves>();

/** movesOf are the moves of a session. */
export function movesOf(session: Session): Moves {
  const known = moves.get(session) ?? new Moves(session);
  moves.set(session, known);
  return known;
}
