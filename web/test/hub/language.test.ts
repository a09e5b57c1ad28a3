import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf, utf8, type Bytes } from "../../src/crypto/note/index.ts";
import { accountCode, isDay, joinFrame, parseAccountCode, splitFrame } from "../../src/hub/index.ts";
import { answered, uninvite } from "../../src/hub/invites.ts";
import { Mailbox } from "../../src/hub/mailbox.ts";
import { moment, octets, readJSON, type Shape } from "../../src/hub/shape.ts";

const code = (act: () => unknown): string => {
  try {
    act();
    return "";
  } catch (error) {
    return codeOf(error);
  }
};

test("a frame is what it was made of", () => {
  const parts = [utf8("entry"), new Uint8Array(0), new Uint8Array(70_000).fill(7)];
  assert.deepEqual(splitFrame(joinFrame(...parts)), parts);
  assert.deepEqual(splitFrame(joinFrame()), []);
  // also from the middle of other bytes
  const frame = joinFrame(utf8("a"));
  const inside = new Uint8Array([9, 9, ...frame, 9]).subarray(2, 2 + frame.length);
  assert.deepEqual(splitFrame(inside), [utf8("a")]);
});

test("a frame that is cut short is refused", () => {
  const frame = joinFrame(utf8("entry"), utf8("grant"));
  for (let size = 1; size < frame.length; size++) {
    if (size !== 9) assert.equal(code(() => splitFrame(frame.slice(0, size))), "E01", `${size} bytes`);
  }
  assert.equal(code(() => splitFrame(new Uint8Array([0xff, 0xff, 0xff, 0xff, 1]))), "E01");
});

test("of an answer in json counts what is in its bounds", () => {
  const read = (value: unknown, shape: Shape<unknown>): unknown => readJSON(utf8(JSON.stringify(value)), shape);
  assert.deepEqual(read("AQID", octets(4)), new Uint8Array([1, 2, 3]));
  for (const bad of [1234, "AQIDBAUG", "AQIDBAUGAQID", "@@@@", "A"]) assert.equal(code(() => read(bad, octets(4))), "E01", String(bad));
  assert.equal(read(8.64e12, moment), 8.64e12);
  for (const bad of [8.64e12 + 1, -1, 1.5, "1"]) assert.equal(code(() => read(bad, moment)), "E01", String(bad));
});

test("an invitation is asked for by its id, and its answer has four parts", async () => {
  const parts = [utf8("note"), utf8("recipient"), utf8("name"), utf8("0".repeat(64))];
  const hub = (...said: readonly Bytes[]) => ({ ask: async () => joinFrame(...said) });
  const id = "0123456789abcdef0123456789abcdef";
  assert.equal((await answered(hub(...parts), id)).mac, "0".repeat(64));
  for (const said of [parts.slice(0, 3), [...parts, utf8("more")], [...parts.slice(0, 3), utf8("no hash")], []]) {
    await assert.rejects(answered(hub(...said), id), { code: "E01" });
  }
  for (const locator of ["", "../invitation", id.toUpperCase()]) {
    await assert.rejects(answered(hub(...parts), locator), { code: "E01" });
    await assert.rejects(uninvite(hub(), locator), { code: "E01" });
  }
});

test("a day is one of the calendar", () => {
  for (const day of ["2026-11-21", "2024-02-29", "0001-01-01"]) assert.ok(isDay(day), day);
  for (const day of ["2026-02-29", "2026-13-01", "2026-1-1", "2026-11-21T00", "", "21-11-2026", "2026-00-10"]) {
    assert.ok(!isDay(day), day);
  }
});

test("an account code is read as people type it", () => {
  const written = accountCode("0123456789abcdef0123456789abcdef");
  assert.match(written, /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  assert.equal(written, "04HMA-SW9NF");
  for (const typed of ["04hma sw9nf", "O4HMASW9NF", "  04-hm-a-sw9nf "]) assert.equal(parseAccountCode(typed), written);
  assert.equal(parseAccountCode("iiiii lllll"), "11111-11111");
  for (const typed of ["", "04HMA-SW9N", "04HMA-SW9NFF", "04HMA-SW9NU", "x".repeat(65), " ".repeat(60) + "04HMA-SW9NF", "04HMA-SW9Né", "04HMASW9ß", "04HMA-ſW9NF"]) {
    assert.equal(code(() => parseAccountCode(typed)), "E01", typed);
  }
  assert.equal(accountCode("no id"), "");
});

test("a slow reader misses words, is told so, and holds nobody up", async () => {
  const mail = new Mailbox<number>(3, -1);
  for (let n = 1; n <= 5; n++) mail.put(n);
  const reader = mail[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => (await reader.next()).value;
  assert.deepEqual([await next(), await next(), await next(), await next()], [1, 2, 3, -1]);
  const waiting = next();
  mail.put(6);
  assert.equal(await waiting, 6);
  mail.end();
  assert.equal((await reader.next()).done, true);
});
