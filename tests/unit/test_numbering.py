"""Codes, provisional numbers, look-up characters."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, strategies as st

from core.data import load_rule_packs
from core.domain.errors import Refused
from core.domain.numbering import (
    ALPHABET,
    REFUSAL_SLIP,
    SUPPLEMENT_SLIP,
    Block,
    Counter,
    Number,
    is_provisional,
    is_slip,
    lookup_code,
    next_number,
    ordinal_of,
    ordinals,
    ordinals_left,
    parse_block,
    slip_number,
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
        ranges=(block,) if block else (),
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
    assert ordinal_of("T03ABCD-261123-1007", PACK) is None
    assert ordinal_of(" B03ABCD-261123-1007 ", PACK) is None
    assert ordinal_of("không có số", PACK) is None


@pytest.mark.parametrize("kind", [SUPPLEMENT_SLIP, REFUSAL_SLIP])
def test_a_slip_has_a_number_of_its_own_kind(kind: str) -> None:
    made = slip_number(kind, day=DAY, station=3, stream=b"\7" * 16, row=12)
    assert (made.text[:3], made.text[-11:]) == (f"{kind}03", "-261123-012")
    assert is_slip(made.text)
    assert not is_provisional(made.text)
    assert not PACK.knows_code(made.text)
    assert not made.provisional


def test_other_numbers_are_no_slips() -> None:
    for text in ("", "H49.215-261123-0042", "T03ABCD-261123-007", "B03ABCD-261123-07", "K03"):
        assert not is_slip(text), text


@given(st.integers(1, 99), st.integers(1, 20_000), st.integers(1, 20_000))
def test_numbers_of_slips_differ_by_kind_stream_and_row(station: int, row: int, other: int) -> None:
    def text(kind: str, stream: bytes, row: int) -> str:
        return slip_number(
            kind, day=DAY, station=station, stream=stream.ljust(16, b"\7"), row=row
        ).text

    made = {
        fold_code(text(kind, stream, n))
        for kind in (SUPPLEMENT_SLIP, REFUSAL_SLIP)
        for stream in (b"one machine", b"its clone")
        for n in {row, other}
    }
    assert len(made) == 4 * len({row, other})


ranges_of_a_day = st.lists(
    st.tuples(st.integers(1, 300), st.integers(0, 40)).map(lambda r: Block(r[0], r[0] + r[1])),
    max_size=5,
)
claims = st.sets(st.integers(1, 340), max_size=8)


@given(ranges_of_a_day, claims)
def test_a_days_ranges_rise_and_hold_just_their_numbers(
    ranges: list[Block], taken: set[int]
) -> None:
    merged = ordinals(ranges, taken)
    held = {n for block in merged for n in range(block.first, block.last + 1)}
    assert held == {n for b in ranges for n in range(b.first, b.last + 1)} - taken
    assert ordinals_left(merged, 0) == len(held)
    assert all(a.last < b.first for a, b in itertools.pairwise(merged))


@given(
    st.lists(ranges_of_a_day, min_size=1, max_size=4),
    claims,
    st.lists(st.tuples(st.booleans(), st.booleans()), max_size=120),
)
def test_leases_that_come_during_the_day_never_give_a_number_twice(
    arrivals: list[list[Block]], taken: set[int], acts: list[tuple[bool, bool]]
) -> None:
    """Ranges only grow; the agency is known or not; each act takes the next number."""
    known: list[Block] = []
    counter, seen = Counter(), set()
    for agency_known, sync_first in acts:
        if arrivals and sync_first:
            known += arrivals.pop()
        ranges = ordinals(known, taken)
        given_out = next_number(
            PACK,
            day=DAY,
            station=3,
            stream=bytes(16),
            agency_id="H49.215" if agency_known else "",
            ranges=ranges,
            counter=counter,
        )
        assert given_out.text not in seen
        seen.add(given_out.text)
        left = ordinals_left(ranges, counter.official)
        if given_out.provisional:
            assert not agency_known or left == 0
            assert given_out.why == (
                "no_block" if not ranges else "block_used_up" if agency_known else "agency_unknown"
            )
            counter = Counter(counter.official, given_out.ordinal)
        else:
            assert any(b.first <= given_out.ordinal <= b.last for b in known)
            assert given_out.ordinal not in taken
            assert given_out.ordinal > counter.official
            counter = Counter(given_out.ordinal, counter.provisional)
            assert ordinals_left(ranges, counter.official) == left - 1
