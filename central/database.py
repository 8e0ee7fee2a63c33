"""PostgreSQL from 15 on: a bounded pool, transactions, schema steps, partitions by month."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any, Final

import psycopg
from psycopg import Connection, errors
from psycopg_pool import ConnectionPool

from central.keys import CentralKeys
from core.domain.errors import EnvironmentFault

Conn = Connection[Any]

OLDEST: Final = 15
#: seconds to wait for a server that is just starting, and for a free connection
PATIENCE: Final = 15.0
#: months made ahead of the current one
MONTHS_AHEAD: Final = 3
_STEP = re.compile(r"^(\d{4})_\w+\.sql$")
_MIGRATING, _PARTING = 7_300_001, 7_300_002  # advisory locks
_SESSION = (
    "SET SESSION synchronous_commit = on; SET SESSION timezone = 'UTC';"
    " SET SESSION lock_timeout = '60s'; SET SESSION idle_in_transaction_session_timeout = '300s';"
    " SET SESSION statement_timeout = 0"
)
_FAULTS: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.DiskFull, "disk_full"),
    (errors.ReadOnlySqlTransaction, "read_only"),
    (errors.IoError, "io_error"),
    (errors.DataCorrupted, "damaged"),
    (errors.IndexCorrupted, "damaged"),
    (errors.LockNotAvailable, "locked"),
    (errors.DeadlockDetected, "locked"),
    (errors.SerializationFailure, "locked"),
    (psycopg.OperationalError, "database_unreachable"),
    (psycopg.InterfaceError, "database_unreachable"),
)


@contextmanager
def database_faults() -> Iterator[None]:
    """Turns what the server or the line did to us into `EnvironmentFault`.

    Codes: ``disk_full``, ``read_only``, ``io_error``, ``damaged``, ``locked``,
    ``database_unreachable``. A wrong statement or value stays psycopg's own.
    """
    try:
        yield
    except psycopg.Error as wrong:
        for kind, code in _FAULTS:
            if isinstance(wrong, kind):
                raise EnvironmentFault(code, path="PostgreSQL", cause=str(wrong)[:200]) from wrong
        raise


class Database:
    """One database of the province; shared by all threads of a process."""

    def __init__(self, url: str, *, size: int = 8) -> None:
        """Connects.

        Args:
            url: libpq connection string or URL.
            size: connections at most.

        Raises:
            EnvironmentFault: ``database_unreachable``; ``database_too_old``
                below PostgreSQL 15.
        """
        self.url = url
        _check_version(url)
        self._pool: ConnectionPool[Conn] = ConnectionPool(
            url,
            min_size=1,
            max_size=size,
            open=True,
            timeout=PATIENCE,
            configure=_configure,
            check=ConnectionPool.check_connection,
            name="central",
        )

    @contextmanager
    def transaction(self) -> Iterator[Conn]:
        """A connection inside one READ COMMITTED transaction, durable when it ends.

        Raises:
            EnvironmentFault: see `database_faults`; nothing was stored, unless
                the line broke in the very commit.
        """
        with database_faults(), self._pool.connection() as conn, conn.transaction():
            yield conn

    @contextmanager
    def snapshot(self) -> Iterator[Conn]:
        """A connection that sees one instant and writes nothing.

        Raises:
            EnvironmentFault: see `database_faults`.
        """
        with self.transaction() as conn:
            conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield conn

    def migrate(self, to: int | None = None) -> int:
        """Brings the schema up to this program's, or only up to the step ``to``.

        All steps run in one transaction under one lock, so that several
        processes may start at once. Partitions are made ahead.

        Returns:
            The schema's number.

        Raises:
            EnvironmentFault: ``newer_database`` when a newer program was here.
        """
        steps = schema_steps()
        with self.transaction() as conn:
            conn.execute("SELECT pg_advisory_xact_lock(%s)", (_MIGRATING,))
            conn.execute(
                "CREATE TABLE IF NOT EXISTS schema_version ("
                " version integer PRIMARY KEY, taken_at timestamptz NOT NULL)"
            )
            at = schema_version(conn)
            if at > steps[-1][0]:
                raise EnvironmentFault("newer_database", schema=at)
            for number, script in steps:
                if at < number and (to is None or number <= to):
                    conn.execute(script.encode())
                    conn.execute("INSERT INTO schema_version VALUES (%s, now())", (number,))
                    at = number
            make_partitions(conn, months_from(datetime.now(UTC).date()))
        return at

    def close(self) -> None:
        """Closes all connections."""
        self._pool.close()


def _check_version(url: str) -> None:
    version = server_version(url)
    if version < OLDEST:
        raise EnvironmentFault("database_too_old", version=version, oldest=OLDEST)


def server_version(url: str) -> int:
    """The server's main version; waits for one that is just starting or recovering.

    Raises:
        EnvironmentFault: ``database_unreachable``.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with psycopg.connect(url, connect_timeout=int(PATIENCE)) as conn:
                return conn.info.server_version // 10_000
        except errors.CannotConnectNow as wrong:
            if time.monotonic() > until:
                raise EnvironmentFault("database_unreachable", cause="starting") from wrong
            time.sleep(0.05)
        except psycopg.Error as wrong:
            raise EnvironmentFault("database_unreachable", cause=str(wrong)[:200]) from wrong


