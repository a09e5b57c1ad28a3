// «Collega toevoegen»: for whom and which teams, the link to send and the eight words to
// say, then the answer, the name to compare, and «Laat toe». The words stand in this
// part's memory, on this screen, once.

import { useEffect, useState } from "preact/hooks";
import { dayDate } from "../../text/index.ts";
import type { Invitation, Newcoming, Staff } from "../../worker/people/calls.ts";
import { useAct } from "../base/act.ts";
import { useApp, useLanguage, useText } from "../base/app.ts";
import { invitationLink } from "../base/route.ts";
import { Title } from "../frame/index.ts";
import { Button, Checkbox, CopyButton, ErrorSummary, Note, TextField, TroubleNote, WithPhone, type Wrong } from "../part/index.ts";
import { useConfirm } from "../ways/index.ts";
import { usePeopleText } from "./text.ts";
import { useFocusTitle } from "./view.ts";

const lookEvery = 3000;

export interface InviteProps {
  staff: Staff;
  /** For whom and where, when that is known already. */
  whom: string;
  teams: readonly string[];
  /** One that was made before: its words are gone. */
  pending?: Newcoming;
  onDone: () => void;
}

export function InviteWizard({ staff, whom, teams, pending, onDone }: InviteProps) {
  const [made, setMade] = useState<Invitation | null>(null);
  const [said, setSaid] = useState(pending !== undefined);
  const locator = pending?.locator ?? made?.locator ?? "";
  useFocusTitle(`${locator === ""} ${said}`);
  if (locator === "") return <Make staff={staff} whom={whom} teams={teams} onMade={setMade} onCancel={onDone} />;
  if (!said && made) {
    return (
      <Say
        staff={staff}
        made={made}
        onSaid={() => {
          setSaid(true);
          setMade({ ...made, words: [] });
        }}
      />
    );
  }
  return (
    <Answer
      locator={locator}
      first={pending ?? null}
      old={pending !== undefined}
      onDone={onDone}
      onAgain={() => {
        setMade(null);
        setSaid(false);
        onDone();
      }}
    />
  );
}

function Make({ staff, whom, teams, onMade, onCancel }: { staff: Staff; whom: string; teams: readonly string[]; onMade: (made: Invitation) => void; onCancel: () => void }) {
  const { link } = useApp();
  const parts = useText().parts;
  const text = usePeopleText().invite;
  const act = useAct();
  const [who, setWho] = useState(whom);
  const here = staff.teams.map((t) => t.id);
  const [chosen, setChosen] = useState<readonly string[]>(teams.length > 0 ? teams.filter((t) => here.includes(t)) : here.length === 1 ? here : []);
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const [turn, setTurn] = useState(0);

  async function make() {
    const found: Wrong[] = [];
    if (who.trim() === "") found.push({ id: "who", text: text.whoMissing });
    if (chosen.length === 0) found.push({ id: "team-0", text: text.teamsMissing });
    setWrong(found);
    setTurn((n) => n + 1);
    if (found.length === 0) await act.run(async () => onMade(await link.call("invite", who.trim(), [...chosen])));
  }
  const whoError = wrong.find((w) => w.id === "who")?.text;
  const teamError = wrong.find((w) => w.id === "team-0")?.text;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <Title>{text.title}</Title>
      <ErrorSummary wrong={wrong} turn={turn} />
      {act.failed &&
        (act.failed.code === "E24" ? (
          <Note tone="stop">
            <p role="alert">{text.full}</p>
          </Note>
        ) : (
          <TroubleNote trouble={act.failed} />
        ))}
      <TextField id="who" label={text.who} hint={text.whoHint} value={who} onInput={setWho} {...(whoError ? { error: whoError } : {})} />
      <fieldset class="field">
        <legend class="field__label">{text.teams}</legend>
        {staff.teams.map((t, i) => (
          <Checkbox
            key={t.id}
            id={`team-${i}`}
            label={t.name}
            checked={chosen.includes(t.id)}
            onChange={(is) => setChosen(is ? [...chosen, t.id] : chosen.filter((id) => id !== t.id))}
            {...(i === 0 && teamError ? { error: teamError } : {})}
          />
        ))}
      </fieldset>
      {act.busy && <p role="status">{text.making}</p>}
      <div class="row">
        <Button kind="main" icon="key" submit busy={act.busy}>
          {text.make}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {parts.cancel}
        </Button>
      </div>
    </form>
  );
}

