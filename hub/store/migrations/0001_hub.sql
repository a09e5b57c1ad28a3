-- Frozen. The reasons are in schema.sql.

CREATE TABLE epochs (
	epoch BIGINT NOT NULL PRIMARY KEY,
	since BIGINT NOT NULL
);

CREATE TABLE exchanges (
	xid TEXT NOT NULL PRIMARY KEY,
	seq BIGINT NOT NULL,
	head TEXT NOT NULL,
	stored BIGINT NOT NULL,
	ends BIGINT NOT NULL,
	receipts BIGINT NOT NULL,
	state BYTEA NOT NULL
);
CREATE INDEX exchanges_ends ON exchanges (ends);

CREATE TABLE entries (
	xid TEXT NOT NULL REFERENCES exchanges (xid) ON DELETE CASCADE,
	seq BIGINT NOT NULL,
	hash TEXT NOT NULL,
	grants BIGINT NOT NULL,
	recalled BIGINT NOT NULL,
	mark BYTEA NOT NULL,
	note BYTEA NOT NULL,
	ct BYTEA NOT NULL,
	PRIMARY KEY (xid, seq)
);

CREATE TABLE grants (
	xid TEXT NOT NULL REFERENCES exchanges (xid) ON DELETE CASCADE,
	seq BIGINT NOT NULL,
	n BIGINT NOT NULL,
	party TEXT NOT NULL,
	file BYTEA NOT NULL,
	PRIMARY KEY (xid, seq, n)
);

CREATE TABLE receipts (
	xid TEXT NOT NULL REFERENCES exchanges (xid) ON DELETE CASCADE,
	n BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	author TEXT NOT NULL,
	note BYTEA NOT NULL,
	PRIMARY KEY (xid, n),
	UNIQUE (xid, seq, author)
);

CREATE TABLE parties (
	party TEXT NOT NULL PRIMARY KEY,
	count BIGINT NOT NULL
);

CREATE TABLE seats (
	xid TEXT NOT NULL REFERENCES exchanges (xid) ON DELETE CASCADE,
	party TEXT NOT NULL,
	count BIGINT NOT NULL,
	member BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	head TEXT NOT NULL,
	receipts BIGINT NOT NULL,
	closed BIGINT NOT NULL,
	PRIMARY KEY (xid, party)
);
CREATE INDEX seats_position ON seats (party, count);

CREATE TABLE uploads (
	id TEXT NOT NULL PRIMARY KEY,
	owner TEXT,
	root TEXT NOT NULL,
	size BIGINT NOT NULL,
	since BIGINT NOT NULL,
	xid TEXT REFERENCES exchanges (xid) ON DELETE CASCADE,
	seq BIGINT,
	UNIQUE (owner, root)
);
CREATE INDEX uploads_exchange ON uploads (xid, root);
CREATE INDEX uploads_since ON uploads (since);

CREATE TABLE pieces (
	upload TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
	n BIGINT NOT NULL,
	hash BYTEA NOT NULL,
	data BYTEA NOT NULL,
	PRIMARY KEY (upload, n)
);

CREATE TABLE leases (
	xid TEXT NOT NULL REFERENCES exchanges (xid) ON DELETE CASCADE,
	party TEXT NOT NULL,
	member TEXT NOT NULL,
	until BIGINT NOT NULL,
	PRIMARY KEY (xid, party)
);
CREATE INDEX leases_party ON leases (party, xid);

CREATE TABLE days (
	party TEXT NOT NULL,
	day TEXT NOT NULL,
	PRIMARY KEY (party, day)
);
CREATE INDEX days_day ON days (day, party);

CREATE TABLE objects (
	hash TEXT NOT NULL PRIMARY KEY,
	place BIGINT NOT NULL UNIQUE,
	leaf BIGINT NOT NULL,
	kind TEXT NOT NULL,
	team TEXT NOT NULL,
	epoch BIGINT NOT NULL,
	data BYTEA NOT NULL
);

CREATE TABLE leaves (
	n BIGINT NOT NULL PRIMARY KEY,
	kind TEXT NOT NULL,
	org TEXT NOT NULL,
	subject TEXT NOT NULL,
	version BIGINT NOT NULL,
	hash TEXT NOT NULL
);

CREATE TABLE keyrings (
	member TEXT NOT NULL PRIMARY KEY,
	version BIGINT NOT NULL,
	head BYTEA NOT NULL,
	file BYTEA NOT NULL
);

CREATE TABLE states (
	member TEXT NOT NULL PRIMARY KEY,
	sealed BYTEA NOT NULL
);

INSERT INTO epochs (epoch, since) VALUES (0, 0);
