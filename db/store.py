"""The station's data folder: create it, open it, act in it.

::

    DIR/counter.db      SQLCipher database: journal, tables, working state
    DIR/keys.json       the database key, wrapped (db.keys)
    DIR/folder.json     format version and where the mark is
    DIR.key             machine's half of the wrap, unless a keyring holds it
    DIR.mark            the high-water mark, unless `setup --mark` names a place
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.errors import EnvironmentFault
from core.ports.clock import NewId
from core.ports.storage import StationFacts
from db import dossier_rows, journal, queries, signing, streams
from db.act import StationAct
from db.connection import (
    Connection,
    checkpoint_if_large,
    connect,
    database,
    environment_faults,
    immediate,
)
from db.files import file_faults, locked, open_private, sync_directory, write_atomically
from db.keys import unlock
from db.mark import Mark, MarkFile, MarkState, OtherStream

#: number of schema steps this program knows; in ``PRAGMA user_version``
SCHEMA = 6
DATABASE = "counter.db"
KEYS = "keys.json"
FOLDER = "folder.json"
#: FTS segments are merged in steps of this many pages between acts
MERGE_PAGES = 64
MERGE_EVERY = 16

Probe = Callable[[str], None]


def no_probe(point: str) -> None:
    """Production: nobody watches."""


class Store:
    """An open data folder; belongs to the thread that opened it."""

    def __init__(
        self, data: Path, conn: Connection, mark: MarkFile, new_id: NewId, probe: Probe
    ) -> None:
        self.data = data
        self.conn = conn
        self.mark = mark
        #: why a new stream began at opening, "" when all was well: see `_ask_mark`
        self.found = ""
        self._new_id = new_id
        self._probe = probe
        self._tidied = -1  # the journal position up to which the index was looked after

    @contextmanager
    def first_act(self) -> Iterator[StationAct]:
        """The act that begins a new folder's first stream."""
        with immediate(self.conn, path=self.data / DATABASE):
            act = self.new_act()
            stream = secrets.token_bytes(16)
            act.start_stream(stream)
            yield act
        self.mark.replace(Mark(stream, 1, 0, 0, 0))

    @contextmanager
    def act(self) -> Iterator[StationAct]:
        """One durable act, see `core.ports.storage.Storage.act`."""
        with immediate(self.conn, self._probe, self.data / DATABASE):
            act = self.new_act()
            yield act
        if act.mark is not None:
            self._raise_mark(act.mark)
            self._probe("mark_raised")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One write transaction that is no act at the counter: sync's, or a new stream's.

        Raises:
            EnvironmentFault: the machine is at fault; nothing was stored.
        """
        with immediate(self.conn, self._probe, self.data / DATABASE) as conn:
            yield conn

    def new_act(self) -> StationAct:
        """What appends inside an open transaction."""
        return StationAct(self.conn, self._new_id, self.signing_key)

    def _raise_mark(self, mark: Mark) -> None:
        try:
            self.mark.raise_to(mark)
        except OtherStream:
            if mark.stream == self.station().stream:  # else: another process left this stream
                self.mark.replace(mark)
        except EnvironmentFault as fault:
            if fault.code != "damaged":
                raise EnvironmentFault("mark_failed", cause=fault.code, **fault.params) from fault
            self.mark.replace(mark)

    def tidy(self) -> None:
        """Housekeeping between acts: checkpoint, one step of merging the index."""
        with environment_faults(self.data / DATABASE):
            pos = journal.last_pos(self.conn)
            if pos // MERGE_EVERY > self._tidied // MERGE_EVERY:
                self.conn.execute(
                    "INSERT INTO dossier_search (dossier_search, rank) VALUES ('merge', ?)",
                    (MERGE_PAGES,),
                )
            self._tidied = pos
            checkpoint_if_large(self.conn, self.data / DATABASE)

    def start_tidying(self) -> None:
        """What lies before this position was tidied by whoever wrote it."""
        self._tidied = journal.last_pos(self.conn)

    def sign(self) -> None:
        """Signs our streams up to their heads."""
        with immediate(self.conn, path=self.data / DATABASE):
            signing.seal_all(self.conn)

    def station(self) -> StationFacts:
        """The station in its current stream."""
        return queries.station(self.conn)

    def close(self) -> None:
        """Closes database and mark."""
        self.conn.close()
        self.mark.close()

    def public_key(self) -> str:
        """The public half of the station's key, hex."""
        return signing.public_of(self.signing_key())

    def signing_key(self) -> Ed25519PrivateKey:
        """The Ed25519 key that signs the next event."""
        return Ed25519PrivateKey.from_private_bytes(signing.seed(self.conn))


def default_mark(data: Path) -> Path:
    """Beside the data folder, so that a copied or restored folder lacks it."""
    return data.with_name(data.name + ".mark")


def create_store(data: Path, key: bytes, mark_path: Path, new_id: NewId) -> Store:
    """Lays out an empty folder: schema, signing key, mark; opens it for its first act.

    ``keys.json`` is already there (`db.keys.create_keys`). ``folder.json`` is
    written last (`write_folder_file`): a folder without it was never finished.

    Raises:
        EnvironmentFault: the disk is at fault; the caller removes the folder.
    """
    conn = connect(data / DATABASE, key, create=True)
    store = Store(data, conn, MarkFile(mark_path), new_id, no_probe)
    try:
        with environment_faults(data / DATABASE):
            migrate(conn)
        with immediate(conn, path=data / DATABASE):
            signing.put(conn, Ed25519PrivateKey.generate())
        store.mark.create()
    except BaseException:
        store.close()
        raise
    return store


