// What a hub can do to the directory log and the records, and what it cannot.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../../src/crypto/chain/index.ts";
import { Identity, Signer } from "../../src/crypto/identity/index.ts";
import { mailboxName, recipientHash } from "../../src/crypto/keys/index.ts";
import {
  ZeroID, codeOf, fail, hashOf, mailboxParty, newID, teamParty, utf8, type Bytes, type Hash,
} from "../../src/crypto/note/index.ts";
import { signedMailbox, signedManifest, write } from "../../src/crypto/roster/index.ts";
import { open, inbox, example, reply, send, show, teams, receipt } from "../../src/member/index.ts";
import type { HubAPI } from "../../src/hub/index.ts";
import { findTeam } from "../../src/member/teams.ts";
import { alike } from "./alike.ts";
import { NewTeam } from "./newteam.ts";
import { session, type Tab } from "./session.ts";
import { withDemo } from "./suite.ts";

const now = (): number => Math.floor(Date.now() / 1000);

/** A hub some of whose answers are another's. */
function bent(hub: HubAPI, answers: Partial<HubAPI>): HubAPI {
  return new Proxy(hub, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(answers, name) ?? Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** A hub that shows the directory log as it was, for as long as it is frozen. */
function freezing(): { hub: (hub: HubAPI) => HubAPI; frozen: boolean } {
  const state = { frozen: false, hub };
  let last: Bytes | undefined;
  function hub(of: HubAPI): HubAPI {
    return bent(of, {
      checkpoint: async () => (last = last !== undefined && state.frozen ? last : await of.checkpoint()),
    });
  }
  return state;
}

/** Lets the directory log grow by a line: an admin signs the manifest of the own organisation once more. */
async function grow({ m, client }: Tab): Promise<void> {
  await m.dir.sync();
  const before = m.dir.book.manifest(m.org) ?? assert.fail();
  assert.ok(before.admins.includes(m.id), `no admin: ${before.admins.length}`);
  const next = { ...before, version: before.version + 1, prev: before.hash, time: Math.max(now(), before.time) };
  const data = await write(signedManifest(next), async (bytes) => m.keys.sign.sign(bytes));
  await client.publish([{ kind: "manifest", data }]);
}

function message(tab: Tab): Promise<string> {
  const document = example("message", now());
  return send(tab.m, { flow: "message", to: "Regio Vechtdal", team: "", zaak: "", document, files: [], upload: "" });
}

withDemo((demo, long) => {
  test("a log that goes back is refused, in this session and in the next", long, async () => {
    const frozen = freezing();
    const els = await session(demo(), "els", undefined, frozen.hub);
    await els.m.dir.all();
    const party = els.m.parties().find((p) => p.startsWith("t")) ?? "";
    const key = els.m.dir.recipient(party);
    const before = await els.client.checkpoint();
    await grow(els);
    await els.m.dir.sync();
    const old = (hub: HubAPI): HubAPI => bent(hub, { checkpoint: async () => before });
    await assert.rejects(session(demo(), "els", els.home, old), { code: "E11" });
    assert.equal(els.m.dir.recipient(party), key, "what was verified stays");
    const again = await session(demo(), "els", els.home);
    assert.deepEqual(again.m.dir.head, els.m.dir.head);
    await Promise.all([els.close(), again.close()]);
  });

  test("what is written with a longer log than is known here is read when the hub shows it", long, async () => {
    const [anna, frozen] = [await session(demo(), "anna"), freezing()];
    const els = await session(demo(), "els", undefined, frozen.hub);
    frozen.frozen = true;
    const known = els.m.dir.head;
    await grow(anna);
    await anna.m.dir.sync();
    assert.ok(anna.m.dir.head.size > known.size);
    const xid = await message(anna);
    assert.equal((await inbox(els.m, "", 50)).find((r) => r.exchange === xid)?.ended, "E12");
    frozen.frozen = false;
    const seen = await show(els.m, xid);
    assert.deepEqual([seen.ended, seen.entries[0]?.state], ["", "readable"]);
    assert.equal(els.m.opened.get(xid)?.state.cp.size, anna.m.dir.head.size);

    // A receipt too names a head, and is believed when that is known.
    frozen.frozen = true;
    await grow(els);
    const fatima = await session(demo(), "els", undefined);
    assert.equal(await receipt(fatima.m, xid), 1);
    const read = (await show(anna.m, xid)).entries[0]?.read.length;
    assert.equal(read, 1);
    await alike(demo(), "anna", anna, xid);
    await Promise.all([anna.close(), els.close(), fatima.close()]);
  });

  test("nobody signs with a view that is too old, or with a clock that is a day off", long, async () => {
    const anna = await session(demo(), "anna");
    const xid = await message(anna);
    await show(anna.m, xid);
    const { keys, line, trust } = anna.m;
    let clock = Date.now();
    // the log is signed no more, and the hub goes along with our clock, until it says its own
    const put: string[] = [];
    let raw: Bytes | undefined;
    let time = (): number => clock;
    const hub = bent(anna.client, {
      hello: async () => ({ ...(await anna.client.hello()), time: Math.floor(time() / 1000) }),
      checkpoint: async () => (raw ??= await anna.client.checkpoint()),
      put: async (frame) => (put.push("put"), anna.client.put(frame)),
    });
    const m = await open({ trust, keys, hub, home: anna.home, line, now: () => clock });
    const tab = { ...anna, m };
    const begins = (): Promise<string> => message(tab).then(() => "", codeOf);
    const writes = (): Promise<string> => reply(m, xid, "", example("message", now()), [], "").then(() => "", codeOf);
    assert.deepEqual([await begins(), put.length], ["", 1]);
    clock += 16 * 60_000;
    assert.deepEqual([await begins(), put.length], ["E12", 1]);
    assert.deepEqual([await writes() === "E12", put.length > 1], [false, true]);
    clock += 24 * 3_600_000;
    const tried = put.length;
    assert.deepEqual([await writes(), put.length], ["E12", tried]);
    // what is seen is new enough, but not by a clock that is a day ahead, or behind
    raw = undefined;
    time = Date.now;
    for (const off of [24 * 60, 25 * 60, 16, -12, -24 * 60]) {
      clock = Date.now() + off * 60_000;
      assert.deepEqual([off, await begins(), put.length], [off, "E26", tried]);
      if (Math.abs(off) > 16) assert.deepEqual([off, await writes(), put.length], [off, "E26", tried]);
      assert.equal((await show(m, xid)).ended, "");
    }
    clock = Date.now();
    assert.deepEqual([await writes(), put.length], ["", tried + 1]);
    await anna.close();
  });

  /** A hub that has lines, but not the record of one of them. */
  const withholding = (hidden: Hash) => (hub: HubAPI): HubAPI => bent(hub, {
    objects: async (hashes: readonly Hash[]) =>
      (await hub.objects(hashes)).map((bytes, i): Bytes => (hashes[i] === hidden ? new Uint8Array(0) : bytes)),
  });

  test("an organisation whose record is withheld stops nobody else", long, async () => {
    const plain = await session(demo(), "els");
    const lines = await plain.client.leaves(0, 0);
    const vouches = new Set(lines.map((l) => l.subject));
    const bad = lines.find((l) => l.kind === "manifest" && l.org !== plain.m.org && !vouches.has(l.org));
    assert.ok(bad); // of one that vouches for nobody
    const els = await session(demo(), "els", undefined, withholding(bad.hash));
    const seen = await teams(els.m);
    assert.ok(seen.length > 5);
    assert.ok(!seen.some((t) => t.org === bad.org));
    await els.m.dir.sync();
    await inbox(els.m, "", 10);
    const own = seen.find((t) => !t.mine && t.org !== bad.org);
    assert.ok(own);
    const document = example("message", now());
    await send(els.m, { flow: "message", to: own.id, team: "", zaak: "", document, files: [], upload: "" });
    await assert.rejects(els.m.dir.need(bad.org), { code: "E06" });
    await Promise.all([plain.close(), els.close()]);
  });

  test("a mailbox is brought in when an exchange names it, after its organisation, and kept", long, async () => {
    const anna = await session(demo(), "anna");
    const [rcpt, author, login] = [await Identity.generate(), Signer.generate(), Signer.generate()];
    const rid = mailboxName(login.public, author.public, recipientHash(rcpt.recipient));
    const record = anna.m.dir.book.org(anna.m.org)?.hash ?? assert.fail();
    const draft = {
      rid, xid: hashOf(utf8("x")), org: anna.m.org, record, rcpt: recipientHash(rcpt.recipient), author: author.public,
      login: login.public, time: now(), expires: now() + 86_400,
    };
    const raw = await write(signedMailbox(draft), async (bytes) => author.sign(bytes));
    await anna.client.publish([{ kind: "mailbox", data: raw }, { kind: "recipient", data: utf8(String(rcpt.recipient)) }]);
    const party = mailboxParty(rid);
    const grant = { party, epoch: 0, key: draft.rcpt, file: draft.xid };
    // only its headers are read
    const entry = { org: ZeroID, cp: anna.m.dir.head, grants: [grant, { ...grant, party: mailboxParty(newID()) }] } as unknown as Entry;
    const size = anna.m.dir.head.size;
    await anna.m.dir.forEntries([entry]);
    assert.deepEqual([anna.m.dir.orgOf(party), anna.m.dir.head.size], [ZeroID, size], "it is no line of the log");
    anna.m.dir.recipient(party);
    let asked = 0;
    const away = (hub: HubAPI): HubAPI => bent(hub, { mailboxes: async (rids) => (asked += rids.length, fail("E27", "hub is away")) });
    const again = await session(demo(), "anna", anna.home, away);
    await again.m.dir.forEntries([{ ...entry, grants: [grant] }]);
    assert.deepEqual([again.m.dir.orgOf(party), asked], [ZeroID, 0]);
    const stranger = await session(demo(), "fatima", undefined, (hub) => bent(hub, { mailboxes: async (rids) => rids.map(() => raw) }));
    await stranger.m.dir.forEntries([{ ...entry, grants: [{ ...grant, party: mailboxParty(newID()) }] }]);
    assert.equal(stranger.m.dir.orgOf(party), "", "a note under another name is nobody's");
    await Promise.all([anna.close(), again.close(), stranger.close()]);
  });

  test("nothing is sealed to an organisation of which the newest record is withheld", long, async () => {
    const anna = await session(demo(), "anna");
    await grow(anna);
    const newest = (await anna.client.leaves(0, 0)).findLast((l) => l.kind === "manifest" && l.org === anna.m.org);
    assert.ok(newest);
    let hidden = newest.hash;
    const els = await session(demo(), "els", undefined, (hub) => bent(hub, { objects: (hashes) => withholding(hidden)(hub).objects(hashes) }));
    const [to] = anna.m.dir.book.teamsOf(anna.m.id);
    assert.ok(to !== undefined && (await teams(els.m)).some((t) => t.id === to), "as it was before, with its phone number");
    const letter = { flow: "message" as const, to, team: "", zaak: "", document: example("message", now()), files: [], upload: "" };
    await assert.rejects(send(els.m, letter), { code: "E06" });
    hidden = "";
    await send(els.m, letter);
    await Promise.all([anna.close(), els.close()]);
  });

  test("while the hub withholds who else may have a name, it finds nobody but who is pinned", long, async () => {
    const name = "Politie Vechtdal / Infodesk";
    const twin = await NewTeam.found(demo(), "Politie Vechtdal", "anna", "hanna");
    const plain = await session(demo(), "els");
    await assert.rejects(findTeam(plain.m, name), { code: "E30" });
    assert.ok((await teams(plain.m)).every((t) => !t.unsure));
    const { book } = plain.m.dir;
    const real = demo().team("Politie Vechtdal", "Infodesk");
    const org = plain.m.dir.orgOf(teamParty(real));
    const manifest = book.manifest(org) ?? assert.fail();
    const card = manifest.teams.find((t) => t.team === real)?.card ?? "";
    for (const hidden of [book.org(org)?.hash ?? "", manifest.hash, card]) {
      const { m } = await session(demo(), "els", undefined, withholding(hidden));
      await assert.rejects(findTeam(m, name), { code: "E06" });
      assert.equal((await findTeam(m, ` ${twin.team} `)).id, twin.team);
      assert.equal((await findTeam(m, "Veilig Thuis Vechtdal / Onderzoek")).name, "Onderzoek"); // a founder's
      const all = await teams(m);
      assert.ok(all.some((t) => t.id === twin.team) && all.some((t) => !t.unsure));
      for (const t of all) assert.equal(t.unsure, t.org !== m.org && m.trust.founders[t.org] === undefined, t.organisation);
      const letter = { flow: "message", team: "", zaak: "", document: example("message", now()), files: [], upload: "" } as const;
      await assert.rejects(send(m, { ...letter, to: name }), { code: "E06" });
      await send(m, { ...letter, to: twin.team });
    }
  });
});
