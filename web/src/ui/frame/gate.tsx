// The page for who is not in: one column, the phone at the top, 112 below.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp, useText } from "../base/app.ts";
import { Phone, WithPhone } from "../part/button.tsx";
import { DemoBanner } from "./demo.tsx";
import { Logo } from "./logo.tsx";

export function Gate({ children, name }: { children: ComponentChildren; /** Which page this is, to give a new one the focus. */ name: string }) {
  const { session } = useApp();
  const text = useText().frame;
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useLayoutEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    (main.current?.querySelector<HTMLElement>("h1") ?? main.current)?.focus();
  }, [name]);
  return (
    <div class="gate">
      <DemoBanner />
      <header class="gate__head">
        <Logo />
        <Phone number={session.trust.help}>{text.helpdesk(session.trust.help)}</Phone>
      </header>
      <main class="gate__main stack stack--wide" ref={main} tabIndex={-1}>
        {children}
      </main>
      <footer class="gate__foot">
        <p>
          <span>
            <WithPhone number="112">{text.acute}</WithPhone>
          </span>
        </p>
        <p>
          <span>
            <WithPhone number="0800 2000">{text.report}</WithPhone>
          </span>
        </p>
      </footer>
    </div>
  );
}
