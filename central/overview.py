"""What the province sees of its sites and stations now; numbers, codes and states only.

Everything is one query a table, whatever the number of sites.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from central.database import Conn
from core.domain.dossier import State
from core.domain.timezone import VIETNAM

#: a station that asked so lately is connected: it asks at least every two minutes
CONNECTED: Final = timedelta(minutes=10)
#: one that did not ask for so long is silent
SILENT: Final = timedelta(hours=24)
#: seconds that a station's clock may be wrong without anybody looking
CLOCK_BEARABLE: Final = 120.0
#: a backup is made daily
BACKUP_OLD: Final = timedelta(hours=26)


class Station(Struct, frozen=True):
    """One station.

    Attributes:
        last_contact: None when it never asked.
        clock_offset: seconds that its clock is ahead of ours.
        version: of its program, as it says.
        events: received from it today.
        dossiers: of today's business day.
        closed_day: newest day whose closing is here.
        head_day: business day of its newest event here.
        revoked: none of its keys speaks any more.
    """

    site: str
    station: int
    name: str
    active: bool
    last_contact: datetime | None
    clock_offset: float | None
    version: str
    events: int
    dossiers: int
    closed_day: date | None
    head_day: date | None
    revoked: bool

    def state(self, now: datetime) -> str:
        """``connected``, ``away``, ``silent``, ``never``, ``revoked`` or ``off`` (not active)."""
        if self.revoked:
            return "revoked"
        if not self.active:
            return "off"
        if self.last_contact is None:
            return "never"
        age = now - self.last_contact
        return "connected" if age <= CONNECTED else "away" if age <= SILENT else "silent"

    def unsent(self, now: datetime) -> str:
        """What is known of the oldest event that is not here.

        ``at_most``: a sync sends everything, so nothing is older than the last
        contact. ``none``: it closed today, and its closing is here with all
        before it. ``unknown``: it may have worked since its last contact.
        """
        if self.state(now) == "connected":
            return "at_most"
        today = day_of(now)
        if self.closed_day is not None and self.closed_day >= max(today, self.head_day or today):
            return "none"
        return "unknown"

    @property
    def clock_wrong(self) -> bool:
        """Whether somebody should look at its clock."""
        return self.clock_offset is not None and abs(self.clock_offset) > CLOCK_BEARABLE


class Site(Struct, frozen=True):
    """One site with its stations by number.

    Attributes:
        exceptions: open lines, and of them those that the province decides.
        behind: events stored that the tables do not follow yet.
    """

    site: str
    name: str
    binds: bool
    dossiers: int
    exceptions: int
    for_province: int
    behind: int
    stations: tuple[Station, ...] = ()

    @property
    def events(self) -> int:
        """Received from it today."""
        return sum(each.events for each in self.stations)

    def count(self, state: str, now: datetime) -> int:
        """How many stations are in a state."""
        return sum(each.state(now) == state for each in self.stations)

    def working(self) -> list[Station]:
        """Stations that belong to the site and may speak."""
        return [each for each in self.stations if each.active and not each.revoked]

    def oldest_contact(self) -> datetime | None:
        """Of the station that was silent longest; None when one never asked, or there is none."""
        times = [each.last_contact for each in self.working()]
        known = [moment for moment in times if moment is not None]
        return min(known) if known and len(known) == len(times) else None

    def troubled(self, now: datetime) -> bool:
        """Whether somebody should look at it."""
        return self.exceptions > 0 or any(
            each.state(now) == "silent" or each.clock_wrong for each in self.working()
        )


class Totals(Struct, frozen=True):
    """The province today.

    Attributes:
        dossiers: received on today's business day, cancelled ones and slips not counted.
        slips: sent home with form 02 or 03.
        returned: results handed out, as events that came today.
        fees_vnd: of those dossiers, as logged.
        events: received today from stations.
        exceptions, for_province, oldest: open lines, those that the province
            decides, and when the oldest was raised.
        backup_at: newest backup, None when there was none.
    """

    dossiers: int
    slips: int
    returned: int
    fees_vnd: int
    events: int
    exceptions: int
    for_province: int
    oldest: datetime | None
    backup_at: datetime | None


def day_of(now: datetime) -> date:
    """The date in Vietnam."""
    return now.astimezone(VIETNAM).date()


def midnight(day: date) -> datetime:
    """When a day begins in Vietnam."""
    return datetime.combine(day, time(), VIETNAM)


def sites(conn: Conn, now: datetime, site: str | None = None) -> list[Site]:
    """All sites with their stations, by code; or one.

    Args:
        conn: inside a transaction.
        now: central's clock, aware.
        site: only this one.
    """
    of_site: dict[str, list[Station]] = {}
    for each in stations(conn, now, site):
        of_site.setdefault(each.site, []).append(each)
    rows = conn.execute(
        "SELECT s.site, s.name, s.binds, (SELECT count(*) FROM dossier d"
        "  WHERE d.site = s.site AND d.day = %(today)s AND d.state <> %(void)s"
        "  AND d.number IS DISTINCT FROM d.view->>'slip_number'),"
        " coalesce(x.lines, 0), coalesce(x.province, 0), s.position - s.projected"
        " FROM site s LEFT JOIN (SELECT site, count(*) AS lines,"
        "   count(*) FILTER (WHERE owner = 'province') AS province"
        "  FROM exception WHERE resolved_at IS NULL GROUP BY site) x USING (site)"
        " WHERE s.site <> '' AND (%(site)s::text IS NULL OR s.site = %(site)s) ORDER BY s.site",
        {"today": day_of(now), "void": State.CANCELLED.value, "site": site},
    ).fetchall()
    return [replace(Site(*row), stations=tuple(of_site.get(row[0], ()))) for row in rows]


def stations(conn: Conn, now: datetime, site: str | None = None) -> list[Station]:
    """Stations by site and number; see `sites`."""
    today = day_of(now)
    since = midnight(today)
    rows = conn.execute(
        "SELECT t.site, t.station, t.name, t.active, t.last_contact, t.clock_offset, t.version,"
        " coalesce(f.events, 0), coalesce(d.dossiers, 0),"
        " (SELECT max(c.day) FROM day_close c WHERE c.site = t.site AND c.station = t.station),"
        " h.day,"
        " coalesce((SELECT bool_and(k.revoked_at IS NOT NULL) FROM sender k"
        "  WHERE k.site = t.site AND k.station = t.station), false)"
        " FROM station t"
        " LEFT JOIN (SELECT f.site, s.station, count(*) AS events FROM frame f"
        "   JOIN stream s USING (site, stream) WHERE f.received_at >= %(since)s"
        "   AND f.month >= %(month)s AND (%(site)s::text IS NULL OR f.site = %(site)s)"
        "   GROUP BY f.site, s.station) f USING (site, station)"
        " LEFT JOIN (SELECT d.site, d.station, count(*) AS dossiers FROM site s"
        "   JOIN dossier d ON d.site = s.site AND d.day = %(today)s AND d.state <> %(void)s"
        "    AND d.number IS DISTINCT FROM d.view->>'slip_number'"
        "   WHERE %(site)s::text IS NULL OR s.site = %(site)s"
        "   GROUP BY d.site, d.station) d USING (site, station)"
        " LEFT JOIN LATERAL (SELECT p.day FROM stream s JOIN frame p ON p.site = s.site"
        "   AND p.stream = s.stream AND p.seq = s.head_seq WHERE s.site = t.site"
        "   AND s.station = t.station ORDER BY p.position DESC LIMIT 1) h ON true"
        " WHERE %(site)s::text IS NULL OR t.site = %(site)s ORDER BY t.site, t.station",
        {
            "since": since,
            "month": since.astimezone(UTC).date().replace(day=1),
            "today": today,
            "void": State.CANCELLED.value,
            "site": site,
        },
    )
    return [Station(*row) for row in rows]


def totals(conn: Conn, now: datetime) -> Totals:
    """The province today."""
    today = day_of(now)
    since = midnight(today)
    month = since.astimezone(UTC).date().replace(day=1)
    values = {"today": today, "since": since, "month": month, "void": State.CANCELLED.value}
    row = conn.execute(
        "SELECT count(*) FILTER (WHERE NOT slip AND state <> %(void)s),"
        " count(*) FILTER (WHERE slip),"
        " coalesce(sum(fee) FILTER (WHERE NOT slip AND state <> %(void)s), 0)::bigint"
        " FROM (SELECT d.state, d.number IS NOT DISTINCT FROM d.view->>'slip_number' AS slip,"
        "   (SELECT sum(amount_vnd) FROM fee f WHERE f.site = d.site AND f.uid = d.uid) AS fee"
        "  FROM site s JOIN dossier d ON d.site = s.site AND d.day = %(today)s) today",
        values,
    ).fetchone()
    frames = conn.execute(
        "SELECT count(*), count(*) FILTER (WHERE f.kind = 'result_returned') FROM frame f"
        " JOIN stream s USING (site, stream) WHERE f.received_at >= %(since)s"
        " AND f.month >= %(month)s AND s.station <> 0",
        values,
    ).fetchone()
    lines = conn.execute(
        "SELECT count(*),"
        " count(*) FILTER (WHERE owner = 'province'), min(raised_at) FROM exception"
        " WHERE resolved_at IS NULL"
    ).fetchone()
    backup = conn.execute("SELECT max(made_at) FROM backup").fetchone()
    assert row
    assert frames
    assert lines
    assert backup
    return Totals(
        dossiers=row[0],
        slips=row[1],
        returned=frames[1],
        fees_vnd=row[2],
        events=frames[0],
        exceptions=lines[0],
        for_province=lines[1],
        oldest=lines[2],
        backup_at=backup[0],
    )
