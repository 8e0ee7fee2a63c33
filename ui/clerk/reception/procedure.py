"""Which procedure: found by typing, or one of those used most."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.domain.procedure import Procedure
from ui import theme
from ui.clerk.reception.binding import Binder
from ui.clerk.reception.fold import FoldSection
from ui.clerk.reception.rows import FieldGrid, Flow, Place
from ui.icons import Icon
from ui.viewmodels.procedures import HitRole
from ui.viewmodels.reception import ReceptionViewModel
from ui.widgets import Chip, Field, Label, MessageLine, ProcedureField, ProcedureRow, paint, text

_ICONS = {
    "field": Icon.STAMP,
    "limit": Icon.CALENDAR_DAYS,
    "fee": Icon.BANKNOTE,
    "postal": Icon.PACKAGE_CHECK,
    "immediate": Icon.CIRCLE_CHECK,
}
LIMIT = 238


class RecentRow(QPushButton):
    """One of the usual procedures, a click away; keys reach the same list from the field."""

    def __init__(
        self, code: str, name: str, fact: str, widest: int, parent: QWidget | None = None
    ) -> None:
        """Makes the row; ``widest`` is the width of the longest code of all rows."""
        super().__init__(name, parent)
        self._code, self._fact, self._widest = code, fact, widest
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(name)
        self.setAccessibleName(f"{code} {name}".strip())
        self.setAccessibleDescription(fact)

    def hasHeightForWidth(self) -> bool:
        """Tells that the name may take two lines."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Returns the height of the lines."""
        lines = len(self._lines(width)) * text.line_of(text.font_of("body", 500))
        return max(lines + theme.space(2), theme.height("row") - 2)

    def sizeHint(self) -> QSize:
        """Asks for one row."""
        return QSize(theme.size("list"), self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        """Asks for some words."""
        return QSize(theme.space(8), self.heightForWidth(max(self.width(), 1)))

    def _name_left(self) -> int:
        return theme.space(3) + self._widest + theme.space(3)

    def _lines(self, width: int) -> list[str]:
        fact = text.width_of(self._fact, text.font_of("label")) + theme.space(4)
        room = width - self._name_left() - fact - theme.space(3)
        return text.break_lines(self.text(), text.font_of("body", 500), room, 2)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints code, name and limit."""
        painter = paint.start(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            tint = theme.color("bg.sunken" if self.isDown() else "bg.hover")
            paint.box(painter, rect, theme.radius("control"), tint)
        room = rect.adjusted(theme.space(3), 0, -theme.space(3), 0)
        digits = text.font_of("body", 600, num=True)
        text.draw_text(painter, room, self._code, digits, "primary")
        muted = text.font_of("label")
        text.draw_text(painter, room, self._fact, muted, "text.muted", text.Align.AlignRight)
        font, lines = text.font_of("body", 500), self._lines(self.width())
        high = len(lines) * text.line_of(font)
        top = (self.height() - high) // 2
        place = QRectF(self._name_left(), top, rect.width(), high)
        text.draw_lines(painter, place, lines, font, "text.primary")

    def enterEvent(self, event: QEvent, /) -> None:
        """Lights up."""
        self.update()

    def leaveEvent(self, event: QEvent, /) -> None:
        """Goes back."""
        self.update()


class Recent(QWidget):
    """The usual procedures while none is chosen.

    Signals:
        chosen(Procedure): one was clicked.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._title = Label(self.tr("Hay dùng ở quầy này"), "caption", tone="text.muted")
        self._column.addWidget(self._title)
        self._rows: list[RecentRow] = []

    def show_rows(self, rows: list[tuple[Procedure, str, str]]) -> None:
        """Takes procedures with their limits in words."""
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = []
        digits = text.font_of("body", 600, num=True)
        codes = ("1.000000", *(procedure.code for procedure, _, _ in rows))
        widest = max(text.width_of(code, digits) for code in codes)
        for procedure, name, fact in rows:
            row = RecentRow(procedure.code, name, fact, widest)
            row.clicked.connect(lambda _=False, chosen=procedure: self.chosen.emit(chosen))
            self._column.addWidget(row)
            self._rows.append(row)
        self._title.setVisible(bool(rows))


class ProcedureSection(FoldSection):
    """The field, its facts as chips, the usual ones while it is empty, a limit when unknown."""

    def __init__(
        self, viewmodel: ReceptionViewModel, binder: Binder, parent: QWidget | None = None
    ) -> None:
        super().__init__("procedure", self.tr("Thủ tục"), parent)
        self._vm = viewmodel
        self.field = ProcedureField()
        binder.stop("procedure", self.field.edit)
        self.message = MessageLine()
        self._chips = Flow()
        self.recent = Recent()
        self.limit = binder.field(
            "limit",
            Field(self.tr("Thời hạn"), placeholder=self.tr("ví dụ 5, 15 ngày, 4 giờ"), num=False),
        )
        self._limit_row = FieldGrid([self.limit])
        self._limit_row.arrange([[Place(self.limit, 0, LIMIT)]])
        first = QVBoxLayout()
        first.setSpacing(0)
        first.addWidget(self.field)
        first.addWidget(self.message)
        self.inner.addLayout(first)
        self.inner.addWidget(self._chips)
        self.inner.addWidget(self.recent)
        self.inner.addWidget(self._limit_row)
        self.field.searched.connect(self._search)
        self.field.picked.connect(lambda key: viewmodel.choose_hit(int(key)))
        self.field.entered.connect(lambda: viewmodel.enter("procedure"))
        self.recent.chosen.connect(viewmodel.choose)
        viewmodel.hits.modelReset.connect(self._keep_recent)
        viewmodel.form.procedure_changed.connect(self._changed)
        viewmodel.form.check_changed.connect(self._check)
        self._keep_recent()
        self._changed()

    def _search(self, query: str) -> None:
        self._vm.type_procedure(query)
        title = "" if query.strip() else self.tr("Hay dùng ở quầy này")
        hits = self._vm.hits
        rows = [self._row(hits.index(at, 0), at) for at in range(hits.rowCount())]
        self.field.set_results(rows, title)

    @staticmethod
    def _row(index: QModelIndex, at: int) -> ProcedureRow:
        facts = tuple(str(index.data(role)) for role in (HitRole.FIELD, HitRole.LIMIT, HitRole.FEE))
        name, code = str(index.data(HitRole.NAME)), str(index.data(HitRole.CODE))
        return ProcedureRow(str(at), code, name, facts)

    def _keep_recent(self) -> None:
        hits = self._vm.hits
        if hits.typed.strip():
            return
        rows = []
        for at in range(hits.rowCount()):
            index = hits.index(at, 0)
            limit = str(index.data(HitRole.LIMIT))
            rows.append((hits.procedure(at), str(index.data(HitRole.NAME)), limit))
        self.recent.show_rows(rows)

    def _changed(self) -> None:
        procedure = self._vm.form.procedure
        code, name = (procedure.code, procedure.name) if procedure else ("", "")
        if self.field.choice() != (code, name):
            self.field.set_choice(code, name)
        self._show_chips()
        self.recent.setVisible(procedure is None)
        self._limit_row.setVisible(procedure is not None and not procedure.limit)

    def _show_chips(self) -> None:
        facts = self._vm.form.chips
        self._chips.set_members([Chip(fact.text, _ICONS.get(fact.key, "")) for fact in facts])

    def _check(self, key: str) -> None:
        if key == "procedure":
            error = self._vm.form.error(key)
            self.message.say("error", error)
            self.field.set_state("error" if error else "")

    def folded_words(self) -> str:
        """The section in one line."""
        procedure = self._vm.form.procedure
        return f"{procedure.code}  {procedure.name}" if procedure else ""
