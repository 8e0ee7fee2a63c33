"""The status strip at the bottom: what is connected, what waits to be sent, clock and date."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint, text

Kind = Literal["plain", "ok", "offline", "danger", "warning"]
_TONES = {"plain": "text.secondary", "ok": "success", "danger": "danger", "warning": "warning"}


class StripItem(QAbstractButton):
    """An icon and words; pressing it asks for more."""

    ring_inset = 2

    def __init__(self, icon: str, words: str, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_radius = theme.radius("kbd")
        self._icon = icon
        self._kind: Kind = kind
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.say(icon, words, kind)

    def say(self, icon: str, words: str, kind: Kind) -> None:
        """Changes what it says."""
        self._icon, self._kind = icon, kind
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def kind(self) -> Kind:
        """Returns its kind."""
        return self._kind

    def _font(self) -> QFont:
        return text.font_of("label", 400 if self._kind == "plain" else 600)

    def sizeHint(self) -> QSize:
        """Asks for icon and words."""
        width = text.width_of(self.text(), self._font()) + theme.size("iconSmall")
        return QSize(width + 3 * theme.space(2) - 2, theme.height("strip"))

    def minimumSizeHint(self) -> QSize:
        """Asks for the same: words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the item."""
        painter = paint.start(self)
        rect = QRectF(self.rect())
        tone = _TONES.get(self._kind, "offline.onSoft")
        if self._kind == "offline":
            high = theme.height("badge")
            pill = QRectF(0, (rect.height() - high) / 2, rect.width(), high)
            line = theme.color("offline") if theme.is_contrast() else None
            fill = theme.color("offline.soft")
            paint.box(painter, pill, theme.radius("pill"), fill, line, theme.outline())
        elif self.underMouse():
            tone = "text.primary" if self._kind == "plain" else tone
        size = theme.size("iconSmall")
        left = theme.space(2)
        paint.image(painter, self._icon, QPointF(left + size / 2, rect.center().y()), size, tone)
        room = QRectF(left + size + theme.space(2) - 2, 0, rect.width(), rect.height())
        text.draw_text(painter, room, self.text(), self._font(), tone)


class StatusStrip(QWidget):
    """Items by key, from the left; clock and date at the right.

    Signals:
        asked: the key of the item that was pressed.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, StripItem] = {}
        self._clock = text.Label("", "label", weight=500, tone="text.secondary", num=True)
        self._date = text.Label("", "label", weight=500, tone="text.secondary", num=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.space(2), 1, theme.space(4), 0)
        self._row.setSpacing(theme.space(1))
        self._row.addStretch(1)
        self._row.addWidget(self._clock)
        self._row.addSpacing(theme.space(1))
        self._row.addWidget(self._date)
        self.setFixedHeight(theme.height("strip"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Tình trạng máy và đường truyền"))

    def set_item(self, key: str, icon: str, words: str, kind: Kind = "plain") -> StripItem:
        """Shows an item or changes it; the first time gives it its place."""
        item = self._items.get(key)
        if item is None:
            item = StripItem(icon, words, kind)
            item.clicked.connect(lambda: self.asked.emit(key))
            self._row.insertWidget(len(self._items), item)
            self._items[key] = item
        else:
            item.say(icon, words, kind)
        item.setVisible(bool(words))
        return item

    def arrange(self, keys: list[str]) -> None:
        """Puts the items into this order, for the eye and for the Tab key."""
        if keys == [key for key in self._items if key in keys]:
            return
        rest = [key for key in self._items if key not in keys]
        self._items = {key: self._items[key] for key in (*keys, *rest)}
        for at, item in enumerate(self._items.values()):
            self._row.insertWidget(at, item)
        for before, after in pairwise(self._items.values()):
            QWidget.setTabOrder(before, after)

    def item(self, key: str) -> StripItem:
        """Returns an item."""
        return self._items[key]

    def set_clock(self, time: str, date: str) -> None:
        """Shows time and date; the window says when."""
        self._clock.setText(time)
        self._date.setText(date)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the ground and the line above."""
        painter = paint.start(self)
        painter.fillRect(self.rect(), theme.color("bg.surface"))
        paint.rule(painter, 0, self.width(), 0)
