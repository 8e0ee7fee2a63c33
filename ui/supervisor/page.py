"""A page of wrapped sentences that asks its scroll area for no more height than they take."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

#: sentences and answers run no wider
COLUMN = 860


class Page(QWidget):
    """Its least height is that of its lines at its width, not at the least width."""

    def narrow(self, *parts: QWidget) -> None:
        """Keeps parts of it from running across a wide window."""
        for part in parts:
            part.setMaximumWidth(COLUMN)

    def minimumSizeHint(self) -> QSize:
        """Asks for the lines as they are broken now."""
        size, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            size.setHeight(layout.totalHeightForWidth(max(self.width(), size.width())))
        return size

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Asks again at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
