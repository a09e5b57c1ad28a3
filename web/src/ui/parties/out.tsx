// «Eruit halen», and «Wij gaan eruit».

import { useState } from "preact/hooks";
import { useApp } from "../base/app.ts";
import { Radios } from "../part/index.ts";
import { TeamPicker } from "../tasks/compose/team.tsx";
import { ActDialog } from "./act.tsx";
import type { StepProps } from "./steps.tsx";
import { usePartiesText } from "./text.ts";

export function Remove({ x, seats, onClose }: StepProps) {
  const { link } = useApp();
  const text = usePartiesText().remove;
  const others = seats.seats.filter((s) => !s.owner);
  const only = others.length === 1 ? others[0] : undefined;
  const [party, setParty] = useState(only?.party ?? "");
  const [pressed, setPressed] = useState(false);
  const seat = others.find((s) => s.party === party);
  return (
    <ActDialog
      title={text.title}
      go={text.go}
      stop
      told={text.done(seat?.name || seat?.organisation || "")}
      onClose={onClose}
      lacks={() => {
        setPressed(true);
        return seat ? "" : "remove-party";
      }}
      act={() => link.call("removeParty", x.exchange, party)}
    >
      <Radios
        id="remove-party"
        label={text.which}
        value={party}
        onChange={setParty}
        options={others.map((s) => ({ value: s.party, label: s.name || s.organisation, hint: s.organisation }))}
        {...(pressed && !seat ? { error: text.choose } : {})}
      />
      <p>{text.reads}</p>
      <p>{text.sees}</p>
    </ActDialog>
  );
}

export function Leave({ x, seats, onClose }: StepProps) {
  const { link, session } = useApp();
  const text = usePartiesText().leave;
  const [place, setPlace] = useState<"nobody" | "other">("nobody");
  const [team, setTeam] = useState("");
  const [pressed, setPressed] = useState(false);
  const me = session.me.value;
  const inside = seats.seats.map((s) => s.party);
  const restricted = seats.seats.some((s) => s.named);
  // Only a team may be replaced, and only where no single member takes part.
  const own = x.party.startsWith("t") && !restricted ? (me?.teams ?? []).filter((t) => t.org === me?.org && !inside.includes("t" + t.id)) : [];
  const swaps = place === "other" && own.length > 0;
  const picked = own.find((t) => t.id === team);
  return (
    <ActDialog
      title={text.title}
      go={swaps ? text.swap : text.go}
      stop={!swaps}
      told={swaps ? text.swapped(picked?.name ?? "") : text.done}
      onClose={onClose}
      lacks={() => {
        setPressed(true);
        return swaps && !picked ? "leave-team" : "";
      }}
      act={() => (swaps ? link.call("replaceParty", x.exchange, team) : link.call("leaveParty", x.exchange))}
    >
      <p>{text.reads}</p>
      <p>{text.sees}</p>
      {own.length > 0 && (
        <Radios<"nobody" | "other">
          id="leave-place"
          label={text.place}
          value={place}
          onChange={setPlace}
          options={[
            { value: "nobody", label: text.nobody },
            { value: "other", label: text.other, hint: text.otherHint },
          ]}
        />
      )}
      {swaps && (
        <TeamPicker id="leave-team" label={text.which} teams={own} value={team} onChange={setTeam} {...(pressed && !picked ? { error: text.choose } : {})} />
      )}
    </ActDialog>
  );
}
