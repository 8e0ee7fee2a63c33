"""Events: what the journal stores, one kind an act (design §3).

The bytes of an event are written once and never serialised again: the same
bytes are hashed, stored, sent and exported. Bodies are typed by kind; a body
may gain optional fields, any other change is a new ``v``.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Raw, Struct

from core.domain.dossier import Content
from core.domain.errors import EnvironmentFault
from core.domain.numbering import Number
from core.domain.procedure import Procedure

B = TypeVar("B")

#: hash of the event before the first of a stream
GENESIS = bytes(32)
#: one event may not be larger (bytes); the wire has the same limit
MAX_EVENT = 1_000_000
#: subject of events about the station itself
STATION = "station"


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


KINDS: dict[str, type[Body]] = {
    "station_set_up": StationSetUp,
    "stream_began": StreamBegan,
    "account_created": AccountCreated,
    "procedures_imported": ProceduresImported,
    "agency_identified": AgencyIdentified,
    "block_granted": BlockGranted,
    "day_opened": DayOpened,
    "dossier_received": DossierReceived,
    "dossier_amended": DossierAmended,
    "dossier_cancelled": DossierCancelled,
    "result_returned": ResultReturned,
    "form_printed": FormPrinted,
    "segment_sealed": SegmentSealed,
}
KIND_OF: dict[type[Body], str] = {body: kind for kind, body in KINDS.items()}


class Event(Struct, Generic[B], frozen=True):
    """The envelope. ``body`` is a `Body` when written, raw JSON when read.

    Attributes:
        stream: 32 hex digits.
        seq: from 1 without gaps inside the stream.
        id: UUIDv7, 32 hex digits.
        subject: what the act is about: a dossier's uid, ``station``, ….
        parent: id of the last event of that subject its author saw.
        actor: login, or ``os:NAME`` for the command line without log-in.
        at: the station's clock, a claim.
        day: business day of the act, None before the first was opened.
        doubtful: the clock was not believed.
    """

    stream: str
    seq: int
    id: str
    kind: str
    v: int
    subject: str
    parent: str | None
    actor: str
    at: datetime
    day: date | None
    doubtful: bool
    body: B


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Event[Raw])
_bodies = {kind: msgspec.json.Decoder(body) for kind, body in KINDS.items()}


def encode(event: Event[Any]) -> bytes:
    """The bytes of an event, once and for all."""
    return _encoder.encode(event)


def decode(data: bytes) -> Event[Any]:
    """Reads stored bytes.

    Raises:
        EnvironmentFault: ``damaged`` when the bytes are not an event,
            ``newer_database`` when the kind or version is unknown.
    """
    try:
        raw = _decoder.decode(data)
        reader = _bodies.get(raw.kind)
        if reader is None or raw.v != 1:
            raise EnvironmentFault("newer_database", kind=raw.kind)
        return msgspec.structs.replace(raw, body=reader.decode(raw.body))
    except (msgspec.MsgspecError, RecursionError) as broken:
        raise EnvironmentFault("damaged", what="journal") from broken


def chain(previous: bytes, data: bytes) -> bytes:
    """``SHA-256(previous hash ‖ exact bytes)``."""
    return hashlib.sha256(previous + data).digest()


def seal_message(stream: bytes, first: int, last: int, head: bytes) -> bytes:
    """What the station signs: (stream, first, last, head hash)."""
    return b"quay-mot-cua/1/seal" + stream + first.to_bytes(8) + last.to_bytes(8) + head
