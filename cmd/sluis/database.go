package main

import (
	"errors"
	"net/url"
	"os"
	"strings"

	"github.com/sluis-hub/sluis/hub/server"
)

// databaseFlags say where a hub keeps what it keeps.
type databaseFlags struct {
	Data                 string `required:"" help:"Map voor database en sleutels van de hub." placeholder:"MAP" type:"path"`
	Database             string `help:"Database die hubs delen, postgres://gebruiker@server/naam; zonder is het een bestand in --data. Het wachtwoord hoort in een bestand." placeholder:"URL" xor:"database"`
	DatabaseFile         string `help:"Bestand met dat adres." placeholder:"BESTAND" type:"existingfile" xor:"database"`
	DatabasePasswordFile string `help:"Bestand met het wachtwoord van de database; het wordt bij elke verbinding gelezen." placeholder:"BESTAND" type:"existingfile"`
	LogKey               string `help:"Bestand met de sleutel van het adreslog (32 bytes, hexadecimaal), hetzelfde voor alle hubs op één database; standaard log.key in --data." placeholder:"BESTAND" type:"existingfile"`
	TokenKey             string `help:"Bestand met de sleutel van de tokens (32 bytes, hexadecimaal), voor hubs op één database; standaard token.key in --data." placeholder:"BESTAND" type:"existingfile"`
}

// config refuses a password on the command line, which is for everybody on the
// machine to see.
func (c databaseFlags) config() (server.Config, error) {
	config := server.Config{Data: c.Data, Database: c.Database, DatabasePassword: c.DatabasePasswordFile, TokenKey: c.TokenKey, LogKey: c.LogKey}
	if c.DatabaseFile != "" {
		text, err := os.ReadFile(c.DatabaseFile)
		if err != nil {
			return config, err
		}
		config.Database = strings.TrimSpace(string(text))
		if config.Database == "" {
			return config, errors.New(c.DatabaseFile + " is leeg")
		}
		return config, nil
	}
	if u, err := url.Parse(c.Database); err == nil {
		if _, has := u.User.Password(); has || u.Query().Has("password") {
			return config, errors.New("het wachtwoord van de database hoort niet op de opdrachtregel: gebruik --database-password-file")
		}
	}
	return config, nil
}
