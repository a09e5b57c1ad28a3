import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../base/icon.tsx";
import { useText } from "../base/app.ts";
import { address, type Screen } from "../base/route.ts";
import type { XID } from "../../worker/protocol.ts";

export interface ButtonProps {
  children: ComponentChildren;
  onClick?: () => void;
  /** main: the one thing to do here; plain: another; quiet: no border; stop: takes something away. */
  kind?: "main" | "plain" | "quiet" | "stop";
  icon?: IconName;
  /** Submits the form it stands in. */
  submit?: boolean;
  /** Under way: says so and does nothing, but keeps its focus. A button is never disabled without a reason. */
  busy?: boolean;
  wide?: boolean;
  /** What a screen reader says where the text alone is not enough. */
  label?: string;
  pressed?: boolean;
  expanded?: boolean;
  controls?: string;
  autofocus?: boolean;
}

export function Button(props: ButtonProps) {
  const { children, onClick, kind = "plain", icon, submit = false, busy = false, wide = false } = props;
  const text = useText();
  return (
    <button
      type={submit ? "submit" : "button"}
      class={`button button--${kind}${wide ? " button--wide" : ""}`}
      aria-disabled={busy ? "true" : undefined}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
      autofocus={props.autofocus}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {icon && <Icon name={icon} />}
      <span>{busy ? text.parts.busy : children}</span>
    </button>
  );
}

/** A link to a screen. */
export function Link(props: { to: Screen; exchange?: XID; children: ComponentChildren; alone?: boolean; icon?: IconName }) {
  return (
    <a class={props.alone ? "link link--alone" : "link"} href={address(props.to, props.exchange ?? "")}>
      {props.icon && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </a>
  );
}

/** A link that looks like a button, for a step that opens a screen. */
export function ButtonLink(props: {
  to: Screen;
  exchange?: XID;
  children: ComponentChildren;
  kind?: "main" | "plain" | "quiet";
  icon?: IconName;
  label?: string;
}) {
  return (
    <a
      class={`button button--${props.kind ?? "plain"}`}
      href={address(props.to, props.exchange ?? "")}
      aria-label={props.label}
    >
      {props.icon && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </a>
  );
}

/** A telephone number, to call or to read. */
export function Phone({ number, children }: { number: string; children?: ComponentChildren }) {
  return (
    <a class="link link--alone" href={callTo(number)}>
      <Icon name="phone" />
      <span>{typeof children === "string" ? <Around number={number} said={children} /> : (children ?? <span class="phone">{number}</span>)}</span>
    </a>
  );
}

/** A sentence that names a number: it can be called, and never breaks. */
export function WithPhone({ number, children }: { number: string; children: string }) {
  return <Around number={number} said={children} link />;
}

function Around({ number, said, link = false }: { number: string; said: string; link?: boolean }) {
  const at = number === "" ? -1 : said.indexOf(number);
  if (at < 0) return <>{said}</>;
  return (
    <>
      {said.slice(0, at)}
      {link ? (
        <a class="link phone" href={callTo(number)}>
          {number}
        </a>
      ) : (
        <span class="phone">{number}</span>
      )}
      {said.slice(at + number.length)}
    </>
  );
}

const callTo = (number: string) => "tel:" + number.replace(/[^0-9+]/g, "");
