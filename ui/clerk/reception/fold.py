"""A section that can fold to one line when the window is low and the section complete."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.widgets import Section, paint, text


class FoldLine(QPushButton):
    """A folded section's content in one line; the focus or a click opens it again.

    Signals:
        opened: show the section.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.clicked.connect(self.opened)
        self.hide()

    def say(self, words: str) -> None:
        """Sets the line."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for one line."""
        return QSize(theme.space(8), text.line_of(text.font_of("body", 500)) + theme.space(0))

    def minimumSizeHint(self) -> QSize:
        """Asks for the same."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Opens the section when the focus comes by Tab."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Writes the line."""
        painter = paint.start(self)
        font = text.font_of("body", 500)
        size = theme.size("iconSmall")
        left = self.contentsMargins().left()
        room = QRectF(left, 0, self.width() - left - size - theme.space(2), self.height())
        words = text.elided(self.text(), font, room.width())
        tone = "text.primary" if self.underMouse() else "text.secondary"
        text.draw_text(painter, room, words, font, tone)
        at = QRectF(self.width() - size, 0, size, self.height()).center()
        paint.image(painter, Icon.CHEVRON_DOWN, at, size, "text.muted")

    def enterEvent(self, event: QEvent, /) -> None:
        """Darkens."""
        self.update()

    def leaveEvent(self, event: QEvent, /) -> None:
        """Goes back."""
        self.update()


class FoldSection(Section):
    """A section whose content stands in ``inner``.

    Signals:
        opened: the folded line was chosen; the view puts the focus inside.
    """

    opened = Signal()

    def __init__(self, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.key = key
        self._dense = False
        self.content = QWidget()
        self.inner = QVBoxLayout(self.content)
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.inner.setSpacing(theme.space(2))
        self.line = FoldLine()
        self.line.opened.connect(self.opened)
        self.body.addWidget(self.content)
        self.body.addWidget(self.line)

    def set_folded(self, folded: bool, words: str = "") -> None:
        """Shows one line instead of the content, or the content again."""
        self.line.say(words)
        if folded == self.is_folded():
            return
        self.content.setVisible(not folded)
        self.line.setVisible(folded)
        self._space()

    def set_dense(self, dense: bool) -> None:
        """Takes a little less room above and below."""
        self._dense = dense
        self.inner.setSpacing(theme.space(1) + 2 if dense else theme.space(2))
        self._space()

    def _space(self) -> None:
        layout = self.layout()
        top, under = theme.space(2) + 2, theme.space(3)
        if self._dense:
            top, under = theme.space(1) + 2, theme.space(2)
        if self.is_folded():
            top = under = theme.space(1)
        if layout is not None:
            layout.setContentsMargins(0, top, 0, under)

    def is_folded(self) -> bool:
        """Tells whether only the line is in sight."""
        return not self.line.isHidden()
