"""Sync's writing under kills, a full disk, and a clerk who goes on receiving."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain import events as ev
from core.domain.errors import EnvironmentFault
from core.ports.exchange import Arrived
from counter_app.bootstrap import new_id
from db.arrival import PART
from db.exchange import StationExchange
from db.store import Store, open_store
from db.verify import verify
from tests.faults.folder_support import ROOT, fill, new_folder, prove_full, small_disk
from tests.faults.kill_support import ENV, Station, complete_lines, write_lines
from tests.faults.test_concurrent import results, start
from tests.unit.central_voice import Said, Voice

DRIVER = Path(__file__).with_name("exchange_driver.py")
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def agencies(first: int, last: int, size: int = 0) -> list[Said]:
    """Events of central's, of a certain size."""
    return [
        (ev.AgencyIdentified(f"Cơ quan {n}{'x' * size}", "H49.300"), f"agency:{n}")
        for n in range(first, last)
    ]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station that joined, with dossiers and a lease; its central's key beside."""
    base = tmp_path_factory.mktemp("joined")
    station = Station(base).set_up()
    lines = write_lines(base / "lines", 6)
    done = subprocess.run(
        [sys.executable, "-m", "counter_app", *station.receive(lines)],
        capture_output=True, env=ENV, check=True,
    )  # fmt: skip
    assert len(complete_lines(done.stdout)) == 6
    key = Ed25519PrivateKey.generate()
    (base / "central.key").write_bytes(key.private_bytes_raw())
    with opened(base / "d") as store:
        StationExchange(store).join(
            ev.CentralJoined("https://tinh.example", key.public_key().public_bytes_raw().hex(), "")
        )
        store.sign()
    return base


def opened(data: Path) -> Any:
    """The open folder."""
    return closing(open_store(data, AT, new_id))


