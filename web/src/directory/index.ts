// The address book of the hub as this member has verified it: the list of all
// records, and of each organisation that was needed the records themselves,
// checked from the founders' roots down. Twin of directory, address and
// teamkeys in partners.
//
// It promises that a name, a number or a key that comes out of it stands in a
// signed record under a root from the trust file; that a record is fetched once
// in its life, by its hash; and that a team's secret key is used only when its
// public half is the recipient in the signed team note (unwrap, then match).
//
// It refuses to believe the hub's list, a name that reads like another team's
// (E30), and a hub that withholds a record (E06).
export { Directory } from "./replica.ts";
export type { Records } from "./replica.ts";
export { find, serving, teamList } from "./team.ts";
export type { Listed } from "./team.ts";
export { TeamKeys } from "./teamkeys.ts";
export { Turn } from "./turn.ts";
