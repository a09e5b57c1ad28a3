// The room of a handover: who is there, the summary that both agree on, what is said
// in writing, and the two signatures. Being on this page is being in the room; leaving it is leaving.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { codeOf } from "../../../crypto/note/index.ts";
import type { Duty, Entry, Exchange, Team, XID } from "../../../worker/protocol.ts";
import type { Trouble } from "../../base/act.ts";
import { useReading } from "../../base/act.ts";
import { useApp, useText } from "../../base/app.ts";
import { Button, CustodyLine, Details, Link, Note, Phone, Presence, Skeleton, TermijnChip, TroubleNote } from "../../part/index.ts";
import { Title } from "../../frame/index.ts";
import { byDue, useWords } from "../words.ts";
import { formOf } from "../compose/people.tsx";
import { StepForm } from "../compose/stepform.tsx";
import { People } from "./aside.tsx";
import { CustodyPanel, useActing } from "./custody.tsx";
import { EntryView } from "./entry.tsx";
import { type Live, useExchange, useRoom } from "./live.ts";
import { acceptOf, newest, others, placeOf } from "./read.ts";
import { beginOf, besideOf, fieldsOf } from "./steps.tsx";
import { SayBox } from "./page.tsx";

export function RoomScreen({ exchange }: { exchange: XID }) {
  const live = useExchange(exchange);
  const text = useText();
  const x = live.reading.value;
  if (!x) {
    return (
      <div class="stack">
        <Title>{text.thread.room.title}</Title>
        {live.reading.failed ? <TroubleNote trouble={live.reading.failed} retry={live.reading.again} /> : <Skeleton rows={4} reading={live.reading} />}
      </div>
    );
  }
  return <Room x={x} live={live} />;
}

const isSaid = (e: Entry) => formOf(e) === "message.text" || e.type === "recall";

const onPhone = "(max-width: 47.99rem)"; // as in exchange.css
/** What the bar at the bottom of a phone covers is not in sight. */
const barBelow = "0px 0px -72px 0px";

/**
 * What is said in writing, the newest last, as it comes in. Where there is room
 * it has a place of its own that does not grow, and stays at its end as long as nobody
 * scrolled up; on a phone the page is that place.
 */
function Talk({ x, live }: { x: Exchange; live: Live }) {
  const text = useText().thread.room;
  const box = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const said = x.entries.filter((e) => formOf(e) === "message.text");
  // What is shown here was seen: it waits behind no pill, and may be acknowledged. What
  // stands below what somebody reads was not.
  const onlySaid = live.waiting > 0 && x.entries.filter((e) => !live.shown.includes(e)).every(isSaid);
  useEffect(() => {
    if (onlySaid && atEnd) live.show();
  }, [onlySaid, atEnd, x.entries.length]);
  // On a phone the page scrolls, and not this place in it: its end was seen where it is in sight.
  useEffect(() => {
    if (!end.current) return;
    const phone = matchMedia(onPhone);
    const look = new IntersectionObserver((seen) => phone.matches && setAtEnd(seen.at(-1)?.isIntersecting ?? false), {
      rootMargin: barBelow,
    });
    const turned = () => !phone.matches && setAtEnd(true);
    look.observe(end.current);
    phone.addEventListener("change", turned);
    return () => {
      look.disconnect();
      phone.removeEventListener("change", turned);
    };
  }, []);
  useLayoutEffect(() => {
    if (box.current && atEnd) box.current.scrollTop = box.current.scrollHeight;
  }, [said.length]);
  return (
    <section class="stack stack--tight" aria-labelledby="said-title">
      <h2 id="said-title">{text.said}</h2>
      <div
        ref={box}
        class={said.length === 0 ? "" : "roomtalk"}
        role="log"
        aria-labelledby="said-title"
        tabIndex={said.length === 0 ? undefined : 0}
        onScroll={(e) => {
          const { scrollHeight, scrollTop, clientHeight } = e.currentTarget;
          setAtEnd(scrollHeight - scrollTop - clientHeight < 40);
        }}
      >
        {said.length === 0 ? (
          <p class="meta">{text.nothingSaid}</p>
        ) : (
          <ol role="list" class="timeline">
            {said.map((entry) => (
              <EntryView key={entry.hash} x={x} entry={entry} last={false} />
            ))}
          </ol>
        )}
        <div ref={end} />
      </div>
    </section>
  );
}

function useInside(x: Exchange): { inside: boolean; failed: Trouble | null; again: () => void } {
  const { link } = useApp();
  const [inside, setInside] = useState(false);
  const [failed, setFailed] = useState<Trouble | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    link.call("enter", x.exchange).then(
      () => {
        if (!current) return;
        setInside(true);
        setFailed(null);
      },
      (error: unknown) => current && setFailed({ code: codeOf(error) }),
    );
    return () => {
      current = false;
      setInside(false);
      void link.call("leave", x.exchange).catch(() => undefined);
    };
  }, [x.exchange, turn]);
  return { inside, failed, again: () => setTurn((n) => n + 1) };
}

