import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Exchange, Status } from "../../src/flows/flow/index.ts";
import { acts, assemble } from "../../src/flows/flow/index.ts";
import { earlier, passed } from "../../src/flows/deadline/index.ts";
import { type Flow, flows, run } from "../vectors/flows.ts";
import { indexes } from "../vectors/forms.ts";

const known = new Set<string>([...acts, ...indexes.flatMap((x) => x.forms().map((f) => f.name))]);

/** hold checks what every fold promises of every exchange. */
function hold(flow: Flow, x: Exchange, now: number): void {
  const s = flow.fold(x, now);
  assert.ok(flow.statuses.includes(s.status), `status ${s.status} is not one of the flow`);
  assert.ok(s.custody === "" || s.custody === x.owner, "custody is with somebody else than the owner");
  assert.deepEqual(flow.fold(x, now), s, "the fold is not pure");
  assert.deepEqual(flow.fold({ ...x, receipts: x.receipts.toReversed() }, now), s, "the order of receipts counts");
  holdDuties(s, now);
  assert.deepEqual(Object.keys(s.next).sort(), [...x.parties].sort(), "steps of somebody who is no party");
  for (const [p, steps] of Object.entries(s.next)) {
    assert.deepEqual(steps, [...new Set(steps)].sort(), "steps are not in order");
    assert.ok(steps.every((step) => known.has(step)), "an unknown step");
    if (p !== x.owner) assert.ok(!steps.includes("offer") && !steps.includes("close"), "who is no owner may not end it");
  }
  holdReceipt(flow, x, s, now);
  for (let n = 1; n < x.entries.length; n++) {
    const before = flow.fold(assemble(x.xid, x.entries.slice(0, n), x.receipts), now);
    if (flow.final.includes(before.status)) assert.ok(flow.final.includes(s.status), "what was over is not over now");
  }
}

function holdDuties(s: Status, now: number): void {
  assert.equal(new Set(s.duties.map((d) => d.id)).size, s.duties.length, "a duty stands twice");
  for (const d of s.duties) {
    assert.equal(d.overdue, !d.done && passed(d.due, now), d.id);
    if (!d.done) assert.ok(!earlier(d.due, s.due), `${d.id} is due before ${s.due}`);
  }
  assert.equal(s.overdue, s.duties.some((d) => d.overdue));
}

/** A receipt moves no custody and makes nothing late. */
function holdReceipt(flow: Flow, x: Exchange, s: Status, now: number): void {
  const last = x.entries.at(-1);
  for (const party of last ? x.parties : []) {
    const receipt = { entry: last?.hash ?? "", party, author: "f".repeat(32), time: now };
    const after = flow.fold({ ...x, receipts: [...x.receipts, receipt] }, now);
    assert.equal(after.custody, s.custody);
    assert.ok(!after.overdue || s.overdue);
  }
}

test("promises of every fold, at every step of every scenario and a year later", async () => {
  let held = 0;
  await run((path) => readFile(`../${path}`), (flow, x, now) => {
    hold(flow, x, now);
    hold(flow, x, now + 366 * 86400);
    held++;
  });
  assert.ok(held > 400, String(held));
});

test("an exchange without entries has a status", () => {
  for (const flow of Object.values(flows)) hold(flow, assemble("", [], []), 0);
});
