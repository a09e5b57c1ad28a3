import { fail, isID, type OrgID, type TeamID } from "../crypto/note/index.ts";
import type { Book, Card } from "../crypto/roster/index.ts";
import { skeleton } from "./skeleton.ts";

/**
 * Listed is one team of the address book. Names come from the signed card and
 * the signed organisation note, never from the hub.
 */
export interface Listed {
  readonly id: TeamID;
  readonly name: string;
  readonly organisation: string;
  readonly org: OrgID;
  readonly card: Card;
  /** Set when another team's name reads the same. */
  readonly lookalike: boolean;
}

/** teamList lists every team that the book holds, by organisation and name. */
export function teamList(book: Book): Listed[] {
  const list: Omit<Listed, "lookalike">[] = [];
  const seen = new Map<string, number>();
  for (const org of book.orgs()) {
    const of = book.org(org);
    const manifest = book.manifest(org);
    if (of === undefined || manifest === undefined) continue;
    for (const { team: id } of manifest.teams) {
      const card = book.card(id);
      if (card === undefined) continue;
      const t = { id, name: card.name, organisation: of.name, org, card };
      const reads = readsLike(t);
      seen.set(reads, (seen.get(reads) ?? 0) + 1);
      list.push(t);
    }
  }
  return list
    .map((t) => ({ ...t, lookalike: (seen.get(readsLike(t)) ?? 0) > 1 }))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

/**
 * find resolves a team's id, its exact name, or "Organisation / Team". A name
 * that fits several, or that reads like another one, is E30; none is E21.
 */
export function find(teams: readonly Listed[], name: string): Listed {
  const want = name.trim().normalize("NFC");
  const byID = teams.find((t) => t.id === want);
  if (byID !== undefined) return byID;
  // No name stands in for an id whose records are not to be had.
  const hits = isID(want) ? [] : teams.filter((t) => t.name === want || `${t.organisation} / ${t.name}` === want);
  const [hit] = hits;
  if (hit === undefined) return fail("E21", "no team is called that");
  if (hits.length > 1) fail("E30", `this name fits several teams: ${hits.map(told).join(", ")}`);
  const alike = teams.filter((t) => readsLike(t) === readsLike(hit));
  if (alike.length > 1) fail("E30", `names that read the same: ${alike.map(told).join(", ")}`);
  return hit;
}

/** serving are the teams that serve a postcode ("8012", "8012 AB") or a municipality ("GM0193"). */
export function serving(teams: readonly Listed[], area: string): Listed[] {
  const want = area.replace(/\s/g, "").toUpperCase().replace(/^(\d{4})[A-Z]{2}$/, "$1");
  return teams.filter((t) => t.card.area.includes(want));
}

function readsLike(t: Omit<Listed, "lookalike">): string {
  return skeleton(`${t.organisation}/${t.name}`);
}

function sortKey(t: Listed): string {
  return `${t.organisation}\0${t.name}${t.id}`;
}

function told(t: Listed): string {
  return `${t.id} (${t.organisation})`;
}
