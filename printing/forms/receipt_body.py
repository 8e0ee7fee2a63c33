"""The body of form 01: people, papers, times, notes.

Order and look after reference/look/receipt-form01-a5.png, fields after
reference/domain.md §2.3. Every function returns strips in reading order.
"""

from __future__ import annotations

from core.domain.receipt import ReceiptComponent, ReceiptData
from printing import wording
from printing.fonts import BOLD, ITALIC, REGULAR
from printing.forms import parts
from printing.forms.sheet import Sheet, gap
from printing.layout import WEAK, Strip
from printing.tables import Column, table

NO_LIMIT = (
    "Thời hạn giải quyết chưa được công bố. Thời gian trả kết quả sẽ được thông báo sau"
    " cho người nộp hồ sơ."
)
COLUMNS = (
    Column(0.065, "STT"),
    Column(0.57, "Tên giấy tờ", centre=False),
    Column(0.24, "Loại"),
    Column(0.125, "Số lượng"),
)


def people(sheet: Sheet, data: ReceiptData) -> list[Strip]:
    """Who filed, whose dossier it is, and what is asked for."""
    add = sheet.field
    office = parts.office(data.unit_name)
    received = f"{office} tiếp nhận hồ sơ của:" if office else "Tiếp nhận hồ sơ của:"
    strips = add("Nơi tiếp nhận:", data.receiving_unit)
    strips += add(received, data.filer_name, BOLD)
    strips += parts.identity(sheet, data.filer_id_label, data.filer_id, data.filer_phone)
    strips += add("Địa chỉ:", data.filer_address)
    strips += add("Email:", data.filer_email)
    strips += add("Chủ hồ sơ:", data.owner_name, BOLD)
    if data.owner_address != data.filer_address:
        strips += add("Địa chỉ chủ hồ sơ:", data.owner_address)
    matter = parts.matter(data.procedure_name, data.procedure_code)
    strips += add("Nội dung yêu cầu giải quyết:", matter, BOLD)
    return strips + add("Cơ quan giải quyết:", data.deciding_agency)


def papers(sheet: Sheet, data: ReceiptData) -> list[Strip]:
    """Item 1: the papers handed in."""
    label = "1. Thành phần hồ sơ nộp gồm:"
    if not data.components:
        return sheet.field(label, "Không có giấy tờ nộp kèm")
    rows = [
        ([str(number)], [component.name], *_kinds(component))
        for number, component in enumerate(data.components, start=1)
    ]
    ruled = table(COLUMNS, rows, sheet.left, sheet.width, sheet.sizes)
    return parts.listed(sheet, label, ruled)


def _kinds(component: ReceiptComponent) -> tuple[list[str], list[str]]:
    counted = [
        (kind, count)
        for kind, count in (
            ("Bản chính", component.originals),
            ("Bản chứng thực", component.certified),
            ("Bản photo", component.copies),
        )
        if count
    ]
    if not counted:
        return ["Xuất trình, trả ngay"], ["–"]
    return [kind for kind, _ in counted], [f"{count:02d}" for _, count in counted]


def times(sheet: Sheet, data: ReceiptData) -> list[Strip]:
    """Items 2 to 7, the due time boxed, and the register; they keep together."""
    size = sheet.sizes.body
    received = [
        ("4. Thời gian nhận hồ sơ:", REGULAR),
        (wording.moment_text(data.received_at), REGULAR),
    ]
    if data.clock_doubtful:
        received.append((parts.DOUBTFUL, ITALIC))
    strips = sheet.field("2. Số lượng hồ sơ:", f"{data.sets:02d} (bộ)")
    limit = data.limit_text or "chưa công bố"
    strips += sheet.field("3. Thời gian giải quyết hồ sơ theo quy định là:", limit)
    strips += sheet.lines(received)
    promised = [gap(size * 0.3, WEAK), _due_box(sheet, data), gap(size * 0.35, WEAK)]
    promised += sheet.field("6. Đăng ký nhận kết quả tại:", data.return_place)
    promised += sheet.field("7. Phí, lệ phí:", _fee(data.fee_vnd))
    entry = ["Vào Sổ theo dõi hồ sơ"]
    entry += [f"Quyển số {data.book}"] if data.book else []
    entry += [f"Số thứ tự {data.register_no}"] if data.register_no > 0 else []
    if len(entry) > 1:
        promised += sheet.lines([(", ".join(entry), REGULAR)])
    return strips + parts.together(promised)


def _fee(amount: int | None) -> str:
    if amount is None:
        return "Theo quy định – xác định khi thu"
    return wording.dong(amount) if amount else "Không thu"


def _due_box(sheet: Sheet, data: ReceiptData) -> Strip:
    label, sizes = "5. Thời gian trả kết quả giải quyết hồ sơ:", sheet.sizes
    if data.due_at is None:
        return parts.box(sheet, label, NO_LIMIT, sizes.body)
    return parts.box(sheet, label, wording.due_text(data.due_at), sizes.due)


def sentences(data: ReceiptData) -> list[str]:
    """What the citizen must know."""
    told = [
        "Mang giấy này khi nhận kết quả; người nhận thay cần giấy ủy quyền.",
        "Mất giấy: mang giấy tờ tùy thân.",
    ]
    if data.holiday_note:
        told.append(data.holiday_note.rstrip(".") + ".")
    if data.lookup_site:
        told.append(f"Tra cứu tại {data.lookup_site} bằng mã hồ sơ và mã tra cứu.")
    if data.hotline:
        told.append(f"Hỏi đáp: {data.hotline}.")
    return told
