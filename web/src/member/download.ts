import { Identity } from "../crypto/identity/index.ts";
import { fail, type Bytes, type Hash, type XID } from "../crypto/note/index.ts";
import { openAttachment } from "../crypto/seal/index.ts";
import type { Member } from "./member.ts";
import { read } from "./read.ts";
import { filesOf } from "./view.ts";

/**
 * file gives an attachment, checked whole before any of it comes out: E21 when the
 * entry has no such file, E08, E10, E14 and E18 as for a sealed file.
 */
export async function file(m: Member, xid: XID, seq: number, root: Hash): Promise<Blob> {
  const x = await read(m, xid);
  const entry = x.entries[seq] ?? fail("E21", "no attachment there");
  const a = filesOf(entry).find((f) => f.file.root === root) ?? fail("E21", "no attachment of that root");
  const parts: Bytes[] = [];
  await openAttachment(
    (part) => {
      parts.push(part);
    },
    (n) => m.hub.piece(x.party, xid, root, n),
    root,
    a.sealedSize,
    await Identity.parse(a.identity),
  );
  return new Blob(parts, { type: a.file.type });
}
