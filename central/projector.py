"""Brings a site's tables up to its journal, in bounded transactions (ADR 0007)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import psycopg
from msgspec.structs import replace

from central.database import Conn, Database, make_partitions, months_from
from central.exceptions import cross_numbers
from central.frames import Frame, Moved, frames_after, read_steps
from central.interpret import Interpreter
from central.steps import Step, number_of
from central.tables import Tables
from central.writing import write, write_moved
from core.domain.errors import EnvironmentFault

log = logging.getLogger("central.projector")
#: frames of one transaction, and about how many bytes of them
AT_ONCE: Final = 1000
BYTES_AT_ONCE: Final = 16_000_000
#: seconds between two looks of its own
LOOK_EVERY: Final = 2.0
_LOCK_SEED: Final = 7_300_003
#: a value that PostgreSQL cannot hold: a NUL in a text, a number or a year too large
_UNSTORABLE = (psycopg.DataError, OverflowError)


class Run:
    """One following of a site.

    Attributes:
        at: position up to which the tables are.
        began: where that was at the beginning.
        count: frames at once; one at a time around a value that cannot be stored.
        keys: folded numbers that were stored.
    """

    def __init__(self, at: int) -> None:
        self.at = self.began = at
        self.count = AT_ONCE
        self.keys: list[str] = []
        self._slow = 0

    def stumbled(self) -> None:
        """Several frames could not be stored together."""
        self.count, self._slow = 1, AT_ONCE

    def went(self, to: int) -> None:
        """Frames were stored."""
        self.at = to
        self._slow = max(0, self._slow - 1)
        if not self._slow:
            self.count = AT_ONCE


def follow(db: Database, site: str) -> int:
    """Brings a site's tables up to its position.

    Safe from several processes: one works, the others return at once.

    Returns:
        How many frames were interpreted here.

    Raises:
        EnvironmentFault: the database's; what was done so far stays done.
    """
    run: Run | None = None
    done = 0
    while True:
        with db.transaction() as conn:
            if not lock_projection(conn, site, wait=False):
                return done
            at, crossed = _places(conn, site)
            if run is None or run.at != at:  # another process went on meanwhile
                run = Run(at)
            frames = advance(conn, site, run)
            if frames:
                conn.execute("UPDATE site SET projected = %s WHERE site = %s", (run.at, site))
            elif crossed < at:
                cross_numbers(conn, site, run.keys if run.began == crossed else None)
                conn.execute("UPDATE site SET crossed = %s WHERE site = %s", (at, site))
        if not frames:
            return done
        done += frames


def _places(conn: Conn, site: str) -> tuple[int, int]:
    row = conn.execute("SELECT projected, crossed FROM site WHERE site = %s", (site,)).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def lock_projection(conn: Conn, site: str, *, wait: bool) -> bool:
    """Takes the right to write a site's tables until the end of the transaction."""
    if wait:
        conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", (site, _LOCK_SEED))
        return True
    row = conn.execute(
        "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, %s))", (site, _LOCK_SEED)
    ).fetchone()
    return bool(row and row[0])


def advance(conn: Conn, site: str, run: Run) -> int:
    """Interprets the next frames; the caller holds `lock_projection` and notes ``run.at``.

    Returns:
        How many; 0 when the tables are up to date.
    """
    while frames := frames_after(conn, site, run.at, run.count, BYTES_AT_ONCE):
        try:
            with conn.transaction():
                _interpret(conn, site, frames, run)
        except _UNSTORABLE:
            if len(frames) > 1:
                run.stumbled()
                continue
            _interpret_with_care(conn, site, frames[0], run)
        run.went(frames[-1].position)
        return len(frames)
    return 0


def _interpret(conn: Conn, site: str, frames: list[Frame], run: Run) -> None:
    moved: list[Moved] = []
    steps = read_steps(conn, site, frames, moved=moved)
    _apply(conn, site, steps, run.at, run)
    write_moved(conn, site, moved)


def _apply(conn: Conn, site: str, steps: list[Step], projected: int, run: Run) -> None:
    tables = Tables(conn, site, steps, projected)
    interpreter = Interpreter(tables)
    for step in steps:
        interpreter.take(step)
    write(conn, site, tables, interpreter.changes)
    run.keys += [given.key for given in interpreter.changes.numbers.values()]


def _interpret_with_care(conn: Conn, site: str, frame: Frame, run: Run) -> None:
    """A frame with a value that PostgreSQL cannot hold: only the event that has it is left out."""
    moved: list[Moved] = []
    steps = read_steps(conn, site, [frame], moved=moved)
    carried = {m.step.id: m for m in moved}
    for step in steps:
        try:
            with conn.transaction():
                _apply(conn, site, [step], frame.position, run)
        except _UNSTORABLE:
            number = number_of(step).replace("\0", "")
            left = replace(step, event=None, why="unstorable", number=number)
            _apply(conn, site, [left], frame.position, run)
        if step.id in carried:
            write_moved(conn, site, [carried[step.id]])


class Projector:
    """A thread that follows all sites: those it is woken for, and by itself those behind.

    Several processes may have one each.
    """

    def __init__(
        self,
        db: Database,
        *,
        every: float = LOOK_EVERY,
        moved: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Args:
        db: the province's.
        every: seconds between two looks of its own.
        moved: told of each site whose tables it moved; returns at once.
        """
        self._db = db
        self._every = every
        self._moved = moved
        self._woken: set[str] = set()
        self._bell = threading.Condition()
        self._rung = self._stopping = False
        self._tended = ""
        self._thread = threading.Thread(target=self._work, name="projector", daemon=True)

    def start(self) -> None:
        """Begins to follow."""
        self._thread.start()

    def wake(self, site: str | None = None) -> None:
        """A site's journal grew, or some site's; returns at once."""
        with self._bell:
            if site is not None:
                self._woken.add(site)
            self._rung = True
            self._bell.notify()

    def stop(self) -> None:
        """Finishes the run at hand and ends."""
        with self._bell:
            self._stopping = True
            self._bell.notify()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def alive(self) -> bool:
        """Whether it follows; False before `start` and after a bug ended it."""
        return self._thread.is_alive()

    def _work(self) -> None:
        while (woken := self._next()) is not None:
            try:
                self._tend()
                for site in woken or self._behind():
                    if self._stopping:
                        return
                    if follow(self._db, site):
                        self._moved(site)
            except EnvironmentFault as fault:  # looked at again in a moment
                log.warning("tables wait: %s", fault.code)

    def _next(self) -> set[str] | None:
        """Sites to follow: those woken for, none for a look at all; None at the end."""
        with self._bell:
            if not self._rung and not self._stopping:
                self._bell.wait(self._every)
            if self._stopping:
                return None
            self._rung = False
            woken, self._woken = self._woken, set()
            return woken

    def _behind(self) -> list[str]:
        with self._db.transaction() as conn:
            rows = conn.execute(
                "SELECT site FROM site WHERE projected < position OR crossed < projected"
            )
            return [site for (site,) in rows]

    def _tend(self) -> None:
        """Once a day: partitions for the months to come."""
        today = datetime.now(UTC).date()
        if self._tended != today.isoformat():
            with self._db.transaction() as conn:
                make_partitions(conn, months_from(today))
            self._tended = today.isoformat()
