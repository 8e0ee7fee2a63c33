"""Finding dossiers as people type."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import queries
from tests.unit.station_support import Station


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
