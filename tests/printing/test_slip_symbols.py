"""Bars and QR of forms 02 and 03, read back from what a printer would put on paper."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image

from printing import raster
from printing.barcode import code128_modules
from tests.printing.test_receipt_symbols import (
    ALL,
    OURS,
    WAYS,
    black_white,
    texts,
    thinner,
    upper,
)
from tests.printing.test_slip_cases import (
    AGAIN,
    ASKED,
    CASES,
    CODES,
    LONG_HEAD,
    REFUSED,
    Slip,
    render,
)


def with_code(base: Slip, code: str, **head: object) -> Slip:
    changed = replace(base.head, code=code, qr_text=f"{code} 7KQF", **head)  # type: ignore[arg-type]  # whatever the test names
    return replace(base, head=changed)


def expected(data: Slip) -> list[str]:
    return sorted([data.head.code, data.head.qr_text or data.head.code])


@cache
def first_page(data: Slip, dpi: int, paper: str = "A5") -> Image.Image:
    """The first page as the printer's own dots, 8 a millimetre for 203 dpi."""
    drawn = next(raster.pages(render(data, paper), dpi))
    size = (drawn.width, drawn.height)
    return Image.frombuffer("L", size, drawn.data, "raw", "L", drawn.stride, 1)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("base", [ASKED, REFUSED], ids=["supplement", "refusal"])
def test_both_symbols_are_read(base: Slip, dpi: int, way: str) -> None:
    for code in CODES:
        data = with_code(base, code)
        assert texts(WAYS[way](upper(first_page(data, dpi)))) == expected(data)


@pytest.mark.parametrize("paper", ["A5", "A4"])
@pytest.mark.parametrize("name", CASES)
def test_no_case_covers_its_symbols(name: str, paper: str) -> None:
    """The whole page holds both symbols and nothing else that any reader takes for one."""
    page = first_page(CASES[name], 203, paper)
    assert texts(black_white(page), formats=ALL) == expected(CASES[name])


@pytest.mark.parametrize("base", [ASKED, REFUSED], ids=["supplement", "refusal"])
@pytest.mark.parametrize("code", CODES)
def test_marks_and_long_heads_leave_symbols_alone(code: str, base: Slip) -> None:
    for head in (base.head, LONG_HEAD):
        data = with_code(replace(base, head=head), code, practice=True, reprint=AGAIN)
        assert texts(thinner(black_white(upper(first_page(data, 203))))) == expected(data)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("base", [ASKED, REFUSED], ids=["supplement", "refusal"])
def test_bars_are_whole_dots_of_a_printer(base: Slip, dpi: int) -> None:
    """Five dots a module at 300 dpi; 3.39 at 203 dpi, where an edge is a dot off at most."""
    for code in CODES:
        page = first_page(with_code(base, code), dpi)
        found = zxingcpp.read_barcodes(page, formats=OURS)
        (place,) = (symbol.position for symbol in found if symbol.text == code)
        dots = np.asarray(black_white(page))
        row = dots[(place.top_left.y + place.bottom_left.y) // 2].astype(int)
        edges = np.where(np.diff(row))[0]
        modules = code128_modules(code)
        module = (edges[-1] - edges[0]) / len(modules)
        assert module == pytest.approx(5 * dpi / 300, rel=0.02)
        if dpi == 300:
            assert set(((edges - edges[0]) % 5).tolist()) == {0}
        widths = np.diff(edges) / module
        assert np.abs(widths - np.round(widths)).max() <= 1 / module


def test_a_code_that_is_all_the_qr_has() -> None:
    data = replace(ASKED, head=replace(ASKED.head, qr_text=""))
    assert texts(first_page(data, 300)) == [ASKED.head.code] * 2


def test_pages_after_the_first_carry_no_symbols() -> None:
    pdf = pdfium.PdfDocument(render(CASES["supplement-long"]))
    later = pdf[1].render(scale=200 / 72).to_pil().convert("L")
    assert texts(later, formats=ALL) == []
