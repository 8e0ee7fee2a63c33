"""The middle of closing: one question with its numbered answers, or what a check tells."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.parts import clear
from ui.icons import Icon
from ui.supervisor.asking import ask_before
from ui.supervisor.choices import Choices
from ui.supervisor.lists import MARKS
from ui.supervisor.number_strip import NumberStrip
from ui.supervisor.page import Page
from ui.viewmodels.closing import ClosingViewModel
from ui.viewmodels.day_details import Detail
from ui.viewmodels.day_questions import Choice, Question
from ui.widgets import AreaField, Button, Card, KeyValues, Label, paint, text

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Headline(QWidget):
    """State icon and title; the title wraps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "ok"
        self.title = Label("", "section", weight=600, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.size("icon") + theme.space(4) - 2, 0, 0, 0)
        row.addWidget(self.title)

    def say(self, title: str, state: str) -> None:
        """Changes both."""
        self._state = state
        self.title.setText(title)
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the icon."""
        size = theme.size("icon") + 3
        middle = self.title.y() + text.middle_of(self.title.text_font())
        name, tone = MARKS[self._state]
        paint.image(paint.start(self), name, QPointF(size / 2, middle), size, tone)


class ExplainPanel(Page):
    """Binds the middle of `ClosingViewModel`.

    Signals:
        go_wanted(str): ``print``, ``sync`` or ``exceptions``.
        dossier_wanted(str): the page of this number.
    """

    go_wanted = Signal(str)
    dossier_wanted = Signal(str)

    def __init__(self, viewmodel: ClosingViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vm = viewmodel
        self._shown = ""  # the question whose remark is in the field
        self.head = Headline()
        self.words = Label("", "body", tone="text.secondary", wrap=True)
        self._make_strip()
        self._make_card()
        self.rows = KeyValues()
        self._facts = Card()
        self._facts.body.addWidget(self.rows)
        self.ask = Label(self.tr("Xử lý thế nào?"), "body", weight=600)
        self.choices = Choices(self.tr("Xử lý thế nào?"))
        self.choices.picked.connect(viewmodel.choose)
        self.choices.entered.connect(self._go)
        self.remark = AreaField(self.tr("Ghi thêm"))
        self.remark.edited.connect(self._edited)
        self.remark.entered.connect(self._go)
        self.act = Button("", "primary", key="Enter")
        self.act.clicked.connect(self._go)
        self.go = Button("", "secondary", icon=Icon.ARROW_RIGHT)
        self.go.clicked.connect(self._gone)
        self.said = QWidget()
        self._said = QVBoxLayout(self.said)
        self._said.setContentsMargins(0, 0, 0, 0)
        self._said.setSpacing(theme.space(2))
        self._lay_out()
        viewmodel.changed.connect(self.refresh)
        self.refresh()

    def _make_strip(self) -> None:
        self.strip = NumberStrip()
        self._strip = Card(self.tr("Số đã dùng trong ngày"))
        self._strip.body.addWidget(self.strip)

    def _make_card(self) -> None:
        self.number = Label("", "value", weight=600, num=True)
        self.owner = Label("", "value", weight=600, wrap=True)
        self.about = Label("", "label", tone="text.secondary", wrap=True)
        self.open = Button(self.tr("Mở hồ sơ"), "link")
        self.open.clicked.connect(lambda: self.dossier_wanted.emit(self.number.text()))
        self._card = Card()
        first = QHBoxLayout()
        first.setSpacing(theme.space(3))
        first.addWidget(self.number)
        first.addStretch(1)
        first.addWidget(self.open)
        self._card.body.addLayout(first)
        self._card.body.addWidget(self.owner)
        self._card.body.addWidget(self.about)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        side = theme.space(6) - 4
        column.setContentsMargins(side, theme.space(4), side, theme.space(4))
        column.setSpacing(theme.space(3))
        column.addWidget(self.head)
        column.addWidget(self.words)
        for widget in (self._strip, self._card, self._facts):
            column.addWidget(widget)
        column.addSpacing(theme.space(0))
        column.addWidget(self.ask)
        column.addWidget(self.choices)
        column.addWidget(self.remark)
        foot = QHBoxLayout()
        foot.addWidget(self.act)
        foot.addWidget(self.go)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addWidget(self.said)
        self.narrow(self.head, self.words, self._strip, self._card, self._facts)
        self.narrow(self.choices, self.remark, self.said)
        column.addStretch(1)

    # --- showing --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Follows the view model."""
        question, detail = self._vm.question, self._vm.detail
        for widget in (self.ask, self.choices, self.remark, self.act):
            widget.setVisible(question is not None)
        self.go.hide()
        if question is not None:
            self._show_question(question)
        elif detail is not None:
            self._shown = ""
            self._show_detail(detail)
        self._show_said()

    def _show_question(self, question: Question) -> None:
        self.head.say(question.title, "ask")
        self.words.setText(question.words)
        self._strip.setVisible(question.strip is not None)
        self.strip.show_strip(question.strip)
        self._facts.hide()
        self._card.setVisible(question.card is not None)
        if question.card is not None:
            number, owner, about = question.card
            self.number.setText(number)
            self.owner.setText(owner)
            self.about.setText(about)
        answers = [(each.key, each.title, each.words) for each in question.choices]
        self.choices.show_answers(answers, self._vm.choice)
        if self._shown != question.key:
            self._shown = question.key
            self.remark.set_text(self._vm.remark)
            self.remark.clear_message()
        self._show_act(question)

    def _show_act(self, question: Question) -> None:
        chosen = next(each for each in question.choices if each.key == self._vm.choice)
        more = len(self._vm.left) > 1
        words, icon = self._act_words(chosen, more=more)
        self.act.set_words(words, icon)
        label = self.tr("Ghi rõ lý do") if chosen.words_wanted else self.tr("Ghi thêm")
        self.remark.label.setText(label)
        self.remark.edit.setAccessibleName(label)
        self.remark.setVisible(chosen.act != "print")

    def _act_words(self, chosen: Choice, *, more: bool) -> tuple[str, str]:
        if chosen.act == "print":
            next_ = self.tr("In và sang việc sau") if more else self.tr("In giấy")
            return next_, Icon.PRINTER
        if chosen.act == "cancel":
            return self.tr("Hủy hồ sơ này"), Icon.CIRCLE_X
        words = self.tr("Ghi và sang việc sau") if more else self.tr("Ghi giải trình")
        return words, Icon.CHECK

    def _show_detail(self, detail: Detail) -> None:
        check = next(each for each in self._vm.checks if each.key == self._vm.key)
        self.head.say(detail.title, check.state)
        self.words.setText(detail.words)
        self._strip.hide()
        self._card.hide()
        self._facts.setVisible(bool(detail.rows))
        self.rows.set_rows(detail.rows)
        self.go.setVisible(bool(detail.go))
        self.go.set_words(detail.go_words)

    def _show_said(self) -> None:
        """What was explained of this check, each to be taken back."""
        clear(self._said)
        said = [(q, words) for q, words in self._vm.answered() if q.check == self._vm.key]
        for question, words in said:
            self._said.addWidget(self._said_card(question, words))
        self.said.setVisible(bool(said))

    def _said_card(self, question: Question, words: str) -> Card:
        card = Card()
        title = Label(question.title, "body", weight=600, wrap=True)
        again = Button(self.tr("Giải trình lại"), "link")
        again.setAccessibleName(self.tr("Giải trình lại: {title}").format(title=question.title))
        again.clicked.connect(lambda: self._vm.forget(question.key))
        first = QHBoxLayout()
        first.addWidget(title, 1)
        first.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(first)
        card.body.addWidget(Label(words, "label", tone="text.secondary", wrap=True))
        return card

    # --- acting ---------------------------------------------------------------------------

    def focus(self) -> None:
        """Gives the focus to the answers, or to the way on."""
        if self._vm.question is not None:
            self.choices.focus()
        elif self.go.isVisible():
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self, words: str) -> None:
        self._vm.set_remark(words)
        self.remark.clear_message()

    def _go(self) -> None:
        self._vm.set_remark(self.remark.text())
        question = self._vm.question
        cancels = question is not None and self._vm.choice == "cancel"
        if question is not None and cancels and self.remark.text().strip():
            ask_before(
                self,
                self.tr("Hủy hồ sơ {number}?").format(number=question.papers[0].number),
                self.tr("Số này sẽ không dùng lại."),
                self.tr("Hủy hồ sơ"),
                self._vm.answer,
            )
        elif not self._vm.answer():
            self.remark.set_error(self.tr("Câu trả lời này cần lý do. Ghi vài chữ rồi bấm Enter."))
            QTimer.singleShot(0, self, self._focus_remark)  # laid out first: it is revealed whole

    def _focus_remark(self) -> None:
        self.remark.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _gone(self) -> None:
        detail = self._vm.detail
        if detail is not None:
            self.go_wanted.emit(detail.go)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Alt with a digit chooses from anywhere in the panel."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        at = event.key() - Qt.Key.Key_1.value
        if alt and self._vm.question is not None and 0 <= at < len(self.choices.rows):
            self.choices.pick(at)
        else:
            super().keyPressEvent(event)
