// Beside the timeline: who it is about and how to reach them safely, who takes part,
// how long it stays, and what is always there.

import { useState } from "preact/hooks";
import { findKind } from "../../../flows/kinds/index.ts";
import { fullDate } from "../../../text/index.ts";
import type { Exchange, Holder } from "../../../worker/protocol.ts";
import { useAct } from "../../base/act.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import { Icon } from "../../base/icon.tsx";
import { Button, ButtonLink, CopyButton, Details, Dialog, HubView, Link, Name, Note, Phone, TroubleNote } from "../../part/index.ts";
import { useConfirm } from "../../ways/index.ts";
import { nameOf, personFields } from "../compose/content.ts";
import { textIn, type Values } from "../compose/field.ts";
import { choiceText } from "../compose/choicetext.ts";
import { Reading } from "../compose/reading.tsx";
import { Said } from "../compose/said.tsx";
import { roleOf, says } from "../compose/told.ts";
import { memberName, MoreSteps, useRestrictedTo } from "../parties.tsx";
import { CallTeams } from "./call.tsx";
import { dossierText } from "./dossier.ts";
import { acceptOf, custodyOf, others, peopleOf, placeOf } from "./read.ts";

const vt = "0800 2000";

/** Who it is about; what to mind stands above, before anybody calls. */
export function People({ x, all }: { x: Exchange; all?: boolean }) {
  const text = useText();
  const { persons, restrictions } = peopleOf(x.entries);
  if (persons.length === 0) return all ? <p class="meta">{text.thread.noPeople}</p> : null;
  const of = (id: string) => restrictions.filter((r) => textIn(r, "person") === id);
  return (
    <section class="card stack stack--tight" aria-labelledby="people-title">
      <h2 class="aside__title" id="people-title">
        {text.forms.label.persons}
      </h2>
      <ul role="list" class="persons">
        {persons.map((p) => (
          <Person key={textIn(p, "id")} person={p} rules={of(textIn(p, "id"))} />
        ))}
      </ul>
    </section>
  );
}

function Person({ person, rules }: { person: Values; rules: readonly Values[] }) {
  const text = useText();
  const language = useLanguage();
  const role = choiceText(text, { name: "role" }, { value: textIn(person, "role") });
  const birth = person["birthDate"];
  const year = typeof birth === "object" && !Array.isArray(birth) ? textIn(birth as Values, "year") : "";
  const fields = personFields(false).filter((f) => f.name !== "role");
  return (
    <li class="person">
      <p class="person__name">
        <Icon name="person" />
        <strong>
          <Name role={roleOf(person)}>{nameOf(person)}</Name>
        </strong>
      </p>
      <p class="meta">
        {textIn(person, "role") === "" ? "" : role}
        {year !== "" && `, ${text.thread.born(year)}`}
      </p>
      {rules.map((r, i) => (
        <p key={i} class="person__rule">
          <Icon name="hand" size={16} />
          <span>
            {choiceText(text, { name: "kind" }, { value: textIn(r, "kind") })}
            {["window", "via", "text"].map((n) =>
              textIn(r, n) === "" ? null : (
                <span key={n}>
                  {": "}
                  <Said>{textIn(r, n)}</Said>
                </span>
              ),
            )}
            {typeof r["until"] === "object" && ` (${text.forms.label.until.toLocaleLowerCase(language)} ${dateText(r["until"] as Values, language)})`}
          </span>
        </p>
      ))}
      {says(fields.filter((f) => !["givenNames", "prefix", "familyName"].includes(f.name)), person) && (
        <Details title={text.thread.personMore}>
          <Reading fields={fields} values={person} />
        </Details>
      )}
    </li>
  );
}

function dateText(part: Values, language: "nl" | "en"): string {
  const two = (s: string) => s.padStart(2, "0");
  return fullDate(language, `${textIn(part, "year")}-${two(textIn(part, "month"))}-${two(textIn(part, "day"))}`);
}

export function Parties({ x }: { x: Exchange }) {
  const text = useText().thread;
  const only = useRestrictedTo(x);
  const changes = x.next.includes("rekey") || x.next.includes("leave");
  if (x.parties.length < 2 && !changes) return null;
  return (
    <section class="card stack stack--tight" aria-labelledby="parties-title">
      <h2 class="aside__title" id="parties-title">
        {text.parties}
      </h2>
      <ul role="list" class="lines">
        {x.parties.map((p) => (
          <li key={p.party} class="lines__line">
            <span>
              <strong>{placed(p)}</strong>
              {placed(p) !== p.organisation && <span class="meta"> {p.organisation}</span>}
            </span>
            {p.party === x.party && <span class="meta">{text.you}</span>}
          </li>
        ))}
      </ul>
      {only !== "" && <p class="meta">{text.restricted}</p>}
      {changes && <MoreSteps part="steps" x={x} />}
    </section>
  );
}

