"""A few letters find the procedure."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.procedure_search import Entry, prepare, search, untelex
from core.services.import_catalogue import read_catalogue


@pytest.fixture(scope="module")
def catalogue() -> list[Entry]:
    data = files("core.data").joinpath("catalogue/procedures.csv").read_bytes()
    return prepare((p, 1) for p in read_catalogue(data))


@pytest.mark.parametrize(
    "typed",
    ["khai sinh", "KHAI SINH", "khai sính", "sinh khai", "1.001193", "1001193", "ddawng kys khai"],
)
def test_birth_registration_is_found(catalogue: list[Entry], typed: str) -> None:
    assert "1.001193" in [h.procedure.code for h in search(catalogue, typed, {})]


@pytest.mark.parametrize(("typed", "code"), [("khai sinh", "1.001193"), ("cbs", "2.000635")])
def test_what_is_used_stands_first(catalogue: list[Entry], typed: str, code: str) -> None:
    assert search(catalogue, typed, {code: 9})[0].procedure.code == code


def test_nothing_typed_gives_what_was_used(catalogue: list[Entry]) -> None:
    hits = search(catalogue, "", {"1.001193": 3, "2.000815": 7})
    assert [h.procedure.code for h in hits] == ["2.000815", "1.001193"]


def test_matched_words_are_told_for_marking(catalogue: list[Entry]) -> None:
    assert search(catalogue, "khai sin", {})[0].marks == ("khai", "sin")


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("ddawng", "dang"),
        ("kys", "ky"),
        ("huyeenf", "huyen"),
        ("nguwowif", "nguoi"),
        ("chuwngs", "chung"),
        ("khai", "khai"),
        ("sinh", "sinh"),
    ],
)
def test_raw_telex_is_understood(raw: str, meant: str) -> None:
    assert untelex(raw) == meant


@given(st.text(max_size=30))
def test_anything_may_be_typed(catalogue: list[Entry], typed: str) -> None:
    assert len(search(catalogue[:30], typed, {}, limit=5)) <= 5
