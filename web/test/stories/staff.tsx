// B1 and B2: what admins see and do, in each of their states.

import { peopleScreens } from "../../src/ui/later.tsx";
import type { Colleague, Newcoming, Staff } from "../../src/worker/people/calls.ts";
import { anna, id, now, words } from "./people.ts";
import { failing, never, standIn, type Answers } from "./standin.ts";
import type { Scene, Story } from "./story.ts";

const colleague = (n: number, name: string, more: Partial<Colleague> = {}): Colleague => ({
  member: id(n), code: `K7QM${n}-P4XD9`.slice(0, 11), name, mine: false, admin: false, active: true, teams: [id(1)], ...more,
});

const staff: Staff = {
  org: id(2),
  organisation: "Basisschool De Brug",
  kinds: ["school", "raad"],
  colleagues: [
    colleague(10, "Anna de Boer", { mine: true, admin: true, teams: [id(1), id(2)] }),
    colleague(11, "Bas Willems"),
    colleague(12, "", { teams: [id(1), id(2)] }),
    colleague(13, "Joke de Vries", { teams: [id(2)] }),
    colleague(14, "Tom Kuipers-van der Werf", { active: false, teams: [] }),
  ],
  teams: [
    { id: id(1), name: "School De Brug", kind: "school", phone: "088 000 4400", renewed: "2026-05-03T09:00:00Z", holders: [id(10)], waiting: [id(11)], stale: true },
    { id: id(2), name: "Zorgteam", kind: "school", phone: "088 000 4401", renewed: "2026-04-12T09:00:00Z", holders: [id(10), id(12), id(13)], waiting: [], stale: false },
    { id: id(3), name: "Opvang", kind: "school", phone: "", renewed: "", holders: [], waiting: [], stale: false },
  ],
};

const newcoming = (n: number, more: Partial<Newcoming>): Newcoming => ({
  locator: id(100 + n), for: "Joke, begint maandag", ends: "2026-05-30T14:00:00Z", teams: [id(1)], state: "open", member: "", name: "", answer: "", problem: "", ...more,
});
const pending: Newcoming[] = [
  newcoming(1, {}),
  newcoming(2, { for: "Invaller groep 5", state: "answered", member: id(20), name: "Mees Vink", answer: id(20).repeat(2) }),
  newcoming(3, { for: "Stagiair", state: "answered", problem: "E06" }),
  newcoming(4, { for: "Intern begeleider", state: "admitted", member: id(21), name: "Bo Kramer" }),
];
const answered = pending[1] ?? newcoming(2, {});

const me = () => ({ ...anna(), admin: true });
const inside = async ({ app }: Scene) => {
  await app.session.start();
  app.session.enter(me());
};
const stand = (more: Answers) => () =>
  standIn({
    start: () => ({ accounts: [], passkeys: true }), seen: () => undefined, network: () => undefined, alive: () => undefined, lock: () => undefined,
    staff: () => staff, newcomers: () => [], words: () => ({ words: [], doubts: [], complete: false }),
    invite: () => ({ locator: id(101), words: [...words], ends: "2026-05-30T14:00:00Z" }),
    leaving: () => ({ open: [], unseen: [], alone: [] }),
    ...more,
  });

const offline = (scene: Scene) => scene.stand.push({ event: "link", state: "offline", since: now, retry: 0, missed: 0 });
const step = (n = 1) => new Promise<void>((resolve) => setTimeout(resolve, 80 * n));

/** Presses what is called so, once it is there. */
async function press(name: string): Promise<void> {
  for (let n = 0; n < 60; n++) {
    const all = [...document.querySelectorAll("button")];
    const found = all.find((b) => (b.getAttribute("aria-label") ?? b.textContent.trim()) === name);
    if (found) {
      found.click();
      return step();
    }
    await step();
  }
  throw new Error("nothing here is called " + name);
}

const work = peopleScreens;
const staffStory = (name: string, more: Answers = {}, then?: (scene: Scene) => void | Promise<void>): Story => ({
  name, hash: "#/collegas", work, stand: stand(more),
  begin: async (scene) => {
    await inside(scene);
    await then?.(scene);
  },
});
const keysStory = (name: string, more: Answers = {}, then?: (scene: Scene) => void | Promise<void>): Story => ({ ...staffStory(name, more, then), hash: "#/sleutels" });
const alone: Staff = { ...staff, colleagues: staff.colleagues.slice(0, 1), teams: staff.teams.slice(0, 1) };

