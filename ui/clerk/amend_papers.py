"""The papers of a dossier that is being changed: ticks, counts, pages, papers to be added."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.viewmodels.components import ComponentsModel
from ui.viewmodels.papers import COUNTS, PAGES, Paper
from ui.widgets import (
    Button,
    CheckRow,
    CountBox,
    InputBox,
    Label,
    LineEdit,
    MessageLine,
    PaperHeader,
    Tick,
)

_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AmendPapers(QWidget):
    """Binds `ComponentsModel`. Arrows walk from cell to cell; Delete takes an added paper away.

    Up and down count in a box of numbers, as everywhere; in the ticks' column they walk.

    Signals:
        stops_changed: Tab is to go through other places.
    """

    stops_changed = Signal()

    def __init__(self, model: ComponentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.rows: list[CheckRow] = []
        self._showing = False
        self.header = PaperHeader()
        self.add = Button(self.tr("Thêm giấy tờ"), "link", icon=Icon.PLUS)
        self.add.clicked.connect(self._ask_new)
        self._new_edit = LineEdit()
        self._new_edit.setPlaceholderText(self.tr("Tên giấy tờ, Enter để thêm"))
        self._new_edit.setAccessibleName(self.tr("Tên giấy tờ thêm"))
        self._new_edit.installEventFilter(self)
        self.new = InputBox(self._new_edit)
        self.new.hide()
        self.message = MessageLine()
        self._places = QVBoxLayout()
        self._places.setSpacing(0)
        title = QHBoxLayout()
        title.addWidget(Label(self.tr("Thành phần hồ sơ"), "body", weight=600), 1)
        title.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addLayout(title)
        column.addWidget(self.header)
        column.addLayout(self._places)
        column.addWidget(self.new)
        column.addWidget(self.message)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._rebuild)
        model.dataChanged.connect(lambda first, last: self._refresh(first.row(), last.row()))
        model.summary_changed.connect(self._summarise)
        self._rebuild()

    def say(self, words: str) -> None:
        """Says what is wrong with the papers; "" takes it away."""
        self.message.say("error" if words else "", words)

    def remind(self, count: int) -> None:
        """Says that so many papers of the procedure before stand below, unticked."""
        said = self.tr(
            "{n} giấy tờ của thủ tục cũ ở cuối bảng đã bỏ đánh dấu. Đánh dấu lại nếu vẫn giữ."
        )
        self.message.say("hint" if count else "", said.format(n=count) if count else "")

    # --- rows -----------------------------------------------------------------------------

    def _rebuild(self) -> None:
        for old in self.rows:
            old.hide()
            old.deleteLater()
        self.rows = []
        for at, paper in enumerate(self._model.papers):
            row = CheckRow(paper.name, zebra=at % 2 == 0)
            self._places.addWidget(row)
            self.rows.append(row)
            self._bind(row, at)
        self._refresh(0, len(self.rows) - 1)
        self._summarise()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        cells = [cell for row in self.rows for cell in (row.tick, *row.counts, row.pages)]
        # Qt passes over the whole pair where one of two takes no focus
        takes = [cell for cell in cells if cell.focusPolicy() != Qt.FocusPolicy.NoFocus]
        return [self.add, *takes, self._new_edit]

    def _bind(self, row: CheckRow, at: int) -> None:
        row.tick.installEventFilter(self)
        row.ticked.connect(lambda on, at=at: self._ticked(at, on))
        for name, box in zip((*COUNTS, PAGES), (*row.counts, row.pages), strict=True):
            box.installEventFilter(self)
            box.textChanged.connect(lambda text, at=at, name=name: self._counted(at, name, text))

    def _refresh(self, first: int, last: int) -> None:
        self._showing = True
        for at in range(first, min(last + 1, len(self.rows))):
            self._show_row(self.rows[at], self._model.papers[at])
        paged = self._model.shows_pages
        self.header.last.setText(self.tr("Số trang"))
        self.header.last.setVisible(paged)
        for row, paper in zip(self.rows, self._model.papers, strict=False):
            here = self._model.has_pages(paper)
            row.set_last(paged, here)
            row.set_source(self.tr("trang") if here else "")
        self._showing = False
        self.stops_changed.emit()

    def _show_row(self, row: CheckRow, paper: Paper) -> None:
        row.set_checked(paper.ticked)
        for name, box in zip((*COUNTS, PAGES), (*row.counts, row.pages), strict=True):
            count: int | None = getattr(paper, name)
            if not paper.counted:
                box.set_value(None)
            elif box.isReadOnly():
                box.set_value(count or 0)
            elif box.text() != ("" if count is None else str(count)):
                box.setText("" if count is None else str(count))

    def _ticked(self, at: int, on: bool) -> None:
        if not self._showing and self._model.papers[at].ticked != on:
            self._model.toggle(at)

    def _counted(self, at: int, name: str, text: str) -> None:
        count: int | None = getattr(self._model.papers[at], name)
        same = text == ("" if count is None else str(count))
        if not self._showing and self._model.papers[at].counted and not same:
            self._model.set_count(at, name, text)

    def _summarise(self) -> None:
        if self.message.state == "error":
            self.say("")
        self.header.set_summary(self._model.kept_words)

    # --- keys -----------------------------------------------------------------------------

    def _ask_new(self) -> None:
        self.new.show()
        self._new_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new_key(self, event: QKeyEvent) -> bool:
        name = self._new_edit.text().strip()
        if event.key() != Qt.Key.Key_Escape and event.key() not in _ENTER:
            return False
        self._new_edit.clear()
        self.new.hide()
        if event.key() in _ENTER and name:
            self._model.add(name)
            self._go(len(self.rows) - 1, 1)
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Arrows move; Delete takes away a paper that was added."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if watched is self._new_edit:
            return self._new_key(event)
        place = self._place_of(watched)
        if place is None:
            return False
        row, column = place
        if event.key() == Qt.Key.Key_Delete and isinstance(watched, Tick):
            return self._remove(row)
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None or (isinstance(watched, CountBox) and not _leaves(watched, step)):
            return False
        self._go(row + step[0], column + step[1])
        return True

    def _cells(self, row: int) -> list[QWidget]:
        each = self.rows[row]
        return [each.tick, *each.counts, *([] if each.pages.isHidden() else [each.pages])]

    def _place_of(self, watched: QObject) -> tuple[int, int] | None:
        for row in range(len(self.rows)):
            for column, cell in enumerate(self._cells(row)):
                if cell is watched:
                    return row, column
        return None

    def _go(self, row: int, column: int) -> None:
        if not 0 <= row < len(self.rows):
            return
        cells = self._cells(row)
        if 0 <= column < len(cells) and cells[column].focusPolicy() != Qt.FocusPolicy.NoFocus:
            box = cells[column]
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(box, CountBox):
                box.selectAll()

    def _remove(self, row: int) -> bool:
        if not self._model.papers[row].own:
            return False
        self._model.remove(row)
        if self.rows:
            self._go(max(row - 1, 0), 0)
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _leaves(box: CountBox, step: tuple[int, int]) -> bool:
    """Tells whether an arrow goes out of a count box: up and down count, sideways at the ends."""
    if step[0]:
        return False
    at = box.cursorPosition()
    return box.hasSelectedText() or at == (0 if step[1] < 0 else len(box.text()))
