import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import type { Socket as Wire } from "node:net";
import { after, before, test } from "node:test";
import { ZeroHash, newID, teamParty } from "../../src/crypto/note/index.ts";
import { Signer } from "../../src/crypto/identity/index.ts";
import { Client, type HubEvent, type Link, Socket, type SocketOptions, noPosition } from "../../src/hub/index.ts";
import { Demo } from "./demo.ts";
import { Hostile } from "./hostile.ts";

// Node 20 has websockets only when asked for: then this file runs itself again.
if (globalThis.WebSocket === undefined) {
  test("in a node with websockets", { timeout: 300_000 }, () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const file = process.argv[1] ?? "";
    const args = ["--experimental-websocket", "--enable-source-maps", "--test-reporter=spec", file];
    const run = spawnSync(process.execPath, args, { env, encoding: "utf8" });
    assert.equal(run.status, 0, run.stdout + run.stderr);
  });
} else {
  suite();
}

/** A socket whose events and states are kept. */
class Listener {
  readonly socket: Socket;
  readonly links: Link[] = [];
  readonly #heard: HubEvent[] = [];
  #more: () => void = () => undefined;
  ended = false;

  constructor(client: Client, options: SocketOptions = {}) {
    this.socket = new Socket(client.origin, client.session, { ...options, link: (l) => void this.links.push(l) });
    void this.#listen();
  }

  async #listen(): Promise<void> {
    for await (const event of this.socket.events) {
      this.#heard.push(event);
      this.#more();
    }
    this.ended = true;
    this.#more();
  }

  /** Waits for an event of a kind, whatever comes before it. */
  async hear(kind: string): Promise<HubEvent> {
    const found = await this.until(() => {
      for (let e = this.#heard.shift(); e !== undefined; e = this.#heard.shift()) if (e.event === kind) return e;
      return undefined;
    }, kind);
    return found;
  }

  async end(): Promise<void> {
    await this.until(() => this.ended || undefined, "the end");
  }

  async until<T>(look: () => T | undefined, what: string): Promise<T> {
    const late = Date.now() + 30_000;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.ended || Date.now() > late) throw new Error(`${what} did not come; ended: ${this.ended}`);
      await new Promise<void>((done) => {
        this.#more = done;
        setTimeout(done, 100);
      });
    }
  }

  states(): string {
    return this.links.map((l) => l.state).filter((s, i, all) => s !== all[i - 1]).join(" ");
  }
}

