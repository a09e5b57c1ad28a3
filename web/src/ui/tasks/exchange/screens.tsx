// The screens of this folder under the names that the router knows.

import { useApp, useText } from "../../base/app.ts";
import type { Work } from "../../app.tsx";
import { ButtonLink } from "../../part/index.ts";
import { Title } from "../../frame/index.ts";
import { ExchangeScreen } from "./page.tsx";
import { RoomScreen } from "./room.tsx";

/** An address without an exchange leads back to where they are listed. */
function Nowhere() {
  const text = useText();
  return (
    <div class="stack">
      <Title>{text.thread.one}</Title>
      <p>{text.thread.nowhere}</p>
      <div class="row">
        <ButtonLink to="postvak">{text.frame.inbox}</ButtonLink>
      </div>
    </div>
  );
}

function Zaak() {
  const { exchange } = useApp().router.route.value;
  return exchange === "" ? <Nowhere /> : <ExchangeScreen key={exchange} exchange={exchange} />;
}

function Kamer() {
  const { exchange } = useApp().router.route.value;
  return exchange === "" ? <Nowhere /> : <RoomScreen key={exchange} exchange={exchange} />;
}

export const exchangeScreens: Work = { zaak: Zaak, kamer: Kamer };
