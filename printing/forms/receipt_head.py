"""The upper part of form 01: organisation and state, bars, title with the QR beside it.

Order and look after reference/look/receipt-form01-a5.png. Every function
returns strips in reading order.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from core.domain.receipt import Reprint
from printing import wording
from printing.barcode import Qr, fit_bars, fit_qr
from printing.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, text_width
from printing.forms.receipt_form import Form, gap
from printing.layout import (
    LINE,
    MM,
    WEAK,
    Rule,
    Strip,
    baseline,
    centred,
    wrap,
    wrap_balanced,
)

TITLE = ("GIẤY TIẾP NHẬN HỒ SƠ", "VÀ HẸN TRẢ KẾT QUẢ")
COPIES = ("Liên 1: Lưu", "Liên 2: Giao cá nhân, tổ chức")
PROVISIONAL = "SỐ TẠM – mã chính thức sẽ được cấp sau khi đồng bộ; tra cứu được bằng cả hai số"
LOOKUP_HEAD, LOOKUP_LABEL = "Tra cứu tiến độ", "Mã tra cứu:"
ABOVE_BARS, BARS_HEIGHT, UNDER_BARS = 1.6 * MM, 11 * MM, 0.6 * MM
QR_SIZE = 25 * MM
"""Side up to which a QR keeps its widest modules."""


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


def code_bars(form: Form) -> list[Strip]:
    """The bars on a row of their own, the code under them, and whether it is provisional."""
    data, size = form.data, form.sizes.body
    bars = fit_bars(data.dossier_code, form.paper.bars_width)
    strip = Strip(ABOVE_BARS + (BARS_HEIGHT + UNDER_BARS if bars else 0.0), keep=WEAK)
    middle = form.left + form.width / 2
    label = "Số tạm" if data.provisional else "Mã hồ sơ"
    code = wrap_balanced(f"{label}: {data.dossier_code}", BOLD, size, form.width)
    lines = [(line, BOLD, size, form.sizes.leading) for line in code]
    if data.provisional:
        small = size * 0.8
        warning = wrap_balanced(PROVISIONAL, BOLD_ITALIC, small, form.width)
        lines += [(line, BOLD_ITALIC, small, small * 1.22) for line in warning]
    for text, face, letter, step in lines:
        at = strip.height + baseline(step, letter)
        strip.texts.append(centred(text, middle, at, face, letter))
        strip.height += step
    if bars is not None:

        def paint(canvas: Canvas, top: float) -> None:
            foot = top - ABOVE_BARS - BARS_HEIGHT
            bars.draw(canvas, middle - bars.width / 2, foot, BARS_HEIGHT)

        strip.paint = paint
    return [strip]


def title(form: Form) -> list[Strip]:
    """Title and the copy's line between QR and look-up characters, then the reprint's mark."""
    sizes, width = form.sizes, form.width
    middle = form.left + width / 2
    qr = fit_qr(form.data.qr_text or form.data.dossier_code, QR_SIZE)
    side = (width - max(text_width(line, BOLD, sizes.title) for line in TITLE)) / 2
    strips = [_title(form, middle)]
    if qr.size <= side:
        strips = [_merged(strips[0], _qr(form, qr, side))]
    else:  # a text far longer than a link
        strips.append(_qr(form, qr, width / 2))
    if form.data.reprint is not None:
        size, leading = sizes.body * 0.95, sizes.leading
        for line in wrap_balanced(reprint_text(form.data.reprint), BOLD_ITALIC, size, width):
            text = centred(line, middle, baseline(leading, size), BOLD_ITALIC, size)
            strips.append(Strip(leading, [text], keep=WEAK))
        strips.append(gap(sizes.body * 0.3, WEAK))
    return [*strips, gap(sizes.body * 0.1)]


def _title(form: Form, middle: float) -> Strip:
    sizes, strip = form.sizes, Strip(form.sizes.body * 0.35, keep=WEAK)
    step, size = sizes.title * 1.3, sizes.body * 0.95
    for line in TITLE:
        at = strip.height + baseline(step, sizes.title)
        strip.texts.append(centred(line, middle, at, BOLD, sizes.title))
        strip.height += step
    at = strip.height + baseline(sizes.leading, size)
    strip.per_copy = tuple(centred(f"({copy})", middle, at, ITALIC, size) for copy in COPIES)
    strip.height += sizes.leading + sizes.body * 0.35
    return strip


def _qr(form: Form, qr: Qr, side: float) -> Strip:
    """QR in the middle of the left side, look-up characters in that of the right side."""
    size, code = form.sizes.body * 0.9, form.data.lookup_code
    room = side - 1 * MM
    large = min(form.sizes.title * 1.25, room / text_width(code, BOLD, 1.0))
    large = max(large, form.sizes.body)
    lines = [
        *((line, BOLD, size) for line in wrap_balanced(LOOKUP_HEAD, BOLD, size, room)),
        (LOOKUP_LABEL, REGULAR, size),
        *((line[0][2], BOLD, large) for line in wrap([(code, BOLD)], large, room)),
    ]
    steps = [letter * 1.3 for _, _, letter in lines]
    strip = Strip(max(qr.size, sum(steps)), keep=WEAK)
    down = (strip.height - sum(steps)) / 2
    for (text, face, letter), step in zip(lines, steps, strict=True):
        at = down + baseline(step, letter)
        strip.texts.append(centred(text, form.right - side / 2, at, face, letter))
        down += step

    def paint(canvas: Canvas, top: float) -> None:
        left = form.left + (side - qr.size) / 2
        qr.draw(canvas, left, top - (strip.height + qr.size) / 2)

    strip.paint = paint
    return strip


def _merged(one: Strip, painted: Strip) -> Strip:
    """Both as one strip, their middles on one height."""
    height = max(one.height, painted.height)
    shift, lower = (height - one.height) / 2, (height - painted.height) / 2
    paint = painted.paint
    assert paint is not None
    return Strip(
        height,
        [text._replace(down=text.down + shift) for text in one.texts]
        + [text._replace(down=text.down + lower) for text in painted.texts],
        keep=WEAK,
        paint=lambda canvas, top: paint(canvas, top - lower),
        per_copy=tuple(text._replace(down=text.down + shift) for text in one.per_copy),
    )


def reprint_text(reprint: Reprint, *, full: bool = True) -> str:
    """``Bản in lại lúc 14:05 ngày 24/11/2026, thay bản in lúc …``."""
    text = f"Bản in lại lúc {wording.short_moment(reprint.at)}"
    if full and reprint.replaces is not None:
        text += f", thay bản in lúc {wording.short_moment(reprint.replaces)}"
    return text
