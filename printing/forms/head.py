"""The upper part of forms: organisation and state, bars, title with the QR beside it.

Order and look after reference/look/receipt-form01-a5.png. Every function
returns strips in reading order.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from printing import wording
from printing.barcode import Qr, fit_bars, fit_qr
from printing.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, text_width
from printing.forms.sheet import Sheet, gap
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

LOOKUP_LABEL = "Mã tra cứu:"
ABOVE_BARS, BARS_HEIGHT, UNDER_BARS = 1.6 * MM, 11 * MM, 0.6 * MM
QR_SIZE = 25 * MM
"""Side up to which a QR keeps its widest modules."""


def head(sheet: Sheet) -> list[Strip]:
    """The whole upper part, down to title and reprint mark."""
    return [*issuer(sheet), *code_bars(sheet), *title(sheet)]


def issuer(sheet: Sheet) -> list[Strip]:
    """Parent organisation and unit left, the state's name and motto right."""
    size, heading, half = sheet.sizes.header, sheet.heading, sheet.width / 2 - 0.5 * MM
    leading = size * 1.32
    parent = wrap_balanced(heading.parent_org.upper(), REGULAR, size, half)
    unit = wrap_balanced(heading.unit_name.upper(), BOLD, size, half)
    lines = [
        [(line, REGULAR, size) for line in parent] + [(line, BOLD, size) for line in unit],
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, size),
            ("Độc lập - Tự do - Hạnh phúc", BOLD, size * 1.13),
        ],
    ]
    strip = Strip(0.0, keep=WEAK)
    for column, texts in enumerate(lines):
        middle, down = sheet.middle(column), 0.0
        for text, face, letter in texts:
            at = down + baseline(leading, letter)
            strip.texts.append(centred(text, middle, at, face, letter))
            down += leading
        text, face, letter = texts[-1]
        wide = text_width(text, face, letter) * (0.39 if column == 0 else 1.0)
        down += size * 0.22
        strip.rules.append(Rule(middle - wide / 2, down, middle + wide / 2, down, LINE))
        strip.height = max(strip.height, down + size * 0.45)
    small = sheet.sizes.body * 0.95
    numbers = wrap_balanced(f"Số: {heading.number}", REGULAR, small, half)
    dated = f"{heading.place}, {wording.long_date(heading.issued_on)}"
    dates = wrap_balanced(dated, ITALIC, small, half)
    second = Strip(0.0, keep=WEAK)
    for column, (words, face) in enumerate(((numbers, REGULAR), (dates, ITALIC))):
        for row, word in enumerate(words):
            down = row * sheet.sizes.leading + baseline(sheet.sizes.leading, sheet.sizes.body)
            second.texts.append(centred(word, sheet.middle(column), down, face, small))
    second.height = max(len(numbers), len(dates)) * sheet.sizes.leading
    return [strip, second]


def code_bars(sheet: Sheet) -> list[Strip]:
    """The bars on a row of their own, the code and its warning under them."""
    heading, size = sheet.heading, sheet.sizes.body
    bars = fit_bars(heading.code, sheet.paper.bars_width)
    strip = Strip(ABOVE_BARS + (BARS_HEIGHT + UNDER_BARS if bars else 0.0), keep=WEAK)
    middle = sheet.left + sheet.width / 2
    code = wrap_balanced(f"{heading.code_label}: {heading.code}", BOLD, size, sheet.width)
    lines = [(line, BOLD, size, sheet.sizes.leading) for line in code]
    if heading.code_note:
        small = size * 0.8
        warning = wrap_balanced(heading.code_note, BOLD_ITALIC, small, sheet.width)
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


def title(sheet: Sheet) -> list[Strip]:
    """Title and the copy's line between QR and look-up characters, then the reprint's mark."""
    heading, sizes, width = sheet.heading, sheet.sizes, sheet.width
    middle = sheet.left + width / 2
    qr = fit_qr(heading.qr_text or heading.code, QR_SIZE)
    side = (width - max(text_width(line, BOLD, sizes.title) for line in heading.title)) / 2
    strips = [_title(sheet, middle)]
    if qr.size <= side:
        strips = [_merged(strips[0], _qr(sheet, qr, side))]
    else:  # a text far longer than a link
        strips.append(_qr(sheet, qr, width / 2))
    if heading.reprint is not None:
        size, leading = sizes.body * 0.95, sizes.leading
        for line in wrap_balanced(wording.reprint_text(heading.reprint), BOLD_ITALIC, size, width):
            text = centred(line, middle, baseline(leading, size), BOLD_ITALIC, size)
            strips.append(Strip(leading, [text], keep=WEAK))
        strips.append(gap(sizes.body * 0.3, WEAK))
    return [*strips, gap(sizes.body * 0.1)]


def _title(sheet: Sheet, middle: float) -> Strip:
    sizes, strip = sheet.sizes, Strip(sheet.sizes.body * 0.35, keep=WEAK)
    step, size = sizes.title * 1.3, sizes.body * 0.95
    for line in sheet.heading.title:
        at = strip.height + baseline(step, sizes.title)
        strip.texts.append(centred(line, middle, at, BOLD, sizes.title))
        strip.height += step
    copies = sheet.heading.copies
    if any(copies):
        at = strip.height + baseline(sizes.leading, size)
        strip.per_copy = tuple(centred(f"({copy})", middle, at, ITALIC, size) for copy in copies)
        strip.height += sizes.leading
    strip.height += sizes.body * 0.35
    return strip


def _qr(sheet: Sheet, qr: Qr, side: float) -> Strip:
    """QR in the middle of the left side, look-up characters in that of the right side."""
    size, lookup, code = (
        sheet.sizes.body * 0.9,
        sheet.heading.lookup_head,
        sheet.heading.lookup_code,
    )
    room = side - 1 * MM
    large = min(sheet.sizes.title * 1.25, room / text_width(code, BOLD, 1.0))
    large = max(large, sheet.sizes.body)
    lines = [
        *((line, BOLD, size) for line in wrap_balanced(lookup, BOLD, size, room)),
        (LOOKUP_LABEL, REGULAR, size),
        *((line[0][2], BOLD, large) for line in wrap([(code, BOLD)], large, room)),
    ]
    steps = [letter * 1.3 for _, _, letter in lines]
    strip = Strip(max(qr.size, sum(steps)), keep=WEAK)
    down = (strip.height - sum(steps)) / 2
    for (text, face, letter), step in zip(lines, steps, strict=True):
        at = down + baseline(step, letter)
        strip.texts.append(centred(text, sheet.right - side / 2, at, face, letter))
        down += step

    def paint(canvas: Canvas, top: float) -> None:
        left = sheet.left + (side - qr.size) / 2
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
