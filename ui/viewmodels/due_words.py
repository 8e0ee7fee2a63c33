"""A due date and its counting as windows show it: headline, day cells, one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from core.domain.deadlines import CountedDay, Due
from ui import messages
from ui.viewmodels import words
from ui.viewmodels.base import translate


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the strip.

    Attributes:
        date: the day; None for a gap.
        weekday: ``T2``; "" for a gap.
        word: under it: "nhận", "nghỉ lễ", "ngày 1", "hẹn trả", "+12 ngày".
        kind: ``received`` | ``off`` | ``counts`` | ``due`` | ``gap``.
        tip: the day in full words, also for screen readers.
    """

    date: date | None
    weekday: str
    word: str
    kind: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class CutOff:
    """Today's cut-off of procedures answered within the day.

    Attributes:
        now: ``10:05``, the minute that counts.
        words: "15:00 là mốc sang hôm sau".
        share: how much of the time from opening to cut-off is gone, 0 to 1.
    """

    now: str
    words: str
    share: float


def cut_off(due: Due, opens: time, closes: time) -> CutOff | None:
    """How long "trong ngày" still means today; None once, or when, it does not.

    Args:
        due: as counted now; of another limit there is no cut-off.
        opens: when the office opens.
        closes: the cut-off (rule pack, ``same_day_cut_off``).
    """
    if due.limit.unit != "same_day" or due.due_at.date() != due.received_at.date():
        return None
    now = due.received_at.time()
    whole = (_since_midnight(closes) - _since_midnight(opens)) / timedelta(minutes=1)
    gone = (_since_midnight(now) - _since_midnight(opens)) / timedelta(minutes=1)
    share = min(max(gone / whole, 0.0), 1.0) if whole > 0 else 1.0
    text = translate("due", "{time} là mốc sang hôm sau")
    return CutOff(f"{now:%H:%M}", text.format(time=f"{closes:%H:%M}"), share)


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)


def day_cells(due: Due) -> tuple[DayCell, ...]:
    """Every day from receipt to due date."""
    cells = []
    counted = 0
    for day in due.counted:
        counted += day.counts
        kind, word = _kind(day, due, counted)
        cells.append(
            DayCell(day.date, words.weekday(day.date), word, kind, messages.counted_day(day))
        )
    return tuple(cells)


def _kind(day: CountedDay, due: Due, counted: int) -> tuple[str, str]:
    if day.date == due.due_at.date():
        return "due", translate("due", "hẹn trả")
    if day.date == due.received_at.date():
        return "received", translate("due", "nhận")
    if day.counts:
        return "counts", translate("due", "ngày {n}").format(n=counted)
    off = {
        "holiday": translate("due", "nghỉ lễ"),
        "swap": translate("due", "hoán đổi"),
        "weekend": translate("due", "cuối tuần"),
        "moved_end": translate("due", "dời"),
    }
    return "off", off.get(day.reason, translate("due", "không tính"))


def shortened(cells: tuple[DayCell, ...], most: int = 7) -> tuple[DayCell, ...]:
    """At most ``most`` cells: the first days, a gap that counts, the last days."""
    if len(cells) <= most:
        return cells
    head = (most - 1) // 2 + (most - 1) % 2
    tail = most - 1 - head
    hidden = cells[head : len(cells) - tail]
    word = translate("due", "+{n} ngày").format(n=len(hidden))
    gap = DayCell(None, "", word, "gap", word)
    return (*cells[:head], gap, *cells[len(cells) - tail :])


def headline(due: Due) -> str:
    """``Hẹn trả thứ Tư``, ``Hẹn trả hôm nay, thứ Hai``."""
    day = words.weekday_words(due.due_at.date())
    if due.due_at.date() == due.received_at.date():
        return translate("due", "Hẹn trả hôm nay, {day}").format(day=day)
    return translate("due", "Hẹn trả {day}").format(day=day)


def sentence(due: Due) -> str:
    """How it was counted: "1 ngày làm việc, không tính 24/11 (Ngày Văn hóa Việt Nam)."."""
    text = words.limit_words(str(due.limit))
    parts = [p for p in (_days_off(due), _moved(due)) if p]
    said = ", ".join((text, *parts)) + "."
    warnings = dict.fromkeys(messages.refusal(w) for w in due.warnings)
    return " ".join((said, *warnings))


def _days_off(due: Due) -> str:
    named = [
        f"{day.date:%d/%m}" + (f" ({day.name})" if day.name else "")
        for day in due.counted
        if not day.counts and day.reason in ("holiday", "swap")
    ]
    if any(not day.counts and day.reason == "weekend" for day in due.counted):
        named.append(translate("due", "ngày nghỉ cuối tuần"))
    return translate("due", "không tính {days}").format(days="; ".join(named)) if named else ""


def _moved(due: Due) -> str:
    reasons = {day.reason for day in due.counted}
    made_up = [f"{d.date:%d/%m}" for d in due.counted if d.reason == "make_up"]
    if "after_cut_off" in reasons:
        return translate("due", "nhận sau giờ chốt nên sang ngày làm việc kế tiếp")
    if "after_hours" in reasons:
        return translate("due", "nhận khi đã hết giờ làm việc nên tính từ ngày làm việc kế tiếp")
    if made_up:
        return translate("due", "tính cả ngày làm bù {days}").format(days="; ".join(made_up))
    return ""
