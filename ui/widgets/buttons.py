"""Buttons that show their key, and the small cap that shows it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint, text
from ui.widgets.fade import Fade, between

Kind = Literal["primary", "secondary", "quiet", "link", "danger"]
CapKind = Literal["solid", "quiet", "onPrimary"]


def cap_size(key: str) -> QSize:
    """Returns the size of a key's cap."""
    font = text.font_of("caption", 500, num=True)
    high = theme.height("keycap")
    return QSize(max(text.width_of(key, font) + 2 * theme.space(2) - 2, high), high)


def draw_cap(
    painter: QPainter, rect: QRectF, key: str, kind: CapKind, over: QColor | None = None
) -> None:
    """Paints a key's cap; ``over`` is the text's colour on a coloured button."""
    if kind == "onPrimary":
        ink = over or theme.color("primary.on")
        fill, line = QColor(ink), QColor(ink)
        fill.setAlphaF(0.14)
        line.setAlphaF(0.45)
    elif kind == "solid":
        ink = theme.color("text.primary")
        fill = theme.mixed("text.primary", "bg.surface", 0.13)
        line = theme.color("line.control")
    else:
        ink, fill = theme.color("text.secondary"), theme.color("bg.surface")
        line = theme.mixed("line.control", "bg.surface", 0.55)
    paint.box(painter, rect, theme.radius("kbd"), fill, line)
    font = text.font_of("caption", 500, num=True)
    text.draw_text(painter, rect, key, font, ink, text.Align.AlignHCenter)


