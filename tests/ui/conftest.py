"""For tests with windows: themes as parameters, and nothing may stay behind after a test."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.widgets import focus

GRACE_S = 2.0


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


@pytest.fixture(autouse=True)
def no_leaks() -> Iterator[None]:
    """Fails a test that leaves a top-level widget, a running timer or a thread behind."""
    widgets = {_address(widget) for widget in top_levels()}
    threads = set(threading.enumerate())
    timers = {_address(timer) for timer in running_timers()}
    yield
    settle()
    left = [f"widget {widget!r}" for widget in top_levels() if _address(widget) not in widgets]
    left += [f"timer {each!r}" for each in running_timers() if _address(each) not in timers]
    left += [f"thread {name}" for name in running_threads(threads)]
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
    if QApplication.instance() is None:
        return []
    return [each for each in _living(QTimer) if isinstance(each, QTimer) and each.isActive()]


def running_threads(before: set[threading.Thread]) -> list[str]:
    """Names the threads, Python's and Qt's, that still run after a moment of grace."""
    deadline = time.monotonic() + GRACE_S
    while True:
        names = [each.name for each in threading.enumerate() if each not in before]
        if QApplication.instance() is not None:
            main = QThread.currentThread()
            names += [
                repr(each)
                for each in _living(QThread)
                if isinstance(each, QThread) and each is not main and each.isRunning()
            ]
        if not names or time.monotonic() > deadline:
            return names
        threading.Event().wait(0.01)


def _living(kind: type) -> list[object]:
    """Returns the objects of a kind that Python knows and C++ still has."""
    found = [each for each in gc.get_objects() if type(each) is kind or _derived(each, kind)]
    return [each for each in found if shiboken6.isValid(each)]


def _derived(each: object, kind: type) -> bool:
    # type(), not isinstance(): a lazy proxy somewhere must not be woken up.
    return issubclass(type(each), kind)


def _address(each: shiboken6.Object) -> int:
    pointers = shiboken6.getCppPointer(each)
    return int(pointers[0])
