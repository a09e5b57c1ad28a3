// Composing in the three flows, and a message: to whom, the groups of the form, the
// files, and one page to read it all again before it goes.

import { useEffect, useState } from "preact/hooks";
import { questionSets, questionsOf, readers } from "../../../flows/kinds/index.ts";
import type { Exchange, SendFile, Team, XID } from "../../../worker/protocol.ts";
import { useReading } from "../../base/act.ts";
import { useApp, useText } from "../../base/app.ts";
import { Button, FilePicker, Note, Radios, Skeleton, TextField, TroubleNote } from "../../part/index.ts";
import { Title } from "../../frame/index.ts";
import { nameOf, personFields, subjects } from "./content.ts";
import { useDraft } from "./draft.ts";
import { type Fields as Described, freshID, isText, listIn, partIn, partsIn, place, textIn, type Values } from "./field.ts";
import { choiceText } from "./choicetext.ts";
import { Fields } from "./fields.tsx";
import { roleOf } from "./told.ts";
import { citizenStops, find, reporterStops } from "./guard.ts";
import { formOf, fieldOf, PeoplePick, personsOf } from "./people.tsx";
import { begin, type Composed, documentFor, follow, type Ground, type GroupID, groups, kindsOf, receivers, teamOf } from "./plans.ts";
import { Sent } from "./sent.tsx";
import { toHead, useSending } from "./sending.ts";
import { TeamCard, TeamPicker } from "./team.tsx";
import { Checked, type Step, Wizard } from "./wizard.tsx";
import { type Problem, problemsOf } from "./write.ts";

/** «Nieuw» in one of the flows; of is the zaak it belongs to, or the exchange in which a feedback is owed. */
export function ComposeScreen({ flow, of }: { flow: Composed; of: XID | "" }) {
  const { link } = useApp();
  const text = useText();
  const reading = useReading(async () => {
    const [teams, exchange] = await Promise.all([link.call("teams"), of === "" ? null : link.call("show", of)]);
    return { teams, exchange };
  }, [flow, of]);
  if (!reading.value) {
    return (
      <div class="stack">
        <Title>{text.compose.title[flow]}</Title>
        {reading.failed ? <TroubleNote trouble={reading.failed} retry={reading.again} /> : <Skeleton rows={5} reading={reading} />}
      </div>
    );
  }
  const { teams, exchange } = reading.value;
  return <Compose key={`${flow}-${of}`} flow={flow} teams={teams} exchange={exchange} />;
}

function groundOf(app: ReturnType<typeof useApp>, teams: readonly Team[], exchange: Exchange | null): Ground {
  const me = app.session.me.value;
  const own = (me?.teams ?? []).filter((t) => t.mine && t.keys);
  const melding = exchange?.entries.filter((e) => formOf(e) === "zaak.melding").at(-1);
  return {
    now: app.now(),
    own,
    teams,
    me: { name: me?.name ?? "" },
    persons: exchange?.flow === "zaak" ? personsOf(exchange.entries) : [],
    source: melding ? fieldOf(melding, "reporter") : undefined,
  };
}

interface ComposeProps {
  flow: Composed;
  teams: readonly Team[];
  exchange: Exchange | null;
}

