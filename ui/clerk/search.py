"""The room of dossiers: search as one types at the left, the chosen one beside it."""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtCore import (
    QEvent,
    QIdentityProxyModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.domain.timezone import local
from core.ports.desk import Row
from ui import theme
from ui.clerk.dossier_page import DossierPage, badge_of
from ui.clerk.journal import DossierJournal
from ui.clerk.parts import Tabs
from ui.clerk.search_head import SearchHead
from ui.icons import Icon
from ui.viewmodels import words
from ui.viewmodels.base import system_now, translate
from ui.viewmodels.dossier_page import Page
from ui.viewmodels.exit_state import slip_typed
from ui.viewmodels.search import DossierListModel, DossierRole, SearchViewModel
from ui.widgets import (
    RESULT_ROLE,
    Banner,
    Button,
    EmptyState,
    ResultList,
    ResultRow,
)
from ui.widgets.panel import Ground

Index = QModelIndex | QPersistentModelIndex
Shape = Literal["wide", "middle", "narrow"]
#: widths from which a shape is used: window 1600 and 900 less the rail
WIDE, MIDDLE = 1520, 824
LIST_IN_THE_MIDDLE = 472


class ResultRows(QIdentityProxyModel):
    """Gives the rows of a `DossierListModel` the shape that `ResultList` paints."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answers for the painted row, and as the source otherwise."""
        if role != RESULT_ROLE or not index.isValid():
            return super().data(index, role)
        source = self.sourceModel()
        assert isinstance(source, DossierListModel)
        return self._row(source, source.rows[index.row()], index.row())

    def _row(self, source: DossierListModel, row: Row, at: int) -> ResultRow:
        here = source.index(at, 0)
        due, late = here.data(DossierRole.DUE_WORDS), here.data(DossierRole.LATE)
        kind, icon = badge_of(row.state, here.data(DossierRole.STATE_TONE))
        state, aside = here.data(DossierRole.STATE_WORDS), due
        if row.state in words.CLOSED or (row.state == "supplement_asked" and row.due_at is None):
            aside = f"{local(row.received_at):%d/%m/%Y}"
        elif late and row.due_at is not None:
            state, kind, icon = due, "danger", Icon.TRIANGLE_ALERT
            aside, _ = words.due_words(local(row.due_at), "returned", system_now().date())
        elif row.provisional:
            state, kind, icon = translate("search", "Số tạm, chờ mã"), "offline", Icon.CLOUD_OFF
        return ResultRow(row.owner, row.procedure_name, row.number, state, kind, icon, aside)


def _resumes(page: Page) -> bool:
    """Whether a form 02 waits for the citizen to come back."""
    return any(act.key == "resume" for act in page.acts)


class SearchView(Ground):
    """Binds `SearchViewModel`: list, page and journal in one, two or three columns.

    Signals:
        left(): Esc in an empty box: back to the room before.
        act_asked(str): something is to be done with the dossier shown.
    """

    left = Signal()
    act_asked = Signal(str)

    def __init__(self, viewmodel: SearchViewModel, parent: QWidget | None = None) -> None:
        super().__init__("bg.surface", parent=parent)
        self._vm = viewmodel
        self._shape: Shape = "wide"
        self._opening = ""  # uid of the row that is being opened
        self._make_list()
        self.page = DossierPage(viewmodel.dossier)
        self.journal = DossierJournal(viewmodel.dossier)
        self._lay_out()
        for each in (self.page, self.journal):
            each.act_asked.connect(self.ask)
        self._bind_keys()
        viewmodel.results_changed.connect(self._show_results)
        viewmodel.counts_changed.connect(self._show_counts)
        viewmodel.filters_changed.connect(self._show_filters)
        viewmodel.failed.connect(self._tell)
        viewmodel.dossier.changed.connect(self._show_page)
        self._show_counts(viewmodel.counts_text)
        self._reshape("middle")

    # --- building -------------------------------------------------------------------------

    def _make_list(self) -> None:
        self.head = SearchHead()
        self.search, self.counts = self.head.search, self.head.counts
        self.search.changed.connect(self._vm.set_text)
        self.search.line.installEventFilter(self)
        self.head.filter_wanted.connect(self._vm.set_filter)
        self.head.show_filters(self._vm.filters)
        self.trouble = Banner("danger", "", action=self.tr("Tìm lại"))
        self.trouble.activated.connect(self._again)
        self.trouble.hide()
        self.rows = ResultList()
        self.rows.setAccessibleName(self.tr("Hồ sơ tìm thấy"))
        self._model = ResultRows(self)
        self._model.setSourceModel(self._vm.rows)
        self.rows.setModel(self._model)
        self.rows.selectionModel().currentChanged.connect(self._picked)
        self.rows.activated.connect(lambda _: self._enter())
        self.rows.installEventFilter(self)
        self._nothing = EmptyState(Icon.SEARCH, "", "")
        self.left_side = Ground("bg.surface")
        column = QVBoxLayout(self.left_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head.add(self.trouble)
        under = QVBoxLayout()
        under.setContentsMargins(theme.space(1), 0, theme.space(0), 0)
        under.addWidget(self.rows, 1)
        under.addWidget(self._nothing, 1)
        column.addWidget(self.head)
        column.addLayout(under, 1)
        self._nothing.hide()

    def _lay_out(self) -> None:
        self.tabs = Tabs((("page", self.tr("Hồ sơ")), ("journal", self.tr("Diễn biến"))))
        self.tabs.picked.connect(self._show_tab)
        self.back = Button(self.tr("Danh sách"), "quiet", icon=Icon.CHEVRON_LEFT, key="Esc")
        self.back.clicked.connect(self.step_back)
        self._bar = Ground("bg.canvas", left_line=True)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(theme.space(5), theme.space(2), theme.space(5), 0)
        bar.setSpacing(theme.space(3))
        bar.addWidget(self.back)
        bar.addWidget(self.tabs, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._bar)
        middle.addWidget(self._pages, 1)
        self._middle = QWidget()
        self._middle.setLayout(middle)
        middle.setContentsMargins(0, 0, 0, 0)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.left_side)
        self._row.addWidget(self._middle, 1)
        self._row.addWidget(self.journal)

    def _bind_keys(self) -> None:
        keys = {"Alt+H": "reveal", "Ctrl+E": "amend", "Ctrl+P": "reprint", "Ctrl+O": "preview"}
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda act=act: self.ask(act))

    # --- shape ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Three columns in a wide window, two below 1600, one below 900."""
        super().resizeEvent(event)
        width = event.size().width() / theme.text_scale()
        shape: Shape = "wide" if width >= WIDE else "middle" if width >= MIDDLE else "narrow"
        if shape != self._shape:
            self._reshape(shape)

    def _reshape(self, shape: Shape) -> None:
        self._shape = shape
        narrow, wide = shape == "narrow", shape == "wide"
        self.left_side.setMinimumWidth(0)
        self.left_side.setMaximumWidth(16_777_215)
        if not narrow:
            self.left_side.setFixedWidth(theme.size("list") if wide else LIST_IN_THE_MIDDLE)
        self.page.set_side(theme.space(7) if wide else theme.space(5))
        self.page.set_narrow(narrow)
        self.head.set_narrow(narrow)
        self.rows.set_compact(narrow)
        if wide:
            self._row.addWidget(self.journal)
            self.journal.setFixedWidth(theme.size("panel"))
            self.journal.show()
        else:
            self.journal.setMinimumWidth(0)
            self.journal.setMaximumWidth(16_777_215)
            self._pages.addWidget(self.journal)
        self.journal.set_joined(narrow)
        self._show_page()
        self._show_tab(self.tabs.value())

    def _show_tab(self, key: str) -> None:
        if self._shape == "wide":
            key = "page"
        self._pages.setCurrentWidget(self.journal if key == "journal" else self.page)

    def _show_page(self) -> None:
        page = self._vm.dossier.page
        narrow = self._shape == "narrow"
        self._bar.setVisible(self._shape != "wide" and page is not None)
        self.back.setVisible(narrow)
        self._middle.setVisible(not narrow or page is not None)
        self.left_side.setVisible(not narrow or page is None)
        if page is None:
            self.tabs.set_value("page")
            return
        words_ = self.tr("Diễn biến và việc tiếp  {n}").format(n=len(page.history))
        self.tabs.set_words("journal", words_)
        if page.uid != self._opening and self._vm.rows.row_of(page.uid) < 0:
            self.rows.selectionModel().clear()

    # --- the list -------------------------------------------------------------------------

    def _show_results(self) -> None:
        self.trouble.hide()
        self.rows.set_query(self._vm.text)
        page = self._vm.dossier.page
        at = self._vm.rows.row_of(page.uid) if page else -1
        found = self._vm.rows.rowCount()
        if at < 0 and self._vm.narrowed and found and self._columns() > 1:
            at = 0
        if at >= 0:
            self._choose(at)
        elif self._vm.narrowed and not found and page is not None:
            self._vm.dossier.clear()  # no page beside an answer that it does not belong to
        self._show_nothing()

    def _show_nothing(self) -> None:
        nothing = not self._vm.rows.rowCount()
        self.rows.setVisible(not nothing)
        self._nothing.setVisible(nothing)
        self.counts.setVisible(not nothing)
        self._nothing.say(*self._vm.nothing)

    def _show_counts(self, said: str) -> None:
        self.counts.setText(said)
        self._show_nothing()

    def _show_filters(self) -> None:
        self.head.show_filters(self._vm.filters)

    def _columns(self) -> int:
        return {"wide": 3, "middle": 2, "narrow": 1}[self._shape]

    def _choose(self, at: int) -> None:
        index = self._model.index(at, 0)
        if self.rows.currentIndex() != index:
            self.rows.setCurrentIndex(index)
        self.rows.scrollTo(index)

    def _picked(self, index: QModelIndex) -> None:
        if index.isValid() and self._columns() > 1:
            self._open(index.row())

    def _open(self, at: int) -> None:
        uid = self._vm.rows.rows[at].uid
        page = self._vm.dossier.page
        if page is None or page.uid != uid:
            self._opening = uid
            self._vm.select(at)

    def _enter(self) -> None:
        page, slip = self._vm.dossier.page, slip_typed(self.search.text())
        if page is not None and page.number == slip and _resumes(page):
            self.act_asked.emit("resume")  # the whole number of a form 02: nothing to choose
            return
        at = self.rows.currentIndex().row()
        if at < 0 and self._vm.rows.rowCount():
            at = 0
            self._choose(at)
        if at < 0:
            return
        self._open(at)
        if self._columns() > 1:
            self.page.focus()

    def _tell(self, said: str) -> None:
        self.trouble.say(said, action=self.tr("Tìm lại"))
        self.trouble.show()

    def _again(self) -> None:
        self.trouble.hide()
        self._vm.refresh()

    # --- keys and acts --------------------------------------------------------------------

    def focus(self) -> None:
        """Puts the focus into the box; typing replaces what was asked."""
        if self._shape == "narrow" and self._vm.dossier.page is not None:
            self._vm.dossier.clear()
        self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.line.selectAll()

    def open_code(self, code: str) -> None:
        """Opens the page of a scanned code."""
        self._vm.open_code(code)

    def step_back(self) -> None:
        """Esc: from the page to the list, from a question to none, from the list out."""
        here = QApplication.focusWidget()
        if here is not None and self._middle.isAncestorOf(here):
            if self._shape == "narrow":
                self._vm.dossier.clear()
            self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._shape == "narrow" and self._vm.dossier.page is not None:
            self._vm.dossier.clear()
        elif self.search.text():
            self.search.line.clear()
        else:
            self.left.emit()

    def ask(self, act: str) -> None:
        """Does an act with the dossier shown, or says why not."""
        page = self._vm.dossier.page
        if page is None:
            return
        if act == "reveal":
            self._vm.dossier.toggle_numbers()
            return
        if act == "amend" and _resumes(page):
            act = "resume"  # the first thing to do with a form 02
        known = "reprint" if act == "preview" else act
        why = next((each.why_not for each in page.acts if each.key == known), "")
        if why:
            name = next(each.text for each in page.acts if each.key == known)
            self.page.tell(self.tr("{act}: {why}.").format(act=name, why=why))
        else:
            self.act_asked.emit(act)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Arrows in the box walk the list, Enter goes to the page."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        steps |= {Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        key = Qt.Key(event.key())
        if watched is self.search.line and key in steps and self._vm.rows.rowCount():
            at = self.rows.currentIndex().row() + steps[key]
            self._choose(min(max(at, 0), self._vm.rows.rowCount() - 1))
            return True
        if watched is self.search.line and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Esc steps back."""
        if event.key() == Qt.Key.Key_Escape:
            self.step_back()
        else:
            super().keyPressEvent(event)
