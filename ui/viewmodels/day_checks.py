"""A day's ten checks in words: what adds up, what is to be explained, what is worth a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.day_close import DayFacts
from ui.viewmodels import words
from ui.viewmodels.base import translate
from ui.viewmodels.day_questions import Question, questions
from ui.viewmodels.words import count_words


@dataclass(frozen=True, slots=True)
class Check:
    """One of the ten.

    Attributes:
        state: ``ok``, ``ask`` (to be explained), ``warn`` (worth a look) or ``send``.
    """

    key: str
    title: str
    line: str
    state: str = "ok"


def checks(facts: DayFacts, *, printer: str, now: datetime, answered: set[str]) -> list[Check]:
    """All ten, what is to be explained first.

    Args:
        facts: of the day.
        printer: why nothing prints, "" when the printer is ready.
        now: for ages.
        answered: keys of questions that have their words.
    """
    left = [q for q in questions(facts) if q.key not in answered]
    found = [
        _numbers(facts, [q for q in left if q.check == "numbers"]),
        _papers(facts, [q for q in left if q.check == "papers"]),
        _prints(facts),
        _fees(facts),
        _provisional(facts),
        _changes(facts),
        _drafts(facts),
        _devices(facts, printer),
        _sending(facts, now),
        _exceptions(facts),
    ]
    order = {"ask": 0, "warn": 1}
    return sorted(found, key=lambda check: order.get(check.state, 2))


def _numbers(facts: DayFacts, left: Sequence[Question]) -> Check:
    title = translate("closing", "Số hồ sơ đã dùng")
    if left:
        missing = sum(q.gap.last - q.gap.first + 1 for q in left if q.gap)
        line = translate("closing", "{n} số không có hồ sơ").format(n=missing)
        return Check("numbers", title, line, "ask")
    if facts.gaps:
        return Check("numbers", title, translate("closing", "Đã giải trình số thiếu"))
    used = sum(line.used for line in facts.numbers)
    if not facts.numbers:
        return Check("numbers", title, translate("closing", "Máy này không có dải số"))
    line = translate("closing", "{n} số, không thiếu số nào").format(n=count_words(used))
    return Check("numbers", title, line)


def _papers(facts: DayFacts, left: Sequence[Question]) -> Check:
    title = translate("closing", "Giấy hẹn, phiếu")
    all_ = facts.papers + len(facts.without_paper)
    line = translate("closing", "{n} / {of} đã in")
    line = line.format(n=count_words(facts.papers), of=count_words(all_))
    if left:
        return Check("papers", title, line, "ask")
    if facts.without_paper:
        line = translate("closing", "{line}, đã giải trình").format(line=line)
    return Check("papers", title, line)


def _prints(facts: DayFacts) -> Check:
    title = translate("closing", "Giấy chờ máy in")
    now = facts.standing
    if not now.prints_waiting:
        return Check("prints", title, translate("closing", "Không có"))
    text = translate("closing", "{n} giấy còn chờ").format(n=now.prints_waiting)
    return Check("prints", title, text, "warn")


def _fees(facts: DayFacts) -> Check:
    title = translate("closing", "Phí, lệ phí theo sổ")
    return Check("fees", title, f"{count_words(facts.fees_vnd)} đ")


def _provisional(facts: DayFacts) -> Check:
    title = translate("closing", "Số tạm")
    if not facts.provisional:
        return Check("provisional", title, translate("closing", "Không có"))
    text = translate("closing", "{n} số tạm, tỉnh cấp mã sau")
    return Check("provisional", title, text.format(n=count_words(facts.provisional)))


def _changes(facts: DayFacts) -> Check:
    title = translate("closing", "Sửa và hủy hồ sơ")
    if not facts.amended and not facts.cancelled:
        return Check("changes", title, translate("closing", "Không có"))
    text = translate("closing", "{amended} lần sửa, {cancelled} hồ sơ hủy")
    return Check("changes", title, text.format(amended=facts.amended, cancelled=facts.cancelled))


def _drafts(facts: DayFacts) -> Check:
    title = translate("closing", "Tờ tiếp nhận gõ dở")
    names = facts.standing.drafts
    if not names:
        return Check("drafts", title, translate("closing", "Không có"))
    text = translate("closing", "{n} tờ chưa lưu").format(n=len(names))
    return Check("drafts", title, text, "warn")


def _devices(facts: DayFacts, printer: str) -> Check:
    title = translate("closing", "Máy in và đồng hồ")
    if "clock_wrong" in facts.warnings:
        return Check("devices", title, translate("closing", "Đồng hồ có vẻ sai"), "warn")
    if facts.doubtful:
        text = translate("closing", "{n} việc lúc giờ nghi ngờ").format(n=facts.doubtful)
        return Check("devices", title, text, "warn")
    if "clock_differs" in facts.warnings or "day_ahead" in facts.warnings:
        return Check("devices", title, translate("closing", "Xem lại ngày giờ của máy"), "warn")
    if printer:
        return Check("devices", title, printer.partition(".")[0], "warn")
    return Check("devices", title, translate("closing", "Sẵn sàng"))


def _sending(facts: DayFacts, now: datetime) -> Check:
    title = translate("closing", "Gửi về tỉnh")
    if not facts.standing.joined:
        return Check("sending", title, translate("closing", "Chưa ghi danh với tỉnh"), "send")
    if not facts.unsent:
        return Check("sending", title, translate("closing", "Tỉnh đã nhận đủ"))
    text = translate("closing", "Chưa gửi {n} việc").format(n=count_words(facts.unsent))
    oldest = facts.standing.oldest_unsent
    if oldest is not None:
        more = translate("closing", "{text}, cũ nhất {age}")
        text = more.format(text=text, age=words.age_words(now - oldest))
    return Check("sending", title, text, "send")


def _exceptions(facts: DayFacts) -> Check:
    title = translate("closing", "Việc cần quyết")
    if not facts.standing.exceptions:
        return Check("exceptions", title, translate("closing", "Không có"))
    text = translate("closing", "{n} việc chờ quyết").format(n=facts.standing.exceptions)
    return Check("exceptions", title, text, "warn")
