package liar

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
)

// bent is the log that the lies make of the hub's.
func (l *Liar) bent(r *http.Request, lies []Lie) ([]hub.Leaf, error) {
	all, err := l.whole(r)
	if err != nil {
		return nil, err
	}
	for _, lie := range lies {
		all = l.lines(lie, all)
	}
	return all, nil
}

func (l *Liar) lines(lie Lie, all []hub.Leaf) []hub.Leaf {
	i, there := place(lie.At, len(all))
	switch {
	case lie.Do == "keep":
		return all[:min(lie.N, len(all))]
	case lie.Do == "add":
		if leaf := l.Held(lie.With).Leaf; leaf != nil {
			next := *leaf
			next.N = uint64(len(all))
			all = append(all, next)
		}
	case !there:
	case lie.Do == "drop": // and what comes after it is renumbered, so that no gap tells
		all = slices.Delete(all, i, i+1)
		for n := range all {
			all[n].N = uint64(n)
		}
	case lie.Do == "swap":
		all[i], all[lie.To] = all[lie.To], all[i]
		all[i].N, all[lie.To].N = uint64(i), uint64(lie.To)
	case lie.Do == "copy":
		again := all[i]
		again.N = uint64(len(all))
		all = append(all, again)
	case lie.Do == "hash":
		all[i].Hash = note.HashOf([]byte("another record"))
	case lie.Do == "version":
		all[i].Version += uint64(max(1, lie.N))
	case lie.Do == "kind":
		all[i].Kind = hub.ObjectMailbox
	case lie.Do == "number":
		all[i].N++
	case lie.Do == "org":
		all[i].Org = all[lie.To].Org
	}
	return all
}

// log answers with lines of the bent log.
func (l *Liar) log(r *http.Request, lies []Lie) ([]byte, error) {
	all, err := l.bent(r, lies)
	if err != nil {
		return nil, err
	}
	query := r.URL.Query()
	from, _ := strconv.Atoi(query.Get("from"))
	limit, _ := strconv.Atoi(query.Get("limit"))
	all = all[min(from, len(all)):]
	return json.Marshal(map[string]any{"leaves": all[:min(limit, len(all))]})
}

// aboutLog are the lies of the log that are told now.
func (l *Liar) aboutLog() (lies []Lie) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, lie := range l.lies {
		if lie.On == "log" {
			lies = append(lies, lie)
		}
	}
	return lies
}

// checkpoint signs for the log that is shown: without a lie of its own with the keys of
// the log and its witness, so that everything holds but what the lines say.
func (l *Liar) checkpoint(r *http.Request, lies []Lie, honest []byte) ([]byte, error) {
	l.mu.Lock()
	s := l.secrets
	l.mu.Unlock()
	signed, err := translog.ParseSigned(honest)
	if err != nil {
		return nil, err
	}
	cp, at := signed.Checkpoint, s.Now().Unix()
	if about := l.aboutLog(); len(about) > 0 {
		all, err := l.bent(r, about)
		if err != nil {
			return nil, err
		}
		cp = headOf(all)
	}
	log, signLog, witness, signWitness := s.Log, s.SignLog, s.Witness, s.SignWitness
	cosigns := true
	for _, lie := range lies {
		switch lie.Do {
		case "true":
			return honest, nil
		case "old":
			return l.Held(lie.With).Data, nil
		case "strip":
			cosigns = false
		case "witness": // one that nobody named
			by := identity.NewSigner()
			if witness, err = translog.WitnessKey("witness.of.the.liar", by.Public()); err != nil {
				return nil, err
			}
			signWitness = raw(by)
		case "log": // another log of the same name
			by := identity.NewSigner()
			if log, err = translog.LogKey(log.Name, by.Public()); err != nil {
				return nil, err
			}
			signLog = raw(by)
		case "origin": // the same key, for another log
			if log, err = translog.LogKey("other/dir", log.Public); err != nil {
				return nil, err
			}
		case "time":
			at += int64(lie.N)
		case "root":
			cp.Root = note.HashOf([]byte("another log"))
		case "size":
			all, err := l.bent(r, l.aboutLog())
			if err != nil {
				return nil, err
			}
			cp = headOf(all[:max(0, len(all)+lie.N)])
		}
	}
	out := log.Sign(cp, signLog)
	if cosigns {
		out.Signatures = append(out.Signatures, witness.Cosign(out, at, signWitness))
	}
	return out.Bytes(), nil
}

// raw signs with the octets of a key that belongs to nobody.
func raw(by *identity.Signer) func([]byte) []byte {
	return func(message []byte) []byte { sig := by.Sign(message); return sig.Bytes() }
}

// headOf is the checkpoint of these lines; when they break the rules of a log, one
// with some root.
func headOf(all []hub.Leaf) note.Checkpoint {
	log := translog.NewLog()
	for _, l := range all {
		if log.Append(translog.Leaf{Kind: l.Kind, Org: l.Org, Subject: l.Subject, Version: l.Version, Hash: l.Hash}) != nil {
			return note.Checkpoint{Size: uint64(len(all)), Root: note.HashOf([]byte("no log"))}
		}
	}
	return log.Head()
}
