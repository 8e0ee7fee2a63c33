"""The room "Đóng ngày": checks left, the one being explained in the middle, counters right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.supervisor.asking import ask_before, holds_focus
from ui.supervisor.closed import ClosedPanel
from ui.supervisor.explain import ExplainPanel
from ui.supervisor.lists import Item, PickList, Pips
from ui.supervisor.side import SidePanelView
from ui.viewmodels.closing import ClosingViewModel
from ui.viewmodels.day_sheet import DaySheetViewModel
from ui.viewmodels.status import StatusViewModel
from ui.widgets import Button, EmptyState, Label, Scroll
from ui.widgets.panel import Ground

#: widths of the room: all three columns; list and middle; below, one after the other
THREE, TWO = 1080, 760
#: of the list
LIST, NARROW_LIST = 400, 320


class ClosingView(QWidget):
    """Binds `ClosingViewModel`.

    Signals:
        go_wanted(str): ``print``, ``sync`` or ``exceptions``.
        dossier_wanted(str): the page of this number.
        send_wanted(): sync now.
    """

    go_wanted = Signal(str)
    dossier_wanted = Signal(str)
    send_wanted = Signal()

    def __init__(
        self,
        viewmodel: ClosingViewModel,
        sheet: DaySheetViewModel,
        status: StatusViewModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._vm = viewmodel
        self._inside = False  # in one column: the middle is in sight
        self._make_list()
        self.explain = ExplainPanel(viewmodel)
        self.explain.go_wanted.connect(self.go_wanted)
        self.explain.dossier_wanted.connect(self.dossier_wanted)
        self.closed = ClosedPanel(viewmodel, sheet)
        self.empty = EmptyState(Icon.CALENDAR, self.tr("Đang đọc số liệu của ngày…"))
        self._make_middle()
        self.side = SidePanelView(viewmodel, status)
        self.side.send_wanted.connect(self.send_wanted)
        self.side.stick_wanted.connect(lambda: self.go_wanted.emit("sync"))
        self.side.sign_wanted.connect(self.sign)
        self._make_foot()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.middle, 1)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.foot)
        viewmodel.changed.connect(self.refresh)
        viewmodel.focus_wanted.connect(self._focus_answers)
        self.refresh()

    def _make_list(self) -> None:
        self.list = Ground("bg.surface")
        self.title = Label(self.tr("Mười việc kiểm tra"), "value", weight=600)
        self.told = Label("", "label", tone="text.secondary")
        self.pips = Pips()
        self.checks = PickList(self.tr("Mười việc kiểm tra"))
        self.checks.picked.connect(self._picked)
        self.checks.entered.connect(self._entered)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.told)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(theme.space(2) + 2, 0, theme.space(2) + 2, theme.space(3))
        rows.addWidget(self.checks)
        rows.addStretch(1)
        column = QVBoxLayout(self.list)
        side = theme.space(6)
        column.setContentsMargins(0, theme.space(3), 0, 0)
        column.setSpacing(theme.space(2))
        above = QVBoxLayout()
        above.setContentsMargins(side, 0, theme.space(5), 0)
        above.setSpacing(theme.space(2))
        above.addLayout(head)
        above.addWidget(self.pips)
        column.addLayout(above)
        column.addWidget(Scroll(page), 1)

    def _make_middle(self) -> None:
        self.middle = Ground("bg.canvas", left_line=True)
        self.stack = QStackedWidget()
        self._pages = {"open": Scroll(self.explain), "closed": Scroll(self.closed)}
        for each in (*self._pages.values(), self.empty):
            self.stack.addWidget(each)
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self.stack)

    def _make_foot(self) -> None:
        """The signature where there is no room for the right column."""
        self.foot = Ground("bg.surface")
        self.foot_sign = Button(self.tr("Ký đóng ngày"), "primary", icon=Icon.LOCK, key="F12")
        self.foot_sign.clicked.connect(self.sign)
        self.foot_left = Label("", "label", tone="text.muted", wrap=True)
        self.back = Button(self.tr("Mười việc"), "quiet", icon=Icon.CHEVRON_LEFT, key="Esc")
        self.back.clicked.connect(self.leave)
        below = QHBoxLayout(self.foot)
        below.setContentsMargins(theme.space(4), theme.space(1), theme.space(4), theme.space(2))
        below.setSpacing(theme.space(3))
        below.addWidget(self.back)
        below.addWidget(self.foot_left, 1)
        below.addWidget(self.foot_sign)

    # --- showing --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Follows the view model."""
        vm = self._vm
        if vm.state == "none":
            self.empty.say(
                self.tr("Chưa mở ngày làm việc nào"),
                self.tr("Ngày mở khi đăng nhập vào quầy hoặc khi có hồ sơ đầu tiên."),
            )
        page = self._pages.get(vm.state, self.empty)
        self.stack.setCurrentWidget(page)
        shown = vm.checks
        items = [Item(each.key, each.title, each.line, each.state) for each in shown]
        self.checks.show_items(items, vm.key)
        self.pips.show_states([each.state for each in shown])
        self.told.setText(self._told_words([each.state for each in shown]))
        self.foot_left.setText(vm.left_words)
        self.foot_sign.setEnabled(not vm.busy)
        self._reshape()

    def _told_words(self, states: list[str]) -> str:
        ask, warn = states.count("ask"), states.count("warn")
        good = len(states) - ask - warn
        if ask and warn:
            text = self.tr("{good} khớp, {ask} giải trình, {warn} nên xem")
            return text.format(good=good, ask=ask, warn=warn)
        if ask:
            return self.tr("{good} khớp, {ask} cần giải trình").format(good=good, ask=ask)
        if warn:
            return self.tr("{good} khớp, {warn} nên xem").format(good=good, warn=warn)
        return self.tr("Khớp cả {n}").format(n=good) if states else ""

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Three columns, two, or one after the other."""
        super().resizeEvent(event)
        self._reshape()

    def _reshape(self) -> None:
        scale = theme.text_scale()
        is_open = self._vm.state == "open"
        three, two = self.width() >= THREE * scale, self.width() >= TWO * scale
        wide = round((LIST if self.width() >= (THREE + 120) * scale else NARROW_LIST) * scale)
        if two:
            self.list.setFixedWidth(wide)
        else:
            self.list.setMinimumWidth(0)
            self.list.setMaximumWidth(16_777_215)
        self.list.setVisible(is_open and (two or not self._inside))
        self.middle.setVisible(two or not is_open or self._inside)
        self.side.setVisible(three and self._vm.state in ("open", "closed"))
        self.foot.setVisible(is_open and not three)
        self.back.setVisible(not two and self._inside)

    # --- acting ---------------------------------------------------------------------------

    def focus(self) -> bool:
        """Puts the focus where work goes on: the answers, else the checks; False without any."""
        if self._vm.state == "closed":
            self.closed.print.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._vm.question is not None and self.middle.isVisible():
            self.explain.focus()
        else:
            self.checks.focus()
        return self._vm.state in ("open", "closed")

    def sign(self, *_: object) -> None:
        """F12: to the first thing to be explained, or the question before signing."""
        if self._vm.state == "closed":
            self.closed.sign_office()
        elif self._vm.state == "open" and not self._vm.next_question():
            ask_before(
                self,
                self.tr("Ký đóng ngày {day}?").format(day=self._vm.day_in_line),
                self.tr(
                    "Ngày đã đóng không mở lại được. Việc làm thêm tự ghi vào ngày làm việc kế"
                    " tiếp, có ghi bổ sung."
                ),
                self.tr("Ký đóng ngày"),
                self._vm.sign,
                keep=self.tr("Để sau"),
                danger=False,
            )

    def leave(self) -> bool:
        """Esc: back to the checks; False when they are in sight already."""
        if self._inside and not self.list.isVisible():
            self._inside = False
            self._reshape()
            self.checks.focus()
            return True
        if holds_focus(self.explain):
            self.checks.focus()
            return True
        return False

    def _picked(self, key: str) -> None:
        self._vm.pick(key)

    def _entered(self, key: str) -> None:
        self._vm.pick(key)
        self._focus_answers()

    def _focus_answers(self) -> None:
        if not self._inside:
            self._inside = True
            self._reshape()
        QTimer.singleShot(0, self, self.explain.focus)  # laid out first, so that it is revealed

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Esc goes one step back."""
        if event.key() != Qt.Key.Key_Escape or not self.leave():
            super().keyPressEvent(event)
