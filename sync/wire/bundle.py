"""USB sticks: the same frames and the same answers as on the line, in a sealed file.

A stick to central holds what a push and a question would have held, signed by
the station and encrypted to central's box key. Central answers with a file
that holds `Changes`: its signed heads are the only proof that the frames
arrived (exported is not received, design §6.7). The answer is encrypted to a
key made for this one bundle. Applying either file twice is harmless.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec import Struct

from sync.wire.changes import Changes
from sync.wire.enrolment import Enrolled, EnrolRequest
from sync.wire.limits import WireError
from sync.wire.sealed import open_sealed, seal_to
from sync.wire.signing import verify

TO_CENTRAL, TO_STATION = b"QMC-STICK-1 TO CENTRAL\n", b"QMC-STICK-1 TO STATION\n"
#: a stick may be this large, bytes
MAX_STICK = 512_000_000
_SIGNED = b"quay-mot-cua/1/stick\0"


class LeaseWish(Struct, frozen=True):
    """How many ordinals a stream has on a day (ISO date); central tops it up.

    ``held`` counts all that the station knows to be leased to it for the day,
    so that a question asked again after a lost answer is not answered twice.
    """

    stream: bytes
    day: str
    left: int
    held: int


class ToCentral(Struct, frozen=True, omit_defaults=True):
    """What a station sends.

    Attributes:
        site, station: who sends.
        made_at: the station's clock, for people.
        cursor: where the answer is to go on, empty from the beginning.
        reply_key: 32 bytes X25519; the answer is encrypted to it.
        batches: compressed, each as `sync.wire.batch` writes it.
        wishes: ordinals wanted.
        enrol: when the station joins by this very stick.
    """

    site: str
    station: int
    made_at: datetime
    cursor: str
    reply_key: bytes
    batches: tuple[bytes, ...]
    wishes: tuple[LeaseWish, ...] = ()
    enrol: EnrolRequest | None = None


class ToStation(Struct, frozen=True, omit_defaults=True):
    """Central's answer to one stick."""

    site: str
    station: int
    changes: Changes
    enrolled: Enrolled | None = None


class _Letter(Struct, frozen=True):
    key: bytes
    signature: bytes
    message: bytes


_letter = msgspec.msgpack.Decoder(_Letter)
_to_central = msgspec.msgpack.Decoder(ToCentral)
_to_station = msgspec.msgpack.Decoder(ToStation)


def seal_letter(
    message: ToCentral, public: bytes, sign: Callable[[bytes], bytes], box_key: bytes
) -> bytes:
    """The file's bytes; ``sign`` is the station's key, which never leaves its storage."""
    data = msgspec.msgpack.encode(message)
    letter = msgspec.msgpack.encode(_Letter(public, sign(_SIGNED + data), data))
    return TO_CENTRAL + seal_to(box_key, letter)


def read_to_central(data: bytes, box: X25519PrivateKey) -> tuple[ToCentral, bytes]:
    """The message and the key that signed it; whether that key is known is the caller's question.

    Raises:
        WireError: ``malformed``, ``not_for_us``, ``signature_wrong``, ``too_large``.
    """
    letter = _open(data, TO_CENTRAL, box)
    try:
        return _to_central.decode(letter.message), letter.key
    except (msgspec.MsgspecError, RecursionError):
        raise WireError("malformed", "stick") from None


def write_to_station(message: ToStation, key: Ed25519PrivateKey, reply_key: bytes) -> bytes:
    """The answer's bytes."""
    data = msgspec.msgpack.encode(message)
    public = key.public_key().public_bytes_raw()
    letter = msgspec.msgpack.encode(_Letter(public, key.sign(_SIGNED + data), data))
    return TO_STATION + seal_to(reply_key, letter)


def read_to_station(data: bytes, box: X25519PrivateKey, signing_key: bytes) -> ToStation:
    """Central's answer.

    Raises:
        WireError: as `read_to_central`; ``key_unknown`` when not of this central.
    """
    letter = _open(data, TO_STATION, box)
    if letter.key != signing_key:
        raise WireError("key_unknown", "stick")
    try:
        return _to_station.decode(letter.message)
    except (msgspec.MsgspecError, RecursionError):
        raise WireError("malformed", "stick") from None


def _open(data: bytes, magic: bytes, box: X25519PrivateKey) -> _Letter:
    if len(data) > MAX_STICK:
        raise WireError("too_large", "stick")
    if not data.startswith(magic):
        raise WireError("malformed", "stick")
    try:
        letter = _letter.decode(open_sealed(box, data[len(magic) :]))
    except (msgspec.MsgspecError, RecursionError):
        raise WireError("malformed", "stick") from None
    verify(letter.key, letter.signature, _SIGNED + letter.message, "stick")
    return letter
