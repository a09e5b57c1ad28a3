// H2: the organisations of the directory, in each of their states.

import { SluisError } from "../../src/crypto/note/code.ts";
import { peopleScreens } from "../../src/ui/later.tsx";
import type { Organisation } from "../../src/worker/people/calls.ts";
import { anna, id, now } from "./people.ts";
import { failing, never, standIn, type Answers } from "./standin.ts";
import type { Scene, Story } from "./story.ts";

export const organisations: Organisation[] = [
  {
    id: id(2), name: "Veilig Thuis Vechtdal", mine: true, founder: true, vouchers: [], since: "2026-01-12T09:00:00Z",
    root: "9f3a 77c1 02be 5d40 88a1 c3f0 6be2 19d7", teams: 3,
  },
  {
    id: id(3), name: "Basisschool De Berk", mine: false, founder: false, vouchers: ["Veilig Thuis Vechtdal", "Gemeente Vechtdal"],
    since: "2026-04-02T13:20:00Z", root: "10bb 4e0f a7c2 66d1 9e3b 7f58 d0c4 2a96", teams: 1,
  },
  {
    id: id(4), name: "Praktijk voor kinder- en jeugdpsychologie Ommen-Hardenberg en omstreken", mine: false, founder: false,
    vouchers: [], since: "2026-05-20T08:05:00Z", root: "c41d 0aa9 3e77 5b12 f6d8 90ce 2b43 718f", teams: 2,
  },
];

const inside = async ({ app }: Scene, me = anna()) => {
  await app.session.start();
  app.session.enter(me);
};
const stand = (more: Answers) => () =>
  standIn({ start: () => ({ accounts: [], passkeys: true }), seen: () => undefined, network: () => undefined, alive: () => undefined, lock: () => undefined, ...more });
const hash = "#/organisaties";

const work = peopleScreens;

export const organisationStories: Story[] = [
  { name: "organisaties", hash, work, stand: stand({ organisations: () => organisations }), begin: (scene) => inside(scene) },
  { name: "organisaties-leeg", hash, work, stand: stand({ organisations: () => [] }), begin: (scene) => inside(scene) },
  { name: "organisaties-fout", hash, work, stand: stand({ organisations: failing("E27") }), begin: (scene) => inside(scene) },
  { name: "organisaties-laadt", hash, work, stand: stand({ organisations: () => never() }), begin: (scene) => inside(scene) },
  {
    name: "organisaties-offline", hash, work, stand: stand({ organisations: () => organisations }),
    begin: async (scene) => {
      await inside(scene);
      scene.stand.push({ event: "link", state: "offline", since: now, retry: 0, missed: 0 });
    },
  },
  {
    name: "bundel-fout", hash, work, stand: stand({}),
    get later() {
      return Promise.reject(new SluisError("E27", "as the story wants it"));
    },
    begin: (scene) => inside(scene),
  },
  {
    name: "bundel-nieuwer", hash, work, stand: stand({}),
    get later() {
      return Promise.reject(new SluisError("E19", "as the story wants it"));
    },
    begin: (scene) => inside(scene),
  },
];
