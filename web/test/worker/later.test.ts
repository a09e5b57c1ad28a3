// What the worker fetches later: only the code that was built with it, once.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { type Scope, laterIn } from "../../src/worker/later.ts";

const code = "var sluis_people = { here: true };";
const hash = "sha384-" + createHash("sha384").update(code).digest("base64");
const bundles = { people: { address: "/assets/worker-people.js?1", hash } };

interface Ran {
  readonly scope: Scope;
  readonly ran: string[];
  /** Whether an address may become code at this moment. */
  may(url: string): boolean;
}

function scope(): Ran {
  const ran: string[] = [];
  let rule: (url: string) => string = () => "";
  const global: Record<string, unknown> = {};
  return {
    ran,
    may: (url) => {
      try {
        return rule(url) === url;
      } catch {
        return false;
      }
    },
    scope: {
      ...global,
      trustedTypes: {
        createPolicy(name, { createScriptURL }) {
          assert.equal(name, "sluis");
          rule = createScriptURL;
          return { createScriptURL: (url) => new String(createScriptURL(url)) };
        },
      },
      importScripts(address) {
        ran.push(String(address));
      },
      get sluis_people() {
        return ran.length > 0 ? { here: true } : undefined;
      },
    },
  };
}

const answers = (body: string, status = 200) => async () => new Response(body, { status });

test("the code that was built with it runs, once for all who ask, and no other address becomes code", async () => {
  const { scope: within, ran, may } = scope();
  let asked = 0;
  const later = laterIn(within, bundles, (address, how) => {
    asked++;
    assert.equal(address, bundles.people.address);
    assert.equal(how?.credentials, "omit");
    return answers(code)();
  });
  assert.equal(asked, 0);
  const [one, two] = await Promise.all([later.people(), later.people()]);
  assert.equal(one, two);
  assert.equal(asked, 1);
  assert.equal(ran.length, 1);
  assert.match(ran[0] ?? "", /^blob:/);
  for (const url of ["", ran[0] ?? "", "/assets/worker-people.js?1", "https://evil.example/x.js"]) assert.equal(may(url), false, url);
});

test("what was not built in is not fetched", async () => {
  const { scope: within, ran } = scope();
  await assert.rejects(laterIn(within, {}, answers(code)).people(), { code: "E01" });
  assert.deepEqual(ran, []);
});

for (const [name, get, want] of [
  ["other code under that address", answers(code + " "), "E19"],
  ["nothing there any more", answers("", 404), "E19"],
  ["a host that is down", answers("", 503), "E27"],
  ["no network", () => Promise.reject(new TypeError("failed to fetch")), "E27"],
] as const) {
  test(`${name}: nothing runs, and it is asked for again`, async () => {
    const { scope: within, ran } = scope();
    let broken = true;
    const later = laterIn(within, bundles, () => (broken ? get() : answers(code)()));
    await assert.rejects(later.people(), { code: want });
    assert.deepEqual(ran, []);
    broken = false;
    await later.people();
    assert.equal(ran.length, 1);
  });
}
