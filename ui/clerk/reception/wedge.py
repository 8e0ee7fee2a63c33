"""Scanners that play keyboard: their keys are kept out of the fields."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.viewmodels.scan_input import WedgeDetector

_ENDS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
#: longer than between two keys of any scanner; then what was held back is written after all
FLUSH_MS = 80


class WedgeKeys(QObject):
    """Watches the keys of line edits by the window system's own times.

    A stalled program gets a person's keys in one burst: the times of the events, not of
    their arrival, tell a scanner from a person. Events without a time are a person's.

    Signals:
        scanned(QLineEdit, str, str): the field, its text before the scan, and the scan.
    """

    scanned = Signal(QLineEdit, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._detector = WedgeDetector()
        self._edit: QLineEdit | None = None
        self._before = ""
        self._held = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FLUSH_MS)
        self._timer.timeout.connect(self._flush)

    def take(self, edit: QLineEdit, event: QKeyEvent) -> bool:
        """Takes a key press; True when the field must not see it."""
        letter = _ENDS.get(Qt.Key(event.key()), event.text())
        if not event.timestamp() or not letter or event.modifiers() & _COMMANDS:
            return False
        before = edit.text()
        whole = self._detector.feed(letter, event.timestamp() / 1000)
        if whole is not None:
            self._timer.stop()
            self._held = ""
            self.scanned.emit(edit, self._before, whole)
            return True
        if self._detector.typed <= 1:
            self._flush()
            self._before, self._edit = before, edit
            return False
        if self._detector.scanning:
            self._held += letter
            self._timer.start()
            return True
        return False

    def _flush(self) -> None:
        """It was a person after all: writes what was held back."""
        self._timer.stop()
        held, self._held = self._held, ""
        edit = self._edit
        if held and edit is not None:
            edit.insert(held)
            edit.textEdited.emit(edit.text())
