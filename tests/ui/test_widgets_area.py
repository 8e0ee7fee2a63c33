"""The growing text field: it types like a line, breaks into lines, and is never cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desk_support import CARD
from ui import theme
from ui.clerk.scans import WedgeFilter
from ui.widgets import AreaField, CutoffBar, Field, text

Key = Qt.Key
LONG = "Số 999, ngõ 99, tổ 99, khu Giả Định 1, phường Cửa Ông, thành phố Cẩm Phả, Quảng Ninh"


class Window(QWidget):
    """Two fields one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self.area, self.line = AreaField("Nơi cư trú", placeholder="theo thẻ"), Field("Điện thoại")
        column = QVBoxLayout(self)
        column.addWidget(self.area)
        column.addWidget(self.line)
        column.addStretch(1)
        self.resize(360, 400)


@pytest.fixture
def window(plain: theme.Mode, qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    made.area.edit.setFocus()
    return made


def test_it_is_as_high_as_every_field_and_grows_by_lines(window: Window, qtbot: QtBot) -> None:
    area, line = window.area, window.line
    assert area.box.height() == line.box.height()
    area.set_text(LONG)
    qtbot.waitUntil(lambda: area.edit.lines() > 1)
    tall = area.box.height()
    assert tall == line.box.height() + (area.edit.lines() - 1) * text.line_of(area.edit.font())
    window.resize(900, 400)
    qtbot.waitUntil(lambda: area.edit.lines() == 1)
    area.set_text("")
    assert area.box.height() == line.box.height()


def test_typing_is_told_and_enter_stays_the_forms(window: Window, qtbot: QtBot) -> None:
    area = window.area
    typed: list[str] = []
    area.edited.connect(typed.append)
    area.set_text("Cẩm Phả")
    assert typed == []  # set from inside
    area.edit.end(False)
    QTest.keyClicks(area.edit, ", QN")
    assert typed[-1] == area.text() == "Cẩm Phả, QN"
    with qtbot.waitSignal(area.entered):
        QTest.keyClick(area.edit, Key.Key_Return)
    QTest.keyClick(area.edit, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert area.text() == "Cẩm Phả, QN"
    QTest.keyClick(area.edit, Key.Key_Tab)
    assert window.line.edit.hasFocus()


def test_undo_takes_back_typing_but_never_what_was_set(window: Window) -> None:
    edit = window.area.edit
    window.area.set_text("Cẩm Phả")
    assert not edit.isUndoAvailable()
    edit.end(False)
    QTest.keyClicks(edit, " X")
    assert edit.isUndoAvailable()
    edit.undo()
    assert edit.text() == "Cẩm Phả"
    assert not edit.isUndoAvailable()


def test_pasted_lines_become_one(window: Window) -> None:
    pasted = QMimeData()
    pasted.setText("Tổ 9,\n  Cửa Ông,\tQuảng Ninh\n")
    pasted.setHtml("<b>Tổ 9</b>")
    window.area.edit.insertFromMimeData(pasted)
    assert window.area.text() == "Tổ 9, Cửa Ông, Quảng Ninh"
    assert "<b>" not in window.area.edit.toHtml().partition("<body")[2].replace("<br", "")


def test_messages_and_names_are_those_of_a_field(window: Window) -> None:
    area = window.area
    assert area.edit.accessibleName() == "Nơi cư trú"
    assert area.edit.placeholderText() == "theo thẻ"
    area.set_error("Quá dài.")
    assert area.state() == "error"
    assert area.edit.accessibleDescription() == "Quá dài."


@pytest.mark.parametrize("words", ["ỔỄẪ ỵ", f"ỔỄẪ {LONG} ỵ"])
def test_hats_are_not_cut(window: Window, words: str, qtbot: QtBot) -> None:
    """There is room above the highest hat and below the lowest dot."""
    edit = window.area.edit
    window.area.set_text(words)
    qtbot.waitUntil(lambda: (edit.lines() > 1) == (len(words) > 20))
    window.line.edit.setFocus()  # no cursor in the picture
    picture = window.area.box.grab(QRect(edit.pos(), edit.size())).toImage()
    ground = picture.pixelColor(picture.width() - 1, picture.height() - 1)
    inked = [
        y
        for y in range(picture.height())
        if any(picture.pixelColor(x, y) != ground for x in range(picture.width()))
    ]
    assert len(inked) > edit.font().pixelSize()
    assert inked[0] > 0
    assert inked[-1] < picture.height() - 1


def test_a_keyboard_scanner_leaves_nothing_in_it(window: Window, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    wedge = WedgeFilter(window)
    wedge.install(app)
    scans: list[str] = []
    wedge.scanned.connect(scans.append)
    window.area.set_text("Tổ 9")
    window.area.edit.end(False)
    plain = CARD.encode("ascii", "replace").decode().replace("?", "a")
    for at, letter in enumerate([*plain, "\r"]):
        key = Key.Key_Return if letter == "\r" else Key.Key_unknown
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        event.setTimestamp(100_000 + at * 5)
        app.sendEvent(window.area.edit, event)
    wedge.remove(app)
    assert scans == [plain]
    assert window.area.text() == "Tổ 9"


def test_the_cut_off_takes_two_lines_where_one_is_too_narrow(
    plain: theme.Mode, qtbot: QtBot
) -> None:
    bar = CutoffBar()
    qtbot.addWidget(bar)
    bar.say("10:05", "15:00 là mốc sang hôm sau", 0.3)
    bar.resize(300, 40)
    wide = bar.sizeHint().height()
    bar.resize(180, 40)
    assert bar.sizeHint().height() > wide


def test_something_beside_the_label_moves_no_box(window: Window, qtbot: QtBot) -> None:
    other = AreaField("Khác")
    link = QWidget()
    other.add_aside(link)
    both = QWidget()
    qtbot.addWidget(both)
    column = QVBoxLayout(both)
    column.addWidget(other)
    both.show()
    top = QRect(other.box.mapTo(other, QPoint(0, 0)), other.box.size()).top()
    assert top == window.area.box.mapTo(window.area, QPoint(0, 0)).y()
