"""What stands around every room: rail, top bar, strip, and the band for what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.parts import MeButton, SearchDoor, initials
from ui.icons import Icon
from ui.viewmodels.base import translate
from ui.viewmodels.status import StatusItem
from ui.widgets import Badge, Banner, EmptyState, InfoPair, Rail, StatusStrip, TopBar, piece
from ui.widgets.panel import Ground
from ui.widgets.strip import Kind

#: window widths below which the rail keeps its icons only, and above which names are whole
NARROW, WIDE = 900, 1600
_KINDS: dict[str, Kind] = {
    "muted": "plain",
    "ok": "plain",
    "online": "ok",
    "offline": "offline",
    "warning": "warning",
    "error": "danger",
}
#: icons that Lucide's set of ours does not hold
_ICONS = {"hash": Icon.STAMP}


#: tones that are not asked for now, and what of the strip keeps its words as room gets scarce
_QUIET = ("muted", "ok", "online")
_BARE = ((), _QUIET, (*_QUIET, "offline", "warning"))


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the rail.

    Attributes:
        later: what it will hold, while it is not built yet.
        today: how the work is done until then.
    """

    key: str
    name: str
    icon: str
    shortcut: str
    later: str = ""
    today: str = ""


def rooms() -> tuple[Room, ...]:
    """The rooms, in the order of the rail."""
    return (
        Room("reception", translate("shell", "Tiếp nhận"), Icon.FILE_PLUS, "F2"),
        Room("dossiers", translate("shell", "Hồ sơ"), Icon.SEARCH, "F3"),
        Room(
            "work",
            translate("shell", "Việc"),
            Icon.LIST_CHECKS,
            "F4",
            translate("shell", "Danh sách việc: hồ sơ sắp và quá hạn, chờ bổ sung, chờ bàn giao."),
            translate("shell", "Bây giờ: bấm F3, hồ sơ quá hạn có nhãn đỏ trong danh sách."),
        ),
        Room(
            "results",
            translate("shell", "Trả KQ"),
            Icon.PACKAGE_CHECK,
            "F5",
            translate("shell", "Trả kết quả: quét giấy hẹn, đối chiếu người nhận, ghi đã trả."),
            translate(
                "shell", "Bây giờ: việc trả ngay làm ở Tiếp nhận (F2); còn lại ghi ở hệ thống tỉnh."
            ),
        ),
        Room(
            "queue",
            translate("shell", "Hàng chờ"),
            Icon.TICKET,
            "F6",
            translate("shell", "Số thứ tự: gọi tiếp, gọi lại, người chờ lâu nhất."),
            translate("shell", "Bây giờ: gọi theo hệ thống lấy số sẵn có, hoặc gọi tay."),
        ),
    )


def empty_room(room: Room) -> EmptyState:
    """What a room that is not built yet says."""
    name, _, later = room.later.partition(": ")
    title = translate("shell", "{name} có ở bản sau").format(name=name)
    return EmptyState(room.icon, title, f"{later[:1].upper()}{later[1:]}\n{room.today}")


