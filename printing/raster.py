"""PDF pages as grey pictures: for the screen smoothed, for paper in a printer's own dots.

The engine is PDFium. Its drawing without smoothing keeps black black and white white, so that a
bar has sharp edges on whole dots and the only greys are those of the form.

Printers sold as "203 dpi" have 8 dots a millimetre, whatever their driver says (200, 203, 204): a
page is drawn for them at exactly 8, so that what is whole eighths of a millimetre in the form, such
as a bar of 0.375 mm, is whole dots on paper (reference/formats.md §2.1). The picture has to be
placed dot on dot, never scaled.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

import pypdfium2 as pdfium

EIGHT_PER_MM: Final = 8 * 25.4
"""What printers sold as "203 dpi" really have; drivers say 200, 203 or 204."""
COARSE: Final = range(198, 207)
"""Resolutions that are drawn at 8 dots a millimetre; the page grows by 1.6 % at most."""
MOST_DPI: Final = 720
"""A page of A4 takes 50 MB then; finer printers get every second dot's worth."""

_engine: Final = Lock()  # PDFium may be entered by one thread at a time


class PdfDamaged(ValueError):
    """The bytes are no PDF that can be read."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A page in 8-bit grey, 0 black and 255 white, rows from the top.

    Attributes:
        width: dots across.
        height: dots down.
        stride: bytes a row.
        data: ``stride * height`` bytes.
    """

    width: int
    height: int
    stride: int
    data: bytes

    @property
    def bilevel(self) -> bool:
        """Whether every dot is black or white, so that one bit a dot holds the page."""
        return not self.data.translate(None, b"\x00\xff")


def density(dpi: int) -> float:
    """Dots per inch at which a page is drawn for a printer that says ``dpi``."""
    return EIGHT_PER_MM if dpi in COARSE else float(dpi)


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points.

    Raises:
        PdfDamaged: the bytes cannot be read, or hold no page.
    """
    with _engine, _opened(pdf) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def pages(pdf: bytes, dpi: int, *, smooth: bool = False) -> Iterator[Raster]:
    """Draws page after page; only one is held at a time.

    Args:
        pdf: the document.
        dpi: dots per inch of the printer or of the screen.
        smooth: soft edges, for the screen, at ``dpi`` exactly; without, for paper.

    Raises:
        PdfDamaged: the bytes cannot be read, or hold no page.
    """
    scale = (dpi if smooth else density(dpi)) / 72
    number, count = 0, 1
    while number < count:
        # Opened anew for each page: the engine is not held while the caller works, and opening
        # takes a millisecond.
        with _engine, _opened(pdf) as document:
            count = len(document)
            raster = _draw(document, number, scale, smooth)
        yield raster
        number += 1


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise PdfDamaged(str(error)) from error
    try:
        if len(document) < 1:
            raise PdfDamaged("no page")
        yield document
    finally:
        document.close()


def _draw(document: Any, number: int, scale: float, smooth: bool) -> Raster:
    try:
        page = document[number]
    except pdfium.PdfiumError as error:
        raise PdfDamaged(str(error)) from error
    rough = not smooth
    bitmap = page.render(
        scale=scale,
        grayscale=True,
        no_smoothtext=rough,
        no_smoothpath=rough,
        no_smoothimage=rough,
    )
    try:
        return Raster(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        bitmap.close()
        page.close()
