import assert from "node:assert/strict";
import { test } from "node:test";
import { Watch, limits } from "../../src/worker/watch.ts";

const hours = 9 * 3600_000;

/** A watch that began at 0, and what it told. */
function watched() {
  const told: string[] = [];
  const watch = new Watch(0, { soon: (seconds) => told.push(`soon ${seconds}`), end: (why) => told.push(why) });
  return { watch, told };
}

test("a computer that slept through the limit locks, also when a key press is heard before the timer", () => {
  const { watch, told } = watched();
  watch.alive(hours);
  watch.look(hours);
  assert.deepEqual([...new Set(told)], ["idle"]);
});

test("a page that was hidden and frozen locks when it is seen again", () => {
  const { watch, told } = watched();
  watch.visible(false, 1000);
  watch.visible(true, hours);
  watch.alive(hours);
  watch.look(hours);
  assert.deepEqual([...new Set(told)], ["hidden"]);
});

test("out of sight for five minutes locks, seen again a moment before does not", () => {
  for (const [late, want] of [[-1, []], [0, ["hidden"]]] as const) {
    const { watch, told } = watched();
    watch.visible(false, 1000);
    watch.visible(true, 1000 + limits.hidden + late);
    watch.look(1000 + limits.hidden + 1);
    assert.deepEqual(told.slice(0, 1), want);
  }
});

test("a room that was left, or entered, after a sleep comes too late", () => {
  const left = watched();
  left.watch.inRoom(true, 1000);
  left.watch.inRoom(false, hours);
  left.watch.look(hours);
  assert.equal(left.told[0], "idle");
  const entered = watched();
  entered.watch.inRoom(true, hours);
  entered.watch.look(hours);
  assert.equal(entered.told[0], "idle");
});

test("somebody who is there within the last minute is not warned for it, and goes on", () => {
  const { watch, told } = watched();
  const late = limits.idle - 1000;
  watch.alive(late);
  watch.look(late + limits.idle - limits.warning - 1);
  assert.deepEqual(told, []);
  watch.look(late + limits.idle - limits.warning);
  assert.deepEqual(told, ["soon 60"]);
  watch.look(late + limits.idle);
  assert.deepEqual(told, ["soon 60", "idle"]);
});

test("in a room nobody is locked out for ninety minutes, nor for the first fifteen after it", () => {
  const { watch, told } = watched();
  watch.inRoom(true, 1000);
  watch.visible(false, 2000);
  watch.look(1000 + limits.room - 1);
  watch.visible(true, 1000 + limits.room - 1);
  watch.inRoom(false, 1000 + limits.room - 1);
  watch.look(1000 + limits.room + limits.idle - limits.warning - 2);
  assert.deepEqual(told, []);
});
