"""What a station is told: one answer to ``GET /v1/changes`` (ADR 0007).

The cursor is opaque to stations: how far they are in each of central's
streams and in the site's dossiers, and what they were last told of lists that
are sent whole. A cursor of another epoch begins anew for dossiers, because a
restored central gives positions again.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from psycopg import Connection

from central.ingest import Sender
from central.keys import CentralKeys
from central.streams import OWN, PROVINCE
from core.domain.chain import Batch, Head, Seal
from core.domain.dossier_view import DossierView
from core.domain.events import GENESIS
from sync.wire.batch import encode_batch
from sync.wire.changes import Changes, ExceptionLine, SiteDossier, StationSeen
from sync.wire.limits import BATCH_BYTES, BATCH_EVENTS, WireError
from sync.wire.signing import sign_head

DOSSIERS_AT_ONCE = 200
EXCEPTIONS_AT_ONCE = 200


class _Cursor(Struct, frozen=True, omit_defaults=True):
    epoch: int = 0
    streams: dict[str, int] = {}  # stream, hex: last sequence number
    position: int = 0
    exceptions: str = ""
    stations: str = ""
    begun: int = 0  # streams that the station began after a restore or a fork


def _read_cursor(text: str) -> _Cursor:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return msgspec.msgpack.decode(raw, type=_Cursor) if text else _Cursor()
    except (ValueError, msgspec.MsgspecError):
        raise WireError("malformed", "cursor") from None


def _write_cursor(cursor: _Cursor) -> str:
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(cursor)).rstrip(b"=").decode()


def changes(
    conn: Connection[Any], keys: CentralKeys, sender: Sender, cursor: str, now: datetime
) -> Changes:
    """Everything that is new for a station since its cursor.

    Args:
        conn: inside a transaction (one snapshot is not needed: each part is
            complete up to what its own place in the cursor says).
        keys: central's, to sign the heads.
        sender: who asks.
        cursor: as last given, empty from the beginning.
        now: central's clock, aware.

    Raises:
        WireError: ``malformed`` cursor.
    """
    before = _read_cursor(cursor)
    (epoch,) = conn.execute("SELECT epoch FROM central").fetchone() or (1,)
    batches, streams, more = _frames(conn, sender.site, before.streams)
    begun = _begun(conn, sender)
    since = before.position if (before.epoch, before.begun) == (epoch, begun) else 0
    dossiers, position, more_dossiers = _dossiers(conn, sender, since, bool(begun))
    exceptions, exceptions_mark = _exceptions(conn, sender.site, before.exceptions)
    stations, stations_mark = _stations(conn, sender.site, before.stations)
    after = _Cursor(epoch, streams, position, exceptions_mark, stations_mark, begun)
    return Changes(
        cursor=_write_cursor(after),
        epoch=epoch,
        time=now,
        heads=tuple(sign_head(keys.signing, head) for head in _heads(conn, sender, epoch)),
        batches=batches,
        dossiers=dossiers,
        exceptions=exceptions,
        stations=stations,
        more=more or more_dossiers,
    )


def _heads(conn: Connection[Any], sender: Sender, epoch: int) -> Iterable[Head]:
    rows = conn.execute(
        "SELECT stream, head_seq, head_hash, backed_up_seq FROM stream"
        " WHERE site = %s AND station = %s ORDER BY stream",
        (sender.site, sender.station),
    )
    for stream, seq, digest, backed_up in rows:
        yield Head(stream, seq, digest, epoch, backed_up)


def _frames(
    conn: Connection[Any], site: str, known: dict[str, int]
) -> tuple[tuple[bytes, ...], dict[str, int], bool]:
    """Frames of the province's and the site's streams; ``(batches, places, more)``."""
    found: list[bytes] = []
    places: dict[str, int] = {}
    room, more = BATCH_BYTES, False
    rows = conn.execute(
        "SELECT s.site, s.stream, s.head_seq, min(f.position) FROM stream s"
        " LEFT JOIN frame f ON f.site = s.site AND f.stream = s.stream AND f.seq = 1"
        " WHERE s.site IN (%s, %s) AND s.station = %s"
        " GROUP BY s.site, s.stream, s.head_seq ORDER BY s.site, min(f.position)",
        (PROVINCE, site, OWN),
    ).fetchall()
    for owner, stream, head, _ in rows:
        place = min(known.get(stream.hex(), 0), head)
        while place < head and room > 0:
            batch = _batch(conn, owner, stream, place)
            found.append(encode_batch(batch))
            room -= len(found[-1])
            place = batch.last
        more = more or place < head
        places[stream.hex()] = place
    return tuple(found), places, more


def _batch(conn: Connection[Any], site: str, stream: bytes, after: int) -> Batch:
    """The next frames of one of central's streams, up to the end of a seal."""
    seals = conn.execute(
        "SELECT first, last, head, signature FROM seal"
        " WHERE site = %s AND stream = %s AND last > %s ORDER BY last LIMIT %s",
        (site, stream, after, BATCH_EVENTS),
    ).fetchall()
    ends = [row for row in seals if row[1] <= after + BATCH_EVENTS] or seals[:1]
    rows = conn.execute(
        "SELECT seq, bytes FROM frame WHERE site = %s AND stream = %s"
        " AND seq > %s AND seq <= %s ORDER BY seq",
        (site, stream, after, ends[-1][1]),
    ).fetchall()
    size, taken = 0, 0
    for row in ends:  # as many whole seals as fit, at least one
        size += sum(len(data) for seq, data in rows if row[0] <= seq <= row[1])
        if taken and size > BATCH_BYTES:
            break
        taken += 1
    ends = ends[:taken]
    events = tuple(bytes(data) for seq, data in rows if seq <= ends[-1][1])
    return Batch(
        stream,
        after + 1,
        _hash_of(conn, site, stream, after),
        events,
        tuple(Seal(*row) for row in ends),
    )


