"""The station's journal: gapless, chained, signed, append-only (design §3).

It holds the station's own streams and, byte for byte, central's, in the order
in which they were applied here. Checking it is `db.chain_check`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain import events as ev
from core.domain.chain import Seal
from core.domain.errors import EnvironmentFault
from db.stored import Stored

#: at least every so many events the head is signed
SIGN_EVERY = 100
#: and after an event of more bytes, so that a batch never grows past the wire's limit (ADR 0007)
SIGN_AFTER_BYTES = 100_000
#: an act may not be larger: moved by a fork it travels inside another event, escaped once more
MAX_ACT = 450_000

_HEAD = "SELECT seq, hash FROM journal WHERE stream = ? ORDER BY seq DESC LIMIT 1"
_LAST_POS = "SELECT coalesce(max(pos), 0) FROM journal"
_INSERT = "INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?,?)"
_PARENT = "SELECT id FROM journal WHERE subject = ? ORDER BY pos DESC LIMIT 1"
_NEWEST = "SELECT at FROM journal WHERE stream = ? AND doubtful = 0 ORDER BY seq DESC LIMIT 1"
_STREAMS = "SELECT stream FROM station ORDER BY generation DESC"


def head(conn: Any, stream: bytes) -> tuple[int, bytes]:
    """``(seq, hash)`` of a stream's last event; ``(0, GENESIS)`` when empty."""
    row = conn.execute(_HEAD, (stream,)).fetchone()
    return (row[0], row[1]) if row else (0, ev.GENESIS)


def hash_at(conn: Any, stream: bytes, seq: int) -> bytes | None:
    """Hash of one event, None when it is not here; zeros before the first."""
    if seq == 0:
        return ev.GENESIS
    row = conn.execute(
        "SELECT hash FROM journal WHERE stream = ? AND seq = ?", (stream, seq)
    ).fetchone()
    return row[0] if row else None


def last_pos(conn: Any) -> int:
    """Position of the last event in this folder, 0 when there is none."""
    (last,) = conn.execute(_LAST_POS).fetchone()
    return int(last)


def newest(conn: Any, current: bytes | None = None) -> datetime | None:
    """Clock of our newest event whose clock was believed; central's clock is no witness here.

    Args:
        conn: the database.
        current: the current stream when it is known, which spares looking for it.
    """
    row = conn.execute(_NEWEST, (current,)).fetchone() if current else None
    if row is None:
        streams = conn.execute(_STREAMS).fetchall()
        found = (conn.execute(_NEWEST, stream).fetchone() for stream in streams)
        row = next((each for each in found if each is not None), None)
    return datetime.fromisoformat(row[0]) if row else None


def parent_of(conn: Any, subject: str) -> str | None:
    """Id of the last event of a subject, whoever wrote it."""
    row = conn.execute(_PARENT, (subject,)).fetchone()
    return row[0] if row else None


def insert(conn: Any, event: ev.Event[Any], stream: bytes, previous: bytes) -> Stored:
    """Writes an event's bytes; the caller holds the write transaction.

    Raises:
        EnvironmentFault: ``event_too_large``; nothing was written.
    """
    data = ev.encode(event)
    limit = ev.MAX_EVENT if event.kind == "events_moved" else MAX_ACT
    if len(data) > limit:
        raise EnvironmentFault("event_too_large", bytes=len(data))
    return store(conn, event, data, stream, previous)


def store(conn: Any, event: ev.Event[Any], data: bytes, stream: bytes, previous: bytes) -> Stored:
    """Writes an event whose bytes are given, as they are."""
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
    return Stored(last + 1, stream, digest, event, len(data))


def last_signed(conn: Any, stream: bytes) -> int:
    """Sequence number up to which a stream is signed, 0 when never."""
    return _signed_before(conn, stream, 1 << 62)


def _signed_before(conn: Any, stream: bytes, seq: int) -> int:
    (last,) = conn.execute(
        "SELECT coalesce(max(last), 0) FROM signature WHERE stream = ? AND last < ?", (stream, seq)
    ).fetchone()
    return int(last)


def is_signed_at(conn: Any, stream: bytes, seq: int) -> bool:
    """Whether a signature ends at just this event."""
    sql = "SELECT 1 FROM signature WHERE stream = ? AND last = ?"
    return conn.execute(sql, (stream, seq)).fetchone() is not None


def sign(conn: Any, stream: bytes, key: Ed25519PrivateKey) -> None:
    """Signs the events since the last signature; nothing to do when none."""
    seq, digest = head(conn, stream)
    if seq > last_signed(conn, stream):
        sign_to(conn, stream, seq, digest, key)


def sign_to(conn: Any, stream: bytes, seq: int, digest: bytes, key: Ed25519PrivateKey) -> None:
    """Signs a stream up to one of its events, from the signature before that on.

    A stream that a fork left ends between two signatures: this one then stands
    beside the one that reaches further.
    """
    first = _signed_before(conn, stream, seq) + 1
    signature = key.sign(ev.seal_message(stream, first, seq, digest))
    keep_seal(conn, stream, Seal(first, seq, digest, signature))


def keep_seal(conn: Any, stream: bytes, seal: Seal) -> None:
    """Stores a signature; one that ends there already is as good."""
    conn.execute(
        "INSERT OR IGNORE INTO signature VALUES (?,?,?,?,?)",
        (stream, seal.first, seal.last, seal.head, seal.signature),
    )


def replay(conn: Any, after: int = 0) -> Iterator[Stored]:
    """All events in the order they were applied here, from ``after`` on."""
    rows = conn.execute(
        "SELECT pos, stream, hash, bytes FROM journal WHERE pos > ? ORDER BY pos", (after,)
    )
    for pos, stream, digest, data in rows:
        yield Stored(pos, stream, digest, ev.decode(data), len(data))
