"""Form 01: giấy tiếp nhận hồ sơ và hẹn trả kết quả.

A pure function of frozen data: no clock, no chance, embedded fonts, so equal
data give equal bytes in every process (Thông tư 03/2025/TT-VPCP, Mẫu 01;
reference/domain.md §2).
"""

from __future__ import annotations

from typing import Literal

from core.domain.receipt import ReceiptData
from printing.forms import document, parts, receipt_body
from printing.forms.head import head
from printing.forms.prepare import prepared
from printing.forms.sheet import Body, Heading, Sheet
from printing.layout import PAPERS, Strip

REQUIRED = (
    "unit_name",
    "place",
    "number",
    "dossier_code",
    "lookup_code",
    "filer_name",
    "procedure_name",
    "received_at",
    "officer_name",
    "sets",
    "return_place",
)
"""Without these the form refuses to print; the others may be blank."""

TITLE = ("GIẤY TIẾP NHẬN HỒ SƠ", "VÀ HẸN TRẢ KẾT QUẢ")
COPIES = ("Liên 1: Lưu", "Liên 2: Giao cá nhân, tổ chức")
PROVISIONAL = "SỐ TẠM – mã chính thức sẽ được cấp sau khi đồng bộ; tra cứu được bằng cả hai số"


def render_receipt(data: ReceiptData, *, paper: Literal["A5", "A4"] = "A5") -> bytes:
    """Both copies of the receipt as one PDF.

    Args:
        data: everything on the form; texts in any Unicode form.
        paper: the sheet; most provinces use A5, some A4.

    Raises:
        Refused: ``form_field_missing`` for every required field that is blank,
            ``form_field_unprintable`` for a code that bars cannot hold,
            ``form_field_too_long`` for a QR text that no symbol holds.
    """
    return document.render(*form(data), PAPERS[paper])


def form(data: ReceiptData) -> tuple[Heading, Body]:
    """Heading and strips of the receipt.

    Raises:
        Refused: see :func:`render_receipt`.
    """
    required = (*REQUIRED, "components.*.name")
    ready, lossy = prepared(data, required, code="dossier_code", qr_text="qr_text")
    heading = Heading(
        form="Mẫu 01",
        title=TITLE,
        copies=COPIES,
        parent_org=ready.parent_org,
        unit_name=ready.unit_name,
        number=ready.number,
        place=ready.place,
        issued_on=ready.issued_on,
        code=ready.dossier_code,
        code_label="Số tạm" if ready.provisional else "Mã hồ sơ",
        code_note=PROVISIONAL if ready.provisional else "",
        lookup_code=ready.lookup_code,
        lookup_head="Tra cứu tiến độ",
        qr_text=ready.qr_text,
        pack_id=ready.pack_id,
        form_version=ready.form_version,
        station=ready.station,
        made_at=ready.received_at,
        doubtful=ready.clock_doubtful,
        practice=ready.practice,
        reprint=ready.reprint,
        lossy=lossy,
    )
    signers = (("NGƯỜI NỘP HỒ SƠ", ready.filer_name), ("NGƯỜI TIẾP NHẬN HỒ SƠ", ready.officer_name))

    def body(sheet: Sheet) -> list[Strip]:
        return [
            *head(sheet),
            *receipt_body.people(sheet, ready),
            *receipt_body.papers(sheet, ready),
            *receipt_body.times(sheet, ready),
            *parts.signatures(sheet, signers),
            *parts.notes(sheet, receipt_body.sentences(ready)),
        ]

    return heading, body
