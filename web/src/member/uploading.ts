import { codeOf, fail } from "../crypto/note/index.ts";
import type { Member } from "./member.ts";

/** Gate stops an upload and lets it go on. */
class Gate {
  #open: Promise<void> | undefined;
  #go: (() => void) | undefined;

  get paused(): boolean {
    return this.#open !== undefined;
  }

  shut(): void {
    this.#open ??= new Promise((go) => (this.#go = go));
  }

  open(): void {
    this.#go?.();
    this.#open = this.#go = undefined;
  }

  async pass(): Promise<void> {
    while (this.#open !== undefined) await this.#open;
  }
}

/** The uploads under way, by member and by the page's name for each. */
const gates = new WeakMap<Member, Map<string, Gate>>();

function gatesOf(m: Member): Map<string, Gate> {
  const mine = gates.get(m) ?? new Map<string, Gate>();
  gates.set(m, mine);
  return mine;
}

/** pauseUpload stops an upload before its next piece; one that is not under way is no error. */
export function pauseUpload(m: Member, upload: string): void {
  gatesOf(m).get(upload)?.shut();
}

/** resumeUpload lets it go on. */
export function resumeUpload(m: Member, upload: string): void {
  gatesOf(m).get(upload)?.open();
}

/** Progress is one upload under way, of one or more files. */
export interface Progress {
  begin(name: string, bytes: number): void;
  /** done says which part of the file under way is at the hub, from 0 to 1. */
  done(part: number): void;
  /** through makes one call to the hub, when it is not paused; a hub that is away pauses it, and the call is made again. */
  through<T>(call: () => Promise<T>): Promise<T>;
  end(): void;
}

/**
 * uploading begins to tell of an upload of so many bytes in all. One without a
 * name cannot be paused: there a hub that is away is E27.
 */
export function uploading(m: Member, upload: string, size: number): Progress {
  const gate = new Gate();
  if (upload !== "") gatesOf(m).set(upload, gate);
  let file = { name: "", bytes: 0, part: 0 };
  let before = 0; // bytes of the files that are done
  let hubAway = false;
  const tell = (): void => {
    if (upload === "") return;
    const done = Math.round(before + file.bytes * file.part);
    m.tell({ event: "upload", upload: { id: upload, name: file.name, done, size, paused: gate.paused } });
  };
  const goOn = (): void => gate.open();
  const deaf = m.line.listen((e) => {
    if (e.event === "ready" && hubAway) goOn();
  });
  m.ended.addEventListener("abort", goOn);
  return {
    begin(name, bytes) {
      before += file.bytes;
      file = { name, bytes, part: 0 };
      tell();
    },
    done(part) {
      file.part = part;
      tell();
    },
    async through(call) {
      for (;;) {
        if (gate.paused) {
          tell();
          await gate.pass();
        }
        if (m.ended.aborted) fail("E22", "the session ended");
        try {
          return await call();
        } catch (err) {
          if (codeOf(err) !== "E27" || upload === "") throw err;
          hubAway = true;
          gate.shut();
        }
      }
    },
    end() {
      deaf();
      m.ended.removeEventListener("abort", goOn);
      gatesOf(m).delete(upload);
    },
  };
}
