"""Everything a dossier's page shows, made in one go from what the desk answered.

Pure, and built off the interface thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.data import load_calendar, load_rule_packs
from core.domain.deadlines import Due, due, parse_limit
from core.domain.dossier import AMENDABLE, Component, Dossier, Party, State
from core.domain.errors import Refused
from core.domain.events import Event
from core.domain.text import words as folded_words
from core.domain.timezone import local
from ui.viewmodels import due_words, words
from ui.viewmodels.base import translate
from ui.viewmodels.due_words import DayCell
from ui.viewmodels.history import (
    Happening,
    PrintedForm,
    happenings,
    printed_forms,
    return_words,
)
from ui.viewmodels.words import Line


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of the dossier: how it came and how many sheets."""

    name: str
    form: str
    count: str


@dataclass(frozen=True, slots=True)
class NextAct:
    """What can be done next; a thing that cannot stays and says why.

    Attributes:
        key: ``return``, ``supplement``, ``amend``, ``reprint``, ``cancel``.
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
        state, state_words, state_tone: key, words, badge.
        due_left: "Còn 1 ngày làm việc", "Quá hạn 1 ngày", "".
        cells: every day counted; ``strip`` at most seven of them.
        filer, owner: rows masked; ``filer_full``, ``owner_full`` with the numbers.
    """

    uid: str
    number: str
    provisional: bool
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
    strip: tuple[DayCell, ...]
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


def build_page(
    dossier: Dossier, events: Sequence[Event[Any]], people: Mapping[str, str], now: datetime
) -> Page:
    """Puts a page together.

    Args:
        dossier: as it stands.
        events: its history, the oldest first.
        people: display names by login.
        now: to tell what is late and which times are today's.
    """
    content = dossier.content
    counted = counted_due(dossier)
    left, late = _left(dossier, now)
    line = translate("dossier", "Mã thủ tục {code}, luật áp dụng: gói {pack}")
    return Page(
        uid=dossier.uid,
        number=dossier.number,
        provisional=not dossier.official_code,
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
        cells=due_words.day_cells(counted) if counted else (),
        strip=due_words.shortened(due_words.day_cells(counted)) if counted else (),
        sentence=due_words.sentence(counted) if counted else "",
        filer=_party(content.hands_in, masked=True),
        filer_full=_party(content.hands_in, masked=False),
        owner=_owner(dossier, masked=True),
        owner_full=_owner(dossier, masked=False),
        papers=tuple(map(_paper, content.components)),
        note=content.note,
        history=tuple(happenings(events, people, now)),
        forms=tuple(printed_forms(events, now)),
        acts=tuple(next_acts(dossier)),
    )


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
    counts = (
        (component.originals, translate("dossier", "Bản chính")),
        (component.certified, translate("dossier", "Bản chứng thực")),
        (component.copies, translate("dossier", "Bản chụp")),
    )
    given = [(n, label) for n, label in counts if n]
    if not given:
        return PaperRow(component.name, translate("dossier", "Xuất trình"), "–")
    return PaperRow(
        component.name, ", ".join(label for _, label in given), ", ".join(str(n) for n, _ in given)
    )


def next_acts(dossier: Dossier) -> list[NextAct]:
    """What can be done next, with reasons when not."""
    state = words.state_words(dossier.state.key).lower()
    fixed = translate("dossier", "hồ sơ {state}, không sửa hay hủy được nữa").format(state=state)
    why = "" if dossier.state in AMENDABLE else fixed
    void = translate("dossier", "hồ sơ đã hủy, không in giấy hẹn")
    later = translate("dossier", "có ở bản phát hành sau")
    if dossier.state is State.RETURNED:
        result = translate("dossier", "đã trả kết quả")
    elif dossier.state is State.CANCELLED:
        result = translate("dossier", "hồ sơ đã hủy")
    else:
        result = later
    cancelled = dossier.state is State.CANCELLED
    return [
        NextAct("return", translate("dossier", "Trả kết quả"), "F5", result),
        NextAct("supplement", translate("dossier", "Yêu cầu bổ sung"), "F7", why or later),
        NextAct("amend", translate("dossier", "Sửa hồ sơ"), "Ctrl+E", why),
        NextAct("reprint", translate("dossier", "In lại giấy hẹn"), "Ctrl+P",
                void if cancelled else ""),
        NextAct("cancel", translate("dossier", "Hủy hồ sơ"), "", why),
    ]  # fmt: skip


def asked_words(typed: str) -> tuple[str, ...]:
    """Folded words of a search, to mark in results."""
    return folded_words(typed)
