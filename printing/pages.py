"""Strips on pages: breaking, keeping together, stretching, drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from printing.layout import LINE, WEAK, Strip, Text


class Placed(NamedTuple):
    """A strip on a page; ``down`` from the top of the page's body."""

    down: float
    strip: Strip
    height: float


def _clusters(strips: Sequence[Strip], least: int) -> Iterator[list[Strip]]:
    cluster: list[Strip] = []
    for strip in strips:
        cluster.append(strip)
        if strip.keep < least:
            yield cluster
            cluster = []
    if cluster:
        yield cluster


def paginate(strips: Sequence[Strip], first: float, following: float) -> list[list[Placed]]:
    """Puts strips on pages whose bodies are ``first`` and then ``following`` points high.

    A cluster too tall for any page is broken at its weak joints, then anywhere.
    The last page's spare room goes to its stretching strips in order.
    """
    flow = _Flow(first, following)
    for cluster in _clusters(strips, WEAK):
        flow.add(cluster, WEAK)
    flow.pages[-1] = _stretched(flow.pages[-1], flow.room)
    return flow.pages


class _Flow:
    """Pages being filled."""

    def __init__(self, first: float, following: float) -> None:
        self.pages: list[list[Placed]] = [[]]
        self.room = first
        self._used = 0.0
        self._following = following

    def add(self, cluster: list[Strip], joint: int) -> None:
        """Puts strips held by joints of at least this strength, on one page if any page can."""
        height = sum(strip.height for strip in cluster)
        head = cluster[0].repeat
        fresh = self._following - (head.height if head else 0.0)
        if height <= self.room + 0.01:
            self._put(cluster)
        elif height > fresh and len(cluster) > 1:
            for part in _clusters(cluster, joint + 1):
                self.add(part, joint + 1)
        else:
            if self.pages[-1]:
                self.pages.append([])
                self.room, self._used = self._following, 0.0
                self._put([head] if head else [])
            self._put(cluster)

    def _put(self, strips: list[Strip]) -> None:
        for strip in strips:
            self.pages[-1].append(Placed(self._used, strip, strip.height))
            self._used += strip.height
            self.room -= strip.height


def _stretched(page: list[Placed], spare: float) -> list[Placed]:
    result, shift = [], 0.0
    for down, strip, height in page:
        more = max(0.0, min(strip.stretch, spare))
        spare -= more
        result.append(Placed(down + shift, strip, height + more))
        shift += more
    return result


def draw_page(canvas: Canvas, page: Sequence[Placed], top: float) -> None:
    """Draws the strips of one page, the first at ``top`` (points from the sheet's foot)."""
    pieces: list[tuple[float, Text]] = []
    last = len(page) - 1
    widths: dict[float, list[tuple[float, float, float, float]]] = {}
    for number, (down, strip, height) in enumerate(page):
        y = top - down
        if strip.paint is not None:
            strip.paint(canvas, y)
        pieces += [(y, text) for text in strip.texts]
        for rule in strip.rules:
            widths.setdefault(rule.width, []).append(
                (rule.x1, y - rule.down1, rule.x2, y - rule.down2)
            )
        if strip.grid:
            lines = widths.setdefault(LINE, [])
            lines += [(x, y, x, y - height) for x in strip.grid]
            ends = (strip.grid[0], strip.grid[-1])
            if strip.opens or number == 0:
                lines.append((ends[0], y, ends[1], y))
            if strip.closes or number == last:
                lines.append((ends[0], y - height, ends[1], y - height))
    for width, lines in widths.items():
        canvas.setLineWidth(width)
        rules = canvas.beginPath()
        for x1, y1, x2, y2 in lines:
            rules.moveTo(x1, y1)
            rules.lineTo(x2, y2)
        canvas.drawPath(rules, stroke=1, fill=0)
    texts = canvas.beginText()
    put_texts(texts, pieces)
    canvas.drawText(texts)


def put_texts(target: PDFTextObject, texts: Iterable[tuple[float, Text]]) -> None:
    """Adds pieces, each with its strip's top, to a reportlab text object."""
    face, size = "", 0.0
    for top, text in texts:
        if text.face != face or text.size != size:
            _, _, face, size, _ = text
            target.setFont(face, size)
        target.setTextOrigin(text.x, top - text.down)
        target.textOut(text.text)
