// Each code: what happened, whether your work is safe, and what you do next. The
// number of the helpdesk and the code itself are added by the part that shows it.

export const errors = {
  E01: {
    what: "Dit bericht klopt niet van vorm.",
    safe: "Er is niets van jou kwijt.",
    next: "Vertrouw het niet. Bel de afzender via het adresboek.",
  },
  E02: {
    what: "Er ontbreekt een stuk van deze zaak.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Wacht even en open de zaak opnieuw.",
  },
  E03: {
    what: "Jij en de ander zien niet hetzelfde.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Stop met deze zaak. Bel de andere organisatie en daarna de helpdesk.",
  },
  E04: {
    what: "Een handtekening klopt niet.",
    safe: "Er is niets van jou kwijt.",
    next: "Vertrouw dit stuk niet. Bel de afzender via het adresboek.",
  },
  E05: {
    what: "Deze stap mag hier niet.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Open de zaak opnieuw en kijk wat nu kan.",
  },
  E06: {
    what: "De sleutel van de ander is veranderd of ingetrokken.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Stuur nog niets. Bel de organisatie via het adresboek.",
  },
  E07: {
    what: "Je kunt dit bericht nog niet lezen.",
    safe: "Er is niets van jou kwijt.",
    next: "Vraag een collega van je team om toegang.",
  },
  E08: {
    what: "Dit bestand is niet wat de afzender heeft ondertekend.",
    safe: "Er is niets van jou kwijt.",
    next: "Gebruik het niet. Vraag de afzender om het opnieuw te sturen.",
  },
  E09: {
    what: "De tekst hoort niet bij deze handtekening.",
    safe: "Er is niets van jou kwijt.",
    next: "Gebruik dit bericht niet. Bel de afzender.",
  },
  E10: {
    what: "De inhoud van dit bericht is beschadigd.",
    safe: "Er is niets van jou kwijt.",
    next: "Vraag de afzender om het opnieuw te sturen.",
  },
  E11: {
    what: "Het adresboek klopt niet met wat we eerder zagen.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Stuur nu niets. Bel de helpdesk.",
  },
  E12: {
    what: "We konden het adresboek niet bijwerken.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Kijk of je internet hebt. Probeer het over een paar minuten opnieuw.",
  },
  E13: {
    what: "Het adresboek is nog niet genoeg gecontroleerd.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Probeer het over een kwartier opnieuw.",
  },
  E14: {
    what: "De sleutel van de ander is niet veilig genoeg.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Stuur nu niets. Bel de helpdesk.",
  },
  E15: {
    what: "Deze versie van Sluis is niet de echte.",
    safe: "Er is niets van jou kwijt.",
    next: "Sluit dit tabblad en bel de helpdesk.",
  },
  E16: {
    what: "De woorden zijn niet gelijk.",
    safe: "Er is niets veranderd.",
    next: "Leg de telefoon neer. Bel het nummer uit het adresboek.",
  },
  E17: {
    what: "Deze sleutel hoort niet bij dit account.",
    safe: "Er is niets veranderd.",
    next: "Kijk of je de goede accountcode hebt. Klopt die? Bel dan een beheerder van je organisatie, op een nummer dat je al had.",
  },
  E18: {
    what: "Dit bericht is afgebroken of beschadigd.",
    safe: "Er is niets van jou kwijt.",
    next: "Open het opnieuw. Of vraag de afzender om het weer te sturen.",
  },
  E19: {
    what: "Dit bericht is gemaakt met een nieuwere versie.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Herlaad deze pagina om bij te werken.",
  },
  E20: {
    what: "Iemand anders was net iets eerder.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Kijk wat er nieuw is en probeer opnieuw.",
  },
  E21: {
    what: "We vinden dit niet, of het is niet voor jou.",
    safe: "Er is niets van jou kwijt.",
    next: "Kijk of het kenmerk klopt. Vraag anders je team.",
  },
  E22: { what: "Je bent niet meer ingelogd.", safe: "Je eigen tekst blijft bewaard.", next: "Log opnieuw in." },
  E23: {
    what: "Dit is te groot om te versturen.",
    safe: "Je tekst staat nog op dit scherm.",
    next: "Maak je tekst korter of kies een kleiner bestand.",
  },
  E24: { what: "Er is geen ruimte meer.", safe: "Je tekst staat nog op dit scherm.", next: "Bel de helpdesk." },
  E25: {
    what: "Je hebt het te vaak geprobeerd.",
    safe: "Er is niets veranderd.",
    next: "Wacht 15 minuten en probeer het opnieuw.",
  },
  E26: {
    what: "De klok van dit apparaat loopt niet goed.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Zet de klok op automatisch en herlaad de pagina.",
  },
  E27: {
    what: "Er is geen verbinding met Sluis.",
    safe: "Je werk blijft staan.",
    next: "Kijk of je internet hebt. We proberen het vanzelf opnieuw.",
  },
  E28: {
    what: "De woorden of de accountcode kloppen niet.",
    safe: "Er is niets veranderd.",
    next: "Kijk alles na en probeer het opnieuw.",
  },
  E29: {
    what: "Deze stap kan nu niet.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Open de zaak opnieuw en kijk wat nu kan.",
  },
  E30: {
    what: "Deze naam past bij meer dan 1 team.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Kies het goede team uit de lijst.",
  },
  E31: {
    what: "Een collega was je net voor.",
    safe: "Je eigen tekst blijft bewaard.",
    next: "Kijk wie dit nu doet. Overleg als dat nodig is.",
  },
  noAnswer: { what: "Sluis antwoordt nu niet.", safe: "Je werk blijft staan.", next: "Probeer het zo opnieuw." },
  other: { what: "Dit lukt niet.", safe: "Je tekst staat nog op dit scherm.", next: "Probeer het opnieuw." },
  call: (phone: string) => `Of bel ${phone}.`,
  code: (code: string) => `Code voor de helpdesk: ${code}`,
};
