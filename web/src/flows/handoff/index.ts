// The warme overdracht: one organisation hands the sight on a family's safety to
// another, in a talk from person to person.
//
// It holds the documents of the flow, the fold that gives its status, and a
// made-up example. It promises that responsibility moves in one way only, by an
// accept entry, and that no clock and no document moves it: a proposal that
// nobody takes up is shown as escalated, and stays where it was. In a
// verwijzing, a consult and a verzoek tot onderzoek it does not move at all.
//
// It refuses documents that lack what the receiver must know before the first
// visit: whether the family knows, who lives there and how to reach them safely.
export { example } from "./example.ts";
export { allow, fold, statuses } from "./fold.ts";
export * from "./form.ts";
