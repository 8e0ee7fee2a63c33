"""The papers of a dossier as a table: tick, name, three counts, pages, where each comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.domain.page_fee import Sheets
from ui.viewmodels.base import translate
from ui.viewmodels.papers import (
    COUNTS,
    PAGES,
    Paper,
    come_back,
    give_way,
    missing_words,
    paper_of,
)

Index = QModelIndex | QPersistentModelIndex
_SOURCE, _PAGES = 4, 5
_COLUMN_KEYS: Final = {1: "originals", 2: "certified", 3: "copies", _PAGES: PAGES}
_NO_INDEX: Final = QModelIndex()
_MOST = 9999


class PaperRole(IntEnum):
    """Roles beside Qt's own; the same in every column of a row."""

    NAME = Qt.ItemDataRole.UserRole + 1
    TICKED = Qt.ItemDataRole.UserRole + 2
    KIND = Qt.ItemDataRole.UserRole + 3
    """``paper``, ``optional`` ("nếu có") or ``shown`` ("xuất trình": no counts)."""
    ERROR = Qt.ItemDataRole.UserRole + 4
    """Sentence under the row, "" when it is right."""
    SOURCE = Qt.ItemDataRole.UserRole + 5
    FIELD = Qt.ItemDataRole.UserRole + 6
    """The view model's field key of this cell: ``papers.0.originals``."""


