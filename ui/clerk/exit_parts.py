"""Parts of the dialogs of the two other exits: lines to ask for, usual reasons under digits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.clerk.parts import clear
from ui.icons import Icon
from ui.viewmodels.exit_state import WantedLine
from ui.widgets import AreaField, Tick, paint, text
from ui.widgets.buttons import cap_size, draw_cap

# width from which the reasons stand in two columns
TWO_COLUMNS = 640
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class LineRow(QWidget):
    """One line of form 02: a tick, and its words to be changed.

    Signals:
        ticked(bool): it goes on the form, or does not.
        edited(str): its words were changed.
        moved(int): an arrow key wants the tick above (-1) or below (1).
        dropped(): Ctrl+Delete: take it away.
    """

    ticked = Signal(bool)
    edited = Signal(str)
    moved = Signal(int)
    dropped = Signal()

    def __init__(self, line: WantedLine, at: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = Tick("")
        self.tick.setFixedWidth(theme.height("tick") + theme.space(2))
        self.tick.setToolTip(self.tr("Ghi vào phiếu (phím cách)"))
        self.field = AreaField("")
        self.field.label.hide()
        self.field.edit.setAccessibleName(self.tr("Nội dung cần bổ sung {n}").format(n=at + 1))
        self.field.edit.setToolTip(self.tr("Gõ để sửa, Ctrl Delete để bỏ dòng"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(0), theme.space(0), 0, theme.space(0))
        row.setSpacing(theme.space(2))
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.field, 1)
        self.say(line)
        self.tick.toggled.connect(self._ticked)
        self.tick.installEventFilter(self)
        self.field.edited.connect(self._edited)

    def say(self, line: WantedLine) -> None:
        """Shows a line; what is being typed is left alone."""
        if self.field.text() != line.text:
            self.field.set_text(line.text)
        self.tick.setChecked(line.wanted)
        self._name()

    def _ticked(self, on: bool) -> None:
        self._name()
        self.ticked.emit(on)

    def _edited(self, words: str) -> None:
        self._name()
        self.edited.emit(words)

    def _name(self) -> None:
        """Left out: its words are grey, read only, and no stop of Tab."""
        on = self.tick.isChecked()
        self.tick.setAccessibleName(self.tr("Ghi vào phiếu: {line}").format(line=self.field.text()))
        self.field.edit.setReadOnly(not on)
        policy = Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus
        self.field.edit.setFocusPolicy(policy)
        self.field.box.update()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Ctrl+Delete takes the line away."""
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Delete and held:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Up and down walk through the ticks; a tick by itself takes them for Tab."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step:
                self.moved.emit(step)
            return bool(step)
        return False


