"""What few receptions need, on a real desk: found by keys, out of the way of the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.domain.dossier import Content
from core.ports.desk import Logged
from tests.ui.desk_support import CARD, ask
from tests.ui.reception_support import Stage, reception_ward, settle, stage, wait_for
from ui import theme
from ui.clerk.keys import key_map
from ui.widgets import text

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
HOME = (
    "Số 999, ngõ 99, ngách 9, tổ 99, khu Giả Định 1, phường Cửa Ông, thành phố Cẩm Phả, Quảng Ninh"
)


@pytest.fixture
def on(tmp_path: Path, plain: theme.Mode) -> Iterator[Stage]:
    with stage(reception_ward(tmp_path)) as made:
        yield made


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)
    settle()


def write(words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)
    settle()


def focused(on: Stage, key: str) -> bool:
    return QApplication.focusWidget() is on.view.binder.stops()[key]


def choose(on: Stage, code: str) -> None:
    procedure = on.vm.hits.by_code(code)
    assert procedure is not None
    on.vm.choose(procedure)
    settle()


def save(on: Stage, qtbot: QtBot) -> tuple[Logged, Content]:
    found: list[Logged] = []
    on.vm.saved.connect(found.append)
    press(Key.Key_F12)
    wait_for(lambda: found, "saved")
    settle()
    dossier = ask(qtbot, on.back, lambda desk: desk.dossier(found[0].uid))
    assert dossier is not None
    return found[0], dossier.content


def test_everything_seldom_is_stored(on: Stage, qtbot: QtBot) -> None:
    """A foreigner's dossier by post with another person concerned, by keys alone."""
    view = on.view
    press(Key.Key_2, ALT)
    assert view.heading.ways.value() == "post"
    assert not view.people.extras["filer"][0].isVisible()
    press(Key.Key_E, ALT)
    assert focused(on, "filer.passport_no")
    write("M00000027")
    press(Key.Key_Tab)
    write("Han Quoc")
    press(Key.Key_Tab)
    write("minji.kim@vidu.kr")
    press(Key.Key_Return)
    assert focused(on, "filer.name")
    write("Kim Min-ji")
    press(Key.Key_Q, ALT)
    assert focused(on, "related.0.name")
    write("Dang Hoang Uoc")
    press(Key.Key_Return)
    write("022091000002")
    press(Key.Key_Return)
    write("ben B")
    press(Key.Key_Return)
    assert focused(on, "procedure")
    choose(on, "1.004222")
    press(Key.Key_S, ALT)
    assert QApplication.focusWidget() is view.papers.rows[0].pages
    write("4")
    on.vm.set_value("fee", "15.000")
    view.focus_key("fee_reason")
    assert view.fee.reason.isVisible()
    write("ho ngheo")
    _, content = save(on, qtbot)
    assert content.channel == 3
    assert content.owner.passport_no == "M00000027"
    assert (content.owner.passport_country, content.owner.email) == (
        "Han Quoc", "minji.kim@vidu.kr"
    )  # fmt: skip
    assert [(p.name, p.personal_no, p.role) for p in content.related] == [
        ("Dang Hoang Uoc", "022091000002", "ben B")
    ]
    assert content.components[0].pages == 4
    assert content.fee_vnd == 15_000
    assert content.note == "Thu 15.000 đ, mức tính 20.000 đ. Lý do: ho ngheo"
    # the next form is an ordinary one again
    assert view.heading.ways.value() == "counter"
    assert not view.people.extras["filer"][0].isVisible()
    assert view.people.related.rows == []
    assert not view.fee.reason.isVisible()


def test_rows_of_related_persons_go_by_ctrl_delete(on: Stage) -> None:
    related = on.view.people.related
    press(Key.Key_Q, ALT)
    write("An")
    press(Key.Key_Q, ALT)
    assert focused(on, "related.1.name")
    write("Binh")
    on.view.focus_key("related.0.name")
    press(Key.Key_Delete, CONTROL)
    assert len(related.rows) == 1
    assert focused(on, "related.0.name")
    assert related.rows[0].name.text() == "Binh"
    related.rows[0].drop.click()
    settle()
    assert related.rows == []
    assert not related.isVisible()
    assert focused(on, "filer.phone")


