// From what was typed to the document that is sent, and what is still wrong with
// it. The worker checks every document again by the rules of its form; what is
// said here is said in time, at the field.

import { dayOfDate, localTime, midnight } from "../../../flows/deadline/index.ts";
import { readDate, typedDate } from "../../part/index.ts";
import {
  choicesOf,
  type Field,
  type Fields,
  isPart,
  isText,
  type Label,
  listIn,
  partIn,
  partsIn,
  place,
  standing,
  textIn,
  type Value,
  type Values,
  yesIn,
} from "./field.ts";

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type Doc = { [name: string]: Json };

/** What is wrong: the sentence stands in the catalogue. */
export type Fault = "fill" | "choose" | "date" | "clock" | "long" | "add" | "many" | "check";

export interface Problem {
  id: string;
  fault: Fault;
  label: Label;
}

const mostLine = 200;
const mostText = 20_000;

const clean = (typed: string) => typed.normalize("NFC").replace(/\r\n?/g, "\n").trim();
const oneLine = (typed: string) => clean(typed).replace(/\s+/g, " ");

export function dateIn(v: Values): string | "" | undefined {
  return readDate({ day: textIn(v, "day"), month: textIn(v, "month"), year: textIn(v, "year") });
}

/** "14:30", "9.05" or "14" as minutes of the day; undefined when it is no time. */
function minutesOf(typed: string): number | undefined {
  const found = /^([01]?\d|2[0-3])(?:[:. ]?([0-5]\d))?$/.exec(typed.trim());
  return found ? Number(found[1]) * 60 + Number(found[2] ?? 0) : undefined;
}

/** The instant at which it is this time on this day in Amsterdam. */
export function instantOf(date: string, clock: string): string | undefined {
  const day = dayOfDate(date);
  const minutes = minutesOf(clock);
  if (day === undefined || minutes === undefined) return undefined;
  let at = midnight(day) + minutes * 60;
  // On the two days when the clock changes midnight is an hour off.
  const shown = localTime(at);
  at += (minutes - (Number(shown.slice(11, 13)) * 60 + Number(shown.slice(14, 16)))) * 60;
  return new Date(at * 1000).toISOString().replace(".000Z", "Z");
}

/** The document of a form: what says nothing is left out. */
export function documentOf(fields: Fields, values: Values, all: Values = values): Doc {
  const doc: Doc = {};
  for (const field of standing(fields, values, all)) {
    const value = written(field, values, all);
    if (value !== undefined) doc[field.name] = value;
  }
  return doc;
}

function written(field: Field, own: Values, all: Values): Json | undefined {
  const { name } = field;
  switch (field.kind) {
    case "id":
    case "line":
      return oneLine(textIn(own, name)) || undefined;
    case "text":
      return clean(textIn(own, name)) || undefined;
    case "date":
      return dateIn(partIn(own, name)) || undefined;
    case "until":
      return yesIn(partIn(own, name), "lasting") ? "blijvend" : dateIn(partIn(own, name)) || undefined;
    case "moment": {
      const part = partIn(own, name);
      const date = dateIn(part);
      const clock = textIn(part, "clock");
      if (!date) return undefined;
      return field.clock === "may" && clock.trim() === "" ? date : instantOf(date, clock);
    }
    case "choice": {
      const chosen = textIn(own, name);
      if (chosen === "") return undefined;
      return field.number ? Number(chosen) : chosen;
    }
    case "several":
      return listIn(own, name).filter(isText);
    case "yes":
      return yesIn(own, name);
    case "known":
      return { yes: true, no: false }[textIn(own, name)];
    case "texts":
      return listIn(own, name).flatMap((v) => (isText(v) && clean(v) !== "" ? [clean(v)] : []));
    case "dates":
      return partsIn(own, name).flatMap((v) => dateIn(v) || []);
    case "list":
      return partsIn(own, name).map((item) => documentOf(field.of, item, all));
    case "part": {
      const part = documentOf(field.of, partIn(own, name), all);
      return field.must || Object.values(part).some((v) => v !== false) ? part : undefined;
    }
    default:
      return undefined;
  }
}

/** What is still wrong, in the order of the page. */
export function problemsOf(fields: Fields, values: Values, path: string, all: Values = values): Problem[] {
  return standing(fields, values, all).flatMap((field) => wrongWith(field, values, path, all));
}

