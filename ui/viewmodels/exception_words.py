"""Central's exception list in plain words: what happened, what is safe, what may be decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.timezone import local
from core.ports.exchange import LooseEnd
from core.ports.supervision import OpenLine
from ui.viewmodels import words
from ui.viewmodels.base import translate

#: a line that waits longer is urgent
OLD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list.

    Attributes:
        about: number and name of the dossier, blank when it is about none.
        owner: who is to decide, in words.
        age: how long it waits; ``late`` when that is too long.
    """

    id: int
    title: str
    about: str
    owner: str
    age: str
    late: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What may be decided."""

    key: str
    title: str
    words: str


def row_of(line: OpenLine, now: datetime) -> Row:
    """One line as the list shows it."""
    end = line.line
    age = now - end.raised_at
    return Row(
        id=end.id,
        title=title_of(end),
        about=" · ".join(part for part in (line.number or end.number, line.owner) if part),
        owner=owner_words(end),
        age=words.age_words(age),
        late=age > OLD,
    )


def owner_words(end: LooseEnd) -> str:
    """Who is to decide."""
    if end.owner == "site":
        return translate("exceptions", "Điểm này quyết")
    return translate("exceptions", "Tỉnh quyết")


def title_of(end: LooseEnd) -> str:
    """What a line is about, in a few words."""
    return {
        "fork": translate("exceptions", "Dữ liệu máy có bản sao đang chạy"),
        "late_after_close": translate("exceptions", "Việc đến sau khi đã đóng ngày"),
        "unknown_procedure": translate("exceptions", "Thủ tục tỉnh chưa có"),
        "suspected_duplicate": translate("exceptions", "Có thể hai hồ sơ là một"),
        "number_twice": translate("exceptions", "Một số nằm trên hai hồ sơ"),
        "revoked_key": translate("exceptions", "Việc của máy đã bị thu hồi"),
        "hard_conflict": translate("exceptions", "Hai máy làm trái nhau trên một hồ sơ"),
        "cause_missing": translate("exceptions", "Việc đến trước hồ sơ của nó"),
        "newer_event": translate("exceptions", "Máy chủ tỉnh chưa đọc được một việc"),
    }.get(end.kind, translate("exceptions", "Việc chưa khớp"))


def words_of(end: LooseEnd) -> str:
    """What happened, and what is safe."""
    told = {
        "fork": _fork,
        "late_after_close": _late,
        "unknown_procedure": _procedure,
        "suspected_duplicate": _duplicate,
        "number_twice": _twice,
        "revoked_key": _revoked,
        "hard_conflict": _conflict,
        "cause_missing": _cause,
        "newer_event": _newer,
    }.get(end.kind)
    if told is None:
        return translate(
            "exceptions",
            "Tỉnh thấy một việc chưa khớp mà bản phần mềm này chưa biết tên. Hồ sơ vẫn được lưu.",
        )
    return told(end)


def _place(station: str) -> str:
    return translate("exceptions", "quầy {n}").format(n=station)


def _fork(end: LooseEnd) -> str:
    text = translate(
        "exceptions",
        "Dữ liệu của {place} có hai bản cùng gửi việc lên tỉnh: máy đã được chép hoặc khôi phục."
        " Không mất việc nào; phần của mỗi bản nằm ở một luồng ghi riêng. Chỉ một máy được dùng dữ"
        " liệu này.",
    )
    return text.format(place=_place(str(end.station)))


def _late(end: LooseEnd) -> str:
    text = translate(
        "exceptions",
        "{place} gửi một việc của ngày {day} sau khi ngày đó đã đóng. Việc vẫn được tính; số liệu"
        " đã ký của ngày {day} không đổi.",
    )
    day = end.detail.get("day", "…")
    return _capital(text.format(place=_place(str(end.station)), day=_day(day)))


def _procedure(end: LooseEnd) -> str:
    text = translate(
        "exceptions",
        "Hồ sơ mang mã thủ tục {code} mà danh mục của tỉnh chưa có. Hồ sơ vẫn được lưu; tỉnh bổ"
        " sung danh mục hoặc báo điểm sửa mã.",
    )
    return text.format(code=end.detail.get("code", "…"))


def _duplicate(end: LooseEnd) -> str:
    text = translate(
        "exceptions",
        "Cùng người, cùng thủ tục, cùng ngày: {number} ở {place} và {other} ở {there}. Cả hai vẫn"
        " được lưu. Hỏi người dân rồi chọn.",
    )
    return text.format(
        number=end.number or "…",
        place=_place(str(end.station)),
        other=end.detail.get("other") or "…",
        there=_place(end.detail.get("other_station", "…")),
    )


def _twice(end: LooseEnd) -> str:
    if "other_site" in end.detail:
        text = translate(
            "exceptions",
            "Số {number} cũng nằm trên một hồ sơ của điểm {site}. Cả hai vẫn được lưu và tra được.",
        )
        return text.format(number=end.number or "…", site=end.detail["other_site"])
    text = translate(
        "exceptions",
        "Số {number} đã in trên hai hồ sơ của điểm này. Cả hai vẫn được lưu; người dân của hồ sơ"
        " nào cũng tra được.",
    )
    return text.format(number=end.number or "…")


def _revoked(end: LooseEnd) -> str:
    text = translate(
        "exceptions",
        "{place} gửi việc sau khi tỉnh thu hồi khóa của máy. Việc được giữ nguyên, chưa tính, chờ"
        " tỉnh xem.",
    )
    return _capital(text.format(place=_place(str(end.station))))


def _conflict(end: LooseEnd) -> str:
    text = translate(
        "exceptions",
        "Hồ sơ {number} đã được máy khác làm trước, nên việc của {place} không áp dụng được. Việc"
        " nào cũng còn trong nhật ký; hồ sơ đang theo việc đến trước.",
    )
    return text.format(number=end.number or "…", place=_place(str(end.station)))


def _cause(end: LooseEnd) -> str:
    text = translate(
        "exceptions",
        "Tỉnh nhận một việc của {place} trước khi nhận hồ sơ của nó. Khi hồ sơ tới, việc tự khớp và"
        " dòng này tự hết.",
    )
    return text.format(place=_place(str(end.station)))


def _newer(end: LooseEnd) -> str:
    text = translate(
        "exceptions",
        "{place} chạy phần mềm mới hơn máy chủ tỉnh. Việc được giữ nguyên; tỉnh cập nhật xong thì"
        " tự đọc được.",
    )
    return _capital(text.format(place=_place(str(end.station))))


def _day(text: str) -> str:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    return f"{day}/{month}/{year}" if day else text


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def decisions_of(line: OpenLine) -> list[Decision]:
    """What may be decided, numbered from 1."""
    return [_decision(key, line) for key in line.decisions]


def _decision(key: str, line: OpenLine) -> Decision:
    number = line.number or line.line.number or "…"
    other = line.line.detail.get("other") or translate("exceptions", "kia")
    title, text = {
        "keep": (
            translate("exceptions", "Giữ nguyên cả hai"),
            translate("exceptions", "Đã xem: là hai việc khác nhau, hoặc chấp nhận như đang có"),
        ),
        "cancel_this": (
            translate("exceptions", "Hủy hồ sơ {number} ở máy này").format(number=number),
            translate("exceptions", "Số này không dùng lại; người dân giữ hồ sơ còn lại"),
        ),
        "cancel_other": (
            translate("exceptions", "Hủy hồ sơ {other}").format(other=other),
            translate("exceptions", "Quầy giữ hồ sơ đó tự hủy; ở đây ghi quyết định"),
        ),
        "noted": (
            translate("exceptions", "Đã biết, ghi nhận"),
            translate("exceptions", "Không đổi gì ở hồ sơ; dòng này hết chờ"),
        ),
    }[key]
    return Decision(key, title, text)


def raised_words(end: LooseEnd) -> str:
    """When central saw it."""
    return f"{local(end.raised_at):%H:%M %d/%m/%Y}"


def event_words(end: LooseEnd) -> str:
    """Central's number of the line, and whose event it is about."""
    text = translate("exceptions", "số {n}, quầy {station}")
    return text.format(n=end.id, station=end.station)
