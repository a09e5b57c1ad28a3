import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ZeroHash, codeOf, memberParty, newID } from "../../src/crypto/note/index.ts";
import { Signer } from "../../src/crypto/identity/index.ts";
import { Client, accountCode, hubTime, noPosition } from "../../src/hub/index.ts";
import { Hostile } from "./hostile.ts";

// A hub, or whoever stands before it, that answers whatever it likes.

let hostile: Hostile;
before(async () => (hostile = await Hostile.start()));
after(() => hostile.stop());

/** A client that is logged in, as far as this hub goes, and does not wait long. */
function client(patience = 1, silence = 2000): Client {
  const made = new Client(hostile.address, { patience, silence });
  made.as(newID(), Signer.generate());
  return made;
}

async function code(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => "",
    (error: unknown) => codeOf(error) || String(error),
  );
}

const now = Math.floor(Date.now() / 1000);
const json = "application/json";
const loggedIn = (url: string | undefined) => {
  if (url === "/api/challenge") return { type: json, body: JSON.stringify({ challenge: ZeroHash, time: now }) };
  if (url === "/api/login") return { type: json, body: JSON.stringify({ token: "a.b.c", expires: now + 300 }) };
  return undefined;
};

test("only the content type that was asked for counts", async () => {
  const hello = JSON.stringify({ hub: "h", version: "1", time: now });
  for (const type of ["text/html", "application/json; charset=utf-8", "application/octet-stream", "", "text/plain"]) {
    hostile.answer = () => ({ ...(type === "" ? {} : { type }), body: hello });
    assert.equal(await code(client().hello()), "E27", type);
  }
  hostile.answer = () => ({ type: json, body: hello });
  assert.deepEqual(await client().hello(), { hub: "h", version: "1", time: now });
  // octets as JSON, nothing as something
  hostile.answer = ({ url }) => loggedIn(url) ?? { type: json, body: "{}" };
  assert.equal(await code(client().state()), "E27");
  assert.equal(await code(client().putState(new Uint8Array(1))), "E27");
  hostile.answer = ({ url }) => loggedIn(url) ?? { status: 204 };
  assert.equal(await code(client().state()), "E27");
  assert.equal(await code(client().putState(new Uint8Array(1))), "");
});

test("json of another form is refused", async () => {
  const good = { hub: "h", version: "1", time: now };
  for (const bad of [
    null, [], "hub", 1, {}, { ...good, time: "1" }, { ...good, time: -1 }, { ...good, time: 1.5 }, { ...good, time: 1e300 },
    { ...good, hub: null }, { ...good, hub: "x".repeat(300) }, { ...good, version: {} },
  ]) {
    hostile.json(bad);
    assert.equal(await code(client().hello()), "E01", JSON.stringify(bad));
  }
  for (const text of ["", "{", '{"hub":"h"', "\xff", '{"hub":"h","version":"1","time":1}x']) {
    hostile.answer = () => ({ type: json, body: Buffer.from(text, "latin1") });
    assert.equal(await code(client().hello()), "E01", text);
  }
  hostile.json({ ...good, newer: { field: [1] } });
  assert.deepEqual(await client().hello(), good); // a newer hub may say more, and nothing of it comes in
});

test("ids, lists and numbers of an answer are checked", async () => {
  const row = { xid: ZeroHash, seq: 0, head: ZeroHash, receipts: 0, closed: false, count: 1 };
  const page = { rows: [row], next: { epoch: 1, count: 1 }, more: false };
  const answers = (body: unknown): void => {
    hostile.answer = ({ url }) => loggedIn(url) ?? { type: json, body: JSON.stringify(body) };
  };
  const changes = (): Promise<unknown> => client().changes(memberParty(newID()), noPosition, 0);
  answers(page);
  assert.deepEqual(await changes(), page);
  for (const bad of [
    { ...page, rows: null },
    { ...page, rows: Array.from({ length: 501 }, () => row) },
    { ...page, rows: [{ ...row, xid: "../../etc" }] },
    { ...page, rows: [{ ...row, seq: 2 ** 53 }] },
    { ...page, rows: [{ ...row, closed: 0 }] },
    { ...page, next: { epoch: 1 } },
    { rows: [], next: page.next },
  ]) {
    answers(bad);
    assert.equal(await code(changes()), "E01", JSON.stringify(bad).slice(0, 100));
  }
  const team = newID();
  answers({ teams: [newID()] });
  assert.equal(await code(client().available([team])), "E01"); // was not asked about
  answers({ org: newID(), member: newID() });
  assert.equal(await code(client().find("04HMA-SW9NF")), "E01"); // has another code
  const member = newID();
  answers({ org: newID(), member });
  assert.equal((await client().find(accountCode(member))).member, member);
});

