"""From a day's closing, or from the facts of an open one, to what the sheet shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from core.domain.acts import DayClosed, Explained
from core.domain.day_close import run_text, runs
from core.domain.day_sheet import (
    AppendixData,
    DaySheetData,
    Explanation,
    LateLine,
    NumberLine,
    SheetHead,
)
from core.domain.receipt import Reprint
from core.ports.storage import StationFacts
from core.services.receipts import unit_name

FORM_VERSION = 1


def sheet_head(
    station: StationFacts,
    day: date,
    *,
    made_at: datetime,
    signed_at: datetime | None,
    officer_name: str,
    pack_id: str,
    clock_doubtful: bool = False,
    again: bool = False,
) -> SheetHead:
    """Whose sheet it is; ``again`` marks one that is printed after the signing."""
    return SheetHead(
        parent_org=station.parent_org.upper(),
        unit_name=unit_name(station).upper(),
        place=station.place,
        station=station.station,
        day=day,
        number=f"{station.station:02d}.{day:%y%m%d}/BBĐN",
        code=f"D{station.station:02d}-{day:%y%m%d}",
        made_at=made_at,
        signed_at=signed_at,
        officer_name=officer_name,
        pack_id=pack_id,
        form_version=FORM_VERSION,
        clock_doubtful=clock_doubtful,
        practice=station.practice,
        reprint=Reprint(made_at, signed_at) if again else None,
    )


def sheet_data(body: DayClosed, head: SheetHead) -> DaySheetData:
    """The sheet of a closing; of a draft when the head says that nobody signed."""
    return DaySheetData(
        head=head,
        counts=tuple(body.counts.items()),
        fees_vnd=body.fees_vnd,
        papers=body.papers,
        provisional=body.provisional,
        numbers=tuple(
            NumberLine(
                line.first, line.last, line.used, ordinals(line.voided), ordinals(line.missing),
                line.left,
            )
            for line in body.numbers
        ),
        late=tuple((date.fromisoformat(day), acts) for day, acts in body.late.items()),
        missing=tuple(_missing(body)),
        without_paper=tuple(
            Explanation(number, _words("paper", body.answers, number=number))
            for number in body.without_paper
        ),
        words=body.explained,
        warnings=body.warnings,
        prints_waiting=body.prints_waiting,
        doubtful=body.doubtful,
        exceptions=body.exceptions,
        drafts=body.drafts,
        here=body.here,
        at_central=body.at_central,
        backed_up=body.backed_up,
        first=body.first,
        last=body.last,
        seal=body.head.upper() if head.signed_at is not None else "",
    )  # fmt: skip


def appendix_data(body: DayClosed, head: SheetHead, lines: Sequence[LateLine]) -> AppendixData:
    """The appendix to a closed day's sheet."""
    return AppendixData(head, tuple(lines), body.head.upper())


def ordinals(numbers: Iterable[int]) -> str:
    """``0003-0007, 0010``."""
    return ", ".join(run_text(*run) for run in runs(numbers))


def _missing(body: DayClosed) -> Iterable[Explanation]:
    for line in body.numbers:
        for first, last in runs(line.missing):
            words = _words("numbers", body.answers, first=first, last=last)
            yield Explanation(run_text(first, last), words)


def _words(
    about: str, answers: Sequence[Explained], *, first: int = 0, last: int = 0, number: str = ""
) -> str:
    return next(
        (
            each.words
            for each in answers
            if each.about == about
            and each.number == number
            and each.first <= first
            and last <= each.last
        ),
        "",
    )
