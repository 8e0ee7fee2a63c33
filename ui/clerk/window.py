"""The clerk's window: rooms, keys that work anywhere, log-in over everything, the crash guard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QActionGroup, QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QStackedWidget, QWidget

from core.ports.desk import Person
from ui import theme
from ui.background import Background, Crash
from ui.clerk.login import LoginView, role_words
from ui.clerk.scans import WedgeFilter
from ui.viewmodels.base import Clock, crash_words, system_now
from ui.viewmodels.login import LOCK_MINUTES, LoginViewModel
from ui.viewmodels.printing import Paper
from ui.widgets import Toast

LOOK = "look/mode"
#: logical pixels of 1366×768 at 200 %
SMALLEST = (640, 360)


class ClerkWindow(QMainWindow):
    """Everything a clerk sees, from log-in to close.

    Signals:
        usable(): the log-in takes a password.
        ready(): a person is in and the reception's form may be used.
        closed(): the background is at its end; nothing runs any more.
    """

    usable = Signal()
    ready = Signal()
    closed = Signal()

    def __init__(
        self,
        background: Background,
        paper: Paper,
        *,
        draw: Callable[[bytes], object] | None = None,
        settings: QSettings | None = None,
        clock: Clock = system_now,
        lock_minutes: float = LOCK_MINUTES,
    ) -> None:
        """Shows the log-in; the rooms are made once somebody is in.

        Args:
            background: where the station's desks are; the window ends it when it closes.
            paper: the printers.
            draw: turns a PDF into pages of `ui.clerk.sheet.Page` for the preview.
            settings: where the look is remembered; None forgets it.
            clock: for words only.
            lock_minutes: without input; 0 never locks.
        """
        super().__init__()
        self.background, self._paper, self._draw = background, paper, draw
        self._settings, self._clock = settings, clock
        self._hidden: list[QDialog] = []
        self._focused: QWidget | None = None
        self._ended = False
        self.desk: QWidget | None = None
        self.login = LoginViewModel(background, self, lock_minutes=lock_minutes)
        self.login_view = LoginView(self.login)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.login_view)
        self.setCentralWidget(self.pages)
        self.setMinimumSize(*SMALLEST)
        self.setWindowTitle(self.tr("Quầy Một Cửa"))
        self.toast = Toast(self)
        self.wedge = WedgeFilter(self)
        self.wedge.scanned.connect(lambda text: self.scan(text, wedge=True))
        self.wedge.touched.connect(self.login.touch)
        self._app().installEventFilter(self.wedge)
        self._bind()
        self.login.start()

    @staticmethod
    def _app() -> QApplication:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return app

    def _bind(self) -> None:
        self.login.step_changed.connect(self._stepped)
        self.login.signed_in.connect(self._enter)
        self.login.signed_out.connect(self._leave)
        self.login.locked.connect(self._cover)
        self.login.unlocked.connect(self._uncover)
        self.background.crashed.connect(self.tell_crash)
        look = QShortcut(QKeySequence("Ctrl+Shift+T"), self)
        look.activated.connect(self.next_look)

    def _stepped(self, step: str) -> None:
        if step == "sign_in":
            self.usable.emit()

    # --- in, out, locked ------------------------------------------------------------------

    @Slot(object)
    def _enter(self, person: Person) -> None:
        from ui.clerk.desk import ClerkDesk  # the log-in needs none of it

        desk = ClerkDesk(self.background, self._paper, self._draw, self._clock, self)
        self.desk = desk
        desk.shell.say_who(
            _initials(person.name), person.name, role_words(person.role), self.login.window
        )
        desk.shell.practice.setVisible(self.login.practice)
        desk.site = self.login.site_name
        desk.told.connect(self.tell)
        desk.me_wanted.connect(self._show_menu)
        desk.rooms.reception.ready_changed.connect(lambda _: self.ready.emit())
        self.pages.addWidget(desk)
        self.pages.setCurrentWidget(desk)
        desk.start(person)

    def _leave(self) -> None:
        self.pages.setCurrentWidget(self.login_view)
        self._hidden.clear()
        self._focused = None
        if self.desk is not None:
            self.desk.close_rooms()  # type: ignore[attr-defined]
            self.pages.removeWidget(self.desk)
            self.desk.deleteLater()
            self.desk = None

    def _cover(self) -> None:
        """Lays the log-in over everything; open dialogs keep what is typed in them."""
        self._focused = QApplication.focusWidget()
        self._hidden = [each for each in self.findChildren(QDialog) if each.isVisible()]
        for dialog in self._hidden:
            dialog.hide()
        self.pages.setCurrentWidget(self.login_view)

    def _uncover(self) -> None:
        if self.desk is not None:
            self.pages.setCurrentWidget(self.desk)
        for dialog in self._hidden:
            dialog.show()
        self._hidden = []
        if self._focused is not None:
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
            self._focused = None