class Shell(Ground):
    """Rail, top bar, rooms and strip.

    Signals:
        room_wanted(str): a room of the rail was picked.
        search_wanted(): the door to the search was pressed.
        me_wanted(): the menu of person and window.
        strip_asked(str): an item of the strip was pressed.
        resized(): another shape.
    """

    room_wanted = Signal(str)
    search_wanted = Signal()
    me_wanted = Signal()
    strip_asked = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, *, places: Sequence[Room] | None = None
    ) -> None:
        """Makes it around ``places``, the clerk's rooms unless others are named."""
        super().__init__("bg.surface", parent=parent)
        self._items: list[StatusItem] = []
        self._who = ("", "", "", 0)
        self.rail = Rail()
        for room in places or rooms():
            self.rail.add(room.key, room.name, room.icon, room.shortcut)
        self.rail.picked.connect(self.room_wanted)
        self._make_bar()
        self.trouble = Banner("danger", "", "", action=self.tr("Đóng"))
        self.trouble.activated.connect(self.trouble.hide)
        self.trouble.hide()
        self.stack = QStackedWidget()
        self.strip = StatusStrip()
        self.strip.asked.connect(self.strip_asked)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self.trouble)
        right.addWidget(self.stack, 1)
        right.addWidget(self.strip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _make_bar(self) -> None:
        self.bar = TopBar()
        self.site = InfoPair()
        self.practice = Badge(self.tr("Tập huấn, giấy in không có giá trị"), "warning")
        self.practice.set_words(self.practice.words(), Icon.TRIANGLE_ALERT)
        self.door = SearchDoor(self.tr("Tìm hồ sơ, người…"), "Ctrl K")
        self.door.clicked.connect(self.search_wanted)
        self.me = MeButton()
        self.me.clicked.connect(self.me_wanted)
        self.bar.add(self.site)
        self.bar.add_space(1)
        self.bar.add(self.practice)
        self.bar.add_stretch()
        self.bar.add(self.door)
        self.bar.add(self.me)

    # --- showing --------------------------------------------------------------------------

    def say_who(self, name: str, role: str, window: int) -> None:
        """Shows who works here and at which window."""
        self._who = (initials(name), name, role, window)
        self._show_who()

    def say_site(self, site: str, day: str) -> None:
        """Shows unit and business day at the left of the bar."""
        self.site.say(
            [piece(site, "text.primary", 600)],
            [piece(self.tr("Ngày làm việc")), piece(day, "text.secondary", 500, True)],
        )

    def show_status(self, items: list[StatusItem]) -> None:
        """Shows the strip's items; what is not asked for now takes no room in a narrow window."""
        gone = {item.key for item in self._items} - {item.key for item in items}
        self._items = items
        for key in gone:
            self.strip.item(key).hide()
        for bare in _BARE[1 if self.width() < NARROW else 0 :]:
            self._fill_strip(bare)
            if self.strip.minimumSizeHint().width() <= self.width() - self.rail.width():
                break
        self.strip.arrange([item.key for item in items])

    def _fill_strip(self, bare: tuple[str, ...]) -> None:
        """Shows the items, those of the ``bare`` tones by their icons only."""
        for item in self._items:
            icon = _ICONS.get(item.icon, item.icon)
            shown = self.strip.set_item(item.key, icon, item.text, _KINDS[item.tone])
            if item.tone in bare:
                shown.say(icon, "", "plain" if item.tone in _QUIET else _KINDS[item.tone])
            shown.setToolTip(item.tip)
            shown.setAccessibleName(item.text)
            shown.setAccessibleDescription(item.tip)

    def tip_of(self, key: str) -> str:
        """Returns an item's whole sentence."""
        return next((item.tip for item in self._items if item.key == key), "")

    def tell_trouble(self, title: str, words: str) -> None:
        """Says above every room that something went wrong."""
        self.trouble.say(title, words, action=self.tr("Đóng"))
        self.trouble.show()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Icons only in a narrow window, whole names in a wide one."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW * theme.text_scale()
        self.rail.set_compact(narrow)
        words = self.tr("Tập huấn") if narrow else self.tr("Tập huấn, giấy in không có giá trị")
        self.practice.set_words(words)
        self._reshape_bar(narrow)
        self._show_who()
        self.show_status(list(self._items))

    def _reshape_bar(self, narrow: bool) -> None:
        self.door.set_bare(narrow)
        self.site.setVisible(not narrow)

    def _show_who(self) -> None:
        short, name, role, window = self._who
        place = self.tr("Quầy {n}").format(n=window)
        if self.width() >= WIDE * theme.text_scale():
            self.me.say(short, f"{role}, {place}", name, name)
        else:
            self.me.say(short, self.tr("Quầy"), str(window), f"{name}, {role}")
