"""Storing what stations wrote, byte for byte; interpreting it is the projector's (ADR 0007).

A batch is believed outside (`check`: chain, seals, keys) and stored in one
transaction under the lock of its site's row: frames, seals, the stream's head
and the site's position go together. Only what is structurally false is
refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import msgspec

from central.believing import (
    Envelope,
    NotOnChain as NotOnChain,
    Sender as Sender,
    beginning,
    check as check,
    epoch_of as epoch_of,
    no_head,
    read_envelopes,
    rotations,
)
from central.database import Conn, make_partitions, partition_of
from core.domain import events as ev
from core.domain.chain import Batch, Head, Seal
from sync.wire.limits import WireError

_FRAME_TYPES = (
    *("text", "bytea", "int8", "date", "int8", "text", "text", "text", "date"),
    *("timestamptz", "bytea", "bytea"),
)


def heads(
    conn: Conn, site: str, station: int, streams: Sequence[bytes] | None = None
) -> list[Head]:
    """What central holds of a station's streams.

    Args:
        conn: inside a transaction.
        site: its code.
        station: whose streams.
        streams: these, in this order, with number 0 for those not known here;
            None for all that are.
    """
    rows = conn.execute(
        "SELECT s.stream, s.head_seq, s.head_hash, s.backed_up_seq"
        " FROM stream s WHERE s.site = %s AND s.station = %s ORDER BY s.stream",
        (site, station),
    ).fetchall()
    epoch = epoch_of(conn)
    known = {bytes(r[0]): Head(bytes(r[0]), r[1], bytes(r[2]), epoch, r[3]) for r in rows}
    if streams is None:
        return list(known.values())
    return [known.get(s) or Head(s, 0, ev.GENESIS, epoch, 0) for s in streams]


def store(conn: Conn, sender: Sender, batch: Batch, hashes: Sequence[bytes], now: datetime) -> Head:
    """Stores what is new of a batch; what was stored before is absorbed.

    Args:
        conn: inside a transaction of its own; the site's row stays locked
            until that ends, which is what makes positions gapless.
        sender: who pushes, already authenticated.
        batch: as `check` believed it.
        hashes: what `check` returned.
        now: central's clock, aware.

    Returns:
        The head, to be acknowledged once the transaction is committed.

    Raises:
        NotOnChain: nothing was stored: a gap, or another history.
        WireError: ``event_invalid``, ``key_unknown`` for a site nobody made.
    """
    envelopes = read_envelopes(batch)
    position, partition = _lock_site(conn, sender.site, now)
    if partition is None:
        make_partitions(conn, [_month(now)])
    head = _head(conn, sender.site, batch.stream)
    if head is None:
        head = _register(conn, sender, batch)
    fresh = _fresh(conn, sender.site, batch, hashes, head)
    if fresh == len(batch.events):
        return head
    _write_frames(conn, sender.site, batch, envelopes, hashes, fresh, position, now)
    write_seals(conn, sender.site, batch.stream, [s for s in batch.seals if s.last > head.seq])
    _note_rotations(conn, sender.site, batch, fresh, now)
    conn.execute(
        "UPDATE stream SET head_seq = %s, head_hash = %s WHERE site = %s AND stream = %s",
        (batch.last, hashes[-1], sender.site, batch.stream),
    )
    conn.execute(
        "UPDATE site SET position = position + %s WHERE site = %s",
        (len(batch.events) - fresh, sender.site),
    )
    return msgspec.structs.replace(head, seq=batch.last, hash=hashes[-1])


def _month(now: datetime) -> date:
    return now.astimezone(UTC).date().replace(day=1)


def _lock_site(conn: Conn, site: str, now: datetime) -> tuple[int, str | None]:
    row = conn.execute(
        "SELECT position, to_regclass(%s)::text FROM site WHERE site = %s FOR NO KEY UPDATE",
        (partition_of(_month(now)), site),
    ).fetchone()
    if row is None:
        raise WireError("key_unknown", "site")
    return row[0], row[1]


def _head(conn: Conn, site: str, stream: bytes) -> Head | None:
    row = conn.execute(
        "SELECT s.head_seq, s.head_hash, c.epoch, s.backed_up_seq FROM stream s, central c"
        " WHERE s.site = %s AND s.stream = %s",
        (site, stream),
    ).fetchone()
    return Head(stream, row[0], bytes(row[1]), row[2], row[3]) if row else None


def _fresh(conn: Conn, site: str, batch: Batch, hashes: Sequence[bytes], head: Head) -> int:
    """How many events of the batch are stored already; its chain must lead through our head."""
    if batch.first == head.seq + 1:
        if batch.previous != head.hash:
            raise NotOnChain(head)
        return 0
    if batch.first > head.seq:
        raise NotOnChain(head)
    last = min(batch.last, head.seq)
    row = conn.execute(
        "SELECT hash FROM frame WHERE site = %s AND stream = %s AND seq = %s",
        (site, batch.stream, last),
    ).fetchone()
    if row is None or bytes(row[0]) != hashes[last - batch.first]:
        raise NotOnChain(head)
    return last - batch.first + 1


def _register(conn: Conn, sender: Sender, batch: Batch) -> Head:
    """A stream's first event came: the stream, its station and its key are known from here on."""
    empty = no_head(conn, batch.stream)
    begun = beginning(conn, sender, batch)
    if begun is None:
        raise NotOnChain(empty)
    conn.execute(
        "INSERT INTO stream (site, stream, station, head_hash, began_as, before_stream, before_seq)"
        " VALUES (%s,%s,%s,%s,%s,%s,%s)",
        (
            sender.site,
            batch.stream,
            begun.station,
            ev.GENESIS,
            begun.reason,
            begun.before,
            begun.before_seq,
        ),
    )
    conn.execute(
        "INSERT INTO stream_key (site, stream, from_seq, key, revoked_from)"
        " VALUES (%(site)s, %(stream)s, 1, %(key)s, (SELECT 1 FROM sender"
        "  WHERE key = %(key)s AND site = %(site)s AND revoked_at IS NOT NULL))",
        {"site": sender.site, "stream": batch.stream, "key": begun.key},
    )
    return empty


