"""Over the window: a toast for acts done elsewhere, and the question before what stays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.widgets import paint, text
from ui.widgets.buttons import Button

SHADOW = 6
SHOWN_MS = 6000


class Toast(QWidget):
    """One sentence at the bottom of the window, gone by itself, perhaps with a way back.

    Signals:
        activated: the way back was chosen.
    """

    activated = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._icon: str = Icon.CIRCLE_CHECK
        self._tone = "success"
        self._label = text.Label("", "body", weight=500, wrap=True)
        self._action = Button("", "link")
        self._action.clicked.connect(self._act)
        row = QHBoxLayout(self)
        left = theme.space(4) + theme.size("icon") + theme.space(2) + SHADOW
        edge = theme.space(3) + SHADOW
        row.setContentsMargins(left, edge, theme.space(4) + SHADOW, edge)
        row.setSpacing(theme.space(3))
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(
        self, words: str, *, icon: str = Icon.CIRCLE_CHECK, tone: str = "success", action: str = ""
    ) -> None:
        """Shows a sentence for a while; with an action it stays until answered or replaced."""
        self._icon, self._tone = icon, tone
        self._label.setText(words)
        self._action.set_words(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._timer.stop()
        if not action:
            self._timer.start(SHOWN_MS)

    def words(self) -> str:
        """Returns what it says."""
        return self._label.text()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Keeps its place when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def hideEvent(self, event: QEvent, /) -> None:
        """Stops the clock."""
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints surface and icon."""
        painter = paint.start(self)
        inside = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        shape = QPainterPath()
        shape.addRoundedRect(inside, theme.radius("card"), theme.radius("card"))
        paint.shadow(painter, shape, SHADOW - 1)
        line = theme.color("line.control")
        fill = theme.color("bg.raised")
        paint.box(painter, inside, theme.radius("card"), fill, line, theme.outline())
        size = theme.size("icon")
        at = QPointF(SHADOW + theme.space(4) + size / 2, self.height() / 2)
        paint.image(painter, self._icon, at, size, self._tone)

    def _act(self) -> None:
        self.hide()
        self.activated.emit()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        room = window.width() - 2 * theme.space(4)
        width = min(max(theme.size("toast"), self.minimumSizeHint().width()), room)
        high = max(self.heightForWidth(width), self.minimumSizeHint().height())
        top = window.height() - theme.height("strip") - theme.space(3) - high
        self.setGeometry((window.width() - width) // 2, top, width, high)


class ConfirmDialog(QDialog):
    """Asks before something that cannot be undone, naming it; Enter and Esc keep it."""

    def __init__(
        self,
        title: str,
        words: str,
        *,
        act: str,
        keep: str = "",
        danger: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Makes the question.

        Args:
            title: the question, naming the thing: "Hủy hồ sơ 0042?"
            words: what follows: "Số này sẽ không dùng lại."
            act: the button that does it.
            keep: the button that does not; "Giữ lại" if empty.
            danger: paints the act red.
            parent: the window over which it stands.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme.size("dialog"))
        self.act = Button(act, "danger" if danger else "secondary")
        self.keep = Button(keep or self.tr("Giữ lại"), "primary", key="Esc")
        self.keep.setDefault(True)
        self.act.clicked.connect(self.accept)
        self.keep.clicked.connect(self.reject)
        side = theme.space(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(side, theme.space(5), side, theme.space(5))
        column.setSpacing(theme.space(2))
        column.addWidget(text.Label(title, "section", weight=700, wrap=True))
        column.addWidget(text.Label(words, "body", tone="text.secondary", wrap=True))
        column.addSpacing(theme.space(3))
        row = QHBoxLayout()
        row.setSpacing(theme.space(3))
        row.addStretch(1)
        row.addWidget(self.act)
        row.addWidget(self.keep)
        column.addLayout(row)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(cls, parent: QWidget, title: str, words: str, act: str, keep: str = "") -> bool:
        """Asks and waits; True when the act was chosen."""
        dialog = cls(title, words, act=act, keep=keep, parent=parent)
        answer = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return answer
