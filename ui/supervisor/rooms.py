"""The view models behind the supervisor's rooms, tied to each other and ended together."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.background import Background
from ui.viewmodels.base import Clock, system_now
from ui.viewmodels.closing import ClosingViewModel
from ui.viewmodels.day_sheet import DaySheetViewModel
from ui.viewmodels.exceptions import ExceptionsViewModel
from ui.viewmodels.printing import Paper, PrintQueueViewModel
from ui.viewmodels.status import StatusViewModel
from ui.viewmodels.sync_room import Sticks, SyncRoomViewModel


class SupervisorRooms(QObject):
    """What every room follows.

    Signals:
        told(str, str): a sentence for the toast and its tone.
        sync_wanted(bool): there is something new; True when a person asks for a sync.
    """

    told = Signal(str, str)
    sync_wanted = Signal(bool)

    def __init__(
        self,
        background: Background,
        paper: Paper,
        sticks: Sticks,
        parent: QObject | None = None,
        *,
        clock: Clock = system_now,
        prints: PrintQueueViewModel | None = None,
    ) -> None:
        """Makes them; ``prints`` is the window's when other rooms print too."""
        super().__init__(parent)
        self._shared = prints is not None
        self.prints = prints or PrintQueueViewModel(background, paper, self)
        self.status = StatusViewModel(background, self, clock=clock)
        self.closing = ClosingViewModel(background, self.prints, self, clock=clock)
        self.sheet = DaySheetViewModel(background, self.prints, paper, self)
        self.sync = SyncRoomViewModel(background, self.status, sticks, self, clock=clock)
        self.exceptions = ExceptionsViewModel(background, self, clock=clock)
        self._tie()

    def _tie(self) -> None:
        prints, status = self.prints, self.status
        prints.ready_changed.connect(status.set_printer)
        prints.jobs_changed.connect(lambda: status.set_printer(prints.ready, prints.ready_words))
        prints.jobs_changed.connect(status.refresh)
        prints.printed.connect(lambda _: self.sync_wanted.emit(False))
        prints.job_failed.connect(lambda _, words: self.told.emit(words, "warning"))
        for each in (prints, status, self.closing, self.sheet, self.sync, self.exceptions):
            each.failed.connect(lambda words: self.told.emit(words, "danger"))
        for done in (self.closing.done, self.sheet.done, self.sync.done, self.exceptions.done):
            done.connect(lambda words: self.told.emit(words, "success"))
        for acted in (self.closing.sync_wanted, self.exceptions.sync_wanted):
            acted.connect(lambda: self.sync_wanted.emit(False))
        self.sync.send_wanted.connect(lambda: self.sync_wanted.emit(True))
        self.closing.done.connect(lambda _: status.refresh())
        self.exceptions.done.connect(lambda _: self.closing.refresh())

    def start(self) -> None:
        """Asks for everything."""
        for each in (self.status, self.prints, self.closing, self.exceptions):
            each.start()

    def close(self) -> None:
        """Stops timers, wants no answers."""
        for each in (self.closing, self.sheet, self.sync, self.exceptions, self.status):
            each.close()
        if not self._shared:
            self.prints.close()
