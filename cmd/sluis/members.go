//go:build !noagent

package main

const build = "member"

// members are the commands of somebody who acts: they hold keys.
type members struct {
	Demo    demoCmd    `cmd:"" help:"Een voorbeeldregio die leeft: hub, organisaties en mensen."`
	Login   loginCmd   `cmd:"" help:"Controleer of je kunt inloggen en toon wie je bent."`
	Keys    keysCmd    `cmd:"" help:"Toon je sleutels en die van je organisatie."`
	Teams   teamsCmd   `cmd:"" help:"Het adresboek: alle teams."`
	Org     orgCmd     `cmd:"" help:"Je organisatie: beginnen, teams, wie erbij komt en wie eruit gaat."`
	Join    joinCmd    `cmd:"" help:"Kom bij een organisatie, met de acht woorden van haar beheerder."`
	Zaak    zaakCmd    `cmd:"" help:"Zaken: het eigen blad van je team over één huishouden."`
	Send    sendCmd    `cmd:"" help:"Stuur een overdracht, terugkoppeling, informatieverzoek of bericht."`
	Inbox   inboxCmd   `cmd:"" help:"Wat er ligt voor je teams."`
	Show    showCmd    `cmd:"" help:"Toon een uitwisseling of zaak."`
	Reply   replyCmd   `cmd:"" help:"Antwoord in een uitwisseling."`
	Receipt receiptCmd `cmd:"" help:"Bevestig dat je gelezen hebt."`
	Recall  recallCmd  `cmd:"" help:"Trek een bericht terug."`
	Close   closeCmd   `cmd:"" help:"Sluit een uitwisseling."`
	Claim   claimCmd   `cmd:"" help:"Ik neem op: laat je team zien dat jij dit doet."`
	Release releaseCmd `cmd:"" help:"Geef terug wat je had opgenomen."`
	Talk    talkCmd    `cmd:"" help:"Wees in de gesprekskamer tot je stopt."`
	Offer   offerCmd   `cmd:"" help:"Bied het zicht op veiligheid aan en blijf om mee te ondertekenen."`
	Accept  acceptCmd  `cmd:"" help:"Neem over wat je wordt aangeboden."`
	Decline declineCmd `cmd:"" help:"Weiger een overdracht, met reden."`
	Party   partyCmd   `cmd:"" help:"Wie meedoet aan een uitwisseling."`
	Rekey   rekeyCmd   `cmd:"" help:"Geef een uitwisseling een nieuwe sleutel."`
	Attach  attachCmd  `cmd:"" help:"Bijlagen."`
	Export  exportCmd  `cmd:"" help:"Bewaar een uitwisseling met bewijs in een map."`
	Verify  verifyCmd  `cmd:"" help:"Controleer een bewijs, zonder hub en zonder sleutels."`
	Example exampleCmd `cmd:"" help:"Een volledig verzonnen document om mee te beginnen."`
	Term    termCmd    `cmd:"" help:"Reken een wettelijke termijn uit."`
	Records recordsCmd `cmd:"" help:"Bewaar alle records van het adresboek, voor een hub die is teruggezet (hub --records)."`
	Doctor  doctorCmd  `cmd:"" help:"Controleer of alles hier klopt."`
}
