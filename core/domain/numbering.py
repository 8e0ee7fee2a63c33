"""Dossier codes, provisional numbers and look-up characters (design §4).

A code is agency + date + ordinal; the ordinal comes from a block of ordinals
a day that the province gave this station, one counter a day across all
agencies. Without a block, without the agency's identifier or when the block
is used up, the dossier gets a provisional number that the official code joins
at a later sync; both stay findable.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from core.domain.errors import FieldError, Refused
from core.domain.rule_pack import RulePack

#: Crockford's alphabet: no I, L, O or U, so that a person can read it out.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKUP_LENGTH = 4
_BLOCK = re.compile(r"^(\d{1,6})-(\d{1,6})$")
_PROVISIONAL = re.compile(r"^T\d{2}[0-9A-Z]{4}-\d{6}-\d{3,}$")


class Block(Struct, frozen=True):
    """Ordinals ``first``..``last`` of every day."""

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


def next_number(
    pack: RulePack,
    *,
    day: date,
    station: int,
    stream: bytes,
    agency_id: str,
    block: Block | None,
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
        block: the block in force, None when there is none.
        counter: ordinals already given on that day by that stream.
    """
    ordinal = max(counter.official + 1, block.first if block else 1)
    if block is not None and agency_id and ordinal <= block.last:
        text = pack.code_pattern.format(
            agency=agency_id, yymmdd=f"{day:%y%m%d}", ordinal=f"{ordinal:0{pack.ordinal_width}d}"
        )
        return Number(text, day, ordinal, agency_id=agency_id)
    if block is None:
        why = "no_block"
    elif not agency_id:
        why = "agency_unknown"
    else:
        why = "block_used_up"
    ordinal = counter.provisional + 1
    text = f"T{station:02d}{characters(stream, 4)}-{day:%y%m%d}-{ordinal:03d}"
    return Number(text, day, ordinal, provisional=True, agency_id=agency_id, why=why)


def is_provisional(text: str) -> bool:
    """Whether a printed number has the shape of a provisional one."""
    return bool(_PROVISIONAL.match(text))


def lookup_code(event_hash: bytes) -> str:
    """Look-up characters of the receipt: 20 bits of the event's hash.

    They let paper find and prove its record (design §4) and keep the bare
    code from revealing anything to a passer-by (domain reference §2.2).
    """
    return characters(event_hash, LOOKUP_LENGTH)


def ordinal_of(code: str, pack: RulePack) -> tuple[str, int] | None:
    """``(yymmdd, ordinal)`` of an official code, None when it has none."""
    match = re.search(r"-(\d{6})-(\d{1,6})$", code.strip())
    if match is None or len(match[2]) < pack.ordinal_width:
        return None
    return match[1], int(match[2])
