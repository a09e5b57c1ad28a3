import assert from "node:assert/strict";
import { test } from "node:test";
import type { State, View } from "../../src/crypto/chain/index.ts";
import { Identity, Signer } from "../../src/crypto/identity/index.ts";
import { fail, NoLog, type Bytes } from "../../src/crypto/note/index.ts";
import { open as openFile, seal as sealFile } from "../../src/crypto/seal/index.ts";
import { open, seal } from "../../src/flows/room/index.ts";
import { joinFrame, splitFrame } from "../../src/hub/index.ts";

const now = 1_795_000_000;
const bytes = (s: string): Bytes => new TextEncoder().encode(s);
const h = (c: string) => c.repeat(64);
const id = (c: string) => c.repeat(32);
const [vt, team] = [`t${id("1")}`, `t${id("2")}`];
const state: State = {
  xid: h("a"), seq: 4, head: h("b"), time: now - 100, cp: NoLog, epoch: 1, rcpts: [h("c"), h("d")], set: [vt, team],
  owner: vt, offer: null, leaving: "", closed: false, known: [], posts: "",
};

const signer = Signer.generate();
const view: View = {
  signer: (s) => (s.key === signer.public.id && s.party === vt ? signer.public : fail("E06", "key is unknown")),
  partyKey: () => {},
  partyOrg: () => id("0"),
};
const frame = { kind: "ask", party: vt, org: id("3"), author: id("4"), time: now, payload: bytes("finished") } as const;

test("what one side seals the other opens, with the head that the sender saw", async () => {
  const key = await Identity.generate();
  const data = await seal(frame, state, key, signer);
  assert.deepEqual(await open(data, { ...state, seq: 5, head: h("e") }, key, view, now + 60), {
    ...frame, seq: 4, head: h("b"),
  });
  const empty = await seal({ ...frame, kind: "here", payload: bytes("") }, state, key, signer);
  assert.equal((await open(empty, state, key, view, now)).payload.length, 0);
});

test("what is refused, and why", async () => {
  const key = await Identity.generate();
  const good = await seal(frame, state, key, signer);
  const refused = async (code: string, data: Bytes, s: State = state, at = now, by = key) =>
    assert.rejects(open(data, s, by, view, at), { code });
  await refused("E23", new Uint8Array((64 << 10) + 1));
  await assert.rejects(seal({ ...frame, payload: new Uint8Array(64 << 10) }, state, key, signer), { code: "E23" });
  await refused("E18", good.slice(0, -1));
  await assert.rejects(open(good, state, await Identity.generate(), view, now));
  await refused("E01", await sealFile(key.recipient, joinFrame(bytes("x"))));
  await refused("E01", await sealFile(key.recipient, joinFrame(bytes("x"), bytes("y"))));
  await refused("E01", await sealFile(key.recipient, bytes("x")));
  await refused("E01", await sealFile(key.recipient, joinFrame(...splitFrame(await openFile(key, good)), bytes("more"))));
  await refused("E09", good, { ...state, xid: h("9") });
  await refused("E09", good, { ...state, epoch: 2 });
  await refused("E05", good, { ...state, set: [team] });
  await refused("E06", await seal({ ...frame, party: team }, state, key, signer));
  await refused("E06", await seal(frame, state, key, Signer.generate()));
  await refused("E12", good, state, now + 61);
  await refused("E12", good, state, now - 61);
});

test("another payload or signature than the signed one", async () => {
  const key = await Identity.generate();
  const good = await seal(frame, state, key, signer);
  const [note, payload] = splitFrame(await openFile(key, good));
  assert.ok(note && payload);
  const other = await sealFile(key.recipient, joinFrame(note, bytes("Finished")));
  await assert.rejects(open(other, state, key, view, now), { code: "E08" });
  const last = note.length - 2;
  const broken = note.map((c, i) => (i === last ? (c === 0x30 ? 0x31 : 0x30) : c));
  const forged = await sealFile(key.recipient, joinFrame(broken, payload));
  await assert.rejects(open(forged, state, key, view, now), { code: "E04" });
});
