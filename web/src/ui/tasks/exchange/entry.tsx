// One entry of an exchange: who, when, what, and as separate facts what is known of
// it. What cannot be read hides this entry only, and says why.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { findGround, natures } from "../../../flows/kinds/index.ts";
import { clock, fullDate, moment, type Text } from "../../../text/index.ts";
import type { Entry, Exchange } from "../../../worker/protocol.ts";
import { useAct } from "../../base/act.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import { Icon, type IconName } from "../../base/icon.tsx";
import { Button, Chip, Details, Dialog, Note, TroubleNote } from "../../part/index.ts";
import { type Asked, askedIn, toneOf } from "../compose/answers.ts";
import { fieldOf, formOf } from "../compose/people.tsx";
import { type Fields, partIn, textIn, type Values } from "../compose/field.ts";
import { readFields } from "../compose/forms.ts";
import { Reading } from "../compose/reading.tsx";
import { Said } from "../compose/said.tsx";
import { says } from "../compose/told.ts";
import { typedFrom } from "../compose/write.ts";
import { EntryFiles } from "./files.tsx";

const long = ["handoff.proposed", "inquiry.sent"];

/** Forms whose title says all there is. */
const silent = [
  "assigned",
  "rekeyed",
  "handoff.acknowledged",
  "handoff.confirmed",
  "feedback.orally_confirmed",
  "feedback.status_asked",
  "zaak.exchange",
  "zaak.custody",
  "zaak.draft",
  "zaak.name_opening",
];

export function titleOf(entry: Entry, titles: Record<string, string>): string {
  const code = formOf(entry) || entry.type;
  return Object.hasOwn(titles, code) ? (titles[code] ?? "") : (titles["other"] ?? "");
}

/** «Fatima Haddou, Gebiedsteam Sneek»; who is not known by name is known by team. */
export function whoOf(text: Text["thread"], entry: Entry): string {
  const { name, team, organisation } = entry.author;
  const place = team === "" ? organisation : team;
  return name === "" ? text.somebody(place) : `${name}, ${place}`;
}

export function EntryView({ x, entry, last, focus }: { x: Exchange; entry: Entry; last: boolean; focus?: boolean }) {
  const app = useApp();
  const text = useText().thread;
  const language = useLanguage();
  const title = titleOf(entry, text.title);
  const water = entry.state === "unreadable" || entry.state === "missing" ? "water--stop" : entry.mine ? "water--actie" : "";
  const id = entry.stored ? `entry-${entry.seq}` : `waits-${entry.hash.slice(0, 12)}`; // two that wait have one place
  return (
    <li class="entry" id={id} data-type={entry.type}>
      <article class={`card water ${water} entry__card`} aria-labelledby={id + "-title"}>
        <header class="entry__head">
          <Icon name={iconOf(entry)} />
          <div class="entry__who">
            <h3 class="entry__title" id={id + "-title"} tabIndex={focus ? -1 : undefined}>
              {title}
            </h3>
            <p class="meta">
              <bdi>{whoOf(text, entry)}</bdi>{"\u00a0· "}
              <time dateTime={entry.time} title={fullDate(language, entry.time)}>
                {moment(language, entry.time, app.now())}
              </time>
            </p>
          </div>
          {entry.unchecked && (
            <Chip tone="let-op" icon="clock">
              {text.unchecked}
            </Chip>
          )}
        </header>
        <Body x={x} entry={entry} last={last} />
        {entry.state === "readable" && <EntryFiles exchange={x.exchange} files={entry.files} />}
        <Facts x={x} entry={entry} />
      </article>
    </li>
  );
}

function iconOf(entry: Entry): IconName {
  switch (entry.type) {
    case "offer":
    case "accept":
      return "gates";
    case "close":
      return "archive";
    case "leave":
      return "people";
    case "rekey":
      return "key";
    default:
  }
  const form = formOf(entry);
  if (entry.state === "recalled") return "undo";
  if (form === "message.text") return "talk";
  if (form === "inquiry.answers") return "done";
  if (form.startsWith("handoff")) return "gates";
  if (form.startsWith("inquiry")) return "question";
  if (form.startsWith("feedback")) return "feedback";
  return "file";
}

