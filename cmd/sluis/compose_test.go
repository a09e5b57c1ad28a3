package main

import (
	"bytes"
	"encoding/json"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/sluis-hub/sluis/hub/redis"
)

// composed is what a profile of docker-compose.yml comes to, as far as it matters here.
type composed struct {
	Services map[string]struct {
		Command     []string
		Environment map[string]string
		User        string
		Build       *struct{ Target string }
		ReadOnly    bool `json:"read_only"`
		Privileged  bool
		NetworkMode string   `json:"network_mode"`
		CapAdd      []string `json:"cap_add"`
		CapDrop     []string `json:"cap_drop"`
		SecurityOpt []string `json:"security_opt"`
		Healthcheck *struct{ Test []string }
		Ports       []struct{ Published string }
		Networks    map[string]struct {
			Address netip.Addr `json:"ipv4_address"`
			Aliases []string
		}
		Secrets []struct{ Source, Target string }
		Configs []struct{ Source string }
	}
	Networks map[string]struct{ Internal bool }
	Secrets  map[string]struct{ File string }
	Configs  map[string]struct{ File string }
}

// compose reads docker-compose.yml with the reference parser, which refuses what
// docker compose would.
func compose(t *testing.T, profile string) (c composed) {
	t.Helper()
	file, err := filepath.Abs("../../docker-compose.yml")
	if err == nil {
		_, err = os.Stat(file) // so that a change of it asks for this test again
	}
	if err != nil {
		t.Fatal(err)
	}
	read := exec.Command("go", "run", ".", file, profile)
	read.Dir = filepath.Join("..", "..", ".ci", "compose")
	read.Env = append(os.Environ(), "SLUIS_HOST=sluis.example.nl", "SLUIS_LOG=of+a+log", "CGO_ENABLED=0")
	var wrong bytes.Buffer
	read.Stderr = &wrong
	text, err := read.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &wrong)
	}
	if err := json.Unmarshal(text, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestCompose: in the deployments that are given along nobody but the edges can tell
// a hub where a visitor comes from, nobody but the proxy an edge, and only the proxy
// is reached from outside. A witness is with its proxy alone. Nothing runs as root, or
// holds a secret where others see it.
func TestCompose(t *testing.T) {
	dockerfile, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	// Two hubs and two edges for a region, none for a witness.
	for profile, n := range map[string]int{"region": 2, "small": 1, "witness": 0} {
		t.Run(profile, func(t *testing.T) {
			c := compose(t, profile)
			var edges, proxies, behind, believed []string
			hubs, witnesses := 0, 0
			for name, s := range c.Services {
				if !s.ReadOnly || s.Privileged || s.NetworkMode != "" || len(s.CapAdd) > 0 || !slices.Equal(s.CapDrop, []string{"ALL"}) ||
					!slices.Contains(s.SecurityOpt, "no-new-privileges:true") || s.Healthcheck == nil {
					t.Errorf("%s may do more than it has to, or nobody asks how it is", name)
				}
				for _, f := range s.Configs { // compose can write none into a root that is read only
					if s.ReadOnly && c.Configs[f.Source].File == "" {
						t.Errorf("%s does not start: its %s is no file", name, f.Source)
					}
				}
				user := s.User
				if s.Build != nil {
					stage := regexp.MustCompile(`(?ms)^FROM \S+ AS ` + s.Build.Target + `\n(.*?)(\n\n|\z)`).FindSubmatch(dockerfile)
					if stage == nil {
						t.Fatalf("the Dockerfile has no %s", s.Build.Target)
					}
					if u := regexp.MustCompile(`(?m)^USER (\S+)$`).FindSubmatch(stage[1]); u != nil {
						user = string(u[1])
					}
				}
				if !regexp.MustCompile(`^[1-9]\d*:[1-9]\d*$`).MatchString(user) {
					t.Errorf("%s runs as %q", name, user)
				}
				said := strings.Join(s.Command, " ")
				for k, v := range s.Environment {
					said += " " + k + "=" + v
				}
				if regexp.MustCompile(`(?i)(password|key|secret)=[^/]|://[^/@ ]*:[^/@ ]*@`).MatchString(said) {
					t.Errorf("%s is told a secret: %s", name, said)
				}
				if len(s.Ports) > 0 && !strings.HasSuffix(name, "proxy") {
					t.Errorf("%s is published", name)
				}
				for network := range s.Networks {
					out := network == "witnesses" && (strings.Contains(name, "hub") || name == "try-witness")
					if !c.Networks[network].Internal && !strings.HasSuffix(name, "proxy") && !out {
						t.Errorf("%s is in %s, which is not closed", name, network)
					}
				}
				switch kind := strings.Trim(strings.TrimSuffix(strings.TrimSuffix(name, "-a"), "-b"), "-"); {
				case strings.HasSuffix(kind, "hub"):
					hubs++
					at := s.Networks["inside"]
					if !slices.Contains(at.Aliases, "hub") || s.Networks["front"].Address.IsValid() {
						t.Errorf("the edges do not find %s, or the proxy does", name)
					}
					flags := parsed(t, s.Command).Hub
					if _, err := redis.Place(redis.Config{URL: flags.Redis}); err != nil {
						t.Errorf("%s does not start: %v", name, err)
					}
					for _, e := range flags.Edge {
						believed = append(believed, e.String())
					}
				case strings.HasSuffix(kind, "edge"):
					edges = append(edges, s.Networks["inside"].Address.String()+"/32")
					if _, stores := s.Networks["store"]; stores {
						t.Errorf("%s reaches the database", name)
					}
					behind = append(behind, s.Command[slices.Index(s.Command, "--behind")+1])
				case strings.HasSuffix(kind, "proxy"):
					proxies = append(proxies, s.Networks["front"].Address.String()+"/32")
					if len(s.Networks) != 2 {
						t.Errorf("%s is in %d networks", name, len(s.Networks))
					}
				case kind == "witness":
					witnesses++
					if len(s.Networks) != 1 || !s.Networks["front"].Address.IsValid() {
						t.Errorf("%s is not with its proxy alone", name)
					}
					parsed(t, s.Command)
				default:
					if len(s.Networks) != 1 || !s.Networks["store"].Address.IsValid() {
						t.Errorf("%s is not with the hubs alone", name)
					}
				}
			}
			if (witnesses == 1) != (n == 0) {
				t.Errorf("%d witnesses", witnesses)
			}
			if hubs != n || len(edges) != n || len(proxies) != 1 {
				t.Errorf("%d hubs, %d edges, %d proxies", hubs, len(edges), len(proxies))
			}
			slices.Sort(edges)
			slices.Sort(believed)
			if believed = slices.Compact(believed); !slices.Equal(believed, edges) {
				t.Errorf("the hubs believe %s, the edges are %s", believed, edges)
			}
			if behind = slices.Compact(behind); n > 0 && !slices.Equal(behind, proxies) {
				t.Errorf("the edges believe %s, the proxy is %s", behind, proxies)
			}
		})
	}
}

// parsed reads a command line as the program does; files that it names are elsewhere
// than in a container.
func parsed(t *testing.T, args []string) (flags table) {
	t.Helper()
	dir := t.TempDir()
	args = slices.Clone(args)
	for i, a := range args {
		if name, ok := strings.CutPrefix(a, "/run/secrets/"); ok {
			args[i] = filepath.Join(dir, name)
			if err := os.WriteFile(args[i], nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	parser, err := kong.New(&flags)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(args); err != nil {
		t.Fatalf("%s: %v", strings.Join(args, " "), err)
	}
	return flags
}
