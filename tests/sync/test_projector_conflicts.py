"""Two who did not see each other: what goes together, what a person decides (design §3)."""

from __future__ import annotations

import pytest

from central import projector
from central.projector import follow
from central.streams import append
from core.domain import events as ev
from core.domain.dossier import State
from core.domain.numbering import Number
from tests.sync.central_support import MONDAY, NOW, SITE, Province, clone_of


def central_says(province: Province, body: ev.Body, subject: str, site: str = SITE) -> None:
    with province.db.transaction() as conn:
        append(conn, province.keys, site, [(body, subject)], actor="central", now=NOW)
    follow(province.db, site)


def note(province: Province, uid: str) -> str:
    ((text,),) = province.rows(
        "SELECT coalesce(view->'content'->>'note', '') FROM dossier WHERE uid = %s", uid
    )
    return str(text)


def test_different_fields_amended_at_once_both_count(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    clone = clone_of(author, province)
    author.amend(uid, note="một")
    clone.amend(uid, sets=2)
    province.push(author, clone)
    assert note(province, uid) == "một"
    assert province.rows("SELECT view->'content'->'sets' FROM dossier") == [(2,)]
    assert province.exceptions() == []


def test_the_same_field_amended_at_once_is_for_a_person(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    clone = clone_of(author, province)
    author.amend(uid, note="một")
    author.printed(uid)
    clone.amend(uid, note="hai")
    clone.amend(uid, sets=3)
    province.push(author, clone)
    assert note(province, uid) == "một"
    assert province.rows("SELECT view->'content'->'sets' FROM dossier") == [(3,)]
    assert province.exceptions() == [("hard_conflict", uid)]
    rows = province.rows("SELECT number, station, owner, detail FROM exception")
    assert rows == [
        (
            f"{SITE}-261123-0301",
            3,
            "site",
            {"kind": "dossier_amended", "why": "same_field"},
        )
    ]


def test_the_same_field_amended_in_turn_is_no_conflict(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    author.amend(uid, note="một")
    clone = clone_of(author, province)
    author.printed(uid)  # meanwhile, which the copy has not seen
    clone.amend(uid, note="hai")
    province.push(author, clone)
    assert note(province, uid) == "hai"
    assert province.exceptions() == []


@pytest.mark.parametrize("at_once", [1, 1000])
def test_a_refused_amendment_does_not_stand_in_the_way_of_the_next(
    province: Province, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projector, "AT_ONCE", at_once)
    author = province.author()
    uid = author.receive()
    clone = clone_of(author, province)
    author.amend(uid, note="một")
    clone.amend(uid, note="hai")  # refused
    clone.printed(uid)
    author.amend(uid, sets=2)
    province.store(author)
    province.store(clone)
    author.amend(uid, note="ba")  # has not seen the copy's note, which counts for nothing
    province.push(author)
    assert note(province, uid) == "ba"
    assert province.exceptions() == [("hard_conflict", uid)]


def test_two_ends_are_for_a_person(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    clone = clone_of(author, province)
    author.give_back(uid)
    clone.cancel(uid)
    province.push(author, clone)
    assert province.state(uid) is State.RETURNED
    assert province.exceptions() == [("hard_conflict", uid)]


def test_paper_and_codes_go_with_everything(province: Province) -> None:
    author = province.author()
    uid = author.receive(number=Number("T03ABCD-261123-001", MONDAY, 1, provisional=True))
    province.push(author)
    author.give_back(uid)
    author.printed(uid)
    central_says(province, ev.CodeBound(Number("H49.215-261123-0700", MONDAY, 700)), uid)
    province.push(author)
    assert province.state(uid) is State.RETURNED
    assert province.rows("SELECT official_code FROM dossier") == [("H49.215-261123-0700",)]
    assert province.exceptions() == []


def test_a_second_code_for_one_dossier_is_for_a_person_and_is_found(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    province.push(author)
    central_says(province, ev.CodeBound(Number("H49.215-261123-0700", MONDAY, 700)), uid)
    assert province.exceptions() == [("hard_conflict", uid)]
    assert province.rows("SELECT number FROM exception") == [("H49.215-261123-0700",)]
    rows = province.rows("SELECT uid FROM dossier_number WHERE number = 'H49.215-261123-0700'")
    assert rows == [(uid,)]


def test_an_agencys_decision_against_the_counters_act(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    province.push(author)
    author.cancel(uid)
    central_says(province, ev.DecisionRecorded("processing", NOW), uid)
    province.push(author)
    assert province.state(uid) is State.PROCESSING
    assert province.exceptions() == [("hard_conflict", uid)]
