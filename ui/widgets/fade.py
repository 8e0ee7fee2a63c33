"""A value that runs between 0 and 1 when the mouse comes and goes."""

from __future__ import annotations

from PySide6.QtCore import QVariantAnimation
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from ui import theme


def between(start: QColor, end: QColor, share: float) -> QColor:
    """Returns the colour that lies ``share`` of the way from one to the other."""
    return QColor.fromRgbF(
        start.redF() + (end.redF() - start.redF()) * share,
        start.greenF() + (end.greenF() - start.greenF()) * share,
        start.blueF() + (end.blueF() - start.blueF()) * share,
        start.alphaF() + (end.alphaF() - start.alphaF()) * share,
    )


class Fade(QVariantAnimation):
    """Moves a widget's share of hover; at once when motion is off."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.share = 0.0
        self._widget = widget
        self.valueChanged.connect(self._take)

    def go(self, end: float) -> None:
        """Starts towards 0 or 1."""
        self.stop()
        span = theme.motion_ms("state")
        if span == 0 or not self._widget.isVisible():
            self._take(end)
            return
        self.setDuration(span)
        self.setStartValue(self.share)
        self.setEndValue(end)
        self.start()

    def _take(self, value: object) -> None:
        if isinstance(value, float | int):
            self.share = float(value)
            self._widget.update()
