// Who takes part in an exchange: letting in and out, restricting, comparing a member by
// phone, keys that moved; and a zaak on its way to another team.

import type { Work } from "../../src/ui/app.tsx";
import { composeScreens } from "../../src/ui/tasks/compose/index.ts";
import { TroubleNote } from "../../src/ui/part/index.ts";
import { CompareHere, FromParties } from "../../src/ui/tasks/parties.tsx";
import { exchangeScreens } from "../../src/ui/tasks/exchange/index.ts";
import type { Exchange, KeyLag, Me } from "../../src/worker/protocol.ts";
import type { Move, Named, Seats } from "../../src/worker/parties/calls.ts";
import { anna, id, passkey, phrase, team, words, xid } from "./people.ts";
import { intake, other } from "./rows.ts";
import { failing, never, standIn, type Answers } from "./standin.ts";
import type { Scene, Story } from "./story.ts";
import { handoff, teams, zaak } from "./thread.ts";

const work: Work = { ...exchangeScreens, ...composeScreens };
const tick = (ms = 100) => new Promise((resolve) => setTimeout(resolve, ms));

const named = (n: number, name: string, code: string, more: Partial<Named> = {}): Named => ({
  member: id(n), name, code, organisation: "Gemeente Vechtdal", mine: false, compared: false,
  phones: [{ team: "Gebiedsteam Centrum", number: "0529 111 111" }], ...more,
});
const her = named(20, "Esra Yıldız", "Q9RD4-7VXM1");
const his = named(23, "", "B5HNK-E82TJ", { compared: true });
const members = [her, his, named(24, "", "W1GFA-6C3PS")];

const vt = { party: intake, name: "Intake", organisation: "Veilig Thuis Vechtdal", mine: true, owner: true, named: null };
const gt = { party: other, name: "Gebiedsteam Centrum", organisation: "Gemeente Vechtdal", mine: false, owner: false, named: null };
const po = { party: "t" + id(151), name: "Infodesk", organisation: "Politie Oost", mine: false, owner: false, named: null };
const only = { party: "m" + her.member, name: "Esra Yıldız", organisation: "Gemeente Vechtdal", mine: false, owner: false, named: her };
const owns = (...seats: Seats["seats"]): Seats => ({ owner: true, offered: false, mailbox: false, seats: [vt, ...seats] });
const joins: Seats = { owner: false, offered: false, mailbox: false, seats: [{ ...vt, owner: false }, { ...gt, owner: true }] };

const next = ["message.text", "rekey", "close", "offer"];
const open = (more: Partial<Exchange> = {}): Exchange => handoff({ next, ...more });
const joined = (): Exchange => open({ next: ["message.text", "rekey", "leave"], certainty: null, custody: null });
const restricted = (more: Partial<Exchange> = {}): Exchange => {
  const x = open(more);
  return {
    ...x, with: "Gemeente Vechtdal / Esra Yıldız",
    parties: [x.parties[0]!, { party: only.party, organisation: "Gemeente Vechtdal", team: "", member: "Esra Yıldız" }], // it has two
  };
};

const lag = (more: Partial<KeyLag>): KeyLag => ({
  party: other, name: "Gebiedsteam Centrum", why: "replaced", since: "2026-05-20T09:00:00Z", until: "2026-05-23T09:00:00Z", compare: false, first: "", ...more,
});
const moved = lag({ party: only.party, name: "Esra Yıldız", compare: true, since: "2026-05-27T09:00:00Z", until: "2026-05-30T09:00:00Z" });

const none: Move = {
  state: "none", team: "", name: "", what: "exchanges", done: 0, all: 0, offered: "", mark: "", left: [], sheet: "", closed: false, code: "",
};
const underWay: Move = { ...none, state: "runs", team: id(102), name: "Onderzoek", done: 14, all: 50 };
const stopped: Move = { ...underWay, state: "stopped" };

const two: Me = { ...anna([passkey, phrase]), teams: [team(1, "Intake"), team(2, "Onderzoek")] };

