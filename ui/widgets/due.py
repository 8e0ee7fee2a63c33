"""The promise: due date in large digits, the counted days, and today's cut-off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint, text

DayKind = Literal["start", "work", "off", "due", "gap"]


@dataclass(frozen=True)
class Day:
    """One day of the count: ``T2``, ``23``, ``nhận``."""

    weekday: str
    number: str
    words: str = ""
    kind: DayKind = "work"

    def said(self) -> str:
        """Returns the day in words."""
        return f"{self.weekday} {self.number} {self.words}".strip()


class DueDisplay(QWidget):
    """Three lines: "Hẹn trả thứ Tư", the date in 42 px, "trước 17:00, tại quầy trả kết quả"."""

    def __init__(
        self, over: str = "", date: str = "", under: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = (over, date, under)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(over, date, under)

    def say(self, over: str, date: str, under: str) -> None:
        """Sets the three lines."""
        self._words = (over, date, under)
        self.setAccessibleName(f"{over} {date} {under}".strip())
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tells that the first and the last line may wrap."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Returns the height of all lines."""
        over, under = self._wrapped(width)
        lines = len(over) * text.line_of(_over_font()) + len(under) * text.line_of(_under_font())
        return lines + self._date_high()

    def sizeHint(self) -> QSize:
        """Asks for the date's width."""
        width = text.width_of(self._words[1] or "00/00/0000", _date_font())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Asks for the date's width: it is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Writes the lines; the date has no hats and stands close."""
        painter = paint.start(self)
        over, under = self._wrapped(self.width())
        room = QRectF(self.rect())
        text.draw_lines(painter, room, over, _over_font(), "text.secondary")
        top = len(over) * text.line_of(_over_font())
        font, high = _date_font(), self._date_high()
        caps = QFontMetricsF(font).capHeight()
        painter.setFont(font)
        painter.setPen(theme.color("text.primary"))
        painter.drawText(QPointF(-2, round(top + (high + caps) / 2)), self._words[1])
        room.setTop(top + high)
        text.draw_lines(painter, room, under, _under_font(), "text.secondary")

    def _wrapped(self, width: int) -> tuple[list[str], list[str]]:
        over, _date, under = self._words
        return (
            text.break_lines(over, _over_font(), width) if over else [],
            text.break_lines(under, _under_font(), width) if under else [],
        )

    def _date_high(self) -> int:
        return theme.px("due") + theme.space(1)


def _over_font() -> QFont:
    return text.font_of("value", 600)


def _date_font() -> QFont:
    return text.font_of("due", 700, num=True)


def _under_font() -> QFont:
    return text.font_of("value", 500)


