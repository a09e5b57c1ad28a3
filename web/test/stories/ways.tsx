// Ways in, the frame, settings and help, in each of their states.

import type { Passkeys } from "../../src/ui/base/passkey.ts";
import { Title } from "../../src/ui/frame/index.ts";
import type { Account } from "../../src/worker/protocol.ts";
import { account, anna, demoTrust, device, now, other, passkey, phrase, words } from "./people.ts";
import { FreeText, Name } from "../../src/ui/part/index.ts";
import { PasskeyError } from "../../src/ui/base/passkey.ts";
import { failing, never, standIn, type Answers, type StandIn } from "./standin.ts";
import type { Scene, Story } from "./story.ts";

const can: Passkeys = { possible: true, make: () => never(), open: () => never() };
const cannot: Passkeys = { ...can, possible: false };

function stand(accounts: Account[], more: Answers = {}): () => StandIn {
  return () =>
    standIn({
      start: () => ({ accounts, passkeys: true }),
      words: (text) => ({
        words: text.trim().split(/\s+/),
        doubts: text
          .trim()
          .split(/\s+/)
          .map((word, at) => ({ at, word, near: word.startsWith("lant") ? ["lantaarn", "landweg"] : [] }))
          .filter((d) => !words.includes(d.word)),
        complete: text.trim() === words.join(" "),
      }),
      find: (code) => ({ ...account, code }),
      passkeySalt: () => new Uint8Array(32),
      unlockPhrase: () => anna(),
      newPhrase: () => ({ words }),
      confirmPhrase: () => anna(),
      lock: () => undefined,
      alive: () => undefined,
      seen: () => undefined,
      forget: () => undefined,
      retry: () => undefined,
      reachable: () => undefined,
      removeWay: () => anna([passkey]),
      setting: (name) => (name === "ways" ? { aa01: "2026-05-03", bb02: "2026-05-03" } : undefined),
      setSetting: () => undefined,
      ...more,
    });
}

const start = ({ app }: Scene) => app.session.start();
const inside = async (scene: Scene, me = anna()) => {
  await start(scene);
  scene.app.session.enter(me);
};

/** Types as a person does. */
function type(id: string, text: string) {
  const box = document.getElementById(id);
  if (!(box instanceof HTMLInputElement) && !(box instanceof HTMLTextAreaElement)) return;
  box.value = text;
  box.dispatchEvent(new globalThis.Event("input", { bubbles: true }));
}

function press(words: string) {
  [...document.querySelectorAll("button")].find((b) => b.textContent.trim() === words)?.click();
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 80));
const empty = () => (
  <div class="stack">
    <Title>Vandaag</Title>
    <p class="lead">Niets te doen vandaag. Fijn.</p>
  </div>
);
const zaak = () => (
  <div class="stack">
    <Title document="Zaak K7Q-M2P">Zaak K7Q-M2P</Title>
    <p>
      <Name role="child">Noah de Vries</Name> en <Name role="parent">Sanne de Vries</Name>
    </p>
    <p>
      <FreeText>Noah was bij Sanne.</FreeText>
    </p>
  </div>
);

/** Keeps what a passkey gave, as text, for a test to compare. */
function keeping(): Answers {
  const kept: string[][] = [];
  Object.assign(globalThis, { kept });
  return {
    addPasskey: (credential, secret) => {
      kept.push(["", "", credential.join(), secret.join()]);
      return anna([passkey, phrase, { ...passkey, id: "aa09", here: false }]);
    },
    unlockPasskey: (org, member, credential, secret) => {
      kept.push([org, member, credential.join(), secret.join()]);
      return anna();
    },
  };
}

const work = { vandaag: empty, postvak: empty, zaken: empty, nieuw: empty, adresboek: empty };

