"""One dossier's page: what it is, what happened, what can be done."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from core.domain.dossier import Dossier
from core.domain.errors import FieldError, Refused
from core.ports.desk import Desk
from ui import messages
from ui.background import Background, Failure, Latest
from ui.viewmodels.base import (
    Clock,
    ViewModel,
    crash_words,
    prop,
    system_now,
    translate,
    words_of,
)
from ui.viewmodels.dossier_page import Page, build_page
from ui.viewmodels.paper_names import form_of, short_name
from ui.viewmodels.words import Line


class DossierViewModel(ViewModel):
    """Shows and changes one dossier.

    Signals:
        changed(): `page` is another one, or none.
        revealed_changed(bool): numbers are shown in full.
        busy_changed(bool): an act is under way.
        act_refused(object): ``[(field, words), …]`` of an amendment or a cancellation.
        done(str): words after an act.
        print_requested(int, int): a print job (0 when its id is not told) and how many copies;
            for `PrintQueueViewModel.print_job`.
        preview_ready(bytes): the citizen's paper as PDF.
    """

    changed = Signal()
    revealed_changed = Signal(bool)
    busy_changed = Signal(bool)
    act_refused = Signal(object)
    done = Signal(str)
    print_requested = Signal(int, int)
    preview_ready = Signal(bytes)

    def __init__(
        self,
        background: Background,
        parent: QObject | None = None,
        *,
        clock: Clock = system_now,
    ) -> None:
        super().__init__(background, parent)
        self._clock = clock
        self._dossier: Dossier | None = None
        self._page: Page | None = None
        self._revealed = False
        self._busy = False
        self._wanted = ""
        self._asked: Latest[tuple[Dossier, Page] | None] = Latest(
            background, self._show, self._tell, on_crash=self._tell_crash
        )

    @prop(object, changed)
    def page(self) -> Page | None:
        """Everything shown; None while nothing is chosen."""
        return self._page

    @prop(object, changed)
    def dossier(self) -> Dossier | None:
        """The record itself, to fill an amendment's form."""
        return self._dossier

    @prop(bool, revealed_changed)
    def revealed(self) -> bool:
        return self._revealed

    @prop(object, revealed_changed)
    def filer_rows(self) -> tuple[Line, ...]:
        """Masked, or in full while revealed."""
        page = self._page
        return () if page is None else page.filer_full if self._revealed else page.filer

    @prop(object, revealed_changed)
    def owner_rows(self) -> tuple[Line, ...]:
        page = self._page
        return () if page is None else page.owner_full if self._revealed else page.owner

    @prop(bool, busy_changed)
    def busy(self) -> bool:
        return self._busy

    # --- showing --------------------------------------------------------------------------

    def open(self, number_or_uid: str) -> None:
        """Shows a dossier by any of its numbers or its uid; the latest wish counts."""
        self._wanted = number_or_uid
        now = self._clock()

        def work(desk: Desk) -> tuple[Dossier, Page] | None:
            found = desk.dossier(number_or_uid)
            if found is None:
                return None
            return found, build_page(found, desk.history(found.uid), desk.people(), now)

        self._asked.ask(work)

    def refresh(self) -> None:
        """Reads the shown dossier again."""
        if self._dossier is not None:
            self.open(self._dossier.uid)

    def clear(self) -> None:
        """Shows none."""
        self._asked.cancel()
        self._dossier = self._page = None
        self.hide_numbers()
        self.changed.emit()

    def _show(self, found: tuple[Dossier, Page] | None) -> None:
        if found is None:
            error = FieldError("dossier_unknown", "code", {"code": self._wanted[:60]})
            self.failed.emit(messages.refusal(error))
            return
        if self._dossier is None or self._dossier.uid != found[0].uid:
            self.hide_numbers()
        self._dossier, self._page = found
        self.changed.emit()

    def toggle_numbers(self) -> None:
        """Alt+H: personal numbers in full, or masked again."""
        self._revealed = not self._revealed
        self.revealed_changed.emit(self._revealed)

    def hide_numbers(self) -> None:
        """Masks them, whenever another dossier or nobody looks."""
        if self._revealed:
            self.toggle_numbers()

    def preview(self) -> None:
        """The citizen's paper as it would be printed now."""
        if self._dossier is not None:
            uid, form = self._dossier.uid, form_of(self._dossier)
            self._read(lambda desk: desk.form(form, uid), self.preview_ready.emit)

    # --- acts -----------------------------------------------------------------------------

    def amend(self, changes: dict[str, Any], reason: str) -> None:
        """Changes fields, in the shape of `core.services.amendment_input`, with a reason."""
        if self._dossier is not None:
            number = self._dossier.uid
            body = {**changes, "reason": reason}
            text = translate("dossier", "Đã sửa hồ sơ {number}. Giấy hẹn chờ in lại.")
            self._do(lambda desk: desk.amend(number, body), text, copies=1)

    def cancel(self, reason: str) -> None:
        """Voids the number for ever; ask before, naming it."""
        if self._dossier is not None:
            number = self._dossier.uid
            text = translate("dossier", "Đã hủy hồ sơ {number}. Số này không dùng lại.")
            self._do(lambda desk: desk.cancel(number, reason), text)

    def reprint(self, copies: int = 1) -> None:
        """Stores a print job, marked as reprint when the form was printed before."""
        if self._dossier is not None:
            uid, form = self._dossier.uid, form_of(self._dossier)
            text = translate("dossier", "{paper} {number} đã vào hàng chờ in.")
            said = text.replace("{paper}", short_name(form))
            self._do(lambda desk: desk.reprint(uid, form), said, copies=copies)

    def _do(self, work: Any, text: str, *, copies: int = 0) -> None:
        """Acts; with ``copies`` what the act stored is printed so often."""
        if self._busy or self._dossier is None:
            return
        number = self._dossier.number
        self._set_busy(True)

        def finished(answer: object) -> None:
            self._set_busy(False)
            self.refresh()
            self.done.emit(text.format(number=number))
            if copies:
                self.print_requested.emit(answer if isinstance(answer, int) else 0, copies)

        self._act(work, finished, self._refused, self._crashed)

    def _refused(self, failure: Failure) -> None:
        self._set_busy(False)
        if isinstance(failure, Refused):
            self.act_refused.emit([(e.field, messages.refusal(e)) for e in failure.errors])
        else:
            self.failed.emit(words_of(failure))

    def _crashed(self, reference: str) -> None:
        self._set_busy(False)
        self.failed.emit(crash_words(reference))

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)

    def close(self) -> None:
        self._asked.cancel()
        super().close()
