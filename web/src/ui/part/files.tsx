// Choosing files, and how far each has gone to the hub. A file can be paused and
// goes on where it was, also after a break.

import { useId, useRef, useState } from "preact/hooks";
import { fileSize } from "../../text/index.ts";
import type { SendFile, Upload } from "../../worker/protocol.ts";
import { useLanguage, useText } from "../base/app.ts";
import { Icon } from "../base/icon.tsx";
import { Button } from "./button.tsx";
import { FieldError } from "./field.tsx";

export const mostBytes = 25_000_000;

export interface FilePickerProps {
  label: string;
  files: readonly SendFile[];
  onChange: (files: SendFile[]) => void;
  uploads?: readonly Upload[];
  onPause?: (upload: string) => void;
  onResume?: (upload: string) => void;
  most?: number;
}

export function FilePicker(props: FilePickerProps) {
  const { files, onChange, most = mostBytes } = props;
  const text = useText().parts.file;
  const optional = useText().parts.optional;
  const language = useLanguage();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [big, setBig] = useState("");
  const size = (n: number) => fileSize(language, n);

  function add(chosen: FileList | null) {
    const all = [...(chosen ?? [])];
    const tooBig = all.find((f) => f.size > most);
    setBig(tooBig ? text.big(tooBig.name, size(most)) : "");
    const fits = all.filter((f) => f.size <= most);
    onChange([...files, ...fits.map((f) => ({ name: f.name, type: f.type, blob: f }))]);
    if (input.current) input.current.value = "";
  }

  return (
    <div class={big === "" ? "field" : "field field--wrong"} role="group" aria-labelledby={id}>
      <span class="field__label" id={id}>
        {props.label}
        <span class="field__optional"> ({optional})</span>
      </span>
      <p class="field__hint">{text.hint(size(most))}</p>
      {big !== "" && <FieldError id={id + "-error"}>{big}</FieldError>}
      {files.length === 0 && <p class="meta">{text.none}</p>}
      {files.length > 0 && (
        <ul role="list" class="files">
          {files.map((file, i) => {
            const upload = props.uploads?.find((u) => u.name === file.name && u.size === file.blob.size);
            return (
              <li key={`${i}-${file.name}`} class="file">
                <Icon name="file" size={24} />
                <div class="file__text">
                  <span class="file__name">{file.name}</span>
                  <FileProgress file={file} {...(upload ? { upload } : {})} />
                </div>
                {upload && upload.done < upload.size && (
                  <Button
                    kind="quiet"
                    icon={upload.paused ? "play" : "pause"}
                    label={upload.paused ? text.resume(file.name) : text.pause(file.name)}
                    onClick={() => (upload.paused ? props.onResume?.(upload.id) : props.onPause?.(upload.id))}
                  >
                    {""}
                  </Button>
                )}
                <Button
                  kind="quiet"
                  icon="close"
                  label={text.remove(file.name)}
                  onClick={() => onChange(files.filter((_, at) => at !== i))}
                >
                  {""}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <input
        ref={input}
        id={id + "-input"}
        class="visually-hidden"
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={(e) => add(e.currentTarget.files)}
      />
      <div class="row">
        <Button icon="paperclip" onClick={() => input.current?.click()}>
          {files.length === 0 ? text.choose : text.more}
        </Button>
      </div>
    </div>
  );
}

function FileProgress({ file, upload }: { file: SendFile; upload?: Upload }) {
  const text = useText().parts.file;
  const language = useLanguage();
  if (!upload) return <span class="meta">{fileSize(language, file.blob.size)}</span>;
  if (upload.done >= upload.size) return <span class="meta">{text.done}</span>;
  const done = fileSize(language, upload.done);
  return (
    <>
      <progress class="progress" max={upload.size} value={upload.done} aria-label={file.name} />
      <span class="meta">
        {text.progress(done, fileSize(language, upload.size))}
        {upload.paused && ` · ${text.paused}`}
      </span>
    </>
  );
}
