// Moving responsibility: the giver signs, then the receiver, while both are in the
// room. Nothing here says that it happened before an entry says so: until then it
// is «nog niet overgedragen», also when an answer stays out.

import { useEffect, useState } from "preact/hooks";
import { codeOf, type Code } from "../../../crypto/note/index.ts";
import { declines } from "../../../flows/kinds/index.ts";
import { clockSeconds, fullDate } from "../../../text/index.ts";
import type { Exchange } from "../../../worker/protocol.ts";
import { useAct } from "../../base/act.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import { useKeptFocus } from "../../base/focus.ts";
import { Icon } from "../../base/icon.tsx";
import { Button, Details, Dialog, Note, Radios, TextArea, TextField, TroubleNote } from "../../part/index.ts";
import { useConfirm } from "../../ways/index.ts";
import { CompareHere } from "../parties.tsx";
import { CallTeams } from "./call.tsx";
import { useTicking } from "./live.ts";
import { acceptOf, offerOf, others, own, placeOf } from "./read.ts";

/** 29:04 */
export const countdown = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

export type Moving =
  | { at: "rest" }
  | { at: "signing" } // asked of the worker, no answer yet
  | { at: "unknown" } // the answer stayed out: it may have happened
  | { at: "failed"; code: Code | "" };

export interface CustodyProps {
  x: Exchange;
  /** People of the other side who are in the room now. */
  present: number;
  /** Whether this side is in it. */
  inside: boolean;
  /** A form with a filled button of its own stands open. */
  writing: boolean;
}

export function CustodyPanel({ x, present, inside, writing }: CustodyProps) {
  const app = useApp();
  const { parts, thread } = useText();
  const text = thread.move;
  const sure = useConfirm();
  const now = useTicking(offerOf(x, app.now()) !== null);
  const offer = offerOf(x, now);
  const accepted = acceptOf(x);
  const [moving, setMoving] = useState<Moving>({ at: "rest" });
  const [declining, setDeclining] = useState(false);
  const focus = useKeptFocus<HTMLElement>((panel) => panel.querySelector("h2"));
  const both = inside && present > 0;
  const other = others(x)[0];
  const head = x.entries.at(-1)?.seq ?? -1;
  // What the chain shows goes before what this page remembers.
  useEffect(() => setMoving((was) => (was.at === "unknown" || was.at === "failed" ? { at: "rest" } : was)), [head]);

  async function sign(act: () => Promise<unknown>) {
    if (!(await sure.ask())) return;
    setMoving({ at: "signing" });
    try {
      await act();
      setMoving({ at: "rest" });
    } catch (error) {
      const code = codeOf(error);
      setMoving(code === "E27" || code === "" ? { at: "unknown" } : { at: "failed", code });
    }
  }
  const away = app.session.connection.value.state !== "live";
  const canOffer = x.next.includes("offer") && !offer && other;
  const canAccept = x.next.includes("accept") && offer && !offer.mine;
  const busy = moving.at === "signing";
  // Nobody says no while his own yes is on its way.
  const canDecline = x.next.includes("handoff.declined") && offer && !offer.mine && !busy;
  // With both signatures given it is the other side that puts them down; once that is too late an own offer can go.
  const canWithdraw = offer?.mine && (!x.cosigned || offer.left === 0);
  // It may have happened: what is left is to ask again, with the bytes that were signed.
  const again = moving.at === "unknown";
  const line = moving.at === "rest" ? "" : moving.at === "signing" ? text.signing : moving.at === "unknown" ? text.unknown : "";

  const needs = (
    <ul role="list" class="needs" aria-label={text.needs}>
      <Need done={inside} yes={text.youIn} no={text.youOut} />
      <Need done={present > 0} yes={text.otherIn(placeOf(other))} no={text.otherOut(placeOf(other))} />
    </ul>
  );
  const giving = other && (
    <>
      <blockquote class="statement">{text.giverSays(placeOf(other))}</blockquote>
      <p class="meta">{text.order(placeOf(own(x)), placeOf(other))}</p>
      {both && !away ? (
        <div class="row">
          <Button
            kind={writing || again ? "plain" : "main"}
            icon={again ? "again" : "gates"}
            busy={busy}
            onClick={() =>
              void sign(() =>
                app.link.call("offer", x.exchange, other.party, { form: "custody.offer", version: 1, statement: text.giverSays(placeOf(other)) }),
              )
            }
          >
            {again ? parts.retry : text.offer}
          </Button>
        </div>
      ) : (
        <p class="notyet">
          <Icon name="info" /> <span>{away ? text.offline : text.together}</span>
        </p>
      )}
    </>
  );

  return (
    <section class="card stack move" aria-labelledby="move-title" ref={focus}>
      <h2 id="move-title" tabIndex={-1}>
        {x.flow === "handoff" ? text.title : text.titleOther}
      </h2>
      {accepted && !offer && <Moved x={x} />}
      {line !== "" && (
        <Note tone="let-op">
          <p role="status">{line}</p>
        </Note>
      )}
      {moving.at === "failed" && (
        moving.code === "E29" ? (
          <Note tone="let-op">
            <p role="alert">{text.noAnswer}</p>
          </Note>
        ) : moving.code === "E31" ? (
          <Note tone="actie">
            <p role="alert">{text.colleague}</p>
          </Note>
        ) : (
          <TroubleNote trouble={{ code: moving.code }}>
            <CompareHere x={x} trouble={{ code: moving.code }} />
          </TroubleNote>
        )
      )}
      {x.cosigned && !offer && <Cosigned />}
      {offer && <Standing x={x} mine={offer.mine} left={offer.left} />}
      {canAccept && needs}
      {canOffer &&
        (accepted ? (
          // It has just moved: giving it on is there, and not the first thing to see.
          <Details title={text.again}>
            <div class="stack">
              {needs}
              {giving}
            </div>
          </Details>
        ) : (
          <>
            {needs}
            {giving}
          </>
        ))}
      {canAccept && (
        <Accept
          x={x}
          ready={both && !away}
          plain={writing}
          why={away ? text.offline : text.together}
          busy={busy}
          again={again}
          onSign={(coordinator) =>
            void sign(() =>
              app.link.call("accept", x.exchange, {
                form: "custody.acceptance",
                version: 1,
                coordinator,
                statement: text.receiverSays(placeOf(other)),
              }),
            )
          }
        />
      )}
      {(canWithdraw || canDecline) && (
        <div class="row">
          {canWithdraw && <Withdraw x={x} />}
          {canDecline && (
            <Button kind="stop" onClick={() => setDeclining(true)}>
              {text.decline}
            </Button>
          )}
        </div>
      )}
      {declining && <Decline x={x} onClose={() => setDeclining(false)} />}
      {sure.dialog}
    </section>
  );
}

