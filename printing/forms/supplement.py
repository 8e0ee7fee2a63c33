"""Form 02: phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.

Thông tư 03/2025/TT-VPCP, Mẫu 02, whose layout was seen in prints in use only
(reference/domain.md §2.3); what the citizen is told after Nghị định
118/2025/NĐ-CP Đ16.3, Đ17.1.c, Đ17.3 and Đ19.5.
"""

from __future__ import annotations

from typing import Literal

from core.domain.slip import SupplementData
from printing import wording
from printing.fonts import REGULAR
from printing.forms import document, parts, slip
from printing.forms.head import head
from printing.forms.prepare import prepared
from printing.forms.sheet import Body, Heading, Sheet, gap
from printing.layout import PAPERS, WEAK, Strip

REQUIRED = (*slip.REQUIRED, "wanted", "times")
"""Without these the form refuses to print."""

TITLE = ("PHIẾU YÊU CẦU BỔ SUNG,", "HOÀN THIỆN HỒ SƠ")
ASKED, WANTED = "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", "Nội dung cần bổ sung"
NO_REASON = "Hồ sơ chưa đầy đủ, chưa chính xác theo quy định ở những nội dung nêu trên."
"""What form 02 says by itself (Đ17.1.c), printed where the clerk wrote no reason."""
NO_CLOCK = (
    "Hồ sơ chưa được tiếp nhận. Thời hạn giải quyết chỉ tính từ khi hồ sơ được tiếp nhận đầy đủ,"
    " hợp lệ và ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    f" (khoản 3 Điều 17 {slip.DECREE})."
)
COME_BACK = "Mang theo phiếu này: cán bộ quét mã để làm tiếp, không phải khai lại từ đầu."
RECOUNTED = (
    "Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ. Quá hạn trên mà chưa hoàn"
    f" thiện, hồ sơ được đóng (khoản 5 Điều 19 {slip.DECREE})."
)
BRING = "Mang theo phiếu này khi nộp bổ sung."


def render_supplement(data: SupplementData, *, paper: Literal["A5", "A4"] = "A5") -> bytes:
    """Form 02 as PDF, one copy.

    Args:
        data: everything on the form; texts in any Unicode form.
        paper: the sheet.

    Raises:
        Refused: ``form_field_missing`` for every required field that is blank,
            "head.place" or "wanted.3"; ``form_field_unprintable`` for a code that
            bars cannot hold, ``form_field_too_long`` for a QR text that no symbol holds.
    """
    return document.render(*form(data), PAPERS[paper])


def form(data: SupplementData) -> tuple[Heading, Body]:
    """Heading and strips of form 02.

    Raises:
        Refused: see :func:`render_supplement`.
    """
    ready, lossy = prepared(data, REQUIRED, code=slip.CODE, qr_text=slip.QR_TEXT, notes=("reason",))
    under = f"Lần thứ {ready.times}"
    heading = slip.heading(ready.head, "Mẫu 02", TITLE, under=under, lossy=lossy)
    signers = (
        ("NGƯỜI NỘP HỒ SƠ", ready.head.person_name),
        ("NGƯỜI HƯỚNG DẪN", ready.head.officer_name),
    )

    def body(sheet: Sheet) -> list[Strip]:
        return [
            *head(sheet),
            *slip.people(sheet, ready.head),
            gap(sheet.sizes.body * 0.3),
            *parts.numbered(sheet, ASKED, WANTED, ready.wanted),
            *slip.reason(sheet, ready.reason or NO_REASON, "Lý do:"),
            *_next(sheet, ready),
            *parts.signatures(sheet, signers),
            *parts.notes(sheet, _sentences(ready)),
        ]

    return heading, body


def _next(sheet: Sheet, data: SupplementData) -> list[Strip]:
    """What to do by when, boxed, with the law behind it, and whom to ask."""
    sizes = sheet.sizes
    if data.until is None:
        boxed = parts.box(sheet, "Khi đã có đủ các nội dung trên:", COME_BACK, sizes.body)
        law = NO_CLOCK
    else:
        until = f"Đến hết {wording.day_text(data.until)}"
        boxed = parts.box(sheet, "Hạn bổ sung, hoàn thiện hồ sơ:", until, sizes.due)
        law = RECOUNTED
    ask = slip.ask(data.head, "Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc")
    strips = [gap(sizes.body * 0.3, WEAK), boxed, gap(sizes.body * 0.35, WEAK)]
    strips += sheet.lines([(law, REGULAR)]) + sheet.lines([(ask, REGULAR)])
    return parts.together(strips)


def _sentences(data: SupplementData) -> list[str]:
    told = [] if data.until is None else [BRING]
    return [*told, slip.feedback(data.head)]
