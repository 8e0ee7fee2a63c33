"""What the supervisor's rooms ask of the station, beside `core.ports.desk`.

As there, every method blocks on disk and runs on a database thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.domain.acts import DayClosed, Explained, OfficeClosed, RosterLine
from core.domain.day_close import DayFacts
from core.ports.exchange import LooseEnd


@dataclass(frozen=True, slots=True)
class LateAct:
    """An act that came after its day was closed; it stands on ``day``."""

    at: datetime
    kind: str
    number: str
    day: date


@dataclass(frozen=True, slots=True)
class DaySeen:
    """The day that is to be closed, or that was closed last.

    Attributes:
        day: None before the first was opened.
        facts: of an open day.
        closed: of a closed one; then ``signed_at`` and the work that came ``late``.
        stations: all of the site by its roster, our own among them.
        office: the whole office's closing of that day.
        station: our own number.
    """

    day: date | None
    facts: DayFacts | None = None
    closed: DayClosed | None = None
    signed_at: datetime | None = None
    late: tuple[LateAct, ...] = ()
    stations: tuple[RosterLine, ...] = ()
    office: OfficeClosed | None = None
    station: int = 0


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of the exception list, with what is known here of its dossier.

    Attributes:
        number, owner, procedure_name: of the dossier, blank when it is not here.
        decisions: what may be decided now, the usual first; none when it is
            the province's to decide.
    """

    line: LooseEnd
    number: str = ""
    owner: str = ""
    procedure_name: str = ""
    decisions: tuple[str, ...] = ()


class Supervision(Protocol):
    """Closing days, and what waits for a decision."""

    def day(self) -> DaySeen: ...

    def close_day(self, day: date, words: str, answers: Sequence[Explained]) -> DaySeen:
        """Signs a day; raises Refused as `core.services.close_day.close_day`."""

    def close_office(self, day: date, whys: Mapping[int, str], note: str) -> DaySeen:
        """Signs the office's day; raises Refused as `core.services.close_day.close_office`."""

    def sheet(self, day: date) -> bytes:
        """The sheet of a day as PDF, a draft of an open one."""

    def appendix(self, day: date) -> bytes:
        """The appendix of late work to a closed day's sheet, as PDF."""

    def open_lines(self) -> Sequence[OpenLine]:
        """What waits for a decision, the oldest first."""

    def resolve(self, line: int, decision: str, reason: str) -> Sequence[OpenLine]:
        """Decides; raises Refused as `core.services.resolve_exception`. What still waits."""