const stand = (x: Exchange, more: Answers) => () =>
  standIn({
    start: () => ({ accounts: [], passkeys: false }), seen: () => undefined, network: () => undefined, alive: () => undefined,
    show: () => x, teams: () => teams, drafts: () => [], receipt: () => 1, watch: () => undefined, setting: () => undefined,
    setSetting: () => undefined, lock: () => undefined, retry: () => undefined, saveDraft: (d) => ({ ...d, saved: "2026-05-27T12:02:00Z" }),
    dropDraft: () => undefined, holdDraft: () => undefined,
    seats: () => owns(gt, po), named: () => members, restrict: () => undefined, addParty: () => undefined, addMember: () => undefined,
    removeParty: () => undefined, leaveParty: () => undefined, compareMember: () => undefined, moveState: () => none, move: () => undefined,
    words: (text) => ({ words: text.split(" "), doubts: [], complete: text.split(" ").length === 8 }),
    ...more,
  });

const inside = (me: Me = two) => async ({ app }: Scene) => {
  await app.session.start();
  app.session.enter(me);
  await tick();
};

/** What says this and can be pressed, as soon as it is there: in a dialog when one is open. */
async function found(label: string): Promise<HTMLElement | undefined> {
  for (let i = 0; i < 60; i++) {
    const within = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.querySelector("main");
    const all = [...(within?.querySelectorAll<HTMLElement>("button, summary, label.pick, label.choice") ?? [])];
    const thing = all.find((e) => e.textContent.trim().includes(label));
    if (thing) return thing;
    await tick(40);
  }
  return undefined;
}
const press = (...labels: string[]) => async (scene: Scene) => {
  await inside()(scene);
  for (const label of labels) {
    (await found(label))?.click();
    await tick(150);
  }
  window.scrollTo(0, 0);
};
const typed = (...labels: string[]) => async (scene: Scene) => {
  await press(...labels)(scene);
  const box = document.querySelector<HTMLTextAreaElement>("#heard-member");
  if (!box) return;
  box.value = words.join(" ") + " ";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  await tick(150);
  (await found("Vergelijk"))?.click();
  await tick(200);
};

const overdracht = `#/zaak/${xid(40)}`;
const sheet = `#/zaak/${xid(1)}`;
const page = (name: string, hash: string, x: Exchange, begin: Story["begin"] = inside(), more: Answers = {}): Story => ({
  name, hash, work, stand: stand(x, more), begin,
});
const steps = "Meer stappen";
/** One part alone, as it stands in the page: most states need no more of it. */
const part = (name: string, which: Parameters<typeof FromParties>[0]["part"], x: Exchange, begin: Story["begin"] = inside(), more: Answers = {}): Story => ({
  name, stand: stand(x, more), begin, show: () => <FromParties part={which} x={x} />,
});

