import { utf8 } from "../note/index.ts";

const maxNear = 3;
const maxFar = 2; // further away it is a guess, not help
const maxTyped = 16; // no word of the list is meant by anything longer

/**
 * Up to three words that are near to what was typed: by sound first, then by
 * letters, then in the order of the list. What was typed may stand for any
 * beginning of a word, from so many letters on.
 */
export function near(typed: string, list: readonly string[], from: number): string[] {
  const letters = utf8(typed);
  if (letters.length > maxTyped) return [];
  const heard = utf8(sound(typed));
  const all = list.map((word) => {
    let [bySound, byLetters] = [maxFar + 1, maxFar + 1];
    for (let end = from; end <= word.length; end++) {
      const start = word.slice(0, end);
      bySound = Math.min(bySound, distance(heard, utf8(sound(start))));
      byLetters = Math.min(byLetters, distance(letters, utf8(start)));
    }
    return { word, bySound, byLetters };
  });
  return all
    .filter((n) => n.bySound <= maxFar)
    .sort((a, b) => a.bySound - b.bySound || a.byLetters - b.byLetters)
    .slice(0, maxNear)
    .map((n) => n.word);
}

/** Spellings that sound the same, or nearly so on the telephone. */
const alike = new Map([
  ["ch", "g"],
  ["ei", "ij"],
  ["ou", "au"],
  ["v", "f"],
  ["z", "s"],
  ["c", "k"],
  ["x", "ks"],
  ["y", "i"],
]);
const anyAlike = new RegExp([...alike.keys()].join("|"), "g");

/**
 * Writes a word so that spellings which sound alike become equal: at its end
 * Dutch speaks d as t and b as p.
 */
function sound(word: string): string {
  return word
    .replace(anyAlike, (s) => alike.get(s) ?? s)
    .replace(/d$/, "t")
    .replace(/b$/, "p");
}

/** How many letters must be changed, added or dropped (Levenshtein). */
function distance(a: Uint8Array, b: Uint8Array): number {
  const row = Array.from({ length: b.length + 1 }, (_, j) => j);
  a.forEach((letter, i) => {
    let before = row[0] ?? 0;
    row[0] = i + 1;
    b.forEach((other, j) => {
      const cost = before + (letter === other ? 0 : 1);
      before = row[j + 1] ?? 0;
      row[j + 1] = Math.min(cost, (row[j] ?? 0) + 1, before + 1);
    });
  });
  return row[b.length] ?? 0;
}
