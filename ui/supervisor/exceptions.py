"""The room "Việc cần quyết": the list left, the line being decided in the middle."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.ports.supervision import OpenLine
from ui import theme
from ui.icons import Icon
from ui.supervisor.asking import ask_before, holds_focus
from ui.supervisor.choices import Choices
from ui.supervisor.explain import Headline
from ui.supervisor.lists import Item, PickList
from ui.supervisor.page import Page
from ui.viewmodels import exception_words
from ui.viewmodels.exception_words import Row
from ui.viewmodels.exceptions import ExceptionsViewModel
from ui.widgets import AreaField, Banner, Button, Card, EmptyState, KeyValues, Label, Scroll
from ui.widgets.panel import Ground

#: width of the room from which list and line stand side by side; of the list
TWO, LIST = 760, 400


class LinePanel(Page):
    """One line: what happened, of which dossier, what may be decided.

    Signals:
        dossier_wanted(str): the page of this number.
    """

    dossier_wanted = Signal(str)

    def __init__(self, viewmodel: ExceptionsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vm = viewmodel
        self._shown = 0
        self.head = Headline()
        self.words = Label("", "body", tone="text.secondary", wrap=True)
        self.facts = KeyValues()
        self._facts = Card()
        self.open = Button(self.tr("Mở hồ sơ"), "link")
        self.open.clicked.connect(self._open)
        around = QHBoxLayout()
        around.addWidget(self.facts, 1)
        around.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.body.addLayout(around)
        self.province = Banner("info", "", "")
        self.ask = Label(self.tr("Quyết thế nào?"), "body", weight=600)
        self.choices = Choices(self.tr("Quyết thế nào?"))
        self.choices.picked.connect(viewmodel.choose)
        self.choices.entered.connect(self._go)
        self.reason = AreaField(self.tr("Lý do"))
        self.reason.edited.connect(self._edited)
        self.reason.entered.connect(self._go)
        self.act = Button(self.tr("Ghi quyết định"), "primary", icon=Icon.CHECK, key="Enter")
        self.act.clicked.connect(self._go)
        column = QVBoxLayout(self)
        side = theme.space(6) - 4
        column.setContentsMargins(side, theme.space(4), side, theme.space(4))
        column.setSpacing(theme.space(3))
        for widget in (
            self.head, self.words, self._facts, self.province, self.ask, self.choices, self.reason,
        ):  # fmt: skip
            self.narrow(widget)
            column.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self.act)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        viewmodel.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Follows the view model; what is typed is left alone."""
        line = self._vm.line
        if line is None:
            return
        end, decisions = line.line, self._vm.decisions
        self.head.say(exception_words.title_of(end), "ask" if decisions else "plain")
        self.words.setText(exception_words.words_of(end))
        self.facts.set_rows(self._rows(line))
        self.open.setVisible(bool(line.owner))
        mine = bool(decisions)
        for widget in (self.ask, self.choices, self.reason, self.act):
            widget.setVisible(mine)
        self.province.setVisible(not mine)
        if not mine:
            self.province.say(
                self.tr("Tỉnh quyết việc này"),
                self.tr("Ở điểm không phải làm gì. Cần hỏi thì gọi cho tỉnh, đọc số việc."),
                kind="info",
            )
        self.choices.show_answers([(d.key, d.title, d.words) for d in decisions], self._vm.decision)
        if self._shown != end.id:
            self._shown = end.id
            self.reason.set_text(self._vm.reason)
            self.reason.clear_message()
        self.act.setEnabled(not self._vm.busy)

    def _rows(self, line: OpenLine) -> list[tuple[str, str]]:
        end = line.line
        rows = [
            (self.tr("Hồ sơ"), line.number or end.number),
            (self.tr("Chủ hồ sơ"), line.owner),
            (self.tr("Thủ tục"), line.procedure_name),
            (self.tr("Tỉnh thấy lúc"), exception_words.raised_words(end)),
            (self.tr("Việc"), exception_words.event_words(end)),
        ]
        return [(name, value) for name, value in rows if value]

    def focus(self) -> bool:
        """Gives the focus to the answers; False when there are none to give."""
        self.choices.focus()
        return bool(self.choices.rows) and self.choices.isVisible()

    def _open(self) -> None:
        line = self._vm.line
        if line is not None:
            self.dossier_wanted.emit(line.number)

    def _edited(self, words: str) -> None:
        self._vm.set_reason(words)
        self.reason.clear_message()

    def _go(self) -> None:
        self._vm.set_reason(self.reason.text())
        if not self.reason.text().strip():
            self.reason.set_error(self.tr("Quyết định cần lý do. Ghi vài chữ rồi bấm Enter."))
            self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._vm.decision == "cancel_this":
            line = self._vm.line
            number = line.number if line else ""
            ask_before(
                self,
                self.tr("Hủy hồ sơ {number}?").format(number=number),
                self.tr("Số này sẽ không dùng lại."),
                self.tr("Hủy hồ sơ"),
                self._vm.resolve,
            )
        else:
            self._vm.resolve()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Alt with a digit chooses from anywhere in the panel."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        at = event.key() - Qt.Key.Key_1.value
        if alt and 0 <= at < len(self.choices.rows):
            self.choices.pick(at)
        else:
            super().keyPressEvent(event)


