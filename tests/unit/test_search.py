"""Finding dossiers as people type."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from core.domain.account import Role
from core.domain.dossier import State
from core.ports.desk import EVERYTHING, Filter
from core.services.change_dossier import cancel_dossier
from core.services.context import Actor
from core.services.dossier_input import read_dossier
from core.services.receive_dossier import receive_dossier
from db import queries
from tests.unit.station_support import MONDAY, Station, line


@pytest.fixture
def hall(ward: Station) -> Station:
    """A morning's dossiers."""
    for name, number, phone in (
        ("Nguyễn Thị Huyền Diệu", "022194000001", "0570000001"),
        ("Đỗ Đình Đắc", "022066000017", "0570000017"),
        ("Lưu Bá Khoẻ", "022048000023", "0570000023"),
        ("Nguyễn Văn A", "022070000016", "0570000016"),
    ):
        ward.receive(applicant={"name": name, "personal_no": number, "phone": phone, "sex": ""})
    return ward


@pytest.mark.parametrize(
    ("typed", "owner"),
    [
        ("do dinh dac", "Đỗ Đình Đắc"),
        ("ĐỖ ĐÌNH", "Đỗ Đình Đắc"),
        ("đắc đỗ", "Đỗ Đình Đắc"),
        ("khỏe", "Lưu Bá Khoẻ"),
        ("khoe", "Lưu Bá Khoẻ"),
        ("H49.215-261123-0002", "Đỗ Đình Đắc"),
        ("h492152611230002", "Đỗ Đình Đắc"),
        ("261123-0002", "Đỗ Đình Đắc"),
        ("2611230002", "Đỗ Đình Đắc"),
        ("057000002", "Lưu Bá Khoẻ"),
        ("0023", "Lưu Bá Khoẻ"),
        ("022048", "Lưu Bá Khoẻ"),
        ("huyen 1.001193", "Nguyễn Thị Huyền Diệu"),
    ],
)
def test_it_is_found(hall: Station, typed: str, owner: str) -> None:
    assert owner in [f.owner for f in queries.find(hall.store.conn, typed)]


def test_the_newest_stand_first_and_the_limit_holds(hall: Station) -> None:
    found = queries.find(hall.store.conn, "ng", 1)
    assert [f.owner for f in found] == ["Nguyễn Văn A"]


@pytest.fixture
def shelf(ward: Station) -> Station:
    """Two people's dossiers of some weeks: late ones, a voided one, one without a date."""
    for at, officer in enumerate(("ha", "ha", "tam", "tam", "ha")):
        ward.clock.now = MONDAY + timedelta(days=at)
        context = replace(ward.context, actor=Actor(officer, Role.CLERK))
        name = f"Nguyễn Văn {'ABCDE'[at]}"
        source = line(applicant={"name": name, "personal_no": "", "phone": ""})
        receive_dossier(read_dossier(source, ward.clock.now.date()), ward.store, context)
    first = queries.find(ward.store.conn, "nguyen van a")[0].id
    cancel_dossier(first, {"reason": "nộp trùng"}, ward.store, ward.context)
    local = next(p.code for p, _ in queries.procedures(ward.store.conn) if not p.limit)
    ward.receive(procedure_code=local, applicant={"name": "Nguyễn Văn F", "personal_no": ""})
    return ward


def owners(station: Station, text: str, wanted: Filter, before: int | None = None) -> str:
    """The last letters of the names found, in order."""
    rows = queries.page(station.store.conn, text, wanted, 50, before)
    return "".join(row[3][-1] for row in rows)


OPEN = frozenset({State.RECEIVED, State.PROCESSING, State.FINISHED})


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EVERYTHING, "FEDCBA"),
        (Filter(officer="ha"), "FEBA"),
        (Filter(officer="tam"), "DC"),
        (Filter(officer="ai"), ""),
        (Filter(frozenset({State.CANCELLED})), "A"),
        (Filter(frozenset({State.CANCELLED, State.RECEIVED})), "FEDCBA"),
        (Filter(OPEN, due_before=date(2026, 11, 27)), "CB"),
        (Filter(OPEN, due_before=date(2026, 11, 28)), "DCB"),
        (Filter(due_before=date(2026, 11, 26)), "BA"),
        (Filter(OPEN, due_before=date(2026, 11, 27), officer="tam"), "C"),
        (Filter(OPEN, due_before=date(2026, 11, 25)), ""),
    ],
)
def test_a_filter_narrows_with_and_without_words(
    shelf: Station, wanted: Filter, found: str
) -> None:
    assert owners(shelf, "", wanted) == found
    assert owners(shelf, "van nguyen", wanted) == found
    assert owners(shelf, "khong ai", wanted) == ""
    assert owners(shelf, '"*(', wanted) == ""


@pytest.mark.parametrize("text", ["", "nguyen"])
@pytest.mark.parametrize("wanted", [EVERYTHING, Filter(officer="ha"), Filter(OPEN)])
def test_pages_follow_each_other_without_a_gap(shelf: Station, text: str, wanted: Filter) -> None:
    conn = shelf.store.conn
    whole = [row[0] for row in queries.page(conn, text, wanted, 50, None)]
    found: list[str] = []
    before = None
    while rows := queries.page(conn, text, wanted, 2, before):
        found += [row[0] for row in rows]
        before = queries.dossier_id(conn, found[-1])
    assert found == whole
    assert len(whole) >= 4


def test_what_is_not_there_is_not_found(hall: Station) -> None:
    assert queries.find(hall.store.conn, "zzzz") == []
    assert queries.find(hall.store.conn, "   ") == []
    assert queries.find(hall.store.conn, '"*(") --') == []


@given(st.text(max_size=40))
def test_anything_may_be_typed(typed: str) -> None:
    expression = queries.match_expression(typed)
    if expression:
        with closing(sqlite3.connect(":memory:")) as conn:
            conn.execute("CREATE VIRTUAL TABLE t USING fts5(words, detail=none)")
            assert conn.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall() == []
