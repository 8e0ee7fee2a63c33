"""Form 03: phiếu từ chối tiếp nhận giải quyết hồ sơ.

Thông tư 03/2025/TT-VPCP, Mẫu 03, whose layout was seen in prints in use only
(reference/domain.md §2.3); legal basis, competent agency and right to complain
after Nghị định 118/2025/NĐ-CP Đ17.1.c, Đ17.2.a and Đ6.1.d.
"""

from __future__ import annotations

from typing import Literal

from core.domain.slip import RefusalData
from printing.fonts import BOLD, REGULAR
from printing.forms import document, parts, slip
from printing.forms.head import head
from printing.forms.prepare import prepared
from printing.forms.sheet import Body, Heading, Sheet, gap
from printing.layout import PAPERS, STRONG, WEAK, Strip

REQUIRED = (*slip.REQUIRED, "reason", "returned.*")
"""Without these the form refuses to print."""

TITLE = ("PHIẾU TỪ CHỐI TIẾP NHẬN", "GIẢI QUYẾT HỒ SƠ")
RETURNED, PAPER = "Giấy tờ trả lại người nộp hồ sơ:", "Tên giấy tờ"
COMPLAINT = (
    "Không đồng ý với việc từ chối này, Ông/Bà có quyền phản ánh, kiến nghị, khiếu nại theo quy"
    f" định của pháp luật (điểm d khoản 1 Điều 6 {slip.DECREE})."
)


def render_refusal(data: RefusalData, *, paper: Literal["A5", "A4"] = "A5") -> bytes:
    """Form 03 as PDF, one copy.

    Args:
        data: everything on the form; texts in any Unicode form.
        paper: the sheet.

    Raises:
        Refused: ``form_field_missing`` for every required field that is blank,
            "head.place" or "returned.3"; ``form_field_unprintable`` for a code that
            bars cannot hold, ``form_field_too_long`` for a QR text that no symbol holds.
    """
    return document.render(*form(data), PAPERS[paper])


def form(data: RefusalData) -> tuple[Heading, Body]:
    """Heading and strips of form 03.

    Raises:
        Refused: see :func:`render_refusal`.
    """
    ready, lossy = prepared(data, REQUIRED, code=slip.CODE, qr_text=slip.QR_TEXT, notes=("reason",))
    heading = slip.heading(ready.head, "Mẫu 03", TITLE, lossy=lossy)
    signers = (
        ("NGƯỜI NỘP HỒ SƠ", ready.head.person_name),
        ("NGƯỜI TIẾP NHẬN HỒ SƠ", ready.head.officer_name),
    )

    def body(sheet: Sheet) -> list[Strip]:
        return [
            *head(sheet),
            *slip.people(sheet, ready.head),
            *_refused(sheet, ready),
            *_elsewhere(sheet, ready),
            *_returned(sheet, ready),
            *_closing(sheet, ready),
            *parts.signatures(sheet, signers),
            *parts.notes(sheet, [COMPLAINT, slip.feedback(ready.head)]),
        ]

    return heading, body


def _refused(sheet: Sheet, data: RefusalData) -> list[Strip]:
    """The decision, its reason and its legal basis."""
    who = parts.office(data.head.unit_name) or "nơi tiếp nhận hồ sơ"
    told = (
        f"Qua xem xét, {who} thông báo không tiếp nhận, giải quyết hồ sơ này"
        " với lý do cụ thể như sau:"
    )
    strips = [gap(sheet.sizes.body * 0.3), *sheet.lines([(told, REGULAR)], STRONG)]
    strips += slip.reason(sheet, data.reason, face=BOLD)
    return strips + sheet.field("Căn cứ pháp lý:", data.legal_basis)


def _elsewhere(sheet: Sheet, data: RefusalData) -> list[Strip]:
    """Where to go instead: boxed, unless it is too long for a box, which is never divided."""
    if not data.competent_agency:
        return []
    size, label = sheet.sizes.body, "Cơ quan có thẩm quyền giải quyết:"
    boxed = parts.box(sheet, label, data.competent_agency, size)
    if boxed.height > sheet.paper.height / 3:
        return sheet.field(label, data.competent_agency, BOLD)
    return [gap(size * 0.3, WEAK), boxed, gap(size * 0.35)]


def _returned(sheet: Sheet, data: RefusalData) -> list[Strip]:
    """The papers given back."""
    if not data.returned:
        return []
    return parts.numbered(sheet, RETURNED, PAPER, data.returned)


def _closing(sheet: Sheet, data: RefusalData) -> list[Strip]:
    ask = slip.ask(data.head, "Nếu cần hướng dẫn thêm")
    told = f"Xin thông báo để Ông/Bà được biết. {ask}"
    return parts.together([gap(sheet.sizes.body * 0.2), *sheet.lines([(told, REGULAR)])])
