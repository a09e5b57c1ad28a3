// The page of a zaak and an exchange, the room, composing and answering, in each of
// their states.

import type { Work } from "../../src/ui/app.tsx";
import { composeScreens } from "../../src/ui/tasks/compose/index.ts";
import { exchangeScreens } from "../../src/ui/tasks/exchange/index.ts";
import { SluisError } from "../../src/crypto/note/code.ts";
import type { Draft, Exchange, Me } from "../../src/worker/protocol.ts";
import { anna, id, phrase, xid } from "./people.ts";
import { never, standIn, type Answers, type StandIn } from "./standin.ts";
import type { Scene, Story } from "./story.ts";
import { answered, esra, fresh, handoff, moved, offered, police, states, teams, toAnswer, withdrawn, zaak } from "./thread.ts";

const work: Work = { ...exchangeScreens, ...composeScreens };

function stand(x: Exchange, more: Answers = {}, drafts: Draft[] = []): () => StandIn {
  return () => {
    let kept = [...drafts];
    const made = standIn({
      start: () => ({ accounts: [], passkeys: false }),
      show: () => x,
      teams: () => teams,
      drafts: () => kept,
      saveDraft: (draft) => {
        const saved = { ...draft, saved: "2026-05-27T12:02:00Z" };
        kept = [...kept.filter((d) => d.id !== draft.id), saved];
        return saved;
      },
      dropDraft: (id) => {
        kept = kept.filter((d) => d.id !== id);
      },
      receipt: () => 1,
      enter: () => undefined,
      leave: () => undefined,
      reply: () => ({ exchange: x.exchange, waits: "" }),
      send: () => ({ exchange: xid(90), waits: "" }),
      holdDraft: () => undefined,
      takeBack: () => "back",
      newZaak: () => xid(91),
      recall: () => undefined,
      claim: () => undefined,
      release: () => undefined,
      confirmWords: () => undefined,
      offer: () => undefined,
      accept: () => undefined,
      withdraw: () => undefined,
      decline: () => undefined,
      words: () => ({ words: [], doubts: [], complete: true }),
      file: () => new Blob([picture()], { type: "image/png" }),
      seen: () => undefined,
      alive: () => undefined,
      setting: () => undefined,
      setSetting: () => undefined,
      watch: () => undefined,
      lock: () => undefined,
      retry: () => undefined,
      ...more,
    });
    Object.assign(globalThis, { story: { stand: made, x, xid } });
    return made;
  };
}

/** The smallest picture there is that is one. */
function picture(): Uint8Array<ArrayBuffer> {
  const b64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  return Uint8Array.from(atob(b64), (c) => c.charCodeAt(0));
}

const tick = (ms = 120) => new Promise((resolve) => setTimeout(resolve, ms));
const as = (me: Me) => async ({ app }: Scene) => {
  await app.session.start();
  app.session.enter(me);
  Object.assign(globalThis, { again: () => app.session.enter(me) }); // after a lock
  await tick();
};
const inside = as(anna());
const one = { ...anna(), teams: anna().teams.slice(0, 1) };

const button = (label: string) =>
  [...document.querySelectorAll<HTMLElement>("main button, main summary, main a, dialog button")].find((b) => b.textContent.trim().includes(label));
/** Presses what says this, as soon as it is there. */
async function pressed(label: string) {
  for (let i = 0; i < 40 && !button(label); i++) await tick(50);
  button(label)?.click();
  await tick();
}
const press = (...labels: string[]) => async (scene: Scene) => {
  await as(one)(scene);
  for (const label of labels) await pressed(label);
  window.scrollTo(0, 0);
};
const room = (scene: Scene, x: Exchange) => scene.stand.push({ event: "room", exchange: x.exchange, people: [esra] });

const zaakHash = `#/zaak/${xid(1)}`;
const at = (screen: string, n: number) => `#/${screen}/${xid(n)}`;
const page = (name: string, hash: string, x: Exchange, begin: Story["begin"] = inside, more: Answers = {}, drafts: Draft[] = []): Story => ({
  name,
  hash,
  work,
  stand: stand(x, more, drafts),
  begin,
});


