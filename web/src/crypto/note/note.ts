import { type Bytes, ascii, concat, fromHex, utf8 } from "./bytes.ts";
import { fail } from "./code.ts";
import { type Hash, type KeyID, type Value, hashOf, isID, isSignature } from "./value.ts";

/** The largest note in bytes. */
export const MaxSize = 64 << 10;
/** The largest manifest or team note in bytes. */
export const MaxRosterSize = 1 << 20;

const labelPrefix = "sluis.v1/";
/** The length of a signature line: "sig", key id, 64 bytes in hex. */
const sigSize = "sig  \n".length + 32 + 128;

/** One kind of line: its name, how often it stands, and its values. */
export interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number; // 0 means without limit
  readonly values: readonly Value[];
}

/** A field that stands exactly once. */
export function once(name: string, ...values: Value[]): Field {
  return { name, min: 1, max: 1, values };
}
/** A field that stands once or not at all. */
export function maybe(name: string, ...values: Value[]): Field {
  return { name, min: 0, max: 1, values };
}
/** A field that stands once or more. */
export function some(name: string, ...values: Value[]): Field {
  return { name, min: 1, max: 0, values };
}
/** A field that stands any number of times. */
export function any(name: string, ...values: Value[]): Field {
  return { name, min: 0, max: 0, values };
}

/** A name and its values. */
export interface Line {
  readonly name: string;
  readonly values: readonly string[];
}

/** Makes a line; it is short because builders are lists of them. */
export function line(name: string, ...values: string[]): Line {
  return { name, values };
}

/** One signature line: which key, and its 64 bytes in hex. */
export interface Sig {
  readonly key: KeyID;
  readonly hex: string;
}

/** The 64 bytes of a signature; none when its hex is not whole. */
export function sigBytes(sig: Sig): Bytes {
  return (isSignature(sig.hex) ? fromHex(sig.hex) : undefined) ?? new Uint8Array(0);
}

/** A parsed text. It keeps the bytes it was read from; nobody may change them. */
export class Note {
  /** The whole note. */
  readonly bytes: Bytes;
  /** The part under the signatures: from the label up to and with the line feed before the first of them. */
  readonly signed: Bytes;
  readonly lines: readonly Line[];
  readonly sigs: readonly Sig[];

  constructor(bytes: Bytes, signed: number, lines: readonly Line[], sigs: readonly Sig[]) {
    this.bytes = bytes;
    this.signed = bytes.subarray(0, signed);
    this.lines = lines;
    this.sigs = sigs;
  }

  /** SHA-256 over the whole note, signatures included. */
  hash(): Hash {
    return hashOf(this.bytes);
  }

  /** Whether a line of that name stands in the note. */
  has(name: string): boolean {
    return this.lines.some((l) => l.name === name);
  }

  /** The first value of the first line of that name, "" without one. */
  get(name: string): string {
    return this.lines.find((l) => l.name === name)?.values[0] ?? "";
  }

  /** Get as a number, 0 without the line. */
  num(name: string): number {
    return Number(this.get(name));
  }

  /** The values of each line of that name. */
  all(name: string): (readonly string[])[] {
    return this.lines.filter((l) => l.name === name).map((l) => l.values);
  }

  /**
   * The signed bytes up to the first line of that name, all signed bytes without
   * such a line. It is what a bind line is computed over.
   */
  before(name: string): Bytes {
    const at = ascii(this.signed).indexOf(`\n${name} `);
    return at < 0 ? this.signed : this.bytes.subarray(0, at + 1);
  }
}

/** What a form is made of; what is left out is none, and for size MaxSize. */
export interface Grammar {
  readonly label: string; // without the "sluis.v1/"
  readonly fields: readonly Field[];
  readonly minSigs?: number;
  readonly maxSigs?: number;
  readonly size?: number; // largest size in bytes
}

/**
 * The grammar of one label: its fields in order and how many signatures it
 * carries. A form with no signatures is a sealed text.
 */
export class Form {
  readonly label: string;
  readonly fields: readonly Field[];
  readonly minSigs: number;
  readonly maxSigs: number;
  readonly size: number;

  constructor({ label, fields, minSigs = 0, maxSigs = 0, size = MaxSize }: Grammar) {
    this.label = label;
    this.fields = fields;
    this.minSigs = minSigs;
    this.maxSigs = maxSigs;
    this.size = size;
  }

  /** Reads a note of this form and keeps a copy of the bytes. Every deviation is E01. */
  parse(bytes: Uint8Array): Note {
    if (bytes.length > this.size) {
      fail("E01", `note of ${bytes.length} bytes, at most ${this.size}`);
    }
    if (bytes.at(-1) !== 0x0a) fail("E01", "note does not end in a line feed");
    checkBytes(bytes);
    const text = ascii(bytes);
    const label = `${labelPrefix}${this.label}\n`;
    if (!text.startsWith(label)) fail("E01", `label is not ${labelPrefix}${this.label}`);
    const reader = new Reader(text, label.length);
    const lines = readLines(this, reader);
    const signed = reader.at;
    const sigs = readSigs(this, reader);
    return new Note(new Uint8Array(bytes), signed, lines, sigs);
  }

