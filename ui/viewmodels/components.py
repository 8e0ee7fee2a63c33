"""The papers of a dossier as a table: tick, name, three counts, where each comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
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

from core.domain.text import fold
from ui.viewmodels.base import translate

Index = QModelIndex | QPersistentModelIndex
COUNTS: Final = ("originals", "certified", "copies")
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


@dataclass
class Paper:
    """One row. A count is None while its cell is empty."""

    name: str
    kind: str = "paper"
    ticked: bool = True
    originals: int | None = 0
    certified: int | None = 0
    copies: int | None = 0
    own: bool = False  # added by the clerk

    @property
    def counted(self) -> bool:
        """Whether it has counts at all."""
        return self.ticked and self.kind != "shown"

    @property
    def missing(self) -> bool:
        """A ticked paper of which no sheet was counted."""
        return self.counted and not any((self.originals, self.certified, self.copies))


def paper_of(document: str) -> Paper:
    """The row of a paper as the catalogue names it, with the usual count filled in."""
    plain = fold(document)
    if "xuat trinh" in plain:
        return Paper(document, "shown")
    paper = Paper(document, "optional" if "(neu co" in plain else "paper")
    paper.ticked = paper.kind == "paper"
    copy = "ban sao" in plain or "ban chup" in plain or "photo" in plain
    if copy and "ban chinh" not in plain:
        usual = "certified" if "chung thuc" in plain else "copies"
    else:
        usual = "originals"
    setattr(paper, usual, 1)
    return paper


class ComponentsModel(QAbstractTableModel):
    """Papers to hand in. Columns: 0 tick and name, 1–3 counts, 4 source.

    Editing through ``setData`` (``CheckStateRole`` of column 0, ``EditRole`` of
    1–3) or the commands below. Counts of an unticked or shown paper cannot be
    edited and show "–".

    Signals:
        edited(): a tick, a count or a row was changed by the clerk.
        summary_changed(): `summary` says something else.
    """

    edited = Signal()
    summary_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Paper] = []
        self._touched = False

    # --- content ------------------------------------------------------------------------

    @property
    def papers(self) -> list[Paper]:
        """The rows, to read."""
        return self._rows

    def load(self, documents: Iterable[str]) -> None:
        """Rows of a procedure; own rows of the clerk stay."""
        own = [paper for paper in self._rows if paper.own]
        self._replace([*map(paper_of, documents), *own])

    def clear(self) -> None:
        """No rows at all."""
        self._replace([])

    def _replace(self, rows: list[Paper]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._touched = False
        self.endResetModel()
        self.summary_changed.emit()

    def attachments(self) -> list[dict[str, Any]]:
        """What was ticked, in the shape of `core.services.dossier_input`."""
        return [
            {"name": paper.name}
            | {key: (getattr(paper, key) or 0) if paper.counted else 0 for key in COUNTS}
            for paper in self._rows
            if paper.ticked
        ]

    def to_draft(self) -> list[dict[str, Any]]:
        """Plain values of every row."""
        return [asdict(paper) for paper in self._rows]

    def from_draft(self, rows: Iterable[dict[str, Any]]) -> None:
        """The rows of a draft."""
        self._replace([Paper(**row) for row in rows])

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
        row = len(self._rows)
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.append(Paper(name, originals=1, own=True))
        self.endInsertRows()
        self._told()

    def remove(self, row: int) -> None:
        """Takes away a paper that the clerk added; the catalogue's stay."""
        if self._rows[row].own:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()
            self._told()

    def touch(self) -> None:
        """Shows what is missing from here on (saving was tried)."""
        self._touched = True
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 4))

    def _row_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, 4))
        self._told()

    def _told(self) -> None:
        self.summary_changed.emit()
        self.edited.emit()

    # --- words --------------------------------------------------------------------------

    @property
    def summary(self) -> str:
        """``4 loại giấy tờ, đủ``."""
        if not self._rows:
            return translate("papers", "Thủ tục này không ghi giấy tờ phải nộp")
        missing = sum(paper.missing for paper in self._rows)
        if missing:
            text = translate("papers", "{n} loại giấy tờ, {k} loại chưa ghi số bản")
            return text.format(n=len(self._rows), k=missing)
        return translate("papers", "{n} loại giấy tờ, đủ").format(n=len(self._rows))

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
        return translate("papers", "Chưa ghi số bản của “{name}”.").format(name=paper.name)

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
        return 0 if parent.isValid() else 5

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
        )[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        if index.column() <= 3 and self._rows[index.row()].counted:
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
            return f"papers.{index.row()}.{COUNTS[min(max(column, 1), 3) - 1]}"
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
        if column == 4:
            return self.source(paper)
        if not paper.counted:
            return "–" if role == Qt.ItemDataRole.DisplayRole else ""
        count = getattr(paper, COUNTS[column - 1])
        return "" if count is None else str(count)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            if (Qt.CheckState(value) == Qt.CheckState.Checked) != self._rows[index.row()].ticked:
                self.toggle(index.row())
            return True
        if role == Qt.ItemDataRole.EditRole and 1 <= index.column() <= 3:
            if not self._rows[index.row()].counted:
                return False
            return self.set_count(index.row(), COUNTS[index.column() - 1], str(value))
        return False
