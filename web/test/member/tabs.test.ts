import assert from "node:assert/strict";
import { test } from "node:test";
import { accept, claim, example, follow, inbox, news, release, reply, send, show, type Wire } from "../../src/member/index.ts";
import type { HubEvent, HubRequest, Socket } from "../../src/hub/index.ts";
import { Mailbox } from "../../src/hub/mailbox.ts";
import { once } from "../../src/member/home.ts";
import { alike } from "./alike.ts";
import { session, type Tab } from "./session.ts";
import { until, withDemo } from "./suite.ts";

const now = () => Math.floor(Date.now() / 1000);
const say = (text: string) => ({ form: "message.text", text });

function begin(tab: Tab, flow: "message" | "handoff", to: string): Promise<string> {
  return send(tab.m, { flow, to, team: "", zaak: "", document: example(flow, now()), files: [], upload: "" });
}

/** A connection on which nobody hears who takes up what, and that says when it is asked that something was missed. */
class Deaf implements Wire {
  readonly ready: Promise<void>;
  readonly #mail = new Mailbox<HubEvent>(64, { event: "resync" });
  #isReady: () => void = () => undefined;
  #socket: Socket | undefined;

  constructor() {
    this.ready = new Promise((yes) => (this.#isReady = yes));
  }

  on(socket: Socket): this {
    this.#socket = socket;
    void this.#carry(socket);
    return this;
  }

  get events(): AsyncIterable<HubEvent> {
    return this.#mail;
  }

  send(request: HubRequest): void {
    this.#socket?.send(request);
  }

  break(): void {
    this.#mail.put({ event: "resync" });
  }

  async #carry(socket: Socket): Promise<void> {
    for await (const e of socket.events) {
      if (e.event !== "lease") this.#mail.put(e);
      if (e.event === "ready") this.#isReady();
    }
    this.#mail.end();
  }
}

withDemo((demo, long) => {
  test("two tabs of one member read, write and co-sign beside each other", long, async () => {
    const one = await session(demo(), "anna");
    const two = await session(demo(), "anna", one.home);
    const fatima = await session(demo(), "fatima");
    const xid = await begin(one, "handoff", "Gebiedsteam Noord");
    await Promise.all([
      ...[one, two, one, two].map((t, i) => reply(t.m, xid, "", say(`Bericht ${i}.`), [], "")),
      inbox(one.m, "", 20), inbox(two.m, "", 20), show(two.m, xid), show(one.m, xid),
    ]);
    assert.equal((await show(two.m, xid)).entries.length, 5);
    await one.rooms.offer(xid, "", null);
    await two.rooms.enter(xid); // is in the room too, and co-signs as well
    await accept(fatima.m, xid, "", null);
    await until(async () => (await show(two.m, xid)).certainty === "fixed" || undefined, "certainty");
    await alike(demo(), "anna", two, xid);
    assert.equal((await one.home.list("cosigned")).length, 1);
    await once(one.home, "cosigned/x", new Uint8Array([1]));
    await once(two.home, "cosigned/x", new Uint8Array([1]));
    await assert.rejects(once(two.home, "cosigned/x", new Uint8Array([2])), { code: "E31" });
    await Promise.all([one.close(), two.close(), fatima.close()]);
  });

  test("what changes is told, and what changed while nobody looked is told after", long, async () => {
    const els = await session(demo(), "els");
    const anna = await session(demo(), "anna");
    const missed: number[] = [];
    follow(els.m, (n) => missed.push(n));
    await (await news(els.m)).seen();
    const xid = await begin(anna, "message", "Regio Vechtdal");
    const told = () => els.events.find((e) => e.event === "changed" && e.exchanges.includes(xid));
    await until(told, "the change");
    await els.close();
    const other = await begin(anna, "message", "Regio Vechtdal");
    const again = await session(demo(), "els", els.home);
    const { changed } = await news(again.m);
    assert.ok(changed.includes(other));
    assert.ok(changed.length < (await inbox(again.m, "", 100)).length + 1);
    await Promise.all([anna.close(), again.close()]);
  });

  test("after a break it is asked again who took up what, since nothing keeps that", long, async () => {
    const esra = await session(demo(), "esra");
    const anna = await session(demo(), "anna");
    const xid = await begin(anna, "handoff", "Gebiedsteam Centrum");
    const own = await begin(anna, "message", "Gebiedsteam Centrum");
    await claim(esra.m, own, "");
    const wire = new Deaf();
    const jamal = await session(demo(), "jamal", undefined, undefined, (socket) => wire.on(socket));
    follow(jamal.m, () => undefined);
    await wire.ready;
    await inbox(jamal.m, "", 20);
    await (await news(jamal.m)).seen();
    await claim(esra.m, xid, ""); // jamal does not hear so
    await release(esra.m, own, "");
    const from = jamal.events.length;
    wire.break();
    const told = () => {
      const all = jamal.events.slice(from).flatMap((e) => (e.event === "changed" ? e.exchanges : []));
      return all.includes(xid) && all.includes(own) ? all : undefined;
    };
    assert.deepEqual((await until(told, "who took it up"))?.toSorted(), [xid, own].toSorted());
    const rows = await inbox(jamal.m, "", 20);
    assert.equal(rows.find((r) => r.exchange === xid)?.holder?.member, esra.m.id);
    await Promise.all([esra.close(), anna.close(), jamal.close()]);
  });

  test("the hundredth row costs what the first did: only what is shown is fetched", long, async () => {
    const anna = await session(demo(), "anna");
    await inbox(anna.m, "", 2);
    assert.ok(anna.m.opened.size <= 6);
    await anna.close();
  });
});
