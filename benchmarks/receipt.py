"""The receipt against the same words drawn bare with reportlab, in one run.

``python -m benchmarks.receipt`` prints the rows; ``run()`` returns them.
Bare means: the same pieces of text, at the same places, in the same embedded
fonts, by ``drawString``; without bars, QR, rules, wrapping or layout.
"""

from __future__ import annotations

import io
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from core.domain.receipt import ReceiptData
from printing import layout
from printing.fonts import REGULAR
from printing.forms import document, receipt
from tests.printing.test_receipt_cases import LEGAL, MANY, SHORT

ROUNDS = 60
LIMIT_MS = 30.0
MUST = 3.0

Piece = tuple[float, float, str, float, str]


def pieces_of(data: ReceiptData) -> list[list[Piece]]:
    """Every piece of text on every page of both copies: x, y, face, size, words."""
    sheet, laid_out = document.lay_out(*receipt.form(data), layout.A5)
    pages: list[list[Piece]] = []
    for copy in range(2):
        for number, page in enumerate(laid_out, start=1):
            top = sheet.body_top(number)
            texts = [(top - p.down, text) for p in page for text in p.strip.texts]
            texts += [(0.0, t) for t in document.own_texts(sheet, laid_out, copy, number)]
            pages.append([(t.x, y - t.down, t.face, t.size, t.text) for y, t in texts])
    return pages


def draw_bare(pages: list[list[Piece]]) -> bytes:
    """The words and nothing else."""
    out = io.BytesIO()
    canvas = Canvas(
        out,
        pagesize=(layout.A5.width, layout.A5.height),
        pageCompression=1,
        invariant=1,
        initialFontName=REGULAR,
    )
    for page in pages:
        for x, y, face, size, words in page:
            canvas.setFont(face, size)
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _paired(one: Callable[[int], object], other: Callable[[int], object]) -> tuple[float, float]:
    """Median milliseconds of both, taken by turns so that load falls on both alike."""
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 3):
        for work, times in zip((one, other), spent, strict=True):
            started = time.perf_counter()
            work(number)
            if number >= 3:
                times.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent[0]), statistics.median(spent[1])


def run() -> list[dict[str, Any]]:
    """Measures a short receipt, one with a legal code and one with 24 components."""
    rows = []
    for name, data in (
        ("receipt PDF", SHORT),
        ("receipt PDF, legal code", LEGAL),
        ("receipt PDF, 24 components", MANY),
    ):
        pages = pieces_of(data)

        def render(number: int, data: ReceiptData = data) -> bytes:
            # Another QR each time, as in life: its making is part of the work.
            return receipt.render_receipt(replace(data, qr_text=f"{data.qr_text}{number:03d}"))

        def bare(_: int, pages: list[list[Piece]] = pages) -> bytes:
            return draw_bare(pages)

        value, against = _paired(render, bare)
        ratio = value / against
        rows.append(
            {
                "row": name,
                "value_ms": round(value, 2),
                "limit_ms": LIMIT_MS,
                "against_ms": round(against, 2),
                "ratio": round(ratio, 2),
                "must": MUST,
                "ok": ratio <= MUST and value < LIMIT_MS,
            }
        )
    return rows


if __name__ == "__main__":
    for line in run():
        print(json.dumps(line, ensure_ascii=False))
