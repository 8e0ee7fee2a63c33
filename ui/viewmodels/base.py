"""What all view models share: typed Qt properties, work that ends with them, error words.

A view model imports QtCore alone. Its texts are Vietnamese and pass through
``translate``, so that Qt's catalogues apply.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal

from core.domain.errors import EnvironmentFault
from core.domain.timezone import VIETNAM
from core.ports.desk import Desk
from ui import messages
from ui.background import Background, Failure, OnCrash, OnError, Ticket

T = TypeVar("T")
Clock = Callable[[], datetime]
translate = QCoreApplication.translate

if TYPE_CHECKING:

    class Prop(Generic[T]):
        """A read-only Qt property as type checkers see it."""

        def __init__(self, get: Callable[[Any], T]) -> None: ...
        def __get__(self, instance: object, owner: type | None = None) -> T: ...

    def prop(kind: type, notify: Signal | None = None) -> Callable[[Callable[[Any], T]], Prop[T]]:
        """Declares a Qt property that is set from inside only; constant without a signal."""

else:

    def prop(kind, notify=None):
        """Declares a Qt property that is set from inside only; constant without a signal."""

        def declare(get):
            if notify is None:
                return Property(kind, get, constant=True)
            return Property(kind, get, notify=notify)

        return declare


def system_now() -> datetime:
    """The machine's clock in Vietnam: informs people, decides nothing."""
    return datetime.now(VIETNAM)


def words_of(failure: Failure) -> str:
    """What a refusal or a fault means to the clerk."""
    if isinstance(failure, EnvironmentFault):
        return messages.fault(failure)
    return " ".join(dict.fromkeys(messages.refusal(error) for error in failure.errors))


def crash_words(reference: str) -> str:
    """What the clerk reads after a programming error."""
    text = translate(
        "base",
        "Chương trình gặp lỗi, việc vừa rồi chưa xong. Những gì đã báo lưu vẫn còn nguyên. Đọc mã"
        " {reference} cho kỹ thuật rồi làm lại.",
    )
    return text.format(reference=reference)


class ViewModel(QObject):
    """Base of the view models.

    Signals:
        failed(str): something asked for could not be done; the words say why
            and what to do. Used where a view model has no better place.
    """

    failed = Signal(str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._reads: list[Ticket] = []
        self._acts: list[Ticket] = []

    def close(self) -> None:
        """Wants no answers any more; acts handed over are still done. Stops all timers."""
        for ticket in self._reads:
            ticket.cancel()
        for ticket in self._acts:
            ticket.forget()

    def _read(
        self,
        work: Callable[[Desk], T],
        on_ok: Callable[[T], object],
        on_error: OnError | None = None,
        on_crash: OnCrash | None = None,
    ) -> Ticket:
        """Asks the reading desk."""
        ticket = self._background.submit(
            work, on_ok, on_error or self._tell, reader=True, on_crash=on_crash or self._tell_crash
        )
        return self._keep(self._reads, ticket)

    def _act(
        self,
        work: Callable[[Desk], T],
        on_ok: Callable[[T], object],
        on_error: OnError | None = None,
        on_crash: OnCrash | None = None,
        *,
        urgent: bool = True,
    ) -> Ticket:
        """Asks the writing desk."""
        ticket = self._background.submit(
            work,
            on_ok,
            on_error or self._tell,
            urgent=urgent,
            on_crash=on_crash or self._tell_crash,
        )
        return self._keep(self._acts, ticket)

    def _apart(
        self,
        work: Callable[[], T],
        on_ok: Callable[[T], object],
        on_error: OnError | None = None,
        on_crash: OnCrash | None = None,
    ) -> Ticket:
        """Asks the pool, for work without a desk."""
        ticket = self._background.submit_pure(
            work, on_ok, on_error or self._tell, on_crash=on_crash or self._tell_crash
        )
        return self._keep(self._acts, ticket)

    def _keep(self, kept: list[Ticket], ticket: Ticket) -> Ticket:
        kept[:] = [*(t for t in kept if t.active), ticket]
        return ticket

    def _tell(self, failure: Failure) -> None:
        self.failed.emit(words_of(failure))

    def _tell_crash(self, reference: str) -> None:
        self.failed.emit(crash_words(reference))
