"""Fields in lines that can be laid anew for another width without losing the focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Labelled

MOST_WIDE = 16_777_215


class Place(NamedTuple):
    """A field in a line: a fixed width, or a share of what is left (0: as wide as it asks)."""

    field: Labelled
    share: int = 0
    width: int = 0


Lines = Sequence[Sequence[Place]]


class FieldGrid(QWidget):
    """Lines of fields; each line's messages stand underneath and may be wider than the field.

    Every field that ever stands here is a child from the start, so that another arrangement
    moves it without taking the focus away. What an arrangement leaves out is hidden.
    """

    def __init__(self, fields: Sequence[Labelled], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = list(fields)
        self._lines: list[list[Place]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(2))
        for field in fields:
            field.setParent(self)
            field.message.setParent(self)
            field.message.changed.connect(self._align)

    def arrange(self, lines: Lines) -> None:
        """Lays the fields out; the same lines again change nothing."""
        wanted = [list(line) for line in lines]
        if wanted == self._lines:
            return
        self._clear()
        self._lines = wanted
        shown: set[int] = set()
        for line in wanted:
            self._column.addLayout(self._line(line))
            shown.update(id(place.field) for place in line)
        for field in self._fields:
            field.setVisible(id(field) in shown)
            field.message.setVisible(id(field) in shown and bool(field.message.words()))
        self._align()

    def _line(self, line: Sequence[Place]) -> QVBoxLayout:
        both = QVBoxLayout()
        both.setSpacing(0)
        row, below = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(theme.space(3))
        below.setSpacing(0)
        for field, share, width in line:
            least = max(width, field.label.sizeHint().width()) if width else 0
            field.setMinimumWidth(least)
            field.setMaximumWidth(least or MOST_WIDE)
            across = QSizePolicy.Policy.Preferred if share else QSizePolicy.Policy.Maximum
            field.setSizePolicy(across, QSizePolicy.Policy.Preferred)
            row.addWidget(field, share)
            below.addWidget(field.message)
        if not any(place.share for place in line):
            row.addStretch(1)
        both.addLayout(row)
        both.addLayout(below)
        return both

    def _clear(self) -> None:
        """Takes every layout of a line apart; the widgets stay children."""
        while (item := self._column.takeAt(0)) is not None:
            both = item.layout()
            if both is None:
                continue
            while (part := both.takeAt(0)) is not None:
                inner = part.layout()
                while inner is not None and inner.takeAt(0) is not None:
                    pass
                if inner is not None:
                    inner.deleteLater()
            both.deleteLater()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Puts each message under its field if it fits there."""
        super().resizeEvent(event)
        self._align()

    def _align(self) -> None:
        for line in self._lines:
            for place in line:
                message = place.field.message
                fits = place.field.x() + message.wanted_width() <= self.width()
                message.set_indent(place.field.x() if fits else 0)


class Flow(QWidget):
    """Small things side by side, in as many lines as the width asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_members(self, members: Sequence[QWidget]) -> None:
        """Takes other things; those before go."""
        for old in self._members:
            old.hide()
            old.deleteLater()
        self._members = list(members)
        for each in members:
            each.setParent(self)
            each.show()
        self.setVisible(bool(members))
        self.updateGeometry()
        self._place(self.width(), move=True)

    def hasHeightForWidth(self) -> bool:
        """Tells that it may take several lines."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Returns the height of the lines."""
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        """Asks for what the present width needs."""
        return QSize(theme.space(8), self._place(max(self.width(), 1), move=False))

    def minimumSizeHint(self) -> QSize:
        """Asks for the widest member."""
        widest = max((each.sizeHint().width() for each in self._members), default=0)
        return QSize(widest, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Places the members."""
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        gap = theme.space(2)
        left = top = high = 0
        for each in self._members:
            size = each.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, top + high + theme.space(1)
            if move:
                each.setGeometry(left, top, min(size.width(), width), size.height())
            left += size.width() + gap
            high = size.height()
        return top + high
