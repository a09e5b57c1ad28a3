// W20 help: the phone first, then what you may want to do.

import type { Text } from "../nl.ts";

export const help = {
  title: "Help",
  phone: "Call us",
  phoneText: "A person helps you. Keep your reference at hand.",
  acute: "Is somebody in danger now?",
  acuteText: "Call 112. Sluis is not for emergencies.",
  report: "Do you want to report or ask for advice?",
  reportText: "Call Veilig Thuis: 0800 2000. Free, day and night.",
  guides: "What do you want to do?",
  guide: [
    {
      title: "Answer a request",
      steps: [
        "Open Today and choose the request.",
        "Read why the other side asks.",
        "In doubt? Call back through the address book.",
        "Answer each question, or say why you do not.",
        "Check everything and send it.",
      ],
    },
    {
      title: "Ask for information",
      steps: [
        "Choose New, then Information request.",
        "Choose whom you ask.",
        "Write down why you ask.",
        "Say whether the family knows.",
        "Choose the questions and send.",
      ],
    },
    {
      title: "Hand over a case",
      steps: [
        "Choose New, then Handover.",
        "Fill in the 4 parts.",
        "Call the other side and go through everything together.",
        "The other side says in their own words what matters most.",
        "You both sign. Only then is the other side responsible.",
      ],
    },
    {
      title: "Give feedback",
      steps: [
        "Open the case and choose Feedback.",
        "Choose who the reporter is.",
        "Answer the 5 questions.",
        "See how the reporter reads it.",
        "Send it.",
      ],
    },
    {
      title: "Work on another device",
      steps: [
        "Open Sluis on that device.",
        "Fill in your account code.",
        "Fill in your 8 words.",
        "Make a key under Settings.",
        "Lock Sluis when you are done.",
      ],
    },
    {
      title: "Know whether something is real",
      steps: [
        "A mail from Sluis never has a link.",
        "Always type the address of Sluis yourself.",
        "Look the organisation up in the address book.",
        "Call the number that stands there.",
        "Is something wrong? Call the helpdesk.",
      ],
    },
  ],
  keys: "Keys",
  keysHint: "Keys of 1 letter work in a list. You can switch them off in Settings.",
  key: "Key",
  does: "What it does",
  keyList: [
    { key: "J, K", does: "Next and previous row" },
    { key: "Enter", does: "Open" },
    { key: "A", does: "Assign to me" },
    { key: "U", does: "Let go" },
    { key: "G V", does: "To Today" },
    { key: "G P", does: "To Inbox" },
    { key: "N", does: "New" },
    { key: "/", does: "Search" },
    { key: "?", does: "This list" },
    { key: "Ctrl+Enter", does: "Do the main step" },
    { key: "Alt+Shift+N", does: "Hide or show names" },
    { key: "Esc", does: "Close what is on top" },
  ],
  sees: "Who sees this?",
  seesHead: ["", "Your team", "The other side", "The hub"],
  seesRows: [
    ["Names, text and attachments", "Yes", "Only what you send", "No"],
    ["Kind, status and term", "Yes", "Own cases", "No"],
    ["Who, when, how large", "Yes", "Own cases", "Yes"],
    ["Who read it", "Yes", "Yes", "A number"],
    ["Reachable now", "Yes", "Per team", "Now, not kept"],
  ],
  honest: "What you should know",
  honestList: [
    "What somebody has read cannot be taken back.",
    "You trust that this website sends the right code.",
    "The hub sees who is in contact with whom, and when.",
    "Sluis is not a case file. Copy what belongs in your own system.",
  ],
} satisfies Text["help"];
