package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/sequencer"
	"github.com/sluis-hub/sluis/hub/server"
)

// redisFlags say where the processes of a hub hear each other.
type redisFlags struct {
	Redis             string `help:"Adres van Redis, waarmee de processen van een hub elkaar horen: redis://host:poort, rediss:// met TLS, redis+sentinel://, redis+cluster://, unix://; zonder is de hub één proces." placeholder:"URL"`
	RedisPasswordFile string `help:"Bestand met het wachtwoord van Redis." placeholder:"BESTAND" type:"existingfile"`
}

func (c redisFlags) config() redis.Config {
	return redis.Config{URL: c.Redis, PasswordFile: c.RedisPasswordFile}
}

// sharedFlags are what hubs on one database must have alike.
type sharedFlags struct {
	databaseFlags `embed:""`
	redisFlags    `embed:""`
	Origin        []string       `help:"Adres waarop clients deze hub kennen, als dat een ander is dan --listen; mag vaker." placeholder:"URL"`
	Edge          []netip.Prefix `help:"Adressen van edges (CIDR), die mogen zeggen uit welk netwerk iemand komt; mag vaker." placeholder:"CIDR"`
	Witness       []string       `help:"Getuige van het adreslog: adres, = en de sleutel die sluis witness meldt; mag vaker." placeholder:"URL=SLEUTEL"`
	Quorum        int            `help:"Hoeveel getuigen moeten meetekenen; standaard meer dan de helft." placeholder:"AANTAL"`
}

func (c sharedFlags) config() (server.Config, error) {
	config, err := c.databaseFlags.config()
	if err != nil {
		return config, err
	}
	config.Redis, config.Origins, config.Edges = c.redisFlags.config(), c.Origin, c.Edge
	for _, said := range c.Witness {
		if said == "" {
			continue // none, as compose says it
		}
		w, err := sequencer.ParseWitness(said)
		if err != nil {
			return config, fmt.Errorf("--witness %s: %w", said, err)
		}
		config.Witnesses = append(config.Witnesses, w)
	}
	if config.Quorum = c.Quorum; config.Quorum == 0 {
		config.Quorum = len(config.Witnesses)/2 + 1
	}
	return config, nil
}

type checkCmd struct {
	sharedFlags `embed:""`
}

// check is one thing that was looked at.
type check struct {
	What string `json:"what"`
	OK   bool   `json:"ok"`
	Warn bool   `json:"warn,omitempty"` // it works, and deserves a look
	Code string `json:"code,omitempty"`
	Says string `json:"says"`
	Next string `json:"next,omitempty"`
}

// Limits of what is worth a word.
const (
	littleDisk  = 1 << 30
	noDisk      = 100 << 20
	fewLeft     = 20 // connections: two hubs take nine each
	someSeconds = 5 * time.Second
	clockOff    = time.Minute
)

// Run looks at all that a hub with these flags would stand on; it fails when
// something would not do.
func (c *checkCmd) Run(ctx context.Context, a *app) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	r := server.Inspect(ctx, config)
	list := append(checkData(config, r), checkStore(config, r)...)
	list = append(list, checkRedis(r)...)
	return a.checks(list)
}

// checks writes a list, and fails when something in it is wrong.
func (a *app) checks(list []check) error {
	var failed error
	var rows [][]string
	for _, k := range list {
		mark := "goed"
		switch {
		case !k.OK:
			mark = "FOUT"
			failed = errors.Join(failed, errors.New(k.What+": "+k.Says))
		case k.Warn:
			mark = "let op"
		}
		rows = append(rows, []string{mark, k.What, k.Says + " " + k.Next})
	}
	if a.JSON {
		if err := a.json(list); err != nil {
			return err
		}
		return failed // which ends the output with an error line
	}
	a.columns(rows)
	if failed != nil {
		return &reported{failed}
	}
	return nil
}

func good(what, says string, args ...any) check {
	return check{What: what, OK: true, Says: fmt.Sprintf(says, args...)}
}

func warn(what, next, says string, args ...any) check {
	return check{What: what, OK: true, Warn: true, Says: fmt.Sprintf(says, args...), Next: next}
}

func wrong(what, next, says string, args ...any) check {
	return check{What: what, Says: fmt.Sprintf(says, args...), Next: next}
}

func checkData(c server.Config, r server.Report) (list []check) {
	d := r.Data
	switch {
	case !d.There:
		return append(list, warn("map", "De hub maakt hem bij de eerste start.", "%s is er nog niet.", c.Data))
	case !d.Writable:
		list = append(list, wrong("map", "Geef hem aan de gebruiker waaronder de hub draait.", "In %s kan niet worden geschreven.", c.Data))
	case len(d.Open) > 0:
		list = append(list, wrong("map", "Maak de rechten 0600; is token.key gelezen, verwijder het (iedereen logt dan opnieuw in).", "Anderen op deze machine kunnen hierbij: %s.", strings.Join(d.Open, ", ")))
	default:
		list = append(list, good("map", "De sleutels in %s zijn van de hub alleen.", c.Data))
	}
	mb := d.Free >> 20
	switch {
	case d.Free < 0:
	case d.Free < noDisk:
		list = append(list, wrong("schijf", "Maak ruimte vrij: zonder ruimte neemt de hub niets meer aan.", "Er is nog %d MB vrij.", mb))
	case d.Free < littleDisk:
		list = append(list, warn("schijf", "Maak ruimte vrij.", "Er is nog %d MB vrij.", mb))
	default:
		list = append(list, good("schijf", "Er is %d GB vrij.", mb>>10))
	}
	return list
}

