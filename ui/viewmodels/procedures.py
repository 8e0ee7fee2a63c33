"""Finding a procedure while typing: a list of hits over the prepared catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.domain.page_fee import page_fee
from core.domain.procedure import Procedure
from core.domain.procedure_search import Entry, Hit, prepare, search
from ui.viewmodels import words
from ui.viewmodels.base import translate
from ui.viewmodels.words import Chip

Index = QModelIndex | QPersistentModelIndex
Prepared = tuple[list[Entry], dict[str, int]]
MOST_HITS: Final = 20
MOST_RECENT: Final = 6
_NO_INDEX: Final = QModelIndex()


class HitRole(IntEnum):
    """Roles beside ``DisplayRole`` (the name)."""

    CODE = Qt.ItemDataRole.UserRole + 1
    NAME = Qt.ItemDataRole.UserRole + 2
    FIELD = Qt.ItemDataRole.UserRole + 3
    LIMIT = Qt.ItemDataRole.UserRole + 4
    FEE = Qt.ItemDataRole.UserRole + 5
    MARKS = Qt.ItemDataRole.UserRole + 6
    """``[(start, length), …]`` of the name to mark."""
    IMMEDIATE = Qt.ItemDataRole.UserRole + 7


def prepared(catalogue: Sequence[tuple[Procedure, int]], used: Mapping[str, int]) -> Prepared:
    """Folds the catalogue once; runs off the interface thread."""
    return prepare(catalogue), dict(used)


class ProcedureHitsModel(QAbstractListModel):
    """The procedures that match what is typed, the best first; at most twenty.

    With nothing typed: the six used most and last, filled up by code.
    Searching 630 procedures takes about a millisecond, so it happens at once.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._used: dict[str, int] = {}
        self._hits: list[Hit] = []
        self._typed = ""

    def load(self, content: Prepared) -> None:
        """Takes the prepared catalogue."""
        self._entries, self._used = content
        self.look_for(self._typed)

    def used_again(self, code: str) -> None:
        """A dossier of this procedure was just logged: it stands higher from now on."""
        self._used[code] = max(self._used.values(), default=0) + 1 + self._used.get(code, 0)

    def look_for(self, typed: str) -> None:
        """Shows what matches."""
        self.beginResetModel()
        self._typed = typed
        self._hits = search(self._entries, typed, self._used, MOST_HITS)
        if not typed.strip():
            known = {hit.procedure.code for hit in self._hits[:MOST_RECENT]}
            rest = (e for e in self._entries if e.procedure.code not in known)
            self._hits = self._hits[:MOST_RECENT]
            for entry in rest:
                if len(self._hits) >= MOST_RECENT:
                    break
                self._hits.append(Hit(entry.procedure, entry.version, ()))
        self.endResetModel()

    def procedure(self, row: int) -> Procedure:
        """The procedure of a row."""
        return self._hits[row].procedure

    def by_code(self, code: str) -> Procedure | None:
        """A procedure of the catalogue."""
        return next((e.procedure for e in self._entries if e.procedure.code == code), None)

    @property
    def typed(self) -> str:
        """What the hits answer."""
        return self._typed

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def roleNames(self) -> dict[int, Any]:
        names: dict[int, Any] = dict(super().roleNames())
        return names | {role.value: role.name.lower().encode() for role in HitRole}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        found = hit.procedure
        if role == HitRole.MARKS:
            return words.spans(found.name, hit.marks)
        return {
            int(Qt.ItemDataRole.DisplayRole): found.name,
            int(HitRole.CODE): found.code,
            int(HitRole.NAME): found.name,
            int(HitRole.FIELD): found.field,
            int(HitRole.LIMIT): words.limit_words(found.limit),
            int(HitRole.FEE): words.money(found.fee_vnd),
            int(HitRole.IMMEDIATE): found.immediate,
        }.get(role)


def _fee_words(procedure: Procedure) -> str:
    amount = words.money(procedure.fee_vnd)
    if page_fee(procedure) is None:
        return amount
    return translate("procedures", "{amount} một trang").format(amount=amount)


def chips(procedure: Procedure | None) -> list[Chip]:
    """The facts of a chosen procedure."""
    if procedure is None:
        return []
    found = [
        Chip("field", procedure.field),
        Chip("limit", words.limit_words(procedure.limit)),
        Chip("fee", _fee_words(procedure)),
    ]
    if procedure.postal:
        found.append(Chip("postal", translate("procedures", "Nhận qua bưu chính được")))
    if procedure.immediate:
        found.append(Chip("immediate", translate("procedures", "Trả ngay")))
    return found
