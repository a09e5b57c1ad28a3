// T2 «Zo begin je»: a newcomer from the link to the first screen, in four tasks. What is
// typed here is in this page's memory alone; keys are made in the worker. Once there are
// two ways in, the tab may be closed: who comes back goes on with one of them.

import { useEffect, useState } from "preact/hooks";
import { codeOf } from "../../crypto/note/code.ts";
import { isID } from "../../crypto/note/value.ts";
import type { Joining } from "../../worker/people/calls.ts";
import { useAct, type Trouble } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { Title } from "../frame/index.ts";
import { Button, ErrorSummary, Note, TaskList, TextField, TroubleNote, WithPhone, type Task, type Wrong } from "../part/index.ts";
import { WordsField, wordsIn } from "../ways/index.ts";
import { Resume } from "./resume.tsx";
import { usePeopleText } from "./text.ts";
import { Waits } from "./waits.tsx";
import { useOnline } from "./view.ts";
import { KeyTask, SecondTask } from "./wayin.tsx";

/** Nobody did anything for so long: what was made goes, and the invitation is still good. */
const idle = 15 * 60_000;

export function Begin() {
  const { link, session, router, passkeys } = useApp();
  const text = usePeopleText().begin;
  const [joining, setJoining] = useState<Joining | null>(null);
  const [noKey, setNoKey] = useState(!session.passkeys.value || !passkeys.possible);
  const waiting = session.accounts.value.find((a) => a.waits);
  const [fresh, setFresh] = useState(false);
  const [atDoor, setAtDoor] = useState(false);

  function restart() {
    setJoining(null);
    setAtDoor(false);
    setFresh(true);
    session.accounts.value = session.accounts.value.filter((a) => !a.waits);
  }
  useEffect(() => {
    if (joining === null || joining.answered) return;
    const away = setTimeout(() => {
      setJoining(null);
      void link.call("joinEnd").catch(() => undefined);
    }, idle);
    return () => clearTimeout(away);
  }, [joining]);

  const online = useOnline();
  const offline = !online && (
    <Note tone="let-op">
      <p role="status">{text.offline}</p>
    </Note>
  );
  const toLogin = (
    <div>
      <button type="button" class="link link--alone link--button" onClick={() => router.go("vandaag")}>
        {text.login}
      </button>
    </div>
  );
  if (joining === null && waiting && !fresh) {
    return (
      <>
        <div class="stack">
          <Title>{text.title}</Title>
          {offline}
        </div>
        <Resume account={waiting} onResumed={setJoining} onRestart={restart} />
        {session.accounts.value.some((a) => !a.waits) && toLogin}
      </>
    );
  }
  const ways = joining?.ways.length ?? 0;
  const at = joining === null ? 0 : joining.answered || ways >= 2 ? 3 : ways === 0 ? 1 : 2;
  const state = (n: number): Task["state"] => (n < at ? "done" : n > at ? "open" : n === 3 && !atDoor ? "waits" : "busy");
  const tasks: Task[] = [
    {
      id: "invitation", title: text.invitation, hint: text.invitationHint, state: state(0),
      body: at === 0 && <Invitation onBegun={setJoining} />,
    },
    {
      id: "key", title: noKey ? text.firstWords : text.key, hint: noKey ? text.firstWordsHint : text.keyHint, state: state(1),
      body: at === 1 && joining && <KeyTask joining={joining} noKey={noKey} onNoKey={() => setNoKey(true)} onMade={setJoining} />,
    },
    {
      id: "second", title: text.second, hint: noKey ? text.secondAgain : text.secondHint, state: state(2),
      body: at === 2 && joining && <SecondTask joining={joining} onMade={setJoining} />,
    },
    {
      id: "admitted", title: text.admitted, hint: text.admittedHint, state: state(3),
      body: at === 3 && joining && (
        <Waits
          joining={joining} onAnswered={setJoining} onRestart={restart} onDoor={() => setAtDoor(true)}
          onAsleep={() => (setJoining(null), setAtDoor(false))}
        />
      ),
    },
  ];
  return (
    <>
      <div class="stack">
        <Title>{text.title}</Title>
        <p class="lead">{text.lead}</p>
        {offline}
      </div>
      <TaskList label={text.tasks} tasks={tasks} />
      {at === 0 && toLogin}
    </>
  );
}

