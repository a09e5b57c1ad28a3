import assert from "node:assert/strict";
import { test } from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";
import * as keys from "../../src/crypto/keys/index.ts";
import { decodeBech32, encodeBech32 } from "../../src/crypto/keys/bech32.ts";
import { platformAgrees } from "../../src/crypto/keys/platform.ts";
import * as note from "../../src/crypto/note/index.ts";
import { run } from "../vectors/keys.ts";
import { agree } from "./agree.ts";

test("every vector of the rules K, by the platform and by the lines of K6", () => agree(run, 171));

test("a recipient of another length is not looked at", () => {
  for (const text of ["", "age1pq1", "age1pq1" + "q".repeat(5000)]) {
    assert.throws(() => keys.parseRecipient(text), { code: "E14", message: /characters, want/ });
  }
});

test("node's own Ed25519 uses the equation, so it is asked", async () => {
  assert.equal(await platformAgrees(), true);
});

test("without Ed25519 in the platform the verdict is the same", async () => {
  const seed = new Uint8Array(32).fill(7);
  const msg = note.utf8("bericht");
  const sig = ed25519.sign(msg, seed);
  const verify = crypto.subtle.verify.bind(crypto.subtle);
  crypto.subtle.verify = () => Promise.reject(new DOMException("not here", "NotSupportedError"));
  try {
    const key = keys.Public.from(ed25519.getPublicKey(seed));
    assert.equal(await key.verify(msg, sig), true);
    assert.equal(await key.verify(note.utf8("bericht!"), sig), false);
    assert.equal(await key.verify(msg, sig.subarray(0, 63)), false);
  } finally {
    crypto.subtle.verify = verify;
  }
});

test("a key without its signature is E05, one that does not count E04", async () => {
  const form = new note.Form({ label: "x", fields: [note.once("a", note.isText)], minSigs: 1, maxSigs: 1 });
  const seed = new Uint8Array(32).fill(9);
  const key = keys.Public.from(ed25519.getPublicKey(seed));
  const signed = form.build(note.line("a", "b"));
  const hex = note.toHex(ed25519.sign(signed, seed));
  const other = "0".repeat(32);
  await key.check(form.parse(note.attach(signed, { key: key.id, hex })));
  await assert.rejects(key.check(form.parse(note.attach(signed, { key: other, hex }))), { code: "E05" });
  const wrong = { key: key.id, hex: "00".repeat(64) };
  await assert.rejects(key.check(form.parse(note.attach(signed, wrong))), { code: "E04" });
});

test("bech32 there and back, for every number of bits left over", () => {
  for (let n = 0; n < 40; n++) {
    const bytes = note.randomBytes(n);
    const text = encodeBech32("age1pq", bytes);
    assert.deepEqual(decodeBech32("age1pq", text.slice(7), n), { bytes, spare: 0 });
    assert.equal(decodeBech32("age1pr", text.slice(7), n), undefined);
  }
});

test("an origin is what a browser prints", () => {
  for (const good of ["https://hub.example", "http://127.0.0.1:8080", "https://[2001:db8::1]:8443"]) {
    assert.ok(keys.isOrigin(good));
  }
  for (const bad of ["https://", "ftp://hub.example", "https://hub.example/", "https://Hub.example", ""]) {
    assert.ok(!keys.isOrigin(bad));
  }
});
