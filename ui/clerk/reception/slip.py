"""The right panel: the receipt to be, then save; on small windows a bar at the bottom."""

from __future__ import annotations

import re

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.reception.saved import SavedCard
from ui.icons import Icon
from ui.viewmodels.reception import ReceptionViewModel
from ui.viewmodels.reception_words import label_words
from ui.viewmodels.words import money
from ui.widgets import (
    Banner,
    Button,
    CutoffBar,
    Day,
    DayStrip,
    DueDisplay,
    EmptyState,
    KeyValues,
    Label,
    Rule,
    SlipCard,
    paint,
)
from ui.widgets.cards import Row
from ui.widgets.due import DayKind

NARROW = 260
SHADOW = 6
BAR = 64
_KINDS: dict[str, DayKind] = {"received": "start", "off": "off", "due": "due", "gap": "gap"}
_TONES = {"muted": "text.muted", "warning": "warning", "error": "danger"}


def _whole(value: str) -> str:
    """Keeps a number and its word on one line."""
    return re.sub(r"(?<=\d) (?=\w)", "\u00a0", value) or "–"


class Due(QWidget):
    """The promise, in 42 px or where that does not fit smaller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._large = DueDisplay()
        self._over = Label("", "body", weight=500, tone="text.secondary", wrap=True)
        self._date = Label("", "code", weight=700, num=True)
        self._under = Label("", "label", tone="text.secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self._large, self._over, self._date, self._under):
            column.addWidget(each)
        self.set_large(True)

    def set_large(self, large: bool) -> None:
        """Chooses the size."""
        self._large.setVisible(large)
        for each in (self._over, self._date, self._under):
            each.setVisible(not large)

    def say(self, over: str, date: str, under: str) -> None:
        """Sets the three lines."""
        self._large.say(over, date, under)
        for label, words in ((self._over, over), (self._date, date), (self._under, under)):
            label.setText(words)
        self.setAccessibleName(f"{over} {date} {under}".strip())


class Promise:
    """What the slip says first: the due date, what is due at once, or what is missing."""

    def __init__(self, viewmodel: ReceptionViewModel) -> None:
        self._vm = viewmodel

    def words(self, owner: QWidget) -> tuple[str, str, str]:
        """Returns three lines; only the last one while there is no date."""
        slip, form = self._vm.slip, self._vm.form
        if slip.filled:
            return slip.headline, slip.date_text, slip.before_text
        if form.at_once:
            copies = owner.tr("{n} bản, trả ngay tại quầy").format(n=form.value("copies"))
            return owner.tr("Trả ngay, thu"), money(form.state.fee), copies
        return "", "", slip.hint


class SaveButtons(QWidget):
    """F12 with its truthful label, and the two exits."""

    def __init__(self, viewmodel: ReceptionViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vm = viewmodel
        self.save = Button("", "primary", icon=Icon.PRINTER, key="F12", large=True)
        self.supplement = Button(self.tr("Bổ sung"), icon=Icon.FILE_TEXT, key="F7")
        self.refuse = Button(self.tr("Từ chối"), key="Shift F7")
        self.save.clicked.connect(lambda: viewmodel.save())
        self.supplement.clicked.connect(viewmodel.ask_supplement)
        self.refuse.clicked.connect(viewmodel.refuse)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(3))
        self.exits = QWidget()
        self._row = QHBoxLayout(self.exits)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space(3))
        self._row.addWidget(self.supplement)
        self._row.addWidget(self.refuse)
        self._column.addWidget(self.save)
        self._column.addWidget(self.exits)
        viewmodel.save_label_changed.connect(self._label)
        viewmodel.saving_changed.connect(self._label)
        self._label()

    def fit(self, room: int) -> None:
        """Puts the exits below each other where they do not fit beside each other."""
        both = self.supplement.sizeHint().width() + self.refuse.sizeHint().width()
        narrow = both + theme.space(3) > room
        way = QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self._row.setSpacing(theme.space(2 if narrow else 3))

    def _label(self) -> None:
        label = self._vm.save_label
        prints = label == label_words(self._vm.form.state, True) and not (
            self._vm.form.at_once and not self._vm.form.state.wants_receipt
        )
        if self._vm.saving:
            self.save.set_words(self.tr("Đang lưu"), Icon.HOURGLASS)
        else:
            self.save.set_words(label, Icon.PRINTER if prints else Icon.CHECK)


class SlipPanel(QWidget):
    """The panel; when it is low it leaves out details, never the date or the buttons.

    While the form is empty it tells of the dossier just saved.
    """

    def __init__(
        self, viewmodel: ReceptionViewModel, saved: SavedCard, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._promise, self._saved = viewmodel, Promise(viewmodel), saved
        self._rows: list[Row] = []
        self._narrow: bool | None = None
        self._fitting, self._left_out = False, 0
        self.empty = EmptyState(Icon.RECEIPT, viewmodel.slip.hint, outlined=True)
        self.empty.setMinimumHeight(theme.space(8) * 4)
        self.card = SlipCard("", Icon.RECEIPT, self.tr("Mẫu 01, A5, 2 liên"))
        # it is as high as its lines need at this width, not as Qt's hint guesses
        self.card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.due, self.strip, self.cut_off = Due(), DayStrip(), CutoffBar()
        self.missing = Label("", "value", weight=600, tone="text.secondary", wrap=True)
        self.sentence = Label("", "label", tone="text.secondary", wrap=True)
        self.rows = KeyValues([], right=True)
        self.rule, self.numbers = Rule(), Label("", "caption", tone="text.muted", wrap=True)
        self._fill_card()
        self.note = Banner("warning", "", icon=Icon.PRINTER)
        self.note.hide()
        self.buttons = SaveButtons(viewmodel)
        self._column = QVBoxLayout(self)
        self._below = QVBoxLayout()
        self._below.setSpacing(theme.space(3))
        self._below.addWidget(self.note)
        self._below.addWidget(self.buttons)
        self._empty_room = QVBoxLayout()
        self._empty_room.addWidget(self.empty)
        self._column.addLayout(self._empty_room)
        self._column.addWidget(saved)
        self._column.addWidget(self.card)
        self._column.addLayout(self._below)
        self._column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.set_narrow(False)
        viewmodel.slip.changed.connect(self.refresh)
        saved.changed.connect(self.refresh)

    def _fill_card(self) -> None:
        above, below = self.card.above, self.card.below
        above.addWidget(self.due)
        above.addWidget(self.missing)
        self._gap = QWidget()
        self._gap.setFixedHeight(theme.space(2))
        above.addWidget(self._gap)
        above.addWidget(self.strip)
        above.addWidget(self.cut_off)
        above.addSpacing(theme.space(1))
        above.addWidget(self.sentence)
        below.addWidget(self.rows)
        below.addWidget(self.rule)
        below.addWidget(self.numbers)

    def set_narrow(self, narrow: bool) -> None:
        """348 px, or 260."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else theme.size("panel"))
        side = theme.space(2 if narrow else 4)
        self._column.setContentsMargins(side - SHADOW, theme.space(4) - SHADOW, side - SHADOW, side)
        self._column.setSpacing(theme.space(1) + 3)
        self._below.setContentsMargins(SHADOW, 0, SHADOW, 0)
        self.due.set_large(not narrow)
        self._saved.set_narrow(narrow)
        self.buttons.fit(self.width() - 2 * side)
        self.refresh()

    def say(self, kind: str, words: str) -> None:
        """Shows a note above the button: ``wait``, ``printer``, or none with empty words."""
        if kind == "wait":
            self.note.say("", words, kind="info", icon=Icon.HOURGLASS)
        else:
            self.note.say("", words, kind="warning", icon=Icon.PRINTER)
        self.note.setVisible(bool(words))
        self._fit_soon()

    def refresh(self) -> None:
        """Shows what the receipt would say now."""
        slip, form = self._vm.slip, self._vm.form
        blank = form.state.empty
        self.empty.say(slip.hint)
        told = blank and self._saved.active()
        self._saved.setVisible(told)
        self.empty.setVisible(blank and not told)
        room = SHADOW if blank and not told else 0
        self._empty_room.setContentsMargins(room, room, room, room)
        self.card.setVisible(not blank)
        paperless = form.at_once and not form.state.wants_receipt
        title = self.tr("Trả ngay, không in giấy") if paperless else self.tr("Giấy hẹn sắp in")
        self.card.header.title.setText(title)
        self.card.header.aside.setText("" if paperless else self.tr("Mẫu 01, A5, 2 liên"))
        header = self.card.header
        room = self.width() - 2 * (SHADOW + theme.space(5)) - 2 * theme.space(3)
        wanted = header.title.sizeHint().width() + header.aside.sizeHint().width()
        header.aside.setVisible(wanted + theme.size("icon") + theme.space(4) <= room)
        over, date, under = self._promise.words(self)
        self.due.say(over, date, under)
        self.due.setVisible(bool(date))
        self.missing.setText(under)
        self.missing.setVisible(not date)
        self.strip.set_days([
            Day(cell.weekday, f"{cell.date:%d}" if cell.date else "", cell.word,
                _KINDS.get(cell.kind, "work"))
            for cell in slip.cells
        ])  # fmt: skip
        if slip.cut_off is not None:
            self.cut_off.say(slip.cut_off.now, slip.cut_off.words, slip.cut_off.share)
        self.sentence.setText(slip.sentence)
        self._rows = [
            (line.label, _whole(line.value), _TONES.get(line.tone, "text.primary"))
            for line in slip.rows
        ]
        self.numbers.setText(slip.numbers_text)
        self._show_details(self._left_out)
        self._fit_soon()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Leaves out what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit_soon(self) -> None:
        """Once for all changes of one moment, when labels know their heights."""
        if not self._fitting:
            self._fitting = True
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Shows as many details as the height allows, the least needed going first.

        The number and the people stand on the form too; how the date was counted does not.
        """
        self._fitting = False
        for left_out in range(len(self._rows) + 4):
            self._left_out = left_out
            self._show_details(left_out)
            if self._needed() <= self.height():
                break
        self._column.invalidate()  # measuring made Qt believe that it was laid out

    def _show_details(self, left_out: int) -> None:
        slip = self._vm.slip
        for each in (self.rule, self.numbers):
            each.setVisible(bool(slip.numbers_text) and left_out < 1)
        rows = len(self._rows)
        gone = min(max(left_out - 1, 0), max(rows - 1, 0))
        self.rows.set_rows(self._rows[gone:])
        self.sentence.setVisible(bool(slip.sentence) and left_out <= rows)
        days = left_out <= rows + 1
        bar = slip.cut_off is not None
        self._gap.setVisible(days and bool(slip.cells))
        self.strip.setVisible(days and bool(slip.cells) and not bar)
        self.cut_off.setVisible(days and bar)
        self._saved.show_details(left_out)

    def _needed(self) -> int:
        for each in (self.due, self.rows, self.note, self.card, self._saved, self.buttons):
            layout = each.layout()
            if layout is not None:
                layout.activate()
        self._below.invalidate()
        self._column.invalidate()
        return self._column.totalHeightForWidth(self.width())

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the ground."""
        painter = paint.start(self)
        painter.fillRect(self.rect(), theme.color("bg.canvas"))
        painter.fillRect(0, 0, 1, self.height(), theme.color("line.subtle"))


