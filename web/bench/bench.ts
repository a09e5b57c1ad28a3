// Speed of the app, in a real Chromium, against a real hub behind its edge.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lab, launch, root } from "../test/browser/chromium.ts";
import { log } from "./log.ts";
import { sealing } from "./sealing.ts";
import { screens } from "./screens.ts";
import { bound, print } from "./table.ts";

const wanted = process.argv.slice(2);
const chosen = (name: string) => wanted.length === 0 || wanted.some((w) => name.includes(w));
const began = Date.now();
const say = (text: string) => process.stderr.write(`${String(Math.round((Date.now() - began) / 1000)).padStart(5)}s  ${text}\n`);

if (chosen("size")) {
  const size = ["app.js", "worker.js", "app.css"].reduce((n, f) => n + readFileSync(join(root, "web", "dist", f + ".br")).length, 0);
  bound("the app: scripts and style, compressed", size, (n) => `${Math.round(n / 1000)} kB`, 250_000);
}
if (chosen("sealing")) {
  say("sealing in the browser");
  const browser = await launch();
  const ground = await lab("bench/sealing-page.ts", []);
  try {
    const page = await browser.newPage();
    await page.goto(ground.address);
    await sealing(page, say);
  } finally {
    await browser.close();
    await ground.close();
  }
}
if (chosen("log")) {
  say("the directory log");
  const browser = await launch();
  const ground = await lab("bench/log-page.ts", []);
  try {
    const page = await browser.newPage();
    await page.goto(ground.address);
    await log(page, say);
  } finally {
    await browser.close();
    await ground.close();
  }
}
if (chosen("screens")) {
  say("the app");
  await screens(say);
}
say("done");
print();
