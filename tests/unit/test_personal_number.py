"""The 12-digit personal number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from core.domain.personal_number import PROVINCES, check_personal_number, normal_sex


def codes(number: str, sex: str = "", birth: date | None = None) -> tuple[list[str], list[str]]:
    checked = check_personal_number(number, sex, birth)
    return [e.code for e in checked.errors], [w.code for w in checked.warnings]


def test_there_are_63_province_codes() -> None:
    assert len(PROVINCES) == 63
    assert PROVINCES["022"] == "Quảng Ninh"


@pytest.mark.parametrize(
    ("number", "sex", "birth"),
    [
        ("022194000001", "Nữ", date(1994, 2, 1)),
        ("087084000999", "Nam", date(1984, 6, 5)),
        ("022300000039", "Nữ", date(2000, 1, 1)),
        ("022210000010", "male", date(2010, 1, 1)),
        ("022194000001", "", None),
    ],
)
def test_sound_numbers(number: str, sex: str, birth: date | None) -> None:
    assert codes(number, sex, birth) == ([], [])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "personal_number_length"),
        ("02219400000", "personal_number_length"),
        ("0221940000011", "personal_number_length"),
        ("02219400000A", "personal_number_digits"),
        ("022194 00001", "personal_number_digits"),
        ("０22194000001", "personal_number_digits"),
        ("²22194000001", "personal_number_digits"),
    ],
)
def test_unusable_numbers(number: str, code: str) -> None:
    assert codes(number, "Nữ", date(1994, 2, 1)) == ([code], [])


@pytest.mark.parametrize(
    ("number", "sex", "birth", "code"),
    [
        ("022194000001", "Nam", date(1994, 2, 1), "personal_number_sex"),
        ("022194000001", "Nữ", date(2094, 2, 1), "personal_number_century"),
        ("022194000001", "Nữ", date(1995, 2, 1), "personal_number_birth_year"),
        ("003194000001", "Nữ", date(1994, 2, 1), "personal_number_prefix"),
    ],
)
def test_doubtful_numbers_are_only_warned_about(
    number: str, sex: str, birth: date, code: str
) -> None:
    assert codes(number, sex, birth) == ([], [code])


def test_an_unknown_sex_is_not_compared() -> None:
    assert codes("022194000001", "khác", date(1994, 2, 1)) == ([], [])


@pytest.mark.parametrize(
    ("text", "sex"), [(" nam", "Nam"), ("NỮ", "Nữ"), ("female", "Nữ"), ("x", "")]
)
def test_normal_sex(text: str, sex: str) -> None:
    assert normal_sex(text) == sex


@given(st.text(max_size=14), st.text(max_size=4), st.none() | st.dates())
def test_errors_exactly_when_not_twelve_digits(number: str, sex: str, birth: date | None) -> None:
    errors, warnings = check_personal_number(number, sex, birth)
    usable = len(number) == 12 and all(c in "0123456789" for c in number)
    assert (errors == ()) == usable
    assert not (errors and warnings)
