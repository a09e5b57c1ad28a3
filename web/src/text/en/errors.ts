// Each code: what happened, whether your work is safe, and what to do next.

import type { Text } from "../nl.ts";

export const errors = {
  E01: {
    what: "The form of this message is not right.",
    safe: "Nothing of yours is lost.",
    next: "Do not trust it. Call the sender through the address book.",
  },
  E02: {
    what: "A part of this case is missing.",
    safe: "Your own text is kept.",
    next: "Wait a moment and open the case again.",
  },
  E03: {
    what: "You and the other side do not see the same.",
    safe: "Your own text is kept.",
    next: "Stop working on this case. Call the other organisation, then the helpdesk.",
  },
  E04: {
    what: "A signature is not right.",
    safe: "Nothing of yours is lost.",
    next: "Do not trust this part. Call the sender through the address book.",
  },
  E05: {
    what: "This step is not allowed here.",
    safe: "Your own text is kept.",
    next: "Open the case again and see what is possible now.",
  },
  E06: {
    what: "The key of the other side was changed or withdrawn.",
    safe: "Your own text is kept.",
    next: "Send nothing yet. Call the organisation through the address book.",
  },
  E07: {
    what: "You cannot read this message yet.",
    safe: "Nothing of yours is lost.",
    next: "Ask a colleague in your team for access.",
  },
  E08: {
    what: "This file is not the one the sender signed.",
    safe: "Nothing of yours is lost.",
    next: "Do not use it. Ask the sender to send it again.",
  },
  E09: {
    what: "The text does not belong to this signature.",
    safe: "Nothing of yours is lost.",
    next: "Do not use this message. Call the sender.",
  },
  E10: {
    what: "The content of this message is damaged.",
    safe: "Nothing of yours is lost.",
    next: "Ask the sender to send it again.",
  },
  E11: {
    what: "The address book differs from what we saw before.",
    safe: "Your own text is kept.",
    next: "Send nothing now. Call the helpdesk.",
  },
  E12: {
    what: "We could not bring the address book up to date.",
    safe: "Your own text is kept.",
    next: "Check your internet connection. Try again in a few minutes.",
  },
  E13: {
    what: "The address book has not been checked enough yet.",
    safe: "Your own text is kept.",
    next: "Try again in a quarter of an hour.",
  },
  E14: {
    what: "The key of the other side is not safe enough.",
    safe: "Your own text is kept.",
    next: "Send nothing now. Call the helpdesk.",
  },
  E15: {
    what: "This version of Sluis is not the real one.",
    safe: "Nothing of yours is lost.",
    next: "Close this tab and call the helpdesk.",
  },
  E16: {
    what: "The words are not the same.",
    safe: "Nothing was changed.",
    next: "Hang up. Call the number in the address book.",
  },
  E17: {
    what: "This key does not belong to this account.",
    safe: "Nothing was changed.",
    next: "Check that you have the right account code. Is it right? Then call an admin of your organisation, on a number that you had before.",
  },
  E18: {
    what: "This message is cut short or damaged.",
    safe: "Nothing of yours is lost.",
    next: "Open it again. Or ask the sender to send it again.",
  },
  E19: {
    what: "This message was made with a newer version.",
    safe: "Your own text is kept.",
    next: "Reload this page to update.",
  },
  E20: {
    what: "Somebody else was just before you.",
    safe: "Your own text is kept.",
    next: "See what is new and try again.",
  },
  E21: {
    what: "We cannot find this, or it is not for you.",
    safe: "Nothing of yours is lost.",
    next: "Check the reference. Otherwise ask your team.",
  },
  E22: { what: "You are no longer logged in.", safe: "Your own text is kept.", next: "Log in again." },
  E23: {
    what: "This is too large to send.",
    safe: "Your text is still on this screen.",
    next: "Shorten your text or choose a smaller file.",
  },
  E24: { what: "There is no room left.", safe: "Your text is still on this screen.", next: "Call the helpdesk." },
  E25: { what: "You tried too often.", safe: "Nothing was changed.", next: "Wait 15 minutes and try again." },
  E26: {
    what: "The clock of this device is wrong.",
    safe: "Your own text is kept.",
    next: "Set the clock to automatic and reload the page.",
  },
  E27: {
    what: "There is no connection with Sluis.",
    safe: "Your work stays here.",
    next: "Check your internet connection. We keep trying.",
  },
  E28: {
    what: "The words or the account code are not right.",
    safe: "Nothing was changed.",
    next: "Check everything and try again.",
  },
  E29: {
    what: "This step is not possible now.",
    safe: "Your own text is kept.",
    next: "Open the case again and see what is possible now.",
  },
  E30: {
    what: "This name fits more than 1 team.",
    safe: "Your own text is kept.",
    next: "Choose the right team from the list.",
  },
  E31: {
    what: "A colleague was just before you.",
    safe: "Your own text is kept.",
    next: "See who is doing this now. Talk to them if needed.",
  },
  noAnswer: { what: "Sluis does not answer now.", safe: "Your work stays.", next: "Try again in a moment." },
  other: { what: "This does not work.", safe: "Your text is still on this screen.", next: "Try again." },
  call: (phone: string) => `Or call ${phone}.`,
  code: (code: string) => `Code for the helpdesk: ${code}`,
} satisfies Text["errors"];