class ComponentsModel(QAbstractTableModel):
    """Papers to hand in. Columns: 0 tick and name, 1–3 counts, 4 source, 5 pages.

    Editing through ``setData`` (``CheckStateRole`` of column 0, ``EditRole`` of
    1–3 and 5) or the commands below. Counts of an unticked or shown paper cannot be
    edited and show "–".

    Where the fee is counted by the page, the catalogue's rows only stand for the papers that
    somebody brings: the first paper named by the clerk takes their place.

    Signals:
        edited(): a tick, a count or a row was changed by the clerk.
        summary_changed(): `summary` says something else.
        pages_changed(): `shows_pages` differs.
    """

    edited = Signal()
    summary_changed = Signal()
    pages_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Paper] = []
        self._touched = False
        self._by_page = self._pages_wanted = False

    # --- content ------------------------------------------------------------------------

    @property
    def papers(self) -> list[Paper]:
        """The rows, to read."""
        return self._rows

    @property
    def sheets(self) -> tuple[Sheets, ...]:
        """What is to be certified and counted already, for a fee by the page."""
        return tuple(
            Sheets(paper.certified, paper.pages or 1)
            for paper in self._rows
            if paper.certify and paper.counted and paper.certified
        )

    @property
    def to_certify(self) -> list[int]:
        """Rows of the papers to be certified, counted or not."""
        return [at for at, paper in enumerate(self._rows) if paper.certify and paper.counted]

    @property
    def shows_pages(self) -> bool:
        """Whether pages are asked for: the fee needs them, or the clerk wants them."""
        return self._by_page or self._pages_wanted or any(paper.pages for paper in self._rows)

    def has_pages(self, paper: Paper) -> bool:
        """Whether pages are asked for in a row: where the fee needs them, of those that make it."""
        return self.shows_pages and paper.counted and (paper.certify or not self._by_page)

    def want_pages(self) -> None:
        """Asks for pages of any procedure's papers."""
        self._pages_wanted = True
        self.pages_changed.emit()

    def load(self, documents: Iterable[str], by_page: bool = False) -> None:
        """Rows of a procedure; own rows of the clerk stay."""
        own = [paper for paper in self._rows if paper.own]
        for paper in own:
            paper.certify = by_page
        rows = [paper_of(document, by_page) for document in documents]
        if by_page and own:
            give_way(rows)
        self._replace([*rows, *own], by_page)

    def clear(self) -> None:
        """No rows at all."""
        self._replace([], False)

    def _replace(self, rows: list[Paper], by_page: bool) -> None:
        self.beginResetModel()
        self._rows = rows
        self._touched = self._pages_wanted = False
        self._by_page = by_page
        self.endResetModel()
        self.pages_changed.emit()
        self.summary_changed.emit()

    def attachments(self) -> list[dict[str, Any]]:
        """What was ticked, in the shape of `core.services.dossier_input`."""
        return [
            {"name": paper.name}
            | {key: (getattr(paper, key) or 0) if paper.counted else 0 for key in COUNTS}
            | ({PAGES: paper.pages} if paper.counted and paper.pages else {})
            for paper in self._rows
            if paper.ticked
        ]

    def to_draft(self) -> list[dict[str, Any]]:
        """Plain values of every row."""
        return [asdict(paper) for paper in self._rows]

    def from_draft(self, rows: Iterable[dict[str, Any]], by_page: bool = False) -> None:
        """The rows of a draft; what another version wrote besides is passed over."""
        known = {each.name for each in fields(Paper)}
        made = [Paper(**{k: v for k, v in row.items() if k in known}) for row in rows]
        self._replace(made, by_page)

    # --- commands -----------------------------------------------------------------------

    def toggle(self, row: int) -> None:
        """Ticks or unticks a paper."""
        self._rows[row].ticked = not self._rows[row].ticked
        self._row_changed(row)

    def set_count(self, row: int, key: str, typed: str) -> bool:
        """Takes a count as typed; False when it is none. Nothing typed empties the cell."""
        text = typed.strip()
        if text and not (text.isascii() and text.isdigit() and int(text) <= _MOST):
            return False
        setattr(self._rows[row], key, int(text) if text else None)
        self._row_changed(row)
        return True

    def add(self, name: str) -> None:
        """A paper that the catalogue does not name."""
        if self._by_page and not any(paper.own for paper in self._rows):
            self._swap(give_way)
        row = len(self._rows)
        self.beginInsertRows(QModelIndex(), row, row)
        paper = Paper(name, originals=1, own=True)
        if self._by_page:
            paper.certify, paper.certified, paper.pages = True, 1, 1
        self._rows.append(paper)
        self.endInsertRows()
        self._told()

    def remove(self, row: int) -> None:
        """Takes away a paper that the clerk added; the catalogue's stay."""
        if self._rows[row].own:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()
            if self._by_page and not any(paper.own for paper in self._rows):
                self._swap(come_back)
            self._told()

    def _swap(self, change: Callable[[list[Paper]], None]) -> None:
        """Ticks or unticks the rows that stand for the papers named by the clerk."""
        if self._rows:
            change(self._rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, _PAGES))

    def touch(self) -> None:
        """Shows what is missing from here on (saving was tried)."""
        self._touched = True
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, _PAGES))

    def _row_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, _PAGES))
        self._told()

    def _told(self) -> None:
        self.summary_changed.emit()
        self.edited.emit()

    # --- words --------------------------------------------------------------------------

    @property
    def summary(self) -> str:
        """``4 loại giấy tờ, đủ``."""
        kinds = sum(not paper.aside for paper in self._rows)
        if not kinds:
            return translate("papers", "Thủ tục này không ghi giấy tờ phải nộp")
        missing = sum(paper.missing for paper in self._rows)
        if missing:
            text = translate("papers", "{n} loại giấy tờ, {k} loại chưa ghi số bản")
            return text.format(n=kinds, k=missing)
        return translate("papers", "{n} loại giấy tờ, đủ").format(n=kinds)

    @property
    def kept_words(self) -> str:
        """``2 bản chính, 1 bản chụp``: what stays at the counter."""
        labels = (
            ("originals", translate("papers", "{n} bản chính")),
            ("certified", translate("papers", "{n} bản chứng thực")),
            ("copies", translate("papers", "{n} bản chụp")),
        )
        sums = ((sum(a[key] for a in self.attachments()), label) for key, label in labels)
        said = ", ".join(label.format(n=n) for n, label in sums if n)
        return said or translate("papers", "Không giữ giấy tờ")

    def error(self, row: int) -> str:
        """What is wrong with a row, once saving was tried."""
        paper = self._rows[row]
        if not (self._touched and paper.missing):
            return ""
        return missing_words(paper)

    @staticmethod
    def source(paper: Paper) -> str:
        """Where a paper comes from, in words."""
        if not paper.ticked:
            return translate("papers", "Không áp dụng")
        if paper.kind == "shown":
            return translate("papers", "Đã xuất trình")
        return translate("papers", "Nộp mới")

    # --- Qt -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 6

    def roleNames(self) -> dict[int, Any]:
        names: dict[int, Any] = dict(super().roleNames())
        return names | {role.value: role.name.lower().encode() for role in PaperRole}

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("papers", "Giấy tờ"),
            translate("papers", "Chính"),
            translate("papers", "Ch.thực"),
            translate("papers", "Chụp"),
            translate("papers", "Nguồn"),
            translate("papers", "Trang"),
        )[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        if index.column() in _COLUMN_KEYS and self._rows[index.row()].counted:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        paper, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._shown(paper, column, role)
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            return Qt.CheckState.Checked if paper.ticked else Qt.CheckState.Unchecked
        if role == PaperRole.FIELD:
            return f"papers.{index.row()}.{_COLUMN_KEYS.get(column, COUNTS[0])}"
        if role == PaperRole.ERROR:
            return self.error(index.row())
        return {
            int(PaperRole.NAME): paper.name,
            int(PaperRole.TICKED): paper.ticked,
            int(PaperRole.KIND): paper.kind,
            int(PaperRole.SOURCE): self.source(paper),
        }.get(role)

    def _shown(self, paper: Paper, column: int, role: int) -> str:
        if column == 0:
            return paper.name
        if column == _SOURCE:
            return self.source(paper)
        if not paper.counted:
            return "–" if role == Qt.ItemDataRole.DisplayRole else ""
        count = getattr(paper, _COLUMN_KEYS[column])
        return "" if count is None else str(count)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            if (Qt.CheckState(value) == Qt.CheckState.Checked) != self._rows[index.row()].ticked:
                self.toggle(index.row())
            return True
        key = _COLUMN_KEYS.get(index.column())
        if role == Qt.ItemDataRole.EditRole and key and self._rows[index.row()].counted:
            return self.set_count(index.row(), key, str(value))
        return False
