"""Receiving, amending and cancelling on a real folder."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.domain.account import Role
from core.domain.dossier import TRANSITIONS, Dossier, State, check_transition
from core.domain.errors import Refused
from core.services.change_dossier import amend_dossier, cancel_dossier
from core.services.dossier_input import read_dossier
from core.services.receipts import limit_text, receipt_data, record_printed
from core.services.receive_dossier import receive_dossier
from core.services.station import grant_block, identify_agency, open_day
from db import journal, queries
from db.verify import verify
from tests.unit.station_support import Station, line


def stored(ward: Station, number: str) -> Dossier:
    found = queries.dossier(ward.store.conn, number)
    assert found is not None
    return found


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.errors[0].code


def test_a_dossier_is_logged_with_code_due_date_register_row_and_job(ward: Station) -> None:
    received = ward.receive(attachments=[{"name": "Tờ khai", "originals": 1}])
    assert received.number == "H49.215-261123-0001"
    assert received.due_at is not None
    assert received.due_at.isoformat() == "2026-11-25T17:00:00+07:00"  # 24/11 is a holiday
    dossier = stored(ward, received.number)
    assert (dossier.book, dossier.register_no) == ("03", 1)
    assert dossier.state is State.RECEIVED
    assert dossier.officer_name == "Trần Thị Thu Hà"
    assert dossier.content.components[0].name == "Tờ khai"
    assert queries.waiting_prints(ward.store.conn) == 1
    assert verify(ward.store, full=True)["ok"]


def test_codes_run_on_and_any_spelling_of_a_code_finds_its_dossier(ward: Station) -> None:
    numbers = [ward.receive().number for _ in range(3)]
    assert [n[-4:] for n in numbers] == ["0001", "0002", "0003"]
    assert stored(ward, "h49 215 261123 0002").number == numbers[1]


def test_an_agency_without_identifier_gives_a_provisional_number(ward: Station) -> None:
    first = ward.receive(procedure_code="1.004222")
    assert (first.provisional, first.why_provisional) == (True, "agency_unknown")
    identify_agency("Công an cấp xã", "G01.899.909", ward.store, ward.context)
    second = ward.receive(procedure_code="1.004222")
    assert second.number == "G01.899.909-261123-0001"
    assert ward.receive().number == "H49.215-261123-0002"  # one counter a day for all agencies
    assert stored(ward, first.number).uid == first.uid


def test_without_a_block_provisional_is_the_ordinary_case(blockless: Station) -> None:
    first, second = blockless.receive(), blockless.receive()
    assert first.provisional
    assert second.provisional
    assert first.number != second.number
    grant_block("11-20", "", blockless.store, blockless.context)
    assert blockless.receive().number == "H49.215-261123-0011"


def test_a_refused_dossier_leaves_no_trace(ward: Station) -> None:
    before = journal.head(ward.store.conn, ward.store.station().stream)
    with pytest.raises(Refused) as refused:
        ward.receive(procedure_code="9.999999", copies=0)
    assert {e.code for e in refused.value.errors} == {"procedure_unknown", "out_of_range"}
    assert journal.head(ward.store.conn, ward.store.station().stream) == before


def test_a_repeated_request_gets_the_same_answer_once(ward: Station) -> None:
    first = ward.receive(client_ref="ki-ốt-1/77")
    again = ward.receive(client_ref="ki-ốt-1/77")
    assert (again.uid, again.number, again.repeated) == (first.uid, first.number, True)
    with pytest.raises(Refused) as refused:
        ward.receive(client_ref="ki-ốt-1/77", applicant={"name": "Người Khác"})
    assert code_of(refused) == "client_ref_used"


def test_a_result_given_at_once_needs_no_receipt(ward: Station) -> None:
    received = ward.receive(procedure_code="2.000815", immediate=True)
    assert received.job is None
    assert stored(ward, received.number).state is State.RETURNED
    with pytest.raises(Refused) as refused:
        ward.receive(immediate=True)
    assert code_of(refused) == "not_immediate"


def test_an_unpublished_limit_is_asked_for_not_guessed(ward: Station) -> None:
    local = next(p for p, _ in queries.procedures(ward.store.conn) if p.local_key)
    received = ward.receive(procedure_code=local.code)
    assert received.due_at is None
    assert "limit_unknown" in [w.code for w in received.warnings]
    told = ward.receive(procedure_code=local.code, limit="5 working_days")
    assert told.due_at is not None


def test_an_amendment_recomputes_the_due_date_and_asks_for_a_reprint(ward: Station) -> None:
    received = ward.receive(procedure_code="1.004222")
    record_printed(received.uid, "receipt", ward.store, ward.context)
    amended = amend_dossier(
        received.number,
        {"reason": "nhầm thủ tục", "procedure_code": "1.001193", "applicant": {"phone": "0571"}},
        ward.store,
        ward.context,
    )
    dossier = amended.dossier
    assert amended.due_changed
    assert dossier.due_at is not None
    assert dossier.due_at.date() == date(2026, 11, 25)
    assert dossier.original_due_at == received.due_at
    assert (dossier.number, dossier.day) == (received.number, received.received_at.date())
    assert dossier.content.owner.phone == "0571"
    data = receipt_data(
        dossier, ward.store.station(), ward.context.calendar, reprinted_at=ward.clock()
    )
    assert data.reprint is not None
    assert data.reprint.replaces == dossier.printed_at
    assert [f.id for f in queries.find(ward.store.conn, "0571")] == [received.uid]
    assert queries.find(ward.store.conn, "0570000001") == []
    assert verify(ward.store, full=True)["ok"]


def test_a_cancelled_code_stays_void(ward: Station) -> None:
    received = ward.receive()
    cancelled = cancel_dossier(received.number, {"reason": "nộp nhầm"}, ward.store, ward.context)
    assert (cancelled.state, cancelled.reason) == (State.CANCELLED, "nộp nhầm")
    assert ward.receive().number == "H49.215-261123-0002"
    for change in (
        lambda: amend_dossier(
            received.number, {"reason": "x", "note": "y"}, ward.store, ward.context
        ),
        lambda: cancel_dossier(received.number, {"reason": "x"}, ward.store, ward.context),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert code_of(refused) == "not_amendable"
    with pytest.raises(Refused) as refused:
        receipt_data(cancelled, ward.store.station(), ward.context.calendar)
    assert code_of(refused) == "dossier_cancelled"


def test_cancelling_needs_a_reason_and_a_dossier(ward: Station) -> None:
    received = ward.receive()
    for number, body, code in (
        (received.number, {}, "missing"),
        (received.number, {"reason": " "}, "missing"),
        ("H49.215-261123-0099", {"reason": "x"}, "dossier_unknown"),
    ):
        with pytest.raises(Refused) as refused:
            cancel_dossier(number, body, ward.store, ward.context)
        assert code_of(refused) == code


def test_roles_decide_who_may_write(ward: Station) -> None:
    new = read_dossier(line(), ward.clock.now.date())
    for role in (Role.INSPECTOR, Role.TECHNICIAN, Role.CASHIER):
        with pytest.raises(Refused) as refused:
            receive_dossier(new, ward.store, ward.as_role(role))
        assert code_of(refused) == "not_permitted"
    assert receive_dossier(new, ward.store, ward.as_role(Role.CLERK)).number


def test_a_doubtful_clock_is_marked_and_a_person_settles_it(ward: Station) -> None:
    ward.receive()
    ward.clock.now += timedelta(days=5)
    doubtful = ward.receive()
    assert doubtful.doubtful
    assert doubtful.received_at.date() == date(2026, 11, 23)
    assert "clock_doubtful" in [w.code for w in doubtful.warnings]
    with pytest.raises(Refused) as refused:
        open_day(None, ward.store, ward.context)
    assert code_of(refused) == "date_needed"
    with pytest.raises(Refused) as refused:
        open_day(date(2062, 11, 28), ward.store, ward.context)
    assert code_of(refused) == "day_too_far"
    assert open_day(date(2026, 11, 28), ward.store, ward.context) == date(2026, 11, 28)
    settled = ward.receive()
    assert not settled.doubtful
    assert settled.number == "H49.215-261128-0001"
    with pytest.raises(Refused) as refused:
        open_day(date(2026, 11, 27), ward.store, ward.context)
    assert code_of(refused) == "day_before_last"


def test_times_are_stated_in_practice_only(ward: Station) -> None:
    import dataclasses

    context = dataclasses.replace(ward.context, stated=ward.clock.now)
    with pytest.raises(Refused) as refused:
        receive_dossier(read_dossier(line(), ward.clock.now.date()), ward.store, context)
    assert code_of(refused) == "practice_only"


def test_every_state_is_reached_and_left_as_the_graph_says() -> None:
    for before, followers in TRANSITIONS.items():
        for after in State:
            if after in followers:
                check_transition(before, after)
            else:
                with pytest.raises(Refused):
                    check_transition(before, after)
    reached = {after for followers in TRANSITIONS.values() for after in followers}
    assert reached | {State.DRAFT, State.REGISTERED} == set(State)


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ("5 working_days", "05 ngày làm việc"),
        ("0.5 working_days", "0,5 ngày làm việc"),
        ("15 days", "15 ngày"),
        ("4 hours", "04 giờ làm việc"),
        ("2 months", "02 tháng"),
        ("same_day", "trong ngày làm việc"),
        ("", ""),
    ],
)
def test_limits_read_as_forms_write_them(limit: str, text: str) -> None:
    assert limit_text(limit) == text
