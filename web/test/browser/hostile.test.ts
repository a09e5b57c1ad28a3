// A hub that answers with a page, a script, a picture that runs or a redirect, on
// every route, gets nothing to run in the app's address; and of the page itself
// every known way from text to code is shut.

import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, root } from "./chromium.ts";

const sluis = join(root, ".cache", "sluis");
const evil = "globalThis.pwned = true; document.title = 'pwned';";

/** What the hub answers, by the name of the attack. */
const attacks: Record<string, { status: number; headers: Record<string, string>; body: string }> = {
  html: { status: 200, headers: { "Content-Type": "text/html" }, body: `<title>x</title><script>${evil}</script>` },
  "html as error": { status: 404, headers: { "Content-Type": "text/html" }, body: `<script>${evil}</script>` },
  script: { status: 200, headers: { "Content-Type": "text/javascript" }, body: evil },
  svg: {
    status: 200, headers: { "Content-Type": "image/svg+xml" },
    body: `<svg xmlns="http://www.w3.org/2000/svg" onload="${evil}"><script>${evil}</script></svg>`,
  },
  "json that is a script": { status: 200, headers: { "Content-Type": "application/json" }, body: evil },
  "text that is a page": { status: 200, headers: { "Content-Type": "text/plain" }, body: `<script>${evil}</script>` },
  "octets that are a page": { status: 200, headers: { "Content-Type": "application/octet-stream" }, body: `<script>${evil}</script>` },
  worker: {
    status: 200, headers: { "Content-Type": "text/javascript", "Service-Worker-Allowed": "/" }, body: "onfetch = () => {}",
  },
  redirect: { status: 302, headers: { Location: "data:text/html,<script>1</script>" }, body: "" },
  refresh: { status: 200, headers: { "Content-Type": "application/json", Refresh: "0; url=/api/x", Link: "</api/x>; rel=preload; as=script" }, body: "{}" },
  cookie: { status: 200, headers: { "Content-Type": "application/json", "Set-Cookie": "a=b; Path=/" }, body: "{}" },
};

let hub: Server;
let edge: ChildProcess;
let origin: string;
let dir: string;
let browser: Browser;
let page: Page;
let attack = "html";