def _hash_of(conn: Connection[Any], site: str, stream: bytes, seq: int) -> bytes:
    if seq == 0:
        return GENESIS
    row = conn.execute(
        "SELECT hash FROM frame WHERE site = %s AND stream = %s AND seq = %s", (site, stream, seq)
    ).fetchone()
    assert row is not None  # streams have no gaps
    return bytes(row[0])


def _begun(conn: Connection[Any], sender: Sender) -> int:
    """How often a station left its stream for a new one; what it lost thereby is told anew."""
    (begun,) = conn.execute(
        "SELECT count(*) FROM stream WHERE site = %s AND station = %s AND began_as <> ''",
        (sender.site, sender.station),
    ).fetchone() or (0,)
    return int(begun)


def _dossiers(
    conn: Connection[Any], sender: Sender, since: int, restored: bool
) -> tuple[tuple[SiteDossier, ...], int, bool]:
    """Other stations' dossiers; a restored station also learns of its own lost ones."""
    (projected,) = conn.execute(
        "SELECT projected FROM site WHERE site = %s", (sender.site,)
    ).fetchone() or (0,)
    rows = conn.execute(
        "SELECT station, view, position FROM dossier WHERE site = %s AND position > %s"
        " AND position <= %s AND (station <> %s OR %s) ORDER BY position"
        " FETCH FIRST %s ROWS WITH TIES",
        (sender.site, since, projected, sender.station, restored, DOSSIERS_AT_ONCE),
    ).fetchall()
    told = tuple(
        SiteDossier(station, msgspec.convert(view, DossierView)) for station, view, _ in rows
    )
    if len(rows) < DOSSIERS_AT_ONCE:
        return told, max(since, projected), False
    return told, rows[-1][2], True


def _exceptions(
    conn: Connection[Any], site: str, mark: str
) -> tuple[tuple[ExceptionLine, ...] | None, str]:
    rows = conn.execute(
        "SELECT id, kind, stream, seq, raised_at, station, owner, subject, number, detail"
        " FROM exception WHERE site = %s AND resolved_at IS NULL ORDER BY id LIMIT %s",
        (site, EXCEPTIONS_AT_ONCE),
    ).fetchall()
    now = _mark([row[0] for row in rows])
    if now == mark:
        return None, mark
    return tuple(ExceptionLine(*row) for row in rows), now


def _stations(
    conn: Connection[Any], site: str, mark: str
) -> tuple[tuple[StationSeen, ...] | None, str]:
    rows = conn.execute(
        "SELECT s.station, s.last_contact,"
        " coalesce((SELECT sum(head_seq) FROM stream t"
        "  WHERE t.site = s.site AND t.station = s.station), 0)::bigint,"
        " coalesce((SELECT max(day)::text FROM day_close c"
        "  WHERE c.site = s.site AND c.station = s.station), '')"
        " FROM station s WHERE s.site = %s AND s.active ORDER BY s.station",
        (site,),
    ).fetchall()
    now = _mark([(row[0], row[2], row[3]) for row in rows])
    if now == mark:
        return None, mark
    return tuple(StationSeen(*row) for row in rows), now


def _mark(facts: object) -> str:
    return hashlib.sha256(msgspec.msgpack.encode(facts)).hexdigest()[:16]
