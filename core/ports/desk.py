"""What a clerk's window asks of the station.

Every method blocks on disk and runs on the database thread, never on the
interface thread (house rule 4). Failures are `Refused` or `EnvironmentFault`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol

from core.domain.account import Role
from core.domain.deadlines import Due
from core.domain.dossier import Dossier, State
from core.domain.events import Event, SupplementAsked
from core.domain.procedure import Procedure
from core.ports.exchange import Exchange
from core.ports.storage import StationFacts
from core.ports.supervision import Supervision


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
        late: today, when it was closed already and work now stands on ``proposed``.
    """

    proposed: date
    last: date | None
    doubtful: bool
    opened: bool
    late: date | None = None


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
class Filter:
    """What a list of dossiers is narrowed to; all that is set must hold.

    Attributes:
        states: one of these; none for any.
        due_before: the result was promised for an earlier day than this.
        officer: login of who logged it, empty for anybody.
    """

    states: frozenset[State] = frozenset()
    due_before: date | None = None
    officer: str = ""


EVERYTHING: Final = Filter()


@dataclass(frozen=True, slots=True)
class Logged:
    """A dossier that is safely stored; ``job`` waits for paper, None when none is asked.

    ``form`` names that paper: ``receipt``, or ``supplement`` and ``refusal``
    when the citizen was sent away; ``state`` is a state's key.
    """

    uid: str
    number: str
    provisional: bool
    why_provisional: str
    due_at: datetime | None
    job: int | None
    returned: bool
    warnings: tuple[tuple[str, str, str], ...]  # code, field, words
    state: str = "received"
    form: str = "receipt"


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
    """What the strip tells.

    Attributes:
        events: of this station's own, all that are to go to central.
        unsent: dossiers with an event that is not at central.
        oldest_unsent: when the oldest of those events was written.
        prints_waiting: forms that wait for paper.
        numbers_left: of today's block and leases; None without any.
        at_central: how many of ``events`` central acknowledged.
        backed_up: how many of them are in central's newest backup.
        last_contact: when central last answered.
        central_configured: the station was enrolled.
        province: its name.
        loose_ends: lines of central's exception list that wait for this site.
    """

    events: int
    unsent: int
    oldest_unsent: datetime | None
    prints_waiting: int
    numbers_left: int | None
    at_central: int = 0
    backed_up: int = 0
    last_contact: datetime | None = None
    central_configured: bool = False
    province: str = ""
    loose_ends: int = 0


class Desk(Protocol):
    """The station behind a clerk's window."""

    @property
    def supervision(self) -> Supervision:
        """What the supervisor's rooms ask."""

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
        """Accepts a dossier in the shape of `core.services.dossier_input`, or sends it away.

        With ``supplement`` or ``refusal`` in the source the citizen gets form
        02 or 03 instead of a receipt; ``slip`` goes on from an earlier form 02.
        """

    def amend(self, number: str, source: dict[str, Any]) -> Dossier: ...

    def cancel(self, number: str, reason: str) -> Dossier: ...

    def find(self, text: str, wanted: Filter, limit: int, before: str) -> Sequence[Row]:
        """Dossiers matching what was typed (all when empty), the newest first.

        Args:
            text: what was typed.
            wanted: what the list is narrowed to.
            limit: most rows of a page.
            before: uid of the last row of the page before, empty for the first.
        """

    def count(self) -> int:
        """How many dossiers the station holds."""

    def dossier(self, number_or_uid: str) -> Dossier | None: ...

    def history(self, uid: str) -> Sequence[Event[Any]]: ...

    def form(self, name: str, uid: str) -> bytes:
        """A form of a dossier as PDF, marked when it was printed before.

        Raises Refused: ``form_not_issued`` when the dossier never had it.
        """

    def print_jobs(self) -> Sequence[PrintJob]:
        """Jobs waiting or failed, the oldest first."""

    def supplement(self, uid: str) -> SupplementAsked | None:
        """What form 02 of a dossier asked for, None when it never had one."""

    def reprint(self, uid: str, form: str = "receipt") -> int:
        """Stores a print job for a form that is to be printed again."""

    def printed(self, job: int) -> None:
        """The paper came out: logs it."""

    def print_failed(self, job: int) -> None: ...

    def save_draft(self, name: str, body: bytes) -> None:
        """Keeps what is being typed; durable when it returns."""

    def draft(self, name: str) -> bytes | None: ...

    def drop_draft(self, name: str) -> None: ...

    def status(self) -> Status: ...

    def restart(self) -> str:
        """Why a new stream was begun, while nobody was told; empty when all is well.

        ``restored``, ``behind_mark``, ``mark_missing``, ``mark_damaged`` or ``forked``.
        """

    def lost(self, limit: int) -> tuple[int, Sequence[str]]:
        """Dossiers of this station that central has and this folder has not, after a restore.

        Returns:
            How many, and the numbers of the newest.
        """

    def restart_told(self) -> None:
        """A person was told of it."""

    def exchange(self, between: Callable[[float], None]) -> Exchange:
        """The station's side of sync; ``between`` is called where an answer may pause."""

    def close(self) -> None: ...