/** A whole draft of a request, as the form keeps it. */
const inquiryDraft: Draft = {
  id: "new:inquiry:1",
  zaak: xid(1),
  exchange: "",
  what: "inquiry",
  saved: "2026-05-27T11:40:00Z",
  text: {
    from: id(101),
    to: id(151),
    kind: "vb_bevraging",
    urgency: "regulier",
    subjects: [{ id: "kind1", role: "kind", givenNames: "Noor", familyName: "Voorbeeld", birthDate: { day: "14", month: "3", year: "2017" } }],
    basis: "Wmo: melding beoordelen. Veilig Thuis beoordeelt een melding en vraagt alleen wat daarvoor nodig is. (wmo 4.1.1 lid 2 onder c; wmo 5.1.6)",
    purpose: "Beoordelen of het kind veilig is.",
    necessity: "Jullie waren 2 keer ter plaatse.",
    nature: "Ruzie tussen ouders.",
    seriousness: "Structureel onveilig.",
    familyNotice: { state: "nog_niet", why: "Vader is onvoorspelbaar.", review: { day: "3", month: "6", year: "2026" } },
    consent: { state: "niet_gevraagd" },
    questions: [
      { id: "a", text: "Zijn deze mensen bij jullie bekend?" },
      { id: "b", text: "Zijn er wapens bekend?" },
    ],
    due: { day: "10", month: "6", year: "2026" },
    mode: "schriftelijk",
    requester: "Anna de Boer",
    callback: "0529 000 000",
  },
};

const answerDraft: Draft = {
  id: xid(42) + ":inquiry.answers",
  zaak: "",
  exchange: xid(42),
  what: "inquiry.answers",
  saved: "2026-05-27T11:40:00Z",
  text: {
    answers: {
      "1": { outcome: "deels", nature: "feit", text: "Twee registraties.", missing: "Het verslag van april." },
      "2": { outcome: "weigering", code: "nu_niet" },
    },
    informed: "nee",
    role: "",
  },
};

/** What was sent without a connection. */
const waiting = (draft: Draft): Draft => ({ ...draft, waits: "waits" });
const messageDraft: Draft = {
  id: xid(40) + ":message.text",
  zaak: "",
  exchange: xid(40),
  what: "message.text",
  saved: "2026-05-27T11:40:00Z",
  text: { text: "Ik bel morgen om 10 uur." },
};

const openStep = (name: string) => press(name);

