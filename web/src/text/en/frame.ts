// The frame around every screen.

import type { Text } from "../nl.ts";

export const frame = {
  product: "Sluis",
  title: (page: string) => `${page} – Sluis`,
  skip: "To the content",
  nav: "Main menu",
  bar: "Top bar",
  today: "Today",
  inbox: "Inbox",
  zaken: "Cases",
  fresh: "New",
  book: "Address book",
  more: "More",
  settings: "Settings",
  help: "Help",
  lock: "Lock",
  allTeams: "All teams",
  team: "Team",
  helpdesk: (phone: string) => `Helpdesk ${phone}`,
  call: "Call the helpdesk",
  acute: "Acute danger? Call 112.",
  report: "Report or advice? Call 0800 2000.",
  hide: "Hide names",
  hideShort: "Names",
  shown: "Show names",
  hidden: "Names are hidden",
  connection: {
    live: "Live",
    lost: "Connection lost",
    lostFor: (seconds: number) =>
      seconds === 1
        ? "Connection lost. We try again in 1 second."
        : `Connection lost. We try again in ${seconds} seconds.`,
    lostNow: "Connection lost. We are trying again now.",
    offline: "Offline",
    offlineSince: (time: string) => `Offline. This is how it was at ${time}.`,
    again: "Try now",
    back: (n: number) =>
      n === 0 ? "Live again." : n === 1 ? "Live again. 1 change brought in." : `Live again. ${n} changes brought in.`,
  },
  reach: {
    label: "Reachable now",
    off: "Not reachable",
    until: (time: string) => `Reachable until ${time}`,
    title: "How long can you be reached?",
    half: "30 minutes",
    hour: "1 hour",
    five: "Until 17:00",
    start: "Make me reachable",
    stop: "No longer reachable",
    started: (time: string) => `You can be reached until ${time}.`,
    ended: "You can no longer be reached.",
    who: "All organisations in Sluis see: somebody of your team can be reached now.",
    store: "They do not see who. We do not keep when you could be reached.",
  },
  demo: {
    label: "Example region",
    text: "Everything here is made up. Do not enter real data.",
    how: "How to try it",
    steps: [
      "Log in as somebody from the list, for example Anna.",
      "Open a second window and log in as somebody of another organisation.",
      "Send each other something and see what changes live.",
      "Some people act by themselves. Try sending something to Gebiedsteam Noord.",
    ],
    who: "Choose who you are",
    whoHint: "These people are made up. Whoever you choose is logged in at once.",
    as: "Log in as",
  },
  version: (print: string) => `Fingerprint of this version: ${print}`,
} satisfies Text["frame"];
