import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { type Keyring, fromPhrase, openKeyring, parseDevice } from "../../src/crypto/identity/index.ts";
import { Client, type ClientOptions } from "../../src/hub/index.ts";

/** The root of the repository; tests run in web/. */
const root = join(process.cwd(), "..");
const sluis = join(root, ".cache", "sluis");

export interface DemoPerson {
  readonly name: string;
  readonly home: string;
  readonly organisation: string;
  readonly team: string;
  readonly phrase: string;
  readonly acts: boolean;
}

interface DemoFile {
  readonly hub: string;
  readonly edge: string | null;
  readonly people: readonly DemoPerson[];
  readonly teams: readonly { id: string; name: string; organisation: string; kind: string }[];
}

/** Whose home it is. */
export interface Resident {
  readonly org: string;
  readonly member: string;
}

/** An example region with its hub, in a process and a directory of its own. */
export class Demo {
  readonly dir: string;
  readonly #quiet: boolean;
  #process: ChildProcess | undefined;
  #file: DemoFile | undefined;

  private constructor(dir: string, quiet: boolean) {
    this.dir = dir;
    this.#quiet = quiet;
  }

  /** Builds the command line and starts a region; quiet: nobody does anything by himself. */
  static async start({ quiet = true } = {}): Promise<Demo> {
    execFileSync("go", ["build", "-o", sluis, "./cmd/sluis"], { cwd: root });
    const demo = new Demo(await mkdtemp(join(tmpdir(), "sluis-web-")), quiet);
    await demo.begin("127.0.0.1:0");
    return demo;
  }

  /** Starts the process, again at the address it had. */
  async begin(listen = this.address.slice("http://".length)): Promise<void> {
    const how = ["--data", this.dir, "--listen", listen, ...(this.#quiet ? ["--quiet"] : [])];
    const run = spawn(sluis, ["demo", ...how], { stdio: ["ignore", "pipe", "pipe"] });
    this.#process = run;
    const said: string[] = [];
    run.stderr.on("data", (b: Buffer) => said.push(b.toString()));
    await Promise.race([
      once(run.stdout, "data"), // it says so when everything stands
      once(run, "exit").then(() => {
        throw new Error("demo does not start: " + said.join(""));
      }),
    ]);
    run.stdout.resume();
    this.#file = JSON.parse(await readFile(join(this.dir, "demo.json"), "utf8")) as DemoFile; // its own program wrote it
  }

  /** Stops the process; kill: without giving it time. */
  async end(signal: "SIGINT" | "SIGKILL" = "SIGINT"): Promise<void> {
    const run = this.#process;
    this.#process = undefined;
    if (run === undefined || run.exitCode !== null) return;
    const gone = once(run, "exit");
    run.kill(signal);
    await gone;
  }

  /** Stops the process and removes everything. */
  async remove(): Promise<void> {
    await this.end("SIGKILL");
    await rm(this.dir, { recursive: true, force: true });
  }

  get file(): DemoFile {
    if (this.#file === undefined) throw new Error("demo was not started");
    return this.#file;
  }

  /** What a browser talks to: the edge, which passes on to the hub. */
  get address(): string {
    return this.file.edge ?? this.file.hub;
  }

  /** Says where somebody lives who came later. */
  add(person: DemoPerson): void {
    this.#file = { ...this.file, people: [...this.file.people, person] };
  }

  /** Somebody by the short name of the home, as anna. */
  person(short: string): DemoPerson {
    const found = this.file.people.find((p) => basename(p.home) === short);
    if (found === undefined) throw new Error("nobody is called " + short);
    return found;
  }

  team(organisation: string, name: string): string {
    const found = this.file.teams.find((t) => t.organisation === organisation && t.name === name);
    if (found === undefined) throw new Error("no such team");
    return found.id;
  }

  async resident(short: string): Promise<Resident> {
    return JSON.parse(await readFile(join(this.person(short).home, "home.json"), "utf8")) as Resident;
  }

  /** A keyring, opened with the key of the device, or fetched with the eight words. */
  async keyring(short: string, by: "device" | "phrase" = "device"): Promise<Keyring> {
    const { org, member } = await this.resident(short);
    const { home, phrase } = this.person(short);
    const method =
      by === "device"
        ? await parseDevice(await readFile(join(home, "device.key")))
        : await fromPhrase(phrase.split(" "), org, member);
    const client = new Client(this.address);
    client.as(member, method.login);
    const { head, file } = await client.keyring();
    return openKeyring(head, file, method);
  }

  /** A client that is logged in as somebody. */
  async as(short: string, options: ClientOptions = {}): Promise<Client> {
    const keyring = await this.keyring(short);
    const client = new Client(this.address, options);
    client.as(keyring.member, keyring.login);
    return client;
  }

  /** Has somebody send an example document with the command line. */
  async send(short: string, flow: string, to: string, team?: string): Promise<{ exchange: string }> {
    const run = promisify(execFile);
    const home = ["--home", this.person(short).home];
    const document = join(this.dir, `${flow}-${randomUUID()}.json`);
    await writeFile(document, (await run(sluis, [...home, "example", flow])).stdout);
    const args = ["--json", ...home, "send", "--flow", flow, "--to", to, "--file", document, ...(team === undefined ? [] : ["--team", team])];
    return JSON.parse((await run(sluis, args)).stdout) as { exchange: string }; // our own program says it
  }
}
