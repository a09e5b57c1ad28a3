// What stands where something is being opened. Nothing for the first 0.4 s (the
// reader decides, see useReading), then bars and «Ontsleutelen…», never a page that
// only waits.

import { useText } from "../base/app.ts";
import type { Reading } from "../base/act.ts";
import { Button } from "./button.tsx";

export function Skeleton({ rows = 3, reading }: { rows?: number; reading: Pick<Reading<unknown>, "waiting" | "again"> }) {
  const text = useText().parts;
  if (reading.waiting === "no") return <div class="skeleton skeleton--empty" aria-busy="true" />;
  return (
    <div class="skeleton" aria-busy="true">
      <p class="meta" role="status">
        {reading.waiting === "slow" ? text.slow : text.loading}
      </p>
      <div aria-hidden="true">
        {Array.from({ length: rows }, (_, i) => (
          <div key={i} class="skeleton__row" />
        ))}
      </div>
      {reading.waiting === "slow" && (
        <Button icon="again" onClick={reading.again}>
          {text.retry}
        </Button>
      )}
    </div>
  );
}

/** A row whose organisation and time are there, and whose title is still sealed. */
export function Opening() {
  return <span class="opening">{useText().parts.loading}</span>;
}
