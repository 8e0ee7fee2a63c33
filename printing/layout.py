"""Measurements and flow shared by all forms: strips, wrapping, tables, pages.

A form is a list of strips, unbreakable slices of full width, which
:func:`paginate` puts on pages. Strips know how strongly they cling to the
next one. reportlab's platypus was left aside: its paragraphs read markup in
the data and take several times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from printing.fonts import BOLD, REGULAR, text_width

MM = 72 / 25.4
FREE, WEAK, STRONG = 0, 1, 2
HAIR, LINE, FRAME = 0.5, 0.75, 1.4


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet in points, and its letters.

    ``bodies`` are body sizes with their leading, the wished one first; a form
    falls back to the next only when that saves a page. ``sign_room`` is the
    least and the wished room for a signature.

    Width and height are whole dots at 300 dpi (less than 0.1 mm from ISO 216),
    so that a page rendered at 300 or 600 dpi is not rescaled.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    bodies: tuple[tuple[float, float], ...]
    sign_room: tuple[float, float]

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


_A5_BODIES = ((10.2, 1.26), (10.0, 1.22), (10.0, 1.16))
_A4_BODIES = ((13.0, 1.3), (12.0, 1.25), (11.5, 1.18))
A5 = Paper(419.52, 595.19, 11 * MM, 9 * MM, 8 * MM, 6 * MM, _A5_BODIES, (12 * MM, 24 * MM))
A4 = Paper(595.19, 841.67, 20 * MM, 15 * MM, 14 * MM, 12 * MM, _A4_BODIES, (18 * MM, 28 * MM))
PAPERS = {"A5": A5, "A4": A4}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes of one form, all from its body size."""

    body: float
    ratio: float

    @property
    def leading(self) -> float:
        return self.body * self.ratio

    @property
    def header(self) -> float:
        return self.body * 0.8

    @property
    def title(self) -> float:
        return self.body * 1.28

    @property
    def due(self) -> float:
        return self.body * 1.25

    @property
    def note(self) -> float:
        return self.body * 0.8

    @property
    def foot(self) -> float:
        return self.body * 0.7


class Text(NamedTuple):
    """A piece of text; ``down`` is its baseline below the strip's top."""

    x: float
    down: float
    face: str
    size: float
    text: str


class Rule(NamedTuple):
    """A straight line, measured down from the strip's top."""

    x1: float
    down1: float
    x2: float
    down2: float
    width: float = LINE


@dataclass(slots=True)
class Strip:
    """An unbreakable slice of a page.

    Attributes:
        keep: how strongly the next strip must share the page (FREE, WEAK, STRONG).
        stretch: how much taller it may grow when the last page has room.
        grid: x of the vertical rules of a table row.
        opens, closes: whether a table row has its upper and lower rule here.
        repeat: table head to print again when a page begins with this strip.
        paint: draws what is neither text nor rule, given the canvas and the top.
        tag: names a strip that differs from copy to copy.
    """

    height: float
    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    keep: int = FREE
    stretch: float = 0.0
    grid: tuple[float, ...] = ()
    opens: bool = True
    closes: bool = True
    repeat: Strip | None = None
    paint: Callable[[Canvas, float], None] | None = None
    tag: str = ""


class Placed(NamedTuple):
    """A strip on a page; ``down`` from the top of the page's body."""

    down: float
    strip: Strip
    height: float


Words = list[tuple[float, str, str]]
"""One wrapped line: x offset, face and text of each piece."""


def wrap(runs: Sequence[tuple[str, str]], size: float, width: float) -> list[Words]:
    """Breaks runs of (text, face), joined by a space, into lines; breaks long words.

    Texts must have gone through :func:`printing.fonts.printable`.
    """
    lines: list[Words] = []
    line: Words = []
    x = 0.0
    for text, face in runs:
        space = text_width(" ", face, size)
        for whole in text.split():
            word, wide = whole, text_width(whole, face, size)
            if line and x + space + wide > width + 0.01:
                lines.append(line)
                line, x = [], 0.0
            while wide > width + 0.01:
                cut = _fitting(word, face, size, width)
                lines.append([(0.0, face, word[:cut])])
                word = word[cut:]
                wide = text_width(word, face, size)
            if line and line[-1][1] == face:
                line[-1] = (line[-1][0], face, f"{line[-1][2]} {word}")
                x += space + wide
            else:
                x += space if line else 0.0
                line.append((x, face, word))
                x += wide
    if line:
        lines.append(line)
    return lines


def _fitting(word: str, face: str, size: float, width: float) -> int:
    used = 0.0
    for count, character in enumerate(word):
        used += text_width(character, face, size)
        if used > width and count:
            return count
    return max(len(word), 1)


def wrap_balanced(text: str, face: str, size: float, width: float) -> list[str]:
    """Lines of nearly equal length, for centred headings."""
    lines = wrap([(text, face)], size, width)
    for _ in range(6):
        if len(lines) < 2:
            break
        narrower = width * 0.92
        tried = wrap([(text, face)], size, narrower)
        if len(tried) != len(lines):
            break
        lines, width = tried, narrower
    return [line[0][2] for line in lines]


def centred(text: str, middle: float, down: float, face: str, size: float) -> Text:
    """The text centred about ``middle``."""
    return Text(middle - text_width(text, face, size) / 2, down, face, size, text)


