"""Measurements and strips shared by all forms: paper, type sizes, wrapped texts.

A form is a list of strips, unbreakable slices of full width, which
:func:`printing.pages.paginate` puts on pages. Strips know how strongly they
cling to the next one. reportlab's platypus was left aside: its paragraphs read
markup in the data and take several times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from printing.fonts import text_width

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

    @property
    def bars_width(self) -> float:
        """Room for a row of bars: quiet zones may reach to 5 mm from the sheet's edge."""
        return self.text_width + 2 * (min(self.left, self.right) - 5 * MM)


_A5_BODIES = ((10.2, 1.26), (10.0, 1.22), (10.0, 1.16), (9.6, 1.16), (9.4, 1.14))
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
        per_copy: a text for each copy of the form, the only thing copies differ in.
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
    per_copy: tuple[Text, ...] = ()


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