func checkStore(c server.Config, r server.Report) (list []check) {
	f := r.Store
	switch {
	case errors.Is(r.StoreErr, server.ErrAway):
		return append(list, wrong("database", "Controleer adres en netwerk, en of PostgreSQL draait en verbindingen over heeft.", "De database antwoordt niet: %v.", r.StoreErr))
	case r.StoreErr != nil:
		return append(list, wrong("database", "Controleer adres, gebruiker en wachtwoord.", "De database is niet te openen: %v.", r.StoreErr))
	case f.Server == "":
		return append(list, warn("database", "De hub maakt hem bij de eerste start.", "Het bestand is er nog niet."))
	case !f.Writable:
		list = append(list, wrong("database", "Wijs de hub naar de primaire server.", "%s kan alleen worden gelezen.", f.Server))
	case !f.MayMigrate:
		list = append(list, wrong("database", "Geef de gebruiker het recht CREATE op zijn schema.", "%s laat de hub geen tabellen maken.", f.Server))
	case len(f.Unsafe) > 0:
		list = append(list, wrong("database", "Zet dit op de server aan.", "%s zou verliezen wat is bevestigd: %s.", f.Server, strings.Join(f.Unsafe, ", ")))
	default:
		list = append(list, good("database", "%s, %d MB, is te schrijven en bewaart wat is bevestigd.", f.Server, f.Bytes>>20))
	}
	switch {
	case f.Minimum > f.Knows:
		list = append(list, wrong("versie", "Start de nieuwere versie.", "De database vraagt een nieuwere versie: schema %d, en deze kent %d.", f.Minimum, f.Knows))
	case f.Seen > f.Knows:
		list = append(list, warn("versie", "Werk deze hub ook bij.", "Een nieuwere versie heeft de database bijgewerkt (schema %d); deze kan ermee verder.", f.Seen))
	case f.Seen < f.Knows:
		list = append(list, warn("versie", "De hub doet dat bij de start.", "Het schema wordt nog bijgewerkt, van %d naar %d.", f.Seen, f.Knows))
	default:
		list = append(list, good("versie", "Schema %d, zoals deze versie het kent.", f.Seen))
	}
	if c.Database == "" {
		return list
	}
	if f.Left < fewLeft {
		list = append(list, warn("verbindingen", "Verhoog max_connections; een hub gebruikt er 9.", "Er zijn nog %d van %d over.", f.Left, f.Connections))
	} else {
		list = append(list, good("verbindingen", "Er zijn er %d van %d over.", f.Left, f.Connections))
	}
	list = append(list, checkClock("klok", "de database", f.Clock))
	if len(r.Unlike) > 0 {
		list = append(list, wrong("instellingen", "Stel deze hub in als de andere, of stop die eerst.", "Er draait een hub die anders is ingesteld: %s.", strings.Join(r.Unlike, "; ")))
	}
	return list
}

func checkRedis(r server.Report) (list []check) {
	if r.RedisErr != nil {
		return append(list, wrong("redis", "Controleer adres en wachtwoord; tot dan horen hubs elkaar niet en gaat er niets verloren.", "Redis antwoordt niet: %v.", r.RedisErr))
	}
	if r.Redis == nil {
		return nil
	}
	f := *r.Redis
	switch {
	case f.Version == "":
		list = append(list, good("redis", "Redis antwoordt; de versie en het geheugen mag deze gebruiker niet zien."))
	case strings.HasPrefix(f.Policy, "allkeys"):
		list = append(list, warn("redis", "Zet maxmemory-policy op noeviction.", "Redis %s gooit bij vol geheugen weg wie er is (%s).", f.Version, f.Policy))
	default:
		list = append(list, good("redis", "Redis %s, bij vol geheugen: %s.", f.Version, f.Policy))
	}
	return append(list, checkClock("klok van redis", "Redis", f.Clock))
}

func checkClock(what, whose string, theirs time.Time) check {
	off := now().Sub(theirs).Round(time.Second)
	const next = "Zet de klokken gelijk (NTP)."
	switch {
	case off.Abs() >= clockOff:
		return wrong(what, next, "De klok hier en die van %s verschillen %s.", whose, off.Abs())
	case off.Abs() >= someSeconds:
		return warn(what, next, "De klok hier en die van %s verschillen %s.", whose, off.Abs())
	}
	return good(what, "De klok hier loopt gelijk met die van %s.", whose)
}