def _write_frames(
    conn: Conn,
    site: str,
    batch: Batch,
    envelopes: Sequence[Envelope],
    hashes: Sequence[bytes],
    fresh: int,
    position: int,
    now: datetime,
) -> None:
    month = _month(now)
    with (
        conn.cursor() as cursor,
        cursor.copy(
            "COPY frame (site, stream, seq, month, position, id, kind, subject, day, received_at,"
            " hash, bytes) FROM STDIN (FORMAT BINARY)"
        ) as copy,
    ):
        copy.set_types(_FRAME_TYPES)
        for n in range(fresh, len(batch.events)):
            event = envelopes[n]
            position += 1
            copy.write_row(
                (
                    *(site, batch.stream, event.seq, month, position),
                    *(event.id, event.kind, event.subject, event.day, now),
                    *(hashes[n], batch.events[n]),
                )
            )


def write_seals(conn: Conn, site: str, stream: bytes, seals: Sequence[Seal]) -> None:
    """Stores seals; one that is there already is the same."""
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO seal (site, stream, first, last, head, signature)"
            " VALUES (%s,%s,%s,%s,%s,%s) ON CONFLICT DO NOTHING",
            [(site, stream, s.first, s.last, s.head, s.signature) for s in seals],
        )


def _note_rotations(conn: Conn, site: str, batch: Batch, fresh: int, now: datetime) -> None:
    """New keys, which may also speak; what a revoked key introduced is revoked too."""
    for seq, key in rotations(batch):
        if seq < batch.first + fresh:
            continue
        values = {"site": site, "stream": batch.stream, "seq": seq, "next": seq + 1, "key": key}
        row = conn.execute(
            "INSERT INTO stream_key (site, stream, from_seq, key, revoked_from)"
            " SELECT site, stream, %(next)s, %(key)s,"
            "  CASE WHEN revoked_from <= %(seq)s THEN %(next)s END"
            " FROM stream_key WHERE site = %(site)s AND stream = %(stream)s AND from_seq <= %(seq)s"
            " ORDER BY from_seq DESC LIMIT 1"
            " RETURNING revoked_from",
            values,
        ).fetchone()
        if row is not None and row[0] is None:
            conn.execute(
                "INSERT INTO sender (key, site, station, since)"
                " SELECT %(key)s, site, station, %(now)s FROM stream"
                " WHERE site = %(site)s AND stream = %(stream)s ON CONFLICT DO NOTHING",
                {**values, "now": now},
            )


def revoke(
    conn: Conn,
    site: str,
    key: bytes,
    now: datetime,
    not_from: Mapping[bytes, int] | None = None,
) -> None:
    """A key is not believed any more; what it signs later is stored and listed, not applied.

    Rebuild the site when events are stored already that are now revoked.

    Args:
        conn: inside a transaction.
        site: the sender's.
        key: its public key.
        now: central's clock.
        not_from: for some streams the first event that is not believed; for
            all others what comes after what is here.
    """
    conn.execute("SELECT 1 FROM site WHERE site = %s FOR NO KEY UPDATE", (site,))
    conn.execute("UPDATE sender SET revoked_at = %s WHERE key = %s AND site = %s", (now, key, site))
    conn.execute(
        "UPDATE stream_key k SET revoked_from = greatest(k.from_seq, s.head_seq + 1)"
        " FROM stream s WHERE s.site = k.site AND s.stream = k.stream"
        " AND k.site = %s AND k.key = %s AND k.revoked_from IS NULL",
        (site, key),
    )
    for stream, seq in (not_from or {}).items():
        conn.execute(
            "UPDATE stream_key SET revoked_from = greatest(from_seq, %s)"
            " WHERE site = %s AND stream = %s AND key = %s",
            (seq, site, stream, key),
        )
