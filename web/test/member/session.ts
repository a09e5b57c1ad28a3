import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { fail, type Bytes } from "../../src/crypto/note/index.ts";
import { Client, Socket } from "../../src/hub/index.ts";
import { Line, Member, Rooms, memoryLocks, open, type Home, type Locks } from "../../src/member/index.ts";
import type { Event, Trust } from "../../src/worker/protocol.ts";
import type { Demo } from "../hub/demo.ts";

/** What a browser would keep, in memory: for one member, for as many tabs as share it. */
export class MemoryHome implements Home {
  readonly files = new Map<string, Bytes>();
  readonly locks: Locks = memoryLocks();
  /** Throws for names it holds for, as a browser does whose tab is closed in that moment. */
  breaks: (name: string) => boolean = () => false;

  async read(name: string): Promise<Bytes | undefined> {
    return this.files.get(name)?.slice();
  }
  async write(name: string, bytes: Bytes): Promise<void> {
    if (this.breaks(name)) fail("E24", "the tab was closed");
    this.files.set(name, bytes.slice());
  }
  async remove(name: string): Promise<void> {
    this.files.delete(name);
  }
  async list(folder: string): Promise<string[]> {
    return [...this.files.keys()].filter((n) => n.startsWith(`${folder}/`)).map((n) => n.slice(folder.length + 1)).sort();
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

/** opens a session of somebody of the example region. */
export async function session(demo: Demo, short: string, home = new MemoryHome(), patience = 3000): Promise<Tab> {
  const keys = await demo.keyring(short);
  const client = new Client(demo.address, { patience });
  client.as(keys.member, keys.login);
  const socket = new Socket(demo.address, client.session);
  const events: Event[] = [];
  const trust = JSON.parse(await readFile(join(demo.person(short).home, "trust.json"), "utf8")) as Trust; // our own program wrote it
  const m = await open({ trust, keys, hub: client, home, line: new Line(socket), tell: (e) => events.push(e) });
  const rooms = new Rooms(m);
  return {
    m, rooms, home, client, events,
    close: async () => {
      m.end();
      await rooms.settled();
      await socket.close();
    },
  };
}

const run = promisify(execFile);
const sluis = join(process.cwd(), "..", ".cache", "sluis");

/** go runs the command line as somebody and gives what it prints as JSON. */
export async function go(demo: Demo, short: string, ...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run(sluis, ["--json", "--home", demo.person(short).home, ...args], { maxBuffer: 64 << 20 });
  const last = stdout.trim().split("\n").at(-1) ?? "";
  return JSON.parse(stdout.trim().startsWith("{\n") ? stdout : last) as Record<string, unknown>;
}
