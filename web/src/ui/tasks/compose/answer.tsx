// W10 Beantwoorden: why it is asked, whether it is real, each question with its
// outcome, the own weighing, and what is sent now. What is open can follow.

import { useEffect, useRef, useState } from "preact/hooks";
import { bases, findKind, grounds, natures } from "../../../flows/kinds/index.ts";
import { fullDate } from "../../../text/index.ts";
import type { Exchange, SendFile, Team, XID } from "../../../worker/protocol.ts";
import { useReading } from "../../base/act.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import {
  Button,
  ButtonLink,
  Checkbox,
  Chip,
  Dialog,
  Details,
  ErrorSummary,
  FilePicker,
  Note,
  Phone,
  Radios,
  Skeleton,
  TermijnChip,
  TextArea,
  TextField,
  TroubleNote,
} from "../../part/index.ts";
import { Title } from "../../frame/index.ts";
import { CompareHere } from "../parties.tsx";
import { Answered } from "./answered.tsx";
import {
  type AnswerProblem,
  answerOf,
  answersDocument,
  type Asked,
  askedIn,
  isAnswered,
  outcomeOf,
  outcomeTone,
  outcomesOf,
  questionProblems,
  weighingProblems,
} from "./answers.ts";
import { choiceText } from "./choicetext.ts";
import { useDraft } from "./draft.ts";
import { isPart, textIn, type Values, yesIn } from "./field.ts";
import { readFields } from "./forms.ts";
import { useFormKeys } from "./keys.ts";
import { formOf } from "./people.tsx";
import { Reading } from "./reading.tsx";
import { Said } from "./said.tsx";
import { Restored, SavedLine } from "./saved.tsx";
import { toHead, useSending } from "./sending.ts";
import { Underway } from "./underway.tsx";
import { Withdrawn } from "./withdrawn.tsx";
import { typedFrom } from "./write.ts";

export function AnswerScreen({ exchange }: { exchange: XID | "" }) {
  const { link } = useApp();
  const text = useText();
  const reading = useReading(async () => {
    if (exchange === "") return null;
    const [x, teams] = await Promise.all([link.call("show", exchange), link.call("teams")]);
    return { x, teams };
  }, [exchange]);
  useEffect(() => link.on((e) => e.event === "changed" && exchange !== "" && e.exchanges.includes(exchange) && reading.again()), [exchange]);
  if (!reading.value) {
    return (
      <div class="stack">
        <Title>{text.compose.answer.title}</Title>
        {reading.failed ? <TroubleNote trouble={reading.failed} retry={reading.again} /> : <Skeleton rows={5} reading={reading} />}
      </div>
    );
  }
  return <Answer key={exchange} x={reading.value.x} teams={reading.value.teams} />;
}

