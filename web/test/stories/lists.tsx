// Vandaag, Postvak, Zaken, Adresboek and Zoeken, in each of their states.

import { lists } from "../../src/ui/tasks/list/index.ts";
import type { Row, XID } from "../../src/worker/protocol.ts";
import { anna, now, xid } from "./people.ts";
import { bookTeams, boxRows, dayRows, duty, row, whole } from "./rows.ts";
import { failing, never, standIn, type Answers, type StandIn } from "./standin.ts";
import type { Scene, Story } from "./story.ts";

function stand(rows: () => Row[], more: Answers = {}): () => StandIn {
  return () => {
    const known = new Map<XID, Row>(rows().map((r) => [r.exchange, r]));
    const made = standIn({
      start: () => ({ accounts: [], passkeys: false }),
      inbox: () => [...known.values()].filter((r) => r.flow !== "zaak"),
      zaken: () => [...known.values()].filter((r) => r.flow === "zaak"),
      show: (x) => whole(known.get(x) ?? row(Number.parseInt(x, 16), "message", "sent", { unread: true, title: "Nieuw bericht" })),
      setting: () => undefined,
      setSetting: () => undefined,
      teams: bookTeams,
      watch: () => undefined,
      search: () => [],
      alive: () => undefined,
      lock: () => undefined,
      retry: () => undefined,
      claim: (x) => {
        const was = known.get(x);
        if (was) known.set(x, { ...was, holder: { member: anna().member, name: "Anna de Boer", mine: true } });
      },
      release: (x) => {
        const was = known.get(x);
        if (was) known.set(x, { ...was, holder: null });
      },
      ...more,
    });
    Object.assign(globalThis, { story: { stand: made, known, row, whole, xid, duty, failing } });
    return made;
  };
}

const tick = (ms = 80) => new Promise((resolve) => setTimeout(resolve, ms));
/** The thing itself, as soon as it is there. */
async function found<T extends Element>(find: () => T | null | undefined): Promise<T | null> {
  for (let i = 0; i < 100; i++) {
    const thing = find();
    if (thing) return thing;
    await tick(30);
  }
  return null;
}
const one = (selector: string) => found(() => document.querySelector<HTMLElement>(selector));
const inside = async ({ app }: Scene) => {
  await app.session.start();
  app.session.enter(anna());
  await tick();
};
const waiting = async (scene: Scene) => {
  await inside(scene);
  await tick(500);
};
const offline = async (scene: Scene) => {
  await inside(scene);
  scene.stand.push({ event: "link", state: "offline", since: now, retry: 0, missed: 0 });
  await tick();
};
const tab = (label: string) => async (scene: Scene) => {
  await inside(scene);
  const wanted = await found(() => [...document.querySelectorAll<HTMLElement>("[role=tab]")].find((t) => t.textContent.startsWith(label)));
  wanted?.click();
  await tick();
};
const live = async (scene: Scene) => {
  await inside(scene);
  await one("[data-row]");
  const before = scene.stand.answers.show;
  const changed = row(4, "message", "read", { with: "Basisschool De Regenboog, Zorgteam", unread: true });
  scene.stand.answers.show = (x) => (x === xid(4) || !before ? whole(changed) : before(x));
  scene.stand.push({ event: "changed", exchanges: [xid(900), xid(901), xid(902), xid(4)] });
  await tick(250);
};
async function type(words: string) {
  const box = await found(() => document.querySelector<HTMLInputElement>("[role=combobox], [role=search] input"));
  if (!box) return;
  box.value = words;
  box.dispatchEvent(new globalThis.Event("input", { bubbles: true }));
  await tick(350);
}

const slow: Answers = { inbox: () => never(), zaken: () => never() };
const broken: Answers = { inbox: failing("E27"), zaken: failing("E27") };
function page(name: string, hash: string, rows: () => Row[], more: Partial<Story> & { answers?: Answers } = {}): Story {
  const { answers, ...rest } = more;
  return { name, hash, work: lists, stand: stand(rows, answers), begin: inside, ...rest };
}

