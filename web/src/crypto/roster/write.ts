import { attach, type Bytes, type Sig } from "../note/index.ts";

/**
 * Signer makes one signature; whoever holds the key brings it, so that this
 * folder needs none.
 */
export type Signer = (signed: Bytes) => Promise<Sig>;

/**
 * write signs a record as one of the functions signedOrg, signedVouch,
 * signedManifest, signedMember, signedTeam and signedMailbox printed it: the
 * root for an organisation; an admin of by for a vouch; what those functions say
 * for the others. It gives the bytes to publish. Whether the signers may sign is
 * for a Book to say.
 */
export async function write(signed: Bytes, ...by: Signer[]): Promise<Bytes> {
  return attach(signed, ...(await Promise.all(by.map((sign) => sign(signed)))));
}
