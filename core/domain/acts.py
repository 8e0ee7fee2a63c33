"""What happened at a station: the bodies of its own events, one class a kind (design §3).

A body may gain optional fields, any other change is a new version.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from msgspec import Struct

from core.domain.dossier import Content
from core.domain.numbering import Number
from core.domain.procedure import Procedure


class Body(Struct, frozen=True, omit_defaults=True):
    """Base of all bodies."""


class StationSetUp(Body, frozen=True, omit_defaults=True):
    """First event of a folder: which site, which station, whose key."""

    site: str
    site_name: str
    station: int
    public_key: str
    parent_org: str = ""
    place: str = ""
    hotline: str = ""
    lookup_site: str = ""
    agency_id: str = ""
    practice: bool = False


class StreamBegan(Body, frozen=True, omit_defaults=True):
    """A new stream after a restore, a clone or a fork; its block is burnt."""

    reason: str  # restored | behind_mark | mark_missing | mark_damaged
    before: str  # stream left behind, hex
    before_seq: int
    before_hash: str
    mark_seq: int = 0
    mark_day: date | None = None
    mark_ordinal: int = 0


class AccountCreated(Body, frozen=True, omit_defaults=True):
    """A personal account; the hash is argon2id's encoded form."""

    login: str
    name: str
    role: str
    password_hash: str


class ProceduresImported(Body, frozen=True, omit_defaults=True):
    """New or changed procedures of one import (in parts of at most 50)."""

    origin: str
    digest: str  # SHA-256 of the imported file
    procedures: tuple[Procedure, ...]


class AgencyIdentified(Body, frozen=True, omit_defaults=True):
    """Configuration: the identifier of a deciding agency."""

    name: str
    identifier: str


class BlockGranted(Body, frozen=True, omit_defaults=True):
    """Ordinals a day that the province gave this stream in writing.

    ``used`` is the highest ordinal known to be spent on the day ``used_on``
    by what this stream replaces.
    """

    first: int
    last: int
    used_on: date | None = None
    used: int = 0


class DayOpened(Body, frozen=True, omit_defaults=True):
    """A business day, opened by a person (``confirmed``) or by the first act."""

    day: date
    confirmed: bool = False


class DossierReceived(Body, frozen=True, omit_defaults=True):
    """Hồ sơ được tiếp nhận: number, register row, due date and content."""

    number: Number
    book: str
    register_no: int
    pack: str
    received_at: datetime
    due_at: datetime | None
    officer_name: str
    content: Content
    client_ref: str = ""
    client_digest: str = ""
    warnings: tuple[str, ...] = ()


class SupplementAsked(Body, frozen=True, omit_defaults=True):
    """Form 02: what is missing (NĐ 118/2025 Đ17.1.c at the counter, Đ19.5 after appraisal).

    ``number`` and ``content`` stand only at intake, where the dossier has no
    code yet and the slip's own number finds it again.

    Attributes:
        wanted: what to bring or put right, a line each.
        until: the citizen's last day; None while no clock runs.
        times: which request of this dossier, from 1.
        book, register_no: the form's own number.
    """

    asked_at: datetime
    reason: str
    wanted: tuple[str, ...]
    book: str
    register_no: int
    pack: str
    officer_name: str
    times: int = 1
    until: date | None = None
    number: Number | None = None
    content: Content | None = None
    client_ref: str = ""
    client_digest: str = ""


class DossierRefused(Body, frozen=True, omit_defaults=True):
    """Form 03: not accepted (NĐ 118/2025 Đ17.1.c, Đ17.2.a); fields as `SupplementAsked`."""

    refused_at: datetime
    reason: str
    book: str
    register_no: int
    pack: str
    officer_name: str
    legal_basis: str = ""
    competent_agency: str = ""
    returned: tuple[str, ...] = ()
    number: Number | None = None
    content: Content | None = None
    client_ref: str = ""
    client_digest: str = ""


class DossierAmended(Body, frozen=True, omit_defaults=True):
    """Fields that changed, each whole; ``due_at`` when it was recomputed."""

    reason: str
    changes: dict[str, Any]
    due_at: datetime | None = None
    due_changed: bool = False


class DossierCancelled(Body, frozen=True, omit_defaults=True):
    """The code is void and stays so."""

    reason: str


class ResultReturned(Body, frozen=True, omit_defaults=True):
    """The result was handed out; ``at_once`` for "trả ngay"."""

    finished_at: datetime
    returned_at: datetime
    at_once: bool = False


class FormPrinted(Body, frozen=True, omit_defaults=True):
    """Paper left the station. ``reprint`` when the form was printed before."""

    form: str
    printed_at: datetime
    reprint: bool = False


