"""Everybody else concerned: one line a person, added and taken away by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.reception.binding import Binder
from ui.clerk.reception.rows import FieldGrid, Place
from ui.icons import Icon
from ui.viewmodels.form_state import related_key, related_place
from ui.viewmodels.reception import ReceptionViewModel
from ui.widgets import Button, Field

NUMBER, ROLE = 206, 150


class RelatedRow(QWidget):
    """Name, number, in what capacity; the first line carries the labels for all."""

    def __init__(self, binder: Binder, at: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = (
            self.tr("Họ tên người liên quan"),
            self.tr("Số định danh người liên quan"),
            self.tr("Vai trò"),
        )
        first = at == 0
        self.name = binder.field(related_key(at), Field(titles[0]))
        self.number = binder.field(related_key(at, "personal_no"), Field(titles[1], num=True))
        self.role = binder.field(
            related_key(at, "role"),
            Field(titles[2], placeholder=self.tr("bên B, đồng sở hữu…")),
        )
        self.number.label.setText(self.tr("Số định danh"))
        self.fields = (self.name, self.number, self.role)
        for field, title in zip(self.fields, titles, strict=True):
            field.label.setVisible(first)
            field.edit.setAccessibleName(title if first else f"{title} {at + 1}")
        self.drop = Button(self.tr("Bỏ"), "link", icon=Icon.X)
        self.drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl Delete does it from the fields
        self.drop.setAccessibleName(self.tr("Bỏ người liên quan {n}").format(n=at + 1))
        self.drop.setToolTip(self.tr("Bỏ dòng này (Ctrl Delete)"))
        self._grid = FieldGrid(self.fields)
        beside = QVBoxLayout()
        above = self.name.label.sizeHint().height() + theme.space(1) if first else 0
        spare = (theme.height("input") - self.drop.sizeHint().height()) // 2
        beside.addSpacing(above + max(spare, 0))
        beside.addWidget(self.drop)
        beside.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self._grid, 1)
        row.addLayout(beside)

    def set_wide(self, wide: bool) -> None:
        """One line, or two."""
        name, number = Place(self.name, 1), Place(self.number, 0, NUMBER)
        role = Place(self.role, 0, ROLE)
        if wide:
            self._grid.arrange([[name, number, role]])
        else:
            self._grid.arrange([[name], [Place(self.number, 1), role]])


class RelatedRows(QWidget):
    """As many lines as the form has; nothing at all for an ordinary dossier."""

    def __init__(
        self, viewmodel: ReceptionViewModel, binder: Binder, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._binder = viewmodel, binder
        self._wide = True
        self.rows: list[RelatedRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(2))
        viewmodel.form.related_changed.connect(self._follow)
        self._follow()

    def stops(self) -> list[QWidget]:
        """The widgets at which Tab stops, in order."""
        return [field.edit for row in self.rows for field in row.fields]

    def set_wide(self, wide: bool) -> None:
        """Lays the lines out for a wide or a narrow form."""
        self._wide = wide
        for row in self.rows:
            row.set_wide(wide)

    def add(self) -> str:
        """One more line; returns the key that takes the focus."""
        return self._vm.form.add_related()

    def remove(self, at: int) -> None:
        """Takes a line away; the focus goes to the one above, else back to the filer."""
        self._vm.form.remove_related(at)
        left = len(self.rows)
        self._binder.focus(related_key(min(at, left - 1)) if left else "filer.phone")

    def _follow(self) -> None:
        wanted = self._vm.form.state.related_rows
        while len(self.rows) > wanted:
            row = self.rows.pop()
            self._binder.forget(f"related.{len(self.rows)}.")
            row.hide()
            row.deleteLater()
        while len(self.rows) < wanted:
            self._append()
        self.setVisible(wanted > 0)

    def _append(self) -> None:
        at = len(self.rows)
        row = RelatedRow(self._binder, at)
        row.set_wide(self._wide)
        row.drop.clicked.connect(lambda: self.remove(at))
        for field in row.fields:
            field.edit.installEventFilter(self)
        self.rows.append(row)
        self._column.addWidget(row)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Ctrl Delete takes the line away in which it is pressed."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Delete:
            return False
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        place = related_place(self._binder.current)
        if place is not None and event.type() == QEvent.Type.KeyPress:
            self.remove(place[0])
        return True
