"""What is told of a check that asks nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.day_close import DayFacts
from ui.viewmodels.base import translate
from ui.viewmodels.day_checks import Check
from ui.viewmodels.words import count_words


@dataclass(frozen=True, slots=True)
class Detail:
    """What the middle says of a check that asks nothing.

    Attributes:
        rows: names and values.
        go: what the button does: ``print``, ``sync``, ``exceptions``, "" none.
    """

    title: str
    words: str
    rows: tuple[tuple[str, str], ...] = ()
    go: str = ""
    go_words: str = ""


def detail(check: Check, facts: DayFacts, *, printer: str, told: Callable[[str], str]) -> Detail:
    """What is known about a check.

    Args:
        check: as listed.
        facts: of the day.
        printer: why nothing prints, "" when the printer is ready.
        told: the sentence of a warning's code.
    """
    made = {
        "numbers": _numbers_detail,
        "papers": _papers_detail,
        "prints": _prints_detail,
        "fees": _fees_detail,
        "provisional": _provisional_detail,
        "changes": _changes_detail,
        "drafts": _drafts_detail,
        "sending": _sending_detail,
        "exceptions": _exceptions_detail,
    }.get(check.key)
    if made is None:
        return _devices_detail(check, facts, printer, told)
    return made(check, facts)


def _numbers_detail(check: Check, facts: DayFacts) -> Detail:
    rows = tuple(
        (
            translate("closing", "Dải {first:04d} đến {last:04d}").format(
                first=line.first, last=line.last
            ),
            translate("closing", "{used} đã dùng, {voided} hủy, còn {left} số bỏ").format(
                used=line.used, voided=len(line.voided), left=line.left
            ),
        )
        for line in facts.numbers
    )
    text = translate(
        "closing",
        "Mỗi số đã cấp đều có hồ sơ ở máy này. Số chưa dùng của ngày bỏ đi, ngày khác không cấp"
        " lại.",
    )
    if not facts.numbers:
        text = translate("closing", "Trong ngày, hồ sơ nhận số tạm; tỉnh cấp mã khi đồng bộ.")
    return Detail(check.title, text, rows)


def _papers_detail(check: Check, facts: DayFacts) -> Detail:
    text = translate("closing", "Mỗi hồ sơ nhận, mỗi phiếu lập trong ngày cần một tờ giấy đã in.")
    rows = (
        (translate("closing", "Đã in"), count_words(facts.papers)),
        (translate("closing", "Chưa in"), count_words(len(facts.without_paper))),
    )
    return Detail(check.title, text, rows)


def _prints_detail(check: Check, facts: DayFacts) -> Detail:
    waiting, failed = facts.standing.prints_waiting, facts.standing.prints_failed
    if not waiting:
        return Detail(check.title, translate("closing", "Không còn giấy nào chờ máy in."))
    text = translate("closing", "Giấy của ngày này và các ngày trước còn chờ ra khỏi máy in.")
    rows = (
        (translate("closing", "Đang chờ"), count_words(waiting - failed)),
        (translate("closing", "Máy in không nhận"), count_words(failed)),
    )
    go = translate("closing", "In {n} giấy đang chờ").format(n=waiting)
    return Detail(check.title, text, rows, "print", go)


def _fees_detail(check: Check, facts: DayFacts) -> Detail:
    text = translate(
        "closing",
        "Tổng phí, lệ phí ghi ở hồ sơ nhận trong ngày, sau khi sửa và hủy. Đối chiếu với biên lai"
        " hoặc hệ thống thu của điểm.",
    )
    rows = ((translate("closing", "Theo sổ"), f"{count_words(facts.fees_vnd)} đ"),)
    return Detail(check.title, text, rows)


def _provisional_detail(check: Check, facts: DayFacts) -> Detail:
    text = translate(
        "closing",
        "Hồ sơ mang số tạm được tỉnh cấp mã chính thức khi đồng bộ; cả hai số đều tra được mãi.",
    )
    return Detail(check.title, text, ((check.title, count_words(facts.provisional)),))


def _changes_detail(check: Check, facts: DayFacts) -> Detail:
    text = translate("closing", "Mỗi lần sửa, hủy đều có người làm, giờ và lý do trong nhật ký.")
    rows = (
        (translate("closing", "Lần sửa hồ sơ"), count_words(facts.amended)),
        (translate("closing", "Hồ sơ hủy"), count_words(facts.cancelled)),
    )
    return Detail(check.title, text, rows)


def _drafts_detail(check: Check, facts: DayFacts) -> Detail:
    names = facts.standing.drafts
    if not names:
        return Detail(check.title, translate("closing", "Không ai bỏ dở tờ tiếp nhận nào."))
    text = translate(
        "closing",
        "Tờ gõ dở chưa phải hồ sơ và không có số. Người gõ mở Tiếp nhận để lưu, hoặc bỏ đi; để lại"
        " thì mai vẫn còn.",
    )
    rows = tuple((translate("closing", "Của"), name) for name in names)
    return Detail(check.title, text, rows)


def _sending_detail(check: Check, facts: DayFacts) -> Detail:
    now = facts.standing
    text = translate("closing", "Ký được cả khi chưa gửi hết: phần mềm tự gửi tiếp khi có mạng.")
    rows = (
        (translate("closing", "Ghi chắc ở máy này"), count_words(now.here)),
        (translate("closing", "Tỉnh đã nhận"), count_words(now.at_central)),
        (translate("closing", "Trong bản sao lưu của tỉnh"), count_words(now.backed_up)),
    )
    go = translate("closing", "Mở phòng đồng bộ")
    return Detail(check.title, text, rows, "sync", go)


def _exceptions_detail(check: Check, facts: DayFacts) -> Detail:
    count = facts.standing.exceptions
    if not count:
        return Detail(check.title, translate("closing", "Tỉnh không thấy việc nào chưa khớp."))
    text = translate(
        "closing",
        "Tỉnh thấy các việc chưa khớp của cả điểm. Quyết lúc nào cũng được; ngày vẫn đóng được.",
    )
    go = translate("closing", "Xem {n} việc cần quyết").format(n=count)
    return Detail(check.title, text, (), "exceptions", go)


def _devices_detail(
    check: Check, facts: DayFacts, printer: str, told: Callable[[str], str]
) -> Detail:
    codes = ("clock_wrong", "clock_differs", "day_ahead", "doubtful_events", "closed_at_central")
    found = [told(code) for code in codes if code in facts.warnings]
    if printer:
        found.append(printer)
    text = " ".join(found) or translate("closing", "Máy in sẵn sàng, đồng hồ tin được.")
    return Detail(check.title, text)
