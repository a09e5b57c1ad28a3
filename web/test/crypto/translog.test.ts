import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "@noble/hashes/sha2.js";
import { Signer } from "../../src/crypto/identity/index.ts";
import { concat, hashOf, toHex, utf8, type Bytes } from "../../src/crypto/note/index.ts";
import { Key, Log, checkGrowth, leafText, partSize, type Leaf } from "../../src/crypto/translog/index.ts";
import { run } from "../vectors/translog.ts";
import { agree } from "./agree.ts";

test("every vector of the rules L", () => agree(run, 167));

/** So many lines of a log that keeps its rules, always the same. */
function lines(count: number): Leaf[] {
  const all: Leaf[] = [];
  const manifests = new Map<string, number>();
  const epochs = new Map<string, number>();
  const id = (what: string): string => hashOf(utf8(what)).slice(0, 32);
  for (let n = 0; n < count; n++) {
    const hash = hashOf(utf8(`record ${n}`));
    const org = id(`org ${n % 97 === 0 ? n / 97 : (n * 31) % Math.ceil(n / 97)}`);
    const team = id(`team ${org} ${n % 5}`);
    const [version, epoch] = [(manifests.get(org) ?? 0) + 1, epochs.get(team) ?? 0];
    if (n % 97 === 0) all.push({ kind: "org", org, subject: "", version: 0, hash });
    else if (n % 13 === 1) all.push({ kind: "vouch", org, subject: id("org 0"), version: 0, hash });
    else if (n % 2 === 0) {
      all.push({ kind: "manifest", org, subject: "", version, hash });
      manifests.set(org, version);
    } else {
      all.push({ kind: "team", org, subject: team, version: epoch, hash });
      epochs.set(team, epoch + 1);
    }
  }
  return all;
}

test("a log ends where it must, and goes on as it was; a key has a name of its own", () => {
  const short = new Log(3);
  for (const l of lines(3)) short.append(l);
  const before = short.head();
  assert.throws(() => short.append(lines(4)[3] ?? assert.fail()), { code: "E11" });
  assert.deepEqual(short.head(), before);
  const root = hashOf(utf8("root"));
  assert.throws(() => checkGrowth({ size: 3, root }, { size: 2, root }, []), { code: "E11", message: /shrinks/ });
  const key = Signer.generate().public;
  assert.equal(Key.witness("vt/one", key).name, "vt/one");
  for (const name of ["", "two words", "a+b"]) assert.throws(() => Key.witness(name, key), { code: "E01" }, name);
  /** A key as a trust file writes it, numbered as one of that use, whatever it says that it is for. */
  const written = (name: string, use: number, says = use): string => {
    const number = sha256(concat(utf8(`${name}\n`), new Uint8Array([use]), key.bytes)).subarray(0, 4);
    return `${name}+${toHex(number)}+${btoa(String.fromCharCode(says, ...key.bytes))}`;
  };
  assert.equal(Key.parseLog(written("vt/log", 1)).name, "vt/log");
  for (const bad of [written("two words", 1), written("", 1), written("vt/log", 1, 4)]) {
    assert.throws(() => Key.parseLog(bad), { code: "E01" }, bad);
  }
});

/** The tree as RFC 6962, 2.1 writes it. */
function rootOf(leaves: readonly Bytes[]): Bytes {
  const [first, ...more] = leaves;
  if (first === undefined) return new Uint8Array(sha256(new Uint8Array(0)));
  if (more.length === 0) return first;
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return new Uint8Array(sha256(concat(new Uint8Array([1]), rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)))));
}

const leaf = (l: Leaf): Bytes =>
  new Uint8Array(sha256(concat(new Uint8Array([0]), utf8(`sluis.v1/dir\n${leafText(l)}\n`))));

function logOf(all: readonly Leaf[]): Log {
  const log = new Log();
  for (const l of all) log.append(l);
  return log;
}

test("the root of every size is that of the RFC, while the log grows and afterwards", () => {
  const all = lines(150);
  const leaves = all.map(leaf);
  const log = new Log();
  for (const [n, l] of all.entries()) {
    assert.equal(log.root(n), toHex(rootOf(leaves.slice(0, n))));
    log.append(l);
  }
  for (let n = 0; n <= all.length; n++) assert.equal(logOf(all).root(n), toHex(rootOf(leaves.slice(0, n))), `${n}`);
  assert.equal(log.root(151), undefined);
  assert.throws(() => log.check({ size: 151, root: log.head().root }), { code: "E12" });
});

test("what is cut off was never there", () => {
  const all = lines(400);
  for (const size of [0, 1, 15, 16, 17, 97, 98, 255, 256, 399]) {
    const log = logOf(all);
    const roots = Array.from({ length: 401 }, (_, n) => log.root(n));
    log.cut(size);
    assert.deepEqual([log.size, log.head().root, log.root(size + 1), log.at(size)], [size, roots[size], undefined, undefined]);
    assert.deepEqual(log.orgs(), logOf(all.slice(0, size)).orgs());
    for (const l of all.slice(size)) log.append(l);
    assert.deepEqual(Array.from({ length: 401 }, (_, n) => log.root(n)), roots);
    assert.deepEqual(Array.from({ length: 400 }, (_, n) => log.at(n)), all);
  }
});

const parts = (log: Log): Promise<Bytes[]> =>
  Promise.all(Array.from({ length: Math.ceil(log.size / partSize) }, (_, n) => log.part(n)));

test("a log that is taken up again is the same, and goes on", async () => {
  const all = lines(partSize + 1000);
  const whole = logOf(all);
  for (const size of [0, 1, 16, 1000, partSize - 1, partSize, partSize + 17]) {
    const log = await Log.from(await parts(logOf(all.slice(0, size))));
    assert.equal(log.size, size);
    for (const l of all.slice(size)) log.append(l);
    for (const n of [1, size, partSize, all.length]) assert.equal(log.root(n), whole.root(n), `${size} ${n}`);
    for (const [n, l] of all.entries()) assert.deepEqual(log.at(n), l);
    for (const org of whole.orgs()) assert.deepEqual(log.of(org, 1), whole.of(org, 1));
    const team = all.find((l) => l.kind === "team")?.subject ?? "";
    assert.equal(log.orgOf(team), whole.orgOf(team));
  }
});

test("a kept part that is damaged, cut off, missing or in another place is none", async () => {
  const whole = await parts(logOf(lines(partSize + 50)));
  const [first = assert.fail(), second = assert.fail()] = whole;
  await Log.from([first, second]);
  for (const at of [0, 40, 50, 5000, first.length - 1]) {
    const damaged = first.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    await assert.rejects(Log.from([damaged, second]), { code: "E10" }, `byte ${at}`);
  }
  const short = (await parts(logOf(lines(50))))[0];
  for (const wrong of [[second, first], [second], [first, undefined], [undefined], [first, second.subarray(0, 90)], [short, second], [first, first]]) {
    await assert.rejects(Log.from(wrong), { code: "E10" });
  }
  assert.equal((await Log.from([first])).size, partSize); // a checkpoint tells that there was more
});

test("a line that says more than it is counts for what it is", () => {
  const [org = assert.fail()] = lines(1);
  const log = logOf([{ ...org, subject: org.org, version: 7 }]);
  assert.deepEqual(log.at(0), org);
  for (const version of [1.5, NaN, 2 ** 53, -1]) {
    assert.throws(() => log.append({ ...org, kind: "manifest", version }), { code: "E01" });
  }
});