  /**
   * Prints the signed bytes of a note of this form. Lines of one name may come in
   * any order and are sorted here; the names must stand in the form's order. What
   * parse would refuse, build refuses too, with E01, and it leaves room for the
   * signatures that the form must carry.
   */
  build(...lines: Line[]): Bytes {
    let text = `${labelPrefix}${this.label}\n`;
    for (let start = 0, end = 0; start < lines.length; start = end) {
      const same: string[] = [];
      for (const l of lines.slice(start)) {
        if (l.name !== lines[start]?.name) break;
        same.push([l.name, ...l.values].join(" ") + "\n");
        end++;
      }
      text += same.sort().join("");
    }
    const { label, fields, size } = this;
    const signed = utf8(text);
    const note = new Form({ label, fields, size: size - this.minSigs * sigSize }).parse(signed);
    if (note.lines.length !== lines.length) fail("E01", "a value holds a line feed");
    return signed;
  }
}

/** Adds signature lines, in their order, to signed bytes. */
export function attach(signed: Uint8Array, ...sigs: Sig[]): Bytes {
  const sorted = sigs.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return concat(signed, utf8(sorted.map((s) => `sig ${s.key} ${s.hex}\n`).join("")));
}

/**
 * Makes sure that nothing stands in the text but printable ASCII and one
 * separator, space or line feed, at a time: so no name and no value is empty,
 * whatever a Value would say to that.
 */
function checkBytes(bytes: Uint8Array): void {
  let last = 0x0a;
  for (const c of bytes) {
    if (c > 0x7e || (c < 0x20 && c !== 0x0a)) fail("E01", "a byte is not printable ASCII");
    if (c <= 0x20 && last <= 0x20) fail("E01", "a name or value is empty");
    last = c;
  }
}

/** Goes through a text line by line; at is where the next one starts. */
class Reader {
  readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  /** The line at hand, undefined at the end. */
  peek(): string | undefined {
    return this.at < this.text.length ? this.text.slice(this.at, this.text.indexOf("\n", this.at)) : undefined;
  }

  skip(text: string): void {
    this.at += text.length + 1;
  }
}

/**
 * Reads all lines before the signatures. Errors name the form's lines and the
 * number of the offending one, never what it says: the text may be a secret.
 */
function readLines(form: Form, reader: Reader): Line[] {
  const lines: Line[] = [];
  let [place, count, last] = [0, 0, ""];
  for (let text = reader.peek(); text !== undefined; text = reader.peek()) {
    const [name = "", ...values] = text.split(" ");
    if (name === "sig") break;
    let field = form.fields[place];
    while (field !== undefined && field.name !== name) {
      if (count < field.min) fail("E01", `line ${field.name} is missing before line ${lines.length + 2}`);
      [place, count, last] = [place + 1, 0, ""];
      field = form.fields[place];
    }
    if (field === undefined) fail("E01", `line ${lines.length + 2} is unknown or out of order`);
    count++;
    if (field.max > 0 && count > field.max) fail("E01", `line ${name} stands too often`);
    if (text <= last) fail("E01", `lines ${name} are not sorted, or one stands twice`);
    if (values.length !== field.values.length) {
      fail("E01", `line ${name} has ${values.length} values, want ${field.values.length}`);
    }
    field.values.forEach((allows, i) => {
      if (!allows(values[i] ?? "")) fail("E01", `line ${name}: value ${i + 1} is malformed`);
    });
    lines.push({ name, values });
    last = text;
    reader.skip(text);
  }
  for (const field of form.fields.slice(place)) {
    if (count < field.min) fail("E01", `line ${field.name} is missing`);
    count = 0;
  }
  return lines;
}

function readSigs(form: Form, reader: Reader): Sig[] {
  const sigs: Sig[] = [];
  for (let text = reader.peek(); text !== undefined; text = reader.peek()) {
    const [name, key = "", hex = "", ...more] = text.split(" ");
    if (name !== "sig") fail("E01", "a line follows the signatures");
    if (!isID(key) || !isSignature(hex) || more.length > 0) fail("E01", "a signature line is malformed");
    const before = sigs.at(-1);
    if (before !== undefined && before.key >= key) {
      fail("E01", "signature lines are not sorted, or one key stands twice");
    }
    sigs.push({ key, hex });
    reader.skip(text);
  }
  if (sigs.length < form.minSigs) fail("E01", `${sigs.length} signature lines, want at least ${form.minSigs}`);
  if (sigs.length > form.maxSigs) fail("E01", `${sigs.length} signature lines, want at most ${form.maxSigs}`);
  return sigs;
}