before(async () => {
  execFileSync("go", ["build", "-o", sluis, "./cmd/sluis"], { cwd: root });
  hub = createServer((_, answer) => {
    const with_ = attacks[attack];
    if (with_ === undefined) throw new Error("no such attack");
    answer.writeHead(with_.status, with_.headers).end(with_.body);
  });
  await new Promise<void>((up) => hub.listen(0, "127.0.0.1", up));
  const { port } = hub.address() as AddressInfo; // it listens on TCP
  dir = await mkdtemp(join(tmpdir(), "sluis-edge-"));
  const id = "0".repeat(32);
  const { vectors } = JSON.parse(await readFile(join(root, "crypto/vectors/translog.json"), "utf8")) as { vectors: { code: string; policy?: object }[] };
  const policy = vectors.find((v) => v.code === "" && v.policy !== undefined)?.policy;
  const trust = { hub: id, founders: { [id]: id }, ...policy, help: "088 000 00 00", demo: false };
  await writeFile(join(dir, "trust.json"), JSON.stringify(trust));
  edge = spawn(sluis, ["--json", "edge", "--listen", "127.0.0.1:0", "--data", dir, "--hub", `http://127.0.0.1:${port}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(edge.stdout ?? edge, "data")) as [Buffer];
  origin = (JSON.parse(said.toString()) as { edge: string }).edge; // our own program says it
  browser = await launch();
  page = await browser.newPage();
});
after(async () => {
  await browser.close();
  edge.kill();
  hub.close();
  hub.closeAllConnections();
  await rm(dir, { recursive: true, force: true });
});

const routes = ["/api/hello", "/api/challenge", "/api/entries", "/api/socket", "/api/directory?from=0", "/api/no/such/route"];

test("nothing of a hub's answer runs, is followed or is kept", { timeout: 240_000 }, async (t) => {
  for (const name of Object.keys(attacks)) {
    await t.test(name, async () => {
      attack = name;
      for (const route of routes) {
        // opened as a page, as a person could be led to
        await page.goto(origin + route, { waitUntil: "load" }).catch((error: Error) => {
          assert.match(error.message, /ERR_ABORTED|Download is starting/, route); // a download opens nothing
        });
        assert.equal(await page.evaluate("globalThis.pwned === true || document.title === 'pwned'"), false, route);
        assert.ok(!page.url().startsWith("data:"), route);
      }
      // used by the app's own page
      await page.goto(origin + "/");
      const tried = await page.evaluate(async () => {
        const route = "/api/hello";
        const outcome: Record<string, boolean> = {};
        outcome["service worker"] = await navigator.serviceWorker.register(route).then(() => true, () => false);
        try {
          new Worker(route);
          outcome["worker"] = true;
        } catch {
          outcome["worker"] = false;
        }
        outcome["module"] = await import(/* @vite-ignore */ String(route)).then(() => true, () => false);
        outcome["cookie"] = document.cookie !== "";
        outcome["ran"] = "pwned" in globalThis;
        return outcome;
      });
      assert.deepEqual(tried, { "service worker": false, worker: false, module: false, cookie: false, ran: false });
    });
  }
});

test("no text becomes code in the page", async () => {
  attack = "json that is a script";
  await page.goto(origin + "/");
  const policy = (await page.request.get(origin + "/")).headers()["content-security-policy"] ?? "";
  assert.match(policy, /^default-src 'none'; script-src 'sha384-/);
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types sluis/);
  assert.doesNotMatch(policy, /unsafe|\*|data:|https?:(?!\/\/localhost)/);
  const open = await page.evaluate((code) => {
    const sinks: Record<string, () => unknown> = {
      setTimeout: () => setTimeout(code as unknown as () => void),
      innerHTML: () => (document.createElement("div").innerHTML = `<img src=x onerror="${code}">`),
      outerHTML: () => (document.body.appendChild(document.createElement("div")).outerHTML = "<b></b>"),
      insertAdjacentHTML: () => document.body.insertAdjacentHTML("beforeend", "<b></b>"),
      write: () => document.write("<b></b>"),
      srcdoc: () => (document.createElement("iframe").srcdoc = "<b></b>"),
      "script src": () => (document.createElement("script").src = "/api/hello"),
      "script text": () => (document.createElement("script").text = code),
      parser: () => new DOMParser().parseFromString("<b></b>", "text/html"),
      fragment: () => document.createRange().createContextualFragment("<b></b>"),
      "a policy of one's own": () =>
        (globalThis as unknown as { trustedTypes: { createPolicy(n: string, r: object): unknown } }).trustedTypes.createPolicy("other", {}),
      "the policy of Sluis again": () =>
        (globalThis as unknown as { trustedTypes: { createPolicy(n: string, r: object): unknown } }).trustedTypes.createPolicy("sluis", {}),
    };
    return Object.entries(sinks).flatMap(([name, use]) => {
      try {
        use();
        return [name];
      } catch {
        return [];
      }
    });
  }, evil);
  assert.deepEqual(open, []);
  // What drives the browser may eval where the page may not, unless it says otherwise.
  const driver = await page.context().newCDPSession(page);
  for (const expression of ["eval('1')", "new Function('return 1')()", "new (async () => {}).constructor('1')()"]) {
    const { exceptionDetails } = await driver.send("Runtime.evaluate", { expression, allowUnsafeEvalBlockedByCSP: false });
    assert.match(exceptionDetails?.exception?.description ?? "", /EvalError/, expression);
  }
  const inline = await page.evaluate(async () => {
    const handler = document.createElement("button");
    handler.setAttribute("data-x", "1");
    try {
      handler.setAttribute("onclick", "globalThis.pwned = true");
    } catch {
      return false;
    }
    handler.click();
    return "pwned" in globalThis;
  });
  assert.equal(inline, false);
});