export const listStories: Story[] = [
  page("vandaag", "#/vandaag", dayRows),
  page("vandaag-leeg", "#/vandaag", () => []),
  page("vandaag-laden", "#/vandaag", dayRows, {
    answers: slow,
    begin: async (scene) => {
      await inside(scene);
      scene.stand.push({ event: "opening", done: 3, all: 12 });
      await tick(500);
    },
  }),
  page("vandaag-fout", "#/vandaag", dayRows, { answers: broken }),
  page("vandaag-offline", "#/vandaag", dayRows, { begin: offline }),
  page("vandaag-live", "#/vandaag", dayRows, { begin: live }),
  page("vandaag-veel", "#/vandaag", () => Array.from({ length: 11 }, (_, i) => row(60 + i, "message", "sent", { unread: true, title: `Bericht ${i + 1}` }))),
  page("vandaag-later", "#/vandaag", dayRows, {
    answers: { setting: () => ({ [xid(4)]: "2026-05-27" }) },
    begin: async (scene) => {
      await inside(scene);
      (await one(".details summary"))?.click();
      await tick();
    },
  }),
  page("vandaag-namen", "#/vandaag", dayRows, {
    begin: async (scene) => {
      await inside(scene);
      scene.app.prefs.hideNames.value = true;
      await tick();
    },
  }),
  page("vandaag-engels", "#/vandaag", dayRows, {
    begin: async (scene) => {
      await inside(scene);
      scene.app.prefs.language.value = "en";
      await tick();
    },
  }),
  page("postvak", "#/postvak", boxRows),
  page("postvak-mij", "#/postvak", boxRows, { begin: tab("Van mij") }),
  page("postvak-collegas", "#/postvak", boxRows, { begin: tab("Van collega") }),
  page("postvak-klaar", "#/postvak", boxRows, { begin: tab("Klaar") }),
  page("postvak-leeg", "#/postvak", () => []),
  page("postvak-laden", "#/postvak", boxRows, { answers: slow, begin: waiting }),
  page("postvak-fout", "#/postvak", boxRows, { answers: broken }),
  page("postvak-offline", "#/postvak", boxRows, { begin: offline }),
  page("postvak-live", "#/postvak", boxRows, { begin: live }),
  page("postvak-voor", "#/postvak", boxRows, {
    answers: {
      claim: failing("E31"),
      show: (x) =>
        whole(row(Number.parseInt(x, 16), "inquiry", "received", { title: "Vragen over gezin Smit", holder: { member: xid(11), name: "Bas", mine: false } })),
    },
    begin: async (scene) => {
      await inside(scene);
      (await found(() => [...document.querySelectorAll("button")].find((b) => b.textContent.trim() === "Neem op mij")))?.click();
      await tick(200);
    },
  }),
  page("postvak-filter", "#/postvak", boxRows, {
    begin: async (scene) => {
      await inside(scene);
      (await one(".details summary"))?.click();
      const box = document.querySelector<HTMLSelectElement>(".filters select");
      if (box) {
        box.value = "feedback";
        box.dispatchEvent(new globalThis.Event("change", { bubbles: true }));
      }
      await tick();
    },
  }),
  page("zaken", "#/zaken", dayRows),
  page("zaken-leeg", "#/zaken", () => []),
  page("zaken-fout", "#/zaken", dayRows, { answers: broken }),
  page("adresboek", "#/adresboek", dayRows),
  page("adresboek-leeg", "#/adresboek", dayRows, {
    begin: async (scene) => {
      await inside(scene);
      await type("Groningen");
    },
  }),
  page("adresboek-fout", "#/adresboek", dayRows, { answers: { teams: failing("E11") } }),
  page("adresboek-onzeker", "#/adresboek", dayRows, {
    answers: { teams: () => bookTeams().map((t) => ({ ...t, unsure: !t.mine })) },
  }),
  page("adresboek-laden", "#/adresboek", dayRows, { answers: { teams: () => never() }, begin: waiting }),
  page("adresboek-offline", "#/adresboek", dayRows, { begin: offline }),
  page("zoeken", "#/zoeken", boxRows),
  page("zoeken-gevonden", "#/zoeken", boxRows, {
    begin: async (scene) => {
      await inside(scene);
      await type("gezin");
    },
  }),
  page("zoeken-leeg", "#/zoeken", boxRows, {
    begin: async (scene) => {
      await inside(scene);
      await type("xyzzy");
    },
  }),
  page("zoeken-fout", "#/zoeken", boxRows, {
    answers: { search: failing("E27") },
    begin: async (scene) => {
      await inside(scene);
      await type("gezin");
    },
  }),
  page("zoeken-dialoog", "#/vandaag", boxRows, {
    begin: async (scene) => {
      await inside(scene);
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true }));
      await tick(150);
      await type("na");
    },
  }),
];
