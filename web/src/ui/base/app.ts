// What every screen can reach: the link to the worker, the text, the session, the
// router, notices and names. One of it per page, passed down by context.

import { computed, type ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { catalogue, learn, type Language, type Text } from "../../text/index.ts";
import type { Trust } from "../../worker/protocol.ts";
import type { Later } from "./later.ts";
import type { Link } from "./link.ts";
import { makeNames, type Names } from "./names.ts";
import { makeNotices, type Notices } from "./notices.ts";
import { makePasskeys, type Passkeys } from "./passkey.ts";
import { makePrefs, type Prefs } from "./prefs.ts";
import { makeRouter, type Router } from "./route.ts";
import { makeSession, type Session } from "./session.ts";

export interface App {
  link: Link;
  session: Session;
  prefs: Prefs;
  text: ReadonlySignal<Text>;
  router: Router;
  notices: Notices;
  names: Names;
  passkeys: Passkeys;
  /** What is fetched when it is needed. */
  later: Later;
  /** The time now; stories hold it still. */
  now: () => string;
}

export interface Ground {
  link: Link;
  trust: Trust;
  view: Window;
  later: Later;
  passkeys?: Passkeys;
  now?: () => string;
}

export function makeApp({ link, trust, view, later, passkeys, now }: Ground): App {
  const prefs = makePrefs(view.localStorage, view.document.documentElement);
  const text = computed(() => catalogue(prefs.language.value));
  const session = makeSession(link, trust, view.location.origin);
  const notices = makeNotices();
  const names = makeNames(prefs.hideNames, () => text.value);
  session.onWipe(() => {
    notices.wipe();
    names.wipe();
  });
  return {
    link,
    session,
    prefs,
    text,
    router: makeRouter(view),
    notices,
    names,
    passkeys: passkeys ?? makePasskeys(view),
    later,
    now: now ?? (() => new Date().toISOString()),
  };
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("a part of the page stands outside the app");
  return app;
}

/** speak goes over to a language, when its texts are there. Fails as the fetching does. */
export async function speak({ later, prefs }: Pick<App, "later" | "prefs">, language: Language): Promise<void> {
  if (language === "en") learn(language, (await later.english()).en);
  prefs.language.value = language;
}

/** The text in the language that was chosen. */
export function useText(): Text {
  return useApp().text.value;
}

export function useLanguage(): Language {
  return useApp().prefs.language.value;
}
