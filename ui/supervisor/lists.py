"""Rows to walk through at the left: state icon, title, a line under it; one is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.widgets import paint, text
from ui.widgets.fade import Fade

#: state -> icon and colour
MARKS: dict[str, tuple[str, str]] = {
    "ok": (Icon.CIRCLE_CHECK, "success"),
    "ask": (Icon.TRIANGLE_ALERT, "warning"),
    "warn": (Icon.INFO, "warning"),
    "send": (Icon.CLOUD_UPLOAD, "text.secondary"),
    "plain": (Icon.CIRCLE_DOT, "text.secondary"),
    "late": (Icon.CLOCK, "warning"),
}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right)
_OF_THE_LIST = (*_STEPS, *_ENTER, Qt.Key.Key_Left)
EDGE = 4


@dataclass(frozen=True, slots=True)
class Item:
    """What a row says; ``state`` is a key of `MARKS`, ``more`` a second quiet line."""

    key: str
    title: str
    line: str
    state: str = "ok"
    more: str = ""


class ListRow(QAbstractButton):
    """One row; painted whole, its words wrap."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_radius = theme.radius("control")
        self.ring_inset = theme.space(0)
        self._fade = Fade(self)
        self.item = item
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(item)

    def say(self, item: Item) -> None:
        """Changes what it says."""
        self.item = item
        self.setText(item.title)
        self.setAccessibleName(", ".join(p for p in (item.title, item.line, item.more) if p))
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """Stays: the list says which row is in sight."""

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Leaves arrows and Enter to the list; a button by itself takes them for Tab."""
        if event.key() in _OF_THE_LIST:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _left(self) -> int:
        return theme.space(3) + theme.size("icon") + theme.space(3)

    def _room(self, width: int) -> int:
        return width - self._left() - theme.size("icon") - theme.space(4)

    def _parts(self, width: int) -> list[tuple[list[str], str, int, str]]:
        """Lines, type role, weight and colour of each part."""
        tone = "warning" if self.item.state in ("ask", "warn", "late") else "text.secondary"
        if self.isChecked() and tone == "text.secondary":
            tone = "primary.onSoft"
        parts = [(self.item.title, "body", 600, "text.primary")]
        if self.item.more:
            parts.append((self.item.more, "label", 400, "text.secondary"))
        if self.item.line:
            parts.append((self.item.line, "label", 400, tone))
        room = self._room(width)
        return [
            (text.break_lines(words, text.font_of(role, weight), room), role, weight, shade)
            for words, role, weight, shade in parts
        ]

    def hasHeightForWidth(self) -> bool:
        """Tells that the words wrap."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Returns the height of all lines."""
        high = sum(
            len(lines) * text.line_of(text.font_of(role, weight))
            for lines, role, weight, _ in self._parts(width)
        )
        return high + 2 * theme.space(2) - theme.space(0)

    def sizeHint(self) -> QSize:
        """Asks for a list's width."""
        width = theme.size("panel")
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Asks for some words."""
        return QSize(theme.size("panel") // 2, theme.height("row"))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints ground, state, words and the way in."""
        painter = paint.start(self)
        rect, corner = QRectF(self.rect()), theme.radius("control")
        if self.isChecked():
            line = theme.color("primary") if theme.is_contrast() else None
            paint.box(painter, rect, corner, theme.color("primary.soft"), line, theme.outline())
            bar = QRectF(0, 4, EDGE - 1, rect.height() - 8)
            paint.box(painter, bar, 2, theme.color("primary"))
        elif self._fade.share:
            fill = theme.color("bg.hover")
            fill.setAlphaF(self._fade.share)
            paint.box(painter, rect, corner, fill)
        size = theme.size("icon")
        middle = rect.center().y()
        name, tone = MARKS[self.item.state]
        centre = QPointF(theme.space(3) + size / 2, middle)
        paint.image(painter, name, centre, size + 2, tone)
        top = float(theme.space(2) - 1)
        for lines, role, weight, shade in self._parts(self.width()):
            font = text.font_of(role, weight)
            room = QRectF(self._left(), top, self.width(), rect.height())
            text.draw_lines(painter, room, lines, font, shade)
            top += len(lines) * text.line_of(font)
        at = QPointF(rect.right() - theme.space(3) - size / 2 + 4, middle)
        paint.image(painter, Icon.CHEVRON_RIGHT, at, size - 2, "text.muted")

    def enterEvent(self, event: QEnterEvent, /) -> None:
        """Lights up."""
        self._fade.go(1.0)

    def leaveEvent(self, event: QEvent, /) -> None:
        """Goes back."""
        self._fade.go(0.0)


class PickList(QWidget):
    """Rows of which one is in sight: one stop of Tab, arrows walk and pick.

    Signals:
        picked(str): a row was chosen by hand.
        entered(str): Enter on a row: its answers are wanted.
    """

    picked = Signal(str)
    entered = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ListRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(0))
        self.setAccessibleName(name)

    def show_items(self, items: Sequence[Item], chosen: str) -> None:
        """Shows the rows; they are kept as far as they go, so the focus stays."""
        while len(self.rows) < len(items):
            self._append(items[len(self.rows)])
        for row in self.rows[len(items) :]:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self.rows[len(items) :]
        for row, item in zip(self.rows, items, strict=True):
            if row.item != item:
                row.say(item)
            row.setChecked(item.key == chosen)
            on = item.key == chosen
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def focus(self) -> None:
        """Gives the focus to the row in sight."""
        for row in self.rows:
            if row.isChecked():
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, item: Item) -> None:
        row = ListRow(item, self)
        row.clicked.connect(lambda: self.picked.emit(row.item.key))
        self._column.addWidget(row)
        self.rows.append(row)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Arrows walk, Enter goes in."""
        at = next((n for n, row in enumerate(self.rows) if row.hasFocus()), -1)
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if at >= 0 and step:
            to = min(max(at + step, 0), len(self.rows) - 1)
            self.rows[to].setFocus(Qt.FocusReason.TabFocusReason)
            self.picked.emit(self.rows[to].item.key)
        elif at >= 0 and event.key() in _ENTER:
            self.entered.emit(self.rows[at].item.key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Hands the focus on."""
        self.focus()


class Pips(QWidget):
    """A row of short bars, one a check, in its state's colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: list[str] = []
        self.setFixedHeight(EDGE + 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_states(self, states: Sequence[str]) -> None:
        """Settled ones first."""
        self._states = sorted(states, key=lambda state: state in ("ask", "warn"))
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints them."""
        if not self._states:
            return
        painter, gap = paint.start(self), theme.space(0) + 2
        wide = (self.width() - gap * (len(self._states) - 1)) / len(self._states)
        for at, state in enumerate(self._states):
            tone = "warning" if state in ("ask", "warn") else "success"
            bar = QRectF(at * (wide + gap), 0, wide, self.height())
            paint.box(painter, bar, self.height() / 2, theme.color(tone))
