import { fail } from "../../crypto/note/index.ts";
import * as strict from "../../crypto/strict/index.ts";
import type { JsonObject } from "../../crypto/strict/index.ts";
import {
  type Author, checkFiles, type Envelope, envelope, type File, type Frame, frame, orTerms, type Terms, version,
} from "./body.ts";
import type { EntryType } from "./exchange.ts";
import * as r from "./rule.ts";
import { absent, wrong } from "./rule.ts";

/** Document is a body of a known form. Every field is there; what was absent is empty. */
export type Document = Envelope & { frame?: Frame | undefined };

/** Fill is what a client knows and a caller may leave out. */
export interface Fill {
  now: number;
  author?: Author | undefined;
  member?: string | undefined; // of the author
  files?: readonly File[] | undefined; // added to those of the document
  /**
   * frame gives every field of the frame that the document leaves empty; what it
   * leaves empty itself is the default of the flow.
   */
  frame?: Partial<Omit<Frame, "terms">> & { terms?: Partial<Terms> };
}

/** Form is one kind of body: its name, the entries it may stand in, and its fields. */
export interface Form<D extends Document> {
  readonly name: string;
  readonly in: readonly EntryType[];
  readonly fields: r.Fields;
  /** read gives the document; every field that is absent is empty. */
  read(o: JsonObject): D;
  /**
   * check refuses what breaks the rules between its fields, which may depend on
   * the kind of the exchange, "" when that is not known. It throws E10.
   */
  check(doc: D, kind: string): void;
  /** complete fills in by itself what a client knows. */
  complete(doc: D, fill: Fill): void;
}

/** Doc is the document of a form. */
export type Doc<F> = F extends Form<infer D> ? D : never;

/** Read is a document as its form reads it. */
export type Read<N extends string, F extends r.Fields> = Omit<Envelope, "form"> & { form: N } & r.Values<F>;

/** Beside is what a form does beside its fields. */
interface Beside<D> {
  check?(doc: D, kind: string): void;
  complete?(doc: D, fill: Fill): void;
}

/** form makes a form of its own fields; those of the envelope go before them. */
export function form<const N extends string, F extends r.Fields>(
  name: N,
  at: readonly EntryType[],
  own: F,
  beside: Beside<Read<N, F>> = {},
): Form<Read<N, F> & Document> {
  const fields: r.Fields = { ...envelope, ...own };
  const shape = strict.object(fields);
  return {
    name,
    in: at,
    fields,
    // Field by field this is what the rules read; the name is compared before.
    read: (o) => shape.read(o) as Read<N, F> & Document,
    check: (doc, kind) => beside.check?.(doc, kind),
    complete: (doc, fill) => beside.complete?.(doc, fill),
  };
}

/** Index is the forms of one flow. */
export class Index<D extends Document> {
  readonly flow: string;
  /** first is the form of a genesis when the caller names none. */
  readonly first: string;
  /** kinds of the frame, the first by default; none when the flow has no kinds. */
  readonly kinds: readonly string[];
  /** moves are the kinds in which custody moves. */
  readonly moves: readonly string[];
  readonly #forms: ReadonlyMap<string, Form<D>>;

  constructor(
    about: { flow: string; first: string; kinds?: readonly string[]; moves?: readonly string[] },
    forms: readonly Form<D>[],
  ) {
    this.flow = about.flow;
    this.first = about.first;
    this.kinds = about.kinds ?? [];
    this.moves = about.moves ?? [];
    this.#forms = new Map(forms.map((f) => [f.name, f]));
  }

