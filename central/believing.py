"""Believing what stations send: who they are, the keys of their streams, the chain (ADR 0007).

Nothing is written here, and no lock is held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Raw, Struct

from central.database import Conn
from core.domain import events as ev
from core.domain.chain import Batch, Head
from core.domain.errors import EnvironmentFault
from sync.wire.batch import check_batch
from sync.wire.limits import WireError

#: longest identifier, kind and subject of an event, characters
MAX_NAME = 200
_ROTATION = b'"kind":"key_rotated"'


@dataclass(frozen=True, slots=True)
class Sender:
    """Who pushes: an enrolled key. ``role`` is ``station`` or ``relay``."""

    site: str
    station: int
    key: bytes
    role: str


class NotOnChain(Exception):
    """The batch does not follow what is stored: a gap, or another history.

    Attributes:
        head: what central holds of the stream.
    """

    def __init__(self, head: Head) -> None:
        super().__init__(f"{head.stream.hex()} {head.seq}")
        self.head = head


class Envelope(Struct, frozen=True):
    """An event whose body is not read."""

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
    body: Raw


_envelope = msgspec.json.Decoder(Envelope)


def read_envelope(data: bytes) -> Envelope:
    """One event without its body's meaning.

    Raises:
        WireError: ``event_invalid``.
    """
    try:
        event = _envelope.decode(data)
    except (msgspec.MsgspecError, RecursionError):
        raise WireError("event_invalid") from None
    names = (event.id, event.kind, event.subject)
    if any(len(n) > MAX_NAME or "\0" in n for n in names) or not event.id or not event.kind:
        raise WireError("event_invalid", "named")
    return event


def read_envelopes(batch: Batch) -> list[Envelope]:
    """What is stored beside the bytes.

    Raises:
        WireError: ``event_invalid`` when an event is none, or not of this
            stream and number.
    """
    found, stream = [], batch.stream.hex()
    for seq, data in enumerate(batch.events, batch.first):
        event = read_envelope(data)
        if event.seq != seq or event.stream != stream:
            raise WireError("event_invalid", f"{seq} placed")
        found.append(event)
    return found


def check(conn: Conn, sender: Sender, batch: Batch) -> list[bytes]:
    """Believes a batch by the keys that its stream had; outside the ingest transaction.

    A stream that is not known yet must begin with its first event, which names
    the key (``station_set_up``) or the stream it follows (``stream_began``).
    A new key is believed from the event after its ``key_rotated`` on, when the
    old key sealed up to just there.

    Returns:
        The hash after each event, for `store`.

    Raises:
        NotOnChain: a stream that is not known here, and not from its beginning.
        WireError: see `check_batch`; also ``not_for_us``, ``key_unknown``.
    """
    keys = _known_keys(conn, sender, batch.stream)
    if not keys:
        keys = [(1, _first_key(conn, sender, batch))]
    for seq, key in rotations(batch):
        if seq >= keys[-1][0]:
            _check_rotation(batch, seq, keys[-1][1], key)
            keys.append((seq + 1, key))

    def key_of(seq: int) -> bytes:
        held = [key for begin, key in keys if begin <= seq]
        if not held:
            raise WireError("key_unknown", str(seq))
        return held[-1]

    return check_batch(batch, key_of)


def _known_keys(conn: Conn, sender: Sender, stream: bytes) -> list[tuple[int, bytes]]:
    rows = conn.execute(
        "SELECT s.station, k.from_seq, k.key FROM stream s JOIN stream_key k USING (site, stream)"
        " WHERE s.site = %s AND s.stream = %s ORDER BY k.from_seq",
        (sender.site, stream),
    ).fetchall()
    if rows and sender.role != "relay" and rows[0][0] != sender.station:
        raise WireError("not_for_us", "stream")
    return [(begin, bytes(key)) for _, begin, key in rows]


def _first_key(conn: Conn, sender: Sender, batch: Batch) -> bytes:
    begun = beginning(conn, sender, batch)
    if begun is None:
        raise NotOnChain(no_head(conn, batch.stream))
    return begun.key


def no_head(conn: Conn, stream: bytes) -> Head:
    return Head(stream, 0, ev.GENESIS, epoch_of(conn), 0)


@dataclass(frozen=True, slots=True)
class Begun:
    """A stream's registration, from its first event."""

    station: int
    key: bytes
    reason: str = ""
    before: bytes | None = None
    before_seq: int | None = None


def beginning(conn: Conn, sender: Sender, batch: Batch) -> Begun | None:
    """What the first event says of a new stream; None when the batch begins later."""
    if batch.first != 1:
        return None
    try:
        body = ev.decode(batch.events[0]).body
    except EnvironmentFault:
        raise WireError("event_invalid", "beginning") from None
    if isinstance(body, ev.StationSetUp):
        return _set_up(sender, body)
    if isinstance(body, ev.StreamBegan):
        return _followed(conn, sender, body)
    raise WireError("event_invalid", "beginning")


def _set_up(sender: Sender, body: ev.StationSetUp) -> Begun:
    own = sender.role == "relay" or body.station == sender.station
    if body.site != sender.site or not own:
        raise WireError("not_for_us", "station")
    return Begun(body.station, _hex(body.public_key, 32))


def _followed(conn: Conn, sender: Sender, body: ev.StreamBegan) -> Begun:
    """A station passes for its own sender's key, a relay for the key of the stream before."""
    before = _hex(body.before, 16)
    row = conn.execute(
        "SELECT s.station, k.key FROM stream s JOIN stream_key k USING (site, stream)"
        " WHERE s.site = %s AND s.stream = %s ORDER BY k.from_seq DESC LIMIT 1",
        (sender.site, before),
    ).fetchone()
    facts = (body.reason, before, body.before_seq)
    if sender.role != "relay":
        if row is not None and row[0] != sender.station:
            raise WireError("not_for_us", "stream")
        return Begun(sender.station, sender.key, *facts)
    if row is None:
        raise WireError("key_unknown", "stream before")
    return Begun(row[0], bytes(row[1]), *facts)


def rotations(batch: Batch) -> Iterable[tuple[int, bytes]]:
    for seq, data in enumerate(batch.events, batch.first):
        if _ROTATION in data:
            try:
                body = ev.decode(data).body
            except EnvironmentFault:
                continue
            if isinstance(body, ev.KeyRotated):
                yield seq, _hex(body.public_key, 32)


def _check_rotation(batch: Batch, seq: int, old: bytes, new: bytes) -> None:
    if all(seal.last != seq for seal in batch.seals):
        raise WireError("not_sealed", f"rotation {seq}")
    body: ev.KeyRotated = ev.decode(batch.events[seq - batch.first]).body
    message = ev.rotation_message(batch.stream.hex(), old.hex(), new.hex())
    try:
        Ed25519PublicKey.from_public_bytes(new).verify(_hex(body.proof, 64), message)
    except (InvalidSignature, ValueError):
        raise WireError("signature_wrong", f"rotation {seq}") from None


def _hex(text: str, size: int) -> bytes:
    try:
        data = bytes.fromhex(text)
    except ValueError:
        data = b""
    if len(data) != size:
        raise WireError("event_invalid", "hex")
    return data


def epoch_of(conn: Conn) -> int:
    """Central's epoch, see `central.database.establish`."""
    row = conn.execute("SELECT epoch FROM central").fetchone()
    assert row is not None  # nobody serves before `establish`
    return int(row[0])
