"""Follows when the dossier on the form would be due: asked of the desk, shown on the slip."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from core.data import load_rule_packs
from core.domain.deadlines import Due
from core.domain.rule_pack import pack_for
from core.ports.desk import Desk
from ui.background import Background, Failure, Latest
from ui.viewmodels import due_words
from ui.viewmodels.base import ViewModel, words_of
from ui.viewmodels.due_words import CutOff
from ui.viewmodels.slip import SlipViewModel

REFRESH_MS: Final = 30_000
Promise = tuple[Due | None, CutOff | None]


class DueFollower(ViewModel):
    """Asks again whenever the limit differs, and by itself: day and cut-off may have passed.

    Signals:
        failed(str): it could not be counted; the words say why.
    """

    def __init__(
        self, background: Background, slip: SlipViewModel, parent: QObject | None = None
    ) -> None:
        super().__init__(background, parent)
        self._slip = slip
        self._limit = ""
        self._asked: Latest[Promise] = Latest(background, self._known, self._unknown)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    def start(self) -> None:
        """Counts again every half minute from here on."""
        self._timer.start()

    def follow(self, limit: str) -> None:
        """Counts for a limit (text of a `Limit`); none without one."""
        self._limit = limit
        self.refresh()

    def refresh(self) -> None:
        """Counts again now."""
        limit = self._limit
        if not limit:
            self._asked.cancel()
            self._slip.set_due(None)
        else:
            self._asked.ask(lambda desk: promise(desk, limit))

    def close(self) -> None:
        """Wants no answers any more."""
        self._timer.stop()
        self._asked.cancel()
        super().close()

    def _known(self, found: Promise) -> None:
        self._slip.set_due(*found)

    def _unknown(self, failure: Failure) -> None:
        self._slip.set_due(None)
        self.failed.emit(words_of(failure))


def promise(desk: Desk, limit: str) -> Promise:
    """When it would be due if it were received now, and today's cut-off where there is one."""
    due = desk.due(limit)
    if due is None:
        return None, None
    pack = pack_for(due.received_at.date(), load_rule_packs())
    opens = pack.office_hours.sessions[0].opens
    return due, due_words.cut_off(due, opens, pack.same_day_cut_off)
