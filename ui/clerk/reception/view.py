"""The reception as one page: the form, and the receipt that grows beside it.

The view holds no rule: it binds fields by key, lists and commands of `ReceptionViewModel`.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from core.ports.desk import Logged
from ui import theme
from ui.clerk.reception import keys
from ui.clerk.reception.binding import Binder
from ui.clerk.reception.brought import BroughtBand
from ui.clerk.reception.fee import FeeSection
from ui.clerk.reception.heading import Heading, WaitWords
from ui.clerk.reception.papers import PapersSection
from ui.clerk.reception.people import PeopleSection
from ui.clerk.reception.procedure import ProcedureSection
from ui.clerk.reception.saved import SavedCard
from ui.clerk.reception.slip import BottomBar, SlipPanel
from ui.icons import Icon
from ui.viewmodels.reception import ReceptionViewModel
from ui.viewmodels.scan_input import Scanned
from ui.widgets import Scroll, Toast
from ui.widgets.focus import host_of

WIDE, MIDDLE, LOW = 1280, 900, 720
#: below this height sections stand a little closer
DENSE = 820
#: below this height of its own the panel would not hold date and buttons
LOWEST = 400
NARROW_FORM = 780


class ReceptionView(QWidget):
    """Receives dossiers, by keys alone if one likes.

    The shell calls `scan` with what a serial scanner read and `set_printer` with what
    `PrintQueueViewModel.ready_changed` tells.

    Signals:
        reprint_requested(str): "In lại" of the dossier just saved; its uid.
        dossier_requested(str): "Sửa hoặc hủy" of the dossier just saved; its uid.
    """

    reprint_requested = Signal(str)
    dossier_requested = Signal(str)

    def __init__(self, viewmodel: ReceptionViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.vm = viewmodel
        self._printer_words = ""
        self._note = ("", "")
        self._low = False
        self._just_saved = False
        self._scan_words = ""
        self.binder = Binder(viewmodel, self)
        self.heading = Heading(viewmodel)
        self.brought = BroughtBand(viewmodel, self.binder)
        self.people = PeopleSection(viewmodel, self.binder)
        self.procedure = ProcedureSection(viewmodel, self.binder)
        self.papers = PapersSection(viewmodel, self.binder)
        self.fee = FeeSection(viewmodel, self.binder)
        self.sections = (self.people, self.procedure, self.papers, self.fee)
        self.saved = SavedCard()
        self._lay_out()
        self.toast = Toast(self.page)
        self.wait = WaitWords(self)
        self._connect()
        keys.bind(self)
        self._order_tabs()
        self._sections_changed()

    # --- what the shell calls ---------------------------------------------------------------

    def scan(self, data: bytes | str, *, wedge: bool = False) -> Scanned:
        """Takes what a scanner read; what is odd about it stays in sight until the next act."""
        self._scan_words = "…"  # the notice that follows is about a scan
        found = self.vm.scan(data, wedge=wedge)
        self._scan_words = ""
        if found.words and found.kind != "dossier":
            self.toast.say(
                found.words, icon=Icon.TRIANGLE_ALERT, tone="warning", action=self.tr("Đã rõ")
            )
        elif not found.words:
            self.toast.hide()
        return found

    def set_printer(self, ready: bool, words: str) -> None:
        """Whether the printer takes paper, else why not."""
        self._printer_words = "" if ready else words
        self.vm.set_printer(ready, words)
        self._say_note()

    def focus_key(self, key: str) -> None:
        """Gives the focus to a field, or to the save button (``save``)."""
        if key == "save":
            self.save_button().setFocus(Qt.FocusReason.OtherFocusReason)
            self._fold()
            return
        section = self.vm.form.section_of(key)
        for each in self.sections:
            if each.key == section:
                each.set_folded(False)
        self.people.reveal(key)
        self._activate()
        if not self.binder.focus(key) and key.startswith("papers."):
            self.binder.focus(".".join(key.split(".")[:2]))
        self._reveal()
        QTimer.singleShot(0, self, self._reveal)  # again when messages have their heights

    def _reveal(self) -> None:
        """Brings what has the focus into sight, with the sentence under it."""
        widget = QApplication.focusWidget()
        if widget is not None and self.page.isAncestorOf(widget):
            self._activate()
            message = self.binder.message(self.binder.current)
            if message is not None:
                self.page.ensureWidgetVisible(message, 0, theme.space(3))
            self.page.reveal(widget)

    def save_button(self) -> QWidget:
        """Returns the F12 button in sight."""
        bar = not self.bar.isHidden()
        return self.bar.buttons.save if bar else self.panel.buttons.save

    # --- making -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(theme.space(6), theme.space(2) + 1, theme.space(6), 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.brought)
        for section in self.sections:
            column.addWidget(section)
        column.addStretch(1)
        self.page = Scroll(self.form)
        self.page.setMinimumWidth(0)  # the fields are laid anew when it becomes narrow
        self.page.verticalScrollBar().rangeChanged.connect(self._margins)
        self.panel = SlipPanel(self.vm, self.saved)
        self.bar = BottomBar(self.vm, self.saved)
        column.insertWidget(column.count() - 1, self._exits())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.page, 1)
        row.addWidget(self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(self.bar)
        self.bar.hide()
        self.exits.hide()
        for at, button in enumerate((self.panel.buttons.save, self.bar.buttons.save)):
            self.binder.stop("save", button, target=at == 0)

    def _margins(self) -> None:
        """The scroll bar stands in the right margin: what is beside it keeps its place."""
        column = self.form.layout()
        if column is None:
            return
        bar = self.page.verticalScrollBar()
        beside = bar.sizeHint().width() if bar.maximum() > 0 else 0
        side, top = theme.space(6), theme.space(2) + 1
        column.setContentsMargins(side, top, max(side - beside, 0), 0)

    def _exits(self) -> QWidget:
        """F7 and Shift+F7 at the form's end, where there is no panel."""
        self.exits = self.bar.buttons.exits
        layout = self.exits.layout()
        if layout is not None:
            layout.setContentsMargins(0, theme.space(3), 0, theme.space(3))
        return self.exits

    def _connect(self) -> None:
        vm = self.vm
        vm.focus_requested.connect(self.focus_key)
        vm.notice.connect(self._notice)
        vm.failed.connect(self._failed)
        vm.saved.connect(self._saved)
        vm.saving_changed.connect(self._saving)
        vm.form.sections_changed.connect(self._sections_changed)
        vm.form.edited.connect(self._edited)
        vm.form.papers.modelReset.connect(self._order_tabs)
        vm.form.papers.rowsInserted.connect(self._order_tabs)
        vm.form.related_changed.connect(self._order_tabs)
        vm.slip_back.changed.connect(self._brought)
        vm.banner.changed.connect(self._banner_changed)
        for section in self.sections:
            section.opened.connect(lambda section=section: self._open(section.key))
        self.binder.entered.connect(lambda _: self._fold())
        self.saved.reprint.connect(self.reprint_requested)
        self.saved.opened.connect(self.dossier_requested)
        self.wait.changed.connect(self._say_note)
        vm.slip.changed.connect(self._say_note)

    def _order_tabs(self) -> None:
        """From top to bottom, whenever rows were made."""
        order = [*self.heading.stops(), *self.brought.stops(), *self.people.stops()]
        order += [self.procedure.line, self.procedure.field.edit, self.procedure.limit.edit]
        order += [*self.papers.stops(), *self.fee.stops()]
        order += [self.panel.buttons.save, self.bar.buttons.save]
        for buttons in (self.panel.buttons, self.bar.buttons):
            order += [buttons.supplement, buttons.refuse]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # --- what the view model tells ----------------------------------------------------------

    def _notice(self, words: str) -> None:
        if self._just_saved:
            self._just_saved = False
            self.saved.explain(words)
        elif not self._scan_words:
            self.toast.say(words, icon=Icon.INFO, tone="info")

    def _failed(self, words: str) -> None:
        self.toast.say(words, icon=Icon.TRIANGLE_ALERT, tone="warning", action=self.tr("Đã rõ"))

    def _saved(self, logged: Logged) -> None:
        self._just_saved = True
        self.toast.hide()
        self.saved.show_saved(logged)
        self.page.verticalScrollBar().setValue(0)

    def _saving(self, saving: bool) -> None:
        """What is typed while a dossier is being stored would be lost: nothing can be."""
        if saving:
            self.save_button().setFocus(Qt.FocusReason.OtherFocusReason)
            self.wait.start()
            return
        self.wait.stop()
        self._lock(False)
        self.binder.show_values()
        self.fee.show_again()

    def _lock(self, locked: bool) -> None:
        self.form.setEnabled(not locked)

    def _banner_changed(self) -> None:
        if self.vm.banner.kind:
            self.page.verticalScrollBar().setValue(0)

    def _edited(self, _: str) -> None:
        if not self.vm.form.state.empty:
            self.saved.dismiss()
            self.toast.hide()

    def _brought(self) -> None:
        """A form 02 filled the form, or its lines were ticked."""
        self._order_tabs()
        if self.vm.slip_back.number:
            self.saved.dismiss()

    def _sections_changed(self) -> None:
        self.heading.refresh()
        words = {
            "done": self.tr("đủ"),
            "error": self.tr("có chỗ phải sửa"),
            "warning": self.tr("có chỗ cần xem lại"),
        }
        for section in self.sections:
            state = self.vm.form.section_state(section.key)
            progress = keys.PROGRESS.get(state, "empty")
            section.set_progress(progress, words.get(state, self.tr("chưa đủ")))
        self._fold()

    def _say_note(self) -> None:
        """Above the button: what is waited for, else why nothing will print."""
        waiting = self.wait.words()
        if waiting:
            self._lock(True)
        state = self.vm.form.state
        prints = not state.empty and (not state.at_once or state.wants_receipt)
        printer = self._printer_words if prints else ""
        note = ("wait", waiting) if waiting else ("printer", printer)
        if note == self._note:
            return
        self._note = kind, words = note
        self.panel.say(kind, words)
        self.bar.say(kind, words)

    # --- sizes ------------------------------------------------------------------------------

    def _open(self, key: str) -> None:
        first = {"filer": "filer.personal_no", "procedure": "procedure", "papers": "papers.0"}
        self.focus_key(first.get(key, "fee"))

    def _fold(self) -> None:
        """In a low window complete sections take one line each, except the one at work."""
        focus = QApplication.focusWidget()
        for section in self.sections:
            done = self.vm.form.section_state(section.key) == "done"
            inside = focus is not None and section.content.isAncestorOf(focus)
            blank = self.vm.form.state.empty
            fold = self._low and done and not inside and not blank
            section.set_folded(fold, section.folded_words() if fold else "")

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Chooses the arrangement."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent, /) -> None:
        """Chooses the arrangement once the window is known."""
        super().showEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        window = self.window().size()
        single = window.width() < MIDDLE or self.height() < LOWEST
        self._low = window.height() < LOW
        self._set_dense()
        self.panel.set_narrow(window.width() < WIDE)
        had = QApplication.focusWidget() in (self.panel.buttons.save, self.bar.buttons.save)
        self.panel.setVisible(not single)
        self.bar.setVisible(single)
        self.exits.setVisible(single)
        if had:
            self.save_button().setFocus(Qt.FocusReason.OtherFocusReason)
        form = self.width() - (0 if single else self.panel.width()) - 2 * theme.space(6)
        wide = form >= NARROW_FORM
        self.people.set_wide(wide)
        self.papers.set_wide(wide)
        self.fee.set_wide(wide)
        self.heading.fit(form)
        self._fold()

    def _set_dense(self) -> None:
        dense = self.window().height() < DENSE
        for section in self.sections:
            section.set_dense(dense)

    def _activate(self) -> None:
        """Lets layouts settle, so that what was just shown can be scrolled to."""
        layout = self.form.layout()
        if layout is not None:
            layout.activate()

    def ring_of(self, key: str) -> QWidget | None:
        """Returns the widget that is ringed for a key."""
        widget = self.binder.stops().get(key)
        return host_of(widget) if widget is not None else None
