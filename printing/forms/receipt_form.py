"""What every part of form 01 needs: the data, the paper, the measures."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.receipt import ReceiptData
from printing.fonts import REGULAR
from printing.layout import Paper, Sizes, Strip, paragraph


@dataclass(frozen=True, slots=True)
class Form:
    """What every part needs: the data (printable texts only) and the measures."""

    data: ReceiptData
    paper: Paper
    sizes: Sizes
    lossy: bool

    @property
    def left(self) -> float:
        return self.paper.left

    @property
    def width(self) -> float:
        return self.paper.text_width

    @property
    def right(self) -> float:
        return self.paper.left + self.paper.text_width

    def middle(self, column: int) -> float:
        """Middle of the left (0) or right (1) half."""
        return self.left + self.width * (0.25 + 0.5 * column)

    def field(self, label: str, value: str, face: str = REGULAR, keep: int = 0) -> list[Strip]:
        """``label value``, wrapped; nothing when the value is blank."""
        if not value:
            return []
        runs = [(label, REGULAR), (value, face)]
        return paragraph(runs, self.left, self.width, self.sizes.body, self.sizes.leading, keep)


def gap(height: float, keep: int = 0) -> Strip:
    return Strip(height, keep=keep)