export const wayStories: Story[] = [
  { name: "start", stand: stand([]) },
  {
    name: "start-mislukt",
    stand: stand([], { start: failing("E17") }),
    begin: (scene) => start(scene).catch(() => undefined),
  },
  { name: "inloggen-nieuw", stand: stand([]), passkeys: cannot, begin: start },
  { name: "inloggen-bekend", stand: stand([account]), passkeys: can, begin: start },
  { name: "inloggen-twee", stand: stand([account, other]), passkeys: can, begin: start },
  { name: "inloggen-demo", trust: demoTrust, stand: stand([]), passkeys: can, begin: start },
  {
    name: "inloggen-typefout",
    stand: stand([account]),
    passkeys: can,
    begin: async (scene) => {
      await start(scene);
      await tick();
      type("words", "havik gordijn lantren molen zzz ");
    },
  },
  {
    name: "inloggen-leeg",
    stand: stand([]),
    passkeys: can,
    begin: async (scene) => {
      await start(scene);
      await tick();
      press("Inloggen");
    },
  },
  {
    name: "inloggen-fout",
    stand: stand([account], { unlockPhrase: failing("E28") }),
    passkeys: can,
    begin: async (scene) => {
      await start(scene);
      await tick();
      type("words", words.join(" "));
      await tick();
      press("Inloggen");
    },
  },
  {
    name: "sleutel-kwijt",
    stand: stand([account]),
    passkeys: can,
    begin: async (scene) => {
      await start(scene);
      await tick();
      press("Ik kan niet inloggen");
    },
  },
  { name: "eerste-keer", stand: stand([]), passkeys: can, begin: (scene) => inside(scene, anna([device])) },
  {
    name: "eerste-keer-woorden",
    stand: stand([]),
    passkeys: can,
    begin: async (scene) => {
      await inside(scene, anna([passkey]));
      await tick();
      press("Maak 8 woorden");
      await tick();
      press("Maak 8 woorden");
      await tick();
    },
  },
  {
    name: "eerste-keer-klaar",
    stand: stand([]),
    passkeys: can,
    begin: async (scene) => {
      await inside(scene, anna([passkey]));
      await tick();
      scene.app.session.enter(anna([passkey, phrase]));
    },
  },
  {
    name: "op-slot",
    stand: stand([]),
    passkeys: can,
    begin: async (scene) => {
      await inside(scene);
      scene.stand.push({ event: "locked", why: "idle" });
    },
  },
  {
    name: "op-slot-geweigerd",
    stand: stand([]),
    passkeys: can,
    begin: async (scene) => {
      await inside(scene);
      scene.stand.push({ event: "locked", why: "refused" });
    },
  },
  {
    name: "bijna-op-slot",
    stand: stand([]),
    work,
    begin: async (scene) => {
      await inside(scene);
      scene.stand.push({ event: "locking", seconds: 60 });
    },
  },
  { name: "raamwerk", stand: stand([]), work, hash: "#/vandaag", begin: (scene) => inside(scene) },
  {
    name: "raamwerk-demo",
    trust: demoTrust,
    stand: stand([]),
    work,
    begin: async (scene) => {
      await inside(scene);
      scene.stand.push({ event: "reachable", until: "2026-05-27T15:00:00Z" });
    },
  },
  {
    name: "raamwerk-offline",
    stand: stand([]),
    work,
    begin: async (scene) => {
      await inside(scene);
      scene.stand.push({ event: "link", state: "offline", since: now, retry: 0, missed: 0 });
    },
  },
  {
    name: "raamwerk-kwijt",
    stand: stand([]),
    work,
    begin: async (scene) => {
      await inside(scene);
      scene.stand.push({ event: "link", state: "lost", since: "2026-05-27T12:01:40Z", retry: 8, missed: 0 });
    },
  },
  {
    name: "bereikbaar",
    stand: stand([]),
    work,
    hash: "#/bereikbaar",
    begin: (scene) => inside(scene),
  },
  {
    name: "instellingen",
    stand: stand([]),
    passkeys: can,
    work,
    hash: "#/instellingen",
    begin: (scene) => inside(scene, anna([passkey, { ...passkey, id: "aa09", here: false }, phrase])),
  },
  {
    name: "sleutel-echt",
    stand: () => stand([], keeping())(),
    work,
    hash: "#/instellingen",
    begin: (scene) => inside(scene),
  },
  {
    name: "inloggen-afgebroken",
    stand: stand([account]),
    passkeys: { ...can, open: () => Promise.reject(new PasskeyError("stopped")) },
    work,
    begin: start,
  },
  {
    name: "zaak-open",
    stand: stand([]),
    work: { ...work, zaak },
    hash: "#/zaak/" + "7".repeat(64),
    begin: (scene) => inside(scene),
  },
  { name: "hulp", stand: stand([]), work, hash: "#/hulp", begin: (scene) => inside(scene) },
  { name: "meer", stand: stand([]), work, hash: "#/meer", begin: (scene) => inside(scene) },
];
