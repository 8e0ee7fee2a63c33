"""Every Vietnamese letter in every font, and none of them cut in any widget that writes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets import (
    RESULT_ROLE,
    Badge,
    Button,
    Chip,
    Choice,
    Combo,
    Field,
    FilterChip,
    KeyCap,
    Label,
    ProcedureField,
    ProcedureRow,
    ResultDelegate,
    ResultRow,
    StatusStrip,
    Tick,
    text,
)

VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = sorted(
    {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    | set("đĐabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    | set(".,;:/()–-+%…“”•₫")
)
HATS = "ỔỄẪẲ gỵộ"
Make = Callable[[str], QWidget]


@pytest.mark.parametrize("name", theme.font_files())
def test_every_letter_is_in_every_font(name: str, qapp: QApplication) -> None:
    font = QRawFont(QByteArray((files("ui") / "fonts" / name).read_bytes()), 20)
    assert font.isValid()
    missing = [letter for letter in LETTERS if not font.supportsCharacter(ord(letter))]
    assert not missing


def test_fonts_come_with_their_licences_and_are_small() -> None:
    folder = files("ui") / "fonts"
    for name in ("OFL-BeVietnamPro.txt", "OFL-IBMPlexSans.txt"):
        assert "SIL Open Font License" in (folder / name).read_text(encoding="utf-8")
    assert sum(len(each.read_bytes()) for each in folder.iterdir() if each.is_file()) < 2_500_000


@pytest.mark.parametrize("make", [theme.ui_font, theme.num_font])
def test_weights_are_real(make: Callable[[int, int], QFont], qapp: QApplication) -> None:
    inks = []
    for weight in theme.WEIGHTS:
        font = make(118, weight)
        assert QFontInfo(font).family() == font.family()
        inks.append(ink_amount(font))
    assert inks == sorted(inks)
    assert len(set(inks)) == len(inks)


@pytest.mark.parametrize("weight", theme.WEIGHTS)
def test_digits_are_equally_wide(weight: int, qapp: QApplication) -> None:
    metrics = QFontMetricsF(theme.num_font(40, weight))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def ink_amount(font: QFont) -> int:
    image = written("0815", font)
    return sum(
        255 - image.pixelColor(x, y).lightness()
        for x in range(image.width())
        for y in range(image.height())
    )


def written(words: str, font: QFont) -> QImage:
    """Writes a text with all the room it may want."""
    metrics = QFontMetricsF(font)
    image = QImage(
        round(metrics.horizontalAdvance(words)) + 20,
        font.pixelSize() * 4,
        QImage.Format.Format_RGB32,
    )
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(QPointF(10, font.pixelSize() * 2), words)
    painter.end()
    return image


def rows_that_differ(one: QImage, other: QImage) -> int:
    """Returns the height of the band in which two pictures differ clearly."""
    rows = [
        y
        for y in range(min(one.height(), other.height()))
        if any(
            abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 40
            for x in range(min(one.width(), other.width()))
        )
    ]
    return rows[-1] - rows[0] + 1 if rows else 0


def on_white(widget: QWidget) -> QImage:
    """Returns a widget's picture without transparency."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    painter.drawPixmap(0, 0, widget.grab())
    painter.end()
    return image


def tall_ink(font: QFont) -> int:
    image = written(HATS, font)
    blank = QImage(image.size(), image.format())
    blank.fill(QColor(255, 255, 255))
    return rows_that_differ(image, blank)


def field(words: str) -> QWidget:
    result = Field("")
    result.set_text(words)
    return result


def procedure(words: str) -> QWidget:
    result = ProcedureField()
    result.set_choice("1", words)
    return result


def strip(words: str) -> QWidget:
    result = StatusStrip()
    result.set_item("a", "printer", words)
    return result


def choice(words: str) -> QWidget:
    return Choice([("a", words)])


class _One(QAbstractListModel):
    def __init__(self, row: object, role: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._row, self._role = row, role

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex(), /) -> int:  # noqa: B008
        return 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0, /) -> Any:
        return self._row if role == self._role else None


def result_row(words: str) -> QWidget:
    view = QListView()
    view.setModel(_One(ResultRow(words, "", ""), RESULT_ROLE, view))
    view.setItemDelegate(ResultDelegate(view))
    return view


def combo_row(words: str) -> QWidget:
    return Combo([("a", words)]).view()


WRITERS: list[tuple[Make, str, int]] = [
    *(
        (lambda words, role=role, weight=weight: Label(words, role, weight=weight), role, weight)
        for role in ("caption", "label", "body", "value", "section", "title", "code")
        for weight in (400, 700)
    ),
    (lambda words: Label(words, "body", wrap=True), "body", 400),
    (lambda words: Button(words), "body", 600),
    (lambda words: Button(words, "link"), "label", 600),
    (lambda words: Chip(words), "label", 400),
    (lambda words: Badge(words), "caption", 600),
    (lambda words: FilterChip(words), "label", 500),
    (lambda words: Tick(words), "body", 500),
    (lambda words: Combo([("a", words)]), "value", 500),
    (choice, "body", 500),
    (field, "value", 500),
    (procedure, "value", 600),
    (strip, "label", 400),
    (result_row, "body", 600),
]


@pytest.mark.parametrize(("make", "role", "weight"), WRITERS)
def test_no_hat_is_cut(make: Make, role: str, weight: int, plain: theme.Mode, qtbot: QtBot) -> None:
    pictures = []
    for words in (HATS, ""):
        widget = make(words)
        qtbot.addWidget(widget)
        widget.resize(400, max(widget.sizeHint().height(), widget.minimumSizeHint().height()))
        if widget.hasHeightForWidth():
            widget.resize(400, widget.heightForWidth(400))
        if isinstance(widget, QListView):
            widget.show()  # a list lays its rows out when it is shown
        pictures.append(on_white(widget))
    wanted = tall_ink(text.font_of(role, weight))
    assert wanted > 0
    assert abs(rows_that_differ(*pictures) - wanted) <= 1


def test_procedure_rows_and_key_caps_are_high_enough(plain: theme.Mode, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 400)
    chosen = ProcedureField()
    chosen.setParent(window)
    chosen.setGeometry(0, 0, 700, 40)
    window.show()
    pictures = []
    for words in (HATS, ""):
        chosen.set_results([ProcedureRow("a", "", words)])
        popup = chosen.popup()
        pictures.append(on_white(popup.view))
    assert abs(rows_that_differ(*pictures) - tall_ink(text.font_of("body", 500))) <= 1
    assert KeyCap("F12").sizeHint().height() >= 1.45 * theme.px("caption")


def test_line_edit_alignment_survives_weights(plain: theme.Mode, qtbot: QtBot) -> None:
    widget = Field("Họ và tên", placeholder="Ổ")
    qtbot.addWidget(widget)
    assert widget.edit.font().weight() == QFont.Weight.Normal
    widget.set_text("Ổ")
    assert widget.edit.font().weight() == QFont.Weight.Medium
    assert widget.edit.alignment() & Qt.AlignmentFlag.AlignVCenter