class BottomBar(QWidget):
    """The slip of a small window: due date and F12; after saving the number."""

    def __init__(
        self, viewmodel: ReceptionViewModel, saved: SavedCard, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._promise, self._saved = viewmodel, Promise(viewmodel), saved
        self._over = Label("", "caption", tone="text.secondary", wrap=True)
        self._date = Label("", "section", weight=700, num=True)
        self._hint = Label("", "label", tone="text.secondary", wrap=True)
        self._note = Label("", "caption", weight=600, tone="warning", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._over)
        words.addWidget(self._date)
        words.addWidget(self._hint)
        self._again = Button(self.tr("In lại"), "link", icon=Icon.PRINTER)
        self._again.setToolTip(self.tr("In lại giấy vừa lưu (Ctrl P)"))
        self._again.clicked.connect(saved.print_again)
        self.buttons = SaveButtons(viewmodel)
        self.buttons.exits.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(6), 0, theme.space(4), 0)
        row.setSpacing(theme.space(4))
        row.addLayout(words, 1)
        row.addWidget(self._note, 1)
        row.addWidget(self._again)
        row.addWidget(self.buttons)
        self._note.hide()
        self.setFixedHeight(max(BAR, theme.height("primary") + theme.space(3)))
        viewmodel.slip.changed.connect(self.refresh)
        saved.changed.connect(self.refresh)
        self.refresh()

    def say(self, kind: str, words: str) -> None:
        """Shows the first sentence of a note beside the date."""
        self._note.setText(words.partition(". ")[0])
        self._note.setToolTip(words)
        self._note.set_tone("info" if kind == "wait" else "warning")
        self._note.setVisible(bool(words))

    def refresh(self) -> None:
        """Shows the promise, or what was just saved."""
        over, date, under = self._promise.words(self)
        told = self._saved.active() and self._vm.form.state.empty
        if told:
            over, date, under = self._saved.summary(), self._saved.number(), ""
        self._over.set_tone("success" if told else "text.secondary")
        self._again.setVisible(told and self._saved.prints())
        self.setToolTip(self._saved.words() if told else "")
        self._over.setText(over)
        self._date.setText(date)
        self._hint.setText(under)
        self._over.setVisible(bool(date))
        self._date.setVisible(bool(date))
        self._hint.setVisible(not date)
        self.setAccessibleName(f"{over} {date} {under}".strip())

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the ground."""
        painter = paint.start(self)
        painter.fillRect(self.rect(), theme.color("bg.canvas"))
        painter.fillRect(0, 0, self.width(), 1, theme.color("line.subtle"))
