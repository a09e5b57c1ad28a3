package kinds

import (
	"slices"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/deadline"
)

// The lists are copies: a caller may sort and change them.

// All gives every kind, in the order in which a person chooses.
func All() []Kind { return slices.Clone(all().Kinds) }

// Find gives a kind by its code; known is false when it is treated as "overig".
func Find(code string) (k Kind, known bool) {
	list := all().Kinds
	i := slices.IndexFunc(list, func(k Kind) bool { return k.Code == code })
	if i >= 0 {
		return list[i], true
	}
	return list[len(list)-1], false // "overig" stands last; a test holds it there
}

// Check refuses with E29 what an organisation of kind from may not begin with one
// of kind to: a flow that one of them has no part in, a variant that is not
// theirs, or a custody that the other cannot hold. Variant may be "" in a flow
// without variants; an unknown one is E01.
func Check(from, to string, flow Flow, variant string) error {
	sender, _ := Find(from)
	getter, _ := Find(to)
	if !slices.Contains(sender.Starts, flow) {
		return hub.Errorf(hub.E29, "start %s: an organisation of this kind does not begin it", flow)
	}
	if !slices.Contains(getter.Answers, flow) {
		return hub.Errorf(hub.E29, "start %s: the other organisation takes no part in it", flow)
	}
	if variant == "" && len(Variants(flow)) == 0 {
		return nil
	}
	v, ok := FindVariant(flow, variant)
	if !ok {
		return hub.Errorf(hub.E01, "start %s: unknown kind of frame", flow)
	}
	if len(v.From) > 0 && !slices.Contains(v.From, sender.Code) {
		return hub.Errorf(hub.E29, "start %s: an organisation of this kind does not send this kind of it", flow)
	}
	if len(v.To) > 0 && !slices.Contains(v.To, getter.Code) {
		return hub.Errorf(hub.E29, "start %s: the other organisation does not get this kind of it", flow)
	}
	if v.Custody == CustodyMoves && !getter.Custody {
		return hub.Errorf(hub.E29, "start %s: the other organisation cannot take over the oversight of safety", flow)
	}
	return nil
}

// Variants gives the variants of a flow; feedback and message have none.
func Variants(flow Flow) []Variant {
	return pick(all().Variants, func(v Variant) bool { return v.Flow == flow })
}

// FindVariant gives a variant by its code.
func FindVariant(flow Flow, code string) (Variant, bool) {
	return find(all().Variants, func(v Variant) bool { return v.Flow == flow && v.Code == code })
}

// Bases gives the legal bases to offer to somebody of kind from in a flow with
// somebody of kind to. An empty list forbids nothing.
func Bases(flow Flow, role Role, from, to string) []Basis {
	f, _ := Find(from)
	t, _ := Find(to)
	return pick(all().Bases, func(b Basis) bool {
		return b.Flow == flow && b.Role == role && holds(b.From, f.Code) && holds(b.To, t.Code)
	})
}

// SourceOf gives the text behind the first word of a citation.
func SourceOf(key string) (Source, bool) {
	s, ok := all().Sources[key]
	return s, ok
}

// Sets gives the sets of questions for somebody of a kind, the ones made for that
// kind first, those for anybody last.
func Sets(kind, variant string) []Set {
	k, _ := Find(kind)
	sets := pick(all().Sets, func(s Set) bool { return s.Variant == variant && holds(s.Kinds, k.Code) })
	slices.SortStableFunc(sets, func(a, b Set) int {
		general := func(s Set) int {
			if slices.Contains(s.Kinds, anybody) {
				return 1
			}
			return 0
		}
		return general(a) - general(b)
	})
	return sets
}

// Questions gives the questions of the set, in its order.
func (s Set) Questions() []Question {
	var out []Question
	for _, id := range s.IDs {
		if q, ok := find(all().Questions, func(q Question) bool { return q.ID == id }); ok {
			out = append(out, q)
		}
	}
	return out
}

// Answers gives the ways to answer a question.
func Answers() []Answer { return slices.Clone(all().Answers) }

