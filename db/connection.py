"""The one way to open the encrypted database, and the names of what can go wrong.

A connection belongs to the thread that opened it. Transactions are explicit
(``isolation_level=None``): write with ``immediate``, which reads the head of the
journal under the write lock. A writer never checkpoints inside an act; call
``checkpoint_if_large`` between acts.

Never ``open()`` the database file or its ``-shm`` from Python while a connection
of this process is open: closing any descriptor of a file drops every POSIX lock
the process holds on it (https://sqlite.org/howtocorrupt.html §2.2). ``stat`` is
harmless.

Sources:
    https://www.zetetic.net/sqlcipher/sqlcipher-api/ (raw key, cipher_log_level,
    cipher_memory_security: off by default since 4.5 and left so),
    https://sqlite.org/pragma.html, https://sqlite.org/wal.html,
    https://sqlite.org/rescode.html. Behaviour of full disks, wrong keys and
    damaged pages was observed with sqlcipher3 0.6.4 (SQLCipher 4.19) and is
    held by tests/unit/test_connection.py.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import sqlcipher3.dbapi2 as _sqlcipher

from core.domain.errors import EnvironmentFault
from db.files import translate_os

if TYPE_CHECKING:
    from sqlite_utils import Database

KEY_BYTES = 32
BUSY_TIMEOUT_MS = 5000
CACHE_KIB = 32_000  # decrypted pages kept; SQLCipher pays for every page read again
CACHED_STATEMENTS = 256
WAL_KEPT_BYTES = 15 << 20  # blocks kept after a checkpoint: no act pays for growing the file
WAL_LIMIT_BYTES = 16 << 20  # default of checkpoint_if_large; must exceed WAL_KEPT_BYTES
_NEARLY_FULL_BYTES = 1 << 20
_LOG_HEAD, _FRAME_HEAD, _SALT_BYTES = 32, 24, 16  # of the write-ahead log; of SQLCipher

DatabaseError: type[Exception] = _sqlcipher.Error
IntegrityError: type[Exception] = _sqlcipher.IntegrityError

# Primary result codes, https://sqlite.org/rescode.html. What is missing here
# (SQLITE_ERROR, CONSTRAINT, MISUSE, …) is our own mistake and stays an exception.
_FAULTS = {
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_IOERR: "io_error",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_CANTOPEN: "io_error",
    sqlite3.SQLITE_PROTOCOL: "locked",
    sqlite3.SQLITE_NOTADB: "damaged",  # connect() says no_key: it is the first to read
}


class Cursor(Protocol):
    """What our SQL uses of a DB-API cursor."""

    @property
    def lastrowid(self) -> int | None: ...
    @property
    def rowcount(self) -> int: ...
    @property
    def description(self) -> Any: ...
    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor: ...
    def executemany(self, sql: str, parameters: Any, /) -> Cursor: ...
    def fetchone(self) -> Any: ...
    def fetchmany(self, size: int = ..., /) -> list[Any]: ...
    def fetchall(self) -> list[Any]: ...
    def close(self) -> None: ...
    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """What our SQL uses of sqlcipher3's connection, which has no type stubs."""

    row_factory: Any

    @property
    def in_transaction(self) -> bool: ...
    @property
    def total_changes(self) -> int: ...
    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor: ...
    def executemany(self, sql: str, parameters: Any, /) -> Cursor: ...
    def cursor(self) -> Cursor: ...
    def create_function(self, name: str, narg: int, func: Any, /) -> None: ...
    def set_trace_callback(self, callback: Any, /) -> None: ...
    def set_progress_handler(self, handler: Any, n: int, /) -> None: ...
    def interrupt(self) -> None: ...
    def close(self) -> None: ...