test("an answer that is too large is dropped", async () => {
  hostile.answer = () => ({ type: json, body: " ".repeat((1 << 20) + 1) });
  assert.equal(await code(client().hello()), "E23");
  hostile.answer = ({ url }) =>
    loggedIn(url) ?? { type: "application/octet-stream", body: new Uint8Array((1 << 20) + 1) };
  assert.equal(await code(client().state()), "E23");
  // also when its end never comes
  hostile.answer = () => ({ type: json, body: " ".repeat((1 << 20) + 1), stop: "hang" });
  assert.equal(await code(client().hello()), "E23");
});

test("frames are read whole", async () => {
  const answers = (body: Uint8Array): void => {
    hostile.answer = ({ url }) => loggedIn(url) ?? { type: "application/octet-stream", body };
  };
  answers(new Uint8Array([0, 0, 0, 9, 1]));
  assert.equal(await code(client().receipts(memberParty(newID()), ZeroHash)), "E01");
  answers(new Uint8Array([0, 0, 0, 1, 1]));
  assert.equal(await code(client().keyring()), "E01"); // one part
  assert.equal(await code(client().objects([ZeroHash, ZeroHash])), "E01"); // one object for two hashes
});

test("silence, a cut and a redirect are a hub that is away", async () => {
  hostile.answer = () => ({ stop: "silent" });
  assert.equal(await code(client(1, 150).hello()), "E27");
  hostile.answer = () => ({ type: json, body: "{", stop: "hang" });
  assert.equal(await code(client(1, 150).hello()), "E27");
  hostile.answer = () => ({ type: json, body: "{", stop: "cut", headers: { "Content-Length": "100" } });
  assert.equal(await code(client().hello()), "E27");
  hostile.answer = ({ url }) => (url === "/there" ? { type: json, body: "{}" } : { status: 302, headers: { Location: "/there" } });
  hostile.asked = [];
  assert.equal(await code(client().hello()), "E27");
  assert.ok(!hostile.asked.includes("GET /there"));
});

test("whoever calls can give up", async () => {
  hostile.answer = () => ({ stop: "silent" });
  assert.equal(await code(client(60_000, 60_000).hello(AbortSignal.timeout(100))), "E27");
  hostile.answer = () => ({ status: 503 });
  assert.equal(await code(client(60_000).hello(AbortSignal.timeout(100))), "E27");
  assert.equal(await code(client(60_000).state(AbortSignal.abort())), "E27");
});

test("an error is given back as the hub meant it", async () => {
  hostile.json({ error: { code: "E31", message: "A colleague has taken this.", next: "Ask." } }, 409);
  await assert.rejects(client().hello(), { code: "E31", message: "A colleague has taken this." });
  hostile.json({ error: { code: "E26", message: "Your clock is off.", time: 1234 } }, 409);
  const error: unknown = await client().hello().catch((e: unknown) => e);
  assert.deepEqual([codeOf(error), hubTime(error)], ["E26", 1234]);
  // what it should not have said is not repeated
  hostile.json({ error: { code: "E31", message: "<script>\u202e" + "x".repeat(500), time: 7 } }, 409);
  const other: unknown = await client().hello().catch((e: unknown) => e);
  assert.equal(String(other), "HubError: the hub refuses");
  assert.equal(hubTime(other), 0);
  for (const bad of ["fault", "E99", "E00", "", "E311", 31, null]) {
    hostile.json({ error: { code: bad, message: "x" } }, 500);
    assert.equal(await code(client().hello()), "E27", String(bad));
  }
  hostile.answer = () => ({ status: 502, type: "text/html", body: "<h1>Bad gateway</h1>" });
  await assert.rejects(client().hello(), { code: "E27", message: "the address answers with status 502 and is no hub" });
});

