"""What the tests of the two other exits do in a clerk's window, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.ports.desk import Logged
from tests.ui.desk_support import CARD
from tests.ui.window_support import settle, until
from ui.clerk.desk import ClerkDesk
from ui.clerk.exits import RefusalDialog, SupplementDialog
from ui.clerk.window import ClerkWindow

Key, Held = Qt.Key, Qt.KeyboardModifier
SHIFT, CONTROL, ALT = Held.ShiftModifier, Held.ControlModifier, Held.AltModifier


def here() -> QWidget:
    focused = QApplication.focusWidget()
    if focused is None:  # offscreen no window manager activates what a closed dialog uncovers
        under = [each for each in QApplication.topLevelWidgets() if isinstance(each, ClerkWindow)]
        under[0].activateWindow()
        QApplication.processEvents()
        focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def press(key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    QTest.keyClick(here(), key, held)


def write(text: str) -> None:
    QTest.keyClicks(here(), text)


def begin_death(made: ClerkWindow, desk: ClerkDesk) -> None:
    """A person, a procedure, and one paper that was not brought."""
    made.scan(CARD.encode())
    reception = desk.rooms.reception
    reception.type_procedure("khai tử")
    reception.choose_hit(0)
    reception.form.papers.toggle(1)
    settle(made)


def ask_exit(made: ClerkWindow, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    """F7, or with Shift; returns when the dialog has the keys."""
    press(Key.Key_F7, held)
    settle(made)


def supplement(desk: ClerkDesk) -> SupplementDialog:
    dialog = desk.exits.open_now
    assert isinstance(dialog, SupplementDialog)
    return dialog


def refusal(desk: ClerkDesk) -> RefusalDialog:
    dialog = desk.exits.open_now
    assert isinstance(dialog, RefusalDialog)
    return dialog


def logged(made: ClerkWindow, desk: ClerkDesk, key: Qt.Key = Key.Key_F12) -> Logged:
    """Presses the key that stores, and waits for the answer."""
    got: list[Logged] = []
    desk.rooms.reception.saved.connect(got.append)
    press(key)
    until(lambda: bool(got))
    settle(made)
    return got[0]


def slip(made: ClerkWindow, desk: ClerkDesk) -> Logged:
    begin_death(made, desk)
    ask_exit(made)
    return logged(made, desk)
