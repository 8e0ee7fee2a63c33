"""Ruled tables as strips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from printing.fonts import BOLD, REGULAR
from printing.layout import STRONG, Sizes, Strip, Text, baseline, centred, wrap

WHOLE = 6
"""Rows of up to so many lines are never divided."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its share of the width, heading, and alignment."""

    share: float
    head: str
    centre: bool = True


@dataclass(frozen=True, slots=True)
class _Grid:
    """Columns laid over a width: vertical rules, and the measures of a cell."""

    columns: Sequence[Column]
    edges: tuple[float, ...]
    sizes: Sizes

    @property
    def size(self) -> float:
        return self.sizes.body * 0.95

    @property
    def leading(self) -> float:
        return self.sizes.leading * 0.95

    def margin(self, number: int) -> float:
        return (0.15 if self.columns[number].centre else 0.45) * self.sizes.body

    def lines(self, number: int, cell: Sequence[str], face: str) -> list[str]:
        room = self.edges[number + 1] - self.edges[number] - 2 * self.margin(number)
        return [line[0][2] for part in cell for line in wrap([(part, face)], self.size, room)]

    def text(self, number: int, line: str, down: float, face: str) -> Text:
        left, right = self.edges[number], self.edges[number + 1]
        if self.columns[number].centre or face == BOLD:
            return centred(line, (left + right) / 2, down, face, self.size)
        return Text(left + self.margin(number), down, face, self.size, line)

    def slots(self, cells: Sequence[Sequence[str]], face: str) -> list[list[Text]]:
        """The row line by line, each text measured from its own line's top."""
        wrapped = [self.lines(number, cell, face) for number, cell in enumerate(cells)]
        tallest = max(1, *map(len, wrapped))
        slots: list[list[Text]] = [[] for _ in range(tallest)]
        for number, lines in enumerate(wrapped):
            shift = (tallest - len(lines)) * self.leading / 2 if tallest <= WHOLE else 0.0
            down = baseline(self.leading, self.size) + shift
            for slot, line in zip(slots, lines, strict=False):
                slot.append(self.text(number, line, down, face))
        return slots

    def strips(self, cells: Sequence[Sequence[str]], face: str) -> list[Strip]:
        """The row as one strip, or as one a line when it is tall."""
        slots, pad = self.slots(cells, face), self.sizes.body * 0.22
        per = len(slots) if len(slots) <= WHOLE else 1
        made = []
        for first in range(0, len(slots), per):
            opens, closes = first == 0, first + per >= len(slots)
            above = pad if opens else 0.0
            texts = [
                text._replace(down=text.down + above + number * self.leading)
                for number, slot in enumerate(slots[first : first + per])
                for text in slot
            ]
            height = above + per * self.leading + (pad if closes else 0.0)
            made.append(Strip(height, texts, grid=self.edges, opens=opens, closes=closes))
        if len(made) > 1:
            made[0].keep = made[-2].keep = STRONG
        return made


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
    edges = tuple(accumulate((column.share * width for column in columns), initial=x))
    grid = _Grid(columns, edges, sizes)
    head = grid.strips([[column.head] for column in columns], BOLD)[0]
    head.keep = STRONG
    result = [strip for row in rows for strip in grid.strips(row, REGULAR)]
    for strip in result:
        strip.repeat = head
    return [head, *result]
