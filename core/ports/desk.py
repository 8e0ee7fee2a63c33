"""What a clerk's window asks of the station.

Every method blocks on disk and runs on the database thread, never on the
interface thread (house rule 4). Failures are `Refused` or `EnvironmentFault`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from core.domain.account import Role
from core.domain.deadlines import Due
from core.domain.dossier import Dossier
from core.domain.events import Event
from core.domain.procedure import Procedure
from core.ports.storage import StationFacts


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the log-in shows it."""

    login: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class DayState:
    """The business day before it is confirmed.

    Attributes:
        proposed: the day the window proposes.
        last: the last opened day, None before the first.
        doubtful: the clock cannot be right; a person must look at a calendar.
        opened: ``proposed`` is open already.
    """

    proposed: date
    last: date | None
    doubtful: bool
    opened: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier in a list."""

    uid: str
    number: str
    provisional: bool
    owner: str
    procedure_code: str
    procedure_name: str
    state: str
    received_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Logged:
    """A dossier that is safely stored; ``job`` waits for paper, None when none is asked."""

    uid: str
    number: str
    provisional: bool
    why_provisional: str
    due_at: datetime | None
    job: int | None
    returned: bool
    warnings: tuple[tuple[str, str, str], ...]  # code, field, words


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A form waiting for paper, or the last state of one."""

    id: int
    uid: str
    number: str
    form: str
    reprint: bool
    state: str  # waiting | done | failed


@dataclass(frozen=True, slots=True)
class Status:
    """What the strip tells."""

    events: int
    unsent: int
    oldest_unsent: datetime | None
    prints_waiting: int
    numbers_left: int | None  # of today's block; None without a block


class Desk(Protocol):
    """The station behind a clerk's window."""

    def station(self) -> StationFacts: ...

    def people(self) -> Sequence[Person]: ...

    def sign_in(self, login: str, password: str) -> Person:
        """Raises Refused: ``password_wrong``, ``locked_out``."""

    def sign_out(self) -> None: ...

    def day(self) -> DayState: ...

    def open_day(self, day: date) -> date:
        """Raises Refused: ``day_before_last``."""

    def catalogue(self) -> Sequence[tuple[Procedure, int]]: ...

    def usage(self) -> dict[str, int]:
        """How much each procedure code was used lately, later counting more."""

    def due(self, limit: str) -> Due | None:
        """When a dossier received now would be due."""

    def receive(self, source: dict[str, Any]) -> Logged:
        """Logs a dossier in the shape of `core.services.dossier_input`."""

    def amend(self, number: str, source: dict[str, Any]) -> Dossier: ...

    def cancel(self, number: str, reason: str) -> Dossier: ...

    def find(self, text: str, state: str, limit: int, before: str) -> Sequence[Row]:
        """Dossiers matching what was typed (all when empty), the newest first.

        Args:
            text: what was typed.
            state: key of a state, empty for all.
            limit: most rows of a page.
            before: uid of the last row of the page before, empty for the first.
        """

    def count(self) -> int:
        """How many dossiers the station holds."""

    def dossier(self, number_or_uid: str) -> Dossier | None: ...

    def history(self, uid: str) -> Sequence[Event[Any]]: ...

    def receipt(self, uid: str) -> bytes:
        """Form 01 as PDF, marked when it was printed before."""

    def print_jobs(self) -> Sequence[PrintJob]:
        """Jobs waiting or failed, the oldest first."""

    def reprint(self, uid: str) -> int:
        """Stores a print job for a form that is to be printed again."""

    def printed(self, job: int) -> None:
        """The paper came out: logs it."""

    def print_failed(self, job: int) -> None: ...

    def save_draft(self, name: str, body: bytes) -> None:
        """Keeps what is being typed; durable when it returns."""

    def draft(self, name: str) -> bytes | None: ...

    def drop_draft(self, name: str) -> None: ...

    def status(self) -> Status: ...

    def close(self) -> None: ...
