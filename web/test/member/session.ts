import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { fail, type Bytes } from "../../src/crypto/note/index.ts";
import { Client, Socket, type HubAPI } from "../../src/hub/index.ts";
import { Line, Member, Rooms, memoryLocks, open, type Changes, type Home, type Locks, type Wire } from "../../src/member/index.ts";
import { homeOn } from "../../src/worker/home.ts";
import { MemoryDisk, memoryShelf } from "../../src/worker/memory.ts";
import type { Event, Trust } from "../../src/worker/protocol.ts";
import type { Demo } from "../hub/demo.ts";

/** What a browser would keep for one member, in memory: for as many tabs as share it. */
export class MemoryHome implements Home {
  readonly locks: Locks = memoryLocks();
  readonly #disk = new MemoryDisk();
  #on: Home | undefined;
  /** Throws for names it holds for, as a browser does whose tab is closed in that moment. */
  breaks: (name: string) => boolean = () => false;

  /** Opens the home of an account. */
  async of(account: { org: string; member: string }): Promise<this> {
    this.#on = homeOn(await memoryShelf(this.#disk).open(account), account);
    return this;
  }
  get #home(): Home {
    return this.#on ?? fail("E22", "nobody lives here yet");
  }

  read(name: string): Promise<Bytes | undefined> {
    return this.#home.read(name);
  }
  async write(name: string, bytes: Bytes): Promise<void> {
    if (this.breaks(name)) fail("E24", "the tab was closed");
    await this.#home.write(name, bytes);
  }
  readAll(names: readonly string[]): Promise<(Bytes | undefined)[]> {
    return this.#home.readAll(names);
  }
  async writeAll(files: Changes): Promise<void> {
    if (files.some(([name]) => this.breaks(name))) fail("E24", "the tab was closed");
    await this.#home.writeAll(files);
  }
  remove(name: string): Promise<void> {
    return this.#home.remove(name);
  }
  list(folder: string): Promise<string[]> {
    return this.#home.list(folder);
  }
}

/** A member at work in a tab of its own. */
export interface Tab {
  readonly m: Member;
  readonly rooms: Rooms;
  readonly home: MemoryHome;
  readonly client: Client;
  readonly events: Event[];
  close(): Promise<void>;
}

const opened = new Set<Tab>();

/** Closes what tests that failed left open: with one connection open this process would never end. */
export async function closeSessions(): Promise<void> {
  await Promise.all([...opened].map((tab) => tab.close()));
}

/** opens a session of somebody of the example region. */
export async function session(
  demo: Demo, short: string, home = new MemoryHome(), hubOf = (c: Client): HubAPI => c,
  wireOf = (s: Socket): Wire => s,
): Promise<Tab> {
  const keys = await demo.keyring(short);
  await home.of(keys);
  const client = new Client(demo.address, { patience: 2000 });
  client.as(keys.member, keys.login);
  const socket = new Socket(demo.address, client.session);
  const events: Event[] = [];
  const path = join(demo.person(short).home, "trust.json");
  const trust = JSON.parse(await readFile(path, "utf8")) as Trust; // our own program wrote it
  const line = new Line(wireOf(socket));
  const m = await open({ trust, keys, hub: hubOf(client), home, line, tell: (e) => events.push(e) }).catch(async (error: unknown) => {
    await socket.close(); // or the test would never end
    throw error;
  });
  const rooms = new Rooms(m);
  const tab: Tab = {
    m, rooms, home, client, events,
    close: async () => {
      opened.delete(tab);
      m.end();
      await rooms.settled();
      await socket.close();
    },
  };
  opened.add(tab);
  return tab;
}

const run = promisify(execFile);
const sluis = join(process.cwd(), "..", ".cache", "sluis");

/** go runs the command line as somebody and gives what it prints as JSON. */
export async function go(demo: Demo, short: string, ...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run(sluis, ["--json", "--home", demo.person(short).home, ...args], { maxBuffer: 64 << 20 });
  const last = stdout.trim().split("\n").at(-1) ?? "";
  return JSON.parse(stdout.trim().startsWith("{\n") ? stdout : last) as Record<string, unknown>;
}

/** goList is go, for what prints a list. */
export async function goList(demo: Demo, short: string, ...args: string[]): Promise<Record<string, unknown>[]> {
  const { stdout } = await run(sluis, ["--json", "--home", demo.person(short).home, ...args], { maxBuffer: 64 << 20 });
  return JSON.parse(stdout) as Record<string, unknown>[];
}

/** lossy is a hub to which calls of one name get lost: on the way there, or the answer on the way back. */
export function lossy(hub: HubAPI, name: keyof HubAPI, lost: (n: number) => "there" | "back" | ""): HubAPI {
  let n = 0;
  return new Proxy(hub, {
    get(target, property): unknown {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== "function") return value;
      if (property !== name) return value.bind(target);
      return async (...args: unknown[]) => {
        const how = lost(n++);
        if (how === "there") fail("E27", "lost on the way");
        const answer: unknown = await value.apply(target, args);
        if (how === "back") fail("E27", "the answer was lost");
        return answer;
      };
    },
  });
}
