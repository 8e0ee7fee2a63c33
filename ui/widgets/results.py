"""Found dossiers: name, procedure, code and state, due in words, the searched words marked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.widgets import chips, marks, paint, text
from ui.widgets.chips import Soft

Index = QModelIndex | QPersistentModelIndex
USUAL_CODE = "H49.215-000000-0000"
RESULT_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True)
class ResultRow:
    """What a row shows; a model gives it for ``RESULT_ROLE``."""

    title: str
    subtitle: str
    code: str
    state: str = ""
    kind: Soft = "neutral"
    icon: str = ""
    aside: str = ""

    def said(self) -> str:
        """Returns the row in words, for ``AccessibleTextRole``."""
        parts = (self.title, self.subtitle, self.code, self.state, self.aside)
        return ", ".join(part for part in parts if part)


class ResultDelegate(QStyledItemDelegate):
    """Paints :class:`ResultRow` of any model; set ``query`` to have its words marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.query = ""
        self.compact = False  # two lines, for a low window

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        """Asks for three lines, more when name or procedure need two; two when compact."""
        row: ResultRow | None = index.data(RESULT_ROLE)
        width = option.rect.width()
        view = self.parent()
        if width <= 0 and isinstance(view, QAbstractItemView):
            width = view.viewport().width()
        return QSize(theme.size("list") // 2, self._high(row, width) if row else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Paints one row."""
        row: ResultRow | None = index.data(RESULT_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        _draw_ground(painter, rect, chosen, hover)
        side = theme.space(4)
        inner = rect.adjusted(side, theme.space(2) + 2, -side, 0)
        if self.compact:
            self._draw_compact(painter, rect, row, chosen)
        else:
            top = self._draw_names(painter, inner, row)
            self._draw_foot(painter, inner, row, top, chosen)
        painter.restore()

    def _draw_compact(self, painter: QPainter, rect: QRectF, row: ResultRow, chosen: bool) -> None:
        """Name and state above, code, procedure and date below; the procedure may be cut."""
        side, gap = theme.space(4), theme.space(3)
        inner = rect.adjusted(side, theme.space(0), -side, 0)
        pill = self._pill(row)
        lines = self._compact_titles(row, round(rect.width()))
        found = marks.shifted(marks.spans(row.title, self.query), lines, row.title)
        font = _title_font()
        top = inner.top()
        for at, line in enumerate(lines):
            place = QRectF(inner.left(), top, inner.width(), text.line_of(font))
            marks.draw_marked(painter, place, line, found[at], font, "text.primary")
            top += text.line_of(font)
        if row.state:
            left = round(inner.right() - pill.width())
            self._draw_pill(painter, QRectF(left, inner.top(), *pill.toTuple()), row, chosen)
        below = QRectF(inner.left(), top, inner.width(), text.line_of(text.font_of("label")))
        digits, label = text.font_of("label", num=True), text.font_of("label")
        tone = "primary.onSoft" if chosen else "text.secondary"
        code = text.draw_text(painter, below, row.code, digits, tone)
        code = max(code, text.width_of(USUAL_CODE, digits))
        aside = text.font_of("label", 500)
        right = text.Align.AlignRight
        due = text.draw_text(painter, below, row.aside, aside, "text.secondary", right)
        room = below.adjusted(code + gap, 0, -due - gap, 0)
        words = text.elided(row.subtitle, label, room.width())
        (spans,) = marks.shifted(marks.spans(row.subtitle, self.query), [words], row.subtitle)
        marks.draw_marked(painter, room, words, spans, label, "text.secondary")

    def _compact_titles(self, row: ResultRow, width: int) -> list[str]:
        room = width - 2 * theme.space(4) - self._pill(row).width() - theme.space(3)
        return text.break_lines(row.title, _title_font(), room)

    @staticmethod
    def _pill(row: ResultRow) -> QSize:
        high = theme.height("badge")
        return chips.pill_size(row.state, text.font_of("caption", 600), row.icon, high)

    @staticmethod
    def _draw_pill(painter: QPainter, pill: QRectF, row: ResultRow, chosen: bool) -> None:
        small = text.font_of("caption", 600)
        if not chosen:
            chips.draw_pill(painter, pill, row.state, small, row.icon, row.kind)
            return
        line = theme.color("primary") if theme.is_contrast() else None
        fill = theme.color("bg.surface")
        paint.box(painter, pill, theme.radius("pill"), fill, line, theme.outline())
        chips.draw_inside(painter, pill, row.state, small, row.icon, theme.color("text.primary"))

    def _draw_names(self, painter: QPainter, inner: QRectF, row: ResultRow) -> float:
        top = inner.top()
        parts = (
            (row.title, _title_font(), "text.primary", 0),
            (row.subtitle, text.font_of("body"), "text.secondary", 2),
        )
        for words, font, tone, most in parts:
            lines = text.break_lines(words, font, inner.width(), most)
            found = marks.shifted(marks.spans(words, self.query), lines, words)
            for at, line in enumerate(lines):
                place = QRectF(inner.left(), top, inner.width(), text.line_of(font))
                marks.draw_marked(painter, place, line, found[at], font, tone)
                top += text.line_of(font)
            top += theme.space(0)
        return top + theme.space(0)

    def _draw_foot(
        self, painter: QPainter, inner: QRectF, row: ResultRow, top: float, chosen: bool
    ) -> None:
        high = theme.height("badge")
        foot = QRectF(inner.left(), top, inner.width(), high)
        font = text.font_of("label", 500 if chosen else 400, num=True)
        width = text.draw_text(
            painter, foot, row.code, font, "primary.onSoft" if chosen else "text.secondary"
        )
        if row.state:
            usual = text.width_of(USUAL_CODE, text.font_of("label", 500, num=True))
            left = round(inner.left() + max(width, usual) + theme.space(2))
            size = self._pill(row)
            pill = QRectF(left, top, size.width(), size.height())
            self._draw_pill(painter, pill, row, chosen)
        aside = text.font_of("label", 500)
        text.draw_text(painter, foot, row.aside, aside, "text.secondary", text.Align.AlignRight)

    def _high(self, row: ResultRow, width: int) -> int:
        if self.compact:
            titles = len(self._compact_titles(row, width)) * text.line_of(_title_font())
            return titles + text.line_of(text.font_of("label")) + 2 * theme.space(0)
        room = width - 2 * theme.space(4)
        titles = len(text.break_lines(row.title, _title_font(), room))
        subs = len(text.break_lines(row.subtitle, text.font_of("body"), room, 2))
        lines = titles * text.line_of(_title_font()) + subs * text.line_of(text.font_of("body"))
        ends = 2 * (theme.space(2) + 2) + 3 * theme.space(0)
        return lines + theme.height("badge") + ends


class ResultList(QListView):
    """A list of dossiers that is walked with arrow keys; model and signals are Qt's."""

    ring_inset = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ResultDelegate(self)
        self.setItemDelegate(self.rows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Hồ sơ tìm thấy"))
        self.viewport().setAutoFillBackground(False)

    def set_query(self, query: str) -> None:
        """Marks the query's words in every row."""
        self.rows.query = query
        self.viewport().update()

    def set_compact(self, compact: bool) -> None:
        """Gives each row two lines instead of three."""
        if self.rows.compact != compact:
            self.rows.compact = compact
            self.scheduleDelayedItemsLayout()


def _title_font() -> QFont:
    return text.font_of("body", 600)


def _draw_ground(painter: QPainter, rect: QRectF, chosen: bool, hover: bool) -> None:
    if chosen:
        corner = theme.radius("kbd")
        line = theme.color("primary") if theme.is_contrast() else None
        fill = theme.color("primary.soft")
        paint.box(painter, rect.adjusted(0, 0, 0, -1), corner, fill, line, theme.outline())
        bar = QRectF(rect.left(), rect.top(), 3, rect.height() - 1)
        painter.fillRect(bar, theme.color("primary"))
        return
    if hover:
        painter.fillRect(rect, theme.color("bg.hover"))
    side = theme.space(4)
    paint.rule(painter, rect.left() + side, rect.right() - side, rect.bottom() - 1)
