"""Single widgets side by side, in their states."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.widgets import (
    Badge,
    Banner,
    Button,
    Card,
    CheckRow,
    Chip,
    ComboField,
    ConfirmDialog,
    Day,
    DayStrip,
    EmptyState,
    Field,
    FieldRow,
    FilterChip,
    Ground,
    KeyCap,
    Label,
    ProcedureField,
    ProcedureRow,
    Toast,
)

KINDS = ("primary", "success", "info", "warning", "danger", "offline", "neutral")
FOUND = (
    ProcedureRow("a", "1.001193", "Thủ tục đăng ký khai sinh", ("1 ngày làm việc", "Miễn phí")),
    ProcedureRow("b", "1.004884", "Thủ tục đăng ký lại khai sinh", ("5 ngày làm việc",)),
    ProcedureRow(
        "c",
        "2.000635",
        "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh cho người đã đăng ký trước đây",
        ("trong ngày", "8.000 đ một bản"),
        "đã thay đổi từ 01/07",
    ),
)


def line(*widgets: QWidget) -> QHBoxLayout:
    """Puts widgets side by side."""
    row = QHBoxLayout()
    row.setSpacing(theme.space(3))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def page(*layouts: QLayout) -> QWidget:
    """Puts rows on a ground."""
    result = Ground("bg.surface")
    column = QVBoxLayout(result)
    side = theme.space(6)
    column.setContentsMargins(side, side, side, side)
    column.setSpacing(theme.space(4))
    for layout in layouts:
        column.addLayout(layout)
    column.addStretch(1)
    return result


def _column(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.space(2))
    for widget in widgets:
        column.addWidget(widget)
    return column


def _buttons() -> QHBoxLayout:
    why = Button("Trả kết quả", icon=Icon.PACKAGE_CHECK, key="F5")
    why.set_reason("chưa có kết quả")
    return line(
        Button("Lưu và in giấy hẹn", "primary", icon=Icon.PRINTER, key="F12", large=True),
        Button("Bàn giao", "primary", icon=Icon.ARROW_RIGHT_LEFT, key="Ctrl B"),
        Button("Bổ sung", icon=Icon.FILE_TEXT, key="F7"),
        Button("Hủy hồ sơ", "danger"),
        why,
        Button("Gọi lại", "quiet"),
        Button("Lấy mức tính", "link", key="Alt L"),
        KeyCap("Ctrl Enter"),
    )


def _type() -> QHBoxLayout:
    roles = ("caption", "label", "body", "value", "section", "title", "code")
    labels = [Label("Ổ Ễ Ẫ Ẳ ỵ gỵ", role, weight=700) for role in roles]
    return line(*labels, Label("0123456789 12.000 đ", "code", weight=600, num=True))


def _days() -> QVBoxLayout:
    short = [
        Day("T2", "23", "nhận", "start"),
        Day("T3", "24", "nghỉ lễ", "off"),
        Day("T4", "25", "hẹn trả", "due"),
    ]
    names = ("T5", "T6", "T7", "CN", "T2", "T3", "T4")
    long = [Day("T4", "25", "nhận", "start")]
    for at in range(30):
        off = at % 7 in (2, 3)
        number = str((at + 25) % 30 + 1)
        long.append(Day(names[at % 7], number, "nghỉ" if off else "", "off" if off else "work"))
    long.append(Day("T6", "26", "hẹn trả", "due"))
    return _column(DayStrip(short), DayStrip(long))


def scene() -> tuple[QWidget, QWidget | None]:
    """Most widgets on one page."""
    empty = EmptyState(
        Icon.CALENDAR_DAYS,
        "Chọn thủ tục để thấy ngày hẹn",
        "Giấy hẹn hiện dần ở đây.",
        outlined=True,
    )
    empty.setFixedSize(340, 180)
    field = ProcedureField()
    page_ = page(
        _type(),
        _buttons(),
        line(*(Badge(f"Nhãn {kind}", kind, Icon.CIRCLE_DOT) for kind in KINDS)),  # type: ignore[arg-type]
        line(Chip("Hộ tịch", Icon.STAMP), Chip("Miễn phí"), FilterChip("Quá hạn", 4), KeyCap("F9")),
        _column(
            Banner(
                "danger",
                "Chưa lưu. Còn 2 chỗ phải sửa.",
                "Đã giữ bản nháp.",
                action="Tới lỗi",
                key="F8",
            ),
            Banner("warning", "Máy in hết giấy.", "Hồ sơ vẫn lưu được, giấy hẹn chờ in."),
            Banner("info", "Có bộ quy định mới từ 01/12."),
            Banner("offline", "Ngoại tuyến từ 09:41.", "14 việc chờ gửi, cũ nhất 24 phút."),
        ),
        _days(),
        line(empty, _question()),
        _column(field),
    )
    layout = page_.layout()
    if layout is not None:
        layout.addItem(QVBoxLayout())
    page_.resize(1366, 1180)
    field.edit.setText("khai s")
    toast = Toast(page_)
    toast.say("Đã rút lại lần thu 94.000 đ. Lý do: nhập nhầm.", action="Làm lại")
    page_.show()
    field.set_results(FOUND)
    return page_, field.edit


def _question() -> QWidget:
    question = ConfirmDialog("Hủy hồ sơ 0042?", "Số này sẽ không dùng lại.", act="Hủy hồ sơ")
    card = Card("Hỏi lại")
    card.body.addWidget(Label("Hủy hồ sơ 0042?", "section", weight=700, wrap=True))
    card.body.addWidget(Label("Số này sẽ không dùng lại.", "body", tone="text.secondary"))
    card.body.addLayout(line(question.act, question.keep))
    question.deleteLater()
    question.act.setParent(card)
    question.keep.setParent(card)
    return card


def _states() -> FieldRow:
    row = FieldRow()
    plain, wrong, odd, locked, off = (
        Field("Họ và tên"),
        Field("Số định danh", num=True),
        Field("Phí", num=True),
        Field("Lệ phí"),
        Field("Điện thoại", icon=Icon.PHONE, placeholder="không bắt buộc"),
    )
    plain.set_text("Nguyễn Ổ Ễ Ẫ Ẳ ỵ")
    wrong.set_text("02218700005")
    odd.set_text("94.000 đ")
    locked.set_text("Miễn phí")
    locked.set_locked("Thủ tục này không thu lệ phí")
    off.setEnabled(False)
    for field in (plain, wrong, odd, locked, off):
        row.add(field, 1)
    wrong.set_error("Mới có 11 chữ số, cần đủ 12. Quét lại thẻ, hoặc nhập lại số in trên thẻ.")
    odd.set_warning("Khác mức tính.", "Lấy mức tính", "Alt L")
    return row


def states() -> tuple[QWidget, QWidget | None]:
    """States of fields, rows and drop-downs."""
    combo = ComboField("Nhận kết quả", (("counter", "Tại quầy"), ("post", "Qua bưu chính")))
    wrong = ComboField("Cơ quan giải quyết", (("a", "Ủy ban nhân dân phường Cửa Ông"),))
    wrong.set_error("Chưa chọn nơi giải quyết.")
    row = FieldRow()
    row.add(combo, width=260)
    row.add(wrong, 1)
    paper = CheckRow("Giấy Ẳ Ổ tờ tùy thân của người đi khai, " + "bản chụp có chứng thực, " * 8)
    paper.set_checked(True)
    paper.set_counts(1, 0, None)
    paper.set_error("Chưa ghi số bản.", 1)
    return page(_column(_states()), _column(row), _column(paper)), combo.combo
