// Reads every sentence of both catalogues: at most 16 words, none of the words that
// are not for a screen, «je» and never «u» to a colleague, and a next step for every
// code.

import assert from "node:assert/strict";
import { it } from "node:test";
import { en as english } from "../../src/text/en.ts";
import { people as peopleEn } from "../../src/text/en/people.ts";
import { nl as dutch } from "../../src/text/nl.ts";
import { people as peopleNl } from "../../src/text/nl/people.ts";
import { parties as partiesEn } from "../../src/text/en/parties.ts";
import { parties as partiesNl } from "../../src/text/nl/parties.ts";

// What is fetched later has texts of its own.
const nl = { ...dutch, people: peopleNl, parties: partiesNl };
const en = { ...english, people: peopleEn, parties: partiesEn };

interface Line {
  at: string;
  text: string;
}

/** All texts; those with gaps are filled twice, with one and with many. */
function lines(value: unknown, at: string): Line[] {
  if (typeof value === "string") return [{ at, text: value }];
  if (typeof value === "function") {
    const fill = value as (...gaps: unknown[]) => unknown;
    return [["Anna", 3, 3, 3], [1, 1, 1, 1], [3, "Anna", 3, 3], ["Anna", "Anna", "Anna", "Anna"]].flatMap((gaps) => {
      const text = fill(...gaps);
      return typeof text === "string" ? [{ at, text }] : [];
    });
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => lines(inner, `${at}.${name}`));
}

function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?…:])\s+|\n/)
    .map((s) => s.trim())
    .filter((s) => s !== "");
}

const wordsIn = (sentence: string) => sentence.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;

const never = {
  // «Partner» is the spouse here, and stands only under that name: never for an organisation.
  nl: "partners? daders? slachtoffers? indien middels authenticatie encryptie credentials? sessies? submit user error ticket dossiernummer",
  en: "partners? perpetrators? victims? credentials? submit tickets? session",
};
const pattern = (list: string) => new RegExp(`(?<![\\p{L}])(?:${list.split(" ").join("|")})(?![\\p{L}])`, "iu");

for (const [language, catalogue] of [
  ["nl", nl],
  ["en", en],
] as const) {
  const all = lines(catalogue, language);

  it(`${language}: sentences of at most 16 words`, () => {
    const long = all.flatMap(({ at, text }) => sentences(text).filter((s) => wordsIn(s) > 16).map((s) => `${at}: ${s}`));
    assert.deepEqual([...new Set(long)], []);
  });

  it(`${language}: no word that is not for a screen`, () => {
    const wrong = all
      .filter(({ at, text }) => pattern(never[language]).test(at.endsWith("partner") ? text.replace(/partner/i, "") : text))
      .map(({ at, text }) => `${at}: ${text}`);
    assert.deepEqual(wrong, []);
  });

  it(`${language}: no text is empty but the corner of a table`, () => {
    const empty = all.filter(({ at, text }) => text.trim() === "" && !at.includes("seesHead")).map(({ at }) => at);
    assert.deepEqual(empty, []);
  });
}

it("a colleague is «je»; what stands under a name with «citizen» is for citizens", () => {
  const wrong = lines(nl, "nl")
    .filter(({ at }) => !/citizen|\.key$/i.test(at))
    .filter(({ text }) => /(?<![\p{L}«])(?:u|uw)(?![\p{L}»])/iu.test(text.replace(/«[^»]*»/g, "")))
    .map(({ at, text }) => `${at}: ${text}`);
  assert.deepEqual(wrong, []);
});

it("one word for one thing: what a team gives to somebody is «toegewezen»", () => {
  const wrong = lines(nl, "nl")
    .filter(({ text }) => /\b(?:opgepakt|oppakken|pakt? (?:het )?op)\b|standaard bericht|gezin is verteld/i.test(text) && !/die dit kan oppakken/.test(text))
    .map(({ at, text }) => `${at}: ${text}`);
  assert.deepEqual(wrong, []);
});

it("every code says what happened, whether the work is safe and what to do next, in both languages", () => {
  const codes = Array.from({ length: 31 }, (_, i) => `E${String(i + 1).padStart(2, "0")}`);
  for (const catalogue of [nl, en]) {
    const known = new Map<string, unknown>(Object.entries(catalogue.errors));
    for (const code of codes) {
      const said = known.get(code);
      assert.ok(typeof said === "object" && said !== null && "what" in said && "safe" in said && "next" in said, code);
      assert.match(String(said.what), /\.$/, code);
      assert.match(String(said.safe), /\.$/, code);
      assert.match(String(said.next), /\.$/, code);
      assert.notEqual(said.what, said.next, code);
    }
  }
});

it("what is wrong with a field is said in a sentence", () => {
  for (const catalogue of [nl, en]) {
    for (const say of Object.values(catalogue.forms.fault)) assert.match(say("Naam"), /«Naam».*\.$/);
  }
});

it("both languages have the same texts, with the same gaps", () => {
  const shape = (value: unknown, at: string): string[] => {
    if (typeof value === "function") return [`${at}/${value.length}`];
    if (typeof value !== "object" || value === null) return [at];
    return Object.entries(value).flatMap(([name, inner]) => shape(inner, `${at}.${name}`));
  };
  assert.deepEqual(shape(en, "").sort(), shape(nl, "").sort());
});
