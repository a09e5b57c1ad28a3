//go:build !noagent

package main

import (
	"strings"

	"github.com/sluis-hub/sluis/partners"
)

// teamRow is a team in a list that can be searched.
type teamRow partners.Team

func (t teamRow) matches(search string) bool {
	text := strings.ToLower(t.Organisation + " " + t.Name + " " + t.Kind + " " + strings.Join(t.Card.Area, " "))
	return strings.Contains(text, strings.ToLower(search))
}
