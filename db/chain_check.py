"""Is the journal whole? Every hash recomputed, every signature checked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.domain import events as ev


@dataclass
class StreamReport:
    """What `check_chain` found of one stream; ``of`` is ``station`` or ``central``."""

    stream: str
    events: int = 0
    head: str = ""
    good_to: int = 0
    signed_to: int = 0
    fault: str = ""
    of: str = "station"


def check_chain(conn: Any, *, after: int = 0) -> list[StreamReport]:
    """Recomputes every hash and checks every signature.

    Our own streams are held to the station's key of the time, central's to
    the key that was joined when they came; a key rotated inside a stream
    counts from the next event on.

    Args:
        conn: the station's database.
        after: start behind this position (of a sealed segment) instead of at
            the beginning; the chain is then taken as good up to there.

    Returns:
        A report a stream; ``fault`` is empty when the chain is whole.
    """
    reports: dict[bytes, StreamReport] = {}
    hashes: dict[bytes, bytes] = {}
    if after:
        for stream, seq, digest in conn.execute(
            "SELECT stream, max(seq), hash FROM journal WHERE pos <= ? GROUP BY stream", (after,)
        ):
            reports[stream] = StreamReport(stream.hex(), seq, digest.hex(), seq)
            hashes[stream] = digest
    rows = conn.execute(
        "SELECT stream, seq, id, kind, subject, at, doubtful, hash, bytes"
        " FROM journal WHERE pos > ? ORDER BY pos",
        (after,),
    )
    for stream, seq, event_id, kind, subject, at, doubtful, digest, data in rows:
        report = reports.setdefault(stream, StreamReport(stream.hex()))
        report.events += 1
        if report.fault:
            continue
        if seq != report.good_to + 1:
            report.fault = f"gap after {report.good_to}"
            continue
        if ev.chain(hashes.get(stream, ev.GENESIS), data) != digest:
            report.fault = f"hash of {seq}"
            continue
        columns = (seq, event_id, kind, subject, at, bool(doubtful), stream.hex())
        if columns != _told(data):
            report.fault = f"columns of {seq}"
            continue
        report.good_to = seq
        hashes[stream] = digest
        report.head = digest.hex()
    own = {row[0] for row in conn.execute("SELECT stream FROM station")}
    for stream, report in reports.items():
        report.of = "station" if stream in own else "central"
    _check_signatures(conn, reports)
    return list(reports.values())


def _told(data: bytes) -> tuple[object, ...]:
    """What an event says of itself, to compare with its columns."""
    event = ev.decode(data)
    at = event.at.isoformat()
    return (event.seq, event.id, event.kind, event.subject, at, event.doubtful, event.stream)


class _Keys:
    """Which key had to sign an event."""

    def __init__(self, conn: Any) -> None:
        self._of: dict[bytes, list[tuple[int, str]]] = defaultdict(list)
        for stream, seq, key in conn.execute(
            "SELECT stream, from_seq, public_key FROM stream_key ORDER BY stream, from_seq"
        ):
            self._of[stream].append((seq, key))
        self._central = conn.execute(
            "SELECT pos, signing_key FROM central ORDER BY pos DESC"
        ).fetchall()

    def of(self, stream: bytes, seq: int, pos: int) -> Ed25519PublicKey:
        """The key of a stream at an event, which stands at a position.

        Raises:
            ValueError: there is none.
        """
        told = [key for first, key in self._of[stream] if first <= seq]
        told = told[-1:] or [key for joined, key in self._central if joined < pos]
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(told[0] if told else ""))


def _check_signatures(conn: Any, reports: dict[bytes, StreamReport]) -> None:
    keys = _Keys(conn)
    rows = conn.execute(
        "SELECT s.stream, s.first, s.last, s.head, s.signature, j.hash, j.pos FROM signature s"
        " LEFT JOIN journal j ON j.stream = s.stream AND j.seq = s.last ORDER BY s.stream, s.last"
    )
    for stream, first, last, digest, signature, stored, pos in rows:
        report = reports.setdefault(stream, StreamReport(stream.hex()))
        try:
            key = keys.of(stream, last, pos or 0)
            key.verify(signature, ev.seal_message(stream, first, last, digest))
        except (InvalidSignature, ValueError):
            report.fault = report.fault or f"signature of {last}"
            continue
        if digest != stored or first > report.signed_to + 1:
            report.fault = report.fault or f"signed head of {last}"
        else:
            report.signed_to = last
