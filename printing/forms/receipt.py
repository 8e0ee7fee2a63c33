"""Form 01: giấy tiếp nhận hồ sơ và hẹn trả kết quả.

A pure function of frozen data: no clock, no chance, embedded fonts, so equal
data give equal bytes in every process (Thông tư 03/2025/TT-VPCP, Mẫu 01;
reference/domain.md §2).
"""

from __future__ import annotations

import io
from dataclasses import fields, replace
from typing import Any, Literal

from reportlab.pdfgen.canvas import Canvas

from core.domain.errors import FieldError, Refused
from core.domain.receipt import ReceiptData
from printing import barcode, layout, wording
from printing.fonts import BOLD, MISSING, REGULAR, printable, register, render_lock, text_width
from printing.forms import receipt_body, receipt_head
from printing.forms.receipt_form import Form
from printing.layout import HAIR, LINE, MM, Sizes, Text
from printing.pages import Placed, draw_page, paginate, put_texts

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

PRACTICE = "BẢN TẬP – KHÔNG CÓ GIÁ TRỊ"
_BANNER = 7 * MM


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
    form, pages = lay_out(data, layout.PAPERS[paper])
    with render_lock:
        register()
        out = io.BytesIO()
        canvas = Canvas(
            out,
            pagesize=(form.paper.width, form.paper.height),
            pageCompression=1,
            invariant=1,
            lang="vi",
            initialFontName=REGULAR,
        )
        canvas.setTitle(form.data.dossier_code)
        canvas.setAuthor("")
        canvas.setSubject("")
        canvas.setCreator("Quầy Một Cửa")
        _draw(canvas, form, pages)
        canvas.save()
        return out.getvalue()


def _prepared(data: ReceiptData) -> tuple[ReceiptData, bool]:
    """The data with printable texts, and whether characters were lost.

    Raises:
        Refused: see :func:`render_receipt`.
    """
    given: list[str] = []

    def clean(text: str) -> str:
        given.append(text)
        return printable(text)

    texts = {
        f.name: clean(value)
        for f in fields(data)
        if f.name != "qr_text" and isinstance(value := getattr(data, f.name), str)
    }
    components = tuple(replace(c, name=clean(c.name)) for c in data.components)
    changes: dict[str, Any] = {**texts, "components": components}
    ready = replace(data, **changes)
    errors = [
        FieldError("form_field_missing", name)
        for name in REQUIRED
        if (value := getattr(ready, name)) in ("", None) or (name == "sets" and value < 1)
    ]
    errors += [
        FieldError("form_field_missing", f"components.{number}.name")
        for number, component in enumerate(components)
        if not component.name
    ]
    if ready.dossier_code and not barcode.encodable(ready.dossier_code):
        errors.append(FieldError("form_field_unprintable", "dossier_code"))
    try:
        barcode.fit_qr(ready.qr_text or ready.dossier_code or "-", 1.0)
    except ValueError:
        errors.append(FieldError("form_field_too_long", "qr_text"))
    if errors:
        raise Refused(*errors)
    shown = [*texts.values(), *(c.name for c in components)]
    lost = any(
        MISSING in after and MISSING not in before
        for before, after in zip(given, shown, strict=True)
    )
    return ready, lost


def lay_out(data: ReceiptData, paper: layout.Paper) -> tuple[Form, list[list[Placed]]]:
    """The form on as few pages as its body sizes allow, the larger preferred."""
    ready, lossy = _prepared(data)
    best: tuple[Form, list[list[Placed]]] | None = None
    tightest = paper.bodies[-1][0] * paper.bodies[-1][1]
    for body, ratio in paper.bodies:
        form = Form(ready, paper, Sizes(body, ratio), lossy)
        strips = [
            *receipt_head.head(form),
            *receipt_head.code_bars(form),
            *receipt_head.title(form),
            *receipt_body.people(form),
            *receipt_body.papers(form),
            *receipt_body.times(form),
            *receipt_body.signatures(form),
            *receipt_body.notes(form),
        ]
        first = body_top(form, 1) - _body_foot(form)
        pages = paginate(strips, first, body_top(form, 2) - _body_foot(form))
        if best is None or len(pages) < len(best[1]):
            best = form, pages
        least = sum(strip.height for strip in strips) * tightest / (body * ratio)
        if len(pages) == 1 or least > (len(pages) - 1) * first:
            break  # no smaller size would save a page
    assert best is not None
    return best


