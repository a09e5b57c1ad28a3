// Attachments: fetched and checked whole by the worker before any byte comes out.
// Images are decoded to a canvas, so that nothing in them can act; the rest can only
// be saved, under a name in which no mark turns letters.

import { useEffect, useRef, useState } from "preact/hooks";
import { fileSize } from "../../../text/index.ts";
import type { File, XID } from "../../../worker/protocol.ts";
import { useAct } from "../../base/act.ts";
import { useApp, useLanguage, useText } from "../../base/app.ts";
import { Icon } from "../../base/icon.tsx";
import { Button, Note, TroubleNote } from "../../part/index.ts";
import { fileName } from "../compose/said.tsx";

const images = ["image/png", "image/jpeg", "image/webp", "image/gif"];
const widest = 1600;

/** Names of what a computer runs when it is opened, whatever it says that it is. */
const runs = /\.(?:exe|msi|com|scr|bat|cmd|ps1|vbs?|jse?|wsf|hta|lnk|jar|reg|dll|app|dmg|pkg|sh|apk|iso|img|(?:doc|xls|ppt)m)$/i;

export function EntryFiles({ exchange, files }: { exchange: XID; files: readonly File[] }) {
  const text = useText();
  if (files.length === 0) return null;
  return (
    <div class="stack stack--tight">
      <ul role="list" class="files" aria-label={text.thread.files.title}>
        {files.map((file) => (
          <OneFile key={`${file.seq}-${file.root}`} exchange={exchange} file={file} />
        ))}
      </ul>
      <p class="meta">{text.parts.file.virus}</p>
    </div>
  );
}

function OneFile({ exchange, file }: { exchange: XID; file: File }) {
  const { link, session, names } = useApp();
  const { parts, thread } = useText();
  const text = thread.files;
  const language = useLanguage();
  const act = useAct();
  const [image, setImage] = useState<ImageBitmap | null>(null);
  const [broken, setBroken] = useState(false);
  const own = fileName(file.name);
  const name = names.hidden.value ? parts.hide.file : own;
  const isImage = images.includes(file.type);

  useEffect(() => () => image?.close(), [image]);
  useEffect(() => session.onWipe(() => setImage(null)), []);

  const fetched = () => link.call("file", exchange, file.seq, file.root);
  const show = () =>
    act.run(async () => {
      const blob = await fetched();
      try {
        setImage(await createImageBitmap(blob));
        setBroken(false);
      } catch {
        setBroken(true); // it is what was signed, but no image that can be shown
      }
    });
  const save = () =>
    act.run(async () => {
      const blob = await fetched();
      const address = URL.createObjectURL(new Blob([blob], { type: "application/octet-stream" }));
      const anchor = document.createElement("a");
      anchor.href = address;
      anchor.download = own;
      anchor.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    });

  return (
    <li class="file file--read">
      <Icon name="file" size={24} />
      <div class="file__text">
        <bdi class={names.hidden.value ? "file__name name--hidden" : "file__name"}>{name}</bdi>
        <span class="meta">{act.busy ? text.fetching : fileSize(language, file.size)}</span>
      </div>
      {isImage && !image && (
        <Button kind="quiet" icon="image" busy={act.busy} label={text.showOf(name)} onClick={() => void show()}>
          {text.show}
        </Button>
      )}
      {image && (
        <Button kind="quiet" icon="close" label={text.hideOf(name)} onClick={() => setImage(null)}>
          {text.hide}
        </Button>
      )}
      <Button kind="quiet" busy={act.busy} label={text.saveOf(name)} onClick={() => void save()}>
        {text.save}
      </Button>
      {runs.test(own.trim()) && (
        <div class="file__wide">
          <Note tone="let-op">
            <p>{text.program}</p>
          </Note>
        </div>
      )}
      {broken && <p class="file__wide">{text.broken}</p>}
      {act.failed && (
        <div class="file__wide">
          <TroubleNote trouble={act.failed} />
        </div>
      )}
      {image && <Picture image={image} label={text.picture(name)} />}
    </li>
  );
}

function Picture({ image, label }: { image: ImageBitmap; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const box = canvas.current;
    if (!box) return;
    const scale = Math.min(1, widest / Math.max(image.width, image.height));
    box.width = Math.max(1, Math.round(image.width * scale));
    box.height = Math.max(1, Math.round(image.height * scale));
    box.getContext("2d")?.drawImage(image, 0, 0, box.width, box.height);
  }, [image]);
  return <canvas class="file__wide picture" ref={canvas} role="img" aria-label={label} />;
}
