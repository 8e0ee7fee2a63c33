"""A dossier's page: everything known of it, its commonest acts at hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.parts import clear
from ui.clerk.slip_card import SlipFactsCard
from ui.icons import Icon
from ui.viewmodels.dossier import DossierViewModel
from ui.viewmodels.dossier_page import Page
from ui.viewmodels.due_words import DayCell
from ui.viewmodels.paper_names import full_name, print_words
from ui.viewmodels.words import Line
from ui.widgets import (
    Badge,
    Banner,
    Button,
    Card,
    Day,
    DayStrip,
    DueDisplay,
    EmptyState,
    KeyValues,
    Label,
    Rule,
    Scroll,
)
from ui.widgets.cards import Row
from ui.widgets.chips import Soft
from ui.widgets.due import DayKind
from ui.widgets.panel import Ground

#: a state's badge: colour and icon, by the tone of the view model
BADGES: dict[str, tuple[Soft, str]] = {
    "info": ("info", Icon.CIRCLE_DOT),
    "success": ("success", Icon.PACKAGE_CHECK),
    "warning": ("warning", Icon.HOURGLASS),
    "muted": ("neutral", Icon.CHECK),
}
_KINDS: dict[str, DayKind] = {
    "received": "start",
    "off": "off",
    "counts": "work",
    "due": "due",
    "gap": "gap",
    "plain": "work",
}
_TONES = {"": "text.primary", "muted": "text.muted", "warning": "warning", "error": "danger"}
NAMES = 100


def badge_of(state: str, tone: str) -> tuple[Soft, str]:
    """A state's badge; what was cancelled is no tick."""
    kind, icon = BADGES[tone]
    return kind, Icon.CIRCLE_X if state in ("cancelled", "not_accepted") else icon


def _rows(lines: Sequence[Line]) -> list[Row]:
    return [(line.label, line.value, _TONES[line.tone]) for line in lines]


def _days(cells: Sequence[DayCell]) -> list[Day]:
    return [
        Day(
            cell.weekday,
            f"{cell.date:%d}" if cell.date else cell.word,
            cell.word if cell.date else "",
            _KINDS[cell.kind],
        )
        for cell in cells
    ]


class DueCard(Card):
    """The promise: date, what is left, the days counted and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._display = DueDisplay()
        self._left = Badge("", "primary")
        self._strip = DayStrip()
        self._sentence = Label("", "label", tone="text.secondary", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(theme.space(1))
        left.addWidget(self._display)
        left.addWidget(self._left)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(theme.space(2))
        right.addSpacing(theme.space(2))
        right.addWidget(self._strip)
        right.addWidget(self._sentence)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.space(7))
        row.addLayout(left)
        row.addLayout(right, 1)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_page(self, page: Page) -> None:
        """Shows a dossier's promise."""
        date = page.due_date or "–"
        self._display.say(page.due_headline, date, page.due_before)
        self._left.set_words(page.due_left, kind="danger" if page.late else "primary")
        self._left.setVisible(bool(page.due_left))
        self._strip.set_days(_days(page.cells))
        self._sentence.setText(page.sentence)
        self._sentence.setVisible(bool(page.sentence))


