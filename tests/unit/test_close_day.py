"""Closing a day: its facts, its gaps, its signature; late work; the office's closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from core.domain import events as ev
from core.domain.account import Role
from core.domain.day_close import DayFacts, facts_of
from core.domain.errors import Refused
from core.domain.numbering import Number
from core.domain.timezone import VIETNAM
from core.services.change_dossier import amend_dossier, cancel_dossier
from core.services.close_day import Signed, close_day, day_facts
from core.services.dossier_input import read_dossier
from core.services.intake import take_in
from core.services.receipts import receipt_data, record_printed
from core.services.station import grant_block, open_day
from db import day as days, journal, queries
from db.store import default_mark
from db.verify import verify
from tests.unit.central_voice import join
from tests.unit.station_support import MONDAY, Station, line, station

TODAY, TOMORROW = MONDAY.date(), MONDAY.date() + timedelta(days=1)
#: 24 November is a holiday
NEXT = date(2026, 11, 25)
FRIDAY = datetime(2026, 11, 27, 16, 50, tzinfo=VIETNAM)


def look(ward: Station, day: date | None = None) -> DayFacts:
    with ward.store.act() as act:
        return day_facts(day, act, ward.context)


def close(ward: Station, day: date | None = None, words: str = "") -> ev.DayClosed:
    return close_day(day, Signed(words), ward.store, ward.context).closed


def on_friday(ward: Station) -> None:
    ward.clock.now = FRIDAY
    open_day(FRIDAY.date(), ward.store, ward.context)  # four days after the last act


def refusal(wrong: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [error.code for error in wrong.value.errors]


def test_a_day_adds_up(ward: Station) -> None:
    first = ward.receive(fee_vnd=8000)
    second = ward.receive(fee_vnd=20000)
    ward.receive(fee_vnd=5000, procedure_code="2.000815", immediate=True)
    ward.receive(supplement={"wanted": ["Giấy chứng sinh"], "reason": "Thiếu giấy"})
    record_printed(first.number, "receipt", ward.store, ward.context)
    amend_dossier(second.number, {"reason": "miễn", "fee_vnd": 2000}, ward.store, ward.context)
    third = ward.receive(fee_vnd=7000)
    cancel_dossier(third.number, {"reason": "nhầm"}, ward.store, ward.context)
    facts = look(ward)
    assert facts.day == TODAY
    assert (facts.dossiers, facts.cancelled, facts.amended, facts.provisional) == (4, 1, 1, 0)
    assert facts.fees_vnd == 8000 + 2000 + 5000
    assert facts.counts["dossier_received"] == 4
    assert facts.numbers == (
        ev.NumbersOfDay(first=1, last=500, used=4, voided=(4,), left=496, missing=()),
    )
    # "trả ngay" without a receipt wanted, and a void code, need no paper
    assert facts.papers == 1
    assert [(each.number, each.form) for each in facts.without_paper] == [
        (second.number, "receipt"),
        (facts.without_paper[1].number, "supplement"),
    ]
    assert facts.warnings == ("paper_missing", "prints_waiting")


def test_closing_seals_the_stream_and_says_where_the_day_lies(ward: Station) -> None:
    ward.receive()
    body = close(ward, words="đủ")
    stream = ward.store.station().stream
    seq, _ = journal.head(ward.store.conn, stream)
    assert (body.day, body.last) == (TODAY, seq - 1)
    assert bytes.fromhex(body.head) == journal.hash_at(ward.store.conn, stream, body.last)
    opened = [
        event
        for event in days.record(ward.store.conn, TODAY).events  # type: ignore[union-attr]
    ]
    assert opened[0].kind == "day_opened"
    assert opened[0].seq == body.first
    assert journal.last_signed(ward.store.conn, stream) == seq
    assert body.officer_name == "Trần Thị Thu Hà"
    assert verify(ward.store, full=True)["ok"]


def test_only_a_supervisor_signs(ward: Station) -> None:
    ward.receive()
    for role in (Role.CLERK, Role.CASHIER, Role.INSPECTOR, Role.TECHNICIAN):
        with pytest.raises(Refused) as wrong:
            close_day(None, Signed(), ward.store, ward.as_role(role))
        assert refusal(wrong) == ["not_permitted"]
    assert days.closed_day(ward.store.conn) is None


def test_nothing_is_closed_twice_or_behind_a_later_day(ward: Station) -> None:
    with pytest.raises(Refused) as wrong:
        close(ward)
    assert refusal(wrong) == ["day_not_open"]
    ward.receive()
    with pytest.raises(Refused) as wrong:
        close(ward, TOMORROW)
    assert refusal(wrong) == ["day_not_open"]
    ward.clock.now += timedelta(days=1)
    ward.receive()
    with pytest.raises(Refused) as wrong:
        close(ward, TODAY)
    assert refusal(wrong) == ["later_day_open"]
    close(ward, TOMORROW)
    for day in (None, TOMORROW, TODAY):
        with pytest.raises(Refused) as wrong:
            close(ward, day)
        assert refusal(wrong) == ["day_already_closed"]


def test_a_day_without_dossiers_is_closed_too(ward: Station) -> None:
    open_day(TODAY, ward.store, ward.context)
    body = close(ward)
    assert (body.dossiers, body.fees_vnd, body.first) == (0, 0, body.last)
    assert body.warnings == ()


# --- numbers ----------------------------------------------------------------------------


def test_numbers_told_after_a_restore_are_a_gap_that_needs_words(ward: Station) -> None:
    ward.receive()
    ward.receive()
    default_mark(ward.data).unlink()  # the folder came out of a backup
    ward.reopen()
    grant_block("1-500", "H49.215-261123-0007", ward.store, ward.context)
    assert ward.receive().number.endswith("-0008")
    facts = look(ward)
    assert [(gap.first, gap.last, gap.after_restore) for gap in facts.gaps] == [(3, 7, True)]
    (line,) = facts.numbers
    assert (line.used, line.left, line.missing) == (3, 492, (3, 4, 5, 6, 7))
    assert "numbers_missing" in facts.warnings
    with pytest.raises(Refused) as wrong:
        close(ward)
    assert [(e.code, e.params["numbers"]) for e in wrong.value.errors] == [
        ("gap_unexplained", "0003-0007")
    ]
    assert days.closed_day(ward.store.conn) is None
    answer = ev.Explained("numbers", " Mất theo ổ đĩa,\tgiấy còn ở quầy ", first=3, last=7)
    stale = ev.Explained("numbers", "không còn thiếu", first=90, last=91)
    done = close_day(None, Signed(answers=(answer, stale)), ward.store, ward.context)
    assert [each.words for each in done.closed.answers] == ["Mất theo ổ đĩa, giấy còn ở quầy"]
    assert verify(ward.store, full=True)["ok"]


def test_blocks_of_a_restored_folder_are_counted_apart(ward: Station) -> None:
    ward.receive()
    default_mark(ward.data).unlink()
    ward.reopen()
    grant_block("501-600", "none", ward.store, ward.context)
    ward.receive()
    facts = look(ward)
    assert facts.gaps == ()
    assert [(n.first, n.last, n.used, n.left) for n in facts.numbers] == [
        (1, 500, 1, 499),
        (501, 600, 1, 99),
    ]


def test_leases_and_what_others_codes_bear(blockless: Station) -> None:
    joined = join(blockless)
    joined.lease(1, 2, TODAY)
    joined.lease(11, 20, TODAY)
    number = Number("H49.215-261123-0012", TODAY, 12, agency_id="H49.215")
    joined.hear((ev.CodeBound(number), "f" * 32))  # a dossier of another station
    numbers = [blockless.receive().number[-4:] for _ in range(4)]
    assert numbers == ["0001", "0002", "0011", "0013"]
    facts = look(blockless)
    assert facts.gaps == ()
    assert [(n.first, n.last, n.used, n.left, n.missing) for n in facts.numbers] == [
        (1, 2, 2, 0, ()),
        (11, 20, 2, 7, ()),
    ]


def test_provisional_numbers_are_counted(blockless: Station) -> None:
    blockless.receive()
    blockless.receive()
    facts = look(blockless)
    assert (facts.provisional, facts.numbers) == (2, ())


# --- late work --------------------------------------------------------------------------


def test_late_work_stands_on_the_next_working_day_and_keeps_its_time(ward: Station) -> None:
    on_friday(ward)
    ward.receive()
    before = close(ward)
    ward.clock.now = FRIDAY + timedelta(hours=1)
    late = ward.receive()
    dossier = queries.dossier(ward.store.conn, late.number)
    assert dossier is not None
    assert dossier.day == date(2026, 11, 30)  # Monday
    assert late.number == "H49.215-261130-0001"
    assert dossier.received_at.date() == FRIDAY.date()
    assert not late.doubtful
    warning = next(w for w in late.warnings if w.code == "late_work")
    assert warning.params == {"late": "27/11/2026", "day": "30/11/2026"}
    paper = receipt_data(dossier, ward.store.station(), ward.context.calendar)
    assert paper.issued_on == FRIDAY.date()
    cancel_dossier(late.number, {"reason": "nhầm"}, ward.store, ward.context)
    kept = days.closing(ward.store.conn, FRIDAY.date())
    assert kept is not None
    assert kept.body == before
    found = days.late_work(ward.store.conn, FRIDAY.date())
    assert [(each.kind, each.number, each.day) for each in found] == [
        ("dossier_received", late.number, date(2026, 11, 30)),
        ("dossier_cancelled", late.number, date(2026, 11, 30)),
    ]
    assert verify(ward.store, full=True)["ok"]
    # on the Saturday between, the opened day goes on; on Monday it is an ordinary one
    ward.clock.now = FRIDAY + timedelta(hours=17)
    saturday = ward.receive()
    assert saturday.number == "H49.215-261130-0002"
    assert not saturday.doubtful
    ward.clock.now = FRIDAY + timedelta(days=3, hours=-9)
    monday = ward.receive()
    assert monday.number == "H49.215-261130-0003"
    assert [w.code for w in monday.warnings] == []
    assert look(ward).late == {"2026-11-27": 2, "2026-11-28": 1}


def test_a_day_that_late_work_opened_is_not_closed_by_pressing_twice(ward: Station) -> None:
    ward.receive()
    close(ward)
    ward.receive()
    with pytest.raises(Refused) as wrong:
        close(ward)
    assert refusal(wrong) == ["day_already_closed"]
    facts = look(ward, NEXT)  # named, it may be
    assert "day_ahead" in facts.warnings


def test_after_closing_the_weekend_may_be_worked(ward: Station) -> None:
    on_friday(ward)
    ward.receive()
    close(ward)
    ward.clock.now = FRIDAY + timedelta(hours=16)
    assert ward.receive().number == "H49.215-261128-0001"


def test_a_closed_day_is_not_opened_again(ward: Station) -> None:
    ward.receive()
    close(ward)
    with pytest.raises(Refused) as wrong:
        open_day(TODAY, ward.store, ward.context)
    assert refusal(wrong) == ["day_closed"]
    assert open_day(None, ward.store, ward.context) == NEXT
    last = list(queries.history(ward.store.conn, f"day:{NEXT.isoformat()}"))[-1]
    assert not last.doubtful


def test_the_register_goes_on_over_the_year_when_its_last_day_was_closed(ward: Station) -> None:
    eve = datetime(2026, 12, 31, 16, 0, tzinfo=VIETNAM)
    ward.clock.now = eve
    rows = []
    for hours in (0, 1, 2, 24 * 4):
        if hours == 1:
            open_day(eve.date(), ward.store, ward.context)
            close(ward)
        ward.clock.now = eve + timedelta(hours=hours)
        if hours == 24 * 4:
            open_day(date(2027, 1, 4), ward.store, ward.context)
        dossier = queries.dossier(ward.store.conn, ward.receive().number)
        assert dossier is not None
        rows.append((dossier.received_at.year, dossier.register_no))
    assert rows == [(2026, 1), (2026, 2), (2026, 3), (2027, 1)]


def test_practice_cannot_state_a_time_on_a_closed_day(tmp_path: Path) -> None:
    with station(tmp_path, practice=True) as ward:
        ward.receive()
        close(ward)
        context = replace(ward.context, stated=MONDAY)
        done = take_in(read_dossier(line(), TODAY), ward.store, context)
        assert done.number == "H49.215-261125-0001"
        assert done.received_at == MONDAY


# --- money ------------------------------------------------------------------------------


def test_fees_of_all_days_are_what_all_dossiers_owe(ward: Station) -> None:
    first = ward.receive(fee_vnd=8000)
    second = ward.receive(fee_vnd=20000)
    sums = [close(ward).fees_vnd]
    ward.clock.now += timedelta(days=1)
    amend_dossier(first.number, {"reason": "sai", "fee_vnd": 9000}, ward.store, ward.context)
    cancel_dossier(second.number, {"reason": "nhầm"}, ward.store, ward.context)
    ward.receive(fee_vnd=1000)
    sums.append(close(ward).fees_vnd)
    assert sums == [28000, 1000 - 20000 + 1000]
    assert sum(sums) == 9000 + 1000


# --- the state of the machine -------------------------------------------------------------


def test_what_is_not_at_central_is_told_and_holds_nobody_up(ward: Station) -> None:
    joined = join(ward)
    ward.receive()
    facts = look(ward)
    assert facts.unsent == facts.standing.here > 0
    assert "unsent_left" in facts.warnings
    joined.acknowledge_all()
    assert look(ward).unsent == 0
    ward.receive()
    assert close(ward).unsent > 0


def test_the_clock_is_told_and_refuses_nobody(ward: Station) -> None:
    ward.receive()
    ward.clock.now = MONDAY - timedelta(days=300)
    ward.receive()
    facts = look(ward)
    assert facts.doubtful == 1
    assert {"doubtful_events", "clock_wrong"} <= set(facts.warnings)
    assert close(ward).day == TODAY
    # nobody knows what day it is: the next act stands on the next working day, in doubt
    late = ward.receive()
    assert late.number == "H49.215-261125-0001"
    assert late.doubtful


def test_words_may_not_be_endless(ward: Station) -> None:
    ward.receive()
    with pytest.raises(Refused) as wrong:
        close(ward, words="a" * 1001)
    assert refusal(wrong) == ["too_long"]


def test_facts_are_the_same_whenever_they_are_read(ward: Station) -> None:
    done = ward.receive()
    body = close(ward)
    ward.clock.now += timedelta(days=1)
    record_printed(done.number, "receipt", ward.store, ward.context)
    record = days.record(ward.store.conn, TODAY)
    assert record is not None
    again = facts_of(record, clock_day=TODAY, clock_doubtful=False)
    assert again.numbers == body.numbers
    assert (again.counts, again.papers, again.fees_vnd) == (body.counts, 0, body.fees_vnd)
    assert (again.first, again.last, again.head.hex()) == (body.first, body.last, body.head)
