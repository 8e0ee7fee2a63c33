"""A day's ordinals side by side; missing ones stand out, the ones asked about are framed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.viewmodels.day_questions import Strip
from ui.widgets import paint, text

#: so many are drawn one by one; more are a bar
CELLS = 90
BAR = 26
LEAST = 5


class NumberStrip(QWidget):
    """One block, from its first ordinal to the last one given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip: Strip | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_strip(self, strip: Strip | None) -> None:
        """Shows other ordinals."""
        self._strip = strip
        self.setVisible(strip is not None)
        if strip is not None:
            text_ = self.tr("Số {first} đến {last}, thiếu {n} số")
            name = text_.format(
                first=f"{strip.first:04d}", last=f"{strip.last:04d}", n=len(strip.missing)
            )
            self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for the bar and a line under it."""
        high = theme.space(1) + BAR + theme.space(2) + text.line_of(text.font_of("label", num=True))
        return QSize(theme.size("panel"), high + theme.space(1))

    def _span(self, first: int, last: int) -> tuple[float, float]:
        """Where some ordinals begin and end."""
        assert self._strip is not None
        count = self._strip.last - self._strip.first + 1
        wide = self.width() / count
        left = (first - self._strip.first) * wide
        right = (last - self._strip.first + 1) * wide
        if right - left < LEAST:
            middle = min(max((left + right) / 2, LEAST / 2), self.width() - LEAST / 2)
            left, right = middle - LEAST / 2, middle + LEAST / 2
        return left, right

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints ordinals, the frame, and the numbers at the ends."""
        strip = self._strip
        if strip is None:
            return
        painter, top = paint.start(self), float(theme.space(1))
        missing = set(strip.missing)
        if strip.last - strip.first < CELLS:
            for ordinal in range(strip.first, strip.last + 1):
                left, right = self._span(ordinal, ordinal)
                tone = "warning" if ordinal in missing else "primary"
                cell = QRectF(left + 1, top, max(right - left - 2, 2), BAR)
                self._cell(painter, cell, tone)
        else:
            self._cell(painter, QRectF(0, top, self.width(), BAR), "primary")
            for ordinal in strip.missing:
                left, right = self._span(ordinal, ordinal)
                self._cell(painter, QRectF(left, top, right - left, BAR), "warning")
        left, right = self._span(*strip.marked)
        frame = QRectF(left - 2, top - 3, right - left + 4, BAR + 6)
        frame = frame.intersected(QRectF(self.rect()))
        paint.box(painter, frame, 4, None, theme.color("warning"), 2)
        self._ends(painter, strip, (left + right) / 2, top + BAR + theme.space(1))

    def _cell(self, painter: QPainter, rect: QRectF, tone: str) -> None:
        painter.fillRect(rect, theme.color(tone))
        if tone == "warning":  # not by colour alone: what is missing is half as high
            ground = QRectF(rect.left(), rect.top(), rect.width(), BAR / 2)
            painter.fillRect(ground, theme.color("bg.raised"))

    def _ends(self, painter: QPainter, strip: Strip, middle: float, top: float) -> None:
        plain, strong = text.font_of("label", num=True), text.font_of("label", 600, num=True)
        row = QRectF(0, top, self.width(), text.line_of(plain))
        first, last = f"{strip.first:04d}", f"{strip.last:04d}"
        begin, end = strip.marked
        marked = f"{begin:04d}" if begin == end else f"{begin:04d}-{end:04d}"
        wide = text.width_of(marked, strong)
        left = min(max(middle - wide / 2, 0), self.width() - wide)
        gap = theme.space(2)
        if left > text.width_of(first, plain) + gap:
            text.draw_text(painter, row, first, plain, "text.muted")
        if left + wide < self.width() - text.width_of(last, plain) - gap:
            text.draw_text(painter, row, last, plain, "text.muted", text.Align.AlignRight)
        row.setLeft(left)
        text.draw_text(painter, row, marked, strong, "warning")
