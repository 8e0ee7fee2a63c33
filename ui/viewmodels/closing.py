"""Closing the day: ten checks, questions with numbered answers, the signature."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.acts import Explained
from core.domain.day_close import DayFacts
from core.domain.office_close import COMPLETE, MISSING
from core.ports.desk import Desk
from core.ports.supervision import DaySeen
from ui import closing_words
from ui.background import Background, Failure
from ui.viewmodels import words
from ui.viewmodels.base import Clock, ViewModel, prop, system_now, translate
from ui.viewmodels.day_checks import Check, checks
from ui.viewmodels.day_details import Detail, detail
from ui.viewmodels.day_questions import Choice, Question, questions
from ui.viewmodels.printing import PrintQueueViewModel

State = Literal["loading", "none", "open", "closed"]
REFRESH_MS: Final = 20_000


class ClosingViewModel(ViewModel):
    """The day that is to be closed, as one conversation.

    Signals:
        changed(): `state`, `checks`, `question`, `detail` and all the words differ.
        done(str): something was done, in words.
        focus_wanted(): a question came into sight; its answers get the focus.
        sync_wanted(): an act was logged that the province is to get.
    """

    changed = Signal()
    done = Signal(str)
    focus_wanted = Signal()
    sync_wanted = Signal()

    def __init__(
        self,
        background: Background,
        prints: PrintQueueViewModel,
        parent: QObject | None = None,
        *,
        clock: Clock = system_now,
    ) -> None:
        super().__init__(background, parent)
        self._prints, self._clock = prints, clock
        self._seen: DaySeen | None = None
        self._words: dict[str, Explained] = {}  # by question
        self._key = ""  # the check in sight
        self._choice: dict[str, str] = {}
        self._remark: dict[str, str] = {}
        self._whys: dict[int, str] = {}
        self._printing: set[str] = set()  # questions that a printer is answering
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        prints.ready_changed.connect(lambda *_: self.changed.emit())
        prints.printed.connect(lambda _: self.refresh())
        prints.jobs_changed.connect(self.changed)

    # --- what is shown --------------------------------------------------------------------

    @prop(str, changed)
    def state(self) -> State:
        if self._seen is None:
            return "loading"
        if self._seen.day is None:
            return "none"
        return "closed" if self._seen.closed is not None else "open"

    @prop(object, changed)
    def seen(self) -> DaySeen | None:
        return self._seen

    @prop(bool, changed)
    def busy(self) -> bool:
        """The desk was asked to sign and has not answered."""
        return self._busy

    @prop(str, changed)
    def day_in_line(self) -> str:
        """``thứ Hai 23/11/2026``, or nothing."""
        day = self._seen.day if self._seen else None
        return words.day_in_line(day) if day else ""

    @prop(object, changed)
    def checks(self) -> list[Check]:
        """The ten, what is to be explained first; none unless the day is open."""
        facts = self._facts
        if facts is None:
            return []
        return checks(facts, printer=self._printer(), now=self._clock(), answered=set(self._words))

    @property
    def _facts(self) -> DayFacts | None:
        return self._seen.facts if self._seen else None

    def _printer(self) -> str:
        return "" if self._prints.ready else self._prints.ready_words

    @prop(object, changed)
    def questions(self) -> list[Question]:
        """Everything that does not add up, answered or not."""
        return questions(self._facts) if self._facts else []

    @prop(object, changed)
    def left(self) -> list[Question]:
        """What is still to be explained."""
        return [each for each in self.questions if each.key not in self._words]

    @prop(str, changed)
    def key(self) -> str:
        """The check in sight."""
        shown = self.checks
        if any(check.key == self._key for check in shown):
            return self._key
        return shown[0].key if shown else ""

    @prop(object, changed)
    def question(self) -> Question | None:
        """The next thing to be explained of the check in sight."""
        return next((each for each in self.left if each.check == self.key), None)

    @prop(object, changed)
    def detail(self) -> Detail | None:
        """What is told of a check that asks nothing now."""
        facts = self._facts
        check = next((each for each in self.checks if each.key == self.key), None)
        if facts is None or check is None or self.question is not None:
            return None
        named = closing_words.params(facts)
        return detail(
            check,
            facts,
            printer=self._printer(),
            told=lambda code: closing_words.day_warning(code, named),
        )

    @prop(str, changed)
    def choice(self) -> str:
        """The answer chosen to the question in sight, the first at the beginning."""
        question = self.question
        if question is None:
            return ""
        return self._choice.get(question.key) or question.choices[0].key

    @prop(str, changed)
    def remark(self) -> str:
        question = self.question
        return self._remark.get(question.key, "") if question else ""

    @prop(str, changed)
    def left_words(self) -> str:
        """What F12 does, under its button."""
        left = len(self.left)
        if left:
            text = translate("closing", "Còn {n} giải trình. F12 đưa tới việc đầu tiên.")
            return text.format(n=left)
        return translate("closing", "Ký xong không mở lại được ngày này.")

    # --- commands -------------------------------------------------------------------------

    def start(self) -> None:
        """Asks now and every twenty seconds."""
        self.refresh()
        self._timer.start()

    def refresh(self) -> None:
        """Reads the day again; answers stay."""
        if not self._busy:
            self._read(lambda desk: desk.supervision.day(), self._show)

    def pick(self, key: str) -> None:
        """Brings a check into sight."""
        if key != self._key:
            self._key = key
            self.changed.emit()
        if self.question is not None:
            self.focus_wanted.emit()

    def choose(self, choice: str) -> None:
        """Chooses an answer; nothing happens yet."""
        question = self.question
        if question is not None and choice != self.choice:
            self._choice[question.key] = choice
            self.changed.emit()

    def set_remark(self, text: str) -> None:
        """What was typed beside the answer."""
        question = self.question
        if question is not None:
            self._remark[question.key] = text

    def answer(self) -> bool:
        """Does what the chosen answer says and goes on to the next question.

        Returns:
            False when the answer needs words that are not there.
        """
        question = self.question
        if question is None:
            return True
        chosen = next(each for each in question.choices if each.key == self.choice)
        remark = self._remark.get(question.key, "").strip()
        if chosen.words_wanted and not remark:
            return False
        if chosen.act == "print":
            self._print(question)
        elif chosen.act == "cancel":
            self._cancel(question, remark)
        else:
            self._explain(question, chosen, remark)
        return True

    def next_question(self) -> bool:
        """Brings the first thing to be explained into sight; False when there is none."""
        if not self.left:
            return False
        self.pick(self.left[0].check)
        return True

    def forget(self, key: str) -> None:
        """Takes an answer back."""
        if self._words.pop(key, None) is not None:
            self.changed.emit()

    def answered(self) -> list[tuple[Question, str]]:
        """Questions that have their words, to be looked at again."""
        return [
            (each, self._words[each.key].words)
            for each in self.questions
            if each.key in self._words
        ]

    def sign(self) -> None:
        """Closes the day; whoever calls asked first, for it cannot be undone."""
        day = self._seen.day if self._seen else None
        if day is None or self.state != "open" or self._busy or self.left:
            return
        answers = self._said()
        self._set_busy(True)
        self._act(
            lambda desk: desk.supervision.close_day(day, "", answers),
            lambda seen: self._signed(seen, day),
            self._not_signed,
            self._crashed,
        )

    def set_why(self, station: int, text: str) -> None:
        """The supervisor's words on a station that is not complete."""
        self._whys[station] = text

    def why(self, station: int) -> str:
        """They are kept while the window is open; what only has to be sent explains itself."""
        lines = self._seen.stations if self._seen else ()
        sends = any(line.station == station and line.state == MISSING for line in lines)
        usual = translate("closing", "Chưa gửi hết, phần mềm tự gửi khi có mạng.") if sends else ""
        return self._whys.get(station, usual)

    def stations_left(self) -> list[int]:
        """Stations that need words before the office's day is closed."""
        lines = self._seen.stations if self._seen else ()
        return [
            line.station
            for line in lines
            if line.state != COMPLETE and not self.why(line.station).strip()
        ]

    def sign_office(self) -> None:
        """Closes the whole office's day."""
        day = self._seen.day if self._seen else None
        if day is None or self._busy or self.stations_left():
            return
        lines = self._seen.stations if self._seen else ()
        whys = {line.station: self.why(line.station) for line in lines}
        self._set_busy(True)
        self._act(
            lambda desk: desk.supervision.close_office(day, whys, ""),
            self._office_signed,
            self._not_signed,
            self._crashed,
        )

    def close(self) -> None:
        self._timer.stop()
        super().close()

    # --- inside ---------------------------------------------------------------------------

    def _show(self, seen: DaySeen) -> None:
        if self._seen is not None and self._seen.day != seen.day:
            for kept in (self._words, self._choice, self._remark, self._whys, self._printing):
                kept.clear()
        self._seen = seen
        self.changed.emit()
        gone = self._printing - {each.key for each in self.questions}
        if gone:
            self._printing -= gone
            self._on()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.changed.emit()

    def _explain(self, question: Question, chosen: Choice, remark: str) -> None:
        said = remark if chosen.key in ("other", "later") else chosen.title
        if remark and said != remark:
            said = f"{said}. {remark}"
        gap = question.gap
        self._words[question.key] = Explained(
            about=question.check if gap else "paper",
            words=said,
            first=gap.first if gap else 0,
            last=gap.last if gap else 0,
        )
        self._on()

    def _said(self) -> tuple[Explained, ...]:
        """The words, one for each dossier where a question was about several."""
        said: list[Explained] = []
        for question, text in self.answered():
            if question.gap is not None:
                said.append(self._words[question.key])
            else:
                said += [Explained("paper", text, number=each.number) for each in question.papers]
        return tuple(said)

    def _on(self) -> None:
        """The next question, of this check or of another."""
        self.changed.emit()
        if self.question is not None or self.next_question():
            self.focus_wanted.emit()

    def _print(self, question: Question) -> None:
        """The fact goes when the paper is out; until then the question stays."""
        papers = question.papers
        self._printing.add(question.key)

        def work(desk: Desk) -> None:
            waiting = {(job.uid, job.form) for job in desk.print_jobs()}
            for each in papers:
                if (each.uid, each.form) not in waiting:
                    desk.reprint(each.uid, each.form)

        self._act(work, lambda _: self._prints.print_of({each.uid for each in papers}))

    def _cancel(self, question: Question, reason: str) -> None:
        (paper,) = question.papers
        number = paper.number
        text = translate("closing", "Đã hủy {number}. Số này không dùng lại.")

        def cancelled(_: object) -> None:
            self.done.emit(text.format(number=number))
            self.sync_wanted.emit()
            self.refresh()

        self._act(lambda desk: desk.cancel(number, reason), cancelled)

    def _signed(self, seen: DaySeen, day: date) -> None:
        self._busy = False
        self._show(seen)
        text = translate("closing", "Đã đóng ngày {day}. In biên bản để lưu.")
        self.done.emit(text.format(day=f"{day:%d/%m/%Y}"))
        self.sync_wanted.emit()

    def _office_signed(self, seen: DaySeen) -> None:
        self._busy = False
        self._show(seen)
        self.done.emit(translate("closing", "Đã đóng ngày của toàn điểm."))
        self.sync_wanted.emit()

    def _not_signed(self, failure: Failure) -> None:
        self._set_busy(False)
        self._tell(failure)
        self.refresh()

    def _crashed(self, reference: str) -> None:
        self._set_busy(False)
        self._tell_crash(reference)
