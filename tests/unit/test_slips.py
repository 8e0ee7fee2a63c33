"""Slips (forms 02 and 03): their numbers and registers, who writes them, what they print."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.domain import events as ev
from core.domain.account import Role
from core.domain.errors import Refused
from core.domain.slip import SupplementData
from core.domain.timezone import VIETNAM
from core.services.change_dossier import amend_dossier, cancel_dossier
from core.services.dossier_input import read_dossier
from core.services.intake import take_in
from core.services.receipts import record_printed
from core.services.slips import refusal_data, supplement_data
from counter_app import paper
from db import journal, queries
from db.store import open_store
from tests.unit.intake_support import ASK, REFUSE, stored, whole
from tests.unit.station_support import Station, line, station


def test_each_register_counts_for_itself_without_gaps(ward: Station) -> None:
    for _ in range(3):
        ward.receive(supplement=ASK)
        ward.receive()
        with pytest.raises(Refused):
            ward.receive(supplement={})
    ward.receive(refusal=REFUSE)
    ward.clock.now += timedelta(days=1)
    ward.receive(supplement=ASK)
    rows = ward.store.conn.execute("SELECT book, register_no FROM dossier ORDER BY book, id")
    assert list(rows) == [
        *(("03", n) for n in (1, 2, 3)),
        *(("HDHS.03", n) for n in (1, 2, 3, 4)),
        ("TCTN.03", 1),
    ]


def test_registers_begin_anew_with_the_year(tmp_path: Path) -> None:
    with station(tmp_path, practice=True) as ward:
        numbers = []
        for day in ("2026-12-31", "2027-01-04"):
            at = datetime.fromisoformat(f"{day}T09:00:00+07:00")
            context = dataclasses.replace(ward.context, stated=at)
            new = read_dossier(line(supplement=ASK), at.date())
            numbers.append(take_in(new, ward.store, context).number)
        assert [number[-10:] for number in numbers] == ["261231-001", "270104-001"]
        assert whole(ward)


def test_the_mark_knows_of_a_slip_before_its_paper(ward: Station) -> None:
    for fields in ({"supplement": ASK}, {"refusal": REFUSE}):
        ward.receive(**fields)
        mark = ward.store.mark.read()
        assert mark is not None
        assert (mark.seq, mark.day) == (journal.last_pos(ward.store.conn), 261123)


@pytest.mark.parametrize("exits", [{"supplement": ASK}, {"refusal": REFUSE}])
def test_an_older_copy_put_back_gives_no_slip_number_twice(
    ward: Station, exits: dict[str, Any]
) -> None:
    kept = ward.receive(**exits)
    ward.store.close()
    shutil.copy(ward.data / "counter.db", ward.data.with_name("old.db"))
    ward.store = open_store(ward.data, ward.clock(), ward.context.new_id)
    lost = ward.receive(**exits)
    ward.store.close()
    shutil.copy(ward.data.with_name("old.db"), ward.data / "counter.db")
    ward.store = open_store(ward.data, ward.clock(), ward.context.new_id)
    assert ward.store.found == "behind_mark"
    after = ward.receive(**exits)
    assert len({kept.number, lost.number, after.number}) == 3
    assert stored(ward, after.number).register_no == 1
    assert stored(ward, after.number).book.startswith(stored(ward, kept.number).book + "/")
    assert queries.dossier(ward.store.conn, lost.number) is None
    assert ward.receive(**exits).number.endswith("-002")
    assert whole(ward)


def test_slips_are_written_by_those_who_may_receive(ward: Station) -> None:
    for exits in ({"supplement": ASK}, {"refusal": REFUSE}):
        new = read_dossier(line(**exits), ward.clock.now.date())
        for role in (Role.INSPECTOR, Role.TECHNICIAN, Role.CASHIER):
            with pytest.raises(Refused) as wrong:
                take_in(new, ward.store, ward.as_role(role))
            assert [e.code for e in wrong.value.errors] == ["not_permitted"]
        assert take_in(new, ward.store, ward.as_role(Role.CLERK)).number


def test_a_time_is_stated_in_practice_only(ward: Station, tmp_path: Path) -> None:
    at = datetime(2026, 10, 5, 9, 30, tzinfo=VIETNAM)
    new = read_dossier(line(supplement=ASK), at.date())
    with pytest.raises(Refused) as wrong:
        take_in(new, ward.store, dataclasses.replace(ward.context, stated=at))
    assert [e.code for e in wrong.value.errors] == ["practice_only"]
    (tmp_path / "practice").mkdir()
    with station(tmp_path / "practice", practice=True) as training:
        context = dataclasses.replace(training.context, stated=at)
        asked = take_in(new, training.store, context)
        assert asked.received_at == at
        assert asked.number.endswith("-261005-001")


def test_a_slip_under_a_doubtful_clock_says_so(ward: Station) -> None:
    ward.receive()
    ward.clock.now += timedelta(days=5)
    asked = ward.receive(supplement=ASK)
    assert asked.doubtful
    assert [w.code for w in asked.warnings] == ["clock_doubtful"]
    assert asked.number.endswith("-261123-001")
    issued = queries.supplement(ward.store.conn, stored(ward, asked.number).id)
    assert issued is not None
    assert issued.doubtful
    assert whole(ward)


def test_a_slip_is_neither_amended_nor_cancelled(ward: Station) -> None:
    numbers = [ward.receive(**e).number for e in ({"supplement": ASK}, {"refusal": REFUSE})]
    for number in numbers:
        for change in (
            lambda n=number: amend_dossier(
                n, {"reason": "x", "note": "y"}, ward.store, ward.context
            ),
            lambda n=number: cancel_dossier(n, {"reason": "x"}, ward.store, ward.context),
        ):
            with pytest.raises(Refused) as wrong:
                change()
            assert [(e.code, e.field) for e in wrong.value.errors] == [("slip_fixed", "code")]
    plain = ward.receive().number
    fields = {"reason": "x", "supplement": ASK, "slip": numbers[0]}
    with pytest.raises(Refused) as wrong:
        amend_dossier(plain, fields, ward.store, ward.context)
    assert {(e.code, e.field) for e in wrong.value.errors} == {
        ("field_fixed", "supplement"),
        ("field_fixed", "slip"),
    }


def test_only_forms_that_were_issued_are_printed(ward: Station) -> None:
    asked, answer = ward.receive(supplement=ASK), ward.receive(refusal=REFUSE)
    plain = ward.receive()
    back = ward.receive(slip=ward.receive(supplement=ASK).number)
    has = {
        asked.number: {"supplement"},
        answer.number: {"refusal"},
        plain.number: {"receipt"},
        back.number: {"supplement", "receipt"},
    }
    for number, forms in has.items():
        dossier = stored(ward, number)
        for form in (*paper.FORMS, "poem"):
            if form in forms:
                paper.check_issued(form, dossier, ward.store)
                continue
            code = "form_not_issued" if form in paper.FORMS else "form_unknown"
            for attempt in (
                lambda d=dossier, f=form: paper.check_issued(f, d, ward.store),
                lambda d=dossier, f=form: paper.render(
                    f, d, ward.store, ward.context, d.received_at
                ),
            ):
                with pytest.raises(Refused) as wrong:
                    attempt()
                assert [(e.code, e.field) for e in wrong.value.errors] == [(code, "name")]


def test_forms_say_who_what_and_where_to_go(ward: Station) -> None:
    asked = ward.receive(supplement=ASK, representative={"name": "Lê Văn Tám", "phone": "0571"})
    dossier, facts = stored(ward, asked.number), ward.store.station()
    issued = queries.supplement(ward.store.conn, dossier.id)
    assert issued is not None
    form_02 = supplement_data(dossier, issued, facts)
    head = form_02.head
    assert (head.number, head.code, head.code_label) == ("03.1/HDHS", asked.number, "Số phiếu")
    assert head.qr_text == f"{asked.number} {head.lookup_code}"
    assert (head.person_name, head.person_phone) == ("Lê Văn Tám", "0571")
    assert head.owner_name == "Nguyễn Thị Huyền Diệu"
    assert (head.issued_at, head.officer_name) == (asked.received_at, "Trần Thị Thu Hà")
    assert (form_02.wanted, form_02.reason) == (tuple(ASK["wanted"]), ASK["reason"])
    assert (form_02.until, form_02.times, head.reprint) == (None, 1, None)
    refusal = ward.receive(refusal=REFUSE)
    dossier = stored(ward, refusal.number)
    form = queries.refusal(ward.store.conn, dossier.id)
    assert form is not None
    form_03 = refusal_data(dossier, form, facts, reprinted_at=refusal.received_at)
    assert (form_03.head.number, form_03.head.code) == ("03.1/TCTN", refusal.number)
    assert form_03.head.owner_name == ""  # the owner came in person
    assert form_03.competent_agency == REFUSE["competent_agency"]
    assert form_03.returned == tuple(REFUSE["returned"])
    assert form_03.head.reprint is not None


@pytest.mark.parametrize("after", [{}, {"refusal": REFUSE}])
def test_form_02_stays_as_it_went_out_whatever_follows(
    ward: Station, after: dict[str, Any]
) -> None:
    def form_02() -> SupplementData:
        dossier = stored(ward, asked.number)
        issued = queries.supplement(ward.store.conn, dossier.id)
        assert issued is not None
        return supplement_data(dossier, issued, ward.store.station())

    asked = ward.receive(supplement=ASK)
    before = form_02()
    ward.clock.now += timedelta(days=1)
    ward.receive(slip=asked.number, procedure_code="1.004222", applicant={"phone": "01"}, **after)
    assert form_02() == before


def test_each_form_counts_its_own_printings(ward: Station) -> None:
    asked = ward.receive(supplement=ASK)
    back = ward.receive(slip=asked.number)
    for form in ("supplement", "receipt", "supplement"):
        record_printed(back.uid, form, ward.store, ward.context)
    printed = [
        (event.body.form, event.body.reprint)
        for event in queries.history(ward.store.conn, back.uid)
        if isinstance(event.body, ev.FormPrinted)
    ]
    assert printed == [("supplement", False), ("receipt", False), ("supplement", True)]
    dossier = stored(ward, back.number)
    assert dossier.printed_at is not None
    assert dossier.printed_at == queries.form_printed(ward.store.conn, dossier.id, "receipt")
    assert whole(ward)
