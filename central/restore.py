"""Putting central back from its backup (ADR 0007, design §6.4).

What came after the backup is offered again by the stations: central's epoch
rises, so that they begin their questions anew and push from its heads. What
central itself said after the backup is lost and is said again by people:
its old streams are closed, the next act begins new ones; ordinals of the days
that may have been leased meanwhile are frozen; unused one-time codes are void.
A key that was revoked after the backup speaks again until it is revoked anew.
"""

from __future__ import annotations

import secrets
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec import Struct
from psycopg import sql

from central.backup import (
    KEYS,
    Manifest,
    Member,
    member_name,
    note_backup,
    opened,
    tables_kept,
)
from central.database import Conn, Database, make_partitions, schema_steps, schema_version
from central.key_file import open_sealed_keys
from central.keys import FILE, CentralKeys, open_keys, put_keys
from central.rebuild import rebuild
from core.domain import events as ev
from core.domain.errors import EnvironmentFault, FieldError, Refused
from core.domain.timezone import VIETNAM

#: days ahead for which ordinals may have been leased
FROZEN_DAYS: Final = 14
#: numbers of exception lines that may have been told to stations after the backup
_LINES_LOST: Final = 1_000_000
_CHUNK: Final = 1 << 20


class Restored(Struct, frozen=True):
    """What was put back.

    Attributes:
        epoch: the new one.
        made_at: when the backup was made.
        events: frames.
        keys: ``folder`` (they were there), ``backup`` or ``new``: every
            station must be enrolled again.
    """

    epoch: int
    made_at: datetime
    events: int
    keys: str


def restore(
    source: Path,
    db: Database,
    folder: Path,
    now: datetime,
    *,
    passphrase: str | None = None,
    new_keys: bool = False,
) -> Restored:
    """Fills an empty database from a backup and rebuilds its tables.

    Args:
        source: the file.
        db: without tables, or migrated and without any row.
        folder: central's data folder, for its keys.
        now: central's clock.
        passphrase: of the keys inside the file, when the folder has none.
        new_keys: go on without the old keys.

    Raises:
        Refused: ``not_a_backup``, ``backup_damaged``, ``database_not_empty``,
            ``passphrase_wrong``, ``passphrase_needed`` when the keys are
            neither in the folder nor opened nor given up.
        EnvironmentFault: ``keys_other`` when the folder has another central's
            keys, ``newer_database``, and the database's. Nothing was changed
            in all these cases.
    """
    with opened(source) as (archive, manifest):
        if manifest.schema > schema_steps()[-1][0]:
            raise EnvironmentFault("newer_database", schema=manifest.schema)
        _check_empty(db, manifest)
        keys, whence = _keys(archive, manifest, folder, passphrase, new_keys=new_keys)
        db.migrate(manifest.schema)
        with db.transaction() as conn:
            _check_no_row(conn)
            make_partitions(conn, list(manifest.months))
            for member in manifest.members:
                _fill(conn, archive, member)
            if whence == "new":
                _take_new_keys(conn, keys)
            epoch = _begin_anew(conn, manifest, now)
            note_backup(conn, manifest)
    db.migrate()
    return Restored(epoch, manifest.made_at, rebuild(db), whence)


def _check_empty(db: Database, manifest: Manifest) -> None:
    with db.transaction() as conn:
        at = schema_version(conn)
        if at > manifest.schema:
            raise Refused(FieldError("database_not_empty", "database"))
        if at:
            _check_no_row(conn)


def _check_no_row(conn: Conn) -> None:
    for table in tables_kept(conn):
        query = sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(sql.Identifier(table))
        (found,) = conn.execute(query).fetchone() or (False,)
        if found:
            raise Refused(FieldError("database_not_empty", "database"))


def _keys(
    archive: zipfile.ZipFile,
    manifest: Manifest,
    folder: Path,
    passphrase: str | None,
    *,
    new_keys: bool,
) -> tuple[CentralKeys, str]:
    """Central's keys and where they were."""
    if (folder / FILE).exists():
        keys, whence = open_keys(folder), "folder"
    elif manifest.keys_sha256 and passphrase is not None:
        signing, box = open_sealed_keys(archive.read(KEYS), passphrase)
        keys, whence = put_keys(folder, signing, box), "backup"
    elif new_keys:
        return open_keys(folder), "new"
    else:
        raise Refused(FieldError("passphrase_needed", "passphrase"))
    if keys.public.hex() != manifest.signing_key:
        raise EnvironmentFault("keys_other")
    return keys, whence


def _fill(conn: Conn, archive: zipfile.ZipFile, member: Member) -> None:
    query = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
        sql.Identifier(member.table), sql.SQL(", ").join(map(sql.Identifier, member.columns))
    )
    with (
        archive.open(member_name(member.table)) as file,
        conn.cursor() as cursor,
        cursor.copy(query) as copy,
    ):
        while chunk := file.read(_CHUNK):
            copy.write(chunk)


def _take_new_keys(conn: Conn, keys: CentralKeys) -> None:
    """The old keys are gone: central's own streams are sealed anew, so that they can be proved."""
    conn.execute(
        "UPDATE central SET signing_key = %s, box_key = %s", (keys.public, keys.box_public)
    )
    rows = conn.execute(
        "SELECT l.site, l.stream, l.first, l.last, l.head FROM seal l JOIN stream s"
        " USING (site, stream) WHERE s.station = 0"
    ).fetchall()
    with conn.cursor() as cursor:
        cursor.executemany(
            "UPDATE seal SET signature = %s WHERE site = %s AND stream = %s AND last = %s",
            [
                (keys.signing.sign(ev.seal_message(stream, first, last, head)), site, stream, last)
                for site, stream, first, last, head in rows
            ],
        )


def _begin_anew(conn: Conn, manifest: Manifest, now: datetime) -> int:
    """A central that knows that it forgot something; its new epoch.

    By the clock and by chance, not by one: the same backup may be put back
    twice, and each time stations have to notice, and to take it for the later one.
    """
    chance = secrets.randbelow(1_000_000)
    epoch = max(manifest.epoch + 1, int(now.timestamp()) * 1_000_000 + chance)
    conn.execute("UPDATE central SET epoch = %s", (epoch,))
    conn.execute("UPDATE stream SET closed = true WHERE station = 0")
    conn.execute("UPDATE stream SET backed_up_seq = head_seq")
    conn.execute(
        "UPDATE site SET projected = 0, crossed = 0, restored = coalesce(restored, position)"
    )
    conn.execute("DELETE FROM enrolment WHERE used_at IS NULL")
    first = manifest.made_at.astimezone(VIETNAM).date()
    last = now.astimezone(VIETNAM).date() + timedelta(days=FROZEN_DAYS)
    conn.execute(
        "INSERT INTO ordinal_day (day, next, frozen) SELECT d::date, 1, true"
        " FROM generate_series(%s::timestamp, %s::timestamp, interval '1 day') d"
        " ON CONFLICT (day) DO UPDATE SET frozen = true",
        (first, max(first, last)),
    )
    conn.execute(
        "SELECT setval(pg_get_serial_sequence('exception', 'id'),"
        " (SELECT coalesce(max(id), 0) FROM exception) + %s)",
        (_LINES_LOST,),
    )
    conn.execute(
        "SELECT setval(pg_get_serial_sequence('backup', 'id'),"
        " (SELECT coalesce(max(id), 0) FROM backup) + 1)"
    )
    return epoch
