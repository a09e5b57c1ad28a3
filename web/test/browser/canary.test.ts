// What a browser keeps and sends: after a day of work nothing of it can be read in
// the profile on disk, in addresses, in what the page told the console, or in what
// went over the line. A searcher that finds planted words proves that it would.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { type BrowserContext, type Page, chromium } from "playwright-core";
import { Demo } from "../hub/demo.ts";
import { flags, root } from "./chromium.ts";

const sluis = join(root, ".cache", "sluis");
const name = "Kanarie van Testenstein";
const text = "De kanarie zingt om kwart over vier achter het groene hek.";

let demo: Demo;
let profile: string;

before(async () => {
  demo = await Demo.start();
  profile = await mkdtemp(join(tmpdir(), "sluis-profile-"));
});
after(async () => {
  await demo.remove();
  await rm(profile, { recursive: true, force: true });
});

/** How a secret may stand somewhere: as it is, in other letters, or written as hex or base64 at any offset. */
function shapes(secret: string): Buffer[] {
  const bytes = Buffer.from(secret);
  const wide = Buffer.from(secret, "utf16le");
  const base64 = [0, 1, 2].map((skip) => {
    const whole = bytes.subarray(skip, skip + Math.floor((bytes.length - skip) / 3) * 3);
    return Buffer.from(whole.toString("base64"));
  });
  const url = base64.map((b) => Buffer.from(b.toString().replaceAll("+", "-").replaceAll("/", "_")));
  return [bytes, wide, Buffer.from(bytes.toString("hex")), ...base64, ...url].filter((b) => b.length >= 8);
}

/** The secrets that stand in bytes, also where those are compressed. */
function found(where: Buffer, secrets: ReadonlyMap<string, Buffer[]>): string[] {
  const texts = [where];
  for (const open of [gunzipSync, brotliDecompressSync]) {
    try {
      texts.push(open(where));
    } catch {
      // not compressed so
    }
  }
  return [...secrets].filter(([, all]) => texts.some((t) => all.some((s) => t.includes(s)))).map(([what]) => what);
}

async function files(dir: string): Promise<string[]> {
  const all = await readdir(dir, { withFileTypes: true, recursive: true });
  return all.filter((d) => d.isFile()).map((d) => join(d.parentPath, d.name));
}

/** Everything that goes out of a page, its workers included. */
function wiretap(context: BrowserContext): { sent: Buffer[]; said: string[] } {
  const sent: Buffer[] = [];
  const said: string[] = [];
  context.on("request", (r) => {
    sent.push(Buffer.from(r.url()), Buffer.from(JSON.stringify(r.headers())), r.postDataBuffer() ?? Buffer.alloc(0));
  });
  const listen = (page: Page) => {
    page.on("console", (m) => said.push(m.text()));
    page.on("websocket", (ws) => {
      ws.on("framesent", ({ payload }) => sent.push(Buffer.from(payload)));
      ws.on("framereceived", ({ payload }) => sent.push(Buffer.from(payload)));
    });
  };
  context.pages().forEach(listen);
  context.on("page", listen);
  return { sent, said };
}

