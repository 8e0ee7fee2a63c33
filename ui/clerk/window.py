"""The clerk's window: log-in over everything, the desk under it, the look, the crash guard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from core.domain.account import Right, may
from core.ports.desk import Person
from ui import theme
from ui.background import Background, Crash
from ui.clerk.login import LoginView
from ui.clerk.login_parts import role_words
from ui.clerk.scans import WedgeFilter
from ui.icons import Icon
from ui.viewmodels.base import Clock, crash_words, system_now
from ui.viewmodels.login import LOCK_MINUTES, LoginViewModel
from ui.widgets import Toast, install_focus_rings

if TYPE_CHECKING:
    from ui.clerk.desk import ClerkDesk
    from ui.clerk.previewing import Draw
    from ui.clerk.shell import Shell
    from ui.supervisor.desk import SupervisorDesk
    from ui.viewmodels.line import LineState
    from ui.viewmodels.printing import Paper, PrintQueueViewModel
    from ui.viewmodels.sync_room import Sticks

LOOK = "look/mode"
PLACE = "window/geometry"
#: logical pixels, below those of 1366×768 at 200 %
SMALLEST = (640, 360)
_TONES = {
    "success": Icon.CIRCLE_CHECK,
    "danger": Icon.CIRCLE_ALERT,
    "warning": Icon.TRIANGLE_ALERT,
    "info": Icon.INFO,
}


class ClerkWindow(QMainWindow):
    """Everything a clerk sees, from log-in to close.

    Signals:
        usable(): the log-in takes a password.
        ready(): a person is in and the reception's form may be used.
        closed(): the background is at its end; nothing runs any more.
        sync_wanted(bool): there is something new; True when a person asks for a sync.
    """

    usable = Signal()
    ready = Signal()
    closed = Signal()
    sync_wanted = Signal(bool)

    def __init__(
        self,
        background: Background,
        paper: Paper,
        draw: Draw,
        *,
        settings: QSettings | None = None,
        clock: Clock = system_now,
        lock_minutes: float = LOCK_MINUTES,
        sticks: Sticks | None = None,
        supervising: bool = False,
    ) -> None:
        """Shows the log-in; the desk is made once somebody is in.

        Args:
            background: where the station's desks are; the window ends it when it closes.
            paper: the printers.
            draw: turns a PDF into pages for the preview; runs on the pool.
            settings: where look and place are remembered; None forgets them.
            clock: for words only.
            lock_minutes: without input; 0 never locks.
            sticks: files carried to the province; without them the supervisor's rooms stay shut.
            supervising: opens the supervisor's rooms first, the counter when it is wanted.
        """
        super().__init__()
        self.background = background
        self._given = (paper, draw, clock)
        self._settings = settings
        self._hidden: list[QDialog] = []
        self._focused: QWidget | None = None
        self._scanner = ("", "")
        self._line: LineState | None = None
        self._ended = False
        self._sticks, self._supervising = sticks, supervising
        self.desk: ClerkDesk | None = None
        self.supervision: SupervisorDesk | None = None
        self._prints: PrintQueueViewModel | None = None
        self._front: QWidget | None = None  # what the lock covers
        install_focus_rings(_app())
        self.login = LoginViewModel(
            background, self, lock_minutes=lock_minutes, confirm_day=not supervising
        )
        self.login_view = LoginView(self.login)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.login_view)
        self.setCentralWidget(self.pages)
        self.setMinimumSize(*SMALLEST)
        self.setWindowTitle(self.tr("Quầy Một Cửa"))
        self.toast = Toast(self)
        self.wedge = WedgeFilter(self)
        self.wedge.install(_app())
        self._bind()
        self._restore()
        self.login.start()

    def _bind(self) -> None:
        self.login.step_changed.connect(self._stepped)
        self.login.signed_in.connect(self._enter)
        self.login.signed_out.connect(self._leave)
        self.login.locked.connect(self._cover)
        self.login.unlocked.connect(self._uncover)
        self.background.crashed.connect(self._crashed)
        self.wedge.scanned.connect(lambda text: self.scan(text, wedge=True))
        self.wedge.touched.connect(self.login.touch)
        look = QShortcut(QKeySequence("Ctrl+Shift+T"), self)
        look.activated.connect(self.next_look)
        rooms = QShortcut(QKeySequence("Ctrl+Shift+P"), self)
        rooms.activated.connect(self.open_supervision)

    def _stepped(self, step: str) -> None:
        if step == "sign_in":
            self.usable.emit()

    # --- in, out, locked ------------------------------------------------------------------

    @Slot(object)
    def _enter(self, person: Person) -> None:
        from ui.viewmodels.printing import PrintQueueViewModel  # the log-in needs none of it

        paper, _, _ = self._given
        self._prints = PrintQueueViewModel(self.background, paper, self)
        if self._supervising and self._may_supervise():
            self.open_supervision()
            return
        self.open_counter()
        if self._supervising:
            words = self.tr("Phòng phụ trách cần tài khoản của người phụ trách.")
            self.tell(words, "warning")

    def open_counter(self, number: str = "") -> None:
        """The counter's rooms, with a dossier's page when its number is given."""
        person = self.login.person
        if person is None:
            return
        if self.desk is None:
            self._make_counter(person)
        assert self.desk is not None  # made just now
        self._show(self.desk)
        if number:
            self.desk.open_code(number)

    def _make_counter(self, person: Person) -> None:
        from ui.clerk.desk import ClerkDesk

        paper, draw, clock = self._given
        desk = self.desk = ClerkDesk(self.background, paper, draw, clock, self, self._prints)
        self._dress(desk.shell, person)
        desk.set_site(self.login.site_name)
        desk.told.connect(self.tell)
        desk.lock_wanted.connect(self.login.lock)
        desk.sync_wanted.connect(self.sync_wanted)
        desk.rooms.reception.ready_changed.connect(lambda _: self.ready.emit())
        desk.rooms.status.set_scanner(*self._scanner)
        if self._line is not None:
            desk.province.set_line(self._line)
        self.pages.addWidget(desk)
        desk.start(person)

    def open_supervision(self) -> None:
        """The supervisor's rooms, for whoever may close a day."""
        person = self.login.person
        if person is None or self.login.step != "open" or not self._may_supervise():
            return
        if self.supervision is None:
            self._make_supervision(person)
        assert self.supervision is not None  # made just now
        self._show(self.supervision)
        self.supervision.focus()

    def _may_supervise(self) -> bool:
        person = self.login.person
        return (
            self._sticks is not None and person is not None and may(person.role, Right.ADMINISTER)
        )

    def _make_supervision(self, person: Person) -> None:
        from ui.supervisor.desk import SupervisorDesk

        assert self._sticks is not None  # looked at before
        paper, _, clock = self._given
        desk = self.supervision = SupervisorDesk(
            self.background, paper, self._sticks, clock, self, self._prints
        )
        self._dress(desk.shell, person)
        desk.set_site(self.login.site_name)
        desk.told.connect(self.tell)
        desk.lock_wanted.connect(self.login.lock)
        desk.sync_wanted.connect(self.sync_wanted)
        desk.counter_wanted.connect(self.open_counter)
        if self._line is not None:
            desk.set_line(self._line)
        self.pages.addWidget(desk)
        desk.start(alone=self.desk is None)

    def _dress(self, shell: Shell, person: Person) -> None:
        shell.say_who(person.name, role_words(person.role), self.login.window)
        shell.practice.setVisible(self.login.practice)
        shell.me_wanted.connect(self._show_menu)

    def _show(self, page: QWidget) -> None:
        self._front = page
        self.pages.setCurrentWidget(page)

    def _leave(self) -> None:
        self.pages.setCurrentWidget(self.login_view)
        self._hidden, self._focused, self._front = [], None, None
        for desk in (self.desk, self.supervision):
            if desk is not None:
                desk.end()
                self.pages.removeWidget(desk)
                desk.deleteLater()
        self.desk = self.supervision = None
        if self._prints is not None:
            self._prints.close()
            self._prints.deleteLater()
            self._prints = None

    def _cover(self) -> None:
        """Lays the log-in over everything; open dialogs keep what is typed in them."""
        self._focused = QApplication.focusWidget()
        self._hidden = [each for each in self.findChildren(QDialog) if each.isVisible()]
        for dialog in self._hidden:
            dialog.hide()
        self.toast.hide()
        self.pages.setCurrentWidget(self.login_view)

    def _uncover(self) -> None:
        if self._front is not None:
            self.pages.setCurrentWidget(self._front)
        for dialog in self._hidden:
            dialog.show()
        self._hidden = []
        if self._focused is not None and isValid(self._focused):
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focused = None

    # --- what comes from outside ----------------------------------------------------------

    def scan(self, data: bytes | str, *, wedge: bool = False) -> None:
        """A scanner read something; any field may have the focus."""
        self.login.touch()
        if self.desk is not None and self.login.step == "open":
            self.desk.scan(data, wedge=wedge)
        else:
            self.tell(self.tr("Đăng nhập rồi quét lại."), "info")

    def set_scanner(self, state: str, why: str = "") -> None:
        """``ready``, ``lost`` or "" for none; ``why`` in words."""
        self._scanner = (state, why)
        if self.desk is not None:
            self.desk.rooms.status.set_scanner(state, why)

    def set_line(self, state: LineState) -> None:
        """What the sync in the background tells."""
        self._line = state
        if self.desk is not None:
            self.desk.province.set_line(state)
        if self.supervision is not None:
            self.supervision.set_line(state)

    def tell(self, words: str, tone: str = "success") -> None:
        """A passing remark at the bottom."""
        self.toast.say(words, icon=_TONES[tone], tone=tone)

    def _crashed(self, crash: Crash) -> None:
        self.tell_crash(crash.reference)

    def tell_crash(self, reference: str) -> None:
        """The one crash guard: a band with the number to read out; work goes on."""
        title = self.tr("Lỗi ngoài dự kiến, mã {n}").format(n=reference)
        front = self.supervision if self._front is self.supervision else self.desk
        if front is not None:
            front.shell.tell_trouble(title, crash_words(reference))
        else:
            self.tell(crash_words(reference), "danger")

    # --- the look and the menu ------------------------------------------------------------

    def set_look(self, mode: theme.Mode) -> None:
        """Switches the look and remembers it."""
        theme.apply(_app(), mode)
        if self._settings is not None:
            self._settings.setValue(LOOK, mode)

    def next_look(self) -> None:
        """Ctrl+Shift+T: light, dark, high contrast, light."""
        at = theme.MODES.index(theme.mode())
        self.set_look(theme.MODES[(at + 1) % len(theme.MODES)])

    def menu(self) -> QMenu:
        """The menu of person and window."""
        menu = QMenu(self)
        person = self.login.person
        if person is not None:
            who = menu.addAction(f"{person.name} · {role_words(person.role)}")
            who.setEnabled(False)
            menu.addSeparator()
        looks = {
            "light": self.tr("Giao diện sáng"),
            "dark": self.tr("Giao diện tối"),
            "contrast": self.tr("Tương phản cao"),
        }
        group = QActionGroup(menu)
        for mode in theme.MODES:
            action = menu.addAction(looks[mode])
            action.setCheckable(True)
            action.setChecked(mode == theme.mode())
            action.triggered.connect(lambda _=False, mode=mode: self.set_look(mode))
            group.addAction(action)
        menu.addSeparator()
        front = self.supervision if self._front is self.supervision else self.desk
        if front is not None:
            _add(menu, self.tr("Bảng phím tắt"), "F1", front.show_keys)
        if self._may_supervise() and front is not self.supervision:
            _add(menu, self.tr("Phòng phụ trách"), "Ctrl+Shift+P", self.open_supervision)
        _add(menu, self.tr("Khóa màn hình"), "Ctrl+Shift+L", self.login.lock)
        _add(menu, self.tr("Đổi người đăng nhập"), "", self.login.sign_out)
        return menu

    def _show_menu(self) -> None:
        front = self.supervision if self._front is self.supervision else self.desk
        if front is not None:
            menu, me = self.menu(), front.shell.me
            menu.aboutToHide.connect(menu.deleteLater)
            right = me.mapToGlobal(QPoint(me.width(), me.height()))
            menu.popup(right - QPoint(menu.sizeHint().width(), 0))

    def _restore(self) -> None:
        if self._settings is not None:
            place = self._settings.value(PLACE)
            if place is not None:
                self.restoreGeometry(place)

    # --- the end --------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent, /) -> None:
        """Asks nothing: drafts are durable, acts handed over are done first."""
        if not self._ended:
            self._ended = True
            if self._settings is not None:
                self._settings.setValue(PLACE, self.saveGeometry())
            self.wedge.remove(_app())
            for desk in (self.desk, self.supervision):
                if desk is not None:
                    desk.end()
            if self._prints is not None:
                self._prints.close()
            self.login.close()
            self.background.drain_and_close()
            self.closed.emit()
        super().closeEvent(event)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _add(menu: QMenu, words: str, key: str, act: object) -> QAction:
    action = menu.addAction(words + (f"\t{key.replace('+', ' ')}" if key else ""))
    action.triggered.connect(lambda _=False: act())  # type: ignore[operator]
    return action


def remembered_look(settings: QSettings) -> theme.Mode:
    """The look that was chosen last, light at first."""
    found = str(settings.value(LOOK, "light"))
    return next((mode for mode in theme.MODES if mode == found), "light")
