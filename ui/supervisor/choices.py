"""Numbered answers: a radio, what it does, what that means, its digit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.parts import clear
from ui.widgets import paint, text
from ui.widgets.buttons import cap_size, draw_cap
from ui.widgets.fade import Fade

Answer = tuple[str, str, str]
"""Key, title, words."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_DIGITS = range(Qt.Key.Key_1.value, Qt.Key.Key_9.value + 1)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChoiceRow(QRadioButton):
    """One answer; Qt's own radio button gives the role for screen readers."""

    def __init__(self, title: str, words: str, digit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_radius = theme.radius("card")
        self._words, self._cap = words, str(digit)
        self._fade = Fade(self)
        self.setText(title)
        self.setAutoExclusive(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{title}. {words}")
        self.setAccessibleDescription(self.tr("phím {key}").format(key=digit))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hitButton(self, pos: object, /) -> bool:
        """Takes clicks anywhere."""
        return True

    def nextCheckState(self) -> None:
        """Stays: the answers say which is chosen."""

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Leaves arrows and Enter to the answers; Space chooses."""
        if event.key() in (*_STEPS, *_ENTER, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _left(self) -> int:
        return theme.space(3) + theme.size("icon") + theme.space(3)

    def _lines(self, width: int) -> tuple[list[str], list[str]]:
        room = width - self._left() - cap_size(self._cap).width() - 2 * theme.space(3)
        title = text.break_lines(self.text(), text.font_of("body", 600), room)
        return title, text.break_lines(self._words, text.font_of("label"), room)

    def hasHeightForWidth(self) -> bool:
        """Tells that the words wrap."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Returns the height of all lines."""
        title, words = self._lines(width)
        high = len(title) * text.line_of(text.font_of("body", 600))
        return high + len(words) * text.line_of(text.font_of("label")) + 2 * theme.space(2)

    def sizeHint(self) -> QSize:
        """Asks for two lines."""
        width = theme.size("panel")
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Asks for some words."""
        return QSize(theme.size("panel") // 2, theme.height("button"))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints card, radio, words and digit."""
        painter = paint.start(self)
        rect, corner, on = QRectF(self.rect()), theme.radius("card"), self.isChecked()
        edge = "primary" if on else "line.control" if theme.is_contrast() else "line.subtle"
        width = theme.size("outlineState") if on else theme.outline()
        paint.box(painter, rect, corner, theme.color("bg.raised"), theme.color(edge), width)
        if not on and self._fade.share:
            fill = theme.color("bg.hover")
            fill.setAlphaF(self._fade.share * 0.7)
            paint.box(painter, rect, corner, fill)
        self._paint_radio(painter, rect, on=on)
        title, words = self._lines(self.width())
        strong, plain = text.font_of("body", 600), text.font_of("label")
        top = float(theme.space(2))
        room = QRectF(self._left(), top, rect.width(), rect.height())
        text.draw_lines(painter, room, title, strong, "text.primary")
        room.moveTop(top + len(title) * text.line_of(strong))
        text.draw_lines(painter, room, words, plain, "text.secondary")
        cap = cap_size(self._cap)
        left = rect.right() - cap.width() - theme.space(3)
        place = QRectF(left, (rect.height() - cap.height()) / 2, cap.width(), cap.height())
        draw_cap(painter, place, self._cap, "quiet")

    def _paint_radio(self, painter: QPainter, rect: QRectF, *, on: bool) -> None:
        size = theme.size("icon") + 2
        box = QRectF(theme.space(3), (rect.height() - size) / 2, size, size)
        tone = theme.color("primary" if on else "line.control")
        paint.box(painter, box, size / 2, theme.color("bg.surface"), tone, 2)
        if on:
            paint.box(painter, box.adjusted(5, 5, -5, -5), size, tone)

    def enterEvent(self, event: QEnterEvent, /) -> None:
        """Lights up."""
        self._fade.go(1.0)

    def leaveEvent(self, event: QEvent, /) -> None:
        """Goes back."""
        self._fade.go(0.0)


class Choices(QWidget):
    """Answers of which one is chosen: one stop of Tab; arrows, digits and Space choose.

    Signals:
        picked(str): an answer was chosen by hand.
        entered(): Enter: do what it says.
    """

    picked = Signal(str)
    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ChoiceRow] = []
        self._keys: list[str] = []
        self._shown: list[Answer] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(2))
        self.setAccessibleName(name)

    def show_answers(self, answers: Sequence[Answer], chosen: str) -> None:
        """Shows the answers; rows are made anew only for other ones."""
        if list(answers) != self._shown:
            self._shown = list(answers)
            clear(self._column)
            self._keys = [key for key, _, _ in answers]
            self.rows = [
                ChoiceRow(title, words, at + 1, self)
                for at, (_, title, words) in enumerate(answers)
            ]
            for at, row in enumerate(self.rows):
                row.clicked.connect(lambda _=False, at=at: self.pick(at))
                self._column.addWidget(row)
                if self.isVisible():
                    row.show()
        for key, row in zip(self._keys, self.rows, strict=True):
            row.setChecked(key == chosen)
            on = key == chosen
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def pick(self, at: int) -> None:
        """Chooses by number, from 0; the focus follows."""
        if 0 <= at < len(self.rows):
            self.picked.emit(self._keys[at])
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)

    def focus(self) -> None:
        """Gives the focus to the chosen answer."""
        for row in self.rows:
            if row.isChecked():
                row.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Arrows and digits choose, Enter does."""
        at = next((n for n, row in enumerate(self.rows) if row.hasFocus()), -1)
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if at >= 0 and step:
            self.pick(min(max(at + step, 0), len(self.rows) - 1))
        elif event.key() in _DIGITS and not event.modifiers():
            self.pick(event.key() - _DIGITS.start)
        elif event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
