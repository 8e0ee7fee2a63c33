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
from printing.barcode import code128_modules, fit_qr
from printing.forms.head import QR_SIZE
from printing.forms.receipt import render_receipt
from tests.printing.test_receipt_cases import CASES, CODES, MANY, PRACTICE, REPRINT, SHORT

MM_DPI = 8 * 25.4
"""8 dots a millimetre, which is what "203 dpi" printers have."""


def with_code(code: str, base: ReceiptData = SHORT) -> ReceiptData:
    return replace(
        base,
        dossier_code=code,
        provisional=code.startswith("T"),
        qr_text=f"https://dvc.example.vn/t/{code}?k=7KQF9A",
    )


@cache
def first_pages(data: ReceiptData, dpi: float, paper: str = "A5") -> list[Image.Image]:
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
    "rotated +1": lambda page: page.rotate(1, Image.Resampling.BILINEAR, fillcolor=255),
    "rotated -1": lambda page: page.rotate(-1, Image.Resampling.BILINEAR, fillcolor=255),
    "dilated": lambda page: thicker(black_white(page)),
    "eroded": lambda page: thinner(black_white(page)),
    "blurred": lambda page: page.filter(ImageFilter.GaussianBlur(1)),
}
OURS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode])
ALL = zxingcpp.BarcodeFormats([])


def texts(page: Image.Image, formats: zxingcpp.BarcodeFormats = OURS) -> list[str]:
    """What a reader finds; one that tries every format takes three times as long."""
    return sorted(found.text for found in zxingcpp.read_barcodes(page, formats=formats))


def expected(data: ReceiptData) -> list[str]:
    return sorted([data.dossier_code, data.qr_text])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("code", CODES)
def test_both_symbols_are_read_on_both_copies(code: str, dpi: int, way: str) -> None:
    data = with_code(code)
    for page in first_pages(data, dpi):
        assert texts(WAYS[way](upper(page))) == expected(data)


@pytest.mark.parametrize("name", CASES)
def test_no_case_covers_its_symbols(name: str) -> None:
    """The whole page holds both symbols and nothing else that any reader takes for one."""
    for page in first_pages(CASES[name], 203):
        assert texts(black_white(page), formats=ALL) == expected(CASES[name])


@pytest.mark.parametrize(
    "base",
    [replace(PRACTICE, reprint=REPRINT.reprint), MANY],
    ids=["practice reprint", "many"],
)
@pytest.mark.parametrize("code", CODES)
def test_marks_and_length_leave_symbols_alone(code: str, base: ReceiptData) -> None:
    data = with_code(code, base)
    for page in first_pages(data, 203):
        assert texts(thinner(black_white(upper(page)))) == expected(data)


@pytest.mark.parametrize("name", [name for name in CASES if name != "huge"])
def test_quiet_zones_are_white(name: str) -> None:
    """10 modules beside the bars and 4 around the QR, two dots of doubt at the edges."""
    data = CASES[name]
    page = first_pages(data, 203)[0]
    grey = np.asarray(page)
    symbols = zxingcpp.read_barcodes(page, formats=OURS)
    assert len(symbols) == 2
    for found in symbols:
        place = found.position
        if found.text == data.dossier_code:
            sides, ends = 10 * 3 - 2, 0
        else:
            sides = ends = 4 * 4 - 2
        left, top = place.top_left.x - 2, place.top_left.y - 2
        right, foot = place.bottom_right.x + 3, place.bottom_right.y + 3
        around = grey[top - ends : foot + ends, left - sides : right + sides].copy()
        around[ends : ends + foot - top, sides : sides + right - left] = 255
        assert around.min() == 255


@pytest.mark.parametrize("code", CODES)
def test_a4(code: str) -> None:
    data = with_code(code)
    for page in first_pages(data, 203, "A4"):
        assert texts(black_white(page)) == expected(data)


@pytest.mark.parametrize("code", CODES)
def test_bars_are_whole_dots_of_a_printer(code: str) -> None:
    """Modules of five dots at 300 dpi for every kind of code, between 10 and 12 mm high."""
    page = black_white(first_pages(with_code(code), 300)[0])
    (place,) = (r.position for r in zxingcpp.read_barcodes(page, formats=OURS) if r.text == code)
    dots = np.asarray(page)
    middle = (place.top_left.y + place.bottom_left.y) // 2
    edges = np.where(np.diff(dots[middle].astype(int)))[0]
    assert set(((edges - edges[0]) % 5).tolist()) == {0}
    assert edges[-1] - edges[0] == 5 * len(code128_modules(code))
    gaps = np.flatnonzero(dots[:, edges[0] + 1])  # rows that are white in the first bar
    height = gaps[gaps > middle][0] - gaps[gaps < middle][-1] - 1
    assert 10 <= height * 25.4 / 300 <= 12


def test_qr_modules_survive_the_loss_of_a_dot() -> None:
    for code in CODES:
        qr = fit_qr(with_code(code).qr_text, QR_SIZE)
        assert qr.module >= 0.5 * 72 / 25.4


def test_qr_too_large_to_stand_beside_the_title_has_a_row_of_its_own() -> None:
    data = replace(SHORT, qr_text="https://dvc.example.vn/t/" + "x" * 900)
    page = first_pages(data, 203)[0]
    found = {r.text: r.position for r in zxingcpp.read_barcodes(black_white(page))}

    assert sorted(found) == expected(data)
    assert found[data.dossier_code].bottom_left.y < found[data.qr_text].top_left.y


def test_code_too_long_for_any_bars_still_has_its_qr_and_its_text() -> None:
    data = with_code("K.X-" * 19)
    for page in first_pages(data, 300):
        assert texts(page) == [data.qr_text]


def test_without_a_qr_text_the_code_is_in_the_qr() -> None:
    page = first_pages(replace(SHORT, qr_text=""), 300)[0]

    assert texts(page) == [SHORT.dossier_code] * 2
