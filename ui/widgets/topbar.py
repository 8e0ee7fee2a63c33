"""The bar at the top: the ticket being served, short pairs of lines, buttons, search, the clerk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.widgets import paint, text
from ui.widgets.buttons import KeyCap
from ui.widgets.fields import InputBox, LineEdit

# A piece of a line: words, colour, weight, and whether they are digits.
Piece = tuple[str, str, int, bool]


def piece(words: str, tone: str = "text.secondary", weight: int = 400, num: bool = False) -> Piece:
    """Returns one piece of a line of an :class:`InfoPair`."""
    return words, tone, weight, num


class TicketBadge(QWidget):
    """The number being served, large; outlined and quiet when it is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = ""
        self._active = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_number(self, number: str, active: bool = True) -> None:
        """Shows a number; an empty one shows a dash."""
        self._number, self._active = number, active and bool(number)
        self.setAccessibleName(self.tr("Số đang phục vụ {number}").format(number=number))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for its number, at least four characters."""
        font = text.font_of("code", 700, num=True)
        width = max(text.width_of(self._number, font), text.width_of("B000", font))
        return QSize(width + theme.space(7), theme.height("topbar") - 2 * (theme.space(2) + 1))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the badge."""
        painter = paint.start(self)
        ground, ink = ("primary", "primary.on") if self._active else ("bg.sunken", "text.secondary")
        rect = QRectF(self.rect())
        line = theme.color("line.control") if theme.is_contrast() and not self._active else None
        paint.box(painter, rect, theme.radius("control"), theme.color(ground), line, 2)
        font = text.font_of("code", 700, num=True)
        centre = text.Align.AlignHCenter
        text.draw_text(painter, rect, self._number or "–", font, ink, centre)


class InfoPair(QWidget):
    """Two short lines, each of pieces in their own weight and colour, the second with an icon."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[list[Piece], list[Piece]] = ([], [])
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def say(self, first: Sequence[Piece], second: Sequence[Piece] = (), icon: str = "") -> None:
        """Sets both lines; ``icon`` stands before the second, in its colour."""
        self._lines = (list(first), list(second))
        self._icon = icon
        self.setAccessibleName("; ".join(" ".join(p[0] for p in line) for line in self._lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for the longer line."""
        lead = theme.size("iconSmall") + theme.space(1) if self._icon else 0
        width = max(_width(self._lines[0]), lead + _width(self._lines[1]))
        return QSize(width, 2 * theme.line_height(theme.px("label")))

    def minimumSizeHint(self) -> QSize:
        """Asks for the same: nothing is cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints both lines."""
        painter = paint.start(self)
        high = theme.line_height(theme.px("label"))
        top = (self.height() - 2 * high) / 2
        for at, line in enumerate(self._lines):
            rect = QRectF(0, round(top + at * high), self.width(), high)
            if at and self._icon and line:
                size = theme.size("iconSmall")
                centre = QPointF(size / 2, rect.top() + text.middle_of(text.font_of("label")))
                paint.image(painter, self._icon, centre, size, _icon_tone(line))
                rect.setLeft(size + theme.space(1))
            for place, (words, tone, weight, num) in enumerate(line):
                if place:
                    rect.setLeft(rect.left() + _gap(num))
                font = text.font_of("label", weight, num)
                width = text.draw_text(painter, rect, words, font, tone)
                rect.setLeft(round(rect.left() + width))


def _icon_tone(line: list[Piece]) -> str:
    return "success" if line[0][1] == "text.secondary" else line[0][1]


def _gap(num: bool) -> int:
    return theme.space(2) if num else theme.space(1) + 1


def _width(line: Sequence[Piece]) -> int:
    widths = [text.width_of(p[0], text.font_of("label", p[2], p[3])) + _gap(p[3]) for p in line]
    return sum(widths) + 1


class SearchField(InputBox):
    """A box to search in, with its key.

    Signals:
        changed: the query became another.
        entered: Enter was pressed.
    """

    changed = Signal(str)
    entered = Signal()

    def __init__(
        self,
        placeholder: str,
        key: str = "",
        *,
        ground: str = "bg.surface",
        parent: QWidget | None = None,
    ) -> None:
        self.line = LineEdit()
        super().__init__(self.line, Icon.SEARCH, "input", ground, parent)
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)
        self.cap = KeyCap(key)
        self.add(self.cap)
        self.cap.setVisible(bool(key))  # after it has a parent: alone it would be a window
        self.line.textChanged.connect(self.changed)
        self.line.returnPressed.connect(self.entered)

    def text(self) -> str:
        """Returns the query."""
        return self.line.text()


class Avatar(QWidget):
    """The clerk's initials in a circle."""

    def __init__(self, initials: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = initials
        self.setFixedSize(theme.height("input"), theme.height("input"))

    def set_initials(self, initials: str) -> None:
        """Changes the initials."""
        self._initials = initials
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the circle."""
        painter = paint.start(self)
        rect = QRectF(self.rect())
        line = theme.color("primary") if theme.is_contrast() else None
        paint.box(painter, rect, theme.radius("pill"), theme.color("primary.soft"), line, 2)
        font = text.font_of("label", 600)
        centre = text.Align.AlignHCenter
        text.draw_text(painter, rect, self._initials, font, "primary.onSoft", centre)


class ClerkMark(QWidget):
    """Who sits here and at which window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._avatar = Avatar()
        side = text.Align.AlignRight
        self._over = text.Label("", "caption", tone="text.muted", align=side)
        self._under = text.Label("", "value", weight=600, num=True, align=side)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(self._over)
        lines.addWidget(self._under)
        lines.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self._avatar)
        row.addLayout(lines)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def say(self, initials: str, over: str, under: str, name: str = "") -> None:
        """Sets initials and the two lines ("Quầy", "3"); ``name`` for tooltip and readers."""
        self._avatar.set_initials(initials)
        self._over.setText(over)
        self._under.setText(under)
        self.setToolTip(name)
        self.setAccessibleName(f"{name} {over} {under}".strip())


class TopBar(QWidget):
    """64 px, filled from the left with :meth:`add`; what stretches pushes the rest right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.space(3), 0, theme.space(3), 1)
        self._row.setSpacing(theme.space(3))
        self.setFixedHeight(theme.height("topbar"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Puts a widget at the end."""
        self._row.addWidget(widget, stretch)

    def add_stretch(self) -> None:
        """Pushes what follows to the right."""
        self._row.addStretch(1)

    def add_space(self, step: int) -> None:
        """Leaves more room: a step of ``theme.space``."""
        self._row.addSpacing(theme.space(step))

    def add_divider(self) -> QWidget:
        """Draws a thin upright line."""
        line = _Divider()
        self._row.addWidget(line)
        return line

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the ground and the line below."""
        painter = paint.start(self)
        painter.fillRect(self.rect(), theme.color("bg.surface"))
        paint.rule(painter, 0, self.width(), self.height() - 1)


class _Divider(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(1, theme.height("input"))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        paint.start(self).fillRect(self.rect(), theme.color("line.subtle"))
