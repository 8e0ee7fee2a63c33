"""The days around a promise as a whole week, for whoever asks on a dossier's page."""

from __future__ import annotations

from datetime import date, timedelta

from core.domain.deadlines import CountedDay, Due
from core.domain.working_calendar import DayOff, WorkingCalendar
from ui import messages
from ui.viewmodels import due_words, words
from ui.viewmodels.base import translate
from ui.viewmodels.due_words import DayCell

WEEK = 7


def week_cells(
    received: date, promised: date, counted: Due | None, calendar: WorkingCalendar
) -> tuple[DayCell, ...]:
    """Every day from receipt to promise, filled up to a week.

    Monday to Sunday when both fall into one week, else from the day of receipt, at least
    seven days. Days that nobody counted have the kind ``plain``, or ``off`` with the reason.

    Args:
        received: the day of receipt.
        promised: the due day, not before it.
        counted: how it was counted; None when today's calendar no longer leads there.
        calendar: says which of the other days are off, and why.
    """
    first, last = _bounds(received, promised)
    cells = {cell.date: cell for cell in due_words.day_cells(counted)} if counted else {}
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(_cell(cells.get(day), day, received, promised, calendar) for day in days)


def _bounds(received: date, promised: date) -> tuple[date, date]:
    monday = received - timedelta(days=received.weekday())
    sunday = monday + timedelta(days=WEEK - 1)
    if promised <= sunday:
        return monday, sunday
    return received, max(promised, received + timedelta(days=WEEK - 1))


def _cell(
    counted: DayCell | None, day: date, received: date, promised: date, calendar: WorkingCalendar
) -> DayCell:
    off = calendar.why_off(day)
    if counted is not None and counted.kind != "off":
        return counted
    if day == promised:
        kind, word = "due", translate("due", "hẹn trả")
    elif day == received:
        kind, word = "received", translate("due", "nhận")
    elif counted is not None and off is None:
        return counted  # not counted for another reason than the calendar's
    elif off is not None:
        kind, word = "off", _off_word(off)
    else:
        kind, word = "plain", ""
    told = CountedDay(day, False, off.reason, off.name) if off else CountedDay(day, False, "")
    return DayCell(day, words.weekday(day), word, kind, messages.counted_day(told))


def _off_word(off: DayOff) -> str:
    """A short word: the box of a Saturday needs no longer one."""
    if off.reason == "weekend":
        return translate("due", "nghỉ")
    return translate("due", "hoán đổi") if off.reason == "swap" else translate("due", "nghỉ lễ")


def other_days_off(
    received: date, promised: date, counted: Due | None, calendar: WorkingCalendar
) -> str:
    """The named days off in the week that the counting does not mention, or ""."""
    first, last = _bounds(received, promised)
    told = {day.date for day in counted.counted} if counted else set()
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    named = [
        f"{day:%d/%m} ({off.name})"
        for day in days
        if day not in told and (off := calendar.why_off(day)) is not None and off.name
    ]
    text = translate("due", "Cũng nghỉ: {days}.")
    return text.format(days="; ".join(named)) if named else ""
