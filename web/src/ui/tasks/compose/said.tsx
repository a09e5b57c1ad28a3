// What somebody wrote, as text and nothing else. It stands in its own direction, so
// that it cannot turn what stands around it, and marks that would turn letters
// inside it are shown as a mark.

import { FreeText } from "../../part/index.ts";

const turning = /[\u202a-\u202e\u2066-\u2069]/gu;

/** The text with marks that turn letters made visible. */
export const upright = (text: string) => text.replace(turning, "\ufffd");

/** A name of a file, in which no mark can turn letters, so that its end is its end. */
export const fileName = (name: string) => name.replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd");

export function Said({ children }: { children: string }) {
  return (
    <bdi class="said" dir="auto">
      <FreeText>{upright(children)}</FreeText>
    </bdi>
  );
}
