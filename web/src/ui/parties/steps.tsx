// What can be changed of who takes part, below «Wie doen mee?».

import { useState } from "preact/hooks";
import type { Exchange } from "../../worker/protocol.ts";
import type { Seats } from "../../worker/parties/calls.ts";
import { useReading } from "../base/act.ts";
import { useApp } from "../base/app.ts";
import { Button, Skeleton, TroubleNote } from "../part/index.ts";
import { Add } from "./add.tsx";
import { Leave, Remove } from "./out.tsx";
import { Restrict } from "./restrict.tsx";
import { usePartiesText } from "./text.ts";

type Open = "" | "add" | "restrict" | "remove" | "leave";

export interface StepProps {
  x: Exchange;
  seats: Seats;
  onClose: () => void;
}

export function PartySteps({ x }: { x: Exchange }) {
  const { link } = useApp();
  const text = usePartiesText().steps;
  const reading = useReading(() => link.call("seats", x.exchange), [x.exchange, x.entries.length]);
  const [open, setOpen] = useState<Open>("");
  const seats = reading.value;
  if (!seats) return reading.failed ? <TroubleNote trouble={reading.failed} retry={reading.again} /> : <Skeleton rows={2} reading={reading} />;
  const { owner, offered } = seats;
  const others = seats.seats.filter((s) => !s.owner);
  const first = seats.seats.find((s) => s.owner);
  const close = () => setOpen("");
  const props = { x, seats, onClose: close };
  const button = (name: Exclude<Open, "">) => <Button onClick={() => setOpen(name)}>{text[name]}</Button>;
  return (
    <>
      {offered && <p>{text.offered}</p>}
      {!owner && first && <p>{text.only(first.name || first.organisation)}</p>}
      <div class="row">
        {owner && !offered && button("add")}
        {owner && !offered && others.some((s) => s.party.startsWith("t")) && button("restrict")}
        {owner && !offered && others.length > 0 && button("remove")}
        {!owner && x.next.includes("leave") && button("leave")}
      </div>
      {owner && !offered && <p class="meta">{first?.named ? text.alone : text.stays}</p>}
      {open === "add" && <Add {...props} />}
      {open === "restrict" && <Restrict {...props} />}
      {open === "remove" && <Remove {...props} />}
      {open === "leave" && <Leave {...props} />}
    </>
  );
}
