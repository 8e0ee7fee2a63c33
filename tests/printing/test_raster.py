"""Pages as a printer's dots: bars on whole dots, read back, in any thread, from any bytes."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import groupby

import pytest
import zxingcpp
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from core.domain.receipt import ReceiptData
from printing.barcode import Bars, code128_modules, fit_bars
from printing.forms.receipt import render_receipt
from printing.raster import PdfDamaged, Raster, density, pages, sizes
from tests.printing.test_receipt_cases import CODES, PRACTICE, SHORT
from tests.printing.test_receipt_symbols import with_code

MM = 72 / 25.4
FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode])


@cache
def receipt(data: ReceiptData, paper: str = "A5") -> bytes:
    return render_receipt(data, paper="A4") if paper == "A4" else render_receipt(data)


def image(page: Raster) -> Image.Image:
    size = (page.width, page.height)
    return Image.frombuffer("L", size, page.data, "raw", "L", page.stride, 1)


def read(picture: Image.Image) -> dict[str, zxingcpp.Barcode]:
    return {found.text: found for found in zxingcpp.read_barcodes(picture, formats=FORMATS)}


def runs(page: Raster, code: str) -> list[int]:
    """The widths of bars and gaps, in dots, along the middle of the code's bars."""
    place = read(image(page))[code].position
    row = (place.top_left.y + place.bottom_left.y) // 2
    start = row * page.stride
    line = page.data[start : start + page.width]
    widths = [(dark, sum(1 for _ in dots)) for dark, dots in groupby(line, lambda v: v < 128)]
    return [width for _, width in widths[1:-1]]


def widths_of(code: str) -> list[int]:
    """The same in modules."""
    return [sum(1 for _ in same) for _, same in groupby(code128_modules(code))]


def page_with_bars(code: str, module: float) -> bytes:
    """A sheet of A5 holding one symbol whose module has this width, in points."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(419.52, 595.19), invariant=1)
    Bars(code, code128_modules(code), module).draw(canvas, 5 * MM, 400, 11 * MM)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("dpi", [200, 203, 300, 600])
@pytest.mark.parametrize("code", CODES)
def test_symbols_of_every_copy_are_read_at_every_resolution(code: str, dpi: int) -> None:
    data = with_code(code)
    for page in pages(receipt(data), dpi):
        assert sorted(read(image(page))) == sorted([code, data.qr_text])


@pytest.mark.parametrize("dpi", [203, 600])
def test_a4_is_read(dpi: int) -> None:
    for page in pages(receipt(SHORT, "A4"), dpi):
        assert sorted(read(image(page))) == sorted([SHORT.dossier_code, SHORT.qr_text])


@pytest.mark.parametrize(
    ("module", "dpi", "dots"),
    [
        (0.375 * MM, 200, 3),
        (0.375 * MM, 203, 3),
        (0.375 * MM, 204, 3),
        (0.25 * MM, 203, 2),
        (3 * 72 / 300, 300, 3),
        (3 * 72 / 300, 600, 6),
        (5 * 72 / 300, 300, 5),
        (5 * 72 / 300, 600, 10),
    ],
)
@pytest.mark.parametrize("code", CODES)
def test_every_bar_and_gap_is_whole_modules_of_whole_dots(
    code: str, module: float, dpi: int, dots: int
) -> None:
    (page,) = pages(page_with_bars(code, module), dpi)

    assert runs(page, code) == [dots * width for width in widths_of(code)]


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_bars_of_the_receipt_are_off_by_less_than_a_dot(dpi: int) -> None:
    """And by none where the form's module is a whole number of the printer's dots."""
    code = SHORT.dossier_code
    bars = fit_bars(code, 130 * MM)
    assert bars is not None
    module = bars.module * density(dpi) / 72
    (first, *_) = pages(receipt(SHORT), dpi)

    off = [abs(w - module * n) for w, n in zip(runs(first, code), widths_of(code), strict=True)]

    whole = abs(module - round(module)) < 0.01
    assert max(off) < (0.2 if whole else 1)


def test_paper_gets_no_greys_but_the_form_s_own() -> None:
    plain, practice = (next(pages(receipt(data), 203)) for data in (SHORT, PRACTICE))

    assert set(plain.data) == {0, 255}
    assert plain.bilevel
    assert set(practice.data) == {0, 222, 255}  # the grey words under the text
    assert not practice.bilevel


def test_the_screen_gets_soft_edges_at_its_own_size() -> None:
    page = next(pages(receipt(SHORT), 200, smooth=True))

    assert len(set(page.data)) > 100
    assert (page.width, page.height) == (1166, 1654)


def test_sizes_are_points_of_each_page() -> None:
    assert [(round(w), round(h)) for w, h in sizes(receipt(SHORT))] == [(420, 595)] * 2


@pytest.mark.parametrize(
    "damaged",
    [b"", b"paper".ljust(100, b"\0"), b"%PDF-1.4\n%%EOF", receipt(SHORT)[:2000]],
    ids=["empty", "other", "head only", "cut"],
)
def test_bytes_that_are_no_pdf_are_refused(damaged: bytes) -> None:
    with pytest.raises(PdfDamaged):
        sizes(damaged)
    with pytest.raises(PdfDamaged):
        list(pages(damaged, 203))


def test_threads_take_turns_and_a_reader_who_leaves_blocks_nobody() -> None:
    left = pages(receipt(SHORT), 203)
    first = next(left)

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(lambda: list(pages(receipt(SHORT), 203))) for _ in range(8)]
        done = [job.result(timeout=30) for job in jobs]

    assert all(len(result) == 2 for result in done)
    assert {result[0].data for result in done} == {first.data}
