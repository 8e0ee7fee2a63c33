"""Has a form stored by the desk, once however often it is pressed, and tells how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from core.domain.errors import EnvironmentFault, FieldError, Refused
from core.ports.desk import Desk, Logged
from ui import messages
from ui.background import Background, Failure
from ui.viewmodels.banner import Banner, screen_words
from ui.viewmodels.base import ViewModel, crash_words, translate, words_of
from ui.viewmodels.drafts import DraftKeeper

Answer = Callable[[Sequence[FieldError]], object]
#: about the person who works here, or a slip as a whole: no field of the form
_WHOLE: Final = ("user", "slip", "supplement")


class Storing(ViewModel):
    """One request at a time; the draft goes with the dossier that is stored.

    Signals:
        busy_changed(bool): the desk was asked and has not answered.
        faulted(): the machine was at fault; the banner says why, pressing again may help.
    """

    busy_changed = Signal(bool)
    faulted = Signal()

    def __init__(
        self, background: Background, banner: Banner, drafts: DraftKeeper, parent: QObject
    ) -> None:
        super().__init__(background, parent)
        self._banner, self._drafts = banner, drafts
        self.busy = False

    def store(
        self, source: dict[str, Any], stored: Callable[[Logged], object], refused: Answer
    ) -> None:
        """Asks the desk to take a dossier in, by one of the three exits of reception.

        Args:
            source: as `core.ports.desk.Desk.receive` takes it.
            stored: told when it is durable.
            refused: told what is wrong with fields; nothing is stored then.
        """
        self._set_busy(True)
        self._banner.clear()
        self._drafts.hold()
        name = self._drafts.name

        def work(desk: Desk) -> tuple[Logged, bool]:
            logged = desk.receive(source)
            try:
                desk.drop_draft(name)
            except EnvironmentFault:
                return logged, False  # its client_ref makes it harmless; dropped with the next
            return logged, True

        self._act(
            work,
            lambda done: self._done(*done, stored),
            lambda failure: self._failed(failure, refused),
            self._crashed,
        )

    def _done(self, logged: Logged, dropped: bool, stored: Callable[[Logged], object]) -> None:
        self._set_busy(False)
        stored(logged)
        if not dropped:
            self._drafts.touch()

    def _failed(self, failure: Failure, refused: Answer) -> None:
        self._set_busy(False)
        self._drafts.touch()
        if not isinstance(failure, Refused):
            self._banner.show_fault(words_of(failure), screen_words())
            self.faulted.emit()
            return
        whole = [error for error in failure.errors if error.field in _WHOLE]
        if whole:
            self._banner.show_fault(messages.refusal(whole[0]))
        else:
            refused(failure.errors)

    def _crashed(self, reference: str) -> None:
        self._set_busy(False)
        self._drafts.touch()
        again = translate("reception", "Bấm F12 lần nữa không sinh hồ sơ thứ hai.")
        self._banner.show_fault(crash_words(reference), again)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)
