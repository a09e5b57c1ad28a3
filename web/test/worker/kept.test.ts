// Drafts and settings: what the hub can and cannot do to them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Identity } from "../../src/crypto/identity/index.ts";
import { type Bytes, newID } from "../../src/crypto/note/index.ts";
import { open, seal } from "../../src/crypto/seal/index.ts";
import * as strict from "../../src/crypto/strict/index.ts";
import type { Member } from "../../src/member/index.ts";
import { homeOn } from "../../src/worker/home.ts";
import { Kept } from "../../src/worker/kept.ts";
import { MemoryDisk, memoryShelf } from "../../src/worker/memory.ts";
import { openState, sealState } from "../../src/worker/state.ts";

const account = { org: newID(), member: newID() };
const self = { name: "Anna", salt: "0".repeat(64) };
const day = 24 * 3600_000;
const iso = (at: number): string => new Date(at).toISOString();

/** The sealed state as a hub keeps it. */
class Hub {
  state: Bytes = new Uint8Array(0);
  readonly puts: Bytes[] = [];
  readonly locked = new AbortController();

  /** What a member does with it, in a browser of its own. */
  async member(identity: Identity, disk = new MemoryDisk()): Promise<Member> {
    const hub = {
      putState: async (sealed: Bytes) => {
        this.state = sealed;
        this.puts.push(sealed);
      },
    };
    const home = homeOn(await memoryShelf(disk).open(account), account);
    return { home, hub, self, keys: { identity }, ended: this.locked.signal } as unknown as Member; // all that Kept asks of one
  }

  async begin(m: Member): Promise<Kept> {
    return Kept.open(m, Promise.resolve(this.state));
  }
}

async function world() {
  const identity = await Identity.generate();
  const hub = new Hub();
  const disk = new MemoryDisk();
  const m = await hub.member(identity, disk);
  return { identity, hub, disk, m };
}

const draft = (text: unknown, id = "x:reply") => ({ id, zaak: "", exchange: "x", what: "reply", text }) as const;
const names = (k: Kept): string[] => k.held().map((h) => h.waits).sort();
const texts = (k: Kept): unknown[] => k.list().map((d) => d.text);

test("another device goes on with a draft, knows what was dropped, and has the settings", async () => {
  const { identity, hub, m } = await world();
  const here = await hub.begin(m);
  await here.save(draft({ text: "Andre\u0301 \ud800 é" })); // as typed: not in one form, with half a character
  await here.save(draft("old", "y:reply"));
  await here.drop("y:reply");
  await here.set("later", { x: "2026-11-22" });
  await here.end();
  const there = await hub.begin(await hub.member(identity));
  assert.deepEqual(texts(there), [{ text: "Andre\u0301 \ud800 é" }]);
  assert.deepEqual(there.setting("later"), { x: "2026-11-22" });
  await there.drop("x:reply");
  await there.end();
  assert.deepEqual(texts(await hub.begin(m)), []);
});

test("a hub that knows only the public recipient writes no draft and no setting, and suppresses none", async () => {
  const { identity, hub, m } = await world();
  const k = await hub.begin(m);
  await k.save(draft("mine"));
  const all = {
    n: Date.now() + day,
    drafts: [{ ...draft("the hub's"), saved: iso(Date.now() + 1000) }, { ...draft("another", "z:reply"), saved: iso(Date.now()) }],
    settings: { later: { x: "2026-11-22" } },
    dropped: { "x:reply": iso(Date.now() + 1000) },
  };
  const stranger = await Identity.generate(); // of the hub's own: its tag is right, but of another key
  const { kept: theirs } = strict.parse(await open(stranger, await sealState(stranger, self, all)));
  for (const kept of [theirs, JSON.stringify(all), btoa("\0".repeat(32) + JSON.stringify(all)), "", btoa("short"), "no base64!"]) {
    hub.state = await seal(identity.recipient, strict.encode({ ...self, kept }));
    const again = await hub.begin(m);
    assert.deepEqual(texts(again), ["mine"]);
    assert.equal(again.setting("later"), null);
  }
});

