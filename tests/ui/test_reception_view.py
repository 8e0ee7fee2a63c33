"""The reception's view on a real desk: layout, errors, faults; nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from core.ports.desk import Logged
from tests.faults.folder_support import fill, small_disk
from tests.ui.desk_support import CARD, OTHER_CARD
from tests.ui.reception_support import (
    Stage,
    StallMeter,
    held,
    reception_ward,
    settle,
    stage,
    wait_for,
)
from ui import theme
from ui.widgets import Label

NAME = "Nguyễn Thị Huyền Diệu"
OWNER = "Nguyễn Phước Thiên Ân Bảo Khánh Ngọc Quỳnh Như Ý"


@pytest.fixture
def on(tmp_path: Path, plain: theme.Mode) -> Iterator[Stage]:
    with stage(reception_ward(tmp_path)) as made:
        yield made


def choose(on: Stage, code: str = "1.001193") -> None:
    procedure = on.vm.hits.by_code(code)
    assert procedure is not None
    on.vm.choose(procedure)


def fill_in(on: Stage) -> None:
    on.view.scan(CARD)
    choose(on)
    wait_for(lambda: on.vm.slip.filled, "due date")
    settle()


def saved_of(on: Stage) -> list[Logged]:
    found: list[Logged] = []
    on.vm.saved.connect(found.append)
    return found


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


# --- what is seen ---------------------------------------------------------------------------


def test_empty_form_waits_for_the_card(on: Stage) -> None:
    view = on.view
    assert view.people.number.edit.hasFocus()
    assert view.people.number.edit.placeholderText() == "Quét thẻ hoặc gõ 12 số"
    assert view.panel.empty.isVisible()
    assert view.panel.empty.accessibleName() == "Chọn thủ tục để thấy ngày hẹn"
    assert len(view.procedure.recent.findChildren(QAbstractButton)) == 6
    assert [section.progress() for section in view.sections] == ["empty"] * 4
    assert view.page.verticalScrollBar().maximum() >= 0
    assert not view.saved.isVisible()


def test_card_fills_and_is_marked(on: Stage) -> None:
    fill_in(on)
    people = on.view.people
    assert people.name.text() == NAME
    assert people.number._badge.isVisible()
    assert [section.progress() for section in on.view.sections] == ["done"] * 4
    assert on.view.panel.due.accessibleName().startswith("Hẹn trả thứ Tư 25/11/2026")
    assert "T3 24 nghỉ lễ" in on.view.panel.strip.accessibleName()
    assert on.view.fee.fee.text() == "Miễn phí"
    assert len(on.view.papers.rows) == 4
    on.vm.set_value("filer.personal_no", "022194000002")
    assert not people.number._badge.isVisible()


def test_f12_shows_every_error_beneath_its_field(on: Stage) -> None:
    on.vm.set_value("filer.personal_no", "02218700005")
    on.view.binder.show_values()
    press(Qt.Key.Key_F12)
    settle()
    view = on.view
    assert view.heading.banner.isVisible()
    assert view.heading.banner.words().startswith("Chưa lưu. Còn 3 chỗ phải sửa.")
    assert view.people.number.message.words().startswith("Mới có 11 chữ số")
    assert view.people.number.message.isVisible()
    assert view.people.number.edit.accessibleDescription().startswith("Mới có 11 chữ số")
    assert view.people.name.state() == "error"
    assert view.procedure.message.isVisible()
    assert view.people.number.edit.hasFocus()
    assert view.people.progress() == "error"
    view.people.number.edit.setText("")
    QTest.keyClicks(view.people.number.edit, "022187000055")
    QTest.keyClicks(view.people.name.edit, "Le Quynh Huong")
    assert view.people.name.state() == ""
    assert view.heading.banner.words().startswith("Chưa lưu. Còn 1 chỗ phải sửa.")


def test_a_long_name_gets_a_line_of_its_own(on: Stage) -> None:
    people = on.view.people
    fill_in(on)
    assert people.name.y() == people.number.y()
    long = "Nguyễn Phước Thiên Ân Bảo Khánh Ngọc Quỳnh Như Ý"
    on.vm.form.put("filer.name", long)
    settle()
    assert people.name.y() != people.number.y()
    assert people.name.edit.fontMetrics().horizontalAdvance(long) < people.name.edit.width()


def test_owner_kinds_ask_for_what_each_needs(on: Stage) -> None:
    people = on.view.people
    assert not people.basis.isVisible()
    on.vm.set_owner_kind("other")
    settle()
    assert people.owner_name.isVisible()
    assert people.basis.isVisible()
    assert people.owner_number.isVisible()
    assert people.owner_name.speaker().accessibleName() == "Họ tên chủ hồ sơ"
    people.owner.choice.segment("organisation").click()
    settle()
    assert on.vm.form.owner_kind == "organisation"
    assert people.tax.isVisible()
    assert not people.owner_number.isVisible()
    assert people.owner_name.speaker().accessibleName() == "Tên tổ chức"


def test_unknown_limit_and_post_ask_for_more(on: Stage) -> None:
    on.view.scan(CARD)
    local = next(
        e.procedure for e in on.vm.hits._entries if not e.procedure.limit and e.procedure.name
    )
    on.vm.choose(local)
    assert on.view.procedure.limit.isVisible()
    assert on.view.procedure.limit.edit.hasFocus()
    QTest.keyClicks(on.view.procedure.limit.edit, "5")
    wait_for(lambda: on.vm.slip.filled, "due date")
    assert not on.view.fee.address.isVisible()
    on.view.fee.way.combo.set_value("post")
    settle()
    assert on.view.fee.address.isVisible()
    assert on.vm.form.value("return_by") == "post"


def test_papers_of_ones_own(on: Stage) -> None:
    fill_in(on)
    papers = on.view.papers
    papers.add.click()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    QTest.keyClicks(focus, "Bang diem")
    press(Qt.Key.Key_Return)
    settle()
    assert len(papers.rows) == 5
    assert papers.rows[4].tick.text() == "Bang diem"
    assert papers.rows[4].counts[0].hasFocus()
    press(Qt.Key.Key_Backspace)
    assert on.vm.form.papers.papers[4].originals is None
    on.vm.save()
    settle()
    assert papers.rows[4].message.words() == "Chưa ghi số bản của “Bang diem”."
    papers.rows[4].tick.setFocus()
    press(Qt.Key.Key_Delete)
    assert len(papers.rows) == 4


def test_every_control_has_a_name(on: Stage) -> None:
    fill_in(on)
    on.vm.set_owner_kind("organisation")
    settle()
    kinds = (QLineEdit, QAbstractButton, QComboBox)
    nameless = [
        each
        for kind in kinds
        for each in on.view.findChildren(kind)
        if each.isVisible() and not (each.accessibleName() or _text(each))
    ]
    assert nameless == []


def _text(each: QWidget) -> str:
    return each.text() if isinstance(each, QAbstractButton) else ""


def test_labels_and_buttons_are_never_cut(on: Stage) -> None:
    fill_in(on)
    on.vm.set_owner_kind("other")
    for size in (QSize(1366, 768), QSize(1920, 1080), QSize(1024, 768), QSize(631, 290)):
        on.window.resize(size)
        settle()
        settle()
        for label in on.view.findChildren(Label):
            if label.isVisible():
                assert label.width() >= min(label.minimumSizeHint().width(), 900), label.text()
        save = on.view.save_button()
        assert save.isVisible()
        assert save.width() >= save.minimumSizeHint().width()


def test_small_windows_get_a_bar_and_folded_sections(on: Stage) -> None:
    fill_in(on)
    on.view.focus_key("save")
    assert not on.view.people.is_folded()
    on.window.resize(683, 400)
    settle()
    view = on.view
    assert view.bar.isVisible()
    assert view.bar.height() == 64
    assert not view.panel.isVisible()
    assert view.save_button() is view.bar.buttons.save
    assert view.bar.accessibleName().startswith("Hẹn trả thứ Tư 25/11/2026")
    assert all(section.is_folded() for section in view.sections)
    assert NAME in view.people.line.text()
    view.focus_key("filer.phone")
    settle()
    assert not view.people.is_folded()
    assert view.people.phone.edit.hasFocus()
    on.window.resize(1366, 768)
    settle()
    assert not any(section.is_folded() for section in view.sections)
    assert view.panel.width() == 348
    on.window.resize(1100, 768)
    settle()
    assert view.panel.width() == 260


def test_tab_goes_from_top_to_bottom(on: Stage) -> None:
    fill_in(on)
    on.view.people.number.edit.setFocus()
    seen: list[QWidget] = []
    for _ in range(12):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
        press(Qt.Key.Key_Tab)
    people, papers = on.view.people, on.view.papers
    assert seen[:6] == [
        f.edit for f in (people.number, people.name, people.birth, people.sex, people.address)
    ] + [people.phone.edit]
    assert on.view.procedure.field.edit in seen
    assert seen.index(papers.rows[0].tick) > seen.index(on.view.procedure.field.edit)


# --- saving ---------------------------------------------------------------------------------


def test_saved_number_stays_until_the_next_dossier(on: Stage) -> None:
    fill_in(on)
    found = saved_of(on)
    asked: list[str] = []
    on.view.reprint_requested.connect(asked.append)
    on.view.dossier_requested.connect(asked.append)
    press(Qt.Key.Key_F12)
    wait_for(lambda: found and on.view.saved.isVisible(), "saved")
    assert on.view.saved.number() == found[0].number
    assert on.vm.form.state.empty
    QTest.keyClick(on.view.people.number.edit, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(on.view.people.number.edit, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert asked == [found[0].uid, found[0].uid]
    on.view.scan(OTHER_CARD)
    QTest.keyClicks(on.view.people.phone.edit, "0")
    assert not on.view.saved.isVisible()


def test_without_a_printer_it_says_so_and_saves(on: Stage) -> None:
    fill_in(on)
    on.view.set_printer(False, "Không có máy in. Giấy vẫn chờ in.")
    settle()
    assert on.view.panel.note.isVisible()
    assert "Không có máy in" in on.view.panel.note.words()
    assert on.view.panel.buttons.save.text() == "Lưu, in sau"
    found = saved_of(on)
    press(Qt.Key.Key_F12)
    wait_for(lambda: found and on.view.saved.isVisible(), "saved")
    assert found[0].job is not None
    assert "chờ in" in on.view.saved.words()


def test_garbage_from_a_scanner_changes_nothing(on: Stage) -> None:
    fill_in(on)
    before = dict(on.vm.form.state.values)
    on.view.scan(b"\x1b[31m%%\xff\xfe|;;|12|\r")
    assert on.view.toast.isVisible()
    assert "không phải thẻ căn cước" in on.view.toast.words()
    assert on.vm.form.state.values == before
    on.view.scan(CARD)
    assert not on.view.toast.isVisible()


def test_a_locked_database_is_waited_for_in_sight(on: Stage) -> None:
    fill_in(on)
    found = saved_of(on)
    meter = StallMeter(on.window)
    with held(on.ward) as release:
        meter.start()
        press(Qt.Key.Key_F12)
        wait_for(lambda: on.view.panel.note.isVisible(), "words of waiting")
        assert "chương trình khác đang giữ dữ liệu" in on.view.panel.note.words()
        assert on.view.panel.buttons.save.text() == "Đang lưu"
        assert not on.view.form.isEnabled()
        wait_for(lambda: " 2 giây" in on.view.panel.note.words(), "two seconds")
        worst = meter.stop()
        assert not found
        release()
        wait_for(lambda: bool(found), "saved after all")
    print(f"\nlongest stall while locked: {worst:.1f} ms")
    assert worst < 250
    assert on.view.form.isEnabled()
    assert not on.view.panel.note.isVisible()
    assert on.view.saved.number() == found[0].number


def test_locked_for_too_long_keeps_everything(on: Stage) -> None:
    fill_in(on)
    found = saved_of(on)
    with held(on.ward):
        press(Qt.Key.Key_F12)
        wait_for(lambda: on.vm.banner.kind == "fault", "fault")
        settle()
        assert on.view.heading.banner.isVisible()
        assert "chương trình khác đang giữ dữ liệu" in on.view.heading.banner.words()
        assert on.view.people.name.text() == NAME
        assert on.view.save_button().hasFocus()
    press(Qt.Key.Key_F12)
    wait_for(lambda: bool(found), "saved")
    assert found[0].number.endswith("-0001")


def test_a_full_disk_keeps_everything(tmp_path: Path, plain: theme.Mode) -> None:
    with small_disk(tmp_path / "disk", 24) as disk, stage(reception_ward(disk)) as on:
        fill_in(on)
        found = saved_of(on)
        ballast = fill(disk)
        press(Qt.Key.Key_F12)
        wait_for(lambda: on.vm.banner.kind == "fault", "fault")
        settle()
        words = on.view.heading.banner.words()
        assert "ổ đĩa đầy" in words
        assert "còn nguyên trên màn hình" in words
        assert on.view.people.name.text() == NAME
        ballast.unlink()
        press(Qt.Key.Key_F12)
        wait_for(lambda: bool(found), "saved")
        assert found[0].number.endswith("-0001")
