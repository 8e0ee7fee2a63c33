"""What was just stored: the number large, what happens with its paper, the ways back."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.ports.desk import Logged
from ui import theme
from ui.icons import Icon
from ui.widgets import Badge, Button, Label, paint
from ui.widgets import text as texts

SHADOW = 6
#: below this width of the form the buttons stand under the number
NARROW = 740
#: below this height number and "In lại" stand in one line
LOW = 320


class SavedCard(QWidget):
    """Laid over the empty form until the next dossier begins.

    Signals:
        reprint(str): print the receipt of this uid again.
        opened(str): show the dossier of this uid, to amend or cancel it.
    """

    reprint = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._uid = self._said = ""
        self._title = Label(self.tr("Đã lưu"), "body", weight=600, tone="success")
        self._badge = Badge(self.tr("Số tạm"), "warning")
        self._number = Label("", "code", weight=700, num=True)
        self._words = Label("", "label", tone="text.secondary", wrap=True)
        self._print = Button(self.tr("In lại"), "secondary", icon=Icon.PRINTER, key="Ctrl P")
        self._open = Button(self.tr("Sửa hoặc hủy"), "secondary", icon=Icon.UNDO, key="Ctrl O")
        self._print.clicked.connect(self.print_again)
        self._open.clicked.connect(self.open_it)
        first = QHBoxLayout()
        first.setSpacing(theme.space(2))
        first.addWidget(self._title)
        first.addWidget(self._badge)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(first)
        words.addWidget(self._number)
        row = self._row = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setSpacing(theme.space(1))
        column.addLayout(row)
        column.addWidget(self._words)
        left = theme.space(4) + theme.size("icon") + theme.space(3) + SHADOW
        edge = theme.space(3) + SHADOW
        column.setContentsMargins(left, edge, theme.space(4) + SHADOW, edge)
        row.setSpacing(theme.space(2))
        row.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space(2))
        buttons.addWidget(self._print)
        buttons.addWidget(self._open)
        row.addLayout(buttons)
        self.hide()

    def show_saved(self, logged: Logged) -> None:
        """Shows a dossier."""
        self._uid = logged.uid
        self._number.setText(logged.number)
        self._badge.setVisible(logged.provisional)
        returned = self.tr("Đã lưu, đã trả kết quả")
        self._title.setText(returned if logged.returned else self.tr("Đã lưu"))
        self._print.setVisible(logged.job is not None)
        self.explain("")

    def explain(self, words: str) -> None:
        """Says what else there is to know."""
        _, found, rest = words.partition(self._number.text())
        said = rest.partition(".")[2].strip() if found else words  # title and number say the rest
        self._said = said
        self._words.setText(said)
        self.setToolTip(said)
        self.setAccessibleName(f"{self._title.text()} {self._number.text()} {said}".strip())
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Stands at the bottom of what it is laid over."""
        ground = self.parentWidget()
        if ground is None:
            return
        low = ground.height() < LOW
        narrow = ground.width() < NARROW and not low
        self._title.setVisible(not low)
        self._open.setVisible(not low)
        self._words.setVisible(bool(self._said) and not low)
        way = QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        side = theme.space(6) - SHADOW
        left = side + theme.size("gutter")
        if ground.width() - left - side < self.sizeHint().width():
            left = SHADOW  # too narrow to stand beside the gutter
        width = ground.width() - left - side
        column = self.layout()
        if column is None:
            return
        column.invalidate()
        high = column.totalHeightForWidth(width)
        if high < 0:  # nothing wraps at the moment
            high = column.totalMinimumSize().height()
        self.setGeometry(left, ground.height() - high - theme.space(2), width, high)

    def number(self) -> str:
        """Returns the number in sight."""
        return self._number.text()

    def words(self) -> str:
        """Returns everything it says."""
        return self.accessibleName()

    def print_again(self) -> None:
        """Asks for the paper once more."""
        if self._uid and self._print.isVisibleTo(self):
            self.reprint.emit(self._uid)

    def open_it(self) -> None:
        """Asks for the dossier."""
        if self._uid:
            self.opened.emit(self._uid)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints surface and icon."""
        painter = paint.start(self)
        inside = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        shape = QPainterPath()
        corner = theme.radius("card")
        shape.addRoundedRect(inside, corner, corner)
        paint.shadow(painter, shape, SHADOW - 1)
        line, fill = theme.color("success"), theme.color("bg.raised")
        paint.box(painter, inside, corner, fill, line, theme.outline())
        size = theme.size("icon") + 2
        first = self._number if self._title.isHidden() else self._title
        middle = first.y() + texts.middle_of(first.text_font())
        at = QPointF(SHADOW + theme.space(4) + size / 2, middle)
        paint.image(painter, Icon.CIRCLE_CHECK, at, size, "success")