def body_top(form: Form, page: int) -> float:
    top = form.paper.height - form.paper.top
    if form.data.practice:
        top -= _BANNER
    return top if page == 1 else top - form.sizes.body * 1.8


def _body_foot(form: Form) -> float:
    lines = len(_template_lines(form))
    return form.paper.bottom + lines * form.sizes.foot * 1.25 + form.sizes.body * 0.3


def _template_lines(form: Form) -> list[str]:
    data = form.data
    text = (
        f"Mẫu 01, gói {data.pack_id}, bản {data.form_version}."
        f" In tại Quầy {data.station} lúc {wording.clock(data.received_at)}."
    )
    if data.reprint is not None:
        text += f" {receipt_head.reprint_text(data.reprint, full=False)}."
    wrapped = layout.wrap([(text, REGULAR)], form.sizes.foot, form.width - 18 * MM)
    return [line[0][2] for line in wrapped]


def _draw(canvas: Canvas, form: Form, pages: list[list[Placed]]) -> None:
    """Every page of every copy; what the copies share is stored once and shown twice."""
    for number, page in enumerate(pages, start=1):
        canvas.beginForm(f"page{number}")
        if form.data.practice:
            _mark_practice(canvas, form, page, number)
        draw_page(canvas, page, body_top(form, number))
        canvas.endForm()
    for copy in range(len(receipt_head.COPIES)):
        for number in range(1, len(pages) + 1):
            canvas.doForm(f"page{number}")
            _draw_own(canvas, form, pages, copy, number)
            canvas.showPage()


def own_texts(form: Form, pages: list[list[Placed]], copy: int, number: int) -> list[Text]:
    """The copy's name, template line, page number, and on later pages whose they are.

    ``down`` of each text is measured from the sheet's foot, so it is negative.
    """
    sizes, top = form.sizes, body_top(form, number)
    texts = [
        strip.per_copy[copy]._replace(down=strip.per_copy[copy].down + down - top)
        for down, strip, _ in pages[number - 1]
        if strip.per_copy
    ]
    foot = form.paper.bottom + sizes.foot * 0.25
    texts += [
        Text(form.left, -foot - row * sizes.foot * 1.25, REGULAR, sizes.foot, line)
        for row, line in enumerate(reversed(_template_lines(form)))
    ]
    page_of = f"Trang {number}/{len(pages)}"
    wide = text_width(page_of, REGULAR, sizes.foot)
    texts.append(Text(form.right - wide, -foot, REGULAR, sizes.foot, page_of))
    if number > 1:
        label = "Số tạm" if form.data.provisional else "Mã hồ sơ"
        whose = f"{label}: {form.data.dossier_code} ({receipt_head.COPIES[copy]}), tiếp theo"
        texts.append(Text(form.left, -top - sizes.body * 0.85, REGULAR, sizes.note, whose))
    return texts


def _draw_own(
    canvas: Canvas, form: Form, pages: list[list[Placed]], copy: int, number: int
) -> None:
    texts = canvas.beginText()
    put_texts(texts, ((0.0, text) for text in own_texts(form, pages, copy, number)))
    canvas.drawText(texts)
    if number > 1:
        y = body_top(form, number) + form.sizes.body * 0.5
        canvas.setLineWidth(HAIR)
        canvas.line(form.left, y, form.right, y)


def _mark_practice(canvas: Canvas, form: Form, page: list[Placed], number: int) -> None:
    """A framed band at the head of the page and grey words under the text, clear of symbols."""
    top = form.paper.height - form.paper.top
    size = form.sizes.body
    canvas.setLineWidth(LINE)
    canvas.rect(form.left, top - _BANNER + 2 * MM, form.width, _BANNER - 2 * MM)
    canvas.setFont(BOLD, size)
    middle = form.left + form.width / 2
    canvas.drawCentredString(middle, top - _BANNER / 2 + 1 * MM - size * 0.35, PRACTICE)
    upper = body_top(form, number)
    below = [down + height for down, strip, height in page if strip.paint is not None]
    upper -= max(below, default=0.0)
    foot = _body_foot(form)
    canvas.saveState()
    canvas.setFillGray(0.87)
    canvas.translate(middle, (upper + foot) / 2)
    canvas.rotate(38)
    room = min((upper - foot) / 0.62, form.width / 0.79) * 0.92
    letter = min(size * 3, room / text_width(PRACTICE, BOLD, 1.0))
    canvas.setFont(BOLD, letter)
    canvas.drawCentredString(0, -letter * 0.35, PRACTICE)
    canvas.restoreState()
