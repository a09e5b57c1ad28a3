// Who is who: organisations, the vouches that admit them, their manifests,
// members, teams with their keys, cards and mailboxes, all as signed notes
// (crypto/FORMAT.md, rules R1 to R49).
//
// It promises that a Book holds only records that follow, signature by
// signature, from the founders' roots it was made with, so that a hub can add
// nobody, swap no key and bring nothing back. A Book answers what a chain asks
// (View of chain): who may sign for which party, and which key is whose. Adding
// is async, because signatures are; asking is not, and never sees a record
// half added.
//
// It refuses a record that skips, repeats or contradicts one before it (E11), a
// signature that does not count (E04) or by somebody who may not (E05), and
// unknown or revoked keys and records (E06). It has no clock, holds no private
// key and opens nothing.
export { maxTerms } from "./accept.ts";
export { Book, type Add, type Founders } from "./book.ts";
export { encodeCard, parseCard, type Card, type Hours } from "./card.ts";
export type { Kind } from "./forms.ts";
export { mailboxLife, parseMailbox, signedMailbox, type Mailbox, type MailboxDraft } from "./mailbox.ts";
export {
  assigned, cardOf, parseManifest, passkeyBound, recordOf, signedManifest,
  type Assign, type Manifest, type ManifestDraft, type Membership, type Policy, type Posting, type Revocation,
} from "./manifest.ts";
export { checkName, nameHash, parseMember, signedMember, type Member, type MemberDraft } from "./member.ts";
export {
  parseOrg, parseVouch, signedOrg, signedVouch, type Org, type OrgDraft, type Vouch, type VouchDraft,
} from "./org.ts";
export { holdsKey, parseTeam, signedTeam, type Team, type TeamDraft, type Wrap } from "./team.ts";
export { oldTeamKey, type LogRoots } from "./view.ts";
export { write, type Signer } from "./write.ts";
