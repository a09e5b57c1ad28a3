// Help with typing eight words, before anything is tried with them.

import { SluisError } from "../crypto/note/index.ts";
import { WordsError, length, list, parse } from "../crypto/words/index.ts";

/** What a person typed, word by word, and where a word is doubtful. */
export interface Typed {
  words: string[];
  doubts: { at: number; word: string; near: string[] }[];
  /** Eight words of the list that belong together. */
  complete: boolean;
}

/** Looks at what was typed. It says nothing about whether the words open anything. */
export function look(text: string): Typed {
  const words = text.split(/\P{L}+/u).filter((w) => w !== "").slice(0, 2 * length);
  const doubts = words.flatMap((word, at) => {
    const error = refusal([...words.slice(at, at + 1), ...fill].slice(0, length).join(" "));
    // Eight words of which only the first is theirs: what is wrong with the first is what we ask.
    return error instanceof WordsError && error.word === 1 ? [{ at, word, near: [...error.near] }] : [];
  });
  return { words, doubts, complete: words.length === length && refusal(words.join(" ")) === undefined };
}

const fill = list.slice(0, length);

function refusal(text: string): SluisError | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof SluisError) return error;
    throw error;
  }
}
