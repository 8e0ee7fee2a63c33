"""The way on after a restore or a clone: one sheet with the steps as they get done."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.viewmodels import restart
from ui.viewmodels.base import translate
from ui.viewmodels.restart import Lost, Progress, Step
from ui.viewmodels.status import StatusViewModel
from ui.widgets import Banner, Button, Label, paint, text

_MARKS = {
    "done": (Icon.CIRCLE_CHECK, "success"),
    "now": (Icon.HOURGLASS, "warning"),
    "later": (Icon.CIRCLE, "text.muted"),
}


class StepRow(QWidget):
    """One step: how far it is, its name, what it means."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = _MARKS["later"]
        self.title = Label("", "body", weight=600, wrap=True)
        self.words = Label("", "body", tone="text.secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.size("icon") + theme.space(3), 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.words)

    def say(self, step: Step) -> None:
        """Shows how far it is."""
        self._mark = _MARKS[step.progress]
        self.title.setText(step.title)
        self.words.setText(step.words)
        self.setAccessibleName(f"{step.title}, {_state_words(step.progress)}. {step.words}")
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints how far it is."""
        size = theme.size("icon")
        middle = self.title.y() + text.middle_of(self.title.text_font())
        icon, tone = self._mark
        paint.image(paint.start(self), icon, QPointF(size / 2, middle), size, tone)


def _state_words(progress: Progress) -> str:
    return {
        "done": translate("restart", "xong"),
        "now": translate("restart", "đang chờ"),
        "later": translate("restart", "việc cần làm"),
    }[progress]


class RestartDialog(QDialog):
    """Says what happened, what is safe and what comes next; follows the sync while it is open.

    Signals:
        send_wanted(): sync now.
        understood(): a person knows; it is not shown again.
    """

    send_wanted = Signal()
    understood = Signal()

    def __init__(self, reason: str, status: StatusViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reason, self._status = reason, status
        self._led = False
        self._lost: Lost | None = None
        title = restart.title(reason)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(restart.happened(reason))
        self.setModal(True)
        self.setMinimumWidth(theme.size("dialog") + theme.size("panel") // 2)
        self.rows = [StepRow() for _ in self._steps()]
        self.safe = Banner("info", "")
        self.send = Button(
            self.tr("Đồng bộ ngay"), "primary", icon=Icon.REFRESH, key="Enter", large=False
        )
        self.know = Button(self.tr("Đã hiểu, không nhắc lại"), "secondary")
        self.later = Button(self.tr("Để sau"), "quiet", key="Esc")
        self.send.setDefault(True)
        self.send.clicked.connect(self.send_wanted)
        self.know.clicked.connect(self._know)
        self.later.clicked.connect(self.reject)
        self._lay_out(title)
        status.changed.connect(self._show)
        self._show()

    def _lay_out(self, title: str) -> None:
        side = theme.space(6)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # see `_fit`
        column.setContentsMargins(side, theme.space(5), side, theme.space(5))
        column.setSpacing(theme.space(3))
        column.addWidget(Label(title, "section", weight=700, wrap=True))
        words = Label(restart.happened(self._reason), "body", tone="text.secondary", wrap=True)
        column.addWidget(words)
        column.addWidget(self.safe)
        column.addSpacing(theme.space(1))
        for row in self.rows:
            column.addWidget(row)
        column.addSpacing(theme.space(2))
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space(3))
        buttons.addWidget(self.know)
        buttons.addStretch(1)
        buttons.addWidget(self.later)
        buttons.addWidget(self.send)
        column.addLayout(buttons)

    def _steps(self) -> list[Step]:
        status = self._status
        return restart.steps(
            self._reason,
            joined=status.joined,
            line=status.line,
            numbers=status.numbers_left,
            lost=self._lost,
        )

    def set_lost(self, lost: Lost) -> None:
        """What the province has and this machine has not."""
        self._lost = lost
        self._show()

    def _show(self) -> None:
        self.safe.say("", restart.safe(self._reason, joined=self._status.joined))
        for row, step in zip(self.rows, self._steps(), strict=True):
            row.say(step)
        busy = self._status.line is not None and self._status.line.busy
        self.send.setVisible(self._status.joined)
        self.send.setEnabled(not busy)
        self.send.set_words(self.tr("Đang đồng bộ…") if busy else self.tr("Đồng bộ ngay"))

        self._lead()
        self._fit()

    def _lead(self) -> None:
        """The first time that there is a way on, the focus is on it."""
        if not self._led and self.send.isVisibleTo(self) and self.send.isEnabled():
            self._led = True
            self.send.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """As high as the words need at this width."""
        layout = self.layout()
        if layout is not None:
            width = max(self.width(), self.minimumWidth())
            self.resize(width, layout.totalHeightForWidth(width))

    def _know(self) -> None:
        self.understood.emit()
        self.accept()