function Compose({ flow, teams, exchange }: ComposeProps) {
  const app = useApp();
  const text = useText();
  const zaak: XID | "" = exchange?.flow === "zaak" ? exchange.exchange : "";
  const answers = exchange !== null && exchange.flow !== "zaak"; // a feedback that is owed
  const ground = groundOf(app, teams, exchange);
  for (const p of ground.persons) app.names.know(nameOf(p), roleOf(p));
  const first = (): Values => ({ ...begin(flow, ground), ...(answers ? { kind: exchange.kind } : {}) });
  const draft = useDraft({ what: answers ? "feedback.given" : flow, zaak, exchange: answers ? exchange.exchange : "" }, first);
  const sending = useSending(`${flow} ${exchange?.exchange ?? ""}`, (out) => out.waits !== "" && void draft.hold(out.waits));
  const [files, setFiles] = useState<SendFile[]>([]);
  const [sentAt, setSentAt] = useState("");
  useEffect(() => {
    if (draft.waits !== "" && sending.stage === "write") sending.waitFor(draft.waits);
  }, [draft.waits]);
  useEffect(() => {
    if (sending.stage === "sent") setSentAt(app.now());
  }, [sending.stage]);

  if (ground.own.length === 0) {
    return (
      <div class="stack">
        <Title>{text.compose.title[flow]}</Title>
        <Note tone="let-op">
          <p>{text.compose.noTeam}</p>
        </Note>
      </div>
    );
  }
  const { values } = draft;
  if (!values) return <Title>{text.compose.title[flow]}</Title>;
  if (sending.stage === "sent" || sending.stage === "waits") {
    const to = teamOf(teams, textIn(values, "to"));
    return (
      <Sent
        flow={flow}
        exchange={sending.sent}
        zaak={zaak}
        to={to}
        at={sentAt || app.now()}
        waits={sending.stage === "waits"}
        onBack={() => void sending.takeBack(draft, toHead)}
      />
    );
  }

  const change = (next: Values) => draft.set(follow(flow, ground, values, next));
  const addressed = answers ? [] : [toStep({ flow, ground, values, change })];
  // What a citizen would read about whom is said without the name while names are hidden.
  const stops = stopsOf(flow, ground, values, text, app.names.within);
  const steps: Step[] = [
    ...addressed,
    ...groups(flow, ground, values).map((g) => groupStep({ ...g, flow, ground, values, change })),
    ...(flow === "message" ? [] : [filesStep()]),
  ].map((s) => ({ ...s, title: text.compose.group[s.id], stops: s.id === "to" || s.id === "files" ? [] : (stops[s.id] ?? []) }));

  function filesStep(): Untitled {
    const names = listIn(values ?? {}, "files").filter(isText);
    return {
      id: "files",
      problems: [],
      body: () => <Files files={files} names={names} onChange={take} sending={sending} />,
      check: <p>{files.length === 0 ? text.compose.noFiles : files.map((f) => (app.names.hidden.value ? text.parts.hide.file : f.name)).join(", ")}</p>,
    };
  }
  function take(chosen: SendFile[]) {
    setFiles(chosen);
    change({ ...values, files: chosen.map((f) => f.name) });
  }
  const writing = steps.at(-1);
  if (flow === "message" && writing) {
    const body = writing.body;
    const names = listIn(values, "files").filter(isText);
    writing.body = (wrong) => (
      <>
        {body(wrong)}
        <Files files={files} names={names} onChange={take} sending={sending} />
      </>
    );
  }

  async function send() {
    if (!values) return;
    await draft.keep();
    const doc = documentFor(flow, ground, values, !answers);
    const sent = await sending.send(async (upload) => {
      const out = answers
        ? await app.link.call("reply", exchange.exchange, doc, files, upload, draft.id)
        : await app.link.call("send", flow, textIn(values, "from"), textIn(values, "to"), zaak, doc, files, upload, draft.id);
      if (out.waits === "") await draft.drop();
      return out;
    });
    if (sent && sent.waits !== "") await draft.hold(sent.waits);
  }

  return (
    <Wizard
      title={text.compose.title[flow]}
      about={<About flow={flow} />}
      steps={steps}
      draft={draft}
      onAgain={() => {
        setFiles([]);
        draft.again(first());
      }}
      sending={sending}
      sendLabel={text.compose.send[flow]}
      checkIntro={text.compose.checkIntro[flow]}
      moved={flow === "handoff"}
      onSend={() => void send()}
    />
  );
}

function About({ flow }: { flow: Composed }) {
  const text = useText().compose;
  return <p class="lead">{text.about[flow]}</p>;
}

