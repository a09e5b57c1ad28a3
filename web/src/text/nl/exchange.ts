// What every exchange has on every screen: its kind, who is responsible, its term.

export const exchange = {
  flow: {
    handoff: "Overdracht",
    inquiry: "Informatieverzoek",
    feedback: "Terugkoppeling",
    message: "Bericht",
    zaak: "Zaak",
  },
  mark: (mark: string) => `Kenmerk ${mark}`,
  custody: {
    now: "Nu verantwoordelijk:",
    fixed: "Bevestigd",
    unconfirmed: "Nog niet bevestigd",
    lastKnown: (time: string) => `Laatst bekend om ${time}`,
    timeUnknown: "Laatst bekend, tijd onbekend",
    you: "jouw team",
    moves: "Dit verandert pas als beide organisaties tekenen.",
  },
  due: {
    left: (workdays: number) => (workdays === 1 ? "nog 1 werkdag" : `nog ${workdays} werkdagen`),
    today: "vandaag",
    todayUntil: (time: string) => `vandaag tot ${time}`,
    until: (date: string, time: string) => `tot ${date}, ${time}`,
    late: (workdays: number) => (workdays === 1 ? "1 werkdag te laat" : `${workdays} werkdagen te laat`),
    lateToday: "te laat",
    none: "geen termijn",
    paused: (why: string) => `gepauzeerd: ${why}`,
    term: "Termijn:",
  },
  presence: {
    here: (name: string) => `${name} is er`,
    away: (name: string) => `${name} is er niet`,
    shortlyAway: (name: string) => `${name} is even uit beeld`,
    reachable: (team: string) => `${team} is nu bereikbaar`,
    unreachable: (team: string) => `${team} is nu niet bereikbaar`,
  },
  claim: {
    free: "Nog niet toegewezen",
    take: "Neem op mij",
    release: "Laat los",
    mine: "Jij behandelt dit",
    other: (name: string) => `${name} behandelt dit`,
    offline: "Toewijzen kan alleen online.",
    beaten: (name: string) => `${name} was je net voor.`,
  },
};
