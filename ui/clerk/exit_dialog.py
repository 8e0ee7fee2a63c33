"""What the dialogs of the two other exits share: shape, keys, errors, waiting."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.exit_parts import Preview, Reasons
from ui.clerk.reception.heading import WaitWords
from ui.icons import Icon
from ui.viewmodels.exits import ExitViewModel
from ui.widgets import AreaField, Banner, Button, Label, Labelled, Scroll
from ui.widgets.panel import Ground

# below this height there is no room for banner and preview
LOW = 480
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FIRST_DIGIT = Qt.Key.Key_1.value
VM = TypeVar("VM", bound=ExitViewModel)


class ExitDialog(QDialog, Generic[VM]):
    """What both dialogs share: title, banner, usual reasons, what the citizen gets, the keys.

    F12 and Ctrl+Enter store and print, Shift+F12 only stores, Esc goes back to the form.
    Enter goes on to the next field and ends on the button.
    """

    def __init__(self, viewmodel: VM, title: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.vm = viewmodel
        self._printer = True
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(viewmodel.subject)
        self.setModal(True)
        self.banner = Banner("danger", "")
        self.banner.hide()
        self.reasons = Reasons(viewmodel.reasons)
        self.reason = AreaField(self.tr("Lý do ghi trên phiếu"))
        self.preview = Preview()
        self.save = Button("", "primary", icon=icon, key="F12")
        self.keep = Button(self.tr("Quay lại tờ tiếp nhận"), "secondary", key="Esc")
        self.wait = WaitWords(self)
        self.page = QWidget()
        self.rows = QVBoxLayout(self.page)
        self._lay_out(title)
        self._connect()
        self.set_printer(True)
        self._show_values()

    # --- building -------------------------------------------------------------------------

    def _lay_out(self, title: str) -> None:
        side = theme.space(6)
        self.rows.setContentsMargins(side, theme.space(1), side, theme.space(4))
        self.rows.setSpacing(theme.space(2))
        head = QVBoxLayout()
        head.setContentsMargins(side, theme.space(5), side, theme.space(2))
        head.setSpacing(theme.space(1) + 2)
        head.addWidget(Label(title, "section", weight=700))
        head.addWidget(Label(self.vm.subject, "label", tone="text.secondary", wrap=True))
        head.addWidget(self.banner)
        foot = Ground("bg.canvas")
        under = QVBoxLayout(foot)
        under.setContentsMargins(side, theme.space(3), side, theme.space(4))
        under.setSpacing(theme.space(3))
        under.addWidget(self.preview)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space(3))
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.save)
        under.addLayout(buttons)
        self.area = Scroll(self.page)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(self.area, 1)
        self._column.addWidget(foot)
        self._build()
        self.rows.addStretch(1)

    def _add_reason(self) -> None:
        hint = self.tr("Lý do thường gặp: bấm số, hoặc Alt và số khi đang gõ")
        self.rows.addWidget(Label(hint, "label", tone="text.secondary", wrap=True))
        self.rows.addWidget(self.reasons)
        self.rows.addWidget(self.reason)

    def _build(self) -> None:
        """Fills `rows`."""
        raise NotImplementedError

    def _connect(self) -> None:
        vm = self.vm
        vm.changed.connect(self._show_values)
        vm.errors_changed.connect(self._show_errors)
        vm.focus_requested.connect(self._focus_error)
        vm.banner.changed.connect(self._show_banner)
        vm.reception.banner.changed.connect(self._show_banner)
        vm.reception.saving_changed.connect(self._saving)
        self.wait.changed.connect(self._show_banner)
        self.reasons.picked.connect(self._pick)
        self.reason.edited.connect(lambda words: vm.set_value("reason", words))
        self.keep.clicked.connect(self.reject)
        self.save.clicked.connect(lambda: self._send())
        keys: dict[str, Callable[[], object]] = {
            "F12": lambda: self._send(),
            "Ctrl+Return": lambda: self._send(),
            "Ctrl+Enter": lambda: self._send(),
            "Shift+F12": lambda: self._send(False),
        }
        for at in range(len(self.reasons.items)):
            keys[f"Alt+{at + 1}"] = lambda at=at: self.vm.pick(at)  # type: ignore[misc]
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    def wanted_height(self, width: int) -> int:
        """Returns the height at which nothing has to be scrolled."""
        self._column.activate()
        page = self.rows.totalHeightForWidth(width)
        around = self._column.totalHeightForWidth(width) - self.area.sizeHint().height()
        return around + page

    # --- showing --------------------------------------------------------------------------

    def set_printer(self, ready: bool) -> None:
        """Whether paper comes out at once: the button tells the truth."""
        self._printer = ready
        self._show_button()

    def _show_button(self) -> None:
        if self.vm.reception.saving:
            self.save.set_words(self.tr("Đang lưu"), Icon.HOURGLASS)
        elif self._printer:
            self.save.set_words(self.tr("Lưu và in phiếu"), Icon.PRINTER)
        else:
            self.save.set_words(self.tr("Lưu, in sau"), Icon.CHECK)

    def _show_values(self) -> None:
        said = self.vm.value("reason")
        if self.reason.text() != said:
            self.reason.set_text(said)
        self.reasons.show_reason(said)

    def _show_banner(self) -> None:
        """What is waited for, else a fault of the machine, else how much is to be corrected."""
        words, fault = self.wait.words(), self.vm.reception.banner
        if words:
            self.banner.say("", words, kind="info", icon=Icon.HOURGLASS)
        else:
            shown = fault if fault.kind == "fault" else self.vm.banner
            self.banner.say(shown.title, shown.detail, kind="danger", icon="")
        said = bool(self.banner.words())
        if said:  # before the banner comes: what is shown is laid out at once
            self._make_room()
        self.banner.setVisible(said)
        self._make_room()

    def _make_room(self) -> None:
        """In a low window a banner takes the place of the sentence about the paper."""
        self.preview.setVisible(not (self.height() < LOW and bool(self.banner.words())))

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Keeps the fields in sight."""
        super().resizeEvent(event)
        self._make_room()

    def fields(self) -> dict[str, Labelled]:
        """Returns the fields that have messages, by key."""
        return {"reason": self.reason}

    def _show_errors(self) -> None:
        errors = self.vm.errors
        for key, field in self.fields().items():
            field.set_error(errors.get(key, ""))

    def _saving(self, saving: bool) -> None:
        """What is typed while it is being stored would be lost: nothing can be."""
        if saving:
            self.save.setFocus(Qt.FocusReason.OtherFocusReason)
            self.wait.start()
        else:
            self.wait.stop()
        self.page.setEnabled(not saving)
        self._show_button()

    # --- keys -----------------------------------------------------------------------------

    def begin(self) -> None:
        """Gives the focus to where one begins."""
        self.chain()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def chain(self) -> list[QWidget]:
        """Returns the widgets through which Enter leads to the button."""
        raise NotImplementedError

    def order_tabs(self, stops: list[QWidget]) -> None:
        """Lets Tab go from top to bottom."""
        stops = [*stops, self.save, self.keep]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _send(self, print_now: bool = True) -> None:
        self._before_sending()
        self._deliver(print_now)

    def _before_sending(self) -> None:
        """Takes what stands half typed."""

    def _deliver(self, print_now: bool) -> None:
        raise NotImplementedError

    def _focus_error(self, key: str) -> None:
        field = self.fields().get(key)
        if field is not None:
            self.bring(field.speaker())

    def bring(self, widget: QWidget) -> None:
        """Gives the focus, and brings it into sight once messages have their heights."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self.area.reveal(widget))

    def _pick(self, at: int) -> None:
        if self.vm.pick(at) and self.reasons.current() >= 0:
            self.reasons.focus(at)

    def _go_on(self, here: QWidget | None) -> None:
        chain = [each for each in self.chain() if each.isVisibleTo(self)]
        at = next((n for n, each in enumerate(chain) if each is here), -1)
        if here is None or at < 0:
            after = [self.reason.edit]  # from a reason behind its field
            at = next((n for n, each in enumerate(chain) if each in after), -1)
        target = chain[at + 1] if at + 1 < len(chain) else self.save
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter goes on; digits pick a reason wherever no text is being typed."""
        here, key = self.focusWidget(), event.key()
        if key in _ENTER:
            self._enter(here)
        elif self._digit(event, here):
            self._pick(key - _FIRST_DIGIT)
        else:
            super().keyPressEvent(event)

    def _enter(self, here: QWidget | None) -> None:
        if isinstance(here, Button):
            here.click()
            return
        at = self.reasons.current()
        if at >= 0:
            self.vm.pick(at)
        self._go_on(here)

    def _digit(self, event: QKeyEvent, here: QWidget | None) -> bool:
        typing = isinstance(here, QLineEdit | QTextEdit) and not here.isReadOnly()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        at = event.key() - _FIRST_DIGIT
        return not typing and not plain and 0 <= at < len(self.reasons.items)
