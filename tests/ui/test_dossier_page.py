"""A dossier's page: what it says, what stays hidden, changing, cancelling, printing again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.dossier import State
from core.domain.errors import Refused
from counter_app.bootstrap import new_id
from db.connection import immediate
from db.store import open_store
from tests.ui.desk_support import Ward, make_ward
from tests.ui.window_support import Printers, settle, sign_in, until, window
from ui import theme
from ui.clerk.desk import ClerkDesk
from ui.clerk.dossier_page import DossierPage
from ui.clerk.parts import ActRow
from ui.clerk.window import ClerkWindow
from ui.viewmodels.dossier_page import Page

FILER = {
    "name": "Lê Quỳnh Hương",
    "personal_no": "022187000005",
    "dob": "1987-11-11",
    "sex": "Nữ",
    "authorisation": "Giấy ủy quyền số 12",
}


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def printers() -> Printers:
    return Printers("Canon LBP2900 (Quầy 3)")


@pytest.fixture
def uid(ward: Ward) -> str:
    return ward.receive(representative=FILER)


@pytest.fixture
def made(
    ward: Ward, uid: str, printers: Printers, tmp_path: Path, plain: theme.Mode
) -> Iterator[ClerkWindow]:
    with window(ward, tmp_path, printers) as each:
        sign_in(each)
        settle(each)
        desk_of(each).open_code(uid)
        settle(each)
        yield each


def desk_of(made: ClerkWindow) -> ClerkDesk:
    assert made.desk is not None
    return made.desk


@pytest.fixture
def page(made: ClerkWindow) -> DossierPage:
    return desk_of(made).search.page


def facts(made: ClerkWindow) -> Page:
    found = desk_of(made).rooms.search.dossier.page
    assert found is not None
    return found


def shown(page: DossierPage) -> str:
    rows = [page.filer_rows.value(at).text() for at in range(3)]
    return " ".join(rows)


def test_everything_is_there_and_numbers_are_masked_until_asked(
    made: ClerkWindow, page: DossierPage
) -> None:
    assert page.number.text() == "H49.215-261123-0001"
    assert page.state.words() == "Đã tiếp nhận"
    assert page.procedure.text() == "Thủ tục đăng ký khai sinh"
    assert "25/11/2026" in page.due._display.accessibleName()
    assert "Lê Quỳnh Hương" in shown(page)
    assert "0221••••0005" in shown(page)
    desk_of(made).search.search.line.setFocus()
    QTest.keyClick(desk_of(made).search.search.line, Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    assert "022187000005" in shown(page)
    assert page.reveal.text() == "Che số"
    QTest.mouseClick(page.reveal, Qt.MouseButton.LeftButton)
    assert "022187000005" not in shown(page)


def test_acts_that_cannot_be_done_stay_and_say_why(made: ClerkWindow) -> None:
    rows = {row.text(): row for row in desk_of(made).search.journal.findChildren(ActRow)}
    assert not rows["Trả kết quả"].isEnabled()
    assert "có ở bản phát hành sau" in rows["Trả kết quả"].accessibleName()
    assert rows["Hủy hồ sơ"].isEnabled()


def test_a_change_shows_the_new_date_first_and_asks_why(
    made: ClerkWindow, page: DossierPage
) -> None:
    dialog = desk_of(made).changing.amend()
    assert dialog is not None
    settle(made)
    assert "Hẹn trả giữ nguyên" in dialog.due.words()
    QTest.keyClick(dialog.field("limit").edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.field("limit").edit, "3")
    settle(made)
    assert "Hẹn trả mới: Thứ Sáu 27/11/2026, trước 17:00" in dialog.due.words()
    assert facts(made).due_date == "25/11/2026"
    QTest.keyClick(dialog.field("limit").edit, Qt.Key.Key_F12)
    assert dialog.reason.state() == "error"
    assert QApplication.focusWidget() is dialog.reason.edit
    QTest.keyClicks(dialog.reason.edit, "ghi nham thoi han")
    QTest.keyClick(dialog.reason.edit, Qt.Key.Key_F12)
    until(lambda: facts(made).due_date == "27/11/2026")
    settle(made)
    assert desk_of(made).changing.open_now is None
    assert "27/11/2026" in page.due._display.accessibleName()
    assert any("ghi nham thoi han" in each.detail for each in facts(made).history)


def test_what_the_desk_refuses_stands_under_its_field(made: ClerkWindow) -> None:
    dialog = desk_of(made).changing.amend()
    assert dialog is not None
    dialog.field("representative.personal_no").edit.setText("02218700000")
    dialog.reason.edit.setText("sửa số")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    field = dialog.field("representative.personal_no")
    until(lambda: field.state() == "error")
    assert "cần đủ 12" in field.message.words()
    assert dialog.isVisible()
    dialog.field("representative.dob").edit.setText("31/02")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.field("representative.dob").state() == "error"
    dialog.reject()
    settle(made)


def test_nothing_changed_is_said(made: ClerkWindow) -> None:
    dialog = desk_of(made).changing.amend()
    assert dialog is not None
    dialog.reason.edit.setText("xem thử")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert "Chưa có gì thay đổi" in dialog.banner.words()
    dialog.reject()


def test_cancelling_names_the_number_keeps_by_default_and_wants_a_reason(
    made: ClerkWindow, page: DossierPage, ward: Ward, uid: str
) -> None:
    dialog = desk_of(made).changing.cancel()
    assert dialog is not None
    assert dialog.windowTitle() == "Hủy hồ sơ H49.215-261123-0001?"
    QTest.keyClick(dialog.reason.edit, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.keep
    QTest.keyClick(dialog.keep, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    settle(made)
    again = desk_of(made).changing.cancel()
    assert again is not None
    QTest.mouseClick(again.act, Qt.MouseButton.LeftButton)
    assert again.reason.state() == "error"
    again.reason.edit.setText("nộp trùng")
    QTest.mouseClick(again.act, Qt.MouseButton.LeftButton)
    until(lambda: facts(made).state == "cancelled")
    settle(made)
    assert page.state.words() == "Đã hủy"
    assert page.amend.isHidden()
    desk = ward.signed_in()
    found = desk.dossier(uid)
    desk.close()
    assert found is not None
    assert found.state is State.CANCELLED


def test_printing_again_is_marked_and_told(
    made: ClerkWindow, page: DossierPage, printers: Printers
) -> None:
    until(lambda: len(printers.sent) == 1)  # the receipt that waited
    settle(made)
    QTest.mouseClick(page.reprint, Qt.MouseButton.LeftButton)
    until(lambda: len(printers.sent) == 2)
    settle(made)
    name, pdf, title = printers.sent[1]
    assert (name, title) == ("Canon LBP2900 (Quầy 3)", "H49.215-261123-0001")
    assert pdf.startswith(b"%PDF")
    assert [form.reprint for form in facts(made).forms] == [True, False]
    assert "H49.215-261123-0001" in made.toast.words()


def test_without_a_printer_the_job_waits_and_it_is_said(
    ward: Ward, uid: str, tmp_path: Path, plain: theme.Mode
) -> None:
    with window(ward, tmp_path, Printers()) as made:
        sign_in(made)
        settle(made)
        item = desk_of(made).shell.strip.item("printer")
        until(lambda: "Đang tìm" not in item.text())
        assert "Không có máy in" in item.text()
        menu = desk_of(made).printer_menu()
        assert "chờ" in menu.actions()[0].text()
        menu.deleteLater()


def test_the_preview_shows_the_pages_and_prints(made: ClerkWindow, printers: Printers) -> None:
    until(lambda: len(printers.sent) == 1)
    settle(made)
    desk_of(made).search.ask("preview")
    view = desk_of(made).preview.view
    assert view is not None
    until(lambda: view.page() == 1)
    settle(made)
    view.count.setFocus()
    QTest.keyClick(view.count, Qt.Key.Key_Up)
    QTest.keyClick(view.count, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    until(lambda: len(printers.sent) == 2)
    settle(made)
    assert printers.copies == [1, 3]
    assert "3 bản" in view.state.words()
    assert [form.reprint for form in facts(made).forms] == [True, False]
    view.reject()
    settle(made)
    assert desk_of(made).preview.view is None


def test_an_act_that_cannot_be_done_says_so_on_the_page(
    made: ClerkWindow, page: DossierPage
) -> None:
    desk_of(made).rooms.search.dossier.cancel("nộp trùng")
    until(lambda: facts(made).state == "cancelled")
    settle(made)
    desk_of(made).search.ask("amend")
    assert page.trouble.isVisible()
    assert "không sửa hay hủy được nữa" in page.trouble.words()


def test_after_hand_over_the_page_tells_why_and_who_can_help(
    made: ClerkWindow, page: DossierPage, ward: Ward, uid: str
) -> None:
    assert not page.fixed.isVisible()
    store = open_store(ward.data, ward.clock(), new_id)
    with closing(store), immediate(store.conn) as conn:
        conn.execute("UPDATE dossier SET state = ?", (State.PROCESSING.value,))
    desk_of(made).rooms.search.dossier.refresh()
    until(lambda: facts(made).state == "processing")
    settle(made)
    assert page.fixed.isVisible()
    assert "phụ trách bộ phận (Trần Thị Thu Hà)" in page.fixed.words()
    assert not page.amend.isVisible()
    assert page.reprint.isVisible()
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert desk_of(made).changing.open_now is None
    assert "phụ trách bộ phận" in page.trouble.words()
    desk = ward.signed_in()
    with pytest.raises(Refused, match="not_amendable"):
        desk.cancel(uid, "nộp trùng")
    desk.close()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_strip_shows_the_whole_week_where_it_fits(
    made: ClerkWindow, page: DossierPage, size: tuple[int, int]
) -> None:
    made.resize(*size)
    settle(made)
    strip = page.due._strip
    said = [day.said() for day in strip.shown(strip.width())]
    assert said == [
        "T2 23 nhận", "T3 24 nghỉ lễ", "T4 25 hẹn trả", "T5 26", "T6 27", "T7 28 nghỉ", "CN 29 nghỉ"
    ]  # fmt: skip


def test_a_narrow_strip_leaves_out_what_is_not_counted(
    made: ClerkWindow, page: DossierPage
) -> None:
    days = page.due._strip.shown(4 * page.due._strip._least())
    assert [day.number for day in days] == ["23", "24", "25"]
