"""A window's sync against a real central: acts arrive, the clerk goes first, the end is quick."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from central.projector import follow
from counter_app.bootstrap import Programme, new_id
from counter_app.sync_worker import SyncWorker
from db.store import open_store
from sync.enrol import join
from sync.transport import HttpTransport
from tests.sync.api_support import Served, serving
from tests.sync.central_support import Province, bulk
from tests.sync.line_support import SITE, at_central
from tests.sync.proxy import Fault, proxied
from tests.ui.desk_support import HA, PASSWORD, Ward, make_ward
from tests.unit.station_support import line
from ui.background import Background
from ui.viewmodels.line import LineState

WAIT = 20_000


@pytest.fixture
def central(province: Province) -> Iterator[Served]:
    """A central of the test's own: all wards are copies of one folder."""
    with serving(province) as made:
        yield made


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


def enrol(ward: Ward, served: Served, url: str = "") -> None:
    """The ward joins, as ``enrol`` does it."""
    store = open_store(ward.data, ward.clock(), new_id)
    try:
        exchange = Programme(ward.data, clock=ward.clock).exchange(store)
        with HttpTransport(served.url) as wire:
            join(exchange, wire, url or served.url, served.code(SITE, 3))
    finally:
        store.close()


@contextmanager
def working(ward: Ward) -> Iterator[tuple[Background, SyncWorker, list[LineState]]]:
    """The threads of a window with its sync, ended as a window ends them."""
    back = Background(ward.open_desk)
    back.submit(lambda desk: desk.sign_in(HA.login, PASSWORD))
    worker = SyncWorker(back, ward.clock)
    told: list[LineState] = []
    worker.told.connect(told.append)
    worker.start()
    try:
        yield back, worker, told
    finally:
        back.drain_and_close(20)
        worker.close()
        assert "sync" not in [thread.name for thread in threading.enumerate()]
        worker.deleteLater()
        back.deleteLater()


def ended(told: list[LineState]) -> list[str]:
    """How the syncs so far ended."""
    return [state.reason for state in told if not state.busy]


def test_a_folder_that_never_joined_says_so(ward: Ward, qtbot: QtBot) -> None:
    with working(ward) as (_, _, told):
        qtbot.waitUntil(lambda: ended(told) == ["not_joined"], timeout=WAIT)
        assert "Chưa ghi danh với tỉnh" in told[-1].words


def test_acts_reach_central_when_the_window_says_there_are_some(
    ward: Ward, central: Served, qtbot: QtBot
) -> None:
    enrol(ward, central)
    with working(ward) as (back, worker, told):
        qtbot.waitUntil(lambda: ended(told) == [""], timeout=WAIT)
        done: list[str] = []
        back.submit(lambda desk: desk.receive(line()).uid, done.append)
        qtbot.waitUntil(lambda: bool(done), timeout=WAIT)
        worker.wake(now=True)
        qtbot.waitUntil(lambda: len(ended(told)) == 2, timeout=WAIT)
        assert at_central(central) == set(done)
        assert told[-1].words == "Đã đồng bộ: tỉnh nhận 2 việc, máy này nhận 0 việc của tỉnh."


def test_a_folder_that_joins_meanwhile_is_noticed(
    ward: Ward, central: Served, qtbot: QtBot
) -> None:
    with working(ward) as (_, worker, told):
        qtbot.waitUntil(lambda: ended(told) == ["not_joined"], timeout=WAIT)
        enrol(ward, central)
        worker.wake(now=True)
        qtbot.waitUntil(lambda: ended(told) == ["not_joined", ""], timeout=WAIT)


def test_closing_gives_up_a_request_that_hangs(ward: Ward, central: Served, qtbot: QtBot) -> None:
    with proxied(central.url) as proxy:
        enrol(ward, central, proxy.url)
        proxy.always = Fault(delay=30)
        with working(ward) as (back, worker, _):
            qtbot.waitUntil(lambda: bool(proxy.arrived), timeout=WAIT)
            back.drain_and_close(20)
            began = time.monotonic()
            worker.close()
            print(f"closing with a hanging request: {time.monotonic() - began:.2f} s")
            assert time.monotonic() - began < 3


def test_the_clerk_goes_first_while_much_comes_in(
    ward: Ward, central: Served, qtbot: QtBot
) -> None:
    other = central.province.author(SITE, 7)
    bulk(other, 1500)
    central.province.store(other)
    follow(central.db, SITE)
    enrol(ward, central)
    acts: list[float] = []
    stalls: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        stalls.append(now - last)
        last = now

    with working(ward) as (back, _, told):
        timer = QTimer()
        timer.timeout.connect(beat)
        timer.start(1)
        while not ended(told):
            began = time.perf_counter()
            done: list[object] = []
            back.submit(lambda desk: desk.receive(line()), done.append)
            qtbot.waitUntil(lambda done=done: bool(done), timeout=WAIT)  # type: ignore[misc]
            acts.append(time.perf_counter() - began)
        timer.stop()
        assert ended(told) == [""]
        seen: list[int] = []
        back.submit(
            lambda desk: desk._store.conn.execute(  # type: ignore[attr-defined]
                "SELECT count(*) FROM local_site_dossier"
            ).fetchone()[0],
            seen.append,
        )
        qtbot.waitUntil(lambda: bool(seen), timeout=WAIT)
    acts.sort()
    stalls.sort()
    middle = acts[len(acts) // 2]
    print(f"while 1,500 dossiers came in: {len(acts)} acts, p50 {middle * 1e3:.0f} ms,", end=" ")
    print(f"longest {acts[-1] * 1e3:.0f} ms; longest stall of the window {stalls[-1] * 1e3:.0f} ms")
    assert seen == [1500]
    assert acts[-1] < 1.0, "an act waited for the whole answer"
