-- People of the province who work on the pages under /tinh, and what keeps others out.

CREATE TABLE operator_session (
    token bytea PRIMARY KEY,              -- keyed hash of the cookie, see central.operators
    login text NOT NULL REFERENCES operator ON DELETE CASCADE,
    begun_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL
);

CREATE TABLE operator_try (               -- wrong passwords in a row; also of logins nobody has
    login text PRIMARY KEY,
    failures integer NOT NULL,
    last_at timestamptz NOT NULL
);

-- Who let a frozen day's ordinals be leased again.
ALTER TABLE ordinal_day ADD COLUMN thawed_at timestamptz;
ALTER TABLE ordinal_day ADD COLUMN thawed_by text NOT NULL DEFAULT '';

-- Frames come in the order of time: a range of blocks a day.
CREATE INDEX frame_received ON frame USING brin (received_at) WITH (autosummarize = on);
CREATE INDEX dossier_unbound ON dossier (site, position) WHERE official_code = '';
CREATE INDEX exception_open ON exception (raised_at) WHERE resolved_at IS NULL;
