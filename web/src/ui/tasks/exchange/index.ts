// The page of a zaak and of one exchange, and the room in which a handover is signed.
//
// Promises: what is shown of an entry is what the worker checked, and what cannot be
// read hides that entry only, with its reason; responsibility is shown as moved only
// when an entry says so; what people wrote is text in its own direction; a receipt
// goes out after display, never before.
// Refuses: codes of the flows as text; a signature without both sides in the room; a
// file on the page other than as pixels.

export { acceptOf, offerOf } from "./read.ts";
export { CustodyPanel } from "./custody.tsx";
export { ExchangeScreen } from "./page.tsx";
export { RoomScreen } from "./room.tsx";
export { exchangeScreens } from "./screens.tsx";
