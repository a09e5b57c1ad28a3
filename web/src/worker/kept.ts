// What a person keeps beside the work: drafts and settings. Each is sealed to the
// member, in this browser at once and at the hub, as one sealed text, a moment
// later; so a draft that was begun here goes on at another device.

import { codeOf, hashOf, utf8, type Bytes } from "../crypto/note/index.ts";
import { open, seal } from "../crypto/seal/index.ts";
import * as strict from "../crypto/strict/index.ts";
import type { Member } from "../member/index.ts";
import type { Draft } from "./protocol.ts";

/** The hub is told at most so often. */
const settle = 5000;
/** A sealed text holds so many characters of drafts; older ones stay in this browser only. */
const room = 200_000;

/** A draft that was sent or thrown away does not come back from the hub or another device for so long. */
const remembered = 30 * 24 * 3600_000;

interface All {
  drafts: Draft[];
  settings: Record<string, unknown>;
  dropped: Record<string, string>; // when, by id of the draft
}

/** Kept is what this member keeps, opened. */
export class Kept {
  readonly #m: Member;
  readonly #drafts = new Map<string, Draft>();
  #settings: Record<string, unknown> = {};
  readonly #dropped = new Map<string, string>();
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
      if (text !== undefined) k.#take(JSON.parse(text) as Draft); // our own text: nobody else can seal it unseen, and isDraft looks
    }
    const settings = await m.home.read("settings");
    const text = settings && (await k.#opened(settings));
    if (text !== undefined) k.#settings = record(JSON.parse(text));
    const gone = await m.home.read("dropped");
    const ids = gone && (await k.#opened(gone));
    if (ids !== undefined) k.#forget(record(JSON.parse(ids)));
    const told = await k.#fromHub(state);
    k.#forget(told?.dropped ?? {});
    for (const d of told?.drafts ?? []) k.#take(d);
    k.#settings = { ...told?.settings, ...k.#settings };
    return k;
  }

  list(): Draft[] {
    return [...this.#drafts.values()].sort((a, b) => (a.saved < b.saved ? 1 : -1));
  }

  async save(draft: Omit<Draft, "saved">): Promise<Draft> {
    const saved = { ...draft, saved: new Date().toISOString() };
    this.#drafts.set(saved.id, saved);
    await this.#m.home.write(place(saved.id), await this.#sealed(saved));
    this.#later();
    return saved;
  }

  /** A draft was sent or thrown away: that counts as its last version, here and everywhere. */
  async drop(id: string): Promise<void> {
    this.#forget({ [id]: new Date().toISOString() });
    await this.#m.home.write("dropped", await this.#sealed(Object.fromEntries(this.#dropped)));
    await this.#m.home.remove(place(id));
    this.#later();
  }

  #forget(dropped: Record<string, unknown>): void {
    const least = new Date(Date.now() - remembered).toISOString();
    for (const [id, at] of Object.entries(dropped)) {
      if (typeof at !== "string" || at < least || at < (this.#dropped.get(id) ?? "")) continue;
      this.#dropped.set(id, at);
      if ((this.#drafts.get(id)?.saved ?? at) <= at) this.#drafts.delete(id);
    }
  }

  setting(name: string): unknown {
    return this.#settings[name] ?? null;
  }

  async set(name: string, value: unknown): Promise<void> {
    this.#settings = { ...this.#settings, [name]: value };
    await this.#m.home.write("settings", await this.#sealed(this.#settings));
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
    const drafts: Draft[] = [];
    let size = 0;
    for (const d of this.list()) {
      size += JSON.stringify(d).length;
      if (size <= room) drafts.push(d);
    }
    const { name, salt } = this.#m.self;
    const text = strict.encode({ name, salt, kept: JSON.stringify(this.#all(drafts)) });
    try {
      await this.#m.hub.putState(await seal(this.#m.keys.identity.recipient, text));
    } catch (error) {
      if (codeOf(error) === "") throw error;
    }
  }

  #all(drafts: Draft[]): All {
    return { drafts, settings: this.#settings, dropped: Object.fromEntries(this.#dropped) };
  }

  async #fromHub(asked: Promise<Bytes>): Promise<{ drafts: Draft[]; settings: Record<string, unknown>; dropped: Record<string, unknown> } | undefined> {
    try {
      const state = await asked;
      if (state.length === 0) return undefined;
      const { kept } = strict.parse(await open(this.#m.keys.identity, state));
      if (typeof kept !== "string") return undefined;
      const all = record(JSON.parse(kept));
      const drafts = Array.isArray(all["drafts"]) ? all["drafts"].filter(isDraft) : [];
      return { drafts, settings: record(all["settings"]), dropped: record(all["dropped"]) };
    } catch (error) {
      if (codeOf(error) === "" && !(error instanceof SyntaxError)) throw error;
      return undefined; // another's, damaged, or no hub: what is here counts
    }
  }

  #take(d: unknown): void {
    if (!isDraft(d) || d.saved <= (this.#dropped.get(d.id) ?? "")) return;
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

/** Drafts lie under a hash of their id, which may name an exchange. */
function place(id: string): string {
  return "drafts/" + hashOf(utf8(id));
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function isDraft(value: unknown): value is Draft {
  const d = record(value);
  return ["id", "zaak", "exchange", "what", "saved"].every((name) => typeof d[name] === "string") && "text" in d;
}
