"""The upper part of form 01: organisation and state, symbols, title.

Order and look after reference/look/receipt-form01-a5.png. Every function
returns strips in reading order.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from core.domain.receipt import Reprint
from printing import wording
from printing.barcode import Bars, Qr, fit_bars, fit_qr
from printing.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, text_width
from printing.forms.receipt_form import Form, gap
from printing.layout import (
    LINE,
    MM,
    WEAK,
    Rule,
    Strip,
    Text,
    baseline,
    centred,
    wrap,
    wrap_balanced,
)

TITLE = "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
COPIES = ("Liên 1: Lưu", "Liên 2: Giao cá nhân, tổ chức")
COPY_TAG = "copy"
PROVISIONAL = "SỐ TẠM – mã chính thức sẽ được cấp sau khi đồng bộ; tra cứu được bằng cả hai số"
LOOKUP_HEAD, LOOKUP_LABEL = "Tra cứu tiến độ", "Mã tra cứu:"


def head(form: Form) -> list[Strip]:
    """Parent organisation and unit left, the state's name and motto right."""
    size, data, half = form.sizes.header, form.data, form.width / 2 - 0.5 * MM
    leading = size * 1.32
    parent = wrap_balanced(data.parent_org.upper(), REGULAR, size, half)
    unit = wrap_balanced(data.unit_name.upper(), BOLD, size, half)
    lines = [
        [(line, REGULAR, size) for line in parent] + [(line, BOLD, size) for line in unit],
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, size),
            ("Độc lập - Tự do - Hạnh phúc", BOLD, size * 1.13),
        ],
    ]
    strip = Strip(0.0, keep=WEAK)
    for column, texts in enumerate(lines):
        middle, down = form.middle(column), 0.0
        for text, face, letter in texts:
            at = down + baseline(leading, letter)
            strip.texts.append(centred(text, middle, at, face, letter))
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
    strip = Strip(1.2 * MM + tall, keep=WEAK)
    middle = x + width / 2
    label = "Số tạm" if data.provisional else "Mã hồ sơ"
    code = wrap_balanced(f"{label}: {data.dossier_code}", BOLD, size, width)
    lines = [(line, BOLD, size) for line in code]
    if data.provisional:
        small = size * 0.72
        warning = wrap_balanced(PROVISIONAL, BOLD_ITALIC, small, width - 4)
        lines += [(line, BOLD_ITALIC, small) for line in warning]
    strip.height += 0.8 * MM
    for text, face, letter in lines:
        step = leading if letter == size else letter * 1.18
        at = strip.height + baseline(step, letter)
        strip.texts.append(centred(text, middle, at, face, letter))
        strip.height += step
    if bars is not None:

        def paint(canvas: Canvas, top: float) -> None:
            bars.draw(canvas, middle - bars.width / 2, top - 1.2 * MM - tall, tall)

        strip.paint = paint
    return strip


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

    def lines(text: str, face: str, size: float, step: float) -> list[Strip]:
        down = baseline(step, size)
        return [
            Strip(step, [centred(line, middle, down, face, size)], keep=WEAK)
            for line in wrap_balanced(text, face, size, form.width)
        ]

    strips = [gap(sizes.body * 0.4, WEAK), *lines(TITLE, BOLD, sizes.title, sizes.title * 1.3)]
    strips.append(copy_strip(form, 0))
    if form.data.reprint is not None:
        mark = reprint_text(form.data.reprint)
        strips += lines(mark, BOLD_ITALIC, sizes.body * 0.95, sizes.leading)
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
