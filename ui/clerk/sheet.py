"""A page of a form as it will lie on paper: fitted to the room, or as large as the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint

Zoom = Literal["fit", "full"]
SCREEN_DPI = 96
"""Dots of a screen an inch at 100 %, in logical pixels."""


@dataclass(frozen=True, slots=True)
class Page:
    """One rendered page; made off the interface thread, by whoever owns the PDF engine.

    Attributes:
        width: dots across.
        height: dots down.
        stride: bytes a row.
        data: 8-bit grey, rows from the top, 0 black.
        dpi: dots per inch, so that 100 % is the sheet's own size. 200 is sharp enough.
    """

    width: int
    height: int
    stride: int
    data: bytes
    dpi: float

    def image(self) -> QImage:
        """Returns the page as Qt's picture, with its own copy of the dots."""
        form = QImage.Format.Format_Grayscale8
        return QImage(self.data, self.width, self.height, self.stride, form).copy()


class Sheet(QWidget):
    """Paints one page, white in every theme, as paper is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._image = QImage()
        self._scaled = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def page(self) -> Page | None:
        """Returns the page shown."""
        return self._page

    def show_page(self, page: Page | None) -> None:
        """Shows a page, or bare ground."""
        self._page = page
        self._image = page.image() if page is not None else QImage()
        self._scaled = QPixmap()
        self.update()

    def full_size(self) -> QSize:
        """Returns the size of the page at 100 %."""
        if self._page is None:
            return QSize(0, 0)
        share = SCREEN_DPI / self._page.dpi
        return QSize(round(self._page.width * share), round(self._page.height * share))

    def fitted(self, room: QSize) -> QSize:
        """Returns the size of the page when it fills the room."""
        return self.full_size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the page."""
        if self._page is None:
            return
        painter = paint.start(self)
        ratio = self.devicePixelRatio()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._scaled.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            whole = Qt.AspectRatioMode.IgnoreAspectRatio
            self._scaled = QPixmap.fromImage(self._image.scaled(wanted, whole, smooth))
            self._scaled.setDevicePixelRatio(ratio)
        painter.drawPixmap(0, 0, self._scaled)
        painter.setPen(theme.color("line.control"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(painter.RenderHint.Antialiasing, False)
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))


class SheetArea(QScrollArea):
    """Room for one page; arrow keys scroll it when it is larger than the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_inset = theme.space(1)
        self.sheet = Sheet()
        self._zoom: Zoom = "fit"
        self.setWidget(self.sheet)
        self.setWidgetResizable(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        theme.notifier().changed.connect(self.viewport().update)

    def zoom(self) -> Zoom:
        """Returns the zoom in force."""
        return self._zoom

    def set_zoom(self, zoom: Zoom) -> None:
        """Fits the page to the room, or shows it as large as the paper."""
        self._zoom = zoom
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(off if zoom == "fit" else needed)
        self.setVerticalScrollBarPolicy(off if zoom == "fit" else needed)
        self._lay_out()

    def show_page(self, page: Page | None) -> None:
        """Shows a page from its head."""
        self.sheet.show_page(page)
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the ground on which the paper lies."""
        paint.start(self.viewport()).fillRect(self.viewport().rect(), theme.color("bg.canvas"))

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Fits the page again."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        edge = 2 * theme.space(4)
        room = self.viewport().size() - QSize(edge, edge)
        full = self._zoom == "full"
        size = self.sheet.full_size() if full else self.sheet.fitted(room.expandedTo(QSize(1, 1)))
        self.sheet.resize(size)
