"""The body of form 01: people, papers, times, signatures, notes.

Order and look after reference/look/receipt-form01-a5.png, fields after
reference/domain.md §2.3. Every function returns strips in reading order.
"""

from __future__ import annotations

import math
from functools import partial

from core.domain.receipt import ReceiptComponent
from printing import wording
from printing.fonts import BOLD, ITALIC, MISSING, REGULAR, text_width
from printing.forms.receipt_form import Form, gap
from printing.layout import (
    FRAME,
    HAIR,
    MM,
    STRONG,
    WEAK,
    Rule,
    Strip,
    Text,
    baseline,
    centred,
    paragraph,
    wrap,
    wrap_balanced,
)
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


def people(form: Form) -> list[Strip]:
    """Who filed, whose dossier it is, and what is asked for."""
    data, add = form.data, form.field
    unit = data.unit_name.casefold()
    where = "Trung tâm t" if "trung tâm" in unit else "Bộ phận t" if "bộ phận" in unit else "T"
    procedure = data.procedure_name
    if data.procedure_code:
        procedure += f" ({data.procedure_code})"
    strips = add("Nơi tiếp nhận:", data.receiving_unit)
    strips += add(f"{where}iếp nhận hồ sơ của:", data.filer_name, BOLD)
    strips += _identity(form)
    strips += add("Địa chỉ:", data.filer_address)
    strips += add("Email:", data.filer_email)
    strips += add("Chủ hồ sơ:", data.owner_name, BOLD)
    if data.owner_address != data.filer_address:
        strips += add("Địa chỉ chủ hồ sơ:", data.owner_address)
    strips += add("Nội dung yêu cầu giải quyết:", procedure, BOLD)
    return strips + add("Cơ quan giải quyết:", data.deciding_agency)


def _identity(form: Form) -> list[Strip]:
    data, size = form.data, form.sizes.body
    label = f"{(data.filer_id_label or 'Số định danh cá nhân').rstrip(':')}:"
    phone = f"Điện thoại: {data.filer_phone}" if data.filer_phone else ""
    wide = text_width(f"{label} {data.filer_id}", REGULAR, size)
    phone_wide = text_width(phone, REGULAR, size)
    strips = form.field(label, data.filer_id)
    if phone and len(strips) == 1 and wide + phone_wide + 4 * MM <= form.width:
        at = Text(form.right - phone_wide, strips[0].texts[0].down, REGULAR, size, phone)
        strips[0].texts.append(at)
        return strips
    return strips + form.field("Điện thoại:", data.filer_phone)


def papers(form: Form) -> list[Strip]:
    """Item 1: the papers handed in."""
    label = form.field("1. Thành phần hồ sơ nộp gồm:", " ", keep=STRONG)
    if not form.data.components:
        return form.field("1. Thành phần hồ sơ nộp gồm:", "Không có giấy tờ nộp kèm")
    rows = [
        ([str(number)], [component.name], *_kinds(component))
        for number, component in enumerate(form.data.components, start=1)
    ]
    ruled = table(COLUMNS, rows, form.left, form.width, form.sizes)
    return [*label, gap(form.sizes.body * 0.1, STRONG), *ruled, gap(form.sizes.body * 0.35)]


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


def times(form: Form) -> list[Strip]:
    """Items 2 to 7, the due time boxed, and the register; they keep together."""
    data, sizes = form.data, form.sizes
    received = [
        ("4. Thời gian nhận hồ sơ:", REGULAR),
        (wording.moment_text(data.received_at), REGULAR),
    ]
    if data.clock_doubtful:
        received.append(("(giờ nghi ngờ)", ITALIC))
    lines = partial(
        paragraph, x=form.left, width=form.width, size=sizes.body, leading=sizes.leading
    )
    strips = form.field("2. Số lượng hồ sơ:", f"{data.sets:02d} (bộ)")
    limit = data.limit_text or "chưa công bố"
    strips += form.field("3. Thời gian giải quyết hồ sơ theo quy định là:", limit)
    strips += lines(received)
    due = len(strips)
    strips += [gap(sizes.body * 0.3, WEAK), _due_box(form), gap(sizes.body * 0.35, WEAK)]
    strips += form.field("6. Đăng ký nhận kết quả tại:", data.return_place, keep=WEAK)
    strips += form.field("7. Phí, lệ phí:", _fee(data.fee_vnd), keep=WEAK)
    entry = ["Vào Sổ theo dõi hồ sơ"]
    entry += [f"Quyển số {data.book}"] if data.book else []
    entry += [f"Số thứ tự {data.register_no}"] if data.register_no > 0 else []
    if len(entry) > 1:
        strips += lines([(", ".join(entry), REGULAR)], keep=STRONG)
    for strip in strips[due:]:
        strip.keep = max(strip.keep, WEAK)
    strips[-1].keep = STRONG
    return strips


