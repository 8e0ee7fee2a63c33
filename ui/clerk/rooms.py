"""The view models behind a signed-in person's window, tied to each other and ended together."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.ports.desk import Desk, Person
from ui.background import Background
from ui.clerk.amendment import AmendmentViewModel
from ui.viewmodels.base import Clock, system_now, translate, words_of
from ui.viewmodels.paper_names import RECEIPT, form_of, form_of_number, short_name
from ui.viewmodels.printing import Paper, PrintQueueViewModel
from ui.viewmodels.reception import ReceptionViewModel
from ui.viewmodels.search import SearchViewModel
from ui.viewmodels.status import StatusViewModel


class Rooms(QObject):
    """What every room of one person's window follows.

    Signals:
        told(str, str): a sentence for the toast and its tone.
        printer_told(bool, str): whether paper comes out, else why not.
        open_wanted(str): the page of this code is wanted.
        acted(): something was logged that the province is to get.
    """

    told = Signal(str, str)
    printer_told = Signal(bool, str)
    open_wanted = Signal(str)
    acted = Signal()

    def __init__(
        self,
        background: Background,
        paper: Paper,
        parent: QObject | None = None,
        *,
        clock: Clock = system_now,
        prints: PrintQueueViewModel | None = None,
    ) -> None:
        """Makes them; ``prints`` is the window's when other rooms print too."""
        super().__init__(parent)
        self._background = background
        self._asked: set[str] = set()  # numbers whose paper was asked for on their page
        self.reception = ReceptionViewModel(background, self, clock=clock)
        self.search = SearchViewModel(background, self, clock=clock)
        self._shared = prints is not None
        self.prints = prints or PrintQueueViewModel(background, paper, self)
        self.status = StatusViewModel(background, self, clock=clock)
        self._tie()

    def _tie(self) -> None:
        reception, search, prints, status = self.reception, self.search, self.prints, self.status
        prints.ready_changed.connect(self.printer_told)
        prints.jobs_changed.connect(
            lambda: self.printer_told.emit(prints.ready, prints.ready_words)
        )
        self.printer_told.connect(status.set_printer)
        prints.jobs_changed.connect(status.refresh)
        prints.printed.connect(self._printed)
        prints.job_failed.connect(self._not_printed)
        status.numbers_changed.connect(reception.slip.set_numbers_left)
        reception.print_requested.connect(prints.print_waiting)
        reception.saved.connect(lambda _: search.refresh())
        reception.saved.connect(lambda _: status.refresh())
        reception.saved.connect(lambda _: self.acted.emit())
        search.dossier.done.connect(lambda _: self.acted.emit())
        prints.printed.connect(lambda _: self.acted.emit())
        reception.lookup_requested.connect(self.open_wanted)
        search.dossier.print_requested.connect(self._print_page)
        search.dossier.done.connect(lambda words: self.told.emit(words, "success"))
        search.dossier.done.connect(lambda _: search.refresh())
        for each in (prints, status):
            each.failed.connect(lambda words: self.told.emit(words, "danger"))

    def start(self, person: Person) -> None:
        """Asks for everything; the form is usable when the reception says so."""
        self.reception.start(person)
        self.status.start()
        self.prints.start()
        self.search.start(person)

    def reprint(self, uid: str) -> None:
        """Prints a dossier's paper again, marked, without its page in sight."""

        def work(desk: Desk) -> int:
            dossier = desk.dossier(uid)
            return desk.reprint(uid, form_of(dossier) if dossier else RECEIPT)

        self._background.submit(
            work,
            lambda _: self.prints.print_waiting(),
            lambda failure: self.told.emit(words_of(failure), "danger"),
        )

    def amendment(self) -> AmendmentViewModel | None:
        """A change of the dossier shown."""
        dossier = self.search.dossier.dossier
        if dossier is None:
            return None
        return AmendmentViewModel(self._background, dossier, self)

    def close(self) -> None:
        """Keeps drafts, stops timers, wants no answers."""
        for each in (self.reception, self.search, self.status):
            each.close()
        if not self._shared:
            self.prints.close()

    def _print_page(self, job: int, copies: int) -> None:
        page = self.search.dossier.page
        if page is not None:
            self._asked.add(page.number)
        if job:
            self.prints.print_job(job, copies)
        else:
            self.prints.print_waiting()

    def _printed(self, number: str) -> None:
        if number in self._asked:  # of the others their own room tells
            self._asked.discard(number)
            text = translate("rooms", "{paper} {number} đã in.")
            paper = short_name(form_of_number(number))
            self.told.emit(text.format(paper=paper, number=number), "success")
        page = self.search.dossier.page
        if page is not None and page.number == number:
            self.search.dossier.refresh()

    def _not_printed(self, number: str, why: str) -> None:
        text = translate("rooms", "{paper} {number} chưa in. {why}")
        paper = short_name(form_of_number(number))
        self.told.emit(text.format(paper=paper, number=number, why=why), "warning")
