// What a person may mean by what is typed: rows that are open on this device, and
// commands.

import type { Row } from "../../../worker/protocol.ts";
import type { App } from "../../base/app.ts";
import type { IconName } from "../../base/icon.tsx";
import type { Screen } from "../../base/route.ts";
import { byChange } from "./order.ts";
import { listText } from "./text.ts";

export interface Command {
  id: string;
  text: string;
  icon: IconName;
  run: () => void;
}

// Letters that no mark can be taken off, but that many keyboards lack.
const alike: Readonly<Record<string, string>> = { ı: "i", ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae" };

/** Fryslân is found by fryslan, Yılmaz by yilmaz. */
export function plain(text: string): string {
  const bare = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return bare.replace(/[ıłøđßæ]/g, (letter) => alike[letter] ?? letter).trim().replace(/\s+/g, " ");
}

const squeezed = (text: string) => plain(text).replace(/[^a-z0-9]/g, "");

/** Rows in whose title, kenmerk or other team each typed word stands, the newest first. */
export function findRows(rows: Iterable<Row>, typed: string, most: number): Row[] {
  const words = plain(typed).split(" ");
  const mark = squeezed(typed);
  if (mark === "") return [];
  return [...rows]
    .filter((row) => {
      const said = plain(`${row.title} ${row.with} ${row.mark} ${row.holder?.name ?? ""}`);
      return words.every((w) => said.includes(w)) || (mark.length >= 3 && squeezed(row.mark).includes(mark));
    })
    .toSorted(byChange)
    .slice(0, most);
}

export function commands(app: App): Command[] {
  const text = listText(app.prefs.language.value).search;
  const { frame } = app.text.value;
  const go = (screen: Screen, icon: IconName, label: string): Command => ({
    id: screen,
    text: label,
    icon,
    run: () => app.router.go(screen),
  });
  const hidden = app.prefs.hideNames.value;
  return [
    go("vandaag", "today", text.goTo(frame.today)),
    go("postvak", "inbox", text.goTo(frame.inbox)),
    go("zaken", "folder", text.goTo(frame.zaken)),
    go("adresboek", "book", text.goTo(frame.book)),
    go("overdracht", "gates", text.make.overdracht),
    go("verzoek", "question", text.make.verzoek),
    go("terugkoppeling", "feedback", text.make.terugkoppeling),
    go("bericht", "talk", text.make.bericht),
    {
      id: "names",
      text: hidden ? text.show : text.hide,
      icon: hidden ? "eye" : "eye-off",
      run: () => {
        app.prefs.hideNames.value = !hidden;
      },
    },
    go("instellingen", "settings", text.goTo(frame.settings)),
    go("hulp", "help", text.goTo(frame.help)),
    { id: "lock", text: text.lock, icon: "lock", run: () => void app.session.lock().catch(() => undefined) },
  ];
}

export function findCommands(all: readonly Command[], typed: string): Command[] {
  const words = plain(typed).split(" ");
  return all.filter((c) => words.every((w) => plain(c.text).includes(w)));
}
