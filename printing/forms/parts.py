"""Strips that many forms share: who stands at the counter, boxed lines, signatures, notes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from printing.fonts import BOLD, ITALIC, MISSING, REGULAR, text_width
from printing.forms.sheet import Sheet, gap
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

DOUBTFUL = "(giờ nghi ngờ)"


def office(unit_name: str) -> str:
    """What the unit calls itself inside a sentence: "Trung tâm", "Bộ phận", or blank."""
    unit = unit_name.casefold()
    return next((name for name in ("Trung tâm", "Bộ phận") if name.casefold() in unit), "")


def matter(name: str, code: str) -> str:
    """The procedure with its code, if it has one."""
    return f"{name} ({code})" if code else name


def identity(sheet: Sheet, label: str, number: str, phone: str) -> list[Strip]:
    """Number and phone of the person, on one line where both fit."""
    size = sheet.sizes.body
    label = f"{(label or 'Số định danh cá nhân').rstrip(':')}:"
    told = f"Điện thoại: {phone}" if phone else ""
    wide = text_width(f"{label} {number}", REGULAR, size)
    phone_wide = text_width(told, REGULAR, size)
    strips = sheet.field(label, number)
    if told and len(strips) == 1 and wide + phone_wide + 4 * MM <= sheet.width:
        at = Text(sheet.right - phone_wide, strips[0].texts[0].down, REGULAR, size, told)
        strips[0].texts.append(at)
        return strips
    return strips + sheet.field("Điện thoại:", phone)


def numbered(sheet: Sheet, label: str, head: str, lines: Sequence[str]) -> list[Strip]:
    """A label and under it a table of one text a row."""
    columns = (Column(0.065, "STT"), Column(0.935, head, centre=False))
    rows = [([str(number)], [line]) for number, line in enumerate(lines, start=1)]
    return listed(sheet, label, table(columns, rows, sheet.left, sheet.width, sheet.sizes))


def listed(sheet: Sheet, label: str, ruled: Sequence[Strip]) -> list[Strip]:
    """A table under its label; the label never stands alone."""
    named = sheet.field(label, " ", keep=STRONG)
    size = sheet.sizes.body
    return [*named, gap(size * 0.1, STRONG), *ruled, gap(size * 0.35)]


def box(sheet: Sheet, label: str, value: str, size: float) -> Strip:
    """A framed label with a bold value under it: what the paper is kept for."""
    sizes = sheet.sizes
    pad = sizes.body * 0.75
    x, room, leading = sheet.left + pad, sheet.width - 2 * pad, size * 1.3
    top = sizes.body * 0.3
    down = top + baseline(sizes.leading, sizes.body)
    strip = Strip(top + sizes.leading, [Text(x, down, REGULAR, sizes.body, label)], keep=WEAK)
    for line in wrap([(value, BOLD)], size, room):
        strip.texts.append(Text(x, strip.height + baseline(leading, size), BOLD, size, line[0][2]))
        strip.height += leading
    strip.height += sizes.body * 0.35
    foot = strip.height
    for x1, y1, x2, y2 in (
        (sheet.left, 0.0, sheet.right, 0.0),
        (sheet.left, foot, sheet.right, foot),
        (sheet.left, -FRAME / 2, sheet.left, foot + FRAME / 2),
        (sheet.right, -FRAME / 2, sheet.right, foot + FRAME / 2),
    ):
        strip.rules.append(Rule(x1, y1, x2, y2, FRAME))
    return strip


def signatures(sheet: Sheet, signers: Sequence[tuple[str, str]]) -> list[Strip]:
    """Left and right ``(role, name)`` with room to sign, never divided."""
    sizes = sheet.sizes
    leading, half = sizes.leading, sheet.width / 2 - 4 * MM
    heading = Strip(sizes.body * 0.3 + 2 * leading, keep=STRONG)
    names: list[list[str]] = []
    for column, (role, name) in enumerate(signers):
        middle, down = sheet.middle(column), sizes.body * 0.3
        size = sizes.body * 0.95
        down += baseline(leading, size)
        heading.texts += [
            centred(role, middle, down, BOLD, size),
            centred("(Ký và ghi rõ họ tên)", middle, down + leading * 0.93, ITALIC, size),
        ]
        names.append(wrap_balanced(name, BOLD, sizes.body, half))
    least, most = sheet.paper.sign_room
    strips = [heading, Strip(least, keep=STRONG, stretch=most - least)]
    down = baseline(leading, sizes.body)
    for row in range(max(map(len, names))):
        texts = [
            centred(lines[row], sheet.middle(column), down, BOLD, sizes.body)
            for column, lines in enumerate(names)
            if row < len(lines)
        ]
        strips.append(Strip(leading, texts, keep=STRONG))
    strips[-1].keep = WEAK
    return strips


def notes(sheet: Sheet, sentences: Iterable[str]) -> list[Strip]:
    """What the citizen must know, at the foot of the last page, with the paper's own doubts."""
    sizes, told = sheet.sizes, list(sentences)
    if sheet.heading.doubtful:
        told.append("Giờ nghi ngờ: đồng hồ của máy in giấy này chưa được xác nhận.")
    if sheet.heading.lossy:
        told.append(f"Dấu {MISSING} thay cho ký tự không in được trên giấy này.")
    filler = Strip(sizes.body * 0.7, keep=WEAK, stretch=math.inf)
    ruled = Strip(sizes.body * 0.35, keep=WEAK)
    ruled.rules.append(Rule(sheet.left, 0.0, sheet.right, 0.0, HAIR))
    runs = [(" ".join(told), ITALIC)]
    text = paragraph(runs, sheet.left, sheet.width, sizes.note, sizes.note * 1.22, WEAK)
    for strip in text:
        strip.keep = WEAK
    return [filler, ruled, *text]


def together(strips: list[Strip]) -> list[Strip]:
    """The strips held on one page where one has room, with what follows them."""
    for strip in strips:
        strip.keep = max(strip.keep, WEAK)
    strips[-1].keep = STRONG
    return strips
