"""Beside a dossier's page: what happened, in words, and what can be done next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.parts import ActRow, clear, key_caps
from ui.icons import Icon
from ui.viewmodels.dossier import DossierViewModel
from ui.viewmodels.dossier_page import NextAct
from ui.widgets import Label, Rule, Scroll, TimelineRow
from ui.widgets.panel import Ground

_HISTORY: dict[str, tuple[str, str]] = {
    "received": (Icon.FILE_PLUS, "primary"),
    "supplement_asked": (Icon.FILE_TEXT, "warning"),
    "refused": (Icon.CIRCLE_X, "danger"),
    "amended": (Icon.PEN, "warning"),
    "cancelled": (Icon.CIRCLE_X, "danger"),
    "returned": (Icon.PACKAGE_CHECK, "success"),
    "printed": (Icon.PRINTER, "primary"),
}
_ACTS: dict[str, str] = {
    "resume": Icon.FILE_PLUS,
    "return": Icon.PACKAGE_CHECK,
    "supplement": Icon.FILE_TEXT,
    "amend": Icon.PEN,
    "reprint": Icon.PRINTER,
    "cancel": Icon.CIRCLE_X,
}


class DossierJournal(Ground):
    """What happened, newest first, and what can be done next with reasons when it cannot.

    Signals:
        act_asked(str): the key of an act.
    """

    act_asked = Signal(str)

    def __init__(self, viewmodel: DossierViewModel, parent: QWidget | None = None) -> None:
        super().__init__("bg.surface", left_line=True, parent=parent)
        self._vm = viewmodel
        self.setAccessibleName(self.tr("Diễn biến và việc có thể làm"))
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("Diễn biến"), "value", weight=600))
        head.addStretch(1)
        self._order = Label(self.tr("mới nhất trên cùng"), "label", tone="text.muted")
        head.addWidget(self._order)
        page = QWidget()
        self._inside = QVBoxLayout(page)
        self._inside.setContentsMargins(0, theme.space(1), theme.space(2), 0)
        self._inside.setSpacing(theme.space(2))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._inside.addLayout(self._lines, 1)
        self._acts = QVBoxLayout()
        self._acts.setSpacing(theme.space(0))
        self._acts_title = Label(self.tr("Việc có thể làm"), "label", weight=600, tone="text.muted")
        self._rule = Rule()
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.space(2))
        below.addWidget(self._rule)
        below.addWidget(self._acts_title)
        below.addLayout(self._acts)
        self._column = QVBoxLayout(self)
        side = theme.space(6)
        right = side - theme.space(2)
        self._column.setContentsMargins(side, theme.space(5), right, theme.space(4))
        self._column.setSpacing(theme.space(2))
        self._column.addLayout(head)
        self._column.addWidget(Scroll(page), 1)
        self._column.addWidget(self._below)
        viewmodel.changed.connect(self._show)
        self._show()

    def set_joined(self, joined: bool) -> None:
        """Lets the acts scroll with the history, where there is no height for both."""
        if joined:
            self._inside.addWidget(self._below)
        else:
            self._column.addWidget(self._below)

    def _show(self) -> None:
        page = self._vm.page
        clear(self._lines)
        clear(self._acts)
        for widget in (self._rule, self._acts_title, self._order):
            widget.setVisible(page is not None)
        if page is None:
            said = self.tr("Chọn hồ sơ để xem diễn biến.")
            self._lines.addWidget(Label(said, "body", tone="text.muted", wrap=True))
            self._lines.addStretch(1)
            return
        for at, each in enumerate(page.history):
            icon, tone = _HISTORY.get(each.kind, (Icon.INFO, "text.secondary"))
            last = at == len(page.history) - 1
            row = TimelineRow(icon, each.title, each.time, each.detail, last=last, tone=tone)
            self._lines.addWidget(row)
        self._lines.addStretch(1)
        for act in page.acts:
            self._acts.addWidget(self._act_row(act))

    def _act_row(self, act: NextAct) -> ActRow:
        row = ActRow(act.text, _ACTS[act.key], key_caps(act.shortcut), act.why_not)
        row.clicked.connect(lambda: self.act_asked.emit(act.key))
        return row
