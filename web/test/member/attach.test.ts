import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { randomBytes } from "../../src/crypto/note/index.ts";
import { PieceSize } from "../../src/crypto/seal/index.ts";
import { example, file, pauseUpload, reply, resumeUpload, send, show } from "../../src/member/index.ts";
import type { Event, Exchange } from "../../src/worker/protocol.ts";
import { go, lossy, session, type Tab } from "./session.ts";
import { until, withDemo } from "./suite.ts";

const now = () => Math.floor(Date.now() / 1000);
const say = (text: string) => ({ form: "message.text", text });
// random, so that nothing in it repeats; WebCrypto gives 64 KiB at a time
const bytes = (n: number) => new Uint8Array(n).map((_, i) => seedBytes[i % seedBytes.length] ?? 0);
const seedBytes = randomBytes(65_521);

function message(tab: Tab): Promise<string> {
  const document = example("message", now());
  return send(tab.m, { flow: "message", to: "Regio Vechtdal", team: "", zaak: "", document, files: [], upload: "" });
}

function lastFile(x: Exchange) {
  const found = x.entries.at(-1)?.files[0];
  assert.ok(found);
  return found;
}

function uploads(events: readonly Event[]): { done: number; paused: boolean }[] {
  return events.flatMap((e) => (e.event === "upload" ? [e.upload] : []));
}

withDemo((demo, long) => {
  test("attachments from browser to Go and back, and within a genesis", long, async () => {
    const [anna, els] = await Promise.all([session(demo(), "anna"), session(demo(), "els")]);
    const blob = new Blob([bytes(2 * PieceSize + 12_345)]);
    const xid = await send(anna.m, {
      flow: "message", to: "Regio Vechtdal", team: "", zaak: "", document: example("message", now()), upload: "een",
      files: [{ name: "verslag.pdf", type: "", blob }, { name: "leeg.txt", type: "text/plain", blob: new Blob([]) }],
    });
    assert.deepEqual(await anna.home.list("uploads"), []);
    assert.equal(uploads(anna.events).at(-1)?.done, blob.size);
    const out = join(demo().dir, "verslag.pdf");
    await go(demo(), "els", "attach", "get", xid, "verslag.pdf", "--out", out);
    assert.deepEqual(new Uint8Array(await readFile(out)), new Uint8Array(await blob.arrayBuffer()));

    const theirs = bytes(PieceSize + 1);
    await writeFile(out, theirs);
    const words = join(demo().dir, "words.json");
    await writeFile(words, JSON.stringify(say("Zie bijlage.")));
    await go(demo(), "els", "reply", xid, "--file", words, "--attach", out);
    const seen = lastFile(await show(anna.m, xid));
    assert.deepEqual([seen.name, seen.type, seen.size], ["verslag.pdf", "application/pdf", theirs.length]);
    const got = await file(anna.m, xid, seen.seq, seen.root);
    assert.deepEqual(new Uint8Array(await got.arrayBuffer()), theirs);
    await assert.rejects(file(anna.m, xid, seen.seq, "0".repeat(64)), { code: "E21" });
    await assert.rejects(file(anna.m, xid, 0, seen.root), { code: "E21" });
    await Promise.all([anna.close(), els.close()]);
  });

  test("a damaged piece is E08, and nothing comes out", long, async () => {
    const anna = await session(demo(), "anna", undefined, (c) => new Proxy(c, {
      get: (target, name): unknown => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        if (name !== "piece") return value.bind(target);
        return async (...args: unknown[]) => {
          const piece = (await value.apply(target, args)) as Uint8Array; // that is what a piece is
          return piece.map((b, i) => (i === 5000 ? b ^ 1 : b));
        };
      },
    }));
    const xid = await message(anna);
    const blob = new Blob([bytes(20_000)]);
    await reply(anna.m, xid, "", say("Met bijlage."), [{ name: "a.txt", type: "", blob }], "");
    const a = lastFile(await show(anna.m, xid));
    await assert.rejects(file(anna.m, xid, a.seq, a.root), { code: "E08" });
    await anna.close();
  });

  test("an upload that was paused, or broken off by a reload, goes on where it stopped", long, async () => {
    const first = await session(demo(), "anna");
    const xid = await message(first);
    const blob = new Blob([bytes(3 * PieceSize)]);
    const files = [{ name: "groot.bin", type: "", blob }];
    const going = reply(first.m, xid, "", say("Groot."), files, "twee");
    await until(() => uploads(first.events)[0], "the upload");
    pauseUpload(first.m, "twee");
    await until(() => uploads(first.events).find((u) => u.paused), "the pause");
    resumeUpload(first.m, "twee");
    await going;
    await first.close();

    let put = 0;
    const second = (n: number) => ((put = n), n >= 2 ? "there" : "");
    const broken = await session(demo(), "anna", first.home, (c) => lossy(c, "putPiece", second));
    await assert.rejects(reply(broken.m, xid, "", say("Weer."), files, ""), { code: "E27" });
    assert.equal(put, 2);
    await broken.close();
    put = 0;
    const again = await session(demo(), "anna", first.home, (c) => lossy(c, "putPiece", (n) => ((put = n + 1), "")));
    await reply(again.m, xid, "", say("Weer."), files, "");
    assert.equal(put, 2); // of four
    assert.deepEqual(await again.home.list("uploads"), []);
    const a = lastFile(await show(again.m, xid));
    assert.equal((await file(again.m, xid, a.seq, a.root)).size, blob.size);
    await again.close();
  });

  test("a hub that is killed pauses an upload, which goes on by itself when it is back", long, async () => {
    const anna = await session(demo(), "anna");
    const xid = await message(anna);
    const blob = new Blob([bytes(6 * PieceSize)]);
    const going = reply(anna.m, xid, "", say("Door een storing heen."), [{ name: "b.bin", type: "", blob }], "drie");
    await until(() => uploads(anna.events)[0], "the upload", 30_000);
    await demo().end("SIGKILL");
    await until(() => uploads(anna.events).find((u) => u.paused), "the pause", 30_000);
    await demo().begin();
    await going;
    const a = lastFile(await show(anna.m, xid));
    assert.equal((await file(anna.m, xid, a.seq, a.root)).size, blob.size);
    await anna.close();
  });
});
