"""What central hands back: its streams' frames, other stations' dossiers, exceptions, heads.

``GET /v1/changes?cursor=…`` answers everything a station needs to know in one
request, so that a sync with nothing new is that request alone: the heads in
it are also the question that every push asks first (design §6.1).
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Struct

from core.domain.dossier_view import DossierView
from sync.wire.limits import MAX_EXPANDED, WireError
from sync.wire.signing import SignedHead

MEDIA_TYPE = "application/vnd.quay-mot-cua.changes+msgpack"


class SiteDossier(Struct, frozen=True, omit_defaults=True):
    """A dossier of another station of the site, to look at only."""

    station: int
    view: DossierView


class ExceptionLine(Struct, frozen=True, omit_defaults=True):
    """A line of the site's exception list that still waits for a person.

    Attributes:
        id: central's number.
        kind: ``fork``, ``late_after_close``, ``unknown_procedure``,
            ``suspected_duplicate``, ``number_twice``, ``revoked_key``,
            ``hard_conflict``, ``cause_missing``, ``newer_event``.
        stream, seq: the event it is about.
        subject, number: the dossier, when there is one.
        station: whose event.
        owner: who is to decide: ``site`` or ``province``.
        detail: values for the words that people read; no personal data.
    """

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


class StationSeen(Struct, frozen=True, omit_defaults=True):
    """A station of the site as central last saw it."""

    station: int
    last_contact: datetime | None = None
    events: int = 0
    closed_day: str = ""


class Changes(Struct, frozen=True, omit_defaults=True):
    """One answer to ``GET /v1/changes``.

    Attributes:
        cursor: opaque; to be stored in the transaction that applies the rest.
        epoch: central's; when it changed, ``cursor`` began anew.
        time: central's clock, to tell people how wrong theirs is.
        heads: one a stream of the asking station that central knows.
        batches: frames of central's streams, each as `sync.wire.batch` writes it.
        dossiers: other stations' dossiers that changed since the cursor.
        exceptions: all open lines of the site, at most 200; None when unchanged.
        stations: the site's stations; None when unchanged.
        more: ask again at once.
    """

    cursor: str
    epoch: int
    time: datetime
    heads: tuple[SignedHead, ...] = ()
    batches: tuple[bytes, ...] = ()
    dossiers: tuple[SiteDossier, ...] = ()
    exceptions: tuple[ExceptionLine, ...] | None = None
    stations: tuple[StationSeen, ...] | None = None
    more: bool = False


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Changes)


def encode_changes(changes: Changes) -> bytes:
    """Plain bytes; `sync.wire.batch.compress` them for the wire."""
    return _encoder.encode(changes)


def decode_changes(data: bytes) -> Changes:
    """Reads plain bytes.

    Raises:
        WireError: ``malformed``, ``too_large``.
    """
    if len(data) > MAX_EXPANDED:
        raise WireError("too_large", "changes")
    try:
        return _decoder.decode(data)
    except (msgspec.MsgspecError, RecursionError):
        raise WireError("malformed", "changes") from None
