"""F7, Shift+F7 and slips that come back, by keys in the whole window over a real ward."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from core.ports.desk import Logged
from tests.ui.desk_support import CARD, OTHER_CARD, Ward, make_ward
from tests.ui.exit_support import (
    ALT,
    CONTROL,
    SHIFT,
    Held,
    Key,
    ask_exit,
    begin_death,
    here,
    logged,
    press,
    refusal,
    supplement,
    write,
)
from tests.ui.window_support import Printers, settle, sign_in, until, window
from ui import theme
from ui.clerk.desk import ClerkDesk
from ui.clerk.keys import found
from ui.clerk.window import ClerkWindow


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def printer() -> Printers:
    return Printers("Máy in giả định")


@pytest.fixture
def made(ward: Ward, tmp_path: Path, printer: Printers, plain: theme.Mode) -> Iterator[ClerkWindow]:
    with window(ward, tmp_path, printer) as each:
        sign_in(each)
        settle(each)
        yield each


@pytest.fixture
def desk(made: ClerkWindow) -> ClerkDesk:
    assert made.desk is not None
    return made.desk


# --- F7 -----------------------------------------------------------------------------------------


def test_f7_f12_is_enough(made: ClerkWindow, desk: ClerkDesk, printer: Printers) -> None:
    begin_death(made, desk)
    ask_exit(made)
    dialog = supplement(desk)
    assert dialog.isVisible()
    assert here() is dialog.lines.rows[0].tick
    assert dialog.save.words() == "Lưu và in phiếu"
    done = logged(made, desk)
    assert desk.exits.open_now is None
    assert done.form == "supplement"
    assert desk.reception.saved.number() == done.number
    assert "Đã lưu phiếu yêu cầu bổ sung" in desk.reception.saved.words()
    assert "Phiếu đã gửi tới máy in." in desk.reception.saved.words()
    assert [title for _, _, title in printer.sent] == [done.number]
    assert here() is desk.reception.binder.stops()["filer.personal_no"]
    press(Key.Key_P, CONTROL)  # the card prints the same paper again
    until(lambda: len(printer.sent) == 2)
    press(Key.Key_O, CONTROL)
    settle(made)
    assert desk.room() == "dossiers"
    assert desk.search.page.number.text() == done.number


def test_lines_and_reason_by_keys_and_esc_keeps_everything(
    made: ClerkWindow, desk: ClerkDesk
) -> None:
    begin_death(made, desk)
    before = here()
    ask_exit(made)
    dialog = supplement(desk)
    press(Key.Key_4)
    assert dialog.reason.text() == dialog.vm.reasons[3]
    assert dialog.reasons.items[3].isChecked()
    press(Key.Key_Down)
    press(Key.Key_Space)  # "nếu có" is wanted too
    assert dialog.vm.lines[1].wanted
    press(Key.Key_Tab)
    write(" co chung thuc")  # Tab selects: what was offered is replaced
    assert dialog.vm.lines[1].text == " co chung thuc"
    press(Key.Key_Return)
    assert here() is dialog.more
    write("So ho khau 2")  # digits in a text are digits
    assert dialog.reason.text() == dialog.vm.reasons[3]
    press(Key.Key_Return)
    assert [row.field.text() for row in dialog.lines.rows][2:] == ["So ho khau 2"]
    assert here() is dialog.more
    assert dialog.more.text() == ""
    press(Key.Key_1, ALT)
    assert dialog.reason.text() == dialog.vm.reasons[0]
    press(Key.Key_Return)
    assert here() is dialog.reason.edit
    press(Key.Key_Return)
    assert here() is dialog.save
    assert "ghi 3 nội dung" in dialog.preview.words()
    press(Key.Key_Escape)
    settle(made)
    assert desk.exits.open_now is None
    assert here() is before
    assert desk.rooms.reception.form.value("filer.name") == "Nguyễn Thị Huyền Diệu"
    ask_exit(made)
    dialog = supplement(desk)
    assert dialog.reason.text() == dialog.vm.reasons[0]
    assert dialog.lines.rows[-1].field.text() == "So ho khau 2"
    dialog.lines.rows[-1].tick.setFocus()
    press(Key.Key_Delete, CONTROL)
    assert [line.text for line in dialog.vm.lines] == ["Giấy báo tử", " co chung thuc"]
    assert here() is dialog.lines.rows[-1].tick
    dialog.more.setFocus()
    write("Anh 3x4")  # without Enter: F12 takes it along
    made.scan(logged(made, desk).number.encode())
    settle(made)
    lines = desk.rooms.reception.slip_back.lines
    assert [line.text for line in lines] == ["Giấy báo tử", "co chung thuc", "Anh 3x4"]


def test_an_error_stands_at_its_place_and_gets_the_focus(
    made: ClerkWindow, desk: ClerkDesk
) -> None:
    begin_death(made, desk)
    ask_exit(made)
    dialog = supplement(desk)
    press(Key.Key_Space)
    press(Key.Key_F12)
    assert "Chưa ghi cần bổ sung gì" in dialog.missing.words()
    assert "Còn 1 chỗ phải sửa" in dialog.banner.words()
    assert here() is dialog.lines.rows[0].tick
    press(Key.Key_Space)
    assert dialog.missing.isHidden()
    assert dialog.banner.isHidden()
    dialog.vm.set_line(0, "dài " * 300)
    press(Key.Key_Return, CONTROL)
    until(lambda: bool(dialog.vm.errors))
    row = dialog.lines.rows[0]
    assert "tối đa 1000" in row.field.message.words()
    until(lambda: here() is row.field.edit)


def test_the_button_tells_the_truth_without_a_printer(
    made: ClerkWindow, desk: ClerkDesk, printer: Printers
) -> None:
    printer.trouble = "printer_stopped"
    desk.rooms.prints.look()
    settle(made)
    begin_death(made, desk)
    ask_exit(made)
    assert supplement(desk).save.words() == "Lưu, in sau"
    done = logged(made, desk)
    assert "Phiếu chờ in." in desk.reception.saved.words()
    assert printer.sent == []
    printer.trouble = ""
    desk.rooms.prints.look()
    until(lambda: bool(printer.sent))
    assert printer.sent[0][2] == done.number
    settle(made)
    begin_death(made, desk)
    ask_exit(made)
    got: list[Logged] = []
    desk.rooms.reception.saved.connect(got.append)
    press(Key.Key_F12, SHIFT)  # stores only
    until(lambda: bool(got))
    settle(made)
    assert len(printer.sent) == 1
    assert "Phiếu chưa in." in desk.reception.saved.words()


def test_a_scan_waits_and_locking_covers_the_dialog(made: ClerkWindow, desk: ClerkDesk) -> None:
    begin_death(made, desk)
    ask_exit(made)
    dialog = supplement(desk)
    made.scan(OTHER_CARD.encode())
    assert "Bấm Esc rồi quét lại" in made.toast.words()
    assert desk.rooms.reception.form.value("filer.name") == "Nguyễn Thị Huyền Diệu"
    made.login.lock()
    assert not dialog.isVisible()
    made.close()  # with the dialog hidden under the log-in
    assert desk.exits.open_now is None


# --- Shift+F7 -------------------------------------------------------------------------------------


def test_refusing_by_keys_and_its_page(
    made: ClerkWindow, desk: ClerkDesk, printer: Printers
) -> None:
    begin_death(made, desk)
    ask_exit(made, SHIFT)
    dialog = refusal(desk)
    assert here() is dialog.reasons.items[0]
    press(Key.Key_F12)
    assert "phải có lý do" in dialog.reason.message.words()
    assert here() is dialog.reason.edit
    dialog.reasons.focus(0)
    press(Key.Key_Down)
    press(Key.Key_6)
    assert dialog.reason.text() == dialog.vm.reasons[5]
    assert dialog.reason.message.words() == ""
    press(Key.Key_Return)
    assert here() is dialog.basis.edit
    write("Luat Ho tich")
    press(Key.Key_Return)
    assert here() is dialog.agency.edit
    press(Key.Key_Return)
    assert here() is dialog.ticks[0]
    press(Key.Key_Space)
    assert not dialog.vm.papers[0][1]
    done = logged(made, desk)
    assert done.number[0] == "K"
    assert "Đã lưu phiếu từ chối" in desk.reception.saved.words()
    assert [title for _, _, title in printer.sent] == [done.number]
    made.scan(done.number.encode())
    settle(made)
    settle(made)
    view, page = desk.search.page, desk.rooms.search.dossier.page
    assert page is not None
    assert view.state.accessibleName() == "Không tiếp nhận"
    assert view.resume.isHidden()
    assert view.reprint.words() == "In lại phiếu"
    assert page.slip is not None
    assert [(row.label, row.value) for row in page.slip.rows] == [
        ("Lý do", "Việc này đã hoặc đang được giải quyết trong hồ sơ khác."),
        ("Căn cứ", "Luat Ho tich"),
        ("Đã trả lại", "Giấy tờ tùy thân (xuất trình)"),
    ]
    assert page.history[-1].kind == "refused"
    press(Key.Key_E, CONTROL)
    assert "không sửa hay hủy được" in view.trouble.words()


def test_refusing_what_no_procedure_covers(made: ClerkWindow, desk: ClerkDesk) -> None:
    made.scan(CARD.encode())
    ask_exit(made, SHIFT)
    dialog = refusal(desk)
    assert here() is dialog.matter.edit
    write("Xin phep nuoi rong")
    press(Key.Key_8, ALT)
    assert dialog.matter.text() == "Xin phep nuoi rong"
    logged(made, desk)
    press(Key.Key_F3)
    settle(made)
    write("nuoi rong")
    settle(made)
    settle(made)
    page = desk.rooms.search.dossier.page
    assert page is not None
    assert page.procedure == "Xin phep nuoi rong"
    assert page.procedure_line.startswith("Không theo thủ tục nào")


# --- looks ---------------------------------------------------------------------------------------


def test_at_200_percent_the_dialogs_fit_and_every_stop_has_a_name(
    ward: Ward, tmp_path: Path, plain: theme.Mode
) -> None:
    with window(ward, tmp_path, size=(683, 384)) as made:
        sign_in(made)
        assert made.desk is not None
        begin_death(made, made.desk)
        for held in (Held.NoModifier, SHIFT):
            ask_exit(made, held)
            dialog = made.desk.exits.open_now
            assert dialog is not None
            settle(made)
            assert dialog.width() <= made.width()
            assert dialog.height() <= made.height()
            for button in (dialog.save, dialog.keep):
                top = button.mapTo(dialog, button.rect().topLeft())
                assert dialog.rect().contains(QRect(top, button.size()))
            stops: list[QWidget] = []
            while here() not in stops:
                stops.append(here())
                press(Key.Key_Tab)
            assert [stop for stop in stops if not stop.accessibleName()] == []
            assert {dialog.save, dialog.keep, dialog.reason.edit} <= set(stops)
            press(Key.Key_Escape)
            settle(made)


def test_f1_knows_the_keys_of_the_exits() -> None:
    words = " ".join(hint.words for hint in found("phieu"))
    assert "Tiếp nhận tiếp" in " ".join(hint.words for hint in found("tiep nhan tiep"))
    assert "lý do" in words
