"""Codes, provisional numbers, look-up characters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data import load_rule_packs
from core.domain.errors import Refused
from core.domain.numbering import (
    ALPHABET,
    Block,
    Counter,
    Number,
    is_provisional,
    lookup_code,
    next_number,
    ordinal_of,
    parse_block,
)
from core.domain.text import fold_code

PACK = load_rule_packs()[-1]
DAY = date(2026, 11, 23)


def number(
    counter: Counter, *, block: Block | None = None, agency: str = "H49.215", stream: bytes = b""
) -> Number:
    return next_number(
        PACK,
        day=DAY,
        station=3,
        stream=stream.ljust(16, b"\7"),
        agency_id=agency,
        block=block,
        counter=counter,
    )


def test_a_code_is_agency_date_and_ordinal() -> None:
    code = number(Counter(official=41), block=Block(1, 500))
    assert code.text == "H49.215-261123-0042"
    assert not code.provisional
    assert PACK.knows_code(code.text)


def test_the_first_code_of_a_day_is_the_blocks_first() -> None:
    assert number(Counter(), block=Block(201, 300)).text == "H49.215-261123-0201"


@pytest.mark.parametrize(
    ("block", "agency", "official", "why"),
    [
        (None, "H49.215", 0, "no_block"),
        (Block(1, 500), "", 0, "agency_unknown"),
        (Block(1, 2), "H49.215", 2, "block_used_up"),
    ],
)
def test_without_a_code_to_give_the_number_is_provisional(
    block: Block | None, agency: str, official: int, why: str
) -> None:
    given_out = number(Counter(official=official, provisional=6), block=block, agency=agency)
    assert given_out.provisional
    assert given_out.why == why
    assert is_provisional(given_out.text)
    assert given_out.text.startswith("T03")
    assert given_out.text.endswith("-261123-007")
    assert not PACK.knows_code(given_out.text)


def test_streams_of_one_station_give_different_provisional_numbers() -> None:
    first = number(Counter(), stream=b"one machine")
    second = number(Counter(), stream=b"its clone")
    assert first.text != second.text


@given(st.integers(1, 9000), st.integers(0, 900), st.lists(st.booleans(), max_size=60))
def test_one_counter_a_day_never_gives_a_number_twice(
    first: int, width: int, known_agency: list[bool]
) -> None:
    block, counter, seen = Block(first, first + width), Counter(), set()
    for known in known_agency:
        given_out = number(counter, block=block, agency="H49.215" if known else "")
        assert fold_code(given_out.text) not in seen
        seen.add(fold_code(given_out.text))
        if given_out.provisional:
            counter = Counter(counter.official, given_out.ordinal)
        else:
            assert block.first <= given_out.ordinal <= block.last
            counter = Counter(given_out.ordinal, counter.provisional)


@pytest.mark.parametrize("text", ["", "5", "9-1", "0-5", "1-10000", "a-b", "1-2-3", "-1-5"])
def test_a_block_that_is_no_rising_range_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_block(text, 4)
    assert refused.value.errors[0].code == "block_invalid"


@given(st.binary(min_size=32, max_size=32))
def test_lookup_characters_can_be_read_out(digest: bytes) -> None:
    code = lookup_code(digest)
    assert len(code) == 4
    assert set(code) <= set(ALPHABET)


def test_the_ordinal_is_found_in_any_official_code() -> None:
    assert ordinal_of("H49.215-261123-0042", PACK) == ("261123", 42)
    assert ordinal_of("000.00.30.H49-261123-0042", PACK) == ("261123", 42)
    assert ordinal_of("T03ABCD-261123-007", PACK) is None
    assert ordinal_of("không có số", PACK) is None
