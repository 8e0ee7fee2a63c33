"""Dossier codes, provisional numbers and look-up characters (design §4).

A code is agency + date + ordinal; the ordinal comes from the ranges that are
this station's on a day: a block that the province gave in writing for every
day, and what central leased for that day. One counter a day runs through them
across all agencies. Without a range, without the agency's identifier or when
the ranges are used up, the dossier gets a provisional number that the official
code joins at a later sync; both stay findable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from core.domain.errors import FieldError, Refused
from core.domain.rule_pack import RulePack

#: Crockford's alphabet: no I, L, O or U, so that a person can read it out.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKUP_LENGTH = 4
#: first letters of slips: "bổ sung" and "không tiếp nhận"
SUPPLEMENT_SLIP, REFUSAL_SLIP = "B", "K"
_BLOCK = re.compile(r"^(\d{1,6})-(\d{1,6})$")
_PROVISIONAL = re.compile(r"^T\d{2}[0-9A-Z]{4}-\d{6}-\d{3,}$")
_SLIP = re.compile(r"^[BK]\d{2}[0-9A-Z]{4}-\d{6}-\d{3,}$")
_TAIL = re.compile(r"-(\d{6})-(\d{1,6})$")


class Block(Struct, frozen=True, order=True):
    """Ordinals ``first``..``last`` of a day."""

    first: int
    last: int


class Number(Struct, frozen=True, omit_defaults=True):
    """The number printed on a dossier's receipt.

    ``ordinal`` counts official codes of the stream's day, or provisional
    numbers of the stream's day when ``provisional``.
    """

    text: str
    day: date
    ordinal: int
    provisional: bool = False
    agency_id: str = ""
    why: str = ""  # no_block | agency_unknown | block_used_up


class Counter(Struct, frozen=True):
    """Last ordinals given out on one day by one stream."""

    official: int = 0
    provisional: int = 0


def parse_block(text: str, width: int) -> tuple[int, int]:
    """Reads ``FIRST-LAST``.

    Raises:
        Refused: ``block_invalid`` when it is not a rising range inside the
            ordinal width of the rule pack.
    """
    match = _BLOCK.match(text.strip())
    if match:
        first, last = int(match[1]), int(match[2])
        if 1 <= first <= last < 10**width:
            return first, last
    raise Refused(FieldError("block_invalid", "block", {"width": width}))


def characters(data: bytes, count: int) -> str:
    """The first ``count`` characters (5 bits each) of ``data`` in `ALPHABET`."""
    bits = int.from_bytes(data[:10], "big")
    return "".join(ALPHABET[(bits >> (75 - 5 * n)) & 31] for n in range(count))


def ordinals(ranges: Iterable[Block], without: Iterable[int] = ()) -> tuple[Block, ...]:
    """A day's ordinals as rising ranges that do not touch each other's numbers.

    Args:
        ranges: in any order; they may overlap.
        without: ordinals that somebody else's code bears already.
    """
    merged: list[Block] = []
    for block in sorted(ranges):
        if merged and block.first <= merged[-1].last + 1:
            merged[-1] = Block(merged[-1].first, max(merged[-1].last, block.last))
        else:
            merged.append(block)
    for taken in sorted(set(without)):
        at = next((i for i, b in enumerate(merged) if b.first <= taken <= b.last), None)
        if at is not None:
            whole = merged[at]
            halves = (Block(whole.first, taken - 1), Block(taken + 1, whole.last))
            merged[at : at + 1] = [half for half in halves if half.first <= half.last]
    return tuple(merged)


def next_ordinal(ranges: Sequence[Block], given: int) -> int | None:
    """The lowest ordinal of the ranges above the last one given; None when used up."""
    above = (max(block.first, given + 1) for block in ranges if block.last > given)
    return min(above, default=None)


def ordinals_left(ranges: Sequence[Block], given: int) -> int:
    """How many ordinals of the ranges lie above the last one given."""
    return sum(
        block.last - max(block.first, given + 1) + 1 for block in ranges if block.last > given
    )


def next_number(
    pack: RulePack,
    *,
    day: date,
    station: int,
    stream: bytes,
    agency_id: str,
    ranges: Sequence[Block],
    counter: Counter,
) -> Number:
    """The next number; pure, so that the caller's transaction decides.

    Args:
        pack: gives pattern and ordinal width.
        day: business day.
        station: 1-99.
        stream: 16 bytes; four characters of it keep provisional numbers of a
            restored or cloned machine apart.
        agency_id: identifier of the deciding agency, empty when unknown.
        ranges: the stream's ordinals of that day (`ordinals`), empty when it has none.
        counter: ordinals already given on that day by that stream.
    """
    ordinal = next_ordinal(ranges, counter.official) if agency_id else None
    if ordinal is not None:
        text = pack.code_pattern.format(
            agency=agency_id, yymmdd=f"{day:%y%m%d}", ordinal=f"{ordinal:0{pack.ordinal_width}d}"
        )
        return Number(text, day, ordinal, agency_id=agency_id)
    if not ranges:
        why = "no_block"
    elif not agency_id:
        why = "agency_unknown"
    else:
        why = "block_used_up"
    ordinal = counter.provisional + 1
    text = f"T{station:02d}{characters(stream, 4)}-{day:%y%m%d}-{ordinal:03d}"
    return Number(text, day, ordinal, provisional=True, agency_id=agency_id, why=why)


def slip_number(kind: str, *, day: date, station: int, stream: bytes, row: int) -> Number:
    """The number of a slip that goes out instead of a receipt (form 02 or 03).

    Args:
        kind: letter, `SUPPLEMENT_SLIP` or `REFUSAL_SLIP`.
        day: business day.
        station: 1-99.
        stream: 16 bytes; four characters of it, as in provisional numbers.
        row: the slip's row in its register book of the year.
    """
    text = f"{kind}{station:02d}{characters(stream, 4)}-{day:%y%m%d}-{row:03d}"
    return Number(text, day, row)


def is_provisional(text: str) -> bool:
    """Whether a printed number has the shape of a provisional one."""
    return bool(_PROVISIONAL.match(text))


def is_slip(text: str) -> bool:
    """Whether a printed number has the shape of a slip's (form 02 or 03)."""
    return bool(_SLIP.match(text))


def lookup_code(event_hash: bytes) -> str:
    """Look-up characters of the receipt: 20 bits of the event's hash.

    They let paper find and prove its record (design §4) and keep the bare
    code from revealing anything to a passer-by (domain reference §2.2).
    """
    return characters(event_hash, LOOKUP_LENGTH)


def ordinal_of(code: str, pack: RulePack) -> tuple[str, int] | None:
    """``(yymmdd, ordinal)`` of an official code, None when it has none."""
    if is_provisional(code.strip()) or is_slip(code.strip()):
        return None
    match = _TAIL.search(code.strip())
    if match is None or len(match[2]) < pack.ordinal_width:
        return None
    return match[1], int(match[2])


def tail_of(code: str) -> tuple[str, int] | None:
    """``(yymmdd, ordinal)`` at the end of any printed number, None when it has none."""
    match = _TAIL.search(code.rstrip())
    return (match[1], int(match[2])) if match else None
