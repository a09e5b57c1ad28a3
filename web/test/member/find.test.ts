import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { find, serving, type Listed } from "../../src/directory/index.ts";
import { skeleton } from "../../src/directory/skeleton.ts";
import { codeOf } from "../../src/crypto/note/index.ts";
import { personName } from "../../src/member/invite.ts";

function team(n: number, organisation: string, name: string, area: string[] = []): Listed {
  const id = String(n).repeat(32);
  const card = {
    team: id, name, kind: "gebiedsteam", phoneDay: "", phoneAcute: "", hours: [], closedUntil: "", area,
    deputy: "", duty: "", lead: "",
  };
  return { id, name, organisation, org: "a".repeat(32), card, lookalike: false };
}

const teams = [
  team(1, "Gemeente Veldrijk", "Gebiedsteam Noord", ["8012", "GM0193"]),
  team(2, "Gemeente Duinoord", "Gebiedsteam Noord", ["1234"]),
  team(3, "Gemeente Veldrijk", "Infodesk"),
  team(4, "Gemeente Duinoord", "Zuid"),
  team(5, "Gerneente Duinoord", "Zuid"),
];

test("a team by id, by name and by organisation; what fits several or reads like another is refused", () => {
  assert.equal(find(teams, "3".repeat(32)).name, "Infodesk");
  assert.equal(find(teams, " Infodesk ").id, "3".repeat(32));
  assert.equal(find(teams, "Gemeente Duinoord / Gebiedsteam Noord").id, "2".repeat(32));
  assert.throws(() => find(teams, "Gebiedsteam Noord"), { code: "E30" });
  assert.throws(() => find(teams, "Gemeente Duinoord / Zuid"), { code: "E30" });
  assert.throws(() => find(teams, "infodesk"), { code: "E21" });
  const posing = team(6, "Gemeente Duinoord", "7".repeat(32)); // called as the id of a team that is not to be had
  assert.throws(() => find([...teams, posing], posing.name), { code: "E21" });
  assert.equal(find([...teams, posing], posing.id), posing);
});

test("a team by the area it serves", () => {
  assert.deepEqual(serving(teams, "8012 ab").map((t) => t.id), ["1".repeat(32)]);
  assert.deepEqual(serving(teams, "gm0193").map((t) => t.id), ["1".repeat(32)]);
  assert.deepEqual(serving(teams, "801"), []);
});

test("names that read the same have one skeleton", () => {
  for (const [a, b] of [
    ["Infodesk", "lnfodesk"], ["Infodesk", "1nfo-desk"], ["Noord", "N00rd"], ["modern", "modem"], ["wijk", "vvijk"],
    ["Café", "Cafe"], ["Роlitie", "Politie"], ["de Brug", "De\u200bBrug"], ["ﬁets", "fiets"],
    ["Sint-Jan", "Sint\u2010Jan"], ["Noord", "Noord\ufe0f"], ["Noord", "No\u3164ord"], ["Noord", "Noord\u115f"], ["Noord", "No\u2800ord"],
    ["Noord", "Noord."],
  ] as const) {
    assert.equal(skeleton(a), skeleton(b), `${a} ${b}`);
  }
  assert.notEqual(skeleton("Noord"), skeleton("Zuid"));
});

interface Vectors {
  readonly alike: readonly (readonly [string, string])[];
  readonly apart: readonly (readonly [string, string])[];
  readonly names: readonly { readonly name: string; readonly code: string }[];
}

test("names read as the vectors say, and are a person's or not", async () => {
  const vectors = JSON.parse(await readFile("../partners/testdata/names.json", "utf8")) as Vectors; // our own file
  for (const [a, b] of vectors.alike) assert.equal(skeleton(a), skeleton(b), `${a} ${b}`);
  for (const [a, b] of vectors.apart) assert.notEqual(skeleton(a), skeleton(b), `${a} ${b}`);
  const verdict = (name: string): string => {
    try {
      personName(name);
      return "";
    } catch (err) {
      return codeOf(err);
    }
  };
  for (const { name, code } of vectors.names) assert.equal(verdict(name), code, JSON.stringify(name));
  assert.ok(vectors.alike.length >= 50 && vectors.apart.length >= 5 && vectors.names.length >= 30);
});
