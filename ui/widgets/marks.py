"""Finding the searched words in a text without regard to accents, and painting them marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from ui import theme
from ui.widgets import paint, text

Span = tuple[int, int]


def folded(words: str) -> str:
    """Returns the text in small letters without accents, letter for letter as long."""
    return "".join(_plain(letter) for letter in unicodedata.normalize("NFC", words))


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return "d" if base == "đ" else (base[0] if base else letter)


def spans(words: str, query: str) -> list[Span]:
    """Returns where the query's words stand in a text, as (start, end), merged and in order."""
    plain = folded(words)
    found: list[Span] = []
    after = 0
    for part in folded(query).split():
        at = _find(plain, part, after)
        if at < 0:
            at = _find(plain, part, 0)
        if at >= 0:
            after = at + len(part)
            found.append((at, after))
    return _merged(sorted(found), plain)


def _find(plain: str, part: str, start: int) -> int:
    """Finds a part at a word's beginning, else anywhere if it is long enough to mean something."""
    at = (" " + plain).find(" " + part, start)
    return at if at >= 0 else (plain.find(part, start) if len(part) > 2 else -1)


def _merged(found: Iterable[Span], plain: str) -> list[Span]:
    """Joins spans that touch or are parted by a blank only."""
    result: list[Span] = []
    for start, end in found:
        if result and not plain[result[-1][1] : start].strip():
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def draw_marked(
    painter: QPainter, rect: QRectF, words: str, marked: list[Span], font: QFont, tone: str
) -> None:
    """Writes one line with its marked spans on the call colour."""
    metrics = QFontMetricsF(font)
    text.draw_text(painter, rect, words, font, tone)
    left, cut = round(rect.left()), round(rect.right())
    high = font.pixelSize() * 1.45
    for start, end in marked:
        if start >= len(words):
            continue
        begin = left + metrics.horizontalAdvance(words[:start])
        width = metrics.horizontalAdvance(words[:end]) - metrics.horizontalAdvance(words[:start])
        line = text.baseline(rect, font) - metrics.capHeight() / 2
        patch = QRectF(begin - 1, line - high / 2, min(width, cut - begin) + 2, high)
        paint.box(painter, patch, 2, theme.color("call.mark"))
        room = QRectF(rect)
        painter.save()
        painter.setClipRect(patch)
        room.setLeft(left)
        text.draw_text(painter, room, words, font, "call.onMark")
        painter.restore()


def shifted(marked: list[Span], lines: list[str], whole: str) -> list[list[Span]]:
    """Divides spans of a whole text among the lines it was broken into."""
    result: list[list[Span]] = []
    at = 0
    for line in lines:
        shown = line.rstrip(text.ELLIPSIS)
        start = max(whole.find(shown, at), at)
        end = start + len(shown)
        result.append(
            [
                (max(a, start) - start, min(b, end) - start)
                for a, b in marked
                if a < end and b > start
            ]
        )
        at = end
    return result
