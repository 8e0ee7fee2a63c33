"""One of a few: segments side by side, and a drop-down for more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.icons import Icon
from ui.widgets import paint, text
from ui.widgets.fade import Fade
from ui.widgets.fields import Labelled, State


class _Segment(QRadioButton):
    """One choice; Qt's own radio button gives arrow keys and the role for screen readers."""

    def __init__(self, words: str, high: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._high = high
        self._count: int | None = None
        self._fade = Fade(self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int | None) -> None:
        """Shows a number behind the words."""
        self._count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()} {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for the words at their widest."""
        width = text.width_of(self.text(), text.font_of("body", 600)) + 2 * theme.space(3)
        if self._count is not None:
            font = text.font_of("body", 500, num=True)
            width += theme.space(2) + text.width_of(str(self._count), font)
        return QSize(width, theme.height(self._high) - 2 * _INSET)

    def minimumSizeHint(self) -> QSize:
        """Asks for the same."""
        return self.sizeHint()

    def hitButton(self, pos: object, /) -> bool:
        """Takes clicks anywhere."""
        return True

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the segment."""
        painter = paint.start(self)
        rect, corner = QRectF(self.rect()), theme.radius("control") - 1
        tone = "text.secondary"
        if self.isChecked():
            line = theme.color("primary" if theme.is_contrast() else "line.subtle")
            paint.box(painter, rect, corner, theme.color("bg.segment"), line, theme.outline())
            tone = "text.primary"
        elif self._fade.share:
            fill = theme.color("bg.hover")
            fill.setAlphaF(self._fade.share * 0.7)
            paint.box(painter, rect, corner, fill)
        if not self.isEnabled():
            tone = "text.muted"
        font = text.font_of("body", 600 if self.isChecked() else 500)
        number = "" if self._count is None else str(self._count)
        digits = text.font_of("body", 500, num=True)
        extra = theme.space(2) + text.width_of(number, digits) if number else 0
        left = (rect.width() - text.width_of(self.text(), font) - extra) / 2
        room = QRectF(left, 0, rect.width(), rect.height())
        width = text.draw_text(painter, room, self.text(), font, tone)
        room.setLeft(round(left) + round(width) + theme.space(2))
        text.draw_text(painter, room, number, digits, tone)

    def enterEvent(self, event: QEnterEvent, /) -> None:
        """Lights up."""
        self._fade.go(1.0)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent, /) -> None:
        """Goes back."""
        self._fade.go(0.0)
        super().leaveEvent(event)


_INSET = 3


