// The page of one exchange, of any flow; a zaak has its own below the same head.

import { useEffect, useState } from "preact/hooks";
import type { Text } from "../../../text/index.ts";
import type { Exchange, XID } from "../../../worker/protocol.ts";
import { useAct } from "../../base/act.ts";
import { useApp, useText } from "../../base/app.ts";
import { useKeptFocus } from "../../base/focus.ts";
import { Icon } from "../../base/icon.tsx";
import { Button, ButtonLink, Chip, Claim, CustodyLine, Link, NewPill, Note, Presence, Skeleton, TermijnChip, TroubleNote } from "../../part/index.ts";
import { Title } from "../../frame/index.ts";
import { nameOf } from "../compose/content.ts";
import { forms } from "../compose/forms.ts";
import { fieldOf } from "../compose/people.tsx";
import { Said } from "../compose/said.tsx";
import { StepForm } from "../compose/stepform.tsx";
import { roleOf } from "../compose/told.ts";
import { flowIcon, statusTone, useWords } from "../words.ts";
import { Always, Parties, People } from "./aside.tsx";
import { CallTeams } from "./call.tsx";
import { Cosigned, Standing, Unconfirmed } from "./custody.tsx";
import { EntryView } from "./entry.tsx";
import { type Live, useExchange, useRoom, useTicking } from "./live.ts";
import { acceptOf, offerOf, others, peopleOf } from "./read.ts";
import { hasNext, Steps, writes } from "./steps.tsx";
import { KeysBehind, useRestrictedTo } from "../parties.tsx";
import { ZaakBody } from "./zaak.tsx";

export function ExchangeScreen({ exchange }: { exchange: XID }) {
  const live = useExchange(exchange);
  const text = useText();
  const { names } = useApp();
  const x = live.reading.value;
  if (x) for (const p of peopleOf(x.entries).persons) names.know(nameOf(p), roleOf(p));
  const household = x && x.flow === "zaak" ? x.entries.map((e) => fieldOf(e, "household")).find((v) => typeof v === "string") : undefined;
  if (household !== undefined) names.know(household, "household");
  if (!x) {
    return (
      <div class="stack">
        <Title>{text.thread.one}</Title>
        {live.reading.failed ? (
          <TroubleNote trouble={live.reading.failed} retry={live.reading.again} />
        ) : (
          <Skeleton rows={5} reading={live.reading} />
        )}
      </div>
    );
  }
  return (
    <div class="stack stack--wide thread">
      <Head x={x} again={live.reading.again} />
      {x.flow === "zaak" ? <ZaakBody x={x} live={live} /> : <Body x={x} live={live} />}
    </div>
  );
}

/** Codes whose words are about one message or signature; where a timeline breaks off there is none to point at. */
const ofOne: ReadonlySet<string> = new Set(["E01", "E04", "E08", "E09", "E10", "E18"]);

/** «aan Infodesk» as long as it was only sent, else «met». */
function betweenOf(x: Exchange, text: Text["thread"]): string {
  if (x.status !== "sent" || x.closed) return text.with(x.with);
  return x.entries[0]?.mine === false ? text.from(x.with) : text.to(x.with);
}

/** Kenmerk, status, who is responsible, the term, and who has taken it up. */
export function Head({ x, again }: { x: Exchange; again: () => void }) {
  const app = useApp();
  const text = useText();
  const words = useWords();
  const act = useAct();
  const status = words.statusText(x);
  const { session } = app;
  const focus = useKeptFocus<HTMLElement>((head) => head.querySelector("h1"));
  const offline = session.connection.value.state !== "live";
  const claim = (take: boolean) =>
    void act.run(() => app.link.call(take ? "claim" : "release", x.exchange)).then((done) => {
      if (done) again();
    });
  const only = useRestrictedTo(x);
  const out = x.ended === "" && x.parties.length > 0 && !x.parties.some((p) => p.party === x.party);
  const heading = x.flow === "" ? text.thread.one : `${text.exchange.flow[x.flow]} ${x.mark}`;
  return (
    <header class="stack head" ref={focus}>
      <div class="head__line">
        <Icon name={flowIcon(x.flow)} size={24} />
        <Title>{heading}</Title>
      </div>
      {x.title !== "" && !app.names.hidden.value && (
        <p class="lead">
          <Said>{x.title}</Said>
        </p>
      )}
      <div class="row head__state">
        {status.word !== "" && <Chip tone={statusTone(x)}>{status.more === "" ? status.word : `${status.word}, ${status.more}`}</Chip>}
        {!x.closed && <TermijnChip due={x.due} />}
        {x.with !== "" && <span>{betweenOf(x, text.thread)}</span>}
        {only !== "" && (
          <Chip tone="besloten" icon="shield">
            {text.thread.restrictedTo(only)}
          </Chip>
        )}
        {x.zaak !== "" && (
          <Link to="zaak" exchange={x.zaak} alone icon="folder">
            {text.thread.toZaak}
          </Link>
        )}
      </div>
      {/* A zaak that is closed is over, or another team's by now. */}
      {!(x.flow === "zaak" && x.closed) && (
        <CustodyLine
          custody={x.custody}
          certainty={x.certainty}
          since={session.connection.value.since}
          mine={x.custody !== null && x.custody.party === x.party}
        />
      )}
      {x.certainty === "unconfirmed" && !x.cosigned && acceptOf(x) && <Unconfirmed x={x} />}
      {out && (
        <Note>
          <p>{text.thread.notIn}</p>
        </Note>
      )}
      <KeysBehind x={x} />
      {x.away && (
        <Note tone="let-op">
          <p>{text.thread.away}</p>
        </Note>
      )}
      {x.ended !== "" && (
        <Note tone="stop">
          <p>
            <strong>{text.thread.ended}</strong> {ofOne.has(x.ended) ? text.thread.endedNext : text.errors[x.ended].what}{" "}
            {text.errors[x.ended].safe} {!ofOne.has(x.ended) && text.errors[x.ended].next}
          </p>
          <CallTeams parties={others(x)} />
          <div class="row">
            <Button icon="down" label={text.thread.toEndLabel} onClick={toEnd}>
              {text.thread.toEnd}
            </Button>
          </div>
          <p class="meta">{text.errors.code(x.ended)}</p>
        </Note>
      )}
      {x.unreadable !== "" && (
        <Note tone="stop">
          <p>
            {text.errors[x.unreadable].what} {text.errors[x.unreadable].safe} {text.errors[x.unreadable].next}
          </p>
          <p class="meta">{text.errors.code(x.unreadable)}</p>
        </Note>
      )}
      {!x.closed && !out && x.flow !== "zaak" && (
        <Claim holder={x.holder} onClaim={() => claim(true)} onRelease={() => claim(false)} busy={act.busy} offline={offline} />
      )}
      {act.failed && (act.failed.code === "E31" ? <Note tone="actie"><p>{text.errors.E31.what} {text.errors.E31.next}</p></Note> : <TroubleNote trouble={act.failed} />)}
    </header>
  );
}

