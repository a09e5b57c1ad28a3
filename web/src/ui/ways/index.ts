// Ways in, and the screens about oneself: logging in, the first time, a lost key,
// locked, asking again, settings, reachability, help.
//
// Promises: words stand in a field's memory only while they are typed; a passkey's
// secret goes to the worker at once; nobody goes to work with fewer than two ways in.
// Refuses: to say whether an account exists.

export { Confirm, useConfirm, type Sure } from "./confirm.tsx";
export { FirstTime } from "./first.tsx";
export { Help } from "./help.tsx";
export { LockWarning, Locked } from "./locked.tsx";
export { Login, readCode } from "./login.tsx";
export { Lost } from "./lost.tsx";
export { More } from "./more.tsx";
export { NewPhrase, PhraseSteps } from "./phrase.tsx";
export { Reachable } from "./reachable.tsx";
export { Settings } from "./settings.tsx";
export { WordsField, wordsIn } from "./words.tsx";
