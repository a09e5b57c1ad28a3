// One Chromium for a test file, with the page of the stories behind an address that
// exists only in it, under the policy that the real page has.

import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { slowed } from "../browser/chromium.ts";

const web = process.cwd(); // test.mjs runs the tests there
export const screens = join(web, "..", ".cache", "screens");
export const origin = "http://localhost:8498";

export interface Stories {
  browser: Browser;
  open(context: BrowserContext, story: string): Promise<Page>;
  context(options: { width: number; height?: number; dark?: boolean; still?: boolean; touch?: boolean }): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** What a page did that its policy or a mistake of ours forbids. */
export const complaints: string[] = [];

const heard = new WeakSet<Page>();

export async function openStories(): Promise<Stories> {
  mkdirSync(screens, { recursive: true });
  const out = join(web, "..", ".cache", "stories");
  const { outputFiles } = await build({
    absWorkingDir: web,
    entryPoints: { stories: "test/stories/stories.tsx", app: "src/ui/style/app.css" },
    outdir: out,
    bundle: true,
    write: false,
    format: "iife",
    target: "es2023",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { BUILD: '{"worker":"/assets/worker.js","later":{}}' },
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    logLevel: "warning",
  });
  const files = new Map(outputFiles.map((f) => ["/assets" + f.path.slice(out.length), Buffer.from(f.contents)]));
  const sri = (name: string) =>
    "sha384-" + createHash("sha384").update(files.get(name) ?? Buffer.alloc(0)).digest("base64");
  const script = sri("/assets/stories.js");
  const style = sri("/assets/app.css");
  const page = (await readFile(join(web, "src/index.html"), "utf8"))
    .replace(/\{\{\?[\w.]+\}\}/g, "") // what the build puts behind addresses
    .replace("{{app.css}}", style)
    .replace("/assets/app.js", "/assets/stories.js")
    .replace("{{app.js}}", script);
  files.set("/", Buffer.from(page));
  files.set("/assets/icon.svg", await readFile(join(web, "src/ui/icon.svg")));
  const policy = [
    "default-src 'none'",
    `script-src '${script}'`,
    `style-src ${origin}/assets/app.css`,
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    `worker-src ${origin}/assets/worker.js`,
    "require-trusted-types-for 'script'",
    "trusted-types sluis",
  ].join("; ");

  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  return {
    browser,
    async context({ width, height = 900, dark = false, still = true, touch = false }) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: still ? "reduce" : "no-preference",
        hasTouch: touch,
        locale: "nl-NL",
        bypassCSP: false,
      });
      await context.route(origin + "/**", async (route) => {
        const body = files.get(new URL(route.request().url()).pathname);
        if (!body) return route.fulfill({ status: 404 });
        const kind = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml", woff2: "font/woff2" };
        const name = new URL(route.request().url()).pathname;
        const ext = name === "/" ? "html" : (name.split(".").at(-1) ?? "");
        return route.fulfill({
          status: 200,
          body,
          headers: {
            "Content-Type": Object.entries(kind).find(([k]) => k === ext)?.[1] ?? "text/plain",
            "Content-Security-Policy": policy,
          },
        });
      });
      return context;
    },
    async open(context, story) {
      const opened = context.pages()[0] ?? (await context.newPage());
      if (!heard.has(opened)) {
        heard.add(opened);
        await slowed(opened);
        opened.on("pageerror", (error) => complaints.push(`${opened.url()}: ${error.message}`));
        opened.on("console", (said) => {
          if (said.type() === "error") complaints.push(`${opened.url()}: ${said.text()}`);
        });
      }
      await opened.goto(`${origin}/?story=${story}`);
      await opened.waitForSelector("body[data-ready]", { timeout: 30_000 });
      await opened.evaluate(() => document.fonts.ready);
      return opened;
    },
    close: () => browser.close(),
  };
}