function Body({ x, live }: { x: Exchange; live: Live }) {
  const text = useText();
  const app = useApp();
  const words = useWords();
  const now = useTicking(offerOf(x, app.now()) !== null);
  const offer = offerOf(x, now);
  const room = useRoom(x);
  const [step, setStep] = useState("");
  const writing = writes(step);
  const next = hasNext(x, words, app.session.me.value?.member ?? "");
  return (
    <div class="columns">
      <div class="stack stack--wide columns__main">
        {x.cosigned && !offer && <Cosigned />}
        {offer && (
          <div class="card stack">
            <Standing x={x} mine={offer.mine} left={offer.left} />
            <div class="row">
              <ButtonLink to="kamer" exchange={x.exchange} kind={writing ? "plain" : "main"} icon="gates">
                {text.thread.toRoom}
              </ButtonLink>
            </div>
          </div>
        )}
        {x.flow === "handoff" && !x.closed && room.count > 0 && <InRoom x={x} names={room.people.map((p) => p.name || p.team)} />}
        <Steps x={x} title={text.thread.what} plain={offer !== null} open={step} onOpen={setStep} />
        <Timeline x={x} live={live} />
        <SayBox x={x} call plain={x.flow !== "message" || writing || next || offer !== null} />
      </div>
      <aside class="stack columns__side" aria-label={text.thread.beside}>
        <People x={x} />
        <Parties x={x} />
        <Always x={x} />
      </aside>
    </div>
  );
}

/** Who is in the room, where that is known; from outside nobody knows that it is empty. */
function InRoom({ x, names }: { x: Exchange; names: readonly string[] }) {
  const text = useText();
  return <Presence state="here">{text.thread.somebodyIn(names.length > 0 ? names.join(", ") : x.with)}</Presence>;
}

export function Timeline({ x, live }: { x: Exchange; live: Live }) {
  const text = useText();
  const { notices } = useApp();
  useEffect(() => {
    if (live.waiting > 0) notices.say(text.parts.freshSaid(live.waiting, text.thread.timeline));
  }, [live.waiting]);
  return (
    <section class="stack" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{text.thread.timeline}</h2>
      <ol role="list" class="timeline">
        {live.shown.map((entry) => (
          <EntryView key={entry.hash} x={x} entry={entry} last={entry.seq === live.shown.at(-1)?.seq} focus />
        ))}
      </ol>
      <NewPill
        count={live.waiting}
        onShow={() => {
          const first = x.entries.find((e) => !live.shown.includes(e));
          live.show();
          if (first) requestAnimationFrame(() => document.getElementById(`entry-${first.seq}-title`)?.focus());
        }}
      />
      <EndMark x={x} />
    </section>
  );
}

const end = "timeline-end";

function toEnd() {
  const mark = document.getElementById(end);
  mark?.scrollIntoView({ block: "center" });
  mark?.focus({ preventScroll: true });
}

/** Where a timeline breaks off: what stands above it counts, and nothing that came after. */
export function EndMark({ x }: { x: Exchange }) {
  const text = useText().thread;
  if (x.ended === "") return null;
  return (
    <div class="endmark" id={end} tabIndex={-1}>
      <Icon name="stop" />
      <p>
        <strong>{text.endsHere}</strong> {text.endsHereText}
      </p>
    </div>
  );
}

/** A plain message, in every exchange; its button is filled where writing is all there is to do. */
export function SayBox({ x, plain, call = false }: { x: Exchange; plain: boolean; /** The number to call does not stand elsewhere on the page. */ call?: boolean }) {
  const text = useText();
  const code = x.flow === "zaak" ? "zaak.note" : "message.text";
  if (!x.next.includes(code)) return x.closed ? <p class="meta">{text.thread.closed}</p> : null;
  return (
    <section class="card stack" aria-labelledby="say-title">
      <h2 class="aside__title" id="say-title">
        {x.flow === "zaak" ? text.thread.noteTitle : text.thread.sayTitle}
      </h2>
      {x.flow !== "zaak" && <p>{text.thread.sayAbout(x.with)}</p>}
      {call && x.flow !== "zaak" && <CallTeams parties={others(x)} />}
      <StepForm
        bare
        plain={plain}
        exchange={x}
        form={code}
        title={x.flow === "zaak" ? text.thread.noteTitle : text.thread.sayTitle}
        fields={forms[code] ?? []}
        send={x.flow === "zaak" ? text.parts.save : text.thread.send}
        files={x.flow !== "zaak"}
      />
    </section>
  );
}

