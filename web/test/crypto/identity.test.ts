import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { decrypt, encrypt } from "../../src/crypto/identity/age.ts";
import * as identity from "../../src/crypto/identity/index.ts";
import * as keys from "../../src/crypto/keys/index.ts";
import * as note from "../../src/crypto/note/index.ts";
import { run } from "../vectors/identity.ts";
import { agree, root } from "./agree.ts";

const org = "0a".repeat(16);
const member = "0b".repeat(16);
const phrase = "aaibaar antilope lopend antilope hiel afkoelen brengen deksel".split(" ");

let device: identity.Method;
let words: identity.Method;
let keyring: identity.Keyring;

before(async () => {
  device = await identity.newDevice();
  words = await identity.fromPhrase(phrase, org, member);
  keyring = new identity.Keyring({
    org, member, version: 1, prev: note.ZeroHash,
    identity: await identity.Identity.generate(),
    sign: identity.Signer.generate(),
    login: identity.Signer.generate(),
    unlocks: [device.unlock(), words.unlock()],
    pins: [{ org, root: "0c".repeat(16) }],
  });
});

test("every vector of the rules I", () => agree(run, 101));

test("a keyring is sealed to two methods, and each of them opens the same", async () => {
  const { head, file } = await keyring.seal(1771000000);
  assert.equal(identity.stanzas(file), 2);
  for (const by of [device, await identity.parseDevice(device.text()), words]) {
    const open = await identity.openKeyring(head, file, by);
    assert.equal(open.identity.text(), keyring.identity.text());
    assert.deepEqual(open.sign.seed(), keyring.sign.seed());
    assert.deepEqual(open.pins, keyring.pins);
    open.match(keyring.sign.public, keyring.login.public, keys.recipientHash(keyring.identity.recipient));
    assert.throws(() => open.notOlder(2), { code: "E17" });
  }
});

test("the next keyring follows the one before, with another method and pin", async () => {
  const first = await keyring.seal(1771000000);
  const passkey = await identity.fromPasskey(note.utf8("credential"), note.randomBytes(32));
  const changed = keyring.next(first.head, { unlocks: [...keyring.unlocks, passkey.unlock()], pins: [] });
  const second = await changed.seal(1771000001);
  keys.parseKeyringHead(second.head).follows(keys.parseKeyringHead(first.head));
  const open = await identity.openKeyring(second.head, second.file, passkey);
  assert.equal(open.version, 2);
  assert.deepEqual(open.pins, []);
  await assert.rejects(identity.openKeyring(first.head, second.file, device), { code: "E17" });
  await assert.rejects(identity.openKeyring(second.head, first.file, device), { code: "E17" });
});

test("whatever goes wrong in a keyring is E17", async () => {
  const { head, file } = await keyring.seal(1771000000);
  const stranger = await identity.newDevice();
  await assert.rejects(identity.openKeyring(head, file, stranger), { code: "E17" });
  await assert.rejects(identity.openKeyring(head, file.subarray(0, -1), device), { code: "E17" });
  const other = await new identity.Keyring({ ...keyring, login: identity.Signer.generate() }).seal(1771000000);
  await assert.rejects(identity.openKeyring(other.head, file, device), { code: "E17" });
  await assert.rejects(identity.openKeyring(note.utf8("x"), file, device), { code: "E17" });
});

test("a keyring has two to five ways in, no two alike", async () => {
  const one = device.unlock();
  const [two, three] = [words.unlock(), (await identity.newDevice()).unlock()];
  const lists = [
    [one],
    [one, one],
    [one, { ...two, kind: one.kind, id: one.id }],
    [one, { ...two, recipient: one.recipient }],
    [one, { ...two, login: one.login }],
    [one, two, three, ...[1, 2, 3].map((n) => ({ ...three, id: `${n}`.repeat(32) }))],
  ];
  for (const unlocks of lists) {
    await assert.rejects(new identity.Keyring({ ...keyring, unlocks }).seal(0), { code: "E17" });
  }
});

test("the same words give other keys to every use", async () => {
  const mailbox = await identity.mailboxFromWords(phrase, "hub");
  const invite = await identity.inviteFromWords(phrase, org);
  const secrets = [words.age.text(), mailbox.age.text(), invite.age.text()];
  assert.equal(new Set(secrets).size, 3);
  await assert.rejects(identity.inviteFromWords(phrase.slice(1), org), { code: "E01" });
});

test("secrets do not show in what is printed of them", () => {
  const seed = note.toHex(keyring.sign.seed());
  for (const text of [JSON.stringify(keyring), String(keyring.identity), JSON.stringify(device)]) {
    assert.ok(!text.includes("AGE-SECRET") && !text.includes(seed));
  }
});

test("a seed that is handed out is a copy", () => {
  const text = keyring.identity.text();
  keyring.identity.seed().fill(0);
  keyring.sign.seed().fill(0);
  assert.equal(keyring.identity.text(), text);
  assert.notEqual(note.toHex(keyring.sign.seed()), note.ZeroHash);
});

test("nothing is sealed to nobody, or to a key of another kind", async () => {
  const plain = note.utf8("x");
  await assert.rejects(encrypt(plain, []), { code: "E14" });
  const classic = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
  await assert.rejects(encrypt(plain, [device.age.recipient, classic as keys.Recipient]), { code: "E14" });
  const file = await encrypt(plain, [device.age.recipient]);
  assert.deepEqual(await decrypt(file, device.age.text()), plain);
  await assert.rejects(decrypt(file, words.age.text()), { code: "E18" });
});

test("a login answers one challenge at one address", async () => {
  const { login } = keyring;
  const challenge = "0d".repeat(32);
  const answer = keys.parseLogin(login.login("https://hub.example", member, challenge, 1771000000));
  await keys.checkLogin(answer, login.public, "https://hub.example", challenge);
  await assert.rejects(keys.checkLogin(answer, login.public, "https://hub.test", challenge), { code: "E05" });
  await assert.rejects(keys.checkLogin(answer, login.public, "https://hub.example", note.ZeroHash), { code: "E05" });
  await assert.rejects(keys.checkLogin(answer, keyring.sign.public, "https://hub.example", challenge), { code: "E05" });
  assert.throws(() => login.login("https://hub.example/", member, challenge, 0), { code: "E01" });
});

test("one file alone speaks to the age library", async () => {
  const src = join(root, "web", "src");
  const speaks: string[] = [];
  for (const name of await readdir(src, { recursive: true })) {
    if (!/\.tsx?$/.test(name)) continue;
    if ((await readFile(join(src, name), "utf8")).includes('"age-encryption"')) speaks.push(name);
  }
  assert.deepEqual(speaks, [join("crypto", "identity", "age.ts")]);
});
