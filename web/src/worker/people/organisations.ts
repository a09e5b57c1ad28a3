// Which organisations there are, and why they count.

import type { Member } from "../../member/member.ts";
import { refresh } from "../../member/teams.ts";
import type { Organisation } from "./calls.ts";

/** Every organisation of the verified directory, by name. */
export async function organisations(m: Member): Promise<Organisation[]> {
  await refresh(m);
  const { book } = m.dir;
  const list = book.orgs().flatMap((id): Organisation[] => {
    const org = book.org(id);
    if (org === undefined) return [];
    return [{
      id, name: org.name, mine: id === m.org, founder: m.trust.founders[id] !== undefined,
      vouchers: book.vouchers(id).flatMap((by) => book.org(by)?.name ?? []),
      since: new Date(org.time * 1000).toISOString(), root: grouped(org.root.id), teams: book.manifest(id)?.teams.length ?? 0,
    }];
  });
  return list.sort((a, b) => a.name.localeCompare(b.name, "nl"));
}

/** A fingerprint as people read it to each other. */
export function grouped(id: string): string {
  return id.match(/.{1,4}/g)?.join(" ") ?? "";
}
