"""Use cases of the supervisor: set-up facts, business day, agencies, blocks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from core.domain import events as ev
from core.domain.account import Right
from core.domain.errors import FieldError, Refused
from core.domain.numbering import ordinal_of, parse_block
from core.domain.rule_pack import RulePack
from core.domain.text import clean
from core.ports.storage import Act, Storage
from core.services.context import Context, begin, placed

#: a day further ahead than this is a slip of the finger; a day is never taken back
FURTHEST = timedelta(days=366)


def first_events(
    act: Act,
    facts: ev.StationSetUp,
    account: ev.AccountCreated,
    block: tuple[int, int] | None,
    *,
    at: datetime,
    used_on: date | None,
    used: int,
) -> None:
    """Writes what `setup` decided, as the first events of a new folder.

    Args:
        act: the first act of a stream.
        facts: site, station, key.
        account: the first account.
        block: ordinals a day, None for provisional numbers.
        at: the station's clock.
        used_on, used: the day and the highest ordinal that an earlier folder
            at this place gave out (its mark was found), None and 0 otherwise.
    """
    granted = ev.BlockGranted(*block, used_on=used_on, used=used) if block else None
    day = ev.DayOpened(used_on) if used_on else None  # that day has come already
    for body, subject in (
        (facts, ev.STATION),
        (account, f"account:{account.login}"),
        (granted, ev.STATION),
        (day, f"day:{used_on}"),
    ):
        if body is not None:
            act.append(body, subject=subject, actor=account.login, at=at, day=None)


def open_day(day: date | None, store: Storage, context: Context) -> date:
    """A person confirms the date; the business day is never earlier than the last.

    Raises:
        Refused: ``day_before_last`` with the last opened day, ``day_closed``, ``day_too_far``,
            ``date_needed`` when no day is named and the clock cannot be right.
    """
    context.require(Right.WRITE_DOSSIER)
    with store.act() as act:
        now = placed(act, context)
        last = act.last_day()
        if day is None and now.doubtful:  # nobody confirmed a date, and a day is never taken back
            raise Refused(FieldError("date_needed", "date"))
        chosen = day or now.day
        today = now.clock.date()
        known = max(today, last or context.built, context.built)
        if chosen - known > FURTHEST:
            raise Refused(FieldError("day_too_far", "date", {"day": chosen.isoformat()}))
        closed = act.closed_day()
        if closed is not None and chosen <= closed:
            raise Refused(FieldError("day_closed", "date", {"day": f"{chosen:%d/%m/%Y}"}))
        if last is not None and chosen < last:
            raise Refused(FieldError("day_before_last", "date", {"last": last.isoformat()}))
        act.append(
            ev.DayOpened(chosen, confirmed=True),
            subject=f"day:{chosen.isoformat()}",
            actor=context.actor.login,
            at=now.clock,
            day=chosen,
            doubtful=today != chosen and not (now.late and chosen == now.day),
        )
    return chosen


def identify_agency(name: str, identifier: str, store: Storage, context: Context) -> None:
    """Configures the identifier under which an agency's dossiers are numbered.

    Raises:
        Refused: ``agency_identifier_invalid`` when it fits no rule pack.
    """
    context.require(Right.ADMINISTER)
    name, identifier = clean(name), clean(identifier)
    if not name:
        raise Refused(FieldError("missing", "name"))
    if not any(pack.knows_agency(identifier) for pack in context.packs):
        raise Refused(
            FieldError("agency_identifier_invalid", "identifier", {"identifier": identifier[:40]})
        )
    with store.act() as act:
        now = begin(act, context, opens=False)
        act.append(
            ev.AgencyIdentified(name, identifier),
            subject="agency:" + identifier,
            actor=context.actor.login,
            at=now.clock,
            day=now.day,
            doubtful=now.doubtful,
        )


def grant_block(
    block: str, last_receipt: str, store: Storage, context: Context
) -> tuple[int, int, int]:
    """Gives the stream a block of ordinals a day, above all that is known spent.

    After a restore nobody here knows what the lost part gave out on this day,
    so the number of the last receipt handed out must be told, or "none".

    Returns:
        ``(first, last, used)``.

    Raises:
        Refused: ``block_invalid``, ``last_receipt_needed``, ``last_receipt_invalid``.
    """
    context.require(Right.ADMINISTER)
    with store.act() as act:
        # after a restore the told numbers are of this day, so no clock may go back behind it
        now = begin(act, context, opens=act.station.generation > 1)
        pack = context.pack(now.day)
        first, last = parse_block(block, pack.ordinal_width)
        used = act.used_ordinals(now.day)
        if last_receipt:
            used = max(used, _told(last_receipt, now.day, pack))
        elif act.station.generation > 1:
            raise Refused(FieldError("last_receipt_needed", "last_receipt"))
        act.append(
            ev.BlockGranted(first, last, used_on=now.day if used else None, used=used),
            subject=ev.STATION,
            actor=context.actor.login,
            at=now.clock,
            day=now.day,
            doubtful=now.doubtful,
        )
    return first, last, used


def _told(last_receipt: str, day: date, pack: RulePack) -> int:
    if last_receipt.strip().lower() == "none":
        return 0
    found = ordinal_of(last_receipt, pack)
    if found is None:
        raise Refused(FieldError("last_receipt_invalid", "last_receipt"))
    yymmdd, ordinal = found
    if yymmdd > f"{day:%y%m%d}":  # that day has come already: this one may not go on
        raise Refused(FieldError("last_receipt_later", "last_receipt", {"day": day.isoformat()}))
    return ordinal if yymmdd == f"{day:%y%m%d}" else 0