def _configure(conn: Conn) -> None:
    conn.autocommit = True
    conn.execute(_SESSION)
    conn.autocommit = False
    conn.isolation_level = psycopg.IsolationLevel.READ_COMMITTED


def schema_steps() -> list[tuple[int, str]]:
    """``(number, script)`` of every step in order."""
    folder = resources.files("central") / "schema"
    found = [(_STEP.match(f.name), f) for f in folder.iterdir()]
    return sorted((int(m[1]), f.read_text(encoding="utf-8")) for m, f in found if m)


def schema_version(conn: Conn) -> int:
    """The last step taken here, 0 for an empty database."""
    (there,) = conn.execute("SELECT to_regclass('schema_version')").fetchone() or (None,)
    if there is None:
        return 0
    (at,) = conn.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchone() or (0,)
    return int(at)


def months_from(day: date, ahead: int = MONTHS_AHEAD) -> list[date]:
    """First days of the month of ``day`` and of the months after it."""
    at = day.year * 12 + day.month - 1
    return [date(m // 12, m % 12 + 1, 1) for m in range(at, at + ahead + 1)]


def partition_of(month: date) -> str:
    """Name of the partition of `frame` for a month."""
    return f"frame_{month:%Y_%m}"


def make_partitions(conn: Conn, months: list[date]) -> None:
    """Makes those partitions of `frame` that are missing.

    Attached rather than created in place: that locks out no writer of `frame`.
    """
    names = [partition_of(month) for month in months]
    rows = conn.execute("SELECT n FROM unnest(%s::text[]) n WHERE to_regclass(n) IS NULL", (names,))
    missing = {name for (name,) in rows}
    if not missing:
        return
    conn.execute("SELECT pg_advisory_xact_lock(%s)", (_PARTING,))
    for month, name in zip(months, names, strict=True):
        (there,) = conn.execute("SELECT to_regclass(%s)", (name,)).fetchone() or (None,)
        if name not in missing or there is not None:
            continue
        (following,) = months_from(month, 1)[1:]
        conn.execute(
            f"CREATE TABLE {name} (LIKE frame INCLUDING DEFAULTS INCLUDING CONSTRAINTS);"
            f"ALTER TABLE frame ATTACH PARTITION {name}"
            f" FOR VALUES FROM ('{month}') TO ('{following}')".encode()
        )


def establish(conn: Conn, keys: CentralKeys, *, province: str = "", practice: bool = False) -> int:
    """Makes this database that of these keys, the first time; the epoch.

    The province's own site (code "") is made with it.

    Args:
        conn: inside a transaction.
        keys: of the data folder.
        province: its name, for people; kept when empty.
        practice: only practice folders may join; fixed for ever.

    Raises:
        EnvironmentFault: ``keys_other`` when the database belongs to other
            keys, ``practice_other`` when it is of the other kind.
    """
    conn.execute(
        "INSERT INTO central (province, practice, epoch, signing_key, box_key)"
        " VALUES (%s,%s,1,%s,%s) ON CONFLICT DO NOTHING",
        (province, practice, keys.public, keys.box_public),
    )
    conn.execute(
        "INSERT INTO site (site, name) VALUES ('', %s) ON CONFLICT DO NOTHING", (province,)
    )
    row = conn.execute("SELECT signing_key, box_key, practice, epoch FROM central").fetchone()
    assert row is not None  # made above
    if (bytes(row[0]), bytes(row[1])) != (keys.public, keys.box_public):
        raise EnvironmentFault("keys_other")
    if row[2] != practice:
        raise EnvironmentFault("practice_other", practice=row[2])
    if province:
        conn.execute("UPDATE central SET province = %s WHERE province <> %s", (province, province))
    return int(row[3])
