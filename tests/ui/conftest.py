"""For tests with windows: themes as parameters, and nothing may stay behind after a test."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui import theme
from ui.widgets import focus

Kind = TypeVar("Kind", QTimer, QThread)
GRACE_S = 2.0
# Timers of a test that has failed for them already.
KNOWN_TIMERS: set[int] = set()


@pytest.fixture(params=theme.MODES)
def themed(request: pytest.FixtureRequest, qapp: QApplication) -> theme.Mode:
    """Runs the test in each mode, without motion, with focus rings; gives the mode."""
    mode: theme.Mode = request.param
    theme.apply(qapp, mode, motion=False, text_scale=1.0)
    focus.install(qapp)
    return mode


@pytest.fixture
def plain(qapp: QApplication) -> theme.Mode:
    """Sets the light mode, without motion, with focus rings."""
    theme.apply(qapp, "light", motion=False, text_scale=1.0)
    focus.install(qapp)
    return "light"


@pytest.fixture(autouse=True, scope="module")
def small_heap() -> None:
    """Sets aside all that exists already: the leak check then looks at a file's own objects."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_leaks() -> Iterator[None]:
    """Fails a test that leaves a top-level widget, a running timer or a thread behind."""
    widgets = {_address(widget) for widget in top_levels()}
    threads = set(threading.enumerate())
    yield
    settle()
    left = [f"widget {widget!r}" for widget in top_levels() if _address(widget) not in widgets]
    left += [f"timer {each!r}" for each in running_timers() if _address(each) not in KNOWN_TIMERS]
    left += [f"thread {name}" for name in running_threads(threads)]
    KNOWN_TIMERS.update(_address(timer) for timer in running_timers() if left)
    for widget in top_levels():
        if _address(widget) not in widgets:
            widget.close()
            widget.deleteLater()
    settle()
    if left:
        pytest.fail("left behind: " + ", ".join(left), pytrace=False)


def settle() -> None:
    """Lets Qt delete what is to be deleted."""
    if QApplication.instance() is not None:
        gc.collect(0)
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        QCoreApplication.processEvents()


def top_levels() -> list[QWidget]:
    """Returns the windows that exist, menus and drop-downs of theirs apart."""
    if QApplication.instance() is None:
        return []
    return [each for each in QApplication.topLevelWidgets() if each.parent() is None]


def running_timers() -> list[QTimer]:
    """Returns the timers made in Python that are running."""
    return [each for each in _living(QTimer) if each.isActive()]


def running_threads(before: set[threading.Thread]) -> list[str]:
    """Names the threads, Python's and Qt's, that still run after a moment of grace."""
    deadline = time.monotonic() + GRACE_S
    main = QThread.currentThread()
    threads = [each for each in _living(QThread) if each is not main]
    while True:
        names = [each.name for each in threading.enumerate() if each not in before]
        names += [repr(each) for each in threads if isValid(each) and each.isRunning()]
        if not names or time.monotonic() > deadline:
            return names
        threading.Event().wait(0.01)


def _living(kind: type[Kind]) -> list[Kind]:
    """Returns the objects of a kind that Python knows and C++ still has."""
    if QApplication.instance() is None:
        return []
    # By type, not by isinstance(), which would wake up lazy proxies; type by type, for speed.
    kinds = {kind, *_heirs(kind)}
    return [each for each in gc.get_objects() if type(each) in kinds and isValid(each)]


def _heirs(kind: type) -> set[type]:
    near: list[type] = type.__subclasses__(kind)
    return {each for heir in near for each in (heir, *_heirs(heir))}


def _address(each: shiboken6.Object) -> int:
    pointers = shiboken6.getCppPointer(each)
    return int(pointers[0])
