import assert from "node:assert/strict";
import { test } from "node:test";
import { byMark, inbox, search, show, teams, zaken } from "../../src/member/index.ts";
import { allOf, alike } from "./alike.ts";
import { go, session } from "./session.ts";
import { withDemo } from "./suite.ts";

withDemo((demo, long) => {
  for (const short of ["anna", "carla", "bas"]) {
    test(`${short} sees every exchange as the command line does`, long, async () => {
      const tab = await session(demo(), short);
      const all = await allOf(tab);
      const listed = [...((await go(demo(), short, "inbox")) as unknown as { exchange: string }[]),
        ...((await go(demo(), short, "zaak", "list")) as unknown as { exchange: string }[])];
      assert.deepEqual(all, listed.map((r) => r.exchange));
      assert.ok(all.length > 0);
      for (const xid of all) await alike(demo(), short, tab, xid);
      await tab.close();
    });
  }

  test("a second list costs no entries, and a second session opens from what is kept", async () => {
    const tab = await session(demo(), "anna");
    await zaken(tab.m, "", 50);
    const first = await inbox(tab.m, "", 50);
    assert.ok(first.some((r) => r.zaak !== ""));
    const before = tab.m.opened.get(first[0]?.exchange ?? "");
    assert.deepEqual(await inbox(tab.m, "", 50), first);
    assert.equal(tab.m.opened.get(first[0]?.exchange ?? ""), before);
    await tab.close();
    const again = await session(demo(), "anna", tab.home);
    assert.ok((await zaken(again.m, "", 50)).length > 0);
    assert.deepEqual(await inbox(again.m, "", 50), first);
    await again.close();
  });

  test("the address book, marks and search", async () => {
    const tab = await session(demo(), "anna");
    const said = (await go(demo(), "anna", "teams")) as unknown as { id: string; name: string }[];
    const book = await teams(tab.m);
    assert.deepEqual(book.map((t) => [t.id, t.name]), said.map((t) => [t.id, t.name]));
    assert.ok(book.some((t) => t.mine && t.keys));
    const [row] = await inbox(tab.m, "", 50);
    assert.ok(row);
    assert.equal(await byMark(tab.m, row.mark.toLowerCase()), row.exchange);
    await assert.rejects(byMark(tab.m, "000-000"), { code: "E21" });
    assert.ok(search(tab.m, row.mark).some((r) => r.exchange === row.exchange));
    assert.deepEqual(search(tab.m, "komt-nergens-voor"), []);
    await assert.rejects(show(tab.m, "0".repeat(64)), { code: "E21" });
    await tab.close();
  });
});
