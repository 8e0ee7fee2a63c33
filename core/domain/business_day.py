"""The business day and the doubtful clock (design §4).

A clock may inform a person; it may not order, refuse, expire or unlock
anything. The day is opened by a person or by the first act and never moves
back; a clock that cannot be right leaves the act on the last opened day and
marks it. A day that was closed takes no more acts: what is done late stands on
the next working day as "bổ sung ngày X" and keeps its true time (design §6.11).
"""

from __future__ import annotations

from collections.abc import Callable
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
        at: the instant that paper and deadlines use; its date is ``day``, or
            ``late`` when that is set.
        clock: what the station's clock claimed.
        day: business day.
        doubtful: the clock was not believed ("giờ nghi ngờ").
        opens: the act is the first of ``day``.
        late: the day on which it really happens, when that day was closed
            already and ``day`` is a later one; None for ordinary acts.
    """

    at: datetime
    clock: datetime
    day: date
    doubtful: bool
    opens: bool
    late: date | None = None


def tomorrow(day: date) -> date:
    """The next day of the calendar, where nobody knows working days."""
    return day + timedelta(days=1)


def late_for(at: datetime, day: date | None, *, doubtful: bool) -> date | None:
    """For which closed day an event is late work: its believed clock is before its day."""
    here = at.astimezone(VIETNAM).date()
    return here if day is not None and not doubtful and here < day else None


def moment(
    clock: datetime,
    *,
    newest: datetime | None,
    last_day: date | None,
    built: date,
    closed: date | None = None,
    following: Callable[[date], date] = tomorrow,
) -> Moment:
    """Places an act on a business day.

    Args:
        clock: the clock's reading, aware.
        newest: the believed time of the newest event, None in an empty journal.
        last_day: the last opened business day, None before the first.
        built: the day this program was made; no true clock is earlier.
        closed: the last closed business day, None before the first.
        following: the first working day after a day.

    Returns:
        The moment. With a doubtful clock the act stays on ``last_day``, or on
        the working day after it when it is closed, and takes its time of day
        from the clock; only when no day was ever opened is the clock's own date
        (or the build date) used all the same.
    """
    here = clock.astimezone(VIETNAM)
    today = here.date()
    doubtful = today < built or (
        newest is not None and not newest - JITTER <= here <= newest + LEAP
    )
    rest, first = _open_to_acts(last_day, closed, following)
    if rest is None or first is None or (not doubtful and today >= first):
        day, late = max(today, built), None
    else:
        day = rest
        # also on a day off, after late work opened the next working day
        by_closing = closed is not None and (today <= closed or day == following(closed))
        late = today if by_closing and not doubtful else None
        doubtful = late is None and (doubtful or today != day)
    at = here if late or today == day else here.replace(year=day.year, month=day.month, day=day.day)
    return Moment(at, here, day, doubtful=doubtful, opens=day != last_day, late=late)


def _open_to_acts(
    last_day: date | None, closed: date | None, following: Callable[[date], date]
) -> tuple[date | None, date | None]:
    """The day for an act that may open none itself, and the first date that may open one."""
    if closed is None or (last_day is not None and last_day > closed):
        return last_day, last_day
    return following(closed), tomorrow(closed)
