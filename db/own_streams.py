"""The folder's own streams: which there are, where each ends, how far central has it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from core.domain.chain import Head
from db import journal

_ALL = """
SELECT s.stream, e.last, coalesce(h.sent, 0), h.seq, h.hash, h.epoch, h.backed_up_seq
FROM station s LEFT JOIN stream_end e ON e.stream = s.stream
    LEFT JOIN local_head h ON h.stream = s.stream
ORDER BY s.generation
"""


class Own(Struct, frozen=True):
    """One of our streams.

    Attributes:
        stream: 16 bytes.
        last: the last event that goes to central.
        cut: a fork left it; what follows ``last`` was moved.
        sent: how many events are known to be on central's chain.
        head: central's last word of it, None before the first.
    """

    stream: bytes
    last: int
    cut: bool
    sent: int
    head: Head | None


def all_of(conn: Any) -> list[Own]:
    """Our streams in the order in which they began; the current one is the last."""
    found = []
    for stream, end, sent, *told in conn.execute(_ALL).fetchall():
        last = journal.head(conn, stream)[0] if end is None else end
        head = Head(stream, *told) if told[0] is not None else None
        found.append(Own(stream, last, end is not None, sent, head))
    return found


def one_of(conn: Any, stream: bytes) -> Own | None:
    """One of our streams, None for somebody else's."""
    return next((own for own in all_of(conn) if own.stream == stream), None)


def frontier(conn: Any) -> int:
    """The position up to which all our events are at central."""
    for own in all_of(conn):
        if own.sent < own.last:
            (pos,) = conn.execute(
                "SELECT pos FROM journal WHERE stream = ? AND seq = ?", (own.stream, own.sent + 1)
            ).fetchone()
            return int(pos) - 1
    return journal.last_pos(conn)
