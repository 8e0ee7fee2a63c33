"""Text that is never cut: lines placed by cap height, hats included, broken where they must.

Be Vietnam Pro's hats rise above the ascent it declares, so Qt's own label cuts Ổ and Ẳ. All
painted texts go through :func:`draw_text` and :func:`draw_lines`; labels are :class:`Label`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme

Align = Qt.AlignmentFlag
ELLIPSIS = "…"
ANY_WIDTH = 1 << 20


def font_of(role: str, weight: int = 400, num: bool = False) -> QFont:
    """Returns the font of a type role such as ``"label"``."""
    return (theme.num_font if num else theme.ui_font)(theme.px(role), weight)


def line_of(font: QFont) -> int:
    """Returns how high one line of this font must be."""
    return theme.line_height(font.pixelSize())


def width_of(text: str, font: QFont) -> int:
    """Returns how wide a text is, rounded up."""
    return int(QFontMetricsF(font).horizontalAdvance(text) + 0.999)


def baseline(rect: QRectF, font: QFont) -> float:
    """Returns where a line stands in ``rect``: centred by its capitals, but no hat outside."""
    centred = rect.center().y() + QFontMetricsF(font).capHeight() / 2
    hat = theme.NUM_HAT if font.family() == theme.NUM_FAMILY else theme.HAT
    return round(max(centred, rect.top() + font.pixelSize() * hat))


def middle_of(font: QFont) -> float:
    """Returns how far below a line's top its capitals have their middle: icons stand there."""
    line = QRectF(0, 0, 1, line_of(font))
    return baseline(line, font) - QFontMetricsF(font).capHeight() / 2


def elided(text: str, font: QFont, width: float) -> str:
    """Returns the text, or what of it fits and an ellipsis."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    tint: str | QColor,
    align: Align = Align.AlignLeft,
) -> float:
    """Writes one line and returns its width."""
    width = QFontMetricsF(font).horizontalAdvance(text)
    left = rect.left()
    if align & Align.AlignRight:
        left = rect.right() - width
    elif align & Align.AlignHCenter:
        left = rect.center().x() - width / 2
    painter.setFont(font)
    painter.setPen(theme.color(tint) if isinstance(tint, str) else tint)
    painter.drawText(QPointF(round(left), baseline(rect, font)), text)
    return width


def break_lines(text: str, font: QFont, width: float, most: int = 0) -> list[str]:
    """Breaks a text into lines no wider than ``width``.

    Args:
        text: what is written; newlines break too.
        font: its font.
        width: the room there is.
        most: the most lines wanted, 0 for as many as needed; the last ends in an ellipsis then.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _break(part, font, width)
    if most and len(lines) > most:
        rest = " ".join(line.strip() for line in lines[most - 1 :])
        lines = [*lines[: most - 1], elided(rest, font, width)]
    return lines


def _break(text: str, font: QFont, width: float) -> list[str]:
    layout = QTextLayout(text, font)
    lines = []
    layout.beginLayout()
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(max(width, 1))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
        line = layout.createLine()
    layout.endLayout()
    return lines or [""]


def balanced_lines(text: str, font: QFont, width: float, count: int) -> list[str]:
    """Breaks a text into ``count`` lines that are as equally wide as can be."""
    low, high = width / 2, width
    while high - low > 1:
        middle = (low + high) / 2
        if len(break_lines(text, font, middle)) > count:
            low = middle
        else:
            high = middle
    lines = break_lines(text, font, high)
    return lines if len(lines) <= count else break_lines(text, font, width, count)


def draw_lines(
    painter: QPainter,
    rect: QRectF,
    lines: list[str],
    font: QFont,
    tint: str | QColor,
    align: Align = Align.AlignLeft,
) -> None:
    """Writes lines from the top of ``rect`` down."""
    high = line_of(font)
    for at, line in enumerate(lines):
        row = QRectF(rect.left(), rect.top() + at * high, rect.width(), high)
        draw_text(painter, row, line, font, tint, align)


class Label(QLabel):
    """A text in one of the theme's roles, at least one full line high, never cut.

    Without ``wrap`` it asks for its whole width; with it, for as many lines as it needs.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        weight: int = 400,
        tone: str = "text.primary",
        num: bool = False,
        wrap: bool = False,
        most: int = 0,
        balanced: bool = False,
        align: Align = Align.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        """Makes the label.

        Args:
            text: what it says.
            role: type role: caption, label, body, value, section, title, code, due.
            weight: 400, 500, 600 or 700.
            tone: a colour's name.
            num: numbers and codes: the font with equally wide digits.
            wrap: may take several lines.
            most: with ``wrap``, the most lines; the whole text is in the tooltip then.
            balanced: with ``wrap``, breaks into lines of about equal width.
            align: left, right or centred.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._look = (role, weight, num)
        self._tone = tone
        self._most = most
        self._balanced = balanced
        self.setAlignment(align)
        self.setWordWrap(wrap)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Minimum,
            QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)

    def text_font(self) -> QFont:
        """Returns the font in force."""
        return font_of(*self._look)

    def set_tone(self, tone: str) -> None:
        """Changes the colour."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def tone(self) -> str:
        """Returns the colour's name."""
        return self._tone

    def set_weight(self, weight: int) -> None:
        """Changes the weight."""
        self._look = (self._look[0], weight, self._look[2])
        self.updateGeometry()
        self.update()

    def setText(self, text: str, /) -> None:
        """Sets the text; a label of limited lines keeps the whole in its tooltip."""
        super().setText(text)
        if self._most:
            self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tells whether the height depends on the width."""
        return self.wordWrap()

    def heightForWidth(self, width: int, /) -> int:
        """Returns the height that the lines need."""
        font = self.text_font()
        return len(self._lines(width)) * line_of(font)

    def _lines(self, width: float) -> list[str]:
        """Returns the text as it is broken at this width."""
        if not self.wordWrap():
            return self.text().split("\n")
        font = self.text_font()
        lines = break_lines(self.text(), font, width, self._most)
        if self._balanced and len(lines) > 1:
            lines = balanced_lines(self.text(), font, width, len(lines))
        return lines

    def sizeHint(self) -> QSize:
        """Asks for one line, or for a readable column."""
        font = self.text_font()
        width = max(width_of(line, font) for line in self.text().split("\n"))
        if self.wordWrap():
            width = min(width, font.pixelSize() * 24)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Asks for the whole line, or for the longest word."""
        font = self.text_font()
        if not self.wordWrap():
            return self.sizeHint()
        widest = max((width_of(word, font) for word in self.text().split()), default=0)
        return QSize(widest, line_of(font))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Writes the text."""
        painter = QPainter(self)
        font = self.text_font()
        tone = self._tone if self.isEnabled() else "text.muted"
        rect = QRectF(self.rect())
        lines = self._lines(rect.width())
        side = self.alignment() & Align.AlignHorizontal_Mask
        if len(lines) == 1 and not self.alignment() & Align.AlignTop:
            draw_text(painter, rect, lines[0], font, tone, side)
            return
        spare = rect.height() - len(lines) * line_of(font)
        if not self.alignment() & Align.AlignTop:
            rect.adjust(0, max(spare // 2, 0), 0, 0)
        draw_lines(painter, rect, lines, font, tone, side)

    def changeEvent(self, event: QEvent, /) -> None:
        """Measures again when the theme changed."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)