class DossierPage(Ground):
    """Binds `DossierViewModel`: one dossier, everything on it, its acts at hand.

    Signals:
        act_asked(str): ``resume``, ``amend``, ``cancel``, ``reprint`` or ``preview``.
    """

    act_asked = Signal(str)

    def __init__(self, viewmodel: DossierViewModel, parent: QWidget | None = None) -> None:
        super().__init__("bg.canvas", left_line=True, parent=parent)
        self._vm = viewmodel
        self._narrow = False
        self.setAccessibleName(self.tr("Trang hồ sơ"))
        self.trouble = Banner("danger", "", action=self.tr("Đóng"))
        self.trouble.activated.connect(self.trouble.hide)
        self.trouble.hide()
        self.fixed = Banner("info", "", icon=Icon.LOCK)
        self._empty = EmptyState(
            Icon.SEARCH,
            self.tr("Chọn một hồ sơ ở danh sách"),
            self.tr("Gõ tên không dấu, số cuối điện thoại, mã hồ sơ, hoặc quét mã trên giấy hẹn."),
        )
        self._make_head()
        self._make_cards()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(5))
        column.addLayout(self._head)
        column.addWidget(self.fixed)
        column.addWidget(self.due)
        column.addWidget(self.slip)
        column.addLayout(self._people)
        column.addWidget(self.papers)
        column.addWidget(self.forms)
        column.addWidget(self.note)
        column.addStretch(1)
        self._page = QWidget()
        self._outer = QVBoxLayout(self._page)
        self._outer.addWidget(self._content)
        self.area = Scroll(self._page)
        self._frame = QVBoxLayout(self)
        self._frame.setSpacing(0)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.addWidget(self.trouble)
        self._frame.addWidget(self._empty, 1)
        self._frame.addWidget(self.area, 1)
        self.set_side(theme.space(7))
        viewmodel.changed.connect(self._show)
        viewmodel.revealed_changed.connect(self._show_people)
        viewmodel.failed.connect(self.tell)
        viewmodel.busy_changed.connect(self._show_busy)
        self._show()

    # --- building -------------------------------------------------------------------------

    def _make_head(self) -> None:
        self.number_label = Label("", "label", tone="text.muted")
        self.number = Label("", "code", weight=700, num=True)
        self.state = Badge("")
        self.kept = Badge(self.tr("Lưu tại máy này"), "offline", Icon.DATABASE)
        self.kept.setToolTip(self.tr("Sẽ gửi về tỉnh khi có đồng bộ. Không cần làm gì."))
        self.provisional = Badge(self.tr("Số tạm"), "offline", Icon.CLOUD_OFF)
        self.procedure = Label("", "section", weight=500, wrap=True)
        self.line = Label("", "label", tone="text.muted", wrap=True)
        self.reprint = Button(
            self.tr("In lại giấy hẹn"), "secondary", icon=Icon.PRINTER, key="Ctrl P"
        )
        self.amend = Button(self.tr("Sửa hồ sơ"), "primary", icon=Icon.PEN, key="Ctrl E")
        self.resume = Button(
            self.tr("Tiếp nhận tiếp"), "primary", icon=Icon.FILE_PLUS, key="Ctrl E"
        )
        self.resume.setAutoDefault(True)  # Enter goes on where it led to
        self.resume.clicked.connect(lambda: self.act_asked.emit("resume"))
        self.amend.clicked.connect(lambda: self.act_asked.emit("amend"))
        self.reprint.clicked.connect(lambda: self.act_asked.emit("reprint"))
        first = QHBoxLayout()
        first.setSpacing(theme.space(3))
        for widget in (self.number_label, self.number, self.state, self.provisional, self.kept):
            first.addWidget(widget)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.procedure)
        words.addWidget(self.line)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space(2))
        for button in (self.reprint, self.amend, self.resume):
            buttons.addWidget(button)
        self._second = QGridLayout()
        self._second.setHorizontalSpacing(theme.space(5))
        self._second.setVerticalSpacing(theme.space(2))
        self._second.addLayout(words, 0, 0)
        self._second.addLayout(buttons, 0, 1, Qt.AlignmentFlag.AlignBottom)
        self._second.setColumnStretch(0, 1)
        self._head = QVBoxLayout()
        self._head.setSpacing(theme.space(1))
        self._head.addLayout(first)
        self._head.addLayout(self._second)

    def _make_cards(self) -> None:
        self.due, self.slip = DueCard(), SlipFactsCard()
        self.filer = Card(self.tr("Người nộp"), Icon.USER)
        self.reveal = Button("", "link", icon=Icon.LOCK, key="Alt H")
        self.reveal.clicked.connect(self._vm.toggle_numbers)
        self.filer.header.add(self.reveal)
        self.filer_rows = KeyValues(names=NAMES)
        self.filer.body.addWidget(self.filer_rows)
        self.owner = Card(self.tr("Chủ hồ sơ và kết quả"), Icon.USERS)
        self.owner.header.setMinimumHeight(self.reveal.sizeHint().height())  # rows in one line
        self.owner_rows = KeyValues(names=NAMES)
        self.owner.body.addWidget(self.owner_rows)
        self._people = QGridLayout()
        self._people.setSpacing(theme.space(5))
        for card in (self.filer, self.owner):
            card.body.addStretch(1)
        self.papers = Card(self.tr("Thành phần hồ sơ"), Icon.FILES)
        self.forms = Card(self.tr("Biểu mẫu đã in"), Icon.PRINTER)
        self.note = Card(self.tr("Ghi chú"), Icon.PAPERCLIP)
        self._note = Label("", "body", wrap=True)
        self.note.body.addWidget(self._note)
        self._people.addWidget(self.filer, 0, 0)
        self._people.addWidget(self.owner, 0, 1)
        self._people.setColumnStretch(0, 1)
        self._people.setColumnStretch(1, 1)

    def set_side(self, side: int) -> None:
        """Sets the room left and right; less of it in a narrow window."""
        self._outer.setContentsMargins(side, theme.space(5), side, theme.space(5))

    def set_narrow(self, narrow: bool) -> None:
        """Puts the two people's cards under each other, and the buttons under the title."""
        self._narrow = narrow
        self._people.addWidget(self.owner, 1 if narrow else 0, 0 if narrow else 1)
        self._people.setColumnStretch(1, 0 if narrow else 1)
        buttons = self._second.itemAtPosition(1 if not narrow else 0, 0 if not narrow else 1)
        if buttons is not None:
            self._second.removeItem(buttons)
            self._second.addItem(buttons, 1 if narrow else 0, 0 if narrow else 1)

    # --- showing --------------------------------------------------------------------------

    def tell(self, words: str) -> None:
        """Says what could not be done, above the page."""
        self.trouble.say(words, action=self.tr("Đóng"))
        self.trouble.show()

    def focus(self) -> None:
        """Puts the focus on the first act that can be done."""
        for button in (self.resume, self.amend, self.reprint):
            if button.isEnabled() and button.isVisible():
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        self.reveal.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self) -> None:
        page = self._vm.page
        self._empty.setVisible(page is None)
        self.area.setVisible(page is not None)
        if page is None:
            return
        self.trouble.hide()
        self._show_head(page)
        self.due.show_page(page)
        self.due.setVisible(page.slip is None)
        self.slip.show_facts(page.slip)
        self._show_people()
        self._show_papers(page)
        self._show_forms(page)
        self._note.setText(page.note)
        self.note.setVisible(bool(page.note))

    def _show_head(self, page: Page) -> None:
        self.number_label.setText(page.number_label)
        self.number_label.setVisible(bool(page.number_label))
        self.kept.setVisible(not (self._narrow and page.number_label))  # no room for all of them
        self.number.setText(page.number)
        kind, icon = badge_of(page.state, page.state_tone)
        self.state.set_words(page.state_words, icon, kind)
        self.provisional.setVisible(page.provisional)
        self.procedure.setText(page.procedure)
        self.line.setText(page.procedure_line)
        self.fixed.say(page.fixed_title, page.fixed)
        self.fixed.setVisible(bool(page.fixed))
        why = {act.key: act.why_not for act in page.acts}
        self.resume.setVisible("resume" in why)
        for button, key in ((self.amend, "amend"), (self.reprint, "reprint")):
            # the reason stands above and beside the act; here it would make the button too wide
            button.setVisible(not why.get(key))
        printed = any(form.form == page.form for form in page.forms)
        self.reprint.set_words(print_words(page.form, printed))

    def _show_people(self) -> None:
        self.filer_rows.set_rows(_rows(self._vm.filer_rows))
        self.owner_rows.set_rows(_rows(self._vm.owner_rows))
        shown = self._vm.revealed
        words = self.tr("Che số") if shown else self.tr("Hiện đủ số")
        self.reveal.set_words(words, Icon.EYE_OFF if shown else Icon.LOCK)

    def _show_papers(self, page: Page) -> None:
        clear(self.papers.body)
        if not page.papers:
            said = self.tr("Hồ sơ này không ghi giấy tờ nào.")
            self.papers.body.addWidget(Label(said, "body", tone="text.secondary"))
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(6))
        grid.setVerticalSpacing(theme.space(1))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for column, words in enumerate((self.tr("Giấy tờ"), self.tr("Đã nhận"))):
            grid.addWidget(Label(words, "label", tone="text.muted"), 0, column)
        for at, paper in enumerate(page.papers):
            grid.addWidget(Rule(), 2 * at + 1, 0, 1, 2)
            grid.addWidget(Label(paper.name, "body", weight=500, wrap=True), 2 * at + 2, 0)
            given = Label(paper.given, "body", tone="text.secondary", wrap=True)
            grid.addWidget(given, 2 * at + 2, 1)
        self.papers.body.addLayout(grid)

    def _show_forms(self, page: Page) -> None:
        clear(self.forms.body)
        again = all(act.why_not == "" for act in page.acts if act.key == "reprint")
        if not any(form.form == page.form for form in page.forms):
            row = self._form_row(full_name(page.form), self.tr("chưa in"), again)
            self.forms.body.addLayout(row)
            again = False
        for form in page.forms:
            when = self.tr("bản in lại, {time}") if form.reprint else self.tr("in lúc {time}")
            acts = again and form.form == page.form  # at the newest print of today's paper
            again = again and not acts
            row = self._form_row(form.name, when.format(time=form.time), acts)
            self.forms.body.addLayout(row)

    def _form_row(self, name: str, when: str, acts: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.space(4))
        row.addWidget(Label(name, "body", weight=500, wrap=True), 1)
        row.addWidget(Label(when, "label", tone="text.muted"))
        for words, act in ((self.tr("Xem"), "preview"), (self.tr("In lại"), "reprint")):
            if acts:
                button = Button(words, "link")
                button.setAccessibleName(f"{words}, {name}")
                button.clicked.connect(lambda _=False, act=act: self.act_asked.emit(act))
                row.addWidget(button)
        return row

    def _show_busy(self, busy: bool) -> None:
        for button in (self.amend, self.reprint, self.resume):
            button.setEnabled(not busy)
