"""Frames on the wire: a header line, then one event a line, zlib around it.

An event's bytes hold no line feed (JSON written by msgspec escapes it), so
lines carry them unchanged.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct

from core.domain.chain import Batch, Seal
from core.domain.events import MAX_EVENT, seal_message
from sync.wire.limits import MAX_BATCH_BYTES, MAX_BODY, MAX_EXPANDED, PROTOCOL, WireError

#: the key that signs the event of a sequence number; keys may be rotated inside a stream
KeyOf = Callable[[int], bytes]


class _Header(Struct, frozen=True):
    v: str
    stream: bytes
    first: int
    count: int
    previous: bytes
    seals: tuple[Seal, ...]


_header = msgspec.json.Decoder(_Header)


def encode_batch(batch: Batch) -> bytes:
    """Plain bytes of a batch; `compress` them for the wire."""
    header = _Header(
        PROTOCOL, batch.stream, batch.first, len(batch.events), batch.previous, batch.seals
    )
    return b"\n".join((msgspec.json.encode(header), *batch.events))


def decode_batch(data: bytes) -> Batch:
    """Reads plain bytes; nothing is believed yet (`check_batch`).

    Raises:
        WireError: ``malformed``, ``too_large``, ``protocol_unknown``.
    """
    if len(data) > MAX_BATCH_BYTES:
        raise WireError("too_large", "batch")
    first_line, _, rest = data.partition(b"\n")
    try:
        header = _header.decode(first_line)
    except (msgspec.MsgspecError, RecursionError):
        raise WireError("malformed", "header") from None
    if header.v != PROTOCOL:
        raise WireError("protocol_unknown", header.v[:10])
    events = tuple(rest.split(b"\n"))
    if len(header.stream) != 16 or len(header.previous) != 32 or header.first < 1:
        raise WireError("malformed", "header")
    if len(events) != header.count or not all(events):
        raise WireError("malformed", "count")
    if any(len(event) > MAX_EVENT for event in events):
        raise WireError("too_large", "event")
    if any(len(s.head) != 32 or len(s.signature) != 64 for s in header.seals):
        raise WireError("malformed", "seal")
    return Batch(header.stream, header.first, header.previous, events, header.seals)


def check_batch(batch: Batch, key_of: KeyOf) -> list[bytes]:
    """Believes a batch: its chain leads to its seals, and they are signed.

    The first seal may have begun before the batch (it was sent in parts).

    Args:
        batch: as decoded.
        key_of: the public key in force at a sequence number.

    Returns:
        The hash after each event.

    Raises:
        WireError: ``not_sealed`` when no seal ends at the last event,
            ``chain_broken``, ``signature_wrong``.
    """
    hashes = batch.hashes()
    if not batch.seals or batch.seals[-1].last != batch.last:
        raise WireError("not_sealed")
    before = None
    for seal in batch.seals:
        if not batch.first <= seal.last <= batch.last or not 1 <= seal.first <= seal.last:
            raise WireError("malformed", "seal")
        if before is not None and seal.first != before + 1:
            raise WireError("malformed", "seals apart")
        if before is None and seal.first > batch.first:
            raise WireError("not_sealed", "beginning")
        if hashes[seal.last - batch.first] != seal.head:
            raise WireError("chain_broken", str(seal.last))
        message = seal_message(batch.stream, seal.first, seal.last, seal.head)
        try:
            Ed25519PublicKey.from_public_bytes(key_of(seal.last)).verify(seal.signature, message)
        except (InvalidSignature, ValueError):
            raise WireError("signature_wrong", str(seal.last)) from None
        before = seal.last
    return hashes


def compress(data: bytes) -> bytes:
    """zlib, level 6: a batch of dossiers shrinks to about a fifth."""
    return zlib.compress(data, 6)


def expand(data: bytes, limit: int = MAX_EXPANDED) -> bytes:
    """Undoes `compress` without ever holding more than ``limit`` bytes.

    Raises:
        WireError: ``too_large`` (a bomb), ``malformed`` (cut or altered).
    """
    if len(data) > MAX_BODY:
        raise WireError("too_large", "body")
    reader = zlib.decompressobj()
    try:
        plain = reader.decompress(data, limit)
    except zlib.error:
        raise WireError("malformed", "zlib") from None
    if reader.unconsumed_tail:
        raise WireError("too_large", "expanded")
    if not reader.eof or reader.unused_data:
        raise WireError("malformed", "zlib")
    return plain
