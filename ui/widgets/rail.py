"""The rail of rooms at the left: icon, word, key; a bar and a ground for the one in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import paint, text
from ui.widgets.fade import Fade, between


class RailItem(QAbstractButton):
    """One room."""

    ring_tint = "rail.focus"

    def __init__(self, words: str, icon: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_radius = theme.radius("card")
        self._icon = icon
        self._key = key
        self._count = 0
        self._compact = False
        self._fade = Fade(self)
        self.setText(words)
        self.setCheckable(True)
        self.setToolTip(f"{words} ({key})" if key else words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_count(self, count: int) -> None:
        """Shows how much waits there; 0 shows nothing."""
        self._count = count
        self._name()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Shows the icon only."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for icon, word and key."""
        if self._compact:
            return QSize(theme.height("railCompact") - 8, theme.height("railCompact") - 8)
        return QSize(theme.height("rail") - 12, theme.height("railItem"))

    def minimumSizeHint(self) -> QSize:
        """Asks for the whole word, so a longer language widens the rail."""
        if self._compact:
            return self.sizeHint()
        word = text.width_of(self.text(), text.font_of("caption", 600)) + theme.space(1)
        return QSize(max(word, theme.space(8)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the item."""
        painter = paint.start(self)
        rect = QRectF(self.rect())
        ground = theme.color("rail.bg")
        fill = between(ground, theme.color("rail.selected"), self._fade.share * 0.6)
        tone = "rail.text"
        if self.isChecked():
            fill, tone = theme.color("rail.selected"), "rail.onSelected"
        line = None
        if theme.is_contrast() and self.isChecked():
            line = theme.color("rail.accent")
        paint.box(painter, rect, theme.radius("card"), fill, line, theme.outline())
        size = theme.size("icon") + 4
        middle = rect.center().y() if self._compact else theme.space(3) + size / 2 - 3
        centre = QPointF(rect.center().x(), middle)
        paint.image(painter, self._icon, centre, size, tone, 1.75)
        if not self._compact:
            self._paint_words(painter, rect, middle + size / 2, tone)
        if self._count:
            self._paint_count(painter, centre)

    def _paint_words(self, painter: QPainter, rect: QRectF, top: float, tone: str) -> None:
        font = text.font_of("caption", 600 if self.isChecked() else 500)
        high = text.line_of(font)
        row = QRectF(0, top - 1, rect.width(), high)
        text.draw_text(painter, row, self.text(), font, tone, text.Align.AlignHCenter)
        keys = text.font_of("key", 400)
        row = QRectF(0, row.bottom() - 2, rect.width(), text.line_of(keys))
        hint = "rail.text" if self.isChecked() else "rail.hint"
        text.draw_text(painter, row, self._key, keys, hint, text.Align.AlignHCenter)

    def _paint_count(self, painter: QPainter, centre: QPointF) -> None:
        font = text.font_of("caption", 700, num=True)
        words = str(self._count) if self._count < 100 else "99+"
        width = max(text.width_of(words, font) + theme.space(2) + 4, 22)
        left = min(centre.x() + 5, self.width() - width)
        pill = QRectF(left, centre.y() - 17, width, 18)
        paint.box(painter, pill, theme.radius("pill"), theme.color("call"))
        text.draw_text(painter, pill, words, font, "call.on", text.Align.AlignHCenter)

    def enterEvent(self, event: QEnterEvent, /) -> None:
        """Lights up."""
        self._fade.go(1.0)

    def leaveEvent(self, event: QEvent, /) -> None:
        """Goes back."""
        self._fade.go(0.0)

    def _name(self) -> None:
        count = self.tr("{count} việc chờ").format(count=self._count) if self._count else ""
        self.setAccessibleName(f"{self.text()} {count}".strip())
        self.setAccessibleDescription(self._key)


class Rail(QWidget):
    """The rooms, 76 px wide, or 52 with icons only.

    Signals:
        picked: the key of the room that was chosen by hand.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, RailItem] = {}
        self._group = QButtonGroup(self)
        self._compact = False
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.space(2))
        self._column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Phòng làm việc"))
        self.set_compact(False)

    def add(self, key: str, words: str, icon: str, shown_key: str = "") -> RailItem:
        """Adds a room."""
        item = RailItem(words, icon, shown_key)
        item.set_compact(self._compact)
        self._items[key] = item
        self._group.addButton(item)
        self._column.insertWidget(self._column.count() - 1, item)
        item.clicked.connect(lambda: self.picked.emit(key))
        return item

    def add_below(self, widget: QWidget) -> None:
        """Puts something at the bottom."""
        self._column.addWidget(widget)

    def select(self, key: str) -> None:
        """Shows which room is in sight."""
        self._items[key].setChecked(True)
        self.update()

    def selected(self) -> str:
        """Returns the room in sight."""
        return next((key for key, item in self._items.items() if item.isChecked()), "")

    def item(self, key: str) -> RailItem:
        """Returns a room's button."""
        return self._items[key]

    def set_count(self, key: str, count: int) -> None:
        """Shows how much waits in a room."""
        self._items[key].set_count(count)

    def set_compact(self, compact: bool) -> None:
        """Keeps the icons only."""
        self._compact = compact
        side = 4 if compact else 6
        top = theme.height("topbar") + theme.space(2) + 2
        self._column.setContentsMargins(side, top, side, theme.space(3))
        for item in self._items.values():
            item.set_compact(compact)
        self.setMinimumWidth(theme.height("railCompact" if compact else "rail"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Asks for 76 or 52 px."""
        width = theme.height("railCompact" if self._compact else "rail")
        return QSize(max(width, self._column.minimumSize().width()), 0)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the ground, the mark of the programme, and the bar of the room in sight."""
        painter = paint.start(self)
        painter.fillRect(self.rect(), theme.color("rail.bg"))
        if theme.is_contrast():
            edge = QRectF(self.width() - 2, 0, 2, self.height())
            painter.fillRect(edge, theme.color("line.control"))
        _draw_mark(painter, QPointF(self.width() / 2, theme.height("topbar") / 2))
        item = self._items.get(self.selected())
        if item is not None:
            middle = item.geometry().center().y()
            bar = QRectF(-3, middle - 18, 6, 36)
            paint.box(painter, bar, 3, theme.color("rail.accent"))


def _draw_mark(painter: QPainter, centre: QPointF) -> None:
    """Paints the door that stands ajar."""
    tint = theme.color("rail.accent")
    frame = QRectF(centre.x() - 13, centre.y() - 17, 26, 34)
    paint.box(painter, frame, 5, None, tint, 2)
    leaf = QPainterPath(QPointF(frame.left() + 5, frame.top() + 3))
    leaf.lineTo(frame.left() + 20, frame.top() + 8)
    leaf.lineTo(frame.left() + 20, frame.bottom() - 2)
    leaf.lineTo(frame.left() + 5, frame.bottom() - 2)
    leaf.closeSubpath()
    painter.fillPath(leaf, tint)
    knob = QPointF(frame.left() + 17, centre.y() + 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("rail.bg"))
    painter.drawEllipse(knob, 1.4, 1.4)