function Answer({ x, teams }: { x: Exchange; teams: readonly Team[] }) {
  const app = useApp();
  const text = useText();
  const t = text.compose.answer;
  const request = x.entries.find((e) => formOf(e) === "inquiry.sent");
  const questions = askedIn(x.entries.filter((e) => e.state === "readable").map((e) => e.document));
  const done = new Set(
    x.entries
      .filter((e) => formOf(e) === "inquiry.answers" && e.state === "readable" && e.stored)
      .flatMap((e) => answered(e.document)),
  );
  const open = questions.filter((q) => !done.has(q.id));
  const mine = app.session.me.value?.teams.find((team) => x.party === "t" + team.id) ?? app.session.me.value?.teams.find((team) => team.mine);
  const police = findKind(mine?.kind ?? "").code === "politie";
  const draft = useDraft({ what: "inquiry.answers", zaak: "", exchange: x.exchange }, () => ({}));
  const sending = useSending(`${x.exchange} inquiry.answers`, (out) => out.waits !== "" && void draft.hold(out.waits));
  const [turn, setTurn] = useState(0);
  const [files, setFiles] = useState<SendFile[]>([]);
  const [asking, setAsking] = useState(false);
  const [sentCount, setSentCount] = useState<{ now: number; left: number } | null>(null);
  useEffect(() => {
    if (draft.waits === "" || sending.stage !== "write") return;
    const now = questions.filter((q) => isAnswered(draft.values ?? {}, q.id)).length;
    setSentCount({ now, left: questions.length - done.size - now });
    sending.waitFor(draft.waits);
  }, [draft.waits]);
  const submit = useRef<() => void>(() => undefined);
  const keys = useFormKeys(() => submit.current());
  const { values } = draft;
  const withdrawn = x.status === "withdrawn" || x.closed;

  if (!values) return <Title>{t.title}</Title>;
  if (withdrawn) return <Withdrawn x={x} questions={open.length > 0 ? open : questions} values={values} />;
  const todo = open.length > 0 ? open : questions;
  const ready = todo.filter((q) => isAnswered(values, q.id));
  if (sending.stage === "sent" || sending.stage === "waits") {
    const count = sentCount ?? { now: ready.length, left: todo.length - ready.length };
    return <Answered x={x} count={count} waits={sending.stage === "waits"} onBack={() => void sending.takeBack(draft, toHead)} />;
  }
  const problems: AnswerProblem[] = [
    ...(ready.length === 0 ? [{ id: `a-${todo[0]?.id ?? ""}`, what: "outcome" as const, n: 1, fault: "choose" as const }] : []),
    ...questionProblems(todo, values),
    ...weighingProblems(todo, values, police),
  ];
  const wrong = turn > 0 ? problems : [];
  const still = sending.stage === "held" || sending.stage === "sending";
  const may = x.next.includes("inquiry.answers");
  const sender = x.parties.find((p) => p.party !== x.party);
  const senderTeam = teams.find((team) => sender?.party === "t" + team.id);
  const law = senderTeam && mine ? bases("inquiry", "answer", mine.kind, senderTeam.kind) : [];
  const put = (question: string, answer: Values) => {
    const answers = isPart(values["answers"]) ? values["answers"] : {};
    draft.set({ ...values, answers: { ...answers, [question]: answer } });
  };
  const set = (name: string, value: string | boolean) => draft.set({ ...values, [name]: value });
  const fault = (id: string) => {
    const found = wrong.find((p) => p.id === id);
    return found ? { error: t.problem[found.what](found.n) } : {};
  };

  async function send() {
    setTurn((n) => n + 1);
    if (!values || problems.length > 0) return;
    await draft.keep();
    const doc = answersDocument(todo, values, police);
    setSentCount({ now: ready.length, left: todo.length - ready.length });
    const sent = await sending.send(async (upload) => {
      const out = await app.link.call("reply", x.exchange, doc, files, upload, draft.id);
      if (out.waits === "") await draft.drop();
      return out;
    });
    if (sent && sent.waits !== "") await draft.hold(sent.waits);
  }
  submit.current = () => void send();

  return (
    <div class="stack stack--wide compose">
      <div class="stack">
        <Title>{t.title}</Title>
        <div class="row">
          <span class="mono">{x.mark}</span>
          <TermijnChip due={x.due} />
          <span>{t.from(sender ? sender.organisation : x.with)}</span>
        </div>
        <Restored draft={draft} still={still} onAgain={() => draft.again({})} />
      </div>
      {/* All of it is one form, with what is wrong above everything. */}
      <form
        ref={keys}
        class="stack stack--wide"
        noValidate
        aria-label={t.title}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <ErrorSummary wrong={wrong.map((p) => ({ id: p.id, text: t.problem[p.what](p.n) }))} turn={turn} />
        {/* 1: why */}
        <section class="card stack" aria-labelledby="why">
          <h2 id="why">{t.why}</h2>
          <FamilyFirst x={x} />
          {request ? (
            <Reading fields={readFields("inquiry.sent")} values={typedFrom(readFields("inquiry.sent"), request.document)} />
          ) : (
            <p>{t.noRequest}</p>
          )}
        </section>
        {/* 2: is it real */}
        <section class="card stack" aria-labelledby="real">
          <h2 id="real">{t.real}</h2>
          <p>{t.realText}</p>
          {senderTeam && senderTeam.phone !== "" && (
            <div class="row">
              <span>{t.callBack(senderTeam.name)}</span>
              <Phone number={senderTeam.phone} />
            </div>
          )}
          <Checkbox label={t.realCheck} checked={yesIn(values, "real")} onChange={(yes) => set("real", yes)} />
        </section>
        {/* 3 to 5: answers, weighing, sending */}
        <div class="stack" inert={still}>
          <div class="row row--apart">
            <h2>{t.questions(todo.length)}</h2>
            <Button onClick={() => setAsking(true)}>{t.nothingKnown}</Button>
          </div>
          {done.size > 0 && open.length > 0 && <p class="meta">{t.alreadySent(done.size)}</p>}
          {todo.map((q, i) => (
            <Question key={q.id} n={i + 1} all={todo.length} q={q} values={values} put={(a) => put(q.id, a)} kind={mine?.kind ?? ""} fault={fault} />
          ))}
          <section class="card stack" aria-labelledby="weigh">
            <h2 id="weigh">{t.weighing}</h2>
            <p>{t.weighingText}</p>
            {law.length > 0 && (
              <Details title={t.law}>
                {law.map((b) => (
                  <p key={b.id}>
                    <strong>{b.name}.</strong> {b.text} <span class="meta">({b.cites.join("; ")})</span>
                  </p>
                ))}
              </Details>
            )}
            <Radios
              id="w-informed"
              label={t.informed}
              options={[
                { value: "ja", label: text.parts.yes },
                { value: "nee", label: text.parts.no },
              ]}
              inline
              value={textIn(values, "informed")}
              onChange={(v) => set("informed", v)}
              {...fault("w-informed")}
            />
            {textIn(values, "informed") !== "" && (
              <TextArea
                id="w-why"
                label={textIn(values, "informed") === "nee" ? t.whyNot : t.informedHow}
                optional={textIn(values, "informed") !== "nee"}
                rows={2}
                most={2000}
                value={textIn(values, "why")}
                onInput={(v) => set("why", v)}
                {...fault("w-why")}
              />
            )}
            <TextField id="w-role" label={t.role} hint={t.roleHint} value={textIn(values, "role")} onInput={(v) => set("role", v)} {...fault("w-role")} />
            {police && (
              <>
                <Radios
                  id="w-article"
                  label={text.forms.label.wpgArticle}
                  options={(["18", "19", "20"] as const).map((value) => ({ value, label: text.forms.word[value] }))}
                  value={(["18", "19", "20"] as const).find((a) => a === textIn(values, "article")) ?? ""}
                  onChange={(v) => set("article", v)}
                  {...fault("w-article")}
                />
                {textIn(values, "article") === "20" && (
                  <TextField
                    id="w-agreement"
                    label={text.forms.label.wpgAgreement}
                    short
                    value={textIn(values, "agreement")}
                    onInput={(v) => set("agreement", v)}
                    {...fault("w-agreement")}
                  />
                )}
              </>
            )}
            <FilePicker
              label={text.compose.group.files}
              files={files}
              onChange={setFiles}
              uploads={sending.uploads}
              onPause={sending.pause}
              onResume={sending.resume}
            />
          </section>
        </div>
        {sending.failed && (
          <TroubleNote trouble={sending.failed}>
            <CompareHere x={x} trouble={sending.failed} />
          </TroubleNote>
        )}
        <Underway sending={sending} />
        {!yesIn(values, "real") && (
          <Note tone="let-op">
            <p>{t.notChecked}</p>
          </Note>
        )}
        <div class="compose__actions compose__actions--stick">
          {may ? (
            <Button kind="main" icon="send" submit busy={still}>
              {ready.length < todo.length && ready.length > 0 ? t.sendPart(ready.length, todo.length) : t.send}
            </Button>
          ) : (
            <p>{t.notNow}</p>
          )}
          <ButtonLink to="zaak" exchange={x.exchange}>
            {x.next.includes("inquiry.clarification") || x.next.includes("inquiry.extension") ? t.otherwise : t.backTo}
          </ButtonLink>
        </div>
        <SavedLine draft={draft} />
      </form>
      {asking && (
        <NothingKnown
          onClose={() => setAsking(false)}
          onSure={() => {
            setAsking(false);
            draft.set({
              ...values,
              answers: Object.fromEntries(todo.map((q) => [q.id, { ...answerOf(values, q.id), outcome: "niet_bekend" }])),
            });
          }}
        />
      )}
    </div>
  );
}

