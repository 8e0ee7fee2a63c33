"""What the sheet of a closed day shows, and its appendix of late work (design §6.11).

Frozen and complete like `core.domain.receipt`. No law prescribes the form: it
is the unit's own record, to be filed and to prove what is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core.domain.receipt import Reprint


@dataclass(frozen=True, slots=True)
class SheetHead:
    """Whose sheet, of which day. Texts may arrive in any Unicode form.

    Attributes:
        number: the sheet's own number, "03.261123/BBĐN".
        code: what the file is called, printable ASCII: "D03-261123".
        signed_at: when the day was closed; None for a draft of an open day.
        officer_name: who signed, or who asks for the draft.
        clock_doubtful: the clock was not believed when signing.
    """

    parent_org: str
    unit_name: str
    place: str
    station: int
    day: date
    number: str
    code: str
    made_at: datetime
    signed_at: datetime | None
    officer_name: str
    pack_id: str
    form_version: int
    clock_doubtful: bool = False
    practice: bool = False
    reprint: Reprint | None = None


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A block or lease: ``voided`` and ``missing`` are ordinals in words, "0003-0007, 0010"."""

    first: int
    last: int
    used: int
    voided: str
    missing: str
    left: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """One thing that does not add up, and the supervisor's words, blank when there are none."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class DaySheetData:
    """The sheet of a day.

    Attributes:
        counts: of acts, by kind of event.
        late: acts of earlier, closed days that stand on this one: ``(day, acts)``.
        missing: a line each run of missing numbers.
        without_paper: a line each dossier without paper.
        words: the supervisor's, on all of it.
        warnings: codes, see `core.domain.day_close`.
        first, last, seal: range of the stream and hash of ``last``, hex; blank seal in a draft.
    """

    head: SheetHead
    counts: tuple[tuple[str, int], ...]
    fees_vnd: int
    papers: int
    provisional: int
    numbers: tuple[NumberLine, ...]
    late: tuple[tuple[date, int], ...]
    missing: tuple[Explanation, ...]
    without_paper: tuple[Explanation, ...]
    words: str
    warnings: tuple[str, ...]
    prints_waiting: int
    doubtful: int
    exceptions: int
    drafts: int
    here: int
    at_central: int
    backed_up: int
    first: int
    last: int
    seal: str


@dataclass(frozen=True, slots=True)
class LateLine:
    """One act of late work: ``what`` in words, ``day`` on which it stands."""

    at: datetime
    what: str
    number: str
    who: str
    day: date


@dataclass(frozen=True, slots=True)
class AppendixData:
    """What was done for a day after its closing; the closed sheet itself never changes."""

    head: SheetHead
    lines: tuple[LateLine, ...]
    seal: str
