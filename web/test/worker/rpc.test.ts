import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { fail } from "../../src/crypto/note/index.ts";
import type { Link } from "../../src/ui/base/link.ts";
import { Fault, type Wire, remote } from "../../src/ui/remote.ts";
import type { Event, Me } from "../../src/worker/protocol.ts";
import { type Handlers, type Port, serve } from "../../src/worker/rpc.ts";

// Page and worker over a real line, which copies what it carries.

let channel = new MessageChannel();
let link: Link;
let push: (event: Event) => void;
const got: unknown[][] = [];

const me: Me = { org: "o", member: "m", name: "Anna", organisation: "", code: "", teams: [], admin: false, ways: [], since: "" };
let release: () => void = () => undefined;

/** Some handlers; the others are not asked in these tests. */
const some: Partial<Handlers> = {
  me: () => me,
  async search(text) {
    if (text === "slow") await new Promise<void>((done) => (release = done));
    if (text === "secret") throw new TypeError("AGE-SECRET-KEY-PQ-1 is not a number");
    if (text === "caused") fail("E17", "keyring: does not fit", new Error("the eight words"));
    return [];
  },
  unlockPasskey: (...args) => (got.push(args), me),
  file: () => new Blob([new Uint8Array([1, 2, 3])]),
  setting: () => () => "a function cannot travel",
  lock: () => undefined,
};
const handlers = some as Handlers;

beforeEach(() => {
  channel.port1.close();
  channel = new MessageChannel();
  serve(port(channel.port2), (say) => ((push = say), handlers));
  link = remote(wire(channel.port1));
});
after(() => channel.port1.close());

function port(p: MessagePort): Port {
  p.start();
  return { postMessage: (m, t) => p.postMessage(m, t ?? []), addEventListener: (type, heard) => p.addEventListener(type, heard) };
}

function wire(p: MessagePort): Wire {
  p.start();
  return { postMessage: (m, t) => p.postMessage(m, t), addEventListener: (type, heard) => p.addEventListener(type, heard) };
}

test("a call is answered with its value", async () => {
  assert.deepEqual(await link.call("me"), me);
  assert.equal(await link.call("lock"), undefined);
  assert.deepEqual(new Uint8Array(await (await link.call("file", "x", 0, "r")).arrayBuffer()), new Uint8Array([1, 2, 3]));
});

test("calls run side by side, each with its own answer", async () => {
  const slow = link.call("search", "slow");
  assert.deepEqual(await Promise.all([link.call("search", "a"), link.call("me")]), [[], me]);
  release();
  assert.deepEqual(await slow, []);
});

test("an error comes with its code, and nothing of what it was about", async () => {
  const error: unknown = await link.call("search", "caused").catch((e: unknown) => e);
  assert.ok(error instanceof Error && !("cause" in error));
  assert.deepEqual({ ...error, message: error.message }, { code: "E17", message: "keyring: does not fit", name: "SluisError" });
  await assert.rejects(link.call("search", "secret"), (e) => e instanceof Fault && e.message === "the worker has a fault");
  await assert.rejects(link.call("setting", "x"), Fault);
  await assert.rejects(link.call("retry"), { code: "E01", message: "there is no such call" });
});

test("what is no call is not heard", async () => {
  for (const noise of [null, 7, "me", {}, { id: 1 }, { id: 1, call: "me" }, { id: "1", call: "me", args: [] }, { id: 1, call: 3, args: [] }]) {
    channel.port1.postMessage(noise);
  }
  channel.port1.postMessage({ id: -5, call: "__proto__", args: [] });
  channel.port1.postMessage({ id: -6, call: "constructor", args: [] });
  assert.deepEqual(await link.call("me"), me);
});

test("a passkey's secret is handed over, and gone from the page", async () => {
  const [credential, secret] = [new Uint8Array([1, 2]), new Uint8Array(32).fill(7)];
  await link.call("unlockPasskey", "o", "m", credential, secret);
  assert.deepEqual(got, [["o", "m", new Uint8Array([1, 2]), new Uint8Array(32).fill(7)]]);
  assert.equal(secret.length, 0);
  assert.equal(credential.length, 2);
});

test("events reach who listens to them, until he stops", async () => {
  const heard: unknown[] = [];
  const stop = link.on((e) => heard.push(e.event));
  link.on((e) => {
    if (e.event === "locked") heard.push(e.why);
  });
  push({ event: "changed", exchanges: ["a"] });
  push({ event: "reachable", until: "" });
  await link.call("me");
  stop();
  push({ event: "changed", exchanges: ["b"] });
  push({ event: "locked", why: "idle" });
  await link.call("me");
  assert.deepEqual(heard, ["changed", "reachable", "idle"]);
});

test("a worker that ends leaves nobody waiting", async () => {
  const heard = new Map<string, (e: globalThis.Event) => void>();
  const dead = remote({ postMessage: () => undefined, addEventListener: (type, hear) => void heard.set(type, hear) });
  const waiting = assert.rejects(dead.call("me"), Fault);
  heard.get("error")?.(new Event("error"));
  await waiting;
  await assert.rejects(dead.call("me"), Fault);
});
