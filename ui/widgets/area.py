"""A text that grows downwards instead of scrolling away: addresses, names of firms, notes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui import theme
from ui.widgets import text
from ui.widgets.fields import InputBox, Labelled

#: from here on it scrolls; more is a letter, not a field
MOST_LINES = 5
#: room around the text inside the widget: Ổ reaches just above a line's top
ROOM = 1
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AreaEdit(QTextEdit):
    """One paragraph of plain text, broken into as many lines as it needs.

    It answers to the names of Qt's line edit as far as forms use them; line breaks are taken
    as spaces, Enter is the form's and Tab goes on.

    Signals:
        changed: the text became another, typed or set.
        edited: the text was typed.
        entered: Enter was pressed.
        lines_changed: it needs more or fewer lines.
    """

    changed = Signal(str)
    edited = Signal(str)
    entered = Signal()
    lines_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = False
        self._was = ""
        self._lines = 1
        self._hint = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTextEdit { background: transparent; border: none; padding: 0; }")
        self.viewport().setAutoFillBackground(False)
        self.setViewportMargins(2 - ROOM, 0, 0, 0)  # text starts where Qt's line edit has it
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(ROOM)
        self.textChanged.connect(self._text_changed)
        self._dress()
        self.setText("")

    # --- as a line edit ---------------------------------------------------------------------

    def text(self) -> str:
        """Returns what is written, on one line."""
        return self.toPlainText().replace("\n", " ")

    def setText(self, words: str, /) -> None:
        """Writes a text and shows its beginning; there is nothing to undo then."""
        self._setting = True
        self.document().setUndoRedoEnabled(False)
        self.setPlainText(words.replace("\n", " "))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(
            text.line_of(self.font()), QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )
        cursor.mergeBlockFormat(block)
        self.document().setUndoRedoEnabled(True)
        self._setting = False
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._measure()

    def end(self, mark: bool) -> None:
        """Goes behind the last letter."""
        keep = QTextCursor.MoveMode.KeepAnchor if mark else QTextCursor.MoveMode.MoveAnchor
        self.moveCursor(QTextCursor.MoveOperation.End, keep)

    def insert(self, words: str, /) -> None:
        """Writes at the cursor, as though it was typed."""
        self.textCursor().insertText(words.replace("\n", " "))

    def backspace(self) -> None:
        """Takes away the letter before the cursor."""
        self.textCursor().deletePreviousChar()

    def setPlaceholderText(self, words: str, /) -> None:
        """Says what is wanted while it is empty."""
        self._hint = words
        self.viewport().update()

    def placeholderText(self) -> str:
        """Returns what is wanted."""
        return self._hint

    def isUndoAvailable(self) -> bool:
        """Tells whether it has something of its own to undo."""
        return self.document().isUndoAvailable()

    # --- size ------------------------------------------------------------------------------

    def lines(self) -> int:
        """Returns how many lines are in sight."""
        return self._lines

    def sizeHint(self) -> QSize:
        """Asks for its lines."""
        return QSize(theme.space(8) * 3, self._lines * text.line_of(self.font()) + 2 * ROOM)

    def minimumSizeHint(self) -> QSize:
        """Asks for its lines, however narrow."""
        return QSize(theme.space(8), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Breaks the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self._measure)  # not while the layout is at work

    def _measure(self) -> None:
        high = text.line_of(self.font())
        lines = min(max(round((self.document().size().height() - 2 * ROOM) / high), 1), MOST_LINES)
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
            self.lines_changed.emit()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the text, or the hint; Qt's own hint stands too high and too pale."""
        super().paintEvent(event)
        if self._hint and not self._was:
            painter = QPainter(self.viewport())
            room = QRectF(self.viewport().rect()).adjusted(ROOM, 0, -ROOM, 0)
            words = text.elided(self._hint, self.font(), room.width())
            text.draw_text(painter, room, words, self.font(), "text.muted")

    # --- events ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter is the form's; up and down at the edges are, too."""
        if event.key() in _ENTER:
            self.entered.emit()
            event.ignore()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData, /) -> None:
        """Pastes plain text on one line."""
        self.insert(" ".join(source.text().split()))

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """Leaves the wheel to the page."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Selects everything when Tab comes, as a line edit does."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def changeEvent(self, event: QEvent, /) -> None:
        """Takes the new theme's font and ink."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _text_changed(self) -> None:
        words = self.text()
        if words == self._was:
            return
        empty_before, self._was = not self._was, words
        if empty_before != (not words):
            self._dress()
        if not self._setting:
            self._measure()
        self.changed.emit(words)
        if not self._setting:
            self.edited.emit(words)

    def _dress(self) -> None:
        font = text.font_of("value", 500 if self._was else 400)
        if self.font() != font:
            self.setFont(font)
        palette = self.palette()
        ink = theme.color("text.primary")
        if palette.color(QPalette.ColorRole.Text) != ink:
            palette.setColor(QPalette.ColorRole.Text, ink)
            self.setPalette(palette)


class AreaField(Labelled):
    """A label, a growing text, and a message; used like `Field`.

    Signals:
        changed: the text became another, typed or set.
        edited: the text was typed.
        entered: Enter was pressed.
    """

    changed = Signal(str)
    edited = Signal(str)
    entered = Signal()

    def __init__(self, label: str, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        """Makes the field.

        Args:
            label: what is asked.
            placeholder: an example or a hint, shown while empty.
            parent: Qt's parent.
        """
        self.edit = AreaEdit()
        self.edit.setPlaceholderText(placeholder)
        self.box = InputBox(self.edit)
        around = self.box.row.contentsMargins()
        around.setBottom(around.bottom() + 2)  # Qt puts a fixed line's room above its letters
        self.box.row.setContentsMargins(around)
        super().__init__(label, self.box, parent)
        self.edit.changed.connect(self.changed)
        self.edit.edited.connect(self.edited)
        self.edit.entered.connect(self.entered)
        self.edit.lines_changed.connect(self._grow)
        self._grow()

    def speaker(self) -> QWidget:
        """Returns the text."""
        return self.edit

    def text(self) -> str:
        """Returns what is written."""
        return self.edit.text()

    def set_text(self, words: str) -> None:
        """Writes a text and shows its beginning."""
        self.edit.setText(words)

    def _grow(self) -> None:
        """One line as high as every other field, each further one a line more."""
        line = text.line_of(self.edit.font())
        self.edit.setFixedHeight(self.edit.sizeHint().height())
        self.box.setFixedHeight(theme.height("input") + (self.edit.lines() - 1) * line)