function Need({ done, yes, no }: { done: boolean; yes: string; no: string }) {
  return (
    <li class={done ? "need need--done" : "need"}>
      <Icon name={done ? "done" : "hourglass"} />
      <span>{done ? yes : no}</span>
    </li>
  );
}

/** An offer that stands: who waits for whom, how long, and who is responsible meanwhile. */
export function Standing({ x, mine, left }: { x: Exchange; mine: boolean; left: number }) {
  const text = useText().thread.move;
  const other = placeOf(others(x)[0]);
  const clock = countdown(left);
  const [before = "", after = ""] = text.leftNow(clock).split(clock).map((said) => said.trim());
  const holder = x.custody ? x.custody.organisation : placeOf(mine ? own(x) : others(x)[0]);
  return (
    <div class="standing">
      <Icon name="hourglass" size={24} />
      <div>
        <p>
          <strong>{!mine ? text.waitsForYou(other) : x.cosigned ? text.outcome : text.waitsFor(other)}</strong>
        </p>
        {mine && x.cosigned && <p>{text.outcomeBoth}</p>}
        <p>{mine && x.cosigned ? text.outcomeNext : text.still(holder)}</p>
        {mine && !x.cosigned && <p class="meta">{text.cosigned}</p>}
      </div>
      {mine && x.cosigned && left > 0 ? null : left > 0 ? (
        <p>
          <span role="timer" aria-label={text.left(Math.ceil(left / 60))}>
            {before} <span class="mono standing__clock">{clock}</span> {after}
          </span>
        </p>
      ) : (
        <p class="meta">{text.over}</p>
      )}
    </div>
  );
}

/** This side signed an acceptance too, and what became of it has not been seen. */
export function Cosigned() {
  const text = useText().thread.move;
  return (
    <Note tone="let-op">
      <p role="status">
        <strong>{text.outcome}</strong> {text.outcomeBoth} {text.outcomeNext}
      </p>
    </Note>
  );
}

/** Who acts as long as a receipt is awaited: whoever the chain says is responsible. */
export function useActing(x: Exchange): string {
  const text = useText().thread.move;
  if (x.custody === null || x.custody.party === x.party) return text.actsOwn;
  return text.actsOther(placeOf(x.custody));
}