class KeyCap(QWidget):
    """Shows which key does something; nothing to press."""

    def __init__(self, key: str, kind: CapKind = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("phím {key}").format(key=key))

    def set_key(self, key: str) -> None:
        """Changes the key shown; an empty one hides the cap."""
        self._key = key
        self.setAccessibleName(self.tr("phím {key}").format(key=key))
        self.setVisible(bool(key))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for the cap's size."""
        return cap_size(self._key)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the cap."""
        draw_cap(paint.start(self), QRectF(self.rect()), self._key, self._kind)


class Button(QPushButton):
    """A button with an icon, words and its key; it is painted whole, never cut.

    ``clicked`` and the rest are QPushButton's. The key is only shown: binding it is the
    window's work.
    """

    def __init__(
        self,
        words: str,
        kind: Kind = "secondary",
        *,
        icon: str = "",
        key: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Makes the button.

        Args:
            words: what it does.
            kind: primary (one on a screen), secondary, quiet, link or danger.
            icon: an icon's name.
            key: the key that does the same.
            large: 52 px high instead of 40.
            parent: Qt's parent.
        """
        super().__init__(words, parent)
        self._kind: Kind = kind
        self._icon = icon
        self._key = key
        self._large = large
        self._reason = ""
        self._ink = ""
        self._fade = Fade(self)
        across = QSizePolicy.Policy.Maximum if kind == "link" else QSizePolicy.Policy.Minimum
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._name()

    def set_words(self, words: str, icon: str | None = None) -> None:
        """Changes the words, and the icon with them."""
        if icon is not None:
            self._icon = icon
        self.setText(words)
        self._name()
        self.updateGeometry()
        self.update()

    def set_key(self, key: str) -> None:
        """Changes the key shown."""
        self._key = key
        self._name()
        self.updateGeometry()
        self.update()

    def key(self) -> str:
        """Returns the key shown."""
        return self._key

    def set_kind(self, kind: Kind) -> None:
        """Changes the looks."""
        self._kind = kind
        self.update()

    def set_ink(self, tone: str) -> None:
        """Writes a quiet button in another colour, on a banner's soft ground."""
        self._ink = tone
        self.update()

    def set_reason(self, reason: str) -> None:
        """Disables the button and says why in words; an empty reason enables it again."""
        self._reason = reason
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self._name()
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Returns the words shown, with the reason when disabled."""
        return f"{self.text()} ({self._reason})" if self._reason else self.text()

    def sizeHint(self) -> QSize:
        """Asks for icon, words, key and the room between them."""
        return QSize(self._content_width() + 2 * self._margin(), self._high())

    def minimumSizeHint(self) -> QSize:
        """Asks for the same: words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints ground, icon, words and cap."""
        painter = paint.start(self)
        rect = QRectF(self.rect())
        ink = self._paint_ground(painter, rect)
        left = round(rect.center().x() - self._content_width() / 2)
        if self._kind == "link":
            left = self._margin()
        font = self._font()
        middle = text.baseline(rect, font) - QFontMetricsF(font).capHeight() / 2
        if self._icon:
            size = self._icon_size()
            paint.image(painter, self._icon, QPointF(left + size / 2, middle), size, ink)
            left += size + self._gap()
        words = QRectF(left, 0, rect.width() - left, rect.height())
        width = text.draw_text(painter, words, self.words(), font, ink)
        if self._key:
            cap = cap_size(self._key)
            at = QRectF(
                left + round(width) + self._gap() + 2,
                round(middle - cap.height() / 2),
                cap.width(),
                cap.height(),
            )
            draw_cap(painter, at, self._key, self._cap_kind(), ink)

    def enterEvent(self, event: QEnterEvent, /) -> None:
        """Lights up."""
        self._fade.go(1.0)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent, /) -> None:
        """Goes back."""
        self._fade.go(0.0)
        super().leaveEvent(event)

    def _name(self) -> None:
        self.setAccessibleName(self.words())
        self.setAccessibleDescription(
            self.tr("phím {key}").format(key=self._key) if self._key else ""
        )

    def _high(self) -> int:
        if self._kind == "link":
            return max(text.line_of(self._font()), theme.height("keycap")) + theme.space(1)
        return theme.height("primary" if self._large else "button")

    def _margin(self) -> int:
        return theme.space(1) if self._kind == "link" else theme.space(3)

    def _gap(self) -> int:
        return theme.space(2)

    def _font(self) -> QFont:
        if self._large:
            return theme.ui_font(theme.px("value") + 1, 600)
        return text.font_of("label" if self._kind == "link" else "body", 600)

    def _icon_size(self) -> int:
        return theme.size("icon") + 2 if self._large else theme.size("icon")

    def _content_width(self) -> int:
        width = text.width_of(self.words(), self._font())
        if self._icon:
            width += self._icon_size() + self._gap()
        if self._key:
            width += cap_size(self._key).width() + self._gap() + 2
        return width

    def _cap_kind(self) -> CapKind:
        if not self.isEnabled() or self._kind in ("link", "quiet"):
            return "quiet"
        return "onPrimary" if self._kind == "primary" else "solid"

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> QColor:
        """Paints the ground and returns the ink for what stands on it."""
        corner = theme.radius("control")
        if not self.isEnabled():
            if self._kind not in ("link", "quiet"):
                fill, line = theme.color("bg.sunken"), theme.color("line.subtle")
                paint.box(painter, rect, corner, fill, line)
            return theme.color("text.muted")
        if self._kind == "primary":
            return self._paint_filled(painter, rect, corner)
        return self._paint_plain(painter, rect, corner)

    def _paint_filled(self, painter: QPainter, rect: QRectF, corner: int) -> QColor:
        rest, ink = theme.color("primary"), theme.color("primary.on")
        hover, pressed = theme.color("primary.hover"), theme.color("primary.pressed")
        fill = pressed if self.isDown() else between(rest, hover, self._fade.share)
        paint.box(painter, rect, corner, fill)
        return ink

    def _paint_plain(self, painter: QPainter, rect: QRectF, corner: int) -> QColor:
        danger = self._kind == "danger"
        ground = "bg.sunken" if self.isDown() else "danger.soft" if danger else "bg.hover"
        fill = theme.color(ground)
        fill.setAlphaF(1.0 if self.isDown() else self._fade.share)
        if self._kind in ("secondary", "danger"):
            paint.box(painter, rect, corner, theme.color("bg.surface"))
            line = theme.color("danger" if danger else "line.control")
            paint.box(painter, rect, corner, fill, line, theme.outline())
            return theme.color("danger" if danger else "text.primary")
        if self._kind == "quiet":
            if self._ink:
                fill = theme.color(self._ink)
                fill.setAlphaF(0.12 * self._fade.share)
            paint.box(painter, rect, corner, fill)
            return theme.color(self._ink or "text.secondary")
        hover = theme.color("primary.hover")
        return between(theme.color("primary"), hover, self._fade.share)
