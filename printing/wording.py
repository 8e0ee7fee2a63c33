"""Dates, times and sums as official Vietnamese forms write them.

Dates after Nghị định 30/2020/NĐ-CP, Phụ lục I: days below 10 and the months
1 and 2 take a leading zero ("ngày 05 tháng 3 năm 2026"); reference/domain.md
§2.2 says the same.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from core.domain.receipt import Reprint

VIETNAM = timezone(timedelta(hours=7))
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def local(moment: datetime) -> datetime:
    """The moment on Vietnam's clock; one without a zone is taken as it is."""
    return moment if moment.tzinfo is None else moment.astimezone(VIETNAM)


def long_date(day: date) -> str:
    """``ngày 05 tháng 3 năm 2026``."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year:04d}"


def long_time(moment: datetime) -> str:
    """``10 giờ 21 phút``."""
    moment = local(moment)
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút"


def moment_text(moment: datetime) -> str:
    """``10 giờ 21 phút, ngày 23 tháng 11 năm 2026``."""
    return f"{long_time(moment)}, {long_date(local(moment))}"


def due_text(moment: datetime) -> str:
    """``Trước 17 giờ 00 phút, thứ Tư, ngày 25 tháng 11 năm 2026``."""
    day = local(moment)
    return f"Trước {long_time(moment)}, {WEEKDAYS[day.weekday()]}, {long_date(day)}"


def clock(moment: datetime) -> str:
    """``10:21``."""
    return f"{local(moment):%H:%M}"


def short_moment(moment: datetime) -> str:
    """``10:21 ngày 23/11/2026``."""
    return f"{local(moment):%H:%M} ngày {local(moment):%d/%m/%Y}"


def dong(amount: int) -> str:
    """``20.000 đồng``."""
    return f"{amount:,}".replace(",", ".") + " đồng"


def day_text(day: date) -> str:
    """``thứ Sáu, ngày 20 tháng 11 năm 2026``."""
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"


def reprint_text(reprint: Reprint, *, full: bool = True) -> str:
    """``Bản in lại lúc 14:05 ngày 24/11/2026, thay bản in lúc …``."""
    text = f"Bản in lại lúc {short_moment(reprint.at)}"
    if full and reprint.replaces is not None:
        text += f", thay bản in lúc {short_moment(reprint.replaces)}"
    return text
