"""The two exits of reception beside the receipt: form 02, its return, form 03."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from core.domain.dossier import State
from core.domain.numbering import is_slip
from core.domain.timezone import VIETNAM
from core.services.change_dossier import amend_dossier, cancel_dossier
from core.services.dossier_input import read_dossier
from core.services.intake import take_in
from db import queries
from tests.unit.intake_support import ASK, AT_ONCE, REFUSE, found, kinds, refused, stored, whole
from tests.unit.station_support import Station, line


def test_what_is_incomplete_goes_home_with_form_02_and_no_code(ward: Station) -> None:
    asked = ward.receive(supplement=ASK)
    assert (asked.state, asked.form) == (State.SUPPLEMENT_ASKED, "supplement")
    assert is_slip(asked.number)
    assert asked.number.startswith("B03")
    assert asked.number.endswith("-261123-001")
    assert (asked.due_at, asked.provisional, asked.returned_at_once) == (None, False, False)
    dossier = stored(ward, asked.number)
    assert dossier.at_intake
    assert not dossier.provisional
    assert (dossier.official_code, dossier.provisional_number) == ("", "")
    assert (dossier.slip_number, dossier.reason) == (asked.number, ASK["reason"])
    assert (dossier.book, dossier.register_no, dossier.due_at) == ("HDHS.03", 1, None)
    assert dossier.content.owner.name == "Nguyễn Thị Huyền Diệu"
    jobs = queries.print_jobs(ward.store.conn)
    assert [(job[0], job[2], job[3]) for job in jobs] == [(asked.job, asked.number, "supplement")]
    issued = queries.supplement(ward.store.conn, dossier.id)
    assert issued is not None
    assert issued.body.wanted == tuple(ASK["wanted"])
    assert (issued.body.times, issued.body.until) == (1, None)
    assert ward.receive().number == "H49.215-261123-0001"  # it took no code from anybody
    assert whole(ward)


def test_a_slip_is_found_by_number_tail_and_name(ward: Station) -> None:
    uid = ward.receive(supplement=ASK).uid
    number = stored(ward, uid).number
    for typed in (number, number.lower().replace("-", " "), number[-10:], "huyen dieu"):
        assert found(ward, typed) == [uid], typed


def test_the_slip_brought_back_becomes_the_dossier_of_the_same_uid(ward: Station) -> None:
    asked = ward.receive(supplement=ASK, note="lần một", applicant={"phone": "0570000001"})
    ward.clock.now += timedelta(days=2)
    back = ward.receive(
        slip=asked.number.lower(), note="lần hai", applicant={"phone": "0570000002"}
    )
    assert (back.uid, back.number) == (asked.uid, "H49.215-261125-0001")
    assert (back.state, back.form) == (State.RECEIVED, "receipt")
    assert back.due_at == datetime(2026, 11, 26, 17, tzinfo=VIETNAM)  # counted from acceptance
    dossier = stored(ward, back.number)
    assert stored(ward, asked.number) == stored(ward, asked.uid) == dossier
    assert (dossier.slip_number, dossier.official_code) == (asked.number, back.number)
    assert (dossier.state, dossier.reason, dossier.at_intake) == (State.RECEIVED, "", False)
    assert (dossier.book, dossier.register_no) == ("03", 1)
    assert (dossier.day, dossier.received_at) == (date(2026, 11, 25), back.received_at)
    assert dossier.content.note == "lần hai"
    for typed in (asked.number, asked.number[-10:], back.number, back.number[-11:], "0570000002"):
        assert found(ward, typed) == [asked.uid], typed
    assert found(ward, "0570000001") == []
    (completed,) = ward.store.conn.execute("SELECT completed_at FROM supplement").fetchone()
    assert datetime.fromisoformat(completed) == back.received_at
    assert kinds(ward, asked.uid) == ["supplement_asked", "dossier_received"]
    first, second = queries.history(ward.store.conn, asked.uid)
    assert (first.parent, second.parent) == (None, first.id)
    assert dossier.last_event == second.id
    assert [job[3] for job in queries.print_jobs(ward.store.conn)] == ["receipt"]
    assert whole(ward)


def test_a_slip_brought_back_may_get_a_provisional_number_or_its_result_at_once(
    blockless: Station,
) -> None:
    asked = blockless.receive(supplement=ASK)
    back = blockless.receive(slip=asked.number)
    assert back.provisional
    dossier = stored(blockless, asked.number)
    assert dossier.provisional
    assert dossier.provisional_number == back.number
    other = blockless.receive(supplement=ASK, procedure_code="2.000815")
    done = blockless.receive(slip=other.number, **AT_ONCE)
    assert (done.uid, done.state, done.job) == (other.uid, State.RETURNED, None)
    assert stored(blockless, other.number).state is State.RETURNED
    assert whole(blockless)


def test_a_dossier_from_a_slip_is_amended_and_cancelled_like_any_other(ward: Station) -> None:
    asked = ward.receive(supplement=ASK)
    back = ward.receive(slip=asked.number)
    change = {"reason": "x", "applicant": {"name": "Đỗ Đình Đắc", "personal_no": ""}}
    amend_dossier(asked.number, change, ward.store, ward.context)
    assert found(ward, f"do dinh dac {asked.number}") == [back.uid]
    cancelled = cancel_dossier(back.number, {"reason": "rút"}, ward.store, ward.context)
    assert (cancelled.state, cancelled.slip_number) == (State.CANCELLED, asked.number)
    assert refused(ward, slip=asked.number) == {"slip": "slip_done"}
    assert whole(ward)


def test_papers_are_asked_for_once_only(ward: Station) -> None:
    asked = ward.receive(supplement=ASK)
    again = refused(ward, slip=asked.number, supplement=ASK)
    assert again == {"supplement": "supplement_once"}
    assert ward.receive(slip=asked.number).uid == asked.uid


def test_a_number_that_is_no_waiting_slip_is_refused(ward: Station) -> None:
    ordinary = ward.receive()
    assert refused(ward, slip="B03ABCD-261123-001") == {"slip": "slip_unknown"}
    assert refused(ward, slip="?") == {"slip": "slip_unknown"}
    assert refused(ward, slip=ordinary.number) == {"slip": "slip_unknown"}
    asked = ward.receive(supplement=ASK)
    back = ward.receive(slip=asked.number)
    for number in (asked.number, back.number, asked.uid):
        assert refused(ward, slip=number) == {"slip": "slip_done"}
        assert refused(ward, slip=number, refusal=REFUSE) == {"slip": "slip_done"}
        assert refused(ward, slip=number, supplement=ASK) == {"slip": "slip_done"}


def test_a_bad_slip_is_told_with_all_else_that_is_wrong(ward: Station) -> None:
    told = refused(ward, slip="B03ABCD-261123-001", copies=0)
    assert told == {"slip": "slip_unknown", "copies": "out_of_range"}
    asked = ward.receive(supplement=ASK)
    told = refused(ward, slip=asked.number, copies=0, supplement={"wanted": []})
    assert told == {
        "supplement": "supplement_once",
        "copies": "out_of_range",
        "supplement.wanted": "missing",
    }


def test_what_cannot_be_accepted_goes_home_with_form_03(ward: Station) -> None:
    answer = ward.receive(refusal=REFUSE)
    assert (answer.state, answer.form) == (State.NOT_ACCEPTED, "refusal")
    assert answer.number.startswith("K03")
    assert answer.due_at is None
    dossier = stored(ward, answer.number)
    assert (dossier.state, dossier.reason) == (State.NOT_ACCEPTED, REFUSE["reason"])
    assert (dossier.book, dossier.register_no) == ("TCTN.03", 1)
    assert [job[3] for job in queries.print_jobs(ward.store.conn)] == ["refusal"]
    issued = queries.refusal(ward.store.conn, dossier.id)
    assert issued is not None
    assert issued.body.legal_basis == REFUSE["legal_basis"]
    assert issued.body.competent_agency == REFUSE["competent_agency"]
    assert issued.body.returned == tuple(REFUSE["returned"])
    assert found(ward, answer.number[-10:]) == [answer.uid]
    assert whole(ward)


def test_a_matter_that_no_procedure_covers_is_refused_in_its_own_words(ward: Station) -> None:
    new = read_dossier(
        {**line(matter="Xin cấp sổ đỏ cho đất công", refusal=REFUSE), "procedure_code": None},
        ward.clock.now.date(),
    )
    answer = take_in(new, ward.store, ward.context)
    content = stored(ward, answer.number).content
    assert (content.procedure_code, content.procedure_name) == ("", "Xin cấp sổ đỏ cho đất công")
    assert content.received_at_org == ward.store.station().site_name
    assert found(ward, "so do dat cong") == [answer.uid]
    assert queries.usage(ward.store.conn) == {}
    assert whole(ward)


def test_a_matter_beside_a_procedure_is_not_kept_and_that_is_told(ward: Station) -> None:
    answer = ward.receive(matter="việc khác", refusal=REFUSE)
    assert [(w.code, w.field) for w in answer.warnings] == [("matter_unused", "matter")]
    assert stored(ward, answer.number).content.procedure_code == "1.001193"


def test_a_slip_brought_back_may_still_be_refused(ward: Station) -> None:
    asked = ward.receive(supplement=ASK)
    answer = ward.receive(slip=asked.number, refusal=REFUSE, applicant={"phone": "0570000009"})
    assert (answer.uid, answer.state) == (asked.uid, State.NOT_ACCEPTED)
    assert answer.number.startswith("K03")
    dossier = stored(ward, asked.number)
    assert (dossier.number, dossier.slip_number) == (answer.number, asked.number)
    assert stored(ward, answer.number) == dossier
    assert (dossier.state, dossier.reason) == (State.NOT_ACCEPTED, REFUSE["reason"])
    assert dossier.content.owner.phone == "0570000009"  # what was brought the second time
    for typed in (asked.number, answer.number, "0570000009"):
        assert found(ward, typed) == [asked.uid], typed
    assert kinds(ward, asked.uid) == ["supplement_asked", "dossier_refused"]
    assert [job[3] for job in queries.print_jobs(ward.store.conn)] == ["refusal"]
    for number in (asked.number, answer.number):
        assert refused(ward, slip=number) == {"slip": "slip_refused"}
    assert whole(ward)