/** It moved, and the other side's receipt is not there yet: who acts, what is waited for, whom to call. */
export function Unconfirmed({ x }: { x: Exchange }) {
  const text = useText().thread.move;
  const acting = useActing(x);
  return (
    <Note tone="let-op">
      <p>
        <strong>{acting}</strong> {text.receipt(placeOf(others(x)[0]))} {text.receiptSelf}
      </p>
      <CallTeams parties={others(x)} />
    </Note>
  );
}

/** It moved: an accept stands in the chain. */
function Moved({ x }: { x: Exchange }) {
  const text = useText().thread.move;
  const language = useLanguage();
  const accept = acceptOf(x);
  if (!accept || !x.custody) return null;
  return (
    <Note tone={x.certainty === "fixed" ? "goed" : "let-op"}>
      <p>
        <strong>
          {text.moved(fullDate(language, accept.time), clockSeconds(language, accept.time))} {text.nowIs(x.custody.organisation)}
        </strong>
      </p>
      {x.certainty === "unconfirmed" && (
        <p>{text.receipt(placeOf(others(x)[0]))}</p>
      )}
      <p>{text.back}</p>
    </Note>
  );
}

function Accept(props: { x: Exchange; ready: boolean; plain: boolean; why: string; busy: boolean; again: boolean; onSign: (coordinator: string) => void }) {
  const { session } = useApp();
  const text = useText();
  const t = text.thread.move;
  const [who, setWho] = useState(session.me.value?.name ?? "");
  const [empty, setEmpty] = useState(false);
  return (
    <div class="stack">
      {!props.again && (
        <TextField
          label={text.forms.label.coordinator}
          value={who}
          onInput={setWho}
          {...(empty ? { error: text.forms.fault.fill(text.forms.label.coordinator) } : {})}
        />
      )}
      <blockquote class="statement">{t.receiverSays(placeOf(others(props.x)[0]))}</blockquote>
      {props.ready ? (
        <div class="row">
          <Button
            kind={props.plain || props.again ? "plain" : "main"}
            icon={props.again ? "again" : "gates"}
            busy={props.busy}
            onClick={() => {
              setEmpty(who.trim() === "");
              if (who.trim() !== "") props.onSign(who.trim());
            }}
          >
            {props.again ? text.parts.retry : t.accept}
          </Button>
        </div>
      ) : (
        <p class="notyet">
          <Icon name="info" /> <span>{props.why}</span>
        </p>
      )}
    </div>
  );
}

export function Withdraw({ x }: { x: Exchange }) {
  const { link } = useApp();
  const text = useText().thread.move;
  const act = useAct();
  return (
    <div class="stack stack--tight">
      <Button kind="stop" icon="undo" busy={act.busy} onClick={() => void act.run(() => link.call("withdraw", x.exchange))}>
        {text.withdraw}
      </Button>
      {act.failed && <TroubleNote trouble={act.failed} />}
    </div>
  );
}

/** «Wij nemen niet over», with the reason that the giver can act on. */
export function Decline({ x, onClose }: { x: Exchange; onClose: () => void }) {
  const { link, notices } = useApp();
  const text = useText();
  const t = text.thread.decline;
  const act = useAct();
  const [reason, setReason] = useState("");
  const [why, setWhy] = useState("");
  const [empty, setEmpty] = useState(false);
  async function send() {
    setEmpty(reason === "");
    if (reason === "") return;
    if (await act.run(() => link.call("decline", x.exchange, reason, why.trim()))) {
      notices.tell(t.done);
      onClose();
    }
  }
  return (
    <Dialog
      title={t.title}
      onClose={onClose}
      actions={
        <>
          <Button kind="stop" busy={act.busy} onClick={() => void send()}>
            {t.send}
          </Button>
          <Button onClick={onClose}>{text.parts.cancel}</Button>
        </>
      }
    >
      <p>{t.about(placeOf(others(x)[0]))}</p>
      <Radios
        label={text.forms.label.declineReason}
        options={declines().map((d) => ({ value: d.code, label: d.name, hint: d.text }))}
        value={reason}
        onChange={setReason}
        {...(empty ? { error: text.forms.fault.choose(text.forms.label.declineReason) } : {})}
      />
      <TextArea label={text.forms.label.explanation} optional rows={3} most={4000} value={why} onInput={setWhy} />
      {act.failed && <TroubleNote trouble={act.failed} />}
    </Dialog>
  );
}
