-- The whole schema of a hub, as the migrations leave it; a test compares the
-- two. Ids and hashes are lower-case hex, times Unix seconds by the hub's clock
-- unless said otherwise. Everything but times and counts is copied from signed
-- notes, which are kept byte for byte.

-- Which migrations have run, and the SHA-256 of their text: a frozen file that
-- was changed after all is refused at start. minimum: a program that knows fewer
-- migrations than this may not work on what this one left.
CREATE TABLE migrations (
	number BIGINT NOT NULL PRIMARY KEY,
	sum TEXT NOT NULL,
	minimum BIGINT NOT NULL DEFAULT 0
);

-- How often positions began anew (0 at first, one more for each restore of a
-- backup) and since when. Clients that see a new number read from the start.
CREATE TABLE epochs (
	epoch BIGINT NOT NULL PRIMARY KEY,
	since BIGINT NOT NULL
);

-- One row an exchange. seq and head are what the next entry is compared with;
-- stored is when the head came in (an acceptance may not come 30 minutes after
-- its offer was stored); state is the chain's own JSON without what grows with
-- each entry, which is in entries.mark: one more entry costs the same however
-- long the exchange is.
CREATE TABLE exchanges (
	xid TEXT NOT NULL PRIMARY KEY,
	seq BIGINT NOT NULL,
	head TEXT NOT NULL,
	stored BIGINT NOT NULL,
	ends BIGINT NOT NULL,
	receipts BIGINT NOT NULL,
	state BYTEA NOT NULL
);
-- The sweep asks for what has ended, and only that.
CREATE INDEX exchanges_ends ON exchanges (ends);

-- The sealed entries. ct is empty where there is none, or where it was recalled
-- (recalled 1: nobody brings it back, also not after a restore). mark is what
-- the entry adds to the chain's state. note and ct stand last: reading a hash or
-- a mark does not touch their pages.
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

-- Grant files apart from their entry, because a party gets only its own. n is
-- the place of the grant line.
CREATE TABLE grants (
	xid TEXT NOT NULL REFERENCES exchanges (xid) ON DELETE CASCADE,
	seq BIGINT NOT NULL,
	n BIGINT NOT NULL,
	party TEXT NOT NULL,
	file BYTEA NOT NULL,
	PRIMARY KEY (xid, seq, n)
);

-- Signed receipts, one an entry and author; n counts them within the exchange,
-- so that a party that left is shown none that came later.
CREATE TABLE receipts (
	xid TEXT NOT NULL REFERENCES exchanges (xid) ON DELETE CASCADE,
	n BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	author TEXT NOT NULL,
	note BYTEA NOT NULL,
	PRIMARY KEY (xid, n),
	UNIQUE (xid, seq, author)
);

-- How many changes each party has seen so far. Hub processes that raise it wait
-- for each other until the commit, so that positions come in the order of commits
-- (writer.go, keys).
CREATE TABLE parties (
	party TEXT NOT NULL PRIMARY KEY,
	count BIGINT NOT NULL
);

-- A party in an exchange, with the position of the newest change that it may
-- see; seq, head, receipts and closed are repeated here so that a list of
-- exchanges reads this table only, and stand still for a party that left
-- (member 0).
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
-- What changed after a position, or the newest before it, costs what it gives.
CREATE INDEX seats_position ON seats (party, count);

-- Attachments. Until an entry names it, an upload has an owner and no exchange;
-- afterwards an exchange and no owner. Pieces stay where they are meanwhile.
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

-- Pieces of 1 MiB. The hash is taken when a piece comes in, so that the entry
-- that names the attachment is checked without reading it again.
CREATE TABLE pieces (
	upload TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
	n BIGINT NOT NULL,
	hash BYTEA NOT NULL,
	data BYTEA NOT NULL,
	PRIMARY KEY (upload, n)
);

-- Who has taken up an exchange for a party, until when; one that has ended is
-- as good as none.
CREATE TABLE leases (
	xid TEXT NOT NULL REFERENCES exchanges (xid) ON DELETE CASCADE,
	party TEXT NOT NULL,
	member TEXT NOT NULL,
	until BIGINT NOT NULL,
	PRIMARY KEY (xid, party)
);
CREATE INDEX leases_party ON leases (party, xid);

