"""The real program in a process that kills itself (SIGKILL) at an exact point.

::

    python kill_driver.py POINT:N COMMAND...   dies when it passes POINT for the N-th time
    python kill_driver.py commands             runs each command line (a JSON list) of its input

Passes are counted from the first new dossier on whose result line was handed
over, so that every kill comes after at least one acknowledgement. The points,
in the order in which one line of ``receive`` passes them:

==================  ==============================================================
begun               after BEGIN IMMEDIATE
statement           before each SQL statement between BEGIN and COMMIT
journal_inserted    the event is in the journal, the tables do not know it yet
projected           the tables are written, the print job is not yet queued
before_commit       before COMMIT
after_commit        the commit is durable
mark_raised         the mark is durable
pdf_unnamed         the receipt is written and synced, but has no name yet
pdf_written         the receipt is there, the act "printed" is not
before_result       everything is done, the result line is not written
tidy                between two acts, before the housekeeping
==================  ==============================================================

With ``--receipts`` a line has two acts, so the points of an act are passed twice.
``commands`` ends the output of each command with a line ``{"command_exit": N}``.
"""

from __future__ import annotations

import json
import os
import pathlib
import signal
import sys
from collections.abc import Callable
from typing import Any

import db.projections
import db.store
from core.services.receipts import record_printed
from counter_app import cli, paper
from counter_app.commands import dossiers
from counter_app.output import write
from db.connection import connect

EXACT_POINTS = (
    "begun",
    "statement",
    "journal_inserted",
    "projected",
    "before_commit",
    "after_commit",
    "mark_raised",
    "pdf_unnamed",
    "pdf_written",
    "before_result",
    "tidy",
)


class Killer:
    """Counts how often the chosen point was passed and kills at the right time."""

    def __init__(self, point: str, times: int) -> None:
        if point not in EXACT_POINTS:
            raise SystemExit(f"unknown point {point}")
        self.point = point
        self.left = times
        self.armed = False
        self.in_act = False

    def passed(self, point: str) -> None:
        """One point was passed."""
        if point in ("begun", "after_commit"):
            self.in_act = point == "begun"
        if not self.armed or point != self.point:
            return
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, _sql: str) -> None:
        """SQLite is about to run a statement."""
        if self.in_act:
            self.passed("statement")

    def around(self, function: Callable[..., Any], before: str, after: str = "") -> Any:
        """The function with a point before and one after it."""

        def wrapped(*args: Any, **named: Any) -> Any:
            self.passed(before)
            result = function(*args, **named)
            self.passed(after)
            return result

        return wrapped

    def write(self, result: dict[str, Any]) -> None:
        """Hands over a result line; the first one of a new dossier arms the killer."""
        self.passed("before_result")
        write(result)
        if result.get("ok") and not result.get("repeated"):
            self.armed = True

    def connect(self, *args: Any, **named: Any) -> Any:
        """Opens the database with its statements watched."""
        conn: Any = connect(*args, **named)
        conn.set_trace_callback(self.statement)
        return conn


def instrument(killer: Killer) -> None:
    """Puts the points that the program's own probe does not know into this process."""
    patches: list[tuple[Any, str, Any]] = [
        (dossiers, "write", killer.write),
        (
            db.projections,
            "apply",
            killer.around(db.projections.apply, "journal_inserted", "projected"),
        ),
        (pathlib.Path, "replace", killer.around(pathlib.Path.replace, "pdf_unnamed")),
        (paper, "record_printed", killer.around(record_printed, "pdf_written")),
        (db.store.Store, "tidy", killer.around(db.store.Store.tidy, "tidy")),
    ]
    if killer.point == "statement":
        patches.append((db.store, "connect", killer.connect))
    for owner, name, replacement in patches:
        setattr(owner, name, replacement)


def run_commands() -> int:
    """Runs command lines one after the other in this process."""
    for line in sys.stdin:
        status = cli.main(json.loads(line))
        sys.stdout.write(json.dumps({"command_exit": status}) + "\n")
        sys.stdout.flush()
    return 0


def main(arguments: list[str]) -> int:
    """Runs the program until the point comes."""
    if arguments == ["commands"]:
        return run_commands()
    point, _, times = arguments[0].partition(":")
    killer = Killer(point, int(times or "1"))
    instrument(killer)
    return cli.main(arguments[1:], probe=killer.passed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
