package store_test

import (
	"testing"

	"github.com/sluis-hub/sluis/hub/store"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
	"github.com/sluis-hub/sluis/hub/store/storetest"
)

func openPostgres(t testing.TB, address string, o store.Options) *store.Store {
	t.Helper()
	s, err := store.OpenPostgres(address, o)
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

func TestPostgres(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *store.Store {
		return openPostgres(t, postgrestest.Database(t), store.Options{})
	})
}
