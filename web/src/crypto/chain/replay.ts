import { SluisError, type Code } from "../note/index.ts";
import { append, begin } from "./append.ts";
import type { Entry } from "./entry.ts";
import type { State, View } from "./state.ts";

/** Opener is what a client adds to headers: it holds case identities. */
export interface Opener {
  /**
   * admit is called for the genesis and each rekey whose header passed, before
   * its binds are asked: open the grants in it that are yours.
   */
  admit(e: Entry): Promise<void>;
  /**
   * bind says whether the entry's bind of that epoch is the one that the case
   * identity of the epoch gives over e.note.before("bind"); undefined when that
   * identity is not held.
   */
  bind(e: Entry, epoch: number): Promise<boolean | undefined>;
}

/** Verdict is what became of one entry that keeps its place. */
export interface Verdict {
  readonly entry: Entry;
  /**
   * False for a post, offer or recall with a wrong bind: its content does not
   * count, its place does.
   */
  readonly effect: boolean;
  /** False when not every bind could be recomputed («van voor uw tijd, niet nagerekend»). */
  readonly checked: boolean;
  /** E09 without effect, otherwise empty. */
  readonly code: Code | "";
}

/** Result is a chain as far as it goes. */
export interface Result {
  readonly state: State | null; // after the last entry that keeps its place; null without any
  readonly verdicts: readonly Verdict[];
  readonly end: SluisError | null; // why the chain stops before its last entry, null when it does not
  readonly endBy: Entry | null; // the entry that ended it, which has no verdict
}

/** nothing is a chain of which no entry was read yet. */
export const nothing: Result = { state: null, verdicts: [], end: null, endBy: null };

/**
 * replay reads a chain from its genesis on (FORMAT.md C60 and up). Without an
 * Opener nothing is held and every bind stays unchecked.
 */
export function replay(entries: readonly Entry[], v: View, o?: Opener): Promise<Result> {
  return extend(nothing, entries, v, o);
}

/**
 * extend reads on with the entries that follow. A chain that has ended stays as
 * it is. What an Opener throws is no verdict, and is thrown on.
 */
export async function extend(r: Result, entries: readonly Entry[], v: View, o?: Opener): Promise<Result> {
  if (r.end !== null) return r;
  let { state } = r;
  const verdicts = [...r.verdicts];
  for (const e of entries) {
    const stepped = await step(state, e, v, o);
    if (stepped instanceof SluisError) return { state, verdicts, end: stepped, endBy: e };
    state = stepped.state;
    verdicts.push(stepped.verdict);
  }
  return { state, verdicts, end: null, endBy: null };
}

/** step is one entry: what it makes of the chain, or why it ends it. */
async function step(
  s: State | null, e: Entry, v: View, o: Opener | undefined,
): Promise<{ state: State; verdict: Verdict } | SluisError> {
  let state: State;
  try {
    state = s === null ? await begin(e, v) : await append(s, e, v);
  } catch (err) {
    if (err instanceof SluisError) return err;
    throw err;
  }
  const binds = await checkBindValues(e, o);
  const verdict: Verdict = { entry: e, effect: true, checked: binds !== "unknown", code: "" };
  if (binds !== "wrong") return { state, verdict };
  const without: Verdict = { ...verdict, effect: false, code: "E09" };
  switch (e.type) {
    case "post":
    case "recall":
      return { state, verdict: without };
    case "offer":
      return { state: { ...state, offer: state.offer && { ...state.offer, void: true } }, verdict: without };
    default:
      return new SluisError("E09", `${e.type}: signed and sealed text do not belong together`);
  }
}

async function checkBindValues(e: Entry, o: Opener | undefined): Promise<"right" | "wrong" | "unknown"> {
  if (o === undefined) return "unknown";
  if (e.type === "genesis" || e.type === "rekey") await o.admit(e);
  let all: "right" | "unknown" = "right";
  for (const b of e.binds) {
    const fits = await o.bind(e, b.epoch);
    if (fits === undefined) all = "unknown";
    else if (!fits) return "wrong";
  }
  return all;
}
