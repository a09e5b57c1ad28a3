import assert from "node:assert/strict";
import {
  Identity, Keyring, Method, Signer, fromPasskey, fromPhrase, mailboxFromWords, newDevice, openKeyring, parseDevice,
} from "../../src/crypto/identity/index.ts";
import { Public, checkLogin, parseLogin, recipientHash } from "../../src/crypto/keys/index.ts";
import {
  type Bytes, type Form, type Hash, ZeroHash, ascii, codeOf, concat, hashOf, line, newID, toHex, utf8,
} from "../../src/crypto/note/index.ts";
import * as seal from "../../src/crypto/seal/index.ts";
import * as words from "../../src/crypto/words/index.ts";
import { base64, hex } from "../vectors/vector.ts";

// One of everything, with what its reader must know to open it: the twin of
// interop_test.go. Bytes are base64.

interface Body {
  by: string;
  file: string;
  ct: Hash;
  hash: Hash;
  json: string;
  before: string;
  bind: Hash;
}

interface Secret {
  by: string;
  file: string;
  context: [string, string][];
  rh: Hash;
  inside: string;
}

interface Attachment {
  by: string;
  pieces: string[];
  root: Hash;
  size: number;
  content: Hash;
}

interface KeyringWorld {
  head: string;
  file: string;
  org: string;
  member: string;
  device: string;
  words: string[];
  credential: string;
  prf: string;
  sign: string;
  login: string;
  rcpt: Hash;
  pins: [string, string];
}

interface Mistyped {
  typed: string;
  word: number;
  near: string[];
}

interface Damaged {
  name: string;
  by: string;
  file: string;
  code: string;
  hash: Hash;
}

export interface World {
  phrase: { words: string[]; bits: string };
  mailbox: { words: string[]; hub: string; rid: string };
  body: Body;
  grant: Secret;
  teamKey: Secret;
  attachment: Attachment;
  keyring: KeyringWorld;
  login: { note: string; key: string; origin: string; challenge: Hash };
  mistyped: Mistyped[];
  damaged: Damaged[];
}

const org = "0a".repeat(16);
const member = "0b".repeat(16);
const hub = "0c".repeat(16);

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

export async function write(): Promise<World> {
  const said = words.generate();
  const [epoch, to] = [["epoch", "3"] as [string, string], ["to", member] as [string, string]];
  const signer = Signer.generate();
  const [origin, challenge] = ["https://hub.example:8443", hashOf(utf8("x"))];
  return {
    phrase: { words: said, bits: toHex(words.decode(said)) },
    mailbox: { words: said, hub, rid: (await mailboxFromWords(said, hub)).rid },
    body: await writeBody(),
    grant: await writeSecret(seal.grantForm, [["xnonce", hub], epoch, ["party", "t" + hub]]),
    teamKey: await writeSecret(seal.teamKeyForm, [["org", org], ["tid", hub], epoch, to]),
    attachment: await writeAttachment(),
    keyring: await writeKeyring(said),
    login: {
      note: ascii(signer.login(origin, member, challenge, 1771000000)),
      key: signer.public.hex,
      origin,
      challenge,
    },
    mistyped: [],
    damaged: [],
  };
}

async function writeBody(): Promise<Body> {
  const by = await Identity.generate();
  const json = '{"form":"message.text","version":1,"text":"één"}';
  const before = "sluis.v1/entry\nxid 0\n";
  const { plain, hash } = seal.newBody(utf8(json));
  const file = await seal.seal(by.recipient, plain);
  const bind = seal.bind(by, utf8(before));
  return { by: by.text(), file: toBase64(file), ct: hashOf(file), hash, json, before, bind };
}

async function writeSecret(form: Form, context: [string, string][]): Promise<Secret> {
  const [by, inside] = [await Identity.generate(), await Identity.generate()];
  const lines = [...context.map(([name, value]) => line(name, value)), line("identity", inside.text())];
  const file = toBase64(await seal.sealSecret(by.recipient, form, lines));
  return { by: by.text(), file, context, rh: recipientHash(inside.recipient), inside: inside.text() };
}