function answered(doc: unknown): string[] {
  if (typeof doc !== "object" || doc === null || !("answers" in doc) || !Array.isArray(doc.answers)) return [];
  return doc.answers.flatMap((a: unknown) =>
    typeof a === "object" && a !== null && "question" in a && typeof a.question === "string" ? [a.question] : [],
  );
}

/** What the family knows stands above everything else. */
function FamilyFirst({ x }: { x: Exchange }) {
  const text = useText();
  const language = useLanguage();
  const doc = x.entries.find((e) => formOf(e) === "inquiry.sent")?.document;
  if (typeof doc !== "object" || doc === null || !("familyNotice" in doc)) return null;
  const notice = doc.familyNotice;
  if (typeof notice !== "object" || notice === null || !("state" in notice)) return null;
  const state = String(notice.state);
  const known = choiceText(text, { name: "state", table: "asked" }, { value: state });
  const on = "on" in notice && typeof notice.on === "string" ? ` (${fullDate(language, notice.on)})` : "";
  return (
    <Note tone={state === "nog_niet" ? "let-op" : "actie"}>
      <p>
        <strong>{text.forms.label.askedNotice}</strong> {known}
        {on}
      </p>
    </Note>
  );
}

interface QuestionProps {
  n: number;
  all: number;
  q: Asked;
  kind: string;
  values: Values;
  put: (answer: Values) => void;
  fault: (id: string) => { error?: string };
}

