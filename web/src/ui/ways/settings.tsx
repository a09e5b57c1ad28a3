// W19: ways in, another device, how Sluis looks, and how one works with it.

import { useState } from "preact/hooks";
import { fullDate, moment } from "../../text/index.ts";
import type { Way } from "../../worker/protocol.ts";
import { useAct } from "../base/act.ts";
import { speak, useApp, useLanguage, useText } from "../base/app.ts";
import { Icon } from "../base/icon.tsx";
import { Title } from "../frame/frame.tsx";
import { ReachForm } from "../frame/reach.tsx";
import { Button } from "../part/button.tsx";
import { Chip } from "../part/chip.tsx";
import { CopyButton } from "../part/copy.tsx";
import { Dialog } from "../part/dialog.tsx";
import { Checkbox, Radios } from "../part/field.tsx";
import { Note, TroubleNote } from "../part/trouble.tsx";
import { useConfirm } from "./confirm.tsx";
import { useWayDates } from "./dates.ts";
import { usePasskey } from "./passkeys.ts";
import { NewPhrase } from "./phrase.tsx";

export function Settings() {
  const text = useText().settings;
  return (
    <div class="stack stack--wide">
      <Title>{text.title}</Title>
      <div class="pair">
        <div class="stack stack--wide">
          <WaysIn />
          <AnotherDevice />
          <You />
        </div>
        <div class="stack stack--wide">
          <Look />
          <section class="card stack" aria-labelledby="reach-title">
            <h2 id="reach-title">{text.reach.title}</h2>
            <p>
              {text.reach.lead} {text.reach.auto}
            </p>
            <ReachForm />
          </section>
        </div>
      </div>
    </div>
  );
}

/** How long a browser may take to ask for a fingerprint, in seconds. */
const asking = 60;

