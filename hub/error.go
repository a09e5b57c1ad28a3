package hub

import (
	"errors"
	"fmt"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Code is one way to fail. E01 to E19 are those of package note; these are of use and network.
type Code = note.Code

const (
	E01 = note.E01
	E02 = note.E02
	E03 = note.E03
	E04 = note.E04
	E05 = note.E05
	E06 = note.E06
	E07 = note.E07
	E08 = note.E08
	E09 = note.E09
	E10 = note.E10
	E12 = note.E12
	E14 = note.E14
	E17 = note.E17
	E18 = note.E18
	E19 = note.E19

	E20 Code = "E20" // conflict: another entry or version stands there
	E21 Code = "E21" // not found, or not yours: the same answer
	E22 Code = "E22" // login expired or absent
	E23 Code = "E23" // too large
	E24 Code = "E24" // quota or disk full
	E25 Code = "E25" // too many tries
	E26 Code = "E26" // clock off
	E27 Code = "E27" // hub away
	E28 Code = "E28" // wrong words
	E29 Code = "E29" // step not allowed now
	E30 Code = "E30" // name not unique
	E31 Code = "E31" // taken by a colleague
)

// Error is what travels: a code, and in Text which act failed (for logs and
// developers, never content). People read the sentences of Explain.
type Error struct {
	Code Code
	Text string
	// Time is the hub's clock, only with E26.
	Time int64
	err  error
}

func (e *Error) Error() string { return string(e.Code) + ": " + e.Text }

// Unwrap gives the cause, if there is one.
func (e *Error) Unwrap() error { return e.err }

// Errorf makes an Error; a %w in the format keeps the cause.
func Errorf(code Code, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Text: err.Error(), err: errors.Unwrap(err)}
}

// CodeOf returns the code of the outermost Error of this package or of note in
// err, "" when there is none.
func CodeOf(err error) Code {
	var e *Error
	var n *note.Error
	ours, notes := errors.As(err, &e), errors.As(err, &n)
	switch {
	case notes && (!ours || errors.Is(n, e)):
		return n.Code
	case ours:
		return e.Code
	}
	return ""
}

// NotFound is the one answer for what is not there and for what is not yours.
func NotFound() error { return &Error{Code: E21, Text: "not found"} }

// Explanation is what a code means to a client and to a person.
type Explanation struct {
	Status   int // HTTP status
	En, Nl   string
	EnN, NlN string // the next step
}

// Explain gives the explanation of a code; an unknown code is explained as a
// fault of the hub.
func Explain(c Code) Explanation {
	if e, ok := explanations[c]; ok {
		return e
	}
	return Explanation{500, "The hub has a fault.", "De hub heeft een storing.",
		"Try again later, or call.", "Probeer het later opnieuw, of bel."}
}

