// «Team erbij»: a whole team, or one member of it.

import { useState } from "preact/hooks";
import { useReading } from "../base/act.ts";
import { useApp } from "../base/app.ts";
import { Radios, TroubleNote } from "../part/index.ts";
import { TeamCard, TeamPicker } from "../tasks/compose/team.tsx";
import { ActDialog } from "./act.tsx";
import { calledBy } from "./compare.tsx";
import { Members } from "./people.tsx";
import type { StepProps } from "./steps.tsx";
import { usePartiesText } from "./text.ts";

export function Add({ x, seats, onClose }: StepProps) {
  const { link, session } = useApp();
  const all = usePartiesText();
  const text = all.add;
  const [team, setTeam] = useState("");
  const [who, setWho] = useState<"all" | "one">("all");
  const [chosen, setChosen] = useState<string[]>([]);
  const [history, setHistory] = useState<"later" | "before">("later");
  const [pressed, setPressed] = useState(false);
  const book = useReading(() => link.call("teams"), []);
  const inside = seats.seats.map((s) => s.party);
  const own = session.me.value?.org;
  const teams = (book.value ?? []).filter((t) => (who === "one" || !inside.includes("t" + t.id)) && (!seats.mailbox || t.org === own));
  const picked = teams.find((t) => t.id === team);
  const named = useReading(async () => (team === "" || who === "all" ? [] : link.call("named", team)), [team, who]);
  const members = (named.value ?? []).filter((n) => !inside.includes("m" + n.member));
  const one = members.find((n) => chosen.includes(n.member));
  const name = who === "one" && one ? calledBy(one) : (picked?.name ?? "");
  return (
    <ActDialog
      title={text.title}
      go={text.go}
      told={text.done(name)}
      onClose={onClose}
      lacks={() => {
        setPressed(true);
        // The note beside a changed key says how to go on, as it does with a letter.
        if (!picked || (who === "all" && picked.key.state === "changed")) return "add-team";
        return who === "one" && !one ? "add-member" : "";
      }}
      call={who === "one" && one && !one.compared ? [one] : []}
      compared={named.again}
      act={() =>
        who === "one" && one
          ? link.call("addMember", x.exchange, team, one.member, history === "before")
          : link.call("addParty", x.exchange, team, history === "before")
      }
    >
      {book.failed && <TroubleNote trouble={book.failed} retry={book.again} />}
      <TeamPicker
        id="add-team"
        label={text.which}
        teams={teams}
        value={team}
        onChange={(id) => {
          setTeam(id);
          setChosen([]);
        }}
        {...(pressed && !picked ? { error: text.choose } : {})}
      />
      {picked?.key.state === "changed" && <TeamCard team={picked} />}
      {picked && (
        <Radios<"all" | "one">
          id="add-who"
          label={text.who}
          value={who}
          onChange={setWho}
          options={[
            { value: "all", label: text.all },
            { value: "one", label: text.one, hint: text.oneHint },
          ]}
        />
      )}
      {picked && who === "one" && named.value && (
        <Members
          id="add-member"
          one
          label={all.restrict.who}
          hint={all.restrict.whoHint}
          error={pressed && !one ? all.restrict.nobody : ""}
          list={members}
          chosen={chosen}
          onChange={setChosen}
        />
      )}
      {named.failed && <TroubleNote trouble={named.failed} retry={named.again} />}
      {picked && (
        <Radios<"later" | "before">
          id="add-history"
          label={text.history}
          value={history}
          onChange={setHistory}
          options={[
            { value: "later", label: text.later, hint: text.laterHint },
            { value: "before", label: text.before, hint: text.beforeHint },
          ]}
        />
      )}
      <p>{text.sees}</p>
    </ActDialog>
  );
}
