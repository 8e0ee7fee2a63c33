"""Who works here and on which day: log-in, business day, lock."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.errors import FieldError, Refused
from core.ports.desk import DayState, Desk, Person
from core.ports.storage import StationFacts
from ui.background import Background, Failure
from ui.viewmodels import words
from ui.viewmodels.base import ViewModel, crash_words, prop, translate, words_of

Step = Literal["loading", "sign_in", "busy", "day", "open", "locked"]
Answer = tuple[StationFacts, Sequence[Person], bytes | None]
LOCK_MINUTES: Final = 10.0
_LAST_PERSON: Final = "last_person"


class LoginViewModel(ViewModel):
    """Signs a person in, has the day confirmed, locks a window nobody uses.

    Steps: ``loading`` → ``sign_in`` → ``busy`` → ``day`` (only when a day is to
    be confirmed) → ``open``; from there ``locked`` and back by `unlock`.

    Signals:
        step_changed(str): as above.
        people_changed(): `people`, `last_login`, `site_name`, `window` are there.
        error_changed(str): sentence under the password, "" none.
        wait_changed(int): seconds until a password is taken again, 0 none.
        day_changed(): `day_words`, `proposed`, `doubtful`.
        signed_in(Person): the person; the day is open. Build the rooms now.
        signed_out(): somebody else is to sign in; the rooms close.
        locked(), unlocked(): cover and uncover the window; nothing is lost.
    """

    step_changed = Signal(str)
    people_changed = Signal()
    error_changed = Signal(str)
    wait_changed = Signal(int)
    day_changed = Signal()
    signed_in = Signal(object)
    signed_out = Signal()
    locked = Signal()
    unlocked = Signal()

    def __init__(
        self,
        background: Background,
        parent: QObject | None = None,
        *,
        lock_minutes: float = LOCK_MINUTES,
        monotonic: Callable[[], float] = time.monotonic,
        confirm_day: bool = True,
    ) -> None:
        """Asks nothing before `start`.

        Args:
            background: where the desk is.
            parent: Qt's owner.
            lock_minutes: without input; 0 never locks.
            monotonic: seconds of a clock that nobody sets.
            confirm_day: False for whoever comes to close a day, not to open one.
        """
        super().__init__(background, parent)
        self._monotonic = monotonic
        self._confirm_day = confirm_day
        self._lock_after = lock_minutes * 60
        self._touched = monotonic()
        self._step: Step = "loading"
        self._error = ""
        self._people: Sequence[Person] = ()
        self._last = ""
        self._site = ("", 0, False)
        self._person: Person | None = None
        self._day: DayState | None = None
        self._until = 0.0
        self._wait = QTimer(self)
        self._wait.setInterval(250)
        self._wait.timeout.connect(self._count_down)
        self._lock = QTimer(self)
        self._lock.setSingleShot(True)
        self._lock.timeout.connect(self._lock_if_idle)

    # --- properties -----------------------------------------------------------------------

    @prop(str, step_changed)
    def step(self) -> Step:
        return self._step

    @prop(object, people_changed)
    def people(self) -> Sequence[Person]:
        return self._people

    @prop(str, people_changed)
    def last_login(self) -> str:
        """Who signed in last at this machine, "" unknown."""
        return self._last

    @prop(str, people_changed)
    def site_name(self) -> str:
        return self._site[0]

    @prop(int, people_changed)
    def window(self) -> int:
        """Number of the window (quầy)."""
        return self._site[1]

    @prop(bool, people_changed)
    def practice(self) -> bool:
        """A training folder."""
        return self._site[2]

    @prop(object, step_changed)
    def person(self) -> Person | None:
        return self._person

    @prop(str, error_changed)
    def error(self) -> str:
        return self._error

    @prop(int, wait_changed)
    def wait_seconds(self) -> int:
        return max(0, math.ceil(self._until - self._monotonic()))

    @prop(object, day_changed)
    def proposed(self) -> date | None:
        return self._day.proposed if self._day else None

    @prop(bool, day_changed)
    def doubtful(self) -> bool:
        """The clock cannot be right: a person has to look at a calendar."""
        return self._day is not None and self._day.doubtful

    @prop(str, day_changed)
    def day_words(self) -> str:
        """``Thứ Hai 23/11/2026``, or why the date must be looked at."""
        if self._day is None:
            return ""
        day = words.day_words(self._day.proposed)
        if self._day.late is not None:
            text = translate(
                "login",
                "{day}. Ngày {late} đã đóng; việc làm thêm ghi vào ngày này, có ghi bổ sung.",
            )
            return text.format(day=day, late=f"{self._day.late:%d/%m}")
        if not self._day.doubtful:
            return day
        text = translate(
            "login",
            "Đồng hồ máy có vẻ sai (giờ nghi ngờ). Xem lịch rồi chọn đúng ngày làm việc; đang đề"
            " nghị {day}.",
        )
        return text.format(day=day)

    # --- signing in -----------------------------------------------------------------------

    def start(self) -> None:
        """Asks who works here."""

        def work(desk: Desk) -> Answer:
            return desk.station(), desk.people(), desk.draft(_LAST_PERSON)

        self._act(work, self._known, self._not_known)

    def _known(self, answer: Answer) -> None:
        facts, self._people, last = answer
        self._site = (facts.site_name, facts.station, facts.practice)
        known = {person.login for person in self._people}
        login = last.decode("utf-8", "replace") if last else ""
        self._last = login if login in known else next(iter(known)) if len(known) == 1 else ""
        self.people_changed.emit()
        self._go("sign_in")

    def _not_known(self, failure: Failure) -> None:
        self._say(words_of(failure))

    def sign_in(self, login: str, password: str) -> None:
        """Checks the password off the interface thread: it is slow on purpose."""
        if self._step == "sign_in" and not self.wait_seconds:
            self._ask(login, password, "sign_in", self._is_in)

    def unlock(self, password: str) -> None:
        """The same person is back."""
        if self._step == "locked" and self._person is not None and not self.wait_seconds:
            self._ask(self._person.login, password, "locked", self._is_back)

    def _ask(
        self,
        login: str,
        password: str,
        back: Step,
        on_ok: Callable[[tuple[Person, DayState]], None],
    ) -> None:
        self._say("")
        self._go("busy")

        def work(desk: Desk) -> tuple[Person, DayState]:
            if not login or not password:  # nobody is anybody: never the system's user
                raise Refused(FieldError("password_wrong", "user"))
            person = desk.sign_in(login, password)
            desk.save_draft(_LAST_PERSON, login.encode())
            return person, desk.day()

        def reader_too(answer: tuple[Person, DayState]) -> None:
            self._read(
                lambda desk: desk.sign_in(login, password),
                lambda _: on_ok(answer),
                lambda failure: self._refused(failure, back),
                lambda reference: self._crashed(reference, back),
            )

        self._act(
            work,
            reader_too,
            lambda failure: self._refused(failure, back),
            lambda reference: self._crashed(reference, back),
        )

    def _refused(self, failure: Failure, back: Step) -> None:
        self._go(back)
        self._say(words_of(failure))
        errors = failure.errors if isinstance(failure, Refused) else ()
        seconds = next((e.params["seconds"] for e in errors if e.code == "locked_out"), 0)
        if seconds:
            self._until = self._monotonic() + seconds
            self._wait.start()
            self._count_down()

    def _crashed(self, reference: str, back: Step) -> None:
        self._go(back)
        self._say(crash_words(reference))

    def _count_down(self) -> None:
        left = self.wait_seconds
        if left:
            text = translate("login", "Sai mật khẩu nhiều lần. Chờ {n} giây rồi thử lại.")
            self._say(text.format(n=left))
        else:
            self._wait.stop()
            self._say("")
        self.wait_changed.emit(left)

    # --- the day --------------------------------------------------------------------------

    def _is_in(self, answer: tuple[Person, DayState]) -> None:
        self._person, self._day = answer
        self.day_changed.emit()
        if not self._confirm_day or (self._day.opened and not self._day.doubtful):
            self._open()
        else:
            self._go("day")

    def open_day(self, day: date | None = None) -> None:
        """Confirms the business day, the proposed one unless another is chosen."""
        chosen = day or self.proposed
        if self._step == "day" and chosen is not None:
            self._say("")
            self._go("busy")
            self._act(
                lambda desk: desk.open_day(chosen),
                lambda _: self._open(),
                lambda failure: self._refused(failure, "day"),
                lambda reference: self._crashed(reference, "day"),
            )

    def _open(self) -> None:
        self._go("open")
        self.touch()
        self._arm()
        self.signed_in.emit(self._person)

    def sign_out(self) -> None:
        """Somebody else is to sign in (also from the lock)."""
        if self._step in ("open", "locked", "day"):
            self._lock.stop()
            self._person = None
            self.signed_out.emit()
            self._act(lambda desk: desk.sign_out(), lambda _: self.start())
            self._read(lambda desk: desk.sign_out(), lambda _: None)
            self._go("loading")

    # --- the lock -------------------------------------------------------------------------

    def touch(self) -> None:
        """A key, a click or a scan: somebody is there."""
        self._touched = self._monotonic()

    def lock(self) -> None:
        """Covers the window now."""
        if self._step == "open":
            self._lock.stop()
            self._go("locked")
            self.locked.emit()

    def _lock_if_idle(self) -> None:
        if self._monotonic() - self._touched >= self._lock_after - 0.001:
            self.lock()
        else:
            self._arm()

    def _arm(self) -> None:
        if self._lock_after > 0:
            left = self._touched + self._lock_after - self._monotonic()
            self._lock.start(max(1, math.ceil(left * 1000)))

    def _is_back(self, answer: tuple[Person, DayState]) -> None:
        self._person, self._day = answer
        self._go("open")
        self.touch()
        self._arm()
        self.unlocked.emit()

    # --- inside ---------------------------------------------------------------------------

    def close(self) -> None:
        self._wait.stop()
        self._lock.stop()
        super().close()

    def _go(self, step: Step) -> None:
        if step != self._step:
            self._step = step
            self.step_changed.emit(step)

    def _say(self, text: str) -> None:
        if text != self._error:
            self._error = text
            self.error_changed.emit(text)
