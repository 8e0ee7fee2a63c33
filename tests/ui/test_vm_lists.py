"""List models by themselves, and the words that lists and slips are made of."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.data import load_calendar, load_rule_packs
from core.domain.deadlines import Due, due, parse_limit
from core.domain.procedure import Procedure
from core.domain.timezone import VIETNAM
from tests.unit.station_support import MONDAY
from ui.viewmodels import due_words, words
from ui.viewmodels.components import ComponentsModel, PaperRole
from ui.viewmodels.papers import paper_of
from ui.viewmodels.procedures import HitRole, ProcedureHitsModel, prepared

CATALOGUE = [
    (Procedure(f"1.00{n}", f"Thủ tục đăng ký việc {n}", "Hộ tịch", "ward", "UBND"), 1)
    for n in range(30)
]


def test_papers(qtbot: QtBot, qtmodeltester: Any) -> None:
    model = ComponentsModel()
    model.load(["Tờ khai", "Bản sao sổ đỏ", "Giấy ủy quyền (nếu có)", "Thẻ (xuất trình)"])
    qtmodeltester.check(model)
    with qtbot.waitSignals([model.edited, model.summary_changed]):
        model.setData(model.index(2, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert model.papers[2].ticked
    assert model.setData(model.index(0, 3), "2", Qt.ItemDataRole.EditRole)
    assert not model.setData(model.index(0, 3), "hai", Qt.ItemDataRole.EditRole)
    assert not model.setData(model.index(3, 1), "1", Qt.ItemDataRole.EditRole)
    assert model.index(3, 1).data() == "–"
    assert model.index(0, 3).data() == "2"
    assert model.index(0, 3).data(PaperRole.FIELD) == "papers.0.copies"
    assert model.index(3, 0).data(PaperRole.SOURCE) == "Đã xuất trình"
    assert not model.flags(model.index(3, 1)) & Qt.ItemFlag.ItemIsEditable
    model.add("Đơn viết tay")
    assert model.rowCount() == 5
    model.load(["Tờ khai"])
    assert [p.name for p in model.papers] == ["Tờ khai", "Đơn viết tay"]  # the clerk's own stays
    model.remove(0)
    model.remove(1)
    assert [p.name for p in model.papers] == ["Tờ khai"]


@pytest.mark.parametrize(
    ("document", "count"),
    [
        ("Tờ khai", "originals"),
        ("Bản sao giấy khai sinh", "copies"),
        ("Bản sao có chứng thực bằng tốt nghiệp", "certified"),
        ("Bản chính hoặc bản sao", "originals"),
    ],
)
def test_the_usual_count_is_filled_in(document: str, count: str) -> None:
    assert getattr(paper_of(document), count) == 1


def test_hits(qtbot: QtBot, qtmodeltester: Any) -> None:
    model = ProcedureHitsModel()
    model.load(prepared(CATALOGUE, {"1.007": 3, "1.009": 9}))
    assert [model.procedure(n).code for n in range(3)] == ["1.009", "1.007", "1.000"]
    assert model.rowCount() == 6
    model.look_for("dang ky viec 2")
    qtmodeltester.check(model)
    index = model.index(0, 0)
    assert index.data(HitRole.CODE) == "1.002"
    assert index.data(HitRole.MARKS) == [(8, 4), (13, 2), (16, 4), (21, 1)]
    assert index.data(HitRole.LIMIT) == "Chưa công bố thời hạn"
    assert index.data(HitRole.FEE) == "Chưa rõ mức thu"
    model.used_again("1.000")
    model.look_for("")
    assert model.procedure(0).code == "1.000"


@pytest.mark.parametrize(
    ("typed", "limit"),
    [
        ("5", "5 working_days"), ("0,5", "0.5 working_days"), ("15 ngày", "15 days"),
        ("3 ngày làm việc", "3 working_days"), ("4 giờ", "4 hours"), ("1 thang", "1 months"),
        ("Trong ngày", "same_day"), ("7 working_days", "7 working_days"),
        ("mai", None), ("0", None), ("", None),
    ],
)  # fmt: skip
def test_limits_as_clerks_type_them(typed: str, limit: str | None) -> None:
    assert words.read_limit(typed) == limit


def test_small_words() -> None:
    assert words.read_date("1-2-1994") == words.read_date("01021994") == date(1994, 2, 1)
    assert [words.read_money(t) for t in ("94.000 đ", "Miễn phí", "0", "x", "")] == [
        94_000, 0, 0, None, None
    ]  # fmt: skip
    assert [words.money(n) for n in (94_000, 0, None)] == [
        "94.000 đ",
        "Miễn phí",
        "Chưa rõ mức thu",
    ]
    assert words.masked("022194000001") == "0221••••0001"
    assert words.phone_words("0570000001") == "0570 000 001"
    assert words.age_words(timedelta(hours=3, minutes=5)) == "3 giờ"
    assert words.spans("Nguyễn Thị Huyền Diệu", ("hu", "dieu")) == [(11, 2), (17, 4)]
    yesterday = MONDAY - timedelta(days=1)
    assert words.due_words(yesterday, "received", MONDAY.date()) == ("Quá hạn 1 ngày", True)
    assert words.due_words(yesterday, "returned", MONDAY.date()) == ("hẹn CN 22/11", False)


def counted(limit: str, received: datetime = MONDAY) -> Due:
    pack = load_rule_packs()[-1]
    return due(received, parse_limit(limit), load_calendar(), pack.office_hours)


def test_days_in_words() -> None:
    month = counted("20 working_days")
    cells = due_words.day_cells(month)
    short = due_words.shortened(cells)
    assert len(short) == 7
    assert (short[0].kind, short[3].kind, short[-1].kind) == ("received", "gap", "due")
    assert short[3].word == f"+{len(cells) - 6} ngày"
    assert "ngày nghỉ cuối tuần" in due_words.sentence(month)
    late = counted("same_day", MONDAY.replace(hour=16))
    assert "sau giờ chốt" in due_words.sentence(late)
    today = counted("same_day")
    assert due_words.headline(today) == "Hẹn trả hôm nay, thứ Hai"
    assert [c.kind for c in due_words.day_cells(today)] == ["due"]
    cut = due_words.cut_off(today, time(7, 30), time(15))
    assert cut is not None
    assert (cut.now, cut.words) == ("10:05", "15:00 là mốc sang hôm sau")
    assert cut.share == pytest.approx(155 / 450)
    assert due_words.cut_off(late, time(7, 30), time(15)) is None  # tomorrow is promised already
    assert due_words.cut_off(month, time(7, 30), time(15)) is None
    far = counted("5 working_days", datetime(2031, 3, 3, 9, tzinfo=VIETNAM))
    assert "Chưa có lịch nghỉ năm 2031" in due_words.sentence(far)
