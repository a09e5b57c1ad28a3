// The page: which of the ways in or which screen is shown, by what the session says.

import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { AppContext, useApp, useText, type App } from "./base/app.ts";
import { useHideKey, useLetters } from "./base/keys.ts";
import type { Screen } from "./base/route.ts";
import type { Phase } from "./base/session.ts";
import { Frame, Gate, Title } from "./frame/index.ts";
import { Button, Note, Toasts } from "./part/index.ts";
import { Begin } from "./later.tsx";
import { SearchDialog, useJoins } from "./tasks/list/index.ts";
import { FirstTime, Help, LockWarning, Locked, Login, Lost, More, Reachable, Settings } from "./ways/index.ts";

/** The screens of the work itself, by name. The navigation names those that are here. */
export type Work = Partial<Record<Screen, ComponentType>>;

export function Root({ app, work }: { app: App; work: Work }) {
  return (
    <AppContext.Provider value={app}>
      <Page work={work} />
      <Toasts />
    </AppContext.Provider>
  );
}

function Page({ work }: { work: Work }) {
  const { session } = useApp();
  useHideKey();
  useAlive();
  useFocusOnTurn(session.phase.value);
  switch (session.phase.value) {
    case "starting":
    case "broken":
      return <Starting />;
    case "out":
      return <Out />;
    case "locked":
      return (
        <Gate name="locked">
          <Locked />
        </Gate>
      );
    case "in":
      return <In work={work} />;
  }
}

/** Logging in and locking put another page in place of this one: the focus goes to its title. */
function useFocusOnTurn(phase: Phase) {
  const was = useRef(phase);
  useLayoutEffect(() => {
    if (was.current !== phase && was.current !== "starting") document.querySelector<HTMLElement>("main h1")?.focus();
    was.current = phase;
  }, [phase]);
}

function Starting() {
  const { session } = useApp();
  const { ways, parts } = useText();
  const text = ways.start;
  const broken = session.phase.value === "broken";
  return (
    <Gate name="start">
      <Title>{broken ? text.fails : text.title}</Title>
      {broken ? (
        <>
          <Note tone="stop">
            <p role="alert">
              {text.again} {text.old} {text.use}
            </p>
          </Note>
          <div class="row">
            <Button icon="again" onClick={() => location.reload()}>
              {parts.retry}
            </Button>
          </div>
        </>
      ) : (
        <p role="status">{text.wait}</p>
      )}
    </Gate>
  );
}

function Out() {
  const { router, session } = useApp();
  const [lost, setLost] = useState(false);
  const accounts = session.accounts.value;
  const begins = router.route.value.screen === "begin" || (accounts.length > 0 && accounts.every((a) => a.waits));
  if (begins) {
    return (
      <Gate name="begin">
        <Begin />
      </Gate>
    );
  }
  return (
    <Gate name={lost ? "lost" : "login"}>
      {lost ? <Lost onBack={() => setLost(false)} /> : <Login onLost={() => setLost(true)} />}
    </Gate>
  );
}

function In({ work }: { work: Work }) {
  const { session } = useApp();
  // Who came with fewer than two ways stays at T2 until the last step there is pressed.
  const [first, setFirst] = useState((session.me.value?.ways.length ?? 0) < 2);
  if (first) {
    return (
      <>
        <Gate name="first">
          <FirstTime onDone={() => setFirst(false)} />
        </Gate>
        <LockWarning />
      </>
    );
  }
  return (
    <>
      <Work work={work} />
      <SearchDialog />
      <LockWarning />
    </>
  );
}

function Work({ work }: { work: Work }) {
  const { router } = useApp();
  const has = (screen: Screen) => screen in own || screen === "meer" || screen in work;
  const { screen, exchange } = router.route.value;
  useJoins();
  useLetters(useMemo(() => places(router.go), [router]));
  const Screen = work[screen] ?? own[screen] ?? work.vandaag ?? Settings;
  return (
    <Frame has={has}>{screen === "meer" ? <More has={has} /> : <Screen key={`${screen}/${exchange}`} />}</Frame>
  );
}

const own: Work = { instellingen: Settings, bereikbaar: Reachable, hulp: Help };

function places(go: (screen: Screen) => void) {
  return {
    "g v": () => go("vandaag"),
    "g p": () => go("postvak"),
    "g a": () => go("adresboek"),
    n: () => go("nieuw"),
    "/": () => go("zoeken"),
    "?": () => go("hulp"),
  };
}

/**
 * Tells the worker that somebody is there, so that it does not lock under their hands,
 * when the page is out of sight, and when the network goes.
 */
function useAlive() {
  const { session, link } = useApp();
  useEffect(() => {
    const seen = () => {
      void link.call("seen", document.visibilityState === "visible").catch(() => undefined);
    };
    const here = () => {
      if (session.locking.value === null) session.alive();
    };
    const network = () => {
      void link.call("network", navigator.onLine).catch(() => undefined);
    };
    document.addEventListener("pointerdown", here);
    document.addEventListener("keydown", here);
    document.addEventListener("visibilitychange", seen);
    window.addEventListener("online", network);
    window.addEventListener("offline", network);
    seen(); // a page can begin out of sight
    network(); // or without a network
    return () => {
      window.removeEventListener("online", network);
      window.removeEventListener("offline", network);
      document.removeEventListener("visibilitychange", seen);
      document.removeEventListener("pointerdown", here);
      document.removeEventListener("keydown", here);
    };
  }, []);
}
