// What the worker fetches when it is needed. It runs only code that has the hash that
// was built in: the bytes are compared first, and what runs is made from those bytes.

import { fail } from "../crypto/note/index.ts";
import type * as keys from "./keys/index.ts";
import type * as parties from "./parties/index.ts";
import type * as people from "./people/index.ts";

/** The bundles, by name. */
export interface Later {
  people(): Promise<typeof people>;
  keys(): Promise<typeof keys>;
  parties(): Promise<typeof parties>;
}

/** A worker's scope, as far as it is used here. */
export interface Scope {
  importScripts(address: string | object): void;
  readonly trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): object };
  };
  readonly [global: string]: unknown;
}

/** Where a bundle lies, and the hash that its code must have. */
export type Bundles = Readonly<Record<string, { readonly address: string; readonly hash: string }>>;

/** Fetches each bundle once; one that did not come is asked for again the next time. */
export function laterIn(scope: Scope, bundles: Bundles, get: typeof fetch = fetch): Later {
  const own = { address: "" }; // the one address that may become code, while it does
  const policy = scope.trustedTypes?.createPolicy("sluis", {
    createScriptURL: (url) => (url === own.address && url !== "" ? url : fail("E15", "this is no code of Sluis")),
  });
  const known = new Map<string, Promise<unknown>>();

  async function load(name: string): Promise<unknown> {
    const { address, hash } = bundles[name] ?? fail("E01", "there is no such bundle");
    const code = await fetched(address);
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-384", code));
    if ("sha384-" + btoa(String.fromCharCode(...sum)) !== hash) fail("E19", "another version of Sluis is served by now");
    const blob = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    try {
      own.address = blob;
      scope.importScripts(policy?.createScriptURL(blob) ?? blob);
    } finally {
      own.address = "";
      URL.revokeObjectURL(blob);
    }
    return scope["sluis_" + name];
  }

  async function fetched(address: string): Promise<ArrayBuffer> {
    let answer: Response;
    try {
      answer = await get(address, { credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
      if (answer.ok) return await answer.arrayBuffer();
    } catch (cause) {
      return fail("E27", "a part of Sluis cannot be fetched", cause);
    }
    return fail(answer.status >= 500 ? "E27" : "E19", "a part of Sluis is not served any more");
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
  };
}
