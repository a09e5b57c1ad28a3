// In which teams a colleague works. What changes is one manifest for each team.

import { useState } from "preact/hooks";
import type { Colleague, Staff } from "../../worker/people/calls.ts";
import { useAct } from "../base/act.ts";
import { useApp, useText } from "../base/app.ts";
import { Title } from "../frame/index.ts";
import { Button, Checkbox, Note, TroubleNote } from "../part/index.ts";
import { useConfirm } from "../ways/index.ts";
import { usePeopleText } from "./text.ts";
import { called } from "./view.ts";

export function Choosing({ staff, who, onDone }: { staff: Staff; who: Colleague; onDone: () => void }) {
  const { link, notices } = useApp();
  const parts = useText().parts;
  const all = usePeopleText();
  const text = all.staff;
  const act = useAct();
  const sure = useConfirm();
  const [chosen, setChosen] = useState<readonly string[]>(who.teams);
  const alone = staff.teams.filter((t) => !chosen.includes(t.id) && t.holders.length === 1 && t.holders[0] === who.member);

  async function save() {
    if (!(await sure.unlessJust(20))) return;
    const saved = await act.run(async () => {
      for (const { id } of staff.teams) {
        const is = chosen.includes(id);
        if (is !== who.teams.includes(id)) await link.call("assign", id, who.member, is);
      }
    });
    if (!saved) return;
    notices.tell(text.chosen, "good");
    onDone();
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Title document={text.change}>{text.changeOf(called(all, who))}</Title>
      {act.failed && <TroubleNote trouble={act.failed} />}
      <fieldset class="field">
        <legend class="field__label">{text.choose}</legend>
        <p class="field__hint">{text.changeNote}</p>
        {staff.teams.map((t) => (
          <Checkbox
            key={t.id}
            label={t.name}
            checked={chosen.includes(t.id)}
            onChange={(is) => setChosen(is ? [...chosen, t.id] : chosen.filter((id) => id !== t.id))}
          />
        ))}
      </fieldset>
      {alone.map((t) => (
        <Note key={t.id} tone="let-op">
          <p>{all.leave.alone(t.name)}</p>
        </Note>
      ))}
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
