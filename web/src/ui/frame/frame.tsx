// The frame around every work screen: skip link, top bar, navigation, main, foot.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useApp, useText, type App } from "../base/app.ts";
import { Icon, type IconName } from "../base/icon.tsx";
import { address, type Screen } from "../base/route.ts";
import { fingerprint } from "../base/print.ts";
import { Phone, WithPhone } from "../part/button.tsx";
import { ConnectionBanner, ConnectionChip } from "./connection.tsx";
import { DemoBanner } from "./demo.tsx";
import { Logo } from "./logo.tsx";
import { ReachSwitch } from "./reach.tsx";

interface Place {
  screen: Screen;
  icon: IconName;
  label: string;
  where: "always" | "wide" | "phone";
  also: readonly Screen[]; // screens that belong under it
  admins?: boolean; // for them alone
}

function places(app: App): Place[] {
  const text = app.text.value.frame;
  return [
    { screen: "vandaag", icon: "today", label: text.today, where: "always", also: [] },
    { screen: "postvak", icon: "inbox", label: text.inbox, where: "always", also: ["antwoord"] },
    { screen: "zaken", icon: "folder", label: text.zaken, where: "wide", also: ["zaak", "kamer"] },
    { screen: "adresboek", icon: "book", label: text.book, where: "wide", also: ["organisaties"] },
    { screen: "zoeken", icon: "search", label: text.search, where: "wide", also: [] },
    {
      screen: "nieuw",
      icon: "plus",
      label: text.fresh,
      where: "always",
      also: ["overdracht", "verzoek", "terugkoppeling", "bericht"],
    },
    { screen: "collegas", icon: "people", label: text.manage, where: "wide", also: ["sleutels"], admins: true },
    { screen: "instellingen", icon: "settings", label: text.settings, where: "wide", also: ["bereikbaar"] },
    { screen: "hulp", icon: "help", label: text.help, where: "wide", also: [] },
    { screen: "meer", icon: "more", label: text.more, where: "phone", also: ["instellingen", "hulp", "adresboek", "zoeken", "zaken", "zaak", "kamer", "bereikbaar", "collegas", "sleutels", "organisaties"] },
  ];
}

export interface FrameProps {
  /** Which screens there are: the navigation names no others. */
  has: (screen: Screen) => boolean;
  children: ComponentChildren;
}

export function Frame({ has, children }: FrameProps) {
  const app = useApp();
  const text = useText().frame;
  const { screen, exchange } = app.router.route.value;
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);

  // A new screen takes the focus at its title, as a new page would.
  useLayoutEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    (main.current?.querySelector<HTMLElement>("h1") ?? main.current)?.focus();
  }, [screen, exchange]);

  return (
    <div class="frame">
      <header class="frame__top" aria-label={text.bar}>
        <a
          class="skip link"
          href={address(screen, exchange)}
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          {text.skip}
        </a>
        <div class="topbar">
          <Who />
          <ConnectionChip />
          <ReachSwitch />
          <span class="topbar__wide">
            <HideNames />
          </span>
          <LockButton />
          <span class="topbar__phone">
            <Phone number={app.session.trust.help}>
              <span class="topbar__label">{text.helpdesk(app.session.trust.help)}</span>
            </Phone>
          </span>
        </div>
        <ConnectionBanner />
      </header>
      <nav class="nav" aria-label={text.nav}>
        <a class="nav__logo" href={address("vandaag")} aria-label={`${text.product}, ${text.today}`}>
          <Logo />
        </a>
        <ul role="list" class="nav__list">
          {places(app)
            .filter((place) => has(place.screen) && (!place.admins || app.session.me.value?.admin))
            .map((place) => {
              const here = place.screen === screen || place.also.includes(screen);
              return (
                <li key={place.screen} class={place.where === "always" ? undefined : `nav__${place.where}`}>
                  <a class="nav__link" href={address(place.screen)} aria-current={here ? "page" : undefined}>
                    <Icon name={place.icon} size={24} />
                    <span>{place.label}</span>
                  </a>
                </li>
              );
            })}
          <li class="nav__phone">
            <HideNames below />
          </li>
        </ul>
      </nav>
      <main class="main" ref={main} tabIndex={-1}>
        <DemoBanner />
        {children}
        <Foot />
      </main>
    </div>
  );
}

/** A title that had the focus has gone from the page. */
let left = false;

/**
 * The title of a screen: the one h1, and the title of the document, never with a
 * name in it. A title that gives way to another, as that of a screen that is being
 * opened does to that of what was opened, leaves it the focus.
 */
export function Title({ children, document: title }: { children: string; document?: string }) {
  const text = useText();
  const here = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = text.frame.title(title ?? children);
  }, [title ?? children, text]);
  useLayoutEffect(() => {
    const own = here.current;
    if (left && document.activeElement === document.body) own?.focus({ preventScroll: true });
    left = false;
    return () => {
      left = document.activeElement === own;
    };
  }, []);
  return (
    <h1 tabIndex={-1} ref={here}>
      {children}
    </h1>
  );
}

function Who() {
  const { session } = useApp();
  const text = useText().frame;
  const me = session.me.value;
  if (!me) return null;
  const mine = me.teams.filter((t) => t.mine);
  return (
    <div class="topbar__who">
      <span class="topbar__organisation">{me.organisation}</span>
      {mine.length === 1 && <span class="meta">{mine[0]?.name}</span>}
      {mine.length > 1 && (
        <label class="topbar__team meta">
          <span class="topbar__label">{text.team}</span>
          <select
            class="select"
            aria-label={text.team}
            value={session.team.value}
            onChange={(e) => {
              session.team.value = e.currentTarget.value;
            }}
          >
            <option value="">{text.allTeams}</option>
            {mine.map((team) => (
              <option key={team.id} value={team.id}>
                {team.name}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

/** In the top bar, and on a phone below, where a thumb is. */
function HideNames({ below = false }: { below?: boolean }) {
  const { prefs } = useApp();
  const text = useText().frame;
  const hidden = prefs.hideNames.value;
  return (
    <button
      type="button"
      class={below ? "nav__link nav__link--button" : `button button--quiet${hidden ? " button--on" : ""}`}
      aria-label={text.hide}
      aria-pressed={hidden}
      aria-keyshortcuts="Alt+Shift+N"
      onClick={() => {
        prefs.hideNames.value = !hidden;
      }}
    >
      <Icon name={hidden ? "eye-off" : "eye"} size={below ? 24 : 20} />
      <span class={below ? undefined : "topbar__label"}>{below ? text.hideShort : text.hide}</span>
    </button>
  );
}

function LockButton() {
  const { session } = useApp();
  const text = useText().frame;
  return (
    <button
      type="button"
      class="button button--quiet"
      onClick={() => void session.lock().catch(() => undefined)}
    >
      <Icon name="lock" />
      <span class="topbar__label">{text.lock}</span>
    </button>
  );
}

function Foot() {
  const text = useText().frame;
  const print = fingerprint();
  return (
    <footer class="foot">
      <p>
        <WithPhone number="112">{text.acute}</WithPhone>
      </p>
      <p>
        <WithPhone number="0800 2000">{text.report}</WithPhone>
      </p>
      {print !== "" && <p>{text.version(print)}</p>}
    </footer>
  );
}
