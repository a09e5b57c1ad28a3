/**
 * skeleton folds what looks alike to one text: compatibility forms, accents, all
 * that is neither letter nor digit nor / or is not seen, the strokes i, I, l, 1 and | (before
 * case: a small I is not an l), the letters of other scripts and digits that read as
 * Latin ones (after the confusables of Unicode TR39, the part that matters for Dutch
 * names), case, and pairs that read as one letter.
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
    out += confusable.get(low) ?? low;
  }
  return out.replace(/rn|vv/g, (pair) => (pair === "rn" ? "m" : "w"));
}

const confusable = new Map(
  Object.entries({
    а: "a", е: "e", о: "o", р: "p", с: "c", х: "x", у: "y", і: "l", ѕ: "s", ј: "j", һ: "h", ԁ: "d", ӏ: "l",
    в: "b", к: "k", м: "m", н: "h", т: "t",
    ο: "o", α: "a", ε: "e", ι: "l", κ: "k", ν: "v", ρ: "p", τ: "t", υ: "u", χ: "x",
    "0": "o", ı: "l", ł: "l", ø: "o", đ: "d",
  }),
);
