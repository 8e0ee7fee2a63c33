"""Scans from any field: keys that come too fast for a person are kept from it and read whole."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.viewmodels.scan_input import WedgeDetector
from ui.widgets import AreaEdit

#: after this long without a key, kept keys were a person's after all
GIVE_BACK_MS: Final = 80
_ENDS: Final = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}


class WedgeFilter(QObject):
    """Watches the keys of the whole application by the window system's own times.

    A stalled program gets a person's keys in one burst: the events' times, not those of their
    arrival, tell a scanner from a person. Keys without a time are a person's.

    Signals:
        scanned(str): a scanner that plays keyboard typed this; no field holds any of it.
        touched(): a key or a click: somebody is there.
    """

    scanned = Signal(str)
    touched = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._detector = WedgeDetector()
        self._kept = ""
        self._let_through = 0
        self._edit: QLineEdit | AreaEdit | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GIVE_BACK_MS)
        self._timer.timeout.connect(self._give_back)

    def install(self, app: QApplication) -> None:
        """Begins to watch."""
        app.installEventFilter(self)

    def remove(self, app: QApplication) -> None:
        """Watches no more."""
        self._timer.stop()
        app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Keeps a scanner's keys; everything else passes."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self.touched.emit()
        if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or not _first_of(watched):
            return False
        self.touched.emit()
        if _secret(watched):  # a password pasted by a manager comes as fast as a scan
            return False
        return self._key(watched, event)

    def _key(self, focused: QWidget, event: QKeyEvent) -> bool:
        if event.isAutoRepeat() or not event.timestamp():
            return False
        text = _ENDS.get(Qt.Key(event.key()), event.text())
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if not text or held or (len(text) == 1 and not text.isprintable() and text not in "\r\t"):
            return False
        whole = self._detector.feed(text, event.timestamp() / 1000)
        if whole is not None:
            self._taken(whole)
            return True
        if self._detector.typed <= 1:  # a new burst, or an end without a scan
            self._give_back()
            self._let_through = 0
            self._edit = focused if isinstance(focused, QLineEdit | AreaEdit) else None
        if self._detector.scanning:
            self._kept += text
            self._timer.start()
            return True
        self._let_through += 1
        return False

    def _taken(self, whole: str) -> None:
        self._timer.stop()
        self._kept = ""
        edit = self._edit
        if edit is not None and edit is QApplication.focusWidget() and not edit.isReadOnly():
            for _ in range(self._let_through):
                edit.backspace()
        self._let_through = 0
        self.scanned.emit(whole)

    def _give_back(self) -> None:
        """No scan after all: the keys go where they belonged."""
        self._timer.stop()
        kept, self._kept = self._kept, ""
        if kept and self._edit is not None and self._edit is QApplication.focusWidget():
            self._edit.insert(kept)


def _secret(widget: QWidget) -> bool:
    """Whether what is typed here is a password, which is never looked at."""
    return isinstance(widget, QLineEdit) and widget.echoMode() != QLineEdit.EchoMode.Normal


def _first_of(watched: QWidget) -> bool:
    """Whether a key meets this widget first; ignored keys come again to its parents."""
    focused = QApplication.focusWidget()
    return watched is focused if focused is not None else watched.isWindow()
