"""The focus ring: one for each window, laid over it, outside the control after a small gap.

A widget may say where its ring goes: attribute ``ring_host`` names another widget to be ringed
(a field's box for its line edit), ``ring_radius`` the corner, ``ring_inset`` how far inside its
edge the ring lies (lists), ``ring_tint`` the colour's name (the rail).
"""

from __future__ import annotations

import weakref
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from ui import theme
from ui.widgets import paint

Held = Callable[[], QWidget | None]
_WATCHED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.LayoutRequest,
    QEvent.Type.EnabledChange,
}


def host_of(widget: QWidget) -> QWidget:
    """Returns the widget that is ringed when ``widget`` has the focus."""
    host = getattr(widget, "ring_host", None)
    return host if isinstance(host, QWidget) else widget


def reach() -> int:
    """Returns how far a ring stands outside its control."""
    return theme.size("ringGap") + ring_width()


def ring_width() -> int:
    """Returns the ring's width, one more in high contrast."""
    return theme.size("ringWidth") + (1 if theme.is_contrast() else 0)


class FocusRing(QWidget):
    """The ring of one window; mouse and screen readers do not see it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._host: QWidget | None = None
        self.hide()

    def surround(self, host: QWidget) -> None:
        """Lays the ring around ``host``."""
        self._host = host
        inset = int(getattr(host, "ring_inset", 0))
        out = reach() - inset
        top_left = host.mapTo(self.window(), QPoint(0, 0))
        self.setGeometry(QRect(top_left, host.size()).adjusted(-out, -out, out, out))
        seen = _visible_part(host, self.window()).translated(-self.pos())
        if seen.contains(self.rect()):
            self.clearMask()
        else:
            self.setMask(QRegion(seen.intersected(self.rect())))
        self.setVisible(host.isVisible() and not seen.intersected(self.rect()).isEmpty())
        self.raise_()
        self.update()

    def release(self) -> None:
        """Takes the ring away."""
        self._host = None
        self.hide()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the ring."""
        if self._host is None:
            return
        painter = paint.start(self)
        tint = theme.color(str(getattr(self._host, "ring_tint", "focus")))
        corner = float(getattr(self._host, "ring_radius", theme.radius("control"))) + reach()
        paint.box(painter, QRectF(self.rect()), corner, None, tint, ring_width())


class FocusRings(QObject):
    """Follows the application's focus and keeps the rings in place."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: list[Held] = []
        self._host: QWidget | None = None
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._follow)

    def show_on(self, widget: QWidget | None) -> None:
        """Rings a widget, or none, as though it had just got the focus."""
        self._leave()
        if widget is None or widget.window() is widget:
            return
        host = host_of(widget)
        self._host = host
        self._ring = ring_for(host.window())
        step: QWidget | None = host
        while step is not None:
            step.installEventFilter(self)
            self._watched.append(_hold(step))
            step = None if step.isWindow() else step.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Moves the ring along with its control."""
        if event.type() in _WATCHED:
            self._place()
        return False

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        # The window lost the focus to another program: the ring stays where work goes on.
        if new is not None or QApplication.activeWindow() is not None:
            self.show_on(new)

    def _place(self) -> None:
        # A window that is being destroyed still hides its children: touch nothing of it then.
        if self._host is None or self._ring is None:
            return
        if not isValid(self._host) or not isValid(self._ring):
            self._forget()
        elif not self._host.isVisible():
            self._ring.hide()
        elif self._ring.parentWidget() is self._host.window():
            self._ring.surround(self._host)
        else:
            self.show_on(self._host)

    def _leave(self) -> None:
        for held in self._watched:
            widget = held()
            if widget is not None and isValid(widget):
                widget.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.release()
        self._forget()

    def _forget(self) -> None:
        self._host = None
        self._ring = None
        self._watched.clear()


def _hold(widget: QWidget) -> Held:
    """Holds a window weakly: letting go of it must not delete it while the focus moves."""
    return weakref.ref(widget) if widget.isWindow() else lambda: widget


def ring_for(window: QWidget) -> FocusRing:
    """Returns a window's ring, made when first needed."""
    for child in window.children():
        if isinstance(child, FocusRing):
            return child
    return FocusRing(window)


def install(app: QApplication) -> FocusRings:
    """Makes every window of the application show where the focus is; call it once."""
    for child in app.children():
        if isinstance(child, FocusRings):
            return child
    return FocusRings(app)


def _visible_part(host: QWidget, window: QWidget) -> QRect:
    """Returns the part of the window that the scroll areas around ``host`` leave to it."""
    seen = window.rect()
    step = host.parentWidget()
    while step is not None and step is not window:
        area = step.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is step:
            seen = seen.intersected(QRect(step.mapTo(window, QPoint(0, 0)), step.size()))
        step = step.parentWidget()
    return seen
