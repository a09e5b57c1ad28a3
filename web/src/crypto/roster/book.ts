import type { Signing, View } from "../chain/index.ts";
import type { Public } from "../keys/index.ts";
import {
  fail, hashOf, mailboxParty,
  type Bytes, type Checkpoint, type Hash, type KeyID, type MemberID, type OrgID, type Party, type XID,
} from "../note/index.ts";
import { addCard, addMailbox, addMember, addOrg, addRecipient, addTerms, addVouch } from "./accept.ts";
import { addManifest } from "./apply.ts";
import { addTeam } from "./epoch.ts";
import { Pages, heldKey, partyKey } from "./pages.ts";
import { Reader } from "./read.ts";
import { checkNow, checkPartyKey, partyOrg, verdict, type LogRoots } from "./view.ts";

/** Founders are the key ids of the roots that a book trusts, each for its own organisation. */
export type Founders = Readonly<Record<OrgID, KeyID>>;

/** Add verifies one record or object and keeps it; an unknown kind is E01. */
export type Add = (kind: string, data: Uint8Array) => Promise<void>;

/** Line lets in one at a time: each waits for the one before, however that ended. */
class Line {
  #last: Promise<unknown> = Promise.resolve();

  wait<T>(f: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(f);
    this.#last = mine.catch(() => undefined); // whoever asked for it is told
    return mine;
  }
}

/**
 * A Book is the records that were accepted, one after the other. It may be asked
 * at any time; what is being added meanwhile shows when all of it is accepted.
 * Lookups cost the same in a book of ten and of a hundred thousand members.
 */
export class Book extends Reader implements View {
  readonly #founders: ReadonlyMap<OrgID, KeyID>;
  readonly #line = new Line();
  #log: LogRoots | undefined;

  /** Makes an empty book that trusts just the founders, from the trust file. */
  constructor(founders: Founders) {
    super(new Pages());
    this.#founders = new Map(Object.entries(founders));
  }

  /**
   * useLog says that this deployment has a directory log: from then on the book
   * answers a chain only for checkpoints that the log had, and "0 Z" is E11. Without
   * it "0 Z" is the only checkpoint (FORMAT.md R40). The numbers of records must be
   * those of the log's lines.
   */
  useLog(log: LogRoots): void {
    this.#log = log;
  }

  /**
   * add verifies one record or object against what the book holds and keeps it;
   * a record gets the next number. Adding the same bytes as the same kind again
   * is a success and changes nothing. A record that is refused changes nothing
   * either.
   *
   * Members come before the manifest that names them, an earlier member note
   * before the one that replaces it, the records of one organisation in the order
   * of their numbers, and the manifests of who vouches before the vouch. Cards,
   * terms and recipients come at any time. Errors are those of the parse function
   * of the kind, and E05, E06 and E11 as FORMAT.md says; an unknown kind is E01.
   */
  add(kind: string, data: Uint8Array): Promise<void> {
    return this.batch((add) => add(kind, data));
  }

  /**
   * addAt is add for a record that has number n, counted from 0, in the
   * directory's list: for who does not need the whole list, or not in its order.
   * What held when a record was made is judged by numbers, so the verdict is that
   * of the whole list as long as the records of one organisation come in order.
   */
  addAt(n: number, kind: string, data: Uint8Array): Promise<void> {
    return this.#batch((_, addAt) => addAt(n, kind, data));
  }

  /**
   * batch adds several records, all or none: when f throws, nothing of what it
   * added is kept. Readers see none of it before f is done, so f may write the
   * records down first; f must not await another addition to the book.
   */
  batch<T>(f: (add: Add) => Promise<T>): Promise<T> {
    return this.#batch((add) => f(add));
  }

