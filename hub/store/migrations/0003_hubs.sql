-- Frozen. The reasons are in schema.sql.

CREATE TABLE counters (
	name TEXT NOT NULL PRIMARY KEY,
	count BIGINT NOT NULL
);
INSERT INTO counters (name, count) SELECT 'place', COALESCE(MAX(place), 0) FROM objects;

CREATE TABLE setup (
	name TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
);

CREATE TABLE founders (
	org TEXT NOT NULL PRIMARY KEY,
	root TEXT NOT NULL
);

CREATE TABLE used (
	id TEXT NOT NULL PRIMARY KEY,
	until BIGINT NOT NULL
);
CREATE INDEX used_until ON used (until);
