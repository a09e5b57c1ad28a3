import {
  type Bytes,
  type Hash,
  type MemberID,
  MaxRosterSize,
  MaxSize,
  type Party,
  type TeamID,
  type XID,
  fail,
  isHash,
  isID,
  isParty,
  utf8,
} from "../crypto/note/index.ts";
import { MaxCheckpoint } from "../crypto/translog/index.ts";
import { accountCode, parseAccountCode } from "./account.ts";
import type { HubAPI } from "./api.ts";
import type { Ask } from "./http.ts";
import * as hub from "./language.ts";
import { type Shape, list, maybe, moment, num, object, readJSON, text, truth } from "./shape.ts";

const short = (t: string): boolean => t.length <= 256;
/** A token travels in a header and in a word: letters, digits and - _ . only (RFC 7515). */
const isToken = (t: string): boolean => /^[\w.-]{1,1024}$/.test(t);

const position = object({ epoch: num, count: num });
const row = object({
  xid: text(isHash), seq: num, head: text(isHash), receipts: num, closed: truth, count: num,
});
const lease = object({ xid: text(isHash), party: text(isParty), member: text(isID), until: moment });
const leaf = object({
  n: num, kind: text(short), org: text(isID), subject: maybe(text(isID), ""), version: num, hash: text(isHash),
});
const forms = {
  hello: object({ hub: text(short), version: text(short), time: moment }),
  account: object({ org: text(isID), member: text(isID) }),
  challenge: object({ challenge: text(isHash), time: moment }),
  token: object({ token: text(isToken), expires: moment }),
  placed: object({ xid: text(isHash), seq: num, hash: text(isHash) }),
  page: object({ rows: list(row, hub.Limits.rows), next: position, more: truth }),
  lease,
  leases: object({ leases: list(lease, 10_000) }),
  days: object({ days: list(text(hub.isDay), hub.Limits.dates) }),
  teams: object({ teams: list(text(isID), hub.Limits.rows) }),
  leaves: object({ leaves: list(leaf, hub.Limits.rows) }),
  pieces: object({ pieces: list(num, 1 << 16) }),
};

/** A few at a time, so that an answer of the largest records stays within its limit. */
const objectsAtOnce = 50;
const mailboxesAtOnce = 50;
const framesLimit = hub.Limits.publish + hub.Limits.batch;

/**
 * Every call of the hub, as requests and what their answers must look like. The
 * gate's table of routes is its mirror; how a request gets there is not known
 * here.
 */
export abstract class Calls implements HubAPI {
  abstract ask(ask: Ask): Promise<Bytes>;

