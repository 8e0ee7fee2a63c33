"""Cards: plain, and the slip with its notched, dashed divider; rows of name and value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import paint, text

Row = tuple[str, str] | tuple[str, str, str]
SHADOW = 6
NOTCH = 8


class CardHeader(QWidget):
    """A card's first line: icon, title, a remark or buttons at the right (``add``)."""

    def __init__(self, title: str, icon: str = "", aside: str = "", *, quiet: bool = False) -> None:
        super().__init__()
        self._icon = icon
        tone = "text.secondary" if quiet else "text.primary"
        self.title = text.Label(title, "label" if quiet else "body", weight=600, tone=tone)
        self.aside = text.Label(aside, "caption" if quiet else "label", tone="text.muted")
        self._row = QHBoxLayout(self)
        lead = theme.size("iconSmall") + theme.space(2) if icon else 0
        self._row.setContentsMargins(lead, 0, 0, 0)
        self._row.setSpacing(theme.space(2))
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self._row.addWidget(self.aside)

    def add(self, widget: QWidget) -> None:
        """Puts something at the right."""
        self._row.addWidget(widget)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the icon."""
        if self._icon:
            size = theme.size("iconSmall")
            middle = self.title.y() + text.middle_of(self.title.text_font())
            at = QPointF(size / 2, middle)
            paint.image(paint.start(self), self._icon, at, size, "text.secondary")


class Card(QWidget):
    """A surface with a header; add its content to ``body``."""

    def __init__(
        self, title: str = "", icon: str = "", aside: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.header = CardHeader(title, icon, aside)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.space(1))
        column = QVBoxLayout(self)
        side = theme.space(5)
        column.setContentsMargins(side, theme.space(3), side, theme.space(4))
        column.setSpacing(theme.space(3))
        column.addWidget(self.header)
        self.header.setVisible(bool(title))  # after it has a parent: alone it would be a window
        column.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the surface."""
        painter = paint.start(self)
        line = theme.color("line.control" if theme.is_contrast() else "line.subtle")
        corner = theme.radius("card")
        fill = theme.color("bg.raised")
        paint.box(painter, QRectF(self.rect()), corner, fill, line, theme.outline())


class SlipCard(QWidget):
    """The slip to be: ``above``, a dashed line between two notches, ``below``.

    Its shadow takes 6 px on every side inside the widget.
    """

    def __init__(
        self, title: str, icon: str = "", aside: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.header = CardHeader(title, icon, aside, quiet=True)
        self.above = QVBoxLayout()
        self.above.setSpacing(theme.space(0))
        self.below = QVBoxLayout()
        self.below.setSpacing(theme.space(1))
        self._gap = QWidget()
        self._gap.setFixedHeight(2 * NOTCH)
        column = QVBoxLayout(self)
        side = theme.space(5) + SHADOW
        column.setContentsMargins(side, theme.space(3) + SHADOW, side, theme.space(4) + SHADOW)
        column.setSpacing(theme.space(1))
        column.addWidget(self.header)
        column.addSpacing(theme.space(2) + 2)
        column.addLayout(self.above)
        column.addWidget(self._gap)
        column.addLayout(self.below)
        column.addStretch(1)
        self.setAccessibleName(title)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the slip."""
        painter = paint.start(self)
        inside = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        middle = self._gap.geometry().center().y() + 0.5
        shape = _slip(inside, middle)
        paint.shadow(painter, shape, SHADOW - 1)
        line = Qt.PenStyle.NoPen
        if theme.is_contrast():
            painter.setPen(QPen(theme.color("line.control"), theme.outline()))
        else:
            painter.setPen(line)
        painter.setBrush(theme.color("bg.raised"))
        painter.drawPath(shape)
        self._paint_divider(painter, inside, middle)

    def _paint_divider(self, painter: QPainter, inside: QRectF, middle: float) -> None:
        pen = QPen(theme.mixed("line.control", "bg.raised", 0.55), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        left, right = inside.left() + NOTCH + 6, inside.right() - NOTCH - 6
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))


def _slip(rect: QRectF, middle: float) -> QPainterPath:
    whole = QPainterPath()
    whole.addRoundedRect(rect, theme.radius("card"), theme.radius("card"))
    holes = QPainterPath()
    holes.addEllipse(QPointF(rect.left(), middle), NOTCH, NOTCH)
    holes.addEllipse(QPointF(rect.right(), middle), NOTCH, NOTCH)
    return whole.subtracted(holes)


class KeyValues(QWidget):
    """Rows of a name and a value; values wrap and are never cut."""

    def __init__(
        self,
        rows: Sequence[Row] = (),
        *,
        right: bool = False,
        names: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Makes the rows.

        Args:
            rows: name, value, and perhaps the value's colour.
            right: values stand at the right edge, as on the slip.
            names: the names' width; 0 for as wide as the longest.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self._right = right
        self._names = names
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(1) + 2 if right else theme.space(1))
        self._labels: list[tuple[text.Label, text.Label]] = []
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Changes the rows; labels are kept, so nothing flickers."""
        while len(self._labels) < len(rows):
            self._append()
        for at, (name, value) in enumerate(self._labels):
            shown = at < len(rows)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                row = rows[at]
                name.setText(row[0])
                value.setText(row[1])
                tone = row[2] if len(row) == 3 else "text.primary"
                value.set_tone(tone)
                value.set_weight(400 if tone == "text.muted" else 600)
        self._align_names()

    def value(self, at: int) -> text.Label:
        """Returns one row's value."""
        return self._labels[at][1]

    def _append(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        side = Qt.AlignmentFlag.AlignRight if self._right else Qt.AlignmentFlag.AlignLeft
        name = text.Label("", "label", tone="text.muted", align=top)
        value = text.Label(
            "", "body", weight=600, wrap=True, balanced=self._right, align=side | top
        )
        name.setBuddy(value)
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(value, 1)
        self._column.addLayout(row)
        self._labels.append((name, value))

    def _align_names(self) -> None:
        """Gives the names one width when values stand in a column."""
        if not self._right:
            widest = max((name.sizeHint().width() for name, _ in self._labels), default=0)
            for name, _ in self._labels:
                name.setMinimumWidth(max(widest, self._names))


class Rule(QWidget):
    """A thin line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.space(2) + 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the line."""
        paint.rule(paint.start(self), 0, self.width(), self.height() // 2)
