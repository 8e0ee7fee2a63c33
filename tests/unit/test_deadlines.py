"""Due times: the vectors of the domain reference, and what always holds."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from core.data import load_calendar
from core.domain.deadlines import (
    Due,
    Limit,
    apology_last_day,
    closable_from,
    due,
    outcome,
    parse_limit,
    restart_after_supplement,
    resume_after_pause,
    supplement_last_day,
    supplement_request_last_day,
)
from core.domain.errors import Refused
from core.domain.timezone import VIETNAM, local
from core.domain.working_calendar import OfficeHours, Session, WorkingCalendar

CALENDAR = load_calendar()
HOURS = OfficeHours()
FIVE = parse_limit("5 working_days")


def at(text: str) -> datetime:
    return local(datetime.fromisoformat(text))


def due_at(received: str, limit: str, hours: OfficeHours = HOURS) -> datetime:
    return due(at(received), parse_limit(limit), CALENDAR, hours).due_at


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        ("2026-11-23T10:05", "3 working_days", "2026-11-27T17:00"),
        ("2026-11-23T16:20", "same_day", "2026-11-25T17:00"),
        ("2026-08-28T09:00", "5 working_days", "2026-09-09T17:00"),
        ("2026-08-20T09:00", "2 working_days", "2026-08-22T17:00"),
        ("2026-08-22T09:00", "1 working_days", "2026-08-24T17:00"),
        ("2026-02-12T09:00", "5 working_days", "2026-02-26T17:00"),
        ("2026-04-10T09:00", "15 days", "2026-04-28T17:00"),
        ("2026-11-23T15:30", "4 hours", "2026-11-25T10:00"),
    ],
)
def test_vectors_of_the_domain_reference(received: str, limit: str, expected: str) -> None:
    assert due_at(received, limit) == at(expected)


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        ("2026-10-05T15:00", "same_day", "2026-10-05T17:00"),
        ("2026-10-05T15:00:01", "same_day", "2026-10-06T17:00"),
        ("2026-10-05T06:00", "same_day", "2026-10-05T17:00"),
        ("2026-10-03T09:00", "same_day", "2026-10-05T17:00"),
        ("2026-08-22T09:00", "same_day", "2026-08-22T17:00"),
        ("2026-11-20T23:50", "1 working_days", "2026-11-23T17:00"),
        ("2026-11-21T09:00", "1 working_days", "2026-11-23T17:00"),
        ("2026-11-23T15:30", "0.5 working_days", "2026-11-25T10:00"),
        ("2026-11-23T15:30", "1.5 working_days", "2026-11-26T11:30"),
        ("2026-11-23T15:30:59", "4 hours", "2026-11-25T10:00"),
        ("2026-10-05T08:00", "1 hours", "2026-10-05T09:00"),
        ("2026-10-05T08:00", "0.75 hours", "2026-10-05T08:45"),
        ("2026-01-31T08:00", "1 months", "2026-03-02T17:00"),  # 28/2 is a Saturday
        ("2026-08-31T08:00", "1 months", "2026-09-30T17:00"),
        ("2026-11-15T08:00", "2 months", "2027-01-15T17:00"),
        ("2026-12-31T08:00", "12 months", "2027-12-31T17:00"),
        ("2026-11-23T17:30+00:00", "1 working_days", "2026-11-25T17:00"),  # the 24th here
    ],
)
def test_more_cases(received: str, limit: str, expected: str) -> None:
    assert due_at(received, limit) == at(expected)


def test_the_hour_printed_is_the_end_of_the_last_session() -> None:
    mornings = OfficeHours((Session(time(7), time(11)),))
    assert due_at("2026-10-05T08:00", "2 days", mornings) == at("2026-10-07T11:00")
    assert due_at("2026-10-05T12:00", "same_day", mornings) == at("2026-10-06T11:00")


def test_the_cut_off_is_an_argument() -> None:
    late = due(at("2026-10-05T11:00"), Limit(1, "same_day"), CALENDAR, HOURS, cut_off=time(10))
    assert late.due_at == at("2026-10-06T17:00")


def test_every_day_is_explained() -> None:
    counted = due(at("2026-08-20T09:00"), FIVE, CALENDAR, HOURS).counted
    assert [(d.date.day, d.counts, d.reason) for d in counted] == [
        (20, False, "received"),
        (21, True, ""),
        (22, True, "make_up"),
        (23, False, "weekend"),
        (24, True, ""),
        (25, True, ""),
        (26, True, ""),
    ]
    assert counted[2].name == "Làm bù cho thứ Hai 31/08/2026"


def test_calendar_days_all_count_until_the_end_is_moved() -> None:
    counted = due(at("2026-04-10T09:00"), parse_limit("15 days"), CALENDAR, HOURS).counted
    assert sum(d.counts for d in counted) == 15
    assert [(d.date, d.counts, d.reason) for d in counted[-4:]] == [
        (date(2026, 4, 25), True, ""),
        (date(2026, 4, 26), False, "holiday"),
        (date(2026, 4, 27), False, "holiday"),
        (date(2026, 4, 28), False, "moved_end"),
    ]


def test_same_day_and_hours_may_count_the_day_of_receipt() -> None:
    def reasons(received: str, limit: str) -> list[tuple[bool, str]]:
        found = due(at(received), parse_limit(limit), CALENDAR, HOURS)
        return [(d.counts, d.reason) for d in found.counted]

    assert reasons("2026-10-05T09:00", "same_day") == [(True, "")]
    assert reasons("2026-10-05T15:01", "same_day") == [(False, "after_cut_off"), (True, "")]
    assert reasons("2026-10-05T16:00", "2 hours") == [(True, ""), (True, "")]
    assert reasons("2026-10-05T17:00", "2 hours") == [(False, "after_hours"), (True, "")]


@pytest.mark.parametrize(
    ("received", "limit", "codes"),
    [
        ("2026-11-23T10:00", "3 working_days", []),
        ("2026-12-31T10:00", "3 working_days", [("calendar_provisional", 2027)]),
        ("2025-12-31T10:00", "1 working_days", []),
        ("2025-12-30T10:00", "1 working_days", [("calendar_missing", 2025)]),
        (
            "2027-12-30T10:00",
            "30 days",
            [("calendar_missing", 2028), ("calendar_provisional", 2027)],
        ),
        ("2030-01-01T10:00", "same_day", [("calendar_missing", 2030)]),
    ],
)
def test_years_without_announced_holidays_are_pointed_out(
    received: str, limit: str, codes: list[tuple[str, int]]
) -> None:
    warnings = due(at(received), parse_limit(limit), CALENDAR, HOURS).warnings
    assert [(w.code, w.params["year"]) for w in warnings] == codes


def test_with_no_calendar_at_all_weekends_are_kept() -> None:
    found = due(at("2026-11-20T09:00"), parse_limit("1 working_day"), WorkingCalendar(), HOURS)
    assert found.due_at == at("2026-11-23T17:00")
    assert [w.code for w in found.warnings] == ["calendar_missing"]


@pytest.mark.parametrize(
    "received", [datetime.min, datetime.max, datetime(1899, 12, 31), datetime(2201, 1, 1)]
)
def test_dates_out_of_reason_are_refused(received: datetime) -> None:
    with pytest.raises(Refused) as caught:
        due(received, FIVE, CALENDAR, HOURS)
    assert [e.code for e in caught.value.errors] == ["date_out_of_range"]


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("3 working_days", Limit(3, "working_days")),
        (" 1 working_day ", Limit(1, "working_days")),
        ("0.5 working_days", Limit(0.5, "working_days")),
        ("15 days", Limit(15, "days")),
        ("8 hours", Limit(8, "hours")),
        ("1 month", Limit(1, "months")),
        ("same_day", Limit(1, "same_day")),
        ("1100 working_days", Limit(1100, "working_days")),
    ],
)
def test_parse_limit(text: str, limit: Limit) -> None:
    assert parse_limit(text) == limit
    assert parse_limit(str(limit)) == limit


@pytest.mark.parametrize(
    "text",
    [
        "", "3", "days", "3 weeks", "0 days", "-1 days", "1e3 days", "0.5 days", "1.5 months",
        "0.3 working_days", "0.001 hours", "9999 working_days", "99999999 days", "nan days",
        "1 same_day", "same_days", "3 days or so", "٣ days", "3 DAYS", "1000 months", "x" * 5000,
    ],
)  # fmt: skip
def test_limits_that_make_no_sense(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_limit(text)
    assert [e.code for e in caught.value.errors] == ["limit_invalid"]


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), 0, -1, 2])
def test_a_limit_cannot_be_built_wrong(amount: float) -> None:
    with pytest.raises(Refused):
        Limit(amount, "same_day")


def test_the_example_of_the_domain_reference() -> None:
    received, asked, completed = (
        at("2026-11-02T09:00"), at("2026-11-05T10:00"), at("2026-11-10T14:00"),
    )  # fmt: skip
    before = due(received, FIVE, CALENDAR, HOURS)
    assert before.due_at == at("2026-11-09T17:00")
    assert supplement_request_last_day(received, CALENDAR) == asked.date()
    restarted = restart_after_supplement(completed, FIVE, CALENDAR, HOURS)
    assert restarted.due_at == at("2026-11-17T17:00")
    resumed = resume_after_pause(before, asked, completed, CALENDAR, HOURS)
    assert resumed.due_at == at("2026-11-13T17:00")
    assert resumed.limit == Limit(3, "working_days")
    assert supplement_last_day(asked, CALENDAR) == date(2026, 11, 20)
    assert closable_from(asked, CALENDAR) == date(2026, 11, 23)


def test_the_citizens_last_day_moves_off_a_day_off() -> None:
    assert supplement_last_day(at("2026-11-09T08:00"), CALENDAR) == date(2026, 11, 25)
    assert closable_from(at("2026-11-09T08:00"), CALENDAR) == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("limit", "received", "paused", "resumed", "expected"),
    [
        ("5 working_days", "11-02T09:00", "11-02T10:00", "11-10T09:00", "11-17T17:00"),
        ("5 working_days", "11-02T09:00", "11-09T10:00", "11-10T09:00", "11-11T17:00"),
        ("1.5 working_days", "11-02T09:00", "11-04T08:00", "11-10T09:00", "11-10T15:00"),
        ("10 days", "11-02T09:00", "11-05T10:00", "11-10T09:00", "11-18T17:00"),
        ("1 months", "11-02T09:00", "11-27T10:00", "12-01T09:00", "12-07T17:00"),
        ("15 days", "04-10T09:00", "04-28T10:00", "05-04T09:00", "05-05T17:00"),
        ("8 hours", "11-02T09:00", "11-02T10:00", "11-10T09:00", "11-11T08:30"),
        ("2 hours", "11-02T09:00", "11-02T11:00", "11-10T09:00", "11-10T09:01"),
        ("same_day", "11-02T09:00", "11-02T11:00", "11-10T15:30", "11-11T17:00"),
    ],
)  # fmt: skip
def test_a_pause_gives_back_what_was_left(
    limit: str, received: str, paused: str, resumed: str, expected: str
) -> None:
    start, stop, go_on, end = (at("2026-" + text) for text in (received, paused, resumed, expected))
    before = due(start, parse_limit(limit), CALENDAR, HOURS)
    assert resume_after_pause(before, stop, go_on, CALENDAR, HOURS).due_at == end


def test_pauses_follow_one_another() -> None:
    first = resume_after_pause(
        due(at("2026-11-02T09:00"), FIVE, CALENDAR, HOURS),
        at("2026-11-05T10:00"), at("2026-11-10T14:00"), CALENDAR, HOURS,
    )  # fmt: skip
    second = resume_after_pause(
        first, at("2026-11-12T09:00"), at("2026-11-16T09:00"), CALENDAR, HOURS
    )
    assert second.limit == Limit(2, "working_days")
    assert second.due_at == at("2026-11-18T17:00")


def test_a_pause_after_the_due_time_changes_nothing() -> None:
    before = due(at("2026-11-02T09:00"), FIVE, CALENDAR, HOURS)
    after = resume_after_pause(
        before, at("2026-11-10T09:00"), at("2026-11-12T09:00"), CALENDAR, HOURS
    )
    assert after.due_at == before.due_at
    assert [w.code for w in after.warnings] == ["paused_after_due"]


@pytest.mark.parametrize(
    ("paused", "resumed"),
    [("2026-11-01T09:00", "2026-11-03T09:00"), ("2026-11-04T09:00", "2026-11-03T09:00")],
)
def test_times_of_a_pause_must_be_in_order(paused: str, resumed: str) -> None:
    before = due(at("2026-11-02T09:00"), FIVE, CALENDAR, HOURS)
    with pytest.raises(Refused) as caught:
        resume_after_pause(before, at(paused), at(resumed), CALENDAR, HOURS)
    assert [e.code for e in caught.value.errors] == ["pause_invalid"]


@pytest.mark.parametrize(
    ("due_text", "last"),
    [
        ("2026-11-17T17:00", date(2026, 11, 16)),
        ("2026-11-16T17:00", date(2026, 11, 13)),
        ("2026-11-25T17:00", date(2026, 11, 23)),
    ],
)
def test_the_apology_is_due_on_a_working_day_before(due_text: str, last: date) -> None:
    assert apology_last_day(at(due_text), CALENDAR) == last


@pytest.mark.parametrize(
    ("finished", "expected"),
    [
        ("2026-11-16T23:59", "early"),
        ("2026-11-17T07:00", "on_time"),
        ("2026-11-17T18:30", "on_time"),
        ("2026-11-17T16:59+00:00", "on_time"),
        ("2026-11-17T17:00+00:00", "late"),
        ("2026-11-18T07:00", "late"),
    ],
)
def test_outcome_is_by_date_in_vietnam(finished: str, expected: str) -> None:
    assert outcome(at(finished), at("2026-11-17T17:00")) == expected
    assert outcome(at(finished).date(), date(2026, 11, 17)) == expected


MOMENTS = st.datetimes(datetime(2025, 7, 1), datetime(2028, 6, 1)).map(
    lambda moment: moment.replace(tzinfo=VIETNAM)
)
LIMITS = st.one_of(
    st.integers(1, 120).map(lambda n: Limit(n / 2, "working_days")),
    st.integers(1, 180).map(lambda n: Limit(n, "days")),
    st.integers(1, 80).map(lambda n: Limit(n, "hours")),
    st.integers(1, 12).map(lambda n: Limit(n, "months")),
    st.just(Limit(1, "same_day")),
)


def found(received: datetime, limit: Limit) -> Due:
    return due(received, limit, CALENDAR, HOURS)


@settings(max_examples=300)
@given(MOMENTS, LIMITS)
def test_due_on_a_working_day_in_office_hours_after_receipt(
    received: datetime, limit: Limit
) -> None:
    answer = found(received, limit)
    assert answer.due_at >= received.replace(second=0, microsecond=0)
    assert CALENDAR.is_working(answer.due_at.date())
    assert any(s.opens <= answer.due_at.time() <= s.closes for s in HOURS.sessions)
    assert answer.due_at.utcoffset() == timedelta(hours=7)
    days = [d.date for d in answer.counted]
    assert days[0] == received.date()
    assert days[-1] == answer.due_at.date()
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert parse_limit(str(limit)) == limit


@settings(max_examples=200)
@given(MOMENTS, MOMENTS, LIMITS)
def test_who_comes_later_is_never_due_earlier(one: datetime, other: datetime, limit: Limit) -> None:
    first, second = sorted((one, other))
    assert found(first, limit).due_at <= found(second, limit).due_at


@settings(max_examples=200)
@given(MOMENTS, st.sampled_from(["working_days", "days", "hours", "months"]), st.data())
def test_a_longer_limit_is_never_due_earlier(
    received: datetime, unit: str, data: st.DataObject
) -> None:
    amounts = sorted(data.draw(st.lists(st.integers(1, 40), min_size=2, max_size=4)))
    ends = [found(received, parse_limit(f"{amount} {unit}")).due_at for amount in amounts]
    assert ends == sorted(ends)


@settings(max_examples=200)
@given(MOMENTS, st.integers(1, 60))
def test_as_many_days_count_as_the_limit_says(received: datetime, days: int) -> None:
    for unit in ("working_days", "days"):
        counted = found(received, parse_limit(f"{days} {unit}")).counted
        assert sum(d.counts for d in counted) == days


@settings(max_examples=200)
@given(MOMENTS, LIMITS, st.data())
def test_a_pause_never_makes_a_dossier_due_before_it_was(
    received: datetime, limit: Limit, data: st.DataObject
) -> None:
    before = found(received, limit)
    minutes = st.integers(0, 60 * 24 * 60)
    paused = received + timedelta(minutes=data.draw(minutes))
    resumed = paused + timedelta(minutes=data.draw(minutes))
    after = resume_after_pause(before, paused, resumed, CALENDAR, HOURS)
    if limit.amount % 1 == 0:  # a half day left is counted from the minute, earlier than its noon
        assert after.due_at >= before.due_at
    assert CALENDAR.is_working(after.due_at.date())


@given(MOMENTS)
def test_days_of_the_supplement_are_in_order(asked: datetime) -> None:
    last = supplement_last_day(asked, CALENDAR)
    assert timedelta(days=15) <= last - asked.date()
    assert CALENDAR.is_working(last)
    assert closable_from(asked, CALENDAR) == CALENDAR.next_working_day(last)
    assert apology_last_day(asked, CALENDAR) < asked.date()


@settings(max_examples=300)
@given(st.text(max_size=20) | st.from_regex(r"[0-9.]{0,6} ?(working_day|day|hour|month)s?"))
def test_parsing_gives_a_limit_or_a_refusal(text: str) -> None:
    try:
        limit = parse_limit(text)
    except Refused:
        return
    assert parse_limit(str(limit)) == limit