function Body({ x, entry, last }: { x: Exchange; entry: Entry; last: boolean }) {
  const text = useText();
  const t = text.thread;
  switch (entry.state) {
    case "recalled":
      return <p class="entry__gone">{t.gone.recalled}</p>;
    case "expired":
      return <p class="entry__gone">{t.gone.expired}</p>;
    case "missing":
      return <p class="entry__gone">{t.gone.missing}</p>;
    case "unreadable": {
      const why = text.errors[entry.code === "" ? "other" : entry.code];
      return (
        <div class="entry__gone">
          <p>
            <strong>{why.what}</strong> {why.safe} {why.next}
          </p>
          {entry.code !== "" && <p class="meta">{text.errors.code(entry.code)}</p>}
        </div>
      );
    }
    case "none":
      return <System x={x} entry={entry} />;
    default:
      return <Content x={x} entry={entry} last={last} />;
  }
}

/** What happened where nothing was written: closed, left, new keys. */
function System({ x, entry }: { x: Exchange; entry: Entry }) {
  const text = useText().thread;
  const language = useLanguage();
  const done: Record<string, string> = text.done;
  if (entry.type === "accept") return <p>{text.accepted(clock(language, entry.time))}</p>;
  const line = Object.hasOwn(done, entry.type) ? done[entry.type] : undefined;
  return line && x.exchange !== "" ? <p>{line}</p> : null;
}

function Content({ x, entry, last }: { x: Exchange; entry: Entry; last: boolean }) {
  const { thread: text, forms } = useText();
  const form = formOf(entry);
  if (form === "message.text" || form === "zaak.note") {
    const written = fieldOf(entry, "text");
    return (
      <p class="entry__text">
        <Said>{typeof written === "string" ? written : ""}</Said>
      </p>
    );
  }
  if (form === "inquiry.answers") return <AnswersView x={x} entry={entry} />;
  const fields = readFields(form);
  const values = typedFrom(fields, entry.document);
  const secret = form === "zaak.melding" && fields.find((f) => f.name === "reporter" && isSecret(partIn(values, f.name)));
  const open = fields.filter((f) => f !== secret && (form !== "inquiry.asked_again" || f.name !== "questions"));
  const questions = form === "inquiry.sent" || form === "inquiry.asked_again" ? askedIn([entry.document]) : [];
  const all = (
    <div class="stack">
      {questions.length > 0 && (
        <ol class="asked">
          {questions.map((q) => (
            <li key={q.id}>
              <Said>{q.text}</Said>
            </li>
          ))}
        </ol>
      )}
      {says(open, values) && <Reading fields={open} values={values} />}
      {secret && <Secret fields={[secret]} values={values} />}
      {fields.length === 0 && !silent.includes(form) && <p>{forms.unknown}</p>}
    </div>
  );
  if (!long.includes(form)) return all;
  return (
    <Details title={text.readAll} open={last || !entry.mine}>
      {all}
    </Details>
  );
}

const isSecret = (reporter: Values) => !["", "open"].includes(textIn(reporter, "shield"));

/** Who reported, where the family may not know: never in sight by itself, and not at all while names are hidden. */
function Secret({ fields, values }: { fields: Fields; values: Values }) {
  const { names } = useApp();
  const text = useText().thread;
  return (
    <Note tone="besloten">
      <p>
        <strong>{text.secret}</strong>
      </p>
      {!names.hidden.value && (
        <Details title={text.showSecret}>
          <Reading fields={fields} values={values} />
        </Details>
      )}
    </Note>
  );
}

/** Answers, each below its question. */
function AnswersView({ x, entry }: { x: Exchange; entry: Entry }) {
  const text = useText();
  const asked = askedIn(x.entries.filter((e) => e.state === "readable").map((e) => e.document));
  const given = fieldOf(entry, "answers");
  const fields = readFields("inquiry.answers");
  const list: unknown[] = Array.isArray(given) ? given : [];
  return (
    <div class="stack">
      <ol role="list" class="answers">
        {list.map((a, i) => (
          <OneAnswer key={i} answer={a} asked={asked} />
        ))}
      </ol>
      <Reading fields={fields} values={typedFrom(fields, entry.document)} />
      <p class="visually-hidden">{text.thread.answersEnd}</p>
    </div>
  );
}

