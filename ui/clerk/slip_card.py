"""On the page of a form 02 or 03: what it says, in place of a due date."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.parts import clear
from ui.icons import Icon
from ui.viewmodels.slip_page import SlipFacts
from ui.widgets import Card, KeyValues, Label

NAMES = 100


class SlipFactsCard(Card):
    """What was asked for line by line, or why it was refused."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("-", Icon.FILE_TEXT, parent=parent)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._rows = KeyValues(names=NAMES)
        self._next = Label("", "label", tone="text.secondary", wrap=True)
        self.body.addLayout(self._lines)
        self.body.addWidget(self._rows)
        self.body.addSpacing(theme.space(1))
        self.body.addWidget(self._next)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_facts(self, facts: SlipFacts | None) -> None:
        """Shows a slip's facts; hides for a dossier with a code."""
        self.setVisible(facts is not None)
        clear(self._lines)
        if facts is None:
            return
        self.header.title.setText(facts.title)
        self.setAccessibleName(facts.title)
        for at, line in enumerate(facts.lines):
            self._lines.addWidget(Label(f"{at + 1}. {line}", "body", weight=500, wrap=True))
        self._rows.set_rows([(row.label, row.value) for row in facts.rows])
        self._rows.setVisible(bool(facts.rows))
        self._next.setText(facts.next)