class ReasonItem(QAbstractButton):
    """A usual reason behind its digit; its words wrap."""

    def __init__(self, words: str, digit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_radius = theme.radius("control")
        self._cap = str(digit)
        self.setText(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        self.setAccessibleDescription(self.tr("phím {key}").format(key=digit))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def nextCheckState(self) -> None:
        """Stays: it is chosen when the reason says it."""

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Leaves the arrows to the list; a button by itself takes them for Tab."""
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Tells that the words wrap."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Returns the height of the words."""
        high = len(self._lines(width)) * text.line_of(text.font_of("body"))
        return max(high + theme.space(2), theme.height("row"))

    def sizeHint(self) -> QSize:
        """Asks for the words in two lines or so."""
        width = theme.size("panel")
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Asks for some words."""
        return QSize(theme.size("panel") // 2, theme.height("row"))

    def _left(self) -> int:
        return theme.space(2) + cap_size(self._cap).width() + theme.space(2)

    def _lines(self, width: int) -> list[str]:
        room = width - self._left() - theme.space(2)
        return text.break_lines(self.text(), text.font_of("body"), room)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints ground, cap and words."""
        painter = paint.start(self)
        rect, corner = QRectF(self.rect()), theme.radius("control")
        tone = "text.primary"
        if self.isChecked():
            line = theme.color("primary") if theme.is_contrast() else None
            paint.box(painter, rect, corner, theme.color("primary.soft"), line, theme.outline())
            tone = "primary.onSoft"
        elif self.underMouse():
            paint.box(painter, rect, corner, theme.color("bg.hover"))
        cap = cap_size(self._cap)
        first = text.line_of(text.font_of("body"))
        lines = self._lines(self.width())
        top = theme.space(1)  # not in the middle: the first lines of both columns stand level
        at = QPointF(theme.space(2), top + (first - cap.height()) / 2)
        place = QRectF(at.x(), round(at.y()), cap.width(), cap.height())
        draw_cap(painter, place, self._cap, "quiet")
        room = QRectF(self._left(), top, self.width(), self.height())
        text.draw_lines(painter, room, lines, text.font_of("body"), tone)

    def enterEvent(self, event: QEnterEvent, /) -> None:
        """Lights up."""
        self.update()

    def leaveEvent(self, event: object, /) -> None:
        """Goes back."""
        self.update()


class Reasons(QWidget):
    """The usual reasons: one stop of Tab, arrows walk, digits and Space pick.

    Signals:
        picked(int): the row of a reason.
    """

    picked = Signal(int)

    def __init__(self, reasons: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = [ReasonItem(words, at + 1, self) for at, words in enumerate(reasons)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space(3))
        self._grid.setVerticalSpacing(theme.space(0))
        self._columns = 0
        self.setAccessibleName(self.tr("Lý do thường gặp"))
        for at, item in enumerate(self.items):
            first = Qt.FocusPolicy.StrongFocus if at == 0 else Qt.FocusPolicy.ClickFocus
            item.setFocusPolicy(first)
            item.clicked.connect(lambda _=False, at=at: self.picked.emit(at))
        self._arrange(2)

    def show_reason(self, said: str) -> None:
        """Marks those that the reason says."""
        for item in self.items:
            item.setChecked(item.text() in said)

    def current(self) -> int:
        """Returns the row with the focus, -1 without."""
        return next((at for at, item in enumerate(self.items) if item.hasFocus()), -1)

    def focus(self, at: int) -> None:
        """Gives the focus to a reason."""
        self.items[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Two columns where there is room for them."""
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= TWO_COLUMNS else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        rows = self._rows()
        for at, item in enumerate(self.items):
            self._grid.addWidget(item, at % rows, at // rows)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _rows(self) -> int:
        return -(-len(self.items) // self._columns)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Arrows walk."""
        steps = _STEPS | {Qt.Key.Key_Left: -self._rows(), Qt.Key.Key_Right: self._rows()}
        step, here = steps.get(Qt.Key(event.key()), 0), self.current()
        if here < 0 or not step:
            super().keyPressEvent(event)
        elif 0 <= here + step < len(self.items):
            self.focus(here + step)


class Lines(QWidget):
    """The lines of form 02.

    Signals:
        ticked(int, bool), edited(int, str): a row was changed.
        dropped(int): a row is to go.
        left(int): an arrow key goes out at the top (-1) or the bottom (1).
    """

    ticked = Signal(int, bool)
    edited = Signal(int, str)
    dropped = Signal(int)
    left = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[LineRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(1))

    def rebuild(self, lines: Sequence[WantedLine]) -> None:
        """Makes other rows."""
        clear(self._column)
        self.rows = []
        for at, line in enumerate(lines):
            row = LineRow(line, at)
            row.ticked.connect(lambda on, at=at: self.ticked.emit(at, on))
            row.edited.connect(lambda words, at=at: self.edited.emit(at, words))
            row.moved.connect(lambda step, at=at: self._move(at + step, step))
            row.dropped.connect(lambda at=at: self.dropped.emit(at))
            self._column.addWidget(row)
            self.rows.append(row)
        self.setVisible(bool(lines))

    def refresh(self, lines: Sequence[WantedLine]) -> None:
        """Shows changed lines in their rows."""
        for row, line in zip(self.rows, lines, strict=True):
            row.say(line)

    def _move(self, to: int, step: int) -> None:
        if 0 <= to < len(self.rows):
            self.rows[to].tick.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit(step)


class Preview(QWidget):
    """What the citizen will get, in a sentence with an icon before it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = text.Label("", "label", tone="text.secondary", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.size("icon") + theme.space(2), 0, 0, 0)
        row.addWidget(self._label)

    def say(self, words: str) -> None:
        """Sets the sentence."""
        self._label.setText(words)
        self.setAccessibleName(words)

    def words(self) -> str:
        """Returns the sentence."""
        return self._label.text()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the icon."""
        size = theme.size("icon")
        at = QPointF(size / 2, self._label.y() + text.middle_of(self._label.text_font()))
        paint.image(paint.start(self), Icon.FILE_TEXT, at, size, "text.secondary", 1.75)
