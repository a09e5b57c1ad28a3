// Package postgrestest is a PostgreSQL server inside a test.
//
// It promises a database of its own to each test: a schema in a server that the
// test run shares (its address stands in SLUIS_TEST_POSTGRES, else this process
// starts one), or a whole server that may be killed. Servers listen on a socket
// in a temporary folder, confirm only what they keep, and end with the process
// that started them, however that ends.
//
// It skips, visibly, where there is no PostgreSQL and no address. How a server is
// found, made and killed stands in .ci/postgres.
package postgrestest