function Files(props: { files: SendFile[]; names: readonly string[]; onChange: (f: SendFile[]) => void; sending: ReturnType<typeof useSending> }) {
  const app = useApp();
  const text = useText();
  const lost = props.names.filter((n) => !props.files.some((f) => f.name === n));
  return (
    <div class="stack">
      {props.files.length === 0 && lost.length > 0 && (
        <Note tone="let-op">
          <p>{text.compose.filesAgain}</p>
          <ul>
            {lost.map((n) => (
              <li key={n}>{app.names.hidden.value ? text.parts.hide.file : n}</li>
            ))}
          </ul>
        </Note>
      )}
      <FilePicker
        label={text.compose.group.files}
        files={props.files}
        onChange={props.onChange}
        uploads={props.sending.uploads}
        onPause={props.sending.pause}
        onResume={props.sending.resume}
      />
    </div>
  );
}

interface PartProps {
  flow: Composed;
  ground: Ground;
  values: Values;
  change: (values: Values) => void;
}

type Untitled = Omit<Step, "title" | "stops">;

function toStep(props: PartProps): Untitled {
  const { flow, ground, values } = props;
  const kinds = kindsOf(flow, ground, values);
  const teams = receivers(flow, ground, values);
  const to = teamOf(teams, textIn(values, "to"));
  const from = teamOf(ground.own, textIn(values, "from"));
  const problems: Problem[] = [];
  if (!from) problems.push({ id: "to-from", fault: "choose", label: "team" });
  if (kinds.length > 0 && !kinds.some((k) => k.value === textIn(values, "kind"))) problems.push({ id: "to-kind", fault: "choose", label: flow === "inquiry" ? "reason" : "sort" });
  if (!to) problems.push({ id: "to-to", fault: "choose", label: "team" });
  else if (to.key.state === "changed") problems.push({ id: "to-to", fault: "check", label: "team" });
  return {
    id: "to",
    problems,
    body: (wrong) => <To {...props} kinds={kinds} teams={teams} to={to} wrong={wrong} />,
    check: <ToCheck flow={flow} from={from} to={to} kind={kinds.find((k) => k.value === textIn(values, "kind"))?.label ?? ""} />,
  };
}

function ToCheck({ flow, from, to, kind }: { flow: Composed; from: Team | undefined; to: Team | undefined; kind: string }) {
  const text = useText().compose;
  const name = (t: Team) => (t.name === t.organisation ? t.name : `${t.name}, ${t.organisation}`);
  if (!from || !to) return <p class="meta">{text.nothing}</p>;
  return (
    <dl class="reading">
      <div class="reading__line">
        <dt>{text.from}</dt>
        <dd>{name(from)}</dd>
      </div>
      <div class="reading__line">
        <dt>{text.to}</dt>
        <dd>{name(to)}</dd>
      </div>
      {kind !== "" && (
        <div class="reading__line">
          <dt>{text.whichKind[flow === "inquiry" ? "inquiry" : "handoff"]}</dt>
          <dd>{kind}</dd>
        </div>
      )}
    </dl>
  );
}

function To(props: PartProps & { kinds: ReturnType<typeof kindsOf>; teams: readonly Team[]; to: Team | undefined; wrong: readonly Problem[] }) {
  const { flow, ground, values, change, kinds, teams, to, wrong } = props;
  const text = useText();
  const at = (id: string) => wrong.some((p) => p.id === id);
  return (
    <>
      {ground.own.length > 1 && (
        <Radios
          id="to-from"
          label={text.compose.fromWhich}
          options={ground.own.map((t) => ({ value: t.id, label: t.name }))}
          value={textIn(values, "from")}
          onChange={(from) => change({ ...values, from })}
          {...(at("to-from") ? { error: text.compose.chooseTeam } : {})}
        />
      )}
      {kinds.length > 0 && (
        <Radios
          id="to-kind"
          label={text.compose.whichKind[flow === "inquiry" ? "inquiry" : "handoff"]}
          options={kinds.map((k) => ({ value: k.value, label: k.label ?? k.value }))}
          value={textIn(values, "kind")}
          onChange={(kind) => change({ ...values, kind })}
          {...(at("to-kind") ? { error: text.compose.chooseKind[flow === "inquiry" ? "inquiry" : "handoff"] } : {})}
        />
      )}
      <TeamPicker
        id="to-to"
        label={text.compose.toWhich}
        teams={teams}
        value={textIn(values, "to")}
        onChange={(id) => change({ ...values, to: id })}
        {...(at("to-to") ? { error: to ? text.worklist.book.key.changed : text.compose.chooseTeam } : {})}
      />
      {to && <TeamCard team={to} />}
      {flow === "feedback" && to && (
        <Radios
          id="to-reader"
          label={text.forms.label.reporterKind}
          hint={text.compose.readerHint}
          options={readers().map((r) => ({ value: r.code, label: choiceText(text, { name: "reader" }, { value: r.code }) }))}
          value={textIn(values, "kind")}
          onChange={(kind) => change({ ...values, kind })}
        />
      )}
    </>
  );
}

