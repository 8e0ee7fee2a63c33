"""Asks before what cannot be undone, without holding up the window's other work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets import ConfirmDialog


def holds_focus(part: QWidget) -> bool:
    """Tells whether something inside a part of the window has the focus."""
    focused = QApplication.focusWidget()
    return focused is not None and part.isAncestorOf(focused)


def ask_before(
    parent: QWidget,
    title: str,
    words: str,
    act: str,
    then: Callable[[], object],
    *,
    keep: str = "",
    danger: bool = True,
) -> ConfirmDialog:
    """Opens the question; ``then`` is done when the act was chosen.

    Args:
        parent: a widget of the window.
        title: the question, naming the thing.
        words: what follows.
        act: the button that does it.
        then: what is done.
        keep: the button that does not.
        danger: paints the act red.
    """
    dialog = ConfirmDialog(title, words, act=act, keep=keep, danger=danger, parent=parent.window())
    dialog.accepted.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
