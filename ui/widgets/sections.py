"""Parts of a page: sections with their state in the gutter, banners, and empty places."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.widgets import paint, text
from ui.widgets.buttons import Button, KeyCap

Progress = Literal["empty", "done", "error", "warning"]
Kind = Literal["danger", "warning", "info", "offline", "success"]

_MARKS: dict[str, tuple[str, str]] = {
    "empty": (Icon.CIRCLE, "text.muted"),
    "done": (Icon.CIRCLE_CHECK, "success"),
    "error": (Icon.CIRCLE_ALERT, "danger"),
    "warning": (Icon.TRIANGLE_ALERT, "warning"),
}
_BANNERS: dict[str, str] = {
    "danger": Icon.CIRCLE_ALERT,
    "warning": Icon.TRIANGLE_ALERT,
    "info": Icon.INFO,
    "offline": Icon.CLOUD_OFF,
    "success": Icon.CIRCLE_CHECK,
}


class Section(QWidget):
    """One step of a form: state icon, title and hint in the gutter, ``body`` beside it."""

    def __init__(self, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        """Makes the section; add its content to ``body``, a column.

        Args:
            title: what the step is about.
            hint: a quiet line under the title.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self._progress: Progress = "empty"
        self._line = True
        self._title = text.Label(title, "body", weight=600, wrap=True, balanced=True)
        self._hint = text.Label(hint, "caption", tone="text.muted", wrap=True)
        gutter = QVBoxLayout()
        gutter.setContentsMargins(theme.size("icon") + theme.space(2), theme.space(0) + 2, 0, 0)
        gutter.setSpacing(0)
        first = QHBoxLayout()
        first.setContentsMargins(0, 0, theme.space(4), 0)
        first.addWidget(self._title)
        gutter.addLayout(first)
        gutter.addWidget(self._hint)
        gutter.addStretch(1)
        self._gutter = QWidget()
        self._gutter.setLayout(gutter)
        self._gutter.setFixedWidth(theme.size("gutter"))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.space(2))
        row = QHBoxLayout(self)
        self._hint.setVisible(bool(hint))
        row.setContentsMargins(0, theme.space(2) + 2, 0, theme.space(3))
        row.setSpacing(0)
        row.addWidget(self._gutter)
        row.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def set_progress(self, progress: Progress, said: str = "") -> None:
        """Shows how far the step is; ``said`` puts it in words for screen readers."""
        self._progress = progress
        self.setAccessibleDescription(said)
        self.update()

    def progress(self) -> Progress:
        """Returns how far the step is."""
        return self._progress

    def set_hint(self, words: str) -> None:
        """Changes the quiet line."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def set_line(self, shown: bool) -> None:
        """Draws the thin line above, or not."""
        self._line = shown
        self.update()

    def set_gutter(self, width: int) -> None:
        """Changes the gutter's width."""
        self._gutter.setFixedWidth(width)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints line and state."""
        painter = paint.start(self)
        if self._line:
            paint.rule(painter, 0, self.width(), 0)
        size = theme.size("icon")
        top = self._title.mapTo(self, QPoint(0, 0)).y()
        middle = top + text.middle_of(self._title.text_font())
        name, tone = _MARKS[self._progress]
        paint.image(painter, name, QPointF(size / 2, middle), size, tone)


class Banner(QWidget):
    """A sentence that matters above a form or in a panel, perhaps with a way on.

    Signals:
        activated: the way on was chosen.
    """

    activated = Signal()

    def __init__(
        self,
        kind: Kind,
        title: str,
        words: str = "",
        *,
        action: str = "",
        key: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Makes the banner.

        Args:
            kind: danger, warning, info, offline or success.
            title: what happened.
            words: what is safe, what to do.
            action: the way on.
            key: its key.
            icon: an icon instead of the kind's own.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self._kind: Kind = kind
        self._icon = icon
        self._title = text.Label("", "body", weight=600, wrap=True)
        self._words = text.Label("", "label", wrap=True)
        self.action = Button("", "quiet")
        self._cap = KeyCap("", "solid")
        self.action.clicked.connect(self.activated)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._words)
        row = QHBoxLayout(self)
        left = theme.space(3) + theme.size("icon") + theme.space(2) + 4
        row.setContentsMargins(left, theme.space(1) + 1, theme.space(4), theme.space(1) + 1)
        row.setSpacing(theme.space(1))
        row.addLayout(column, 1)
        row.addWidget(self.action)
        row.addWidget(self._cap)
        self.say(title, words, kind=kind, action=action, key=key, icon=icon)

    def say(
        self,
        title: str,
        words: str = "",
        *,
        kind: Kind | None = None,
        action: str = "",
        key: str = "",
        icon: str | None = None,
    ) -> None:
        """Changes what it says."""
        self._kind = kind or self._kind
        self._icon = self._icon if icon is None else icon
        for label, said in ((self._title, title), (self._words, words)):
            label.setText(said)
            label.setVisible(bool(said))
            label.set_tone(f"{self._kind}.onSoft")
        self.action.set_ink(f"{self._kind}.onSoft")
        self.action.set_words(action)
        self.action.setVisible(bool(action))
        self._cap.set_key(key)
        self.setAccessibleName(f"{title} {words}".strip())
        self.update()

    def words(self) -> str:
        """Returns everything it says."""
        return self.accessibleName()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints ground, bar and icon."""
        painter = paint.start(self)
        rect, corner = QRectF(self.rect()), theme.radius("control")
        line = theme.color(self._kind) if theme.is_contrast() else None
        painter.save()
        paint.box(painter, rect, corner, theme.color(f"{self._kind}.soft"), line, theme.outline())
        painter.setClipRect(QRectF(0, 0, theme.space(1), rect.height()))
        paint.box(painter, rect, corner, theme.color(self._kind))
        painter.restore()
        size = theme.size("icon")
        first = self._title if not self._title.isHidden() else self._words
        middle = first.y() + text.middle_of(first.text_font())
        at = QPointF(theme.space(3) + 4 + size / 2, middle)
        name = self._icon or _BANNERS[self._kind]
        paint.image(painter, name, at, size, f"{self._kind}.onSoft")


