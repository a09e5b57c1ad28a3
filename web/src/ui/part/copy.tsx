// Copies a text and says that it did.

import { useEffect, useState } from "preact/hooks";
import { useApp, useText } from "../base/app.ts";
import { Button } from "./button.tsx";

export function CopyButton({ text: copied, children, label }: { text: () => string | Promise<string>; children?: string; label?: string }) {
  const { notices } = useApp();
  const text = useText().parts;
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const back = setTimeout(() => setDone(false), 4000);
    return () => clearTimeout(back);
  }, [done]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(await copied());
      setDone(true);
      notices.say(text.copied);
    } catch {
      notices.tell(text.copyFails, "bad");
    }
  }
  return (
    <Button icon={done ? "check" : "copy"} onClick={() => void copy()} {...(label ? { label } : {})}>
      {done ? text.copied : (children ?? text.copy)}
    </Button>
  );
}
