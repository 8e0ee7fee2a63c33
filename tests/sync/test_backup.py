"""Backup and restore: whole or not at all, and nobody trusts what may have been lost."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from central import ingest
from central.backup import backup
from central.database import Database
from central.feed import changes
from central.keys import CentralKeys
from central.leases import take
from central.projector import follow
from central.restore import FROZEN_DAYS, restore
from central.streams import append
from core.domain import events as ev
from core.domain.dossier import State
from core.domain.errors import EnvironmentFault, Refused
from tests.sync.backup_support import TODAY, content, lived
from tests.sync.central_support import NOW, SITE, Author, Cluster, Province, new_id


@pytest.fixture
def second(postgres: Cluster) -> Iterator[Database]:
    """The new server's database."""
    with postgres.database(template="template0") as db:
        yield db


@pytest.fixture
def folder(tmp_path: Path, keys: CentralKeys) -> Path:
    """Central's data folder, where `keys` are."""
    return tmp_path / "central"


#: where a restored central differs on purpose
ON_PURPOSE = ("central", "site", "stream", "enrolment", "ordinal_day", "backup")


def test_everything_comes_back(
    province: Province, second: Database, folder: Path, tmp_path: Path
) -> None:
    author = lived(province)
    before = content(province.db, without=ON_PURPOSE)
    backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    done = restore(tmp_path / "b.zip", second, folder, NOW + timedelta(days=2))
    assert (done.keys, done.made_at) == ("folder", NOW)
    assert content(second, without=ON_PURPOSE) == before
    again = Province(second, province.keys)
    places = "SELECT site, name, position, projected, crossed FROM site ORDER BY site"
    assert again.rows(places) == province.rows(places)
    author.receive()
    again.push(author)  # it goes on from our head
    assert again.rows("SELECT count(*) FROM dossier") == [(3,)]


def test_the_second_watermark_rises_to_what_the_file_holds(
    province: Province, tmp_path: Path
) -> None:
    author = lived(province)
    assert province.rows("SELECT max(backed_up_seq) FROM stream") == [(0,)]
    held = len(author.events)
    manifest = backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    author.receive()
    assert province.store(author).backed_up_seq == held
    assert province.rows("SELECT made_at, digest FROM backup") == [(NOW, manifest.digest)]
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "central"]


def test_a_backup_that_cannot_be_written_raises_no_watermark(
    province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(province)

    def no_room(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(EnvironmentFault) as wrong:
        backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    assert wrong.value.code == "io_error"
    assert province.rows("SELECT max(backed_up_seq) FROM stream") == [(0,)]
    assert [p.name for p in tmp_path.iterdir()] == ["central"]


def test_no_file_is_overwritten(province: Province, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"mine")
    with pytest.raises(Refused) as wrong:
        backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    assert wrong.value.errors[0].code == "file_exists"
    with pytest.raises(Refused) as wrong:
        backup(province.db, province.keys, tmp_path / "nowhere" / "b.zip", NOW)
    assert wrong.value.errors[0].code == "folder_missing"


# --- a central that knows that it forgot something ----------------------------------------


def test_a_restored_central_begins_anew(
    province: Province, second: Database, folder: Path, tmp_path: Path
) -> None:
    author = lived(province)
    backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    with province.db.transaction() as conn:
        told = changes(conn, province.keys, author.sender, "", NOW)
    later = NOW + timedelta(days=3)
    done = restore(tmp_path / "b.zip", second, folder, later)
    again = Province(second, province.keys)
    assert done.epoch > 1
    with second.transaction() as conn:
        (head, *_) = ingest.heads(conn, SITE, 3, [author.stream])
        assert (head.epoch, head.backed_up_seq) == (done.epoch, head.seq)
        asked = changes(conn, province.keys, author.sender, told.cursor, later)
    assert asked.epoch == done.epoch

    days = again.rows("SELECT day FROM ordinal_day WHERE frozen ORDER BY day")
    assert [d for (d,) in days] == [TODAY + timedelta(days=n) for n in range(3 + FROZEN_DAYS + 1)]
    with second.transaction() as conn:
        assert take(conn, TODAY + timedelta(days=5), 20, author.sender, author.stream) is None
        assert take(conn, TODAY + timedelta(days=30), 20, author.sender, author.stream) == (1, 20)

    assert again.rows("SELECT count(*) FROM stream WHERE station = 0 AND NOT closed") == [(0,)]
    old = again.rows("SELECT stream, head_seq FROM stream WHERE station = 0 AND site = %s", SITE)
    with second.transaction() as conn:
        body = ev.AgencyIdentified("Sở Khác", "H49.2")
        append(conn, province.keys, SITE, [(body, "agency")], actor="ha", now=later)
    new = again.rows("SELECT stream, head_seq FROM stream WHERE station = 0 AND site = %s", SITE)
    assert set(old) < set(new)
    assert again.rows("SELECT station FROM enrolment") == [(3,)]  # the unused code is void


def test_work_that_follows_what_central_lost_is_not_held_up(
    province: Province, second: Database, folder: Path, tmp_path: Path
) -> None:
    author = lived(province)
    uid = author.receive()
    province.push(author)
    backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    lost = Author(SITE, 0)  # what central said later, as the station still knows it
    author.seen[uid] = lost.write(ev.DecisionRecorded("payment_asked", NOW), uid)
    author.amend(uid, note="đã nộp")
    filed = new_id()
    author.seen[filed] = "portal event that was lost"
    author.receive(filed)
    author.seen[uid] = "decision that was lost"
    at = NOW + timedelta(days=1)
    author.write(ev.ResultReturned(at, at), uid)
    restore(tmp_path / "b.zip", second, folder, NOW)
    again = Province(second, province.keys)
    again.push(author)
    rows = again.rows("SELECT view->'content'->>'note' FROM dossier WHERE uid = %s", uid)
    assert rows == [("đã nộp",)]
    assert again.rows("SELECT count(*) FROM dossier WHERE uid = %s", filed) == [(1,)]
    assert ("cause_missing", uid) in again.exceptions()  # handed out before it was finished
    with second.transaction() as conn:
        bodies = [(ev.DecisionRecorded(s, NOW), uid) for s in ("processing", "finished")]
        append(conn, province.keys, SITE, bodies, actor="ha", now=NOW)
    follow(second, SITE)
    assert again.rows("SELECT state FROM dossier WHERE uid = %s", uid) == [(State.RETURNED,)]
    assert ("cause_missing", uid) not in again.exceptions()


def test_numbers_of_lines_told_after_the_backup_are_not_given_again(
    province: Province, second: Database, folder: Path, tmp_path: Path
) -> None:
    author = lived(province)
    ((last,),) = province.rows("SELECT max(id) FROM exception")
    backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    restore(tmp_path / "b.zip", second, folder, NOW)
    again = Province(second, province.keys)
    author.receive()  # on the closed day
    again.push(author)
    ((new,),) = again.rows("SELECT max(id) FROM exception")
    assert new > last + 1000


def test_each_restoring_has_an_epoch_of_its_own(
    province: Province, postgres: Cluster, folder: Path, tmp_path: Path
) -> None:
    lived(province)
    backup(province.db, province.keys, tmp_path / "b.zip", NOW)
    epochs = set()
    for _ in range(2):
        with postgres.database(template="template0") as db:
            epochs.add(restore(tmp_path / "b.zip", db, folder, NOW).epoch)
    assert len(epochs) == 2
