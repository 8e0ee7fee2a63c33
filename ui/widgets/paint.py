"""Shapes that several widgets paint: boxes with sharp outlines, hatching, soft shadows, icons."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintDevice, QPainter, QPainterPath, QPen

from ui import icons, theme


def start(device: QPaintDevice) -> QPainter:
    """Returns a painter with smooth edges."""
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    line: QColor | None = None,
    width: float = 1,
) -> None:
    """Paints a rounded box; its outline lies inside ``rect`` on whole pixels."""
    inset = width / 2 if line is not None else 0
    inner = rect.adjusted(inset, inset, -inset, -inset)
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    corner = min(radius - inset, inner.height() / 2, inner.width() / 2)
    painter.drawRoundedRect(inner, corner, corner)


def hatch(painter: QPainter, rect: QRectF, radius: float, tint: QColor, step: int = 7) -> None:
    """Paints slanted lines inside a rounded box."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    painter.save()
    painter.setClipPath(path)
    painter.setPen(QPen(tint, 1.2))
    high = rect.height()
    at = rect.left() - high
    while at < rect.right():
        painter.drawLine(QPointF(at, rect.bottom()), QPointF(at + high, rect.top()))
        at += step
    painter.restore()


def shadow(painter: QPainter, shape: QPainterPath, depth: int) -> None:
    """Paints a soft shadow around and a little below a shape; high contrast has none."""
    if theme.is_contrast():
        return
    tint = theme.color("shadow")
    tint.setAlphaF(0.011 if theme.mode() == "light" else 0.05)
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for spread in range(depth, 0, -1):
        pen = QPen(tint, spread * 2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(shape.translated(0, 1))
    painter.restore()


def image(
    painter: QPainter,
    name: str,
    center: QPointF,
    size: int,
    tint: str | QColor,
    stroke: float = icons.STROKE,
) -> None:
    """Paints an icon around ``center``."""
    ratio = painter.device().devicePixelRatio()
    picture = icons.pixmap(name, tint, size, ratio, stroke)
    left, top = round(center.x() - size / 2), round(center.y() - size / 2)
    painter.drawPixmap(left, top, picture)


def rule(painter: QPainter, left: float, right: float, y: float) -> None:
    """Paints a thin line across."""
    painter.fillRect(QRectF(left, y, right - left, 1), theme.color("line.subtle"))


def dashed(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Paints a dashed outline: here something will be."""
    pen = QPen(theme.color("line.control"), theme.outline())
    pen.setDashPattern([5, 4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
