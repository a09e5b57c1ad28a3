//go:build !noagent

package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/partners"
	"github.com/sluis-hub/sluis/partners/deadline"
)

// show prints one exchange for a person.
func (a *app) show(v *partners.View) {
	a.say("%s %s: %s", flowNames[v.Flow], v.Mark, v.Status)
	if c := v.Custody; c != nil {
		a.say("Nu verantwoordelijk: %s / %s%s", oneLine(c.Organisation), oneLine(c.Team), certainty(v))
	}
	if v.Away {
		a.say("De hub is niet bereikbaar; dit is wat laatst bekend was.")
	}
	if v.Due != nil {
		late := ""
		if v.Overdue {
			late = " (te laat)"
		}
		a.say("Uiterlijk %s%s", v.Due, late)
	}
	for _, d := range v.Duties {
		a.say("  te doen: %s", oneLine(d.String()))
	}
	for _, l := range v.Lags {
		a.say("Let op: %s (%s). Schrijven kan nog tot %s.", lagNames[l.Why], oneLine(l.Team), localTime(l.Until))
	}
	if v.Ended != "" {
		a.say("Deze uitwisseling stopt hier: %s", oneLine(v.Ended))
	}
	for _, e := range v.Entries {
		a.say("")
		a.say("%d  %s  %s  %s / %s  %s", e.Seq, localTime(e.Time), oneLine(e.Author.Name),
			oneLine(e.Author.Organisation), oneLine(e.Author.Team), e.Type)
		switch e.State {
		case partners.Readable:
			a.say("%s", printable(indent(e.Document)))
		case partners.None:
		default:
			a.say("    %s %s", stateNames[e.State], e.Code)
		}
		for _, r := range e.Read {
			a.say("    gelezen door %s, %s", oneLine(r.By.Name), localTime(r.Time))
		}
	}
	a.say("")
	a.say("Kan nu: %s", strings.Join(v.Next, ", "))
}

var lagNames = map[string]string{
	partners.LagReplaced: "deze uitwisseling volgt de nieuwe sleutel van een team nog niet",
	partners.LagReset:    "een team heeft een sleutel zonder voorganger",
	partners.LagLeft:     "iemand is uit een team en dat heeft nog geen nieuwe sleutel",
}

func certainty(v *partners.View) string {
	switch {
	case v.Certainty == nil:
		return ""
	case *v.Certainty == "unconfirmed":
		return " (nog niet bevestigd)"
	case *v.Certainty == "last_known":
		return " (laatst bekend)"
	}
	return ""
}

var stateNames = map[string]string{
	partners.Recalled: "teruggetrokken", partners.Expired: "verlopen",
	partners.Missing: "ontbreekt", partners.Unreadable: "niet te lezen",
}

func localTime(t time.Time) string {
	return t.In(deadline.Amsterdam()).Format("2 Jan 2006 15:04")
}

func indent(doc json.RawMessage) string {
	var b bytes.Buffer
	if json.Indent(&b, doc, "    ", "  ") != nil {
		return ""
	}
	return "    " + b.String()
}