const placed = (p: Holder) => (p.party.startsWith("m") ? memberName(p) : p.team || p.organisation);

/** The retention line, the copy for the own file, closing, and «Het gaat mis». */
export function Always({ x }: { x: Exchange }) {
  const text = useText();
  const t = text.thread;
  const language = useLanguage();
  const [wrong, setWrong] = useState(false);
  return (
    <section class="card stack" aria-label={t.always}>
      {(x.flow === "handoff" || x.flow === "zaak") && (
        <div>
          <Button kind="stop" icon="warning" onClick={() => setWrong(true)}>
            {t.wrong.button}
          </Button>
        </div>
      )}
      <div class="stack stack--tight">
        <p>{t.noFile}</p>
        <div class="row">
          <CopyButton text={() => dossierText(x, language)}>{t.copy}</CopyButton>
        </div>
      </div>
      {x.ends !== "" && (
        <p class="retention">
          <Icon name="hourglass" />
          <span>{x.flow === "zaak" ? t.endsZaak(fullDate(language, x.ends)) : t.ends(fullDate(language, x.ends))}</span>
        </p>
      )}
      <HubView moved={x.flow === "handoff" && acceptOf(x) !== null} />
      {x.next.includes("close") && <Close x={x} />}
      {x.flow === "zaak" && !x.closed && <MoreSteps part="move" x={x} />}
      {wrong && <GoesWrong x={x} onClose={() => setWrong(false)} />}
    </section>
  );
}

/** Whom to call: the other teams, of a zaak the one that is responsible now; never oneself. */
function GoesWrong({ x, onClose }: { x: Exchange; onClose: () => void }) {
  const { session } = useApp();
  const text = useText();
  const t = text.thread.wrong;
  const ours = session.me.value?.teams.find((team) => x.party === "t" + team.id);
  const isVT = findKind(ours?.kind ?? "").code === "veilig_thuis";
  const held = custodyOf(x)?.custody;
  const teams = x.flow !== "zaak" ? others(x) : held && held.party !== x.party ? [held] : [];
  const first = teams[0];
  return (
    <Dialog
      title={t.title}
      urgent
      onClose={onClose}
      actions={
        <ButtonLink to="bericht" exchange={x.zaak || ""} icon="talk">
          {t.talk}
        </ButtonLink>
      }
    >
      <p class="lead">
        <strong>{t.danger}</strong>
      </p>
      <div class="row">
        <Phone number="112" />
        {!isVT && <Phone number={vt}>{t.call}</Phone>}
      </div>
      <p>{!isVT ? t.else(t.vt) : first ? t.else(placeOf(first)) : t.book}</p>
      <CallTeams parties={teams} />
      {isVT && !first && (
        <Link to="adresboek" alone icon="book">
          {t.toBook}
        </Link>
      )}
    </Dialog>
  );
}

function Close({ x }: { x: Exchange }) {
  const { link, notices } = useApp();
  const text = useText();
  const t = text.thread.close;
  const sure = useConfirm();
  const act = useAct();
  const [asking, setAsking] = useState(false);
  async function close() {
    setAsking(false);
    if (!(await sure.ask())) return;
    if (await act.run(() => link.call("close", x.exchange))) notices.tell(t.done, "good");
  }
  return (
    <div class="stack stack--tight">
      <div>
        <Button busy={act.busy} onClick={() => setAsking(true)} icon="archive">
          {t.button[x.flow || "message"]}
        </Button>
      </div>
      {act.failed && (act.failed.code === "E29" ? <Note tone="let-op"><p>{t.notNow}</p></Note> : <TroubleNote trouble={act.failed} />)}
      {asking && (
        <Dialog
          title={t.title[x.flow || "message"]}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button kind="stop" onClick={() => void close()}>
                {t.button[x.flow || "message"]}
              </Button>
              <Button onClick={() => setAsking(false)}>{text.parts.cancel}</Button>
            </>
          }
        >
          {x.custody && !acceptOf(x) && (
            <p>
              <strong>{t.stays(placeOf(x.custody))}</strong>
            </p>
          )}
          <p>{t.text}</p>
          <p>{t.keep}</p>
        </Dialog>
      )}
      {sure.dialog}
    </div>
  );
}
