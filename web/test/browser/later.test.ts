// What is fetched later, in the real app behind the real edge: it is not there until it
// is needed, runs under the policy, and is refused when it is not what was built.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Region, type Person } from "./people.ts";

let region: Region;
before(async () => {
  region = await Region.open();
});
after(() => region.close());

async function opensTheList(person: Person): Promise<void> {
  await person.goes("organisaties");
  await person.page.getByRole("heading", { level: 1, name: "Organisaties" }).waitFor({ timeout: 30_000 });
}

describe("what is fetched later", { concurrency: true }, () => {
  test("comes when it is needed, and shows who vouches for whom", { timeout: 120_000 }, async () => {
    const anna = await region.visitor(region.demo.person("anna").name);
    const asked: string[] = [];
    anna.context.on("request", (r) => asked.push(new URL(r.url()).pathname));
    await anna.button(new RegExp("^Log in als " + anna.name)).click();
    await anna.page.getByRole("navigation").first().waitFor({ timeout: 60_000 });
    assert.deepEqual(asked.filter((path) => path.endsWith("people.js")), []);
    await opensTheList(anna);
    await anna.sees("Jouw organisatie");
    await anna.sees("Wie staat ervoor in");
    const fetched = asked.filter((path) => path.endsWith("people.js"));
    assert.deepEqual(fetched.toSorted(), ["/assets/people.js", "/assets/worker-people.js"]);
    await anna.close();
  });

  for (const which of ["people.js", "worker-people.js"]) {
    test(`${which} does not run when a word in it was changed`, { timeout: 120_000 }, async () => {
      const bas = await region.person("bas");
      let changed = 0;
      await bas.context.route("**/assets/" + which + "*", async (route) => {
        if (route.request().method() !== "GET") return route.fallback();
        const answer = await route.fetch();
        changed++;
        return route.fulfill({ response: answer, body: (await answer.text()) + "\nself.stolen = 1;" });
      });
      await bas.goes("organisaties");
      await bas.sees(which === "people.js" ? "Er is een nieuwere versie van Sluis. Herlaad deze pagina." : "Herlaad deze pagina om bij te werken.");
      assert.ok(changed > 0);
      assert.equal(await bas.page.evaluate(() => "stolen" in self), false);
      assert.equal(await bas.page.getByRole("heading", { level: 2 }).count(), 0);
      await bas.context.close();
    });
  }
});