/** The first task: what the newcomer heard. */
function Invitation({ onBegun }: { onBegun: (joining: Joining) => void }) {
  const { link, router } = useApp();
  const all = useText().ways;
  const text = usePeopleText().begin;
  const act = useAct();
  const linked = router.route.value.id;
  const [org, setOrg] = useState("");
  const [name, setName] = useState("");
  const [words, setWords] = useState("");
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const [turn, setTurn] = useState(0);
  const typedOrg = org.toLowerCase().replace(/[\s-]/g, "");

  function check(): Wrong[] {
    const found: Wrong[] = [];
    if (linked === "" && !isID(typedOrg)) found.push({ id: "org", text: text.orgMissing });
    if (name.trim() === "") found.push({ id: "name", text: text.nameMissing });
    const n = wordsIn(words).length;
    if (n === 0) found.push({ id: "words", text: all.words.missing });
    else if (n !== 8) found.push({ id: "words", text: all.words.notEight(n) });
    return found;
  }
  async function submit() {
    const found = check();
    setWrong(found);
    setTurn((n) => n + 1);
    if (found.length > 0) return;
    await act.run(async () => {
      try {
        onBegun(await link.call("joinBegin", linked === "" ? typedOrg : linked, name.trim(), words));
        setWords("");
      } catch (error) {
        if (codeOf(error) !== "E01") throw error;
        setWrong([{ id: "name", text: text.nameBad }]);
        setTurn((n) => n + 1);
      }
    });
  }
  const errorAt = (id: string) => {
    const found = wrong.find((w) => w.id === id)?.text;
    return found ? { error: found } : {};
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ErrorSummary wrong={wrong} turn={turn} />
      {act.failed && <BeginTrouble trouble={act.failed} />}
      {linked === "" && (
        <TextField id="org" label={text.org} hint={text.orgHint} value={org} onInput={setOrg} mono {...errorAt("org")} />
      )}
      <TextField id="name" label={text.name} hint={text.nameHint} value={name} onInput={setName} {...errorAt("name")} />
      <WordsField label={text.words} hint={text.wordsHint} value={words} onInput={setWords} {...errorAt("words")} />
      {act.busy && <p role="status">{text.checking}</p>}
      <div class="row">
        <Button kind="main" submit busy={act.busy}>
          {text.go}
        </Button>
      </div>
    </form>
  );
}

/** What these acts fail with, in the words of this page. */
export function BeginTrouble({ trouble, retry }: { trouble: Trouble; retry?: () => void }) {
  const { session } = useApp();
  const text = usePeopleText().begin;
  const all = useText().errors;
  const said: Partial<Record<Trouble["code"], readonly [string, string]>> = {
    E28: [text.wrong, text.wrongNext], E20: [text.taken, text.takenNext], E06: [text.changed, text.changedNext],
    E17: [text.changed, text.changedNext], E04: [text.changed, text.changedNext], E05: [text.changed, text.changedNext],
  };
  const known = said[trouble.code];
  if (known === undefined) return <TroubleNote trouble={trouble} {...(retry ? { retry } : {})} />;
  return (
    <div class="card water water--stop stack stack--tight" role="alert">
      <p>
        <strong>{known[0]}</strong>
      </p>
      <p>
        <WithPhone number={session.trust.help}>{`${known[1]} ${all.call(session.trust.help)}`}</WithPhone>
      </p>
      <p class="meta">{all.code(trouble.code)}</p>
    </div>
  );
}

