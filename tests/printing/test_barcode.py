"""Code 128 and QR: the arithmetic of formats.md §2, and what a reader sees."""

from __future__ import annotations

import io
import itertools

import numpy as np
import pypdfium2 as pdfium
import pytest
import segno
import zxingcpp
from barcode.codex import Code128
from hypothesis import example, given, strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from printing import barcode

CODES = (
    "H49.215-261123-0042",
    "000.21.41.H49-261005-0042",
    "G22.99.08-260921-896048",
    "T01K7QF-261124-042",
    "G01.899.909-260916-890028",
    "03706/2026/07906",
    "A12345",
)


MM = 72 / 25.4


def picture(draw_on: Canvas, out: io.BytesIO, dpi: int) -> Image.Image:
    draw_on.save()
    page = pdfium.PdfDocument(out.getvalue())[0]
    image: Image.Image = page.render(scale=dpi / 72).to_pil()
    return image.convert("L")


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        ("000.21.41.H49-261005-0042", 308),
        ("H49.215-261005-0042", 242),
        ("G22.99.08-260921-896048", 275),
        ("H492152610050042", 165),
        ("2610050042", 110),
        ("A042", 99),
    ],
)
def test_widths_are_those_of_the_reference(text: str, modules: int) -> None:
    assert len(barcode.code128_modules(text)) + 2 * barcode.QUIET_ZONE == modules


def test_code_words_and_check_are_those_of_the_reference() -> None:
    words = barcode.ShortestCode128("H492152610050042").encoded

    assert words == [104, 40, 20, 99, 92, 15, 26, 10, 5, 0, 42]
    assert Code128("x")._calculate_checksum(words) == 65


@given(st.text(st.sampled_from("0123456789A-."), min_size=1, max_size=24))
@example("A12345")
@example("1A23456")
@example("9999")
def test_never_longer_than_the_library_and_never_wrong(text: str) -> None:
    modules = barcode.code128_modules(text)

    if not text.startswith("99"):  # which the library drops
        assert len(modules) <= len(Code128(text).build()[0])
    row = np.array([[0 if m == "1" else 255 for m in "0" * 20 + modules + "0" * 20]], np.uint8)
    read = zxingcpp.read_barcodes(np.repeat(np.repeat(row, 60, 0), 3, 1))
    assert [r.text for r in read] == [text]


def test_shortest_of_all_ways() -> None:
    def words(text: str, charset: str) -> int:
        if not text:
            return 0
        other = "C" if charset == "B" else "B"
        ways = []
        if charset == "B":
            ways.append(1 + words(text[1:], "B"))
        elif len(text) > 1 and text[:2].isdigit():
            ways.append(1 + words(text[2:], "C"))
        can_c = len(text) > 1 and text[:2].isdigit()
        if other == "B":
            ways.append(2 + words(text[1:], "B"))
        elif can_c:
            ways.append(2 + words(text[2:], "C"))
        return min(ways)

    for text in map("".join, itertools.product("1A", repeat=9)):
        least = 1 + min(words(text, "B"), words(text, "C") if text[:2].isdigit() else 99)
        assert len(barcode.ShortestCode128(text).encoded) == least


@pytest.mark.parametrize("text", ["", "Đ49", "A\n1", "A\x00"])
def test_refuses_what_set_b_lacks(text: str) -> None:
    assert not barcode.encodable(text)
    with pytest.raises(ValueError, match="ASCII"):
        barcode.code128_modules(text)


@pytest.mark.parametrize("text", CODES)
@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_bars_are_read_and_keep_their_quiet_zones(text: str, dpi: int) -> None:
    bars = barcode.fit_bars(text, 371)
    assert bars is not None
    assert bars.module == pytest.approx(0.4233 * MM, abs=1e-3)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(bars.width, 34))
    bars.draw(canvas, 0, 0, 34)
    image = picture(canvas, out, dpi)

    read = zxingcpp.read_barcodes(image.point(lambda v: 255 * (v > 127)))
    assert [r.text for r in read] == [text]
    columns = np.where((np.asarray(image) < 128).any(axis=0))[0]
    quiet = 10 * bars.module * dpi / 72
    assert columns[0] >= quiet - 1
    assert columns[-1] <= image.width - quiet + 1


@pytest.mark.parametrize(
    ("text", "room", "module"),
    [
        ("000.21.41.H49-261005-0042", 130.5, 0.4233),
        ("000.21.41.H49-261005-0042", 130.3, 0.3387),
        ("H49.215-261005-0042", 102.5, 0.4233),
        ("H49.215-261005-0042", 82.0, 0.3387),
        ("H49.215-261005-0042", 81.9, 0.254),
        ("H49.215-261005-0042", 41.0, 0.1693),
    ],
)
def test_widest_module_that_fits_with_both_quiet_zones(
    text: str, room: float, module: float
) -> None:
    bars = barcode.fit_bars(text, room * MM)
    assert bars is not None
    assert bars.module / MM == pytest.approx(module, abs=1e-4)
    assert bars.width <= room * MM


def test_long_code_gets_thinner_bars_and_then_none() -> None:
    wide = barcode.fit_bars("G01.899.909.123.123.456-260916-890028 KXQWZ", 360)
    assert wide is not None
    assert wide.module < 0.72
    assert barcode.fit_bars("K.X-" * 15, 300) is None


@pytest.mark.parametrize("text", [CODES[0], "https://dvc.example.vn/t/" + "x" * 60, "Hồ sơ số 42"])
@pytest.mark.parametrize("dpi", [203, 300])
def test_qr_is_read(text: str, dpi: int) -> None:
    qr = barcode.fit_qr(text, 60)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(qr.size, qr.size))
    qr.draw(canvas, 0, 0)
    image = picture(canvas, out, dpi)

    read = zxingcpp.read_barcodes(image)
    assert [r.text for r in read] == [text]
    assert read[0].ec_level in {"M", "Q", "H"}
    margin = int(barcode.QR_QUIET_ZONE * qr.module * dpi / 72) - 1
    assert np.asarray(image)[:margin].min() > 200
    assert np.asarray(image)[:, :margin].min() > 200


def test_qr_grows_for_long_text_and_refuses_the_impossible() -> None:
    link = barcode.fit_qr("https://dvc.example.vn/t/H49.215-261123-0042?k=7KQF9A", 60)
    assert link.module / MM == pytest.approx(0.508)
    assert barcode.fit_qr("Ể" * 300, 60).size > 60
    with pytest.raises(segno.DataOverflowError):
        barcode.fit_qr("x" * 5000, 60)
