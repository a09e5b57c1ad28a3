import assert from "node:assert/strict";
import { inbox, show, zaken } from "../../src/member/index.ts";
import type { Demo } from "../hub/demo.ts";
import { go, type Tab } from "./session.ts";

/** What of `sluis show --json` the browser's view must say too. */
interface GoView {
  mark: string;
  flow: string;
  kind: string;
  status: string;
  custody: unknown;
  certainty?: string;
  due: unknown;
  overdue: boolean;
  closed: boolean;
  with: string;
  parties: unknown;
  duties: { what: string; who?: string; due: unknown; overdue: boolean }[];
  next: string[];
  entries: {
    seq: number; type: string; author: unknown; time: string; document: unknown; state: string; code?: string;
    read?: unknown[];
  }[];
}

/** alike holds an exchange as the browser shows it against the command line of the same member. */
export async function alike(demo: Demo, short: string, tab: Tab, xid: string): Promise<void> {
  const view = await show(tab.m, xid);
  const ours = {
    mark: view.mark, flow: view.flow, kind: view.kind, status: view.status, custody: view.custody,
    certainty: view.certainty, due: view.due?.date ?? null, overdue: view.due?.overdue ?? false, closed: view.closed,
    with: view.with, parties: view.parties, next: view.next,
    duties: view.duties.map(({ what, who, due }) => ({
      what, who, due: due?.date ?? null, overdue: due?.overdue ?? false,
    })),
    entries: view.entries.map(({ seq, type, author, time, document, state, code, read }) => ({
      seq, type, author, time, document, state, code, read,
    })),
  };
  const said = (await go(demo, short, "show", xid)) as unknown as GoView; // our own program says it
  const theirs = {
    mark: said.mark, flow: said.flow, kind: said.kind, status: said.status, custody: said.custody,
    certainty: said.certainty ?? null, due: dueText(said.due), overdue: said.overdue, closed: said.closed,
    with: said.with, parties: said.parties, next: said.next,
    duties: said.duties.map((d) => ({ what: d.what, who: d.who ?? "", due: dueText(d.due), overdue: d.overdue })),
    entries: said.entries.map(({ seq, type, author, time, document, state, code = "", read = [] }) => ({
      seq, type, author, time, document, state, code, read,
    })),
  };
  assert.deepEqual(ours, theirs, `${short} sees ${view.mark}`);
}

function dueText(due: unknown): string | null {
  return typeof due === "string" && due !== "" ? due : null;
}

/** allOf are the exchanges and zaken of somebody. */
export async function allOf(tab: Tab): Promise<string[]> {
  const rows = [...(await inbox(tab.m, "", 100)), ...(await zaken(tab.m, "", 100))];
  return rows.map((r) => r.exchange);
}
