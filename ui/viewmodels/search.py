"""Finding dossiers while typing: a list that reads a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.domain.account import Role
from core.domain.dossier import State
from core.domain.timezone import local
from core.ports.desk import EVERYTHING, Desk, Filter, Person, Row
from ui.background import Background, Failure, Latest
from ui.viewmodels import words
from ui.viewmodels.base import Clock, ViewModel, prop, system_now, translate, words_of
from ui.viewmodels.dossier import DossierViewModel
from ui.viewmodels.dossier_page import asked_words
from ui.viewmodels.words import Chip

Index = QModelIndex | QPersistentModelIndex
PAGE: Final = 50
_NO_INDEX: Final = QModelIndex()
#: late, logged by who sits here, and states that a dossier can be in today
FILTERS: Final = (
    "", "overdue", "mine", "received", "supplement_asked", "returned", "cancelled"
)  # fmt: skip
#: somebody still waits for the due date: the others are never late
WAITING: Final = frozenset(state for state in State if state.key not in words.CLOSED)


class DossierRole(IntEnum):
    """Roles beside ``DisplayRole`` (owner)."""

    UID = Qt.ItemDataRole.UserRole + 1
    NUMBER = Qt.ItemDataRole.UserRole + 2
    PROVISIONAL = Qt.ItemDataRole.UserRole + 3
    OWNER = Qt.ItemDataRole.UserRole + 4
    PROCEDURE = Qt.ItemDataRole.UserRole + 5
    STATE = Qt.ItemDataRole.UserRole + 6
    STATE_WORDS = Qt.ItemDataRole.UserRole + 7
    STATE_TONE = Qt.ItemDataRole.UserRole + 8
    DUE_WORDS = Qt.ItemDataRole.UserRole + 9
    LATE = Qt.ItemDataRole.UserRole + 10
    OWNER_MARKS = Qt.ItemDataRole.UserRole + 11
    """``[(start, length), …]``, also for the next."""
    PROCEDURE_MARKS = Qt.ItemDataRole.UserRole + 12


class DossierListModel(QAbstractListModel):
    """Rows read so far, the newest first. ``fetchMore`` asks for the next page
    in the background; rows come when they come.

    Signals:
        more_wanted(): the view scrolled near the end.
    """

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._asked: tuple[str, ...] = ()
        self._today = date.min
        self._more = False
        self._fetching = False

    @property
    def rows(self) -> Sequence[Row]:
        """The rows read so far."""
        return self._rows

    @property
    def more(self) -> bool:
        """Whether the desk has further rows."""
        return self._more

    def show(self, rows: Sequence[Row], typed: str, today: date, *, more: bool) -> None:
        """The first page of another question."""
        self.beginResetModel()
        self._rows = list(rows)
        self._asked = asked_words(typed)
        self._today = today
        self._more, self._fetching = more, False
        self.endResetModel()

    def append(self, rows: Sequence[Row], *, more: bool) -> None:
        """A further page."""
        first = len(self._rows)
        if rows:
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += rows
        # not before the rows are there: a view may ask for more while they come in
        self._more, self._fetching = more, False
        if rows:
            self.endInsertRows()

    def row_of(self, uid: str) -> int:
        """Where a dossier stands, -1 when it was not read."""
        return next((n for n, row in enumerate(self._rows) if row.uid == uid), -1)

    def stop_fetching(self) -> None:
        """The page asked for will not come; it may be asked for again."""
        self._fetching = False

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more and not self._fetching

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._fetching = True
            self.more_wanted.emit()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, Any]:
        names: dict[int, Any] = dict(super().roleNames())
        return names | {role.value: role.name.lower().encode() for role in DossierRole}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.owner
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.owner}, {row.procedure_name}, {row.number}, " + self._state(row)
        if role <= Qt.ItemDataRole.UserRole:
            return None
        return self._ours(row, role)

    def _state(self, row: Row) -> str:
        return words.state_words(row.state)

    def _ours(self, row: Row, role: int) -> Any:
        if role in (DossierRole.DUE_WORDS, DossierRole.LATE):
            due_at = local(row.due_at) if row.due_at else None
            return words.due_words(due_at, row.state, self._today)[role == DossierRole.LATE]
        if role == DossierRole.OWNER_MARKS:
            return words.spans(row.owner, self._asked)
        if role == DossierRole.PROCEDURE_MARKS:
            return words.spans(row.procedure_name, self._asked)
        return {
            int(DossierRole.UID): row.uid,
            int(DossierRole.NUMBER): row.number,
            int(DossierRole.PROVISIONAL): row.provisional,
            int(DossierRole.OWNER): row.owner,
            int(DossierRole.PROCEDURE): row.procedure_name,
            int(DossierRole.STATE): row.state,
            int(DossierRole.STATE_WORDS): self._state(row),
            int(DossierRole.STATE_TONE): words.state_tone(row.state),
        }.get(role)


class SearchViewModel(ViewModel):
    """Searches, filters, and shows the chosen dossier.

    Signals:
        results_changed(): the first page of an answer is in `rows`.
        counts_changed(str): "23 hồ sơ trong 1.000.418, mới nhất trước".
        filters_changed(): `filters`.
        selected(str): uid whose page is asked for.
    """

    results_changed = Signal()
    counts_changed = Signal(str)
    filters_changed = Signal()
    selected = Signal(str)

    def __init__(
        self,
        background: Background,
        parent: QObject | None = None,
        *,
        clock: Clock = system_now,
        page: int = PAGE,
    ) -> None:
        super().__init__(background, parent)
        self._clock, self._page = clock, page
        self.rows = DossierListModel(self)
        self.rows.more_wanted.connect(self._next_page)
        self.dossier = DossierViewModel(background, self, clock=clock)
        self._text = self._filter = ""
        self._me = Person("", "", Role.CLERK)
        self._total: int | None = None
        self._counts = ""
        self._round = 0
        self._first: Latest[tuple[int, str, Sequence[Row]]] = Latest(
            background, self._show, self._tell, on_crash=self._tell_crash
        )

    @prop(str, results_changed)
    def text(self) -> str:
        """What is typed."""
        return self._text

    @prop(str, counts_changed)
    def counts_text(self) -> str:
        return self._counts

    @prop(object, filters_changed)
    def filters(self) -> list[Chip]:
        """Chips; ``key`` is a state, ``overdue``, ``mine``, or "" for all."""
        said = {
            "": translate("search", "Tất cả"),
            "overdue": translate("search", "Quá hạn"),
            "mine": translate("search", "Của tôi"),
            "received": translate("search", "Đã tiếp nhận"),
            "supplement_asked": translate("search", "Chờ bổ sung"),
            "returned": translate("search", "Đã trả"),
            "cancelled": translate("search", "Đã hủy"),
        }
        return [Chip(key, said[key], key == self._filter) for key in FILTERS]

    @property
    def narrowed(self) -> bool:
        """Whether the list answers something asked: words or a filter."""
        return bool(self._text.strip() or self._filter)

    @property
    def nothing(self) -> tuple[str, str]:
        """What an empty list says: that there is nothing, and what to do."""
        chosen = next(chip.text for chip in self.filters if chip.on)
        everything = self.filters[0].text
        if self._text.strip() and self._filter:
            title = translate("search", "Không thấy hồ sơ nào trong mục “{name}”")
            words_ = translate("search", "Bấm “{all}” để tìm trong mọi hồ sơ.")
        elif self._text.strip():
            title = translate("search", "Không thấy hồ sơ nào")
            words_ = translate(
                "search", "Gõ tên không dấu, số cuối điện thoại hoặc mã trên giấy hẹn."
            )
        elif self._filter == "overdue":
            title = translate("search", "Không có hồ sơ nào quá hạn")
            words_ = translate("search", "Hồ sơ chưa trả đều còn trong hạn.")
        elif self._filter == "mine":
            title = translate("search", "Chưa có hồ sơ nào do {person} tiếp nhận")
            words_ = translate("search", "Bấm “{all}” để xem hồ sơ của mọi người.")
        elif self._filter:
            title = translate("search", "Không có hồ sơ nào trong mục “{name}”")
            words_ = translate("search", "Bấm “{all}” để xem mọi hồ sơ.")
        else:
            title = translate("search", "Máy này chưa có hồ sơ nào")
            words_ = translate("search", "Hồ sơ tiếp nhận tại đây sẽ hiện trong danh sách này.")
        said = {"name": chosen, "all": everything, "person": self._me.name}
        return title.format(**said), words_.format(**said)

    def start(self, person: Person) -> None:
        """Shows the newest dossiers and counts all; ``person`` is who signed in."""
        self._me = person
        self._ask()
        self.count_again()

    def count_again(self) -> None:
        """How many there are in all; after acts."""
        self._read(lambda desk: desk.count(), self._counted)

    def refresh(self) -> None:
        """Asks again, after acts."""
        self._ask()
        self.count_again()
        self.dossier.refresh()

    def set_text(self, text: str) -> None:
        """Typed: an earlier answer still on its way is dropped."""
        if text != self._text:
            self._text = text
            self._ask()

    def set_filter(self, key: str) -> None:
        """Chooses a chip."""
        if key != self._filter:
            self._filter = key
            self.filters_changed.emit()
            self._ask()

    def select(self, row: int) -> None:
        """Opens the dossier of a row."""
        if 0 <= row < len(self.rows.rows):
            uid = self.rows.rows[row].uid
            self.selected.emit(uid)
            self.dossier.open(uid)

    def open_code(self, code: str) -> None:
        """Opens a scanned or typed number."""
        self.selected.emit(code)
        self.dossier.open(code)

    def close(self) -> None:
        self._first.cancel()
        self.dossier.close()
        super().close()

    def _ask(self) -> None:
        self._round += 1
        asked, text, wanted, limit = self._round, self._text, self._wanted(), self._page

        def work(desk: Desk) -> tuple[int, str, Sequence[Row]]:
            return asked, text, desk.find(text, wanted, limit, "")

        self._first.ask(work)

    def _wanted(self) -> Filter:
        if self._filter == "overdue":
            return Filter(WAITING, due_before=local(self._clock()).date())
        if self._filter == "mine":
            return Filter(officer=self._me.login)
        return Filter(frozenset({State[self._filter.upper()]})) if self._filter else EVERYTHING

    def _show(self, answer: tuple[int, str, Sequence[Row]]) -> None:
        _, text, rows = answer
        self.rows.show(rows, text, self._clock().date(), more=len(rows) == self._page)
        self._say()
        self.results_changed.emit()

    def _next_page(self) -> None:
        if not self.rows.rows:
            return
        asked, text, wanted, limit = self._round, self._text, self._wanted(), self._page
        before = self.rows.rows[-1].uid

        def add(rows: Sequence[Row]) -> None:
            if asked == self._round:  # else another question was asked meanwhile
                self.rows.append(rows, more=len(rows) == limit)
                self._say()

        def fail(failure: Failure) -> None:
            self.rows.stop_fetching()
            self.failed.emit(words_of(failure))

        self._read(lambda desk: desk.find(text, wanted, limit, before), add, fail)

    def _counted(self, total: int) -> None:
        self._total = total
        self._say()

    def _say(self) -> None:
        shown = len(self.rows.rows)
        total = f"{max(self._total or 0, shown):,}".replace(",", ".")
        if not shown:
            text = "{}. {}".format(*self.nothing)
        elif self.rows.more:
            text = translate("search", "{n} hồ sơ đầu trong {total}, mới nhất trước")
        else:
            text = translate("search", "{n} hồ sơ trong {total}, mới nhất trước")
        text = text.format(n=f"{shown:,}".replace(",", "."), total=total)
        if text != self._counts:
            self._counts = text
            self.counts_changed.emit(text)
