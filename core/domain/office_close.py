"""The whole office's day: which stations of the roster closed it (design §6.11).

Known here is what central last told of the others; the hub will tell the same
without central.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from msgspec import Struct

from core.domain.acts import DayClosed, OfficeClosed, RosterLine
from core.domain.province import RosterEntry
from core.domain.timezone import local

COMPLETE: Final = "complete"
#: closed, and central has not got all of it
MISSING: Final = "missing"
#: at work that day, and not closed
OPEN: Final = "open"
#: not heard of since before that day
SILENT: Final = "silent"


class Seen(Struct, frozen=True, omit_defaults=True):
    """A station of the site as central last saw it.

    ``closed_day`` is the newest day whose closing central has.
    """

    station: int
    last_contact: datetime | None = None
    events: int = 0
    closed_day: date | None = None


class OfficeRecord(Struct, frozen=True):
    """What is known here of all stations of a site.

    Attributes:
        station: our own number.
        closed_here: our own closing of the day, None while it is open.
        unsent: events of ours that are not at central; 0 without one.
        closed: the office's closing, None while it is open.
    """

    day: date
    station: int
    roster: tuple[RosterEntry, ...]
    seen: tuple[Seen, ...]
    closed_here: DayClosed | None
    unsent: int
    closed: OfficeClosed | None


def roster_lines(record: OfficeRecord) -> tuple[RosterLine, ...]:
    """A line a station that belongs to the site, by number.

    Without a roster of central's the stations that it saw, and our own.
    """
    listed = {entry.station for entry in record.roster if entry.active}
    seen = {each.station: each for each in record.seen}
    return tuple(
        _own(record) if number == record.station else _other(number, seen.get(number), record.day)
        for number in sorted((listed or set(seen)) | {record.station})
    )


def _own(record: OfficeRecord) -> RosterLine:
    closed = record.closed_here
    if closed is None:
        return RosterLine(record.station, OPEN)
    state = MISSING if record.unsent else COMPLETE
    return RosterLine(record.station, state, closed.last, closed.head, record.unsent)


def _other(number: int, seen: Seen | None, day: date) -> RosterLine:
    if seen is None:
        return RosterLine(number, SILENT)
    since = seen.last_contact
    if seen.closed_day is not None and seen.closed_day >= day:
        return RosterLine(number, COMPLETE, since=since)
    state = OPEN if since is not None and local(since).date() >= day else SILENT
    return RosterLine(number, state, since=since)
