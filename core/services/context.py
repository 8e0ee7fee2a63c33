"""What every use case is given: rules, clock, identifiers, the person acting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core.domain import business_day
from core.domain.account import Right, Role, require
from core.domain.business_day import Moment
from core.domain.errors import FieldError, Refused
from core.domain.events import DayOpened
from core.domain.rule_pack import RulePack, pack_for
from core.domain.timezone import VIETNAM
from core.domain.working_calendar import WorkingCalendar
from core.ports.clock import Clock, NewId
from core.ports.storage import Act


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a login with its role, or ``os:NAME`` on the command line."""

    login: str
    role: Role


@dataclass(frozen=True, slots=True)
class Context:
    """Wired once by the program's bootstrap.

    Attributes:
        actor: who acts.
        clock: the station's clock.
        new_id: makes identifiers.
        packs: all rule packs known.
        calendar: days off of all years known.
        built: no true clock is earlier than this day.
        stated: in practice folders only, the instant to act at instead of now.
    """

    actor: Actor
    clock: Clock
    new_id: NewId
    packs: tuple[RulePack, ...]
    calendar: WorkingCalendar
    built: date
    stated: datetime | None = None

    def require(self, right: Right) -> None:
        """Raises Refused (``not_permitted``)."""
        require(self.actor.role, right)

    def pack(self, day: date) -> RulePack:
        """The rule pack in force on a day."""
        return pack_for(day, self.packs)


def placed(act: Act, context: Context) -> Moment:
    """Where an act stands in time; writes nothing.

    Raises:
        Refused: see `begin`.
    """
    closed = act.closed_day()
    if context.stated is not None:
        if not act.station.practice:
            raise Refused(FieldError("practice_only", "at"))
        stated = context.stated.astimezone(VIETNAM)
        day = stated.date()
        late = day if closed is not None and day <= closed else None
        if late and closed is not None:
            day = max(context.calendar.next_working_day(closed), act.last_day() or closed)
        return Moment(stated, context.clock(), day, doubtful=False, opens=False, late=late)
    return business_day.moment(
        context.clock(),
        newest=act.newest(),
        last_day=act.last_day(),
        built=context.built,
        closed=closed,
        following=context.calendar.next_working_day,
    )


def begin(act: Act, context: Context, *, opens: bool = True) -> Moment:
    """Places the act in time and opens the business day when it is the first.

    Args:
        act: the transaction.
        context: clock and actor.
        opens: False for acts of administration, which open no day.

    Raises:
        Refused: ``practice_only`` when a time is stated in a real folder:
            nobody may back-date.
    """
    now = placed(act, context)
    if now.opens and opens:
        act.append(
            DayOpened(now.day),
            subject=f"day:{now.day.isoformat()}",
            actor=context.actor.login,
            at=now.clock,
            day=now.day,
            doubtful=now.doubtful,
        )
    return now
