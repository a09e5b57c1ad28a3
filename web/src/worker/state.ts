// The sealed state of a member, with what this client keeps in it (FORMAT.md, part 4).
// Everybody can seal to a member, the hub too: what is kept carries a tag that only
// the member's own secret gives, and a number by which an older one is known. It is
// padded, since the hub stores it with every change of a draft.

import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { Identity } from "../crypto/identity/index.ts";
import { expand } from "../crypto/identity/expand.ts";
import { codeOf, concat, same, utf8, type Bytes } from "../crypto/note/index.ts";
import { open, pad, seal } from "../crypto/seal/index.ts";
import * as strict from "../crypto/strict/index.ts";

/** A sealed state says nothing about drafts that are smaller than this together. */
const padFloor = 16 << 10;
const tagSize = 32;

/** Bytes of a text that can be kept: in base64, with a name and salt, it stays below what strict JSON may be (J1). */
export const room = 185_000;

/** What is kept, the number of that version first. */
export interface Told {
  readonly n: number;
  readonly [name: string]: unknown;
}

/** Seals a state: name and salt for every client, and what this one keeps. */
export async function sealState(by: Identity, { name, salt }: { name: string; salt: string }, kept: Told): Promise<Bytes> {
  const text = utf8(JSON.stringify(kept));
  const state = strict.encode({ name, salt, kept: base64(concat(tagOf(by, text), text)) });
  const padded = new Uint8Array(pad(Math.max(state.length, padFloor))).fill(0x20); // white space behind it, as J3 allows
  padded.set(state);
  return seal(by.recipient, padded);
}

/** Opens what is kept in a state; undefined when there is none, or none that this member made. */
export async function openState(by: Identity, sealed: Bytes): Promise<Told | undefined> {
  try {
    const { kept } = strict.parse(await open(by, sealed));
    const bytes = typeof kept === "string" ? unbase64(kept) : undefined;
    if (bytes === undefined) return undefined;
    const text = bytes.subarray(tagSize);
    if (!same(bytes.subarray(0, tagSize), tagOf(by, text))) return undefined;
    return told(JSON.parse(new TextDecoder().decode(text)));
  } catch (error) {
    if (codeOf(error) === "") throw error;
    return undefined;
  }
}

function tagOf(by: Identity, text: Bytes): Bytes {
  return new Uint8Array(hmac(sha256, expand(by.seed(), utf8("sluis.v1/kept"), 32), text));
}

function told(value: unknown): Told | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { n } = value as { n?: unknown }; // checked here
  return typeof n === "number" && Number.isSafeInteger(n) ? { ...value, n } : undefined;
}

function base64(bytes: Bytes): string {
  let binary = "";
  for (const b of bytes) binary += String.fromCharCode(b);
  return btoa(binary);
}

function unbase64(text: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
}
