// Keys of teams: comparing by phone, letting a colleague in, the key log; and what
// Vandaag, the address book and a letter say of them.

import { SluisError } from "../../src/crypto/note/code.ts";
import { keyScreens } from "../../src/ui/later.tsx";
import { composeScreens } from "../../src/ui/tasks/compose/index.ts";
import { lists } from "../../src/ui/tasks/list/index.ts";
import type { Joining, Team } from "../../src/worker/protocol.ts";
import type { KeyLine, KeyLog, TeamKey } from "../../src/worker/keys/calls.ts";
import { anna, id, team, words } from "./people.ts";
import { bookTeams, dayRows, whole } from "./rows.ts";
import { failing, never, standIn, type Answers } from "./standin.ts";
import type { Scene, Story } from "./story.ts";

const joke: Joining = {
  team: id(101), name: "School De Brug", member: id(61), person: "Joke de Vries", since: "2026-05-27T09:12:00Z", returner: false,
};
const bas: Joining = { ...joke, member: id(62), person: "", since: "2026-05-26T13:40:00Z", returner: true };

const infodesk: Team = { ...team(52, "Infodesk", false), organisation: "Politie Oost", kind: "politie", phone: "0900 8844", acute: "" };
const brug: Team = { ...team(1, "School De Brug"), organisation: "Basisschool De Brug", kind: "school" };

const other = (key: Team["key"], more: Partial<Team> = {}): TeamKey => ({ team: { ...infodesk, ...more, key }, words: [], own: [], waiting: [] });
const own = (waiting: Joining[]): TeamKey => ({ team: brug, words: [...words], own: [], waiting });

const line = (n: number, what: KeyLine["what"], organisation: string, more: Partial<KeyLine> = {}): KeyLine => ({
  n, at: `2026-05-${String(27 - (40 - n)).padStart(2, "0")}T10:00:00Z`, what, organisation, name: "", epoch: 1, in: [], out: [], ...more,
});
const log: KeyLog = {
  size: 41, checked: "2026-05-27T13:58:00Z", away: false, more: 30,
  lines: [
    line(40, "reset", "Politie Oost", { name: "Infodesk", epoch: 4, in: ["K7QM2-P4XD9"] }),
    line(39, "team", "Basisschool De Brug", { name: "School De Brug", epoch: 3, out: ["B5HNK-E82TJ"] }),
    line(38, "people", "Basisschool De Brug", { epoch: 7, in: ["W1GFA-6C3PS"], out: ["B5HNK-E82TJ"] }),
    line(37, "people", "Gemeente Vechtdal", { epoch: 2, in: Array.from({ length: 9 }, () => "Q9RD4-7VXM1") }),
    line(36, "team", "Praktijk voor kinder- en jeugdpsychologie Ommen-Hardenberg en omstreken", { name: "" }),
    line(35, "vouch", "Basisschool De Brug", { name: "Veilig Thuis Vechtdal" }),
    line(34, "organisation", "Basisschool De Brug"),
  ],
};

const tick = (ms = 80) => new Promise((resolve) => setTimeout(resolve, ms));
const inside = async ({ app }: Scene) => {
  await app.session.start();
  app.session.enter(anna());
  await tick();
};
const waiting = async (scene: Scene) => {
  await inside(scene);
  await tick(500);
};
const stand = (more: Answers) => () =>
  standIn({
    start: () => ({ accounts: [], passkeys: true }), seen: () => undefined, network: () => undefined, alive: () => undefined,
    lock: () => undefined, inbox: () => dayRows().filter((r) => r.flow !== "zaak"), zaken: () => [], setting: () => undefined,
    setSetting: () => undefined, teams: bookTeams, watch: () => undefined, drafts: () => [], me: () => anna(), retry: () => undefined,
    show: (x) => whole(dayRows().find((r) => r.exchange === x) ?? dayRows()[0]!), // the list is never empty
    words: (text) => ({ words: text.split(" "), doubts: [], complete: text.split(" ").length === 8 }),
    ...more,
  });

async function one<T extends Element = HTMLElement>(selector: string): Promise<T | null> {
  for (let i = 0; i < 100; i++) {
    const thing = document.querySelector<T>(selector);
    if (thing) return thing;
    await tick(30);
  }
  return null;
}
const typed = (id: string, more: (scene: Scene) => void = () => undefined) => async (scene: Scene) => {
  await inside(scene);
  const box = await one<HTMLTextAreaElement>(id);
  if (!box) return;
  box.value = words.join(" ") + " ";
  box.dispatchEvent(new globalThis.Event("input", { bubbles: true }));
  await tick(150);
  more(scene);
  (await one<HTMLButtonElement>("main form button[type=submit]"))?.click();
  await tick(200);
};

const sleutel = `#/sleutel/${infodesk.id}`;
const eigen = `#/sleutel/${brug.id}`;
const logboek = "#/sleutellogboek";
const page = (name: string, hash: string, answers: Answers, more: Partial<Story> = {}): Story => ({
  name, hash, work: { ...lists, ...keyScreens }, stand: stand(answers), begin: inside, ...more,
});
const unchecked = { state: "unchecked", at: "" } as const;
const changed = { state: "changed", at: "" } as const;

