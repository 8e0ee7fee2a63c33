"""Working days, days off, swaps and office time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from core.data import load_calendar, load_calendar_years
from core.domain.timezone import VIETNAM, local
from core.domain.working_calendar import (
    CalendarYear,
    DayOff,
    MakeUpDay,
    OfficeHours,
    Session,
    WorkingCalendar,
    merge,
)

CALENDAR = load_calendar()
HOURS = OfficeHours()
DAYS = st.dates(date(2025, 6, 1), date(2028, 12, 31))
COUNTS = st.integers(0, 60)


def at(text: str) -> datetime:
    return local(datetime.fromisoformat(text))


def test_both_years_are_shipped_and_the_second_is_provisional() -> None:
    assert [table.year for table in load_calendar_years()] == [2026, 2027]
    assert CALENDAR.covers(date(2026, 7, 1))
    assert not CALENDAR.is_provisional(date(2026, 7, 1))
    assert CALENDAR.is_provisional(date(2027, 7, 1))


@pytest.mark.parametrize(
    ("day", "reason", "name"),
    [
        (date(2026, 11, 21), "weekend", ""),
        (date(2026, 11, 24), "holiday", "Ngày Văn hóa Việt Nam"),
        (date(2026, 8, 31), "swap", "Hoán đổi với thứ Bảy 22/08/2026"),
        (date(2026, 1, 2), "swap", "Hoán đổi với thứ Bảy 10/01/2026"),
        (date(2026, 4, 26), "holiday", "Giỗ Tổ Hùng Vương"),
        (date(2026, 4, 27), "holiday", "Nghỉ bù Giỗ Tổ Hùng Vương"),
        (date(2026, 2, 18), "holiday", "Tết Nguyên đán"),
        (date(2027, 2, 11), "holiday", "Nghỉ bù Tết Nguyên đán"),
    ],
)
def test_why_off(day: date, reason: str, name: str) -> None:
    off = CALENDAR.why_off(day)
    assert off is not None
    assert (off.date, off.reason, off.name) == (day, reason, name)
    assert not CALENDAR.is_working(day)


@pytest.mark.parametrize(
    "day", [date(2026, 1, 10), date(2026, 8, 22), date(2026, 11, 23), date(2026, 9, 3)]
)
def test_days_of_work_made_up_ones_among_them(day: date) -> None:
    assert CALENDAR.is_working(day)
    assert CALENDAR.why_off(day) is None


def test_a_year_unknown_has_weekends_only_and_says_so() -> None:
    tet_2030 = date(2030, 1, 1)
    assert CALENDAR.is_working(tet_2030)
    assert not CALENDAR.is_working(date(2030, 1, 5))
    assert not CALENDAR.covers(tet_2030)
    assert not CALENDAR.is_provisional(tet_2030)
    assert not WorkingCalendar().covers(date(2026, 1, 1))


def test_a_later_table_replaces_the_year() -> None:
    announced = CalendarYear(2027, off=(DayOff(date(2027, 1, 4), name="Ngày thử"),))
    calendar = merge([*load_calendar_years(), announced])
    assert calendar.is_working(date(2027, 2, 8))
    assert not calendar.is_working(date(2027, 1, 4))
    assert not calendar.is_provisional(date(2027, 1, 4))
    assert calendar.why_off(date(2026, 11, 24)) is not None


@pytest.mark.parametrize(
    "table",
    [
        {"year": 2026, "off": [{"date": date(2027, 1, 1)}]},
        {"year": 2026, "off": [{"date": date(2026, 1, 1)}, {"date": date(2026, 1, 1)}]},
        {"year": 2026, "off": [{"date": date(2026, 1, 3)}], "work": [{"date": date(2026, 1, 3)}]},
        {"year": 2026, "work": [{"date": date(2026, 1, 5)}]},
        {"year": 2026, "holidays": []},
        {"year": 2026, "off": [{"date": date(2026, 1, 1), "reason": "rain"}]},
    ],
)
def test_a_wrong_table_is_not_decoded(table: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(table, CalendarYear)


@pytest.mark.parametrize(
    "sessions",
    [
        (),
        (Session(time(9), time(8)),),
        (Session(time(13), time(17)), Session(time(7), time(11))),
        (Session(time(7), time(11)), Session(time(11), time(17))),
    ],
)
def test_office_hours_must_be_in_order(sessions: tuple[Session, ...]) -> None:
    with pytest.raises(ValueError, match="office sessions"):
        OfficeHours(sessions)


def test_a_negative_count_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_working_days(date(2026, 1, 5), -1)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-23T15:30", 240, "2026-11-25T10:00"),
        ("2026-11-23T06:00", 240, "2026-11-23T11:30"),
        ("2026-11-23T11:30", 30, "2026-11-23T14:00"),
        ("2026-11-23T12:15", 30, "2026-11-23T14:00"),
        ("2026-11-23T16:30", 30, "2026-11-23T17:00"),
        ("2026-11-23T17:00", 1, "2026-11-25T07:31"),
        ("2026-11-21T10:00", 60, "2026-11-23T08:30"),
        ("2026-08-21T16:00", 120, "2026-08-22T08:30"),
    ],
)
def test_working_time_runs_over_lunch_night_and_days_off(
    start: str, minutes: int, end: str
) -> None:
    assert CALENDAR.add_working_time(at(start), timedelta(minutes=minutes), HOURS) == at(end)


def test_working_start() -> None:
    assert CALENDAR.working_start(at("2026-11-23T09:15"), HOURS) == at("2026-11-23T09:15")
    assert CALENDAR.working_start(at("2026-11-23T11:30"), HOURS) == at("2026-11-23T13:30")
    assert CALENDAR.working_start(at("2026-11-23T17:00"), HOURS) == at("2026-11-25T07:30")


def test_times_without_zone_are_vietnams() -> None:
    assert local(datetime(2026, 11, 24, 10)) == datetime(2026, 11, 24, 10, tzinfo=VIETNAM)
    assert at("2026-11-24T03:00+00:00").hour == 10


@settings(max_examples=100)
@given(DAYS, COUNTS, COUNTS)
def test_adding_working_days_is_associative(day: date, one: int, other: int) -> None:
    add = CALENDAR.add_working_days
    assert add(add(day, one), other) == add(day, one + other)


@settings(max_examples=100)
@given(DAYS, COUNTS)
def test_as_many_working_days_lie_between_as_were_added(day: date, count: int) -> None:
    end = CALENDAR.add_working_days(day, count)
    between = (day + timedelta(days=n) for n in range(1, (end - day).days + 1))
    assert sum(map(CALENDAR.is_working, between)) == count
    assert count == 0 or CALENDAR.is_working(end)


@given(DAYS)
def test_next_and_last_working_day(day: date) -> None:
    later, earlier = CALENDAR.next_working_day(day), CALENDAR.last_working_day_before(day)
    assert earlier < day < later
    assert CALENDAR.is_working(earlier)
    assert CALENDAR.is_working(later)
    assert CALENDAR.on_or_after(day) == (day if CALENDAR.is_working(day) else later)
    assert (CALENDAR.why_off(day) is None) == CALENDAR.is_working(day)


@settings(max_examples=100)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)),
    st.integers(1, 5000),
)
def test_working_time_added_is_the_working_time_between(start: datetime, minutes: int) -> None:
    begin, work = local(start), timedelta(minutes=minutes)
    end = CALENDAR.add_working_time(begin, work, HOURS)
    assert CALENDAR.working_time_between(begin, end, HOURS) == work
    assert CALENDAR.working_time_between(end, begin, HOURS) == timedelta()
    assert CALENDAR.is_working(end.date())


def test_a_made_up_day_is_named() -> None:
    assert CALENDAR.made_up[date(2026, 8, 22)] == MakeUpDay(
        date(2026, 8, 22), "Làm bù cho thứ Hai 31/08/2026"
    )
