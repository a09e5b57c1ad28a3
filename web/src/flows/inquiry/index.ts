// The informatieverzoek: one organisation asks another numbered questions about
// a family, and says why.
//
// It holds the documents of the flow, the fold that gives its status, and a
// made-up example. It promises that every question has its own answer, that a
// refusal with its ground is a normal end and never an error, and that asking
// back stops the clock of the answer only.
//
// It refuses requests that do not say why, on what basis and whether the family
// knows, and refusals without ground and motivation: without those nobody can
// weigh whether to speak (Wmo 2015 art. 5.2.6 is a right, not a duty).
export { example } from "./example.ts";
export { allow, fold, statuses } from "./fold.ts";
export * from "./form.ts";
