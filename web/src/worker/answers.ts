// Each call of the page, answered. Nothing is decided here: this is the list of
// what a page can ask, and who in the worker does it.

import { fail } from "../crypto/note/index.ts";
import { type Method, prfSalt } from "../crypto/identity/index.ts";
import { Client } from "../hub/index.ts";
import * as act from "../member/index.ts";
import type { Later } from "./later.ts";
import { laterKeys } from "./keys.ts";
import { laterParties } from "./parties.ts";
import { laterPeople } from "./people.ts";
import { look } from "./phrases.ts";
import type { Account, Calls, Event, Me, MemberID, OrgID, Trust } from "./protocol.ts";
import { type Ground, Session } from "./session.ts";
import type { Shelf } from "./store.ts";
import { fromKey, fromWords } from "./ways.ts";

/** Calls as the worker answers them. */
export type Answers = {
  [N in keyof Calls]: (...args: Parameters<Calls[N]>) => ReturnType<Calls[N]> | Promise<ReturnType<Calls[N]>>;
};

type LockWhy = Extract<Event, { event: "locked" }>["why"];

type Whose = Pick<Account, "org" | "member">;

/** Answers for one page: at most one account is unlocked at a time. */
export function makeAnswers(shelf: Shelf, push: (event: Event) => void, later: Later): Answers {
  let ground: Ground | undefined;
  let session: Session | undefined;
  /** Raised by each unlock, lock and forget: an unlock that comes to its end after another one began is too late. */
  let turn = 0;
  const opening = new Map<number, Whose>(); // the unlocks under way, by their turn
  let remembering: Promise<void> = Promise.resolve();
  let visible = true; // what the page said last,
  let network = true; // of each

  const started = (): Ground => ground ?? fail("E22", "the page has not started");
  const inside = (): Session => session ?? fail("E22", "Sluis is locked");
  const member = (): act.Member => inside().member;
  const me = async () => inside().me();

  async function end(why: LockWhy): Promise<void> {
    const was = session;
    if (was === undefined) return;
    session = undefined;
    push({ event: "locked", why });
    await was.end();
  }

  async function lock(why: LockWhy): Promise<void> {
    turn++;
    await end(why);
  }

  /**
   * Unlocks an account. Whoever locks, forgets an account or unlocks again while it
   * is under way has taken its place: what it opened is ended, and it is E22.
   */
  async function unlock(account: Whose, by: Promise<Method>): Promise<Me> {
    const mine = ++turn;
    try {
      const way = await by;
      opening.set(mine, account);
      return await open(account, way, () => {
        if (mine !== turn) fail("E22", "a lock or another unlock came between");
      });
    } catch (error) {
      opening.delete(mine);
      await tidy(account).catch(() => undefined); // why it failed is told, not this
      throw error;
    } finally {
      opening.delete(mine);
    }
  }

  async function open(account: Whose, way: Method, stands: () => void): Promise<Me> {
    const on = started();
    stands();
    await end("asked");
    let own: Session | undefined;
    try {
      own = await Session.open(on, account, way, (why) => {
        if (own !== undefined && session === own) void lock(why);
      });
      stands();
      session = own;
      own.visible(visible);
      remembering = own.remember();
      await remembering;
      const me = await own.me();
      stands();
      return me;
    } catch (error) {
      if (session === own) session = undefined;
      await own?.end();
      throw error;
    }
  }

  /** An account that is not remembered leaves nothing in this browser, once nobody is at it any more. */
  async function tidy({ org, member }: Whose): Promise<void> {
    const isIt = (a: Whose): boolean => a.org === org && a.member === member;
    const known = (await shelf.accounts()).some(isIt);
    if (known || [...opening.values()].some(isIt) || session?.member.id === member) return;
    await shelf.forget({ org, member });
  }

  async function passkey(credential: Uint8Array<ArrayBuffer>, secret: Uint8Array<ArrayBuffer>) {
    return fromKey(credential, secret);
  }

  return {
    async start(trust: Trust, origin: string) {
      ground = { trust, origin, shelf, push, later, online: () => network };
      return { accounts: await shelf.accounts(), passkeys: true };
    },
    async find(code) {
      const { org, member: id } = await new Client(started().origin, { online: () => network }).find(code);
      const known = (await shelf.accounts()).find((a) => a.org === org && a.member === id);
      return known ?? { org, member: id, code, ways: [] };
    },
    words: look,
    unlockPhrase: (account, text) => unlock(account, fromWords(text, account.org, account.member)),
    passkeySalt: () => prfSalt(new URL(started().origin).hostname),
    unlockPasskey: (org: OrgID, id: MemberID, credential, secret) =>
      unlock({ org, member: id }, passkey(credential, secret)),
    async addPasskey(credential, secret) {
      inside().mustBeConfirmed();
      await inside().ways.add(await passkey(credential, secret));
      return me();
    },
    newPhrase: () => ({ words: inside().ways.newPhrase() }),
    async confirmPhrase(text) {
      inside().mustBeConfirmed();
      await inside().ways.confirmPhrase(text);
      return me();
    },
    async removeWay(kind, id) {
      inside().mustBeConfirmed();
      await inside().ways.remove(kind, id);
      return me();
    },
    async confirmWords(text) {
      const { org, id } = member();
      inside().confirm(await fromWords(text, org, id));
    },
    async confirmPasskey(credential, secret) {
      inside().confirm(await passkey(credential, secret));
    },
    lock: () => lock("asked"),
    async forget(account) {
      turn++;
      if (session?.member.id === account.member) await end("asked");
      await remembering.catch(() => undefined); // what is being written now goes too
      await shelf.forget(account);
    },
    alive: () => session?.alive(),
    seen(is) {
      visible = is;
      session?.visible(is);
    },
    network(there) {
      if (network === there) return;
      network = there;
      session?.network();
    },

    me,
    inbox: (team, limit) => act.inbox(member(), team, limit),
    zaken: (team, limit) => act.zaken(member(), team, limit),
    show: (xid) => act.show(member(), xid),
    byMark: (mark) => act.byMark(member(), mark),
    teams: () => act.teams(member()),
    search: (text) => act.search(member(), text),
    receipt: (xid) => act.receipt(member(), xid),

    send(flow, team, to, zaak, document, files, upload, draft) {
      const m = member();
      return inside().send(draft, (origin) => act.sendOrWait(m, { flow, team, to, zaak, document, files, upload }, origin));
    },
    async newZaak(team, document, draft) {
      const m = member();
      const made = async (origin: act.Origin) => ({ exchange: await act.newZaak(m, team, document, origin), waits: "" });
      const { exchange, waits } = await inside().send(draft, made);
      return waits === "" ? exchange : fail("E27", "it was signed before, and waits for the hub");
    },
    reply(xid, document, files, upload, draft) {
      const m = member();
      return inside().send(draft, (origin) => act.replyOrWait(m, xid, "", document, files, upload, origin));
    },
    takeBack: (waits) => inside().takeBack(waits),
    recall: (xid, seq) => act.recall(member(), xid, seq),
    close(xid) {
      inside().mustBeConfirmed();
      return act.close(member(), xid);
    },
    claim: (xid) => act.claim(member(), xid, ""),
    release: (xid) => act.release(member(), xid, ""),
    decline: (xid, reason, text) => act.decline(member(), xid, reason, text),
    pauseUpload: (upload) => act.pauseUpload(member(), upload),
    resumeUpload: (upload) => act.resumeUpload(member(), upload),
    file: (xid, seq, root) => act.file(member(), xid, seq, root),

    enter: (xid) => inside().enter(xid),
    leave: (xid) => inside().leave(xid),
    offer(xid, to, document) {
      inside().mustBeConfirmed();
      return inside().rooms.offer(xid, to, document);
    },
    withdraw: (xid) => inside().rooms.withdraw(xid),
    accept(xid, document) {
      inside().mustBeConfirmed();
      return act.accept(member(), xid, "", document);
    },
    reachable(until) {
      const end = until === "" ? 0 : Math.floor(Date.parse(until) / 1000);
      if (Number.isNaN(end)) fail("E01", "that is no time");
      const m = member();
      for (const party of m.parties()) if (party.startsWith("t")) m.line.reachable(party, end);
      push({ event: "reachable", until });
    },
    watch: (teams) => member().line.watch(teams),

    saveDraft: (draft) => inside().kept.save(draft),
    drafts: () => inside().kept.list(),
    dropDraft: (id) => inside().kept.drop(id),
    holdDraft: (id, waits) => inside().hold(id, waits),
    setting: (name) => inside().kept.setting(name),
    setSetting: (name, value) => inside().kept.set(name, value),
    retry: () => inside().retry(),

    ...laterPeople(later, { started, inside, enter: (account, by) => unlock(account, Promise.resolve(by)) }),
    ...laterKeys(later, inside),
    ...laterParties(later, inside),
  };
}
