"""The supervisor's rooms in their shell, and the keys that work in all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.background import Background
from ui.clerk.keys import KeyMapSheet
from ui.clerk.province import Province
from ui.supervisor.closing import ClosingView
from ui.supervisor.exceptions import ExceptionsView
from ui.supervisor.keys import key_map
from ui.supervisor.rooms import SupervisorRooms
from ui.supervisor.shell import CLOSING, COUNTER, EXCEPTIONS, SYNC, SupervisorShell, rooms
from ui.supervisor.sync_room import SyncView
from ui.viewmodels.base import Clock
from ui.viewmodels.line import LineState
from ui.viewmodels.printing import Paper, PrintQueueViewModel
from ui.viewmodels.sync_room import Sticks
from ui.viewmodels.words import count_words, money

Place = ClosingView | SyncView | ExceptionsView


class SupervisorDesk(QWidget):
    """One supervisor's rooms, from sign-in to sign-out.

    Signals:
        told(str, str): a sentence for the toast and its tone.
        lock_wanted(): the window is to be covered.
        sync_wanted(bool): there is something new; True when a person asks for a sync.
        counter_wanted(str): the counter, with the page of this number unless it is "".
    """

    told = Signal(str, str)
    lock_wanted = Signal()
    sync_wanted = Signal(bool)
    counter_wanted = Signal(str)

    def __init__(
        self,
        background: Background,
        paper: Paper,
        sticks: Sticks,
        clock: Clock,
        window: QWidget,
        prints: PrintQueueViewModel | None = None,
    ) -> None:
        super().__init__(window)
        self.rooms = SupervisorRooms(background, paper, sticks, self, clock=clock, prints=prints)
        self.shell = SupervisorShell()
        self._site = ""
        self._before: QWidget | None = None
        models = self.rooms
        self.closing = ClosingView(models.closing, models.sheet, models.status)
        self.sync = SyncView(models.sync, models.status, clock)
        self.exceptions = ExceptionsView(models.exceptions)
        self._places: dict[str, Place] = {
            CLOSING: self.closing,
            SYNC: self.sync,
            EXCEPTIONS: self.exceptions,
        }
        for place in self._places.values():
            self.shell.stack.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.shell)
        self.keys = KeyMapSheet(self, key_map())
        self.province = Province(background, models.status, window)
        self._tie()
        self._bind_keys()
        self.shell.rail.select(CLOSING)
        self._show_title()

    def _tie(self) -> None:
        models, shell = self.rooms, self.shell
        shell.room_wanted.connect(self.go)
        shell.strip_asked.connect(self._strip_asked)
        models.told.connect(self.told)
        models.sync_wanted.connect(self.sync_wanted)
        self.province.send_wanted.connect(lambda: self.sync_wanted.emit(True))
        models.status.changed.connect(lambda: shell.show_status(models.status.items))
        models.status.time_changed.connect(self._show_time)
        models.closing.changed.connect(self._show_title)
        models.exceptions.counted.connect(lambda n: shell.rail.set_count(EXCEPTIONS, n))
        self.closing.go_wanted.connect(self._go_on)
        self.closing.send_wanted.connect(self.send_now)
        for place in (self.closing, self.exceptions):
            place.dossier_wanted.connect(self.counter_wanted)
        self.keys.closed.connect(self._back_to_focus)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            room.shortcut: lambda key=room.key: self.go(key)  # type: ignore[misc]
            for room in rooms()
        }
        keys |= {
            "F1": self.show_keys,
            "F12": self._f12,
            "Ctrl+U": self.send_now,
            "Ctrl+P": self._print,
            "Ctrl+S": self._save,
            "Ctrl+Shift+L": self.lock_wanted.emit,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # --- going about ----------------------------------------------------------------------

    def start(self, *, alone: bool = True) -> None:
        """Asks for everything; ``alone`` when no counter is there to tell of a restore."""
        self.rooms.start()
        if alone:
            self.province.start()

    def set_site(self, name: str) -> None:
        """Shows the unit's name."""
        self._site = name
        self._show_time()

    def set_line(self, state: LineState) -> None:
        """What the sync in the background tells."""
        self.province.set_line(state)
        if not state.busy:
            self.rooms.closing.refresh()
            self.rooms.exceptions.refresh()

    def room(self) -> str:
        """Returns the room in sight."""
        return self.shell.rail.selected()

    def go(self, key: str) -> None:
        """Shows a room; "counter" leads out."""
        if key == COUNTER:
            self.shell.rail.select(self._shown())
            self.counter_wanted.emit("")
            return
        self.shell.rail.select(key)
        self.shell.stack.setCurrentWidget(self._places[key])
        self._show_title()
        self.focus()

    def _shown(self) -> str:
        here = self.shell.stack.currentWidget()
        return next(key for key, place in self._places.items() if place is here)

    def focus(self) -> None:
        """Puts the focus where work goes on, or on the room's name."""
        here = self._shown()
        if not self._places[here].focus():
            self.shell.rail.item(here).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, where: str) -> None:
        if where == "print":
            self.rooms.prints.retry_all()
        else:
            self.go(where)

    # --- showing --------------------------------------------------------------------------

    def _show_title(self) -> None:
        closing, shell = self.rooms.closing, self.shell
        titles = {
            SYNC: self.tr("Đồng bộ với tỉnh"),
            EXCEPTIONS: self.tr("Việc cần quyết"),
        }
        closed = closing.state == "closed"
        text = self.tr("Đã đóng ngày {day}") if closed else self.tr("Đóng ngày {day}")
        day = closing.day_in_line
        told = text.format(day=day) if day else self.tr("Đóng ngày")
        shell.say_title(titles.get(self.room(), told))
        seen = closing.seen
        facts = (seen.facts or seen.closed) if seen else None
        if facts is None or self.room() != CLOSING:
            shell.say_figures({})
        else:
            papers = f"{count_words(facts.papers)}"
            shell.say_figures(
                {
                    "dossiers": count_words(facts.dossiers),
                    "papers": papers,
                    "fees": money(facts.fees_vnd) if facts.fees_vnd else "0 đ",
                }
            )

    def _show_time(self) -> None:
        status = self.rooms.status
        self.shell.strip.set_clock(status.time_text, status.day_text)
        self.shell.say_site(self._site, status.day_text)

    def show_keys(self) -> None:
        """F1: every key, to be searched."""
        if self.keys.isVisible():
            self.keys.leave()
            return
        self._before = QApplication.focusWidget()
        self.keys.open()

    def _back_to_focus(self) -> None:
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    # --- acts -----------------------------------------------------------------------------

    def send_now(self) -> None:
        """Ctrl+U: sends to the province without waiting for the next time."""
        self.rooms.sync.send_now()

    def _f12(self) -> None:
        if self.room() == CLOSING:
            self.closing.sign()

    def _print(self) -> None:
        if self.room() == CLOSING:
            self.closing.closed.print_sheet()

    def _save(self) -> None:
        if self.room() == CLOSING:
            self.closing.closed.save_sheet()

    def _strip_asked(self, key: str) -> None:
        if key == "printer":
            menu, item = self.printer_menu(), self.shell.strip.item(key)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(item.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        elif key in ("connection", "saved"):
            self.province.open_card(self.shell.strip.item(key))
        elif key == "ends":
            self.go(EXCEPTIONS)
        else:
            self.told.emit(self.shell.tip_of(key), "info")

    def printer_menu(self) -> QMenu:
        """Printers to choose from, and what waits for paper."""
        prints, menu = self.rooms.prints, QMenu(self)
        for name in prints.printers:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name == prints.printer)
            action.triggered.connect(lambda _=False, name=name: prints.choose(name))
        menu.addSeparator()
        menu.addAction(self.tr("Tìm lại máy in")).triggered.connect(lambda _=False: prints.look())
        return menu

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Esc in another room: back to closing."""
        if event.key() == Qt.Key.Key_Escape and self.room() != CLOSING:
            self.go(CLOSING)
        else:
            super().keyPressEvent(event)

    def end(self) -> None:
        """Ends the view models; the widgets go afterwards."""
        self.province.close()
        self.rooms.close()
