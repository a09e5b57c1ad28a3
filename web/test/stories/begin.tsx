// T2: a newcomer, from the link to being let in, in each of the states.

import type { Passkeys } from "../../src/ui/base/passkey.ts";
import { PasskeyError } from "../../src/ui/base/passkey.ts";
import type { Account } from "../../src/worker/protocol.ts";
import type { Door, Joining } from "../../src/worker/people/calls.ts";
import { id, words } from "./people.ts";
import { failing, never, standIn, type Answers } from "./standin.ts";
import type { Scene, Story } from "./story.ts";

const joining = (more: Partial<Joining> = {}): Joining => ({
  org: id(2), member: id(20), name: "Joke de Vries", code: "K7QM2-P4XD9", ways: [], answered: false, ...more,
});
const door = (more: Partial<Door> = {}): Door => ({
  name: "Basisschool De Berk", founder: false, vouchers: ["Veilig Thuis Vechtdal", "Regio Vechtdal"], root: "3f2a 91c0 77de 05b1 c4e8 1d66 9ab2 f013", alike: false, withheld: false, ...more,
});
const account: Account = { org: id(2), member: id(20), code: "K7QM2-P4XD9", ways: ["passkey", "phrase"], waits: true };

const bytes = new Uint8Array(32);
const can: Passkeys = {
  possible: true,
  make: async () => ({ org: id(2), member: id(20), credential: bytes.slice(), secret: bytes.slice() }),
  open: () => never(),
};
const cannot: Passkeys = { ...can, possible: false };
const stops: Passkeys = { ...can, make: () => Promise.reject(new PasskeyError("stopped")) };

const stand = (more: Answers, accounts: Account[] = []) => () =>
  standIn({
    start: () => ({ accounts, passkeys: true }), seen: () => undefined, network: () => undefined,
    words: (text) => ({ words: text.trim().split(/\s+/), doubts: [], complete: true }),
    passkeySalt: () => new Uint8Array(32),
    joinBegin: () => joining(), joinPasskey: () => joining({ ways: ["passkey"] }),
    joinWords: () => ({ words: [...words] }), joinWordsBack: () => joining({ ways: ["passkey", "phrase"] }),
    joinAnswer: () => joining({ ways: ["passkey", "phrase"], answered: true }), joinLook: () => null, joinEnd: () => undefined,
    ...more,
  });

const step = (n = 1) => new Promise<void>((resolve) => setTimeout(resolve, 80 * n));
async function press(name: string): Promise<void> {
  for (let n = 0; n < 60; n++) {
    const found = [...document.querySelectorAll("button")].find((b) => b.textContent.trim() === name);
    if (found) {
      found.click();
      return step();
    }
    await step();
  }
  throw new Error("nothing here is called " + name);
}
async function type(name: string, text: string): Promise<void> {
  for (let n = 0; n < 60 && !document.getElementById(name); n++) await step();
  const box = document.getElementById(name);
  if (!(box instanceof HTMLInputElement) && !(box instanceof HTMLTextAreaElement)) throw new Error("no field " + name);
  box.value = text;
  box.dispatchEvent(new globalThis.Event("input", { bubbles: true }));
}
const begin = async () => {
  await type("name", "Joke de Vries");
  await type("words", words.join(" "));
  await step();
  await press("Verder");
};
const key = async () => {
  await begin();
  await press("Maak mijn sleutel");
};
const paper = async () => {
  await key();
  await press("Maak 8 woorden");
};
const answer = async () => {
  await paper();
  await press("Ik heb ze opgeschreven");
  await type("typed-back", words.join(" "));
  await step();
  await press("Klaar");
  await step(5);
};

const story = (name: string, more: Answers = {}, then?: (scene: Scene) => void | Promise<void>, rest: Partial<Story> & { accounts?: Account[] } = {}): Story => {
  const { accounts = [], ...also } = rest;
  return {
    name, hash: "#/begin/" + id(2), passkeys: can, stand: stand(more, accounts),
    begin: async (scene) => {
      await scene.app.session.start();
      await then?.(scene);
    },
    ...also,
  };
};

export const beginStories: Story[] = [
  story("begin"),
  story("begin-zonder-link", {}, () => press("Verder"), { hash: "#/begin" }),
  story("begin-verkeerde-woorden", { joinBegin: failing("E28") }, begin),
  story("begin-rare-naam", { joinBegin: failing("E01") }, begin),
  story("begin-geen-hub", { joinBegin: failing("E27") }, begin),
  story("begin-controle", { joinBegin: () => never() }, begin),
  story("begin-offline", {}, () => {
    Object.defineProperty(navigator, "onLine", { value: false, configurable: true });
    window.dispatchEvent(new globalThis.Event("offline"));
  }),
  story("begin-sleutel", {}, begin),
  story("begin-sleutel-mislukt", {}, key, { passkeys: stops }),
  story("begin-zonder-sleutel", {}, begin, { passkeys: cannot }),
  story("begin-tweede", {}, key),
  story("begin-tweede-woorden", {}, paper),
  story("begin-bezig", { joinAnswer: () => never() }, answer),
  story("begin-wacht", {}, answer),
  story("begin-deur", { joinLook: () => door() }, answer),
  story("begin-deur-oprichter", { joinLook: () => door({ name: "Veilig Thuis Vechtdal", founder: true, vouchers: [] }) }, answer),
  story("begin-deur-lijkt", { joinLook: () => door({ alike: true }) }, answer),
  story("begin-deur-onbekend", { joinLook: () => door({ withheld: true }) }, answer),
  story("begin-deur-bezig", { joinLook: () => door(), joinEnter: () => never() }, async () => {
    await answer();
    await press("Ja, ga naar binnen");
  }),
  story("begin-deur-vreemd", { joinLook: () => door({ name: "Basisschool De Esdoorn" }) }, async () => {
    await answer();
    await press("Nee, dit is een andere organisatie");
  }),
  story("begin-deur-geen-hub", { joinLook: () => door(), joinEnter: failing("E27") }, async () => {
    await answer();
    await press("Ja, ga naar binnen");
  }),
  story("begin-al-gebruikt", { joinAnswer: failing("E20") }, answer),
  story("begin-geen-antwoord", { joinAnswer: failing("E27") }, answer),
  story("begin-voorbij", { joinLook: failing("E28") }, answer),
  story("begin-veranderd", { joinLook: failing("E06") }, answer),
  story("begin-verder", {}, undefined, { accounts: [account] }),
  story("begin-verder-fout", { joinResume: failing("E28") }, async () => {
    await type("words", words.join(" "));
    await step();
    await press("Ga verder");
  }, { accounts: [account] }),
];
