"""Forms waiting for paper: the queue, the printer, what to do when it fails."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum
from typing import Any, Final, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from core.ports.desk import Desk, PrintJob
from ui import messages
from ui.background import Background, Failure
from ui.viewmodels.base import ViewModel, crash_words, prop, translate, words_of

Index = QModelIndex | QPersistentModelIndex
DONE: Final = "done"
WATCH_MS: Final = 15_000
_PRINTER: Final = "printer"
#: the printer's trouble, not the job's: it stays waiting and prints by itself afterwards
_PRINTER_ONLY: Final = frozenset({"no_printer", "unknown_printer", "printer_stopped"})
_NO_INDEX: Final = QModelIndex()


class Paper(Protocol):
    """Printers as the view model asks them; every method may block and runs on the pool."""

    def printers(self) -> list[str]:
        """Names of the printers that exist, the system's default first."""

    def ready(self, name: str) -> tuple[bool, str]:
        """Whether a printer takes paper now, else an error code as of `send`."""

    def send(self, name: str, pdf: bytes, title: str, copies: int) -> str:
        """Prints the whole form so many times; ``done``, or a code of `ui.messages.PRINTER`."""


def paper_words(code: str, printer: str = "") -> str:
    """What an error code of `Paper` means, and what to do."""
    if code == "rendering":
        return translate("printing", "Chưa dựng được giấy để in.")
    title, words = messages.PRINTER.get(code, messages.PRINTER["print_failed"])
    return f"{title}. {words}".format(name=printer or translate("printing", "đã chọn"))


class JobRole(IntEnum):
    """Roles beside ``DisplayRole`` (the number)."""

    ID = Qt.ItemDataRole.UserRole + 1
    NUMBER = Qt.ItemDataRole.UserRole + 2
    UID = Qt.ItemDataRole.UserRole + 3
    STATE = Qt.ItemDataRole.UserRole + 4
    """``waiting``, ``printing`` or ``failed``."""
    WORDS = Qt.ItemDataRole.UserRole + 5
    REPRINT = Qt.ItemDataRole.UserRole + 6


