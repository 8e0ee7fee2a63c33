"""Bars and QR of every first page, read back from what a printer would put on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from core.domain.receipt import ReceiptData
from printing.forms.receipt import render_receipt
from tests.unit.test_receipt_cases import CASES, CODES, HUGE, PRACTICE, SHORT


def with_code(code: str, base: ReceiptData = SHORT) -> ReceiptData:
    return replace(
        base,
        dossier_code=code,
        provisional=code.startswith("T"),
        qr_text=f"https://dvc.example.vn/t/{code}?k=7KQF9A",
    )


@cache
def first_pages(data: ReceiptData, dpi: int, paper: str = "A5") -> list[Image.Image]:
    """The first page of each copy."""
    pdf = pdfium.PdfDocument(
        render_receipt(data, paper="A4") if paper == "A4" else render_receipt(data)
    )
    return [
        pdf[number].render(scale=dpi / 72).to_pil().convert("L") for number in (0, len(pdf) // 2)
    ]


def upper(page: Image.Image) -> Image.Image:
    """The part that holds the symbols: reading a whole page many times takes too long."""
    return page.crop((0, 0, page.width, page.height // 3))


def black_white(page: Image.Image) -> Image.Image:
    return page.point(lambda value: 255 * (value > 127))


def thicker(page: Image.Image) -> Image.Image:
    """Ink spread by one pixel, to the right and downwards."""
    right = ImageChops.darker(page, ImageChops.offset(page, 1, 0))
    return ImageChops.darker(right, ImageChops.offset(right, 0, 1))


def thinner(page: Image.Image) -> Image.Image:
    right = ImageChops.lighter(page, ImageChops.offset(page, 1, 0))
    return ImageChops.lighter(right, ImageChops.offset(right, 0, 1))


WAYS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "grey": lambda page: page,
    "1 bit": black_white,
    "rotated": lambda page: page.rotate(1, Image.Resampling.BICUBIC, fillcolor=255),
    "rotated 1 bit": lambda page: black_white(
        page.rotate(-1, Image.Resampling.BICUBIC, fillcolor=255)
    ),
    "dilated": lambda page: thicker(black_white(page)),
    "eroded": lambda page: thinner(black_white(page)),
    "blurred": lambda page: page.filter(ImageFilter.GaussianBlur(1)),
}
#: 203 dpi as a renderer scales it (2.03 dots a module), 200 as whole dots on such a printer,
#: 300 and its multiples as laser printers do. Lost pixels and blur want whole dots.
TRIALS = [
    *((203, way) for way in WAYS if way not in {"eroded", "blurred"}),
    *((200, way) for way in WAYS if way != "blurred"),
    *((300, way) for way in WAYS),
]


def read(page: Image.Image) -> dict[str, str]:
    return {str(found.format): found.text for found in zxingcpp.read_barcodes(page)}


def expected(data: ReceiptData) -> set[str]:
    return {data.dossier_code, data.qr_text}


@pytest.mark.parametrize(("dpi", "way"), TRIALS)
@pytest.mark.parametrize("code", CODES)
def test_both_symbols_are_read_on_both_copies(code: str, dpi: int, way: str) -> None:
    data = with_code(code)
    for page in first_pages(data, dpi):
        assert set(read(WAYS[way](upper(page))).values()) == expected(data)


@pytest.mark.parametrize("name", CASES)
def test_no_case_covers_its_symbols(name: str) -> None:
    for page in first_pages(CASES[name], 203):
        assert set(read(black_white(page)).values()) == expected(CASES[name])


@pytest.mark.parametrize("base", [PRACTICE, HUGE], ids=["practice", "huge"])
@pytest.mark.parametrize("code", CODES)
def test_marks_and_length_leave_symbols_alone(code: str, base: ReceiptData) -> None:
    data = with_code(code, base)
    for page in first_pages(data, 203):
        assert set(read(black_white(page)).values()) == expected(data)


@pytest.mark.parametrize("code", CODES)
def test_a4(code: str) -> None:
    data = with_code(code)
    for page in first_pages(data, 203, "A4"):
        assert set(read(black_white(page)).values()) == expected(data)


@pytest.mark.parametrize("code", CODES)
def test_bars_are_whole_dots_at_300_dpi(code: str) -> None:
    data = with_code(code)
    for page in first_pages(data, 300):
        (place,) = (r.position for r in zxingcpp.read_barcodes(page) if r.text == code)
        middle = (place.top_left.y + place.bottom_left.y) // 2
        line = np.asarray(page)[middle, place.top_left.x - 15 : place.top_right.x + 15]
        edges = np.where(np.diff(line.astype(int)))[0]
        assert set(line.tolist()) == {0, 255}
        assert set(((edges - edges[0]) % 3).tolist()) == {0}


def test_code_too_wide_for_a_shared_row_has_its_own() -> None:
    data = with_code("000.21.41.H49-261005-0042-BTP-TN-07")
    for page in first_pages(data, 300):
        found = {r.text: r.position for r in zxingcpp.read_barcodes(page)}
        assert set(found) == expected(data)
        assert found[data.dossier_code].bottom_left.y < found[data.qr_text].top_left.y


def test_code_too_long_for_any_bars_still_has_its_qr_and_its_text() -> None:
    data = with_code("K.X-" * 17)
    for page in first_pages(data, 300):
        assert set(read(page).values()) == {data.qr_text}


def test_without_a_qr_text_the_code_is_in_the_qr() -> None:
    page = first_pages(replace(SHORT, qr_text=""), 300)[0]

    assert [r.text for r in zxingcpp.read_barcodes(page)] == [SHORT.dossier_code] * 2