  async #json<T>(form: Shape<T>, ask: Omit<Ask, "want">): Promise<T> {
    return readJSON(await this.ask({ ...ask, want: "json" }), form);
  }

  async #parts(ask: Omit<Ask, "want">): Promise<Bytes[]> {
    return hub.splitFrame(await this.ask({ limit: framesLimit, ...ask, want: "octets" }));
  }

  async #done(ask: Omit<Ask, "want">): Promise<void> {
    await this.ask({ ...ask, want: "none" });
  }

  hello(signal?: AbortSignal): Promise<hub.Hello> {
    return this.#json(forms.hello, { method: "GET", path: "/api/hello", open: true, signal });
  }

  async find(typed: string, signal?: AbortSignal): Promise<hub.Account> {
    const code = parseAccountCode(typed);
    const ask = { method: "POST", path: "/api/find", open: true, json: { code }, signal } as const;
    const account = await this.#json(forms.account, ask);
    return accountCode(account.member) === code ? account : fail("E01", "the hub gives an account with another code");
  }

  challenge(account: MemberID, signal?: AbortSignal): Promise<hub.Challenge> {
    return this.#json(forms.challenge, {
      method: "POST", path: "/api/challenge", open: true, json: { account }, signal,
    });
  }

  /** Login is not tried again: a challenge serves once. */
  login(login: Uint8Array, signal?: AbortSignal): Promise<hub.Token> {
    return this.#json(forms.token, {
      method: "POST", path: "/api/login", open: true, once: true, octets: login, signal,
    });
  }

  /** Put may be tried again: the same bytes at the same place are one entry. */
  put(frame: Uint8Array, signal?: AbortSignal): Promise<hub.Placed> {
    return this.#json(forms.placed, { method: "POST", path: "/api/entries", octets: frame, signal });
  }

  entries(party: Party, xid: XID, from: number, signal?: AbortSignal): Promise<Bytes[]> {
    return this.#parts({
      method: "GET", path: `/api/exchanges/${xid}/entries`, query: { party, from: String(from) }, signal,
    });
  }

  changes(party: Party, after: hub.Position, limit: number, signal?: AbortSignal): Promise<hub.Page> {
    const query = { epoch: String(after.epoch), after: String(after.count), limit: rows(limit) };
    return this.#json(forms.page, { method: "GET", path: `/api/parties/${party}/changes`, query, signal });
  }

  newest(party: Party, before: hub.Position, limit: number, signal?: AbortSignal): Promise<hub.Page> {
    const query = { epoch: String(before.epoch), before: String(before.count), limit: rows(limit) };
    return this.#json(forms.page, { method: "GET", path: `/api/parties/${party}/newest`, query, signal });
  }

  putReceipt(receipt: Uint8Array, signal?: AbortSignal): Promise<void> {
    return this.#done({ method: "POST", path: "/api/receipts", octets: receipt, signal });
  }

  receipts(party: Party, xid: XID, signal?: AbortSignal): Promise<Bytes[]> {
    return this.#parts({ method: "GET", path: `/api/exchanges/${xid}/receipts`, query: { party }, signal });
  }

  putPiece(root: Hash, size: number, n: number, piece: Uint8Array, signal?: AbortSignal): Promise<void> {
    return this.#done({
      method: "PUT", path: `/api/pieces/${root}/${n}`, query: { size: String(size) }, octets: piece, signal,
    });
  }

  async pieces(root: Hash, signal?: AbortSignal): Promise<number[]> {
    return (await this.#json(forms.pieces, { method: "GET", path: `/api/pieces/${root}`, signal })).pieces;
  }

  piece(party: Party, xid: XID, root: Hash, n: number, signal?: AbortSignal): Promise<Bytes> {
    return this.ask({
      method: "GET", path: `/api/exchanges/${xid}/pieces/${root}/${n}`, query: { party }, want: "octets",
      limit: hub.Limits.piece, signal,
    });
  }

  claim(party: Party, xid: XID, signal?: AbortSignal): Promise<hub.Lease> {
    return this.#json(forms.lease, { method: "PUT", path: `/api/parties/${party}/leases/${xid}`, signal });
  }

  release(party: Party, xid: XID, signal?: AbortSignal): Promise<void> {
    return this.#done({ method: "DELETE", path: `/api/parties/${party}/leases/${xid}`, signal });
  }

  async leases(party: Party, signal?: AbortSignal): Promise<hub.Lease[]> {
    return (await this.#json(forms.leases, { method: "GET", path: `/api/parties/${party}/leases`, signal })).leases;
  }

  setDates(party: Party, days: readonly hub.Day[], signal?: AbortSignal): Promise<void> {
    return this.#done({ method: "PUT", path: `/api/parties/${party}/dates`, json: { days }, signal });
  }

  async dates(party: Party, signal?: AbortSignal): Promise<hub.Day[]> {
    return (await this.#json(forms.days, { method: "GET", path: `/api/parties/${party}/dates`, signal })).days;
  }

  async available(teams: readonly TeamID[], signal?: AbortSignal): Promise<TeamID[]> {
    const ask = { method: "POST", path: "/api/available", json: { teams }, signal } as const;
    const open = (await this.#json(forms.teams, ask)).teams;
    return open.every((t) => teams.includes(t)) ? open : fail("E01", "the hub names teams that were not asked about");
  }

  publish(objects: readonly hub.DirectoryObject[], signal?: AbortSignal): Promise<void> {
    const octets = hub.joinFrame(...objects.flatMap((o) => [utf8(o.kind), o.data]));
    return this.#done({ method: "POST", path: "/api/directory", octets, signal });
  }

  checkpoint(signal?: AbortSignal): Promise<Bytes> {
    return this.ask({ method: "GET", path: "/api/checkpoint", want: "octets", limit: MaxCheckpoint, signal });
  }

  async leaves(from: number, limit: number, signal?: AbortSignal): Promise<hub.Leaf[]> {
    const query = { from: String(from), limit: rows(limit) };
    return (await this.#json(forms.leaves, { method: "GET", path: "/api/directory", query, signal })).leaves;
  }

  mailboxes(rids: readonly MemberID[], signal?: AbortSignal): Promise<Bytes[]> {
    return this.#few("mailboxes", rids, mailboxesAtOnce, MaxSize, signal);
  }

  objects(hashes: readonly Hash[], signal?: AbortSignal): Promise<Bytes[]> {
    return this.#few("hashes", hashes, objectsAtOnce, MaxRosterSize, signal);
  }

  /** Asks for what is named, a few at a time; each is answered, in the order asked. */
  async #few(
    what: "mailboxes" | "hashes", names: readonly string[], atOnce: number, largest: number, signal: AbortSignal | undefined,
  ): Promise<Bytes[]> {
    const path = what === "hashes" ? "/api/directory/objects" : "/api/directory/mailboxes";
    const all: Bytes[] = [];
    for (let at = 0; at < names.length; at += atOnce) {
      const few = names.slice(at, at + atOnce);
      const parts = await this.#parts({ method: "POST", path, json: { [what]: few }, limit: atOnce * (largest + 4), signal });
      if (parts.length !== few.length) fail("E01", `the hub answers ${few.length} ${what} with ${parts.length} objects`);
      all.push(...parts);
    }
    return all;
  }

  async keyring(signal?: AbortSignal): Promise<hub.SealedKeyring> {
    const [head, file, ...more] = await this.#parts({ method: "GET", path: "/api/keyring", signal });
    if (head === undefined || file === undefined || more.length > 0) {
      return fail("E01", "the hub's answer is not a head and a file");
    }
    return { head, file };
  }

  /** May be tried again: the same keyring that stands already is a success. */
  putKeyring(keyring: hub.SealedKeyring, signal?: AbortSignal): Promise<void> {
    return this.#done({
      method: "PUT", path: "/api/keyring", octets: hub.joinFrame(keyring.head, keyring.file), signal,
    });
  }

  state(signal?: AbortSignal): Promise<Bytes> {
    return this.ask({ method: "GET", path: "/api/state", want: "octets", limit: hub.Limits.state, signal });
  }

  putState(sealed: Uint8Array, signal?: AbortSignal): Promise<void> {
    return this.#done({ method: "PUT", path: "/api/state", octets: sealed, signal });
  }
}

/** A limit as the hub takes it; 0 and less are as many as it gives. */
function rows(limit: number): string {
  return String(limit <= 0 || limit > hub.Limits.rows ? hub.Limits.rows : limit);
}
