// What the page asks about people and organisations: answered by a bundle that is
// fetched when the first of it is asked (later.ts). Nothing here runs.

import type { OrgID } from "../../crypto/note/value.ts";

/** An organisation of the directory, as its records and those who vouched say. */
export interface Organisation {
  id: OrgID;
  name: string;
  mine: boolean;
  founder: boolean; // one of those that this region began with
  vouchers: string[]; // names of the organisations that vouched for it
  since: string; // the time that its own record has
  root: string; // fingerprint of its root key, in groups to be read aloud
  teams: number;
}

/** Each call, by name, as in Calls. */
export interface PeopleCalls {
  organisations(): Organisation[];
}
