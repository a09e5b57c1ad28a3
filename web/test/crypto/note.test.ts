import assert from "node:assert/strict";
import { test } from "node:test";
import * as note from "../../src/crypto/note/index.ts";
import { run } from "../vectors/note.ts";
import { agree } from "./agree.ts";

const form = new note.Form({
  label: "letter",
  fields: [note.once("from", note.isID), note.any("text", note.isText), note.maybe("count", note.isNum)],
  minSigs: 1,
  maxSigs: 2,
});
const from = note.line("from", "5f".repeat(16));
const sig = (key: string): note.Sig => ({ key: key.repeat(16), hex: "0a".repeat(64) });

test("every vector of the rules N", () => agree(run, 122));

test("what is built is what is parsed, with lines and signatures in their order", () => {
  const signed = form.build(from, note.line("text", "b"), note.line("text", "a"), note.line("count", "12"));
  const read = form.parse(note.attach(signed, sig("0b"), sig("0a")));
  assert.deepEqual(read.all("text"), [["a"], ["b"]]);
  assert.deepEqual(read.sigs.map((s) => s.key), ["0a".repeat(16), "0b".repeat(16)]);
  assert.deepEqual(read.signed, signed);
  assert.equal(read.num("count"), 12);
  assert.equal(read.num("none"), 0);
  assert.equal(read.get("none"), "");
  assert.equal(read.hash(), note.hashOf(read.bytes));
});

test("a note keeps its own copy of the bytes", () => {
  const bytes = note.attach(form.build(from), sig("0a"));
  const read = form.parse(bytes);
  const hash = read.hash();
  bytes.fill(0);
  assert.equal(read.hash(), hash);
});

test("build refuses what parse would refuse", () => {
  const bad = [
    [note.line("text", "a"), from],
    [from, note.line("text", "a\ntext b")],
    [from, note.line("text", "")],
    [from, note.line("text", "café")],
    [from, note.line("text", "a", "b")],
    [from, note.line("count", String(2 ** 53))],
    [from, note.line("count", String(1.5))],
    [from, note.line("text", "x".repeat(note.MaxSize - 200))],
    [],
  ];
  for (const lines of bad) assert.throws(() => form.build(...lines), { code: "E01" });
});

test("an error never repeats what stood in a note", () => {
  const secret = "geheim";
  const texts = [`sluis.v1/letter\n${secret} x\n`, `sluis.v1/letter\nfrom ${secret}\n`, `${secret}\n`];
  for (const text of texts) {
    assert.throws(() => form.parse(note.utf8(text)), (e) => e instanceof Error && !e.message.includes(secret));
  }
});

test("parties", () => {
  const id = note.newID();
  assert.ok(note.isID(id));
  assert.notEqual(id, note.newID());
  assert.equal(note.partyTeam(note.teamParty(id)), id);
  assert.equal(note.partyMember(note.teamParty(id)), "");
  assert.equal(note.partyMember(note.memberParty(id)), id);
  assert.equal(note.partyMember(note.mailboxParty(id)), id);
  assert.equal(note.partyTeam(note.mailboxParty(id)), "");
  assert.equal(note.partyKind(""), "");
  assert.equal(note.checkpointText(note.NoLog), `0 ${note.ZeroHash}`);
});

test("hex is lower case and whole", () => {
  assert.deepEqual(note.fromHex("00ff"), new Uint8Array([0, 255]));
  for (const text of ["0", "0F", "0x", " 0"]) assert.equal(note.fromHex(text), undefined);
  assert.equal(note.hashBytes("x").length, 0);
  assert.equal(note.hashBytes(note.ZeroHash).length, 32);
});
