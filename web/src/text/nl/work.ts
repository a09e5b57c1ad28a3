// Words for what the flows say in codes: where something stands, what is owed, and
// what somebody may do now. A status is one of a closed list of words, the same on
// every screen; what its code says more precisely stands beside it.

import type { statuses as feedbackStatuses } from "../../flows/feedback/index.ts";
import type { statuses as handoffStatuses } from "../../flows/handoff/index.ts";
import type { statuses as inquiryStatuses } from "../../flows/inquiry/index.ts";
import type { statuses as messageStatuses } from "../../flows/message/index.ts";
import type { statuses as zaakStatuses } from "../../flows/zaak/index.ts";

/** A word of the closed list, and what the code says more precisely where there is more to say. */
export interface Phrase {
  word: string;
  more?: string;
}

const is = (word: string, more?: string): Phrase => (more === undefined ? { word } : { word, more });

const handoff: Record<(typeof handoffStatuses)[number], Phrase> = {
  proposed: is("Voorgesteld"),
  acknowledged: is("Voorgesteld", "gezien door de ander"),
  talk_planned: is("Afgesproken"),
  in_talk: is("In gesprek"),
  talk_confirmed: is("Wacht op handtekening"),
  more_info: is("Voorgesteld", "meer informatie gevraagd"),
  accepted: is("Overgedragen"),
  family_contacted: is("Overgedragen", "eerste contact gelukt"),
  in_follow_up: is("Overgedragen", "vervolg loopt"),
  declined: is("Niet overgenomen"),
  returned: is("Overgedragen", "teruggegeven"),
  escalated: is("Voorgesteld", "te lang geen reactie"),
  corv_sent: is("Voorgesteld", "verzoek ging via CORV"),
  withdrawn: is("Vervallen", "ingetrokken"),
  completed: is("Overgedragen", "afgerond"),
};

const inquiry: Record<(typeof inquiryStatuses)[number], Phrase> = {
  sent: is("Verstuurd"),
  received: is("Geopend"),
  assigned: is("Geopend", "iemand werkt eraan"),
  clarification: is("Geopend", "er is een vraag terug"),
  extension: is("Geopend", "meer tijd gevraagd"),
  answered: is("Beantwoord"),
  partly_answered: is("Deels beantwoord"),
  not_known: is("Beantwoord", "niets bekend"),
  refused: is("Niet beantwoord", "met een grond"),
  redirected: is("Niet beantwoord", "hoort bij een ander team"),
  in_verification: is("Beantwoord", "gezegd, nog niet bevestigd"),
  filed: is("Beantwoord", "staat in het dossier"),
  disclosed: is("Beantwoord", "verteld aan het gezin"),
  correction: is("Beantwoord", "verbetering gevraagd"),
  withdrawn: is("Ingetrokken"),
  undeliverable: is("Niet beantwoord", "niet aangekomen"),
  lapsed: is("Niet beantwoord", "de termijn is voorbij"),
  closed: is("Gesloten"),
};

const feedback: Record<(typeof feedbackStatuses)[number], Phrase> = {
  due: is("Nog te geven"),
  sent: is("Klaargezet"),
  read: is("Opgehaald"),
  given_orally: is("Mondeling gegeven"),
  deferred: is("Nog te geven", "uitgesteld"),
  question: is("Opgehaald", "er is een vraag"),
  not_possible: is("Niet gegeven", "het kon niet"),
  not_applicable: is("Niet gegeven", "het hoefde niet"),
  closed: is("Mondeling gegeven", "bevestigd"),
};

const message: Record<(typeof messageStatuses)[number], Phrase> = {
  sent: is("Verstuurd"),
  read: is("Geopend"),
  closed: is("Gesloten"),
};

const zaak: Record<(typeof zaakStatuses)[number], Phrase> = {
  open: is("Open"),
  monitoring: is("Monitoring"),
  closed: is("Gesloten"),
};

