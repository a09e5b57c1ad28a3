// What went wrong: what happened, whether the work is safe, what to do next, whom to
// call, and small below the code for the helpdesk.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { useApp, useText } from "../base/app.ts";
import type { Trouble } from "../base/act.ts";
import { Icon } from "../base/icon.tsx";
import { Button, Link, WithPhone } from "./button.tsx";

export function TroubleNote({ trouble, retry, children }: { trouble: Trouble; retry?: () => void; /** What the screen itself says of it. */ children?: ComponentChildren }) {
  const text = useText();
  const { session } = useApp();
  // With a connection that is there it is Sluis that does not answer: the page says one thing of it.
  const live = session.connection.value.state === "live";
  const { what, safe, next } = text.errors[trouble.code === "" ? "other" : trouble.code === "E27" && live ? "noAnswer" : trouble.code];
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  return (
    <div class="card water water--stop stack stack--tight" role="alert" tabIndex={-1} ref={box}>
      <p class="note__head">
        <Icon name="warning" />
        <strong>{what}</strong>
      </p>
      <p>
        {safe}{" "}
        <WithPhone number={session.trust.help}>
          {next.endsWith(text.frame.call + ".") ? `${next.slice(0, -1)}: ${session.trust.help}.` : `${next} ${text.errors.call(session.trust.help)}`}
        </WithPhone>
      </p>
      {children}
      {trouble.code === "E06" && session.me.value && (
        <Link to="adresboek" alone icon="book">
          {text.frame.book}
        </Link>
      )}
      {retry && (
        <div class="row">
          <Button onClick={retry} icon="again">
            {text.parts.retry}
          </Button>
        </div>
      )}
      {trouble.code !== "" && <p class="meta">{text.errors.code(trouble.code)}</p>}
    </div>
  );
}

/** A remark that belongs to what stands around it. */
export function Note(props: { tone?: "actie" | "goed" | "let-op" | "stop" | "besloten"; children: ComponentChildren }) {
  const tone = props.tone ?? "actie";
  const icon = { actie: "info", goed: "done", "let-op": "warning", stop: "stop", besloten: "shield" } as const;
  return (
    <div class={`note note--${tone}`}>
      <Icon name={icon[tone]} />
      <div class="stack stack--tight">{props.children}</div>
    </div>
  );
}
