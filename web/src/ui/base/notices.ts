// What is said in passing: short notices, a send that is held for ten seconds so
// that it can be undone, and words for screen readers, of which at most one polite
// sentence in ten seconds is spoken, the newest.

import { signal, type ReadonlySignal } from "@preact/signals";

export interface Notice {
  id: number;
  text: string;
  tone: "plain" | "good" | "bad";
  hold: ReadonlySignal<number> | null; // seconds until it happens
}

export interface Notices {
  list: ReadonlySignal<Notice[]>;
  spoken: ReadonlySignal<{ polite: string; assertive: string }>;
  tell(text: string, tone?: Notice["tone"]): void;
  /** For screen readers only. Assertive is for a call that comes in, and for danger. */
  say(text: string, urgent?: boolean): void;
  /**
   * Does something after ten seconds unless it is undone: true when it was done.
   * A lock undoes it: what was held is still a draft.
   */
  hold(text: string, act: () => Promise<void>, seconds?: number): Promise<boolean>;
  undo(id: number): void;
  dismiss(id: number): void;
  wipe(): void;
}

const stay = 8000;
const quiet = 10_000;

export function makeNotices(): Notices {
  const list = signal<Notice[]>([]);
  const spoken = signal({ polite: "", assertive: "" });
  const ends = new Map<number, (undone: boolean) => void>();
  let next = 1;
  let lastSaid = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function dismiss(id: number) {
    list.value = list.value.filter((n) => n.id !== id);
  }
  function speak(text: string) {
    lastSaid = Date.now();
    spoken.value = { ...spoken.value, polite: text };
  }

  return {
    list,
    spoken,
    tell(text, tone = "plain") {
      const id = next++;
      list.value = [...list.value.slice(-2), { id, text, tone, hold: null }];
      if (tone !== "bad") setTimeout(() => dismiss(id), stay);
    },
    say(text, urgent = false) {
      if (urgent) {
        spoken.value = { ...spoken.value, assertive: text };
        return;
      }
      clearTimeout(waiting);
      const wait = Math.max(0, lastSaid + quiet - Date.now());
      if (wait === 0) speak(text);
      else waiting = setTimeout(() => speak(text), wait);
    },
    hold(text, act, seconds = 10) {
      const id = next++;
      const left = signal(seconds);
      list.value = [...list.value, { id, text, tone: "plain", hold: left }];
      return new Promise<boolean>((resolve, reject) => {
        const tick = setInterval(() => {
          left.value--;
          if (left.value <= 0) end(false);
        }, 1000);
        let over = false;
        function end(undone: boolean) {
          if (over) return;
          over = true;
          clearInterval(tick);
          ends.delete(id);
          dismiss(id);
          if (undone) resolve(false);
          else act().then(() => resolve(true), reject);
        }
        ends.set(id, end);
      });
    },
    undo(id) {
      ends.get(id)?.(true);
    },
    dismiss,
    wipe() {
      clearTimeout(waiting);
      for (const end of ends.values()) end(true);
      list.value = [];
      spoken.value = { polite: "", assertive: "" };
    },
  };
}
