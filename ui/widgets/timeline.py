"""What happened to a dossier, newest first, in words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import paint, text


class TimelineRow(QWidget):
    """One act: icon on the line of time, title and time, what it was about."""

    def __init__(
        self,
        icon: str,
        title: str,
        time: str,
        words: str = "",
        *,
        last: bool = False,
        tone: str = "text.secondary",
        parent: QWidget | None = None,
    ) -> None:
        """Makes the row.

        Args:
            icon: the act's icon.
            title: the act.
            time: when, in words.
            words: what it was about.
            last: the oldest act: the line of time ends here.
            tone: the icon's colour.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self._icon, self._last, self._tone = icon, last, tone
        head = text.Label(title, "body", weight=600, wrap=True)
        top = text.Align.AlignTop | text.Align.AlignRight
        when = text.Label(time, "label", tone="text.muted", num=True, align=top)
        first = QHBoxLayout()
        first.setSpacing(theme.space(2))
        first.addWidget(head, 1)
        first.addWidget(when)
        column = QVBoxLayout(self)
        left = theme.height("chip") + theme.space(3)
        column.setContentsMargins(left, 1, 0, 0 if last else theme.space(4))
        column.setSpacing(0)
        column.addLayout(first)
        if words:
            column.addWidget(text.Label(words, "label", tone="text.secondary", wrap=True))
        self.setAccessibleName(", ".join(part for part in (time, title, words) if part))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the line of time and the icon."""
        painter = paint.start(self)
        size = theme.height("chip")
        if not self._last:
            line = QRectF(size / 2 - 0.5, size + 2, 1, self.height() - size - 2)
            painter.fillRect(line, theme.color("line.subtle"))
        round_ground = QRectF(0, 0, size, size)
        edge = theme.color("line.control") if theme.is_contrast() else None
        paint.box(painter, round_ground, size / 2, theme.color("bg.sunken"), edge, 1)
        at = QPointF(size / 2, size / 2)
        paint.image(painter, self._icon, at, theme.size("iconSmall") - 2, self._tone)
