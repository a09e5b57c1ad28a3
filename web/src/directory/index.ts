// The address book of the hub as this member has verified it: the whole directory
// log, recomputed from its lines up to the newest checkpoint that the log and its
// witnesses signed, and of each organisation that was needed the records themselves,
// checked from the founders' roots down. Twin of log, directory, address and teamkeys
// in partners.
//
// It promises that what it shows is what the log and its witnesses signed, that it
// never goes back, and that nothing is signed with a view that is too old; that a
// name, a number or a key that comes out of it stands in a signed record under a root
// from the trust file; that a record is fetched once in its life, by its hash; and
// that a team's secret key is used only when its public half is the recipient in the
// signed team note (unwrap, then match).
//
// It refuses a log that takes back, changes or hides a line (E11), that too few
// witnesses signed (E13), a name that reads like another team's (E30), and a hub that
// withholds a record (E06).
export { freshFor, freshToAct, freshToWrite } from "./log.ts";
export { Directory } from "./replica.ts";
export type { Numbered, Records } from "./replica.ts";
export { skeleton } from "./skeleton.ts";
export { find, serving, teamList } from "./team.ts";
export type { Listed } from "./team.ts";
export { TeamKeys } from "./teamkeys.ts";
export { Turn } from "./turn.ts";