def connect(path: Path, key: bytes, *, read_only: bool = False, create: bool = False) -> Connection:
    """Opens and keys the database.

    A writer gets WAL with a sync at every commit and no automatic checkpoint.
    ``read_only`` still needs a writable folder, as WAL readers keep an index there.

    Args:
        path: the database file.
        key: the 32 random bytes of the database key, used as they are (no KDF).
        read_only: refuse every write.
        create: make the file when it is missing.

    Raises:
        EnvironmentFault: ``no_data_folder`` (no such file), ``no_key`` (the key
            does not open this file; after ``keys.unlock`` succeeded, this means
            that the file was swapped or its first page is damaged), ``damaged``,
            ``read_only``, ``disk_full``, ``locked`` or ``io_error``.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the database key has 32 bytes")
    log = path.with_name(path.name + "-wal")
    interrupted = log.exists()
    try:
        return _connect(path, key.hex(), read_only, create)
    except EnvironmentFault as fault:
        if fault.code != "no_key" or not interrupted:
            raise
    # the log may hold what is damaged, unless closing wrote it back just now
    return _connect(path, key.hex() + _logged_salt(log).hex(), read_only, create)


def _connect(path: Path, key: str, read_only: bool, create: bool) -> Connection:
    with environment_faults(path):
        if not create and path.stat().st_size == 0:
            raise EnvironmentFault("damaged", path=str(path))
        mode = "ro" if read_only else "rwc" if create else "rw"
        conn: Any = _sqlcipher.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_TIMEOUT_MS / 1000,
            isolation_level=None,
            check_same_thread=True,
            cached_statements=CACHED_STATEMENTS,
        )
        try:
            _prepare(conn, path, key, read_only)
        except BaseException:
            conn.close()
            raise
    return cast(Connection, conn)


def _logged_salt(log: Path) -> bytes:
    """The database's salt as its write-ahead log still has it, empty when it has none.

    SQLCipher reads the salt from the file's first 16 bytes alone. A power cut
    in a checkpoint may damage the very sector that is being written; then the
    whole first page stands in the log, which was synced before. Format of the
    log: https://sqlite.org/fileformat2.html#walformat.
    """
    try:
        with log.open("rb") as file:
            head = file.read(_LOG_HEAD)
            page = int.from_bytes(head[8:12])
            while len(frame := file.read(_FRAME_HEAD + page)) > _FRAME_HEAD:
                if int.from_bytes(frame[:4]) == 1 and frame[8:16] == head[16:24]:
                    return frame[_FRAME_HEAD:][:_SALT_BYTES]
    except OSError:  # what is to be told is that the key does not fit
        pass
    return b""


def _prepare(conn: Connection, path: Path, key: str, read_only: bool) -> None:
    conn.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error
    conn.execute(f"PRAGMA key = \"x'{key}'\"")
    try:  # the first read, before any pragma that reads too, tells whether the key fits
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DatabaseError as exc:
        if _primary_code(exc) == sqlite3.SQLITE_NOTADB:
            raise EnvironmentFault("no_key", path=str(path)) from exc
        raise
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "temp_store = MEMORY",
        "mmap_size = 0",
        f"cache_size = -{CACHE_KIB}",
        "wal_autocheckpoint = 0",
        f"journal_size_limit = {WAL_KEPT_BYTES}",
    ):
        conn.execute(f"PRAGMA {pragma}")
    if not read_only:
        mode = conn.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":  # a network drive, for example
            raise EnvironmentFault("io_error", path=str(path), detail=f"journal_mode {mode}")


def database(conn: Connection) -> Database:
    """Wraps a connection for migrations and maintenance (not for the receive path).

    sqlite-utils handles only sqlite3's exceptions: avoid its ``alter=True`` and
    catch ``DatabaseError`` from here.
    """
    from sqlite_utils import Database  # 0.2 s: not paid by a clerk's window

    return Database(cast(Any, conn))


@contextlib.contextmanager
def immediate(
    conn: Connection, probe: Callable[[str], None] | None = None, path: Path | None = None
) -> Iterator[Connection]:
    """One write transaction: all of it or nothing, and never left open.

    Args:
        conn: a connection with no open transaction.
        probe: called at "begun", "before_commit" and "after_commit" by fault
            tests. What it raises at "after_commit" comes after a durable commit.
        path: the database file, to tell the operator which disk is meant.

    Raises:
        EnvironmentFault: the machine failed; nothing was stored, and the
            connection works again when the cause is gone.
    """
    with environment_faults(path):
        conn.execute("BEGIN IMMEDIATE")
        try:
            if probe is not None:
                probe("begun")
            yield conn
            if probe is not None:
                probe("before_commit")
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:  # FULL and IOERR may have rolled back already
                with contextlib.suppress(DatabaseError):  # the first error is the one to tell
                    conn.execute("ROLLBACK")
            raise
    if probe is not None:
        probe("after_commit")


def checkpoint_if_large(conn: Connection, path: Path, limit_bytes: int = WAL_LIMIT_BYTES) -> bool:
    """Moves the write-ahead log into the database when it has grown; call between acts.

    PASSIVE: waits for nobody and disturbs no reader. When all of it was moved,
    an empty write starts the log afresh, so that the next act does not pay for
    the sync of the new log header; the file then shrinks to ``WAL_KEPT_BYTES``,
    which is why its size tells how much waits.

    Args:
        conn: a writer outside any transaction.
        path: its database file.
        limit_bytes: size of the log file that sets it off.

    Returns:
        True when the whole log was moved. False when it was small enough, or
        when a reader still needs part of it and the next call goes on.
    """
    with environment_faults(path):
        try:
            size = Path(f"{path}-wal").stat().st_size
        except FileNotFoundError:
            return False
        if size <= limit_bytes:
            return False
        busy, logged, moved = conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if busy or logged != moved:
            return False
        conn.execute("BEGIN IMMEDIATE")
        try:
            version = conn.execute("PRAGMA user_version").fetchone()[0]
            conn.execute(f"PRAGMA user_version = {version}")
            conn.execute("COMMIT")
        finally:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
    return True


def translate(exc: BaseException, path: Path | None = None) -> EnvironmentFault | None:
    """Names the machine's fault behind an exception of SQLCipher or the system.

    Args:
        exc: what was raised.
        path: the database file, which lets a vague error be looked into: SQLite
            says "unable to open" for a read-only disk and for a full one alike.

    Returns:
        None when the machine is not at fault (wrong SQL, a broken constraint).
    """
    if isinstance(exc, OSError):
        return translate_os(exc)
    if not isinstance(exc, DatabaseError):
        return None
    code = _FAULTS.get(_primary_code(exc))
    if code is None:
        return None
    if code == "io_error" and path is not None:
        code = _cause(path)
    return EnvironmentFault(
        code,
        detail=getattr(exc, "sqlite_errorname", type(exc).__name__),
        **({} if path is None else {"path": str(path)}),
    )


@contextlib.contextmanager
def environment_faults(path: Path | None = None) -> Iterator[None]:
    """Raises what ``translate`` knows of its block as an ``EnvironmentFault``."""
    try:
        yield
    except (OSError, DatabaseError) as exc:
        fault = translate(exc, path)
        if fault is None:
            raise
        raise fault from exc


def _primary_code(exc: BaseException) -> int:
    code: int = getattr(exc, "sqlite_errorcode", 0)
    return code & 0xFF


def _cause(path: Path) -> str:
    """Looks for the reason of an I/O error that SQLite did not tell."""
    folder = path.parent
    if not folder.is_dir():
        return "no_data_folder"
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        return "read_only"
    if shutil.disk_usage(folder).free < _NEARLY_FULL_BYTES:
        return "disk_full"
    return "io_error"