@pytest.fixture
def base(template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(template, tmp_path / "s")


def answer_of(base: Path, *said: Said) -> Arrived:
    """What central answers, kept in a file for the driver."""
    key = Ed25519PrivateKey.from_private_bytes((base / "central.key").read_bytes())
    answer = Arrived(cursor="next", epoch=1, batches=(Voice(key).say(*said),))
    (base / "answer").write_bytes(msgspec.msgpack.encode(answer))
    return answer


def drive(base: Path, point: str, *what: str) -> int:
    """Runs the driver; its exit status."""
    done = subprocess.run(
        [sys.executable, str(DRIVER), point, str(base / "d"), *what],
        capture_output=True, cwd=ROOT, env=ENV, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode


def look(base: Path, read: Callable[[Store], Any]) -> Any:
    """Opens the folder as the next start does, which must find it whole, and reads."""
    with opened(base / "d") as store:
        assert store.found == ""
        report = verify(store, full=True)
        assert report["ok"], report
        return read(store)


def arrived(store: Store) -> tuple[int, int, str]:
    """Frames of central's, agencies in the table, the cursor."""
    frames, agencies_ = store.conn.execute(
        "SELECT (SELECT count(*) FROM journal WHERE stream NOT IN (SELECT stream FROM station)),"
        " (SELECT count(*) FROM agency)"
    ).fetchone()
    return frames, agencies_, StationExchange(store).cursor()


@pytest.mark.parametrize(
    "point",
    ["begun", "statement:2", "statement:9", "statement:23", "statement:60", "applied:1",
     "applied:9", "before_commit", "after_commit"],
)  # fmt: skip
def test_a_small_answer_is_there_wholly_or_not_at_all(base: Path, point: str) -> None:
    answer_of(base, *agencies(0, 9))
    assert drive(base, point, "arrive", str(base / "answer")) == -signal.SIGKILL
    assert look(base, arrived) == ((10, 9, "next") if point == "after_commit" else (0, 0, ""))
    assert drive(base, "-", "arrive", str(base / "answer")) == 0
    assert look(base, arrived) == (10, 9, "next")


@pytest.mark.parametrize(
    "point", ["between:1", "between:2", "statement:400", "before_commit:3", "after_commit:2"]
)
def test_a_large_answer_goes_on_where_it_was_cut(base: Path, point: str) -> None:
    answer = answer_of(base, *agencies(0, 4 * PART))
    total = len(answer.batches[0].events)
    assert drive(base, point, "arrive", str(base / "answer")) == -signal.SIGKILL
    frames, there, cursor = look(base, arrived)
    assert 0 < frames < total
    assert frames == there + 1
    assert cursor == ""
    assert drive(base, "-", "arrive", str(base / "answer")) == 0
    assert look(base, arrived) == (total, total - 1, "next")


def forked(store: Store) -> tuple[int, int]:
    """Streams of ours, and events that were moved."""
    moved = store.conn.execute("SELECT bytes FROM journal WHERE kind = 'events_moved'").fetchall()
    count = sum(len(ev.decode(row[0]).body.events) for row in moved)
    return len(StationExchange(store).own_streams()), count


@pytest.mark.parametrize(
    "point",
    ["begun", "statement:5", "statement:12", "statement:25", "applied:1", "applied:2",
     "before_commit", "after_commit", "mark"],
)  # fmt: skip
def test_a_fork_happened_wholly_or_not_at_all(base: Path, point: str) -> None:
    rest = look(base, lambda store: StationExchange(store).own_streams()[0].last) - 3
    assert drive(base, point, "fork", "3") == -signal.SIGKILL
    done = point in ("after_commit", "mark")
    assert look(base, forked) == ((2, rest) if done else (1, 0))
    if not done:
        assert drive(base, "-", "fork", "3") == 0
    assert look(base, forked) == (2, rest)


def test_a_full_disk_refuses_an_answer_and_takes_it_when_room_returns(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 16) as disk:
        data = new_folder(disk / "data")
        key = Ed25519PrivateKey.generate()
        answer = Arrived(
            cursor="next", epoch=1, batches=(Voice(key).say(*agencies(0, 60, size=90_000)),)
        )
        with opened(data) as store:
            exchange = StationExchange(store, between=lambda weight: None)
            exchange.join(ev.CentralJoined("", key.public_key().public_bytes_raw().hex(), ""))
            ballast = fill(disk)
            prove_full(disk)
            with pytest.raises(EnvironmentFault) as fault:
                exchange.arrive(answer, AT)
            assert fault.value.code == "disk_full"
            frames, there, cursor = arrived(store)
            assert (frames, cursor) == (there + 1 if there else frames, "")
            assert frames < 61
            ballast.unlink()
            subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
            assert exchange.arrive(answer, AT) == 61 - frames
        with opened(data) as store:
            assert arrived(store) == (61, 60, "next")
            assert verify(store, full=True)["ok"]


def test_a_clerk_receives_while_sync_takes_in_a_large_answer(base: Path) -> None:
    """Two programs on one folder: neither waits long, nothing is lost, every number once."""
    station = Station(base, block=True)
    lines = write_lines(base / "more", 60, "more")
    total = 40 * PART
    answer_of(base, *agencies(0, total))
    clerk = start(station.receive(lines))
    sync = subprocess.Popen(
        [sys.executable, str(DRIVER), "-", str(base / "d"), "arrive", str(base / "answer")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=ENV,
    )  # fmt: skip
    answered = results(clerk)
    out, words = sync.communicate(timeout=100)
    assert (sync.returncode, out) == (0, str(total + 1).encode()), words
    assert len({line["dossier_code"] for line in answered}) == 60
    assert look(base, arrived) == (total + 1, total, "next")
    day = date.fromisoformat(answered[0]["received_at"][:10])
    counted = look(
        base,
        lambda store: store.conn.execute(
            "SELECT count(*) FROM dossier WHERE day = ?", (day.isoformat(),)
        ).fetchone()[0],
    )
    assert counted >= 60
