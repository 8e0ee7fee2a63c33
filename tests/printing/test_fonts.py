"""Every Vietnamese letter in every face, by table and by ink; what the fonts lack."""

from __future__ import annotations

import io
import unicodedata
from importlib.resources import files

import numpy as np
import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfgen.canvas import Canvas

from printing import fonts

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LOWER = {unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in TONES} | {"đ"}
LETTERS = sorted(LOWER | {letter.upper() for letter in LOWER})
SIGNS = "₫–—…“”‘’«»•·×°±§©№□≤≥→0123456789.,;:()/-+%&<>\"'@#*!?"
CELL = 40
PER_ROW = 13


def cells(face: str, texts: list[str]) -> list[bytes]:
    """Each text drawn and rasterised in its own cell; the cell's bits."""
    rows = -(-len(texts) // PER_ROW)
    out = io.BytesIO()
    fonts.register()
    canvas = Canvas(out, pagesize=(PER_ROW * CELL, rows * CELL), initialFontName=face)
    canvas.setFont(face, 24)
    for number, text in enumerate(texts):
        canvas.drawString(number % PER_ROW * CELL + 8, (rows - number // PER_ROW) * CELL - 29, text)
    canvas.save()
    page = pdfium.PdfDocument(out.getvalue())[0]
    picture = np.asarray(page.render(scale=1).to_pil().convert("L"))
    return [
        (picture[n // PER_ROW * CELL :][:CELL, n % PER_ROW * CELL :][:, :CELL] < 160).tobytes()
        for n in range(len(texts))
    ]


def test_alphabet_is_whole() -> None:
    assert len(LETTERS) == 146


@pytest.mark.parametrize("face", fonts.FACES)
def test_every_letter_and_sign_is_in_the_table(face: str) -> None:
    table = TTFont(io.BytesIO(fonts.font_bytes(face))).getBestCmap()

    assert [c for c in [*LETTERS, *SIGNS] if ord(c) not in table] == []
    assert [c for c in [*LETTERS, *SIGNS] if c not in fonts.coverage()] == []


@pytest.mark.parametrize("face", fonts.FACES)
def test_every_letter_has_ink_of_its_own(face: str) -> None:
    drawn = dict(zip(LETTERS, cells(face, LETTERS), strict=True))

    assert all(any(bits) for bits in drawn.values())
    assert len(set(drawn.values())) == len(LETTERS)


def test_faces_differ() -> None:
    assert len({cells(face, ["Ễg"])[0] for face in fonts.FACES}) == 4


def test_fonts_may_be_embedded_and_their_licence_is_shipped() -> None:
    for face in fonts.FACES:
        font = TTFont(io.BytesIO(fonts.font_bytes(face)))
        assert font["OS/2"].fsType == 0
        assert font["name"].getDebugName(6) == face
    licence = files("printing").joinpath("fonts", "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert sum(len(fonts.font_bytes(face)) for face in fonts.FACES) < 3_000_000


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (unicodedata.normalize("NFD", "Nguyễn Phước Ự"), "Nguyễn Phước Ự"),
        ("王小明 (Wang Xiaoming)", "□□□ (Wang Xiaoming)"),
        ("Hà 😀!", "Hà □!"),
        ("👨\u200d👩\u200d👧", "□□□"),
        ("❤\ufe0f", "□"),
        ("a\x00b\x1b[0m\tc\r\nd\u2028e", "a b [0m c d e"),
        ("a\u00a0b\u200bc\ufeff\u00ad", "a bc"),
        ("\ud800x", "□x"),
        ("Łódź Ørsted Čapek Žižek", "Łódź Ørsted Čapek Žižek"),
        ("<b>&amp;\"'", "<b>&amp;\"'"),
        (" \t ", ""),
    ],
)
def test_printable(given: str, shown: str) -> None:
    assert fonts.printable(given) == shown
    assert fonts.printable(shown) == shown


def test_decomposed_and_composed_measure_alike() -> None:
    composed = fonts.printable("Nguyễn Thị Huyền")
    decomposed = fonts.printable(unicodedata.normalize("NFD", "Nguyễn Thị Huyền"))

    assert fonts.text_width(composed, fonts.BOLD, 10) == fonts.text_width(
        decomposed, fonts.BOLD, 10
    )