function suite(): void {
  let demo: Demo;
  let hostile: Hostile;
  before(async () => {
    [demo, hostile] = await Promise.all([Demo.start(), Hostile.start()]);
  }, { timeout: 120_000 });
  after(async () => {
    await demo.remove();
    await hostile.stop();
  });
  const intake = (): string => teamParty(demo.team("Veilig Thuis Vechtdal", "Intake"));

  test("a socket hears what happens, and a room who is in it", async () => {
    const [anna, bas] = [await demo.as("anna"), await demo.as("bas")];
    const [a, b] = [new Listener(anna), new Listener(bas)];
    assert.ok((await a.hear("ready")).time !== undefined);
    await b.hear("ready");
    const xid = (await anna.newest(intake(), noPosition, 1)).rows[0]?.xid ?? "";
    await anna.claim(intake(), xid);
    const lease = await b.hear("lease");
    const me = (await demo.resident("anna")).member;
    assert.deepEqual([lease.xid, lease.party, lease.member], [xid, intake(), me]);
    for (const who of [a, b]) who.socket.send({ do: "enter", party: intake(), xid });
    let room = await a.hear("room");
    if (room.members?.length !== 2) room = await a.hear("room");
    assert.equal(room.members?.length, 2);
    b.socket.send({ do: "frame", xid, data: new Uint8Array([0, 255, 62, 63]) });
    const frame = await a.hear("frame");
    assert.deepEqual(frame.data, new Uint8Array([0, 255, 62, 63]));
    a.socket.send({ do: "enter", party: intake(), xid: ZeroHash });
    assert.deepEqual((await a.hear("refused")).code, "E21");
    b.socket.send({ do: "watch", teams: [intake().slice(1)] });
    assert.deepEqual((await b.hear("available")).teams ?? [], []);
    a.socket.send({ do: "available", party: intake(), until: Math.floor(Date.now() / 1000) + 60 });
    assert.deepEqual((await b.hear("available")).teams, [intake().slice(1)]);
    assert.equal(a.states(), "lost live");
    await Promise.all([a.socket.close(), b.socket.close()]);
    assert.throws(() => a.socket.send({ do: "leave", xid }), { code: "E27" });
    await a.end();
    assert.equal(a.socket.refused, false);
  });

  test("a hub that stops and starts: the socket comes back, and what was missed is read", async () => {
    const bas = await demo.as("bas");
    const b = new Listener(bas);
    await b.hear("ready");
    const at = (await bas.changes(intake(), noPosition, 0)).next;
    await demo.end("SIGKILL");
    await b.until(() => b.links.at(-1)?.state === "lost" || undefined, "lost");
    const told = await b.until(() => b.links.find((l) => l.retry > 0), "countdown");
    assert.ok(told.retry <= 2 && told.since <= Date.now());
    assert.throws(() => b.socket.send({ do: "leave", xid: ZeroHash }), { code: "E27" });
    await demo.begin();
    // while nobody listens
    const { exchange: xid } = await demo.send("anna", "message", "Gebiedsteam Noord");
    b.socket.retry();
    await b.hear("ready");
    assert.equal(b.states(), "lost live lost live");
    const missed = await bas.changes(intake(), at, 0);
    assert.ok(missed.rows.some((r) => r.xid === xid && r.count > at.count));
    await b.socket.close();
  });

  test("a token is renewed on the socket, and that is not a reconnection", { timeout: 60_000 }, async () => {
    let skew = 0;
    const clock = (): number => Date.now() + skew;
    const anna = await demo.as("anna", { now: clock });
    const a = new Listener(anna);
    await a.hear("ready");
    skew = 280_000; // our clock says that the token is about to end
    const first = anna.session.current;
    await a.until(() => anna.session.current !== first || undefined, "another token");
    await new Promise((done) => setTimeout(done, 6000));
    assert.equal(a.states(), "lost live");
    a.socket.send({ do: "watch", teams: [] });
    await a.hear("available").then(() => assert.ok(!a.ended)); // no second ready came before it
    await a.socket.close();
  });

  test("who may not log in hears so, and the socket ends", async () => {
    const wrong = new Client(demo.address, { patience: 1 });
    wrong.as(newID(), Signer.generate());
    const w = new Listener(wrong);
    await w.end().catch(() => undefined);
    assert.ok(w.ended && w.socket.refused);
  });

  const now = Math.floor(Date.now() / 1000);
  const login = ({ url }: { url?: string | undefined }) => ({
    type: "application/json",
    body: JSON.stringify(url === "/api/login" ? { token: "a.b.c", expires: now + 300 } : { challenge: ZeroHash, time: now }),
  });
  const guest = (): Client => {
    hostile.answer = login;
    hostile.asked = [];
    const client = new Client(hostile.address, { patience: 1 });
    client.as(newID(), Signer.generate());
    return client;
  };
  const closeWith = (wire: Wire, code: number): void => {
    wire.end(Buffer.from([0x88, 2, code >> 8, code & 255]));
  };

  test("a token that is refused is replaced once, then the socket ends", async () => {
    hostile.speak = (_, wire) => wire.once("data", () => closeWith(wire, 4100));
    const g = new Listener(guest());
    await g.end().catch(() => undefined);
    assert.ok(g.socket.refused);
    assert.equal(hostile.asked.filter((a) => a.startsWith("SOCKET")).length, 2);
    assert.equal(hostile.asked.filter((a) => a.endsWith("login")).length, 2);
  });

  test("a socket that is told to go to another hub does so at once, not all together, and only once", async (t) => {
    const moves = async (chance: number): Promise<number[]> => {
      t.mock.method(Math, "random", () => chance);
      hostile.speak = (say, wire) => wire.once("data", () => {
        say(JSON.stringify({ event: "ready", time: now }));
        closeWith(wire, 4000);
      });
      const times: number[] = [];
      const closes: number[] = [];
      const g = new Listener(guest(), {
        connect: (address) => {
          times.push(performance.now());
          const ws = new WebSocket(address);
          ws.addEventListener("close", () => closes.push(performance.now()));
          return ws;
        },
      });
      await g.until(() => times.length >= 3 || undefined, "three connections");
      await g.socket.close();
      t.mock.restoreAll();
      return [0, 1].map((n) => (times[n + 1] ?? 0) - (closes[n] ?? 0));
    };
    const [first = 0, second = 0] = await moves(0);
    assert.ok(first < 900 && second >= 1900, `${first}, ${second}`);
    const [late = 0] = await moves(0.9);
    assert.ok(late >= 850, `${late}`);
  });

  test("a member who is not active any more is not let in again", async () => {
    hostile.speak = (say, wire) => wire.once("data", () => {
      say(JSON.stringify({ event: "ready", time: now }));
      closeWith(wire, 4103);
    });
    const g = new Listener(guest());
    await g.end().catch(() => undefined);
    assert.ok(g.socket.refused);
    assert.equal(hostile.asked.filter((a) => a.startsWith("SOCKET")).length, 1);
  });

  test("closing waits for nobody", async () => {
    hostile.answer = () => ({ stop: "silent" });
    const client = new Client(hostile.address);
    client.as(newID(), Signer.generate());
    const socket = new Socket(client.origin, client.session);
    const began = Date.now();
    await new Promise((done) => setTimeout(done, 50));
    await socket.close();
    assert.ok(Date.now() - began < 2000);
    assert.equal(socket.refused, false);
    hostile.speak = () => undefined; // a handshake, and then nothing
    const mute = new Socket(client.origin, guest().session);
    await new Promise((done) => setTimeout(done, 300));
    await mute.close();
    assert.ok(Date.now() - began < 4000);
  });

  test("words that are none end the connection, and it comes back more slowly each time", { timeout: 60_000 }, async () => {
    const bad = [
      "{", "[]", '"x"', '{"event":7}', '{"event":"entry","xid":"x"}', '{"event":"entry","seq":-1}',
      '{"event":"frame","data":"%%"}', '{"event":"' + "x".repeat(40) + '"}', JSON.stringify({ event: "ready", data: "A".repeat(90_000) }),
    ];
    for (const word of bad) {
      hostile.speak = (say, wire) => wire.once("data", () => {
        say(JSON.stringify({ event: "ready", time: now }));
        say(word);
      });
      const g = new Listener(guest());
      await g.until(() => g.states() === "lost live lost" || undefined, "lost");
      await g.socket.close();
    }
    // before ready nothing counts
    hostile.speak = (say, wire) => wire.once("data", () => say(JSON.stringify({ event: "entry", xid: ZeroHash })));
    const times: number[] = [];
    const options = { connect: (address: string) => (times.push(Date.now()), new WebSocket(address)) };
    const g = new Listener(guest(), options);
    await g.until(() => times.length >= 3 || undefined, "three tries");
    const [one = 0, two = 0, three = 0] = times;
    assert.ok(two - one >= 990 && three - two >= 1990, `${two - one}, ${three - two}`);
    assert.equal(g.states(), "lost");
    await g.socket.close();
  });

  test("a word of a newer hub comes through as it is known, and resync and an unknown code too", async () => {
    hostile.speak = (say, wire) => wire.once("data", () => {
      for (const word of [{ event: "ready", time: now, more: 1 }, { event: "future", x: 1 }, { event: "resync" }, { event: "refused", code: "fault" }]) {
        say(JSON.stringify(word));
      }
    });
    const g = new Listener(guest());
    assert.deepEqual(await g.hear("ready"), { event: "ready", time: now });
    assert.deepEqual(await g.hear("future"), { event: "future" });
    assert.deepEqual(await g.hear("resync"), { event: "resync" });
    assert.deepEqual(await g.hear("refused"), { event: "refused", code: "" });
    await g.socket.close();
  });

  test("a hub that falls silent is left, and one that is unheard for a minute is offline", { timeout: 90_000 }, async () => {
    hostile.speak = (say, wire) => {
      wire.once("data", () => say(JSON.stringify({ event: "ready", time: now })));
      wire.on("data", () => undefined);
    };
    const told: string[] = [];
    const g = new Listener(guest(), {
      connect: (address) => {
        const ws = new WebSocket(address);
        const send = ws.send.bind(ws);
        ws.send = (word) => {
          told.push(String(word));
          send(word);
        };
        return ws;
      },
    });
    await g.hear("ready");
    const began = Date.now();
    hostile.speak = (_, wire) => wire.destroy();
    await g.until(() => g.links.at(-1)?.state === "lost" || undefined, "lost");
    const quiet = Date.now() - began;
    assert.ok(quiet >= 18_000 && quiet <= 27_000, `${quiet} ms`);
    assert.deepEqual(told.filter((w) => w.includes("token")).length, 2); // it asked before it gave up
    await g.socket.close();
    let minute = 0;
    let online = true;
    const o = new Listener(guest(), { now: () => Date.now() + minute, online: () => online });
    await o.until(() => o.links.at(-1)?.retry || undefined, "a countdown");
    assert.equal(o.socket.link.state, "lost");
    minute = 61_000;
    assert.equal(o.socket.link.state, "offline");
    minute = 0;
    online = false;
    assert.equal(o.socket.link.state, "offline");
    await o.socket.close();
  });
}
