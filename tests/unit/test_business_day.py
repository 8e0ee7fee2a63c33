"""The business day and the doubtful clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given, strategies as st

from core.domain.business_day import Moment, late_for, moment
from core.domain.timezone import VIETNAM

BUILT = date(2026, 7, 1)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)


def test_the_first_act_opens_the_day() -> None:
    now = moment(MONDAY, newest=None, last_day=None, built=BUILT)
    assert (now.day, now.doubtful, now.opens) == (MONDAY.date(), False, True)
    assert now.at == MONDAY


def test_the_next_morning_opens_the_next_day() -> None:
    now = moment(MONDAY + timedelta(days=1), newest=MONDAY, last_day=MONDAY.date(), built=BUILT)
    assert now.opens
    assert not now.doubtful


def test_a_clock_behind_the_newest_event_stays_on_the_last_day_and_is_doubtful() -> None:
    for back in (timedelta(hours=1), timedelta(days=1), timedelta(days=365)):
        now = moment(MONDAY - back, newest=MONDAY, last_day=MONDAY.date(), built=BUILT)
        assert now.doubtful
        assert now.day == now.at.date() == MONDAY.date()
        assert now.at.time() == (MONDAY - back).time()


def test_a_clock_before_the_program_was_built_is_doubtful() -> None:
    dead_battery = datetime(1970, 1, 1, 0, 3, tzinfo=VIETNAM)
    now = moment(dead_battery, newest=None, last_day=None, built=BUILT)
    assert now.doubtful
    assert now.day == BUILT


def test_more_than_three_days_ahead_needs_a_person() -> None:
    ahead = MONDAY + timedelta(days=5)
    now = moment(ahead, newest=MONDAY, last_day=MONDAY.date(), built=BUILT)
    assert (now.doubtful, now.day, now.opens) == (True, MONDAY.date(), False)
    weekend = moment(MONDAY + timedelta(days=3), newest=MONDAY, last_day=MONDAY.date(), built=BUILT)
    assert not weekend.doubtful


def test_the_day_is_vietnams_whatever_the_zone_of_the_clock() -> None:
    utc_evening = datetime.fromisoformat("2026-11-23T18:30:00+00:00")
    now = moment(utc_evening, newest=None, last_day=None, built=BUILT)
    assert now.day == date(2026, 11, 24)


@given(
    st.lists(st.integers(-400 * 86400, 400 * 86400), min_size=1, max_size=30),
)
def test_whatever_the_clock_does_the_day_never_goes_back(jumps: list[int]) -> None:
    newest, last_day = None, None
    for jump in jumps:
        clock = MONDAY + timedelta(seconds=jump)
        now = moment(clock, newest=newest, last_day=last_day, built=BUILT)
        assert last_day is None or now.day >= last_day
        assert now.at.date() == now.day
        assert now.day >= BUILT
        assert now.opens == (now.day != last_day)
        if not now.doubtful:
            newest = clock
        last_day = now.day


def following(day: date) -> date:
    """The next working day of a week without holidays."""
    day += timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def after_closing(clock: datetime, last_day: date, closed: date) -> Moment:
    newest = datetime(closed.year, closed.month, closed.day, 16, 50, tzinfo=VIETNAM)
    return moment(
        clock, newest=newest, last_day=last_day, built=BUILT, closed=closed, following=following
    )


def test_work_after_closing_stands_on_the_next_working_day_with_its_true_time() -> None:
    friday = date(2026, 11, 27)
    evening = datetime(2026, 11, 27, 17, 30, tzinfo=VIETNAM)
    now = after_closing(evening, friday, friday)
    assert (now.day, now.late, now.opens, now.doubtful) == (date(2026, 11, 30), friday, True, False)
    assert now.at == evening
    assert late_for(now.clock, now.day, doubtful=False) == friday
    again = after_closing(evening, now.day, friday)
    assert (again.day, again.late, again.opens) == (now.day, friday, False)


def test_after_closing_another_day_opens_as_ever() -> None:
    friday, saturday = date(2026, 11, 27), datetime(2026, 11, 28, 8, 0, tzinfo=VIETNAM)
    now = after_closing(saturday, friday, friday)
    assert (now.day, now.late, now.opens, now.doubtful) == (saturday.date(), None, True, False)
    # unless late work opened the Monday already: a day never goes back
    now = after_closing(saturday, date(2026, 11, 30), friday)
    assert (now.day, now.late, now.doubtful) == (date(2026, 11, 30), saturday.date(), False)
    # a person who opened a day far ahead is another matter: there the clock is in doubt
    now = after_closing(saturday, date(2026, 12, 4), friday)
    assert (now.day, now.late, now.doubtful) == (date(2026, 12, 4), None, True)


def test_a_doubtful_clock_after_closing_says_nothing_of_late_work() -> None:
    friday = date(2026, 11, 27)
    for wrong in (timedelta(days=-1), timedelta(days=30)):
        now = after_closing(datetime(2026, 11, 27, 17, 0, tzinfo=VIETNAM) + wrong, friday, friday)
        assert (now.day, now.late, now.doubtful) == (date(2026, 11, 30), None, True)
        assert now.at.date() == now.day


@given(
    st.lists(st.tuples(st.integers(-5 * 86400, 9 * 86400), st.booleans()), min_size=1, max_size=30),
)
def test_whatever_is_closed_days_never_go_back_and_closed_ones_take_nothing(
    steps: list[tuple[int, bool]],
) -> None:
    newest: datetime | None = None
    last_day: date | None = None
    closed: date | None = None
    clock = MONDAY
    for jump, closing in steps:
        clock += timedelta(seconds=jump)
        now = moment(
            clock,
            newest=newest,
            last_day=last_day,
            built=BUILT,
            closed=closed,
            following=following,
        )
        assert last_day is None or now.day >= last_day
        assert closed is None or now.day > closed
        assert now.at.date() == (now.late or now.day)
        assert not (now.late and now.doubtful)
        assert late_for(now.clock, now.day, doubtful=now.doubtful) == now.late
        if not now.doubtful:
            newest = max(newest or now.clock, now.clock)
        last_day = now.day
        if closing:
            closed = last_day
