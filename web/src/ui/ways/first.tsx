// T2: the first time. Nobody goes to work with fewer than two ways in.

import { useState } from "preact/hooks";
import { useApp, useText } from "../base/app.ts";
import { Title } from "../frame/frame.tsx";
import { Button } from "../part/button.tsx";
import { TaskList, type Task } from "../part/tasklist.tsx";
import { Note, TroubleNote } from "../part/trouble.tsx";
import { useConfirm } from "./confirm.tsx";
import { usePasskey } from "./passkeys.ts";
import { NewPhrase } from "./phrase.tsx";

export function FirstTime({ onDone }: { onDone: () => void }) {
  const { session } = useApp();
  const text = useText().ways;
  const passkey = usePasskey();
  const sure = useConfirm();
  const [open, setOpen] = useState("");
  const ways = session.me.value?.ways ?? [];
  const has = (kind: string) => ways.some((w) => w.kind === kind);
  const enough = ways.length >= 2;

  const tasks: Task[] = [
    {
      id: "passkey",
      title: text.first.key,
      hint: passkey.possible ? text.first.keyHint : text.first.noKey,
      state: has("passkey") ? "done" : open === "passkey" ? "busy" : "open",
      body: !has("passkey") && passkey.possible && (
        <div class="stack stack--tight">
          {passkey.trouble && (
            <Note tone="let-op">
              <p role="alert">{passkey.trouble === "nosecret" ? passkey.says : text.first.fails}</p>
            </Note>
          )}
          {passkey.failed && <TroubleNote trouble={passkey.failed} />}
          {passkey.busy && <p role="status">{text.login.passkeyBusy}</p>}
          <div class="row">
            <Button kind="main" icon="passkey" busy={passkey.busy} onClick={() => void passkey.add(() => sure.unlessJust(0))}>
              {text.first.makeKey}
            </Button>
          </div>
        </div>
      ),
    },
    {
      id: "phrase",
      title: text.first.second,
      hint: text.first.secondHint,
      state: has("phrase") ? "done" : open === "phrase" ? "busy" : "open",
      body:
        !has("phrase") &&
        (open === "phrase" ? (
          <NewPhrase onDone={() => setOpen("")} onCancel={() => setOpen("")} />
        ) : (
          <div class="row">
            <Button icon="key" onClick={() => setOpen("phrase")}>
              {text.phrase.make}
            </Button>
          </div>
        )),
    },
  ];

  return (
    <>
      <div class="stack">
        <Title>{text.first.title}</Title>
        <p class="lead">{text.first.lead}</p>
      </div>
      <TaskList label={text.first.tasks} tasks={tasks} />
      {sure.dialog}
      {enough ? (
        <div class="stack">
          <Note tone="goed">
            <p role="status">{text.first.done}</p>
          </Note>
          <Button kind="main" onClick={onDone}>
            {text.first.go}
          </Button>
        </div>
      ) : (
        <Note>
          <p>{text.first.need}</p>
        </Note>
      )}
    </>
  );
}
