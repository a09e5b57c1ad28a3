import { Public } from "../keys/index.ts";
import { fail, line, toHex, utf8, type Bytes, type Hash, type Note, type OrgID } from "../note/index.ts";
import { nameOf, orgForm, vouchForm } from "./forms.ts";

/** OrgDraft is what an organisation's first record says. */
export interface OrgDraft {
  readonly org: OrgID;
  readonly root: Public;
  readonly name: string; // as people read it, at most 200 bytes
  readonly kinds: readonly string[]; // the kinds its teams may have, sorted
  readonly time: number; // Unix seconds
}

/** Org is an organisation's first record, signed by its own root. */
export interface Org extends OrgDraft {
  readonly note: Note;
  /** What vouches and mailbox notes name as record. */
  readonly hash: Hash;
}

/**
 * parseOrg reads an organisation's note: E01 grammar, E06 root is no usable key,
 * E05 and E04 not signed by that root.
 */
export async function parseOrg(raw: Uint8Array): Promise<Org> {
  const n = orgForm.parse(raw);
  const root = Public.parse(n.get("root"));
  await root.check(n);
  const name = nameOf(n.get("name"))!; // the form lets no other text through
  const kinds = n.all("kind").map(([kind = ""]) => kind);
  return { org: n.get("org"), root, name, kinds, time: n.num("time"), note: n, hash: n.hash() };
}

/** signedOrg prints the bytes that the root signs. */
export function signedOrg(o: OrgDraft): Bytes {
  return orgForm.build(
    line("org", o.org),
    line("root", o.root.hex),
    line("name", toHex(utf8(o.name))),
    ...o.kinds.map((kind) => line("kind", kind)),
    line("time", String(o.time)),
  );
}

/** VouchDraft is what a vouch says. */
export interface VouchDraft {
  readonly org: OrgID; // who is vouched for
  readonly record: Hash; // hash of its organisation note
  readonly by: OrgID; // who vouches
  readonly time: number; // Unix seconds
}

/** Vouch is an accepted organisation's word that a record is what it says. */
export interface Vouch extends VouchDraft {
  readonly note: Note;
}

/** parseVouch reads a vouch; whether its signer may vouch is for a Book to say. */
export function parseVouch(raw: Uint8Array): Vouch {
  const n = vouchForm.parse(raw);
  const v = { org: n.get("org"), record: n.get("record"), by: n.get("by"), time: n.num("time"), note: n };
  if (v.org === v.by) fail("E05", "organisation vouches for itself");
  return v;
}

/** signedVouch prints the bytes that an admin of by signs. */
export function signedVouch(v: VouchDraft): Bytes {
  return vouchForm.build(
    line("org", v.org), line("record", v.record), line("by", v.by), line("time", String(v.time)),
  );
}
