"""Changing a dossier: procedure, papers, the date that follows, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.domain.dossier import Component, Content
from tests.ui.desk_support import Ward, make_ward
from tests.ui.window_support import Printers, settle, sign_in, until, window
from ui import theme
from ui.clerk.amend_dialog import AmendDialog
from ui.clerk.desk import ClerkDesk
from ui.clerk.window import ClerkWindow
from ui.viewmodels.dossier_page import Page

PAPERS = [
    {"name": "Tờ khai", "originals": 1},
    {"name": "Giấy chứng sinh", "originals": 1, "pages": 4},
    {"name": "Thẻ căn cước (xuất trình)"},
]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def uid(ward: Ward) -> str:
    return ward.receive(attachments=PAPERS)


@pytest.fixture
def made(ward: Ward, uid: str, tmp_path: Path, plain: theme.Mode) -> Iterator[ClerkWindow]:
    with window(ward, tmp_path, Printers("Canon LBP2900 (Quầy 3)")) as each:
        sign_in(each)
        settle(each)
        desk_of(each).open_code(uid)
        settle(each)
        yield each


@pytest.fixture
def dialog(made: ClerkWindow) -> Iterator[AmendDialog]:
    press(Qt.Key.Key_E, CTRL, desk_of(made).search)
    opened = desk_of(made).changing.open_now
    assert isinstance(opened, AmendDialog)
    settle(made)
    yield opened
    desk_of(made).changing.close()
    settle(made)


def desk_of(made: ClerkWindow) -> ClerkDesk:
    assert made.desk is not None
    return made.desk


def press(
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    where: QWidget | None = None,
) -> None:
    QTest.keyClick(where or focused(), key, held)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def type_over(words: str) -> None:
    """Replaces what stands in the field that has the focus."""
    press(Qt.Key.Key_A, CTRL)
    QTest.keyClicks(focused(), words)


def told(made: ClerkWindow) -> str:
    """What the history says of the last change."""
    return next(each.detail for each in facts(made).history if each.kind == "amended")


def facts(made: ClerkWindow) -> Page:
    found = desk_of(made).rooms.search.dossier.page
    assert found is not None
    return found


def saved(ward: Ward, uid: str) -> Content:
    desk = ward.signed_in()
    found = desk.dossier(uid)
    desk.close()
    assert found is not None
    return found.content


def finish(made: ClerkWindow, reason: str) -> None:
    """F12 leads to the reason; written, F12 saves."""
    opened = desk_of(made).changing.open_now
    assert isinstance(opened, AmendDialog)
    press(Qt.Key.Key_F12)
    assert focused() is opened.reason.edit
    QTest.keyClicks(opened.reason.edit, reason)
    press(Qt.Key.Key_F12)
    until(lambda: desk_of(made).changing.open_now is None)
    settle(made)


def pick(made: ClerkWindow, dialog: AmendDialog, typed: str) -> None:
    """Ctrl+T, a few letters, Enter."""
    press(Qt.Key.Key_T, CTRL)
    assert focused() is dialog.procedure.edit
    QTest.keyClicks(dialog.procedure.edit, typed)
    assert dialog.procedure.is_open()
    press(Qt.Key.Key_Return)
    settle(made)


def test_another_procedure_by_keys_alone_shows_its_date_before_saving(
    made: ClerkWindow, dialog: AmendDialog, ward: Ward, uid: str
) -> None:
    pick(made, dialog, "thuong tru")
    assert dialog.procedure.choice() == ("1.004222", "Đăng ký thường trú")
    assert dialog.field("limit").text() == "7 ngày làm việc"
    assert dialog.field("fee_vnd").text() == "20.000 đ"
    assert "Hẹn trả mới: Thứ Năm 03/12/2026" in dialog.due.words()
    assert "Giấy hẹn đã trao ghi 25/11/2026" in dialog.due.words()
    assert "03/12/2026" in dialog.promise.text()
    assert facts(made).due_date == "25/11/2026"
    finish(made, "chon nham thu tuc")
    assert facts(made).procedure == "Đăng ký thường trú"
    assert facts(made).due_date == "03/12/2026"
    content = saved(ward, uid)
    assert (content.procedure_code, content.fee_vnd) == ("1.004222", 20_000)
    assert "Thủ tục: “Thủ tục đăng ký khai sinh” thành “Đăng ký thường trú”" in told(made)
    assert "Bỏ giấy tờ “Giấy chứng sinh”" in told(made)
    assert "chon nham thu tuc" in told(made)


def test_papers_of_the_procedure_before_stay_in_sight_unticked(
    made: ClerkWindow, dialog: AmendDialog, ward: Ward, uid: str
) -> None:
    pick(made, dialog, "khai tu")
    rows = [(paper.name, paper.ticked) for paper in dialog._vm.papers.papers]
    assert rows == [
        ("Tờ khai", True),  # asked for by both: its count stays
        ("Giấy báo tử", True),
        ("Văn bản ủy quyền (nếu có)", False),
        ("Giấy tờ tùy thân (xuất trình)", True),
        ("Giấy chứng sinh", False),
        ("Thẻ căn cước (xuất trình)", False),
    ]
    assert "2 giấy tờ của thủ tục cũ" in dialog.papers.message.words()
    dialog.papers.rows[4].tick.setFocus()
    press(Qt.Key.Key_Space)
    finish(made, "nham thu tuc")
    assert [(c.name, c.originals, c.pages) for c in saved(ward, uid).components] == [
        ("Tờ khai", 1, 0),
        ("Giấy báo tử", 1, 0),
        ("Giấy tờ tùy thân (xuất trình)", 0, 0),
        ("Giấy chứng sinh", 1, 4),
    ]


def test_the_own_procedure_again_brings_everything_back(
    made: ClerkWindow, dialog: AmendDialog
) -> None:
    pick(made, dialog, "thuong tru")
    pick(made, dialog, "khai sinh")
    assert dialog.procedure.choice()[0] == "1.001193"
    assert dialog.field("limit").text() == "1 ngày làm việc"
    assert [row.is_checked() for row in dialog.papers.rows] == [True, True, True]
    assert dialog.papers.message.words() == ""
    dialog.reason.edit.setText("xem thử")
    press(Qt.Key.Key_F12)
    assert "Chưa có gì thay đổi" in dialog.banner.words()


def test_what_the_form_shows_is_what_is_saved_with_another_procedure(
    made: ClerkWindow, dialog: AmendDialog, ward: Ward, uid: str
) -> None:
    pick(made, dialog, "thuong tru")
    dialog.field("limit").edit.setFocus()
    type_over("1 ngay lam viec")  # as before: the procedure's own limit must not come back
    dialog.field("fee_vnd").edit.setFocus()
    type_over("mien phi")
    settle(made)
    assert "Hẹn trả giữ nguyên" in dialog.due.words()
    finish(made, "nham thu tuc")
    content = saved(ward, uid)
    assert (content.procedure_code, content.limit) == ("1.004222", "1 working_days")
    assert content.fee_vnd == 0
    assert facts(made).due_date == "25/11/2026"


def test_one_count_by_keys_alone_keeps_the_rest(
    made: ClerkWindow, dialog: AmendDialog, ward: Ward, uid: str
) -> None:
    press(Qt.Key.Key_PageDown)
    assert focused() is dialog.procedure.edit
    press(Qt.Key.Key_PageDown)
    assert focused() is dialog.papers.add
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    assert focused() is dialog.papers.rows[1].tick
    for _ in range(3):
        press(Qt.Key.Key_Right)
    assert focused() is dialog.papers.rows[1].counts[2]
    QTest.keyClicks(focused(), "2")
    assert dialog.papers.header.summary.text() == "2 bản chính, 2 bản chụp"
    finish(made, "dan nop them ban chup")
    assert saved(ward, uid).components == (
        Component("Tờ khai", originals=1),
        Component("Giấy chứng sinh", originals=1, copies=2, pages=4),
        Component("Thẻ căn cước (xuất trình)"),
    )
    assert "Giấy tờ “Giấy chứng sinh”: “1 bản chính, 4 trang” thành" in told(made)
    assert "Tờ khai" not in told(made)


def test_a_paper_is_added_and_taken_away_again(
    made: ClerkWindow, dialog: AmendDialog, ward: Ward, uid: str
) -> None:
    for name in ("Giay uy quyen", "Nham"):
        dialog.papers.add.setFocus()
        press(Qt.Key.Key_Return)
        QTest.keyClicks(focused(), name)
        press(Qt.Key.Key_Return)
        assert focused() is dialog.papers.rows[-1].counts[0]
    dialog.papers.rows[-1].tick.setFocus()
    press(Qt.Key.Key_Delete)
    assert [row.tick.text() for row in dialog.papers.rows][3:] == ["Giay uy quyen"]
    finish(made, "dan nop them")
    assert saved(ward, uid).components[3] == Component("Giay uy quyen", originals=1)


def test_tab_goes_from_top_to_bottom_also_through_new_rows(
    made: ClerkWindow, dialog: AmendDialog
) -> None:
    pick(made, dialog, "khai tu")
    dialog.papers.rows[-1].tick.setFocus()
    press(Qt.Key.Key_Tab)
    assert focused() is dialog.field("limit").edit
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert focused() is dialog.papers.rows[-1].tick
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    assert focused() is dialog.field("limit").edit  # only shown: nothing to count
    dialog.papers.rows[2].tick.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    assert focused() is dialog.papers.rows[2].counts[0]


def test_enter_goes_on_and_esc_in_the_list_keeps_the_form(
    made: ClerkWindow, dialog: AmendDialog
) -> None:
    assert focused() is dialog.field("applicant.name").edit
    press(Qt.Key.Key_Return)
    assert focused() is dialog.field("applicant.personal_no").edit
    press(Qt.Key.Key_T, CTRL)
    QTest.keyClicks(dialog.procedure.edit, "thuong")
    press(Qt.Key.Key_Escape)
    assert not dialog.procedure.is_open()
    assert dialog.isVisible()
    assert dialog.procedure.choice()[0] == "1.001193"


def test_in_a_low_window_the_form_keeps_most_of_the_height(
    made: ClerkWindow, dialog: AmendDialog
) -> None:
    assert not dialog.area.isAncestorOf(dialog.reason)
    dialog.resize(667, 368)
    settle(made)
    assert dialog.area.isAncestorOf(dialog.reason)
    assert dialog.area.height() > 200
    press(Qt.Key.Key_F12)
    assert focused() is dialog.reason.edit


def test_an_organisation_has_its_own_fields(made: ClerkWindow, ward: Ward, uid: str) -> None:
    company = {"kind": "organisation", "name": "Công ty Giả Định", "tax_code": "0100000001"}
    person = {"personal_no": "", "sex": "", "dob": None}
    other = ward.receive(applicant={**person, **company})
    desk_of(made).open_code(other)
    until(lambda: facts(made).uid == other)
    opened = desk_of(made).changing.amend()
    assert opened is not None
    settle(made)
    assert opened.field("applicant.tax_code").text() == "0100000001"
    assert "applicant.sex" not in opened.values()
    opened.field("applicant.tax_code").edit.setText("0100000002")
    finish(made, "sai ma so thue")
    assert saved(ward, other).owner.tax_code == "0100000002"
    assert saved(ward, other).owner.kind == "organisation"


def test_sex_and_basis_can_be_put_right(made: ClerkWindow, ward: Ward) -> None:
    filer = {"name": "Trần Văn Bố", "personal_no": "022090000009", "sex": "Nam"}
    other = ward.receive(representative={**filer, "authorisation": "Cha"})
    desk_of(made).open_code(other)
    until(lambda: facts(made).uid == other)
    opened = desk_of(made).changing.amend()
    assert opened is not None
    settle(made)
    opened.combo("representative.sex").combo.set_value("")
    opened.field("representative.authorisation").edit.setText("Giấy ủy quyền số 12")
    finish(made, "nghe nham")
    filed = saved(ward, other).filer
    assert filed is not None
    assert (filed.sex, filed.authorisation) == ("", "Giấy ủy quyền số 12")
    assert (filed.name, filed.personal_no) == ("Trần Văn Bố", "022090000009")
