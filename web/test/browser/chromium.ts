// A real Chromium, and a small server for pages of the tests themselves.

import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";

/** The root of the repository; tests run in web/. */
export const root = join(process.cwd(), "..");

/** Keeps Chromium from looking for the outside world. */
export const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export function launch(...more: string[]): Promise<Browser> {
  return chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: [...flags, ...more] });
}

/**
 * Makes the processor of a page so many times slower. Without a number it does what
 * SLUIS_SLOW says: SLUIS_SLOW=8 finds tests, and screens, that count on a quick machine.
 */
export async function slowed(page: Page, times = Number(process.env["SLUIS_SLOW"] ?? 1)): Promise<Page> {
  if (times > 1) {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: times });
  }
  return page;
}

/**
 * A page that runs one script of the tests, and can fetch the files of the repository that it names; of /feed it
 * gets the next text that the test gives.
 */
export interface Lab {
  readonly address: string;
  close(): Promise<void>;
}

export async function lab(
  script: string, folders: readonly string[], feed?: () => Promise<string>,
): Promise<Lab> {
  const made = await build({
    entryPoints: [join(process.cwd(), script)],
    bundle: true, write: false, format: "iife", target: "es2023", platform: "browser", logLevel: "warning",
  });
  const code = made.outputFiles[0]?.text ?? "";
  const server: Server = createServer((request, answer) => {
    const path = decodeURIComponent((request.url ?? "/").slice(1));
    if (path === "") {
      answer.setHeader("Content-Type", "text/html; charset=utf-8");
      answer.end("<!doctype html><meta charset=utf-8><title>lab</title><script src=run.js></script>");
    } else if (path === "run.js") {
      answer.setHeader("Content-Type", "text/javascript; charset=utf-8");
      answer.end(code);
    } else if (path === "feed" && feed !== undefined) {
      feed().then(
        (text) => answer.end(text),
        () => answer.writeHead(500).end(),
      );
    } else if (!path.includes("..") && folders.some((f) => path.startsWith(f + "/"))) {
      readFile(join(root, path)).then(
        (bytes) => answer.end(bytes),
        () => answer.writeHead(404).end(),
      );
    } else {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    address: `http://localhost:${port}/`,
    close: () =>
      new Promise((down) => {
        server.close(() => down());
        server.closeAllConnections();
      }),
  };
}
