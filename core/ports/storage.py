"""What the services need of durable storage.

An `Act` is one transaction: what it appends to the journal and what the
tables show afterwards are committed together or not at all. Reading inside
an act sees the state that the commit will follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from msgspec import Struct

from core.domain.day_close import DayRecord
from core.domain.dossier import Dossier
from core.domain.events import Body, SupplementAsked
from core.domain.numbering import Block, Counter
from core.domain.office_close import OfficeRecord
from core.domain.procedure import Procedure
from core.domain.slip import Issued
from core.ports.exchange import LooseEnd


class StationFacts(Struct, frozen=True):
    """Who this station is."""

    site: str
    site_name: str
    station: int
    stream: bytes
    generation: int  # 1 for the first stream, one more after each restore
    practice: bool
    agency_id: str
    parent_org: str
    place: str
    hotline: str
    lookup_site: str


class Appended(Struct, frozen=True):
    """An event as stored: position, hash and id."""

    pos: int
    seq: int
    id: str
    hash: bytes


class Act(Protocol):
    """One transaction on the station's journal and tables."""

    @property
    def station(self) -> StationFacts:
        """The station as set up."""

    def newest(self) -> datetime | None:
        """Believed clock of the newest event, None in an empty journal."""

    def last_day(self) -> date | None:
        """The last opened business day."""

    def closed_day(self) -> date | None:
        """The last closed business day."""

    def opened_before(self, day: date) -> date | None:
        """The last opened business day that is not after ``day``."""

    def day_record(self, day: date) -> DayRecord | None:
        """A day from its opening to now or to its closing, None when it was never opened."""

    def office(self, day: date) -> OfficeRecord:
        """What is known here of the day of all stations."""

    def loose_end(self, line: int) -> LooseEnd | None:
        """An open line of central's exception list."""

    def procedure(self, code: str) -> tuple[Procedure, int] | None:
        """The current version of a procedure and its version number."""

    def agency_identifier(self, name: str) -> str:
        """Identifier of a deciding agency, empty when not configured."""

    def ranges(self, day: date) -> Sequence[Block]:
        """This stream's ordinals of a day: its block and what is leased to it, rising."""

    def counter(self, day: date) -> Counter:
        """Ordinals already given out by this stream on that day."""

    def used_ordinals(self, day: date) -> int:
        """Highest official ordinal of that day in any stream of this folder."""

    def register_no(self, book: str, year: int) -> int:
        """Last row number of a register book in a year, 0 when empty."""

    def dossier(self, number_or_uid: str) -> Dossier | None:
        """A dossier by printed number (folded) or uid."""

    def dossier_by_client_ref(self, client_ref: str) -> Dossier | None:
        """The dossier logged for a caller's idempotency key."""

    def client_digest(self, client_ref: str) -> str:
        """Digest of what was asked under an idempotency key."""

    def officer_name(self, login: str) -> str:
        """Display name of an account, the login itself when unknown."""

    def append(
        self,
        body: Body,
        *,
        subject: str,
        actor: str,
        at: datetime,
        day: date | None,
        doubtful: bool = False,
        new_subject: bool = False,
    ) -> Appended:
        """Writes one event and applies it to the tables."""

    def seal(self) -> None:
        """Signs the streams of this folder up to their heads, with the act."""

    def supplement(self, dossier: int) -> Issued[SupplementAsked] | None:
        """The last request for papers (form 02), None when there was none."""

    def form_printed(self, form: str, dossier: int) -> datetime | None:
        """When a form of a dossier was last printed, None when never."""

    def queue_print(self, form: str, dossier: int, *, reprint: bool = False) -> int:
        """Stores a print job with the act; returns its id."""

    def waiting_job(self, form: str, dossier: int) -> int | None:
        """The print job of a form that still waits, None when none does."""

    def prints_done(self, form: str, dossier: int) -> None:
        """Ends the waiting print jobs of a dossier's form."""

    def print_failed(self, job: int) -> None:
        """Marks a print job as failed; it may be tried again."""


class Storage(Protocol):
    """The station's storage."""

    def act(self) -> AbstractContextManager[Act]:
        """One durable act.

        On leaving without an exception everything is committed and, when
        the act gave out a number, the high-water mark outside the database is
        raised, both synced to disk before the caller goes on.

        Raises:
            EnvironmentFault: the disk, a lock or the key is at fault; nothing
                of the act remains.
        """
