"""What does not add up on a day, as questions with numbered answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.acts import NumbersOfDay
from core.domain.day_close import DayFacts, Gap
from core.domain.day_papers import Unprinted
from core.domain.timezone import local
from ui.viewmodels.base import translate
from ui.viewmodels.paper_names import short_name

#: so many dossiers without paper are asked about one by one; more are asked about together
ONE_BY_ONE = 3
#: of many, so many are named
NAMED = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A numbered answer.

    Attributes:
        act: ``explain`` keeps the words, ``print`` and ``cancel`` do something first.
        words_wanted: it says nothing without a remark.
    """

    key: str
    title: str
    words: str
    act: str = "explain"
    words_wanted: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """Ordinals of a block up to the last one given; missing ones stand out."""

    first: int
    last: int
    missing: tuple[int, ...]
    marked: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that does not add up.

    Attributes:
        check: the check it belongs to.
        must: no day is closed without an answer (missing numbers).
        papers: what it is about that was not printed.
        card: number, name and further words of the one dossier it is about.
    """

    key: str
    check: str
    title: str
    words: str
    choices: tuple[Choice, ...]
    must: bool = False
    gap: Gap | None = None
    strip: Strip | None = None
    papers: tuple[Unprinted, ...] = ()
    card: tuple[str, str, str] | None = None


def questions(facts: DayFacts) -> list[Question]:
    """What does not add up, missing numbers first."""
    asked = [_gap(gap, facts.numbers) for gap in facts.gaps]
    if len(facts.without_paper) > ONE_BY_ONE:
        return [*asked, _many(facts.without_paper)]
    return [*asked, *(_paper(each) for each in facts.without_paper)]


def _gap(gap: Gap, numbers: Sequence[NumbersOfDay]) -> Question:
    line = next(each for each in numbers if each.first <= gap.first <= each.last)
    reached = max(line.first + line.used + len(line.missing) - 1, gap.last)
    if gap.first == gap.last:
        title = translate("closing", "Số {n} không có hồ sơ").format(n=gap.text)
    else:
        first, last = gap.text.split("-")
        title = translate("closing", "Số {first} đến {last} không có hồ sơ")
        title = title.format(first=first, last=last)
    told = translate(
        "closing",
        "Số đã cấp cuối cùng còn ở sau, nhưng không hồ sơ nào ở máy này mang số này. Số không bao"
        " giờ cấp lại cho hồ sơ khác.",
    )
    if gap.after_restore:
        why = translate(
            "closing",
            "Máy được khôi phục trong ngày: giấy có thể đã trao mà máy không còn nhớ.",
        )
        told = f"{why} {told}"
    return Question(
        key=f"gap:{gap.first}",
        check="numbers",
        title=title,
        words=told,
        choices=_gap_choices(),
        must=True,
        gap=gap,
        strip=Strip(line.first, reached, line.missing, (gap.first, gap.last)),
    )


def _gap_choices() -> tuple[Choice, ...]:
    return (
        Choice(
            "given",
            translate("closing", "Giấy đã trao trước khi máy hỏng"),
            translate("closing", "Hồ sơ giấy còn ở quầy; tỉnh hoặc sổ tay có bản ghi"),
        ),
        Choice(
            "unused",
            translate("closing", "Chưa trao cho ai"),
            translate("closing", "Bỏ các số này, không dùng lại"),
        ),
        Choice(
            "other",
            translate("closing", "Lý do khác"),
            translate("closing", "Ghi rõ ở dưới"),
            words_wanted=True,
        ),
    )


def _paper(each: Unprinted) -> Question:
    name = short_name(each.form)
    title = translate("closing", "Số {tail} đã cấp, chưa có {name}")
    told = translate(
        "closing",
        "Máy đã cấp số lúc {time} nhưng chưa có giấy nào ra khỏi máy in. Hồ sơ vẫn còn trong sổ; số"
        " này không cấp cho hồ sơ khác.",
    )
    made = translate("closing", "{procedure}, {time}, {officer}")
    time = f"{local(each.at):%H:%M}"
    return Question(
        key=f"paper:{each.uid}:{each.form}",
        check="papers",
        title=title.format(
            tail=each.number.rpartition("-")[2], name=f"{name[0].lower()}{name[1:]}"
        ),
        words=told.format(time=time),
        choices=_paper_choices(cancels=each.form == "receipt"),
        papers=(each,),
        card=(
            each.number,
            each.owner,
            made.format(procedure=each.procedure_name, time=time, officer=each.officer_name),
        ),
    )


def _paper_choices(*, cancels: bool) -> tuple[Choice, ...]:
    found = [
        Choice(
            "print",
            translate("closing", "In giấy bây giờ"),
            translate("closing", "Giao cho công dân khi đến nhận kết quả"),
            act="print",
        ),
        Choice(
            "seen",
            translate("closing", "Công dân đã có số bằng cách khác"),
            translate("closing", "Ảnh chụp, chép tay: ghi ai giao, lúc nào"),
        ),
    ]
    if cancels:
        found.append(
            Choice(
                "cancel",
                translate("closing", "Hủy hồ sơ, giữ số ở trạng thái hủy"),
                translate("closing", "Số này không dùng lại; ghi lý do"),
                act="cancel",
                words_wanted=True,
            )
        )
    return (*found, _later())


def _later() -> Choice:
    return Choice(
        "later",
        translate("closing", "Để lại, ghi lý do"),
        translate("closing", "Giấy in sau; biên bản ghi lý do này"),
        words_wanted=True,
    )


def _many(lacking: Sequence[Unprinted]) -> Question:
    title = translate("closing", "{n} hồ sơ, phiếu chưa có giấy").format(n=len(lacking))
    told = translate(
        "closing",
        "Máy đã cấp số nhưng chưa có giấy nào ra khỏi máy in. Hồ sơ vẫn còn trong sổ: {numbers}.",
    )
    numbers = ", ".join(each.number for each in lacking[:NAMED])
    if len(lacking) > NAMED:
        more = translate("closing", "{numbers} và {n} số nữa")
        numbers = more.format(numbers=numbers, n=len(lacking) - NAMED)
    print_all = Choice(
        "print",
        translate("closing", "In tất cả bây giờ"),
        translate("closing", "Giao cho công dân khi đến nhận kết quả"),
        act="print",
    )
    return Question(
        key="paper:many",
        check="papers",
        title=title,
        words=told.format(numbers=numbers),
        choices=(print_all, _later()),
        papers=tuple(lacking),
    )
