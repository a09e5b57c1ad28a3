// The lists of the work: Vandaag, Postvak, Zaken, Adresboek and Zoeken.
//
// Promises: what somebody reads never moves, whatever comes in; everything by
// keyboard, with letters only while the focus is in a list; each screen says what it
// is when it is empty, fails, waits or is offline.
// Refuses: to act on more than one row at once, and to show how much a person does.

import type { Work } from "../../app.tsx";
import { Book } from "./book.tsx";
import { Inbox } from "./inbox.tsx";
import { Search } from "./search.tsx";
import { Today } from "./today.tsx";
import { Zaken } from "./zaken.tsx";

export { useJoins } from "./joins.tsx";
export { SearchDialog } from "./search.tsx";

/** The screens by name, for the page's list of them. */
export const lists: Work = { vandaag: Today, postvak: Inbox, zaken: Zaken, adresboek: Book, zoeken: Search };
