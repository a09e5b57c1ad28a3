import type { XID } from "../crypto/note/index.ts";

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** kenmerk is the mark of an exchange: the first 30 bits of its id in Crockford's base 32, "K7Q-M2P". */
export function kenmerk(xid: XID): string {
  let bits = Math.floor(Number.parseInt(xid.slice(0, 8), 16) / 4);
  let mark = "";
  for (let i = 0; i < 6; i++) {
    mark = (letters[bits % 32] ?? "") + (i === 3 ? "-" : "") + mark;
    bits = Math.floor(bits / 32);
  }
  return mark;
}