class SegmentSealed(Body, frozen=True, omit_defaults=True):
    """A month of the journal, verified whole, with its projections' digests."""

    month: str
    last_pos: int
    head: str
    digests: dict[str, str]


class CentralJoined(Body, frozen=True, omit_defaults=True):
    """This station was enrolled: where central is and the keys that prove it.

    Attributes:
        url: base address, empty when only sticks travel.
        signing_key, box_key: central's Ed25519 and X25519 public keys, hex.
        province: its name, for people.
        epoch: central's at enrolment.
    """

    url: str
    signing_key: str
    box_key: str
    province: str = ""
    epoch: int = 1


class KeyRotated(Body, frozen=True, omit_defaults=True):
    """From the next event on another key seals this stream.

    ``proof`` is the new key's signature over `rotation_message`, hex; the old
    key vouches by sealing this event.
    """

    public_key: str
    proof: str


class EventsMoved(Body, frozen=True, omit_defaults=True):
    """Events of a fork, byte for byte, carried on in this stream (design §6.1).

    Attributes:
        stream: the stream they were written to, hex.
        first: sequence number of the first of them there.
        events: exact bytes, as text.
    """

    stream: str
    first: int
    events: tuple[str, ...]


class NumbersOfDay(Struct, frozen=True, omit_defaults=True):
    """What became of a day's official ordinals ``first``..``last`` (design §6.11).

    Attributes:
        used: how many stand on a dossier, the voided among them.
        voided: of the used, those whose dossier was cancelled that day.
        left: how many were not reached; they are never given later.
        missing: below the last one given and on no dossier of this folder.
    """

    first: int
    last: int
    used: int
    voided: tuple[int, ...] = ()
    left: int = 0
    missing: tuple[int, ...] = ()


class Explained(Struct, frozen=True, omit_defaults=True):
    """The supervisor's words on one thing that does not add up.

    Attributes:
        about: ``numbers`` for the missing ordinals ``first``..``last``,
            ``paper`` for the dossier ``number`` that got none.
    """

    about: str
    words: str
    first: int = 0
    last: int = 0
    number: str = ""


class DayClosed(Body, frozen=True, omit_defaults=True):
    """A station's day, sealed and signed off; later work never changes it.

    Attributes:
        day: business day.
        first, last, head: range of the stream this day, hash of ``last``, hex.
        counts: how many of each kind of event.
        fees_vnd: đồng taken or due, as logged.
        numbers: a line each block in force that day.
        provisional: how many provisional numbers were given.
        unsent: events not yet at central when signing.
        warnings: codes of what the supervisor was shown.
        explained: the supervisor's words on all of it.
        officer_name: who signed.
        dossiers: how many were received.
        papers: receipts and slips of this day that were printed.
        without_paper: numbers of those that were not, the first of many.
        prints_waiting: papers of any day that wait for a printer.
        doubtful: events whose clock was not believed.
        exceptions: open lines of central's list.
        drafts: forms begun and not stored.
        late: work of earlier, closed days that stands on this one: events a day.
        here, at_central, backed_up: the three counters, in events.
        answers: the supervisor's words, one thing each.
    """

    day: date
    first: int
    last: int
    head: str
    counts: dict[str, int]
    fees_vnd: int
    numbers: tuple[NumbersOfDay, ...]
    provisional: int
    unsent: int
    officer_name: str
    warnings: tuple[str, ...] = ()
    explained: str = ""
    dossiers: int = 0
    papers: int = 0
    without_paper: tuple[str, ...] = ()
    prints_waiting: int = 0
    doubtful: int = 0
    exceptions: int = 0
    drafts: int = 0
    late: dict[str, int] = {}
    here: int = 0
    at_central: int = 0
    backed_up: int = 0
    answers: tuple[Explained, ...] = ()


class RosterLine(Struct, frozen=True, omit_defaults=True):
    """One station in an office's closing: ``complete``, ``missing``, ``open``, ``silent``.

    ``since`` is when central last heard of it, as far as it is known.
    """

    station: int
    state: str
    last: int = 0
    head: str = ""
    missing: int = 0
    why: str = ""
    since: datetime | None = None


class OfficeClosed(Body, frozen=True, omit_defaults=True):
    """The whole office's day by roster, with named exceptions (design §6.11)."""

    day: date
    lines: tuple[RosterLine, ...]
    officer_name: str
    note: str = ""


class ExceptionResolved(Body, frozen=True, omit_defaults=True):
    """A person decided about a line of the exception list.

    Attributes:
        exception: central's number of the line.
        kind: as on the list.
        decision: ``keep``, ``cancel_this``, ``cancel_other``, ``merge``, ``noted``.
        reason: in the supervisor's words.
    """

    exception: int
    kind: str
    decision: str
    reason: str
