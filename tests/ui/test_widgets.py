"""Widgets by keys: what they tell, where the focus goes, what a screen reader hears."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.icons import Icon
from ui.widgets import (
    Button,
    CheckRow,
    Choice,
    Combo,
    ConfirmDialog,
    CountBox,
    Day,
    DayStrip,
    Field,
    FieldRow,
    Label,
    ProcedureField,
    ProcedureRow,
    Rail,
    StatusStrip,
    Toast,
    focus,
    marks,
    text,
)

Key = Qt.Key
# pytest-qt holds windows weakly; they shall live as long as what a test holds of them.
KEPT: WeakKeyDictionary[QWidget, QWidget] = WeakKeyDictionary()
ROWS = (
    ProcedureRow("a", "1.001193", "Thủ tục đăng ký khai sinh", ("1 ngày",)),
    ProcedureRow("b", "1.004884", "Thủ tục đăng ký lại khai sinh"),
)


def shown(qtbot: QtBot, *widgets: QWidget, width: int = 700) -> QWidget:
    """Shows widgets one under the other in an active window."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(20, 20, 20, 20)
    for widget in widgets:
        column.addWidget(widget)
        KEPT.setdefault(widget, window)
    window.resize(width, 500)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window


def test_choice_moves_by_arrows_and_tab_leaves(plain: theme.Mode, qtbot: QtBot) -> None:
    choice = Choice((("a", "Một"), ("b", "Hai"), ("c", "Ba")), name="Cách nộp")
    after = Field("Sau")
    shown(qtbot, choice, after)
    choice.set_value("a")
    choice.focus()
    with qtbot.waitSignal(choice.picked) as told:
        QTest.keyClick(choice.segment("a"), Key.Key_Right)
    assert told.args == ["b"]
    assert choice.segment("b").hasFocus()
    QTest.keyClick(choice.segment("b"), Key.Key_Tab)
    assert after.edit.hasFocus()
    assert choice.segment("b").accessibleDescription() == "Cách nộp"


def test_combo_by_key(plain: theme.Mode, qtbot: QtBot) -> None:
    combo = Combo((("counter", "Tại quầy"), ("post", "Qua bưu chính")))
    shown(qtbot, combo)
    combo.setFocus()
    QTest.keyClick(combo, Key.Key_Down)
    assert combo.value() == "post"


def test_count_box_counts_and_does_not_apply(plain: theme.Mode, qtbot: QtBot) -> None:
    box = CountBox("Tờ khai, bản chính")
    shown(qtbot, box)
    assert (box.width(), box.height()) == (44, 28)
    box.setFocus()
    with qtbot.waitSignal(box.counted):
        QTest.keyClick(box, Key.Key_Up)
    QTest.keyClick(box, Key.Key_Down)
    QTest.keyClick(box, Key.Key_Down)
    assert box.value() == 0
    box.selectAll()
    QTest.keyClicks(box, "1x2")
    assert box.value() == 12
    box.set_value(None)
    assert (box.value(), box.text()) == (None, "–")
    assert box.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_check_row_tells(plain: theme.Mode, qtbot: QtBot) -> None:
    row = CheckRow("Tờ khai")
    shown(qtbot, row)
    row.tick.setFocus()
    with qtbot.waitSignal(row.ticked):
        QTest.keyClick(row.tick, Key.Key_Space)
    with qtbot.waitSignal(row.counted) as told:
        row.set_counts(0, 3, None)
    assert told.args == [1, 3]
    assert row.values() == (0, 3, None)
    row.set_error("Chưa ghi số bản.", 1)
    assert row.message.isVisible()
    assert row.counts[1].accessibleDescription() == "Chưa ghi số bản."
    row.set_error("")
    assert not row.message.isVisible()


def test_an_error_appears_without_moving_the_focus(plain: theme.Mode, qtbot: QtBot) -> None:
    first, second = Field("Số định danh"), Field("Họ và tên")
    row = FieldRow()
    row.add(first, width=200)
    row.add(second, 1)
    shown(qtbot, row)
    second.edit.setFocus()
    first.set_error("Mới có 11 chữ số, cần đủ 12. Quét lại thẻ, hoặc nhập lại số in trên thẻ.")
    assert second.edit.hasFocus()
    assert first.state() == "error"
    assert first.message.isVisible()
    assert first.edit.accessibleDescription().startswith("Mới có 11")
    assert first.label.tone() == "danger"
    first.clear_message()
    assert not first.message.isVisible()


def test_procedure_is_found_and_chosen_by_keys(plain: theme.Mode, qtbot: QtBot) -> None:
    field = ProcedureField()
    shown(qtbot, field)
    asked: list[str] = []
    field.searched.connect(asked.append)
    field.searched.connect(lambda query: field.set_results(ROWS))
    field.setFocus()
    QTest.keyClicks(field.edit, "ks")
    assert asked == ["k", "ks"]
    assert field.is_open()
    QTest.keyClick(field.edit, Key.Key_Down)
    with qtbot.waitSignal(field.picked) as told:
        QTest.keyClick(field.edit, Key.Key_Return)
    assert told.args == ["b"]
    assert not field.is_open()
    field.set_choice("1.004884", ROWS[1].name)
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field.edit, Key.Key_Return)
    assert field.toolTip() == ROWS[1].name


def test_escape_goes_back_to_the_procedure_chosen_before(plain: theme.Mode, qtbot: QtBot) -> None:
    field = ProcedureField()
    shown(qtbot, field)
    field.searched.connect(lambda query: field.set_results(ROWS))
    field.set_choice("1.001193", ROWS[0].name)
    field.setFocus()
    QTest.keyClicks(field.edit, "x")
    QTest.keyClick(field.edit, Key.Key_Escape)
    assert not field.is_open()
    assert field.choice() == ("1.001193", ROWS[0].name)
    assert field.edit.text() == ""


