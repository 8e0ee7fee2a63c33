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

import heapq
import secrets
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

from core.domain.errors import EnvironmentFault, Refused
from core.ports.desk import Desk

T = TypeVar("T")
Failure = Refused | EnvironmentFault
OnError = Callable[[Failure], object]
OnCrash = Callable[[str], object]

POOL_THREADS: Final = 2
_URGENT, _IDLE = 0, 1


@dataclass(frozen=True, slots=True)
class Crash:
    """Something nobody expected, without any value of the data it met.

    Attributes:
        reference: what the clerk reads out to a technician.
        kind: the exception's type.
        where: files, lines and functions, the innermost last.
    """

    reference: str
    kind: str
    where: str


class Ticket:
    """One piece of work that was handed over."""

    def __init__(self) -> None:
        self._active = True
        self._wanted = True
        self._run = True

    @property
    def active(self) -> bool:
        """Whether an outcome is still to come."""
        return self._active and self._wanted

    def cancel(self) -> None:
        """Does not run it unless it began already; its outcome is not delivered."""
        self._run = False
        self._wanted = False

    def forget(self) -> None:
        """Runs it all the same (an act must not be lost); its outcome is not delivered."""
        self._wanted = False


@dataclass(slots=True)
class _Job:
    work: Callable[[Any], Any]
    on_ok: Callable[[Any], object]
    on_error: OnError | None
    on_crash: OnCrash | None
    ticket: Ticket
    result: Any = None
    failure: Failure | Crash | None = None

    def run(self, desk: Desk | None) -> None:
        """Keeps the result or what went wrong; the crash guard of these threads."""
        try:
            self.result = self.work(desk)
        except (Refused, EnvironmentFault) as expected:
            self.failure = expected.with_traceback(None)
        except Exception as unexpected:
            self.failure = _crash(unexpected)


def _crash(error: BaseException) -> Crash:
    frames = traceback.extract_tb(error.__traceback__)  # places, never source lines or values
    where = "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return Crash(secrets.token_hex(3).upper(), type(error).__name__, where)


class _Queue:
    """Jobs by priority, first in first out inside one; closed once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._heap: list[tuple[int, int, _Job]] = []
        self._order = count()
        self._closed = False

    def put(self, job: _Job, priority: int) -> None:
        with self._changed:
            heapq.heappush(self._heap, (priority, next(self._order), job))
            self._changed.notify()

    def take(self) -> _Job | None:
        """The next job; waits for one. None when closed and empty."""
        with self._changed:
            while not self._heap:
                if self._closed:
                    return None
                self._changed.wait()
            return heapq.heappop(self._heap)[2]

    def close(self, *, drop: bool) -> None:
        """Takes no more; what is queued is still done unless dropped."""
        with self._changed:
            self._closed = True
            self._heap = [] if drop else self._heap
            self._changed.notify_all()

    def cancel_all(self) -> None:
        with self._changed:
            for _, _, job in self._heap:
                job.ticket.cancel()


class _DeskKeeper:
    """Opens the desk on its own thread, again for the next job if the disk was at fault."""

    def __init__(self, factory: Callable[[], Desk]) -> None:
        self._factory = factory
        self.desk: Desk | None = None

    def open(self) -> Failure | Crash | None:
        """Returns why it is not open."""
        if self.desk is None:
            opening = _Job(lambda _: self._factory(), _ignore, None, None, Ticket())
            opening.run(None)
            self.desk = opening.result
            return opening.failure
        return None

    def close(self) -> None:
        if self.desk is not None:
            self.desk.close()


def _ignore(_: object) -> None: ...


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
        self._writer, self._reader, self._pool = _Queue(), _Queue(), _Queue()
        first = threading.Event()
        writer, reader = _DeskKeeper(factory), _DeskKeeper(factory)
        serve = [
            ("desk-writer", (self._writer, writer, None, first)),
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
        on_ok: Callable[[T], object] = _ignore,
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
        job = _Job(work, on_ok, on_error, on_crash, Ticket())
        return self._hand_over(job, self._reader if reader else self._writer, urgent)

    def submit_pure(
        self,
        work: Callable[[], T],
        on_ok: Callable[[T], object] = _ignore,
        on_error: OnError | None = None,
        *,
        urgent: bool = True,
        on_crash: OnCrash | None = None,
    ) -> Ticket:
        """Runs ``work`` on the pool; otherwise as `submit`."""
        job = _Job(lambda _: work(), on_ok, on_error, on_crash, Ticket())
        return self._hand_over(job, self._pool, urgent)

    def _hand_over(self, job: _Job, queue: _Queue, urgent: bool) -> Ticket:
        if self._closed:
            raise RuntimeError("work was handed over after the end")
        self._count(1)
        queue.put(job, _URGENT if urgent else _IDLE)
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
        queue: _Queue,
        keeper: _DeskKeeper | None,
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
            if job.ticket._run:
                job.failure = keeper.open() if keeper else None
                if job.failure is None:
                    job.run(keeper.desk if keeper else None)
            if not self._closed:
                self._finished.emit(job)
            del job
        if keeper is not None:
            keeper.close()

    # --- on the interface thread --------------------------------------------------------

    @Slot(object)
    def _deliver(self, job: _Job) -> None:
        job.ticket._active = False
        failure, wanted = job.failure, job.ticket._wanted and not self._closed
        if isinstance(failure, Refused | EnvironmentFault) and job.on_error is None:
            failure = _crash(failure)
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
