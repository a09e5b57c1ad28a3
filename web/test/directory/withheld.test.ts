// Whose records a hub may withhold before names are not sure any more, by the lines alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Directory } from "../../src/directory/index.ts";
import { Disk, Tab, Written, id } from "./scripted.ts";

const now = 1_771_200_000;

test("an organisation that nobody vouched for, and that is no founder, stands in nobody's way", async () => {
  const [first, second] = [id("org 0"), id("org 1")];
  const w = new Written().grow(20).vouch(second, second);
  const seen = async (founders: Record<string, string>): Promise<Directory> => {
    const tab = new Tab(new Disk(), w);
    tab.checkpoint = () => w.signed(w.lines.length, now, now);
    const dir = new Directory(tab.records(), founders, w.policy(), id("own"));
    await dir.sync();
    await dir.all(); // of which the hub gives nothing
    return dir;
  };
  const alone = await seen({});
  assert.deepEqual([alone.nameless(""), alone.teamless()], [false, false]);
  const founded = await seen({ [first]: id("root") });
  assert.deepEqual([founded.nameless(""), founded.nameless(first), founded.teamless()], [true, false, true]);
  assert.deepEqual([founded.pinned(first), founded.pinned(second), founded.pinned(id("own"))], [true, false, true]);
  w.vouch(second, first);
  const vouched = await seen({});
  assert.deepEqual([vouched.nameless(""), vouched.nameless(second), vouched.teamless()], [true, false, true]);
});