function Question({ n, all, q, kind, values, put, fault }: QuestionProps) {
  const text = useText();
  const t = text.compose.answer;
  const id = `a-${q.id}`;
  const answer = answerOf(values, q.id);
  const outcome = outcomeOf(values, q.id);
  const set = (name: string, value: string) => put({ ...answer, [name]: value });
  const telling = outcome === "antwoord" || outcome === "deels";
  return (
    <section class={outcome === "" ? "card stack question" : `card water water--${outcomeTone[outcome]} stack question`} aria-labelledby={id + "-title"}>
      <div class="row row--apart">
        <span class="meta">{t.questionOf(n, all)}</span>
        {outcome !== "" && <Chip tone={outcomeTone[outcome]}>{t.outcome[outcome]}</Chip>}
      </div>
      <h3 id={id + "-title"}>
        <Said>{q.text}</Said>
      </h3>
      <Radios
        id={id}
        label={t.choose}
        inline
        options={outcomesOf.map((value) => ({ value, label: t.outcome[value] }))}
        value={outcome}
        onChange={(v) => set("outcome", v)}
        {...fault(id)}
      />
      {telling && (
        <>
          <Radios
            id={id + "-nature"}
            label={t.nature}
            inline
            options={natures().map((o) => ({ value: o.code, label: o.name }))}
            value={textIn(answer, "nature")}
            onChange={(v) => set("nature", v)}
            {...fault(id + "-nature")}
          />
          <TextArea
            id={id + "-text"}
            label={t.yourAnswer}
            hint={t.yourAnswerHint}
            rows={5}
            value={textIn(answer, "text")}
            onInput={(v) => set("text", v)}
            {...fault(id + "-text")}
          />
        </>
      )}
      {outcome === "deels" && (
        <TextArea
          id={id + "-missing"}
          label={t.missing}
          rows={2}
          most={4000}
          value={textIn(answer, "missing")}
          onInput={(v) => set("missing", v)}
          {...fault(id + "-missing")}
        />
      )}
      {outcome === "niet_bekend" && (
        <TextArea id={id + "-searched"} label={t.searched} hint={t.searchedHint} optional rows={2} value={textIn(answer, "searched")} onInput={(v) => set("searched", v)} />
      )}
      {outcome === "weigering" && (
        <>
          <Radios
            id={id + "-code"}
            label={t.groundLabel}
            options={grounds(kind).map((g) => ({ value: g.code, label: g.name, hint: g.text }))}
            value={textIn(answer, "code")}
            onChange={(v) => set("code", v)}
            {...fault(id + "-code")}
          />
          <TextArea
            id={id + "-motivation"}
            label={t.motivation}
            rows={2}
            most={4000}
            value={textIn(answer, "motivation")}
            onInput={(v) => set("motivation", v)}
            {...fault(id + "-motivation")}
          />
        </>
      )}
    </section>
  );
}

function NothingKnown({ onClose, onSure }: { onClose: () => void; onSure: () => void }) {
  const text = useText();
  const t = text.compose.answer;
  const [sure, setSure] = useState(false);
  const [turn, setTurn] = useState(0);
  return (
    <Dialog
      title={t.nothingKnown}
      onClose={onClose}
      actions={
        <>
          <Button kind="main" onClick={() => (sure ? onSure() : setTurn(turn + 1))}>
            {t.nothingSure}
          </Button>
          <Button onClick={onClose}>{text.parts.cancel}</Button>
        </>
      }
    >
      <p>{t.nothingText}</p>
      <Checkbox label={t.nothingCheck} checked={sure} onChange={setSure} {...(turn > 0 && !sure ? { error: t.nothingFirst } : {})} />
    </Dialog>
  );
}
