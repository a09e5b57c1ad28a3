package flow

import "strconv"

// What several documents say in the same words. Field names are English, words
// that a caseworker chooses from are the Dutch ones of the field.

// Name is a person's name; a given name or a family name has to be there.
type Name struct {
	GivenNames string `json:"givenNames,omitempty" is:"line"`
	Prefix     string `json:"prefix,omitempty" is:"line"` // tussenvoegsel
	FamilyName string `json:"familyName,omitempty" is:"line"`
}

func (n Name) empty() bool { return n.GivenNames == "" && n.FamilyName == "" }

// Address is where somebody lives. A secret address never stands in a document:
// see CheckPersons.
type Address struct {
	Street   string `json:"street,omitempty" is:"line"`
	Number   string `json:"number,omitempty" is:"line,max:20"` // with addition
	Postcode string `json:"postcode,omitempty" is:"line,max:10"`
	City     string `json:"city,omitempty" is:"line"`
}

// Person is somebody in the household or around it. ID is unique in its document
// or zaak; restrictions refer to it. An empty birth date is unknown.
type Person struct {
	ID   string `json:"id" is:"must,line,max:40"`
	Role string `json:"role" is:"must,in:kind|ouder|partner|ex_partner|pleger_vermoed|oudere|huisgenoot|netwerk"`
	Name
	BirthDate              string     `json:"birthDate,omitempty" is:"date"`
	BSN                    string     `json:"bsn,omitempty" is:"line,max:9"`
	Address                *Address   `json:"address,omitempty"`
	Phone                  string     `json:"phone,omitempty" is:"line,max:40"`
	Email                  string     `json:"email,omitempty" is:"line"`
	ParentalAuthority      *Authority `json:"parentalAuthority,omitempty"`
	LivingSituation        string     `json:"livingSituation,omitempty" is:"line"`
	Language               string     `json:"language,omitempty" is:"line"`
	Interpreter            bool       `json:"interpreter,omitempty"`
	IntellectualDisability bool       `json:"intellectualDisability,omitempty"`
	LowLiteracy            bool       `json:"lowLiteracy,omitempty"`
	Pregnant               bool       `json:"pregnant,omitempty"`
	School                 string     `json:"school,omitempty" is:"line"`
	GeneralPractitioner    string     `json:"generalPractitioner,omitempty" is:"line"`
	Care                   []string   `json:"care,omitempty" is:"line"`
	View                   *View      `json:"view,omitempty"`
}

// Authority is who has parental authority (gezag) over a child.
type Authority struct {
	Kind string `json:"kind" is:"must,in:gezamenlijk|een_ouder|gi|voogd|onbekend"`
	Who  string `json:"who,omitempty" is:"line"`
}

// View is what a child or parent says, or, not spoken, why nobody talked with them.
type View struct {
	Spoken bool   `json:"spoken"`
	Text   string `json:"text" is:"must,text,max:4000"`
}

// Subject is who a request is about: no more than finds the right person.
type Subject struct {
	ID   string `json:"id" is:"must,line,max:40"`
	Role string `json:"role,omitempty" is:"in:kind|ouder|partner|ex_partner|pleger_vermoed|oudere|huisgenoot|netwerk"`
	Name
	BirthDate string   `json:"birthDate,omitempty" is:"date"`
	BSN       string   `json:"bsn,omitempty" is:"line,max:9"`
	Address   *Address `json:"address,omitempty"`
}

// Restriction is a rule for contact with a person, shown before anybody calls.
type Restriction struct {
	Person string `json:"person" is:"must,line,max:40"`
	Kind   string `json:"kind" is:"must,in:niet_terugbellen|niet_mailen|geen_voicemail|geen_post|alleen_tijdvak|alleen_via|adres_geheim|telefoon_geheim|opvanglocatie_geheim|pleger_leest_mee|pleger_weet_niet_van_melding|huisverbod_tot|contactverbod_tot|veiligheid_medewerker|niet_alleen_op_huisbezoek"`
	Until  string `json:"until,omitempty" is:"date"`
	Window string `json:"window,omitempty" is:"line"` // of alleen_tijdvak
	Via    string `json:"via,omitempty" is:"line"`    // of alleen_via
	Text   string `json:"text,omitempty" is:"text,max:1000"`
}

// Safety is how safe the household is now.
type Safety struct {
	Situation                 string            `json:"situation" is:"must,in:acuut_onveilig|structureel_onveilig|beide|niet|onbekend"`
	Text                      string            `json:"text" is:"must,text"`
	Violence                  []string          `json:"violence,omitempty" is:"in:kindermishandeling|partner|ex_partner|ouderen|huiselijk|eer|stalking"`
	Tools                     []Tool            `json:"tools,omitempty"`
	TemporaryRestrainingOrder *RestrainingOrder `json:"temporaryRestrainingOrder,omitempty"`
	// Absent is unknown.
	Weapons         *bool         `json:"weapons,omitempty"`
	Strangulation   *bool         `json:"strangulation,omitempty"`
	Stalking        *bool         `json:"stalking,omitempty"`
	DeathThreats    *bool         `json:"deathThreats,omitempty"`
	SuicideThreat   *bool         `json:"suicideThreat,omitempty"`
	ChildrenPresent *bool         `json:"childrenPresent,omitempty"`
	Contingencies   []Contingency `json:"contingencies,omitempty"`
}

// Tool is a risk instrument that was used; its result is never computed here.
type Tool struct {
	Name     string `json:"name" is:"must,line"`
	Version  string `json:"version,omitempty" is:"line"`
	Date     string `json:"date,omitempty" is:"date"`
	Result   string `json:"result" is:"must,text,max:4000"`
	ScoredBy string `json:"scoredBy,omitempty" is:"line"`
}

