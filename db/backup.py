"""Backup, restore and the plain export of an emergency.

A backup is one zip file (stored, not compressed, as the database is
encrypted): ``manifest.json``, ``keys.json`` with all wraps, ``counter.db``. It
opens on another machine with the recovery key alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from core.domain.errors import EnvironmentFault, FieldError, Refused
from core.ports.clock import NewId
from db import journal
from db.connection import connect, environment_faults
from db.files import file_faults, sync_directory, write_atomically
from db.keys import KEYS_NAME, MachineKey, rewrap_for_machine, unlock, unlock_with_recovery
from db.mark import MarkFile
from db.store import DATABASE, Store, open_restored, write_folder_file

MANIFEST = "manifest.json"
_CHUNK = 1 << 20
#: what the zip library raises for damaged archives: a check, a flag or a version may be wrong
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
    OverflowError,
    struct.error,
)


class Manifest(Struct, frozen=True):
    """What a backup holds."""

    version: int
    program: str
    schema: int
    stream: str
    seq: int
    head: str
    made_at: datetime
    database_sha256: str


def backup(store: Store, target: Path, *, program: str, schema: int, at: datetime) -> Manifest:
    """Writes a backup while others go on working, and reads it back.

    Raises:
        Refused: ``file_exists``: an earlier backup is never overwritten;
            ``folder_missing``.
        EnvironmentFault: the disk is at fault; no file is left behind.
    """
    if target.exists():
        raise Refused(FieldError("file_exists", "file", {"path": str(target)}))
    if not target.absolute().parent.is_dir():
        raise Refused(FieldError("folder_missing", "file", {"path": str(target)}))
    store.sign()
    copy = target.with_name(f".{target.name}.db")
    partial = target.with_name(f".{target.name}.part")
    try:
        with environment_faults(copy), file_faults():
            stream = store.station().stream
            seq, head = journal.head(store.conn, stream)  # before: the copy has at least this
            store.conn.execute("VACUUM INTO ?", (str(copy),))
            manifest = Manifest(
                version=1,
                program=program,
                schema=schema,
                stream=stream.hex(),
                seq=seq,
                head=head.hex(),
                made_at=at,
                database_sha256=_sha256(copy),
            )
            with zipfile.ZipFile(partial, "x", zipfile.ZIP_STORED) as archive:
                archive.writestr(MANIFEST, msgspec.json.encode(manifest))
                archive.write(store.data / KEYS_NAME, KEYS_NAME)
                archive.write(copy, DATABASE)
            with partial.open("rb+") as written:
                os.fsync(written.fileno())
            _read_back(partial, manifest)
            partial.replace(target)
            sync_directory(target.parent)
    finally:
        for leftover in (copy, partial):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)
    return manifest


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_back(path: Path, manifest: Manifest) -> None:
    digest = hashlib.sha256()
    with zipfile.ZipFile(path) as archive, archive.open(DATABASE) as database:
        while chunk := database.read(_CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != manifest.database_sha256:
        raise EnvironmentFault("io_error", path=str(path), detail="read back differs")


def restore(
    source: Path,
    data: Path,
    mark_path: Path,
    *,
    recovery_key: str | None,
    key_file: Path | None,
    at: datetime,
    new_id: NewId,
) -> tuple[Store, MachineKey, Manifest]:
    """Opens a backup in a new folder: everything back, in a new stream.

    The block of numbers is burnt, because nobody knows what the lost machine
    gave out after the backup (design §4).

    Args:
        source: the backup file.
        data: the folder to make; must not exist or be empty.
        mark_path: where the new folder's mark goes.
        recovery_key: the text of the recovery sheet; None on the machine that
            made the backup, whose own key then opens it.
        key_file: as at set-up.
        at: the station's clock.
        new_id: makes event ids.

    Raises:
        Refused: ``not_a_backup``, ``folder_exists``, ``recovery_key_invalid``,
            ``recovery_key_other``.
        EnvironmentFault: ``no_key``, ``damaged``, ``disk_full``, ….
    """
    if data.exists() and any(data.iterdir()):
        raise Refused(FieldError("folder_exists", "data", {"path": str(data)}))
    try:
        archive = zipfile.ZipFile(source)
    except (*_BROKEN, OSError) as wrong:
        raise Refused(FieldError("not_a_backup", "file", {"path": str(source)})) from wrong
    with archive:
        manifest, keys_json = _read_manifest(archive, source)
        key = unlock_with_recovery(keys_json, recovery_key) if recovery_key is not None else None
        with _new_folder(data):
            if key is None:
                write_atomically(data / KEYS_NAME, keys_json)
                key = unlock(data)
            _unpack(archive, source, data / DATABASE)
            if _sha256(data / DATABASE) != manifest.database_sha256:
                raise EnvironmentFault("damaged", path=str(source))
            connect(data / DATABASE, key).close()
            place = rewrap_for_machine(data, keys_json, key, key_file)
            with MarkFile(mark_path) as mark:
                mark.create()
            write_folder_file(data, mark_path)
            store = open_restored(data, key, at, new_id)
    return store, place, manifest


def _unpack(archive: zipfile.ZipFile, source: Path, target: Path) -> None:
    try:
        with file_faults(), archive.open(DATABASE) as packed, target.open("xb") as f:
            shutil.copyfileobj(packed, f, _CHUNK)
            f.flush()
            os.fsync(f.fileno())
    except _BROKEN as broken:
        raise EnvironmentFault("damaged", path=str(source)) from broken


def _read_manifest(archive: zipfile.ZipFile, source: Path) -> tuple[Manifest, bytes]:
    try:
        if archive.getinfo(MANIFEST).file_size > 100_000:
            raise KeyError
        manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
        return manifest, archive.read(KEYS_NAME)
    except (*_BROKEN, OSError, msgspec.MsgspecError) as wrong:
        raise Refused(FieldError("not_a_backup", "file", {"path": str(source)})) from wrong


@contextlib.contextmanager
def _new_folder(data: Path) -> Iterator[None]:
    """The folder, gone again when filling it fails."""
    made = not data.exists()
    with file_faults():
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        yield
    except BaseException:
        for name in (DATABASE, KEYS_NAME, "folder.json"):
            for path in data.glob(name + "*"):
                with contextlib.suppress(OSError):
                    path.unlink()
        if made:
            with contextlib.suppress(OSError):
                data.rmdir()
        raise


def export_plain(store: Store) -> Iterator[bytes]:
    """Every event's exact bytes in the order they were applied, one a line.

    The bytes are JSON without line breaks, so that each line hashes to the
    chain: ``SHA-256(previous hash ‖ line)`` per stream.
    """
    rows: Any = store.conn.execute("SELECT bytes FROM journal ORDER BY pos")
    for (data,) in rows:
        yield data
