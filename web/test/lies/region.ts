// A region before a hub that lies, in a process of its own (partners, TestLiesServe):
// it lays the stage of each case of hub/liar/cases.json, and lies when it is told to.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Trust } from "../../src/worker/protocol.ts";

const root = join(process.cwd(), "..");

/** What must come of an act; what is left out is as it should be without a lie. */
export interface Want {
  readonly fails?: string;
  readonly ended?: string;
  readonly entries?: number;
  readonly states?: readonly string[];
  readonly custody?: string;
  readonly absent?: string;
  readonly present?: string;
  readonly rows?: string;
}

/** One lie, what the member does meanwhile, and what must come of it. */
export interface Case {
  readonly id: string;
  readonly stage: string;
  readonly seen?: boolean;
  readonly fresh?: boolean;
  readonly lies: readonly { readonly on: string; readonly do: string }[];
  readonly act: string;
  readonly want: Want;
  readonly then?: Want;
}

export interface Scene {
  readonly exchange: string;
  readonly to: string;
  readonly root: string;
}

/** What the liar noticed while it lied. */
export interface End {
  readonly entries: number;
  readonly leaked: number;
  readonly untold: readonly unknown[] | null;
}

export interface Victim {
  readonly org: string;
  readonly member: string;
  readonly code: string;
  readonly phrase: string;
}

interface Told {
  readonly control: string;
  readonly hub: string;
  readonly trust: Omit<Trust, "help" | "demo">;
  readonly victim: Victim;
  readonly novice: Victim; // who is lied to at a device that knows nothing
  readonly cases: readonly Case[];
}

export class LieRegion {
  readonly #process: ChildProcess;
  readonly #said: string[];
  readonly dir: string;
  readonly told: Told;

  private constructor(process: ChildProcess, said: string[], dir: string, told: Told) {
    this.#process = process;
    this.#said = said;
    this.dir = dir;
    this.told = told;
  }

  /** Starts it; the edges are addresses under which clients will know its hub. */
  static async open(...edges: string[]): Promise<LieRegion> {
    const dir = await mkdtemp(join(tmpdir(), "sluis-lies-"));
    const file = join(dir, "region.json");
    // The tests of partners as a program, where somebody built it before.
    const built = process.env["SLUIS_LIES_REGION"];
    const [program, ...args] = built === undefined ? ["go", "test", "-tags=lies", "-count=1", "-timeout=20m", "-run=^TestLiesServe$", "./partners"] : [built, "-test.run=^TestLiesServe$"];
    const run = spawn(program ?? "go", args, {
      cwd: root, stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, CGO_ENABLED: "0", SLUIS_LIES_SAY: file, SLUIS_LIES_EDGES: edges.join(" ") },
    });
    const said: string[] = [];
    for (const out of [run.stdout, run.stderr]) out.on("data", (b: Buffer) => said.push(b.toString()));
    for (;;) {
      const told = await readFile(file, "utf8").catch(() => undefined);
      if (told !== undefined) return new LieRegion(run, said, dir, JSON.parse(told) as Told); // our own program wrote it
      assert.equal(run.exitCode, null, said.join(""));
      await new Promise((go) => setTimeout(go, 50));
    }
  }

  async #ask(what: string, id = ""): Promise<unknown> {
    const answer = await fetch(`${this.told.control}/${what}`, { method: "POST", body: JSON.stringify({ id }) });
    assert.equal(answer.status, 200, `${what} ${id}: ${this.#said.join("")}`);
    return answer.json();
  }

  async stage(id: string): Promise<Scene> {
    return (await this.#ask("stage", id)) as Scene; // our own program says it, here and below
  }
  async lie(id: string): Promise<void> {
    await this.#ask("lie", id);
  }
  async honest(): Promise<End> {
    return (await this.#ask("honest")) as End;
  }
  /** What another member of the exchange reads last. */
  async read(): Promise<{ ended: string; document: string }> {
    return (await this.#ask("read")) as { ended: string; document: string };
  }

  get trust(): Trust {
    return { ...this.told.trust, help: "088 000 00 00", demo: false };
  }

  async close(): Promise<void> {
    const gone = this.#process.exitCode === null ? once(this.#process, "exit") : undefined;
    await this.#ask("end").catch(() => this.#process.kill("SIGKILL"));
    await gone;
    await rm(this.dir, { recursive: true, force: true });
    assert.equal(this.#process.exitCode, 0, this.#said.join(""));
  }
}
