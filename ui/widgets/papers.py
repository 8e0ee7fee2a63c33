"""Papers of a dossier: a tick, a name of up to two lines, three small counts, pages or source."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QIntValidator, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.icons import Icon
from ui.widgets import paint, text
from ui.widgets.fields import MessageLine, State

NONE = "–"
MOST = 999
_REACH = 6


class CountBox(QLineEdit):
    """How many copies: 44 × 28, digits only, up and down count; "–" where it does not apply.

    Signals:
        counted: the number now in the box.
    """

    counted = Signal(int)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_radius = theme.radius("control")
        self._state: State = ""
        self._applies = True
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setValidator(QIntValidator(0, MOST, self))
        self.setFixedSize(theme.size("countWidth"), theme.height("count"))
        self.setAccessibleName(name)
        self.textChanged.connect(self._changed)
        self.setText("0")

    def value(self) -> int | None:
        """Returns the number; None where it does not apply or nothing is written."""
        return int(self.text()) if self._applies and self.text().isdigit() else None

    def set_value(self, value: int | None) -> None:
        """Sets the number; None shows that it does not apply."""
        self._applies = value is not None
        self.setReadOnly(value is None)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if value is None else Qt.FocusPolicy.StrongFocus)
        self.setText(NONE if value is None else str(value))
        self._tint()

    def set_state(self, state: State) -> None:
        """Shows an error on the outline."""
        self._state = state
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Asks for its fixed size."""
        return QSize(theme.size("countWidth"), theme.height("count"))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the box under Qt's text."""
        if self._applies:
            painter = paint.start(self)
            line, width = theme.color("line.control"), float(theme.outline())
            if self._state == "error":
                line, width = theme.color("danger"), theme.size("outlineState")
            fill = theme.color("bg.surface")
            paint.box(painter, QRectF(self.rect()), theme.radius("control") - 1, fill, line, width)
            painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Up and down count."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step and self._applies:
            self.setText(str(min(max((self.value() or 0) + step, 0), MOST)))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent, /) -> None:
        """Takes the new theme's ink."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _changed(self) -> None:
        self._tint()
        value = self.value()
        if value is not None:
            self.counted.emit(value)

    def _tint(self) -> None:
        some = bool(self.value())
        self.setFont(text.font_of("value", 600 if some else 400, num=True))
        palette = self.palette()
        ink = theme.color("text.primary" if some else "text.muted")
        palette.setColor(QPalette.ColorRole.Text, ink)
        self.setPalette(palette)


class Tick(QCheckBox):
    """A tick with words of up to ``most`` lines beside it; the whole text is in the tooltip."""

    def __init__(self, words: str, most: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.ring_radius = theme.radius("kbd")
        self._most = most
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hitButton(self, pos: QPoint, /) -> bool:
        """Takes clicks on the words too."""
        return self.rect().contains(pos)

    def _lead(self) -> int:
        return theme.height("tick") + theme.space(3)

    def _lines(self, width: int) -> list[str]:
        return text.break_lines(self.text(), self._font(), width - self._lead(), self._most)

    def _font(self) -> QFont:
        return text.font_of("body", 500)

    def hasHeightForWidth(self) -> bool:
        """Tells that the words may wrap."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Returns the height of the lines."""
        lines = self._lines(width)
        high = len(lines) * text.line_of(self._font())
        return max(high + theme.space(1), theme.height("row"))

    def sizeHint(self) -> QSize:
        """Asks for one line."""
        width = text.width_of(self.text(), self._font()) + self._lead()
        return QSize(width, theme.height("row"))

    def minimumSizeHint(self) -> QSize:
        """Asks for the tick and some words."""
        return QSize(self._lead() + theme.space(8) * 3, theme.height("row"))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints tick and words."""
        painter = paint.start(self)
        size = theme.height("tick")
        lines = self._lines(self.width())
        high = len(lines) * text.line_of(self._font())
        middle = self.height() / 2
        mark = QRectF(0, round(middle - size / 2), size, size)
        self._paint_mark(painter, mark)
        tone = "text.primary" if self.isChecked() else "text.muted"
        room = QRectF(self._lead(), (self.height() - high) // 2, self.width(), high)
        if len(lines) == 1:
            room = QRectF(self._lead(), 0, self.width(), self.height())
            text.draw_text(painter, room, lines[0], self._font(), tone)
        else:
            text.draw_lines(painter, room, lines, self._font(), tone)

    def _paint_mark(self, painter: QPainter, mark: QRectF) -> None:
        corner = theme.radius("kbd")
        if self.isChecked():
            fill = theme.color("primary" if self.isEnabled() else "text.muted")
            paint.box(painter, mark, corner, fill)
            ink = theme.color("primary.on")
            center = QPointF(mark.center())
            paint.image(painter, Icon.CHECK, center, theme.height("tick") - 4, ink, 3.2)
        else:
            line = theme.color("text.secondary" if self.underMouse() else "line.control")
            width = max(theme.outline(), 1.5)
            paint.box(painter, mark, corner, theme.color("bg.surface"), line, width)


class CheckRow(QWidget):
    """One paper.

    Signals:
        ticked: the paper was ticked or not.
        counted: which column (0 original, 1 certified, 2 copy) and its number.
        paged: the number of pages.
    """

    ticked = Signal(bool)
    counted = Signal(int, int)
    paged = Signal(int)

    def __init__(self, name: str, *, zebra: bool = False, parent: QWidget | None = None) -> None:
        """Makes the row.

        Args:
            name: the paper's name, up to two lines.
            zebra: on a faintly tinted ground.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self._zebra = zebra
        self.tick = Tick(name)
        titles = (self.tr("bản chính"), self.tr("bản chứng thực"), self.tr("bản chụp"))
        self.counts = [CountBox(f"{name}, {title}") for title in titles]
        self.pages = CountBox(f"{name}, {self.tr('số trang')}")
        self.pages.hide()
        self.source = text.Label("", "label", tone="text.secondary", wrap=True)
        self._last = QWidget()
        self._last.setFixedWidth(theme.size("sourceWidth"))
        last = QHBoxLayout(self._last)
        last.setContentsMargins(0, 0, 0, 0)
        last.setSpacing(theme.space(2))
        last.addWidget(self.pages)
        last.addWidget(self.source, 1)
        self.message = MessageLine()
        self.message.set_indent(theme.height("tick") + theme.space(3))
        grid = QGridLayout(self)
        _columns(grid)
        grid.addWidget(self.tick, 0, 0)
        for at, count in enumerate(self.counts):
            grid.addWidget(count, 0, at + 1, Qt.AlignmentFlag.AlignCenter)
            count.counted.connect(lambda value, at=at: self.counted.emit(at, value))
        self.pages.counted.connect(self.paged)
        grid.addWidget(self._last, 0, 5)
        grid.addWidget(self.message, 1, 0, 1, 6)
        self.tick.toggled.connect(self._toggled)
        self._toggled(False)

    def set_checked(self, on: bool) -> None:
        """Ticks the paper or not."""
        self.tick.setChecked(on)

    def is_checked(self) -> bool:
        """Tells whether the paper is ticked."""
        return self.tick.isChecked()

    def set_counts(self, original: int | None, certified: int | None, copy: int | None) -> None:
        """Sets the three numbers; None where a count does not apply."""
        for box, value in zip(self.counts, (original, certified, copy), strict=True):
            box.set_value(value)

    def values(self) -> tuple[int | None, int | None, int | None]:
        """Returns the three numbers."""
        first, second, third = (box.value() for box in self.counts)
        return first, second, third

    def set_source(self, words: str) -> None:
        """Says where the paper comes from."""
        self.source.setText(words)

    def set_last(self, shown: bool, paged: bool) -> None:
        """Shows the last column, and in it a box for pages before the words."""
        self._last.setVisible(shown)
        self.pages.setVisible(paged)

    def set_error(self, words: str, column: int | None = None) -> None:
        """Shows what is wrong, and in which count; an empty sentence takes it away."""
        for at, box in enumerate(self.counts):
            wrong = bool(words) and at == column
            box.set_state("error" if wrong else "")
            box.setAccessibleDescription(words if wrong else "")
        self.message.say("error", words)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the tinted ground."""
        if self._zebra:
            painter = paint.start(self)
            fill = theme.color("bg.zebra")
            paint.box(painter, QRectF(self.rect()), theme.radius("control"), fill)

    def _toggled(self, on: bool) -> None:
        self.source.set_tone("text.secondary" if on else "text.muted")
        self.ticked.emit(on)


class PaperColumn(QVBoxLayout):
    """Stacks rows so that their ticks stand under the fields' edges; the ground reaches out."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(0)

    def setGeometry(self, rect: QRect, /) -> None:
        """Reaches out to the left."""
        super().setGeometry(rect.adjusted(-_REACH, 0, 0, 0))


