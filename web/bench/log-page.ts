// Taking up a kept directory log in a page, from the browser's own store.
import { KeptLog } from "../src/directory/log.ts";
import { browserShelf } from "../src/worker/indexeddb.ts";
import { homeOn } from "../src/worker/home.ts";
import { Disk, Tab, Written, id } from "../test/directory/scripted.ts";

const now = 1_771_200_000;
const account = { org: id("own"), member: id("me") };

/** keep has a browser verify and keep so many lines; it gives how long that took, and what lies there. */
async function keep(size: number): Promise<{ first: number; bytes: number }> {
  const written = new Written().grow(size);
  const tab = new Tab(new Disk(), written);
  const began = performance.now();
  await tab.sees(written.signed(size, now, now));
  const first = performance.now() - began;
  const home = homeOn(await browserShelf().open(account), account);
  const files = [...tab.disk.files];
  await home.writeAll(files);
  return { first, bytes: files.reduce((n, [, bytes]) => n + bytes.length, 0) };
}

/** recall takes them up in a store that is opened anew, and gives how long until the root of all of them is known. */
async function recall(): Promise<{ cached: number; size: number; root: number }> {
  const written = new Written(); // its keys
  const refused = (): never => {
    throw new Error("the hub is not asked");
  };
  let began = performance.now();
  const home = homeOn(await browserShelf().open(account), account);
  const log = new KeptLog({
    ...new Tab(new Disk(), written).records(), checkpoint: refused, leaves: refused,
    read: (names) => home.readAll(names),
  }, written.policy());
  await log.recall();
  const cached = performance.now() - began;
  const { size } = log.lines;
  const sizes = Array.from({ length: 200 }, (_, i) => size - 37 * i);
  began = performance.now();
  for (const n of sizes) log.root(n);
  return { cached, size, root: (performance.now() - began) / sizes.length };
}

Object.assign(globalThis, { keep, recall });
