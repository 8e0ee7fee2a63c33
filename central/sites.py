"""Sites and their stations, as the command line and enrolment make them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct
from psycopg import Connection

from central import ingest
from central.keys import CentralKeys
from central.reference import set_roster
from core.domain.errors import FieldError, Refused
from core.domain.province import RosterEntry
from core.domain.text import clean

#: ordinals of one lease; a day has 9,999 for the whole province
LARGEST_LEASE = 1_000


class Site(Struct, frozen=True):
    """A site as it is set."""

    site: str
    name: str
    lease_size: int
    binds: bool


def set_site(
    conn: Connection[Any],
    site: str,
    *,
    name: str | None = None,
    lease_size: int | None = None,
    binds: bool | None = None,
) -> Site:
    """Makes a site or changes what is given; None leaves it as it is.

    Args:
        conn: inside a transaction.
        site: its code, checked; a new one without a name is called by its code.
        name: for people.
        lease_size: ordinals that a station gets at a time.
        binds: whether central gives official codes to provisional numbers.

    Raises:
        Refused: ``missing`` name, ``out_of_range`` lease size.
    """
    if name is not None and not clean(name):
        raise Refused(FieldError("missing", "name"))
    if lease_size is not None and not 1 <= lease_size <= LARGEST_LEASE:
        raise Refused(FieldError("out_of_range", "lease_size", {"low": 1, "high": LARGEST_LEASE}))
    row = conn.execute(
        "INSERT INTO site (site, name, lease_size, binds) VALUES"
        " (%(site)s, coalesce(%(name)s, %(site)s), coalesce(%(size)s, 20),"
        "  coalesce(%(binds)s, false))"
        " ON CONFLICT (site) DO UPDATE SET name = coalesce(%(name)s, site.name),"
        " lease_size = coalesce(%(size)s, site.lease_size),"
        " binds = coalesce(%(binds)s, site.binds)"
        " RETURNING site, name, lease_size, binds",
        {"site": site, "name": clean(name) if name else None, "size": lease_size, "binds": binds},
    ).fetchone()
    assert row is not None  # RETURNING
    return Site(*row)


def add_station(
    conn: Connection[Any], keys: CentralKeys, site: str, station: int, now: datetime
) -> None:
    """Puts a station on its site's roster, when it is not there already."""
    rows = conn.execute(
        "SELECT station, name, active FROM station WHERE site = %s ORDER BY station", (site,)
    ).fetchall()
    known = {row[0]: RosterEntry(*row) for row in rows}
    if station in known and known[station].active:
        return
    before = known.get(station)
    known[station] = RosterEntry(station, before.name if before else "")
    entries = [known[number] for number in sorted(known)]
    set_roster(conn, keys, site, entries, "central", now)


def revoke_station(
    conn: Connection[Any], site: str, station: int, now: datetime, first: int | None
) -> int:
    """Revokes every key of a station; the number of keys.

    Args:
        conn: inside a transaction.
        site, station: whose.
        now: central's clock, aware.
        first: from this event of its newest stream on nothing is believed;
            None for all that is not here yet.

    Raises:
        Refused: ``station_unknown`` when nobody enrolled there.
    """
    rows = conn.execute(
        "SELECT key, revoked_at FROM sender WHERE site = %s AND station = %s ORDER BY since",
        (site, station),
    ).fetchall()
    if not rows:
        raise Refused(FieldError("station_unknown", "station", {"station": station}))
    held = [bytes(key) for key, revoked_at in rows if revoked_at is None]
    newest = _newest_stream(conn, site, station)
    not_from = {newest: first} if newest is not None and first is not None else None
    for key in held:
        ingest.revoke(conn, site, key, now, not_from)
    conn.execute(
        "DELETE FROM enrolment WHERE site = %s AND station = %s AND used_at IS NULL",
        (site, station),
    )
    return len(held)


def _newest_stream(conn: Connection[Any], site: str, station: int) -> bytes | None:
    """The stream that a station wrote to last, None when nothing came."""
    row = conn.execute(
        "SELECT s.stream FROM stream s JOIN frame f"
        " ON f.site = s.site AND f.stream = s.stream AND f.seq = s.head_seq"
        " WHERE s.site = %s AND s.station = %s ORDER BY f.position DESC LIMIT 1",
        (site, station),
    ).fetchone()
    return bytes(row[0]) if row else None
