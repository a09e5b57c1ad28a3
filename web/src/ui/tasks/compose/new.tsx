// W4 Nieuw: a new zaak first, then what can be sent. In a zaak it is what belongs to
// that household; drafts that are waiting stand below.

import { useEffect, useState } from "preact/hooks";
import { findKind } from "../../../flows/kinds/index.ts";
import { moment } from "../../../text/index.ts";
import type { Draft, XID } from "../../../worker/protocol.ts";
import { useAct, useReading } from "../../base/act.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import { Icon, type IconName } from "../../base/icon.tsx";
import { address, type Screen } from "../../base/route.ts";
import { Button, ErrorSummary, Link, Note, Radios, TroubleNote, WithPhone } from "../../part/index.ts";
import { Title } from "../../frame/index.ts";
import { useDraft } from "./draft.ts";
import { textIn, type Values } from "./field.ts";
import { Fields, faultText } from "./fields.tsx";
import { forms } from "./forms.ts";
import type { Composed } from "./plans.ts";
import { Restored, SavedLine } from "./saved.tsx";
import { toHead } from "./sending.ts";
import { TakeBack } from "./underway.tsx";
import { documentOf, type Problem, problemsOf } from "./write.ts";

const screens: Record<Composed, Screen> = {
  handoff: "overdracht",
  inquiry: "verzoek",
  feedback: "terugkoppeling",
  message: "bericht",
};
const icons: Record<Composed, IconName> = { handoff: "gates", inquiry: "question", feedback: "feedback", message: "talk" };
const flows = ["handoff", "inquiry", "feedback", "message"] as const;
const isComposed = (what: string): what is Composed => flows.some((f) => f === what);

/** Zaak: the sheet that what is made belongs to, "" for none. */
export function NewScreen({ zaak }: { zaak: XID | "" }) {
  const { session } = useApp();
  const text = useText().compose;
  const [making, setMaking] = useState(false);
  const kinds = (session.me.value?.teams ?? []).filter((t) => t.mine).map((t) => findKind(t.kind));
  const may = (flow: Composed) => kinds.some((k) => k.starts.includes(flow));
  if (making) return <NewZaak onBack={() => setMaking(false)} />;
  return (
    <div class="stack stack--wide">
      <div class="stack stack--tight">
        <Title>{text.fresh.title}</Title>
        <p class="lead">{zaak === "" ? text.fresh.about : text.fresh.aboutZaak}</p>
      </div>
      <ul role="list" class="begin">
        {zaak === "" && (
          <li>
            <button type="button" class="begin__one begin__one--first" onClick={() => setMaking(true)}>
              <Icon name="folder" size={24} />
              <span class="begin__text">
                <span class="begin__name">{text.fresh.zaak}</span>
                <span>{text.fresh.zaakHint}</span>
              </span>
              <Icon name="right" />
            </button>
          </li>
        )}
        {flows.filter(may).map((flow) => (
          <li key={flow}>
            <a class="begin__one" href={address(screens[flow], zaak)}>
              <Icon name={icons[flow]} size={24} />
              <span class="begin__text">
                <span class="begin__name">{text.title[flow]}</span>
                <span>{text.fresh.hint[flow]}</span>
              </span>
              <Icon name="right" />
            </a>
          </li>
        ))}
      </ul>
      <Waiting />
      <p class="meta">
        <WithPhone number="0800 2000">{text.fresh.report}</WithPhone>
      </p>
    </div>
  );
}

