-- Frozen. The reasons are in schema.sql.

ALTER TABLE objects RENAME TO objects_before;

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

INSERT INTO objects (hash, place, leaf, kind, team, epoch, data)
	SELECT hash, place, leaf, kind, team, epoch, data FROM objects_before;

DROP TABLE objects_before;
