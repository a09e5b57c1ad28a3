// What the page fetches when it is needed: screens for admins and for newcomers, those
// about keys and about who takes part, and English. The
// browser runs such a script only with the hash that was built in, which the policy of
// the page names too.

import { SluisError } from "../../crypto/note/code.ts";
import type * as english from "../../text/en.ts";
import type * as keys from "../keys/index.ts";
import type * as parties from "../parties/index.ts";
import type * as people from "../people/index.ts";

/** The bundles, by name. */
export interface Later {
  people(): Promise<typeof people>;
  keys(): Promise<typeof keys>;
  parties(): Promise<typeof parties>;
  english(): Promise<typeof english>;
}

/** Fetches each bundle once; one that did not come is asked for again the next time. */
export function laterOn(view: Window & typeof globalThis, address: (url: string) => string): Later {
  const known = new Map<string, Promise<unknown>>();

  function load(name: string): Promise<unknown> {
    const from = BUILD.later[name];
    if (from === undefined) throw new Error("there is no such bundle");
    return new Promise((resolve, reject) => {
      const script = view.document.createElement("script");
      script.src = address(from.address);
      script.integrity = from.hash;
      script.addEventListener("load", () => resolve(new Map(Object.entries(view)).get("sluis_" + name)));
      script.addEventListener("error", () => {
        script.remove();
        void why(from.address).then(reject);
      });
      view.document.head.append(script);
    });
  }

  function once(name: string): Promise<unknown> {
    const loading = known.get(name) ?? load(name);
    known.set(name, loading);
    loading.catch(() => known.delete(name));
    return loading;
  }
  return {
    // What runs was built with this file: its type is that of its source.
    people: () => once("people") as Promise<typeof people>,
    keys: () => once("keys") as Promise<typeof keys>,
    parties: () => once("parties") as Promise<typeof parties>,
    english: () => once("english") as Promise<typeof english>,
  };
}

/** Why a script did not run: nothing answers, or something else is served by now. */
async function why(address: string): Promise<Error> {
  try {
    const answer = await fetch(address, { method: "HEAD", cache: "no-store", credentials: "omit", redirect: "error" });
    if (answer.status < 500) return new SluisError("E19", "another version of Sluis is served by now");
  } catch {
    // told below
  }
  return new SluisError("E27", "a part of Sluis cannot be fetched");
}
