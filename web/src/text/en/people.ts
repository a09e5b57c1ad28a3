// Organisations and people, of the same shape as Dutch.

import type { People } from "../nl/people.ts";

export const people = {
  tabs: { label: "Administration", staff: "Colleagues & teams", keys: "Keys & devices", organisations: "Organisations" },
  organisations: {
    title: "Organisations",
    lead: "These organisations take part in Sluis. You see who vouches for whom.",
    empty: "No organisations yet.",
    none: (words: string) => `No organisation found with “${words}”.`,
    search: "Find an organisation",
    count: (n: number) => (n === 1 ? "1 organisation" : `${n} organisations`),
    mine: "Your organisation",
    teams: (n: number) => (n === 1 ? "1 team" : `${n} teams`),
    vouchedBy: "Who vouches for it",
    founder: "This organisation was there from the start. Nobody has to vouch for it.",
    nobody: "Nobody who is in Sluis now.",
    since: "In Sluis since",
    root: "Fingerprint of the root key",
    rootHow: "Call the organisation. Have somebody there read it aloud. Does it differ? Then send nothing and call the helpdesk.",
    offline: "Offline. This is what you saw last.",
  },
} satisfies People;
