"""Ties widgets to the form's keys: texts, messages, Enter, leaving, undoing."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.viewmodels.form_check import REASONS
from ui.viewmodels.reception import ReceptionViewModel
from ui.widgets import AreaEdit, AreaField, Field, Labelled

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TEXT = TypeVar("TEXT", Field, AreaField)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Binder(QObject):
    """Every widget that may have the focus on the form, by key.

    Signals:
        entered(str): the focus came to a key.
    """

    entered = Signal(str)

    def __init__(self, viewmodel: ReceptionViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vm = viewmodel
        self._fields: dict[str, Field | AreaField] = {}
        self._labelled: dict[str, Labelled] = {}
        self._stops: dict[str, QWidget] = {}
        self._keys: dict[int, str] = {}
        self.current = ""
        viewmodel.form.value_changed.connect(self.show_value)
        viewmodel.form.check_changed.connect(self.show_check)

    # --- binding --------------------------------------------------------------------------

    def field(self, key: str, field: TEXT) -> TEXT:
        """A text of the form."""
        self._fields[key] = field
        self._labelled[key] = field
        field.edited.connect(lambda text: self._vm.set_value(key, text))
        self.stop(key, field.edit)
        self.show_value(key)
        self.show_check(key)
        return field

    def labelled(self, key: str, control: Labelled, stop: QWidget) -> None:
        """A control of another kind with its message."""
        self._labelled[key] = control
        self.stop(key, stop)

    def stop(self, key: str, widget: QWidget, *, target: bool = True) -> None:
        """A widget at which the focus stops; ``target`` takes the focus asked for this key."""
        if target:
            self._stops[key] = widget
        self._keys[id(widget)] = key
        widget.installEventFilter(self)

    def forget(self, prefix: str) -> None:
        """Drops widgets that are going away."""
        for kept in (self._stops, self._fields, self._labelled):
            for key in [k for k in kept if k.startswith(prefix)]:
                del kept[key]
        self._keys = {i: k for i, k in self._keys.items() if not k.startswith(prefix)}

    def stops(self) -> dict[str, QWidget]:
        """Widgets by key, to read."""
        return self._stops

    def message(self, key: str) -> QWidget | None:
        """The sentence under a field, while there is one."""
        field = self._labelled.get(key)
        return field.message if field is not None and field.message.words() else None

    # --- showing --------------------------------------------------------------------------

    def show_value(self, key: str) -> None:
        """Copies a text from the form."""
        field = self._fields.get(key)
        if field is not None and field.text() != self._vm.form.value(key):
            field.set_text(self._vm.form.value(key))

    def show_values(self) -> None:
        """Copies every text; what was typed while saving is not taken."""
        for key in self._fields:
            self.show_value(key)

    def show_check(self, key: str) -> None:
        """Shows error or warning of a field."""
        field = self._labelled.get(key)
        if field is None or key == "fee":
            return
        error, warning = self._vm.form.error(key), self._vm.form.warning(key)
        blocks = bool(error) and key not in REASONS
        field.set_message("error" if blocks else "warning", error or warning)

    def focus(self, key: str) -> bool:
        """Gives the focus to a key; False when it has no widget."""
        widget = self._stops.get(key)
        if widget is None:
            return False
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit | AreaEdit):
            widget.end(False) if self._vm.form.error(key) else widget.selectAll()
        return True

    # --- events ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Follows the focus and takes Enter."""
        key = self._keys.get(id(watched))
        if key is None:
            return False
        if isinstance(event, QKeyEvent):
            return self._key(key, watched, event)
        if isinstance(event, QFocusEvent):
            self._moved(key, event)
        return False

    def _moved(self, key: str, event: QFocusEvent) -> None:
        if event.gotFocus():
            self.current = key
            self.entered.emit(key)
        elif event.reason() != Qt.FocusReason.PopupFocusReason:
            self._vm.leave(key)

    def _key(self, key: str, watched: QObject, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._undoes_form(watched, event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _ENTER and event.modifiers() in _PLAIN and key != "procedure":
            self._vm.enter(key)
            return True
        return False

    @staticmethod
    def _undoes_form(watched: QObject, event: QKeyEvent) -> bool:
        """Lets Ctrl+Z through to the form where the line has nothing of its own to undo."""
        undo = event.matches(QKeySequence.StandardKey.Undo)
        if undo and isinstance(watched, QLineEdit | AreaEdit) and not watched.isUndoAvailable():
            event.ignore()
            return True
        return False
