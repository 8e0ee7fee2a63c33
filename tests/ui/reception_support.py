"""The reception on a real ward's folder, and what its tests and pictures do to it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.domain.account import Role
from core.services.context import Actor
from core.services.import_catalogue import import_catalogue
from counter_app.bootstrap import Programme
from tests.ui.desk_support import HA, Ward, make_ward
from ui.background import Background
from ui.clerk.reception import ReceptionView
from ui.viewmodels.reception import ReceptionViewModel

ROOT = Path(__file__).parents[2]
WAIT_MS = 20_000
#: holds the write lock of a ward's database until its standard input closes
_HOLD = """
import sys
from pathlib import Path
from db import keys
from db.connection import connect, immediate
from db.store import DATABASE
data = Path(sys.argv[1])
conn = connect(data / DATABASE, keys.unlock(data))
with immediate(conn):
    print("held", flush=True)
    sys.stdin.read()
conn.close()
"""


def reception_ward(folder: Path) -> Ward:
    """A ward with the catalogue that is shipped (some 630 procedures)."""
    ward = make_ward(folder)
    programme = Programme(ward.data, clock=ward.clock)
    body = (ROOT / "core" / "data" / "catalogue" / "procedures.csv").read_bytes()
    with programme.store() as store:
        import_catalogue(
            body, "procedures.csv", store, programme.context(Actor("ha", Role.SUPERVISOR))
        )
    return ward


def wait_for(condition: Callable[[], object], what: str = "") -> None:
    """Runs the event loop until a condition holds; woken by events, never asleep."""
    loop_until(condition, WAIT_MS, what)


def loop_until(condition: Callable[[], object], most_ms: int, what: str = "") -> None:
    """Runs the event loop; fails after ``most_ms``."""
    deadline = time.monotonic() + most_ms / 1000
    application = QCoreApplication.instance()
    assert application is not None
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        application.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents,
            50,
        )


class StallMeter(QObject):
    """The longest time in which the interface thread answered nothing.

    A timer of no interval fires whenever the thread is free: the longest gap between two
    of its ticks is how long a key, a repaint or another window had to wait. ``own`` is the
    longest gap in the thread's own working time: other programs on the machine apart.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self.worst = self.own = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)

    def start(self) -> None:
        """Begins to measure."""
        self.worst = self.own = 0.0
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start(0)

    def stop(self) -> float:
        """Ends, and returns the longest gap in milliseconds."""
        self._timer.stop()
        self._tick()
        return self.worst * 1000

    @Slot()
    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.worst = max(self.worst, now - self._last)
        self.own = max(self.own, worked - self._worked)
        self._last, self._worked = now, worked


@dataclass
class Typist:
    """Presses keys on whatever has the focus, and notes each with its stall."""

    meter: StallMeter
    pressed: list[tuple[str, float, float]] = field(default_factory=list)

    def press(
        self,
        key: Qt.Key | str,
        until: Callable[[], object],
        name: str = "",
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Presses one key and waits for what it must bring about."""
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        self.meter.start()
        if isinstance(key, str):
            QTest.keyClicks(target, key, modifiers)
        else:
            QTest.keyClick(target, key, modifiers)
        said = name or (key if isinstance(key, str) else key.name.removeprefix("Key_"))
        wait_for(until, said)
        settle()
        self.pressed.append((said, self.meter.stop(), self.meter.own * 1000))

    def type(self, words: str, until: Callable[[], object]) -> None:
        """Presses letters one after another; the last must bring something about."""
        for at, letter in enumerate(words):
            last = at == len(words) - 1
            self.press(letter, until if last else lambda: True)

    def own(self) -> float:
        """The longest time, in milliseconds, that one key kept the interface thread working."""
        return max(own for _, _, own in self.pressed)

    def told(self) -> str:
        """The keys with their stalls, to print."""
        lines = [
            f"  {at:2}. {name:<9} {stall:6.1f} ms, of it own work {own:5.1f} ms"
            for at, (name, stall, own) in enumerate(self.pressed, 1)
        ]
        worst = max(stall for _, stall, _ in self.pressed)
        return "\n".join([*lines, f"  {len(self.pressed)} keys, longest stall {worst:.1f} ms"])


def settle() -> None:
    """Lets what is queued happen, painting included."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()


@dataclass
class Stage:
    """A view on a desk, shown in a window."""

    ward: Ward
    back: Background
    vm: ReceptionViewModel
    view: ReceptionView
    window: QWidget

    def focus(self) -> QWidget | None:
        """What has the focus."""
        return QApplication.focusWidget()


Frame = Callable[[ReceptionView], QWidget]


@contextmanager
def stage(
    ward: Ward,
    size: QSize | None = None,
    frame: Frame | None = None,
    *,
    printer: tuple[bool, str] = (True, ""),
) -> Iterator[Stage]:
    """The reception over a ward, ready to be used; everything is gone afterwards."""
    back = Background(ward.open_desk)
    back.submit(lambda desk: desk.sign_in(HA.login, "mot-mat-khau"))
    back.submit(lambda desk: desk.sign_in(HA.login, "mot-mat-khau"), reader=True)
    vm = ReceptionViewModel(back, clock=ward.clock)
    view = ReceptionView(vm)
    window = frame(view) if frame else view
    try:
        view.set_printer(*printer)
        window.resize(size or QSize(1366, 768))
        window.show()
        window.activateWindow()
        vm.start(HA)
        wait_for(lambda: vm.ready, "ready")
        settle()
        yield Stage(ward, back, vm, view, window)
    finally:
        vm.close()
        assert back.drain_and_close(20)
        window.close()
        window.deleteLater()
        vm.deleteLater()
        back.deleteLater()
        settle()


@contextmanager
def held(ward: Ward) -> Iterator[Callable[[], None]]:
    """Another process holds the database's write lock until the given function is called."""
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(ward.data)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdin is not None
    try:
        assert other.stdout.readline().strip() == "held"
        pipe = other.stdin
        yield lambda: None if pipe.closed else pipe.close()
    finally:
        if not other.stdin.closed:
            other.stdin.close()
        other.wait(20)
        other.stdout.close()
