"""Ordinals of dossier codes, leased per stream and day (design §4).

A day's ordinals are one row of the whole province: blocks never overlap,
whoever decides the dossier. A station names what it holds and what is left;
below half of a lease it gets another, unless it has not yet learnt of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from psycopg import Connection

from central.ingest import Sender
from central.keys import CentralKeys
from central.streams import append
from core.domain import events as ev
from sync.wire.bundle import LeaseWish
from sync.wire.limits import WireError

#: days that one question may name
MAX_WISHES = 15


def top_up(
    conn: Connection[Any],
    keys: CentralKeys,
    sender: Sender,
    wishes: Sequence[LeaseWish],
    now: datetime,
) -> int:
    """Leases what is wanted; the new blocks travel in central's stream of the site.

    Returns:
        How many blocks were leased; 0 when the day's ordinals are used up,
        frozen after a restore, or the station holds enough.

    Raises:
        WireError: ``malformed`` for a date that is none, ``too_large`` for
            too many days, ``key_unknown`` for a stream of somebody else's.
    """
    if len(wishes) > MAX_WISHES:
        raise WireError("too_large", "wishes")
    days = [(_day(wish.day), wish) for wish in wishes]
    size = _size(conn, sender.site)
    leased: list[tuple[ev.Body, str]] = []
    for day, wish in sorted(days, key=lambda pair: pair[0]):  # one order of locks for everybody
        _check_stream(conn, sender, wish.stream)
        (known,) = conn.execute(
            "SELECT coalesce(sum(last - first + 1), 0) FROM lease WHERE stream = %s AND day = %s",
            (wish.stream, day),
        ).fetchone() or (0,)
        if wish.held < known or wish.left * 2 >= size:
            continue
        block = take(conn, day, size, sender, wish.stream)
        if block is not None:
            body = ev.BlockLeased(wish.stream.hex(), day, *block)
            leased.append((body, f"lease:{day.isoformat()}"))
    if leased:
        append(conn, keys, sender.site, leased, actor="central", now=now)
    return len(leased)


def take(
    conn: Connection[Any], day: date, size: int, holder: Sender, stream: bytes
) -> tuple[int, int] | None:
    """Takes up to ``size`` ordinals of a day; None when there are none or the day is frozen.

    The width of the code pattern is never exceeded (design §4).
    """
    conn.execute(
        "INSERT INTO ordinal_day (day, next) VALUES (%s, 1) ON CONFLICT DO NOTHING", (day,)
    )
    row = conn.execute(
        "SELECT d.next, d.frozen, c.ordinal_width FROM ordinal_day d, central c"
        " WHERE d.day = %s FOR UPDATE OF d",
        (day,),
    ).fetchone()
    assert row is not None  # made above
    first, frozen, width = row
    last = min(first + size - 1, 10**width - 1)
    if frozen or last < first:
        return None
    conn.execute("UPDATE ordinal_day SET next = %s WHERE day = %s", (last + 1, day))
    conn.execute(
        "INSERT INTO lease VALUES (%s,%s,%s,%s,%s,%s)",
        (day, first, last, holder.site, holder.station, stream),
    )
    return first, last


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WireError("malformed", "day") from None


def _size(conn: Connection[Any], site: str) -> int:
    row = conn.execute("SELECT lease_size FROM site WHERE site = %s", (site,)).fetchone()
    return int(row[0]) if row else 0


def _check_stream(conn: Connection[Any], sender: Sender, stream: bytes) -> None:
    row = conn.execute(
        "SELECT 1 FROM stream WHERE site = %s AND stream = %s AND station = %s",
        (sender.site, stream, sender.station),
    ).fetchone()
    if row is None:
        raise WireError("key_unknown", "stream")