function OneAnswer({ answer, asked }: { answer: unknown; asked: readonly Asked[] }) {
  const text = useText();
  const t = text.thread.answer;
  const read = (name: string): string => {
    if (typeof answer !== "object" || answer === null) return "";
    const value: unknown = Object.entries(answer).find(([n]) => n === name)?.[1];
    return typeof value === "string" ? value : "";
  };
  const kinds: Record<string, string> = t.kind;
  const kind = read("kind");
  const partial = kind === "antwoord" && read("motivation") !== "";
  const word = partial ? t.partly : Object.hasOwn(kinds, kind) ? (kinds[kind] ?? "") : text.forms.unknown;
  const at = asked.findIndex((q) => q.id === read("question"));
  const nature = natures().find((n) => n.code === read("nature"))?.name ?? "";
  const ground = findGround(read("code"));
  const line = (label: string, value: string): ComponentChildren =>
    value === "" ? null : (
      <p>
        <span class="meta">{label} </span>
        <Said>{value}</Said>
      </p>
    );
  return (
    <li class="answers__one">
      <p class="answers__asked">
        <span class="answers__n">{at < 0 ? "?" : at + 1}</span>
        <Said>{asked[at]?.text ?? t.unknownQuestion}</Said>
      </p>
      <div class="answers__given stack stack--tight">
        <div class="row">
          <Chip tone={toneOf(kind, partial)}>{word}</Chip>
          {nature !== "" && <span class="meta">{nature}</span>}
        </div>
        {read("text") !== "" && (
          <p class="entry__text">
            <Said>{read("text")}</Said>
          </p>
        )}
        {ground && line(t.ground, `${ground.name}. ${ground.text}`)}
        {line(partial ? t.missing : t.why, read("motivation"))}
      </div>
    </li>
  );
}

/** Stored, opened, taken up: each its own fact, none of them a colour alone. */
function Facts({ x, entry }: { x: Exchange; entry: Entry }) {
  const app = useApp();
  const text = useText().thread;
  const language = useLanguage();
  const [recalling, setRecalling] = useState(false);
  const later = x.entries.filter((e) => e.seq > entry.seq && !e.mine);
  const taken = entry.seq === 0 ? later.find((e) => ["handoff.acknowledged", "inquiry.assigned"].includes(formOf(e))) : undefined;
  const read = entry.mine ? entry.read.filter((r) => r.by.team !== entry.author.team) : [];
  const when = (time: string) => (x.flow === "feedback" ? fullDate(language, time) : moment(language, time, app.now()));
  const single = x.parties.length < 2;
  if (!entry.mine || (single && entry.stored)) return null;
  const content = entry.state === "readable" && entry.type !== "close";
  return (
    <footer class="known">
      <ul role="list" class="known__list">
        <li class="fact">
          <Icon name={entry.stored ? "check" : "hourglass"} size={16} />
          {entry.stored ? text.fact.stored : text.fact.waits}
        </li>
        {!single && content && entry.stored && (
          <li class="fact">
            <Icon name={read.length > 0 ? "mail-opened" : "mail"} size={16} />
            {read.length > 0 ? read.map((r) => text.fact.opened(r.by.team || r.by.organisation, when(r.time))).join(" · ") : text.fact.notOpened}
          </li>
        )}
        {taken && (
          <li class="fact">
            <Icon name="person" size={16} />
            {text.fact.taken(taken.author.team || taken.author.organisation, when(taken.time))}
          </li>
        )}
      </ul>
      {!x.closed && entry.recallable && entry.stored && entry.state === "readable" && !single && (
        <Button kind="quiet" icon="undo" onClick={() => setRecalling(true)}>
          {text.recall.button}
        </Button>
      )}
      {recalling && <Recall x={x} entry={entry} opened={read.map((r) => when(r.time))[0] ?? ""} onClose={() => setRecalling(false)} />}
    </footer>
  );
}

function Recall({ x, entry, opened, onClose }: { x: Exchange; entry: Entry; opened: string; onClose: () => void }) {
  const { link, notices } = useApp();
  const text = useText();
  const t = text.thread.recall;
  const act = useAct();
  return (
    <Dialog
      title={t.title}
      onClose={onClose}
      actions={
        <>
          <Button
            kind="stop"
            busy={act.busy}
            onClick={() =>
              void act.run(() => link.call("recall", x.exchange, entry.seq)).then((done) => {
                if (!done) return;
                notices.tell(t.done, "good");
                onClose();
              })
            }
          >
            {t.sure}
          </Button>
          <Button onClick={onClose}>{text.parts.cancel}</Button>
        </>
      }
    >
      <p>{opened === "" ? t.notOpened : t.opened(opened)}</p>
      <p>{t.stays}</p>
      {act.failed && <TroubleNote trouble={act.failed} />}
    </Dialog>
  );
}
