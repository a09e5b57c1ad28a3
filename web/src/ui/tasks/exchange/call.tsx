// Whom to call: the numbers of the other teams, always from the address book and
// never from what somebody wrote.

import type { Holder } from "../../../worker/protocol.ts";
import { useReading } from "../../base/act.ts";
import { useApp, useText } from "../../base/app.ts";
import { Link, Phone } from "../../part/index.ts";
import { placeOf } from "./read.ts";

export function CallTeams({ parties }: { parties: readonly Holder[] }) {
  const { link } = useApp();
  const text = useText().thread;
  const teams = useReading(() => link.call("teams"), []);
  if (!teams.value && !teams.failed) return null;
  return (
    <>
      {parties.map((party) => {
        const phone = teams.value?.find((team) => party.party === "t" + team.id)?.phone ?? "";
        return (
          <div key={party.party} class="row">
            <p>{text.call(placeOf(party))}</p>
            {phone === "" ? <Link to="adresboek" alone>{text.inBook}</Link> : <Phone number={phone} />}
          </div>
        );
      })}
    </>
  );
}
