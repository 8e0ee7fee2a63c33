"""What is no backup, and whose: refused whole; central's keys in it and without it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from central.backup import backup, tables_kept
from central.database import Conn, Database
from central.feed import changes
from central.keys import CentralKeys, open_keys
from central.restore import restore
from core.domain.errors import EnvironmentFault, Refused
from sync.wire.batch import check_batch, decode_batch
from tests.sync.backup_support import content, lived
from tests.sync.central_support import NOW, Cluster, Province


@pytest.fixture
def second(postgres: Cluster) -> Iterator[Database]:
    """The new server's database."""
    with postgres.database(template="template0") as db:
        yield db


@pytest.fixture
def folder(tmp_path: Path, keys: CentralKeys) -> Path:
    """Central's data folder, where `keys` are."""
    return tmp_path / "central"


# --- keys -----------------------------------------------------------------------------


def test_keys_are_in_the_file_only_under_a_passphrase(
    province: Province, postgres: Cluster, folder: Path, tmp_path: Path
) -> None:
    lived(province)
    secret = province.keys.signing.private_bytes_raw()
    backup(province.db, province.keys, tmp_path / "plain.zip", NOW)
    backup(province.db, province.keys, tmp_path / "keys.zip", NOW, passphrase="sáu từ khó đoán")
    for name in ("plain.zip", "keys.zip"):
        with zipfile.ZipFile(tmp_path / name) as archive:
            for member in archive.namelist():
                data = archive.read(member)
                assert secret not in data
                assert secret.hex().encode() not in data
    with postgres.database(template="template0") as db:
        for source, phrase, code in (
            ("plain.zip", None, "passphrase_needed"),
            ("plain.zip", "sáu từ khó đoán", "passphrase_needed"),
            ("keys.zip", None, "passphrase_needed"),
            ("keys.zip", "đoán sai", "passphrase_wrong"),
        ):
            with pytest.raises(Refused) as wrong:
                restore(tmp_path / source, db, tmp_path / "new", NOW, passphrase=phrase)
            assert wrong.value.errors[0].code == code
        done = restore(
            tmp_path / "keys.zip", db, tmp_path / "new", NOW, passphrase="sáu từ khó đoán"
        )
    assert done.keys == "backup"
    assert open_keys(tmp_path / "new").public == province.keys.public
    assert open_keys(tmp_path / "new").box_public == province.keys.box_public


def test_a_folder_of_another_central_is_refused(
    province: Province, second: Database, tmp_path: Path
) -> None:
    lived(province)
    backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    open_keys(tmp_path / "other")
    with pytest.raises(EnvironmentFault) as wrong:
        restore(tmp_path / "b.zip", second, tmp_path / "other", NOW)
    assert wrong.value.code == "keys_other"


def test_without_the_keys_central_goes_on_under_new_ones(
    province: Province, second: Database, tmp_path: Path
) -> None:
    author = lived(province)
    backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    done = restore(tmp_path / "b.zip", second, tmp_path / "new", NOW, new_keys=True)
    assert done.keys == "new"
    keys = open_keys(tmp_path / "new")
    assert keys.public != province.keys.public
    with second.transaction() as conn:
        told = changes(conn, keys, author.sender, "", NOW)
    assert told.batches
    for data in told.batches:  # what central said before is proved by its new key
        check_batch(decode_batch(data), lambda _: keys.public)


# --- what is no backup ------------------------------------------------------------------


def test_a_file_that_was_cut_or_altered_is_refused_whole(
    province: Province, second: Database, folder: Path, tmp_path: Path
) -> None:
    lived(province)
    source = tmp_path / "b.zip"
    backup(province.db, province.keys, source, NOW)
    whole = source.read_bytes()
    flips = [whole[:n] + bytes([whole[n] ^ 0x10]) + whole[n + 1 :] for n in spots(source)]
    for broken in (whole[:-30], whole[: len(whole) // 2], b"", b"PK nothing", *flips):
        (tmp_path / "broken.zip").write_bytes(broken)
        with pytest.raises(Refused) as wrong:
            restore(tmp_path / "broken.zip", second, folder, NOW)
        assert wrong.value.errors[0].code in ("not_a_backup", "backup_damaged")
    with second.transaction() as conn:
        assert tables_kept(conn) == []


def spots(source: Path) -> list[int]:
    """A byte in the middle of each member's compressed data."""
    with zipfile.ZipFile(source) as archive:
        return [
            info.header_offset + 30 + len(info.filename) + info.compress_size // 2
            for info in archive.infolist()
            if info.compress_size > 40
        ]


def test_a_member_changed_with_its_digest_is_refused(
    province: Province, second: Database, folder: Path, tmp_path: Path
) -> None:
    lived(province)
    backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    rewritten(tmp_path / "b.zip", tmp_path / "c.zip", epoch=7)
    with pytest.raises(Refused) as wrong:
        restore(tmp_path / "c.zip", second, folder, NOW)
    assert wrong.value.errors[0].code == "backup_damaged"


def rewritten(source: Path, target: Path, **manifest: Any) -> None:
    """The same zip with other words in its manifest."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "manifest.json":
                data = json.dumps({**json.loads(data), **manifest}).encode()
            new.writestr(name, data)


def test_a_database_in_use_is_never_filled(
    province: Province, folder: Path, tmp_path: Path, postgres: Cluster
) -> None:
    lived(province)
    backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    before = content(province.db)
    with pytest.raises(Refused) as wrong:
        restore(tmp_path / "b.zip", province.db, folder, NOW)
    assert wrong.value.errors[0].code == "database_not_empty"
    assert content(province.db) == before
    with postgres.database() as migrated:  # but one that is only migrated is
        assert restore(tmp_path / "b.zip", migrated, folder, NOW).events > 0


def test_a_backup_of_a_newer_program_is_refused(
    province: Province, second: Database, folder: Path, tmp_path: Path
) -> None:
    with province.db.transaction() as conn:
        conn.execute("INSERT INTO schema_version VALUES (900, now())")
    backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    with pytest.raises(EnvironmentFault) as wrong:
        restore(tmp_path / "b.zip", second, folder, NOW)
    assert wrong.value.code == "newer_database"


def test_what_is_stored_meanwhile_is_not_half_in_the_file(
    province: Province, second: Database, folder: Path, tmp_path: Path
) -> None:
    author = lived(province)
    held = len(author.events)
    late: list[int] = []

    class Meanwhile(Database):
        """A database in which a station pushes as soon as the backup has its snapshot."""

        @contextmanager
        def snapshot(self) -> Iterator[Conn]:
            with super().snapshot() as conn:
                conn.execute("SELECT 1")
                author.receive()
                late.append(province.store(author).seq)
                yield conn

    watched = Meanwhile(province.db.url, size=2)
    try:
        backup(watched, province.keys, tmp_path / "b.zip", NOW)
    finally:
        watched.close()
    assert late == [held + 1]
    rows = province.rows(
        "SELECT head_seq, backed_up_seq FROM stream WHERE stream = %s", author.stream
    )
    assert rows == [(held + 1, held)]
    restore(tmp_path / "b.zip", second, folder, NOW)
    again = Province(second, province.keys)
    rows = again.rows("SELECT head_seq FROM stream WHERE stream = %s", author.stream)
    assert rows == [(held,)]