test("nothing that is secret stands in the profile or went over the line", { timeout: 240_000 }, async () => {
  const keyring = await demo.keyring("anna");
  const { phrase } = demo.person("anna");
  const { member } = await demo.resident("anna");
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  const secrets = new Map<string, Buffer[]>([
    ["a name in a message", shapes(name)],
    ["a text in a message", shapes(text)],
    ["the words", shapes(phrase.split(" ").slice(0, 3).join(" "))],
    ["the identity", shapes(keyring.identity.text())],
    ["the seed of the identity", [Buffer.from(keyring.identity.seed()), Buffer.from(hex(keyring.identity.seed()))]],
    ["the seed of the signing key", [Buffer.from(keyring.sign.seed()), Buffer.from(hex(keyring.sign.seed()))]],
    ["the seed of the login key", [Buffer.from(keyring.login.seed()), Buffer.from(hex(keyring.login.seed()))]],
  ]);
  const post = join(demo.dir, "canary.json");
  await writeFile(post, JSON.stringify({ form: "message.text", version: 1, text: `${text} Groet, ${name}` }));
  const { exchange } = await demo.send("ruud", "message", "Veilig Thuis Vechtdal / Intake");
  execFileSync(sluis, ["--home", demo.person("ruud").home, "reply", exchange, "--file", post]);

  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: [...flags], locale: "nl-NL", viewport: { width: 1280, height: 900 },
  });
  const { sent, said } = wiretap(context);
  const page = context.pages()[0] ?? (await context.newPage());
  // A region that is no demo tells nobody's words.
  await page.route("**/trust.json", async (route) => {
    const answer = await route.fetch();
    const trust = (await answer.json()) as Record<string, unknown>;
    delete trust["people"];
    await route.fulfill({ response: answer, json: { ...trust, demo: false } });
  });
  await page.goto(demo.address + "/");
  const { people } = (await (await fetch(demo.address + "/trust.json")).json()) as { people: { name: string; code: string }[] };
  await page.getByRole("textbox", { name: "Accountcode" }).fill(people.find((p) => p.name === demo.person("anna").name)?.code ?? "");
  await page.getByRole("textbox", { name: /8 woorden/ }).fill(phrase);
  await page.getByRole("button", { name: "Inloggen", exact: true }).click();
  await page.getByRole("navigation").first().waitFor({ timeout: 60_000 });
  await page.evaluate((hash) => (location.hash = hash), "#/postvak");
  await page.evaluate((hash) => (location.hash = hash), "#/zaak/" + exchange);
  await page.getByText(text).first().waitFor();
  // something half written, which is kept as a draft
  await page.getByRole("textbox", { name: "Bericht" }).first().fill(`${text} ${name}`);
  await page.getByText(/Opgeslagen om/).first().waitFor({ timeout: 20_000 });
  // an invitation, whose words are said and stand nowhere
  await page.evaluate((hash) => (location.hash = hash), "#/collegas");
  await page.getByRole("button", { name: "Collega toevoegen" }).click();
  await page.getByRole("textbox", { name: "Voor wie is de uitnodiging?" }).fill(name);
  await page.getByRole("checkbox", { name: "Intake" }).check();
  await page.getByRole("button", { name: "Maak de uitnodiging" }).click();
  const words = page.getByRole("list", { name: "De 8 woorden, met nummer" }).getByRole("listitem");
  await words.first().waitFor({ timeout: 60_000 });
  const spoken = await words.allInnerTexts();
  for (const joint of [" ", "-", '","']) secrets.set(`the words of an invitation, joined by ${joint}`, shapes(spoken.slice(2, 5).join(joint)));
  const address = page.url();
  await context.close();

  for (const what of found(Buffer.from(address), secrets)) assert.fail(`${what} stands in the address`);
  for (const line of said) assert.deepEqual(found(Buffer.from(line), secrets), [], "the console");
  assert.ok(sent.length > 30, `only ${sent.length} things went out`);
  assert.ok(sent.some((b) => b.includes(member)), "the tap hears nothing of the worker");
  for (const out of sent) assert.deepEqual(found(out, secrets), [], `went out: ${out.subarray(0, 80).toString("latin1")}`);
  const kept = await files(profile);
  assert.ok(kept.some((f) => f.includes("IndexedDB")), "the profile holds no IndexedDB");
  for (const file of kept) assert.deepEqual(found(await readFile(file), secrets), [], file.slice(profile.length));
});

test("the searcher finds what is planted", { timeout: 120_000 }, async () => {
  const dir = await mkdtemp(join(tmpdir(), "sluis-planted-"));
  const secrets = new Map([["planted", shapes(text)]]);
  try {
    const context = await chromium.launchPersistentContext(dir, {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: [...flags],
    });
    const { sent, said } = wiretap(context);
    const page = await context.newPage();
    await page.goto(demo.address + "/");
    await page.evaluate(async (secret) => {
      localStorage.setItem("planted", secret);
      console.log(secret);
      const db = await new Promise<IDBDatabase>((done) => {
        const open = indexedDB.open("planted", 1);
        open.onupgradeneeded = () => open.result.createObjectStore("x");
        open.onsuccess = () => done(open.result);
      });
      await new Promise<void>((done) => {
        const t = db.transaction("x", "readwrite");
        t.objectStore("x").put(new TextEncoder().encode(secret), "bytes");
        t.oncomplete = () => done();
      });
    }, text).catch(() => undefined);
    await page.goto(demo.address + "/?" + encodeURIComponent(text)).catch(() => undefined);
    await context.request.post(demo.address + "/api/hello", { data: Buffer.from(text).toString("base64") }).catch(() => undefined);
    await page.evaluate((secret) => fetch("/api/hello", { method: "POST", body: secret }).catch(() => undefined), text);
    await context.close();
    assert.ok(said.some((line) => found(Buffer.from(line), secrets).length > 0), "the console");
    assert.ok(sent.some((out) => found(out, secrets).length > 0), "the line");
    const places = new Set<string>();
    for (const file of await files(dir)) if (found(await readFile(file), secrets).length > 0) places.add(file.slice(dir.length));
    for (const place of ["Local Storage", "IndexedDB"]) {
      assert.ok([...places].some((p) => p.includes(place)), `nothing found in ${place}: ${[...places].join(" ")}`);
    }
    for (const shape of shapes(text)) assert.deepEqual(found(Buffer.concat([Buffer.from("x"), shape]), secrets), ["planted"]);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