// FindAnswer gives a way to answer by its code.
func FindAnswer(code string) (Answer, bool) {
	return find(all().Answers, func(a Answer) bool { return a.Code == code })
}

// Natures gives what an answer can rest on: fact, observation, hearsay, judgement.
func Natures() []Choice { return slices.Clone(all().Natures) }

// Grounds gives the grounds on which somebody of a kind may refuse.
func Grounds(kind string) []Ground {
	k, _ := Find(kind)
	return pick(all().Grounds, func(g Ground) bool { return holds(g.Kinds, k.Code) })
}

// FindGround gives a ground by its code, whoever may use it.
func FindGround(code string) (Ground, bool) {
	return find(all().Grounds, func(g Ground) bool { return g.Code == code })
}

// Declines gives the reasons for which a handoff can be declined.
func Declines() []Choice { return slices.Clone(all().Declines) }

// FindDecline gives such a reason by its code.
func FindDecline(code string) (Choice, bool) {
	return find(all().Declines, func(c Choice) bool { return c.Code == code })
}

// Urgencies gives the codes of urgency: regulier, spoed, acuut.
func Urgencies() []Choice { return slices.Clone(all().Urgencies) }

// Terms gives the terms of a frame by their names. An unknown urgency counts as
// regulier.
func Terms(flow Flow, urgency string) map[string]deadline.Term {
	out := map[string]deadline.Term{}
	for _, t := range FrameTerms(flow) {
		switch urgency {
		case "acuut":
			out[t.Name] = t.Acute
		case "spoed":
			out[t.Name] = t.Urgent
		default:
			out[t.Name] = t.Regular
		}
	}
	return out
}

// FrameTerms gives the defaults of a flow with their labels and sources.
func FrameTerms(flow Flow) []FrameTerm {
	return pick(all().Terms, func(t FrameTerm) bool { return t.Flow == flow })
}

// Clocks gives the terms that run outside frames.
func Clocks() []Clock { return slices.Clone(all().Clocks) }

// FindClock gives one by its code.
func FindClock(code string) (Clock, bool) {
	return find(all().Clocks, func(c Clock) bool { return c.Code == code })
}

// RingAfter gives the minutes after which the next person on duty is rung; ok is
// false when nobody is.
func RingAfter(flow Flow, urgency string) (minutes int, ok bool) {
	r, ok := find(all().Rings, func(r Ring) bool { return r.Flow == flow && r.Urgency == urgency })
	return r.AfterMinutes, ok
}

// Levels gives the levels of feedback from 0 up.
func Levels() []Level { return slices.Clone(all().Levels) }

// Readers gives what a reporter can count as.
func Readers() []Reader { return slices.Clone(all().Readers) }

// FindReader gives a reader by its code.
func FindReader(code string) (Reader, bool) {
	return find(all().Readers, func(r Reader) bool { return r.Code == code })
}

// CheckLevel refuses a level of feedback with E29 when it is above the ceiling of
// the reader, or when it is only for who has a role in what follows and the
// reader has none. An unknown reader or level is E01.
func CheckLevel(reader string, level int, role bool) error {
	r, ok := FindReader(reader)
	if !ok {
		return hub.Errorf(hub.E01, "check level of feedback: unknown kind of reporter")
	}
	l, ok := find(all().Levels, func(l Level) bool { return l.Level == level })
	if !ok {
		return hub.Errorf(hub.E01, "check level of feedback: there is no such level")
	}
	if level > r.Max {
		return hub.Errorf(hub.E29, "check level of feedback: this reporter is told up to level %d", r.Max)
	}
	if l.Role && !role {
		return hub.Errorf(hub.E29, "check level of feedback: this level is for a reporter with a role in what follows")
	}
	return nil
}

func find[T any](list []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], true
	}
	var none T
	return none, false
}

func pick[T any](list []T, is func(T) bool) []T {
	var out []T
	for _, v := range list {
		if is(v) {
			out = append(out, v)
		}
	}
	return out
}
