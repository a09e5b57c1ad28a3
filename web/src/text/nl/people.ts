// Organisations and people: what admins and newcomers read. It goes with the bundle
// of those screens, not with the catalogue of the app.

export const people = {
  tabs: { label: "Beheer", staff: "Collega's & teams", keys: "Sleutels & apparaten", organisations: "Organisaties" },
  organisations: {
    title: "Organisaties",
    lead: "Deze organisaties doen mee in Sluis. Je ziet wie voor wie instaat.",
    empty: "Nog geen organisaties.",
    none: (words: string) => `Geen organisatie gevonden met «${words}».`,
    search: "Zoek een organisatie",
    count: (n: number) => (n === 1 ? "1 organisatie" : `${n} organisaties`),
    mine: "Jouw organisatie",
    teams: (n: number) => (n === 1 ? "1 team" : `${n} teams`),
    vouchedBy: "Wie staat ervoor in",
    founder: "Deze organisatie was er vanaf het begin bij. Niemand hoeft voor haar in te staan.",
    nobody: "Niemand meer die nu in Sluis staat.",
    since: "In Sluis sinds",
    root: "Vingerafdruk van de wortelsleutel",
    rootHow: "Bel de organisatie. Laat iemand daar de vingerafdruk voorlezen. Is hij anders? Stuur dan niets en bel de helpdesk.",
    offline: "Offline. Dit is wat je het laatst zag.",
  },
};

export type People = typeof people;
