"""The parts of form 01, from the heads of state and unit down to the notes.

Order and look after reference/look/receipt-form01-a5.png, fields after
reference/domain.md §2.2-2.3. Every function returns strips in reading order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from core.domain.receipt import ReceiptComponent, ReceiptData, Reprint
from printing import wording
from printing.barcode import Bars, Qr, fit_bars, fit_qr
from printing.fonts import BOLD, BOLD_ITALIC, ITALIC, MISSING, REGULAR, text_width
from printing.layout import (
    FRAME,
    HAIR,
    LINE,
    MM,
    STRONG,
    WEAK,
    Column,
    Paper,
    Rule,
    Sizes,
    Strip,
    Text,
    baseline,
    centred,
    paragraph,
    table,
    wrap,
    wrap_balanced,
)

TITLE = "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
COPIES = ("Liên 1: Lưu", "Liên 2: Giao cá nhân, tổ chức")
COPY_TAG = "copy"
PROVISIONAL = (
    "SỐ TẠM – mã chính thức sẽ được cấp sau khi đồng bộ; tra cứu được bằng cả hai số"
)
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


@dataclass(frozen=True, slots=True)
class Form:
    """What every part needs: the data (printable texts only) and the measures."""

    data: ReceiptData
    paper: Paper
    sizes: Sizes
    lossy: bool

    @property
    def left(self) -> float:
        return self.paper.left

    @property
    def width(self) -> float:
        return self.paper.text_width

    @property
    def right(self) -> float:
        return self.paper.left + self.paper.text_width

    def middle(self, column: int) -> float:
        """Middle of the left (0) or right (1) half."""
        return self.left + self.width * (0.25 + 0.5 * column)

    def field(self, label: str, value: str, face: str = REGULAR, keep: int = 0) -> list[Strip]:
        """``label value``, wrapped; nothing when the value is blank."""
        if not value:
            return []
        runs = [(label, REGULAR), (value, face)]
        return paragraph(runs, self.left, self.width, self.sizes.body, self.sizes.leading, keep)


def gap(height: float, keep: int = 0) -> Strip:
    return Strip(height, keep=keep)


def head(form: Form) -> list[Strip]:
    """Parent organisation and unit left, the state's name and motto right."""
    size, data, half = form.sizes.header, form.data, form.width / 2 - 0.5 * MM
    leading = size * 1.32
    unit = wrap_balanced(data.unit_name.upper(), BOLD, size, half)
    lines = [
        [(line, REGULAR, size) for line in wrap_balanced(data.parent_org.upper(), REGULAR, size, half)]
        + [(line, BOLD, size) for line in unit],
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, size),
            ("Độc lập - Tự do - Hạnh phúc", BOLD, size * 1.13),
        ],
    ]
    strip = Strip(0.0, keep=WEAK)
    for column, texts in enumerate(lines):
        middle, down = form.middle(column), 0.0
        for text, face, letter in texts:
            strip.texts.append(centred(text, middle, down + baseline(leading, letter), face, letter))
            down += leading
        text, face, letter = texts[-1]
        wide = text_width(text, face, letter) * (0.39 if column == 0 else 1.0)
        down += size * 0.22
        strip.rules.append(Rule(middle - wide / 2, down, middle + wide / 2, down, LINE))
        strip.height = max(strip.height, down + size * 0.45)
    numbers = wrap_balanced(f"Số: {data.number}", REGULAR, form.sizes.body * 0.95, half)
    dates = wrap_balanced(
        f"{data.place}, {wording.long_date(data.issued_on)}", ITALIC, form.sizes.body * 0.95, half
    )
    second = Strip(0.0, keep=WEAK)
    for column, (words, face) in enumerate(((numbers, REGULAR), (dates, ITALIC))):
        for row, word in enumerate(words):
            down = row * form.sizes.leading + baseline(form.sizes.leading, form.sizes.body)
            second.texts.append(
                centred(word, form.middle(column), down, face, form.sizes.body * 0.95)
            )
    second.height = max(len(numbers), len(dates)) * form.sizes.leading
    return [strip, second]


