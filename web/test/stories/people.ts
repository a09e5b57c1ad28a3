// The made-up people of the stories.

import type { Account, Me, Team, Trust, Way } from "../../src/worker/protocol.ts";

export const now = "2026-05-27T12:02:00Z"; // 14:02 in Amsterdam, a Wednesday

export const id = (n: number) => n.toString(16).padStart(32, "0");
export const xid = (n: number) => n.toString(16).padStart(64, "0");

export const trust: Trust = {
  hub: id(1), founders: { [id(2)]: id(3) }, log: "hub/dir", witnesses: ["witness"], quorum: 1, help: "088 000 00 00", demo: false,
};

export const demoTrust: Trust = {
  ...trust,
  demo: true,
  people: [
    ["Anna de Boer", "Veilig Thuis Vechtdal", "Intake", "veilig_thuis", "K7QM2-P4XD9"],
    ["Bas Hofman", "Veilig Thuis Vechtdal", "Onderzoek", "veilig_thuis", "3TWB8-0ZKHN"],
    ["Esra Yıldız", "Gemeente Vechtdal", "Gebiedsteam Centrum", "gebiedsteam", "Q9RD4-7VXM1"],
    ["Ruud Smit", "Politie Oost", "Infodesk", "politie", "B5HNK-E82TJ"],
    ["Joke de Vries", "Basisschool De Regenboog", "Zorgteam", "school", "W1GFA-6C3PS"],
  ].map(([name = "", organisation = "", team = "", kind = "", code = ""]) => ({
    name,
    organisation,
    team,
    kind,
    code,
    phrase: "havik gordijn lantaarn molen peper ruiter sloep tafel",
  })),
};

export const words = ["havik", "gordijn", "lantaarn", "molen", "peper", "ruiter", "sloep", "tafel"];

export function team(n: number, name: string, mine = true): Team {
  return {
    id: id(100 + n),
    name,
    organisation: "Veilig Thuis Vechtdal",
    org: id(2),
    kind: "veilig_thuis",
    area: ["Ommen", "Dalfsen"],
    phone: "0529 000 000",
    acute: "0800 2000",
    hours: "ma–vr 8:30–17:00",
    closedUntil: "",
    available: true,
    mine,
    key: { state: "unchecked", at: "" },
    keys: mine,
    unsure: false,
  };
}

export const passkey: Way = { kind: "passkey", id: "aa01", here: true };
export const phrase: Way = { kind: "phrase", id: "bb02", here: false };
export const device: Way = { kind: "device", id: "cc03", here: false };

export function anna(ways: Way[] = [passkey, phrase]): Me {
  return {
    org: id(2),
    member: id(10),
    name: "Anna de Boer",
    organisation: "Veilig Thuis Vechtdal",
    code: "K7QM2-P4XD9",
    teams: [team(1, "Intake"), team(2, "Onderzoek")],
    admin: false,
    ways,
    since: "2026-05-27T06:58:00Z",
  };
}

export const account: Account = { org: id(2), member: id(10), code: "K7QM2-P4XD9", ways: ["passkey", "phrase"] };
export const other: Account = { org: id(2), member: id(11), code: "3TWB8-0ZKHN", ways: ["phrase"] };
