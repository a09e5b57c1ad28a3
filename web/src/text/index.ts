// What people read. One typed catalogue per language: Dutch first, English of
// the same shape, so that a text that is missing does not compile. Dutch is there at
// once; English is fetched by who chose it, and learned before it is shown.
//
// Promises: words as agreed (test/ui/copy.test.ts reads every sentence: at most
// 16 words, none of the forbidden words, a next step for each error code); dates
// and times by the clock of Amsterdam, in one way everywhere.
// Refuses: names and contents. What people wrote is never part of a catalogue.

import { nl, type Text } from "./nl.ts";

export type { Text };
export type Language = "nl" | "en";
export * from "./format.ts";

const known = new Map<Language, Text>([["nl", nl]]);

/** learn adds the texts of a language. */
export function learn(language: Language, text: Text): void {
  known.set(language, text);
}

/** Dutch, as long as a language was not learned. */
export function catalogue(language: Language): Text {
  return known.get(language) ?? nl;
}
