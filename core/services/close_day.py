"""Use cases: close a station's business day, and the whole office's (design §6.11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import msgspec

from core.domain.account import Right
from core.domain.day_close import DayFacts, DayRecord, Gap, closing, facts_of
from core.domain.errors import FieldError, Refused
from core.domain.events import DayClosed, Explained, OfficeClosed
from core.domain.office_close import COMPLETE, roster_lines
from core.domain.text import clean_note
from core.ports.storage import Act, Storage
from core.services.context import Context, placed

#: characters of one explanation
LONGEST = 1000


class DayReader(Protocol):
    """What is read of days; an `Act` is one."""

    def last_day(self) -> date | None: ...
    def closed_day(self) -> date | None: ...
    def opened_before(self, day: date) -> date | None: ...
    def day_record(self, day: date) -> DayRecord | None: ...


@dataclass(frozen=True, slots=True)
class Signed:
    """What the supervisor says when signing.

    Attributes:
        words: on all that does not add up.
        answers: on one thing each.
    """

    words: str = ""
    answers: tuple[Explained, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day that is closed for good."""

    closed: DayClosed
    facts: DayFacts


def day_meant(reader: DayReader, clock_day: date, *, doubtful: bool) -> date | None:
    """The day that is to be closed when none is named; None before the first.

    The last opened one; but when late work has opened a day that has not come
    yet, the last that has.
    """
    last = reader.last_day()
    if last is not None and last > clock_day and not doubtful:
        return reader.opened_before(clock_day) or last
    return last


def day_facts(day: date | None, act: Act, context: Context) -> DayFacts:
    """Everything about a day that may be closed now.

    Raises:
        Refused: ``day_not_open``, ``day_already_closed``, ``later_day_open``.
    """
    now = placed(act, context)
    clock_day = now.clock.date()
    chosen = day or day_meant(act, clock_day, doubtful=now.doubtful)
    record = act.day_record(chosen) if chosen is not None else None
    if chosen is None or record is None:
        told = f"{chosen:%d/%m/%Y}" if chosen else ""
        raise Refused(FieldError("day_not_open", "date", {"day": told}))
    closed, last = act.closed_day(), act.last_day()
    if closed is not None and chosen <= closed:
        raise Refused(FieldError("day_already_closed", "date", {"day": f"{chosen:%d/%m/%Y}"}))
    if last is not None and chosen < last:
        params = {"day": f"{chosen:%d/%m/%Y}", "later": f"{last:%d/%m/%Y}"}
        raise Refused(FieldError("later_day_open", "date", params))
    return facts_of(record, clock_day=clock_day, clock_doubtful=now.doubtful)


def close_day(day: date | None, signed: Signed, store: Storage, context: Context) -> ClosedDay:
    """Closes a business day for good and signs the stream up to here.

    Args:
        day: None for the one that is open, see `day_meant`.
        signed: the supervisor's words; every gap in the numbers needs some.
        store: the station's storage.
        context: who signs.

    Raises:
        Refused: those of `day_facts`, ``not_permitted``, ``gap_unexplained`` for every
            run of missing numbers without words, ``too_long``.
        EnvironmentFault: the machine is at fault; the day is as open as before.
    """
    context.require(Right.ADMINISTER)
    words, answers = _read(signed)
    with store.act() as act:
        facts = day_facts(day, act, context)
        silent = [gap for gap in facts.gaps if not words and not _answered(gap, answers)]
        if silent:
            raise Refused(*(_unexplained(gap) for gap in silent))
        now = placed(act, context)
        body = closing(
            facts,
            officer_name=act.officer_name(context.actor.login),
            explained=words,
            answers=tuple(each for each in answers if _concerns(each, facts)),
        )
        act.append(
            body,
            subject=f"day:{facts.day.isoformat()}",
            actor=context.actor.login,
            at=now.clock,
            day=facts.day,
            doubtful=now.doubtful,
        )
        act.seal()
    return ClosedDay(body, facts)


def _read(signed: Signed) -> tuple[str, tuple[Explained, ...]]:
    words = clean_note(signed.words)
    answers = tuple(
        msgspec.structs.replace(each, words=clean_note(each.words)) for each in signed.answers
    )
    for text in (words, *(each.words for each in answers)):
        if len(text) > LONGEST:
            raise Refused(
                FieldError("too_long", "explain", {"length": len(text), "limit": LONGEST})
            )
    return words, tuple(each for each in answers if each.words)


def _answered(gap: Gap, answers: tuple[Explained, ...]) -> bool:
    return any(
        each.about == "numbers" and each.first <= gap.first and gap.last <= each.last
        for each in answers
    )


def _concerns(answer: Explained, facts: DayFacts) -> bool:
    """Whether what was explained still holds: paper may have come out meanwhile."""
    if answer.about == "numbers":
        return any(answer.first <= g.first and g.last <= answer.last for g in facts.gaps)
    return any(answer.number == each.number for each in facts.without_paper)


def _unexplained(gap: Gap) -> FieldError:
    return FieldError("gap_unexplained", "explain", {"numbers": gap.text})


def close_office(
    day: date, whys: Mapping[int, str], note: str, store: Storage, context: Context
) -> OfficeClosed:
    """Closes the day of the whole office by its roster.

    Args:
        day: a day that this station has opened.
        whys: the supervisor's words on a station, by number.
        note: words that hold for all that are not complete.
        store: the station's storage.
        context: who signs.

    Raises:
        Refused: ``not_permitted``, ``day_not_open``, ``office_already_closed``,
            ``station_unexplained`` for every station that is not complete and has
            no words, ``too_long``.
    """
    context.require(Right.ADMINISTER)
    note, _ = _read(Signed(note))
    told = {number: _read(Signed(why))[0] for number, why in whys.items()}
    with store.act() as act:
        opened = act.opened_before(day)
        if opened != day:
            raise Refused(FieldError("day_not_open", "date", {"day": f"{day:%d/%m/%Y}"}))
        record = act.office(day)
        if record.closed is not None:
            params = {"day": f"{day:%d/%m/%Y}"}
            raise Refused(FieldError("office_already_closed", "date", params))
        lines = [
            line
            if line.state == COMPLETE
            else msgspec.structs.replace(line, why=told.get(line.station) or note)
            for line in roster_lines(record)
        ]
        silent = [line.station for line in lines if line.state != COMPLETE and not line.why]
        if silent:
            raise Refused(
                *(FieldError("station_unexplained", "explain", {"station": n}) for n in silent)
            )
        now = placed(act, context)
        body = OfficeClosed(day, tuple(lines), act.officer_name(context.actor.login), note)
        act.append(
            body,
            subject=f"office:{day.isoformat()}",
            actor=context.actor.login,
            at=now.clock,
            day=day,
            doubtful=now.doubtful,
        )
        act.seal()
    return body
