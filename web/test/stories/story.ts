// What a story is: a name, what the worker answers, and what is on the screen.

import type { ComponentChildren } from "preact";
import type { App } from "../../src/ui/base/app.ts";
import type { Work } from "../../src/ui/app.tsx";
import type { Passkeys } from "../../src/ui/base/passkey.ts";
import type { Trust } from "../../src/worker/protocol.ts";
import type { StandIn } from "./standin.ts";

export interface Scene {
  app: App;
  stand: StandIn;
}

export interface Story {
  name: string; // of its picture, and in the address
  trust?: Trust;
  stand?: () => StandIn;
  passkeys?: Passkeys;
  /** The screen that is open, for stories of whole pages. */
  hash?: string;
  work?: Work;
  /** What is fetched later, when it does not come at once. */
  later?: Promise<never>;
  /** Parts on an empty page; without it the whole page is shown. */
  show?: (scene: Scene) => ComponentChildren;
  /** Puts the page in its state, once it stands. */
  begin?: (scene: Scene) => void | Promise<void>;
}
