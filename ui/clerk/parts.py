"""Small parts that only the clerk's window needs: grounds, tabs, the door to the search, acts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QWidget,
)

from ui import theme
from ui.icons import Icon
from ui.widgets import Avatar, ClerkMark, paint, text
from ui.widgets.buttons import cap_size, draw_cap
from ui.widgets.fade import Fade, between


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout; widgets go with it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def key_caps(shortcut: str) -> str:
    """``Ctrl+Shift+T`` as caps show it: ``Ctrl Shift T``."""
    return shortcut.replace("+", " ")


def initials(name: str) -> str:
    """Up to two letters of a name: ``HÀ`` of Trần Thị Thu Hà, ``TT`` of Lê Thanh Tuyết."""
    words = name.split()
    if not words:
        return ""
    if len(words[-1]) <= 2:
        return words[-1].upper()
    return "".join(word[0] for word in words[-2:]).upper()


class _Painted(QAbstractButton):
    """A button that paints itself and lights up under the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fade = Fade(self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def minimumSizeHint(self) -> QSize:
        """Asks for the whole of it."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent, /) -> None:
        """Lights up."""
        self.fade.go(1.0)

    def leaveEvent(self, event: QEvent, /) -> None:
        """Goes back."""
        self.fade.go(0.0)


class SearchDoor(_Painted):
    """Looks like a search box; pressing it opens the room where one searches."""

    def __init__(self, words: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._bare = False
        self.ring_radius = theme.radius("control")
        self.setText(words)
        self.setToolTip(f"{words} ({key})")
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_bare(self, bare: bool) -> None:
        """Keeps the icon only, in a narrow window."""
        self._bare = bare
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for icon, words and key."""
        high = theme.height("input")
        if self._bare:
            return QSize(high + theme.space(1), high)
        words = text.width_of(self.text(), text.font_of("body"))
        room = theme.size("icon") + 6 * theme.space(2) + cap_size(self._key).width()
        return QSize(words + room, high)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints box, icon, words and cap."""
        painter = paint.start(self)
        rect = QRectF(self.rect())
        fill = between(theme.color("bg.canvas"), theme.color("bg.sunken"), self.fade.share)
        line = theme.mixed("line.control", "bg.surface", 0.55)
        if theme.is_contrast():
            line = theme.color("line.control")
        paint.box(painter, rect, theme.radius("control"), fill, line, theme.outline())
        size = theme.size("icon")
        if self._bare:
            paint.image(painter, Icon.SEARCH, rect.center(), size, "text.secondary", 1.75)
            return
        left = theme.space(3) - 1
        at = QPointF(left + size / 2, rect.center().y())
        paint.image(painter, Icon.SEARCH, at, size, "text.muted", 1.75)
        words = rect.adjusted(left + size + theme.space(2), 0, 0, 0)
        text.draw_text(painter, words, self.text(), text.font_of("body"), "text.muted")
        cap = cap_size(self._key)
        top = (rect.height() - cap.height()) / 2
        place = QRectF(rect.right() - theme.space(2) - cap.width(), top, cap.width(), cap.height())
        draw_cap(painter, place, self._key, "quiet")


class MeButton(QAbstractButton):
    """Who sits here; pressing it opens the menu of person and window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_radius = theme.radius("control")
        self.mark = ClerkMark()
        self.mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        side = theme.space(1)
        self._row.setContentsMargins(side, 0, side + 2, 0)
        self._row.addWidget(self.mark)

    def say(self, short: str, over: str, under: str, name: str) -> None:
        """Sets initials, the two lines, and the whole for screen readers."""
        self.mark.say(short, over, under, name)
        self.setAccessibleName(f"{name} {over} {under}".strip())
        self.setToolTip(name)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Asks for what the mark needs."""
        return self._row.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints a ground under the mouse."""
        if self.underMouse() or self.isDown():
            painter = paint.start(self)
            corner = theme.radius("control")
            paint.box(painter, QRectF(self.rect()), corner, theme.color("bg.hover"))


class _Tab(_Painted):
    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.ring_radius = theme.radius("kbd")
        self.setText(words)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = text.width_of(self.text(), text.font_of("body", 600))
        return QSize(width + 2 * theme.space(1), theme.height("row") + theme.space(1))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = paint.start(self)
        rect = QRectF(self.rect())
        on = self.isChecked()
        tone = "text.primary" if on or self.fade.share > 0.5 else "text.secondary"
        font = text.font_of("body", 600 if on else 500)
        text.draw_text(painter, rect, self.text(), font, tone, text.Align.AlignHCenter)
        if on:
            bar = QRectF(0, rect.height() - 3, rect.width(), 3)
            painter.fillRect(bar, theme.color("primary"))


class Tabs(QWidget):
    """Words side by side, the chosen one underlined; arrow keys walk.

    Signals:
        picked: the key now in sight.
    """

    picked = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._tabs: dict[str, _Tab] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(5))
        for key, words in tabs:
            tab = _Tab(words, self)
            tab.toggled.connect(lambda on, key=key: self._toggled(key, on))
            self._tabs[key] = tab
            self._group.addButton(tab)
            row.addWidget(tab)
        row.addStretch(1)
        if tabs:
            self._tabs[tabs[0][0]].setChecked(True)

    def _toggled(self, key: str, on: bool) -> None:
        if on:
            self.picked.emit(key)

    def value(self) -> str:
        """Returns the chosen key."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Chooses."""
        self._tabs[key].setChecked(True)

    def set_words(self, key: str, words: str) -> None:
        """Changes a tab's words."""
        self._tabs[key].setText(words)
        self._tabs[key].updateGeometry()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the line below."""
        paint.rule(paint.start(self), 0, self.width(), self.height() - 1)


class ActRow(_Painted):
    """One thing that can be done: icon, words, its key; a reason underneath when it cannot."""

    def __init__(
        self, words: str, icon: str, key: str = "", why_not: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.ring_radius = theme.radius("control")
        self._icon, self._key, self._why = icon, key, why_not
        self.setText(words)
        self.setEnabled(not why_not)
        self.setAccessibleName(f"{words} ({why_not})" if why_not else words)
        self.setAccessibleDescription(key)
        if why_not:
            self.setCursor(Qt.CursorShape.ArrowCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Asks for its words and the reason."""
        return QSize(theme.size("panel") // 2, self.heightForWidth(theme.size("panel") - 48))

    def hasHeightForWidth(self) -> bool:
        """Tells that a reason may wrap."""
        return bool(self._why)

    def heightForWidth(self, width: int, /) -> int:
        """Returns the height of words and reason."""
        if not self._why:
            return theme.height("row")
        small = text.font_of("caption")
        lines = len(text.break_lines(self._why, small, width - self._left()))
        first = text.line_of(text.font_of("body"))
        return first + lines * text.line_of(small) + theme.space(2)

    def _left(self) -> int:
        return theme.size("icon") + theme.space(3) + theme.space(1)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints it."""
        painter = paint.start(self)
        rect = QRectF(self.rect())
        if self.isEnabled():
            fill = theme.color("bg.sunken" if self.isDown() else "bg.hover")
            fill.setAlphaF(1.0 if self.isDown() else self.fade.share)
            paint.box(painter, rect, theme.radius("control"), fill)
        tone = "text.primary" if self.isEnabled() else "text.muted"
        font = text.font_of("body", 500 if self.isEnabled() else 400)
        high = text.line_of(font) if self._why else rect.height()
        line = QRectF(rect.left(), theme.space(0) if self._why else 0, rect.width(), high)
        size = theme.size("icon")
        at = QPointF(theme.space(1) + size / 2, line.center().y())
        paint.image(painter, self._icon, at, size, tone, 1.75)
        words = line.adjusted(self._left(), 0, 0, 0)
        text.draw_text(painter, words, self.text(), font, tone)
        if self._why:
            small = text.font_of("caption")
            room = QRectF(words.left(), line.bottom(), words.width(), rect.height())
            lines = text.break_lines(self._why, small, room.width())
            text.draw_lines(painter, room, lines, small, "text.muted")
        elif self._key:
            cap = cap_size(self._key)
            top = (rect.height() - cap.height()) / 2
            left = rect.right() - cap.width() - theme.space(1)
            draw_cap(painter, QRectF(left, top, cap.width(), cap.height()), self._key, "quiet")


class PersonRow(_Painted):
    """Somebody who works here, to be chosen with a click or arrow keys."""

    def __init__(self, name: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_radius = theme.radius("control")
        self._role = role
        self._avatar = Avatar(initials(name), self)
        self._avatar.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._avatar.move(theme.space(2), theme.space(2) - 1)
        self.setText(name)
        self.setCheckable(True)
        self.setAccessibleName(f"{name}, {role}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Asks for two lines."""
        width = text.width_of(self.text(), text.font_of("body", 600))
        return QSize(width + self._left() + theme.space(6), theme.height("input") + theme.space(3))

    def _left(self) -> int:
        return theme.height("input") + 2 * theme.space(2) + theme.space(1)

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Chooses what is walked to."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.setChecked(True)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints ground, name, role, and a tick on the chosen one."""
        painter = paint.start(self)
        rect, on = QRectF(self.rect()), self.isChecked()
        rest, line = ("primary.soft", "primary") if on else ("bg.surface", "line.subtle")
        if theme.is_contrast() and not on:
            line = "line.control"
        fill = theme.color(rest)
        if not on:
            fill = between(fill, theme.color("bg.hover"), self.fade.share)
        corner = theme.radius("control")
        paint.box(painter, rect, corner, fill, theme.color(line), theme.outline())
        name, role = text.font_of("body", 600), text.font_of("caption")
        high = text.line_of(name) + text.line_of(role) - 2
        top = round((rect.height() - high) / 2)
        place = QRectF(self._left(), top, rect.width(), text.line_of(name))
        tone = "primary.onSoft" if on else "text.primary"
        text.draw_text(painter, place, self.text(), name, tone)
        place = QRectF(self._left(), place.bottom() - 2, rect.width(), text.line_of(role))
        under = "primary.onSoft" if on else "text.muted"
        text.draw_text(painter, place, self._role, role, under)
        if on:
            size = theme.size("icon")
            at = QPointF(rect.right() - theme.space(3) - size / 2, rect.center().y())
            paint.image(painter, Icon.CIRCLE_CHECK, at, size, "primary.onSoft")
