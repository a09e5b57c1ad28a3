import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Identity } from "../../src/crypto/identity/index.ts";
import { recipientHash } from "../../src/crypto/keys/index.ts";
import * as note from "../../src/crypto/note/index.ts";
import * as seal from "../../src/crypto/seal/index.ts";
import { run } from "../vectors/seal.ts";
import { agree } from "./agree.ts";

let id: Identity;
before(async () => {
  id = await Identity.generate();
});

test("every vector of the rules S", () => agree(run, 103));

test("a body there and back, with the sizes of FORMAT.md S6", async () => {
  for (const [size, file] of [[0, 5755], [4046, 5755], [4047, 6011], [seal.MaxJSON, 272_059]] as const) {
    const json = note.utf8("x".repeat(size));
    const { plain, hash } = seal.newBody(json);
    const sealed = await seal.seal(id.recipient, plain);
    assert.equal(sealed.length, file);
    assert.deepEqual(await seal.openBody(id, sealed, note.hashOf(sealed), hash), json);
  }
  assert.throws(() => seal.newBody(new Uint8Array(seal.MaxJSON + 1)), { code: "E10" });
});

test("two bodies of one text share neither hash nor bytes", () => {
  const [one, two] = [seal.newBody(note.utf8("{}")), seal.newBody(note.utf8("{}"))];
  assert.notEqual(one.hash, two.hash);
  assert.notDeepEqual(one.plain.subarray(0, 32), two.plain.subarray(0, 32));
});

test("padding that somebody wrote in is E10, wherever it stands", () => {
  const { plain } = seal.newBody(note.utf8("{}"));
  for (const at of [52, 53, 1000, plain.length - 1]) {
    const tampered = plain.slice();
    tampered[at] = 1;
    assert.throws(() => seal.readBody(tampered, note.hashOf(tampered)), { code: "E10" });
  }
  for (const other of [plain.subarray(0, -1), note.concat(plain, new Uint8Array(1)), plain.subarray(0, 40)]) {
    assert.throws(() => seal.readBody(other, note.hashOf(other)), { code: "E10" });
  }
  assert.throws(() => seal.readBody(plain, note.ZeroHash), { code: "E08" });
});

test("a file cut, lengthened or changed anywhere is E18 or E14, and gives nothing", async () => {
  const file = await seal.seal(id.recipient, new Uint8Array(300));
  const refused = (bytes: note.Bytes) => assert.rejects(seal.open(id, bytes), (e) => /E1[48]/.test(note.codeOf(e)));
  for (let n = 0; n < file.length; n += n < 60 || n > 1600 ? 1 : 41) {
    await refused(file.slice(0, n));
    const changed = file.slice();
    changed[n] = (changed[n] ?? 0) ^ (1 << (n % 8));
    await refused(changed);
  }
  await refused(note.concat(file, new Uint8Array(1)));
});

test("a long file cut near a chunk is E18", async () => {
  const file = await seal.seal(id.recipient, new Uint8Array(3 * 65_536));
  for (let n = 1643; n < file.length; n += 65_536 + 16) {
    for (const cut of [n - 1, n, n + 1, n + 16]) {
      await assert.rejects(seal.open(id, file.slice(0, cut)), { code: "E18" });
    }
  }
});

test("padding is a rounding up by at most a sixteenth, also beyond 32 bits", () => {
  for (let n = 1; n < 2 ** 45; n = Math.floor(n * 1.37) + 1) {
    const padded = seal.pad(n);
    assert.ok(padded >= n && seal.pad(padded) === padded && seal.pad(n + 1) >= padded);
    assert.ok(n < 4096 || padded <= 1.0625 * n);
  }
  const sizes = new Set<number>();
  for (let n = 0; n <= 25 << 20; n = seal.pad(n) + 1) sizes.add(seal.pad(n));
  assert.equal(sizes.size, 339);
});

test("a secret is opened only where it belongs, and only the one that was signed for", async () => {
  const [caseKey, other] = [await Identity.generate(), await Identity.generate()];
  const place = (epoch: string) => [
    note.line("xnonce", "0a".repeat(16)),
    note.line("epoch", epoch),
    note.line("party", note.teamParty("0b".repeat(16))),
  ];
  const lines = [...place("3"), note.line("identity", caseKey.text())];
  const file = await seal.sealSecret(id.recipient, seal.grantForm, lines);
  const rh = recipientHash(caseKey.recipient);
  const opened = await seal.openSecret(id, file, seal.grantForm, place("3"), rh);
  assert.equal(opened.text(), caseKey.text());
  const open = (context: note.Line[], want: note.Hash) => seal.openSecret(id, file, seal.grantForm, context, want);
  await assert.rejects(open(place("4"), rh), { code: "E09" });
  await assert.rejects(open(place("3").slice(1), rh), { code: "E09" });
  await assert.rejects(open(place("3"), recipientHash(other.recipient)), { code: "E07" });
  await assert.rejects(seal.openSecret(id, file, seal.teamKeyForm, place("3"), rh), { code: "E01" });
  await assert.rejects(seal.openSecret(other, file, seal.grantForm, place("3"), rh), { code: "E18" });
  await assert.rejects(seal.sealSecret(id.recipient, seal.grantForm, lines.slice(1)), { code: "E01" });
});

test("a bind is of one key and one text", async () => {
  const other = await Identity.generate();
  const text = note.utf8("x");
  assert.equal(seal.bind(id, text), seal.bind(await Identity.fromSeed(id.seed()), text));
  assert.notEqual(seal.bind(id, text), seal.bind(other, text));
  assert.notEqual(seal.bind(id, text), seal.bind(id, note.utf8("y")));
});
