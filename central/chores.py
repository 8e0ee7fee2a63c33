"""What central does by itself once the tables follow: a small list of named chores.

A thread beside the projector, woken by it for a site; each chore also has its
own pace. Several processes may run the same list: a chore's turn is taken by
whoever gets its advisory lock, the others pass it over. A chore that fails is
told in the log without values and tried again later; the others go on.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb
from typing import Final

from central import operators
from central.database import Database
from central.decisions import bind_provisional
from central.keys import CentralKeys
from core.domain.errors import EnvironmentFault

log = logging.getLogger("central.chores")
_LOCK_SEED: Final = 7_300_004
#: seconds between two turns of a chore that is woken again and again
SHORTEST_PAUSE: Final = 1.0
#: seconds before a chore that failed has its next turn
AFTER_FAULT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Turn:
    """What a chore works with.

    Attributes:
        sites: those whose tables moved; None to look at all of them.
        now: central's clock, aware.
    """

    db: Database
    keys: CentralKeys
    sites: frozenset[str] | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Chore:
    """One kind of work.

    Attributes:
        name: its lock's and the log's; stable.
        work: does a piece that ends within five minutes (the lock's connection
            is idle meanwhile); whether there is more to do at once.
        every: seconds between two looks at all sites.
        woken: whether a site that moved gives it a turn before that.
    """

    name: str
    work: Callable[[Turn], bool]
    every: float
    woken: bool = True


def bind_codes(turn: Turn) -> bool:
    """Gives provisional dossiers their codes, at the sites where central does so."""
    with turn.db.transaction() as conn:
        rows = conn.execute(
            "SELECT site FROM site WHERE binds AND (%(of)s::text[] IS NULL OR site = ANY(%(of)s))"
            " ORDER BY site",
            {"of": None if turn.sites is None else sorted(turn.sites)},
        ).fetchall()
    for (site,) in rows:
        after: int | None = 0
        while after is not None:
            with turn.db.transaction() as conn:
                found = bind_provisional(conn, turn.keys, site, turn.now, after=after)
            after = found.last
            if found.bound:
                log.info("%d codes bound at %s", found.bound, site)
    return False


def forget_sessions(turn: Turn) -> bool:
    """Sessions and wrong passwords that are over."""
    with turn.db.transaction() as conn:
        operators.tidy(conn, turn.now)
    return False


#: in the order of their turns
CHORES: Final = (
    Chore("bind_codes", bind_codes, every=30.0),
    Chore("forget_sessions", forget_sessions, every=600.0, woken=False),
)


@contextmanager
def held(db: Database, name: str) -> Iterator[bool]:
    """Whether the turn of a chore is ours, until the end of the block."""
    with db.transaction() as conn:
        row = conn.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, %s))", (name, _LOCK_SEED)
        ).fetchone()
        yield bool(row and row[0])


class _Pace:
    """When a chore's next turn is, and for which sites; times of the monotonic clock."""

    def __init__(self, chore: Chore, pause: float) -> None:
        self.chore, self._pause = chore, pause
        self.sites: set[str] = set()
        self.whole_at = self.not_before = 0.0
        self.again = False

    def due_at(self) -> float:
        at = 0.0 if self.again or (self.chore.woken and self.sites) else self.whole_at
        return max(at, self.not_before)

    def begin(self, now: float) -> frozenset[str] | None:
        """The sites of this turn; None for all."""
        whole = self.again or now >= self.whole_at
        sites = None if whole else frozenset(self.sites)
        self.sites.clear()
        return sites

    def end(self, now: float, *, more: bool, whole: bool) -> None:
        self.again = more
        self.not_before = now if more else now + self._pause
        if whole:
            self.whole_at = now + self.chore.every

    def passed_over(self, now: float, sites: frozenset[str] | None) -> None:
        """Another process is at it: what it may not see any more is looked at afterwards."""
        self.not_before = now + self._pause
        if sites is None:
            self.whole_at = now + self.chore.every
        else:
            self.sites |= sites

    def failed(self, now: float) -> None:
        self.whole_at = self.not_before = now + AFTER_FAULT


class Chores:
    """The thread; see the module."""

    def __init__(
        self,
        db: Database,
        keys: CentralKeys,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        chores: Sequence[Chore] = CHORES,
        pause: float = SHORTEST_PAUSE,
    ) -> None:
        """Args:
        db, keys, clock: the process's.
        chores: at least one.
        pause: seconds between two turns of a chore that is woken again and again.
        """
        self._db, self._keys, self._clock = db, keys, clock
        self._paces = [_Pace(chore, pause) for chore in chores]
        self._bell = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="chores", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def wake(self, site: str) -> None:
        """A site's tables moved; returns at once."""
        with self._bell:
            for pace in self._paces:
                pace.sites.add(site)
            self._bell.notify()

    def stop(self) -> None:
        """Finishes the turn at hand and ends."""
        with self._bell:
            self._stopping = True
            self._bell.notify()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def _work(self) -> None:
        while (pace := self._next()) is not None:
            self._take_turn(pace)

    def _next(self) -> _Pace | None:
        """Waits for the chore whose turn is next; None at the end."""
        with self._bell:
            while not self._stopping:
                pace = min(self._paces, key=_Pace.due_at)
                wait = pace.due_at() - time.monotonic()
                if wait <= 0:
                    return pace
                self._bell.wait(wait)
            return None

    def _take_turn(self, pace: _Pace) -> None:
        with self._bell:
            sites = pace.begin(time.monotonic())
        try:
            more = self._run(pace.chore, sites)
        except Exception as bug:  # the thread's crash guard: one chore does not stop the others
            _tell(pace.chore, bug)
            with self._bell:
                pace.failed(time.monotonic())
            return
        with self._bell:
            if more is None:
                pace.passed_over(time.monotonic(), sites)
            else:
                pace.end(time.monotonic(), more=more, whole=sites is None)

    def _run(self, chore: Chore, sites: frozenset[str] | None) -> bool | None:
        """Whether there is more to do; None when another process has the turn."""
        with held(self._db, chore.name) as ours:
            if not ours:
                return None
            return chore.work(Turn(self._db, self._keys, sites, self._clock()))


def _tell(chore: Chore, bug: Exception) -> None:
    """Places in the code, never values: they may be a citizen's."""
    if isinstance(bug, EnvironmentFault):
        log.warning("%s waits: %s", chore.name, bug.code)
        return
    places = [f"{Path(f.filename).name}:{f.lineno}" for f in extract_tb(bug.__traceback__)]
    log.error("%s failed: %s at %s", chore.name, type(bug).__name__, " ".join(places[-6:]))
