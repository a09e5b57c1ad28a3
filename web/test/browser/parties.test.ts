// Who takes part, in the real app: an exchange is restricted to one member, who is called
// first, and she is taken out again; a zaak that stopped on its way to another team goes
// on after a reload.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { accountCode } from "../../src/hub/index.ts";
import { go } from "../member/session.ts";
import { Region, type Person } from "./people.ts";

let region: Region;
before(async () => {
  region = await Region.open();
});
after(() => region.close());

const parties = ({ page }: Person) => page.getByRole("region", { name: "Wie doen mee?" });
const dialog = ({ page }: Person) => page.getByRole("dialog");

async function presses(person: Person, name: string): Promise<void> {
  await dialog(person).getByRole("button", { name, exact: true }).click();
}

test("restricted to one member after her words were heard, and taken out again", { timeout: 240_000 }, async () => {
  const { demo } = region;
  const { exchange } = await demo.send("anna", "message", "Gemeente Veldrijk / Gebiedsteam Noord");
  const [hers, other] = await Promise.all(["fatima", "sjoerd"].map(async (s) => ((await go(demo, s, "keys"))["words"] as string[]).join(" ")));
  const code = accountCode((await demo.resident("fatima")).member);
  const anna = await region.person("anna");
  await anna.goes("zaak/" + exchange);
  await parties(anna).getByText("Meer stappen").click();
  await parties(anna).getByRole("button", { name: "Afschermen" }).click();
  await dialog(anna).getByRole("checkbox", { name: code }).check();
  await presses(anna, "Verder");
  await dialog(anna).getByLabel("De 8 woorden die je hoort").fill(other ?? "");
  await presses(anna, "Vergelijk");
  await anna.sees("Deze woorden zijn niet gelijk.");
  await dialog(anna).getByLabel("De 8 woorden die je hoort").fill(hers ?? "");
  await presses(anna, "Vergelijk");
  await presses(anna, "Scherm af");
  await anna.page.locator(".head__state").getByText("Afgeschermd: alleen " + code).waitFor({ timeout: 30_000 });
  const gone = await go(demo, "sjoerd", "show", exchange);
  assert.deepEqual((gone["parties"] as { team: string }[]).map((p) => p.team).sort(), ["", "Intake"]);
  await parties(anna).getByRole("button", { name: "Eruit halen" }).click();
  await presses(anna, "Haal eruit");
  await anna.page.locator(".head__state").getByText("Afgeschermd").waitFor({ state: "detached", timeout: 30_000 });
  assert.equal(((await go(demo, "anna", "show", exchange))["parties"] as unknown[]).length, 1);
  await anna.close();
});

test("a zaak that stopped on its way goes on after a reload", { timeout: 240_000 }, async () => {
  const { demo } = region;
  const sheet = join(demo.dir, "sheet.json");
  await writeFile(sheet, JSON.stringify(await go(demo, "bas", "example", "zaak")));
  const zaak = String((await go(demo, "bas", "zaak", "new", "--team", "Intake", "--file", sheet))["exchange"]);
  const { exchange } = await demo.send("fatima", "message", "Veilig Thuis Vechtdal / Intake");
  const link = join(demo.dir, "link.json");
  await writeFile(link, JSON.stringify({ form: "zaak.exchange", version: 1, xid: exchange, flow: "message" }));
  await go(demo, "bas", "reply", zaak, "--team", "Intake", "--file", link);

  const bas = await region.person("bas");
  await bas.goes("zaak/" + zaak);
  await bas.page.getByText("Meer stappen").last().click();
  await bas.button("Verplaats naar een ander team").click();
  let entries = 0;
  await bas.context.route("**/api/entries", (route) => (++entries > 1 ? route.abort() : route.fallback()));
  await presses(bas, "Verplaats");
  await bas.sees("Nog niet klaar, ga door.");
  await bas.context.unroute("**/api/entries");
  await bas.page.reload();
  await bas.button(new RegExp("^Log in als " + bas.name)).click();
  await bas.sees("Nog niet klaar, ga door.");
  await bas.button("Ga door").click();
  await bas.sees("Deze zaak is nu van Onderzoek.");
  const moved = await go(demo, "mohamed", "show", exchange);
  assert.deepEqual((moved["parties"] as { team: string }[]).map((p) => p.team).sort(), ["Gebiedsteam Noord", "Onderzoek"]);
  assert.equal((await go(demo, "anna", "show", zaak))["closed"], true);
  await bas.page.getByRole("link", { name: "Naar het nieuwe blad" }).click();
  await bas.page.getByRole("heading", { level: 1, name: /^Zaak/ }).waitFor();
  await bas.context.close(); // what was cut off stands among the errors of the page
});
