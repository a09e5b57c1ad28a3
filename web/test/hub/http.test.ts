import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  ZeroHash, codeOf, hashOf, memberParty, newID, randomBytes, teamParty, utf8,
} from "../../src/crypto/note/index.ts";
import { Signer } from "../../src/crypto/identity/index.ts";
import { Log, parseSigned } from "../../src/crypto/translog/index.ts";
import { Client, type ClientOptions, Limits, accountCode, hubTime, loginNote, noPosition } from "../../src/hub/index.ts";
import { Demo } from "./demo.ts";

// The client against a real hub.

let demo: Demo;
before(async () => (demo = await Demo.start()), { timeout: 120_000 });
after(() => demo.remove());

const impatient: ClientOptions = { patience: 1 };

async function code(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => "",
    (error: unknown) => codeOf(error) || String(error),
  );
}

test("a hub says who it is, and finds an account by its code", async () => {
  const client = new Client(demo.address);
  const hello = await client.hello();
  assert.ok(Math.abs(hello.time - Date.now() / 1000) < 60);
  const { org, member } = await demo.resident("anna");
  assert.deepEqual(await client.find(accountCode(member).toLowerCase()), { org, member });
  assert.deepEqual(await client.find("00000-00000"), await client.find("OOOOO OOOOO")); // nobody, the same each time
});

test("eight words fetch the keyring, and the key in it does the rest", async () => {
  const keyring = await demo.keyring("anna", "phrase");
  const client = new Client(demo.address);
  client.as(keyring.member, keyring.login);
  const team = teamParty(demo.team("Veilig Thuis Vechtdal", "Intake"));
  const page = await client.newest(team, noPosition, 100);
  assert.ok(page.rows.length >= 3);
  const [row] = page.rows;
  assert.ok(row !== undefined);
  const entries = await client.entries(team, row.xid, 0);
  assert.equal(entries.length, row.seq + 1);
  await client.receipts(team, row.xid);
  // reading on from the end gives nothing
  const end = await client.changes(team, page.next, 0).then(() => client.changes(team, noPosition, 0));
  assert.equal((await client.changes(team, end.next, 0)).rows.length, 0);
});

test("the desk: leases, days, who is there", async () => {
  const [anna, bas] = [await demo.as("anna"), await demo.as("bas")];
  const team = demo.team("Veilig Thuis Vechtdal", "Intake");
  const party = teamParty(team);
  const xid = (await anna.newest(party, noPosition, 1)).rows[0]?.xid ?? "";
  const lease = await anna.claim(party, xid);
  assert.equal(lease.member, (await demo.resident("anna")).member);
  assert.equal(await code(bas.claim(party, xid)), "E31");
  assert.ok((await bas.leases(party)).some((l) => l.xid === xid));
  await anna.release(party, xid);
  await anna.release(party, xid);
  assert.ok(!(await bas.leases(party)).some((l) => l.xid === xid));
  await anna.setDates(party, ["2030-01-02", "2030-01-01"]);
  assert.deepEqual((await bas.dates(party)).toSorted(), ["2030-01-01", "2030-01-02"]);
  await anna.setDates(party, []);
  assert.deepEqual(await anna.available([team, newID()]), []);
});

test("the directory, the keyring and the state", async () => {
  const anna = await demo.as("anna");
  const leaves = await anna.leaves(0, 0);
  assert.ok(leaves.length > 10);
  assert.ok(leaves.every((l, i) => l.n === i), "the lines of the log have no gaps");
  const log = new Log();
  for (const l of leaves) log.append(l);
  log.check(parseSigned(await anna.checkpoint()));
  const nobody = Array.from({ length: 60 }, newID);
  assert.deepEqual((await anna.mailboxes(nobody)).map((m) => m.length), nobody.map(() => 0));
  const hashes = leaves.slice(0, 60).map((l) => l.hash);
  const objects = await anna.objects([...hashes, hashOf(utf8("nothing"))]);
  assert.deepEqual(objects.slice(0, -1).map(hashOf), hashes);
  assert.equal(objects.at(-1)?.length, 0);
  const [keyring, other] = [await anna.keyring(), await (await demo.as("bas")).keyring()];
  await anna.putKeyring(keyring); // the one that stands there
  assert.equal(await code(anna.putKeyring(other)), "E05");
  const state = await anna.state();
  await anna.putState(state);
  assert.deepEqual(await anna.state(), state);
});

test("pieces are put once and read by who may", async () => {
  const anna = await demo.as("anna");
  const root = hashOf(randomBytes(32));
  assert.deepEqual(await anna.pieces(root), []);
  const refused = await code(anna.piece(memberParty(newID()), ZeroHash, root, 0));
  assert.equal(refused, "E21");
});

