// W17 Zoeken en opdracht: one box for rows that are open on this device and for
// commands. The list below it follows the arrows while the focus stays in the box.

import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Row } from "../../../worker/protocol.ts";
import { useApp, useText } from "../../base/app.ts";
import { Icon, type IconName } from "../../base/icon.tsx";
import { Title } from "../../frame/index.ts";
import { Button, ButtonLink, Dialog } from "../../part/index.ts";
import { useRows } from "../rows.ts";
import { flowIcon, useWords } from "../words.ts";
import { commands, findCommands, findRows } from "./find.ts";
import { useListText } from "./text.ts";

/** The screen, for who comes by a link or on a phone. */
export function Search() {
  const text = useListText().search;
  return (
    <div class="stack search--page">
      <Title>{text.title}</Title>
      <Combo />
    </div>
  );
}

/** The dialog, on every screen by Ctrl+K. Stands once in the page. */
export function SearchDialog() {
  const { session, router } = useApp();
  const text = useListText().search;
  const [open, setOpen] = useState(false);
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) setOpen(true);
    }
    document.addEventListener("keydown", pressed);
    const stop = session.onWipe(() => setOpen(false));
    return () => {
      document.removeEventListener("keydown", pressed);
      stop();
    };
  }, []);
  const { screen, exchange } = router.route.value;
  useEffect(() => setOpen(false), [screen, exchange]);
  // After the dialog has opened itself: it goes to its title, and this to the box.
  useLayoutEffect(() => {
    if (open) document.querySelector<HTMLElement>("dialog[open] [role=combobox]")?.focus();
  }, [open]);
  if (!open) return null;
  return (
    <Dialog title={text.title} onClose={() => setOpen(false)}>
      <Combo onDone={() => setOpen(false)} />
    </Dialog>
  );
}

const most = 8;
const pause = 200;

/** Rows that the worker finds beyond those that are listed here. */
function useOlder(typed: string): { rows: Row[]; state: "done" | "busy" | "failed"; again: () => void } {
  const { link } = useApp();
  const [rows, setRows] = useState<Row[]>([]);
  const [state, setState] = useState<"done" | "busy" | "failed">("done");
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    setRows([]);
    if (typed.trim() === "") {
      setState("done");
      return;
    }
    let current = true;
    setState("busy");
    const start = setTimeout(() => {
      link.call("search", typed.trim()).then(
        (found) => {
          if (!current) return;
          setRows(found);
          setState("done");
        },
        () => current && setState("failed"),
      );
    }, pause);
    return () => {
      current = false;
      clearTimeout(start);
    };
  }, [typed, turn]);
  return { rows, state, again: () => setTurn((n) => n + 1) };
}

interface Option {
  id: string;
  icon: IconName;
  text: string;
  more: string;
  run: () => void;
}

function Combo({ onDone }: { onDone?: () => void }) {
  const app = useApp();
  const rows = useRows({ above: true });
  const text = useListText();
  const { parts } = useText();
  const words = useWords();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const older = useOlder(typed);
  const all = rows.all.value;
  useLayoutEffect(() => box.current?.focus(), []);

  const here = useMemo(() => findRows(all.values(), typed, most), [all, typed]);
  const known = new Set(here.map((r) => r.exchange));
  const found = [...here, ...older.rows.filter((r) => !known.has(r.exchange))].slice(0, most);
  const rowOptions: Option[] = found.map((row) => {
    const status = words.statusText(row);
    return {
      id: `${id}-${row.exchange}`,
      icon: flowIcon(row.flow),
      text: words.title(row),
      more: [row.with, row.mark, status.word].filter((s) => s !== "").join(" · "),
      run: () => app.router.go("zaak", row.exchange),
    };
  });
  const commandOptions: Option[] = findCommands(commands(app), typed).map((c) => ({ ...c, id: `${id}-${c.id}`, more: "" }));
  const groups = [
    { label: text.search.items, options: rowOptions },
    { label: text.search.commands, options: commandOptions },
  ].filter((g) => g.options.length > 0);
  const options = groups.flatMap((g) => g.options);
  const chosen = options[Math.min(at, options.length - 1)];

  /** A button that goes away with what it did leaves the focus in the box. */
  function goOn(act: () => void) {
    act();
    box.current?.focus();
  }
  function run(option: Option | undefined) {
    if (!option) return;
    onDone?.();
    option.run();
  }
  function pressed(event: KeyboardEvent) {
    const last = options.length - 1;
    const to = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setAt(to);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(chosen);
    }
  }
  useEffect(() => {
    if (chosen) document.getElementById(chosen.id)?.scrollIntoView({ block: "nearest" });
  }, [chosen?.id]);

  const said =
    older.state === "busy" && found.length === 0
      ? text.search.busy
      : older.state === "failed"
        ? text.search.fails
        : typed.trim() !== "" && found.length === 0
          ? [text.search.none(all.size), options.length === 0 ? text.search.noneNext : ""].join(" ").trim()
          : typed.trim() !== ""
            ? text.search.found(found.length)
            : "";

  return (
    <div class="search stack stack--tight">
      <label class="field__label" for={`${id}-box`}>
        {text.search.label}
      </label>
      <input
        id={`${id}-box`}
        ref={box}
        class="box search__box"
        type="text"
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={chosen?.id}
        aria-describedby={`${id}-hint`}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={pressed}
      />
      <p class="meta" id={`${id}-hint`}>
        {text.search.hint} {text.search.keys}
      </p>
      <p class="meta search__said" role="status">
        {said}
      </p>
      {older.state === "failed" && (
        <div class="row">
          <Button icon="again" onClick={() => goOn(older.again)}>
            {parts.retry}
          </Button>
        </div>
      )}
      {older.state === "done" && typed.trim() !== "" && options.length === 0 && (
        <div class="row">
          <Button onClick={() => goOn(() => setTyped(""))}>{text.book.clear}</Button>
          <ButtonLink to="zaken" icon="folder">
            {text.search.look}
          </ButtonLink>
        </div>
      )}
      <div id={`${id}-list`} role="listbox" aria-label={text.search.results} class="search__list">
        {groups.map((group) => (
          <div key={group.label} role="group" aria-label={group.label} class="search__group">
            <p class="search__head meta" aria-hidden="true">
              {group.label}
            </p>
            {group.options.map((option) => (
              <div
                key={option.id}
                id={option.id}
                role="option"
                aria-selected={option === chosen}
                tabIndex={-1}
                class="search__option"
                onClick={() => run(option)}
                onKeyDown={pressed}
              >
                <Icon name={option.icon} />
                <span class="search__text">
                  <span>{option.text}</span>
                  {option.more !== "" && <span class="meta">{option.more}</span>}
                </span>
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