  #batch<T>(f: (add: Add, addAt: (n: number, ...of: Parameters<Add>) => Promise<void>) => Promise<T>): Promise<T> {
    return this.#line.wait(async () => {
      const draft = new Pages(this.pages);
      const line = new Line(); // f may add without waiting for each
      const addAt = (n: number | undefined, kind: string, given: Uint8Array) => {
        const data = new Uint8Array(given); // nobody changes it while it is verified
        return line.wait(() => this.#add(draft, kind, data, n ?? draft.size));
      };
      const result = await f((kind, data) => addAt(undefined, kind, data), addAt);
      draft.merge();
      return result;
    });
  }

  /** Adds one record, as number n if it is of a kind that is numbered. */
  async #add(draft: Pages, kind: string, data: Bytes, n: number): Promise<void> {
    const key = heldKey(kind, hashOf(data));
    if (draft.held.get(key)) return;
    switch (kind) {
      case "org":
        await addOrg(draft, data, n, this.#founders);
        break;
      case "vouch":
        await addVouch(draft, data, n);
        break;
      case "manifest":
        await addManifest(draft, data, n);
        break;
      case "team":
        await addTeam(draft, data, n);
        break;
      case "mailbox":
        await addMailbox(draft, data);
        break;
      case "member":
        await addMember(draft, data);
        break;
      case "card":
        addCard(draft, data);
        break;
      case "terms":
        addTerms(draft, data);
        break;
      case "recipient":
        addRecipient(draft, data);
        break;
      default:
        fail("E01", "directory has no records of that kind");
    }
    draft.held.set(key, true);
  }

  /**
   * forget drops a mailbox whose life has ended, and its recipient when no other
   * record names that.
   */
  async forget(rid: MemberID): Promise<void> {
    await this.#line.wait(() => {
      const m = this.mailbox(rid);
      if (m !== undefined) this.#drop(m.rid, m.rcpt, m.hash);
      return Promise.resolve();
    });
  }

  #drop(rid: MemberID, rcpt: Hash, hash: Hash): void {
    const { mailboxes, party, held, named, recipients } = this.pages;
    mailboxes.remove(rid);
    party.remove(partyKey(mailboxParty(rid), rcpt));
    held.remove(heldKey("mailbox", hash));
    const left = (named.get(rcpt) ?? 0) - 1;
    named.set(rcpt, left);
    if (left > 0) return;
    named.remove(rcpt);
    held.remove(heldKey("recipient", rcpt));
    recipients.remove(rcpt);
  }

  /**
   * signer gives the key with which an act was signed, if its author could sign
   * for that party then: see View of chain. Then means, with a directory log, at
   * the checkpoint; without one, not after the end of the assignment and before
   * any revocation, by the time of the act.
   */
  signer(s: Signing): Public {
    return verdict(this.pages, this.#log, s, "by time");
  }

  /**
   * partyKey holds, with a directory log, when rh is the key of the party at the
   * checkpoint; without one, when it is or was a key of the party.
   */
  partyKey(party: Party, rh: Hash, cp: Checkpoint): void {
    checkPartyKey(this.pages, this.#log, party, rh, cp);
  }

  /** partyOrg gives the organisation of a party, ZeroID for a mailbox; E06 when it is unknown (at the checkpoint). */
  partyOrg(party: Party, cp: Checkpoint): OrgID {
    return partyOrg(this.pages, this.#log, party, cp);
  }

  /**
   * since is the view of a client that remembers. pinned tells up to which seq it
   * had accepted an exchange before it learnt what the book holds now: up to
   * there earlier verdicts stand; beyond it an entry by a key that is revoked is
   * E06 whatever its time says. Without a pin it is the view of the book itself.
   * With a directory log a pin makes no difference.
   */
  since(pinned: (xid: XID) => number | undefined): View {
    return {
      signer: (s) => {
        const seq = pinned(s.xid);
        const how = seq === undefined ? "by time" : s.seq <= seq ? "standing" : "revoked now";
        return verdict(this.pages, this.#log, s, how);
      },
      partyKey: (party, rh, cp) => this.partyKey(party, rh, cp),
      partyOrg: (party, cp) => this.partyOrg(party, cp),
    };
  }

  /**
   * now is the strict view of a hub at the moment it stores, for who wants to
   * know before it sends: only the newest manifest, no revoked key, and the
   * newest team key, or the one before it until 72 hours after the newest. clock
   * gives Unix seconds.
   */
  now(clock: () => number): View {
    return {
      signer: (s) => verdict(this.pages, this.#log, s, "strictly"),
      partyKey: (party, rh, cp) => {
        this.partyKey(party, rh, cp);
        checkNow(this.pages, party, rh, clock());
      },
      partyOrg: (party, cp) => this.partyOrg(party, cp),
    };
  }
}