  /** forms lists the forms of the flow by name. */
  forms(): Form<D>[] {
    return [...this.#forms.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * read reads a body that stands in an entry of type t in an exchange of this
   * kind ("" when not known). E19: an unknown form or a newer version. E10: it is
   * not what its form says, or may not stand there.
   */
  read(kind: string, t: EntryType, body: Uint8Array): D {
    const o = strict.parse(body);
    const head = strict.headOf(o);
    const form = this.#forms.get(head.form);
    if (!form || head.version > version) return fail("E19", "form is unknown or newer");
    const doc = form.read(o);
    this.#check(kind, t, form, doc);
    return doc;
  }

  #check(kind: string, t: EntryType, form: Form<D>, doc: D): void {
    if (!form.in.includes(t)) throw wrong(form.name, `may not stand in a ${t}`);
    r.checkFields(form.fields, { ...doc });
    checkFiles(doc.files);
    if ("frame" in form.fields) this.#checkFrame(t, doc.frame);
    form.check(doc, doc.frame ? doc.frame.kind : kind);
  }

  /** #checkFrame: a genesis has a frame, a rekey may have one, nothing else has. */
  #checkFrame(t: EntryType, f: Frame | undefined): void {
    if (f === undefined) {
      if (t === "genesis") throw absent("frame");
      return;
    }
    if (t !== "genesis" && t !== "rekey") throw wrong("frame", "stands only where an exchange opens");
    if (f.flow !== this.flow) throw wrong("frame.flow", `is not ${this.flow}`);
    if (this.kinds.length > 0 && !this.kinds.includes(f.kind)) {
      throw wrong("frame.kind", `is not one of ${this.kinds.join(", ")}`);
    }
    if (this.kinds.length === 0 && f.kind !== "") throw wrong("frame.kind", "stands in a flow without kinds");
    if (f.custody === "moves" && !this.moves.includes(f.kind)) {
      throw wrong("frame.custody", "cannot move in an exchange of this kind");
    }
  }

  /**
   * complete makes a full body of a caller's document: form (of a genesis),
   * version, frame, author, files and what the form itself can fill in, such as a
   * due date counted by the term. Unknown fields and what stays missing are E10,
   * an unknown form E19.
   */
  complete(t: EntryType, doc: object, fill: Fill): Uint8Array<ArrayBuffer> {
    const o = strict.parse(new TextEncoder().encode(strict.text(JSON.stringify(doc))));
    const form = this.#formOf(t, o);
    const d = form.read({ ...o, form: form.name, version });
    d.author ??= fill.author;
    d.files = [...d.files, ...(fill.files ?? [])];
    const full = { ...fill };
    if ("frame" in form.fields && t === "genesis") {
      d.frame = this.#completeFrame(d.frame, fill.frame ?? {});
      full.frame = d.frame;
    }
    form.complete(d, full);
    this.#check(full.frame?.kind ?? "", t, form, d);
    return strict.encode(r.bare(form.fields, { ...d }));
  }

  /** #formOf finds the form that a caller means; form and version may be left out. */
  #formOf(t: EntryType, o: JsonObject): Form<D> {
    const given = strict.read({ form: o["form"] ?? null, version: o["version"] ?? null }, head);
    const name = given.form || (t === "genesis" ? this.first : "");
    if (name === "") throw absent("form");
    const form = this.#forms.get(name);
    return form && given.version <= version ? form : fail("E19", "form is unknown or newer");
  }

  #completeFrame(own: Frame | undefined, given: NonNullable<Fill["frame"]>): Frame {
    const o = own ?? frame.zero();
    const kind = o.kind || given.kind || (this.kinds[0] ?? "");
    return {
      flow: o.flow || this.flow,
      kind,
      custody: o.custody || given.custody || (this.moves.includes(kind) ? "moves" : "stays"),
      terms: orTerms(o.terms, given.terms ?? {}),
      freeDays: o.freeDays.length > 0 ? o.freeDays : [...(given.freeDays ?? [])],
      norms: o.norms || (given.norms ?? ""),
    };
  }
}

const head = strict.object({ form: strict.string, version: strict.number });

/** Docs are the documents of an index. */
export type Docs<I> = I extends Index<infer D> ? D : never;
