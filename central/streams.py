"""Central's own streams: what the province hands back, as sealed frames (ADR 0007).

One stream for the province (site "") and one for each site; a new one after
each restore. They live in the same tables as the stations' frames, with
station 0, and are appended under the same lock of the site's row.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import uuid_utils
from psycopg import Connection

from central.database import make_partitions
from central.keys import CentralKeys
from core.domain import events as ev

PROVINCE = ""
#: station number of central's own streams
OWN = 0


def lock_site(conn: Connection[Any], site: str) -> int:
    """Takes the site's ingest lock until the end of the transaction; the last position given.

    Raises:
        LookupError: nobody made this site.
    """
    row = conn.execute("SELECT position FROM site WHERE site = %s FOR UPDATE", (site,)).fetchone()
    if row is None:
        raise LookupError(site)
    return int(row[0])


def append(
    conn: Connection[Any],
    keys: CentralKeys,
    site: str,
    bodies: Sequence[tuple[ev.Body, str]],
    *,
    actor: str,
    now: datetime,
) -> int:
    """Writes ``(body, subject)`` pairs to a site's stream of central and seals them.

    Args:
        conn: inside a transaction.
        keys: central's.
        site: its code, `PROVINCE` for everybody.
        bodies: at least one.
        actor: who decided, an operator's login or ``central``.
        now: central's clock, aware.

    Returns:
        The last sequence number.
    """
    position = lock_site(conn, site)
    make_partitions(conn, [now.date().replace(day=1)])  # at need; else they are made ahead
    stream, seq, head = _current(conn, site)
    writer = _Writer(conn, site, stream, position, actor, now)
    first = seq + 1
    if seq == 0:
        scope = "site" if site else "province"
        (epoch,) = conn.execute("SELECT epoch FROM central").fetchone() or (1,)
        bodies = [(ev.CentralStreamBegan(scope, epoch, site), ev.STATION), *bodies]
    for body, subject in bodies:
        seq, head = seq + 1, writer.write(seq + 1, head, body, subject)
    signature = keys.signing.sign(ev.seal_message(stream, first, seq, head))
    conn.execute(
        "INSERT INTO seal VALUES (%s,%s,%s,%s,%s,%s)", (site, stream, first, seq, head, signature)
    )
    conn.execute(
        "UPDATE stream SET head_seq = %s, head_hash = %s WHERE site = %s AND stream = %s",
        (seq, head, site, stream),
    )
    conn.execute("UPDATE site SET position = %s WHERE site = %s", (writer.position, site))
    return seq


def _current(conn: Connection[Any], site: str) -> tuple[bytes, int, bytes]:
    """The stream that is written now; a new one when there is none or a restore closed it."""
    row = conn.execute(
        "SELECT stream, head_seq, head_hash FROM stream"
        " WHERE site = %s AND station = %s AND NOT closed",
        (site, OWN),
    ).fetchone()
    if row is not None:
        return row[0], row[1], row[2]
    stream = secrets.token_bytes(16)
    conn.execute(
        "INSERT INTO stream (site, stream, station, head_hash) VALUES (%s,%s,%s,%s)",
        (site, stream, OWN, ev.GENESIS),
    )
    return stream, 0, ev.GENESIS


class _Writer:
    """Writes frames one after the other."""

    def __init__(
        self,
        conn: Connection[Any],
        site: str,
        stream: bytes,
        position: int,
        actor: str,
        now: datetime,
    ) -> None:
        self._conn, self._site, self._stream = conn, site, stream
        self._actor, self._now = actor, now
        self.position = position

    def write(self, seq: int, head: bytes, body: ev.Body, subject: str) -> bytes:
        """Stores one frame and returns its hash."""
        event = ev.Event(
            stream=self._stream.hex(),
            seq=seq,
            id=uuid_utils.uuid7().hex,
            kind=ev.KIND_OF[type(body)],
            v=1,
            subject=subject,
            parent=self._parent(subject),
            actor=self._actor,
            at=self._now,
            day=None,
            doubtful=False,
            body=body,
        )
        data = ev.encode(event)
        if len(data) > ev.MAX_EVENT:
            raise ValueError(f"event of {len(data)} bytes")
        head = ev.chain(head, data)
        self.position += 1
        self._conn.execute(
            "INSERT INTO frame (site, stream, seq, month, position, id, kind, subject, day,"
            " received_at, hash, bytes) VALUES (%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)",
            (
                self._site,
                self._stream,
                seq,
                self._now.date().replace(day=1),
                self.position,
                event.id,
                event.kind,
                subject,
                None,
                self._now,
                head,
                data,
            ),
        )
        return head

    def _parent(self, subject: str) -> str | None:
        row = self._conn.execute(
            "SELECT id FROM frame WHERE site = %s AND subject = %s ORDER BY position DESC LIMIT 1",
            (self._site, subject),
        ).fetchone()
        return row[0] if row else None
