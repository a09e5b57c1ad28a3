// A new team, whose first key its admin keeps, or what others see of one.

import { useState } from "preact/hooks";
import { findKind } from "../../flows/kinds/index.ts";
import type { Staff, StaffTeam } from "../../worker/people/calls.ts";
import { useAct } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { Title } from "../frame/index.ts";
import { Button, ErrorSummary, Radios, TextField, TroubleNote, type Wrong } from "../part/index.ts";
import { useConfirm } from "../ways/index.ts";
import { usePeopleText } from "./text.ts";

export function TeamForm({ staff, team, onDone }: { staff: Staff; team?: StaffTeam; onDone: () => void }) {
  const { link, notices } = useApp();
  const parts = useText().parts;
  const text = usePeopleText().staff;
  const act = useAct();
  const sure = useConfirm();
  const [name, setName] = useState(team?.name ?? "");
  const [kind, setKind] = useState(team?.kind ?? staff.kinds[0] ?? "");
  const [phone, setPhone] = useState(team?.phone ?? "");
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const [turn, setTurn] = useState(0);

  async function save() {
    const found: Wrong[] = [];
    if (name.trim() === "") found.push({ id: "team-name", text: text.teamMissing });
    if (!/^\+?[0-9][0-9 -]{1,29}$/.test(phone.trim())) found.push({ id: "team-phone", text: text.phoneMissing });
    setWrong(found);
    setTurn((n) => n + 1);
    if (found.length > 0 || !(await sure.unlessJust(20))) return;
    const saved = await act.run(() =>
      team ? link.call("setTeam", team.id, name, phone) : link.call("addTeam", name, kind, phone),
    );
    if (!saved) return;
    notices.tell(team ? text.teamSaved : text.teamMade, "good");
    onDone();
  }
  const errorAt = (id: string) => {
    const found = wrong.find((w) => w.id === id)?.text;
    return found ? { error: found } : {};
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Title>{team ? text.editTeam(team.name) : text.addTeam}</Title>
      <ErrorSummary wrong={wrong} turn={turn} />
      {act.failed && <TroubleNote trouble={act.failed} />}
      <TextField id="team-name" label={text.teamName} value={name} onInput={setName} {...errorAt("team-name")} />
      {!team && staff.kinds.length > 1 && (
        <Radios label={text.teamKind} options={staff.kinds.map((k) => ({ value: k, label: findKind(k).name }))} value={kind} onChange={setKind} />
      )}
      <TextField id="team-phone" label={text.teamPhone} hint={text.teamPhoneHint} value={phone} onInput={setPhone} mode="tel" short {...errorAt("team-phone")} />
      <div class="row">
        <Button kind="main" submit busy={act.busy}>
          {text.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {parts.cancel}
        </Button>
      </div>
      {sure.dialog}
    </form>
  );
}
