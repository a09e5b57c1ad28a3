// The page of the stories: ?story=name shows one. For tests alone, never in dist.

import { render } from "preact";
import { Root } from "../../src/ui/app.tsx";
import { AppContext, makeApp } from "../../src/ui/base/app.ts";
import { Toasts } from "../../src/ui/part/index.ts";
import { en } from "../../src/text/en.ts";
import { learn } from "../../src/text/index.ts";
import { stories } from "./all.ts";
import { now, trust } from "./people.ts";
import { standIn } from "./standin.ts";

learn("en", en);

async function begin() {
  const name = new URLSearchParams(location.search).get("story");
  const story = stories.find((s) => s.name === name);
  const place = document.getElementById("app");
  if (!story || !place) throw new Error("no such story");
  if (story.hash !== undefined && location.hash === "") location.hash = story.hash;
  if (!location.search.includes("keep")) localStorage.clear();
  place.replaceChildren();
  const stand = story.stand?.() ?? standIn();
  const app = makeApp({
    link: stand.link,
    trust: story.trust ?? trust,
    view: window,
    later: { people: () => story.later ?? import("../../src/ui/people/index.ts"), keys: () => story.later ?? import("../../src/ui/keys/index.ts"), parties: () => story.later ?? import("../../src/ui/parties/index.ts"), english: () => import("../../src/text/en.ts") },
    now: () => now,
    ...(story.passkeys ? { passkeys: story.passkeys } : {}),
  });
  const scene = { app, stand };
  Object.assign(globalThis, { scene }); // for the tests that act on a page
  document.title = "Verhaal – Sluis";
  if (story.show) {
    render(
      <AppContext.Provider value={app}>
        <main class="main stack stack--wide">
          <h1>{story.name}</h1>
          {story.show(scene)}
        </main>
        <Toasts />
      </AppContext.Provider>,
      place,
    );
  } else {
    render(<Root app={app} work={story.work ?? {}} />, place);
  }
  await story.begin?.(scene);
  document.body.dataset["ready"] = "yes";
}

void begin();
