// The parts that screens are made of, each small and with its states.
//
// Promises: a target is at least 44 px; state is an icon and words, never a colour
// alone; every part works by keyboard and says to a screen reader what it shows.
// Refuses: style attributes, HTML from text, browser validation, disabled buttons.

export { Button, ButtonLink, Link, Phone, WithPhone, type ButtonProps } from "./button.tsx";
export { Chip, CustodyLine, NewPill, Presence, TermijnChip, type Tone } from "./chip.tsx";
export { Claim, type ClaimProps } from "./claim.tsx";
export { CopyButton } from "./copy.tsx";
export { DateField, noDate, readDate, typedDate, type TypedDate } from "./date.tsx";
export { Details } from "./details.tsx";
export { Dialog, type DialogProps } from "./dialog.tsx";
export { Checkbox, Radios, TextArea, TextField, type FieldProps, type Option } from "./field.tsx";
export { FilePicker, mostBytes, type FilePickerProps } from "./files.tsx";
export { HubView } from "./hubview.tsx";
export { FreeText, Name } from "./name.tsx";
export { Opening, Skeleton } from "./skeleton.tsx";
export { ErrorSummary, type Wrong } from "./summary.tsx";
export { Tabs, type Tab, type TabsProps } from "./tabs.tsx";
export { TaskList, type Task, type TaskState } from "./tasklist.tsx";
export { Toasts } from "./toast.tsx";
export { Note, TroubleNote } from "./trouble.tsx";
