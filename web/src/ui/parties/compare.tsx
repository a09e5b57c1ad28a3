// Comparing the keys of one member by phone: it reads eight words aloud, and who hears
// them types them.

import type { Exchange } from "../../worker/protocol.ts";
import type { Named } from "../../worker/parties/calls.ts";
import { useReading } from "../base/act.ts";
import { useApp } from "../base/app.ts";
import { Heard } from "../keys/heard.tsx";
import { Dialog, Note, Phone, Skeleton, TroubleNote } from "../part/index.ts";
import { usePartiesText } from "./text.ts";

export const calledBy = (n: Named) => n.name || n.code;

export function Compare({ named, why, done }: { named: Named; why: string; done: () => void }) {
  const { link, notices } = useApp();
  const text = usePartiesText().compare;
  return (
    <>
      <p>{why}</p>
      {named.name !== "" && <p class="meta">{text.code(named.code)}</p>}
      {named.phones.length === 0 && (
        <Note tone="let-op">
          <p>{text.noPhone}</p>
        </Note>
      )}
      {named.phones.map(({ team, number }) => (
        <p key={team + number}>
          <Phone number={number}>{text.call(team, number)}</Phone>
        </p>
      ))}
      <p>{text.how}</p>
      <Heard
        key={named.member}
        id="heard-member"
        label={text.check}
        differ={text.differNext}
        act={(words) => link.call("compareMember", named.member, words)}
        done={() => {
          notices.tell(text.good, "good");
          done();
        }}
      />
    </>
  );
}

/** Where a send stopped: the first who takes part for itself and was not compared as it is now. */
export function CompareDialog({ x, onClose }: { x: Exchange; onClose: () => void }) {
  const { link } = useApp();
  const text = usePartiesText().compare;
  const reading = useReading(() => link.call("seats", x.exchange), [x.exchange]);
  const behind = x.lags.filter((l) => l.compare).map((l) => l.party);
  const seat = reading.value?.seats.find((s) => s.named && !s.named.compared && behind.includes(s.party));
  const named = seat?.named;
  return (
    <Dialog title={text.title(named ? calledBy(named) : "…")} onClose={onClose}>
      {reading.failed && <TroubleNote trouble={reading.failed} retry={reading.again} />}
      {named ? <Compare named={named} why={text.moved} done={onClose} /> : !reading.failed && <Skeleton reading={reading} />}
    </Dialog>
  );
}
