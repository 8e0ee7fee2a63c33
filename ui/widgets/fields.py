"""Fields to type in: label above, box, and a sentence underneath when something is wrong."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.icons import Icon
from ui.widgets import paint, text
from ui.widgets.buttons import Button, KeyCap
from ui.widgets.chips import Badge, Soft

State = Literal["", "error", "warning", "hint"]
_MARKS = {"error": Icon.CIRCLE_ALERT, "warning": Icon.TRIANGLE_ALERT, "hint": Icon.INFO}
_TONES = {"error": "danger", "warning": "warning", "hint": "text.muted"}


class LineEdit(QLineEdit):
    """Qt's line edit without a frame, in the theme's fonts; what is empty is written lighter."""

    def __init__(self, num: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._num = num
        self.setFrame(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.textChanged.connect(self._set_font)
        self._set_font()

    def _set_font(self) -> None:
        """Numbers take their own font, a placeholder the interface's."""
        full = bool(self.text())
        self.setFont(text.font_of("value", 500 if full else 400, self._num and full))

    def minimumSizeHint(self) -> QSize:
        """Asks for one full line."""
        return QSize(theme.space(8), text.line_of(self.font()))

    def sizeHint(self) -> QSize:
        """Asks for one full line."""
        return QSize(theme.space(8) * 3, text.line_of(self.font()))


