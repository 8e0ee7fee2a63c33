"""A page that scrolls upright only, and shows what has the focus, ring included."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from ui import theme
from ui.widgets.focus import host_of


class Scroll(QScrollArea):
    """Holds one page; its width follows the window, its height the content."""

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        self.setMinimumWidth(page.minimumSizeHint().width())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def reveal(self, widget: QWidget) -> None:
        """Scrolls until a widget and what belongs to it are in sight."""
        room = theme.space(6)
        self.ensureWidgetVisible(host_of(widget), room, room)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.reveal(new)