test("what is too large is refused", async () => {
  const anna = await demo.as("anna");
  assert.equal(await code(anna.putState(new Uint8Array(Limits.state + 1))), "E23");
  assert.equal(await code(anna.put(new Uint8Array(Limits.frame + 1))), "E23");
  assert.equal(await code(anna.putReceipt(new Uint8Array(5000))), "E23");
});

test("what is not there and what is not yours are the same", async () => {
  const [anna, fatima] = [await demo.as("anna"), await demo.as("fatima")];
  const party = teamParty(demo.team("Veilig Thuis Vechtdal", "Intake"));
  const xid = (await anna.newest(party, noPosition, 1)).rows[0]?.xid ?? "";
  assert.equal(await code(fatima.entries(party, xid, 0)), "E21");
  assert.equal(await code(fatima.entries(party, ZeroHash, 0)), "E21");
  assert.equal(await code(fatima.newest(party, noPosition, 1)), "E21");
});

test("a wrong key is refused, whoever's account it is", async () => {
  const { member } = await demo.resident("anna");
  for (const account of [member, newID()]) {
    const wrong = new Client(demo.address, impatient);
    wrong.as(account, Signer.generate());
    assert.equal(await code(wrong.state()), "E22");
    assert.equal(wrong.session.current, "");
  }
});

test("a login counts at the address that was talked to, now, and once", async () => {
  const keyring = await demo.keyring("anna");
  const client = new Client(demo.address, impatient);
  const now = Math.floor(Date.now() / 1000);
  const note = async (origin: string, time = now) =>
    loginNote(keyring.login, origin, keyring.member, (await client.challenge(keyring.member)).challenge, time);
  assert.equal(await code(client.login(await note("https://elsewhere.example"))), "E22");
  const late: unknown = await client.login(await note(demo.address, now - 3600)).catch((e: unknown) => e);
  assert.equal(codeOf(late), "E26");
  assert.ok(Math.abs(hubTime(late) - now) < 60);
  const right = await note(demo.address);
  assert.equal(await code(client.login(right)), "");
  assert.equal(await code(client.login(right)), "E22");
  // a clock that is off is told so and tried no further
  const off = await demo.as("anna", { now: () => Date.now() - 3_600_000 });
  assert.equal(await code(off.state()), "E26");
});

test("a token that the hub does not take is replaced once", async () => {
  const anna = await demo.as("anna", impatient);
  let logins = 0;
  const counting = new Client(demo.address, {
    patience: 1,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      // an expired token, as the hub sees it
      if (logins === 1 && headers.has("Authorization")) headers.set("Authorization", "Bearer a.b.c");
      if (String(input).endsWith("/api/login")) logins++;
      return fetch(input, { ...init, headers });
    },
  });
  const keyring = await demo.keyring("anna");
  counting.as(keyring.member, keyring.login);
  assert.deepEqual(await counting.state(), await anna.state());
  assert.equal(logins, 2);
});

test("a token is renewed before it ends", async () => {
  let clock = Date.now();
  let logins = 0;
  const counting: typeof fetch = (input, init) => {
    if (String(input).endsWith("/api/login")) logins++;
    return fetch(input, init);
  };
  const anna = await demo.as("anna", { now: () => clock, fetch: counting });
  await anna.state();
  clock += 200_000;
  await anna.state();
  assert.equal(logins, 1);
  clock += 75_000; // 25 s before the end
  await Promise.all([anna.state(), anna.state(), anna.keyring()]);
  assert.equal(logins, 2);
});

test("without a network one try is enough, and a hub on this machine still answers", async () => {
  let tries = 0;
  let reach: typeof fetch = () => Promise.reject(new TypeError("no network"));
  const offline = new Client(demo.address, {
    patience: 600_000, // nobody waits for it
    online: () => false,
    fetch: (...asked) => {
      tries++;
      return reach(...asked);
    },
  });
  assert.equal(await code(offline.hello()), "E27");
  assert.equal(tries, 1);
  reach = fetch;
  assert.equal(await code(offline.hello()), "");
});

test("a hub that goes away and comes back", async () => {
  const anna = await demo.as("anna", { patience: 20_000 });
  const state = await anna.state();
  await demo.end();
  const gone = await demo.as("anna", impatient).catch((error: unknown) => error);
  assert.equal(codeOf(gone), "E27");
  const waiting = anna.state();
  await demo.begin();
  assert.deepEqual(await waiting, state);
});