function wrongWith(field: Field, own: Values, path: string, all: Values): Problem[] {
  const id = place(path, field.name);
  const one = (fault: Fault, at = id): Problem[] => [{ id: at, fault, label: field.label }];
  const empty = field.must === true;
  const raw = own[field.name];
  switch (field.kind) {
    case "line":
    case "text": {
      const typed = isText(raw) ? clean(raw) : "";
      const most = field.most ?? (field.kind === "line" ? mostLine : mostText);
      if (typed === "") return empty ? one("fill") : [];
      return [...typed].length > most ? one("long") : [];
    }
    case "date":
    case "until": {
      const part = partIn(own, field.name);
      if (field.kind === "until" && yesIn(part, "lasting")) return [];
      const date = dateIn(part);
      if (date === undefined) return one("date");
      return date === "" && empty ? one("fill") : [];
    }
    case "moment": {
      const part = partIn(own, field.name);
      const date = dateIn(part);
      const clock = textIn(part, "clock").trim();
      if (date === undefined) return one("date");
      if (date === "") return empty || clock !== "" ? one("fill") : [];
      if (clock === "" && field.clock === "may") return [];
      return instantOf(date, clock) === undefined ? one("clock", id + "-clock") : [];
    }
    case "choice":
      return empty && !choicesOf(field.options, all).some((c) => c.value === raw) ? one("choose") : [];
    case "known":
      return empty && !["yes", "no", "unknown"].includes(textIn(own, field.name)) ? one("choose") : [];
    case "several":
      return empty && listIn(own, field.name).length === 0 ? one("choose") : [];
    case "yes":
      return empty && raw !== true ? one("choose") : [];
    case "texts": {
      const list = listIn(own, field.name).filter((v) => isText(v) && clean(v) !== "");
      if (list.length === 0) return empty ? one("add") : [];
      return list.length > field.most ? one("many") : [];
    }
    case "dates":
      return partsIn(own, field.name).flatMap((v, i) => (dateIn(v) === undefined ? one("date", place(id, i)) : []));
    case "list": {
      const items = listIn(own, field.name);
      if (items.length === 0) return empty ? one("add") : [];
      if (items.length > field.most) return one("many");
      return items.flatMap((item, i) => (isPart(item) ? problemsOf(field.of, item, place(id, i), all) : []));
    }
    case "part": {
      const part = partIn(own, field.name);
      const said = documentOf(field.of, part, all);
      const silent = Object.values(said).every((v) => v === false);
      return silent && !field.must ? [] : problemsOf(field.of, part, id, all);
    }
    default:
      return [];
  }
}

/** A document as it would have been typed, to write on from one that exists. */
export function typedFrom(fields: Fields, doc: unknown): Values {
  if (typeof doc !== "object" || doc === null) return {};
  const given = new Map<string, unknown>(Object.entries(doc));
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = typed(field, given.get(field.name));
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function typed(field: Field, given: unknown): Value | undefined {
  if (given === undefined || given === null) return undefined;
  switch (field.kind) {
    case "date":
      return typeof given === "string" ? { ...typedDate(given) } : undefined;
    case "until":
      if (given === "blijvend") return { lasting: true };
      return typeof given === "string" ? { ...typedDate(given) } : undefined;
    case "moment": {
      if (typeof given !== "string") return undefined;
      if (!given.includes("T")) return { ...typedDate(given) };
      const local = localTime(Math.floor(Date.parse(given) / 1000));
      return { ...typedDate(local.slice(0, 10)), clock: local.slice(11, 16) };
    }
    case "choice":
      return String(given);
    case "yes":
      return given === true;
    case "known":
      return given === true ? "yes" : given === false ? "no" : undefined;
    case "several":
    case "texts":
      return Array.isArray(given) ? given.filter((v) => typeof v === "string") : undefined;
    case "dates":
      return Array.isArray(given) ? given.flatMap((v) => (typeof v === "string" ? [{ ...typedDate(v) }] : [])) : undefined;
    case "list":
      return Array.isArray(given) ? given.map((v) => typedFrom(field.of, v)) : undefined;
    case "part":
      return typedFrom(field.of, given);
    default:
      return typeof given === "string" ? given : undefined;
  }
}