export const work = {
  status: { handoff, inquiry, feedback, message, zaak },
  closed: is("Gesloten"),
  consulted: is("Afgesproken", "afgerond"),
  unreadable: is("Niet te lezen"),
  fresh: "Nieuw",
  // What somebody does next, by the form or act of the step: a verb, as it stands on a button.
  step: {
    "message.text": "Schrijf een bericht",
    assigned: "Wijs toe aan mij",
    offer: "Draag over",
    accept: "Neem over",
    close: "Sluit",
    recall: "Trek in",
    receipt: "Lees",
    leave: "Stap eruit",
    rekey: "Vernieuw de sleutel",
    "custody.withdrawn": "Trek het aanbod in",
    "handoff.acknowledged": "Bekijk het voorstel",
    "handoff.talk_planned": "Bevestig tijd",
    "handoff.talk_started": "Naar de kamer",
    "handoff.summary": "Schrijf de samenvatting",
    "handoff.confirmed": "Bevestig de samenvatting",
    "handoff.more_info": "Vraag meer",
    "handoff.info": "Vul aan",
    "handoff.declined": "Wij nemen niet over",
    "handoff.reproposed": "Stel opnieuw voor",
    "handoff.family_contacted": "Meld eerste contact",
    "handoff.follow_up": "Leg het vervolg vast",
    "handoff.returned": "Geef terug",
    "handoff.escalated": "Vraag een leidinggevende",
    "handoff.corv": "Meld verzoek via CORV",
    "handoff.withdrawn": "Trek in",
    "handoff.completed": "Rond de overdracht af",
    "inquiry.answers": "Beantwoord",
    "inquiry.assigned": "Wijs toe aan mij",
    "inquiry.clarification": "Vraag uitleg",
    "inquiry.clarified": "Leg uit",
    "inquiry.extension": "Vraag meer tijd",
    "inquiry.extension_answer": "Beslis over meer tijd",
    "inquiry.asked_again": "Vraag door",
    "inquiry.redirected": "Stuur door",
    "inquiry.record": "Leg gesprek vast",
    "inquiry.record_answer": "Bevestig gesprek",
    "inquiry.filed": "Zet in dossier",
    "inquiry.disclosed": "Vertel het gezin",
    "inquiry.correction": "Vraag verbetering",
    "inquiry.correction_answer": "Reageer op verbetering",
    "inquiry.withdrawn": "Trek in",
    "inquiry.undeliverable": "Meld: niet aangekomen",
    "feedback.given": "Geef terugkoppeling",
    "feedback.given_orally": "Leg mondeling vast",
    "feedback.orally_confirmed": "Bevestig",
    "feedback.deferred": "Stel uit",
    "feedback.not_possible": "Het kan niet",
    "feedback.not_applicable": "Het hoeft niet",
    "feedback.question": "Stel een vraag",
    "feedback.reply": "Beantwoord de vraag",
    "feedback.status_asked": "Vraag hoe het staat",
    "zaak.melding": "Voeg melding toe",
    "zaak.person": "Voeg persoon toe",
    "zaak.decision": "Leg besluit vast",
    "zaak.feedback": "Leg terugkoppeling vast",
    "zaak.exchange": "Koppel",
    "zaak.custody": "Leg vast wie verantwoordelijk is",
    "zaak.note": "Schrijf een notitie",
    "zaak.draft": "Maak een concept",
    "zaak.approval_asked": "Vraag akkoord",
    "zaak.approval": "Beoordeel",
    "zaak.duty": "Voeg taak toe",
    "zaak.duty_done": "Meld taak klaar",
    "zaak.monitoring": "Plan monitoring",
    "zaak.monitored": "Monitor",
    "zaak.name_opening": "Leg openbaarmaking vast",
  },
  open: "Open",
  // What is owed, by the code of the duty.
  duty: {
    seen: "Bekijken",
    talk: "Gesprek plannen",
    talk_at: "Gesprek",
    record: "Samenvatting schrijven",
    more_info: "Informatie aanvullen",
    family: "Eerste contact met het gezin",
    report: "Terugmelden",
    monitoring: "Monitoring",
    extension: "Beslissen over meer tijd",
    clarification: "Uitleg geven",
    verify: "Gesprek bevestigen",
    disclose: "Het gezin vertellen",
    correction: "Reageren op verbetering",
    answer: "Antwoord",
    feedback: "Terugkoppeling",
    read: "Terugkoppeling lezen",
    reply: "Vraag beantwoorden",
    status: "Zeggen hoe het staat",
    assessment: "Veiligheidsbeoordeling",
    investigation: "Onderzoek",
    duty: "Taak",
    approval: "Akkoord van een collega",
  },
  owed: (what: string, who: string) => `${what}: ${who}`,
  custody: {
    now: (who: string) => `Nu verantwoordelijk: ${who}`,
    unconfirmed: (who: string) => `Nu verantwoordelijk: ${who}, nog niet bevestigd`,
    lastKnown: (who: string) => `Verantwoordelijk, voor zover bekend: ${who}`,
    own: "jouw team",
  },
};
