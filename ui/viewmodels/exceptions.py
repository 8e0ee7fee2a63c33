"""What waits for a decision: central's exception list, one line after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.ports.supervision import OpenLine
from ui.background import Background, Failure
from ui.viewmodels import exception_words
from ui.viewmodels.base import Clock, ViewModel, prop, system_now, translate
from ui.viewmodels.exception_words import Decision, Row

REFRESH_MS: Final = 20_000


class ExceptionsViewModel(ViewModel):
    """The list, the line in sight, and the answer to it.

    Signals:
        changed(): `rows`, `line`, `decisions` differ.
        counted(int): how many lines wait.
        done(str): a decision was logged, in words.
        sync_wanted(): the province is to get it.
    """

    changed = Signal()
    counted = Signal(int)
    done = Signal(str)
    sync_wanted = Signal()

    def __init__(
        self,
        background: Background,
        parent: QObject | None = None,
        *,
        clock: Clock = system_now,
    ) -> None:
        super().__init__(background, parent)
        self._clock = clock
        self._lines: Sequence[OpenLine] = ()
        self._known = False
        self._id = 0
        self._decision: dict[int, str] = {}
        self._reason: dict[int, str] = {}
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    # --- what is shown --------------------------------------------------------------------

    @prop(bool, changed)
    def known(self) -> bool:
        """The list was read."""
        return self._known

    @prop(object, changed)
    def rows(self) -> list[Row]:
        """The oldest first."""
        now = self._clock()
        return [exception_words.row_of(line, now) for line in self._lines]

    @prop(object, changed)
    def line(self) -> OpenLine | None:
        """The line in sight."""
        found = next((each for each in self._lines if each.line.id == self._id), None)
        return found or (self._lines[0] if self._lines else None)

    @prop(object, changed)
    def decisions(self) -> list[Decision]:
        line = self.line
        return exception_words.decisions_of(line) if line else []

    @prop(str, changed)
    def decision(self) -> str:
        """The answer chosen, the first at the beginning."""
        line = self.line
        if line is None or not line.decisions:
            return ""
        chosen = self._decision.get(line.line.id, "")
        return chosen if chosen in line.decisions else line.decisions[0]

    @prop(str, changed)
    def reason(self) -> str:
        line = self.line
        return self._reason.get(line.line.id, "") if line else ""

    @prop(bool, changed)
    def busy(self) -> bool:
        return self._busy

    # --- commands -------------------------------------------------------------------------

    def start(self) -> None:
        """Asks now and every twenty seconds."""
        self.refresh()
        self._timer.start()

    def refresh(self) -> None:
        """Reads the list again; what was typed stays."""
        self._read(lambda desk: desk.supervision.open_lines(), self._show)

    def pick(self, line: int) -> None:
        """Brings a line into sight."""
        if line != self._id:
            self._id = line
            self.changed.emit()

    def choose(self, decision: str) -> None:
        """Chooses an answer; nothing happens yet."""
        line = self.line
        if line is not None and decision != self.decision:
            self._decision[line.line.id] = decision
            self.changed.emit()

    def set_reason(self, text: str) -> None:
        """Why, as it is typed."""
        line = self.line
        if line is not None:
            self._reason[line.line.id] = text

    def resolve(self) -> bool:
        """Logs the decision; False when the reason is missing."""
        line, decision = self.line, self.decision
        if line is None or not decision or self._busy:
            return True
        number, reason = line.line.id, self._reason.get(line.line.id, "").strip()
        if not reason:
            return False
        self._busy = True
        self.changed.emit()
        self._act(
            lambda desk: desk.supervision.resolve(number, decision, reason),
            self._resolved,
            self._refused,
            self._crashed,
        )
        return True

    def close(self) -> None:
        self._timer.stop()
        super().close()

    # --- inside ---------------------------------------------------------------------------

    def _show(self, lines: Sequence[OpenLine]) -> None:
        before = len(self._lines) if self._known else -1
        self._lines, self._known = lines, True
        self.changed.emit()
        if before != len(lines):
            self.counted.emit(len(lines))

    def _resolved(self, lines: Sequence[OpenLine]) -> None:
        self._busy = False
        self._show(lines)
        self.done.emit(translate("exceptions", "Đã ghi quyết định; tỉnh nhận ở lần đồng bộ tới."))
        self.sync_wanted.emit()

    def _refused(self, failure: Failure) -> None:
        self._busy = False
        self._tell(failure)
        self.refresh()

    def _crashed(self, reference: str) -> None:
        self._busy = False
        self.changed.emit()
        self._tell_crash(reference)
