-- Frozen. The reasons are in schema.sql.
-- minimum 4

ALTER TABLE migrations ADD COLUMN minimum BIGINT NOT NULL DEFAULT 0;

CREATE TABLE hubs (
	process TEXT NOT NULL PRIMARY KEY,
	settings TEXT NOT NULL,
	version TEXT NOT NULL,
	knows BIGINT NOT NULL,
	seen BIGINT NOT NULL
);
