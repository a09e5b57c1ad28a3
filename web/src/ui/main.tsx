// Where the page begins: read whom to trust, start the worker, show the app.

import { render } from "preact";
import type { Trust } from "../worker/protocol.ts";
import { Root } from "./app.tsx";
import { nl } from "../text/nl.ts";
import { makeApp, speak } from "./base/app.ts";
import { codeAddresses } from "./base/code.ts";
import { laterOn } from "./base/later.ts";
import { startWorker } from "./base/worker.ts";
import { keyScreens, peopleScreens } from "./later.tsx";
import { remote } from "./remote.ts";
import { composeScreens } from "./tasks/compose/index.ts";
import { exchangeScreens } from "./tasks/exchange/index.ts";
import { lists } from "./tasks/list/index.ts";

async function begin() {
  const place = document.getElementById("app");
  if (!place) throw new Error("the page has no place for the app");
  const addresses = codeAddresses(window);
  const worker = startWorker(addresses); // first, since it is fetched while the trust file is
  const trust = await readTrust();
  if (trust === undefined) return notSetUp(place);
  const app = makeApp({ link: remote(worker), trust, view: window, later: laterOn(window, addresses) });
  // Whoever cannot have the language it chose reads Dutch, until it is there.
  await speak(app, app.prefs.language.value).catch(() => undefined);
  place.replaceChildren(); // what stood there for who has no script
  render(<Root app={app} work={{ ...lists, ...composeScreens, ...exchangeScreens, ...peopleScreens, ...keyScreens }} />, place);
  await app.session.start();
}

/** The trust file stands beside the page, on the same host; undefined for one that does not say enough. */
async function readTrust(): Promise<Trust | undefined> {
  const answer = await fetch("/trust.json", { cache: "no-store", credentials: "omit", redirect: "error" });
  if (!answer.ok) throw new Error("no trust file");
  const said: unknown = await answer.json();
  return isTrust(said) ? said : undefined;
}

function isTrust(said: unknown): said is Trust {
  if (typeof said !== "object" || said === null) return false;
  const trust = new Map(Object.entries(said));
  const founders = trust.get("founders");
  return (
    typeof trust.get("hub") === "string" &&
    typeof trust.get("help") === "string" &&
    typeof trust.get("demo") === "boolean" &&
    typeof founders === "object" &&
    founders !== null &&
    typeof trust.get("log") === "string" &&
    Array.isArray(trust.get("witnesses")) &&
    typeof trust.get("quorum") === "number" &&
    (trust.get("people") === undefined || Array.isArray(trust.get("people")))
  );
}

/** Says so, above whom to call. */
function notSetUp(place: Element): void {
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.textContent = nl.frame.noTrust;
  place.querySelector("h1")?.after(said);
}

// What fails here leaves the text of the page itself standing, which says whom to call.
void begin().catch(() => undefined);
