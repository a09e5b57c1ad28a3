import type { Public, Recipient } from "../keys/index.ts";
import { codeOf, fail, type Bytes, type Hash, type MemberID, type OrgID, type Party, type TeamID } from "../note/index.ts";
import type { Card } from "./card.ts";
import { heldBy } from "./epoch.ts";
import { noteOf } from "./compact.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Manifest } from "./manifest.ts";
import type { Member } from "./member.ts";
import type { Org } from "./org.ts";
import type { Pages } from "./pages.ts";
import type { Team } from "./team.ts";
import { active, orgNow } from "./view.ts";

/** Reader is what may be asked of a Book. What it gives is shared and must not be changed. */
export class Reader {
  protected readonly pages: Pages;

  constructor(pages: Pages) {
    this.pages = pages;
  }

  /** org gives an accepted organisation, undefined without. */
  org(org: OrgID): Org | undefined {
    const s = this.pages.orgs.get(org);
    return s?.accepted ? s.org : undefined;
  }

  /** orgs lists the accepted organisations, sorted by id. */
  orgs(): OrgID[] {
    return [...this.pages.orgs.values()].filter((s) => s.accepted).map((s) => s.org.org).sort();
  }

  /** vouchers lists who has vouched for an organisation, in the order they did. */
  vouchers(org: OrgID): readonly OrgID[] {
    return this.pages.orgs.get(org)?.vouchers ?? [];
  }

  /** orgOf gives the organisation of a party now, ZeroID for a mailbox, undefined when it is unknown. */
  orgOf(party: Party): OrgID | undefined {
    return orgNow(this.pages, party);
  }

  /** manifest gives the newest manifest of an organisation, undefined without. */
  manifest(org: OrgID): Manifest | undefined {
    return this.pages.orgs.get(org)?.manifest;
  }

  /**
   * sealedTo gives the hash of the member note that counted for a member when the newest
   * epoch of a team was taken; undefined when that epoch has no line for it.
   */
  sealedTo(team: TeamID, member: MemberID): Hash | undefined {
    const state = this.pages.teams.get(team);
    return state === undefined ? undefined : heldBy(state, member);
  }

  /** team gives the newest epoch of a team, undefined before the first. */
  team(team: TeamID): Team | undefined {
    return this.pages.teams.get(team)?.epochs.at(-1);
  }

  /** teamAt gives one epoch of a team, undefined when there is none. */
  teamAt(team: TeamID, epoch: number): Team | undefined {
    return this.pages.teams.get(team)?.epochs[epoch];
  }

  /** teamOrg gives the organisation of a team that a manifest has named. */
  teamOrg(team: TeamID): OrgID | undefined {
    return this.pages.teams.get(team)?.org;
  }

  /**
   * member gives the note that the newest manifest names for a member, also when
   * its key is revoked; undefined for who is no member now.
   */
  member(member: MemberID): Member | undefined {
    return noteOf(this.pages.members.get(member)?.record);
  }

  /**
   * memberNote gives a member note by its hash, whether or not a manifest names
   * it; undefined when the book does not hold it.
   */
  memberNote(hash: Hash): Member | undefined {
    return noteOf(this.pages.notes.get(hash));
  }

  /** active says whether somebody is a member now whose keys are not revoked. */
  active(member: MemberID): boolean {
    return active(this.pages, member) !== undefined;
  }

  /**
   * login gives the key with which an account logs in: that of an active member
   * with its organisation, or that of a mailbox, whose organisation is "". Whether
   * the mailbox has expired is for the caller, who has a clock (mailbox).
   */
  login(account: MemberID): { key: Public; org: OrgID | "" } | undefined {
    const r = active(this.pages, account);
    if (r !== undefined) return { key: r.login, org: r.org };
    const m = this.mailbox(account);
    return m && { key: m.login, org: "" };
  }

  /** teamsOf lists the teams a member is assigned to now, sorted. */
  teamsOf(member: MemberID): readonly TeamID[] {
    return this.pages.members.get(member)?.teams ?? [];
  }

  /** assigned lists the members assigned to a team now, sorted. */
  assigned(team: TeamID): readonly MemberID[] {
    return this.pages.teams.get(team)?.assigned ?? [];
  }

  /** card gives the card of a team, undefined when it is missing or does not count. */
  card(team: TeamID): Card | undefined {
    try {
      return this.checkCard(team);
    } catch (err) {
      if (codeOf(err) === "") throw err;
      return undefined;
    }
  }

  /**
   * checkCard gives the card that the newest manifest names for a team: E06 when the
   * team or the card is not there, E05 when the card is another team's or of a
   * kind that its organisation does not have.
   */
  checkCard(team: TeamID): Card {
    const s = this.pages.teams.get(team);
    const card = s?.card === undefined ? undefined : this.pages.cards.get(s.card);
    if (s === undefined || card === undefined) return fail("E06", "card of the team is missing");
    if (card.team !== team) fail("E05", "card is of another team");
    if (!this.pages.orgs.get(s.org)?.org.kinds.includes(card.kind)) {
      fail("E05", "card: its organisation has no teams of that kind");
    }
    return card;
  }

  /**
   * terms gives the templates and terms that an organisation's newest manifest
   * names, undefined when there are none or they are missing.
   */
  terms(org: OrgID): Bytes | undefined {
    return this.pages.terms.get(this.manifest(org)?.terms ?? "");
  }

  /** mailbox gives a mailbox note, undefined without. */
  mailbox(rid: MemberID): Mailbox | undefined {
    return this.pages.mailboxes.get(rid);
  }

  /**
   * named counts the records that name a recipient: member notes, team notes and
   * manifests, old ones too, and mailboxes that were not forgotten.
   */
  named(rh: Hash): number {
    return this.pages.named.get(rh) ?? 0;
  }

  /** recipient gives the recipient with that hash: E06 when it was not added. */
  recipient(rh: Hash): Recipient {
    return this.pages.recipients.get(rh) ?? fail("E06", "recipient is missing");
  }

  /**
   * size is one more than the highest number of a record: the size of the log, as
   * far as this book has seen it.
   */
  size(): number {
    return this.pages.size;
  }
}
