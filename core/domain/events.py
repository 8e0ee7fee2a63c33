"""Events: what the journal stores, one kind an act (design §3).

The bytes of an event are written once and never serialised again: the same
bytes are hashed, stored, sent and exported. Bodies are typed by kind: those
of a station in `acts`, those of central in `province`, all reachable here.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Raw, Struct

from core.domain.acts import (
    AccountCreated as AccountCreated,
    AgencyIdentified as AgencyIdentified,
    BlockGranted as BlockGranted,
    Body as Body,
    CentralJoined as CentralJoined,
    DayClosed as DayClosed,
    DayOpened as DayOpened,
    DossierAmended as DossierAmended,
    DossierCancelled as DossierCancelled,
    DossierReceived as DossierReceived,
    DossierRefused as DossierRefused,
    EventsMoved as EventsMoved,
    ExceptionResolved as ExceptionResolved,
    Explained as Explained,
    FormPrinted as FormPrinted,
    KeyRotated as KeyRotated,
    NumbersOfDay as NumbersOfDay,
    OfficeClosed as OfficeClosed,
    ProceduresImported as ProceduresImported,
    ResultReturned as ResultReturned,
    RosterLine as RosterLine,
    SegmentSealed as SegmentSealed,
    StationSetUp as StationSetUp,
    StreamBegan as StreamBegan,
    SupplementAsked as SupplementAsked,
)
from core.domain.errors import EnvironmentFault
from core.domain.province import (
    AccountChanged as AccountChanged,
    BlockLeased as BlockLeased,
    CalendarSet as CalendarSet,
    CentralStreamBegan as CentralStreamBegan,
    CodeBound as CodeBound,
    DecisionRecorded as DecisionRecorded,
    PortalDossierArrived as PortalDossierArrived,
    RosterEntry as RosterEntry,
    RosterSet as RosterSet,
    RulePackSet as RulePackSet,
)

B = TypeVar("B")

#: hash of the event before the first of a stream
GENESIS = bytes(32)
#: one event may not be larger (bytes); the wire has the same limit
MAX_EVENT = 1_000_000
#: subject of events about the station itself
STATION = "station"

KINDS: dict[str, type[Body]] = {
    "station_set_up": StationSetUp,
    "stream_began": StreamBegan,
    "account_created": AccountCreated,
    "procedures_imported": ProceduresImported,
    "agency_identified": AgencyIdentified,
    "block_granted": BlockGranted,
    "day_opened": DayOpened,
    "dossier_received": DossierReceived,
    "supplement_asked": SupplementAsked,
    "dossier_refused": DossierRefused,
    "dossier_amended": DossierAmended,
    "dossier_cancelled": DossierCancelled,
    "result_returned": ResultReturned,
    "form_printed": FormPrinted,
    "segment_sealed": SegmentSealed,
    "central_joined": CentralJoined,
    "key_rotated": KeyRotated,
    "events_moved": EventsMoved,
    "day_closed": DayClosed,
    "office_closed": OfficeClosed,
    "exception_resolved": ExceptionResolved,
    # written by central
    "central_stream_began": CentralStreamBegan,
    "rule_pack_set": RulePackSet,
    "calendar_set": CalendarSet,
    "block_leased": BlockLeased,
    "code_bound": CodeBound,
    "account_changed": AccountChanged,
    "roster_set": RosterSet,
    "decision_recorded": DecisionRecorded,
    "portal_dossier_arrived": PortalDossierArrived,
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


def rotation_message(stream: str, old: str, new: str) -> bytes:
    """What a station's new key signs to follow the old one: stream and both keys, hex."""
    return b"quay-mot-cua/1/rotate" + bytes.fromhex(stream + old + new)
