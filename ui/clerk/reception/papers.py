"""The papers to hand in: ticks, three counts each, pages, arrow keys, papers of one's own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.reception.binding import Binder
from ui.clerk.reception.fold import FoldSection
from ui.icons import Icon
from ui.viewmodels.papers import COUNTS, PAGES, Paper
from ui.viewmodels.reception import ReceptionViewModel
from ui.widgets import (
    Button,
    CheckRow,
    CountBox,
    InputBox,
    Label,
    LineEdit,
    PaperHeader,
    Tick,
)

REACH = 6
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class PapersSection(FoldSection):
    """Rows follow the model in place; only another procedure makes other rows."""

    def __init__(
        self, viewmodel: ReceptionViewModel, binder: Binder, parent: QWidget | None = None
    ) -> None:
        super().__init__("papers", self.tr("Thành\u00a0phần hồ\u00a0sơ"), parent)
        self.setAccessibleName(self.tr("Thành phần hồ sơ"))
        self._vm, self._binder = viewmodel, binder
        self._model = viewmodel.form.papers
        self.rows: list[CheckRow] = []
        self._showing = False
        self._wide = True
        self._none = Label(
            self.tr("Chọn thủ tục để thấy giấy tờ phải nộp."), "label", tone="text.muted", wrap=True
        )
        self.header = PaperHeader()
        self.add = Button(self.tr("Thêm giấy tờ"), "link", icon=Icon.PLUS)
        self.page = Button(self.tr("Số trang"), "link", icon=Icon.PLUS)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page.setToolTip(self.tr("Ghi số trang của từng giấy tờ (Alt S)"))
        self.page.clicked.connect(self.ask_pages)
        self._new_edit = LineEdit()
        self._new_edit.setPlaceholderText(self.tr("Tên giấy tờ, Enter để thêm"))
        self._new_edit.setAccessibleName(self.tr("Tên giấy tờ thêm"))
        self._new = InputBox(self._new_edit)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self.inner.addLayout(_indented(self._none))
        self.inner.addLayout(self._column)
        self.inner.addLayout(_indented(self._new))
        # rows reach out to the left of the fields, so that their ticks stand under them
        self.set_gutter(theme.size("gutter") - REACH)
        self.line.setContentsMargins(REACH, 0, 0, 0)
        self._place_add()
        self._new.hide()
        self.add.clicked.connect(self._ask_new)
        self._new_edit.installEventFilter(self)
        self._model.modelReset.connect(self._rebuild)
        self._model.rowsInserted.connect(self._rebuild)
        self._model.rowsRemoved.connect(self._rebuild)
        self._model.dataChanged.connect(lambda first, last: self._refresh(first.row(), last.row()))
        self._model.summary_changed.connect(self._summarise)
        self._model.pages_changed.connect(self._show_last)
        viewmodel.form.procedure_changed.connect(self._summarise)
        self._rebuild()

    def _place_add(self) -> None:
        grid = self.header.layout()
        if isinstance(grid, QGridLayout):
            grid.removeWidget(self.header.summary)
            row = QHBoxLayout()
            row.addWidget(self.header.summary, 1)
            row.addWidget(self.page)
            row.addWidget(self.add)
            grid.addLayout(row, 0, 0)

    def set_wide(self, wide: bool) -> None:
        """A narrow form leaves out where each paper comes from; pages stay."""
        self._wide = wide
        self._show_last()

    def _show_last(self) -> None:
        """The last column: where papers come from, or how many pages they have."""
        paged = self._model.shows_pages
        self.header.last.setText(self.tr("Số trang") if paged else self.tr("Nguồn"))
        self.header.last.setVisible(self._wide or paged)
        self.page.setVisible(not paged)
        for row, paper in zip(self.rows, self._model.papers, strict=False):
            here = self._model.has_pages(paper)
            row.set_last(self._wide or paged, here)
            row.set_source(self.tr("trang") if here else self._model.source(paper))

    def ask_pages(self) -> None:
        """Alt S: pages of any procedure's papers."""
        self._model.want_pages()
        boxes = [row.pages for row in self.rows if not row.pages.isHidden()]
        if boxes:
            boxes[0].setFocus(Qt.FocusReason.OtherFocusReason)
            boxes[0].selectAll()

    # --- rows -----------------------------------------------------------------------------

    def _rebuild(self) -> None:
        self._binder.forget("papers")
        for old in self.rows:
            old.hide()
            old.deleteLater()
        self.rows = []
        for at, paper in enumerate(self._model.papers):
            row = CheckRow(paper.name, zebra=at % 2 == 0)
            self._column.addWidget(row)
            self.rows.append(row)
            self._bind(row, at)
        self._refresh(0, len(self.rows) - 1)
        self._summarise()

    def _bind(self, row: CheckRow, at: int) -> None:
        self._binder.stop(f"papers.{at}", row.tick)
        row.tick.installEventFilter(self)
        row.ticked.connect(lambda on, at=at: self._ticked(at, on))
        for name, box in zip(COUNTS, row.counts, strict=True):
            self._binder.stop(f"papers.{at}.{name}", box)
            box.installEventFilter(self)
            box.textChanged.connect(lambda text, at=at, name=name: self._counted(at, name, text))
        self._binder.stop(f"papers.{at}.{PAGES}", row.pages)
        row.pages.installEventFilter(self)
        row.pages.textChanged.connect(lambda text, at=at: self._counted(at, PAGES, text))

    def _refresh(self, first: int, last: int) -> None:
        self._showing = True
        for at in range(first, min(last + 1, len(self.rows))):
            self._show_row(self.rows[at], self._model.papers[at], at)
        self._show_last()
        self._showing = False

    def _show_row(self, row: CheckRow, paper: Paper, at: int) -> None:
        row.setVisible(not paper.aside)
        row.set_checked(paper.ticked)
        for name, box in zip((*COUNTS, PAGES), (*row.counts, row.pages), strict=True):
            count: int | None = getattr(paper, name)
            if not paper.counted:
                if not box.isReadOnly():
                    box.set_value(None)
                continue
            if box.isReadOnly():
                box.set_value(count or 0)
            wanted = "" if count is None else str(count)
            if box.text() != wanted:
                box.setText(wanted)
        row.set_error(self._model.error(at), COUNTS.index(paper.missing_count))

    def _ticked(self, at: int, on: bool) -> None:
        if not self._showing and self._model.papers[at].ticked != on:
            self._model.toggle(at)

    def _counted(self, at: int, name: str, text: str) -> None:
        if self._showing or self._vm.saving:
            return
        count: int | None = getattr(self._model.papers[at], name)
        if text != ("" if count is None else str(count)) and text != "–":
            self._model.set_count(at, name, text)

    def _summarise(self) -> None:
        chosen = self._vm.form.procedure is not None
        self._none.setVisible(not chosen)
        self.header.setVisible(chosen)
        self.header.set_summary(self._model.summary)

    def folded_words(self) -> str:
        """The section in one line."""
        return f"{self._model.summary}  ·  {self._model.kept_words}"

    # --- papers of one's own --------------------------------------------------------------

    def _ask_new(self) -> None:
        self._new.show()
        self._new_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape or (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._new_edit.text().strip()
        ):
            self._new_edit.clear()
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
            self._new.hide()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._model.add(self._new_edit.text().strip())
            self._new_edit.clear()
            wanted = "certified" if self._model.papers[-1].certify else COUNTS[0]
            self._binder.focus(f"papers.{len(self.rows) - 1}.{wanted}")
            self._new.hide()
            return True
        return False

    # --- keys -----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Arrows move; Delete takes away a paper of one's own."""
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
        self._go(row + step[0], column + step[1], step[0])
        return True

    def _cells(self, row: int) -> list[QWidget]:
        """What the arrows go through in a row."""
        each = self.rows[row]
        pages = [each.pages] if not each.pages.isHidden() else []
        return [each.tick, *each.counts, *pages]

    def stops(self) -> list[QWidget]:
        """The widgets at which Tab stops, in order."""
        found: list[QWidget] = [self.line, self.add]
        for row in self.rows:
            found += [row.tick, *row.counts, row.pages]
        return found

    def _place_of(self, watched: QObject) -> tuple[int, int] | None:
        for row in range(len(self.rows)):
            cells = self._cells(row)
            if watched in cells:
                return row, next(i for i, cell in enumerate(cells) if cell is watched)
        return None

    def _go(self, row: int, column: int, down: int) -> None:
        while 0 <= row < len(self.rows) and self.rows[row].isHidden():
            row += down or 1
        if not 0 <= row < len(self.rows):
            return
        cells = self._cells(row)
        if 0 <= column < len(cells) and cells[column].focusPolicy() != Qt.FocusPolicy.NoFocus:
            cells[column].setFocus(Qt.FocusReason.OtherFocusReason)
            box = cells[column]
            if isinstance(box, CountBox):
                box.selectAll()

    def _remove(self, row: int) -> bool:
        if self._model.papers[row].own:
            self._model.remove(row)
            self._binder.focus(f"papers.{max(row - 1, 0)}") or self.add.setFocus()
            return True
        return False


def _indented(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(REACH, 0, 0, 0)
    row.addWidget(widget)
    return row


def _leaves(box: QLineEdit, step: tuple[int, int]) -> bool:
    """Tells whether an arrow goes out of a count box: up and down count, sideways at the ends."""
    if step[0]:
        return False
    at = box.cursorPosition()
    return box.hasSelectedText() or at == (0 if step[1] < 0 else len(box.text()))