class InputBox(QWidget):
    """The box around a line edit: outline, states, an icon before and small things behind."""

    def __init__(
        self,
        edit: QLineEdit | QTextEdit,
        icon: str = "",
        high: str = "input",
        ground: str = "bg.surface",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.edit = edit
        self.ring_radius = theme.radius("control")
        self._icon = icon
        self._ground = ground
        self._state: State = ""
        self._hover = False
        edit.ring_host = self  # type: ignore[union-attr]
        self.setFixedHeight(theme.height(high))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(edit)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.row = QHBoxLayout(self)
        lead = theme.size("icon") + theme.space(2) if icon else 0
        side = theme.space(3) - 1
        # Qt keeps 2 px before the text itself.
        self.row.setContentsMargins(side + lead - 2, 1, theme.space(2) - 1, 1)
        self.row.setSpacing(theme.space(1))
        self.row.addWidget(edit, 1)

    def add(self, widget: QWidget) -> None:
        """Puts a badge, a key cap or a small button behind the text."""
        self.row.addWidget(widget)

    def set_state(self, state: State) -> None:
        """Shows error or warning on the outline."""
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the box."""
        painter = paint.start(self)
        rect, corner = QRectF(self.rect()), theme.radius("control")
        fill, line, width = theme.color(self._ground), theme.color("line.control"), theme.outline()
        if not self.isEnabled() or self.edit.isReadOnly():
            fill = theme.color("bg.sunken")
            line = theme.color("line.subtle")
        elif self._state in ("error", "warning"):
            line = theme.color(_TONES[self._state])
            width = theme.size("outlineState") + (1 if theme.is_contrast() else 0)
        elif self._hover:
            line = theme.color("text.muted")
        paint.box(painter, rect, corner, fill, line, width)
        if self._icon:
            size = theme.size("icon")
            at = QPointF(theme.space(3) - 1 + size / 2, rect.center().y())
            paint.image(painter, self._icon, at, size, "text.muted", 1.75)

    def enterEvent(self, event: QEnterEvent, /) -> None:
        """Darkens the outline."""
        self._hover = True
        self.update()

    def leaveEvent(self, event: QEvent, /) -> None:
        """Goes back."""
        self._hover = False
        self.update()


class MessageLine(QWidget):
    """An icon and a sentence under a field, sometimes with a way out (``activated``).

    Signals:
        activated: the way out was chosen.
        changed: the sentence came, went or became another.
    """

    activated = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state: State = ""
        self._label = text.Label("", "label", tone="danger", wrap=True)
        self._action = Button("", "link")
        self._cap = KeyCap("")
        self._action.clicked.connect(self.activated)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.size("iconSmall") + 5, theme.space(0), 0, 0)
        self._row.setSpacing(theme.space(2))
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._action)
        self._row.addWidget(self._cap)
        self.hide()

    def words(self) -> str:
        """Returns the sentence."""
        return self._label.text()

    def say(self, state: State, words: str, action: str = "", key: str = "") -> None:
        """Shows a sentence, or none; the focus stays where it is."""
        self.state = state if words else ""
        self._label.setText(words)
        self._label.set_tone(_TONES.get(state, "text.muted"))
        self._action.set_words(action)
        self._action.setVisible(bool(action))
        self._cap.set_key(key)
        self.setVisible(bool(words))
        self.changed.emit()

    def set_indent(self, left: int) -> None:
        """Moves the sentence to the right, under its field."""
        start = left + theme.size("iconSmall") + 5
        if self._row.contentsMargins().left() != start:
            self._row.setContentsMargins(start, theme.space(0), 0, 0)

    def wanted_width(self) -> int:
        """Returns how wide the sentence is on one line."""
        return text.width_of(self._label.text(), self._label.text_font()) + theme.space(6)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the icon."""
        if not self.state:
            return
        painter = paint.start(self)
        size = theme.size("iconSmall")
        left = self._row.contentsMargins().left() - size / 2 - 5
        middle = self._label.y() + text.middle_of(self._label.text_font())
        at = QPointF(left, max(middle, theme.space(0)))
        paint.image(painter, _MARKS[self.state], at, size, _TONES[self.state])


class Labelled(QWidget):
    """A control with its label above and its message underneath."""

    def __init__(self, label: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = text.Label(label, "label", tone="text.secondary")
        self.control = control
        self.message = MessageLine()
        self._basis = 0
        self.label.setBuddy(control)
        self.setFocusProxy(control)
        self.speaker().setAccessibleName(label)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(theme.space(3))
        self._head.addWidget(self.label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addLayout(self._head)
        column.addWidget(control)
        column.addWidget(self.message)
        column.addStretch(1)

    def add_aside(self, widget: QWidget) -> None:
        """Puts a small way to more at the right end of the label's line, no higher than it."""
        widget.setFixedHeight(self.label.sizeHint().height())
        self._head.addWidget(widget)

    def set_basis(self, width: int) -> None:
        """Makes it this wide (at usual text), or wider when its label or content needs it."""
        self._basis = width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Asks for the wanted width, never less than label and control need."""
        hint = super().sizeHint()
        if self._basis:
            width = round(self._basis * theme.text_scale())
            hint.setWidth(max(width, self.minimumSizeHint().width()))
        return hint

    def speaker(self) -> QWidget:
        """Returns the widget that a screen reader meets."""
        return self.control.focusProxy() or self.control

    def set_label(self, label: str) -> None:
        """Changes the label."""
        self.label.setText(label)
        self.speaker().setAccessibleName(label)

    def set_message(self, state: State, words: str, action: str = "", key: str = "") -> None:
        """Shows a sentence of a kind ("error", "warning", "hint") underneath."""
        self.message.say(state, words, action, key)
        self.label.set_tone("danger" if self.message.state == "error" else "text.secondary")
        self.speaker().setAccessibleDescription(words)
        self._show_state(self.message.state)

    def set_error(self, words: str, action: str = "", key: str = "") -> None:
        """Shows what is wrong and how to put it right."""
        self.set_message("error", words, action, key)

    def set_warning(self, words: str, action: str = "", key: str = "") -> None:
        """Shows what is unusual; saving stays possible."""
        self.set_message("warning", words, action, key)

    def set_hint(self, words: str) -> None:
        """Shows a quiet sentence."""
        self.set_message("hint", words)

    def clear_message(self) -> None:
        """Takes the sentence away."""
        self.set_message("", "")

    def state(self) -> State:
        """Returns the kind of message shown."""
        return self.message.state

    def _show_state(self, state: State) -> None:
        show = getattr(self.control, "set_state", None)
        if show is not None:
            show(state)


class Field(Labelled):
    """A label, a line to type in, a badge, and a message.

    Signals:
        changed: the text became another, typed or set.
        edited: the text was typed.
        entered: Enter was pressed.
    """

    changed = Signal(str)
    edited = Signal(str)
    entered = Signal()

    def __init__(
        self,
        label: str,
        *,
        placeholder: str = "",
        icon: str = "",
        num: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Makes the field.

        Args:
            label: what is asked.
            placeholder: an example or a hint, shown while empty.
            icon: an icon before the text.
            num: numbers, dates, codes: the font with equally wide digits.
            parent: Qt's parent.
        """
        self.edit = LineEdit(num)
        self.edit.setPlaceholderText(placeholder)
        self.box = InputBox(self.edit, icon)
        super().__init__(label, self.box, parent)
        self._badge = Badge("", "success")
        self._badge.hide()
        self.box.add(self._badge)
        self.edit.textChanged.connect(self.changed)
        self.edit.textEdited.connect(self.edited)
        self.edit.returnPressed.connect(self.entered)

    def speaker(self) -> QWidget:
        """Returns the line edit."""
        return self.edit

    def text(self) -> str:
        """Returns what is written."""
        return self.edit.text()

    def set_text(self, words: str) -> None:
        """Writes a text and shows its beginning."""
        self.edit.setText(words)
        if not self.edit.hasFocus():
            self.edit.setCursorPosition(0)

    def set_badge(self, words: str, kind: Soft = "success", icon: str = "") -> None:
        """Shows where the text came from ("Thẻ"); an empty word takes the badge away."""
        self._badge.set_words(words, icon, kind)
        self._badge.setVisible(bool(words))

    def set_locked(self, reason: str) -> None:
        """Makes the field readable only and says why; an empty reason opens it again."""
        self.edit.setReadOnly(bool(reason))
        self.edit.setToolTip(reason)
        self.edit.setAccessibleDescription(reason)
        self.box.update()


class FieldRow(QWidget):
    """Fields side by side; their messages stand underneath and may be wider than the fields."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._fields = QHBoxLayout()
        self._fields.setSpacing(theme.space(3))
        self._messages = QVBoxLayout()
        self._messages.setSpacing(0)
        column.addLayout(self._fields)
        column.addLayout(self._messages)
        self._members: list[Labelled] = []

    def add(self, field: Labelled, stretch: int = 0, width: int = 0) -> None:
        """Adds a field with a share of the width, or one of its own (grown for long labels)."""
        if width:
            field.set_basis(width)
        elif not stretch:
            field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._fields.addWidget(field, stretch)
        self._messages.addWidget(field.message)
        self._members.append(field)
        field.message.changed.connect(self._align)

    def add_stretch(self) -> None:
        """Leaves the rest of the width empty."""
        self._fields.addStretch(1)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Puts each message under its field if it fits there."""
        super().resizeEvent(event)
        self._align()

    def _align(self) -> None:
        for field in self._members:
            fits = field.x() + field.message.wanted_width() <= self.width()
            field.message.set_indent(field.x() if fits else 0)