class Choice(QWidget):
    """One of two to five, all in sight; arrow keys move, Tab goes on.

    Signals:
        picked: the key of the choice now in force, by hand or by :meth:`set_value`.
    """

    picked = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        name: str = "",
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Makes the choice.

        Args:
            options: pairs of key and words.
            name: what is chosen, for screen readers.
            compact: 32 px high instead of 36.
            parent: Qt's parent.
        """
        super().__init__(parent)
        high = "choiceCompact" if compact else "input"
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        self.ring_radius = theme.radius("control")
        row = QHBoxLayout(self)
        row.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        row.setSpacing(1)
        for key, words in options:
            segment = _Segment(words, high, self)
            segment.ring_host = self  # type: ignore[attr-defined]
            self._group.addButton(segment)
            self._segments[key] = segment
            row.addWidget(segment)
            segment.toggled.connect(self._tell)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self._state: State = ""

    def value(self) -> str:
        """Returns the key in force, or an empty one."""
        return next((key for key, each in self._segments.items() if each.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Chooses."""
        self._segments[key].setChecked(True)

    def set_count(self, key: str, count: int | None) -> None:
        """Shows a number behind a choice's words."""
        self._segments[key].set_count(count)

    def set_state(self, state: State) -> None:
        """Shows error or warning on the outline."""
        self._state = state
        self.update()

    def segment(self, key: str) -> QRadioButton:
        """Returns one choice's button."""
        return self._segments[key]

    def focus(self) -> None:
        """Gives the focus to the choice in force, or to the first."""
        key = self.value() or next(iter(self._segments))
        self._segments[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def setAccessibleName(self, name: str, /) -> None:
        """Names the group, and with it each choice's description."""
        super().setAccessibleName(name)
        for segment in self._segments.values():
            segment.setAccessibleDescription(name)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the ground."""
        painter = paint.start(self)
        rect, corner = QRectF(self.rect()), theme.radius("control")
        line = None
        if self._state in ("error", "warning"):
            line = theme.color("danger" if self._state == "error" else "warning")
        elif theme.is_contrast():
            line = theme.color("line.control")
        width = theme.size("outlineState")
        paint.box(painter, rect, corner, theme.color("bg.sunken"), line, width)

    def _tell(self, on: bool) -> None:
        if on:
            self.picked.emit(self.value())


class _Rows(QStyledItemDelegate):
    """Paints a drop-down's rows high enough for every hat."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        """Asks for one row."""
        width = text.width_of(str(index.data() or ""), text.font_of("value", 600))
        return QSize(width + 2 * theme.space(3), theme.height("row"))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        """Paints one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            line = theme.color("primary") if theme.is_contrast() else None
            fill = theme.color("primary.soft")
            paint.box(painter, rect.adjusted(2, 1, -2, -1), theme.radius("kbd"), fill, line)
        tint: QColor = theme.color("primary.onSoft" if chosen else "text.primary")
        room = rect.adjusted(theme.space(3) - 2, 0, 0, 0)
        text.draw_text(painter, room, str(index.data() or ""), text.font_of("value", 500), tint)
        painter.restore()


class Combo(QComboBox):
    """Qt's drop-down in the theme's looks; signals and methods are Qt's."""

    def __init__(
        self, options: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        """Makes the drop-down from pairs of key and words; keys are the items' data."""
        super().__init__(parent)
        self._state: State = ""
        self.setItemDelegate(_Rows(self))
        self.setFixedHeight(theme.height("input"))
        self.setFont(text.font_of("value", 500))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)
        for key, words in options:
            self.addItem(words, key)

    def value(self) -> str:
        """Returns the chosen key."""
        return str(self.currentData() or "")

    def set_value(self, key: str) -> None:
        """Chooses."""
        self.setCurrentIndex(self.findData(key))

    def set_state(self, state: State) -> None:
        """Shows error or warning on the outline."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for the widest item."""
        font = text.font_of("value", 500)
        words = [self.itemText(at) for at in range(self.count())]
        widest = max((text.width_of(each, font) for each in words), default=0)
        return QSize(widest + 2 * theme.space(3) + theme.size("icon"), theme.height("input"))

    def minimumSizeHint(self) -> QSize:
        """Asks for the same: the chosen item is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints box, text and arrow."""
        painter = paint.start(self)
        rect, corner = QRectF(self.rect()), theme.radius("control")
        fill, line, width = theme.color("bg.surface"), theme.color("line.control"), theme.outline()
        if not self.isEnabled():
            fill, line = theme.color("bg.sunken"), theme.color("line.subtle")
        elif self._state in ("error", "warning"):
            line = theme.color("danger" if self._state == "error" else "warning")
            width = theme.size("outlineState")
        elif self.underMouse():
            line = theme.color("text.muted")
        paint.box(painter, rect, corner, fill, line, width)
        size = theme.size("iconSmall")
        at = QPointF(rect.right() - theme.space(2) - size / 2 - 2, rect.center().y())
        paint.image(painter, Icon.CHEVRON_DOWN, at, size, "text.secondary")
        words = self.currentText() or self.placeholderText()
        tone = "text.primary" if self.currentText() and self.isEnabled() else "text.muted"
        room = rect.adjusted(theme.space(3) - 1, 0, 0, 0)
        text.draw_text(painter, room, words, text.font_of("value", 500), tone)


class ChoiceField(Labelled):
    """A choice under its label, with a message underneath.

    Signals:
        picked: the key now in force.
    """

    picked = Signal(str)

    def __init__(
        self, label: str, options: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        self.choice = Choice(options, name=label)
        super().__init__(label, self.choice, parent)
        self.choice.picked.connect(self.picked)


class ComboField(Labelled):
    """A drop-down under its label, with a message underneath.

    Signals:
        picked: the key now in force.
    """

    picked = Signal(str)

    def __init__(
        self, label: str, options: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        self.combo = Combo(options)
        super().__init__(label, self.combo, parent)
        self.combo.currentIndexChanged.connect(self._tell)

    def _tell(self) -> None:
        self.picked.emit(self.combo.value())