class EmptyState(QWidget):
    """What a place says before there is anything in it: icon, title, what to do."""

    def __init__(
        self,
        icon: str,
        title: str,
        words: str = "",
        *,
        outlined: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._outlined = outlined
        centre = Qt.AlignmentFlag.AlignHCenter
        self._title = text.Label(title, "value", weight=600, wrap=True, align=centre)
        self._words = text.Label(words, "body", tone="text.secondary", wrap=True, align=centre)
        column = QVBoxLayout(self)
        side = theme.space(6)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme.space(1))
        column.addStretch(1)
        column.addSpacing(theme.space(8) + theme.space(1))
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addStretch(1)
        self._words.setVisible(bool(words))  # after it has a parent: alone it would be a window
        self.setAccessibleName(f"{title} {words}".strip())

    def say(self, title: str, words: str = "") -> None:
        """Changes what it says."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(f"{title} {words}".strip())

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints the icon, and a dashed outline where something will be."""
        painter = paint.start(self)
        if self._outlined:
            paint.dashed(painter, QRectF(self.rect()), theme.radius("card"))
        size = theme.space(7)
        at = QPointF(self.width() / 2, self._title.y() - theme.space(2) - size / 2)
        paint.image(painter, self._icon, at, size, "text.muted", 1.5)


class PageTitle(QWidget):
    """A page's title, things beside it, and a quiet remark at the right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = text.Label(title, "title", weight=700)
        self.aside = text.Label("", "label", tone="text.muted")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space(4))
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self._row.addWidget(self.aside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget) -> None:
        """Puts something beside the title."""
        self._row.insertWidget(self._row.count() - 2, widget)
