import letters from "../../../partners/confusables.txt";

/**
 * skeleton folds what looks alike to one text: compatibility forms, accents, all
 * that is neither letter nor digit nor / or is not seen, the strokes i, I, l, 1 and | (before
 * case: a small I is not an l), letters and digits that read as others (before case: a large
 * Greek nu is an N, a small one a v), case, and pairs that read as one letter.
 */
export function skeleton(name: string): string {
  let out = "";
  for (const c of name.normalize("NFKD")) {
    if (!/[\p{L}\p{N}|/]/u.test(c) || /[\p{Lm}\p{Default_Ignorable_Code_Point}]/u.test(c)) continue;
    if ("iIl1|".includes(c)) {
      out += "l";
      continue;
    }
    const low = c.toLowerCase();
    out += confusable.get(c) ?? confusable.get(low) ?? low;
  }
  return out.replace(/rn|vv/g, (pair) => (pair === "rn" ? "m" : "w"));
}

/** What letters read as; the table of partners/skeleton.go. */
const confusable = new Map(
  letters.split("\n").flatMap((line): [string, string][] => {
    const [as = "", these = ""] = line.split(" ");
    return [...these].map((letter) => [letter, as]);
  }),
);
