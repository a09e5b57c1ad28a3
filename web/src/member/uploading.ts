import { codeOf, fail } from "../crypto/note/index.ts";
import type { Member } from "./member.ts";

/** Gate stops an upload and lets it go on: because somebody asked, because the hub is away, or both. */
class Gate {
  readonly #why = new Set<"asked" | "away">();
  #opened: (() => void)[] = [];

  get paused(): boolean {
    return this.#why.size > 0;
  }

  shut(why: "asked" | "away"): void {
    this.#why.add(why);
  }

  open(...why: ("asked" | "away")[]): void {
    for (const w of why) this.#why.delete(w);
    if (!this.paused) for (const go of this.#opened.splice(0)) go();
  }

  async pass(): Promise<void> {
    while (this.paused) await new Promise<void>((go) => this.#opened.push(go));
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
  gatesOf(m).get(upload)?.shut("asked");
}

/** resumeUpload lets it go on. */
export function resumeUpload(m: Member, upload: string): void {
  gatesOf(m).get(upload)?.open("asked", "away");
}

/** Progress is one upload under way, of one or more files. */
export interface Progress {
  begin(name: string, bytes: number): void;
  /** done says which part of the file under way is at the hub, from 0 to 1. */
  done(part: number): void;
  /**
   * through makes one call to the hub, when it is not paused; a hub that is away
   * pauses it, and the call is made again.
   */
  through<T>(call: () => Promise<T>): Promise<T>;
  end(): void;
}

/** lookAgain is how often a hub that was away is tried again, in milliseconds. */
const lookAgain = 10_000;

/**
 * uploading begins to tell of an upload of so many bytes in all. One without a
 * name cannot be paused: there a hub that is away is E27.
 */
export function uploading(m: Member, upload: string, size: number): Progress {
  const gate = new Gate();
  if (upload !== "") gatesOf(m).set(upload, gate);
  let file = { name: "", bytes: 0, part: 0 };
  let before = 0; // bytes of the files that are done
  const tell = (): void => {
    if (upload === "") return;
    const done = Math.round(before + file.bytes * file.part);
    m.tell({ event: "upload", upload: { id: upload, name: file.name, done, size, paused: gate.paused } });
  };
  const hubIsBack = (): void => gate.open("away");
  const goOn = (): void => gate.open("asked", "away");
  const deaf = m.line.listen((e) => {
    if (e.event === "ready") hubIsBack();
  });
  const look = setInterval(hubIsBack, lookAgain); // it may be back without the live connection having noticed
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
          gate.shut("away");
        }
      }
    },
    end() {
      clearInterval(look);
      deaf();
      m.ended.removeEventListener("abort", goOn);
      gatesOf(m).delete(upload);
    },
  };
}
