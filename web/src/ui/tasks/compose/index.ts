// Writing: a new zaak, something in one of the flows, an answer, any step of a flow.
//
// Promises: what was typed is kept as it was typed, and goes away only by being sent
// or because somebody begins again; nothing is sent that was not read once more or
// held for ten seconds; what comes of a form is held to the rules of its flow; names
// that must not travel are looked for here, in the page.
// Refuses: to queue a signature; to send without a team from the address book.

export { AnswerScreen } from "./answer.tsx";
export { ComposeScreen } from "./compose.tsx";
export { NewScreen, NewZaak } from "./new.tsx";
export { StepForm, type StepFormProps } from "./stepform.tsx";
export { composeScreens } from "./screens.tsx";
