"""Work that another thread asks for: it waits, the clerk goes first, the end releases it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.domain.errors import EnvironmentFault
from core.ports.desk import Desk
from tests.ui.desk_support import Ward, make_ward
from ui.background import Background, Crash, Crashed, Ended

WAIT = 10_000


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def back(ward: Ward, qapp: object) -> Iterator[Background]:
    made = Background(ward.open_desk)
    yield made
    made.drain_and_close(20)
    made.deleteLater()


class Asker(threading.Thread):
    """Calls from a thread of its own and keeps what came."""

    def __init__(self, back: Background, work: Callable[[Desk], object]) -> None:
        super().__init__()
        self._back, self._work = back, work
        self.result: object = None
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self.result = self._back.call(self._work)
        except (EnvironmentFault, Crashed, Ended) as wrong:
            self.error = wrong


def test_it_gets_the_answer_and_does_not_make_the_window_busy(
    back: Background, qtbot: QtBot
) -> None:
    went = threading.Event()

    def work(desk: Desk) -> int:
        went.wait(10)
        return desk.count()

    asker = Asker(back, work)
    assert not back.busy
    went.set()
    asker.join(10)
    assert (asker.result, asker.error) == (0, None)


def test_what_is_urgent_goes_first_even_in_the_middle(back: Background, qtbot: QtBot) -> None:
    order: list[str] = []
    begun, handed = threading.Event(), threading.Event()

    def long(desk: Desk) -> None:
        order.append("first piece")
        begun.set()
        handed.wait(10)
        back.let_urgent()
        order.append("second piece")

    asker = Asker(back, long)
    assert begun.wait(10)
    back.submit(lambda desk: order.append("clerk"))
    back.submit(lambda desk: order.append("idle"), urgent=False)
    handed.set()
    asker.join(10)
    qtbot.waitUntil(lambda: not back.busy, timeout=WAIT)
    assert order == ["first piece", "clerk", "second piece", "idle"]


def test_a_fault_of_the_disk_comes_back_to_who_asked(back: Background) -> None:
    def work(desk: Desk) -> None:
        raise EnvironmentFault("disk_full")

    asker = Asker(back, work)
    asker.join(10)
    assert isinstance(asker.error, EnvironmentFault)
    assert asker.error.code == "disk_full"


def test_a_mistake_of_ours_is_told_with_one_number(back: Background, qtbot: QtBot) -> None:
    crashes: list[Crash] = []
    back.crashed.connect(crashes.append)
    asker = Asker(back, lambda desk: 1 // 0)
    asker.join(10)
    qtbot.waitUntil(lambda: bool(crashes), timeout=WAIT)
    assert isinstance(asker.error, Crashed)
    assert asker.error.reference == crashes[0].reference
    assert back.tell_crash(ValueError()) != asker.error.reference
    qtbot.waitUntil(lambda: len(crashes) == 2, timeout=WAIT)


def test_the_end_releases_who_waits_and_takes_nobody_new(ward: Ward, qapp: object) -> None:
    back = Background(ward.open_desk)
    begun, go = threading.Event(), threading.Event()

    def hold(desk: Desk) -> None:
        begun.set()
        go.wait(10)

    back.submit(hold)
    assert begun.wait(10)
    asker = Asker(back, lambda desk: desk.count())
    back.drain_and_close(0.05)
    asker.join(10)
    assert isinstance(asker.error, Ended)
    go.set()
    late = Asker(back, lambda desk: desk.count())
    late.join(10)
    assert isinstance(late.error, Ended)
    back.deleteLater()
