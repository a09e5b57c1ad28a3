package store_test

import (
	"path/filepath"
	"testing"

	"github.com/sluis-hub/sluis/hub/store"
	"github.com/sluis-hub/sluis/hub/store/storetest"
)

func open(t *testing.T, path string, o store.Options) *store.Store {
	t.Helper()
	s, err := store.OpenSQLite(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *store.Store {
		return open(t, filepath.Join(t.TempDir(), "hub.db"), store.Options{})
	})
}
