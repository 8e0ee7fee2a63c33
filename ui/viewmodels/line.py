"""The line to the province as a window follows it: how the last sync ended, where acts are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.timezone import local
from core.ports.desk import Status
from ui import messages
from ui.viewmodels import words
from ui.viewmodels.base import translate

#: reasons that pass by themselves; of all others a person has to do something
_PASSING = frozenset({"offline", "timeout", "busy", "central_failed"})
#: a clock that far from central's is told
CLOCK_OFF = timedelta(minutes=5)
#: an unsent act older than this is worth a look
OLD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class LineState:
    """What the background's sync last told.

    Attributes:
        reason: why it did not come to its end, "" when it did; a key of
            `ui.messages.SYNC`.
        words: the whole sentence.
        busy: a sync is under way; ``reason`` is that of the one before.
        done, of: events pushed of all to push, 0 while nothing is pushed.
        forked: streams left in this sync: a copy of this folder is at work elsewhere.
        behind: seconds that this machine's clock is behind central's, None unknown.
    """

    reason: str = ""
    words: str = ""
    busy: bool = False
    done: int = 0
    of: int = 0
    forked: int = 0
    behind: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One of the three places where acts are.

    Attributes:
        count, of: acts there, of all.
        tone: of the bar: ``ok``, ``offline`` or ``warning``.
    """

    name: str
    count: int
    of: int
    caption: str
    tone: str = "ok"


@dataclass(frozen=True, slots=True)
class Connection:
    """The line in a few words: text, tone and icon as `StatusItem`, and a whole sentence."""

    text: str
    tone: str
    icon: str
    tip: str


def connection(state: LineState | None, status: Status | None, now: datetime) -> Connection:
    """What the strip says of the line."""
    if status is not None and not status.central_configured:
        return _told("not_joined", messages.sync("not_joined"), "offline", "cloud-off")
    if state is None:
        text = translate("line", "Đang tìm máy chủ tỉnh")
        return Connection(text, "muted", "cloud", _last(status, now))
    if state.of and state.busy:
        text = translate("line", "Đang gửi {done}/{of}")
        text = text.format(done=_count(state.done), of=_count(state.of))
        return Connection(text, "online", "cloud-upload", _last(status, now))
    if not state.reason:
        return Connection(translate("line", "Trực tuyến"), "online", "cloud", _last(status, now))
    if state.reason in _PASSING:
        return Connection(_since(status, now), "offline", "cloud-off", state.words)
    if state.reason == "stick_only":
        return _told("stick_only", state.words, "offline", "usb")
    return _told(state.reason, state.words, "warning", "triangle-alert")


def _told(reason: str, tip: str, tone: str, icon: str) -> Connection:
    return Connection(messages.SYNC[reason][0], tone, icon, tip)


def _since(status: Status | None, now: datetime) -> str:
    if status is None or status.last_contact is None:
        return translate("line", "Chưa nối được tỉnh")
    return translate("line", "Ngoại tuyến từ {time}").format(time=_when(status.last_contact, now))


def _when(moment: datetime, now: datetime) -> str:
    """The time of day, with the date when it is another day's."""
    moment, today = local(moment), local(now).date()
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%H:%M %d/%m}"


def _last(status: Status | None, now: datetime) -> str:
    if status is None or status.last_contact is None:
        return translate("line", "Chưa đồng bộ lần nào. Mọi việc đã lưu ở máy này.")
    text = translate("line", "Đồng bộ với {province} lần cuối lúc {time}.")
    province = status.province or translate("line", "tỉnh")
    return text.format(province=province, time=_when(status.last_contact, now))


def clock_words(state: LineState | None) -> tuple[str, str]:
    """How wrong this machine's clock is by central's: short words and a sentence, both empty
    when it is right or nobody knows."""
    if state is None or state.behind is None or abs(state.behind) < CLOCK_OFF.total_seconds():
        return "", ""
    off = words.age_words(timedelta(seconds=abs(state.behind)))
    slow = state.behind > 0
    text = (
        translate("line", "Đồng hồ chậm {off}")
        if slow
        else translate("line", "Đồng hồ nhanh {off}")
    )
    tip = translate(
        "line",
        "Giờ của máy này lệch {off} so với máy chủ tỉnh. Hồ sơ vẫn lưu và gửi bình thường; báo kỹ"
        " thuật chỉnh đồng hồ.",
    )
    return text.format(off=off), tip.format(off=off)


def places(status: Status, now: datetime) -> list[Place]:
    """Where this machine's acts are: here, at central, in central's backup."""
    here = Place(
        translate("line", "Máy này"),
        status.events,
        status.events,
        translate("line", "đã ghi chắc vào đĩa"),
    )
    return [here, _at_central(status, now), _backed_up(status)]


def _at_central(status: Status, now: datetime) -> Place:
    left = status.events - status.at_central
    caption, tone = translate("line", "tỉnh đã nhận đủ"), "ok"
    if left:
        caption = translate("line", "{n} chưa gửi").format(n=_count(left))
        tone = "offline"
    if left and status.oldest_unsent is not None:
        age = now - status.oldest_unsent
        text = translate("line", "{caption}, hồ sơ cũ nhất {age}")
        caption = text.format(caption=caption, age=words.age_words(age))
        tone = "warning" if age > OLD else tone
    return Place(translate("line", "Máy chủ tỉnh"), status.at_central, status.events, caption, tone)


def _backed_up(status: Status) -> Place:
    left = status.at_central - status.backed_up
    if not status.at_central:
        caption = translate("line", "chưa có gì để sao lưu")
    elif left:
        caption = translate("line", "{n} chờ lần sao lưu tới").format(n=_count(left))
    else:
        caption = translate("line", "đã sao lưu đủ")
    return Place(
        translate("line", "Bản sao lưu của tỉnh"),
        status.backed_up,
        status.events,
        caption,
        "offline" if left else "ok",
    )


def places_words(shown: list[Place]) -> str:
    """The three places in one sentence, for a tool tip and for screen readers."""
    text = translate("line", "{name}: {count} việc, {caption}")
    return ". ".join(
        text.format(name=each.name, count=_count(each.count), caption=each.caption)
        for each in shown
    )


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
