// Judges in the page it is loaded into what Go drew, as far as it is fed.
import { platformAgrees } from "../../src/crypto/keys/platform.ts";
import {
  type Changed, type Cuts, type Difference, type Drawn, type Edge, type Head, Judge, judgeCuts, judgeEdge, judgeTexts,
  type Texts,
} from "../interop/judge.ts";

/** Takes what it is fed until there is no more: how much that was, and where it differs. */
async function judgeAll(): Promise<{ judged: number; differences: Difference[]; platform: boolean }> {
  let judge: Judge | undefined;
  let judged = 0;
  const differences: Difference[] = [];
  for (;;) {
    const answer = await fetch("/feed");
    if (!answer.ok) throw new Error("the feed broke off");
    const text = await answer.text();
    if (text === "") return { judged, differences, platform: await platformAgrees() };
    const lines = text.trimEnd().split("\n");
    const all = lines.map((line) => JSON.parse(line) as Head | Drawn | Changed | Edge | Cuts | Texts);
    const found = await Promise.all(all.map((line) => {
      if ("view" in line) {
        judge = new Judge(line);
        return undefined;
      }
      judged++;
      if ("signature" in line) return judgeEdge(line);
      if ("cuts" in line) return judgeCuts(line);
      if ("texts" in line) return judgeTexts(line);
      if (judge === undefined) throw new Error("no world came before");
      return "changes" in line ? judge.judgeBytes(line) : judge.judge(line);
    }));
    differences.push(...found.filter((d) => d !== undefined).slice(0, 5 - differences.length));
  }
}

Object.assign(globalThis, { judgeAll });
