"""The line to the province in full: sync now with its progress, counters, sticks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from core.domain.timezone import local
from ui import messages
from ui.background import Background, Failure
from ui.viewmodels import words
from ui.viewmodels.base import Clock, ViewModel, prop, system_now, translate
from ui.viewmodels.line import LineState
from ui.viewmodels.status import StatusViewModel
from ui.viewmodels.words import count_words


@dataclass(frozen=True, slots=True)
class StickOut:
    """What was written to a stick: events on it, and how many found no room."""

    events: int
    left: int


@dataclass(frozen=True, slots=True)
class StickIn:
    """What an answer brought, and where our events are now."""

    applied: int
    here: int
    at_central: int


class Sticks(Protocol):
    """Files carried by hand; every method may block and runs on the pool."""

    def write(self, path: str) -> StickOut:
        """Writes what is unsent and reads it back; raises Refused or EnvironmentFault."""

    def read(self, path: str) -> StickIn:
        """Applies central's answer; raises Refused or EnvironmentFault."""


class SyncRoomViewModel(ViewModel):
    """What `StatusViewModel` knows of the line, said in full.

    Signals:
        changed(): everything shown differs.
        send_wanted(): sync now.
        done(str): a stick was written or read, in words.
    """

    changed = Signal()
    send_wanted = Signal()
    done = Signal(str)

    def __init__(
        self,
        background: Background,
        status: StatusViewModel,
        sticks: Sticks,
        parent: QObject | None = None,
        *,
        clock: Clock = system_now,
    ) -> None:
        super().__init__(background, parent)
        self._status, self._sticks, self._clock = status, sticks, clock
        self._carrying = False
        status.changed.connect(self.changed)

    # --- what is shown --------------------------------------------------------------------

    @prop(object, changed)
    def line(self) -> LineState | None:
        return self._status.line

    @prop(bool, changed)
    def busy(self) -> bool:
        """A sync is under way."""
        line = self._status.line
        return line is not None and line.busy

    @prop(object, changed)
    def progress(self) -> tuple[int, int] | None:
        """Events pushed and to push, None while nothing is pushed."""
        line = self._status.line
        return (line.done, line.of) if line is not None and line.busy and line.of else None

    @prop(str, changed)
    def progress_words(self) -> str:
        """What the sync is doing, "" when none runs."""
        if not self.busy:
            return ""
        if self.progress is None:
            return translate("syncroom", "Đang hỏi máy chủ tỉnh…")
        done, of = self.progress
        text = translate("syncroom", "Tỉnh đã nhận {done} / {of} việc của lần này")
        return text.format(done=count_words(done), of=count_words(of))

    @prop(str, changed)
    def title(self) -> str:
        """How the line stands, in a few words."""
        line = self._status.line
        if not self._status.joined and self._status.known:
            return messages.SYNC["not_joined"][0]
        if line is None:
            return translate("syncroom", "Đang tìm máy chủ tỉnh")
        if line.reason and not line.busy:
            return messages.SYNC[line.reason][0]
        if line.busy:
            return translate("syncroom", "Đang đồng bộ với tỉnh")
        return translate("syncroom", "Đã đồng bộ với tỉnh")

    @prop(str, changed)
    def tone(self) -> str:
        """``success``, ``info``, ``offline`` or ``warning``."""
        item = next((i for i in self._status.items if i.key == "connection"), None)
        if self.busy or item is None:
            return "info"
        return {"online": "success", "offline": "offline", "muted": "info"}.get(
            item.tone, "warning"
        )

    @prop(str, changed)
    def told(self) -> str:
        """The whole sentence: what is safe, what to do."""
        line = self._status.line
        if not self._status.joined and self._status.known:
            return messages.SYNC["not_joined"][1]
        if line is not None and line.reason:
            return line.words.partition(". ")[2] or line.words
        text = translate(
            "syncroom",
            "Phần mềm tự đồng bộ khi có việc mới và cứ hai phút một lần; bấm Gửi ngay thì không"
            " phải chờ.",
        )
        return text

    @prop(object, changed)
    def facts(self) -> list[tuple[str, str, str]]:
        """Name, value and tone of each line: last contact, oldest unsent, numbers left."""
        status, now = self._status.status, self._clock()
        if status is None:
            return []
        never = translate("syncroom", "Chưa lần nào")
        last = _ago(status.last_contact, now) if status.last_contact else never
        found = [(translate("syncroom", "Tỉnh trả lời lần cuối"), last, "")]
        if status.oldest_unsent is not None:
            age = words.age_words(now - status.oldest_unsent)
            count = translate("syncroom", "{n} hồ sơ, cũ nhất {age}")
            text = count.format(n=count_words(status.unsent), age=age)
            found.append((translate("syncroom", "Hồ sơ chờ gửi"), text, self._age_tone()))
        else:
            none = translate("syncroom", "Không có")
            found.append((translate("syncroom", "Hồ sơ chờ gửi"), none, ""))
        left = status.numbers_left
        numbers = count_words(left) if left is not None else translate("syncroom", "Dùng số tạm")
        found.append((translate("syncroom", "Số còn lại hôm nay"), numbers, ""))
        if status.province:
            found.append((translate("syncroom", "Máy chủ của"), status.province, ""))
        return found

    def _age_tone(self) -> str:
        return "warning" if any(p.tone == "warning" for p in self._status.places) else ""

    @prop(bool, changed)
    def can_send(self) -> bool:
        """A line to the province is known and no sync runs."""
        line = self._status.line
        known = line is not None and line.reason not in ("not_joined", "stick_only")
        return self._status.joined and known and not self.busy

    @prop(bool, changed)
    def can_carry(self) -> bool:
        """Sticks are for whoever joined; one at a time."""
        return self._status.joined and not self._carrying

    @prop(bool, changed)
    def carrying(self) -> bool:
        """A stick is being written or read."""
        return self._carrying

    # --- commands -------------------------------------------------------------------------

    def send_now(self) -> None:
        """Asks for a sync; how it goes comes through the status."""
        if self.can_send:
            self.send_wanted.emit()

    def stick_out(self, path: str) -> None:
        """Writes what is unsent to a file that is carried to the province."""
        sticks = self._sticks
        self._carry(lambda: sticks.write(path), self._written)

    def stick_in(self, path: str) -> None:
        """Takes in the province's answer."""
        sticks = self._sticks
        self._carry(lambda: sticks.read(path), self._taken_in)

    # --- inside ---------------------------------------------------------------------------

    def _carry(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        if self._carrying:
            return
        self._set_carrying(True)
        self._apart(work, done, self._not_carried, self._crashed)

    def _written(self, stick: StickOut) -> None:
        self._set_carrying(False)
        text = translate(
            "syncroom",
            "Đã ghi {n} việc ra tệp và đọc lại đúng. Đưa tệp cho tỉnh, rồi nạp tệp trả lời; lúc đó"
            " mới là tỉnh đã nhận.",
        )
        more = translate("syncroom", " Còn {n} việc cho lần ghi sau.")
        said = text.format(n=count_words(stick.events))
        self.done.emit(said + (more.format(n=count_words(stick.left)) if stick.left else ""))

    def _taken_in(self, stick: StickIn) -> None:
        self._set_carrying(False)
        text = translate(
            "syncroom", "Đã nạp trả lời: {n} việc mới của tỉnh; tỉnh đã nhận {there} / {here} việc."
        )
        self.done.emit(
            text.format(
                n=count_words(stick.applied),
                there=count_words(stick.at_central),
                here=count_words(stick.here),
            )
        )
        self._status.refresh()

    def _not_carried(self, failure: Failure) -> None:
        self._set_carrying(False)
        self._tell(failure)

    def _crashed(self, reference: str) -> None:
        self._set_carrying(False)
        self._tell_crash(reference)

    def _set_carrying(self, carrying: bool) -> None:
        self._carrying = carrying
        self.changed.emit()


def _ago(moment: datetime, now: datetime) -> str:
    """``24 phút trước, lúc 10:05``."""
    moment, here = local(moment), local(now)
    time = f"{moment:%H:%M}" if moment.date() == here.date() else f"{moment:%H:%M %d/%m}"
    text = translate("syncroom", "{age} trước, lúc {time}")
    return text.format(age=words.age_words(here - moment), time=time)