def symbols(form: Form) -> list[Strip]:
    """Bars with the code under them, QR with the look-up characters beside it.

    The QR stands beside the bars when both fit with their quiet zones, else
    the bars have a row of their own.
    """
    data, width = form.data, form.width
    bars = fit_bars(data.dossier_code, width)
    qr = fit_qr(data.qr_text or data.dossier_code, 22 * MM)
    lookup = _lookup_width(form)
    bars_width = bars.width if bars else 0.0
    if max(bars_width, width / 2) + qr.size + lookup <= width:
        left_width = max(bars_width, width / 2)
        code = _code(form, bars, form.left, left_width)
        beside = _lookup(form, qr, form.left + left_width, width - left_width)
        return [_side_by_side(code, beside)]
    if bars_width + qr.size + lookup <= width:
        code = _code(form, bars, form.left, bars_width)
        beside = _lookup(form, qr, form.left + bars_width, width - bars_width)
        return [_side_by_side(code, beside)]
    return [
        _code(form, bars, form.left, width),
        _lookup(form, qr, form.left, max(width, qr.size)),
    ]


def _side_by_side(one: Strip, other: Strip) -> Strip:
    height = max(one.height, other.height)
    shift = (height - one.height) / 2

    def paint(canvas: Canvas, top: float) -> None:
        if one.paint is not None:
            one.paint(canvas, top - shift)
        if other.paint is not None:
            other.paint(canvas, top)

    texts = [t._replace(down=t.down + shift) for t in one.texts] + other.texts
    return Strip(height, texts, keep=WEAK, paint=paint)


def _code(form: Form, bars: Bars | None, x: float, width: float) -> Strip:
    data, size, leading = form.data, form.sizes.body, form.sizes.leading
    tall = 11.5 * MM if bars else 0.0
    strip = Strip(0.5 * MM + tall, keep=WEAK)
    middle = x + width / 2
    label = "Số tạm" if data.provisional else "Mã hồ sơ"
    lines = [(t, BOLD, size) for t in wrap_balanced(f"{label}: {data.dossier_code}", BOLD, size, width)]
    if data.provisional:
        small = size * 0.72
        lines += [(t, BOLD_ITALIC, small) for t in wrap_balanced(PROVISIONAL, BOLD_ITALIC, small, width - 4)]
    strip.height += 0.8 * MM
    for text, face, letter in lines:
        step = leading if letter == size else letter * 1.18
        strip.texts.append(centred(text, middle, strip.height + baseline(step, letter), face, letter))
        strip.height += step
    if bars is not None:

        def paint(canvas: Canvas, top: float) -> None:
            bars.draw(canvas, middle - bars.width / 2, top - 0.5 * MM - tall, tall)

        strip.paint = paint
    return strip


LOOKUP_HEAD, LOOKUP_LABEL = "Tra cứu tiến độ", "Mã tra cứu:"


def _lookup_width(form: Form) -> float:
    code = text_width(form.data.lookup_code, BOLD, form.sizes.title)
    return max(text_width(LOOKUP_HEAD, BOLD, form.sizes.body * 0.9), min(code, 60 * MM)) + 1 * MM


def _lookup(form: Form, qr: Qr, x: float, width: float) -> Strip:
    size = form.sizes.body
    room = width - qr.size
    large = form.sizes.title * 1.25
    wide = text_width(form.data.lookup_code, BOLD, large)
    if wide > room:
        large = max(large * room / wide, size)
    code = wrap([(form.data.lookup_code, BOLD)], large, room)
    texts = [(LOOKUP_HEAD, BOLD, size * 0.9), (LOOKUP_LABEL, REGULAR, size * 0.9)]
    texts += [(line[0][2], BOLD, large) for line in code]
    widest = max(text_width(text, face, letter) for text, face, letter in texts)
    spare = max(0.0, room - widest)
    start = x + min(spare / 2, 6 * MM)
    steps = [letter * 1.32 for _, _, letter in texts]
    strip = Strip(max(qr.size, sum(steps)), keep=WEAK)
    down = (strip.height - sum(steps)) / 2
    for (text, face, letter), step in zip(texts, steps, strict=True):
        strip.texts.append(Text(start + qr.size, down + baseline(step, letter), face, letter, text))
        down += step

    def paint(canvas: Canvas, top: float) -> None:
        qr.draw(canvas, start, top - (strip.height + qr.size) / 2)

    strip.paint = paint
    return strip


