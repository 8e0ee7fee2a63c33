"""Words and small shapes that several screens share: states, money, limits, dates, marks.

Pure functions of plain values; texts pass through Qt's translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.domain.deadlines import Limit, parse_limit
from core.domain.dossier import State
from core.domain.errors import Refused
from core.domain.text import fold, nfc
from ui.viewmodels.base import translate

_WORD = re.compile(r"[^\W_]+")
_AMOUNT = re.compile(r"(\d{1,4}(?:[.,]5)?)\s*([a-z ]*)")


@dataclass(frozen=True, slots=True)
class Chip:
    """A small fact or a filter.

    Attributes:
        key: stable name, also the icon's: ``field``, ``limit``, ``fee``, ``postal``, ….
        text: what it says.
        on: a filter that is chosen.
    """

    key: str
    text: str
    on: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A label with its value.

    Attributes:
        tone: "" ordinary, ``muted``, ``warning`` or ``error``.
        number: digits and codes, to be set in the figures' typeface.
    """

    label: str
    value: str
    tone: str = ""
    number: bool = False


def state_words(key: str) -> str:
    """A dossier's state."""
    return {
        "cancelled": translate("words", "Đã hủy"),
        "draft": translate("words", "Bản nháp"),
        "registered": translate("words", "Mới đăng ký"),
        "received": translate("words", "Đã tiếp nhận"),
        "not_accepted": translate("words", "Không tiếp nhận"),
        "processing": translate("words", "Đang giải quyết"),
        "supplement_asked": translate("words", "Chờ dân bổ sung"),
        "payment_asked": translate("words", "Chờ nộp phí"),
        "withdrawn": translate("words", "Công dân đã rút"),
        "stopped": translate("words", "Dừng giải quyết"),
        "finished": translate("words", "Có kết quả, chờ trả"),
        "returned": translate("words", "Đã trả kết quả"),
    }[key]


def state_tone(key: str) -> str:
    """Badge of a state: ``info``, ``success``, ``warning``, ``muted``."""
    if key in ("supplement_asked", "payment_asked", "stopped"):
        return "warning"
    if key in ("finished",):
        return "success"
    return "muted" if key in ("returned", "cancelled", "withdrawn", "not_accepted") else "info"


#: states in which nobody waits for the due date any more
CLOSED = frozenset(
    s.key for s in (State.RETURNED, State.CANCELLED, State.WITHDRAWN, State.NOT_ACCEPTED)
)


def money(dong: int | None) -> str:
    """``94.000 đ``, "Miễn phí", or that it is not known."""
    if dong is None:
        return translate("words", "Chưa rõ mức thu")
    return f"{dong:,} đ".replace(",", ".") if dong else translate("words", "Miễn phí")


def count_words(number: int) -> str:
    """``1.244``."""
    return f"{number:,}".replace(",", ".")


def limit_words(limit: str) -> str:
    """A limit as people say it: "1 ngày làm việc", "Trong ngày"."""
    if not limit:
        return translate("words", "Chưa công bố thời hạn")
    return _limit_words(parse_limit(limit))


def _limit_words(limit: Limit) -> str:
    if limit.unit == "same_day":
        return translate("words", "Trong ngày")
    amount = f"{limit.amount:g}".replace(".", ",")
    unit = {
        "working_days": translate("words", "ngày làm việc"),
        "days": translate("words", "ngày"),
        "hours": translate("words", "giờ làm việc"),
        "months": translate("words", "tháng"),
    }[limit.unit]
    return f"{amount} {unit}"


def read_limit(typed: str) -> str | None:
    """A limit as clerks type it ("5", "15 ngày", "4 giờ", "trong ngày"); None when unclear."""
    text = fold(typed)
    if text in ("trong ngay", "same_day", "same day"):  # the English window's word too
        return "same_day"
    match = _AMOUNT.fullmatch(text)
    units = {
        "": "working_days",
        "ngay lam viec": "working_days",
        "working day": "working_days",
        "working days": "working_days",
        "ngay": "days",
        "gio": "hours",
        "gio lam viec": "hours",
        "thang": "months",
    }
    unit = units.get(match[2].strip()) if match else None
    try:
        if match is None or unit is None:
            return str(parse_limit(typed))
        return str(parse_limit(f"{match[1].replace(',', '.')} {unit}"))
    except Refused:
        return None


