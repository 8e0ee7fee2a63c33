"""What sync needs of a station's storage.

Every method is one short transaction (at most about 20 ms, design §10) and
runs where the station's writing runs; between two of them the clerk's acts go
first. Failures are `EnvironmentFault`. Nothing here knows HTTP.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from msgspec import Struct

from core.domain.acts import CentralJoined
from core.domain.chain import Batch, Head
from core.domain.dossier_view import DossierView


class Identity(Struct, frozen=True):
    """Who speaks: ``streams`` of this folder, hex, the current one last."""

    site: str
    station: int
    practice: bool
    public_key: str
    streams: tuple[str, ...]


class OwnStream(Struct, frozen=True):
    """One stream of this folder as far as it is to be sent.

    Attributes:
        stream: 16 bytes.
        last: last event to send; a stream left by a fork ends at the common event.
        head: central's last acknowledgement, None when it never gave one.
        agreed: the last of our events known to be on central's chain.
    """

    stream: bytes
    last: int
    head: Head | None
    agreed: int = 0


class Wish(Struct, frozen=True):
    """Ordinals left on a day for the current stream, of all that are leased to it for it."""

    day: date
    left: int
    held: int


class LooseEnd(Struct, frozen=True, omit_defaults=True):
    """A line of the exception list, as `sync.wire.changes.ExceptionLine` tells it."""

    id: int
    kind: str
    stream: bytes
    seq: int
    raised_at: datetime
    station: int
    owner: str = "site"
    subject: str = ""
    number: str = ""
    detail: dict[str, str] = {}


class Arrived(Struct, frozen=True, omit_defaults=True):
    """What one answer of central's brought; applied whole, with its cursor.

    ``batches`` are checked frames of central's streams. ``others`` are
    ``(station, dossier)`` pairs to look at only. None leaves a list as it was.
    """

    cursor: str
    epoch: int
    heads: tuple[tuple[Head, bytes], ...] = ()  # with the signed bytes, kept as witness
    batches: tuple[Batch, ...] = ()
    others: tuple[tuple[int, DossierView], ...] = ()
    loose_ends: tuple[LooseEnd, ...] | None = None
    stations: bytes | None = None  # as encoded on the wire, for the supervisor's window
    clock_offset: float = 0.0  # seconds that central's clock is ahead of ours


class Counts(Struct, frozen=True):
    """The three counters (design §6.6), in events and in dossiers.

    Attributes:
        here: events of this folder's own streams.
        at_central: of these, acknowledged by central's signed head.
        backed_up: of these, in central's newest backup.
        dossiers_unsent: dossiers with an event that is not at central.
        oldest_unsent: when the oldest event not at central was written.
        numbers_left: ordinals of today's blocks; None without any.
        last_contact: when central last answered.
        loose_ends: open lines of the exception list.
    """

    here: int
    at_central: int
    backed_up: int
    dossiers_unsent: int
    oldest_unsent: datetime | None
    numbers_left: int | None
    last_contact: datetime | None
    loose_ends: int


class Exchange(Protocol):
    """The station's side of sync."""

    def identity(self) -> Identity: ...

    def joined(self) -> CentralJoined | None:
        """Where central is, None before enrolment."""

    def join(self, joined: CentralJoined) -> None:
        """Logs the enrolment."""

    def sign(self, message: bytes) -> bytes:
        """The station key's signature, 64 bytes."""

    def request_numbers(self, at_least: int = 0, count: int = 1000) -> int:
        """Reserves ``count`` request numbers, all above ``at_least``; the first of them."""

    def seal(self) -> None:
        """Signs the current stream up to its head."""

    def own_streams(self) -> Sequence[OwnStream]:
        """Streams in the order in which they began."""

    def batch(self, stream: bytes, after: int, events: int, size: int) -> Batch | None:
        """Frames after a sequence number, ending at a seal; None when there are none.

        At most ``events`` and about ``size`` bytes, but always a whole seal's span.
        """

    def hash_at(self, stream: bytes, seq: int) -> bytes | None:
        """Hash of one of our events, None when we have none of that number."""

    def acknowledged(self, head: Head, witness: bytes) -> None:
        """Central holds this much; ``witness`` is what it signed."""

    def agreed(self, stream: bytes, seq: int) -> None:
        """Central's chain holds our event of this number: its hash was asked and is ours.

        For a stream of which central has more than we have ourselves, so that
        its head alone proves nothing.
        """

    def fork(self, stream: bytes, common: int, at: datetime) -> None:
        """Moves what follows the common event, byte for byte, to a new stream."""

    def cursor(self) -> str:
        """Where the next question goes on, empty from the beginning."""

    def arrive(self, arrived: Arrived, at: datetime) -> int:
        """Applies an answer and stores its cursor; the number of events applied.

        Raises:
            EnvironmentFault: ``chain_broken`` when frames do not follow ours,
                ``newer_database`` for an event of a newer central's,
                ``central_invalid`` for one that is not central's to write.
                What stands before it is applied, heads are kept, the cursor is not.
        """

    def wishes(self, today: date) -> Sequence[Wish]:
        """Days ahead on which fewer than half the ordinals are left."""

    def keep(self, name: str, value: bytes | None) -> None:
        """Small working state of sync (a stick's reply key); None forgets it."""

    def kept(self, name: str) -> bytes | None: ...

    def counts(self) -> Counts: ...
