"""Which days count: weekly rest, public holidays, swapped and made-up days.

The law gives rules, the year gives dates: holidays and swaps are announced
year by year (Bộ luật Lao động 2019 Đ112; Nghị quyết 28/2026/QH16 for 24/11),
so every date here comes from a table (`core/data/calendars`) that central or a
supervisor may replace. A year without a table still works, with weekly rest
only, and says so through `WorkingCalendar.covers`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final, Literal

import msgspec

from core.domain.timezone import VIETNAM

OffReason = Literal["weekend", "holiday", "swap"]

WEEKLY_REST: Final = frozenset({5, 6})  # Saturday, Sunday as date.weekday() counts
ONE_DAY: Final = timedelta(days=1)


class Session(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sitting of the office on a working day, local time, opens < closes."""

    opens: time
    closes: time


class OfficeHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sittings of every working day, in order, not touching.

    The law leaves the hours to the province (domain.md §6.1): a site may set
    others than the usual 7:30-11:30 and 13:30-17:00.

    Raises:
        ValueError: no session, or sessions out of order.
    """

    sessions: tuple[Session, ...] = (
        Session(time(7, 30), time(11, 30)),
        Session(time(13, 30), time(17, 0)),
    )

    def __post_init__(self) -> None:
        edges = [edge for session in self.sessions for edge in (session.opens, session.closes)]
        if not edges or any(earlier >= later for earlier, later in pairwise(edges)):
            raise ValueError("office sessions must be in order and must not touch")

    @property
    def closes(self) -> time:
        """End of the last session: the hour printed for limits counted in days."""
        return self.sessions[-1].closes

    def on(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the sessions of one day as (opens, closes), aware, +07:00."""
        return [
            (datetime.combine(day, s.opens, VIETNAM), datetime.combine(day, s.closes, VIETNAM))
            for s in self.sessions
        ]


class DayOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day on which the office is closed.

    ``reason``: ``weekend``; ``holiday`` (the holiday itself or the day given
    for one that fell on a weekly rest day); ``swap`` (a working day exchanged
    for a made-up one). ``name`` is the holiday's name, empty for a weekend.
    """

    date: date
    reason: OffReason = "holiday"
    name: str = ""


class MakeUpDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A weekly rest day on which the office works (làm bù)."""

    date: date
    name: str = ""


class CalendarYear(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of one year as announced, or as expected when ``provisional``.

    Raises:
        ValueError: a date of another year, twice, or made up on a day not of rest.
    """

    year: int
    provisional: bool = False
    off: tuple[DayOff, ...] = ()
    work: tuple[MakeUpDay, ...] = ()

    def __post_init__(self) -> None:
        days = [*(entry.date for entry in self.off), *(entry.date for entry in self.work)]
        if any(day.year != self.year for day in days):
            raise ValueError(f"calendar {self.year} holds a date of another year")
        if len(set(days)) != len(days):
            raise ValueError(f"calendar {self.year} holds a date twice")
        if any(entry.date.weekday() not in WEEKLY_REST for entry in self.work):
            raise ValueError(f"calendar {self.year} makes up a day that is no rest day")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working days of all years known; built by `merge`, never changed."""

    days_off: dict[date, DayOff] = field(default_factory=dict)
    made_up: dict[date, MakeUpDay] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    provisional_years: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Tell whether the office works that day."""
        if day.weekday() in WEEKLY_REST:
            return day in self.made_up
        return day not in self.days_off

    def why_off(self, day: date) -> DayOff | None:
        """Return why the office is closed that day, or None when it works."""
        if self.is_working(day):
            return None
        return self.days_off.get(day) or DayOff(day, "weekend")

    def next_working_day(self, day: date) -> date:
        """Return the first working day after ``day``."""
        day += ONE_DAY
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def on_or_after(self, day: date) -> date:
        """Return ``day`` if the office works then, else the next working day."""
        return day if self.is_working(day) else self.next_working_day(day)

    def last_working_day_before(self, day: date) -> date:
        """Return the last working day before ``day``."""
        day -= ONE_DAY
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``, which is not counted.

        Bộ luật Dân sự 2015 Đ147.2: the day of the event is not counted.

        Raises:
            ValueError: ``count`` is negative.
        """
        if count < 0:
            raise ValueError("count of working days is negative")
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def working_start(self, start: datetime, hours: OfficeHours) -> datetime:
        """Return the first instant of working time at or after ``start`` (aware)."""
        day = self.on_or_after(start.date())
        for opens, closes in hours.on(day):
            if start < closes:
                return max(start, opens)
        return hours.on(self.next_working_day(day))[0][0]

    def add_working_time(self, start: datetime, work: timedelta, hours: OfficeHours) -> datetime:
        """Return when ``work`` (> 0) of office time from ``start`` on is spent.

        Bộ luật Dân sự 2015 Đ147.1: from the stated instant, over lunch,
        nights and days off; the end of a session is still inside it.
        """
        day = self.on_or_after(start.date())
        while True:
            for opens, closes in hours.on(day):
                begin = max(start, opens)
                if begin < closes and work <= closes - begin:
                    return begin + work
                work -= max(closes - begin, timedelta())
            day = self.next_working_day(day)

    def working_time_between(self, start: datetime, end: datetime, hours: OfficeHours) -> timedelta:
        """Return the office time between two instants, zero when ``end`` <= ``start``."""
        total = timedelta()
        day = self.on_or_after(start.date())
        while day <= end.date():
            for opens, closes in hours.on(day):
                total += max(min(end, closes) - max(start, opens), timedelta())
            day = self.next_working_day(day)
        return total

    def covers(self, day: date) -> bool:
        """Tell whether the holidays of that day's year are known."""
        return day.year in self.years

    def is_provisional(self, day: date) -> bool:
        """Tell whether that year's table is only expected, not yet announced."""
        return day.year in self.provisional_years


def merge(tables: Iterable[CalendarYear]) -> WorkingCalendar:
    """Build the calendar of several years; a later table replaces that year's earlier one."""
    by_year = {table.year: table for table in tables}
    return WorkingCalendar(
        days_off={entry.date: entry for table in by_year.values() for entry in table.off},
        made_up={entry.date: entry for table in by_year.values() for entry in table.work},
        years=frozenset(by_year),
        provisional_years=frozenset(y for y, table in by_year.items() if table.provisional),
    )