test("a state of before is not taken again where a newer one was seen", async () => {
  const { identity, hub, m, disk } = await world();
  const k = await hub.begin(m);
  await k.set("later", { x: "2026-11-22" });
  await k.save(draft("first"));
  await k.end();
  const first = hub.state;
  const elsewhere = new MemoryDisk();
  const there = await hub.begin(await hub.member(identity, elsewhere));
  await there.drop("x:reply");
  await there.end();
  const newest = hub.state;
  hub.state = first;
  assert.deepEqual(texts(await hub.begin(await hub.member(identity, elsewhere))), []);
  hub.state = newest;
  assert.deepEqual(texts(await hub.begin(await hub.member(identity, disk))), []);

  const fresh = new MemoryDisk(); // a browser that knows nothing but what it is told
  assert.deepEqual(texts(await hub.begin(await hub.member(identity, fresh))), []);
  hub.state = first;
  const seen = await hub.begin(await hub.member(identity, fresh));
  assert.deepEqual(texts(seen), []);
  await seen.save(draft("later", "y:reply"));
  await seen.end();
  const [a, b] = [await openState(identity, newest), await openState(identity, hub.state)];
  assert.ok((b?.n ?? 0) > (a?.n ?? 0), "what is told afterwards is newer than all that was seen");
});

test("of two devices at work at once, the one that told last is heard by the other", async () => {
  const { identity, hub, m } = await world();
  const here = await hub.begin(m);
  const there = await hub.begin(await hub.member(identity));
  for (const text of ["one", "two", "three"]) {
    await here.save(draft(text));
    await here.end();
  }
  await there.save(draft("theirs", "y:reply"));
  await there.end();
  assert.deepEqual(texts(await hub.begin(m)).sort(), ["theirs", "three"]);
});

test("times to come count for nothing: neither as a version that stays the last, nor as an end for ever", async () => {
  const { identity, hub, m } = await world();
  const k = await hub.begin(m);
  await k.save(draft("mine"));
  for (const at of [iso(Date.now() + day), "9999", "2099-13-01T00:00:00.000Z", "x"]) {
    const saved = at;
    const told = { n: Date.now(), settings: {}, drafts: [{ ...draft("to come"), saved }], dropped: { "x:reply": at, "y:reply": at } };
    hub.state = await sealState(identity, self, told);
    const again = await hub.begin(m);
    assert.deepEqual(texts(again), ["mine"], at);
    await again.save(draft("new", "y:reply"));
    assert.deepEqual(texts(await hub.begin(m)), ["new", "mine"], at);
    await again.drop("y:reply");
  }
});

test("a device whose clock is a little ahead keeps no later draft away", async () => {
  const { identity, hub, m } = await world();
  const ahead = Date.now() + 5 * 60_000;
  const drafts = [{ ...draft("ahead"), saved: iso(ahead) }];
  hub.state = await sealState(identity, self, { n: Date.now(), settings: {}, drafts, dropped: { "y:reply": iso(ahead) } });
  const k = await hub.begin(m);
  assert.deepEqual(texts(k), ["ahead"]);
  await k.save(draft("after"));
  await k.save(draft("again", "y:reply"));
  assert.deepEqual(texts(await hub.begin(m)).sort(), ["after", "again"]);
  await k.drop("x:reply");
  await k.drop("y:reply");
  assert.deepEqual(texts(k), []);
  assert.deepEqual(texts(await hub.begin(m)), []);
});

test("a draft that does not fit stays here, and keeps no other from the hub", async () => {
  const { identity, hub, m } = await world();
  const k = await hub.begin(m);
  await k.save(draft("old", "old:reply"));
  await k.save(draft("é".repeat(95_000), "large:reply")); // as characters it would fit
  await k.save(draft("\u0001".repeat(30_000), "controls:reply")); // six for each when written
  await k.save(draft("new", "new:reply"));
  await k.end();
  assert.equal(k.list().length, 4);
  assert.equal((await hub.begin(m)).list().length, 4);
  const there = await hub.begin(await hub.member(identity));
  assert.deepEqual(there.list().map((d) => d.id).sort(), ["controls:reply", "new:reply", "old:reply"]);
});

