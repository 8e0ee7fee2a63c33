"""The sheet of a closed day: all of it on paper, nothing cut, its seal read back from dots."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from core.domain.day_sheet import (
    AppendixData,
    DaySheetData,
    Explanation,
    LateLine,
    NumberLine,
    SheetHead,
)
from core.domain.errors import Refused
from core.domain.receipt import Reprint
from core.domain.timezone import VIETNAM
from printing import raster
from printing.forms import day_sheet
from printing.forms.day_sheet import render_appendix, render_day_sheet
from tests.printing.test_receipt_symbols import ALL, WAYS, black_white, texts

GOLDEN = Path(__file__).parents[1] / "golden"
SEAL = "3F2A91C05B7DE8F60A1122334455667788990AABBCCDDEEFF0123456789ABCDE"
SIGNED = datetime(2026, 11, 23, 17, 8, tzinfo=VIETNAM)
HEAD = SheetHead(
    parent_org="ỦY BAN NHÂN DÂN PHƯỜNG CỬA ÔNG",
    unit_name="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    place="Cửa Ông",
    station=3,
    day=date(2026, 11, 23),
    number="03.261123/BBĐN",
    code="D03-261123",
    made_at=SIGNED,
    signed_at=SIGNED,
    officer_name="Trần Thị Thu Hà",
    pack_id="2025",
    form_version=1,
)
FULL = DaySheetData(
    head=HEAD,
    counts=(
        ("dossier_amended", 3),
        ("dossier_cancelled", 2),
        ("dossier_received", 1087),
        ("dossier_refused", 1),
        ("form_printed", 90),
        ("result_returned", 12),
        ("supplement_asked", 4),
    ),
    fees_vnd=3_418_000,
    papers=86,
    provisional=2,
    numbers=(
        NumberLine(1, 500, 87, "0042", "0051-0057", 406),
        NumberLine(801, 850, 0, "", "", 50),
    ),
    late=((date(2026, 11, 20), 3),),
    missing=(Explanation("0051-0057", "Máy khôi phục lúc 10:05, giấy hẹn cuối là 0057."),),
    without_paper=(
        Explanation("H49.215-261123-0042", "Công dân đã chụp màn hình."),
        Explanation("H49.215-261123-0043", ""),
    ),
    words="Mất điện 15 phút lúc 10:20.\nĐã báo điện lực.",
    warnings=("numbers_missing", "clock_differs", "day_ahead"),
    prints_waiting=1,
    doubtful=2,
    exceptions=5,
    drafts=1,
    here=1244,
    at_central=1230,
    backed_up=1102,
    first=310,
    last=396,
    seal=SEAL,
)
BARE = DaySheetData(
    replace(HEAD, parent_org=""),
    *((), 0, 0, 0, (), (), (), (), "", (), 0, 0, 0, 0, 3, 0, 0, 2, 2, SEAL),
)
LONG = replace(
    FULL,
    numbers=tuple(
        NumberLine(
            n * 100 + 1, n * 100 + 100, 50, ", ".join(f"{n}{k:03d}" for k in range(9)), "", 3
        )
        for n in range(9)
    ),
    missing=tuple(
        Explanation(f"{n:04d}", "Giấy đã trao theo sổ tay, " * 9 + "hết") for n in range(9)
    ),
    without_paper=tuple(Explanation(f"H49.215-261123-{n:04d}", "") for n in range(60)),
    words="Đường truyền đứt từ sáng, Ổ Ễ Ẫ ỵ. " * 25 + "hết",
)
LATE = AppendixData(
    replace(HEAD, made_at=datetime(2026, 11, 25, 8, 0, tzinfo=VIETNAM)),
    tuple(
        LateLine(
            datetime(2026, 11, 23, 17, 20 + n, tzinfo=VIETNAM),
            "Tiếp nhận hồ sơ",
            f"H49.215-261125-{n + 1:04d}",
            "Công Tằng Tôn Nữ Thị Mỹ Diệu Phương Thảo",
            date(2026, 11, 25),
        )
        for n in range(3)
    ),
    SEAL,
)
CASES: dict[str, DaySheetData | AppendixData] = {
    "full": FULL,
    "common": replace(FULL, missing=(), words="", late=(), warnings=(), doubtful=0),
    "bare": BARE,
    "draft": replace(FULL, head=replace(HEAD, signed_at=None), seal=""),
    "practice": replace(FULL, head=replace(HEAD, practice=True, clock_doubtful=True)),
    "reprint": replace(
        FULL,
        head=replace(HEAD, reprint=Reprint(datetime(2026, 11, 25, 8, 0, tzinfo=VIETNAM), SIGNED)),
    ),
    "appendix": LATE,
}
MORE: dict[str, DaySheetData | AppendixData] = {
    **CASES,
    "long": LONG,
    "late-many": replace(LATE, lines=LATE.lines * 30),
}


@cache
def pdf(name: str) -> bytes:
    data = MORE[name]
    return render_appendix(data) if isinstance(data, AppendixData) else render_day_sheet(data)


@cache
def pages(name: str) -> list[str]:
    document = pdfium.PdfDocument(pdf(name))
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", CASES)
def test_the_words_on_paper_are_these(name: str) -> None:
    """A change of them is looked at: ``GOLDEN=write`` writes them anew."""
    path = GOLDEN / f"day-sheet-{name}.txt"
    told = "\f".join(pages(name)) + "\n"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")


def test_a_common_day_takes_one_page_and_a_troubled_one_two() -> None:
    assert [len(pages(name)) for name in ("common", "bare", "appendix")] == [1] * 3
    assert [len(pages(name)) for name in ("full", "practice", "reprint")] == [2] * 3


@pytest.mark.parametrize("name", ["long", "late-many"])
def test_nothing_of_a_long_day_is_lost_and_pages_say_whose_they_are(name: str) -> None:
    told = squeezed("".join(pages(name)))
    assert len(pages(name)) > 2
    assert all("Biên bản: D03-261123" in page for page in pages(name)[1:])
    data = MORE[name]
    wanted = (
        [line.number for line in data.lines]
        if isinstance(data, AppendixData)
        else [*(each.what for each in (*data.missing, *data.without_paper)), data.words]
    )
    assert [words for words in wanted if squeezed(words) not in told] == []
    assert "□" not in told


@pytest.mark.parametrize("path", day_sheet.REQUIRED)
def test_a_sheet_without_what_it_needs_is_refused(path: str) -> None:
    field = path.removeprefix("head.")
    blank = 0 if field == "station" else " "
    head = replace(HEAD, **{field: blank})  # type: ignore[arg-type]  # blanked on purpose
    with pytest.raises(Refused) as wrong:
        render_day_sheet(replace(FULL, head=head))
    assert [(e.code, e.field) for e in wrong.value.errors] == [("form_field_missing", path)]
    with pytest.raises(Refused) as wrong:
        render_appendix(replace(LATE, head=head))
    assert [(e.code, e.field) for e in wrong.value.errors] == [("form_field_missing", path)]


def test_the_same_day_gives_the_same_bytes() -> None:
    assert render_day_sheet(FULL) == pdf("full")
    assert b"Thu H" not in pdf("full")  # no person's name outside the page itself


# --- the seal ---------------------------------------------------------------------------


@cache
def drawn(name: str, dpi: int) -> Image.Image:
    page = list(raster.pages(pdf(name), dpi))[-1]
    size = (page.width, page.height)
    return Image.frombuffer("L", size, page.data, "raw", "L", page.stride, 1)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("dpi", [203, 300])
def test_the_seal_is_read_in_two_rows(dpi: int, way: str) -> None:
    assert texts(WAYS[way](drawn("common", dpi))) == sorted([SEAL[:32], SEAL[32:]])


@pytest.mark.parametrize("name", ["practice", "reprint", "long", "bare", "appendix", "late-many"])
def test_marks_and_long_days_leave_the_seal_alone(name: str) -> None:
    page = black_white(drawn(name, 203))
    assert texts(page, formats=ALL) == sorted([SEAL[:32], SEAL[32:]])


def test_a_draft_has_no_seal() -> None:
    assert texts(black_white(drawn("draft", 203)), formats=ALL) == []


@pytest.mark.parametrize(
    "seal", ["0" * 32 + "1" * 32, "F" * 33 + "0" * 31, "A1" * 16 + "1A" * 16, "1" * 63 + "A"]
)
def test_any_seal_is_read(seal: str) -> None:
    page = next(raster.pages(render_day_sheet(replace(BARE, seal=seal)), 203))
    image = Image.frombuffer("L", (page.width, page.height), page.data, "raw", "L", page.stride, 1)
    assert texts(image) == sorted([seal[:32], seal[32:]])