function groupStep(props: PartProps & { id: GroupID; fields: Described }): Untitled {
  const { id, fields, values } = props;
  return {
    id,
    problems: problemsOf(fields, values, "f"),
    body: (wrong) => <Group {...props} wrong={wrong} />,
    check: <Checked fields={fields} values={values} />,
  };
}

function Group({ id, fields, flow, ground, values, change, wrong }: PartProps & { id: GroupID; fields: Described; wrong: readonly Problem[] }) {
  const text = useText();
  return (
    <>
      {id === "people" && <PeoplePick persons={ground.persons} fields={personFields(true)} name="persons" values={values} onChange={change} />}
      {id === "who" && subjects.kind === "list" && (
        <PeoplePick persons={ground.persons} fields={subjects.of} name="subjects" values={values} onChange={change} />
      )}
      {id === "ask" && <Sets ground={ground} values={values} onChange={change} />}
      <Fields fields={fields} values={values} onChange={change} wrong={wrong} path="f" />
      {flow === "handoff" && id === "people" && shielded(values) && (
        <TextField
          id={place("f", "guard")}
          label={text.compose.guard.label}
          hint={text.compose.guard.hint}
          optional
          value={textIn(values, "guard")}
          onInput={(guard) => change({ ...values, guard })}
        />
      )}
    </>
  );
}

const shielded = (values: Values) => {
  const shield = textIn(partIn(values, "source"), "shield");
  return shield !== "" && shield !== "open";
};

/** Questions that are often asked of such a team, to begin from. */
function Sets({ ground, values, onChange }: { ground: Ground; values: Values; onChange: (values: Values) => void }) {
  const text = useText().compose;
  const to = teamOf(ground.teams, textIn(values, "to"));
  const sets = to ? questionSets(to.kind, textIn(values, "kind")) : [];
  const asked = partsIn(values, "questions");
  if (sets.length === 0) return <p class="meta">{text.noSets}</p>;
  const room = 8 - asked.length;
  return (
    <div class="stack stack--tight">
      <h3>{text.sets}</h3>
      <p class="meta">{text.setsHint}</p>
      <div class="row">
        {sets.map((set) => {
          const fresh = questionsOf(set).filter((q) => !asked.some((a) => textIn(a, "text") === q.text));
          return (
            <Button
              key={set.id}
              icon="plus"
              onClick={() =>
                onChange({ ...values, questions: [...asked, ...fresh.slice(0, Math.max(0, room)).map((q) => ({ id: freshID(), text: q.text }))] })
              }
            >
              {text.set(set.name, fresh.length)}
            </Button>
          );
        })}
      </div>
    </div>
  );
}

/** What keeps it from being sent beside empty fields. */
export function stopsOf(
  flow: Composed,
  ground: Ground,
  values: Values,
  text: ReturnType<typeof useText>,
  shown: (said: string) => string = (said) => said,
): Partial<Record<GroupID, string[]>> {
  const all = groups(flow, ground, values);
  const stops: Partial<Record<GroupID, string[]>> = {};
  for (const { id, fields } of all) {
    if (flow === "handoff" && shielded(values)) stops[id] = reporterStops(text, find([textIn(values, "guard")], fields, values));
    if (flow === "feedback" && ["particulier", "betrokkene", "vrijwilliger"].includes(textIn(values, "kind"))) {
      const names = ground.persons.flatMap((p) => [nameOf(p), textIn(p, "givenNames")]);
      stops[id] = citizenStops(text, find(names, fields.filter((f) => f.name !== "contact"), values)).map(shown);
    }
  }
  return stops;
}