async function wizard() {
  await press("Collega toevoegen");
  const box = document.getElementById("who");
  if (box instanceof HTMLInputElement) {
    box.value = "Joke, begint maandag";
    box.dispatchEvent(new globalThis.Event("input", { bubbles: true }));
  }
  document.getElementById("team-0")?.click();
  await step();
  await press("Maak de uitnodiging");
}
const waiting = async () => {
  await wizard();
  await press("Mijn collega heeft de woorden");
};
const leaves = () => press("Uit dienst: Bas Willems");

export const staffStories: Story[] = [
  staffStory("collegas", { newcomers: () => pending }),
  staffStory("collegas-leeg", { staff: () => alone }),
  staffStory("collegas-fout", { staff: failing("E27") }),
  staffStory("collegas-mag-niet", { staff: failing("E05") }),
  staffStory("collegas-laadt", { staff: () => never(), newcomers: () => never() }),
  staffStory("collegas-offline", { newcomers: failing("E27") }, offline),
  staffStory("collega-nieuw", {}, () => press("Collega toevoegen")),
  staffStory("collega-nieuw-leeg", {}, async () => {
    await press("Collega toevoegen");
    await press("Maak de uitnodiging");
  }),
  staffStory("collega-woorden", {}, wizard),
  staffStory("collega-vol", { invite: failing("E24") }, wizard),
  staffStory("collega-wacht", { newcomers: () => [newcoming(1, {})] }, waiting),
  staffStory("collega-vergelijk", { newcomers: () => [{ ...answered, locator: id(101) }] }, waiting),
  staffStory("collega-ander-antwoord", { newcomers: () => [{ ...answered, locator: id(101) }], admit: failing("E16") }, async () => {
    await waiting();
    await press("Ja, dit is mijn collega. Laat toe");
  }),
  staffStory("collega-andere-beheerder", { newcomers: () => [{ ...answered, locator: id(101) }], admit: failing("E20") }, async () => {
    await waiting();
    await press("Ja, dit is mijn collega. Laat toe");
  }),
  staffStory("collega-klopt-niet", { newcomers: () => [newcoming(1, { state: "answered", problem: "E06" })] }, waiting),
  staffStory("collega-voorbij", { newcomers: () => [] }, waiting),
  staffStory("collega-toegelaten", { newcomers: () => [{ ...answered, locator: id(101), state: "admitted" }] }, waiting),
  staffStory("collega-oude-uitnodiging", { newcomers: () => pending }, () => press("Bekijk de uitnodiging voor Joke, begint maandag")),
  staffStory("uit-dienst", {
    leaving: () => ({ open: [{ mark: "K7Q-M2P", title: "", team: "Zorgteam" }, { mark: "3TW-B80", title: "", team: "Zorgteam" }], unseen: ["Opvang"], alone: [] }),
  }, leaves),
  staffStory("uit-dienst-enige", { leaving: () => ({ open: [], unseen: [], alone: ["School De Brug"] }) }, leaves),
  staffStory("uit-dienst-laatste", { revoke: failing("E29") }, async () => {
    await leaves();
    await press("Haal deze collega eruit");
  }),
  staffStory("uit-dienst-mislukt", { revoke: failing("E27") }, async () => {
    await leaves();
    await press("Haal deze collega eruit");
  }),
  staffStory("uit-dienst-klaar", { revoke: () => staff }, async () => {
    await leaves();
    await press("Haal deze collega eruit");
  }),
  staffStory("collega-teams", {}, () => press("Teams kiezen voor Bas Willems")),
  staffStory("team-nieuw", {}, async () => {
    await press("Team toevoegen");
    await press("Bewaar");
  }),
  staffStory("team-wijzigen", {}, () => press("School De Brug wijzigen")),
  keysStory("sleutels"),
  keysStory("sleutels-leeg", { staff: () => alone }),
  keysStory("sleutels-fout", { staff: failing("E27") }),
  keysStory("sleutels-laadt", { staff: () => never() }),
  keysStory("sleutels-offline", {}, offline),
  keysStory("sleutel-gestolen", {}, () => press("Dit apparaat is gestolen, van Joke de Vries")),
  keysStory("sleutel-ingetrokken", { revoke: () => staff }, async () => {
    await press("Dit apparaat is gestolen, van Joke de Vries");
    await press("Haal deze collega eruit");
  }),
];