class PaperHeader(QWidget):
    """What stands above the rows: a summary and the columns' names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = text.Label("", "label", tone="text.secondary", wrap=True)
        grid = QGridLayout(self)
        _columns(grid)
        grid.addWidget(self.summary, 0, 0)
        for at, title in enumerate(_titles()):
            label = text.Label(title, "caption", tone="text.muted", align=text.Align.AlignHCenter)
            grid.addWidget(label, 0, at + 1)
        self.last = text.Label(self.tr("Nguồn"), "caption", tone="text.muted")
        self.last.setFixedWidth(theme.size("sourceWidth"))
        grid.addWidget(self.last, 0, 5)

    def set_summary(self, words: str, tone: str = "text.secondary") -> None:
        """Says how many papers there are, and whether they are all here."""
        self.summary.setText(words)
        self.summary.set_tone(tone)


def _titles() -> tuple[str, str, str]:
    say = QCoreApplication.translate
    return (
        say("PaperHeader", "Chính"),
        say("PaperHeader", "Ch.thực"),
        say("PaperHeader", "Chụp"),
    )


def _columns(grid: QGridLayout) -> None:
    grid.setContentsMargins(_REACH, 0, _REACH, 0)
    grid.setHorizontalSpacing(0)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(0, 1)
    font = text.font_of("caption")
    widest = max(text.width_of(title, font) for title in _titles()) + theme.space(1)
    wide = max(widest, theme.size("countWidth") + theme.space(2))
    for column in (1, 2, 3):
        grid.setColumnMinimumWidth(column, wide)
    grid.setColumnMinimumWidth(4, theme.space(3))


class TickField(QWidget):
    """A single tick in a form ("Phát hành trả ngay"), 36 px high.

    Signals:
        ticked: it was ticked or not.
    """

    ticked = Signal(bool)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = Tick(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tick)
        self.setMinimumHeight(theme.height("input"))
        self.setFocusProxy(self.tick)
        self.tick.toggled.connect(self.ticked)
