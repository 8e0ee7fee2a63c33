"""The business day and the doubtful clock (design §4).

A clock may inform a person; it may not order, refuse, expire or unlock
anything. The day is opened by a person or by the first act and never moves
back; a clock that cannot be right leaves the act on the last opened day and
marks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.domain.timezone import VIETNAM

#: A clock this far past the newest event is not believed without a person.
LEAP = timedelta(days=3)
#: Readings of two programs on one machine may interleave by this much.
JITTER = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Moment:
    """When an act happens.

    Attributes:
        at: the instant that paper and deadlines use; its date is ``day``.
        clock: what the station's clock claimed.
        day: business day.
        doubtful: the clock was not believed ("giờ nghi ngờ").
        opens: the act is the first of ``day``.
    """

    at: datetime
    clock: datetime
    day: date
    doubtful: bool
    opens: bool


def moment(
    clock: datetime, *, newest: datetime | None, last_day: date | None, built: date
) -> Moment:
    """Places an act on a business day.

    Args:
        clock: the clock's reading, aware.
        newest: the believed time of the newest event, None in an empty journal.
        last_day: the last opened business day, None before the first.
        built: the day this program was made; no true clock is earlier.

    Returns:
        The moment. With a doubtful clock the act stays on ``last_day`` and
        takes its time of day from the clock; only when no day was ever opened
        is the clock's own date (or the build date) used all the same.
    """
    here = clock.astimezone(VIETNAM)
    doubtful = here.date() < built or (
        newest is not None and not newest - JITTER <= here <= newest + LEAP
    )
    if last_day is not None and (doubtful or here.date() < last_day):
        day = last_day
        doubtful = True if here.date() != day else doubtful
    else:
        day = max(here.date(), built)
    at = here if here.date() == day else here.replace(year=day.year, month=day.month, day=day.day)
    return Moment(at=at, clock=here, day=day, doubtful=doubtful, opens=day != last_day)
