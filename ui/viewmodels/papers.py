"""One paper of a dossier: its counts, and what the catalogue's words tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.domain.text import fold
from ui.viewmodels.base import translate

COUNTS: Final = ("originals", "certified", "copies")
PAGES: Final = "pages"


@dataclass
class Paper:
    """One row. A count is None while its cell is empty."""

    name: str
    kind: str = "paper"
    ticked: bool = True
    originals: int | None = 0
    certified: int | None = 0
    copies: int | None = 0
    own: bool = False  # added by the clerk
    certify: bool = False  # to be certified: its copies and pages make the fee
    pages: int | None = None
    aside: bool = False  # gave way to papers named by the clerk

    @property
    def counted(self) -> bool:
        """Whether it has counts at all."""
        return self.ticked and self.kind != "shown"

    @property
    def missing(self) -> bool:
        """A ticked paper of which no sheet was counted, or no copy to be certified."""
        if self.certify:
            return self.counted and not self.certified
        return self.counted and not any((self.originals, self.certified, self.copies))

    @property
    def missing_count(self) -> str:
        """Which count is asked for first while one is missing."""
        empty = next((key for key in COUNTS if getattr(self, key) is None), COUNTS[0])
        return "certified" if self.certify else empty


def paper_of(document: str, by_page: bool = False) -> Paper:
    """The row of a paper as the catalogue names it, with the usual count filled in.

    ``by_page``: the fee is counted by the page, so what is to be certified has its pages.
    """
    plain = fold(document)
    if "xuat trinh" in plain:
        return Paper(document, "shown")
    paper = Paper(document, "optional" if "(neu co" in plain else "paper")
    paper.ticked = paper.kind == "paper"
    copy = "ban sao" in plain or "ban chup" in plain or "photo" in plain
    if copy and "ban chinh" not in plain:
        usual = "certified" if "chung thuc" in plain else "copies"
    else:
        usual = "originals"
    setattr(paper, usual, 1)
    if by_page and usual == "certified":
        paper.certify, paper.pages = True, 1
    return paper


def missing_words(paper: Paper) -> str:
    """What is asked for while a paper's count is missing."""
    if paper.certify:
        text = translate("papers", "Chưa ghi số bản cần chứng thực của “{name}”.")
    else:
        text = translate("papers", "Chưa ghi số bản của “{name}”.")
    return text.format(name=paper.name)


def give_way(rows: list[Paper]) -> None:
    """Puts the catalogue's rows aside, as far as nobody changed them: named papers follow."""
    for paper in rows:
        if not paper.own and paper == paper_of(paper.name, True):
            paper.ticked, paper.aside = False, True


def come_back(rows: list[Paper]) -> None:
    """Brings them back when no named paper is left."""
    for paper in rows:
        if paper.aside:
            paper.ticked, paper.aside = paper_of(paper.name, True).ticked, False