class PrintJobsModel(QAbstractListModel):
    """Jobs not done yet, the oldest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[PrintJob] = []
        self.why: dict[int, str] = {}
        self.printing: int | None = None

    @property
    def jobs(self) -> Sequence[PrintJob]:
        """The jobs, to read."""
        return self._jobs

    def show(self, jobs: Sequence[PrintJob]) -> None:
        """Takes the jobs as the desk has them."""
        self.beginResetModel()
        self._jobs = list(jobs)
        self.endResetModel()

    def state(self, job: PrintJob) -> str:
        return "printing" if job.id == self.printing else job.state

    def words(self, job: PrintJob) -> str:
        """State in words, with the reason of a failure."""
        state = self.state(job)
        if state == "printing":
            return translate("printing", "Đang in")
        if state == "failed":
            said = translate("printing", "Chưa in được. {why}")
            return said.format(why=self.why.get(job.id, "")).strip()
        return translate("printing", "Chờ in")

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._jobs)

    def roleNames(self) -> dict[int, Any]:
        names: dict[int, Any] = dict(super().roleNames())
        return names | {role.value: role.name.lower().encode() for role in JobRole}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        job = self._jobs[index.row()]
        return {
            int(Qt.ItemDataRole.DisplayRole): job.number,
            int(JobRole.ID): job.id,
            int(JobRole.NUMBER): job.number,
            int(JobRole.UID): job.uid,
            int(JobRole.STATE): self.state(job),
            int(JobRole.WORDS): self.words(job),
            int(JobRole.REPRINT): job.reprint,
        }.get(role)


class PrintQueueViewModel(ViewModel):
    """Sends stored jobs to the chosen printer, one after another.

    A job leaves the queue only after the printer took it and the desk logged
    it; a crash in between leaves it waiting.

    Signals:
        jobs_changed(): `jobs` and `waiting` differ.
        printers_changed(): `printers`, `printer`.
        ready_changed(bool, str): whether it prints, else why not, in words; also what the first
            look at the printers found.
        printed(str): the number whose form came out.
        job_failed(str, str): number and words.
    """

    jobs_changed = Signal()
    printers_changed = Signal()
    ready_changed = Signal(bool, str)
    printed = Signal(str)
    job_failed = Signal(str, str)

    def __init__(self, background: Background, paper: Paper, parent: QObject | None = None) -> None:
        super().__init__(background, parent)
        self._paper = paper
        self.jobs = PrintJobsModel(self)
        self._printers: list[str] = []
        self._printer = ""
        self._ready = (False, paper_words("no_printer"))
        self._told = False  # whether anybody was told of it yet
        self._todo: list[int] = []
        self._copies: dict[int, int] = {}  # by job, where somebody wants more than one
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self.look)

    @prop(list, printers_changed)
    def printers(self) -> list[str]:
        return self._printers

    @prop(str, printers_changed)
    def printer(self) -> str:
        """The chosen printer's name, "" none."""
        return self._printer

    @prop(bool, ready_changed)
    def ready(self) -> bool:
        return self._ready[0]

    @prop(str, ready_changed)
    def ready_words(self) -> str:
        return self._ready[1]

    @prop(int, jobs_changed)
    def waiting(self) -> int:
        """Jobs not done."""
        return self.jobs.rowCount()

    # --- commands -------------------------------------------------------------------------

    def start(self) -> None:
        """Finds printers and jobs; looks again every quarter of a minute."""
        self._act(lambda desk: desk.draft(_PRINTER), self._chosen_before)
        self.refresh()
        self._watch.start()

    def refresh(self) -> None:
        """Reads the jobs again."""
        self._act(lambda desk: desk.print_jobs(), self._show)

    def look(self) -> None:
        """Asks the printer again; jobs that wait for it go on by themselves."""
        paper, name = self._paper, self._printer

        def ask() -> tuple[list[str], bool, str]:
            names = paper.printers()
            if not name or name not in names:
                return names, False, "unknown_printer" if name and names else "no_printer"
            return names, *paper.ready(name)

        self._apart(ask, self._looked)

    def choose(self, name: str) -> None:
        """Prints there from now on; kept for the next start."""
        self._printer = name
        self.printers_changed.emit()
        self._act(lambda desk: desk.save_draft(_PRINTER, name.encode()), lambda _: None)
        self.look()

    def print_waiting(self) -> None:
        """Sends every job that waits (not those that failed)."""

        def found(jobs: Sequence[PrintJob]) -> None:
            self._show(jobs)
            self._add([job.id for job in jobs if job.state == "waiting"])

        self._act(lambda desk: desk.print_jobs(), found)

    def print_job(self, job: int, copies: int = 1) -> None:
        """Sends a job that was just stored so many times, and what else waits once.

        The number is known to this window only: after a restart one copy is printed.
        """
        self._copies[job] = copies
        self.print_waiting()

    def print_of(self, uids: Collection[str]) -> None:
        """Sends the jobs of some dossiers, failed or waiting."""

        def found(jobs: Sequence[PrintJob]) -> None:
            self._show(jobs)
            self._add([job.id for job in jobs if job.uid in uids])

        self._act(lambda desk: desk.print_jobs(), found)

    def retry(self, job: int) -> None:
        """Sends one job again, failed or waiting."""
        self._add([job])

    def retry_all(self) -> None:
        """Sends everything again."""
        self._add([job.id for job in self.jobs.jobs])

    def close(self) -> None:
        self._watch.stop()
        super().close()

    # --- the printer ----------------------------------------------------------------------

    def _chosen_before(self, name: bytes | None) -> None:
        if name and not self._printer:
            self._printer = name.decode("utf-8", "replace")
            self.printers_changed.emit()
        self.look()

    def _looked(self, answer: tuple[list[str], bool, str]) -> None:
        names, ready, code = answer
        if names != self._printers:
            self._printers = names
            self.printers_changed.emit()
        if not self._printer and names:
            self.choose(names[0])
            return
        was = self._ready[0]
        self._set_ready(ready, "" if ready else paper_words(code, self._printer))
        if ready and not was:
            self.print_waiting()

    def _set_ready(self, ready: bool, words: str) -> None:
        if self._ready != (ready, words) or not self._told:
            self._ready, self._told = (ready, words), True
            self.ready_changed.emit(ready, words)

    # --- the jobs -------------------------------------------------------------------------

    def _show(self, jobs: Sequence[PrintJob]) -> None:
        self.jobs.show(jobs)
        self.jobs_changed.emit()

    def _add(self, jobs: Sequence[int]) -> None:
        self._todo += [j for j in jobs if j not in self._todo and j != self.jobs.printing]
        self._next()

    def _next(self) -> None:
        if self.jobs.printing is not None or not self._todo:
            return
        number = self._todo.pop(0)
        job = next((j for j in self.jobs.jobs if j.id == number), None)
        if job is None:
            self._next()
            return
        self.jobs.printing = job.id
        self._show(self.jobs.jobs)
        # by the writer, after what it still has to do: an amendment shows on the paper
        self._act(
            lambda desk: desk.form(job.form, job.uid),
            lambda pdf: self._send(job, pdf),
            lambda failure: self._failed(job, words_of(failure)),
            lambda reference: self._failed(job, crash_words(reference)),
        )

    def _send(self, job: PrintJob, pdf: bytes) -> None:
        paper, name = self._paper, self._printer
        if not name:
            self._failed(job, paper_words("no_printer"), keep=True)
            return
        copies = self._copies.get(job.id, 1)
        self._apart(
            lambda: paper.send(name, pdf, job.number, copies),
            lambda code: self._sent(job, code),
            lambda failure: self._failed(job, words_of(failure)),
            lambda reference: self._failed(job, crash_words(reference)),
        )

    def _sent(self, job: PrintJob, code: str) -> None:
        if code != DONE:
            words = paper_words(code, self._printer)
            self._set_ready(False, words)
            waits = code in _PRINTER_ONLY
            if waits:
                self._todo.clear()  # they wait for the printer as this one does
            self._failed(job, words, keep=waits)
            return

        def work(desk: Desk) -> Sequence[PrintJob]:
            desk.printed(job.id)
            return desk.print_jobs()

        def done(jobs: Sequence[PrintJob]) -> None:
            self.jobs.why.pop(job.id, None)
            self._copies.pop(job.id, None)
            self._over(jobs)
            self.printed.emit(job.number)

        self._act(work, done, lambda failure: self._failed(job, words_of(failure), keep=True))

    def _failed(self, job: PrintJob, words: str, *, keep: bool = False) -> None:
        """Keeps why; ``keep`` leaves the job's stored state as it is."""
        self.jobs.why[job.id] = words

        def work(desk: Desk) -> Sequence[PrintJob]:
            if not keep:
                desk.print_failed(job.id)
            return desk.print_jobs()

        self._act(work, self._over, self._stuck)
        self.job_failed.emit(job.number, words)

    def _stuck(self, failure: Failure) -> None:
        self.failed.emit(words_of(failure))
        self._over(self.jobs.jobs)

    def _over(self, jobs: Sequence[PrintJob]) -> None:
        self.jobs.printing = None
        self._show(jobs)
        self._next()
