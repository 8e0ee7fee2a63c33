"""Central's backup: one file that holds everything but what can be computed (ADR 0007).

The file is a zip: each table as PostgreSQL's own binary COPY, all from one
instant, and a manifest with their digests that central's key signed. Once it
was written, synced and read back, the streams' second watermark
(``backed_up_seq``) is raised to what it holds, and stations may forget what
lies below.

It is as secret as the database: personal data lies in it in plain. Central's
private keys do not, unless a passphrase is given; they then lie in it
encrypted (argon2id, ChaCha20-Poly1305). Without the keys a restored central
gets new ones, which no station believes: every station must be enrolled again.
Copy ``central.keys`` of the data folder to a safe place, or give a passphrase.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct
from psycopg import sql

from central.database import Conn, Database, schema_version
from central.key_file import seal_keys
from central.keys import CentralKeys
from central.rebuild import PROJECTIONS
from core.domain.errors import EnvironmentFault, FieldError, Refused

MANIFEST, SIGNATURE, KEYS = "manifest.json", "manifest.signature", "central.keys.sealed"
_SIGNED: Final = b"quay-mot-cua/1/central-backup\0"
_LARGEST_MANIFEST: Final = 1_000_000
_CHUNK: Final = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, ValueError)


class Member(Struct, frozen=True):
    """One table in the file; ``columns`` in the order of their values."""

    table: str
    columns: tuple[str, ...]
    size: int
    sha256: str


class Manifest(Struct, frozen=True):
    """What a backup holds.

    Attributes:
        schema: step of `central.database.schema_steps`.
        epoch, province, practice, signing_key: central's when it was made.
        made_at: central's clock.
        months: partitions of `frame`.
        members: tables, in the order in which they are to be filled.
        keys_sha256: of the encrypted keys, empty without.
    """

    version: int
    schema: int
    epoch: int
    province: str
    practice: bool
    signing_key: str
    made_at: datetime
    months: tuple[date, ...]
    members: tuple[Member, ...]
    keys_sha256: str = ""

    @property
    def digest(self) -> str:
        """What the table `backup` remembers it by."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def backup(
    db: Database, keys: CentralKeys, target: Path, now: datetime, *, passphrase: str | None = None
) -> Manifest:
    """Writes a backup; serving goes on meanwhile.

    Args:
        db: the province's.
        keys: sign the manifest.
        target: the file to make; must not exist.
        now: central's clock.
        passphrase: the private keys go in too, encrypted to it.

    Raises:
        Refused: ``file_exists``, ``folder_missing``.
        EnvironmentFault: ``io_error`` and the database's; no file is left, no
            watermark raised.
    """
    if target.exists():
        raise Refused(FieldError("file_exists", "file", {"path": str(target)}))
    if not target.absolute().parent.is_dir():
        raise Refused(FieldError("folder_missing", "file", {"path": str(target.parent)}))
    partial = target.with_name(f".{target.name}.part")
    try:
        with db.snapshot() as conn:
            manifest = _write(conn, keys, partial, now, passphrase)
            heads = conn.execute("SELECT site, stream, head_seq FROM stream").fetchall()
        with opened(partial) as (_, found):
            assert found == manifest  # read back from the disk
        partial.replace(target)
        _sync_folder(target.parent)
    except Refused as broken:
        raise EnvironmentFault("io_error", path=str(target), cause="read back") from broken
    except OSError as wrong:
        raise EnvironmentFault("io_error", path=str(target), cause=str(wrong)) from wrong
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    _raise_watermarks(db, manifest, heads)
    return manifest


def _raise_watermarks(db: Database, manifest: Manifest, heads: list[tuple[Any, ...]]) -> None:
    with db.transaction() as conn, conn.cursor() as cursor:
        cursor.executemany(
            "UPDATE stream SET backed_up_seq = %s"
            " WHERE site = %s AND stream = %s AND backed_up_seq < %s",
            [(seq, site, stream, seq) for site, stream, seq in heads],
        )
        note_backup(conn, manifest)


