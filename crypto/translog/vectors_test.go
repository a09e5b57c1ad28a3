package translog_test

import (
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
)

var update = flag.Bool("update", false, "write the vectors again")

const file = "../vectors/translog.json"

const about = "Each vector is one of: line, a line of a log without its line feed. lines, a list whose last line has the verdict; with cp, all of them are " +
	"accepted and cp is held against their tree. key, as a trust file writes it, of a log or a witness (use). policy and note: a checkpoint with its " +
	"signatures held against a policy; when it is accepted it has size, root, time and cosigned; with known, against the checkpoint that was known; with " +
	"now and within, whether it is fresh now, both in seconds. policy without note: whether it is one. earlier, later and proof: whether the log of " +
	"the one grew into that of the other."

type vectors struct {
	About   string   `json:"about"`
	Vectors []vector `json:"vectors"`
}

type vector struct {
	Rule string `json:"rule"`
	Name string `json:"name"`
	Code string `json:"code"`

	Line  string      `json:"line,omitempty"`
	Lines []string    `json:"lines,omitempty"`
	CP    *checkpoint `json:"cp,omitempty"`
	Key   string      `json:"key,omitempty"`
	Use   string      `json:"use,omitempty"`

	Policy   *policy     `json:"policy,omitempty"`
	Note     string      `json:"note,omitempty"`
	Size     uint64      `json:"size,omitempty"`
	Root     note.Hash   `json:"root,omitempty"`
	Time     int64       `json:"time,omitempty"`
	Cosigned int         `json:"cosigned,omitempty"`
	Known    *checkpoint `json:"known,omitempty"`
	Now      int64       `json:"now,omitempty"`
	Within   int64       `json:"within,omitempty"`

	Earlier *checkpoint `json:"earlier,omitempty"`
	Later   *checkpoint `json:"later,omitempty"`
	Proof   []note.Hash `json:"proof,omitempty"`
}

type checkpoint struct {
	Size uint64    `json:"size"`
	Root note.Hash `json:"root"`
}

func (c checkpoint) cp() note.Checkpoint { return note.Checkpoint{Size: c.Size, Root: c.Root} }

type policy struct {
	Log       string   `json:"log"`
	Witnesses []string `json:"witnesses"`
	Quorum    int      `json:"quorum"`
}

// verdict is what this package says of a vector.
func (v *vector) verdict(t *testing.T) error {
	switch {
	case v.Line != "":
		l, err := translog.ParseLeaf(v.Line)
		if err == nil && l.String() != v.Line {
			t.Errorf("it prints as %q", l)
		}
		return err
	case v.Lines != nil:
		return v.list(t)
	case v.Use == "log":
		k, err := translog.ParseLogKey(v.Key)
		return printed(t, k, v.Key, err)
	case v.Use == "witness":
		k, err := translog.ParseWitnessKey(v.Key)
		return printed(t, k, v.Key, err)
	case v.Policy != nil:
		return v.checkpoint(t)
	}
	return translog.CheckGrowth(v.Earlier.cp(), v.Later.cp(), v.Proof)
}

func printed(t *testing.T, k translog.Key, want string, err error) error {
	if err == nil && k.String() != want {
		t.Errorf("it prints as %q", k)
	}
	return err
}

func (v *vector) list(t *testing.T) error {
	log := translog.NewLog()
	for i, line := range v.Lines {
		l, err := translog.ParseLeaf(line)
		if err != nil {
			t.Fatal(err)
		}
		before := log.Head()
		if err := log.Append(l); err != nil {
			if i < len(v.Lines)-1 || v.CP != nil {
				t.Fatalf("line %d: %v", i, err)
			}
			if log.Head() != before {
				t.Error("a line that was refused changed the log")
			}
			return err
		}
	}
	if v.CP == nil {
		return nil
	}
	return log.Check(v.CP.cp())
}

func (v *vector) checkpoint(t *testing.T) error {
	p, err := translog.NewPolicy(v.Policy.Log, v.Policy.Witnesses, v.Policy.Quorum)
	if err != nil || v.Note == "" {
		return err
	}
	head, err := p.Verify([]byte(v.Note))
	if err != nil {
		return err
	}
	if head.Size != v.Size || head.Root != v.Root || head.Time != v.Time || head.Cosigned != v.Cosigned {
		t.Errorf("it says %+v", head)
	}
	if v.Known != nil {
		return head.Follows(v.Known.cp())
	}
	if v.Within != 0 {
		return head.Fresh(v.Now, time.Duration(v.Within)*time.Second)
	}
	return nil
}

func load(t testing.TB) []vector {
	if *update {
		b, err := json.MarshalIndent(vectors{about, generate(t)}, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all vectors
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all.Vectors
}

func TestVectors(t *testing.T) {
	for _, v := range load(t) {
		t.Run(v.Rule+" "+v.Name, func(t *testing.T) {
			if err := v.verdict(t); string(note.CodeOf(err)) != v.Code || err != nil && v.Code == "" {
				t.Errorf("%v, want %q", err, v.Code)
			}
		})
	}
}