test("what may be tried again is, and nothing else", async () => {
  let left = 2;
  const hello = { type: json, body: JSON.stringify({ hub: "h", version: "1", time: now }) };
  hostile.answer = () => (left-- > 0 ? { status: 503 } : hello);
  assert.equal((await client(5000).hello()).hub, "h");
  left = 1;
  hostile.answer = () =>
    left-- > 0
      ? { status: 429, type: json, headers: { "Retry-After": "1" }, body: JSON.stringify({ error: { code: "E25", message: "" } }) }
      : hello;
  const began = Date.now();
  assert.equal((await client(5000).hello()).hub, "h");
  assert.ok(Date.now() - began >= 1000);
  // a keyring that may have been taken: the same one that stands there is a success
  hostile.asked = [];
  hostile.answer = ({ url }) => loggedIn(url) ?? { status: 503 };
  assert.equal(await code(client(500).putKeyring({ head: new Uint8Array(1), file: new Uint8Array(1) })), "E27");
  assert.ok(hostile.asked.filter((a) => a === "PUT /api/keyring").length > 1);
  // a challenge serves once
  hostile.asked = [];
  hostile.answer = () => ({ status: 503 });
  assert.equal(await code(client(500).login(new Uint8Array(1))), "E27");
  assert.equal(hostile.asked.length, 1);
  // a refusal
  hostile.asked = [];
  hostile.json({ error: { code: "E21", message: "" } }, 404);
  assert.equal(await code(client(5000).hello()), "E21");
  assert.equal(hostile.asked.length, 1);
});

test("a hub that is away is waited for once", async () => {
  hostile.answer = () => ({ status: 503 });
  const patient = client(300);
  assert.equal(await code(patient.hello()), "E27");
  hostile.asked = [];
  assert.equal(await code(patient.hello()), "E27");
  assert.equal(hostile.asked.length, 1);
});

test("a token that a hub makes up is not put into a header", async () => {
  for (const token of ["a b", "a\r\nX: y", "", "x".repeat(2000), 7]) {
    hostile.answer = ({ url }) =>
      url === "/api/login" ? { type: json, body: JSON.stringify({ token, expires: now + 300 }) } : (loggedIn(url) ?? { status: 500 });
    assert.equal(await code(client().state()), "E01");
  }
});

test("one login at a time, and none without need", async () => {
  hostile.asked = [];
  hostile.answer = ({ url }) => loggedIn(url) ?? { type: "application/octet-stream", body: "x" };
  const someone = client();
  await Promise.all(Array.from({ length: 20 }, () => someone.state()));
  assert.equal(hostile.asked.filter((a) => a === "POST /api/login").length, 1);
  // whoever leaves takes the token along
  someone.session.leave();
  assert.equal(someone.session.current, "");
  assert.equal(await code(someone.state()), "E22");
  // a life that the hub makes longer is not believed
  hostile.answer = ({ url }) =>
    url === "/api/login"
      ? { type: json, body: JSON.stringify({ token: "a.b.c", expires: now + 1_000_000 }) }
      : (loggedIn(url) ?? { type: "application/octet-stream", body: "x" });
  let clock = Date.now();
  const late = new Client(hostile.address, { patience: 1, now: () => clock });
  late.as(newID(), Signer.generate());
  await late.state();
  clock += 301_000;
  hostile.asked = [];
  await late.state();
  assert.ok(hostile.asked.includes("POST /api/login"));
});

test("an address that is no origin is refused", () => {
  for (const bad of ["", "hub", "ftp://hub", "https://hub/", "https://Hub", "https://hub/api", "https://u:p@hub"]) {
    assert.throws(() => new Client(bad), { code: "E01" }, bad);
  }
});
