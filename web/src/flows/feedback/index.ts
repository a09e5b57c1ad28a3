// The terugkoppeling: who reported a family hears which steps followed (Wmo 2015
// art. 4.1.1(2)(g)).
//
// It holds the documents of the flow, the fold that gives its status, and a
// made-up example. It promises that feedback owed stays visible as due, late or
// put off until somebody gives it, says that it cannot be given or that it does
// not apply, and that a reporter never sees why it was put off.
//
// It refuses to say more than the reporter may hear: a citizen hears steps only,
// everybody else no more than the level that was chosen, and each level above
// steps says why this reader needs it (Wmo 2015 art. 5.3.3).
export { example } from "./example.ts";
export { allow, checkDeferral, fold, statuses } from "./fold.ts";
export * from "./form.ts";
