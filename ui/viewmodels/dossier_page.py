"""Everything a dossier's page shows, made in one go from what the desk answered.

Pure, and built off the interface thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from core.data import load_calendar, load_rule_packs
from core.domain.deadlines import Due, due, parse_limit
from core.domain.dossier import Component, Dossier, Party, State
from core.domain.errors import Refused
from core.domain.events import Event
from core.domain.text import words as folded_words
from core.domain.timezone import local
from core.ports.desk import Person
from ui.viewmodels import due_words, words
from ui.viewmodels.base import translate
from ui.viewmodels.due_week import other_days_off, week_cells
from ui.viewmodels.due_words import DayCell
from ui.viewmodels.fixed import fixed_words, why_fixed
from ui.viewmodels.given import given_words
from ui.viewmodels.history import (
    Happening,
    PrintedForm,
    happenings,
    printed_forms,
    return_words,
)
from ui.viewmodels.paper_names import RECEIPT, form_of, print_words
from ui.viewmodels.slip_page import SlipFacts, slip_facts, waits
from ui.viewmodels.words import Line


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of the dossier and what of it was handed in: "1 bản chính, 2 bản chụp"."""

    name: str
    given: str


@dataclass(frozen=True, slots=True)
class NextAct:
    """What can be done next; a thing that cannot stays and says why.

    Attributes:
        key: ``resume``, ``return``, ``supplement``, ``amend``, ``reprint``, ``cancel``.
        shortcut: its key, "" none.
        why_not: "" when it can be done.
    """

    key: str
    text: str
    shortcut: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A dossier as it stands; `secret` rows exist masked and in full.

    Attributes:
        number_label: what the number is called where it is no dossier code: "Số phiếu".
        form: the form that the citizen holds now.
        slip: what a form 02 or 03 says, None once there is a code.
        state, state_words, state_tone: key, words, badge.
        due_left: "Còn 1 ngày làm việc", "Quá hạn 1 ngày", "".
        cells: every day from receipt to promise, filled up to a week.
        filer, owner: rows masked; ``filer_full``, ``owner_full`` with the numbers.
        fixed_title, fixed: why nothing can be changed and who can help; "" when it can.
    """

    uid: str
    number: str
    number_label: str
    provisional: bool
    form: str
    slip: SlipFacts | None
    state: str
    state_words: str
    state_tone: str
    procedure: str
    procedure_line: str
    lookup_code: str
    due_headline: str
    due_date: str
    due_before: str
    due_left: str
    late: bool
    cells: tuple[DayCell, ...]
    sentence: str
    filer: tuple[Line, ...]
    filer_full: tuple[Line, ...]
    owner: tuple[Line, ...]
    owner_full: tuple[Line, ...]
    papers: tuple[PaperRow, ...]
    note: str
    history: tuple[Happening, ...]
    forms: tuple[PrintedForm, ...]
    acts: tuple[NextAct, ...]
    fixed_title: str
    fixed: str


def build_page(
    dossier: Dossier, events: Sequence[Event[Any]], people: Sequence[Person], now: datetime
) -> Page:
    """Puts a page together.

    Args:
        dossier: as it stands.
        events: its history, the oldest first.
        people: who works here.
        now: to tell what is late and which times are today's.
    """
    content = dossier.content
    counted = counted_due(dossier)
    left, late = _left(dossier, now)
    names = {person.login: person.name for person in people}
    fixed_title, fixed = fixed_words(dossier, people)
    line = translate("dossier", "Mã thủ tục {code}, luật áp dụng: gói {pack}")
    if not content.procedure_code:
        line = translate(
            "dossier", "Không theo thủ tục nào trong danh mục, luật áp dụng: gói {pack}"
        )
    return Page(
        uid=dossier.uid,
        number=dossier.number,
        number_label=translate("dossier", "Số phiếu") if dossier.at_intake else "",
        provisional=dossier.provisional,
        form=form_of(dossier),
        slip=slip_facts(dossier, events),
        state=dossier.state.key,
        state_words=words.state_words(dossier.state.key),
        state_tone=words.state_tone(dossier.state.key),
        procedure=content.procedure_name,
        procedure_line=line.format(code=content.procedure_code, pack=dossier.pack),
        lookup_code=dossier.lookup_code,
        due_headline=translate("dossier", "Hẹn trả"),
        due_date=f"{local(dossier.due_at):%d/%m/%Y}" if dossier.due_at else "",
        due_before=_before(dossier),
        due_left=left,
        late=late,
        cells=_week(dossier, counted),
        sentence=_sentence(dossier, counted),
        filer=_party(content.hands_in, masked=True),
        filer_full=_party(content.hands_in, masked=False),
        owner=_owner(dossier, masked=True),
        owner_full=_owner(dossier, masked=False),
        papers=tuple(map(_paper, content.components)),
        note=content.note,
        history=tuple(happenings(events, names, now)),
        forms=tuple(printed_forms(events, now)),
        acts=tuple(_slip_acts(dossier) if dossier.at_intake else next_acts(dossier)),
        fixed_title=fixed_title,
        fixed=fixed,
    )


def _week(dossier: Dossier, counted: Due | None) -> tuple[DayCell, ...]:
    if dossier.due_at is None:
        return ()
    received, promised = local(dossier.received_at).date(), local(dossier.due_at).date()
    return week_cells(received, promised, counted, load_calendar())


def _sentence(dossier: Dossier, counted: Due | None) -> str:
    """How it was counted, and which other days of the strip are off."""
    if dossier.due_at is None:
        return ""
    received, promised = local(dossier.received_at).date(), local(dossier.due_at).date()
    others = other_days_off(received, promised, counted, load_calendar())
    return " ".join(filter(None, (due_words.sentence(counted) if counted else "", others)))


def counted_due(dossier: Dossier) -> Due | None:
    """The days counted, from the rules under which the dossier was accepted.

    None when there is no due date, or when today's calendar no longer leads to
    the date that was promised: the paper's date stands and is shown alone.
    """
    pack = next((p for p in load_rule_packs() if p.id == dossier.pack), None)
    if dossier.due_at is None or pack is None or not dossier.content.limit:
        return None
    try:
        found = due(
            dossier.received_at,
            parse_limit(dossier.content.limit),
            load_calendar(),
            pack.office_hours,
            cut_off=pack.same_day_cut_off,
        )
    except Refused:
        return None
    return found if found.due_at == dossier.due_at else None


def _before(dossier: Dossier) -> str:
    if dossier.due_at is None:
        return translate("dossier", "Chưa có ngày hẹn: thủ tục chưa công bố thời hạn")
    at = local(dossier.due_at)
    text = translate("dossier", "{day}, trước {time}")
    return text.format(day=words.weekday_words(at.date()), time=f"{at:%H:%M}")


def _left(dossier: Dossier, now: datetime) -> tuple[str, bool]:
    """How much time is left, in working days; late by calendar days."""
    if dossier.due_at is None or dossier.state.key in words.CLOSED:
        return "", False
    today, day = local(now).date(), local(dossier.due_at).date()
    if day < today:
        text = translate("dossier", "Quá hạn {n} ngày")
        return text.format(n=(today - day).days), True
    calendar = load_calendar()
    if day == today:
        return translate("dossier", "Hẹn trả hôm nay"), False
    span = range(today.toordinal() + 1, day.toordinal() + 1)
    working = sum(calendar.is_working(type(today).fromordinal(n)) for n in span)
    return translate("dossier", "Còn {n} ngày làm việc").format(n=working), False


def _party(party: Party, *, masked: bool) -> tuple[Line, ...]:
    def number(text: str) -> str:
        return words.masked(text) if masked else text

    birth = f"{party.birth:%d/%m/%Y}" if party.birth else ""
    rows = (
        Line(translate("dossier", "Họ và tên"), party.name),
        Line(translate("dossier", "Số định danh"), number(party.personal_no), number=True),
        Line(translate("dossier", "Số hộ chiếu"), number(party.passport_no), number=True),
        Line(translate("dossier", "Mã số thuế"), party.tax_code, number=True),
        Line(translate("dossier", "Sinh ngày"), ", ".join(filter(None, (birth, party.sex)))),
        Line(translate("dossier", "Điện thoại"), words.phone_words(party.phone), number=True),
        Line(translate("dossier", "Thư điện tử"), party.email),
        Line(translate("dossier", "Nơi cư trú"), party.address),
        Line(translate("dossier", "Căn cứ đại diện"), party.authorisation),
    )
    return tuple(row for row in rows if row.value)


def _owner(dossier: Dossier, *, masked: bool) -> tuple[Line, ...]:
    content = dossier.content
    if content.filer is None:
        same = translate("dossier", "Người nộp là chủ hồ sơ")
        rows = [Line(translate("dossier", "Chủ hồ sơ"), same)]
    else:
        rows = list(_party(content.owner, masked=masked))
    address = content.return_address or content.hands_in.address
    rows += [
        Line(translate("dossier", "Nhận kết quả"), return_words(content.return_by)),
        Line(translate("dossier", "Lệ phí"), words.money(content.fee_vnd), number=True),
        Line(translate("dossier", "Số bộ"), str(content.sets), number=True),
        Line(translate("dossier", "Nơi quyết định"), content.agency),
    ]
    if content.return_by == "post":
        rows.insert(-3, Line(translate("dossier", "Gửi tới"), address))
    return tuple(row for row in rows if row.value)


def _paper(component: Component) -> PaperRow:
    return PaperRow(component.name, given_words(msgspec.to_builtins(component)))


def next_acts(dossier: Dossier) -> list[NextAct]:
    """What can be done next, with reasons when not."""
    why = why_fixed(dossier)
    void = translate("dossier", "hồ sơ đã hủy, không in giấy hẹn")
    later = translate("dossier", "có ở bản phát hành sau")
    agency = translate("dossier", "đã tiếp nhận, nay chỉ cơ quan giải quyết được yêu cầu bổ sung")
    if dossier.state is State.RETURNED:
        result = translate("dossier", "đã trả kết quả")
    elif dossier.state is State.CANCELLED:
        result = translate("dossier", "hồ sơ đã hủy")
    else:
        result = later
    cancelled = dossier.state is State.CANCELLED
    asked = result if cancelled or dossier.state is State.RETURNED else agency
    return [
        NextAct("return", translate("dossier", "Trả kết quả"), "F5", result),
        NextAct("supplement", translate("dossier", "Yêu cầu bổ sung"), "F7", asked),
        NextAct("amend", translate("dossier", "Sửa hồ sơ"), "Ctrl+E", why),
        NextAct("reprint", print_words(RECEIPT, printed=True), "Ctrl+P",
                void if cancelled else ""),
        NextAct("cancel", translate("dossier", "Hủy hồ sơ"), "", why),
    ]  # fmt: skip


def _slip_acts(dossier: Dossier) -> list[NextAct]:
    """The same of a form 02 or 03: it may be followed by another act, never changed."""
    fixed = translate("dossier", "phiếu đã giao cho người dân, không sửa hay hủy được")
    reprint = NextAct("reprint", print_words(form_of(dossier), printed=True), "Ctrl+P")
    acts = [NextAct("amend", translate("dossier", "Sửa hồ sơ"), "", fixed)]
    if not waits(dossier):
        return [reprint, *acts]
    once = translate("dossier", "pháp luật chỉ cho yêu cầu bổ sung một lần")
    return [
        NextAct("resume", translate("dossier", "Tiếp nhận tiếp"), "Ctrl+E"),
        reprint,
        NextAct("supplement", translate("dossier", "Yêu cầu bổ sung"), "F7", once),
        *acts,
    ]


def asked_words(typed: str) -> tuple[str, ...]:
    """Folded words of a search, to mark in results."""
    return folded_words(typed)
