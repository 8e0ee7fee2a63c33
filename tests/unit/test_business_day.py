"""The business day and the doubtful clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.business_day import moment
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
