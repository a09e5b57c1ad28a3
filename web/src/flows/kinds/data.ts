import feedback from "../../../../partners/kinds/data/feedback.json";
import flows from "../../../../partners/kinds/data/flows.json";
import inquiry from "../../../../partners/kinds/data/inquiry.json";
import kinds from "../../../../partners/kinds/data/kinds.json";
import law from "../../../../partners/kinds/data/law.json";
import * as s from "../../crypto/strict/index.ts";
import type { Of } from "../../crypto/strict/index.ts";

/** FlowName is one of the things organisations do with each other. */
export type FlowName = "handoff" | "feedback" | "inquiry" | "message";

/** Role says on which side of a flow somebody needs a basis. */
export type Role = "send" | "answer";

/** anybody stands in lists of kinds for every kind. */
export const anybody = "*";

const words = s.list(s.string);
const cites = words; // source key, then the place: "wmo 5.2.6"

/** kind is one kind of organisation. */
const kind = s.object({
  code: s.string, // as in organisation notes and cards: "gebiedsteam"
  name: s.string, // in Dutch
  starts: words, // flows it may begin
  answers: words, // flows it may take part in
  custody: s.truth, // it can hold the oversight of safety
  secrecy: s.truth, // its people are bound to professional secrecy by law
  reader: s.string, // code of the reader it is as a reporter
  cites,
});
export type Kind = Of<typeof kind>;

/** source is a law or another text that data cites. */
const source = s.object({ title: s.string, id: s.string }); // at wetten.overheid.nl, "" when it is not there
export type Source = Of<typeof source>;

/** basis is a legal basis that is offered to somebody who sends or answers. */
const basis = s.object({
  id: s.string,
  flow: s.string,
  role: s.string,
  from: words, // kinds that send, or that answer
  to: words, // kinds that get it
  nature: s.string, // task, power, right, duty or consent: how strong it is
  name: s.string, // Dutch, a few words
  text: s.string, // Dutch, for people
  cites,
  checked: s.truth, // the article was read for this
});
export type Basis = Of<typeof basis>;

/** variant is the kind of a frame within a flow. */
const variant = s.object({
  flow: s.string,
  code: s.string,
  name: s.string,
  custody: s.string, // moves or stays
  from: words, // kinds that may send it; none: all
  to: words, // kinds that may get it; none: all
});
export type Variant = Of<typeof variant>;

/** choice is a code with what a person reads. */
const choice = s.object({ code: s.string, name: s.string, text: s.string });
export type Choice = Of<typeof choice>;

/** answer is one way to answer a question: whether it needs words, and a ground and why. */
const answer = s.object({ code: s.string, name: s.string, text: s.truth, ground: s.truth });
export type Answer = Of<typeof answer>;

/** ground is a reason to refuse a question. */
const ground = s.object({ code: s.string, name: s.string, text: s.string, kinds: words, cites });
export type Ground = Of<typeof ground>;

/** question can be asked with a request for information; help is for who answers. */
const question = s.object({ id: s.string, text: s.string, help: s.string });
export type Question = Of<typeof question>;

/** set is a list of questions for kinds of organisation. */
const set = s.object({ id: s.string, name: s.string, variant: s.string, kinds: words, questions: words, cites });
export type QuestionSet = Of<typeof set>;

/**
 * frameTerm is the default of one term in a frame. timer says who may change it:
 * nobody but the law (statutory), the region, or the two organisations (agreed).
 */
const frameTerm = s.object({
  flow: s.string,
  name: s.string, // as in the frame: "seen"
  label: s.string,
  timer: s.string,
  regulier: s.string,
  spoed: s.string,
  acuut: s.string,
  cites,
});
export type FrameTerm = Of<typeof frameTerm>;

/** clock is a term outside frames, counted from what after says. */
const clock = s.object({
  code: s.string,
  label: s.string,
  flow: s.string, // "zaak" or a flow
  after: s.string,
  term: s.string,
  strict: s.string, // where the article is read to the letter
  extension: s.string, // one extension, "" when there is none
  timer: s.string,
  cites,
});
export type Clock = Of<typeof clock>;

/** ring says after how many minutes the next person on duty is rung. */
const ring = s.object({ flow: s.string, urgency: s.string, afterMinutes: s.number });
export type Ring = Of<typeof ring>;

/** level is how much a reporter is told; each level holds the ones below. */
const level = s.object({
  level: s.number,
  name: s.string,
  text: s.string,
  why: s.truth, // a reason must be written down
  role: s.truth, // only for who has a part in what follows
  fourEyes: s.truth, // a colleague agrees first
  cites,
});
export type Level = Of<typeof level>;

/** reader is what a reporter counts as: the level offered and the highest level. */
const reader = s.object({ code: s.string, name: s.string, default: s.number, max: s.number, cites });
export type Reader = Of<typeof reader>;

/** all is the content of the files. They are built in and every test reads them, so a fault cannot reach a user. */
export const all = s.read(
  { ...kinds, ...law, ...flows, ...feedback, ...inquiry },
  s.object({
    about: s.string, // what the file is, for its reader
    kinds: s.list(kind),
    sources: s.record(source),
    bases: s.list(basis),
    urgencies: s.list(choice),
    variants: s.list(variant),
    declines: s.list(choice),
    terms: s.list(frameTerm),
    clocks: s.list(clock),
    rings: s.list(ring),
    levels: s.list(level),
    readers: s.list(reader),
    questions: s.list(question),
    sets: s.list(set),
    answers: s.list(answer),
    natures: s.list(choice),
    grounds: s.list(ground),
  }),
);