class DayStrip(QWidget):
    """The counted days as boxes; a span too long for the width is condensed in the middle."""

    def __init__(self, days: Sequence[Day] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: list[Day] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_days(days)

    def set_days(self, days: Sequence[Day]) -> None:
        """Sets the days, from the one of receipt to the one of the promise."""
        self._days = list(days)
        words = "; ".join(day.said() for day in days)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(bool(days))
        self.updateGeometry()
        self.update()

    def shown(self, width: float) -> list[Day]:
        """Returns the days that fit.

        Where not all do: none before receipt or after the promise; of the others the first
        ones, the last ones, and a gap that counts the rest.
        """
        most = max(int((width + theme.space(2) - 2) // (self._least() + theme.space(2) - 2)), 3)
        days = self._days if len(self._days) <= most else _counted(self._days)
        if len(days) <= most:
            return days
        head = max((most - 1) // 2, 1)
        tail = max(most - 1 - head, 1)
        gap = Day("", f"+{len(days) - head - tail}", self.tr("ngày"), "gap")
        return [*days[:head], gap, *days[-tail:]]

    def sizeHint(self) -> QSize:
        """Asks for one row of boxes."""
        return QSize(3 * self._least(), self._high())

    def minimumSizeHint(self) -> QSize:
        """Asks for three boxes."""
        return QSize(3 * self._least() + theme.space(3), self._high())

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the boxes."""
        if not self._days:
            return
        painter = paint.start(self)
        gap = theme.space(2) - 2
        days = self.shown(self.width())
        width = (self.width() - gap * (len(days) - 1)) / len(days)
        width = min(width, theme.size("dayBoxWidest"))
        for at, day in enumerate(days):
            left, right = round(at * (width + gap)), round(at * (width + gap) + width)
            _draw_day(painter, QRectF(left, 0, right - left, self.height()), day)

    def _least(self) -> int:
        font = text.font_of("caption", 500)
        widest = max((text.width_of(day.words, font) for day in self._days), default=0)
        digits = text.font_of("value", 600, num=True)
        numbers = max((text.width_of(_head(day), digits) for day in self._days), default=0)
        return max(widest, numbers, theme.space(7)) + theme.space(2)

    def _high(self) -> int:
        lines = theme.line_height(theme.px("value")) + theme.line_height(theme.px("caption"))
        return max(theme.size("dayBox"), lines + theme.space(2))


def _counted(days: list[Day]) -> list[Day]:
    """The days from receipt to promise."""
    ends = [at for at, day in enumerate(days) if day.kind in ("start", "due")]
    return days[ends[0] : ends[-1] + 1] if ends else days


def _head(day: Day) -> str:
    return f"{day.weekday} {day.number}".strip()


def _draw_day(painter: QPainter, rect: QRectF, day: Day) -> None:
    corner = theme.radius("control")
    ground, ink, under = {
        "start": ("primary.soft", "primary.onSoft", "primary.onSoft"),
        "due": ("primary", "primary.on", "primary.on"),
        "off": ("bg.sunken", "text.secondary", "text.secondary"),
        "gap": ("bg.surface", "text.muted", "text.muted"),
        "work": ("bg.canvas", "text.primary", "text.secondary"),
    }[day.kind]
    line = theme.color("line.control") if theme.is_contrast() and day.kind != "due" else None
    paint.box(painter, rect, corner, theme.color(ground), line, theme.outline())
    if day.kind == "off":
        paint.hatch(painter, rect, corner, theme.color("hatch"))
    number = text.font_of("value", 600, num=True)
    words = text.font_of("caption", 500)
    high = text.line_of(number) + (text.line_of(words) if day.words else 0)
    top = rect.top() + (rect.height() - high) / 2
    centre = text.Align.AlignHCenter
    row = QRectF(rect.left(), round(top), rect.width(), text.line_of(number))
    _patched(painter, row, _head(day), number, ink, day)
    row = QRectF(rect.left(), row.bottom() - 2, rect.width(), text.line_of(words))
    if day.kind == "off":
        _patched(painter, row, day.words, words, under, day)
    else:
        text.draw_text(painter, row, day.words, words, under, centre)


def _patched(painter: QPainter, row: QRectF, words: str, font: QFont, ink: str, day: Day) -> None:
    """Writes a line; on hatching its own ground keeps the letters readable."""
    if day.kind == "off" and words:
        width = text.width_of(words, font) + theme.space(1)
        high = font.pixelSize() * 1.25
        line = text.baseline(row, font) - font.pixelSize() * 0.35
        patch = QRectF(row.center().x() - width / 2, line - high / 2, width, high)
        paint.box(painter, patch, 3, theme.color("bg.sunken"))
    text.draw_text(painter, row, words, font, ink, text.Align.AlignHCenter)


class CutoffBar(QWidget):
    """How much of today is left before work moves to tomorrow: "10:05 … 15:00 là mốc"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = ""
        self._words = ""
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, now: str, words: str, share: float) -> None:
        """Sets the time now, what the cut-off means, and the share of the day gone by (0–1)."""
        self._now, self._words, self._share = now, words, min(max(share, 0.0), 1.0)
        self.setAccessibleName(f"{now} {words}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for one line, or for two where time and words do not fit beside each other."""
        high = theme.height("button")
        if self._parted():
            high = max(high, 2 * text.line_of(_bar_font()) + theme.space(2))
        return QSize(theme.size("panel") // 2, high)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Asks again: another width may need another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _parted(self) -> bool:
        digits = text.font_of("label", 600, num=True)
        both = text.width_of(self._now, digits) + text.width_of(self._words, _bar_font())
        return both + theme.space(2) > self.width() - 2 * theme.space(3)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the bar."""
        painter = paint.start(self)
        rect, corner = QRectF(self.rect()), theme.radius("control")
        line = theme.color("primary") if theme.is_contrast() else None
        paint.box(painter, rect, corner, theme.color("primary.soft"), line, theme.outline())
        painter.save()
        painter.setClipRect(QRectF(0, 0, rect.width() * self._share, rect.height()))
        gone = theme.mixed("primary", "primary.soft", 0.3)
        paint.box(painter, rect, corner, gone, line, theme.outline())
        painter.restore()
        room = rect.adjusted(theme.space(3), 0, -theme.space(3), 0)
        ink, font = "primary.onSoft", _bar_font()
        digits = text.font_of("label", 600, num=True)
        if not self._parted():
            text.draw_text(painter, room, self._now, digits, ink)
            text.draw_text(painter, room, self._words, font, ink, text.Align.AlignRight)
            return
        high = text.line_of(font)
        first = QRectF(room.left(), (rect.height() - 2 * high) // 2, room.width(), high)
        text.draw_text(painter, first, self._now, digits, ink)
        words = text.elided(self._words, font, room.width())
        text.draw_text(painter, first.translated(0, high), words, font, ink)


def _bar_font() -> QFont:
    return text.font_of("label", 500)