def title(form: Form) -> list[Strip]:
    """Title, the copy's line (exchanged for each copy) and the reprint's mark."""
    sizes, middle = form.sizes, form.left + form.width / 2
    strips = [gap(sizes.body * 0.4, WEAK)]
    lines = [(t, BOLD, sizes.title) for t in wrap_balanced(TITLE, BOLD, sizes.title, form.width)]
    for text, face, size in lines:
        step = size * 1.3
        strips.append(Strip(step, [centred(text, middle, baseline(step, size), face, size)], keep=WEAK))
    strips.append(copy_strip(form, 0))
    if form.data.reprint is not None:
        size = sizes.body * 0.95
        for text in wrap_balanced(reprint_text(form.data.reprint), BOLD_ITALIC, size, form.width):
            down = baseline(sizes.leading, size)
            strips.append(Strip(sizes.leading, [centred(text, middle, down, BOLD_ITALIC, size)], keep=WEAK))
    return [*strips, gap(sizes.body * 0.35)]


def copy_strip(form: Form, copy: int) -> Strip:
    """``(Liên 1: Lưu)``; the same height for every copy."""
    size, leading = form.sizes.body * 0.95, form.sizes.leading
    text = centred(
        f"({COPIES[copy]})", form.left + form.width / 2, baseline(leading, size), ITALIC, size
    )
    return Strip(leading, [text], keep=WEAK, tag=COPY_TAG)


def reprint_text(reprint: Reprint, *, full: bool = True) -> str:
    """``Bản in lại lúc 14:05 ngày 24/11/2026, thay bản in lúc …``."""
    text = f"Bản in lại lúc {wording.short_moment(reprint.at)}"
    if full and reprint.replaces is not None:
        text += f", thay bản in lúc {wording.short_moment(reprint.replaces)}"
    return text


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
    lines = partial(paragraph, x=form.left, width=form.width, size=sizes.body, leading=sizes.leading)
    strips = form.field("2. Số lượng hồ sơ:", f"{data.sets:02d} (bộ)")
    limit = data.limit_text or "chưa công bố"
    strips += form.field("3. Thời gian giải quyết hồ sơ theo quy định là:", limit)
    strips += lines(received)
    strips += [gap(sizes.body * 0.3, WEAK), _due_box(form), gap(sizes.body * 0.35, WEAK)]
    strips += form.field("6. Đăng ký nhận kết quả tại:", data.return_place, keep=WEAK)
    strips += form.field("7. Phí, lệ phí:", _fee(data.fee_vnd), keep=WEAK)
    entry = ["Vào Sổ theo dõi hồ sơ"]
    entry += [f"Quyển số {data.book}"] if data.book else []
    entry += [f"Số thứ tự {data.register_no}"] if data.register_no > 0 else []
    if len(entry) > 1:
        strips += lines([(", ".join(entry), REGULAR)], keep=STRONG)
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
    strip = Strip(top, keep=WEAK)
    strip.texts.append(Text(x, top + baseline(sizes.leading, sizes.body), REGULAR, sizes.body, label))
    strip.height += sizes.leading
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
        heading.texts += [
            centred(role, middle, down + baseline(leading, size), BOLD, size),
            centred("(Ký và ghi rõ họ tên)", middle, down + leading * 0.93 + baseline(leading, size),
                    ITALIC, size),
        ]
        names.append(wrap_balanced(name, BOLD, sizes.body, half))
    least, most = form.paper.sign_room
    strips = [heading, Strip(least, keep=STRONG, stretch=most - least)]
    for row in range(max(map(len, names))):
        texts = [
            centred(lines[row], form.middle(column), baseline(leading, sizes.body), BOLD, sizes.body)
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
