"""Above the form: the slip that was brought back, and what it asked for, to be ticked off."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.clerk.reception.binding import Binder
from ui.icons import Icon
from ui.viewmodels.reception import ReceptionViewModel
from ui.widgets import Label, Tick, paint, text as texts

# below it, while it is in sight
GAP = 8


class BroughtBand(QWidget):
    """In sight only while the form was filled from a form 02. Keys ``slip.<row>``."""

    def __init__(
        self, viewmodel: ReceptionViewModel, binder: Binder, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._slip, self._binder = viewmodel.slip_back, binder
        self._number = ""
        self.ticks: list[Tick] = []
        self.title = Label("", "body", weight=600, wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        side = theme.space(3) + theme.size("icon") + theme.space(2) + theme.space(1)
        column.setContentsMargins(side, theme.space(2), theme.space(4), theme.space(1) + GAP)
        column.setSpacing(theme.space(1) + 2)  # the focus ring stands clear of the title
        column.addWidget(self.title)
        column.addLayout(self._rows)
        self._slip.changed.connect(self._show)
        self._show()

    def stops(self) -> list[QWidget]:
        """The widgets at which Tab stops, in order."""
        return [*self.ticks]

    def _complete(self) -> bool:
        return all(line.here for line in self._slip.lines)

    def _show(self) -> None:
        lines = self._slip.lines
        if self._number != self._slip.number or len(lines) != len(self.ticks):
            self._rebuild()
        for tick, line in zip(self.ticks, lines, strict=True):
            tick.setChecked(line.here)
        self.title.setText(self._slip.title)
        self.title.set_tone(f"{self._kind()}.onSoft")
        self.setAccessibleName(self._slip.title)
        self.setVisible(bool(self._slip.number))
        self.update()

    def _kind(self) -> str:
        return "success" if self._complete() else "warning"

    def _rebuild(self) -> None:
        self._number = self._slip.number
        self._binder.forget("slip.")
        for old in self.ticks:
            old.hide()
            old.deleteLater()
        self.ticks = []
        for row, line in enumerate(self._slip.lines):
            tick = Tick(line.text, most=3)
            tick.toggled.connect(lambda here, row=row: self._slip.set_here(row, here))
            self._binder.stop(f"slip.{row}", tick)
            self._rows.addWidget(tick)
            self.ticks.append(tick)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints ground, bar and icon, as a banner does."""
        painter, kind = paint.start(self), self._kind()
        rect, corner = QRectF(self.rect()).adjusted(0, 0, 0, -GAP), theme.radius("control")
        line = theme.color(kind) if theme.is_contrast() else None
        painter.save()
        paint.box(painter, rect, corner, theme.color(f"{kind}.soft"), line, theme.outline())
        painter.setClipRect(QRectF(0, 0, theme.space(1), rect.height()))
        paint.box(painter, rect, corner, theme.color(kind))
        painter.restore()
        size = theme.size("icon")
        middle = self.title.y() + texts.middle_of(self.title.text_font())
        at = QPointF(theme.space(3) + 4 + size / 2, middle)
        name = Icon.CIRCLE_CHECK if self._complete() else Icon.FILE_TEXT
        paint.image(painter, name, at, size, f"{kind}.onSoft")