def test_seldom_fields_close_again_and_open_for_their_errors(on: Stage) -> None:
    people, email = on.view.people, on.view.people.extras["filer"][2]
    people.more["filer"].click()
    settle()
    assert email.isVisible()
    people.more["filer"].click()
    settle()
    assert not email.isVisible()
    assert focused(on, "filer.personal_no")
    on.vm.set_value("filer.email", "x" * 301)
    on.vm.save()
    settle()
    assert email.isVisible()
    assert email.message.words().startswith("Dài 301 ký tự")
    on.vm.set_owner_kind("organisation")
    people.more["owner"].click()
    settle()
    assert focused(on, "owner.email")
    assert not people.extras["owner"][0].isVisible()


def test_another_fee_shows_its_reason_in_amber_and_f8_goes_there(on: Stage) -> None:
    view = on.view
    view.scan(CARD)
    choose(on, "1.004222")
    view.focus_key("fee")
    write("1.000")
    assert view.fee.reason.isVisible()
    assert view.fee.note.isVisible()
    press(Key.Key_F12)
    assert view.heading.banner.words().startswith("Chưa lưu. Còn 1 chỗ cần ghi lý do.")
    assert focused(on, "fee_reason")
    assert view.fee.reason.state() == "warning"
    assert view.fee.progress() == "warning"
    view.focus_key("filer.name")
    press(Key.Key_F8)
    assert focused(on, "fee_reason")
    press(Key.Key_L, ALT)
    assert not view.fee.reason.isVisible()
    assert on.vm.banner.kind == ""


def test_copies_and_pages_are_typed_beside_the_fee(on: Stage, qtbot: QtBot) -> None:
    view = on.view
    view.scan(CARD)
    choose(on, "2.000815")
    assert focused(on, "copies")
    write("3")
    press(Key.Key_Tab)
    assert focused(on, "pages")
    write("4")
    assert view.fee.fee.text() == "18.000"
    assert view.papers.rows[1].pages.text() == "4"
    assert view.papers.rows[1].counts[1].text() == "3"
    assert view.panel.due.accessibleName().startswith("Trả ngay, thu 18.000 đ 3 bản")
    _, content = save(on, qtbot)
    assert (content.sets, content.fee_vnd) == (3, 18_000)
    assert content.components[1].pages == 4


def test_named_papers_take_the_place_of_the_catalogues(on: Stage) -> None:
    view = on.view
    view.scan(CARD)
    choose(on, "2.000815")
    for name in ("Bang tot nghiep", "Bang diem"):
        view.papers.add.click()
        write(name)
        press(Key.Key_Return)
    assert QApplication.focusWidget() is view.papers.rows[3].counts[1]
    assert [row.isVisible() for row in view.papers.rows] == [False, False, True, True]
    assert view.fee.copies.edit.isReadOnly()
    assert not view.fee.pages.isVisible()
    assert view.fee.fee.text() == "4.000"
    view.papers.rows[2].tick.setFocus()
    press(Key.Key_Up)
    assert view.papers.rows[2].tick.hasFocus()  # nothing visible above
    for row in (3, 2):
        view.papers.rows[row].tick.setFocus()
        press(Key.Key_Delete)
    assert [row.isVisible() for row in view.papers.rows] == [True, True]
    assert view.fee.pages.isVisible()


def test_the_cut_off_stands_in_the_slip_while_today_is_promised(on: Stage) -> None:
    view = on.view
    view.scan(CARD)
    choose(on, "2.000815")
    assert not view.panel.cut_off.isVisible()
    view.fee.at_once.choice.segment("appointment").click()
    wait_for(lambda: on.vm.slip.filled, "due date")
    settle()
    assert view.panel.cut_off.isVisible()
    assert not view.panel.strip.isVisible()
    assert view.panel.cut_off.accessibleName().endswith("15:00 là mốc sang hôm sau")
    on.ward.clock.now = on.ward.clock.now.replace(hour=15, minute=1)
    on.vm.refresh_due()
    wait_for(lambda: on.vm.slip.date_text == "25/11/2026", "the next working day")
    settle()
    assert not view.panel.cut_off.isVisible()
    assert view.panel.strip.isVisible()
    assert "sau giờ chốt" in view.panel.sentence.text()


# --- room -----------------------------------------------------------------------------------


