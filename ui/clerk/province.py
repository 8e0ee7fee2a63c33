"""The province in a clerk's window: the card over the strip, and the way on after a restore."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.background import Background
from ui.clerk.line_card import LineCard
from ui.clerk.restart import RestartDialog
from ui.viewmodels.line import LineState
from ui.viewmodels.restart import Lost
from ui.viewmodels.status import StatusViewModel

#: numbers of lost dossiers that are named
SHOWN = 5


class Province(QObject):
    """Opens what tells of the line, and asks for a sync.

    Signals:
        send_wanted(): sync now.
    """

    send_wanted = Signal()

    def __init__(self, background: Background, status: StatusViewModel, window: QWidget) -> None:
        super().__init__(window)
        self._background, self._status, self._window = background, status, window
        self.dialog: RestartDialog | None = None
        self.card: LineCard | None = None

    def start(self) -> None:
        """Asks whether somebody has to be told of a restore."""
        self._background.submit(lambda desk: desk.restart(), self._restarted)

    def set_line(self, state: LineState) -> None:
        """What the sync in the background tells."""
        self._status.set_line(state)
        if state.forked:
            self.start()
        if self.dialog is not None and not state.busy:
            self._ask_lost()

    def open_card(self, item: QWidget) -> None:
        """Shows where this machine's acts are."""
        card = self.card = LineCard(self._status, self._window)
        card.send_wanted.connect(self.send_wanted)
        card.destroyed.connect(self._card_gone)
        card.open_over(item)

    def _card_gone(self) -> None:
        self.card = None

    def _restarted(self, reason: str) -> None:
        if not reason or self.dialog is not None:
            return
        dialog = self.dialog = RestartDialog(reason, self._status, self._window)
        dialog.send_wanted.connect(self.send_wanted)
        dialog.understood.connect(self._understood)
        dialog.finished.connect(self._dialog_gone)
        dialog.open()
        self._ask_lost()

    def _ask_lost(self) -> None:
        self._background.submit(
            lambda desk: desk.lost(SHOWN), lambda found: self._tell_lost(*found), reader=True
        )

    def _tell_lost(self, count: int, numbers: Sequence[str]) -> None:
        if self.dialog is not None:
            self.dialog.set_lost(Lost(count, tuple(numbers)))

    def _understood(self) -> None:
        self._background.submit(lambda desk: desk.restart_told())

    def _dialog_gone(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def close(self) -> None:
        """Takes everything away."""
        if self.card is not None:
            self.card.close()
        if self.dialog is not None:
            self.dialog.reject()
