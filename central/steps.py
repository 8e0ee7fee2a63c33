"""What `central.interpret` works on: events to take, what is known, how tables change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum, auto
from typing import Any, Protocol

from msgspec import Struct

from central.exceptions import Line, Resolution
from core.domain import events as ev
from core.domain.dossier import Content, Party, State
from core.domain.dossier_view import DossierView
from core.domain.numbering import Number
from core.domain.text import fold


class Step(Struct, frozen=True):
    """One event to interpret, its own frame or carried inside one.

    Attributes:
        position, stream, seq, received_at: of the frame.
        station: that wrote it; 0 central.
        hash: the event's, in the chain it was written to.
        id, kind, subject, day: of the event.
        event: None when it cannot be read; ``why`` then says why, and
            ``number`` which number it gave when that is known.
    """

    position: int
    stream: bytes
    seq: int
    received_at: datetime
    station: int
    hash: bytes
    id: str
    kind: str
    subject: str
    day: date | None
    event: ev.Event[Any] | None
    why: str = ""
    number: str = ""


class Past(Struct, frozen=True):
    """An earlier event of a subject. ``fields`` are those that it amended and that counted."""

    parent: str | None
    fields: frozenset[str] = frozenset()


class Twin(Struct, frozen=True):
    """A dossier of the same person, procedure and day."""

    uid: str
    station: int
    number: str


Triple = tuple[date, str, str]
"""Day, procedure code, `owner_key`."""


class Known(Protocol):
    """What the tables and frames say; see `central.tables`."""

    views: dict[str, DossierView]
    stations: dict[str, int]
    numbers: dict[str, set[str]]
    waiting: dict[str, list[Step]]
    closed_days: set[tuple[int, date]]
    closed_offices: set[date]
    lined: set[tuple[str, str, str]]
    #: position at which central was first restored, None when it never was
    restored: int | None

    def revoked(self, stream: bytes, seq: int) -> bool: ...

    def procedure_unknown(self, code: str) -> bool: ...

    def twins(self, triple: Triple) -> Sequence[Twin]: ...

    def history(self, subject: str) -> dict[str, Past]:
        """Earlier events of a subject that are not among those being taken."""


class Closing(Struct, frozen=True):
    """A day that a station closed."""

    station: int
    day: date
    stream: str
    seq: int
    last: int
    body: ev.DayClosed


class Given(Struct, frozen=True):
    """A number printed for a dossier; ``stream`` is hex."""

    key: str
    uid: str
    number: str
    stream: str
    seq: int


class Changes:
    """How the tables change."""

    def __init__(self) -> None:
        self.touched: dict[str, int] = {}  # uid, position
        self.fees: dict[str, int | None] = {}
        self.numbers: dict[tuple[str, str], Given] = {}
        self.lines: dict[tuple[str, str, int, str, str], Line] = {}
        self.resolutions: list[Resolution] = []
        self.waits: dict[tuple[str, str], Step] = {}
        self.waits_no_more: list[tuple[str, str]] = []
        self.days: list[Closing] = []
        self.offices: list[tuple[date, ev.OfficeClosed]] = []


class Outcome(Enum):
    """What became of an event about a dossier."""

    APPLIED = auto()
    WAITS = auto()
    REFUSED = auto()


def owner_key(owner: Party) -> str:
    """Folded name and identifier, by which a person is taken to be the same."""
    number = owner.personal_no or owner.old_id_no or owner.passport_no or owner.tax_code
    if not number and owner.birth is not None:
        number = owner.birth.isoformat()
    return f"{fold(owner.name)} {number}"


def is_taken(view: DossierView) -> bool:
    """Whether the counter took a dossier in, and did not give it up again.

    One that a slip sent away is no double when another station takes it.
    """
    sent_away = view.number == view.slip_number
    return not sent_away and view.state not in (State.CANCELLED, State.NOT_ACCEPTED)


def triple_of(day: date, content: Content) -> Triple:
    """What two dossiers share when one may be the other's double."""
    return (day, content.procedure_code or content.procedure_name, owner_key(content.owner))


def past_of(step: Step) -> Past:
    """What later events may have to know of an event."""
    if step.event is None:
        return Past(None)
    fields = frozenset[str]()
    if step.kind == "dossier_amended":
        body: ev.DossierAmended = step.event.body
        fields = frozenset(body.changes) | ({"due_at"} if body.due_changed else set())
    return Past(step.event.parent, fields)


def number_of(step: Step) -> str:
    """The number that an event gave to paper, empty when none."""
    given: Number | None = getattr(step.event.body, "number", None) if step.event else None
    return given.text if given is not None else step.number
