// Whether Sluis is live: a chip at the top, and a banner when the connection has
// been away for ten seconds. Back again, it says how much was brought in.

import { useEffect, useRef, useState } from "preact/hooks";
import { clock } from "../../text/index.ts";
import { useApp, useLanguage, useText } from "../base/app.ts";
import { Icon } from "../base/icon.tsx";
import { Button } from "../part/button.tsx";

const fetching = 3000;

export function ConnectionChip() {
  const { link, session, notices } = useApp();
  const all = useText();
  const text = all.frame.connection;
  const connection = session.connection.value;
  const { state, missed } = connection;
  const away = useRef(state !== "live");
  useEffect(() => {
    if (state !== "live") {
      away.current = true;
      return;
    }
    if (!away.current) return;
    const tell = () => {
      away.current = false;
      notices.tell(text.back(missed), "good");
    };
    if (missed > 0) {
      tell();
      return;
    }
    // How much was missed is known a moment after the connection is back.
    const wait = setTimeout(tell, fetching);
    return () => clearTimeout(wait);
  }, [connection]);
  useEffect(
    () => link.on((event) => event.event === "sent" && event.what === "failed" && event.id !== "" && notices.tell(all.compose.notSent, "bad")),
    [all],
  );
  return (
    <span class={`connection connection--${state}`} role="status">
      {state === "live" ? <span class="connection__dot" aria-hidden="true" /> : <Icon name="offline" />}
      {state === "lost" ? (
        <>
          {/* On a phone the banner has the whole sentence. */}
          <span class="connection__long">{text.lost}</span>
          <span class="connection__short">{text.lostShort}</span>
        </>
      ) : (
        <span>{state === "live" ? text.live : text.offline}</span>
      )}
    </span>
  );
}

const patience = 10_000;

export function ConnectionBanner() {
  const app = useApp();
  const language = useLanguage();
  const text = useText().frame.connection;
  const { state, since, retry } = app.session.connection.value;
  const [long, setLong] = useState(state === "offline");
  const [left, setLeft] = useState(retry);
  useEffect(() => {
    setLong(state === "offline");
    if (state !== "lost") return;
    const away = Date.parse(app.now()) - Date.parse(since);
    const wait = setTimeout(() => setLong(true), Math.max(0, patience - (Number.isNaN(away) ? 0 : away)));
    return () => clearTimeout(wait);
  }, [state, since]);
  useEffect(() => {
    setLeft(retry);
    const tick = setInterval(() => setLeft((n) => Math.max(0, n - 1)), 1000);
    return () => clearInterval(tick);
  }, [retry, since]);
  if (state === "live" || !long) return null;
  return (
    <div class="banner">
      <p>
        <Icon name="offline" />
        <span>
          {state === "offline"
            ? text.offlineSince(clock(language, since))
            : left > 0
              ? text.lostFor(left)
              : text.lostNow}
        </span>
      </p>
      <Button kind="quiet" icon="again" onClick={() => void app.link.call("retry").catch(() => undefined)}>
        {text.again}
      </Button>
    </div>
  );
}
