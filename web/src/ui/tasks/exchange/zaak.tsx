// W3 Zaak: the own sheet of a household. Its exchanges and what the team wrote stand
// in one timeline; beside it decisions, and what they ask to be done.

import { useState } from "preact/hooks";
import { findKind } from "../../../flows/kinds/index.ts";
import { fullDate, moment } from "../../../text/index.ts";
import type { Duty, Entry, Exchange, Me, Row, XID } from "../../../worker/protocol.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import { Icon } from "../../base/icon.tsx";
import type { Screen } from "../../base/route.ts";
import { Button, ButtonLink, Chip, CustodyLine, Link, NewPill, TermijnChip } from "../../part/index.ts";
import { formOf, fieldOf } from "../compose/people.tsx";
import { choiceText } from "../compose/choicetext.ts";
import { byDue, flowIcon, statusTone, useWords, type Words } from "../words.ts";
import { OnItsWay } from "../parties.tsx";
import { Always, People } from "./aside.tsx";
import { EntryView } from "./entry.tsx";
import type { Live } from "./live.ts";
import { EndMark, SayBox } from "./page.tsx";
import { custodyOf, takenBy } from "./read.ts";
import { Steps, writable, writes } from "./steps.tsx";

/** Entries that only keep the books of the sheet: what they say stands elsewhere on the page. */
const quiet = ["zaak.exchange", "zaak.custody", "zaak.draft", "zaak.name_opening", "zaak.person"];

type Item = { at: string; row: Row } | { at: string; entry: Entry };

