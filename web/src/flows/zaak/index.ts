// A team's own sheet about one household: the meldingen, the persons, the
// decisions with their dates, the exchanges that belong to it, notes, shared
// drafts, duties, approvals by a second person and monitoring.
//
// It holds the documents of the sheet, the fold that makes duties of them, and a
// made-up example. It promises that every melding makes its feedback a duty that
// stays visible until it was given or said not to be, and that nobody approves
// what they asked approval for. Feedback that stands in another exchange is seen
// through foldWith.
//
// It refuses to close while a date lies ahead. It is not the dossier: what
// belongs there goes to the organisation's own system.
export { example } from "./example.ts";
export { allow, fold, foldWith, statuses } from "./fold.ts";
export type { Linked } from "./sheet.ts";
export * from "./form.ts";
