// Which screen is open, in the part of the address behind #. It holds a screen's
// name and at most the id of an exchange or of an organisation, which is random: no name, no kenmerk and
// no secret is ever part of an address, since browsers remember those.

import { signal, type ReadonlySignal } from "@preact/signals";
import { isHash, isID, type OrgID, type XID } from "../../crypto/note/value.ts";

export const screens = [
  "vandaag",
  "postvak",
  "zaken",
  "zaak",
  "nieuw",
  "overdracht",
  "verzoek",
  "terugkoppeling",
  "bericht",
  "antwoord",
  "kamer",
  "adresboek",
  "zoeken",
  "meer",
  "instellingen",
  "bereikbaar",
  "hulp",
  "collegas",
  "sleutels",
  "organisaties",
  "begin",
] as const;

export type Screen = (typeof screens)[number];

export interface Route {
  screen: Screen;
  exchange: XID | "";
  org: OrgID | ""; // that a newcomer was invited into
}

export function readRoute(hash: string): Route {
  const [name = "", exchange = ""] = hash.replace(/^#\/?/, "").split("/");
  const screen = screens.find((s) => s === name) ?? "vandaag";
  return { screen, exchange: isHash(exchange) ? exchange : "", org: screen === "begin" && isID(exchange) ? exchange : "" };
}

/** The address of a screen, for a link. */
export function address(screen: Screen, exchange: XID | "" = ""): string {
  return exchange === "" ? `#/${screen}` : `#/${screen}/${exchange}`;
}

/** The link for a newcomer: where Sluis is, and which organisation invites. Neither is a secret. */
export function invitationLink(origin: string, org: OrgID): string {
  return `${origin}/#/begin/${org}`;
}

export interface Router {
  route: ReadonlySignal<Route>;
  go(screen: Screen, exchange?: XID | ""): void;
}

export function makeRouter(view: Window): Router {
  const route = signal(readRoute(view.location.hash));
  view.addEventListener("hashchange", () => {
    route.value = readRoute(view.location.hash);
  });
  return {
    route,
    go(screen, exchange = "") {
      view.location.hash = address(screen, exchange);
    },
  };
}