export const exchangeStories: Story[] = [
  page("zaak", zaakHash, zaak()),
  page("zaak-nieuw", zaakHash, fresh()),
  page("zaak-besluiten", zaakHash, zaak(), press("Alleen besluiten")),
  page("zaak-vastleggen", zaakHash, zaak(), press("Leg besluit vast", "Bewaar")),
  page("zaak-namen-weg", zaakHash, zaak(), async (scene) => {
    await inside(scene);
    scene.app.prefs.hideNames.value = true;
    await tick();
  }),
  page("zaak-laden", zaakHash, zaak(), async (scene) => {
    await inside(scene);
    await tick(500);
  }, { show: never }),
  page("zaak-fout", zaakHash, zaak(), inside, {
    show: () => {
      throw new SluisError("E21", "not there");
    },
  }),
  page("overdracht-lezen", at("zaak", 40), handoff()),
  page("overdracht-bericht-wacht", at("zaak", 40), handoff(), inside, {}, [waiting(messageDraft)]),
  page("overdracht-stap", at("zaak", 40), handoff(), openStep("Bevestig tijd")),
  page("overdracht-sluiten", at("zaak", 40), handoff(), press("Sluit deze overdracht")),
  page("overdracht-mis", at("zaak", 40), handoff(), press("Het gaat mis")),
  page("overdracht-intrekken", at("zaak", 40), handoff(), press("Intrekken")),
  page("overdracht-aanbod", at("zaak", 40), offered(true)),
  page("overdracht-gedaan", at("zaak", 40), moved()),
  page("overdracht-afgebroken", at("zaak", 40), handoff({ ended: "E09", away: true, certainty: "last_known", next: [] })),
  page("overdracht-dicht", at("zaak", 40), handoff({ closed: true, status: "completed", next: [], holder: null })),
  page("bericht-standen", at("zaak", 41), states()),
  page("bericht-plaatje", at("zaak", 41), states(), press("Bekijk")),
  page("bericht-nieuw-van-ander", at("zaak", 41), states(), async (scene) => {
    await inside(scene);
    const x = states();
    const last = x.entries.at(-1);
    if (last) scene.stand.answers.show = () => ({ ...x, entries: [...x.entries, { ...last, seq: 8, document: { form: "message.text", version: 1, text: "Nog iets." } }] });
    scene.stand.push({ event: "changed", exchanges: [x.exchange] });
    await tick();
  }),
  page("verzoek-antwoord", at("zaak", 42), answered()),
  page("kamer-alleen", at("kamer", 40), handoff()),
  page("kamer-samen", at("kamer", 40), handoff({ people: [esra.id], status: "talk_confirmed" }), async (scene) => {
    await inside(scene);
    room(scene, handoff());
    await tick();
  }),
  page("kamer-tekenen", at("kamer", 40), handoff({ people: [esra.id] }), async (scene) => {
    await as({ ...one, ways: [phrase, { ...phrase, id: "dd04" }] })(scene);
    room(scene, handoff());
    await tick();
    await pressed("Onderteken en draag over");
  }),
  page("kamer-bezig", at("kamer", 40), offered(false, { people: [esra.id] }), async (scene) => {
    await as({ ...one, ways: [phrase, { ...phrase, id: "dd04" }] })(scene);
    await pressed("Onderteken en neem over");
    const words = document.querySelector<HTMLTextAreaElement>("dialog textarea");
    if (words) {
      words.value = "havik gordijn lantaarn molen peper ruiter sloep tafel";
      words.dispatchEvent(new Event("input", { bubbles: true }));
    }
    await tick();
    document.querySelector<HTMLElement>("dialog button[type=submit]")?.click();
    await tick(300);
  }, { accept: never }),
  page("kamer-onbekend", at("kamer", 40), offered(false, { people: [esra.id] }), async (scene) => {
    await as({ ...one, ways: [phrase, { ...phrase, id: "dd04" }] })(scene);
    await pressed("Onderteken en neem over");
    const words = document.querySelector<HTMLTextAreaElement>("dialog textarea");
    if (words) {
      words.value = "havik gordijn lantaarn molen peper ruiter sloep tafel";
      words.dispatchEvent(new Event("input", { bubbles: true }));
    }
    await tick();
    document.querySelector<HTMLElement>("dialog button[type=submit]")?.click();
    await tick(300);
  }, {
    accept: () => {
      throw new SluisError("E27", "away");
    },
  }),
  page("kamer-wacht", at("kamer", 40), offered(true)),
  page("kamer-medeondertekend", at("kamer", 40), offered(true, { cosigned: true, certainty: "unconfirmed" })),
  page("kamer-gedaan", at("kamer", 40), moved()),
  page("kamer-niet", at("kamer", 40), offered(false, { people: [esra.id] }), press("Wij nemen niet over", "Neem niet over")),

  page("nieuw", "#/nieuw", zaak(), inside, {}, [inquiryDraft, waiting({ ...messageDraft, id: "new:message:1", exchange: "", what: "message" })]),
  page("nieuw-in-zaak", at("nieuw", 1), zaak()),
  page("nieuwe-zaak", "#/nieuw", zaak(), async (scene) => {
    await inside(scene);
    await pressed("Nieuwe zaak");
    await pressed("Maak de zaak");
  }),
  page("opstellen-aan-wie", at("verzoek", 1), zaak(), press("Verder")),
  page("opstellen-overdracht", at("overdracht", 1), zaak(), press("Betrokkenen", "Verder")),
  page("opstellen-veiligheid", at("overdracht", 1), zaak(), press("Veiligheid")),
  page("opstellen-nakijken-leeg", at("overdracht", 1), zaak(), press("Nakijken")),
  page("opstellen-vragen", at("verzoek", 1), zaak(), press("Wat vragen we"), {}, [inquiryDraft]),
  page("opstellen-waarom", at("verzoek", 1), zaak(), press("Waarom"), {}, [inquiryDraft]),
  page("opstellen-nakijken", at("verzoek", 1), zaak(), press("Nakijken"), {}, [inquiryDraft]),
  page("opstellen-wacht", at("verzoek", 1), zaak(), press("Nakijken", "Verstuur het verzoek"), {}, [inquiryDraft]),
  page("opstellen-terugkoppeling", at("terugkoppeling", 1), zaak(), press("Wat vertellen we")),
  page("opstellen-bericht", "#/bericht", zaak(), press("Bericht")),
  page("opstellen-niet-bewaard", "#/bericht", zaak(), async (scene) => {
    await press("Bericht")(scene);
    const box = document.querySelector<HTMLTextAreaElement>("textarea");
    if (box) {
      box.value = "Dit mag niet weg.";
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    await tick(3300);
  }, {
    saveDraft: () => {
      throw new SluisError("E24", "full");
    },
  }),
  page("antwoorden", at("antwoord", 42), toAnswer(), as(police)),
  page("antwoorden-half", at("antwoord", 42), toAnswer(), async (scene) => {
    await as(police)(scene);
    await pressed("Verstuur je antwoord");
  }, {}, [answerDraft]),
  page("antwoorden-niets-bekend", at("antwoord", 42), toAnswer(), async (scene) => {
    await as(police)(scene);
    await pressed("Niets bekend");
    await pressed("Vul overal in");
  }),
  page("antwoorden-ingetrokken", at("antwoord", 42), withdrawn(), as(police), {}, [answerDraft]),
  page("antwoorden-wacht", at("antwoord", 42), toAnswer(), as(police), {}, [waiting(answerDraft)]),
];

