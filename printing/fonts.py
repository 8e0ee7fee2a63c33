"""The serif of official forms: Tinos in four faces, embedded, with every Vietnamese letter.

Source: npm registry, `@expo-google-fonts/tinos` 0.4.2, Tinos 1.340, SIL Open
Font License 1.1 (`fonts/OFL.txt`, no reserved font name). The files were cut
with fontTools' pyftsubset to Latin, Greek, Cyrillic, Vietnamese, punctuation
and symbols, hinting and layout tables dropped: 0.7 MB instead of 2.2 MB and a
fifth less time for each document.

Texts are drawn in NFC only: decomposed Vietnamese measured 144 pt where the
composed form took 101 (reference/style.md, "PDF forms").
"""

from __future__ import annotations

import io
import threading
import unicodedata
from functools import lru_cache
from importlib.resources import files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "Tinos-Regular"
BOLD = "Tinos-Bold"
ITALIC = "Tinos-Italic"
BOLD_ITALIC = "Tinos-BoldItalic"
FACES = (REGULAR, BOLD, ITALIC, BOLD_ITALIC)

MISSING = "□"
"""Printed in the place of a character that the font does not hold."""

render_lock = threading.RLock()
"""Held while a document is made: reportlab's font objects are not thread-safe."""


def font_bytes(face: str) -> bytes:
    """The TrueType file of a face, from the installed package."""
    return files("printing").joinpath("fonts", f"{face}.ttf").read_bytes()


@lru_cache(maxsize=1)
def register() -> dict[str, dict[int, int]]:
    """Hands the four faces to reportlab, once in a process.

    Returns:
        For each face the advance width of each character, in 1/1000 em.
    """
    widths: dict[str, dict[int, int]] = {}
    with render_lock:
        for face in FACES:
            font = TTFont(face, io.BytesIO(font_bytes(face)))
            pdfmetrics.registerFont(font)
            widths[face] = font.face.charWidths
    return widths


@lru_cache(maxsize=1)
def coverage() -> frozenset[str]:
    """Characters that all four faces can print."""
    shared = set.intersection(*(set(of_face) for of_face in register().values()))
    return frozenset(
        c for c in map(chr, shared) if c == " " or unicodedata.category(c)[0] not in "CZ"
    )


def text_width(text: str, face: str, size: float) -> float:
    """Width of a line in points; every character must be printable."""
    of_face = register()[face]
    return sum([of_face[ord(c)] for c in text]) * size / 1000


def printable(text: str) -> str:
    """The text as it can stand on paper, in NFC.

    Blanks, tabs, line ends and control characters become single spaces;
    invisible formatting characters vanish; what the font lacks (Chinese,
    emoji) becomes :data:`MISSING`, never a black box.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    shown = coverage()
    if not shown.issuperset(text):
        text = "".join([c if c in shown else _substitute(c) for c in text])
    return " ".join(text.split())


def _substitute(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc" or category[0] == "Z":
        return " "
    if category == "Cf" or 0xFE00 <= ord(character) <= 0xFE0F:  # joiners, variation selectors
        return ""
    return MISSING
