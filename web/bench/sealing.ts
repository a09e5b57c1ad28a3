// Sealing in the browser beside the bare age library and SHA-256 of its files.

import type { Page } from "playwright-core";
import { compare } from "./table.ts";

const turns = 5;
const large = 100 << 20;

interface Pair {
  floor: number;
  ours: number;
}

export async function sealing(page: Page, say: (text: string) => void): Promise<void> {
  const small: { seal: Pair; open: Pair }[] = [];
  for (let n = 0; n <= turns; n++) {
    const turn = await page.evaluate<{ seal: Pair; open: Pair }>("smallOnes()");
    if (n > 0) small.push(turn); // the first warms up
  }
  const often = (n: number) => `${Math.round(n)}/s`;
  compare("seal 4 KiB in Chromium", small.map((t) => t.seal), often, 0.9);
  compare("open 4 KiB in Chromium", small.map((t) => t.open), often, 0.9);
  say("attachments of 100 MiB");
  const files: { seal: Pair; open: Pair }[] = [];
  for (let n = 0; n < 3; n++) files.push(await page.evaluate<{ seal: Pair; open: Pair }>(`attachment(${large})`));
  const fast = (n: number) => `${Math.round(n)} MB/s`;
  compare("seal an attachment of 100 MiB", files.map((t) => t.seal), fast, 0.9);
  compare("open an attachment of 100 MiB", files.map((t) => t.open), fast, 0.9);
}
