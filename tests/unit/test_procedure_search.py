"""A few letters find the procedure."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from core.domain.catalogue_file import read_catalogue
from core.domain.procedure_search import Entry, prepare, search, untelex
from core.domain.text import words


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


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("khai tu", "1.000656"),
        ("khai tử", "1.000656"),
        ("khai tuwr", "1.000656"),  # raw Telex, the tone key last
        ("khai turw", "1.000656"),  # and before the letter's own
        ("ddawng kys khai tuwr", "1.000656"),
        ("tu khai", "1.000656"),
        ("khai sinh", "1.001193"),
        ("keets hoon", "1.000894"),
        ("lai khai tu", "1.005461"),
        ("nuoi con nuoi", "2.001263"),
        ("dkks", "1.001193"),
        ("1.00065", "1.000656"),
    ],
)
def test_whole_words_stand_before_their_beginnings(
    catalogue: list[Entry], typed: str, code: str
) -> None:
    assert search(catalogue, typed, {})[0].procedure.code == code


def test_what_merely_begins_so_follows_however_often_it_is_used(catalogue: list[Entry]) -> None:
    hits = search(catalogue, "khai tu", {"1.001193": 900}, limit=200)
    names = [words(h.procedure.name) for h in hits]
    exact = [("khai", "tu") in pairwise(name) for name in names]
    assert exact == sorted(exact, reverse=True)
    assert exact.count(True) >= 6
    assert "1.001193" in [h.procedure.code for h in hits]


def test_among_equals_use_decides(catalogue: list[Entry]) -> None:
    hits = search(catalogue, "khai tu", {"1.000419": 2, "2.000497": 5})
    assert [h.procedure.code for h in hits[:2]] == ["2.000497", "1.000419"]


def test_words_of_the_field_stand_behind_words_of_the_name(catalogue: list[Entry]) -> None:
    names = [words(h.procedure.name) for h in search(catalogue, "dat", {}, limit=200)]
    in_the_name = ["dat" in name for name in names]
    assert in_the_name == sorted(in_the_name, reverse=True)
    assert set(in_the_name) == {True, False}


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
        ("tuwr", "tu"),
        ("turw", "tu"),
        ("truwowngf", "truong"),
        ("quyeern", "quyen"),
        ("xaax", "xa"),
        ("khai", "khai"),
        ("sinh", "sinh"),
    ],
)
def test_raw_telex_is_understood(raw: str, meant: str) -> None:
    assert untelex(raw) == meant


@given(st.text(max_size=30))
def test_anything_may_be_typed(catalogue: list[Entry], typed: str) -> None:
    assert len(search(catalogue[:30], typed, {}, limit=5)) <= 5