def write_folder_file(data: Path, mark_path: Path) -> None:
    """Writes ``folder.json``: the folder is complete from here on."""
    where = "" if mark_path == default_mark(data) else str(mark_path)
    text = json.dumps({"version": 1, "mark": where}, ensure_ascii=False)
    write_atomically(data / FOLDER, text.encode())


def open_store(data: Path, at: datetime, new_id: NewId, probe: Probe = no_probe) -> Store:
    """Opens a data folder, migrates it and asks the mark whether it was restored.

    Args:
        data: the folder.
        at: the station's clock, for the event of a new stream.
        new_id: makes event ids.
        probe: fault tests watch the points of an act.

    Raises:
        EnvironmentFault: ``no_data_folder``, ``no_key``, ``newer_database``,
            ``damaged``, ``read_only``, ``disk_full``, ``locked``.
    """
    _mark_path(data)  # no folder is told before no key
    return _open(data, unlock(data), at, new_id, probe)


def open_with_key(data: Path, key: bytes, at: datetime, new_id: NewId) -> Store:
    """Opens a folder whose database key was found by other means."""
    return _open(data, key, at, new_id, no_probe)


def open_restored(data: Path, key: bytes, at: datetime, new_id: NewId) -> Store:
    """Opens a folder that came out of a backup, in a new stream.

    The mark that lies at its place, of the folder that was lost, is the
    witness and stays until the new stream stands.
    """
    store = _open(data, key, at, new_id, no_probe, ask=False)
    try:
        streams.begin(store, "restored", at, store.mark.read())
    except BaseException:
        store.close()
        raise
    return store


def _open(
    data: Path, key: bytes, at: datetime, new_id: NewId, probe: Probe, *, ask: bool = True
) -> Store:
    mark = MarkFile(_mark_path(data))
    witness, state = mark.read(), mark.state()  # before the head: a mark never runs ahead of it
    if not (data / DATABASE).exists():  # folder.json is there: it was lost, not never made
        raise EnvironmentFault("damaged", path=str(data / DATABASE))
    conn = connect(data / DATABASE, key)
    store = Store(data, conn, mark, new_id, probe)
    try:
        (version,) = conn.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA:
            raise EnvironmentFault("newer_database", version=version, known=SCHEMA)
        if version < SCHEMA:
            _upgrade(conn, data)
        store.start_tidying()
        if ask:
            store.found = _ask_mark(store, witness, state)
        if store.found:
            streams.begin(store, store.found, at, witness)
    except BaseException:
        store.close()
        raise
    return store


def _ask_mark(store: Store, witness: Mark | None, state: MarkState) -> str:
    """``behind_mark``, ``mark_missing``, ``mark_damaged``, or "" when all is well."""
    if witness is None:
        return f"mark_{state.value}"
    current = store.station().stream
    if witness.stream != current:
        known = store.conn.execute(
            "SELECT 1 FROM station WHERE stream = ?", (witness.stream,)
        ).fetchone()
        if known is None:
            return "behind_mark"
        store.mark.replace(_as_stored(store))  # died before the mark moved on
        return ""
    seq, _ = journal.head(store.conn, current)
    return "behind_mark" if witness.seq > seq else ""


def _as_stored(store: Store) -> Mark:
    """The mark as the database says it should be."""
    stream = store.station().stream
    seq, _ = journal.head(store.conn, stream)
    day = queries.last_day(store.conn)
    if day is None:
        return Mark(stream, seq, 0, 0, 0)
    counter = queries.day_counter(store.conn, stream, day)
    return Mark(stream, seq, int(f"{day:%y%m%d}"), counter.official, counter.provisional)


def _mark_path(data: Path) -> Path:
    try:
        folder = json.loads((data / FOLDER).read_bytes())
        where = folder["mark"]
    except FileNotFoundError:
        raise EnvironmentFault("no_data_folder", path=str(data)) from None
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise EnvironmentFault("damaged", path=str(data / FOLDER)) from broken
    return Path(where) if where else default_mark(data)


def migrate(conn: Connection) -> None:
    """Brings the schema up to this program's, wholly or not at all."""
    from db.migrations import migrations  # sqlite-utils takes 0.2 s to import

    with immediate(conn):
        migrations.apply(database(conn))
        dossier_rows.index_anew(conn)
        conn.execute(f"PRAGMA user_version = {SCHEMA}")


def _upgrade(conn: Connection, data: Path) -> None:
    """Migrates a folder after a copy; a program that comes meanwhile waits or is told."""
    with file_faults():
        fd = open_private(data / FOLDER, os.O_RDWR)
        try:
            with locked(fd):
                (version,) = conn.execute("PRAGMA user_version").fetchone()
                if version < SCHEMA:
                    keep_copy(conn, data, version)
                    migrate(conn)
        finally:
            os.close(fd)


def keep_copy(conn: Connection, data: Path, version: int) -> Path:
    """A copy of the database as it was before a migration, in the same key.

    It gets its name when it is whole: one that a power failure cut is made again.
    """
    copy = data / f"before-schema-{version}.db"
    if not copy.exists():
        partial = copy.with_suffix(".part")
        with environment_faults(copy), file_faults():
            partial.unlink(missing_ok=True)
            conn.execute("VACUUM INTO ?", (str(partial),))
            partial.replace(copy)
            sync_directory(data)
    return copy
