"""What every form is made on: a heading with what all forms carry, and the measures of the page.

A form is its data and a list of strips. Its module has one function that turns
data into a :class:`Heading` and a :data:`Body`; :func:`printing.forms.document.render`
does the rest. Strips common to forms are in :mod:`printing.forms.head` and
:mod:`printing.forms.parts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from core.domain.receipt import Reprint
from printing import layout, wording
from printing.fonts import REGULAR
from printing.layout import MM, Paper, Sizes, Strip, paragraph

BANNER = 7 * MM
"""Height of the band that marks a practice form."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What any form carries besides its own body; printable texts only.

    Attributes:
        form: the form's number as printed at the foot, "Mẫu 01".
        title: its lines.
        copies: the line under the title for each copy, empty for none; the
            form is printed once for each.
        code: what bars hold, and the QR too when ``qr_text`` is blank.
        code_label: what the code is called, "Mã hồ sơ".
        code_note: a warning under the code.
        lookup_head: what the look-up characters are for.
        made_at: moment told at the foot.
        doubtful: whether the clock was in doubt at that moment.
        lossy: whether characters were lost that the font does not hold.
    """

    form: str
    title: tuple[str, ...]
    copies: tuple[str, ...]
    parent_org: str
    unit_name: str
    number: str
    place: str
    issued_on: date
    code: str
    code_label: str
    code_note: str
    lookup_code: str
    lookup_head: str
    qr_text: str
    pack_id: str
    form_version: int
    station: int
    made_at: datetime
    doubtful: bool
    practice: bool
    reprint: Reprint | None
    lossy: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form at one type size: what every part of it needs."""

    heading: Heading
    paper: Paper
    sizes: Sizes

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

    def body_top(self, page: int) -> float:
        """Where the strips of a page begin, in points from the sheet's foot."""
        top = self.paper.height - self.paper.top
        if self.heading.practice:
            top -= BANNER
        return top if page == 1 else top - self.sizes.body * 1.8

    def body_foot(self) -> float:
        """Where they end at the latest."""
        lines = len(self.template_lines())
        return self.paper.bottom + lines * self.sizes.foot * 1.25 + self.sizes.body * 0.3

    def template_lines(self) -> list[str]:
        """Form, pack and version, station and time, as wrapped lines."""
        heading = self.heading
        text = (
            f"{heading.form}, gói {heading.pack_id}, bản {heading.form_version}."
            f" In tại Quầy {heading.station} lúc {wording.clock(heading.made_at)}."
        )
        if heading.reprint is not None:
            text += f" {wording.reprint_text(heading.reprint, full=False)}."
        wrapped = layout.wrap([(text, REGULAR)], self.sizes.foot, self.width - 18 * MM)
        return [line[0][2] for line in wrapped]

    def lines(self, runs: list[tuple[str, str]], keep: int = 0) -> list[Strip]:
        """Runs of (text, face) as a paragraph of full width."""
        return paragraph(runs, self.left, self.width, self.sizes.body, self.sizes.leading, keep)

    def field(self, label: str, value: str, face: str = REGULAR, keep: int = 0) -> list[Strip]:
        """``label value``, wrapped; nothing when the value is blank."""
        return self.lines([(label, REGULAR), (value, face)], keep) if value else []


Body = Callable[[Sheet], list[Strip]]
"""All strips of a form, in reading order, at the type size of the sheet."""


def gap(height: float, keep: int = 0) -> Strip:
    """White space."""
    return Strip(height, keep=keep)
