import type { Page } from "playwright-core";
import { bound, median } from "./table.ts";

const lines = 100_000;

/** log measures how soon a browser that knows the directory log knows it again. */
export async function log(page: Page, say: (text: string) => void): Promise<void> {
  const { first, bytes } = await page.evaluate<{ first: number; bytes: number }>(`keep(${lines})`);
  say(`${lines} lines: verified in ${Math.round(first)} ms, kept in ${(bytes / 1e6).toFixed(1)} MB`);
  const cached: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    await page.reload();
    const got = await page.evaluate<{ cached: number; size: number; root: number }>("recall()");
    if (got.size !== lines) throw new Error(`${got.size} lines were taken up`);
    say(`taken up in ${Math.round(got.cached)} ms; the root of another size ${got.root.toFixed(2)} ms`);
    cached.push(got.cached);
  }
  bound(`a directory log of ${lines.toLocaleString("en")} lines, taken up again`, median(cached), (n) => `${Math.round(n)} ms`, 300);
}
