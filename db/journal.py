"""The station's journal: gapless, chained, signed, append-only (design §3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from core.domain import events as ev
from core.domain.errors import EnvironmentFault
from db.projections import Stored

#: at least every so many events the head is signed
SIGN_EVERY = 100

_HEAD = "SELECT seq, hash FROM journal WHERE stream = ? ORDER BY seq DESC LIMIT 1"
_LAST_POS = "SELECT coalesce(max(pos), 0) FROM journal"
_INSERT = "INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?,?)"
_PARENT = "SELECT id FROM journal WHERE subject = ? ORDER BY pos DESC LIMIT 1"


def head(conn: Any, stream: bytes) -> tuple[int, bytes]:
    """``(seq, hash)`` of a stream's last event; ``(0, GENESIS)`` when empty."""
    row = conn.execute(_HEAD, (stream,)).fetchone()
    return (row[0], row[1]) if row else (0, ev.GENESIS)


def last_pos(conn: Any) -> int:
    """Position of the last event in this folder, 0 when there is none."""
    (last,) = conn.execute(_LAST_POS).fetchone()
    return int(last)


def newest(conn: Any) -> datetime | None:
    """Clock of the newest event whose clock was believed."""
    row = conn.execute(
        "SELECT at FROM journal WHERE doubtful = 0 ORDER BY pos DESC LIMIT 1"
    ).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def parent_of(conn: Any, subject: str) -> str | None:
    """Id of the last event of a subject."""
    row = conn.execute(_PARENT, (subject,)).fetchone()
    return row[0] if row else None


def insert(conn: Any, event: ev.Event[Any], stream: bytes, previous: bytes) -> Stored:
    """Writes an event's bytes; the caller holds the write transaction.

    Raises:
        EnvironmentFault: ``event_too_large``; nothing was written.
    """
    data = ev.encode(event)
    if len(data) > ev.MAX_EVENT:
        raise EnvironmentFault("event_too_large", bytes=len(data))
    digest = ev.chain(previous, data)
    last = last_pos(conn)
    conn.execute(
        _INSERT,
        (
            last + 1,
            stream,
            event.seq,
            event.id,
            event.kind,
            event.subject,
            event.at.isoformat(),
            event.doubtful,
            digest,
            data,
        ),
    )
    return Stored(last + 1, stream, digest, event)


def last_signed(conn: Any, stream: bytes) -> int:
    """Sequence number up to which a stream is signed, 0 when never."""
    (last,) = conn.execute(
        "SELECT coalesce(max(last), 0) FROM signature WHERE stream = ?", (stream,)
    ).fetchone()
    return int(last)


def sign(conn: Any, stream: bytes, key: Ed25519PrivateKey) -> None:
    """Signs the events since the last signature; nothing to do when none."""
    seq, digest = head(conn, stream)
    first = last_signed(conn, stream) + 1
    if seq >= first:
        signature = key.sign(ev.seal_message(stream, first, seq, digest))
        conn.execute(
            "INSERT INTO signature VALUES (?,?,?,?,?)", (stream, first, seq, digest, signature)
        )


def replay(conn: Any, after: int = 0) -> Iterator[Stored]:
    """All events in the order they were applied here, from ``after`` on."""
    rows = conn.execute(
        "SELECT pos, stream, hash, bytes FROM journal WHERE pos > ? ORDER BY pos", (after,)
    )
    for pos, stream, digest, data in rows:
        yield Stored(pos, stream, digest, ev.decode(data))


@dataclass
class StreamReport:
    """What `check_chain` found of one stream."""

    stream: str
    events: int = 0
    head: str = ""
    good_to: int = 0
    signed_to: int = 0
    fault: str = ""


def check_chain(conn: Any, public_key: str, *, after: int = 0) -> list[StreamReport]:
    """Recomputes every hash and checks every signature.

    Args:
        conn: the station's database.
        public_key: the station's Ed25519 key, hex.
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
        event = ev.decode(data)
        columns = (seq, event_id, kind, subject, at, bool(doubtful), stream.hex())
        same = columns == (
            event.seq,
            event.id,
            event.kind,
            event.subject,
            event.at.isoformat(),
            event.doubtful,
            event.stream,
        )
        if not same:
            report.fault = f"columns of {seq}"
        else:
            report.good_to = seq
            hashes[stream] = digest
            report.head = digest.hex()
    _check_signatures(conn, public_key, reports)
    return list(reports.values())


def _check_signatures(conn: Any, public_key: str, reports: dict[bytes, StreamReport]) -> None:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
    rows = conn.execute(
        "SELECT s.stream, s.first, s.last, s.head, s.signature, j.hash FROM signature s"
        " LEFT JOIN journal j ON j.stream = s.stream AND j.seq = s.last ORDER BY s.stream, s.last"
    )
    for stream, first, last, digest, signature, stored in rows:
        report = reports.setdefault(stream, StreamReport(stream.hex()))
        try:
            key.verify(signature, ev.seal_message(stream, first, last, digest))
        except InvalidSignature:
            report.fault = report.fault or f"signature of {last}"
            continue
        if digest != stored or first != report.signed_to + 1:
            report.fault = report.fault or f"signed head of {last}"
        else:
            report.signed_to = last
