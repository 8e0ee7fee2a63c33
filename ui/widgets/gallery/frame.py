"""The clerk's window around a scene: rail, top bar, strip."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.widgets import (
    Button,
    ClerkMark,
    Ground,
    InfoPair,
    Rail,
    SearchField,
    StatusStrip,
    TicketBadge,
    TopBar,
    piece,
)

ROOMS = (
    ("reception", "Tiếp nhận", Icon.FILE_PLUS, "F2"),
    ("dossiers", "Hồ sơ", Icon.SEARCH, "F3"),
    ("work", "Việc", Icon.LIST_CHECKS, "F4"),
    ("results", "Trả KQ", Icon.PACKAGE_CHECK, "F5"),
    ("queue", "Hàng chờ", Icon.TICKET, "F6"),
)


def rail(room: str, compact: bool = False) -> Rail:
    """Makes the rail with one room in sight."""
    result = Rail()
    for key, words, icon, shown in ROOMS:
        result.add(key, words, icon, shown)
    result.set_count("work", 5)
    result.set_compact(compact)
    result.select(room)
    return result


def top_bar(number: str, timer: str) -> TopBar:
    """Makes the bar as it is while somebody is served."""
    bar = TopBar()
    ticket = TicketBadge()
    ticket.set_number(number)
    serving, following, waiting = InfoPair(), InfoPair(), InfoPair()
    serving.say(
        [piece("Đang phục vụ", "text.primary", 600), piece(timer, "primary", 600, True)],
        [piece("Bảng đã hiện lúc 10:03")],
        Icon.CIRCLE_CHECK,
    )
    following.say(
        [piece("Kế tiếp"), piece("A033", "text.primary", 600, True)],
        [piece("chờ lâu nhất trong 2 dãy")],
    )
    waiting.say(
        [piece("14", "text.primary", 600, True), piece("đang chờ")],
        [piece("lâu nhất 18 phút", "warning", 600)],
        Icon.CLOCK,
    )
    clerk = ClerkMark()
    clerk.say("HÀ", "Quầy", "3", "Trần Thị Thu Hà")
    search = SearchField("Tìm hồ sơ, người…", "Ctrl K", ground="bg.canvas")
    search.setMinimumWidth(228)
    bar.add(ticket)
    bar.add(serving)
    bar.add_space(2)
    bar.add(Button("Gọi tiếp", icon=Icon.MEGAPHONE, key="F9"))
    bar.add(Button("Gọi lại", "quiet"))
    bar.add(Button("Xong", "quiet"))
    bar.add_divider()
    bar.add(following)
    bar.add_divider()
    bar.add(waiting)
    bar.add_stretch()
    bar.add(search)
    bar.add(clerk)
    return bar


def strip(offline: bool) -> StatusStrip:
    """Makes the strip, online or not."""
    result = StatusStrip()
    if offline:
        result.set_item("net", Icon.CLOUD_OFF, "Ngoại tuyến từ 09:41", "offline")
        words = "Đã lưu tại máy: 14 việc chờ gửi, cũ nhất 24 phút"
        result.set_item("unsent", Icon.DATABASE, words)
        result.set_item("printer", Icon.PRINTER, "Máy in hết giấy", "danger")
    else:
        result.set_item("net", Icon.CLOUD, "Trực tuyến", "ok")
        result.set_item("unsent", Icon.CLOUD_UPLOAD, "Đã gửi hết")
        result.set_item("hub", Icon.SERVER, "Hàng chờ")
        result.set_item("printer", Icon.PRINTER, "Máy in")
    result.set_item("boards", Icon.MONITOR, "Bảng 3/3")
    if not offline:
        result.set_item("scanner", Icon.SCAN, "Máy quét")
    result.set_clock("10:05", "Thứ Hai 23/11/2026")
    return result


def window(left: Rail, bar: TopBar, middle: QWidget, bottom: StatusStrip) -> QWidget:
    """Puts a window together."""
    result = Ground("bg.surface")
    right = QVBoxLayout()
    right.setContentsMargins(0, 0, 0, 0)
    right.setSpacing(0)
    right.addWidget(bar)
    right.addWidget(middle, 1)
    right.addWidget(bottom)
    row = QHBoxLayout(result)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(left)
    row.addLayout(right, 1)
    return result