export function ZaakBody({ x, live }: { x: Exchange; live: Live }) {
  const text = useText();
  const t = text.thread.zaak;
  const { session } = useApp();
  const [decisions, setDecisions] = useState(false);
  const [step, setStep] = useState("");
  const held = custodyOf(x);
  const taken = takenBy(x);
  const words = useWords();
  const duties = dutiesOf(x, words, session.me.value);
  // What is late goes before what is new.
  const late = duties.find(({ duty, way }) => way !== null && duty.mine && duty.due?.overdue === true);
  const sheet = live.shown.filter((e) => !quiet.includes(formOf(e)));
  const items: Item[] = [
    ...sheet.filter((e) => !decisions || formOf(e) === "zaak.decision").map((entry) => ({ at: entry.time, entry })),
    ...(decisions ? [] : x.exchanges.map((row) => ({ at: row.changed, row }))),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  const fresh = x.exchanges.length === 0 && sheet.length <= 1;
  return (
    <>
      {!x.custody && held && (
        <CustodyLine custody={held.custody} certainty={held.certainty} since={session.connection.value.since} mine={held.custody?.party === held.party} />
      )}
      {!x.custody && taken && <CustodyLine custody={taken} certainty={null} mine />}
      <OnItsWay x={x} />
      <div class="columns">
        <div class="stack stack--wide columns__main">
          <div class="row">
            {!x.closed && (
              <ButtonLink to="nieuw" exchange={x.exchange} kind={writes(step) || late ? "plain" : "main"} icon="plus">
                {t.fresh}
              </ButtonLink>
            )}
          </div>
          {fresh && <p class="lead">{t.empty}</p>}
          <Duties x={x} duties={duties} main={writes(step) ? undefined : late} onStep={setStep} />
          <section class="stack" aria-labelledby="timeline-title">
            <div class="row row--apart">
              <h2 id="timeline-title">{text.thread.timeline}</h2>
              <Button pressed={decisions} onClick={() => setDecisions(!decisions)}>
                {t.onlyDecisions}
              </Button>
            </div>
            {items.length === 0 && <p class="meta">{decisions ? t.noDecisions : t.empty}</p>}
            <ol role="list" class="timeline">
              {items.map((item) =>
                "row" in item ? (
                  <RowItem key={item.row.exchange} row={item.row} />
                ) : (
                  <EntryView key={item.entry.seq} x={x} entry={item.entry} last={false} focus />
                ),
              )}
            </ol>
            <NewPill count={live.waiting} onShow={live.show} />
            <EndMark x={x} />
          </section>
          <Steps x={x} title={t.record} plain open={step} onOpen={setStep} />
          <SayBox x={x} plain />
        </div>
        <aside class="stack columns__side" aria-label={text.thread.beside}>
          <People x={x} all />
          <Decisions x={x} />
          <Always x={x} />
        </aside>
      </div>
    </>
  );
}

function RowItem({ row }: { row: Row }) {
  const app = useApp();
  const text = useText();
  const language = useLanguage();
  const words = useWords();
  const status = words.statusText(row);
  const verb = words.nextVerb(row);
  return (
    <li class="entry">
      <article class="card water water--actie entry__card">
        <header class="entry__head">
          <Icon name={flowIcon(row.flow)} />
          <div class="entry__who">
            <h3 class="entry__title">
              <Link to="zaak" exchange={row.exchange} alone>
                {row.flow === "" ? row.mark : `${text.exchange.flow[row.flow]} ${row.mark}`}
              </Link>
            </h3>
            <p class="meta">
              <bdi>{row.with}</bdi>{"\u00a0· "}
              {moment(language, row.changed, app.now())}
            </p>
          </div>
          {status.word !== "" && <Chip tone={statusTone(row)}>{status.more === "" ? status.word : `${status.word}, ${status.more}`}</Chip>}
        </header>
        <div class="row">
          <TermijnChip due={row.due} />
          {row.unread && <Chip tone="actie">{words.text.fresh}</Chip>}
          {verb.step !== "" && (
            <ButtonLink to={verb.screen} exchange={row.exchange} label={`${verb.text}: ${row.mark}`}>
              {verb.text}
            </ButtonLink>
          )}
        </div>
      </article>
    </li>
  );
}

/** How a duty ends: by a form on this page, or on another screen. */
type Way = { verb: string; code: string } | { verb: string; to: Screen; exchange: XID };

interface Owed {
  row: Row;
  duty: Duty;
  /** Null where nothing of the screens does it. */
  way: Way | null;
}

/** What must be done, by date: the own sheet's duties and those of its exchanges. */
function dutiesOf(x: Exchange, words: Words, me: Me | null): Owed[] {
  return [x, ...x.exchanges]
    .flatMap((row: Row) => row.duties.map((duty) => ({ row, duty, way: wayOf(x, row, duty, words, me) })))
    .filter(({ duty }) => words.dutyText(duty) !== "")
    .sort((a, b) => byDue(a.duty, b.duty));
}

function wayOf(x: Exchange, row: Row, duty: Duty, words: Words, me: Me | null): Way | null {
  const own = row.exchange === x.exchange;
  if (own && duty.mine && duty.what === "feedback" && !x.closed) {
    // In the sheet it is kept track of; given it is in an exchange of its own.
    const ours = me?.teams.find((team) => x.party === "t" + team.id);
    if (!findKind(ours?.kind ?? "").starts.includes("feedback")) return null;
    return { verb: words.text.step["feedback.given"], to: "terugkoppeling", exchange: x.exchange };
  }
  const verb = words.dutyVerb(row, duty);
  if (!verb) return null;
  if (!own || verb.screen !== "zaak") return { verb: verb.text, to: verb.screen, exchange: row.exchange };
  return writable(verb.step, x, me?.member ?? "") ? { verb: verb.text, code: verb.step } : null;
}

interface DutiesProps {
  x: Exchange;
  duties: readonly Owed[];
  /** The one whose step has the filled button of the page. */
  main: Owed | undefined;
  onStep: (code: string) => void;
}

function Duties({ x, duties, main, onStep }: DutiesProps) {
  const text = useText().thread.zaak;
  const words = useWords();
  if (duties.length === 0) return null;
  const step = (owed: Owed, way: Way) => {
    const kind = owed === main ? "main" : "plain";
    const label = `${way.verb}: ${words.dutyText(owed.duty)}`;
    return "to" in way ? (
      <ButtonLink to={way.to} exchange={way.exchange} kind={kind} label={label}>
        {way.verb}
      </ButtonLink>
    ) : (
      <Button kind={kind} label={label} onClick={() => onStep(way.code)}>
        {way.verb}
      </Button>
    );
  };
  return (
    <section class="card stack stack--tight" aria-labelledby="duties-title">
      <h2 class="aside__title" id="duties-title">
        {text.duties}
      </h2>
      <ul role="list" class="lines">
        {duties.map((owed, i) => (
          <li key={i} class="lines__line">
            <span>
              {owed.row.exchange === x.exchange ? (
                <span>{words.dutyText(owed.duty)}</span>
              ) : (
                <Link to="zaak" exchange={owed.row.exchange} alone>
                  {words.dutyText(owed.duty)}
                </Link>
              )}
              <span class="meta"> {owed.duty.mine ? text.mine : owed.duty.who}</span>
            </span>
            <TermijnChip due={owed.duty.due} />
            {owed.way && step(owed, owed.way)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decisions({ x }: { x: Exchange }) {
  const text = useText();
  const language = useLanguage();
  const list = x.entries.filter((e) => e.state === "readable" && formOf(e) === "zaak.decision");
  if (list.length === 0) return null;
  const word = (entry: Entry, name: string) => choiceText(text, { name: "decision" }, { value: String(fieldOf(entry, name)) });
  return (
    <section class="card stack stack--tight" aria-labelledby="decisions-title">
      <h2 class="aside__title" id="decisions-title">
        {text.thread.zaak.decisions}
      </h2>
      <ul role="list" class="lines">
        {list.map((e) => (
          <li key={e.seq} class="lines__line">
            <span>
              <strong>{word(e, "outcome")}</strong>
              <span class="meta">
                {" "}
                {word(e, "kind")}, {fullDate(language, String(fieldOf(e, "on")))}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p class="meta">{text.thread.zaak.makeTasks}</p>
    </section>
  );
}
