"""The exception list: which causes make a line, who owns it, how it closes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from central import ingest
from central.exceptions import cross_numbers
from central.projector import follow
from core.domain import events as ev
from core.domain.dossier import State
from core.domain.numbering import Number
from tests.sync.central_support import (
    MONDAY,
    NOW,
    SITE,
    Author,
    Province,
    clone_of,
    new_id,
    received,
)

# --- what is suspicious -----------------------------------------------------------------


def same_person(author: Author, **more: Any) -> str:
    return author.receive(
        more.pop("uid", ""), name="Hoàng  Văn GIẢ", personal_no="022194000777", **more
    )


def test_the_same_person_at_two_stations_is_suspected(province: Province) -> None:
    one, two = province.author(), province.author(station=4)
    first = same_person(one)
    second = two.receive(name="Hoàng Văn Giả", personal_no="022194000777")
    province.push(one, two)
    assert province.exceptions() == [("suspected_duplicate", second)]
    rows = province.rows("SELECT station, detail FROM exception")
    number = province.rows("SELECT number FROM dossier WHERE uid = %s", first)[0][0]
    assert rows == [(4, {"other": number, "other_station": "3"})]


@pytest.mark.parametrize(
    "other",
    [
        {"procedure_code": "2.000815"},
        {"personal_no": "022194000778"},
        {"name": "Hoàng Thị Giả"},
        {"number": Number("H49.215-261124-0444", MONDAY.replace(day=24), 444)},
    ],
)
def test_another_procedure_person_or_day_is_not_suspected(
    province: Province, other: dict[str, Any]
) -> None:
    one, two = province.author(), province.author(station=4)
    same_person(one)
    two.receive(**{"name": "Hoàng Văn Giả", "personal_no": "022194000777", **other})
    province.push(one, two)
    assert province.exceptions() == []


def test_one_station_may_take_two_of_one_person(province: Province) -> None:
    one = province.author()
    same_person(one)
    same_person(one)
    province.push(one)
    assert province.exceptions() == []


def test_a_cancelled_dossier_has_no_double(province: Province) -> None:
    one, two = province.author(), province.author(station=4)
    one.cancel(same_person(one))
    province.store(one)
    same_person(two)
    province.store(two)
    follow(province.db, SITE)  # both in one run
    third = province.author(station=5)
    third.amend(third.receive(), note="khác")
    province.push(third)
    assert province.exceptions() == []


def test_a_double_that_comes_to_be_by_an_amendment(province: Province) -> None:
    one, two = province.author(), province.author(station=4)
    same_person(one)
    uid = two.receive(name="Hoàng Văn Giả", personal_no="022194000001")
    province.push(one, two)
    assert province.exceptions() == []
    two.amend(uid, owner={"name": "Hoàng Văn Giả", "personal_no": "022194000777"})
    two.amend(uid, note="không ai khác")
    province.push(two)
    assert province.exceptions() == [("suspected_duplicate", uid)]


def supplement(author: Author, uid: str) -> None:
    """Sent away with form 02."""
    author.write(
        ev.SupplementAsked(
            asked_at=NOW, reason="thiếu", wanted=("Tờ khai",), book="B", register_no=1,
            pack="2025", officer_name="Hà", number=SLIP, content=SENT_AWAY,
        ),
        uid,
    )  # fmt: skip


def refusal(author: Author, uid: str) -> None:
    """Sent away with form 03."""
    author.write(
        ev.DossierRefused(
            refused_at=NOW, reason="không thuộc", book="K", register_no=1, pack="2025",
            officer_name="Hà", number=SLIP, content=SENT_AWAY,
        ),
        uid,
    )  # fmt: skip


SLIP = Number("B03ABCD-261123-001", MONDAY, 1)
SENT_AWAY = received(SLIP, name="Hoàng Văn Giả", personal_no="022194000777").content


@pytest.mark.parametrize("slip", [supplement, refusal])
def test_who_was_sent_away_may_go_to_another_station(
    province: Province, slip: Callable[[Author, str], None]
) -> None:
    one, two = province.author(), province.author(station=4)
    slip(one, new_id())
    same_person(two)
    province.push(one, two)
    assert province.exceptions() == []


def test_a_slip_becomes_a_double_when_it_is_taken(province: Province) -> None:
    one, two = province.author(), province.author(station=4)
    uid = new_id()
    supplement(one, uid)
    same_person(two)
    province.push(one, two)
    same_person(one, uid=uid)
    province.push(one)
    assert province.exceptions() == [("suspected_duplicate", uid)]


def test_a_number_given_twice_in_a_site(province: Province) -> None:
    one, two = province.author(), province.author(station=4)
    number = Number("H49.215-261123-0042", MONDAY, 42)
    first = one.receive(number=number)
    second = two.receive(number=Number("h49.215–261123–0042", MONDAY, 42), name="Người Khác")
    province.push(one, two)
    assert province.exceptions() == [("number_twice", second)]
    rows = province.rows("SELECT owner, number, detail FROM exception")
    assert rows == [("site", "h49.215–261123–0042", {"other": first})]
    assert province.rows("SELECT count(*) FROM dossier_number") == [(2,)]


@pytest.mark.parametrize("turned", [False, True])
def test_a_number_given_at_two_sites_is_told_to_both(province: Province, turned: bool) -> None:
    number = Number("H49.215-261123-0042", MONDAY, 42)
    here, there = province.author(), province.author("H49.216", 9)
    mine, theirs = here.receive(number=number), there.receive(number=number)
    province.push(*((there, here) if turned else (here, there)))
    assert province.exceptions(SITE) == [("number_twice", mine)]
    assert province.exceptions("H49.216") == [("number_twice", theirs)]
    rows = province.rows("SELECT station, owner, detail FROM exception ORDER BY site")
    assert rows == [
        (3, "province", {"other_site": "H49.216"}),
        (9, "province", {"other_site": SITE}),
    ]
    with province.db.transaction() as conn:  # found again: the same lines
        cross_numbers(conn, SITE, None)
    assert province.rows("SELECT count(*) FROM exception") == [(2,)]


def test_a_procedure_that_the_provinces_catalogue_lacks(province: Province) -> None:
    author = province.author()
    author.receive()
    province.push(author)
    assert province.exceptions() == []  # there is no catalogue yet
    with province.db.transaction() as conn:
        conn.execute("INSERT INTO procedure VALUES ('1.001193', 'Khai sinh', '{}')")
    author.receive()
    first = author.receive(procedure_code="9.999999", procedure_name="Chưa có")
    author.receive(procedure_code="9.999999", procedure_name="Chưa có")
    author.receive(procedure_code="", procedure_name="Không mã")
    province.push(author)
    author.receive(procedure_code="9.999999", procedure_name="Chưa có")
    province.push(author)
    assert province.exceptions() == [("unknown_procedure", first)]
    assert province.rows("SELECT owner FROM exception") == [("province",)]
    assert province.rows("SELECT count(*) FROM dossier") == [(6,)]


# --- keys -----------------------------------------------------------------------------


def test_what_a_revoked_key_signed_is_listed_and_not_applied(province: Province) -> None:
    author = province.author()
    kept = author.receive()
    province.push(author)
    with province.db.transaction() as conn:
        ingest.revoke(conn, SITE, author.public, NOW)
    number = Number("H49.215-261123-0999", MONDAY, 999)
    thief = author.receive(number=number)
    author.printed(thief)
    author.cancel(kept)
    author.close_day()
    province.push(author)
    assert province.state(kept) is State.RECEIVED
    assert province.rows("SELECT count(*) FROM dossier") == [(1,)]
    assert province.rows("SELECT count(*) FROM day_close") == [(0,)]
    rows = province.rows("SELECT kind, subject, number FROM exception ORDER BY id")
    assert rows == [
        ("revoked_key", thief, "H49.215-261123-0999"),
        ("revoked_key", kept, ""),
        ("revoked_key", "", ""),
    ]


# --- closing lines ----------------------------------------------------------------------


def test_a_persons_decision_closes_its_line_once(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    clone = clone_of(author, province)
    author.give_back(uid)
    clone.cancel(uid)
    later = datetime(2026, 11, 24, 1, tzinfo=UTC)
    province.push(author, clone)
    ((line,),) = province.rows("SELECT id FROM exception")
    subject = f"exception:{line}"
    author.write(ev.ExceptionResolved(line, "fork", "noted", "nhầm loại"), subject)
    province.push(author, now=later)
    assert province.exceptions() == [("hard_conflict", uid)]  # that was another kind
    author.write(ev.ExceptionResolved(line, "hard_conflict", "keep", "đã trả"), subject)
    author.write(ev.ExceptionResolved(line, "hard_conflict", "noted", "lần nữa"), subject)
    province.push(author, now=later)
    assert province.exceptions() == []
    rows = province.rows("SELECT resolved_at, resolved_by, resolution FROM exception")
    assert rows == [(later, "ha", "keep: đã trả")]


def test_another_sites_decision_closes_nothing_here(province: Province) -> None:
    author, other = province.author(), province.author("H49.216")
    uid = author.receive()
    clone = clone_of(author, province)
    author.give_back(uid)
    clone.cancel(uid)
    province.push(author, clone)
    ((line,),) = province.rows("SELECT id FROM exception")
    other.write(ev.ExceptionResolved(line, "hard_conflict", "keep", "x"), "exception")
    province.push(other)
    assert province.exceptions() == [("hard_conflict", uid)]


def test_nothing_personal_stands_in_a_line(province: Province) -> None:
    one, two = province.author(), province.author(station=4)
    same_person(one)
    same_person(two)
    uid = two.receive(new_id())
    two.give_back(uid)
    two.cancel(uid)
    province.push(one, two)
    lines = str(province.rows("SELECT * FROM exception"))
    assert "suspected_duplicate" in lines
    assert "hard_conflict" in lines
    for secret in ("Hoàng", "022194000777", "0570000001"):
        assert secret not in lines
