-- What stations and central itself wrote, byte for byte. Every key is led by the site, so that the
-- tables can be distributed by it; the province's own stream has the empty site.

CREATE TABLE site (
    site text PRIMARY KEY,
    name text NOT NULL,
    position bigint NOT NULL DEFAULT 0,   -- last position given; the row's lock is the ingest lock
    projected bigint NOT NULL DEFAULT 0,  -- position up to which the tables of 0002 follow
    crossed bigint NOT NULL DEFAULT 0,    -- of it: numbers compared with those of other sites
    restored bigint,                      -- position at the first restore, see central.interpret
    lease_size integer NOT NULL DEFAULT 20,
    binds boolean NOT NULL DEFAULT false  -- central itself gives official codes to provisional numbers
);

CREATE TABLE station (
    site text NOT NULL REFERENCES site,
    station integer NOT NULL,
    name text NOT NULL DEFAULT '',
    active boolean NOT NULL DEFAULT true,
    last_contact timestamptz,
    clock_offset double precision,        -- seconds the station's clock was ahead of ours
    version text NOT NULL DEFAULT '',
    PRIMARY KEY (site, station)
);

CREATE TABLE enrolment (
    site text NOT NULL,
    station integer NOT NULL,
    secret_hash bytea NOT NULL,
    made_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    used_at timestamptz,
    PRIMARY KEY (site, station, secret_hash)
);

-- Who may speak; looked up by key alone, so small and everywhere.
CREATE TABLE sender (
    key bytea PRIMARY KEY CHECK (length(key) = 32),
    site text NOT NULL,
    station integer NOT NULL,
    role text NOT NULL DEFAULT 'station', -- station | relay
    since timestamptz NOT NULL,
    revoked_at timestamptz,
    last_request bigint NOT NULL DEFAULT 0
);

CREATE TABLE stream (
    site text NOT NULL,
    stream bytea NOT NULL CHECK (length(stream) = 16),
    station integer NOT NULL,             -- 0: central's own
    head_seq bigint NOT NULL DEFAULT 0,
    head_hash bytea NOT NULL,
    backed_up_seq bigint NOT NULL DEFAULT 0,
    began_as text NOT NULL DEFAULT '',    -- reason of stream_began, empty for a first stream
    before_stream bytea,
    before_seq bigint,
    closed boolean NOT NULL DEFAULT false, -- central's own, left behind by a restore
    PRIMARY KEY (site, stream)
);

CREATE TABLE stream_key (
    site text NOT NULL,
    stream bytea NOT NULL,
    from_seq bigint NOT NULL,
    key bytea NOT NULL,
    revoked_from bigint,                  -- later events are stored and listed, not applied
    PRIMARY KEY (site, stream, from_seq)
);

CREATE TABLE frame (
    site text NOT NULL,
    stream bytea NOT NULL,
    seq bigint NOT NULL,
    month date NOT NULL,                  -- of receiving, UTC; the partition
    position bigint NOT NULL,             -- in the site, in the order of commit
    id text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    day date,
    received_at timestamptz NOT NULL,
    hash bytea NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (site, stream, seq, month)
) PARTITION BY RANGE (month);

CREATE INDEX frame_position ON frame (site, position);
CREATE INDEX frame_subject ON frame (site, subject, position);

CREATE TABLE seal (
    site text NOT NULL,
    stream bytea NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    head bytea NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (site, stream, last)
);

-- One row: the epoch changes when central is restored.
CREATE TABLE central (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    province text NOT NULL,
    practice boolean NOT NULL,
    epoch bigint NOT NULL,
    signing_key bytea NOT NULL,           -- public; the private halves are in the data folder
    box_key bytea NOT NULL,
    ordinal_width integer NOT NULL DEFAULT 4,
    code_pattern text NOT NULL DEFAULT '{agency}-{yymmdd}-{ordinal}'
);

CREATE TABLE backup (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    made_at timestamptz NOT NULL,
    digest text NOT NULL
);
