"""Above the list of dossiers: the box to type in, the filters, how many were found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.reception.rows import Flow
from ui.viewmodels.words import Chip
from ui.widgets import Combo, FilterChip, Label, SearchField


class SearchHead(QWidget):
    """Filters as chips; in a low, narrow window one drop-down beside the box instead.

    Signals:
        filter_wanted(str): the key of a filter.
    """

    filter_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(self.tr("Tìm hồ sơ, người, mã, số điện thoại"), "Esc")
        self.chips: dict[str, FilterChip] = {}
        self._flow = Flow()
        self.combo = Combo()
        self.combo.setAccessibleName(self.tr("Lọc hồ sơ"))
        self.combo.activated.connect(lambda _: self.filter_wanted.emit(self.combo.value()))
        self.counts = Label("", "label", tone="text.muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._first = QGridLayout()
        self._first.setHorizontalSpacing(theme.space(3))
        self._first.addWidget(self.search, 0, 0)
        self._first.addWidget(self.combo, 0, 1)
        self._first.setColumnStretch(0, 1)
        self._column.addLayout(self._first)
        self._column.addWidget(self._flow)
        self._column.addWidget(self.counts)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Takes as little height as can be, for the sake of the rows."""
        self._flow.setVisible(not narrow)
        self.combo.setVisible(narrow)
        side = theme.space(5)
        top, below = (theme.space(2) - 2, 0) if narrow else (side, theme.space(1))
        self._column.setContentsMargins(side, top, side, below)
        self._column.setSpacing(theme.space(0) if narrow else theme.space(2))

    def add(self, widget: QWidget) -> None:
        """Puts something under the count, such as why nothing could be read."""
        self._column.addWidget(widget)

    def show_filters(self, filters: Sequence[Chip]) -> None:
        """Offers filters, the chosen one on; the same ones again only change which."""
        if [chip.key for chip in filters] != list(self.chips):
            self._make(filters)
        for chip in filters:
            self.chips[chip.key].setChecked(chip.on)
            if chip.on:
                self.combo.set_value(chip.key)

    def _make(self, filters: Sequence[Chip]) -> None:
        self.chips = {chip.key: FilterChip(chip.text) for chip in filters}
        for key, button in self.chips.items():
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _=False, key=key: self.filter_wanted.emit(key))
        self._flow.set_members(list(self.chips.values()))
        self.combo.clear()
        for chip in filters:
            self.combo.addItem(chip.text, chip.key)
