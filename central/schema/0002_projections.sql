-- Pure functions of the frames in the order of their positions; `counter-central rebuild` makes
-- them anew.

CREATE TABLE dossier (
    site text NOT NULL,
    uid text NOT NULL,
    station integer NOT NULL,             -- that began it; 0: the portal
    number text NOT NULL,
    official_code text NOT NULL,
    state integer NOT NULL,
    day date NOT NULL,
    received_at timestamptz NOT NULL,
    due_at timestamptz,
    finished_at timestamptz,
    returned_at timestamptz,
    procedure_code text NOT NULL,         -- its name when it has none
    owner_key text NOT NULL,              -- folded name and identifier, to suspect duplicates
    lookup_code text NOT NULL,
    position bigint NOT NULL,             -- of the last event applied
    view jsonb NOT NULL,                  -- core.domain.dossier_view.DossierView
    PRIMARY KEY (site, uid)
);

CREATE INDEX dossier_position ON dossier (site, position);
CREATE INDEX dossier_twins ON dossier (site, day, procedure_code, owner_key);
CREATE INDEX dossier_day ON dossier (site, day);

-- Every number ever printed, folded; a number given twice has two rows.
CREATE TABLE dossier_number (
    key text NOT NULL,
    site text NOT NULL,
    uid text NOT NULL,
    number text NOT NULL,                 -- as printed
    stream bytea NOT NULL,
    seq bigint NOT NULL,                  -- of the event that gave it
    PRIMARY KEY (key, site, uid)
);

CREATE TABLE fee (
    site text NOT NULL,
    uid text NOT NULL,
    no integer NOT NULL,
    amount_vnd bigint,
    PRIMARY KEY (site, uid, no)
);

CREATE TABLE waiting (                    -- effects that came before their cause
    site text NOT NULL,
    subject text NOT NULL,
    id text NOT NULL,                     -- of the event, which its frame may carry inside
    stream bytea NOT NULL,
    seq bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (site, subject, id)
);

-- Events of forks, carried inside events_moved: each counts once, however often it comes.
CREATE TABLE moved_event (
    site text NOT NULL,
    id text NOT NULL,
    stream bytea NOT NULL,                -- they were written to
    seq bigint NOT NULL,
    hash bytea NOT NULL,                  -- in that stream's chain
    subject text NOT NULL,
    carrier bytea NOT NULL,               -- frame that carries it
    carrier_seq bigint NOT NULL,
    position bigint NOT NULL,             -- of that frame
    PRIMARY KEY (site, id)
);

CREATE INDEX moved_event_place ON moved_event (site, stream, seq);
CREATE INDEX moved_event_subject ON moved_event (site, subject);

CREATE TABLE exception (
    site text NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    stream bytea NOT NULL,
    seq bigint NOT NULL,
    event text NOT NULL DEFAULT '',       -- its id, which the frame may carry inside
    subject text NOT NULL DEFAULT '',
    number text NOT NULL DEFAULT '',
    station integer NOT NULL,
    owner text NOT NULL DEFAULT 'site',   -- site | province
    raised_at timestamptz NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}',
    resolved_at timestamptz,
    resolved_by text NOT NULL DEFAULT '',
    resolution text NOT NULL DEFAULT '',
    stale boolean NOT NULL DEFAULT false, -- only during a rebuild: not raised again yet
    PRIMARY KEY (site, id),
    UNIQUE (site, kind, stream, seq, event, subject)
);

CREATE TABLE day_close (
    site text NOT NULL,
    station integer NOT NULL,
    day date NOT NULL,
    stream bytea NOT NULL,
    seq bigint NOT NULL,                  -- of the event that closed it
    last bigint NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (site, station, day)
);

CREATE TABLE office_close (
    site text NOT NULL,
    day date NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (site, day)
);
