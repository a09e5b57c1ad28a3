// The words that all exchanges between organisations share: what a body may say,
// and how the entries of an exchange become a status.
//
// A status is a fold: headers, bodies that were not recalled, receipts and the
// time give status, due date, custody, duties and next steps. It is pure and
// total: any sequence of entries gives one of the listed statuses, on every
// machine the same, and no clock ever writes an entry. What cannot be read keeps
// its place and says nothing. A document that was not allowed where it stands,
// or comes from a party whose step it is not, is shown but moves nothing.
//
// It promises that what Index.complete and allow let pass, every reader takes
// the same way. It refuses bodies that break their form (E10), forms and
// versions it does not know (E19) and steps that are not open now (E29).
//
// The folders handoff, inquiry, feedback, zaak and message hold one flow each:
// its documents, its fold and a made-up example. partners/testdata holds the
// forms and scenarios that Go and this code both replay.
export * from "./body.ts";
export * from "./clock.ts";
export * from "./content.ts";
export * from "./exchange.ts";
export * from "./form.ts";
export * from "./next.ts";
export * from "./rule.ts";
export * from "./shared.ts";
export * from "./tally.ts";
