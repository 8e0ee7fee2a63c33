"""The list under the procedure field: code, name with the typed words marked, facts as chips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets import chips, marks, paint, text

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
CODE_WIDTH = "1.000000.000"


class Offered(Protocol):
    """What a row must tell."""

    @property
    def key(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def facts(self) -> tuple[str, ...]: ...
    @property
    def note(self) -> str: ...


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Offered] = []

    def fill(self, rows: Sequence[Offered]) -> None:
        """Takes other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT, /) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.code} {row.name}"
        return row.name if role == Qt.ItemDataRole.ToolTipRole else None


class _Delegate(QStyledItemDelegate):
    query = ""
    code_width = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        row = index.data(Qt.ItemDataRole.UserRole)
        return QSize(
            theme.size("list") // 2, _row_height(row, option.rect.width(), self.code_width)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        row: Offered = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            line = theme.color("primary") if theme.is_contrast() else None
            fill = theme.color("primary.soft")
            inner = rect.adjusted(4, 1, -4, -1)
            paint.box(painter, inner, theme.radius("control"), fill, line, theme.outline())
        font = text.font_of("body", 500)
        high = text.line_of(font)
        top = rect.top() + theme.space(2)
        code = QRectF(rect.left() + theme.space(3), top, rect.width(), high)
        marked = marks.spans(row.code, self.query) if self.query[:1].isdigit() else []
        marks.draw_marked(painter, code, row.code, marked, _code_font(), "primary")
        lines = _name_lines(row, option.rect.width(), self.code_width)
        parts = marks.shifted(marks.spans(row.name, self.query), lines, row.name)
        left = rect.left() + _name_left(self.code_width)
        for at, part in enumerate(lines):
            place = QRectF(left, top + at * high, rect.right() - left - theme.space(3), high)
            marks.draw_marked(painter, place, part, parts[at], font, "text.primary")
        below = top + len(lines) * high + theme.space(1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_facts(painter, row, left, below, chosen)
        painter.restore()

    def _paint_facts(
        self, painter: QPainter, row: Offered, left: float, top: float, chosen: bool
    ) -> None:
        font = text.font_of("caption", 500)
        for fact in row.facts:
            size = chips.pill_size(fact, font, "", theme.height("badge"))
            place = QRectF(left, top, size.width(), size.height())
            if chosen:
                pill = theme.radius("pill")
                paint.box(painter, place, pill, theme.color("bg.surface"))
                ink = theme.color("text.secondary")
                chips.draw_inside(painter, place, fact, font, "", ink)
            else:
                chips.draw_pill(painter, place, fact, font, "", "neutral")
            left += size.width() + theme.space(1)
        if row.note:
            room = QRectF(left + theme.space(1), top, theme.size("list"), theme.height("badge"))
            text.draw_text(painter, room, row.note, font, "text.muted")


def _code_font() -> QFont:
    return text.font_of("body", 600, num=True)


def _row_height(row: Offered, width: int, code_width: int) -> int:
    high = len(_name_lines(row, width, code_width)) * text.line_of(text.font_of("body", 500))
    if row.facts or row.note:
        high += theme.height("chip") + theme.space(1)
    return high + 2 * theme.space(2)


def _name_left(code_width: int) -> int:
    return theme.space(3) + code_width + theme.space(2)


def _name_lines(row: Offered, width: int, code_width: int) -> list[str]:
    room = width - _name_left(code_width) - theme.space(4)
    return text.break_lines(row.name, text.font_of("body", 500), room, 2)


class ProcedurePopup(QWidget):
    """Laid over the window, never taking the focus.

    Signals:
        chosen: the key of the row that was chosen.
    """

    chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._model = _Model(self)
        self._delegate = _Delegate(self)
        self._title = text.Label("", "caption", weight=600, tone="text.muted")
        self._title.setContentsMargins(0, 0, 0, 0)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._delegate)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setAccessibleName(self.tr("Thủ tục tìm thấy"))
        self.view.viewport().setAutoFillBackground(False)
        self.view.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, theme.space(1) + 2, 2, theme.space(1) + 2)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(theme.space(3) - 2, 0, theme.space(3), 0)
        head.addWidget(self._title)
        column.addLayout(head)
        column.addWidget(self.view)
        self.hide()

    def fill(self, rows: Sequence[Offered], query: str, title: str = "") -> None:
        """Shows rows, marks the query in them, and stands on the first."""
        self._delegate.query = query
        codes = (CODE_WIDTH, *(row.code for row in rows))  # local keys are longer than codes
        self._delegate.code_width = max(text.width_of(code, _code_font()) for code in codes)
        self._model.fill(rows)
        said = title or ("" if rows else self.tr("Không có thủ tục nào khớp. Thử ít chữ hơn."))
        self._title.setText(said)
        self._title.setVisible(bool(said))
        if rows:
            self.view.setCurrentIndex(self._model.index(0))

    def count(self) -> int:
        """Returns how many rows there are."""
        return self._model.rowCount()

    def wanted(self, width: int) -> int:
        """Returns the height that the rows want when the list is this wide."""
        shown = self._model.rows[: theme.size("popupRows")]
        rows = sum(_row_height(row, width - 4, self._delegate.code_width) for row in shown)
        title = 0 if self._title.isHidden() else self._title.sizeHint().height()
        return rows + title + 2 * theme.space(2)

    def move_by(self, step: int) -> None:
        """Stands on the next or the previous row."""
        at = self.view.currentIndex().row() + step
        at = min(max(at, 0), self._model.rowCount() - 1)
        self.view.setCurrentIndex(self._model.index(at))

    def choose(self) -> bool:
        """Chooses the row it stands on; False when there is none."""
        index = self.view.currentIndex()
        if index.isValid():
            self._clicked(index)
        return index.isValid()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the surface."""
        painter = paint.start(self)
        line = theme.color("line.control")
        fill = theme.color("bg.raised")
        paint.box(painter, QRectF(self.rect()), theme.radius("card"), fill, line, theme.outline())

    def _clicked(self, index: Index) -> None:
        row: Offered = index.data(Qt.ItemDataRole.UserRole)
        self.chosen.emit(row.key)
