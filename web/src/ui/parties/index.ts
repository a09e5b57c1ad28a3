// Who takes part in an exchange: letting in and out, restricting to named members,
// comparing one of them by phone, keys that an exchange does not follow, and a zaak that
// moves. They are a bundle of their own, fetched when the first is opened.
//
// Promises that what each can read from then on stands beside every step, and that who is
// let in for itself was called before. Refuses to blame somebody for a key that moved.

import type { ComponentType } from "preact";
import type { Exchange } from "../../worker/protocol.ts";
import { CompareDialog } from "./compare.tsx";
import { Lags } from "./lags.tsx";
import { Moving, MoveSteps } from "./move.tsx";
import { PartySteps } from "./steps.tsx";

export interface PartProps {
  x: Exchange;
  /** Of a dialog. */
  onClose: () => void;
}

export const parts = { steps: PartySteps, compare: CompareDialog, lags: Lags, move: MoveSteps, moving: Moving } satisfies Record<
  string,
  ComponentType<PartProps>
>;