def rect_of(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1024, 768), QSize(631, 290)])
def test_what_was_saved_covers_no_field(on: Stage, size: QSize, qtbot: QtBot) -> None:
    on.window.resize(size)
    settle()
    on.view.scan(CARD)
    choose(on, "1.001193")
    logged, _ = save(on, qtbot)
    view = on.view
    teller: QWidget = view.bar if view.bar.isVisible() else view.saved
    assert teller.isVisible()
    number = logged.number
    assert number in (view.saved.number() if teller is view.saved else view.bar.accessibleName())
    told = rect_of(teller, on.window)
    fields = [widget for widget in view.binder.stops().values() if widget.isVisible()]
    seen = view.page.viewport()
    for field in fields:
        if view.page.isAncestorOf(field):
            shown = rect_of(field, on.window) & rect_of(seen, on.window)
            assert not shown.intersects(told)
    asked: list[str] = []
    view.reprint_requested.connect(asked.append)
    press(Key.Key_P, CONTROL)
    assert asked == [logged.uid]
    write("0")
    assert not view.saved.active()
    assert logged.number not in view.bar.accessibleName()


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1024, 768), QSize(631, 290)])
def test_long_texts_are_seen_whole(on: Stage, size: QSize) -> None:
    on.window.resize(size)
    on.vm.set_owner_kind("organisation")
    told = {"filer.address": f"{HOME}, {HOME}", "owner.name": "Công ty Giả Định " * 6}
    told |= {"owner.address": HOME, "note": "Xin nhận vào buổi chiều. " * 5}
    choose(on, "1.001193")
    for key, words in told.items():
        on.vm.form.put(key, words)
    settle()
    settle()
    people = on.view.people
    fields = {
        "filer.address": people.address,
        "owner.name": people.owner_name,
        "owner.address": people.owner_address,
        "note": on.view.fee.note,
    }
    for key, field in fields.items():
        on.view.focus_key(key)  # in a low window its section opens
        settle()
        settle()
        edit = field.edit
        need = text.break_lines(field.text(), edit.font(), edit.viewport().width())
        assert edit.lines() >= len(need), key
        assert edit.height() <= field.box.height()
        assert edit.verticalScrollBar().maximum() == 0, key
    people.address.edit.setFocus()
    people.address.edit.end(False)
    write(" X")
    assert on.vm.form.value("filer.address").endswith("Ninh X")


def test_the_form_is_never_wider_than_the_window(on: Stage) -> None:
    on.view.scan(CARD)
    choose(on, "2.000815")
    on.vm.set_value("fee", "1")
    for kind in ("filer", "other", "organisation"):
        on.view.people.owner.choice.set_value(kind)
        for way in (True, False):
            on.vm.form.set_at_once(way)
            for size in (QSize(1366, 768), QSize(1024, 768), QSize(631, 290)):
                on.window.resize(size)
                settle()
                settle()
                assert on.view.form.width() <= on.view.page.viewport().width(), (kind, way, size)


def test_ways_of_filing_fit_in_any_width(on: Stage) -> None:
    heading = on.view.heading
    assert heading.ways.isVisible()
    assert not heading.few.isVisible()
    on.window.resize(1024, 768)
    settle()
    assert heading.few.isVisible()
    heading.few.set_value("online")
    assert on.vm.form.value("submission") == "online"
    on.window.resize(1366, 768)
    settle()
    assert heading.ways.value() == "online"
    on.vm.clear()
    settle()
    assert heading.ways.value() == "counter"


def test_local_codes_do_not_run_over_names(on: Stage) -> None:
    field = on.view.procedure.field
    field.edit.setFocus()
    write("sinh hoat ton giao")
    popup = field.popup()
    delegate = popup._delegate
    codes = [row.code for row in popup._model.rows]
    local = [code for code in codes if code.startswith("LOCAL-")]
    assert local
    digits = text.font_of("body", 600, num=True)
    assert delegate.code_width >= max(text.width_of(code, digits) for code in local)


def test_new_keys_stand_on_the_sheet() -> None:
    told = {key for hint in key_map() for key in hint.keys.split(" / ")}
    assert {"Alt 1", "Alt 2", "Alt 3", "Alt E", "Alt Q", "Alt S", "Ctrl Delete"} <= told
