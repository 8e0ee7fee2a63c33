"""What a station's business day came to (design §6.11): pure facts of its own events.

The same events give the same facts at any later time; what else the supervisor
is shown when signing (papers waiting, what is at central) is a `Standing` of
that moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

import msgspec
from msgspec import Struct

from core.domain import events as ev
from core.domain.business_day import late_for
from core.domain.day_papers import Unprinted, fees_of, papers_printed, without_paper
from core.domain.numbering import Block

#: kinds of a counter's work: done after a day was closed, they are late work for it
WORK: Final = frozenset(
    {
        "dossier_received",
        "supplement_asked",
        "dossier_refused",
        "dossier_amended",
        "dossier_cancelled",
        "result_returned",
    }
)
#: central's clock may differ from ours by this much before anybody is told
CLOCK_SLACK: Final = timedelta(minutes=5)
#: who acts where no person does; nobody ever vouches for that clock
PROGRAM: Final = "system"
#: so many dossiers without paper are listed in the closing
LISTED: Final = 200


class Standing(Struct, frozen=True, omit_defaults=True):
    """What holds at the moment of looking, whatever the day.

    Attributes:
        here, at_central, backed_up: the three counters (design §6.6), in events.
        oldest_unsent: when the oldest event not at central was written.
        last_contact: when central last answered.
        joined: the station was enrolled.
        prints_waiting: papers that wait for a printer.
        prints_failed: of these, how many a printer refused.
        drafts: whose forms were begun and not stored, by name.
        exceptions: open lines of central's list.
        clock_offset: seconds that central's clock is ahead of ours.
        closed_at_central: the newest day that central has as closed by this
            station; a restored folder may not know it.
    """

    here: int = 0
    at_central: int = 0
    backed_up: int = 0
    oldest_unsent: datetime | None = None
    last_contact: datetime | None = None
    joined: bool = False
    prints_waiting: int = 0
    prints_failed: int = 0
    drafts: tuple[str, ...] = ()
    exceptions: int = 0
    clock_offset: float = 0.0
    closed_at_central: date | None = None


class Held(Struct, frozen=True):
    """Ordinals that a stream of this folder held on the day.

    Attributes:
        ranges: its blocks in force that day and its leases for it.
        spent: the highest ordinal it is known to have given out that day,
            by its dossiers, by the mark outside, or as told after a restore.
    """

    ranges: tuple[Block, ...]
    spent: int


class DayRecord(Struct, frozen=True):
    """A day as storage holds it.

    Attributes:
        stream: the current one, 16 bytes; ``first``, ``last`` and ``head``
            (hash of ``last``, 32 bytes) are of this stream.
        opened_at: the clock when the day was opened.
        events: this folder's own since then, in the order applied.
        held: a line a stream that could give numbers.
        claimed: ordinals of the day that somebody else's code bears.
        fees_before: fee of each earlier dossier that an event of this day is
            about, in đồng, before it.
        restored: a stream of this folder began anew during the day.
    """

    day: date
    stream: bytes
    first: int
    last: int
    head: bytes
    opened_at: datetime
    events: tuple[ev.Event[Any], ...]
    held: tuple[Held, ...]
    claimed: tuple[int, ...]
    fees_before: dict[str, int]
    restored: bool
    standing: Standing


class Gap(Struct, frozen=True):
    """Consecutive ordinals below the last one given that no dossier of this folder bears.

    ``after_restore`` tells the usual reason: the folder came out of a backup,
    and what was given out meanwhile is unknown here.
    """

    first: int
    last: int
    after_restore: bool = False

    @property
    def text(self) -> str:
        """``0051``, or ``0051-0057``."""
        return run_text(self.first, self.last)


class DayFacts(Struct, frozen=True):
    """Everything about a day that is told, printed and signed.

    Attributes:
        dossiers: received this day, the cancelled among them.
        cancelled, amended: acts of this day, on dossiers of any day.
        fees_vnd: of dossiers received this day, changed by what was amended
            or cancelled this day on earlier ones.
        late: events that are late work, by the closed day they belong to.
        without_paper: in the order written.
        warnings: codes of `ui.messages`, what the supervisor has to look at.
    """

    day: date
    stream: bytes
    first: int
    last: int
    head: bytes
    opened_at: datetime
    counts: dict[str, int]
    dossiers: int
    cancelled: int
    amended: int
    fees_vnd: int
    numbers: tuple[ev.NumbersOfDay, ...]
    gaps: tuple[Gap, ...]
    provisional: int
    papers: int
    without_paper: tuple[Unprinted, ...]
    doubtful: int
    late: dict[str, int]
    standing: Standing
    warnings: tuple[str, ...]

    @property
    def unsent(self) -> int:
        """Events of this folder that are not at central."""
        return self.standing.here - self.standing.at_central


def facts_of(record: DayRecord, *, clock_day: date, clock_doubtful: bool) -> DayFacts:
    """What a day came to.

    Args:
        record: as stored.
        clock_day: the date that the station's clock shows.
        clock_doubtful: the clock is not believed now.
    """
    events = record.events
    counts = Counter(event.kind for event in events)
    numbers = numbers_of(record)
    gaps = gaps_of(numbers, after_restore=record.restored)
    lacking = without_paper(events)
    facts = DayFacts(
        day=record.day,
        stream=record.stream,
        first=record.first,
        last=record.last,
        head=record.head,
        opened_at=record.opened_at,
        counts=dict(sorted(counts.items())),
        dossiers=counts["dossier_received"],
        cancelled=counts["dossier_cancelled"],
        amended=counts["dossier_amended"],
        fees_vnd=fees_of(events, record.fees_before),
        numbers=numbers,
        gaps=gaps,
        provisional=sum(1 for each in _received(events) if each.body.number.provisional),
        papers=papers_printed(events),
        without_paper=lacking,
        doubtful=sum(1 for event in events if event.doubtful and event.actor != PROGRAM),
        late=_late(events),
        standing=record.standing,
        warnings=(),
    )
    told = _warnings(facts, clock_day, clock_doubtful=clock_doubtful)
    return msgspec.structs.replace(facts, warnings=told)


# --- numbers ----------------------------------------------------------------------------


def _received(events: Iterable[ev.Event[Any]]) -> list[ev.Event[ev.DossierReceived]]:
    return [event for event in events if event.kind == "dossier_received"]


def numbers_of(record: DayRecord) -> tuple[ev.NumbersOfDay, ...]:
    """What became of the ordinals of each block and lease; overlapping ones are one."""
    codes = {
        event.body.number.ordinal: event.subject
        for event in _received(record.events)
        if not event.body.number.provisional and event.body.number.day == record.day
    }
    void = {event.subject for event in record.events if event.kind == "dossier_cancelled"}
    spent = {held.spent for held in record.held} | codes.keys()
    claimed = set(record.claimed)
    lines = []
    for block in _united(range_ for held in record.held for range_ in held.ranges):
        reached = max((o for o in spent if block.first <= o <= block.last), default=0)
        used = sorted(o for o in codes if block.first <= o <= block.last)
        below = range(block.first, reached + 1) if reached else range(0)
        above = range(max(block.first, reached + 1), block.last + 1)
        lines.append(
            ev.NumbersOfDay(
                first=block.first,
                last=block.last,
                used=len(used),
                voided=tuple(o for o in used if codes[o] in void),
                left=len(above) - sum(1 for o in claimed if o in above),
                missing=tuple(o for o in below if o not in codes and o not in claimed),
            )
        )
    return tuple(lines)


def _united(ranges: Iterable[Block]) -> list[Block]:
    """Rising ranges of which none overlaps another; those that only touch stay apart."""
    found: list[Block] = []
    for block in sorted(ranges):
        if found and block.first <= found[-1].last:
            found[-1] = Block(found[-1].first, max(found[-1].last, block.last))
        else:
            found.append(block)
    return found


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Consecutive numbers together: ``(first, last)`` each, rising."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def run_text(first: int, last: int) -> str:
    """``0051``, or ``0051-0057``."""
    return f"{first:04d}" + (f"-{last:04d}" if last > first else "")


def gaps_of(numbers: Iterable[ev.NumbersOfDay], *, after_restore: bool) -> tuple[Gap, ...]:
    """Missing ordinals of each block or lease, consecutive ones together."""
    return tuple(Gap(*run, after_restore) for line in numbers for run in runs(line.missing))


# --- money and paper --------------------------------------------------------------------


def _late(events: Iterable[ev.Event[Any]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for event in events:
        if event.kind in WORK:
            day = late_for(event.at, event.day, doubtful=event.doubtful)
            if day is not None:
                found[day.isoformat()] += 1
    return dict(sorted(found.items()))


def _warnings(facts: DayFacts, clock_day: date, *, clock_doubtful: bool) -> tuple[str, ...]:
    now = facts.standing
    told = {
        "numbers_missing": bool(facts.gaps),
        "paper_missing": bool(facts.without_paper),
        "prints_waiting": bool(now.prints_waiting),
        "doubtful_events": bool(facts.doubtful),
        "clock_wrong": clock_doubtful,
        "clock_differs": abs(now.clock_offset) > CLOCK_SLACK.total_seconds(),
        "day_ahead": facts.day > clock_day and not clock_doubtful,
        "unsent_left": now.joined and facts.unsent > 0,
        "exceptions_open": bool(now.exceptions),
        "drafts_left": bool(now.drafts),
        "closed_at_central": now.closed_at_central is not None
        and now.closed_at_central >= facts.day,
    }
    return tuple(code for code, holds in told.items() if holds)


def closing(
    facts: DayFacts, *, officer_name: str, explained: str, answers: tuple[ev.Explained, ...]
) -> ev.DayClosed:
    """The event that closes a day."""
    now = facts.standing
    return ev.DayClosed(
        day=facts.day,
        first=facts.first,
        last=facts.last,
        head=facts.head.hex(),
        counts=facts.counts,
        fees_vnd=facts.fees_vnd,
        numbers=facts.numbers,
        provisional=facts.provisional,
        unsent=facts.unsent,
        officer_name=officer_name,
        warnings=facts.warnings,
        explained=explained,
        dossiers=facts.dossiers,
        papers=facts.papers,
        without_paper=tuple(each.number for each in facts.without_paper[:LISTED]),
        prints_waiting=now.prints_waiting,
        doubtful=facts.doubtful,
        exceptions=now.exceptions,
        drafts=len(now.drafts),
        late=facts.late,
        here=now.here,
        at_central=now.at_central,
        backed_up=now.backed_up,
        answers=answers,
    )