test("what fills the state to its last byte is told", async () => {
  const { identity, hub, m } = await world();
  for (const name of ["Anna", "\u{1F6A2}".repeat(100)]) {
    Object.assign(m, { self: { ...self, name } });
    const k = await hub.begin(m);
    for (const size of [5, 50, 500, 4_000, 30_000, 150_000]) {
      for (let n = 0; n < 10; n++) await k.save(draft("a".repeat(size), `${size}:${n}`));
    }
    await k.end();
    const told = await openState(identity, hub.puts.at(-1) ?? new Uint8Array(0));
    const length = JSON.stringify(told).length;
    assert.ok(length > 184_000 && length <= 185_000, `${length} bytes`);
  }
});

test("the hub cannot count the letters of a draft, nor tell a few drafts from none", async () => {
  const { hub, m } = await world();
  const k = await hub.begin(m);
  for (const n of [0, 1, 100, 101, 1500, 8000]) {
    await k.save(draft("a".repeat(n)));
    await k.end();
  }
  await k.save(draft("another", "y:reply"));
  await k.end();
  await k.drop("x:reply");
  await k.end();
  assert.equal(hub.puts.length, 8);
  assert.equal(new Set(hub.puts.map((p) => p.length)).size, 1);
  await k.save(draft("a".repeat(40_000)));
  await k.end();
  await k.save(draft("a".repeat(40_001)));
  await k.end();
  assert.equal(new Set(hub.puts.map((p) => p.length)).size, 2);
});

test("a draft that waits is held here and nowhere else: dropped when it went, a draft again when it can't go", async () => {
  const { identity, hub, disk, m } = await world();
  const here = await hub.begin(m);
  await here.save(draft("one"));
  await here.save(draft("two", "y:reply"));
  await here.hold("x:reply", "outbox-x");
  await here.hold("y:reply", "outbox-y");
  await here.end();
  const there = await hub.begin(await hub.member(identity));
  assert.deepEqual([names(there), texts(there).sort()], [[], ["one", "two"]]);
  const again = await hub.begin(await hub.member(identity, disk)); // after a reload
  assert.deepEqual(names(again), ["outbox-x", "outbox-y"]);
  await again.settle("outbox-z", "entry");
  await again.settle("outbox-x", "entry");
  await again.settle("outbox-y", "failed");
  assert.deepEqual([names(again), texts(again)], [[], ["two"]]);
  await again.hold("y:reply", "outbox-y");
  await again.save(draft("written on", "y:reply"));
  await again.settle("outbox-y", "entry");
  assert.deepEqual(texts(again), ["written on"]);
  await again.end();
});

test("a draft is marked in one stroke with what is laid for it, and by nobody who has locked", async () => {
  const { identity, hub, disk, m } = await world();
  const here = await hub.begin(m);
  await here.save(draft("one"));
  const origin = here.origin("x:reply");
  await origin.lay([["outbox/a", new Uint8Array([1])]], "a");
  const again = await hub.begin(await hub.member(identity, disk)); // as after a break: nothing else was said
  assert.deepEqual([names(here), names(again), origin.waits], [["a"], ["a"], "a"]);
  await here.save(draft("one")); // the same text, kept once more
  assert.deepEqual(names(here), ["a"]);
  await origin.lay([["outbox/a", undefined]], "");
  assert.deepEqual([names(here), await m.home.list("outbox"), await again.holds("a")], [[], [], false]);
  assert.deepEqual(texts(again), ["one"]);

  disk.room = 0;
  await assert.rejects(origin.lay([["outbox/b", new Uint8Array(100)]], "b"), { code: "E24" });
  assert.deepEqual([names(here), origin.waits], [[], ""]);
  disk.room = Infinity;
  hub.locked.abort();
  await assert.rejects(origin.lay([["outbox/b", new Uint8Array([1])]], "b"), { code: "E22" });
  assert.deepEqual(await m.home.list("outbox"), []);
  await here.end();
});
