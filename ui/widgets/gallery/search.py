"""Search as one types, and a dossier's page, as in the reference picture."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.widgets import (
    RESULT_ROLE,
    Badge,
    Button,
    Card,
    Day,
    DayStrip,
    DueDisplay,
    FilterChip,
    Ground,
    KeyValues,
    Label,
    ResultList,
    ResultRow,
    Scroll,
    SearchField,
    SidePanel,
    TimelineRow,
)
from ui.widgets.gallery import frame

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
BIRTH = "Thủ tục đăng ký khai sinh"
ROWS = (
    ResultRow(
        "Nguyễn Thị Huyền Diệu",
        BIRTH,
        "H49.215-261123-0042",
        "Đã tiếp nhận",
        "info",
        Icon.CIRCLE_DOT,
        "hẹn T4 25/11",
    ),
    ResultRow(
        "Đặng Hoàng Diệu Ước Nguyện",
        BIRTH,
        "H49.215-261120-0017",
        "Có kết quả, chờ trả",
        "success",
        Icon.PACKAGE_CHECK,
        "từ T6 20/11",
    ),
    ResultRow(
        "Công Tằng Tôn Nữ Thị Mỹ Diệu Phương Thảo Nguyên Trinh",
        "Thủ tục đăng ký lại khai sinh",
        "H49.215-261118-0031",
        "Chờ dân bổ sung",
        "warning",
        Icon.HOURGLASS,
        "còn 9 ngày",
    ),
    ResultRow(
        "Bùi Thị Diệu Ỷ Lan",
        "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
        "H49.215-261112-0008",
        "Quá hạn 1 ngày",
        "danger",
        Icon.TRIANGLE_ALERT,
        "hẹn T6 20/11",
    ),
    ResultRow(
        "Trần Diệu Ánh Tuyết",
        "Thủ tục đăng ký khai sinh có yếu tố nước ngoài",
        "H49.215-261103-0026",
        "Đã trả kết quả",
        "neutral",
        Icon.CHECK,
        "06/11/2026",
    ),
    ResultRow(
        "Lưu Diệu Khoẻ",
        BIRTH,
        "Q3-261022-T004",
        "Chờ cấp mã hồ sơ",
        "offline",
        Icon.CLOUD_OFF,
        "số tạm",
    ),
)


class _Model(QAbstractListModel):
    def rowCount(self, parent: Index = NO_PARENT, /) -> int:
        return 0 if parent.isValid() else len(ROWS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        row = ROWS[index.row()]
        if role == RESULT_ROLE:
            return row
        return row.said() if role == Qt.ItemDataRole.AccessibleTextRole else None


def found() -> tuple[QWidget, SearchField]:
    """The list at the left, and the box above it."""
    result = SidePanel("list", "bg.surface", left_line=False)
    column = QVBoxLayout(result)
    column.setContentsMargins(theme.space(5), theme.space(5), theme.space(2), 0)
    column.setSpacing(theme.space(2))
    box = SearchField("Tìm hồ sơ, người, mã, số điện thoại", "Esc")
    box.line.setText("dieu khai sinh")
    column.addWidget(box)
    column.addSpacing(theme.space(1))
    chips = QHBoxLayout()
    chips.setSpacing(theme.space(2))
    for at, words in enumerate(("Tất cả", "Chờ trả", "Quá hạn", "Cần bổ sung", "Của tôi")):
        chip = FilterChip(words)
        chip.setChecked(at == 0)
        chips.addWidget(chip)
    chips.addStretch(1)
    column.addLayout(chips)
    words = "23 hồ sơ trong 1.000.418, mới nhất trước"
    column.addWidget(Label(words, "label", tone="text.muted"))
    rows = ResultList()
    rows.setModel(_Model(rows))
    rows.set_query("dieu khai sinh")
    rows.setCurrentIndex(rows.model().index(0, 0))
    column.addWidget(rows, 1)
    return result, box


def page() -> QWidget:
    """The dossier in the middle."""
    result = Ground("bg.canvas", left_line=True)
    column = QVBoxLayout(result)
    side = theme.space(7)
    column.setContentsMargins(side, theme.space(5), side, theme.space(5))
    column.setSpacing(theme.space(4))
    first = QHBoxLayout()
    first.setSpacing(theme.space(3))
    first.addWidget(Label("H49.215-261123-0042", "code", weight=700, num=True))
    first.addWidget(Badge("Đã tiếp nhận", "info", Icon.CIRCLE_DOT))
    first.addWidget(Badge("Đã ở máy chủ tỉnh", "success", Icon.CLOUD))
    first.addStretch(1)
    column.addLayout(first)
    second = QHBoxLayout()
    second.setSpacing(theme.space(3))
    second.addWidget(Label(BIRTH, "section", weight=500, wrap=True), 1)
    second.addWidget(Button("In lại giấy hẹn", icon=Icon.PRINTER))
    second.addWidget(Button("Bàn giao", "primary", icon=Icon.ARROW_RIGHT_LEFT, key="Ctrl B"))
    column.addLayout(second)
    column.addWidget(_due())
    cards = QHBoxLayout()
    cards.setSpacing(theme.space(5))
    filer = Card("Người nộp", Icon.USER)
    filer.header.add(Button("Hiện đủ số", "link", icon=Icon.LOCK, key="Alt H"))
    filer.body.addWidget(
        KeyValues(
            (
                ("Họ và tên", "Nguyễn Thị Huyền Diệu"),
                ("Số định danh", "0221••••0001"),
                ("Sinh ngày", "01/02/1994, Nữ"),
                ("Nơi cư trú", "Số 999, tổ 99, khu Giả Định 1, phường Cửa Ông, Quảng Ninh"),
            ),
            names=112,
        )
    )
    owner = Card("Chủ hồ sơ và kết quả", Icon.USERS)
    owner.body.addWidget(
        KeyValues(
            (
                ("Chủ hồ sơ", "Nguyễn Phước Thiên Ân Bảo Khánh Ngọc Quỳnh Như Ý"),
                ("Quan hệ", "Mẹ nộp cho con"),
                ("Nhận kết quả", "Tại quầy, mang theo giấy hẹn"),
                ("Lệ phí", "Miễn phí"),
            ),
            names=112,
        )
    )
    for card in (filer, owner):
        card.body.addStretch(1)
        cards.addWidget(card, 1)
    column.addLayout(cards)
    column.addStretch(1)
    return result


def _due() -> Card:
    card = Card()
    row = QHBoxLayout()
    row.setSpacing(theme.space(6))
    left = QVBoxLayout()
    left.addWidget(DueDisplay("Hẹn trả", "25/11/2026", "thứ Tư, trước 17:00"))
    left.addWidget(Badge("Còn 1 ngày làm việc", "primary"))
    row.addLayout(left)
    days = [
        Day("T2", "23", "nhận 10:21", "start"),
        Day("T3", "24", "nghỉ lễ", "off"),
        Day("T4", "25", "hẹn trả", "due"),
        Day("T5", "26"),
        Day("T6", "27"),
        Day("T7", "28", "nghỉ", "off"),
        Day("CN", "29", "nghỉ", "off"),
    ]
    right = QVBoxLayout()
    right.addWidget(DayStrip(days))
    words = "1 ngày làm việc kể từ ngày kế tiếp; 24/11 là Ngày Văn hóa Việt Nam nên không tính."
    right.addWidget(Label(words, "label", tone="text.secondary", wrap=True))
    right.addStretch(1)
    row.addLayout(right, 1)
    card.body.addLayout(row)
    return card


def journal() -> QWidget:
    """What happened, and what can be done next."""
    result = SidePanel(tone="bg.surface")
    column = QVBoxLayout(result)
    side = theme.space(6)
    column.setContentsMargins(side, theme.space(5), side, theme.space(4))
    column.setSpacing(0)
    column.addWidget(Label("Diễn biến", "value", weight=600))
    column.addSpacing(theme.space(3))
    acts = (
        (
            Icon.CLOUD,
            "Máy chủ tỉnh đã nhận",
            "10:22",
            "Bản sao lưu: chờ đêm nay",
            "success",
        ),
        (Icon.PRINTER, "In giấy hẹn, 2 liên", "10:21", "Quầy 3, giấy số 0042", "primary"),
        (
            Icon.FILE_PLUS,
            "Tiếp nhận hồ sơ",
            "10:21",
            "Trần Thị Thu Hà, Quầy 3. Khớp thẻ căn cước.",
            "primary",
        ),
        (
            Icon.PEN,
            "Sửa họ tên chủ hồ sơ",
            "10:19",
            "“Ngọc Quyên” thành “Ngọc Quỳnh”. Lý do: nghe nhầm.",
            "warning",
        ),
        (Icon.SCAN, "Quét thẻ căn cước", "10:03", "Đọc đủ 7 mục", "text.secondary"),
    )
    for at, (icon, title, time, words, tone) in enumerate(acts):
        last = at == len(acts) - 1
        column.addWidget(TimelineRow(icon, title, time, words, last=last, tone=tone))
    column.addStretch(1)
    return result


def scene() -> tuple[QWidget, QWidget]:
    """The whole window, and the widget that has the focus."""
    middle = QWidget()
    row = QHBoxLayout(middle)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    left, box = found()
    row.addWidget(left)
    row.addWidget(Scroll(page()), 1)
    row.addWidget(journal())
    bar = frame.top_bar("B017", "02:14")
    return frame.window(frame.rail("dossiers"), bar, middle, frame.strip(False)), box.line
