"""Fees counted by the page of each copy, as for certified copies.

Thông tư 226/2016/TT-BTC Đ4: 2.000 đồng a page, from the third page on 1.000 đồng a page, at most
200.000 đồng a copy; pages are those of the original. The amounts are the catalogue's, not ours:
they are read from what it notes beside the procedure, and a procedure without such a note has
no fee by the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from core.domain.procedure import Procedure

_AMOUNT = r"(\d{1,3}(?:,\d{3})*|\d+)"
_NOTE: Final = re.compile(
    rf"{_AMOUNT}/page"
    rf"(?:; from page (\d{{1,3}}) {_AMOUNT}/page)?"
    rf"(?:; max {_AMOUNT} per copy)?(?=;|$)",
    re.ASCII,
)


class Sheets(NamedTuple):
    """One paper to be copied: how many copies of how many pages, both at least 1."""

    copies: int
    pages: int


class PageFee(NamedTuple):
    """What a copy costs by its pages.

    Attributes:
        page: đồng for each of the first pages.
        later_from: the first page that costs ``later``; 0 when all cost the same.
        later: đồng for each page from there on.
        most: đồng for one copy, whatever its pages; 0 without a cap.
    """

    page: int
    later_from: int = 0
    later: int = 0
    most: int = 0

    def of_copy(self, pages: int) -> int:
        """Return what one copy of so many pages costs, in đồng."""
        first = min(pages, self.later_from - 1) if self.later_from else pages
        amount = first * self.page + (pages - first) * self.later
        return min(amount, self.most) if self.most else amount

    def total(self, papers: Iterable[Sheets]) -> int:
        """Return what all copies cost together, in đồng."""
        return sum(paper.copies * self.of_copy(paper.pages) for paper in papers)


def page_fee(procedure: Procedure) -> PageFee | None:
    """Read a procedure's fee by the page from its notes.

    The note reads ``2,000/page; from page 3 1,000/page; max 200,000 per copy``, the last two
    parts optional. It counts only when the first amount is the catalogue's own fee, so that a
    note about something else never becomes money.
    """
    found = _NOTE.search(procedure.notes)
    if found is None or procedure.fee_vnd is None:
        return None
    page, start, later, most = (int((part or "0").replace(",", "")) for part in found.groups())
    if page != procedure.fee_vnd or start == 1:
        return None
    return PageFee(page, start, later, most)
