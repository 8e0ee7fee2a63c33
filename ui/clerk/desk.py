"""Everything under the log-in: the shell with its rooms, and the keys that work in all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.ports.desk import Person
from ui.background import Background
from ui.clerk.dialogs import Changing
from ui.clerk.exits import Exits
from ui.clerk.keys import KeyMapSheet
from ui.clerk.previewing import Draw, Previewing
from ui.clerk.province import Province
from ui.clerk.reception.view import ReceptionView
from ui.clerk.rooms import Rooms
from ui.clerk.search import SearchView
from ui.clerk.shell import Shell, empty_room, rooms
from ui.viewmodels.base import Clock
from ui.viewmodels.exit_state import slip_typed
from ui.viewmodels.printing import Paper, PrintQueueViewModel
from ui.viewmodels.scan_input import recognise

RECEPTION, DOSSIERS = "reception", "dossiers"


class ClerkDesk(QWidget):
    """One person's desk, from sign-in to sign-out.

    Signals:
        told(str, str): a sentence for the toast and its tone.
        lock_wanted(): the window is to be covered.
        sync_wanted(bool): there is something new; True when a person asks for a sync.
    """

    told = Signal(str, str)
    lock_wanted = Signal()
    sync_wanted = Signal(bool)

    def __init__(
        self,
        background: Background,
        paper: Paper,
        draw: Draw,
        clock: Clock,
        window: QWidget,
        prints: PrintQueueViewModel | None = None,
    ) -> None:
        super().__init__(window)
        self.rooms = Rooms(background, paper, self, clock=clock, prints=prints)
        self.shell = Shell()
        self._site = ""
        self._before = RECEPTION  # the room to go back to from the dossiers
        self._focus: dict[str, QWidget] = {}
        self.reception = ReceptionView(self.rooms.reception)
        self.search = SearchView(self.rooms.search)
        self._places: dict[str, QWidget] = {RECEPTION: self.reception, DOSSIERS: self.search}
        for room in rooms():
            if room.key not in self._places:
                self._places[room.key] = empty_room(room)
            self.shell.stack.addWidget(self._places[room.key])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.shell)
        self.keys = KeyMapSheet(self)
        self.exits = Exits(self.rooms.reception, self.rooms.prints, window)
        self.changing = Changing(self.rooms.search.dossier, self.rooms.amendment, window)
        self.preview = Previewing(
            background, self.rooms.search.dossier, self.rooms.prints, draw, window
        )
        self.province = Province(background, self.rooms.status, window)
        self._tie()
        self._bind_keys()
        self.shell.rail.select(RECEPTION)

    def _tie(self) -> None:
        models, shell = self.rooms, self.shell
        shell.room_wanted.connect(self.go)
        shell.search_wanted.connect(self.go_search)
        shell.strip_asked.connect(self._strip_asked)
        models.told.connect(self.told)
        models.acted.connect(lambda: self.sync_wanted.emit(False))
        self.province.send_wanted.connect(lambda: self.sync_wanted.emit(True))
        models.open_wanted.connect(self.open_code)
        models.status.changed.connect(lambda: shell.show_status(models.status.items))
        models.status.time_changed.connect(self._show_time)
        models.printer_told.connect(self.reception.set_printer)
        self.reception.reprint_requested.connect(models.reprint)
        self.reception.dossier_requested.connect(self.open_code)
        models.reception.slip_back.told.connect(lambda words: self.told.emit(words, "warning"))
        self.search.left.connect(lambda: self.go(self._before))
        self.search.act_asked.connect(self._act)
        self.keys.closed.connect(self._back_to_focus)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            room.shortcut: lambda key=room.key: self.go(key)  # type: ignore[misc]
            for room in rooms()
            if room.key != DOSSIERS
        }
        keys |= {
            "F1": self.show_keys,
            "F3": self.go_search,
            "Ctrl+K": self.go_search,
            "Ctrl+U": self.send_now,
            "Ctrl+Shift+L": self.lock_wanted.emit,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(act)

    # --- going about ----------------------------------------------------------------------

    def start(self, person: Person) -> None:
        """Asks for everything this person's rooms show."""
        self.rooms.start(person)
        self.province.start()

    def set_site(self, name: str) -> None:
        """Shows the unit's name."""
        self._site = name
        self._show_time()

    def room(self) -> str:
        """Returns the room in sight."""
        return self.shell.rail.selected()

    def go(self, key: str) -> None:
        """Shows a room; the focus goes where it was in it."""
        here = self.room()
        if key == here:
            return
        focused = QApplication.focusWidget()
        if focused is not None and self._places[here].isAncestorOf(focused):
            self._focus[here] = focused
        if key == DOSSIERS:
            self._before = here
        self.shell.rail.select(key)
        self.shell.stack.setCurrentWidget(self._places[key])
        self.shell.door.setVisible(key != DOSSIERS)
        self._focus_room(key)

    def _focus_room(self, key: str) -> None:
        before = self._focus.get(key)
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == DOSSIERS:
            self.search.focus()
        else:
            self._places[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def go_search(self) -> None:
        """Ctrl+K, F3: the box to search in, from anywhere."""
        self.go(DOSSIERS)
        self.search.focus()

    def open_code(self, code: str) -> None:
        """A scanned code: its dossier's page."""
        self.go(DOSSIERS)
        self.search.open_code(code)

    def scan(self, data: bytes | str, *, wedge: bool = False) -> None:
        """Gives a scan to the reception; a card or a form 02 brings its room into sight."""
        found = recognise(data, wedge=wedge)
        if self.exits.open_now is not None:
            self.told.emit(self.tr("Phiếu đang mở. Bấm Esc rồi quét lại."), "info")
            return
        if found.kind in ("card", "number") or slip_typed(found.code):
            self.go(RECEPTION)
        if found.kind == "dossier" or self.room() == RECEPTION:
            self.reception.scan(data, wedge=wedge)
        else:
            self.told.emit(found.words, "warning")

    def show_keys(self) -> None:
        """F1: every key, to be searched."""
        if self.keys.isVisible():
            self.keys.leave()
            return
        focused = QApplication.focusWidget()
        if focused is not None:
            self._focus["keys"] = focused
        self.keys.open()

    def _back_to_focus(self) -> None:
        before = self._focus.pop("keys", None)
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Esc in a room that has no use for it: back to the reception."""
        if event.key() == Qt.Key.Key_Escape and self.room() not in (RECEPTION, DOSSIERS):
            self.go(RECEPTION)
        else:
            super().keyPressEvent(event)

    # --- acts -----------------------------------------------------------------------------

    def _act(self, act: str) -> None:
        if act == "amend":
            self.changing.amend()
        elif act == "cancel":
            self.changing.cancel()
        elif act == "preview":
            self.preview.open()
        elif act == "reprint":
            self.rooms.search.dossier.reprint()
        elif act == "resume":
            self.resume()

    def resume(self) -> None:
        """Goes on with the form 02 in sight: the reception, filled from it."""
        dossier = self.rooms.search.dossier.dossier
        if dossier is not None:
            self.go(RECEPTION)
            self.rooms.reception.slip_back.take(dossier.slip_number)

    def _show_time(self) -> None:
        status = self.rooms.status
        self.shell.strip.set_clock(status.time_text, status.day_text)
        self.shell.say_site(self._site, status.day_text)

    def send_now(self) -> None:
        """Ctrl+U: sends to the province without waiting for the next time."""
        self.province.open_card(self.shell.strip.item("connection"))
        self.sync_wanted.emit(True)

    def _strip_asked(self, key: str) -> None:
        if key == "printer":
            menu, item = self.printer_menu(), self.shell.strip.item(key)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(item.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        elif key in ("connection", "saved"):
            self.province.open_card(self.shell.strip.item(key))
        else:
            self.told.emit(self.shell.tip_of(key), "info")

    def printer_menu(self) -> QMenu:
        """Printers to choose from, and what waits for paper."""
        prints, menu = self.rooms.prints, QMenu(self)
        if not prints.ready:
            menu.addAction(prints.ready_words).setEnabled(False)
        for name in prints.printers:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name == prints.printer)
            action.triggered.connect(lambda _=False, name=name: prints.choose(name))
        menu.addSeparator()
        again = menu.addAction(self.tr("In {n} giấy đang chờ").format(n=prints.waiting))
        again.setEnabled(bool(prints.waiting))
        again.triggered.connect(lambda _=False: prints.retry_all())
        menu.addAction(self.tr("Tìm lại máy in")).triggered.connect(lambda _=False: prints.look())
        return menu

    def end(self) -> None:
        """Keeps drafts and ends the view models; the widgets go afterwards."""
        self.province.close()
        self.exits.close()
        self.changing.close()
        self.preview.close()
        self.rooms.close()
