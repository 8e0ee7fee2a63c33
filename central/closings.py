"""Which stations closed a day, as central sees it (design §6.11); no personal data."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import msgspec
from msgspec import Struct

from central.database import Conn
from central.overview import midnight
from core.domain.acts import DayClosed, OfficeClosed
from core.domain.office_close import COMPLETE, MISSING, OPEN, SILENT

#: heard of since, and it did not open that day
IDLE: Final = "idle"
STATES: Final = (COMPLETE, MISSING, OPEN, SILENT, IDLE)


class StationDay(Struct, frozen=True):
    """A station of the roster on one day.

    Attributes:
        state: one of `STATES`.
        missing: of a day that the office says was closed: events not here.
        since: last contact.
        closed: its closing, when that is here; ``received_at`` when it came.
    """

    station: int
    name: str
    state: str
    missing: int = 0
    since: datetime | None = None
    closed: DayClosed | None = None
    received_at: datetime | None = None

    @property
    def numbers_missing(self) -> int:
        """Ordinals of that day that stand on no dossier."""
        lines = self.closed.numbers if self.closed else ()
        return sum(len(line.missing) for line in lines)


class SiteDay(Struct, frozen=True):
    """A site's day; ``office`` tells whether the whole office was closed."""

    site: str
    name: str
    office: bool
    stations: tuple[StationDay, ...]

    def count(self, state: str) -> int:
        """How many stations are in a state."""
        return sum(each.state == state for each in self.stations)

    @property
    def opened(self) -> bool:
        """Whether anybody there is known to have worked that day."""
        return any(each.state in (COMPLETE, MISSING, OPEN) for each in self.stations)

    @property
    def done(self) -> bool:
        """Whether nothing of that day is missed any more."""
        waited = (MISSING, OPEN, SILENT)
        return self.opened and not any(each.state in waited for each in self.stations)


def of_day(conn: Conn, day: date, site: str | None = None) -> list[SiteDay]:
    """Every site's day, by code; or one site's."""
    values = {"day": day, "subject": f"day:{day.isoformat()}", "site": site}
    offices = {
        code: msgspec.convert(body, OfficeClosed)
        for code, body in conn.execute(
            "SELECT site, body FROM office_close WHERE day = %(day)s"
            " AND (%(site)s::text IS NULL OR site = %(site)s)",
            values,
        )
    }
    rows = conn.execute(
        "SELECT t.site, t.station, t.name, t.last_contact, c.body, f.received_at,"
        " EXISTS (SELECT 1 FROM day_close l WHERE l.site = t.site AND l.station = t.station"
        "  AND l.day > %(day)s),"
        " EXISTS (SELECT 1 FROM frame o JOIN stream s USING (site, stream)"
        "  WHERE o.site = t.site AND o.subject = %(subject)s AND o.kind = 'day_opened'"
        "  AND s.station = t.station)"
        " FROM station t"
        " LEFT JOIN day_close c ON c.site = t.site AND c.station = t.station AND c.day = %(day)s"
        " LEFT JOIN frame f ON f.site = c.site AND f.stream = c.stream AND f.seq = c.seq"
        " WHERE t.active AND (%(site)s::text IS NULL OR t.site = %(site)s)"
        " ORDER BY t.site, t.station",
        values,
    ).fetchall()
    found: dict[str, list[StationDay]] = {}
    for code, *row in rows:
        found.setdefault(code, []).append(_station(row, day, offices.get(code)))
    sites = conn.execute(
        "SELECT site, name FROM site WHERE site <> ''"
        " AND (%(site)s::text IS NULL OR site = %(site)s) ORDER BY site",
        values,
    )
    return [
        SiteDay(code, name, code in offices, tuple(found.get(code, ()))) for code, name in sites
    ]


def _station(row: list[object], day: date, office: OfficeClosed | None) -> StationDay:
    number, name, contact, body, received_at, closed_later, opened = row
    assert isinstance(number, int)
    assert isinstance(name, str)
    since = contact if isinstance(contact, datetime) else None
    if body is not None:
        closed = msgspec.convert(body, DayClosed)
        came = received_at if isinstance(received_at, datetime) else None
        return StationDay(number, name, COMPLETE, 0, since, closed, came)
    told = {line.station: line for line in office.lines}.get(number) if office else None
    if told is not None and told.state in (COMPLETE, MISSING):
        return StationDay(number, name, MISSING, told.missing, since)
    if opened:
        return StationDay(number, name, OPEN, 0, since)
    heard_after = since is not None and since >= midnight(day + timedelta(days=1))
    heard_that_day = since is not None and since >= midnight(day)
    if closed_later or heard_after or heard_that_day:
        return StationDay(number, name, IDLE, 0, since)
    return StationDay(number, name, SILENT, 0, since)