-- The days a party wants to be woken on, as 2026-11-21; gone once it was.
CREATE TABLE days (
	party TEXT NOT NULL,
	day TEXT NOT NULL,
	PRIMARY KEY (party, day)
);
CREATE INDEX days_day ON days (day, party);

-- Public records, and sealed team keys, by SHA-256 and kind: some kinds are any
-- bytes at all, and must not stand in the way of another's. place is the order in which
-- they were accepted: read again in that order, each can be verified by those
-- before it. leaf is the number in leaves, -1 for an object that has none. team
-- and epoch are only with a team key, and say who may have it.
CREATE TABLE objects (
	hash TEXT NOT NULL,
	place BIGINT NOT NULL UNIQUE,
	leaf BIGINT NOT NULL,
	kind TEXT NOT NULL,
	team TEXT NOT NULL,
	epoch BIGINT NOT NULL,
	data BYTEA NOT NULL,
	PRIMARY KEY (hash, kind)
);

-- The lines of the directory log, numbered from 0 without a gap: the notes among the
-- objects that follow one another, in the order of acceptance. None is ever changed
-- or deleted.
CREATE TABLE leaves (
	n BIGINT NOT NULL PRIMARY KEY,
	kind TEXT NOT NULL,
	org TEXT NOT NULL,
	subject TEXT NOT NULL,
	version BIGINT NOT NULL,
	hash TEXT NOT NULL
);

CREATE INDEX leaves_org ON leaves (org, n);

-- One row: the newest checkpoint of the log that enough witnesses have cosigned, its
-- size, and when it was stored. holder is the hub process that makes the next one,
-- until when at the latest; then another may.
CREATE TABLE checkpoint (
	name TEXT NOT NULL PRIMARY KEY,
	size BIGINT NOT NULL,
	stored BIGINT NOT NULL,
	signed BYTEA NOT NULL,
	holder TEXT NOT NULL,
	until BIGINT NOT NULL
);

-- Each member's own sealed keyring, with its signed head.
CREATE TABLE keyrings (
	member TEXT NOT NULL PRIMARY KEY,
	version BIGINT NOT NULL,
	head BYTEA NOT NULL,
	file BYTEA NOT NULL
);

-- Each member's own sealed local state, one opaque text.
CREATE TABLE states (
	member TEXT NOT NULL PRIMARY KEY,
	sealed BYTEA NOT NULL
);

-- Invitations that have not ended: where one lies and the public half of the key that
-- may answer it, both from words that the hub does not know; the newcomer's answer and
-- the admin's outcome, empty before they are there. Swept when their time has come.
CREATE TABLE invites (
	locator TEXT NOT NULL PRIMARY KEY,
	org TEXT NOT NULL,
	admin TEXT NOT NULL,
	login TEXT NOT NULL,
	ends BIGINT NOT NULL,
	answer BYTEA NOT NULL,
	outcome BYTEA NOT NULL
);
CREATE INDEX invites_org ON invites (org, ends);
CREATE INDEX invites_ends ON invites (ends);

-- What is counted for the whole hub. place: how many objects were ever stored;
-- by it one hub process sees that another stored some, also when those are gone.
CREATE TABLE counters (
	name TEXT NOT NULL PRIMARY KEY,
	count BIGINT NOT NULL
);

-- What all hub processes on this database have for as long as it lives: the hub's id.
-- The first to come has it.
CREATE TABLE setup (
	name TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
);

-- The hub processes that work on this database, where they may be several: what
-- each is told that all must have alike, as JSON and without secrets; the version
-- of its program and how many migrations that knows; and when it last said that it
-- is there. process is a random number that stays with its data directory.
CREATE TABLE hubs (
	process TEXT NOT NULL PRIMARY KEY,
	settings TEXT NOT NULL,
	version TEXT NOT NULL,
	knows BIGINT NOT NULL,
	seen BIGINT NOT NULL
);

-- The organisations that the operator let in by their root key.
CREATE TABLE founders (
	org TEXT NOT NULL PRIMARY KEY,
	root TEXT NOT NULL
);

-- Login challenges that were used, until some time after they have ended.
CREATE TABLE used (
	id TEXT NOT NULL PRIMARY KEY,
	until BIGINT NOT NULL
);
CREATE INDEX used_until ON used (until);