def test_the_ring_stands_outside_its_control(themed: theme.Mode, qtbot: QtBot) -> None:
    field, button = Field("Họ và tên"), Button("Bổ sung")
    window = shown(qtbot, field, button)
    ring = focus.ring_for(window)
    for widget, host in ((field.edit, field.box), (button, button)):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        out = focus.reach()
        place = QRect(host.mapTo(window, QPoint(0, 0)), host.size())
        assert ring.isVisible()
        assert ring.geometry() == place.adjusted(-out, -out, out, out)
    picture = window.grab().toImage()
    edge = QPoint(ring.geometry().center().x(), ring.geometry().top() + 1)
    assert picture.pixelColor(edge).name() == theme.color("focus").name()
    gap = QPoint(edge.x(), ring.geometry().top() + focus.ring_width())
    assert picture.pixelColor(gap).name() == theme.color("bg.surface").name()
    field.hide()
    QApplication.processEvents()
    assert ring.geometry().top() == button.y() - focus.reach()


def test_rail_tells_counts_and_folds(plain: theme.Mode, qtbot: QtBot) -> None:
    rail = Rail()
    for key in ("a", "b"):
        rail.add(key, "Hồ sơ", Icon.SEARCH, "F3")
    shown(qtbot, rail)
    with qtbot.waitSignal(rail.picked) as told:
        QTest.mouseClick(rail.item("b"), Qt.MouseButton.LeftButton)
    assert told.args == ["b"]
    assert rail.selected() == "b"
    rail.set_count("a", 5)
    assert rail.item("a").accessibleName() == "Hồ sơ 5 việc chờ"
    assert rail.sizeHint().width() == 76
    rail.set_compact(True)
    assert rail.sizeHint().width() == 52


def test_strip_changes_in_place(plain: theme.Mode, qtbot: QtBot) -> None:
    strip = StatusStrip()
    shown(qtbot, strip)
    item = strip.set_item("net", Icon.CLOUD, "Trực tuyến", "ok")
    assert strip.set_item("net", Icon.CLOUD_OFF, "Ngoại tuyến từ 09:41", "offline") is item
    assert (item.kind(), item.accessibleName()) == ("offline", "Ngoại tuyến từ 09:41")
    with qtbot.waitSignal(strip.asked) as told:
        item.click()
    assert told.args == ["net"]
    assert strip.height() == 30


def test_a_disabled_button_says_why(plain: theme.Mode, qtbot: QtBot) -> None:
    button = Button("Trả kết quả", key="F5")
    qtbot.addWidget(button)
    button.set_reason("chưa có kết quả")
    assert not button.isEnabled()
    assert button.accessibleName() == "Trả kết quả (chưa có kết quả)"
    assert button.accessibleDescription() == "phím F5"
    button.set_reason("")
    assert button.isEnabled()


def test_toast_goes_by_itself_or_stays_with_a_way_back(plain: theme.Mode, qtbot: QtBot) -> None:
    window = shown(qtbot, Label("trang"))
    toast = Toast(window)
    toast.say("Đã gửi hết.")
    assert toast.isVisible()
    toast.say("Đã rút lại lần thu 94.000 đ.", action="Làm lại")
    with qtbot.waitSignal(toast.activated):
        toast.findChildren(Button)[0].click()
    assert not toast.isVisible()


def test_enter_and_escape_keep_the_thing(plain: theme.Mode, qtbot: QtBot) -> None:
    for key in (Key.Key_Return, Key.Key_Escape):
        dialog = ConfirmDialog("Hủy hồ sơ 0042?", "Số này sẽ không dùng lại.", act="Hủy hồ sơ")
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.keep.isDefault()
        assert dialog.keep.text() == "Giữ lại"
        with qtbot.waitSignal(dialog.rejected):
            QTest.keyClick(dialog, key)


def test_long_spans_are_condensed_in_the_middle(plain: theme.Mode, qtbot: QtBot) -> None:
    days = [Day("T2", str(at), "hẹn trả" if at == 30 else "") for at in range(1, 31)]
    strip = DayStrip(days)
    qtbot.addWidget(strip)
    shown_days = strip.shown(276)
    assert [day.kind for day in shown_days].count("gap") == 1
    assert shown_days[0] is days[0]
    assert shown_days[-1] is days[-1]
    gap = next(day for day in shown_days if day.kind == "gap")
    assert len(shown_days) - 1 + int(gap.number) == 30
    assert strip.shown(5000) == days


@pytest.mark.parametrize(
    ("words", "query", "found"),
    [
        ("Thủ tục đăng ký khai sinh", "khai sinh", ["khai sinh"]),
        ("Nguyễn Thị Huyền Diệu", "dieu", ["Diệu"]),
        ("Đặng Hoàng Diệu", "dang dieu", ["Đặng", "Diệu"]),
        ("Cấp bản sao Giấy khai sinh", "khai s", ["khai s"]),
        ("Hoàng A", "xyz", []),
    ],
)
def test_marks_ignore_accents(words: str, query: str, found: list[str]) -> None:
    assert [words[start:end] for start, end in marks.spans(words, query)] == found


def test_marks_follow_the_lines(plain: theme.Mode) -> None:
    whole = "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh"
    lines = text.break_lines(whole, text.font_of("body"), 120)
    parts = marks.shifted(marks.spans(whole, "khai sinh"), lines, whole)
    assert (
        "".join(
            line[start:end]
            for line, spans in zip(lines, parts, strict=True)
            for start, end in spans
        ).replace(" ", "")
        == "khaisinh"
    )