// RestrainingOrder is a tijdelijk huisverbod.
type RestrainingOrder struct {
	Until     string `json:"until" is:"must,date"`
	Reference string `json:"reference,omitempty" is:"line"`
}

// Contingency says what to do if something happens.
type Contingency struct {
	When string `json:"when" is:"must,text,max:1000"`
	Then string `json:"then" is:"must,text,max:1000"`
}

// Condition is a veiligheidsvoorwaarde; Until is a date or Lasting.
type Condition struct {
	Text      string `json:"text" is:"must,text,max:2000"`
	Who       string `json:"who" is:"must,line"`
	From      string `json:"from,omitempty" is:"date"`
	Until     string `json:"until,omitempty" is:"until"`
	Checked   string `json:"checked,omitempty" is:"text,max:1000"` // how
	CheckedBy string `json:"checkedBy,omitempty" is:"line"`
	IfBroken  string `json:"ifBroken,omitempty" is:"text,max:1000"`
}

// Agreement is something that was agreed with somebody.
type Agreement struct {
	With string `json:"with" is:"must,line"`
	What string `json:"what" is:"must,text,max:2000"`
	By   string `json:"by,omitempty" is:"date"`
	Done bool   `json:"done,omitempty"`
}

// Action is who does what, and before when.
type Action struct {
	What string `json:"what" is:"must,text,max:2000"`
	Who  string `json:"who" is:"must,line"`
	By   string `json:"by,omitempty" is:"due"`
}

// Contact is whom to call.
type Contact struct {
	Name  string `json:"name" is:"must,line"`
	Phone string `json:"phone,omitempty" is:"line,max:40"`
	Hours string `json:"hours,omitempty" is:"line"`
}

// Question is one numbered question.
type Question struct {
	ID   string `json:"id" is:"must,line,max:20"`
	Text string `json:"text" is:"must,text,max:4000"`
}

// Outcomes of a safety assessment, and findings of an investigation.
const (
	Outcomes = "geen_vervolg|omgezet_in_advies|overdracht|lopende_hulp|voorwaarden_en_vervolg|onderzoek|vto_rvdk|al_in_onderzoek"
	Findings = "bevestigd|niet_bevestigd|weerlegd|niet_vast_te_stellen"
)

// Source says whether the reporter is known to the family (Uitvoeringsbesluit
// Wmo 2015 art. 4.1.8(3)): a professional is open unless one of three grounds
// holds, anybody else is protected.
type Source struct {
	Shield string `json:"shield" is:"must,in:open|beschermd_beroep|beschermd_particulier"`
	Ground int64  `json:"ground,omitempty" is:"num:1..3"`
}

// Check asks for a ground exactly where the law does.
func (s Source) Check(path string) error {
	if s.Shield == "beschermd_beroep" && s.Ground == 0 {
		return missing(path + ".ground")
	}
	if s.Shield != "beschermd_beroep" && s.Ground != 0 {
		return wrong(path+".ground", "stands without beschermd_beroep")
	}
	return nil
}

// Check asks for a name and for a citizen service number that can be one.
func (p Person) Check(path string) error { return checkWho(p.Name, p.BSN, path) }

// Check asks for a name and for a citizen service number that can be one.
func (s Subject) Check(path string) error { return checkWho(s.Name, s.BSN, path) }

func checkWho(n Name, bsn, path string) error {
	if n.empty() {
		return missing(path + ".familyName")
	}
	if bsn != "" && !elevenProof(bsn) {
		return wrong(path+".bsn", "is not a citizen service number")
	}
	return nil
}

// elevenProof is the elfproef of a BSN: nine digits, weights 9 to 2 and -1.
func elevenProof(bsn string) bool {
	if len(bsn) != 9 || bsn == "000000000" {
		return false
	}
	sum := 0
	for i := range len(bsn) {
		if bsn[i] < '0' || bsn[i] > '9' {
			return false
		}
		weight := 9 - i
		if i == 8 {
			weight = -1
		}
		sum += weight * int(bsn[i]-'0')
	}
	return sum%11 == 0
}

// CheckPersons holds persons and restrictions to each other: ids are unique, a
// restriction names a person of the document and says what its kind needs, and
// what a restriction keeps secret is not in the document. View asks for the
// voice of each child and parent.
func CheckPersons(persons []Person, restrictions []Restriction, view bool) error {
	byID := map[string]Person{}
	for i, p := range persons {
		path := "persons[" + strconv.Itoa(i) + "]"
		if err := p.Check(path); err != nil {
			return err
		}
		if _, twice := byID[p.ID]; twice {
			return wrong(path+".id", "stands twice")
		}
		byID[p.ID] = p
		if view && p.View == nil && (p.Role == "kind" || p.Role == "ouder") {
			return missing(path + ".view")
		}
	}
	for i, r := range restrictions {
		path := "restrictions[" + strconv.Itoa(i) + "]"
		p, known := byID[r.Person]
		if !known {
			return wrong(path+".person", "is nobody of this document")
		}
		if err := r.check(p, path); err != nil {
			return err
		}
	}
	return nil
}

func (r Restriction) check(p Person, path string) error {
	switch r.Kind {
	case "alleen_tijdvak":
		if r.Window == "" {
			return missing(path + ".window")
		}
	case "alleen_via":
		if r.Via == "" {
			return missing(path + ".via")
		}
	case "huisverbod_tot", "contactverbod_tot":
		if r.Until == "" {
			return missing(path + ".until")
		}
	case "adres_geheim", "opvanglocatie_geheim":
		if p.Address != nil {
			return wrong(path, "keeps an address secret that stands in this document")
		}
	case "telefoon_geheim":
		if p.Phone != "" {
			return wrong(path, "keeps a number secret that stands in this document")
		}
	}
	return nil
}
