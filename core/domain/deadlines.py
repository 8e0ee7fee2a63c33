"""When a dossier is due, counted day by day so that a person can check it.

Counting follows Bộ luật Dân sự 2015 Đ147-148 and Nghị định 118/2025/NĐ-CP
Đ17-19; the numbers a law may change (3 working days, 15 days, 15:00) come from
the rule pack and stand here as defaults of the 2025 pack only.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, cast, get_args

from core.domain.errors import FieldError, Refused
from core.domain.timezone import VIETNAM, local
from core.domain.working_calendar import ONE_DAY, OfficeHours, WorkingCalendar

Unit = Literal["working_days", "days", "hours", "months", "same_day"]
DayReason = Literal[
    "",  # an ordinary day that counts
    "make_up",  # counts: a rest day on which the office works
    "received",  # the day of the event is not counted, Đ147.2
    "weekend",
    "holiday",
    "swap",
    "moved_end",  # the last day fell on a day off: end of the next working day, Đ148.5
    "after_cut_off",  # same-day procedure received too late
    "after_hours",  # nothing of the working time left that day
]
Outcome = Literal["early", "on_time", "late"]

# Far above any published limit; the longest found in the catalogue is 1,100 working days.
_MOST: Final[dict[Unit, int]] = {
    "working_days": 1500, "days": 3650, "hours": 2000, "months": 120, "same_day": 1
}  # fmt: skip
_HALF_DAY: Final = timedelta(hours=4)  # 8 hours make a day of a limit, whatever the office hours
_MINUTE: Final = timedelta(minutes=1)
_LIMIT: Final = re.compile(r"(?:(\d{1,5}(?:\.\d{1,6})?)\s*)?([a-z_]{1,20})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Limit:
    """A processing limit as published: an amount of one unit.

    ``working_days``: whole or half (0.5 = 4 working hours); ``days``: whole
    calendar days; ``hours``: working hours, whole minutes; ``months``: whole;
    ``same_day``: always 1, the day of receipt under the cut-off rule.
    ``str()`` gives the text that `parse_limit` reads.

    Raises:
        Refused: ``limit_invalid``, the amount does not fit the unit.
    """

    amount: float
    unit: Unit

    def __post_init__(self) -> None:
        steps = {"working_days": 2, "hours": 60}.get(self.unit, 1)
        in_range = 0 < self.amount <= _MOST.get(self.unit, 0)
        if not in_range or abs(self.amount * steps - round(self.amount * steps)) > 0.001:
            raise Refused(FieldError("limit_invalid", "limit", {"limit": str(self)[:40]}))

    def __str__(self) -> str:
        if self.unit == "same_day":
            return "same_day"
        return f"{self.amount:.6f}".rstrip("0").rstrip(".") + f" {self.unit}"

    @property
    def working_time(self) -> timedelta | None:
        """Office time of a limit that is counted by the minute, None for the others."""
        if self.unit == "hours":
            return timedelta(minutes=round(self.amount * 60))
        return _HALF_DAY if self.unit == "working_days" and self.amount == 0.5 else None


def parse_limit(text: str) -> Limit:
    """Read "3 working_days", "0.5 working_days", "8 hours", "same_day".

    A singular unit ("1 working_day") is understood.

    Raises:
        Refused: ``limit_invalid``.
    """
    match = _LIMIT.fullmatch(text.strip())
    unit = match[2] if match else ""
    unit = unit if unit in get_args(Unit) else unit + "s"
    if match is None or unit not in get_args(Unit) or (match[1] is None) != (unit == "same_day"):
        raise Refused(FieldError("limit_invalid", "limit", {"limit": text[:40]}))
    return Limit(float(match[1] or 1), cast(Unit, unit))


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day between receipt and due date: did it count, and if not why.

    ``name`` is the holiday's or the made-up day's name from the calendar.
    """

    date: date
    counts: bool
    reason: DayReason
    name: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A due time and how it was found.

    ``due_at`` and ``received_at`` are aware, +07:00; ``counted`` runs from the
    day of receipt to the due date without a gap. Warnings: ``calendar_missing``
    and ``calendar_provisional`` with ``year``; ``paused_after_due``.
    """

    due_at: datetime
    received_at: datetime
    limit: Limit
    counted: tuple[CountedDay, ...]
    warnings: tuple[FieldError, ...] = ()


def due(
    received_at: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    hours: OfficeHours,
    *,
    cut_off: time = time(15, 0),
) -> Due:
    """Return when the result is due, and the days counted.

    The clock starts at valid acceptance as form 01 states it (NĐ 118/2025
    Đ17.3). Limits of days end with the last office session of the due date;
    limits of hours run through the office sessions, from the minute stated.

    Args:
        received_at: a naive time is Vietnam's wall clock.
        limit: as published or as committed.
        calendar: days off of the years it knows.
        hours: sessions of the office that answers.
        cut_off: for ``same_day`` only: received later than this, the next
            working day (a rule of single procedures, not of Đ18.2).

    Raises:
        Refused: ``date_out_of_range``, received before 1900 or after 2200.
    """
    if not _FIRST_YEAR <= received_at.year <= _LAST_YEAR:
        raise Refused(FieldError("date_out_of_range", "received_at", {"year": received_at.year}))
    received = local(received_at)
    first = received.date()
    work = limit.working_time
    if limit.unit == "same_day":
        end = _same_day_end(received, calendar, hours, cut_off)
        days = _from_first_day(first, end.date(), calendar, "after_cut_off")
    elif work is not None:
        stated = received.replace(second=0, microsecond=0)
        end = calendar.add_working_time(stated, work, hours)
        starts_today = calendar.working_start(stated, hours).date() == first
        days = _from_first_day(first, end.date(), calendar, "" if starts_today else "after_hours")
    elif limit.unit == "working_days":
        end = _closing(calendar.add_working_days(first, int(limit.amount)), hours)
        if limit.amount % 1:  # half a day more, from the next opening
            end = calendar.add_working_time(end, _HALF_DAY, hours)
        days = _working_days(first, end.date(), calendar)
    else:
        nominal = _nominal_end(first, limit)
        end = _closing(calendar.on_or_after(nominal), hours)
        days = _calendar_days(first, nominal, end.date(), calendar)
    return Due(end, received, limit, days, _calendar_warnings(days, calendar))


def _closing(day: date, hours: OfficeHours) -> datetime:
    """The end of the last office session of a day."""
    return datetime.combine(day, hours.closes, VIETNAM)


def _same_day_end(
    received: datetime, calendar: WorkingCalendar, hours: OfficeHours, cut_off: time
) -> datetime:
    """Same day if received by the cut-off on a working day, else the next one."""
    today = _closing(received.date(), hours)
    in_time = received.time() <= cut_off and received <= today
    if in_time and calendar.is_working(received.date()):
        return today
    return _closing(calendar.next_working_day(received.date()), hours)


def _nominal_end(day: date, limit: Limit) -> date:
    """Last day before any move off holidays (BLDS Đ148.3-4: same day number or month's end)."""
    if limit.unit == "days":
        return day + timedelta(days=int(limit.amount))
    months = day.year * 12 + day.month - 1 + int(limit.amount)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _walk(first: date, last: date, entry: Callable[[date], CountedDay]) -> tuple[CountedDay, ...]:
    """One entry for each day from first to last, both included."""
    return tuple(entry(first + timedelta(days=n)) for n in range((last - first).days + 1))


def _as_working(day: date, calendar: WorkingCalendar) -> CountedDay:
    """The entry of a day that counts if the office works then."""
    off = calendar.why_off(day)
    if off is not None:
        return CountedDay(day, False, off.reason, off.name)
    made_up = calendar.made_up.get(day)
    return CountedDay(day, True, "make_up", made_up.name) if made_up else CountedDay(day, True, "")


def _working_days(first: date, last: date, calendar: WorkingCalendar) -> tuple[CountedDay, ...]:
    return _walk(
        first,
        last,
        lambda d: CountedDay(d, False, "received") if d == first else _as_working(d, calendar),
    )


def _from_first_day(
    first: date, last: date, calendar: WorkingCalendar, if_too_late: DayReason
) -> tuple[CountedDay, ...]:
    """Days of limits that may begin on the day of receipt itself."""

    def entry(day: date) -> CountedDay:
        counted = _as_working(day, calendar)
        if counted.counts and day == first != last and if_too_late:
            return CountedDay(day, False, if_too_late)
        return counted

    return _walk(first, last, entry)


def _calendar_days(
    first: date, nominal: date, last: date, calendar: WorkingCalendar
) -> tuple[CountedDay, ...]:
    def entry(day: date) -> CountedDay:
        if day == first:
            return CountedDay(day, False, "received")
        if day <= nominal:
            off = calendar.why_off(day)
            return CountedDay(day, True, "", off.name if off else "")
        off = calendar.why_off(day)
        return CountedDay(day, False, off.reason if off else "moved_end", off.name if off else "")

    return _walk(first, last, entry)


def _calendar_warnings(
    days: tuple[CountedDay, ...], calendar: WorkingCalendar
) -> tuple[FieldError, ...]:
    """Say which years were counted without an announced table of holidays."""
    of_year = {d.date.year: d.date for d in days if d.reason != "received"}
    missing = [
        FieldError("calendar_missing", "due_at", {"year": year})
        for year, day in of_year.items()
        if not calendar.covers(day)
    ]
    provisional = [
        FieldError("calendar_provisional", "due_at", {"year": year})
        for year, day in of_year.items()
        if calendar.is_provisional(day)
    ]
    return (*missing, *provisional)


def restart_after_supplement(
    completed_at: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    hours: OfficeHours,
    *,
    cut_off: time = time(15, 0),
) -> Due:
    """Recount the whole limit from the moment the dossier is complete (NĐ 118/2025 Đ19.5).

    Raises:
        Refused: as `due`.
    """
    return due(completed_at, limit, calendar, hours, cut_off=cut_off)


def resume_after_pause(
    before: Due,
    paused_at: datetime,
    resumed_at: datetime,
    calendar: WorkingCalendar,
    hours: OfficeHours,
    *,
    cut_off: time = time(15, 0),
) -> Due:
    """Count what was left of the limit from the day the pause ended (sector rules only).

    The day of the pause is given back whole: it is not over when the pause
    begins (domain.md §5.4). The answer's ``limit`` is what was left and its
    ``received_at`` the end of the pause, so that a second pause may follow.
    A pause that begins after the due time changes nothing but adds the
    warning ``paused_after_due``: late stays late.

    Raises:
        Refused: ``pause_invalid`` when the times are not in order; as `due`.
    """
    paused, resumed = local(paused_at), local(resumed_at)
    if not before.received_at <= paused <= resumed:
        raise Refused(FieldError("pause_invalid", "resumed_at"))
    if paused > before.due_at:
        warning = FieldError("paused_after_due", "due_at")
        return replace(before, warnings=(*before.warnings, warning))
    left = _left_of(before, paused, calendar, hours)
    return due(resumed, left, calendar, hours, cut_off=cut_off)


def _left_of(before: Due, paused: datetime, calendar: WorkingCalendar, hours: OfficeHours) -> Limit:
    """What of the limit was not used up when the pause began; never nothing."""
    limit, received = before.limit, before.received_at
    work = limit.working_time
    if limit.unit == "same_day":
        return limit
    if work is not None:
        stated = received.replace(second=0, microsecond=0)
        stopped = paused.replace(second=0, microsecond=0)
        left = work - calendar.working_time_between(stated, stopped, hours)
        return Limit(max(round(left / _MINUTE), 1) / 60, "hours")
    days_before = (paused.date() - received.date()).days - 1
    if limit.unit == "working_days":
        days = (received.date() + timedelta(days=n + 1) for n in range(days_before))
        return Limit(limit.amount - sum(map(calendar.is_working, days)), "working_days")
    whole = (_nominal_end(received.date(), limit) - received.date()).days - max(days_before, 0)
    return Limit(max(whole, 1), "days")  # a day the end was moved to is one day


def supplement_request_last_day(
    received_at: datetime, calendar: WorkingCalendar, *, working_days: int = 3
) -> date:
    """Last day for asking a supplement after appraisal: 3 working days (NĐ 118/2025 Đ19.5)."""
    return calendar.add_working_days(local(received_at).date(), working_days)


def supplement_last_day(
    requested_at: datetime, calendar: WorkingCalendar, *, days: int = 15
) -> date:
    """The citizen's last day to complete the dossier: 15 days (NĐ 118/2025 Đ19.5).

    A last day that is a day off moves to the next working day (BLDS Đ148.5).
    """
    return calendar.on_or_after(local(requested_at).date() + timedelta(days=days))


def closable_from(requested_at: datetime, calendar: WorkingCalendar, *, days: int = 15) -> date:
    """First working day on which the counter may close an uncompleted dossier (Đ19.5)."""
    return calendar.next_working_day(supplement_last_day(requested_at, calendar, days=days))


def apology_last_day(due_at: datetime, calendar: WorkingCalendar, *, days_before: int = 1) -> date:
    """Last day for apology and new date: one day before the due date (NĐ 118/2025 Đ19.6).

    When that day is a day off, the last working day before it, since nobody
    could send the apology on the day itself.
    """
    latest = local(due_at).date() - timedelta(days=days_before)
    return calendar.last_working_day_before(latest + ONE_DAY)


def outcome(finished: datetime | date, due_at: datetime | date) -> Outcome:
    """Compare by date, as statistics do (domain.md §5.5): the minute never makes it late."""
    done, limit = _date_of(finished), _date_of(due_at)
    return "early" if done < limit else "on_time" if done == limit else "late"


def _date_of(moment: datetime | date) -> date:
    return local(moment).date() if isinstance(moment, datetime) else moment
