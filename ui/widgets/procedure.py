"""The procedure as one large field: typed without accents, chosen from a list below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint, text
from ui.widgets.buttons import cap_size, draw_cap
from ui.widgets.fields import LineEdit, State
from ui.widgets.procedure_list import ProcedurePopup


@dataclass(frozen=True)
class ProcedureRow:
    """One procedure to choose: ``key`` is what :attr:`ProcedureField.picked` gives back."""

    key: str
    code: str
    name: str
    facts: tuple[str, ...] = field(default=())
    note: str = ""


class _Query(LineEdit):
    """Draws nothing while a chosen procedure stands in the field."""

    covered = False

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the query, unless the choice is shown."""
        if not self.covered:
            super().paintEvent(event)


class ProcedureField(QWidget):
    """A code and a name of up to two lines; typing searches, Enter or a click chooses.

    The window answers :attr:`searched` with :meth:`set_results`. Esc goes back to what was
    chosen before.

    Signals:
        searched: the query, also an empty one when the list is opened (answer: the usual ones).
        picked: the key of the chosen row.
        entered: Enter was pressed with nothing to choose: go on.
    """

    searched = Signal(str)
    picked = Signal(str)
    entered = Signal()

    def __init__(self, key: str = "Ctrl T", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_radius = theme.radius("control")
        self._cap = key
        self._code = ""
        self._name = ""
        self._state: State = ""
        self._popup: ProcedurePopup | None = None
        self.edit = _Query()
        self.edit.setParent(self)
        self.edit.ring_host = self  # type: ignore[attr-defined]
        self.edit.setPlaceholderText(self.tr("Gõ tên, mã hoặc chữ đầu, không cần dấu"))
        self.edit.setAccessibleName(self.tr("Thủ tục"))
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._search)
        self.setFocusProxy(self.edit)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # ---- what the window says

    def set_choice(self, code: str, name: str) -> None:
        """Shows a chosen procedure, or with empty words none."""
        self._code, self._name = code, name
        self.edit.clear()
        self.close_list()
        said = f"{code} {name}".strip()
        self.setToolTip(name)
        self.setAccessibleName(said)
        self.edit.setAccessibleDescription(said)
        self._cover()
        self.updateGeometry()

    def choice(self) -> tuple[str, str]:
        """Returns the code and name shown."""
        return self._code, self._name

    def set_results(self, rows: Sequence[ProcedureRow], title: str = "") -> None:
        """Shows the list; ``title`` says what it is ("Hay dùng ở quầy này")."""
        popup = self.popup()
        popup.fill(rows, self.edit.text(), title)
        self._place()
        popup.show()
        popup.raise_()

    def set_state(self, state: State) -> None:
        """Shows error or warning on the outline."""
        self._state = state
        self.update()

    def close_list(self) -> None:
        """Hides the list."""
        if self._popup is not None:
            self._popup.hide()

    def is_open(self) -> bool:
        """Tells whether the list is in sight."""
        return self._popup is not None and self._popup.isVisible()

    def popup(self) -> ProcedurePopup:
        """Returns the list, made when first needed and laid over the window."""
        if self._popup is None or self._popup.parentWidget() is not self.window():
            self._popup = ProcedurePopup(self.window())
            self._popup.chosen.connect(self._pick)
        return self._popup

    def open(self) -> None:
        """Takes the focus and asks for the usual procedures."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.searched.emit(self.edit.text())

    # ---- Qt

    def hasHeightForWidth(self) -> bool:
        """Tells that the name may take two lines."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Returns the height for one or two lines."""
        lines = len(self._lines(width))
        high = text.line_of(text.font_of("value", 600))
        return theme.height("procedure") + (lines - 1) * high

    def sizeHint(self) -> QSize:
        """Asks for one line."""
        return QSize(theme.size("list"), self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        """Asks for some words."""
        return QSize(theme.size("list") // 2, self.heightForWidth(max(self.width(), 1)))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints box, choice and cap."""
        painter = paint.start(self)
        rect = QRectF(self.rect())
        line, width = theme.color("line.control"), theme.outline()
        if self._state in ("error", "warning"):
            line = theme.color("danger" if self._state == "error" else "warning")
            width = theme.size("outlineState")
        elif self.underMouse():
            line = theme.color("text.muted")
        fill = theme.color("bg.surface")
        paint.box(painter, rect, theme.radius("control"), fill, line, width)
        cap = cap_size(self._cap)
        at = QPoint(self.width() - cap.width() - theme.space(4), self._first_middle())
        draw_cap(
            painter,
            QRectF(at.x(), at.y() - cap.height() // 2, cap.width(), cap.height()),
            self._cap,
            "quiet",
        )
        if self.edit.covered:
            self._paint_choice(painter)

    def _paint_choice(self, painter: QPainter) -> None:
        lines = self._lines(self.width())
        font = text.font_of("value", 600)
        high = text.line_of(font)
        top = (self.height() - len(lines) * high) // 2
        code = text.font_of("value", 600, num=True)
        row = QRectF(theme.space(3), top, self.width(), high)
        text.draw_text(painter, row, self._code, code, "primary")
        row = QRectF(self._name_left(), top, self.width(), self.height())
        text.draw_lines(painter, row, lines, font, "text.primary")

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Keeps the line edit inside."""
        left = theme.space(3) - 2
        right = cap_size(self._cap).width() + theme.space(6)
        self.edit.setGeometry(left, 2, self.width() - left - right, self.height() - 4)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Takes the keys that work on the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self.edit.clear()
            self.close_list()
            self._cover()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.searched.emit(self.edit.text())
        return False

    def _key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._move(1 if key == Qt.Key.Key_Down else -1)
        if key == Qt.Key.Key_Escape and (self.is_open() or self.edit.text()):
            self.edit.clear()
            self.close_list()
            self._cover()
            return True
        return False

    def _enter(self) -> bool:
        if not (self.is_open() and self.popup().choose()):
            self.entered.emit()
        return True

    def _move(self, step: int) -> bool:
        if self.is_open():
            self.popup().move_by(step)
        else:
            self.searched.emit(self.edit.text())
        return True

    def _search(self, query: str) -> None:
        self._cover()
        self.searched.emit(query)

    def _pick(self, key: str) -> None:
        self.edit.clear()
        self.close_list()
        self._cover()
        self.picked.emit(key)

    def _cover(self) -> None:
        self.edit.covered = bool(self._name) and not self.edit.text()
        self.edit.update()
        self.update()

    def _name_left(self) -> int:
        code = text.width_of(self._code, text.font_of("value", 600, num=True))
        return theme.space(3) + code + theme.space(3) if self._code else theme.space(3)

    def _lines(self, width: int) -> list[str]:
        if not self._name:
            return [""]
        room = width - self._name_left() - cap_size(self._cap).width() - theme.space(6)
        return text.break_lines(self._name, text.font_of("value", 600), room, 2)

    def _first_middle(self) -> int:
        high = text.line_of(text.font_of("value", 600))
        lines = len(self._lines(self.width())) if self.edit.covered else 1
        return (self.height() - lines * high) // 2 + high // 2

    def _place(self) -> None:
        if self._popup is None:
            return
        window = self.window()
        below = self.mapTo(window, QPoint(0, self.height() + theme.space(1) + 2))
        high = min(self._popup.wanted(self.width()), window.height() - below.y() - theme.space(2))
        self._popup.setGeometry(QRect(below, QSize(self.width(), max(high, 0))))
