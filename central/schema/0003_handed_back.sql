-- What central decides itself. Its events are frames of its own streams (stream.station = 0).

CREATE TABLE procedure (
    code text PRIMARY KEY,
    name text NOT NULL,
    body jsonb NOT NULL
);

CREATE TABLE agency (
    key text PRIMARY KEY,
    name text NOT NULL,
    identifier text NOT NULL
);

-- Ordinals of a day across the whole province: blocks never overlap, whoever holds them.
CREATE TABLE ordinal_day (
    day date PRIMARY KEY,
    next integer NOT NULL,
    frozen boolean NOT NULL DEFAULT false -- after a restore: what was leased is not known
);

CREATE TABLE lease (
    day date NOT NULL,
    first integer NOT NULL,
    last integer NOT NULL,
    site text NOT NULL,
    station integer NOT NULL,
    stream bytea NOT NULL,
    PRIMARY KEY (day, first)
);

CREATE INDEX lease_stream ON lease (stream, day);

CREATE TABLE operator (
    login text PRIMARY KEY,
    name text NOT NULL,
    password_hash text NOT NULL
);

-- Towards the province's system of record and other systems, a row a dossier and target.
CREATE TABLE hand_on (
    site text NOT NULL,
    uid text NOT NULL,
    target text NOT NULL,
    state text NOT NULL,                  -- not_sent | sent | bound | refused
    position bigint NOT NULL,             -- of the dossier when it was last sent
    code text NOT NULL DEFAULT '',
    reason text NOT NULL DEFAULT '',
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (site, uid, target)
);

CREATE TABLE notice (
    site text NOT NULL,
    uid text NOT NULL,
    kind text NOT NULL,                   -- accepted | supplement | ready | apology
    channel text NOT NULL,                -- email | hook
    occasion text NOT NULL,               -- id of the event; one notice each
    state text NOT NULL,                  -- waiting | sending | sent | failed
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (site, uid, kind, channel, occasion)
);
