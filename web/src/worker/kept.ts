// What a person keeps beside the work: drafts and settings. Each is sealed to the
// member, in this browser at once and at the hub, as one sealed text, a moment
// later; so a draft that was begun here goes on at another device.
//
// What comes from the hub counts only with the member's own tag (state.ts). What
// lies in this browser has none: only code of this origin writes there, and who can
// reach past it, with the browser's profile in hand, can as well change what runs
// in it or watch the keys.

import { codeOf, fail, hashOf, utf8, type Bytes } from "../crypto/note/index.ts";
import { open, seal } from "../crypto/seal/index.ts";
import { Limits } from "../hub/index.ts";
import type { Member, Origin } from "../member/index.ts";
import type { Draft } from "./protocol.ts";
import { openState, room, sealState } from "./state.ts";

/** The hub is told at most so often. */
const settle = 5000;
/** What stands around the parts of what is told. */
const frame = 200;

/** A draft that was sent or thrown away does not come back from the hub or another device for so long. */
const remembered = 30 * 24 * 3600_000;

interface All {
  drafts: Draft[];
  settings: Record<string, unknown>;
  dropped: Record<string, string>; // when, by id of the draft
}

/** How a time is written here: so that times sort as texts do. */
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Kept is what this member keeps, opened. */
export class Kept {
  readonly #m: Member;
  readonly #drafts = new Map<string, Draft>();
  #settings: Record<string, unknown> = {};
  readonly #dropped = new Map<string, string>();
  #n = 0; // the number of the newest version that was seen at the hub, in this browser
  #timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(m: Member) {
    this.#m = m;
  }

  /**
   * Opens what is kept here and at the hub, whose sealed state was asked for already;
   * of two versions of a draft the later one counts.
   */
  static async open(m: Member, state: Promise<Bytes>): Promise<Kept> {
    const k = new Kept(m);
    for (const name of await m.home.list("drafts")) {
      const sealed = await m.home.read("drafts/" + name);
      const text = sealed && (await k.#opened(sealed));
      const draft: unknown = text === undefined ? undefined : JSON.parse(text);
      if (isDraft(draft)) k.#take({ ...draft, saved: notLater(draft.saved) });
    }
    const settings = await m.home.read("settings");
    const text = settings && (await k.#opened(settings));
    if (text !== undefined) k.#settings = record(JSON.parse(text));
    const gone = await m.home.read("dropped");
    const ids = gone && (await k.#opened(gone));
    if (ids !== undefined) {
      for (const [id, at] of times(record(JSON.parse(ids)))) k.#forget(id, notLater(at));
    }
    k.#n = await k.#seen();
    await k.#fromHub(state);
    return k;
  }

  list(): Draft[] {
    return [...this.#drafts.values()].sort((a, b) => (a.saved < b.saved ? 1 : -1));
  }

  /** Keeps a draft. One that waits goes on waiting if its text is kept once more; another text is a draft again. */
  async save(draft: Omit<Draft, "saved">): Promise<Draft> {
    const { waits, text } = this.#drafts.get(draft.id) ?? {};
    const again = waits !== undefined && JSON.stringify(text) === JSON.stringify(draft.text);
    return this.#save(again ? { ...draft, waits } : draft);
  }

  async #save(draft: Omit<Draft, "saved">): Promise<Draft> {
    const saved = { ...draft, saved: this.#after(draft.id) };
    const sealed = await this.#sealed(saved);
    this.#drafts.set(saved.id, saved);
    await this.#m.home.write(place(saved.id), sealed);
    this.#later();
    return saved;
  }

  /** A draft was sent or thrown away: that counts as its last version, here and everywhere. */
  async drop(id: string): Promise<void> {
    this.#forget(id, this.#after(id));
    await this.#m.home.write("dropped", await this.#sealed(Object.fromEntries(this.#dropped)));
    await this.#m.home.remove(place(id));
    this.#later();
  }

  /**
   * The draft that something is made from. What is signed, or laid to be signed, marks
   * it in the same stroke, and only for as long as nobody has locked.
   */
  origin(id: string): Origin {
    const { home, ended } = this.#m;
    let marked = "";
    return {
      get waits() {
        return marked;
      },
      lay: async (changes, waits) => {
        if (waits !== "" && ended.aborted) fail("E22", "the session ended");
        const draft = this.#drafts.get(id);
        const mark = draft && (waits === "" ? bare(draft) : { ...draft, waits });
        await home.writeAll(mark ? [...changes, [place(id), await this.#sealed(mark)]] : changes);
        marked = waits;
        if (mark && this.#drafts.get(id) === draft) this.#drafts.set(id, mark);
      },
    };
  }

  /** The name under which a draft waits, "" when it does not, also when another tab sent it. */
  async waits(id: string): Promise<string> {
    await this.#look(id);
    return this.#drafts.get(id)?.waits ?? "";
  }

  /** The drafts that wait in this browser, each by its id and the name it waits under. */
  held(): { id: string; waits: string }[] {
    return this.list().flatMap(({ id, waits }) => (waits === undefined ? [] : { id, waits }));
  }

  /** Whether a draft still waits under this name: another tab may have taken it back, or heard that it cannot go. */
  async holds(waits: string): Promise<boolean> {
    for (const { id } of this.held().filter((h) => h.waits === waits)) await this.#look(id);
    return this.held().some((h) => h.waits === waits);
  }

  /** Takes what another tab has noted of a draft since. */
  async #look(id: string): Promise<void> {
    const sealed = await this.#m.home.read(place(id));
    const text = sealed && (await this.#opened(sealed));
    const draft: unknown = text === undefined ? undefined : JSON.parse(text);
    const had = this.#drafts.get(id);
    if (isDraft(draft) && had !== undefined && had.saved <= draft.saved) this.#drafts.set(id, draft);
  }

  /** A draft was sent, and waits for the hub under a name: in this browser. */
  async hold(id: string, waits: string): Promise<void> {
    const draft = this.#drafts.get(id);
    if (draft !== undefined && draft.waits !== waits) await this.#save({ ...draft, waits });
  }

  /** What waited went, or cannot go: then its text is a draft as before. */
  async settle(waits: string, what: "entry" | "failed"): Promise<void> {
    for (const draft of this.list().filter((d) => d.waits === waits)) {
      if (what === "entry") await this.drop(draft.id);
      else await this.#save(bare(draft));
    }
  }

  /** Now, or a moment after what is known of a draft, if another device's clock is ahead. */
  #after(id: string): string {
    const known = [this.#drafts.get(id)?.saved, this.#dropped.get(id)].map((at) => (at === undefined ? 0 : Date.parse(at) + 1));
    return new Date(Math.max(Date.now(), ...known)).toISOString();
  }

  #forget(id: string, at: string): void {
    const least = new Date(Date.now() - remembered).toISOString();
    if (at < least || at < (this.#dropped.get(id) ?? "")) return;
    this.#dropped.set(id, at);
    if ((this.#drafts.get(id)?.saved ?? at) <= at) this.#drafts.delete(id);
  }

  setting(name: string): unknown {
    return this.#settings[name] ?? null;
  }

  async set(name: string, value: unknown): Promise<void> {
    const settings = { ...this.#settings, [name]: value };
    const sealed = await this.#sealed(settings);
    this.#settings = settings;
    await this.#m.home.write("settings", sealed);
    this.#later();
  }

  /** Tells the hub now what it was to be told later; the last thing before the keys go. */
  async end(): Promise<void> {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#tell();
  }

  #later(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#tell();
    }, settle);
  }

  /** A hub that is away is told with the next change: everything is in this browser. */
  async #tell(): Promise<void> {
    // The clock, so that the last of two devices that know nothing of each other is the newest.
    const n = (this.#n = Math.max(this.#n + 1, Date.now()));
    try {
      await this.#m.hub.putState(await sealState(this.#m.keys.identity, this.#m.self, { n, ...this.#fitting() }));
      await this.#saw(n);
    } catch (error) {
      if (codeOf(error) === "") throw error;
    }
  }

  /** What the hub is told: of drafts the newest that fit; another stays in this browser only. */
  #fitting(): All {
    let left = room - frame;
    const fits = (part: unknown): boolean => {
      const size = utf8(JSON.stringify(part)).length + 1;
      if (size > left) return false;
      left -= size;
      return true;
    };
    const settings = fits(this.#settings) ? this.#settings : {};
    const dropped = [...this.#dropped].sort(([, a], [, b]) => (a < b ? 1 : -1)).filter(fits);
    return { settings, dropped: Object.fromEntries(dropped), drafts: this.list().map(bare).filter(fits) };
  }

  /** Takes what the hub has, unless it is older than what this browser has seen there. */
  async #fromHub(asked: Promise<Bytes>): Promise<void> {
    let state: Bytes;
    try {
      state = await asked;
    } catch (error) {
      if (codeOf(error) === "") throw error;
      return; // no hub: what is here counts
    }
    const told = state.length === 0 ? undefined : await openState(this.#m.keys.identity, state);
    if (told === undefined || told.n < this.#n) return;
    await this.#saw(told.n);
    for (const [id, at] of times(record(told["dropped"]))) if (hasBeen(at)) this.#forget(id, at);
    const drafts: unknown = told["drafts"];
    for (const d of Array.isArray(drafts) ? drafts : []) if (isDraft(d) && hasBeen(d.saved)) this.#take(bare(d));
    this.#settings = { ...record(told["settings"]), ...this.#settings };
  }

  async #seen(): Promise<number> {
    const kept = await this.#m.home.read("kept.seen");
    const n = kept === undefined ? 0 : Number(new TextDecoder().decode(kept));
    return Number.isSafeInteger(n) ? n : 0;
  }

  async #saw(n: number): Promise<void> {
    this.#n = Math.max(this.#n, n);
    if (n > (await this.#seen())) await this.#m.home.write("kept.seen", utf8(String(n)));
  }

  #take(d: Draft): void {
    if (d.saved <= (this.#dropped.get(d.id) ?? "")) return;
    const had = this.#drafts.get(d.id);
    if (had === undefined || had.saved < d.saved) this.#drafts.set(d.id, d);
  }

  #sealed(value: unknown): Promise<Bytes> {
    return seal(this.#m.keys.identity.recipient, utf8(JSON.stringify(value)));
  }

  async #opened(sealed: Bytes): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await open(this.#m.keys.identity, sealed));
    } catch (error) {
      if (codeOf(error) === "") throw error;
      return undefined;
    }
  }
}

/** A draft as it is for another device, which has nothing that waits here. */
function bare({ waits: _, ...draft }: Draft): Draft {
  return draft;
}

/** Drafts lie under a hash of their id, which may name an exchange. */
function place(id: string): string {
  return "drafts/" + hashOf(utf8(id));
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function isDraft(value: unknown): value is Draft {
  const d = record(value);
  const named = ["id", "zaak", "exchange", "what"].every((name) => typeof d[name] === "string");
  return named && isStamp(d["saved"]) && "text" in d && ["string", "undefined"].includes(typeof d["waits"]);
}

function isStamp(at: unknown): at is string {
  return typeof at === "string" && stamp.test(at) && !Number.isNaN(Date.parse(at));
}

function times(dropped: Record<string, unknown>): [id: string, at: string][] {
  return Object.entries(dropped).flatMap(([id, at]) => (isStamp(at) ? [[id, at] as [string, string]] : []));
}

/** What another device says of a time to come, its clock being wrong, would keep away all that comes until then. */
function hasBeen(at: string): boolean {
  return Date.parse(at) <= Date.now() + Limits.clockSkew * 1000;
}

/** A time of this browser, whose clock may have been put back since. */
function notLater(at: string): string {
  return hasBeen(at) ? at : new Date().toISOString();
}
