// What every exchange has on every screen.

import type { Text } from "../nl.ts";

export const exchange = {
  flow: {
    handoff: "Handover",
    inquiry: "Information request",
    feedback: "Feedback",
    message: "Message",
    zaak: "Case",
  },
  mark: (mark: string) => `Reference ${mark}`,
  custody: {
    now: "Responsible now:",
    fixed: "Confirmed",
    unconfirmed: "Not confirmed yet",
    lastKnown: (time: string) => `Last known at ${time}`,
    timeUnknown: "Last known, time unknown",
    you: "your team",
    moves: "This changes only when both organisations sign.",
  },
  due: {
    left: (workdays: number) => (workdays === 1 ? "1 working day left" : `${workdays} working days left`),
    today: "today",
    todayUntil: (time: string) => `today until ${time}`,
    until: (date: string, time: string) => `until ${date}, ${time}`,
    late: (workdays: number) => (workdays === 1 ? "1 working day late" : `${workdays} working days late`),
    lateToday: "late",
    none: "no term",
    paused: (why: string) => `paused: ${why}`,
    term: "Term:",
  },
  presence: {
    here: (name: string) => `${name} is here`,
    away: (name: string) => `${name} is not here`,
    shortlyAway: (name: string) => `${name} is out of sight for a moment`,
    reachable: (team: string) => `${team} can be reached now`,
    unreachable: (team: string) => `${team} cannot be reached now`,
  },
  claim: {
    free: "Not assigned yet",
    take: "Assign to me",
    release: "Let go",
    mine: "You are dealing with this",
    other: (name: string) => `${name} is dealing with this`,
    offline: "Assigning works only online.",
    beaten: (name: string) => `${name} was just before you.`,
  },
} satisfies Text["exchange"];