function Room({ x, live }: { x: Exchange; live: Live }) {
  const app = useApp();
  const text = useText();
  const t = text.thread.room;
  const words = useWords();
  const { inside, failed, again } = useInside(x);
  const { people, count } = useRoom(x);
  const teams = useReading(() => app.link.call("teams"), []);
  const me = app.session.me.value;
  const other = others(x)[0];
  const team: Team | undefined = teams.value?.find((one) => other?.party === "t" + one.id);
  const summary = newest(x, "handoff.summary");
  const [open, setOpen] = useState("");
  const there = count > 0;
  useEffect(() => {
    if (there) app.notices.say(text.exchange.presence.here(placeOf(other)));
  }, [there]);
  const form = (code: string) => {
    const fields = fieldsOf(code, x);
    const beside = besideOf(code, x, me?.member ?? "");
    return fields && beside ? (
      <StepForm
        key={code}
        exchange={x}
        form={code}
        title={words.text.step[code as keyof typeof words.text.step]}
        fields={fields}
        beside={beside}
        begin={() => beginOf(code, x, me?.name ?? "")}
        send={text.thread.send}
        onCancel={() => setOpen("")}
        onSent={() => setOpen("")}
      />
    ) : null;
  };
  const may = (code: string) => x.next.includes(code) && besideOf(code, x, me?.member ?? "") !== null;
  const steps = (["handoff.talk_started", "handoff.summary", "handoff.confirmed"] as const).filter(may);
  const moved = acceptOf(x) !== null && x.entries.at(-1)?.type !== "offer";
  const talk = (
    <div class="row">
      {steps.map((code) => (
        <Button key={code} pressed={open === code} onClick={() => setOpen(open === code ? "" : code)}>
          {code === "handoff.talk_started" ? t.started : words.text.step[code]}
        </Button>
      ))}
    </div>
  );

  return (
    <div class="stack stack--wide thread">
      <header class="stack head">
        <Link to="zaak" exchange={x.exchange} alone icon="left">
          {t.back}
        </Link>
        <Title>{t.title}</Title>
        <CustodyLine
          custody={x.custody}
          certainty={x.certainty}
          since={app.session.connection.value.since}
          mine={x.custody !== null && x.custody.party === x.party}
        />
      </header>
      {failed && <TroubleNote trouble={failed} retry={again} />}
      <section class="card stack" aria-labelledby="who-title">
        <h2 class="aside__title" id="who-title">
          {t.who}
        </h2>
        <div class="row">
          <Presence state={inside ? "here" : "away"}>{inside ? t.youIn : t.youOut}</Presence>
          {count > 0 ? (
            people.length > 0 ? (
              people.map((p) => (
                <Presence key={p.id} state="here">
                  {text.exchange.presence.here(p.name === "" ? p.team || p.organisation : `${p.name}, ${p.team}`)}
                </Presence>
              ))
            ) : (
              <Presence state="here">{text.exchange.presence.here(placeOf(other))}</Presence>
            )
          ) : (
            <Presence state="away">{text.exchange.presence.away(placeOf(other))}</Presence>
          )}
        </div>
        {count === 0 && !acceptOf(x) && <p>{t.waiting}</p>}
        <p>{t.alone}</p>
        {team && team.phone !== "" && (
          <div class="row">
            <span>{text.thread.call(team.name)}</span>
            <Phone number={team.phone} />
          </div>
        )}
      </section>
      <div class="columns">
        <div class="stack stack--wide columns__main">
          {moved && <Left x={x} />}
          <section class="stack" aria-labelledby="talk-title">
            <h2 id="talk-title">{t.talk}</h2>
            {summary ? (
              <ol role="list" class="timeline">
                <EntryView x={x} entry={summary} last />
              </ol>
            ) : (
              !moved && <p class="meta">{t.noSummary}</p>
            )}
            {x.next.includes("handoff.confirmed") && summary && !summary.mine && !may("handoff.confirmed") && (
              <Note tone="let-op">
                <p>{t.cannotConfirm}</p>
              </Note>
            )}
            {moved && steps.length > 0 ? <Details title={text.thread.moreSteps}>{talk}</Details> : talk}
            {open !== "" && form(open)}
          </section>
          <CustodyPanel x={x} present={count} inside={inside} writing={open !== ""} />
          <Talk x={x} live={live} />
          <SayBox x={x} plain />
        </div>
        <aside class="stack columns__side" aria-label={text.thread.beside}>
          <People x={x} />
        </aside>
      </div>
    </div>
  );
}

/** It moved: what the room was for is done. What is left to do, and by whom, has its place elsewhere. */
function Left({ x }: { x: Exchange }) {
  const { room: t, move } = useText().thread;
  const words = useWords();
  const acting = useActing(x);
  const duties = x.duties.filter((duty) => words.dutyText(duty) !== "").sort(byDue);
  const of = (mine: boolean) => duties.filter((duty) => duty.mine === mine);
  const list = (some: readonly Duty[]) => (
    <ul role="list" class="lines">
      {some.map((duty, i) => (
        <li key={i} class="lines__line">
          <span>{words.dutyText(duty)}</span>
          <TermijnChip due={duty.due} />
        </li>
      ))}
    </ul>
  );
  return (
    <section class="card water water--goed stack stack--tight" aria-labelledby="left-title">
      <h2 class="aside__title" id="left-title">
        {t.left}
      </h2>
      {x.certainty === "unconfirmed" ? (
        <>
          <p>{t.leftSigned}</p>
          <p>
            <strong>{acting}</strong> {move.receipt(placeOf(others(x)[0]))} {move.receiptSelf}
          </p>
        </>
      ) : (
        <p>{t.leftNothing}</p>
      )}
      {of(true).length > 0 ? (
        <>
          <p>{t.leftMine}</p>
          {list(of(true))}
        </>
      ) : (
        <p>{t.leftNone}</p>
      )}
      {of(false).length > 0 && (
        <>
          <p>{t.leftOthers(placeOf(others(x)[0]))}</p>
          {list(of(false))}
        </>
      )}
    </section>
  );
}