/** The link to send, and the words to say: once. */
function Say({ staff, made, onSaid }: { staff: Staff; made: Invitation; onSaid: () => void }) {
  const language = useLanguage();
  const text = usePeopleText().invite;
  const link = invitationLink(location.origin, staff.org);
  return (
    <div class="stack">
      <Title>{text.title}</Title>
      <section class="card stack stack--tight" aria-labelledby="say-link">
        <h2 id="say-link">{text.linkTitle}</h2>
        <p>{text.link}</p>
        <p class="mono breaks">{link}</p>
        <div class="row">
          <CopyButton text={() => link}>{text.copy}</CopyButton>
        </div>
      </section>
      <section class="card stack stack--tight" aria-labelledby="say-words">
        <h2 id="say-words">{text.wordsTitle}</h2>
        <p>
          <strong>{text.words}</strong>
        </p>
        <p>{text.once}</p>
        <ol role="list" class="words" aria-label={text.list}>
          {made.words.map((word, i) => (
            <li key={`${i}-${word}`}>{word}</li>
          ))}
        </ol>
        <p class="meta">{text.ends(dayDate(language, made.ends))}</p>
      </section>
      <div class="row">
        <Button kind="main" onClick={onSaid}>
          {text.said}
        </Button>
      </div>
    </div>
  );
}

/** Waits for the answer, has its name compared, and lets in. */
function Answer({ locator, first, old, onDone, onAgain }: { locator: string; first: Newcoming | null; old: boolean; onDone: () => void; onAgain: () => void }) {
  const { link, session } = useApp();
  const errors = useText().errors;
  const text = usePeopleText().invite;
  const act = useAct();
  const sure = useConfirm();
  const [now, setNow] = useState<Newcoming | null>(first);
  const [gone, setGone] = useState(false);
  const admitted = now?.state === "admitted";
  useFocusTitle(`${now?.state === "answered"} ${admitted}`);

  useEffect(() => {
    if (admitted || gone) return;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const found = (await link.call("newcomers")).find((n) => n.locator === locator);
        if (!current) return;
        if (found === undefined) return setGone(true);
        setNow(found);
      } catch {
        // The hub is away, which the top of the page says: it is asked again.
      }
      if (current) timer = setTimeout(() => void look(), lookEvery);
    };
    void look();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [admitted, gone]);

  async function admit(answer: string) {
    if (!(await sure.unlessJust(20))) return;
    await act.run(async () => setNow(await link.call("admit", locator, answer)));
  }
  const leave = (
    <Button kind={admitted ? "main" : "quiet"} onClick={onDone}>
      {text.leave}
    </Button>
  );
  if (gone) {
    return (
      <div class="stack">
        <Title>{text.title}</Title>
        <Note tone="let-op">
          <p role="alert">{text.gone}</p>
        </Note>
        <div class="row">
          <Button kind="main" onClick={onAgain}>
            {text.leave}
          </Button>
        </div>
      </div>
    );
  }
  if (admitted) {
    return (
      <div class="stack">
        <Title document={text.title}>{text.done(now.name)}</Title>
        <Note tone="goed">
          <p role="status">{text.doneNext}</p>
          <p>{text.doneWho}</p>
        </Note>
        <div class="row">{leave}</div>
      </div>
    );
  }
  if (now?.problem) {
    return (
      <div class="stack">
        <Title>{text.title}</Title>
        <Note tone="stop">
          <p role="alert">{text.problem}</p>
          <p>
            <WithPhone number={session.trust.help}>{`${text.problemNext} ${errors.call(session.trust.help)}`}</WithPhone>
          </p>
        </Note>
        <div class="row">
          <Button kind="main" onClick={onAgain}>
            {text.leave}
          </Button>
        </div>
      </div>
    );
  }
  if (now?.state === "answered" && now.answer !== "") {
    const { answer, name } = now;
    const swapped = act.failed?.code === "E06" || act.failed?.code === "E16";
    return (
      <div class="stack">
        <Title>{text.compareTitle}</Title>
        <p>{text.compare}</p>
        {swapped && (
          <Note tone="stop">
            <p role="alert">{text.changed}</p>
            <p>
              <WithPhone number={session.trust.help}>{`${text.problemNext} ${errors.call(session.trust.help)}`}</WithPhone>
            </p>
          </Note>
        )}
        {act.failed?.code === "E20" && (
          <Note tone="let-op">
            <p role="alert">{text.rival}</p>
          </Note>
        )}
        {act.failed && !swapped && act.failed.code !== "E20" && <TroubleNote trouble={act.failed} />}
        <div class="card stack stack--tight">
          <p>{text.answered}</p>
          <p class="spoken">{name}</p>
        </div>
        {act.busy && <p role="status">{text.admitting}</p>}
        <div class="row">
          <Button kind="main" busy={act.busy} onClick={() => void admit(answer)}>
            {text.same}
          </Button>
          <Button onClick={() => void link.call("uninvite", locator).then(onAgain, onAgain)}>{text.other}</Button>
        </div>
        {sure.dialog}
      </div>
    );
  }
  return (
    <div class="stack">
      <Title>{text.waitTitle}</Title>
      <p role="status">{text.wait}</p>
      <p>{old ? text.wordsGone : text.later}</p>
      <div class="row">{leave}</div>
    </div>
  );
}