function WaysIn() {
  const { session, notices } = useApp();
  const all = useText();
  const text = all.settings.ways;
  const passkey = usePasskey();
  const sure = useConfirm();
  const [phrase, setPhrase] = useState(false);
  const [going, setGoing] = useState<Way | null>(null);
  const ways = session.me.value?.ways ?? [];
  const dates = useWayDates(ways);
  const language = useLanguage();
  const full = ways.length >= 5;
  const least = ways.length <= 2;

  async function addPasskey() {
    if (!(await sure.unlessJust(asking))) return;
    if (await passkey.add(() => sure.unlessJust(0))) notices.tell(text.added, "good");
  }
  async function newPhrase() {
    if (await sure.unlessJust(asking)) setPhrase(true);
  }
  return (
    <section class="card stack" aria-labelledby="ways-title">
      <h2 id="ways-title">{text.title}</h2>
      <p>{least ? text.atLeastTwo : text.lead}</p>
      <ul role="list" class="ways">
        {ways.map((way) => (
          <li key={way.id} class="way">
            <Icon name={way.kind === "passkey" ? "passkey" : way.kind === "phrase" ? "key" : "device"} size={24} />
            <div class="way__text">
              <span>
                {nameOf(way, ways, text)}
                <span class="meta way__made">{dates[way.id] ? text.made(fullDate(language, dates[way.id] ?? "")) : text.madeUnknown}</span>
              </span>
              {way.here && (
                <Chip tone="goed" icon="check">
                  {text.here}
                </Chip>
              )}
            </div>
            {!least && (
              <Button kind="quiet" label={text.removeThis(nameOf(way, ways, text))} onClick={() => setGoing(way)}>
                {text.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {passkey.trouble && (
        <Note tone="let-op">
          <p role="alert">{passkey.says}</p>
        </Note>
      )}
      {passkey.failed && <TroubleNote trouble={passkey.failed} />}
      {full ? (
        <p class="meta">{text.tooMany}</p>
      ) : (
        <div class="row">
          {passkey.possible && (
            <Button
              icon="passkey"
              busy={passkey.busy}
              onClick={() => void addPasskey()}
            >
              {ways.some((way) => way.kind === "passkey" && way.here) ? text.addAnother : text.addPasskey}
            </Button>
          )}
          <Button icon="key" onClick={() => void newPhrase()}>
            {text.newPhrase}
          </Button>
        </div>
      )}
      {phrase && (
        <Dialog title={all.ways.phrase.title} onClose={() => setPhrase(false)}>
          <NewPhrase onDone={() => setPhrase(false)} />
        </Dialog>
      )}
      {going && <RemoveWay way={going} onClose={() => setGoing(null)} />}
      {sure.dialog}
    </section>
  );
}

type WaysText = ReturnType<typeof useText>["settings"]["ways"];

/** Two of a kind are told apart by their number. */
function nameOf(way: Way, ways: readonly Way[], text: WaysText): string {
  const alike = ways.filter((w) => w.kind === way.kind);
  if (alike.length === 1) return text[way.kind];
  return `${text[way.kind]}, ${text.number(alike.indexOf(way) + 1).toLowerCase()}`;
}

function RemoveWay({ way, onClose }: { way: Way; onClose: () => void }) {
  const { link, session, notices } = useApp();
  const all = useText();
  const text = all.settings.ways;
  const act = useAct();
  const sure = useConfirm();
  async function remove() {
    if (!(await sure.unlessJust(0))) return;
    const worked = await act.run(async () => session.renew(await link.call("removeWay", way.kind, way.id)));
    if (!worked) return;
    notices.tell(text.removed);
    onClose();
  }
  return (
    <Dialog
      title={text.removeTitle}
      onClose={onClose}
      actions={
        <>
          <Button kind="stop" icon="remove" busy={act.busy} onClick={() => void remove()}>
            {text.remove}
          </Button>
          <Button onClick={onClose}>{all.parts.cancel}</Button>
        </>
      }
    >
      {act.failed && <TroubleNote trouble={act.failed} />}
      <p>{text.removeText}</p>
      {sure.dialog}
    </Dialog>
  );
}

function AnotherDevice() {
  const { session } = useApp();
  const text = useText().settings.device;
  const code = session.me.value?.code ?? "";
  return (
    <section class="card stack" aria-labelledby="device-title">
      <h2 id="device-title">{text.title}</h2>
      <p>{text.lead}</p>
      <ol class="steps">
        {text.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div class="row row--apart">
        <div>
          <p class="meta">{text.code}</p>
          <p class="code">{code}</p>
        </div>
        <CopyButton text={() => code} />
      </div>
      <p class="meta">{text.codeHint}</p>
    </section>
  );
}

function Look() {
  const { prefs, later } = useApp();
  const speaking = useAct();
  const text = useText().settings;
  return (
    <section class="card stack" aria-labelledby="look-title">
      <h2 id="look-title">{text.look.title}</h2>
      <Radios
        label={text.look.theme}
        inline
        options={[
          { value: "system", label: text.look.system },
          { value: "light", label: text.look.light },
          { value: "dark", label: text.look.dark },
        ]}
        value={prefs.theme.value}
        onChange={(theme) => {
          prefs.theme.value = theme;
        }}
      />
      <Radios
        label={text.look.size}
        inline
        options={[
          { value: "normal", label: text.look.normal },
          { value: "large", label: text.look.large },
          { value: "larger", label: text.look.larger },
        ]}
        value={prefs.size.value}
        onChange={(size) => {
          prefs.size.value = size;
        }}
      />
      <Radios
        label={text.look.language}
        inline
        options={[
          { value: "nl", label: text.look.dutch },
          { value: "en", label: text.look.english },
        ]}
        value={prefs.language.value}
        onChange={(language) => void speaking.run(() => speak({ later, prefs }, language))}
      />
      {speaking.failed && <TroubleNote trouble={speaking.failed} />}
      <Checkbox
        label={text.work.hide}
        hint={text.work.hideHint}
        checked={prefs.hideNames.value}
        onChange={(hide) => {
          prefs.hideNames.value = hide;
        }}
      />
      <Checkbox
        label={text.work.keys}
        hint={text.work.keysHint}
        checked={prefs.letters.value}
        onChange={(letters) => {
          prefs.letters.value = letters;
        }}
      />
      <p class="meta">{text.here}</p>
    </section>
  );
}

function You() {
  const app = useApp();
  const language = useLanguage();
  const text = useText().settings.you;
  const me = app.session.me.value;
  if (!me) return null;
  return (
    <section class="card stack" aria-labelledby="you-title">
      <h2 id="you-title">{text.title}</h2>
      <dl class="facts">
        <dt>{text.name}</dt>
        <dd>{me.name}</dd>
        <dt>{text.organisation}</dt>
        <dd>{me.organisation}</dd>
        <dt>{text.teams}</dt>
        <dd>
          {me.teams
            .filter((t) => t.mine)
            .map((t) => t.name)
            .join(", ")}
        </dd>
        <dt>{text.since}</dt>
        <dd>{moment(language, me.since, app.now())}</dd>
      </dl>
    </section>
  );
}
