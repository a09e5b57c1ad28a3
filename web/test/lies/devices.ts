// The app's worker, as a page talks to it: in a real browser, or here.

import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { makeAnswers } from "../../src/worker/answers.ts";
import { memoryShelf } from "../../src/worker/memory.ts";
import type { CallName, FromWorker } from "../../src/worker/protocol.ts";
import { type Port, serve } from "../../src/worker/rpc.ts";
import { launch, root } from "../browser/chromium.ts";
import type { LieRegion } from "./region.ts";

export type Answer = Exclude<FromWorker, { push: unknown }>;

/** One device of the member: what its worker answers to a call. */
export interface Device {
  ask(call: CallName, args: readonly unknown[]): Promise<Answer>;
  /** The page, if there is one. */
  readonly page?: Page;
}

/** The worker's answers in this process, with a browser's store in memory. */
export async function here(region: LieRegion): Promise<Device> {
  const waiting = new Map<number, (said: Answer) => void>();
  let heard: ((e: MessageEvent<unknown>) => void) | undefined;
  const port: Port = {
    postMessage(message) {
      const said = message as FromWorker; // serve says nothing else
      if (!("push" in said)) waiting.get(said.id)?.(said);
    },
    addEventListener: (_, listener) => (heard = listener),
  };
  serve(port, (push) => makeAnswers(memoryShelf(), push, {
    people: () => import("../../src/worker/people/index.ts"), keys: () => import("../../src/worker/keys/index.ts"), parties: () => import("../../src/worker/parties/index.ts"),
  }));
  let last = 0;
  const device: Device = {
    ask: (call, args) =>
      new Promise((done) => {
        const id = ++last;
        waiting.set(id, done);
        heard?.(new MessageEvent("message", { data: { id, call, args } }));
      }),
  };
  const started = await device.ask("start", [region.trust, region.told.hub]);
  assert.ok("value" in started);
  return device;
}

/** A browser before an edge, whose hub lies. */
export class Chromium {
  private constructor(readonly browser: Browser, readonly edge: ChildProcess, readonly address: string) {}

  /** A port that nobody has, for an edge whose address the hub must know first. */
  static async port(): Promise<number> {
    const server = createServer();
    await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
    const { port } = server.address() as AddressInfo; // it listens on TCP
    await new Promise((down) => server.close(down));
    return port;
  }

  static async open(region: LieRegion, port: number): Promise<Chromium> {
    const sluis = join(root, ".cache", "sluis");
    execFileSync("go", ["build", "-o", sluis, "./cmd/sluis"], { cwd: root });
    await writeFile(join(region.dir, "trust.json"), JSON.stringify(region.trust));
    const edge = spawn(sluis, ["--json", "edge", "--listen", `127.0.0.1:${port}`, "--data", region.dir, "--hub", region.told.hub], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(edge.stdout, "data");
    return new Chromium(await launch(), edge, `http://localhost:${port}`);
  }

  /** A device of its own: a profile with the app open. */
  async device(): Promise<Device & { page: Page }> {
    const context = await this.browser.newContext({ locale: "nl-NL", timezoneId: "Europe/Amsterdam" });
    context.setDefaultTimeout(60_000); // a busy machine may be ten times slower
    const page = await context.newPage();
    await page.addInitScript(() => {
      const Real = Worker;
      const here = globalThis as unknown as { Worker: typeof Worker; heard: Worker };
      here.Worker = class extends Real {
        constructor(...how: ConstructorParameters<typeof Worker>) {
          super(...how);
          here.heard = this;
        }
      };
    });
    await page.goto(this.address + "/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    let last = 1e9; // the page counts its own calls from one
    return {
      page,
      ask: (call, args) =>
        page.evaluate(
          ([id, call, args]) =>
            new Promise<Answer>((done) => {
              const worker = (globalThis as unknown as { heard: Worker }).heard;
              const hear = async ({ data }: MessageEvent<Answer>): Promise<void> => {
                if (data.id !== id) return;
                worker.removeEventListener("message", hear);
                done("value" in data && data.value instanceof Blob ? { id, value: await data.value.text() } : data);
              };
              worker.addEventListener("message", hear);
              worker.postMessage({ id, call, args });
            }),
          [++last, call, [...args]] as const,
        ),
    };
  }

  async close(): Promise<void> {
    await this.browser.close();
    const gone = once(this.edge, "exit");
    this.edge.kill();
    await gone;
  }
}