var explanations = map[Code]Explanation{
	E01:      {400, "This is not in a form that Sluis knows.", "Dit heeft een vorm die Sluis niet kent.", "Check the input; update if it came from another Sluis.", "Controleer de invoer; werk bij als het van een andere Sluis komt."},
	E02:      {409, "Messages are missing.", "Er ontbreken berichten.", "Do not send; call the other organisation.", "Verstuur nu niets; bel de andere organisatie."},
	E03:      {409, "Two versions of this exchange exist.", "Er bestaan twee versies van deze uitwisseling.", "Stop and call the other organisation.", "Stop en bel de andere organisatie."},
	E04:      {400, "A signature is not right.", "Een handtekening klopt niet.", "Do not trust this message; call the sender.", "Vertrouw dit bericht niet; bel de afzender."},
	E05:      {403, "This step is not allowed here or not now.", "Deze stap mag hier niet of nu niet.", "Look at the exchange again to see what is possible.", "Bekijk de uitwisseling opnieuw om te zien wat kan."},
	E06:      {403, "A key is unknown, replaced or withdrawn.", "Een sleutel is onbekend, vervangen of ingetrokken.", "Fetch the address book again; call if it stays.", "Haal het adresboek opnieuw op; bel als het zo blijft."},
	E07:      {400, "A key that was sent does not fit.", "Een meegestuurde sleutel past niet.", "Ask the other organisation for a new key.", "Vraag de andere organisatie om een nieuwe sleutel."},
	E08:      {400, "The sealed text is not the one that was signed.", "De verzegelde tekst is niet de tekst die is ondertekend.", "Fetch it again; call the sender if it stays.", "Haal het opnieuw op; bel de afzender als het zo blijft."},
	E09:      {400, "Signed and sealed text do not belong together.", "Ondertekende en verzegelde tekst horen niet bij elkaar.", "Do not trust this message; call the sender.", "Vertrouw dit bericht niet; bel de afzender."},
	E10:      {400, "The content is damaged or incomplete.", "De inhoud is beschadigd of niet volledig.", "Ask the sender to send it again.", "Vraag de afzender het opnieuw te sturen."},
	note.E11: {409, "The address book contradicts itself.", "Het adresboek spreekt zichzelf tegen.", "Send nothing; tell the administrator.", "Verstuur niets; meld het aan de beheerder."},
	E12:      {409, "What you see is too old for this step.", "Wat je ziet is te oud voor deze stap.", "Connect again and retry.", "Maak opnieuw verbinding en probeer het nog eens."},
	note.E13: {409, "Not enough witnesses confirm the address book.", "Te weinig getuigen bevestigen het adresboek.", "Wait a moment, or call.", "Wacht even, of bel."},
	E14:      {400, "A key is not of the safe kind.", "Een sleutel is niet van de veilige soort.", "Update the software that made it.", "Werk de software bij die hem maakte."},
	note.E15: {409, "This version of Sluis is not the published one.", "Deze versie van Sluis is niet de gepubliceerde.", "Stop and tell the administrator.", "Stop en meld het aan de beheerder."},
	note.E16: {409, "The check words differ.", "De controlewoorden zijn niet gelijk.", "End the call and call a known number.", "Beëindig het gesprek en bel een bekend nummer."},
	E17:      {409, "Your keys do not fit your account.", "Je sleutels passen niet bij je account.", "Tell your administrator.", "Meld het aan je beheerder."},
	E18:      {400, "The sealed text was cut short.", "De verzegelde tekst is afgebroken.", "Fetch it again.", "Haal het opnieuw op."},
	E19:      {400, "This is of a newer version.", "Dit is van een nieuwere versie.", "Update Sluis.", "Werk Sluis bij."},
	E20:      {409, "Somebody was just before you.", "Iemand was je net voor.", "Look at what changed and do it again if it is still needed.", "Bekijk wat er is veranderd en doe het opnieuw als het nog nodig is."},
	E21:      {404, "Not found.", "Niet gevonden.", "Check the number or name.", "Controleer het nummer of de naam."},
	E22:      {401, "You are not logged in, or no longer.", "Je bent niet (meer) ingelogd.", "Log in again.", "Log opnieuw in."},
	E23:      {413, "This is too large.", "Dit is te groot.", "Send it as an attachment, or in parts.", "Stuur het als bijlage, of in delen."},
	E24:      {507, "There is no room left at the hub.", "Er is geen ruimte meer op de hub.", "Nothing is lost; try later or call the administrator.", "Er is niets verloren; probeer het later of bel de beheerder."},
	E25:      {429, "Too many tries.", "Te veel pogingen.", "Wait a minute.", "Wacht een minuut."},
	E26:      {409, "Your clock differs too much from the hub's.", "Je klok loopt te veel anders dan die van de hub.", "Set your clock and try again.", "Zet je klok gelijk en probeer het opnieuw."},
	E27:      {503, "The hub is not reachable.", "De hub is niet bereikbaar.", "Your work is kept; try again, or call.", "Je werk is bewaard; probeer het opnieuw, of bel."},
	E28:      {401, "The words are not right.", "De woorden kloppen niet.", "Check them one by one; four letters are enough.", "Controleer ze een voor een; vier letters is genoeg."},
	E29:      {409, "This step is not possible now.", "Deze stap kan nu niet.", "See the next steps of the exchange.", "Kijk welke stappen nu kunnen."},
	E30:      {409, "This name fits more than one.", "Deze naam past bij meer dan één.", "Use the id.", "Gebruik het id."},
	E31:      {409, "A colleague has taken this.", "Een collega heeft dit opgepakt.", "Ask your colleague.", "Vraag het je collega."},
}
