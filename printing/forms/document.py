"""From heading and strips to PDF: pages, copies, template line, practice marks.

Equal data give equal bytes in every process: no clock, no chance, embedded fonts.
"""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from printing.fonts import BOLD, REGULAR, register, render_lock, text_width
from printing.forms.sheet import BANNER, Body, Heading, Sheet
from printing.layout import HAIR, LINE, MM, Paper, Sizes, Text
from printing.pages import Placed, draw_page, paginate, put_texts

PRACTICE = "BẢN TẬP – KHÔNG CÓ GIÁ TRỊ"

Pages = list[list[Placed]]


def render(heading: Heading, body: Body, paper: Paper) -> bytes:
    """All copies of a form as one PDF; its title is the code, and it names no person."""
    sheet, pages = lay_out(heading, body, paper)
    with render_lock:
        register()
        out = io.BytesIO()
        canvas = Canvas(
            out,
            pagesize=(paper.width, paper.height),
            pageCompression=1,
            invariant=1,
            lang="vi",
            initialFontName=REGULAR,
        )
        canvas.setTitle(heading.code)
        canvas.setAuthor("")
        canvas.setSubject("")
        canvas.setCreator("Quầy Một Cửa")
        _draw(canvas, sheet, pages)
        canvas.save()
        return out.getvalue()


def lay_out(heading: Heading, body: Body, paper: Paper) -> tuple[Sheet, Pages]:
    """The form on as few pages as the paper's body sizes allow, the larger preferred."""
    best: tuple[Sheet, Pages] | None = None
    tightest = paper.bodies[-1][0] * paper.bodies[-1][1]
    for size, ratio in paper.bodies:
        sheet = Sheet(heading, paper, Sizes(size, ratio))
        strips, foot = body(sheet), sheet.body_foot()
        first = sheet.body_top(1) - foot
        pages = paginate(strips, first, sheet.body_top(2) - foot)
        if best is None or len(pages) < len(best[1]):
            best = sheet, pages
        least = sum(strip.height for strip in strips) * tightest / (size * ratio)
        if len(pages) == 1 or least > (len(pages) - 1) * first:
            break  # no smaller size would save a page
    assert best is not None
    return best


def _draw(canvas: Canvas, sheet: Sheet, pages: Pages) -> None:
    """Every page of every copy; what the copies share is stored once and shown for each."""
    for number, page in enumerate(pages, start=1):
        canvas.beginForm(f"page{number}")
        if sheet.heading.practice:
            _mark_practice(canvas, sheet, page, number)
        draw_page(canvas, page, sheet.body_top(number))
        canvas.endForm()
    for copy in range(len(sheet.heading.copies)):
        for number in range(1, len(pages) + 1):
            canvas.doForm(f"page{number}")
            _draw_own(canvas, sheet, pages, copy, number)
            canvas.showPage()


def own_texts(sheet: Sheet, pages: Pages, copy: int, number: int) -> list[Text]:
    """The copy's name, template line, page number, and on later pages whose they are.

    ``down`` of each text is measured from the sheet's foot, so it is negative.
    """
    sizes, top, heading = sheet.sizes, sheet.body_top(number), sheet.heading
    texts = [
        strip.per_copy[copy]._replace(down=strip.per_copy[copy].down + down - top)
        for down, strip, _ in pages[number - 1]
        if strip.per_copy
    ]
    foot = sheet.paper.bottom + sizes.foot * 0.25
    texts += [
        Text(sheet.left, -foot - row * sizes.foot * 1.25, REGULAR, sizes.foot, line)
        for row, line in enumerate(reversed(sheet.template_lines()))
    ]
    page_of = f"Trang {number}/{len(pages)}"
    wide = text_width(page_of, REGULAR, sizes.foot)
    texts.append(Text(sheet.right - wide, -foot, REGULAR, sizes.foot, page_of))
    if number > 1:
        name = f" ({heading.copies[copy]})" if heading.copies[copy] else ""
        whose = f"{heading.code_label}: {heading.code}{name}, tiếp theo"
        texts.append(Text(sheet.left, -top - sizes.body * 0.85, REGULAR, sizes.note, whose))
    return texts


def _draw_own(canvas: Canvas, sheet: Sheet, pages: Pages, copy: int, number: int) -> None:
    texts = canvas.beginText()
    put_texts(texts, ((0.0, text) for text in own_texts(sheet, pages, copy, number)))
    canvas.drawText(texts)
    if number > 1:
        y = sheet.body_top(number) + sheet.sizes.body * 0.5
        canvas.setLineWidth(HAIR)
        canvas.line(sheet.left, y, sheet.right, y)


def _mark_practice(canvas: Canvas, sheet: Sheet, page: list[Placed], number: int) -> None:
    """A framed band at the head of the page and grey words under the text, clear of symbols."""
    top = sheet.paper.height - sheet.paper.top
    size = sheet.sizes.body
    canvas.setLineWidth(LINE)
    canvas.rect(sheet.left, top - BANNER + 2 * MM, sheet.width, BANNER - 2 * MM)
    canvas.setFont(BOLD, size)
    middle = sheet.left + sheet.width / 2
    canvas.drawCentredString(middle, top - BANNER / 2 + 1 * MM - size * 0.35, PRACTICE)
    upper = sheet.body_top(number)
    below = [down + height for down, strip, height in page if strip.paint is not None]
    upper -= max(below, default=0.0)
    foot = sheet.body_foot()
    canvas.saveState()
    canvas.setFillGray(0.87)
    canvas.translate(middle, (upper + foot) / 2)
    canvas.rotate(38)
    room = min((upper - foot) / 0.62, sheet.width / 0.79) * 0.92
    letter = min(size * 3, room / text_width(PRACTICE, BOLD, 1.0))
    canvas.setFont(BOLD, letter)
    canvas.drawCentredString(0, -letter * 0.35, PRACTICE)
    canvas.restoreState()
