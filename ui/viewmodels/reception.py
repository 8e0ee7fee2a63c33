"""The reception: one citizen's dossier from scan to saved.

The view binds fields by key through `ReceptionViewModel.form`, lists through
`hits` and `form.papers`, the right panel through `slip`, and calls the commands
here. Everything slow happens in the background; nothing typed is ever lost:
the form stays until the desk has said that the dossier is stored, and a draft
is kept all along.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.domain.errors import FieldError
from core.domain.procedure import Procedure
from core.ports.desk import Desk, Logged, Person
from ui.background import Background
from ui.viewmodels import scan_input
from ui.viewmodels.banner import Banner
from ui.viewmodels.base import Clock, ViewModel, prop, system_now, translate
from ui.viewmodels.drafts import DraftKeeper
from ui.viewmodels.exit_state import slip_typed
from ui.viewmodels.form_state import Draft, FormState, OwnerKind, new_reference, read_draft
from ui.viewmodels.procedures import Prepared, ProcedureHitsModel, prepared
from ui.viewmodels.reception_due import DueFollower
from ui.viewmodels.reception_form import ReceptionForm
from ui.viewmodels.reception_words import label_words, replaced_words, saved_words
from ui.viewmodels.scan_input import Scanned
from ui.viewmodels.slip import SlipViewModel
from ui.viewmodels.slip_back import SlipBackViewModel
from ui.viewmodels.storing import Answer, Storing


class ReceptionViewModel(ViewModel):
    """Receives dossiers.

    Signals:
        ready_changed(bool): catalogue and draft are there; the form may be used.
        saved(Logged): the dossier is durable and the form is empty again.
        print_requested(): after `saved`, when the form should go to the printer
            now; for `PrintQueueViewModel.print_waiting`.
        saving_changed(bool): F12 was pressed and the desk has not answered.
        save_label_changed(str): what F12 will do.
        focus_requested(str): field key, or ``save``: where the focus belongs now.
        notice(str): a passing remark (draft back, card odd, undone).
        exit_requested(str): ``supplement`` (F7) or ``refusal`` (Shift+F7).
        lookup_requested(str): a dossier's code was scanned; open it.
        draft_text_changed(str): "nháp tự lưu 10:05:12".
    """

    ready_changed = Signal(bool)
    saved = Signal(object)
    print_requested = Signal()
    saving_changed = Signal(bool)
    save_label_changed = Signal(str)
    focus_requested = Signal(str)
    notice = Signal(str)
    exit_requested = Signal(str)
    lookup_requested = Signal(str)
    draft_text_changed = Signal(str)

    def __init__(
        self,
        background: Background,
        parent: QObject | None = None,
        *,
        clock: Clock = system_now,
        reference: Callable[[], str] = new_reference,
    ) -> None:
        super().__init__(background, parent)
        self._clock, self.new_reference = clock, reference
        self._ready = False
        self._printer_ready, self._printer_words = False, ""
        self._label = ""
        self._undo: tuple[FormState, list[dict[str, object]]] | None = None
        self.form = ReceptionForm(self._today, self)
        self.form.state.client_ref = reference()
        self.hits = ProcedureHitsModel(self)
        self.slip = SlipViewModel(self)
        self.banner = Banner(self)
        self.drafts = DraftKeeper(background, "reception", self._snapshot, clock, self)
        self.drafts.text_changed.connect(self.draft_text_changed)
        self.storing = Storing(background, self.banner, self.drafts, self)
        self.storing.busy_changed.connect(self.saving_changed)
        self.storing.faulted.connect(lambda: self.focus_requested.emit("save"))
        self.due = DueFollower(background, self.slip, self)
        self.due.failed.connect(self.failed)
        self.slip_back = SlipBackViewModel(background, self)
        self.form.edited.connect(self._edited)
        self.form.procedure_changed.connect(self._procedure_changed)
        self._show()

    # --- properties -----------------------------------------------------------------------

    @prop(bool, ready_changed)
    def ready(self) -> bool:
        return self._ready

    @prop(bool, saving_changed)
    def saving(self) -> bool:
        """The view makes fields read-only meanwhile."""
        return self.storing.busy

    @prop(str, save_label_changed)
    def save_label(self) -> str:
        """``Lưu và in giấy hẹn``, ``Lưu, in sau``, ``Lưu, trả ngay``."""
        return self._label

    @prop(str, draft_text_changed)
    def draft_text(self) -> str:
        return self.drafts.text

    # --- beginning and end ----------------------------------------------------------------

    def start(self, person: Person) -> None:
        """Reads catalogue, usage and this person's draft; then `ready`."""
        name = self.drafts.name = f"reception/{person.login}"

        def work(desk: Desk) -> tuple[Prepared, bytes | None]:
            return prepared(desk.catalogue(), desk.usage()), desk.draft(name)

        self._act(work, self._started)  # after what an earlier form still writes

    def _started(self, content: tuple[Prepared, bytes | None]) -> None:
        catalogue, body = content
        self.hits.load(catalogue)
        self._ready = True
        self.due.start()
        draft = read_draft(body)
        if draft is not None and self.form.state.empty:
            self._restore(draft)
        self.ready_changed.emit(True)
        self.focus_requested.emit(self.form.next_field("filer") if draft else "filer.personal_no")

    def _restore(self, draft: Draft) -> None:
        procedure = self.hits.by_code(draft.procedure) if draft.procedure else None
        self.form.replace(draft.state(procedure), draft.papers)
        text = translate("reception", "Đã mở lại bản nháp tự lưu lúc {time}.")
        self.notice.emit(text.format(time=draft.at))

    def restore_draft(self) -> None:
        """Reads this person's draft again, into an empty form only."""
        if not self.form.state.empty:
            return

        def restore(body: bytes | None) -> None:
            draft = read_draft(body)
            if draft is not None and self.form.state.empty:
                self._restore(draft)

        name = self.drafts.name
        self._act(lambda desk: desk.draft(name), restore)

    def close(self) -> None:
        """Keeps the draft, stops the timers, wants no answers."""
        self.due.close()
        self.slip_back.close()
        self.storing.close()
        self.drafts.close()
        super().close()

    # --- input ----------------------------------------------------------------------------

    def set_value(self, key: str, text: str) -> None:
        """The clerk typed into a field. Not taken while `saving`."""
        if not self.saving:
            self.form.set_value(key, text)

    def leave(self, key: str) -> None:
        """The focus left a field."""
        self.form.leave(key)
        self.drafts.flush()

    def enter(self, key: str) -> None:
        """Enter was pressed in a field, or on the button (``save``)."""
        if self.slip_back.take_typed(key):
            return
        target = "save" if key == "save" else self.slip_back.next_field(key)
        if target == "save" and (key == "save" or self.form.state.at_once):
            self.save()
        else:
            self.focus_requested.emit(target)

    def type_procedure(self, typed: str) -> None:
        """What is typed into the procedure field: hits follow."""
        self.hits.look_for(typed)

    def choose_hit(self, row: int) -> None:
        """Takes a hit; the focus goes on."""
        if 0 <= row < self.hits.rowCount():
            self.choose(self.hits.procedure(row))

    def choose(self, procedure: Procedure) -> None:
        """Takes a procedure; the focus goes on."""
        if not self.saving:
            self.form.choose(procedure)
            self.focus_requested.emit(self.form.next_field("procedure"))

    def set_owner_kind(self, kind: OwnerKind) -> None:
        """Alt choices of the owner."""
        if not self.saving:
            self.form.set_owner_kind(kind)

    def scan(self, data: bytes | str, *, wedge: bool = False) -> Scanned:
        """Takes a scan from any field: a card fills the filer.

        A card over another person's data keeps those for `undo`.
        """
        found = scan_input.recognise(data, today=self._today(), wedge=wedge)
        if found.kind == "dossier" and slip_typed(found.code):
            self.slip_back.take(slip_typed(found.code))
        elif found.kind == "dossier":
            self.lookup_requested.emit(found.code)
        elif found.kind == "number":
            self.set_value("filer.personal_no", found.code)
        elif found.card is not None and not self.saving:
            before = self.form.value("filer.personal_no").strip()
            replaced = before not in ("", found.card.personal_no)
            if replaced:
                self._keep_for_undo()
            self.form.fill_from_card(found.card, f"{self._clock():%H:%M}")
            if replaced:
                self.notice.emit(replaced_words())
            self.focus_requested.emit(self.form.next_field("filer.personal_no"))
        if found.words:
            self.notice.emit(found.words)
        return found

    # --- undo, clearing, exits ------------------------------------------------------------

    def clear(self) -> None:
        """Empties the form; `undo` brings it back."""
        if not self.saving and not self.form.state.empty:
            self._keep_for_undo()
            self._reset()
            self.notice.emit(translate("reception", "Đã xóa trắng. Bấm Ctrl+Z để lấy lại."))

    def undo(self) -> None:
        """Brings back what a scan replaced or `clear` emptied."""
        if self._undo is not None and not self.saving:
            state, papers = self._undo
            self._undo = None
            self.form.replace(state, papers)
            self._edited("")
            self.notice.emit(translate("reception", "Đã lấy lại những gì vừa bị thay."))

    def replace(self, state: FormState, papers: list[dict[str, object]]) -> bool:
        """Another form as a whole; True when `undo` brings something back."""
        replaced = not self.form.state.empty
        if replaced:
            self._keep_for_undo()
        self.form.replace(state, papers)
        self.banner.clear()
        self._edited("")
        return replaced

    def _keep_for_undo(self) -> None:
        self._undo = (self.form.state.copy(), self.form.papers.to_draft())

    def ask_supplement(self) -> None:
        """F7."""
        self.exit_requested.emit("supplement")

    def refuse(self) -> None:
        """Shift+F7."""
        self.exit_requested.emit("refusal")

    # --- saving ---------------------------------------------------------------------------

    def save(self, print_now: bool = True) -> None:
        """F12, Ctrl+Enter; Shift+F12 without printing.

        Never disabled: with errors it shows them all and asks for the focus on
        the first; on an untouched form it goes to the first field; while an
        earlier press is being answered it does nothing.
        """
        if self.saving:
            return
        if self.form.state.empty:
            self.focus_requested.emit("filer.personal_no")
            return
        self.form.show_everything()
        if self.form.errors:
            self._show_errors()
            return
        self.store(self.form.source(), print_now, self.answer)

    def store(self, source: dict[str, Any], print_now: bool, refused: Answer) -> None:
        """Has the form stored by one of its three exits; ``refused`` is told what is wrong."""
        self.storing.store(source, lambda logged: self._saved(logged, print_now), refused)

    def _saved(self, logged: Logged, print_now: bool) -> None:
        procedure = self.form.procedure
        if procedure is not None:
            self.hits.used_again(procedure.code)
        self._undo = None
        self._reset()
        self.drafts.hold()
        self.saved.emit(logged)
        if print_now and not logged.returned:
            self.print_requested.emit()
        words = saved_words(logged, self._printer_ready, self._printer_words, print_now)
        self.notice.emit(words)

    def answer(self, errors: Sequence[FieldError]) -> None:
        """Shows what the desk refused beside the fields, and goes to the first."""
        self.form.answer(errors)
        self._show_errors()

    def _show_errors(self) -> None:
        self.banner.show_errors(*self.form.shown_counts)
        self.focus_requested.emit(next(iter(self.form.errors)))

    def next_error(self, after: str, *, back: bool = False) -> None:
        """F8, Shift+F8: the next field with an error in sight, around the end."""
        key = self.form.next_error(after, back=back)
        if key:
            self.focus_requested.emit(key)

    def _reset(self) -> None:
        """An empty form with a key of its own."""
        self.hits.look_for("")
        self.form.replace(FormState(self.new_reference()))
        self.banner.clear()
        self._edited("")
        self.focus_requested.emit("filer.personal_no")

    # --- following ------------------------------------------------------------------------

    def set_printer(self, ready: bool, words: str) -> None:
        """What `PrintQueueViewModel.ready_changed` tells."""
        self._printer_ready, self._printer_words = ready, words
        self._show()

    def refresh_due(self) -> None:
        """Counts again: the day or the cut-off may have passed meanwhile."""
        state = self.form.state
        self.due.follow("" if state.procedure is None or state.at_once else state.limit)

    def _procedure_changed(self) -> None:
        self.refresh_due()
        self._show()

    def _edited(self, key: str) -> None:
        if key == "limit":
            self.refresh_due()
        if self.banner.kind == "error":
            self.banner.show_errors(*self.form.shown_counts)
        self.drafts.touch()
        self._show()

    def _show(self) -> None:
        self.slip.show(self.form.state, self.form.papers)
        label = label_words(self.form.state, self._printer_ready)
        if label != self._label:
            self._label = label
            self.save_label_changed.emit(label)

    def _snapshot(self) -> bytes | None:
        if self.form.state.empty:
            return None
        return self.form.state.to_draft(self.form.papers.to_draft(), f"{self._clock():%H:%M:%S}")

    def _today(self) -> date:
        return self._clock().date()
