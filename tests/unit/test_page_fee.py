"""Fees by the page: the amounts of Thông tư 226/2016/TT-BTC, read from the catalogue's notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from core.domain.catalogue_file import read_catalogue
from core.domain.page_fee import PageFee, Sheets, page_fee
from core.domain.procedure import Procedure

CATALOGUE = Path(__file__).parents[2] / "core" / "data" / "catalogue" / "procedures.csv"
CERTIFIED = PageFee(2000, 3, 1000, 200_000)


def procedure(notes: str, fee: int | None = 2000) -> Procedure:
    return Procedure(
        "2.000815", "Chứng thực", "Chứng thực", "ward", "UBND", fee_vnd=fee, notes=notes
    )


@pytest.mark.parametrize(
    ("pages", "dong"),
    [(1, 2000), (2, 4000), (3, 5000), (4, 6000), (197, 199_000), (198, 200_000), (900, 200_000)],
)
def test_one_copy(pages: int, dong: int) -> None:
    assert CERTIFIED.of_copy(pages) == dong


def test_papers_are_counted_each_by_itself() -> None:
    """Five copies of one page and two of two pages: the cheaper pages begin anew in each copy."""
    assert CERTIFIED.total([Sheets(5, 1), Sheets(2, 2)]) == 18_000
    assert CERTIFIED.total([]) == 0


@given(st.integers(1, 500), st.integers(1, 500))
def test_more_pages_never_cost_less(one: int, other: int) -> None:
    less, more = sorted((one, other))
    assert CERTIFIED.of_copy(less) <= CERTIFIED.of_copy(more) <= 200_000


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        ("2,000/page; from page 3 1,000/page; max 200,000 per copy", CERTIFIED),
        ("after 15:00 the next day; 2,000/page", PageFee(2000)),
        ("2000/page; max 50,000 per copy; has exemptions", PageFee(2000, most=50_000)),
        ("per case", None),
        ("3,000/page", None),  # not the fee that the catalogue charges
        ("2,000/pages", None),
        ("", None),
    ],
)
def test_what_the_catalogue_notes(notes: str, found: PageFee | None) -> None:
    assert page_fee(procedure(notes)) == found


def test_without_a_fee_a_note_says_nothing() -> None:
    assert page_fee(procedure("2,000/page", None)) is None


def test_the_shipped_catalogue_has_one_such_procedure() -> None:
    found = {p.code: page_fee(p) for p in read_catalogue(CATALOGUE.read_bytes()) if page_fee(p)}
    assert found == {"2.000815": CERTIFIED}
