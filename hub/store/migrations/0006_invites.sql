-- Frozen. The reasons are in schema.sql.
-- minimum 5

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
