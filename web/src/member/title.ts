import * as strict from "../crypto/strict/index.ts";
import type { Exchange } from "./exchange.ts";

const most = 80;

/**
 * titleOf is a line by which a person knows an exchange again: the household of a
 * zaak, the family names of who it is about, or how a message begins; "" when the
 * first document says none of it.
 */
export function titleOf(x: Exchange): string {
  const body = x.entries[0]?.body;
  if (body === undefined) return "";
  const doc = strict.parse(body);
  const { household, text } = doc;
  if (typeof household === "string") return short(household);
  const names = [...people(doc["persons"]), ...people(doc["subjects"])];
  if (names.length > 0) return short([...new Set(names)].join(", "));
  return typeof text === "string" ? short(text) : "";
}

function people(list: strict.Json | undefined): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((p) => {
    if (typeof p !== "object" || p === null || Array.isArray(p)) return [];
    const { prefix, familyName, givenNames } = p;
    const family = [prefix, familyName].filter((part) => typeof part === "string" && part !== "").join(" ");
    return [familyName ? family : typeof givenNames === "string" ? givenNames : ""].filter((name) => name !== "");
  });
}

function short(text: string): string {
  const line = text.trim().split("\n")[0] ?? "";
  const chars = [...line];
  return chars.length > most ? `${chars.slice(0, most - 1).join("")}…` : line;
}