class ExceptionsView(QWidget):
    """Binds `ExceptionsViewModel`.

    Signals:
        dossier_wanted(str): the page of this number.
    """

    dossier_wanted = Signal(str)

    def __init__(self, viewmodel: ExceptionsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vm = viewmodel
        self._inside = False
        self.list = Ground("bg.surface")
        self.title = Label(self.tr("Chờ quyết định"), "value", weight=600)
        self.told = Label("", "label", tone="text.secondary")
        self.lines = PickList(self.tr("Việc cần quyết"))
        self.lines.picked.connect(lambda key: viewmodel.pick(int(key)))
        self.lines.entered.connect(self._entered)
        self._lay_out_list()
        self.panel = LinePanel(viewmodel)
        self.panel.dossier_wanted.connect(self.dossier_wanted)
        self.middle = Ground("bg.canvas", left_line=True)
        self.back = Button(self.tr("Danh sách"), "quiet", icon=Icon.CHEVRON_LEFT, key="Esc")
        self.back.clicked.connect(self.leave)
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Scroll(self.panel), 1)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.empty = EmptyState(Icon.LIST_CHECKS, self.tr("Đang đọc danh sách…"))
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.middle, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(work)
        self.stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        viewmodel.changed.connect(self.refresh)
        self.refresh()

    def _lay_out_list(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.space(6), 0, theme.space(5), 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.told)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(theme.space(2) + 2, 0, theme.space(2) + 2, theme.space(3))
        rows.addWidget(self.lines)
        rows.addStretch(1)
        column = QVBoxLayout(self.list)
        column.setContentsMargins(0, theme.space(3), 0, 0)
        column.setSpacing(theme.space(2))
        column.addLayout(head)
        column.addWidget(Scroll(page), 1)

    def refresh(self) -> None:
        """Follows the view model."""
        shown, line = self._vm.rows, self._vm.line
        if self._vm.known and not shown:
            self.empty.say(
                self.tr("Không có việc nào chờ quyết"),
                self.tr("Tỉnh thấy việc chưa khớp thì việc hiện ở đây sau lần đồng bộ kế tiếp."),
            )
        self.stack.setCurrentIndex(0 if shown else 1)
        items = [
            Item(
                str(row.id),
                row.title,
                self._waits(row),
                "late" if row.late else "plain",
                row.about,
            )
            for row in shown
        ]
        self.lines.show_items(items, str(line.line.id) if line else "")
        self.told.setText(self.tr("{n} việc").format(n=len(shown)) if shown else "")
        self._reshape()

    def _waits(self, row: Row) -> str:
        text = self.tr("{owner}, đã chờ {age}") if row.late else self.tr("{owner}, chờ {age}")
        return text.format(owner=row.owner, age=row.age)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Side by side, or one after the other."""
        super().resizeEvent(event)
        self._reshape()

    def _reshape(self) -> None:
        scale = theme.text_scale()
        two = self.width() >= TWO * scale
        if two:
            self.list.setFixedWidth(round(LIST * scale))
        else:
            self.list.setMinimumWidth(0)
            self.list.setMaximumWidth(16_777_215)
        self.list.setVisible(two or not self._inside)
        self.middle.setVisible(two or self._inside)
        self.back.setVisible(not two)

    def focus(self) -> bool:
        """Puts the focus on the list; False when it is empty."""
        self.lines.focus()
        return bool(self.lines.rows)

    def leave(self) -> bool:
        """Esc: back to the list; False when it has the focus already."""
        inside = holds_focus(self.panel)
        if self._inside and not self.list.isVisible():
            self._inside = False
            self._reshape()
            inside = True
        if inside:
            self.lines.focus()
        return inside

    def _entered(self, key: str) -> None:
        self._vm.pick(int(key))
        self._inside = True
        self._reshape()
        QTimer.singleShot(0, self, self._focus_panel)  # laid out first, so that it is revealed

    def _focus_panel(self) -> None:
        if not self.panel.focus() and self.back.isVisible():
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Esc goes one step back."""
        if event.key() != Qt.Key.Key_Escape or not self.leave():
            super().keyPressEvent(event)
