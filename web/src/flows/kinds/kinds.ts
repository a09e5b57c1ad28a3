import { fail } from "../../crypto/note/index.ts";
import * as d from "./data.ts";
import { all, anybody } from "./data.ts";

// The lists are not to be changed by a caller.

/** kinds gives every kind, in the order in which a person chooses. */
export const kinds = (): readonly d.Kind[] => all.kinds;

/** isKnown says whether a kind stands in the data. */
export const isKnown = (code: string): boolean => all.kinds.some((k) => k.code === code);

/** findKind gives a kind by its code; one that is not known is treated as "overig", which stands last. */
export function findKind(code: string): d.Kind {
  return all.kinds.reduce((found, k) => (found.code === code ? found : k));
}

/**
 * checkStart refuses with E29 what an organisation of kind from may not begin
 * with one of kind to: a flow that one of them has no part in, a variant that is
 * not theirs, or a custody that the other cannot hold. Variant may be "" in a
 * flow without variants; an unknown one is E01.
 */
export function checkStart(from: string, to: string, flow: d.FlowName, variant: string): void {
  const refuse = (why: string) => fail("E29", `start ${flow}: ${why}`);
  const sender = findKind(from);
  const getter = findKind(to);
  if (!sender.starts.includes(flow)) refuse("an organisation of this kind does not begin it");
  if (!getter.answers.includes(flow)) refuse("the other organisation takes no part in it");
  if (variant === "" && variants(flow).length === 0) return;
  const v = findVariant(flow, variant) ?? fail("E01", `start ${flow}: unknown kind of frame`);
  if (v.from.length > 0 && !v.from.includes(sender.code)) {
    refuse("an organisation of this kind does not send this kind of it");
  }
  if (v.to.length > 0 && !v.to.includes(getter.code)) refuse("the other organisation does not get this kind of it");
  if (v.custody === "moves" && !getter.custody) {
    refuse("the other organisation cannot take over the oversight of safety");
  }
}

/** variants gives the variants of a flow; feedback and message have none. */
export const variants = (flow: d.FlowName): readonly d.Variant[] => all.variants.filter((v) => v.flow === flow);

export const findVariant = (flow: d.FlowName, code: string): d.Variant | undefined =>
  variants(flow).find((v) => v.code === code);

/**
 * bases gives the legal bases to offer to somebody of kind from in a flow with
 * somebody of kind to. An empty list forbids nothing.
 */
export function bases(flow: d.FlowName, role: d.Role, from: string, to: string): readonly d.Basis[] {
  const [f, t] = [findKind(from).code, findKind(to).code];
  return all.bases.filter((b) => b.flow === flow && b.role === role && holds(b.from, f) && holds(b.to, t));
}

/** sourceOf gives the text behind the first word of a citation. */
export const sourceOf = (key: string): d.Source | undefined =>
  Object.hasOwn(all.sources, key) ? all.sources[key] : undefined;

/**
 * questionSets gives the sets of questions for somebody of a kind, the ones made
 * for that kind first, those for anybody last.
 */
export function questionSets(kind: string, variant: string): readonly d.QuestionSet[] {
  const { code } = findKind(kind);
  const general = (s: d.QuestionSet) => Number(s.kinds.includes(anybody));
  return all.sets
    .filter((s) => s.variant === variant && holds(s.kinds, code))
    .sort((a, b) => general(a) - general(b));
}

/** questionsOf gives the questions of the set, in its order. */
export const questionsOf = (set: d.QuestionSet): readonly d.Question[] =>
  set.questions.flatMap((id) => all.questions.find((q) => q.id === id) ?? []);

/** answers gives the ways to answer a question. */
export const answers = (): readonly d.Answer[] => all.answers;
export const findAnswer = (code: string): d.Answer | undefined => all.answers.find((a) => a.code === code);

/** natures gives what an answer can rest on: fact, observation, hearsay, judgement. */
export const natures = (): readonly d.Choice[] => all.natures;

/** grounds gives the grounds on which somebody of a kind may refuse. */
export function grounds(kind: string): readonly d.Ground[] {
  const { code } = findKind(kind);
  return all.grounds.filter((g) => holds(g.kinds, code));
}

/** findGround gives a ground by its code, whoever may use it. */
export const findGround = (code: string): d.Ground | undefined => all.grounds.find((g) => g.code === code);

/** declines gives the reasons for which a handoff can be declined. */
export const declines = (): readonly d.Choice[] => all.declines;
export const findDecline = (code: string): d.Choice | undefined => all.declines.find((c) => c.code === code);

/** urgencies gives the codes of urgency: regulier, spoed, acuut. */
export const urgencies = (): readonly d.Choice[] => all.urgencies;

/** frameTerms gives the terms of a frame by their names. An unknown urgency counts as regulier. */
export function frameTerms(flow: d.FlowName, urgency: string): Record<string, string> {
  const column = urgency === "acuut" || urgency === "spoed" ? urgency : "regulier";
  return Object.fromEntries(frameTermList(flow).map((t) => [t.name, t[column]]));
}

/** frameTermList gives the defaults of a flow with their labels and sources. */
export const frameTermList = (flow: d.FlowName): readonly d.FrameTerm[] => all.terms.filter((t) => t.flow === flow);

/** clocks gives the terms that run outside frames. */
export const clocks = (): readonly d.Clock[] => all.clocks;
export const findClock = (code: string): d.Clock | undefined => all.clocks.find((c) => c.code === code);

/** ringAfter gives the minutes after which the next person on duty is rung; undefined when nobody is. */
export const ringAfter = (flow: d.FlowName, urgency: string): number | undefined =>
  all.rings.find((r) => r.flow === flow && r.urgency === urgency)?.afterMinutes;

/** levels gives the levels of feedback from 0 up. */
export const levels = (): readonly d.Level[] => all.levels;

/** readers gives what a reporter can count as. */
export const readers = (): readonly d.Reader[] => all.readers;
export const findReader = (code: string): d.Reader | undefined => all.readers.find((r) => r.code === code);

/**
 * checkLevel refuses a level of feedback with E29 when it is above the ceiling of
 * the reader, or when it is only for who has a role in what follows and the
 * reader has none. An unknown reader or level is E01.
 */
export function checkLevel(reader: string, level: number, role: boolean): void {
  const r = findReader(reader) ?? fail("E01", "check level of feedback: unknown kind of reporter");
  const l = all.levels.find((one) => one.level === level);
  if (!l) return fail("E01", "check level of feedback: there is no such level");
  if (level > r.max) fail("E29", `check level of feedback: this reporter is told up to level ${r.max}`);
  if (l.role && !role) {
    fail("E29", "check level of feedback: this level is for a reporter with a role in what follows");
  }
}

/** holds says whether a list of kinds names this one. */
function holds(list: readonly string[], kind: string): boolean {
  return list.includes(kind) || list.includes(anybody);
}
