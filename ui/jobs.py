"""Pieces of work for the threads of `ui.background`: what runs, in which order, what came of it."""

from __future__ import annotations

import heapq
import secrets
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from core.domain.errors import EnvironmentFault, Refused
from core.ports.desk import Desk

Failure = Refused | EnvironmentFault
OnError = Callable[[Failure], object]
OnCrash = Callable[[str], object]

URGENT: Final = 0
IDLE: Final = 1


class Ended(Exception):
    """The threads are at their end: what was asked for was not done."""


class Crashed(Exception):
    """What was asked for met a programming error, which was told already.

    Attributes:
        reference: the number told.
    """

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


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
class Job:
    """Work, who gets its outcome, and the outcome.

    Attributes:
        done: set when another thread waits for it; then nothing is delivered.
    """

    work: Callable[[Any], Any]
    on_ok: Callable[[Any], object]
    on_error: OnError | None
    on_crash: OnCrash | None
    ticket: Ticket
    result: Any = None
    failure: Failure | Crash | None = None
    done: threading.Event | None = None

    def run(self, desk: Desk | None) -> None:
        """Keeps the result or what went wrong; the crash guard of these threads."""
        try:
            self.result = self.work(desk)
        except (Refused, EnvironmentFault) as expected:
            self.failure = expected.with_traceback(None)
        except Exception as unexpected:
            self.failure = crash_of(unexpected)


def crash_of(error: BaseException) -> Crash:
    """What is told of a programming error."""
    frames = traceback.extract_tb(error.__traceback__)  # places, never source lines or values
    where = "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return Crash(secrets.token_hex(3).upper(), type(error).__name__, where)


class Queue:
    """Jobs by priority, first in first out inside one; closed once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._heap: list[tuple[int, int, Job]] = []
        self._order = count()
        self._closed = False

    def put(self, job: Job, priority: int) -> None:
        """Takes a job.

        Raises:
            Ended: it is closed.
        """
        with self._changed:
            if self._closed:
                raise Ended
            heapq.heappush(self._heap, (priority, next(self._order), job))
            self._changed.notify()

    def take(self) -> Job | None:
        """The next job; waits for one. None when closed and empty."""
        with self._changed:
            while not self._heap:
                if self._closed:
                    return None
                self._changed.wait()
            return heapq.heappop(self._heap)[2]

    def take_urgent(self) -> Job | None:
        """The next urgent job, None when none waits."""
        with self._changed:
            urgent = self._heap and self._heap[0][0] == URGENT
            return heapq.heappop(self._heap)[2] if urgent else None

    def close(self, *, drop: bool) -> None:
        """Takes no more; what is queued is still done unless dropped."""
        with self._changed:
            self._closed = True
            dropped, self._heap = (self._heap, []) if drop else ([], self._heap)
            self._changed.notify_all()
        for _, _, job in dropped:
            job.ticket.cancel()
            if job.done is not None:
                job.done.set()

    def cancel_all(self) -> None:
        """Nothing that waits is run."""
        with self._changed:
            for _, _, job in self._heap:
                job.ticket.cancel()


class DeskKeeper:
    """Opens the desk on its own thread, again for the next job if the disk was at fault."""

    def __init__(self, factory: Callable[[], Desk]) -> None:
        self._factory = factory
        self.desk: Desk | None = None

    def open(self) -> Failure | Crash | None:
        """Returns why it is not open."""
        if self.desk is None:
            opening = Job(lambda _: self._factory(), ignore, None, None, Ticket())
            opening.run(None)
            self.desk = opening.result
            return opening.failure
        return None

    def close(self) -> None:
        """Closes the desk."""
        if self.desk is not None:
            self.desk.close()


def ignore(_: object) -> None:
    """Nobody wants the result."""
