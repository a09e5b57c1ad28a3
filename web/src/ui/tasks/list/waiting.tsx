// What stands in a list's place before there are rows: how far the opening is, or
// why it does not work.

import { ButtonLink, Skeleton, TroubleNote } from "../../part/index.ts";
import type { Rows } from "../rows.ts";
import { useListText } from "./text.ts";

export function Waiting({ rows, fails }: { rows: Rows; /** A sentence of the screen itself. */ fails?: string }) {
  const text = useListText();
  const { failed, waiting } = rows.read.value;
  const { done, all } = rows.opening.value;
  if (failed) {
    return (
      <TroubleNote trouble={failed} retry={() => void rows.load()}>
        {fails && (
          <>
            <p>{fails}</p>
            <div class="row">
              <ButtonLink to="postvak" icon="inbox">
                {text.today.look}
              </ButtonLink>
            </div>
          </>
        )}
      </TroubleNote>
    );
  }
  return (
    <div class="stack stack--tight">
      {all > 0 && waiting !== "no" && (
        <p class="meta" aria-hidden="true">
          {text.list.opened(done, all)}
        </p>
      )}
      <Skeleton rows={5} reading={{ waiting, again: () => void rows.load() }} />
    </div>
  );
}
