// «Afschermen»: named members of a team in the place of that team.

import { useState } from "preact/hooks";
import { useReading } from "../base/act.ts";
import { useApp, useLanguage } from "../base/app.ts";
import { Radios, Skeleton, TroubleNote } from "../part/index.ts";
import { ActDialog } from "./act.tsx";
import { calledBy } from "./compare.tsx";
import { Members } from "./people.tsx";
import type { StepProps } from "./steps.tsx";
import { usePartiesText } from "./text.ts";

export function Restrict({ x, seats, onClose }: StepProps) {
  const { link } = useApp();
  const language = useLanguage();
  const text = usePartiesText().restrict;
  const teams = seats.seats.filter((s) => s.party.startsWith("t") && !s.owner);
  const [party, setParty] = useState(teams[0]?.party ?? "");
  const [chosen, setChosen] = useState<string[]>([]);
  const [pressed, setPressed] = useState(false);
  const team = party.slice(1);
  const reading = useReading(() => link.call("named", team), [team]);
  const inside = seats.seats.map((s) => s.party);
  const members = (reading.value ?? []).filter((n) => !inside.includes("m" + n.member));
  const who = members.filter((n) => chosen.includes(n.member));
  const names = new Intl.ListFormat(language).format(who.map(calledBy));
  return (
    <ActDialog
      title={text.title}
      go={text.go}
      told={who.length > 1 ? text.doneMany(names) : text.done(names)}
      onClose={onClose}
      lacks={() => {
        setPressed(true);
        return who.length === 0 ? "restrict-members" : "";
      }}
      call={who.filter((n) => !n.compared)}
      compared={reading.again}
      act={() => link.call("restrict", x.exchange, team, who.map((n) => n.member))}
    >
      <p>
        {text.text(teams.find((s) => s.party === party)?.name ?? "")} {text.known}
      </p>
      {teams.length > 1 && (
        <Radios
          id="restrict-team"
          label={text.which}
          value={party}
          onChange={(p) => {
            setParty(p);
            setChosen([]);
          }}
          options={teams.map((s) => ({ value: s.party, label: s.name, hint: s.organisation }))}
        />
      )}
      {reading.failed && <TroubleNote trouble={reading.failed} retry={reading.again} />}
      {reading.value ? (
        <Members
          id="restrict-members"
          label={text.who}
          hint={text.whoHint}
          error={pressed && who.length === 0 ? text.nobody : ""}
          list={members}
          chosen={chosen}
          onChange={setChosen}
        />
      ) : (
        !reading.failed && <Skeleton reading={reading} />
      )}
      <p>{text.reads}</p>
      <p>{text.others}</p>
    </ActDialog>
  );
}
