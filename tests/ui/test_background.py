"""Work off the interface thread, on a real encrypted folder."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from core.domain.errors import EnvironmentFault, FieldError, Refused
from core.ports.desk import EVERYTHING, Desk
from counter_app.session import hash_password
from tests.ui.desk_support import HA, PASSWORD, Ward, background, make_ward
from tests.unit.station_support import line
from ui.background import Background, Crash, Latest

WAIT = 10_000


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def back(ward: Ward, qapp: object) -> Iterator[Background]:
    with background(ward) as made:
        yield made


def said(text: str, _: Desk) -> str:
    return text


def logged(note: str, desk: Desk) -> str:
    return desk.receive(line(note=note)).uid


def name_of_thread(_: Desk) -> str:
    return threading.current_thread().name


def test_results_come_back_to_the_interface_thread(back: Background, qtbot: QtBot) -> None:
    found: dict[str, str] = {}
    seen: list[threading.Thread] = []

    def keep(key: str, value: str) -> None:
        found[key] = value
        seen.append(threading.current_thread())

    back.submit(name_of_thread, lambda name: keep("writer", name))
    back.submit(name_of_thread, lambda name: keep("reader", name), reader=True)
    back.submit_pure(lambda: threading.current_thread().name, lambda name: keep("pool", name))
    qtbot.waitUntil(lambda: len(found) == 3, timeout=WAIT)
    assert (found["writer"], found["reader"]) == ("desk-writer", "desk-reader")
    assert found["pool"].startswith("pool-")
    assert set(seen) == {threading.main_thread()}


def test_urgent_work_goes_first_and_each_kind_keeps_its_order(
    back: Background, qtbot: QtBot
) -> None:
    gate = threading.Event()
    done: list[str] = []
    back.submit(lambda _: gate.wait(10))
    for n in range(3):
        back.submit(partial(said, f"idle {n}"), done.append, urgent=False)
    for n in range(3):
        back.submit(partial(said, f"clerk {n}"), done.append)
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 6, timeout=WAIT)
    assert done == ["clerk 0", "clerk 1", "clerk 2", "idle 0", "idle 1", "idle 2"]


def test_a_slow_write_does_not_delay_reading(back: Background, qtbot: QtBot) -> None:
    gate = threading.Event()
    order: list[str] = []
    back.submit(lambda _: gate.wait(10), lambda _: order.append("write"))
    back.submit(
        lambda desk: desk.find("", EVERYTHING, 5, ""), lambda _: order.append("read"), reader=True
    )
    qtbot.waitUntil(lambda: bool(order), timeout=WAIT)
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 2, timeout=WAIT)
    assert order == ["read", "write"]


def test_what_waits_can_be_cancelled_and_what_runs_is_not_told(
    back: Background, qtbot: QtBot
) -> None:
    gate, began = threading.Event(), threading.Event()
    ran: list[str] = []
    told: list[object] = []

    def running(_: Desk) -> None:
        began.set()
        gate.wait(10)
        ran.append("running")

    first = back.submit(running, told.append)
    waiting = back.submit(lambda _: ran.append("waiting"), told.append)
    forgotten = back.submit(lambda _: ran.append("forgotten"), told.append)
    assert began.wait(10)
    first.cancel()
    waiting.cancel()
    forgotten.forget()
    assert [t.active for t in (first, waiting, forgotten)] == [False] * 3
    gate.set()
    qtbot.waitUntil(lambda: not back.busy, timeout=WAIT)
    assert ran == ["running", "forgotten"]
    assert told == []


def test_of_many_questions_only_the_latest_is_answered(back: Background, qtbot: QtBot) -> None:
    gate = threading.Event()
    ran: list[int] = []
    answers: list[int] = []
    latest: Latest[int] = Latest(back, answers.append, lambda _: None)
    back.submit(lambda _: gate.wait(10), reader=True)

    def work(n: int, _: Desk) -> int:
        ran.append(n)
        return n

    for n in range(20):
        latest.ask(partial(work, n))
    gate.set()
    qtbot.waitUntil(lambda: bool(answers) and not back.busy, timeout=WAIT)
    assert (ran, answers) == ([19], [19])


@pytest.mark.parametrize(
    "error", [Refused(FieldError("missing", "x")), EnvironmentFault("disk_full", path="/x")]
)
def test_expected_failures_go_to_their_asker(
    back: Background, qtbot: QtBot, error: Exception
) -> None:
    failures: list[object] = []

    def work(_: object = None) -> None:
        raise error

    back.submit(work, on_error=failures.append)
    back.submit_pure(work, on_error=failures.append)
    qtbot.waitUntil(lambda: len(failures) == 2, timeout=WAIT)
    assert failures == [error, error]


def test_anything_else_reaches_the_crash_guard_without_data(back: Background, qtbot: QtBot) -> None:
    told: list[str] = []

    def work(_: Desk) -> None:
        raise ValueError("022194000001")

    with qtbot.waitSignal(back.crashed, timeout=WAIT) as caught:
        back.submit(work, on_crash=told.append)
    assert caught.args is not None
    crash = caught.args[0]
    assert isinstance(crash, Crash)
    assert crash.kind == "ValueError"
    assert "test_background" in crash.where
    assert "022194000001" not in crash.where
    qtbot.waitUntil(lambda: told == [crash.reference], timeout=WAIT)
    with qtbot.waitSignal(back.busy_changed, timeout=WAIT):  # the thread goes on
        back.submit(lambda desk: desk.count())


def test_a_folder_that_is_not_there_is_told_and_tried_again(tmp_path: Path, qtbot: QtBot) -> None:
    made: list[Ward] = []

    def factory() -> Desk:
        if not made:
            raise EnvironmentFault("no_data_folder", path="/x")
        return made[0].open_desk()

    back = Background(factory)
    with qtbot.waitSignal(back.open_failed, timeout=WAIT):
        pass
    failures: list[object] = []
    back.submit(lambda desk: desk.count(), on_error=failures.append)
    qtbot.waitUntil(lambda: bool(failures), timeout=WAIT)
    made.append(make_ward(tmp_path))
    counts: list[int] = []
    back.submit(lambda desk: desk.count(), counts.append)
    qtbot.waitUntil(lambda: counts == [0], timeout=WAIT)
    assert back.drain_and_close(10)


def test_ending_does_what_was_handed_over_and_drops_reading(ward: Ward, qtbot: QtBot) -> None:
    back = Background(ward.open_desk)
    gate = threading.Event()
    done: list[str] = []
    back.submit(lambda desk: desk.sign_in(HA.login, PASSWORD))
    for n in range(5):
        back.submit(partial(logged, str(n)), done.append)
    back.submit_pure(lambda: gate.wait(5), lambda _: back.submit(lambda d: d.status(), follow))
    back.submit(lambda _: gate.wait(5), reader=True)
    read = back.submit(name_of_thread, done.append, reader=True)
    followed: list[object] = []

    def follow(status: object) -> None:
        followed.append(status)

    QTimer.singleShot(50, gate.set)
    assert back.drain_and_close(20)
    assert len(done) == 5
    assert len(followed) == 1  # an answer may hand over its next step
    assert not read.active
    assert not [t for t in threading.enumerate() if t.name.startswith(("desk-", "pool-"))]
    with pytest.raises(RuntimeError):
        back.submit(lambda desk: desk.count())


def test_ending_does_not_wait_for_ever(ward: Ward, qtbot: QtBot) -> None:
    back = Background(ward.open_desk)
    gate = threading.Event()
    late: list[object] = []
    back.submit(lambda _: gate.wait(10), late.append)
    back.submit(lambda desk: desk.count(), late.append)
    began = perf_counter()
    assert not back.drain_and_close(0.1)
    assert perf_counter() - began < 2
    gate.set()
    for thread in back._threads:
        thread.join(10)
    assert late == []


def test_the_interface_thread_goes_on_during_slow_work(back: Background, qtbot: QtBot) -> None:
    """Log-ins (argon2) and 40 dossiers on the writer, searches on the reader."""
    timer = QTimer()
    timer.setInterval(5)
    ticks: list[float] = []
    timer.timeout.connect(lambda: ticks.append(perf_counter()))
    qtbot.waitUntil(lambda: not back.busy, timeout=WAIT)
    slow: list[Any] = []
    ticks.append(perf_counter())
    timer.start()
    for n in range(40):
        back.submit(partial(logged, str(n)), slow.append)
        back.submit(lambda desk: desk.find("nguyen", EVERYTHING, 50, ""), slow.append, reader=True)
    for _ in range(3):
        back.submit_pure(lambda: hash_password(PASSWORD), slow.append)
    qtbot.waitUntil(lambda: len(slow) == 83, timeout=60_000)
    timer.stop()
    gaps = sorted(b - a for a, b in pairwise(ticks))
    print(f"longest gap {gaps[-1] * 1000:.1f} ms, p99 {gaps[len(gaps) * 99 // 100] * 1000:.1f} ms")
    assert gaps[-1] < 0.150  # 5 to 15 ms as a rule; other processes share the machine
