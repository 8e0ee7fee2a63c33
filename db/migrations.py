"""Schema of the station's database, one frozen step a release.

A released step is never edited and imports none of our code (house rule 9).
Tables that start with ``local_`` are working state: not compared by
``verify``, and losing them loses no act (docs/storage.md lists them).
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("counter")


def _run(db: Database, script: str) -> None:
    """Runs statements that a blank line separates.

    `executescript` would commit first and break the step's own transaction.
    """
    for statement in script.strip().split("\n\n"):
        db.execute(statement)


@migrations()
def m001_journal(db: Database) -> None:
    """Journal, signatures and the rules that make them append-only."""
    _run(
        db,
        """
        CREATE TABLE journal (
            pos INTEGER PRIMARY KEY,
            stream BLOB NOT NULL CHECK (length(stream) = 16),
            seq INTEGER NOT NULL CHECK (seq >= 1),
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            at TEXT NOT NULL,
            doubtful INTEGER NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            bytes BLOB NOT NULL,
            UNIQUE (stream, seq)
        ) STRICT;

        CREATE INDEX journal_subject ON journal (subject, pos);

        CREATE TABLE signature (
            stream BLOB NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            head BLOB NOT NULL,
            signature BLOB NOT NULL,
            PRIMARY KEY (stream, last)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
            BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;

        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
            BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;

        CREATE TRIGGER journal_gapless BEFORE INSERT ON journal
            WHEN NEW.seq <> 1 + coalesce(
                (SELECT max(seq) FROM journal WHERE stream = NEW.stream), 0)
            BEGIN SELECT RAISE(ABORT, 'journal must be gapless'); END;

        CREATE TRIGGER signature_no_update BEFORE UPDATE ON signature
            BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END;

        CREATE TRIGGER signature_no_delete BEFORE DELETE ON signature
            BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END;
        """,
    )


@migrations()
def m002_projections(db: Database) -> None:
    """Tables that people read; each is a pure function of the journal."""
    _run(
        db,
        """
        CREATE TABLE station (
            generation INTEGER PRIMARY KEY,
            stream BLOB NOT NULL UNIQUE,
            site TEXT NOT NULL, site_name TEXT NOT NULL, station INTEGER NOT NULL,
            practice INTEGER NOT NULL, agency_id TEXT NOT NULL, parent_org TEXT NOT NULL,
            place TEXT NOT NULL, hotline TEXT NOT NULL, lookup_site TEXT NOT NULL,
            public_key TEXT NOT NULL, reason TEXT NOT NULL
        ) STRICT;

        CREATE TABLE account (
            login TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,
            password_hash TEXT NOT NULL
        ) STRICT;

        CREATE TABLE procedure (
            code TEXT NOT NULL, version INTEGER NOT NULL, current INTEGER NOT NULL,
            name TEXT NOT NULL, field TEXT NOT NULL, level TEXT NOT NULL,
            words TEXT NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (code, version)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX procedure_current ON procedure (code) WHERE current = 1;

        CREATE TABLE agency (
            key TEXT PRIMARY KEY, name TEXT NOT NULL, identifier TEXT NOT NULL
        ) STRICT;

        CREATE TABLE number_block (
            stream BLOB NOT NULL, pos INTEGER NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY (stream, pos)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE business_day (
            day TEXT PRIMARY KEY, confirmed INTEGER NOT NULL, pos INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE day_counter (
            stream BLOB NOT NULL, day TEXT NOT NULL,
            official INTEGER NOT NULL, provisional INTEGER NOT NULL,
            PRIMARY KEY (stream, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE register_counter (
            book TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY (book, year)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE dossier (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            number TEXT NOT NULL, official_code TEXT NOT NULL, provisional_number TEXT NOT NULL,
            state INTEGER NOT NULL, day TEXT NOT NULL,
            received_at TEXT NOT NULL, due_at TEXT, original_due_at TEXT,
            owner TEXT NOT NULL, owner_key TEXT NOT NULL,
            procedure_code TEXT NOT NULL, procedure_version INTEGER NOT NULL,
            pack TEXT NOT NULL, book TEXT NOT NULL, register_no INTEGER NOT NULL,
            lookup_code TEXT NOT NULL, officer TEXT NOT NULL, officer_name TEXT NOT NULL,
            doubtful INTEGER NOT NULL, amended_at TEXT, printed_at TEXT,
            last_event TEXT NOT NULL, reason TEXT NOT NULL, client_ref TEXT,
            client_digest TEXT NOT NULL,
            content BLOB NOT NULL
        ) STRICT;

        CREATE UNIQUE INDEX dossier_client_ref ON dossier (client_ref)
            WHERE client_ref IS NOT NULL;

        CREATE TABLE dossier_number (
            key TEXT PRIMARY KEY, number TEXT NOT NULL, dossier INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE component (
            dossier INTEGER NOT NULL, no INTEGER NOT NULL, name TEXT NOT NULL,
            originals INTEGER NOT NULL, certified INTEGER NOT NULL, copies INTEGER NOT NULL,
            pages INTEGER NOT NULL,
            PRIMARY KEY (dossier, no)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fee (
            dossier INTEGER NOT NULL, no INTEGER NOT NULL, amount_vnd INTEGER,
            PRIMARY KEY (dossier, no)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE form_print (
            pos INTEGER PRIMARY KEY, dossier INTEGER NOT NULL, form TEXT NOT NULL,
            printed_at TEXT NOT NULL, reprint INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE segment (
            month TEXT PRIMARY KEY, last_pos INTEGER NOT NULL, head BLOB NOT NULL,
            pos INTEGER NOT NULL
        ) STRICT;

        CREATE VIRTUAL TABLE dossier_search USING fts5(
            words, content='', contentless_delete=1, detail=none,
            prefix='1 2 3 4 5 6', tokenize='unicode61');

        INSERT INTO dossier_search (dossier_search, rank) VALUES ('automerge', 0);

        INSERT INTO dossier_search (dossier_search, rank) VALUES ('crisismerge', 64);
        """,
    )


@migrations()
def m003_local(db: Database) -> None:
    """Working state of this machine."""
    _run(
        db,
        """
        CREATE TABLE local_secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;

        CREATE TABLE local_print_job (
            id INTEGER PRIMARY KEY, form TEXT NOT NULL, dossier INTEGER NOT NULL,
            reprint INTEGER NOT NULL, state TEXT NOT NULL -- waiting | failed
        ) STRICT;

        CREATE TABLE local_draft (
            name TEXT PRIMARY KEY, body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE local_login (
            login TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_until REAL NOT NULL
        ) STRICT;
        """,
    )


@migrations()
def m004_intake_exits(db: Database) -> None:
    """Forms 02 and 03; a caller's reference is a row of its own, for each act once."""
    _run(
        db,
        """
        CREATE TABLE client_request (
            ref TEXT PRIMARY KEY, dossier INTEGER NOT NULL, digest TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        INSERT INTO client_request SELECT client_ref, id, client_digest FROM dossier
            WHERE client_ref IS NOT NULL;

        DROP INDEX dossier_client_ref;

        ALTER TABLE dossier DROP COLUMN client_ref;

        ALTER TABLE dossier DROP COLUMN client_digest;

        ALTER TABLE dossier ADD COLUMN slip_number TEXT NOT NULL DEFAULT '';

        CREATE TABLE supplement (
            dossier INTEGER NOT NULL, times INTEGER NOT NULL, asked_at TEXT NOT NULL,
            until TEXT, completed_at TEXT,
            lookup_code TEXT NOT NULL, doubtful INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (dossier, times)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE refusal (
            dossier INTEGER PRIMARY KEY,
            lookup_code TEXT NOT NULL, doubtful INTEGER NOT NULL, body BLOB NOT NULL
        ) STRICT;

        CREATE INDEX form_print_dossier ON form_print (dossier, form);
        """,
    )


@migrations()
def m005_central(db: Database) -> None:
    """What central says, stored as journal; keys and ends of streams; sync's working state."""
    _run(
        db,
        """
        CREATE TABLE stream_key (
            stream BLOB NOT NULL, from_seq INTEGER NOT NULL, public_key TEXT NOT NULL,
            PRIMARY KEY (stream, from_seq)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO stream_key SELECT stream, 1, public_key FROM station;

        CREATE TABLE stream_end (
            stream BLOB PRIMARY KEY, last INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE central (
            pos INTEGER PRIMARY KEY, url TEXT NOT NULL, signing_key TEXT NOT NULL,
            box_key TEXT NOT NULL, province TEXT NOT NULL, epoch INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE lease (
            stream BLOB NOT NULL, day TEXT NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY (stream, day, first)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE claimed_ordinal (
            yymmdd TEXT NOT NULL, ordinal INTEGER NOT NULL,
            PRIMARY KEY (yymmdd, ordinal)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE roster (
            station INTEGER PRIMARY KEY, name TEXT NOT NULL, active INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE rule_pack (
            id TEXT PRIMARY KEY, pos INTEGER NOT NULL, body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE calendar (
            year INTEGER PRIMARY KEY, pos INTEGER NOT NULL, body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE day_close (
            pos INTEGER PRIMARY KEY, day TEXT NOT NULL, body BLOB NOT NULL
        ) STRICT;

        CREATE INDEX day_close_day ON day_close (day);

        CREATE TABLE office_close (
            pos INTEGER PRIMARY KEY, day TEXT NOT NULL, body BLOB NOT NULL
        ) STRICT;

        CREATE INDEX office_close_day ON office_close (day);

        CREATE TABLE resolution (
            pos INTEGER PRIMARY KEY, exception INTEGER NOT NULL, decision TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT;

        ALTER TABLE account ADD COLUMN active INTEGER NOT NULL DEFAULT 1;

        ALTER TABLE dossier ADD COLUMN supplement_until TEXT;

        ALTER TABLE dossier ADD COLUMN finished_at TEXT;

        ALTER TABLE dossier ADD COLUMN returned_at TEXT;

        ALTER TABLE dossier ADD COLUMN begun INTEGER NOT NULL DEFAULT 0; -- here, this one included

        UPDATE dossier SET begun = n FROM (SELECT id AS of, row_number() OVER (ORDER BY id) AS n
            FROM dossier) WHERE id = of;

        UPDATE dossier SET (finished_at, returned_at) = (
            SELECT json_extract(CAST(bytes AS TEXT), '$.body.finished_at'),
                json_extract(CAST(bytes AS TEXT), '$.body.returned_at')
            FROM journal WHERE subject = uid AND kind = 'result_returned'
            ORDER BY pos DESC LIMIT 1) WHERE state = 10;

        CREATE INDEX dossier_bound ON dossier (id)
            WHERE provisional_number <> '' AND official_code <> '';

        CREATE TABLE local_sync (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;

        CREATE TABLE local_head (
            stream BLOB PRIMARY KEY, seq INTEGER NOT NULL, hash BLOB NOT NULL,
            epoch INTEGER NOT NULL, backed_up_seq INTEGER NOT NULL,
            sent INTEGER NOT NULL, -- of our own events, known to be on central's chain
            witness BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE local_unsent (
            dossier INTEGER PRIMARY KEY, pos INTEGER NOT NULL -- of its last event of ours
        ) STRICT;

        CREATE TABLE local_site_dossier (
            id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, station INTEGER NOT NULL,
            number TEXT NOT NULL, owner TEXT NOT NULL, procedure_code TEXT NOT NULL,
            state INTEGER NOT NULL, received_at TEXT NOT NULL, due_at TEXT,
            view BLOB NOT NULL
        ) STRICT;

        CREATE TABLE local_site_number (
            key TEXT NOT NULL, dossier INTEGER NOT NULL,
            PRIMARY KEY (key, dossier)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX local_site_number_dossier ON local_site_number (dossier);

        CREATE VIRTUAL TABLE local_site_search USING fts5(
            words, content='', contentless_delete=1, detail=none,
            prefix='1 2 3 4 5 6', tokenize='unicode61');

        INSERT INTO local_site_search (local_site_search, rank) VALUES ('automerge', 0);

        INSERT INTO local_site_search (local_site_search, rank) VALUES ('crisismerge', 64);

        CREATE TABLE local_loose_end (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, station INTEGER NOT NULL,
            owner TEXT NOT NULL, raised_at TEXT NOT NULL, body BLOB NOT NULL
        ) STRICT;
        """,
    )


@migrations()
def m006_lists(db: Database) -> None:
    """Lists by state and by clerk stay quick among many finished dossiers."""
    _run(
        db,
        """
        CREATE INDEX dossier_state ON dossier (state, id, due_at);

        CREATE INDEX dossier_officer ON dossier (officer, id);
        """,
    )
