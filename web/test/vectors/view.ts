// The View of the chain vectors: what a directory answers, as data.
import { Public } from "../../src/crypto/keys/index.ts";
import type { Signing, View } from "../../src/crypto/chain/index.ts";
import {
  fail, type Checkpoint, type Hash, type KeyID, type MemberID, type OrgID, type Party,
} from "../../src/crypto/note/index.ts";

interface Span {
  from: number;
  until: number; // 0: for ever
}

export interface ViewData {
  signers: (Span & { name: string; author: MemberID; org: OrgID; key: KeyID; pk: string; party: Party })[];
  partyKeys: (Span & { party: Party; rh: Hash })[];
  partyOrgs: { party: Party; org: OrgID }[];
}

export class DataView implements View {
  readonly #data: ViewData;
  readonly #keys = new Map<string, Public>();

  constructor(data: ViewData) {
    this.#data = data;
  }

  signer(s: Signing): Public {
    const rows = this.#data.signers.filter(
      (r) => r.key === s.key && r.author === s.author && r.org === s.org && holds(r, s.cp.size),
    );
    if (rows.length === 0) fail("E06", "key is unknown or revoked");
    const row = rows.find((r) => r.party === s.party) ?? fail("E05", "key does not sign for the party");
    let key = this.#keys.get(row.pk);
    if (key === undefined) this.#keys.set(row.pk, (key = Public.parse(row.pk)));
    return key;
  }

  partyKey(party: Party, rh: Hash, cp: Checkpoint): void {
    if (!this.#data.partyKeys.some((r) => r.party === party && r.rh === rh && holds(r, cp.size))) {
      fail("E06", "not the current key of the party");
    }
  }

  partyOrg(party: Party): OrgID {
    return this.#data.partyOrgs.find((r) => r.party === party)?.org ?? fail("E06", "party is unknown");
  }
}

function holds({ from, until }: Span, size: number): boolean {
  return from <= size && (until === 0 || size < until);
}