def paragraph(
    runs: Sequence[tuple[str, str]],
    x: float,
    width: float,
    size: float,
    leading: float,
    keep: int = FREE,
) -> list[Strip]:
    """A strip for each line; single first and last lines stay with their neighbours."""
    lines = wrap(runs, size, width)
    strips = [
        Strip(leading, [Text(x + at, baseline(leading, size), f, size, t) for at, f, t in line])
        for line in lines
    ]
    for number, strip in enumerate(strips):
        last = number == len(strips) - 1
        strip.keep = keep if last else (WEAK if number == 0 or number == len(strips) - 2 else FREE)
    return strips


def baseline(leading: float, size: float) -> float:
    """Where the baseline lies in a line, so that hats (Ổ) and tails (ỵ) both fit."""
    return (leading - size) / 2 + size * 0.8


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its share of the width, heading, and alignment."""

    share: float
    head: str
    centre: bool = True


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Sequence[str]]],
    x: float,
    width: float,
    sizes: Sizes,
) -> list[Strip]:
    """A ruled table; each cell is a sequence of paragraphs.

    Rows of up to six lines stay whole; taller ones break between lines. The
    head is repeated on every page.
    """
    edges = [x]
    for column in columns:
        edges.append(edges[-1] + column.share * width)
    grid = tuple(edges)
    size, leading, pad = sizes.body * 0.95, sizes.leading * 0.95, sizes.body * 0.22
    margins = [0.15 if column.centre else 0.45 for column in columns]
    inner = [
        right - left - 2 * margin * sizes.body
        for left, right, margin in zip(edges, edges[1:], margins, strict=False)
    ]

    def place(cells: Sequence[Sequence[str]], face: str, heading: bool) -> list[list[Text]]:
        """The row as lines of text, each measured from its own line's top."""
        wrapped = [
            [line for part in cell for line in wrap([(part, face)], size, room)]
            for cell, room in zip(cells, inner, strict=True)
        ]
        tallest = max(1, *(len(lines) for lines in wrapped))
        slots: list[list[Text]] = [[] for _ in range(tallest)]
        for number, lines in enumerate(wrapped):
            middle = (edges[number] + edges[number + 1]) / 2
            shift = (tallest - len(lines)) * leading / 2 if tallest <= 6 else 0.0
            for at, line in enumerate(lines):
                down = baseline(leading, size) + shift
                text = line[0][2]
                if heading or columns[number].centre:
                    slots[at].append(centred(text, middle, down, face, size))
                else:
                    left = edges[number] + margins[number] * sizes.body
                    slots[at].append(Text(left, down, face, size, text))
        return slots

    def strips(slots: list[list[Text]]) -> list[Strip]:
        per = len(slots) if len(slots) <= 6 else 1
        made = []
        for first in range(0, len(slots), per):
            part = slots[first : first + per]
            opens, closes = first == 0, first + per >= len(slots)
            above = pad if opens else 0.0
            texts = [
                t._replace(down=t.down + above + number * leading)
                for number, slot in enumerate(part)
                for t in slot
            ]
            height = above + len(part) * leading + (pad if closes else 0.0)
            made.append(Strip(height, texts, grid=grid, opens=opens, closes=closes))
        if len(made) > 1:
            made[0].keep = made[-2].keep = STRONG
        return made

    head = strips(place([[column.head] for column in columns], BOLD, True))[0]
    head.keep = STRONG
    result = [head]
    for row in rows:
        result += strips(place(row, REGULAR, False))
    for strip in result[1:]:
        strip.repeat = head
    return result


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
    pages: list[list[Placed]] = [[]]
    used = 0.0

    def room() -> float:
        return (first if len(pages) == 1 else following) - used

    def put(strip: Strip) -> None:
        nonlocal used
        pages[-1].append(Placed(used, strip, strip.height))
        used += strip.height

    def add(cluster: list[Strip], least: int) -> None:
        nonlocal used
        height = sum(strip.height for strip in cluster)
        head = cluster[0].repeat
        fresh = following - (head.height if head else 0.0)
        if height > room() + 0.01:
            if height > fresh and len(cluster) > 1:
                looser = _clusters(cluster, least + 1) if least < STRONG else ([s] for s in cluster)
                for part in looser:
                    add(part, least + 1)
                return
            if pages[-1]:
                pages.append([])
                used = 0.0
                if head:
                    put(head)
        for strip in cluster:
            put(strip)

    for cluster in _clusters(strips, WEAK):
        add(cluster, WEAK)
    pages[-1] = _stretched(pages[-1], room())
    return pages


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
    texts = canvas.beginText()
    last = len(page) - 1
    widths: dict[float, list[tuple[float, float, float, float]]] = {}
    for number, (down, strip, height) in enumerate(page):
        y = top - down
        if strip.paint is not None:
            strip.paint(canvas, y)
        for text in strip.texts:
            put_text(texts, text, y)
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
    canvas.drawText(texts)


def put_text(target: PDFTextObject, text: Text, top: float) -> None:
    """Adds a piece to a reportlab text object."""
    target.setFont(text.face, text.size)
    target.setTextOrigin(text.x, top - text.down)
    target.textOut(text.text)