/** Drafts that were begun and not sent. */
function Waiting() {
  const app = useApp();
  const text = useText().compose;
  const language = useLanguage();
  const drafts = useReading(() => app.link.call("drafts"), []);
  useEffect(() => app.link.on((event) => event.event === "sent" && drafts.again()), []);
  async function takeBack(waits: string) {
    const is = await app.link.call("takeBack", waits).catch(() => "unknown" as const);
    app.notices.tell(text.waiting[is]);
    toHead(); // its button goes
    drafts.again();
  }
  const list = (drafts.value ?? []).filter((d) => d.exchange === "" && isComposed(d.what));
  if (list.length === 0) return null;
  return (
    <section class="stack stack--tight" aria-label={text.fresh.drafts}>
      <h2>{text.fresh.drafts}</h2>
      <ul role="list" class="lines">
        {list.map((d: Draft) =>
          isComposed(d.what) && d.waits ? (
            <li key={d.id} class="lines__line">
              <Icon name="hourglass" /> <span>{text.title[d.what]}</span>
              <span class="meta">
                {text.waiting.title}. {text.waiting.line}
              </span>
              <TakeBack onBack={() => void takeBack(d.waits ?? "")} />
            </li>
          ) : isComposed(d.what) ? (
            <li key={d.id} class="lines__line">
              <Link to={screens[d.what]} {...(d.zaak === "" ? {} : { exchange: d.zaak })} alone icon={icons[d.what]}>
                {text.title[d.what]}
              </Link>
              <span class="meta">{text.fresh.kept(moment(language, d.saved, app.now()))}</span>
            </li>
          ) : null,
        )}
      </ul>
    </section>
  );
}

/** A new zaak: how the team calls the household, and who had sight on safety before. */
export function NewZaak({ onBack }: { onBack: () => void }) {
  const app = useApp();
  const text = useText();
  const own = (app.session.me.value?.teams ?? []).filter((t) => t.mine && t.keys);
  const draft = useDraft({ what: "zaak.opened", zaak: "", exchange: "" }, () => ({ team: own.length === 1 ? (own[0]?.id ?? "") : "" }));
  const act = useAct();
  const [turn, setTurn] = useState(0);
  const { values } = draft;
  if (!values) return <Title>{text.compose.fresh.zaak}</Title>;
  const fields = forms["zaak.opened"] ?? [];
  const problems: Problem[] = [
    ...(own.some((t) => t.id === textIn(values, "team")) ? [] : [{ id: "z-team", fault: "choose" as const, label: "team" as const }]),
    ...problemsOf(fields, values, "z"),
  ];
  const wrong = turn > 0 ? problems : [];
  const teamless = wrong.find((p) => p.id === "z-team");
  const change = (next: Values) => draft.set(next);

  async function make() {
    setTurn((n) => n + 1);
    if (!values || problems.length > 0) return;
    await draft.keep();
    const doc = { form: "zaak.opened", version: 1, ...documentOf(fields, values) };
    await act.run(async () => {
      const xid = await app.link.call("newZaak", textIn(values, "team"), doc, draft.id);
      await draft.drop();
      app.router.go("zaak", xid);
    });
  }
  return (
    <div class="stack stack--wide">
      <div class="stack">
        <Title>{text.compose.fresh.zaak}</Title>
        <p class="lead">{text.compose.fresh.zaakAbout}</p>
        <Restored draft={draft} still={act.busy} onAgain={() => draft.again({ team: own.length === 1 ? (own[0]?.id ?? "") : "" })} />
      </div>
      <form
        class="card stack"
        noValidate
        aria-label={text.compose.fresh.zaak}
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <ErrorSummary wrong={wrong.map((p) => ({ id: p.id, text: faultText(text, p) }))} turn={turn} />
        {act.failed && <TroubleNote trouble={act.failed} />}
        {own.length === 0 && (
          <Note tone="let-op">
            <p>{text.compose.noTeam}</p>
          </Note>
        )}
        {own.length > 1 && (
          <Radios
            id="z-team"
            label={text.compose.fromWhich}
            options={own.map((t) => ({ value: t.id, label: t.name }))}
            value={textIn(values, "team")}
            onChange={(team) => change({ ...values, team })}
            {...(teamless ? { error: faultText(text, teamless) } : {})}
          />
        )}
        <Fields fields={fields} values={values} onChange={change} wrong={wrong} path="z" />
        <Note tone="actie">
          <p>{text.compose.fresh.noFile}</p>
        </Note>
        <div class="compose__actions">
          <Button icon="left" onClick={onBack}>
            {text.parts.back}
          </Button>
          <Button kind="main" submit busy={act.busy}>
            {text.compose.fresh.make}
          </Button>
        </div>
        <SavedLine draft={draft} />
      </form>
    </div>
  );
}