export const partyStories: Story[] = [
  page("meedoen", overdracht, open(), press(steps)),
  part("meedoen-niet-van-ons", "steps", joined(), inside(), { seats: () => joins }),
  part("meedoen-aanbod", "steps", open(), inside(), { seats: () => ({ ...owns(gt), offered: true }) }),
  part("meedoen-fout", "steps", open(), inside(), { seats: failing("E27") }),
  page("meedoen-weg", overdracht, open({ next: [], parties: open().parties.slice(1) })),
  page("meedoen-niet-meer", overdracht, open(), inside(), { show: failing("E21") }),
  part("team-erbij", "steps", open(), press("Team erbij")),
  part("team-erbij-leeg", "steps", open(), press("Team erbij", "Voeg toe")),
  page("team-erbij-gekozen", overdracht, open(), press(steps, "Team erbij", "Zorgteam")),
  part("team-erbij-veranderd", "steps", open(), press("Team erbij", "Zorgteam", "Voeg toe"), {
    teams: () => teams.map((t) => (t.name === "Zorgteam" ? { ...t, key: { state: "changed", at: "" } as const } : t)),
  }),
  part("team-erbij-een", "steps", open(), press("Team erbij", "Zorgteam", "Alleen 1 medewerker")),
  part("afschermen", "steps", open(), press("Afschermen"), { seats: () => owns(gt) }),
  part("afschermen-leeg", "steps", open(), press("Afschermen", "Scherm af")),
  part("afschermen-bellen", "steps", open(), press("Afschermen", "Esra", "Verder")),
  part("afschermen-ongelijk", "steps", open(), typed("Afschermen", "Esra", "Verder"), { compareMember: failing("E16") }),
  part("afschermen-mag-niet", "steps", open(), press("Afschermen", "B5HNK", "Scherm af"), { restrict: failing("E06") }),
  page("afgeschermd", overdracht, restricted(), press(steps), { seats: () => owns(only) }),
  part("eruit-halen", "steps", open(), press("Eruit halen")),
  part("eruit-halen-leeg", "steps", open(), press("Eruit halen", "Haal eruit")),
  part("wij-gaan-eruit", "steps", joined(), press("Wij gaan eruit"), { seats: () => joins }),
  part("wij-geven-door", "steps", joined(), press("Wij gaan eruit", "Ja, een ander team", "Geef door"), { seats: () => joins }),
  page("sleutels-medewerker", overdracht, restricted({ lags: [moved] }), inside(), { seats: () => owns(only) }),
  part("sleutels-vergelijk", "lags", restricted({ lags: [moved] }), press("Vergelijk de woorden"), { seats: () => owns(only) }),
  {
    ...part("sleutels-stopt", "lags", restricted(), inside(), { seats: () => owns(only), show: () => restricted({ lags: [moved] }) }),
    show: () => (
      <TroubleNote trouble={{ code: "E06" }}>
        <CompareHere x={restricted()} trouble={{ code: "E06" }} />
      </TroubleNote>
    ),
  },
  part("sleutels-oud", "lags", open({ lags: [lag({})] })),
  part("sleutels-oud-lukt-niet", "lags", open({ lags: [lag({})] }), press("Ga over"), { renewKeys: failing("E12") }),
  part("sleutels-team-veranderd", "lags", open({ lags: [lag({ why: "reset", compare: true })] })),
  part("sleutels-ander-eerst", "lags", {
    ...joined(), lags: [lag({ why: "reset", name: "Infodesk", party: po.party, first: "Gebiedsteam Centrum" })],
  }),
  part("sleutels-iemand-weg", "lags", open({ lags: [lag({ why: "left" })] })),
  part("verplaatsen", "move", zaak(), press("Verplaats naar een ander team")),
  part("verplaatsen-een-team", "move", zaak(), async (scene) => {
    await inside({ ...two, teams: two.teams.slice(0, 1) })(scene);
  }),
  page("verplaatsen-loopt", sheet, zaak(), inside(), { setting: () => id(102), moveState: () => underWay }),
  part("verplaatsen-wacht", "moving", zaak(), inside(), {
    setting: () => id(102), moveState: () => ({ ...underWay, offered: xid(40), mark: "K7Q-M2P" }),
  }),
  page("verplaatsen-niet-klaar", sheet, zaak(), inside(), { setting: () => id(102), moveState: () => stopped }),
  part("verplaatsen-blijft", "moving", zaak(), inside(), {
    setting: () => id(102),
    moveState: () => ({ ...stopped, done: 48, left: [{ exchange: xid(40), mark: "K7Q-M2P", code: "E29", restricted: false }, { exchange: xid(41), mark: "W4D-H9R", code: "E29", restricted: true }, { exchange: xid(42), mark: "3TW-B8Z", code: "E06", restricted: false }] }),
  }),
  part("verplaatsen-klaar", "moving", zaak(), inside(), {
    setting: () => id(102), moveState: () => ({ ...underWay, state: "done", done: 50, sheet: xid(2), closed: true }),
  }),
  part("verplaatsen-klaar-bijlagen", "moving", zaak(), inside(), {
    setting: () => id(102), moveState: () => ({ ...underWay, state: "done", done: 50, sheet: xid(2) }),
  }),
  {
    ...part("meedoen-bundel-fout", "steps", open()),
    get later() {
      return Promise.reject(new Error("as the story wants it"));
    },
  },
  part("meedoen-laadt", "steps", open(), inside(), { seats: () => never() }),
  part("team-erbij-engels", "steps", open(), async (scene) => {
    await press("Team erbij", "Zorgteam")(scene);
    scene.app.prefs.language.value = "en";
    await tick();
  }),
];
