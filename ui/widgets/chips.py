"""Small pills: facts, states, and filters that can be switched."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint, text
from ui.widgets.fade import Fade, between

Soft = Literal["primary", "danger", "warning", "success", "info", "offline", "neutral"]


def soft_colors(kind: Soft) -> tuple[QColor, QColor]:
    """Returns a soft ground and the ink that stands on it."""
    if kind == "neutral":
        return theme.color("bg.sunken"), theme.color("text.secondary")
    return theme.color(f"{kind}.soft"), theme.color(f"{kind}.onSoft")


def pill_size(words: str, font: QFont, icon: str, high: int) -> QSize:
    """Returns how large a pill must be."""
    width = text.width_of(words, font) + 2 * theme.space(2) + 4
    if icon:
        width += theme.size("iconSmall") + theme.space(1)
    return QSize(width, max(high, text.line_of(font)))


def draw_pill(
    painter: QPainter, rect: QRectF, words: str, font: QFont, icon: str, kind: Soft
) -> None:
    """Paints a soft pill with an icon and words; high contrast outlines it."""
    fill, ink = soft_colors(kind)
    line = ink if theme.is_contrast() else None
    paint.box(painter, rect, theme.radius("pill"), fill, line, theme.outline())
    draw_inside(painter, rect, words, font, icon, ink)


def draw_inside(
    painter: QPainter, rect: QRectF, words: str, font: QFont, icon: str, ink: QColor
) -> None:
    """Paints a pill's icon and words."""
    left = rect.left() + theme.space(2) + 2
    if icon:
        size = theme.size("iconSmall")
        paint.image(painter, icon, QPointF(left + size / 2 - 1, rect.center().y()), size, ink)
        left += size + theme.space(1)
    room = QRectF(left, rect.top(), rect.right() - left, rect.height())
    text.draw_text(painter, room, words, font, ink)


class _Pill(QWidget):
    def __init__(
        self, words: str, icon: str, kind: Soft, high: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._icon = icon
        self._kind: Soft = kind
        self._high = high
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def words(self) -> str:
        """Returns what it says."""
        return self._words

    def set_words(self, words: str, icon: str | None = None, kind: Soft | None = None) -> None:
        """Changes words, icon and kind; None keeps what there is."""
        self._words = words
        self._icon = self._icon if icon is None else icon
        self._kind = kind or self._kind
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        """Asks for icon and words."""
        return pill_size(self._words, self._font(), self._icon, theme.height(self._high))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the pill."""
        painter = paint.start(self)
        rect = QRectF(self.rect())
        draw_pill(painter, rect, self._words, self._font(), self._icon, self._kind)


class Chip(_Pill):
    """A fact: field, limit, fee. Nothing to press."""

    def __init__(
        self, words: str, icon: str = "", kind: Soft = "neutral", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, icon, kind, "chip", parent)

    def _font(self) -> QFont:
        return text.font_of("label")


class Badge(_Pill):
    """A state in words on a soft ground: "Đã tiếp nhận", "Thẻ"."""

    def __init__(
        self, words: str, kind: Soft = "info", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, icon, kind, "badge", parent)

    def _font(self) -> QFont:
        return text.font_of("caption", 600)


class FilterChip(QPushButton):
    """A filter that is on or off (``toggled`` as QPushButton's)."""

    def __init__(self, words: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.ring_radius = theme.radius("pill")
        self._count = count
        self._fade = Fade(self)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int | None) -> None:
        """Shows how many there are."""
        self._count = count
        self.setAccessibleName(self.words())
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Returns what it says, with its count."""
        return self.text() if self._count is None else f"{self.text()}  {self._count}"

    def sizeHint(self) -> QSize:
        """Asks for its words at their widest."""
        high = theme.height("chip") + theme.space(1)
        return pill_size(self.words(), text.font_of("label", 600), "", high)

    def minimumSizeHint(self) -> QSize:
        """Asks for the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the chip."""
        painter = paint.start(self)
        rest, ink, line = "bg.surface", "text.secondary", "line.control"
        if self.isChecked():
            rest, ink, line = "primary.soft", "primary.onSoft", "primary"
        fill = between(theme.color(rest), theme.color("bg.hover"), self._fade.share)
        if self.isChecked():
            fill = theme.color(rest)
        rect, pill = QRectF(self.rect()), theme.radius("pill")
        paint.box(painter, rect, pill, fill, theme.color(line), theme.outline())
        font = text.font_of("label", 600 if self.isChecked() else 500)
        tone = ink if self.isEnabled() else "text.muted"
        text.draw_text(painter, rect, self.words(), font, tone, text.Align.AlignHCenter)

    def enterEvent(self, event: QEnterEvent, /) -> None:
        """Lights up."""
        self._fade.go(1.0)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent, /) -> None:
        """Goes back."""
        self._fade.go(0.0)
        super().leaveEvent(event)
