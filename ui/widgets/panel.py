"""Plain grounds, and the panel at a window's side."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint


class Ground(QWidget):
    """A plain ground in one of the theme's colours, perhaps with a thin line at its left."""

    def __init__(
        self, tone: str = "bg.surface", left_line: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._line = left_line

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints it."""
        painter = paint.start(self)
        painter.fillRect(self.rect(), theme.color(self._tone))
        if self._line:
            painter.fillRect(0, 0, 1, self.height(), theme.color("line.subtle"))


class SidePanel(Ground):
    """As wide as the theme says (``panel``, ``list``), wider when its texts need it."""

    def __init__(
        self,
        width: str = "panel",
        tone: str = "bg.canvas",
        left_line: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tone, left_line, parent)
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Asks for its width."""
        least = self.minimumSizeHint()
        width = max(round(theme.size(self._width) * theme.text_scale()), least.width())
        return QSize(width, super().sizeHint().height())