def read_date(typed: str) -> date | None:
    """``01/02/1994``, ``1-2-1994``, ``01021994``; None when it is no full date."""
    text = typed.strip()
    digits = re.fullmatch(r"(\d{2})(\d{2})(\d{4})", text) or re.fullmatch(
        r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", text
    )
    if digits is None:
        return None
    try:
        return date(int(digits[3]), int(digits[2]), int(digits[1]))
    except ValueError:
        return None


def read_money(typed: str) -> int | None:
    """``94.000 đ`` as 94000; None when it is no amount."""
    text = fold(typed).replace("dong", "").rstrip("d ").strip()
    if text in ("mien phi", "mien phi.", "free of charge"):
        return 0
    plain = re.sub(r"[. ,]", "", text)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 12 else None


def weekday(day: date) -> str:
    """``T2`` … ``CN``."""
    return "CN" if day.weekday() == 6 else f"T{day.weekday() + 2}"


def weekday_words(day: date) -> str:
    """``thứ Hai`` … ``Chủ nhật``."""
    return (
        translate("words", "thứ Hai"),
        translate("words", "thứ Ba"),
        translate("words", "thứ Tư"),
        translate("words", "thứ Năm"),
        translate("words", "thứ Sáu"),
        translate("words", "thứ Bảy"),
        translate("words", "Chủ nhật"),
    )[day.weekday()]


def day_words(day: date) -> str:
    """``Thứ Hai 23/11/2026``, to begin a line with."""
    line = day_in_line(day)
    return f"{line[0].upper()}{line[1:]}"


def day_in_line(day: date) -> str:
    """``thứ Hai 23/11/2026``, within a line."""
    return f"{weekday_words(day)} {day:%d/%m/%Y}"


def age_words(age: timedelta) -> str:
    """How long ago: "dưới 1 phút", "24 phút", "3 giờ", "2 ngày"."""
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes < 1:
        return translate("words", "dưới 1 phút")
    if minutes < 60:
        return translate("words", "{n} phút").format(n=minutes)
    if minutes < 48 * 60:
        return translate("words", "{n} giờ").format(n=minutes // 60)
    return translate("words", "{n} ngày").format(n=minutes // 1440)


def due_words(due_at: datetime | None, state: str, today: date) -> tuple[str, bool]:
    """``(words, late)`` of a list's row: "hẹn T4 25/11", "Quá hạn 1 ngày"."""
    if due_at is None:
        return translate("words", "chưa có ngày hẹn"), False
    day = due_at.date()
    if state not in CLOSED and day < today:
        late = (today - day).days
        return translate("words", "Quá hạn {n} ngày").format(n=late), True
    year = "" if day.year == today.year else f"/{day.year}"
    text = f"{weekday(day)} {day:%d/%m}{year}"
    return translate("words", "hẹn {day}").format(day=text), False


def masked(number: str) -> str:
    """A personal number for passers-by: ``0221••••0001``."""
    return f"{number[:4]}••••{number[-4:]}" if len(number) >= 9 else number


def phone_words(number: str) -> str:
    """``0570 000 001``."""
    if number.isdigit() and len(number) == 10:
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    return number


def spans(text: str, asked: Iterable[str]) -> list[tuple[int, int]]:
    """Where the folded word beginnings stand in a text: ``(start, length)``, in order.

    Vietnamese letters composed (NFC) fold one to one, so a match's length in
    the folded word is its length in the text.
    """
    parts = [part for part in asked if part]
    found = []
    for word in _WORD.finditer(nfc(text)):
        plain = fold(word[0])
        longest = max((len(p) for p in parts if plain.startswith(p)), default=0)
        if longest and len(plain) == len(word[0]):
            found.append((word.start(), longest))
    return found
