"""USB sticks, the station's side: out with what is unsent, in with the answer (design §6.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.domain.acts import CentralJoined
from core.domain.chain import Batch
from core.ports.exchange import Exchange
from sync.client import arrived_of, wishes_of
from sync.errors import NotSynced
from sync.pushing import is_ours
from sync.wire.batch import compress, encode_batch
from sync.wire.bundle import TO_CENTRAL, ToCentral, ToStation, read_to_station, seal_letter
from sync.wire.enrolment import EnrolRequest
from sync.wire.limits import BATCH_BYTES, BATCH_EVENTS, WireError

#: name under which the keys of sticks' answers are kept; older sticks may still come back
REPLY_KEYS = "stick_reply_keys"
KEYS_KEPT = 20
#: bytes of frames on one stick, compressed; also what central takes over a line
PACK_BYTES = 60_000_000


@dataclass(frozen=True, slots=True)
class Packed:
    """What a stick holds.

    Attributes:
        data: the file.
        events: on it.
        left: events that found no room; the next stick takes them, once an
            answer came to this one.
    """

    data: bytes
    events: int
    left: int


def pack(exchange: Exchange, now: datetime, *, most: int = PACK_BYTES) -> Packed:
    """The stick's bytes: everything that central has not acknowledged.

    Args:
        exchange: the folder; its current stream is sealed.
        now: the station's clock.
        most: bytes of compressed frames.

    Raises:
        NotSynced: ``not_joined``: central's key is not known.
    """
    joined = exchange.joined()
    if joined is None:
        raise NotSynced("not_joined")
    exchange.seal()
    batches, events, size = list[bytes](), 0, 0
    unsent = sum(stream.last - stream.agreed for stream in exchange.own_streams())
    for batch in _unsent(exchange):
        packed = compress(encode_batch(batch))
        size += len(packed)
        if batches and size > most:
            break
        batches.append(packed)
        events += len(batch.events)
    who = exchange.identity()
    asked = exchange.kept("enrol_request")
    message = ToCentral(
        site=who.site,
        station=who.station,
        made_at=now,
        cursor=exchange.cursor(),
        reply_key=_new_reply_key(exchange),
        batches=tuple(batches),
        wishes=wishes_of(exchange, now),
        enrol=msgspec.json.decode(asked, type=EnrolRequest) if asked else None,
    )
    data = seal_letter(
        message, bytes.fromhex(who.public_key), exchange.sign, bytes.fromhex(joined.box_key)
    )
    return Packed(data, events, max(0, unsent - events))


def _unsent(exchange: Exchange) -> Iterator[Batch]:
    for stream in exchange.own_streams():
        seq = stream.agreed
        while seq < stream.last:
            batch = exchange.batch(stream.stream, seq, BATCH_EVENTS, BATCH_BYTES)
            if batch is None:
                break
            yield batch
            seq = batch.last


def unpack(exchange: Exchange, data: bytes, clock: Callable[[], datetime]) -> int:
    """Applies central's answer; applying it twice is harmless.

    A stream that central continued otherwise is left, as `sync.pushing` does.

    Returns:
        Events applied.

    Raises:
        NotSynced: ``not_joined``.
        WireError: ``is_ours`` for a stick that is to go to central;
            ``malformed``, ``not_for_us``, ``key_unknown``, ``signature_wrong``
            when the file is damaged, altered, another station's, or the answer
            to a stick that this folder never wrote. Nothing was applied.
    """
    joined = exchange.joined()
    if joined is None:
        raise NotSynced("not_joined")
    if data.startswith(TO_CENTRAL):
        raise WireError("is_ours", "stick")
    message = _opened(exchange, data, joined)
    who = exchange.identity()
    if (message.site, message.station) != (who.site, who.station):
        raise WireError("not_for_us", "stick")
    now = clock()
    applied = exchange.arrive(arrived_of(message.changes, joined, now), now)
    if message.enrolled is not None:
        exchange.keep("enrol_request", None)
    _settle(exchange, now)
    return applied


def _settle(exchange: Exchange, now: datetime) -> None:
    """Leaves streams that central continued otherwise.

    A stick cannot ask for the last common event, so what follows the last one
    that is known to be there is moved: an event that central has already
    counts once.
    """
    for stream in exchange.own_streams():
        if stream.head is None or is_ours(exchange, stream.head):
            continue
        current = exchange.identity().streams[-1] == stream.stream.hex()
        if current or stream.agreed < stream.last:
            exchange.fork(stream.stream, stream.agreed, now)
            exchange.seal()


def _opened(exchange: Exchange, data: bytes, joined: CentralJoined) -> ToStation:
    key = bytes.fromhex(joined.signing_key)
    for private in _reply_keys(exchange):
        try:
            return read_to_station(data, X25519PrivateKey.from_private_bytes(private), key)
        except WireError as wrong:
            if wrong.code != "not_for_us":
                raise
    raise WireError("not_for_us", "stick")


def _reply_keys(exchange: Exchange) -> list[bytes]:
    kept = exchange.kept(REPLY_KEYS) or b""
    return [kept[i : i + 32] for i in range(0, len(kept), 32)]


def _new_reply_key(exchange: Exchange) -> bytes:
    private = X25519PrivateKey.generate()
    keys = [private.private_bytes_raw(), *_reply_keys(exchange)][:KEYS_KEPT]
    exchange.keep(REPLY_KEYS, b"".join(keys))
    return private.public_key().public_bytes_raw()
