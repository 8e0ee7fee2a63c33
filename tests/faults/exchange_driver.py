"""Sync's writing in a process that kills itself (SIGKILL) at an exact point.

::

    python exchange_driver.py POINT:N DATA arrive ANSWER   takes in an answer (msgpack)
    python exchange_driver.py POINT:N DATA fork COMMON     leaves the current stream there
    python exchange_driver.py - DATA …                     lives

=============  ========================================================
begun          after BEGIN IMMEDIATE
statement      before each SQL statement between BEGIN and COMMIT
applied        an event is stored and the tables know it
before_commit  before COMMIT
after_commit   the commit is durable
between        between two parts of an answer
mark           the new stream is durable, the mark is still the old one's
=============  ========================================================
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

import db.projections
import db.store
from core.ports.exchange import Arrived
from counter_app.bootstrap import new_id
from db.connection import connect
from db.exchange import StationExchange, breathe
from db.mark import MarkFile
from db.store import open_store

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


class Killer:
    """Kills when its point is passed for the N-th time."""

    def __init__(self, wanted: str) -> None:
        self.point, _, times = wanted.partition(":")
        self.left = int(times or "1")
        self.inside = self.armed = False

    def passed(self, point: str) -> None:
        """One point was passed."""
        if point in ("begun", "after_commit"):
            self.inside = point == "begun"
        if self.armed and point == self.point:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, _sql: str) -> None:
        """SQLite is about to run a statement."""
        if self.inside:
            self.passed("statement")

    def after(self, owner: Any, name: str, point: str, *, before: bool = False) -> None:
        """Puts a point after (or before) a function."""
        function = getattr(owner, name)

        def wrapped(*args: Any, **named: Any) -> Any:
            if before:
                self.passed(point)
            result = function(*args, **named)
            if not before:
                self.passed(point)
            return result

        setattr(owner, name, wrapped)

    def connect(self, *args: Any, **named: Any) -> Any:
        """Opens the database with its statements watched."""
        conn: Any = connect(*args, **named)
        conn.set_trace_callback(self.statement)
        return conn

    def between(self, weight: float) -> None:
        """Between two parts."""
        self.passed("between")
        breathe(weight)


def main(wanted: str, data: str, what: str, argument: str) -> None:
    """One piece of sync's writing."""
    killer = Killer(wanted)
    killer.after(db.projections, "settle", "applied")
    killer.after(db.projections, "apply", "applied")
    killer.after(MarkFile, "replace", "mark", before=True)
    if killer.point == "statement":
        setattr(db.store, "connect", killer.connect)  # noqa: B010 - mypy forbids the plain way
    store = open_store(Path(data), AT, new_id, killer.passed)
    exchange = StationExchange(store, between=killer.between)
    killer.armed = True
    if what == "arrive":
        answer = msgspec.msgpack.decode(Path(argument).read_bytes(), type=Arrived)
        sys.stdout.write(str(exchange.arrive(answer, AT)))
    else:
        exchange.fork(store.station().stream, int(argument), AT)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
