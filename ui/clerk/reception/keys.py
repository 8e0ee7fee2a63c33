"""The reception's keys, in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence, QShortcut

from ui.widgets.sections import Progress

if TYPE_CHECKING:
    from ui.clerk.reception.view import ReceptionView

PROGRESS: Final[dict[str, Progress]] = {"done": "done", "error": "error", "warning": "warning"}


def bind(view: ReceptionView) -> None:
    """Makes the keys work wherever the focus is, while the reception is in sight."""
    vm = view.vm
    commands: dict[str, Callable[[], object]] = {
        "F12": lambda: vm.save(),
        "Ctrl+Return": lambda: vm.save(),
        "Ctrl+Enter": lambda: vm.save(),
        "Shift+F12": lambda: vm.save(False),
        "F7": vm.ask_supplement,
        "Shift+F7": vm.refuse,
        "F8": lambda: vm.next_error(view.binder.current),
        "Shift+F8": lambda: vm.next_error(view.binder.current, back=True),
        "Ctrl+T": lambda: _procedure(view),
        "Alt+L": vm.form.take_computed_fee,
        "Alt+E": view.people.more_of_current,
        "Alt+Q": view.people.add_related,
        "Alt+S": view.papers.ask_pages,
        "Alt+1": lambda: view.heading.choose(0),
        "Alt+2": lambda: view.heading.choose(1),
        "Alt+3": lambda: view.heading.choose(2),
        "Ctrl+Z": vm.undo,
        "Ctrl+P": view.saved.print_again,
        "Ctrl+O": view.saved.open_it,
    }
    for key, command in commands.items():
        shortcut = QShortcut(QKeySequence(key), view)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(command)


def _procedure(view: ReceptionView) -> None:
    view.focus_key("procedure")
    view.procedure.field.open()