def _fee(amount: int | None) -> str:
    if amount is None:
        return "Theo quy định – xác định khi thu"
    return wording.dong(amount) if amount else "Không thu"


def _due_box(form: Form) -> Strip:
    data, sizes = form.data, form.sizes
    pad = sizes.body * 0.75
    x, room = form.left + pad, form.width - 2 * pad
    if data.due_at is not None:
        size, due = sizes.due, wording.due_text(data.due_at)
    else:
        size, due = sizes.body, NO_LIMIT
    leading = size * 1.3
    label = "5. Thời gian trả kết quả giải quyết hồ sơ:"
    top = sizes.body * 0.3
    down = top + baseline(sizes.leading, sizes.body)
    strip = Strip(top + sizes.leading, [Text(x, down, REGULAR, sizes.body, label)], keep=WEAK)
    for line in wrap([(due, BOLD)], size, room):
        strip.texts.append(Text(x, strip.height + baseline(leading, size), BOLD, size, line[0][2]))
        strip.height += leading
    strip.height += sizes.body * 0.35
    foot = strip.height
    for x1, y1, x2, y2 in (
        (form.left, 0.0, form.right, 0.0),
        (form.left, foot, form.right, foot),
        (form.left, -FRAME / 2, form.left, foot + FRAME / 2),
        (form.right, -FRAME / 2, form.right, foot + FRAME / 2),
    ):
        strip.rules.append(Rule(x1, y1, x2, y2, FRAME))
    return strip


def signatures(form: Form) -> list[Strip]:
    """Both signatures with room to sign, never divided."""
    sizes, data = form.sizes, form.data
    leading, half = sizes.leading, form.width / 2 - 4 * MM
    heading = Strip(sizes.body * 0.3 + 2 * leading, keep=STRONG)
    names: list[list[str]] = []
    for column, (role, name) in enumerate(
        (("NGƯỜI NỘP HỒ SƠ", data.filer_name), ("NGƯỜI TIẾP NHẬN HỒ SƠ", data.officer_name))
    ):
        middle, down = form.middle(column), sizes.body * 0.3
        size = sizes.body * 0.95
        down += baseline(leading, size)
        heading.texts += [
            centred(role, middle, down, BOLD, size),
            centred("(Ký và ghi rõ họ tên)", middle, down + leading * 0.93, ITALIC, size),
        ]
        names.append(wrap_balanced(name, BOLD, sizes.body, half))
    least, most = form.paper.sign_room
    strips = [heading, Strip(least, keep=STRONG, stretch=most - least)]
    down = baseline(leading, sizes.body)
    for row in range(max(map(len, names))):
        texts = [
            centred(lines[row], form.middle(column), down, BOLD, sizes.body)
            for column, lines in enumerate(names)
            if row < len(lines)
        ]
        strips.append(Strip(leading, texts, keep=STRONG))
    strips[-1].keep = WEAK
    return strips


def notes(form: Form) -> list[Strip]:
    """What the citizen must know, at the foot of the last page."""
    data, sizes = form.data, form.sizes
    sentences = [
        "Mang giấy này khi nhận kết quả; người nhận thay cần giấy ủy quyền.",
        "Mất giấy: mang giấy tờ tùy thân.",
    ]
    if data.holiday_note:
        sentences.append(data.holiday_note.rstrip(".") + ".")
    if data.lookup_site:
        sentences.append(f"Tra cứu tại {data.lookup_site} bằng mã hồ sơ và mã tra cứu.")
    if data.hotline:
        sentences.append(f"Hỏi đáp: {data.hotline}.")
    if data.clock_doubtful:
        sentences.append("Giờ nghi ngờ: đồng hồ của máy in giấy này chưa được xác nhận.")
    if form.lossy:
        sentences.append(f"Dấu {MISSING} thay cho ký tự không in được trên giấy này.")
    above = sizes.body * 0.7
    filler = Strip(above, keep=WEAK, stretch=math.inf)
    ruled = Strip(sizes.body * 0.35, keep=WEAK)
    ruled.rules.append(Rule(form.left, 0.0, form.right, 0.0, HAIR))
    runs = [(" ".join(sentences), ITALIC)]
    text = paragraph(runs, form.left, form.width, sizes.note, sizes.note * 1.22, WEAK)
    for strip in text:
        strip.keep = WEAK
    return [filler, ruled, *text]