export const keyStories: Story[] = [
  page("sleutel-nieuw", sleutel, { teamKey: () => other(unchecked) }),
  page("sleutel-gecontroleerd", sleutel, { teamKey: () => other({ state: "checked", at: "2026-05-03T09:00:00Z" }) }),
  page("sleutel-veranderd", sleutel, { teamKey: () => other(changed) }),
  page("sleutel-geen-nummer", sleutel, { teamKey: () => other(changed, { phone: "" }) }),
  page("sleutel-klopt", sleutel, { teamKey: () => other(unchecked), compare: () => undefined }, { begin: typed("#heard") }),
  page("sleutel-ongelijk", sleutel, { teamKey: () => other(unchecked), compare: failing("E16") }, { begin: typed("#heard") }),
  page("sleutel-geen-woorden", sleutel, { teamKey: () => other(unchecked), compare: failing("E28") }, { begin: typed("#heard") }),
  page("sleutel-te-weinig", sleutel, { teamKey: () => other(unchecked) }, {
    begin: async (scene) => {
      await inside(scene);
      (await one<HTMLButtonElement>("main form button[type=submit]"))?.click();
      await tick();
    },
  }),
  page("sleutel-onbekend", sleutel, { teamKey: failing("E21") }),
  page("sleutel-fout", sleutel, { teamKey: failing("E06") }),
  page("sleutel-laadt", sleutel, { teamKey: () => never() }, { begin: waiting }),
  page("sleutel-eigen", eigen, { teamKey: () => own([]) }),
  page("sleutel-mijn-woorden", eigen, { teamKey: () => ({ ...own([]), own: [...words].reverse() }) }, {
    begin: async (scene) => {
      await inside(scene);
      (await one<HTMLButtonElement>("main .row button.button"))?.click();
      await tick();
    },
  }),
  page("sleutel-toelaten", eigen, { teamKey: () => own([joke]) }),
  page("sleutel-toelaten-twee", eigen, { teamKey: () => own([joke, bas]) }, {
    begin: async (scene) => {
      await inside(scene);
      (await one<HTMLButtonElement>("main .card .row button"))?.click();
      await tick();
    },
  }),
  page("sleutel-toelaten-ongelijk", eigen, { teamKey: () => own([joke]), letIn: failing("E16") }, { begin: typed("textarea") }),
  page("sleutel-toelaten-bezig", eigen, { teamKey: () => own([joke]), letIn: () => never() }, { begin: typed("textarea") }),
  page("sleutel-wachten", eigen, { teamKey: () => ({ team: { ...brug, keys: false }, words: [], own: [...words], waiting: [] }) }),
  page("sleutel-engels", eigen, { teamKey: () => own([joke]) }, {
    begin: async (scene) => {
      await inside(scene);
      scene.app.prefs.language.value = "en";
      await tick();
    },
  }),
  page("sleutellogboek", logboek, { keyLog: () => log }),
  page("sleutellogboek-leeg", logboek, { keyLog: () => ({ ...log, lines: [], more: -1 }) }),
  page("sleutellogboek-fout", logboek, { keyLog: failing("E13") }),
  page("sleutellogboek-anders", logboek, { keyLog: failing("E11") }),
  page("sleutellogboek-offline", logboek, { keyLog: () => ({ ...log, away: true }) }),
  page("sleutellogboek-laadt", logboek, { keyLog: () => never() }, { begin: waiting }),
  {
    name: "sleutellogboek-bundel-fout", hash: logboek, work: keyScreens, stand: stand({}), begin: inside,
    get later() {
      return Promise.reject(new SluisError("E27", "as the story wants it"));
    },
  },
  page("vandaag-toelaten", "#/vandaag", {}, {
    begin: async (scene) => {
      await inside(scene);
      scene.stand.push({ event: "keys", waiting: [joke, bas], admitted: [] });
      await one(".toast");
    },
  }),
  page("vandaag-toegelaten", "#/vandaag", {}, {
    begin: async (scene) => {
      await inside(scene);
      scene.stand.push({ event: "keys", waiting: [], admitted: ["School De Brug"] });
      await tick();
    },
  }),
  page("vandaag-wachten", "#/vandaag", {}, {
    begin: async ({ app }) => {
      await app.session.start();
      app.session.enter({ ...anna(), teams: [{ ...brug, keys: false }] });
      await tick();
    },
  }),
  {
    name: "bericht-sleutel-veranderd", hash: "#/bericht", work: composeScreens, stand: stand({}),
    begin: async (scene) => {
      await inside(scene);
      (await one<HTMLInputElement>("input[name=to-from]"))?.click();
      const all = await one<HTMLInputElement>("input[name=to-to]");
      const wanted = [...document.querySelectorAll<HTMLLabelElement>("label.pick")].find((l) => l.textContent.includes("Infodesk"));
      (wanted?.querySelector("input") ?? all)?.click();
      await tick(150);
      [...document.querySelectorAll<HTMLElement>("main button")].find((b) => b.textContent.includes("Verder"))?.click();
      await tick(150);
    },
  },
];
