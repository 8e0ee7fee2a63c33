"""Keeps what is being typed: at most a second behind, in the encrypted database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.ports.desk import Desk
from ui.background import Background, Failure
from ui.viewmodels.base import Clock, ViewModel, prop, translate, words_of

#: from the first change to the write; the write itself takes some 10 ms
DELAY_MS: Final = 700
RETRY_MS: Final = 5000


class DraftKeeper(ViewModel):
    """Writes a snapshot soon after each change, one at a time.

    Signals:
        stored(): a snapshot is durable (or was dropped because the form is empty).
        text_changed(str): "nháp tự lưu 10:05:12", or why it could not be kept.
    """

    stored = Signal()
    text_changed = Signal(str)

    def __init__(
        self,
        background: Background,
        name: str,
        snapshot: Callable[[], bytes | None],
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        """Keeps nothing until `touch`.

        Args:
            background: where the desk is.
            name: the draft's name, one a person.
            snapshot: the form as bytes, None when it is empty.
            clock: for the words only.
        """
        super().__init__(background, parent)
        self.name = name
        self._snapshot = snapshot
        self._clock = clock
        self._text = ""
        self._writing = False
        self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)

    @prop(str, text_changed)
    def text(self) -> str:
        return self._text

    def touch(self) -> None:
        """Something changed. The timer is not restarted, so steady typing is kept too."""
        if not self._timer.isActive():
            self._timer.start(DELAY_MS)

    def flush(self) -> None:
        """Writes now what is not kept yet (leaving a field, leaving the window)."""
        if self._timer.isActive():
            self._write()

    def _write(self) -> None:
        self._timer.stop()
        if self._writing:
            self._again = True
            return
        self._writing = True
        body, name = self._snapshot(), self.name

        def work(desk: Desk) -> bool:
            if body is None:
                desk.drop_draft(name)
            else:
                desk.save_draft(name, body)
            return body is not None

        self._act(work, self._done, self._not_done, self._crashed)

    def hold(self) -> None:
        """No more writes: the dossier itself is being saved and drops the draft."""
        self._timer.stop()
        self._again = False

    def close(self) -> None:
        """Writes a last time if something is not kept yet."""
        self.flush()
        super().close()

    def _done(self, kept: bool) -> None:
        self._writing = False
        moment = f"{self._clock():%H:%M:%S}"
        self._say(translate("draft", "nháp tự lưu {time}").format(time=moment) if kept else "")
        self.stored.emit()
        if self._again:
            self._again = False
            self._write()

    def _not_done(self, failure: Failure) -> None:
        self._writing = self._again = False
        text = translate("draft", "Chưa giữ được bản nháp; chữ vẫn còn trên màn hình. {why}")
        self._say(text.format(why=words_of(failure)))
        self._timer.start(RETRY_MS)

    def _crashed(self, reference: str) -> None:
        self._writing = self._again = False
        self._tell_crash(reference)

    def _say(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.text_changed.emit(text)
