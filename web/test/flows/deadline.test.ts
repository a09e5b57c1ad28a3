import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as deadline from "../../src/flows/deadline/index.ts";
import { run } from "../vectors/deadline.ts";

test("vectors", async () => {
  const all = await run((path) => readFile(`../${path}`));
  assert.ok(all.length > 140);
  for (const v of all) assert.equal(v.got, v.want, `${v.rule}: ${v.name}`);
});

test("no due date never passes, nor does what is none", () => {
  assert.equal(deadline.passed("", 2 ** 40), false);
  assert.equal(deadline.passed("morgen", 2 ** 40), false);
  assert.equal(deadline.asDue("morgen"), "");
});

test("a time has a day that is there, and an offset of a clock", () => {
  for (const start of ["2026-02-30T10:00", "2026-04-01T24:30", "2026-04-01T14:30:00+25:00", "2026-04-01T14:30:00+02:61"]) {
    assert.throws(() => deadline.parseStart(start), { code: "E01" }, start);
  }
  assert.throws(() => deadline.parseStart("2026-03-29T02:30"), { code: "E01", message: /does not exist/ });
  assert.throws(() => deadline.parseStart("2026-10-25T02:30"), { code: "E01", message: /comes twice/ });
});

test("today is the day in Amsterdam", () => {
  assert.equal(deadline.today(Date.UTC(2026, 10, 21, 22, 59, 59) / 1000), "2026-11-21");
  assert.equal(deadline.today(Date.UTC(2026, 10, 21, 23) / 1000), "2026-11-22");
});

// The machine's own zone data is the oracle, from before summer time began.
test("the clock is that of Europe/Amsterdam", () => {
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Amsterdam", dateStyle: "short", timeStyle: "medium",
  });
  for (let at = Date.UTC(1971) / 1000; at < Date.UTC(2037) / 1000; at += 11 * 3600 - 1) {
    assert.equal(deadline.localTime(at), clock.format(at * 1000).replace(" ", "T"));
  }
});

test("a day begins at its own midnight", () => {
  for (let day = 0; day < 366 * 70; day++) {
    const at = deadline.midnight(day);
    assert.equal(deadline.localTime(at), `${deadline.dateOf(day)}T00:00:00`);
    assert.equal(deadline.today(at - 1), deadline.dateOf(day - 1));
  }
});
