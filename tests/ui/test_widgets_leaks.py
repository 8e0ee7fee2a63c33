"""The leak check sees what a test leaves behind."""

from __future__ import annotations

import threading

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui import conftest as check


def test_windows_timers_and_threads_are_seen(qapp: QApplication) -> None:
    window, timer, thread = QWidget(), QTimer(), QThread()
    timer.start(10_000)
    thread.start()
    assert window in check.top_levels()
    assert timer in check.running_timers()
    stop = threading.Event()
    python = threading.Thread(target=stop.wait, name="left")
    before = set(threading.enumerate())
    python.start()
    names = check.running_threads(before)
    assert "left" in names
    assert len(names) == 2
    stop.set()
    python.join()
    thread.quit()
    assert thread.wait(5000)
    timer.stop()
    window.deleteLater()
    check.settle()
    assert window not in check.top_levels()
    assert check.running_threads(before) == []
