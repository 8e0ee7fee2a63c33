"""Reads back what a printer would put on paper: PDF to dots, spoilt in some way, to text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageChops

SYMBOLS: Any = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode]
#: for each resolution in dpi the names of `WAYS` to try
Trials = dict[int, tuple[str, ...]]


def black_white(page: Image.Image) -> Image.Image:
    """One bit a dot."""
    return page.point(lambda value: 255 * (value > 127))


def turned(page: Image.Image) -> Image.Image:
    """Laid one degree askew."""
    return page.rotate(1, Image.Resampling.BICUBIC, fillcolor=255)


def eroded(page: Image.Image) -> Image.Image:
    """One bit a dot, every black run one dot shorter both ways: a starved print head."""
    page = black_white(page)
    right = ImageChops.lighter(page, ImageChops.offset(page, 1, 0))
    return ImageChops.lighter(right, ImageChops.offset(right, 0, 1))


WAYS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "grey": lambda page: page,
    "1 bit": black_white,
    "rotated": turned,
    "rotated 1 bit": lambda page: black_white(turned(page)),
    "eroded": eroded,
}


def read(path: Path, ways: Trials) -> dict[tuple[int, int, str], set[str]]:
    """What is read from the first page of both copies.

    Args:
        path: the receipt.
        ways: what to try.

    Returns:
        For each copy, dpi and way all that was read, as ``KIND TEXT``.
    """
    pdf = pdfium.PdfDocument(path)
    found = {}
    try:
        for copy in (0, 1):
            page = pdf[copy * len(pdf) // 2]
            for dpi, names in ways.items():
                dots = page.render(scale=dpi / 72).to_pil().convert("L")
                dots = dots.crop((0, 0, dots.width, dots.height // 2))  # where both symbols are
                for name in names:
                    symbols = zxingcpp.read_barcodes(WAYS[name](dots), formats=SYMBOLS)
                    found[copy + 1, dpi, name] = {
                        "".join(str(s.format).split()) + " " + s.text
                        for s in symbols
                        if "Micro" not in str(s.format)  # no counter's scanner looks for these
                    }
    finally:
        pdf.close()
    return found


def text(path: Path) -> str:
    """All text of a PDF, page after page."""
    pdf = pdfium.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