async function writeAttachment(): Promise<Attachment> {
  const content = utf8("bijlage ".repeat(200_000));
  const pieces: string[] = [];
  const put = (piece: Bytes) => void pieces.push(toBase64(piece));
  const { identity, root, size } = await seal.sealAttachment(put, new Blob([content]).stream(), content.length);
  return { by: identity.text(), pieces, root, size, content: hashOf(content) };
}

async function writeKeyring(said: string[]): Promise<KeyringWorld> {
  const [credential, prf] = ["c0de", "5f".repeat(32)];
  const device = await newDevice();
  const passkey = await fromPasskey(hex(credential), hex(prf));
  const phrase = await fromPhrase(said, org, member);
  const root = newID();
  const keyring = new Keyring({
    org, member, version: 1, prev: ZeroHash,
    identity: await Identity.generate(),
    sign: Signer.generate(),
    login: Signer.generate(),
    unlocks: [device.unlock(), passkey.unlock(), phrase.unlock()],
    pins: [{ org, root }],
  });
  const { head, file } = await keyring.seal(1771000000);
  return {
    head: ascii(head), file: toBase64(file), org, member, device: ascii(device.text()), words: said, credential, prf,
    sign: keyring.sign.public.hex,
    login: keyring.login.public.hex,
    rcpt: recipientHash(keyring.identity.recipient),
    pins: [org, root],
  };
}

/** Opens everything but what is damaged, and refuses what is not as it says. */
export async function read(w: World): Promise<void> {
  const phrase = words.parse(w.phrase.words.join(", ").toUpperCase());
  assert.equal(toHex(words.decode(phrase)), w.phrase.bits);
  assert.equal((await mailboxFromWords(w.mailbox.words, w.mailbox.hub)).rid, w.mailbox.rid);

  const by = await Identity.parse(w.body.by);
  const json = await seal.openBody(by, base64(w.body.file), w.body.ct, w.body.hash);
  assert.equal(new TextDecoder().decode(json), w.body.json);
  assert.equal(seal.bind(by, utf8(w.body.before)), w.body.bind);

  await readSecret(seal.grantForm, w.grant);
  await readSecret(seal.teamKeyForm, w.teamKey);

  const { pieces, root, size, ...attachment } = w.attachment;
  const parts: Bytes[] = [];
  const sink = (part: Bytes) => void parts.push(part);
  await seal.openAttachment(sink, async (n) => base64(pieces[n]), root, size, await Identity.parse(attachment.by));
  assert.equal(hashOf(concat(...parts)), attachment.content);

  await readKeyring(w.keyring);
  const { note, key, origin, challenge } = w.login;
  await checkLogin(parseLogin(utf8(note)), Public.parse(key), origin, challenge);
}

async function readSecret(form: Form, s: Secret): Promise<void> {
  const context = s.context.map(([name, value]) => line(name, value));
  const id = await seal.openSecret(await Identity.parse(s.by), base64(s.file), form, context, s.rh);
  assert.equal(id.text(), s.inside);
}

async function readKeyring(w: KeyringWorld): Promise<void> {
  const methods: Method[] = [
    await parseDevice(utf8(w.device)),
    await fromPhrase(w.words, w.org, w.member),
    await fromPasskey(hex(w.credential), hex(w.prf)),
  ];
  for (const by of methods) {
    const keyring = await openKeyring(utf8(w.head), base64(w.file), by);
    keyring.match(Public.parse(w.sign), Public.parse(w.login), w.rcpt);
    assert.deepEqual(keyring.pins, [{ org: w.pins[0], root: w.pins[1] }]);
  }
}

/** What this side says of words that are wrong. */
export function help(typed: string): { word: number; near: readonly string[] } | undefined {
  try {
    words.parse(typed);
    return undefined;
  } catch (error) {
    return error instanceof words.WordsError ? { word: error.word, near: error.near } : undefined;
  }
}

/** What this side says of a damaged file: a code, and of what opens the hash. */
export async function verdict(d: Damaged): Promise<[string, Hash]> {
  try {
    return ["", hashOf(await seal.open(await Identity.parse(d.by), base64(d.file)))];
  } catch (error) {
    return [codeOf(error) || String(error), ""];
  }
}
