"""Work that is not widgets: two database threads, a small pool, delivery by signal.

The *writer* thread builds the station's `Desk` by a factory, owns it, and
closes it at the end; all that writes goes through it, the clerk's acts before
what is not urgent. The *reader* thread has a second desk of the same factory,
for searching and showing, so that a slow write never delays typing; nobody
writes through it. What needs no desk (printing, decoding) goes to the pool.

Every method belongs to the interface thread and returns at once. Results come
back there, through one queued signal of this long-lived object; jobs are plain
Python (no object with signals ever lives on one of these threads).

Outcomes: the result goes to ``on_ok``; `Refused` and `EnvironmentFault` go to
``on_error``; anything else is our mistake: `Background.crashed` carries it with
a reference number and ``on_crash`` lets the asker leave its waiting state.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

from core.domain.errors import EnvironmentFault, Refused
from core.ports.desk import Desk
from ui.jobs import (
    IDLE,
    URGENT,
    Crash as Crash,
    Crashed as Crashed,
    DeskKeeper,
    Ended as Ended,
    Failure as Failure,
    Job,
    OnCrash as OnCrash,
    OnError as OnError,
    Queue,
    Ticket as Ticket,
    crash_of,
    ignore,
)

T = TypeVar("T")
POOL_THREADS: Final = 2


class Background(QObject):
    """Runs work off the interface thread.

    Signals:
        crashed(Crash): a programming error was met; the act it belonged to did
            not end. Shown with its reference number.
        opened(): the writer's desk is open.
        open_failed(object): the `EnvironmentFault` or `Refused` for which it is not;
            tried again with the next job.
        busy_changed(bool): work is under way, or no longer.

    """

    crashed = Signal(object)
    opened = Signal()
    open_failed = Signal(object)
    busy_changed = Signal(bool)
    _finished = Signal(object)
    _told = Signal(object)
    _idle = Signal()

    def __init__(
        self,
        factory: Callable[[], Desk],
        parent: QObject | None = None,
        *,
        pool_threads: int = POOL_THREADS,
    ) -> None:
        """Starts the threads.

        Args:
            factory: opens the station's folder; called on the threads that use it.
            parent: Qt's owner; call `drain_and_close` before it goes.
            pool_threads: threads for work without a desk.
        """
        super().__init__(parent)
        self._pending = 0
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._writer, self._reader, self._pool = Queue(), Queue(), Queue()
        first = threading.Event()
        self._keeper, reader = DeskKeeper(factory), DeskKeeper(factory)
        serve = [
            ("desk-writer", (self._writer, self._keeper, None, first)),
            ("desk-reader", (self._reader, reader, first)),
            *((f"pool-{number}", (self._pool, None)) for number in range(pool_threads)),
        ]
        self._threads = [
            threading.Thread(target=self._serve, args=args, name=name) for name, args in serve
        ]
        for thread in self._threads:
            thread.daemon = True  # a device that hangs must not keep a closed program alive
            thread.start()

    @property
    def busy(self) -> bool:
        """Whether work is queued, running or not told yet."""
        return self._pending > 0

    # --- handing over -------------------------------------------------------------------

    def submit(
        self,
        work: Callable[[Desk], T],
        on_ok: Callable[[T], object] = ignore,
        on_error: OnError | None = None,
        *,
        urgent: bool = True,
        reader: bool = False,
        on_crash: OnCrash | None = None,
    ) -> Ticket:
        """Runs ``work`` with a desk.

        Args:
            work: gets the desk; runs on a database thread.
            on_ok: gets its result, on the interface thread.
            on_error: gets `Refused` or `EnvironmentFault`; without it a refusal is a crash.
            urgent: before everything that is not (sync, idle work).
            reader: on the reading thread; ``work`` must not write.
            on_crash: gets the reference number, after `crashed` was told.
        """
        job = Job(work, on_ok, on_error, on_crash, Ticket())
        return self._hand_over(job, self._reader if reader else self._writer, urgent)

    def submit_pure(
        self,
        work: Callable[[], T],
        on_ok: Callable[[T], object] = ignore,
        on_error: OnError | None = None,
        *,
        urgent: bool = True,
        on_crash: OnCrash | None = None,
    ) -> Ticket:
        """Runs ``work`` on the pool; otherwise as `submit`."""
        job = Job(lambda _: work(), on_ok, on_error, on_crash, Ticket())
        return self._hand_over(job, self._pool, urgent)

    def call(self, work: Callable[[Desk], T]) -> T:
        """Runs ``work`` with the writing desk after everything urgent, and waits for it.

        For a thread that is neither the interface's nor one of these; such
        work does not make `busy`.

        Raises:
            Refused, EnvironmentFault: what ``work`` raised, or why no desk opens.
            Crashed: a programming error, told by `crashed`.
            Ended: the threads ended first; the work was not done.
        """
        job = Job(work, ignore, None, None, Ticket(), done=threading.Event())
        assert job.done is not None
        self._writer.put(job, IDLE)
        job.done.wait()
        failure = job.failure
        if isinstance(failure, Crash):
            self._told.emit(failure)
            raise Crashed(failure.reference)
        if failure is not None:
            raise failure
        if not job.ticket.active:
            raise Ended
        found: T = job.result
        return found

    def tell_crash(self, error: BaseException) -> str:
        """Tells a programming error of another thread by `crashed`; its reference."""
        crash = crash_of(error)
        self._told.emit(crash)
        return crash.reference

    def let_urgent(self, _: float = 0.0) -> None:
        """Does what became urgent; long work of `call` says so between its transactions."""
        while (job := self._writer.take_urgent()) is not None:
            self._do(job, self._keeper)

    def _hand_over(self, job: Job, queue: Queue, urgent: bool) -> Ticket:
        if self._closed:
            raise RuntimeError("work was handed over after the end")
        self._count(1)
        queue.put(job, URGENT if urgent else IDLE)
        return job.ticket

    def _count(self, change: int) -> None:
        before = self.busy
        self._pending += change
        if before != self.busy:
            self.busy_changed.emit(self.busy)
            if not self.busy:
                self._idle.emit()

    # --- on the threads -----------------------------------------------------------------

    def _serve(
        self,
        queue: Queue,
        keeper: DeskKeeper | None,
        after: threading.Event | None = None,
        tried: threading.Event | None = None,
    ) -> None:
        """One thread; the reader opens after the writer, which may have to migrate."""
        if after is not None:
            after.wait()
        failure = keeper.open() if keeper else None
        if tried is not None:
            self._told.emit(failure)
            tried.set()
        while (job := queue.take()) is not None:
            self._do(job, keeper)
            del job
        if keeper is not None:
            keeper.close()

    def _do(self, job: Job, keeper: DeskKeeper | None) -> None:
        if job.ticket._run:
            job.failure = keeper.open() if keeper else None
            if job.failure is None:
                job.run(keeper.desk if keeper else None)
        if job.done is not None:
            job.done.set()
        elif not self._closed:
            self._finished.emit(job)

    # --- on the interface thread --------------------------------------------------------

    @Slot(object)
    def _deliver(self, job: Job) -> None:
        job.ticket._active = False
        failure, wanted = job.failure, job.ticket._wanted and not self._closed
        if isinstance(failure, Refused | EnvironmentFault) and job.on_error is None:
            failure = crash_of(failure)
        try:
            if isinstance(failure, Crash):
                self._report(failure, job.on_crash if wanted else None)
            elif wanted and failure is None:
                job.on_ok(job.result)
            elif wanted and job.on_error is not None and failure is not None:
                job.on_error(failure)
        finally:
            self._count(-1)

    def _report(self, crash: Crash, on_crash: OnCrash | None) -> None:
        self.crashed.emit(crash)
        if on_crash is not None:
            on_crash(crash.reference)

    @Slot(object)
    def _tell(self, failure: Failure | Crash | None) -> None:
        if isinstance(failure, Crash):
            self.crashed.emit(failure)
        elif failure is not None:
            self.open_failed.emit(failure)
        else:
            self.opened.emit()

    # --- the end --------------------------------------------------------------------------

    def drain_and_close(self, timeout: float = 10.0) -> bool:
        """Ends: acts are done and told, reading is dropped, desks closed, threads joined.

        Windows keep painting meanwhile but take no input. After ``timeout``
        seconds what has not begun is dropped (a draft or a durable row holds it)
        and the threads are left to end by themselves.

        Returns:
            Whether everything was done.
        """
        self._reader.cancel_all()
        if self.busy:
            loop, timer = QEventLoop(), QTimer()
            timer.setSingleShot(True)
            timer.timeout.connect(loop.quit)
            self._idle.connect(loop.quit)
            timer.start(round(timeout * 1000))
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            timer.stop()
            self._idle.disconnect(loop.quit)
        done = not self.busy
        self._closed = True
        for queue in (self._writer, self._reader, self._pool):
            queue.close(drop=not done)  # ends its thread, which closes its desk
        for thread in self._threads:
            thread.join(timeout=2.0 if done else 0.0)
        return done and not any(thread.is_alive() for thread in self._threads)


class Latest(Generic[T]):
    """Asks while somebody types: of several questions only the newest is answered."""

    def __init__(
        self,
        background: Background,
        on_ok: Callable[[T], object],
        on_error: OnError,
        *,
        reader: bool = True,
        on_crash: OnCrash | None = None,
    ) -> None:
        self._background = background
        self._on_ok, self._on_error, self._on_crash = on_ok, on_error, on_crash
        self._reader = reader
        self._ticket: Ticket | None = None

    def ask(self, work: Callable[[Desk], T]) -> Ticket:
        """Drops the question before; it is not even begun if it still waits."""
        self.cancel()
        self._ticket = self._background.submit(
            work, self._on_ok, self._on_error, reader=self._reader, on_crash=self._on_crash
        )
        return self._ticket

    def cancel(self) -> None:
        """Wants no answer any more."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
