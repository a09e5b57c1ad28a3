// What becomes of an open session when the directory shows other keys for its member.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Identity, Signer } from "../../src/crypto/identity/index.ts";
import { recipientHash } from "../../src/crypto/keys/index.ts";
import { ZeroHash, fail, hashOf, memberParty, newID, teamParty, utf8, type Bytes, type Hash } from "../../src/crypto/note/index.ts";
import { nameHash, signedMember, write, type MemberDraft } from "../../src/crypto/roster/index.ts";
import type { HubAPI } from "../../src/hub/index.ts";
import {
  addMember, close, confirmMember, example, memberWords, receipt, rekeyNow, reply, restrict, rotateTeam, send, show,
} from "../../src/member/index.ts";
import { renew } from "../../src/member/add.ts";
import { begin } from "../../src/member/compose.ts";
import type { Exchange } from "../../src/member/exchange.ts";
import { current } from "../../src/member/follow.ts";
import { addTeam, changeOrganisation } from "../../src/member/organisation.ts";
import { read } from "../../src/member/read.ts";
import { MemoryHome, session, type Tab } from "./session.ts";
import { withDemo } from "./suite.ts";

const now = (): number => Math.floor(Date.now() / 1000);
const text = (t: string) => ({ form: "message.text", version: 1, text: t });

/** What a hub was given, and whether it goes away. */
interface Watched {
  readonly given: Bytes[];
  away: boolean;
}

const watched = (w: Watched) => (hub: HubAPI): HubAPI =>
  new Proxy(hub, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return async (...args: unknown[]) => {
        if (w.away && name === "checkpoint") fail("E27", "away");
        if (name === "put" && args[0] instanceof Uint8Array) w.given.push(new Uint8Array(args[0]));
        return (await value.apply(target, args)) as unknown;
      };
    },
  });

withDemo((demo, long) => {
  const begun = (tab: Tab, to: string): Promise<string> =>
    send(tab.m, { flow: "message", to, team: "", zaak: "", document: example("message", now()), files: [], upload: "" });

  /** An admin has another note count for somebody, by keys of its own or by those that sign it. */
  async function named(admin: Tab, of: Tab, draft: Partial<MemberDraft>, sign: Signer, recipient?: string): Promise<Hash> {
    const old = of.m.dir.book.member(of.m.id) ?? assert.fail();
    const note = await write(signedMember({ ...old, ...draft, sign: sign.public, time: now() }), async (b) => sign.sign(b));
    await changeOrganisation(admin.m, (d) => {
      d.members = d.members.map((l) => (l.member === of.m.id ? { ...l, record: hashOf(note) } : l));
      if (recipient !== undefined) d.bring("recipient", utf8(recipient));
      d.bring("member", note);
    });
    return hashOf(note);
  }

  test("an own next note with the same keys ends no session", long, async () => {
    const [fatima, linda] = await Promise.all([session(demo(), "fatima"), session(demo(), "linda")]);
    const xid = await begun(linda, demo().team("Veilig Thuis Vechtdal", "Intake"));
    const prev = linda.m.record()?.hash ?? assert.fail();
    const next = await named(fatima, linda, { prev, name: nameHash(new Uint8Array(32), "Linda de Boer") }, linda.m.keys.sign);
    await reply(linda.m, xid, "", text("Onder een nieuwe naam."), [], "");
    assert.equal(linda.m.record()?.hash, next);
    await Promise.all([fatima.close(), linda.close()]);
  });

  test("whom an admin gives other keys is sealed nothing by them: the session ends there", long, async () => {
    const hub: Watched = { given: [], away: false };
    const [anna, fatima, sjoerd] = await Promise.all([
      session(demo(), "anna"), session(demo(), "fatima"), session(demo(), "sjoerd", new MemoryHome(), watched(hub)),
    ]);
    const { m } = sjoerd;
    const [noord, intake] = [demo().team("Gemeente Veldrijk", "Gebiedsteam Noord"), demo().team("Veilig Thuis Vechtdal", "Intake")];
    const xid = await begun(anna, noord);
    await confirmMember(anna.m, m.id, memberWords(anna.m, m.id).words.join(" "));
    await restrict(anna.m, xid, noord, [m.id]);
    await show(m, xid);
    const x = await read(m, xid);
    const evil = await Identity.generate();
    const rcpt = recipientHash(evil.recipient);
    await named(fatima, sjoerd, { prev: ZeroHash, login: Signer.generate().public, rcpt }, Signer.generate(), evil.recipient);

    const acts: Record<string, () => Promise<unknown>> = {
      read: () => show(m, xid),
      reply: () => reply(m, xid, "", text("Alleen voor jou."), [], ""),
      rekey: () => rekeyNow(m, xid),
      close: () => close(m, xid),
      receipt: () => receipt(m, xid),
      add: () => addMember(m, xid, noord, m.id, false),
    };
    const asks: typeof acts = { send: () => begun(sjoerd, intake), rotate: () => rotateTeam(m, "") };
    for (const [what, act] of Object.entries({ ...acts, ...asks })) await assert.rejects(act, { code: "E17" }, what);
    hub.away = true; // after it was told
    for (const [what, act] of Object.entries(acts)) await assert.rejects(act, { code: "E17" }, `${what}, when the hub is away`);
    hub.away = false;

    // The book has the other note now. Whatever comes to sealing by another way is refused there.
    const own = memberParty(m.id);
    const refused = { code: "E06", message: /other keys of yours/ };
    await assert.rejects(begin(m, [own, teamParty(intake)], utf8("{}"), []), refused);
    await assert.rejects(current(m, x, "post"), refused);
    await assert.rejects(renew(m, x, "asked by a member"), refused);
    // also when another party took that key for the member's
    const taken = x.entries.map((o) => ({ ...o, entry: { ...o.entry, grants: o.entry.grants.map((g) => (g.party === own ? { ...g, key: rcpt } : g)) } }));
    await assert.rejects(renew(m, { ...x, entries: taken } as Exchange, "asked by a member"), refused);
    assert.equal(hub.given.length, 0);
    await Promise.all([anna.close(), fatima.close(), sjoerd.close()]);
  });

  test("the first and the next key of a team go to the own keys of who makes them", long, async () => {
    const [fatima, other] = await Promise.all([session(demo(), "fatima"), session(demo(), "fatima")]);
    const { m } = fatima;
    const evil = await Identity.generate();
    const noord = demo().team("Gemeente Veldrijk", "Gebiedsteam Noord");
    const draft = { prev: ZeroHash, login: Signer.generate().public, rcpt: recipientHash(evil.recipient) };
    await assert.rejects(named(other, fatima, draft, Signer.generate(), evil.recipient), { code: "E17" }); // of her other session
    await assert.rejects(m.dir.sync(), { code: "E17" });
    m.dir.demand = () => undefined;
    const { book } = m.dir;
    const card = book.card(noord) ?? assert.fail();
    const refused = { code: "E06", message: /other keys of yours/ };
    await assert.rejects(changeOrganisation(m, addTeam({ ...card, team: newID(), name: "Gebiedsteam West" }, m.id)), refused);
    await fatima.close();
    await other.close();
  });
});