def note_backup(conn: Conn, manifest: Manifest) -> None:
    """Remembers that there is this backup."""
    conn.execute(
        "INSERT INTO backup (made_at, digest) VALUES (%s,%s)", (manifest.made_at, manifest.digest)
    )


# --- writing --------------------------------------------------------------------------


def _write(
    conn: Conn, keys: CentralKeys, path: Path, now: datetime, passphrase: str | None
) -> Manifest:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            members = tuple(_write_table(conn, archive, table) for table in tables_kept(conn))
            sealed = seal_keys(keys, passphrase) if passphrase else b""
            if sealed:
                archive.writestr(KEYS, sealed)
            manifest = _manifest(conn, now, members, sealed)
            data = msgspec.json.encode(manifest)
            archive.writestr(MANIFEST, data)
            archive.writestr(SIGNATURE, keys.signing.sign(_SIGNED + data))
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _manifest(conn: Conn, now: datetime, members: tuple[Member, ...], sealed: bytes) -> Manifest:
    row = conn.execute("SELECT epoch, province, practice, signing_key FROM central").fetchone()
    assert row is not None  # established
    months = conn.execute("SELECT DISTINCT month FROM frame ORDER BY month").fetchall()
    return Manifest(
        version=1,
        schema=schema_version(conn),
        epoch=row[0],
        province=row[1],
        practice=row[2],
        signing_key=bytes(row[3]).hex(),
        made_at=now,
        months=tuple(month for (month,) in months),
        members=members,
        keys_sha256=hashlib.sha256(sealed).hexdigest() if sealed else "",
    )


def tables_kept(conn: Conn) -> list[str]:
    """All tables but those that a rebuild makes; `site` first, because others refer to it."""
    rows = conn.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = current_schema::regnamespace"
        " AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname <> 'site', relname"
    )
    left_out = {*PROJECTIONS, "schema_version"}
    return [name for (name,) in rows if name not in left_out]


def _write_table(conn: Conn, archive: zipfile.ZipFile, table: str) -> Member:
    rows = conn.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped ORDER BY attnum",
        (table,),
    )
    columns = tuple(name for (name,) in rows)
    digest, size = hashlib.sha256(), 0
    query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT BINARY)").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(table)
    )
    with (
        conn.cursor() as cursor,
        cursor.copy(query) as copy,
        archive.open(member_name(table), "w", force_zip64=True) as out,
    ):
        for data in copy:
            out.write(data)
            digest.update(data)
            size += len(data)
    return Member(table, columns, size, digest.hexdigest())


def member_name(table: str) -> str:
    """A table's name inside the file."""
    return f"{table}.copy"


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# --- reading --------------------------------------------------------------------------


@contextlib.contextmanager
def opened(source: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup, checked whole: every byte of every member, and the signature.

    Raises:
        Refused: ``not_a_backup``; ``backup_damaged`` when it was cut or altered.
    """
    with _archive(source) as archive:
        yield archive, _checked(archive, source)


@contextlib.contextmanager
def _archive(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(source)
    except (*_BROKEN, OSError) as wrong:
        raise Refused(FieldError("not_a_backup", "file", {"path": str(source)})) from wrong
    with archive:
        yield archive


def _checked(archive: zipfile.ZipFile, source: Path) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise ValueError(MANIFEST)
        data, signature = archive.read(MANIFEST), archive.read(SIGNATURE)
        manifest = msgspec.json.decode(data, type=Manifest)
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest.signing_key))
        key.verify(signature, _SIGNED + data)
        for member in manifest.members:
            with archive.open(member_name(member.table)) as file:
                _compare(file, member.sha256)
        if manifest.keys_sha256:
            _compare(io.BytesIO(archive.read(KEYS)), manifest.keys_sha256)
    except (*_BROKEN, OSError, RuntimeError, InvalidSignature) as wrong:
        raise Refused(FieldError("backup_damaged", "file", {"path": str(source)})) from wrong
    return manifest


def _compare(file: IO[bytes], sha256: str) -> None:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    if digest.hexdigest() != sha256:
        raise ValueError("digest")
