"""What stands around the supervisor's rooms: rail, the day and its figures, strip."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.clerk.parts import MeButton
from ui.clerk.shell import Room, Shell
from ui.icons import Icon
from ui.viewmodels.base import translate
from ui.widgets import Badge, Label, TopBar

CLOSING, SYNC, EXCEPTIONS, COUNTER = "closing", "sync", "exceptions", "counter"


def rooms() -> tuple[Room, ...]:
    """The rooms, in the order of the rail; the last leads back to the counter."""
    return (
        Room(CLOSING, translate("supervisor", "Đóng ngày"), Icon.LOCK, "F2"),
        Room(SYNC, translate("supervisor", "Đồng bộ"), Icon.REFRESH, "F3"),
        Room(EXCEPTIONS, translate("supervisor", "Cần quyết"), Icon.LIST_CHECKS, "F4"),
        Room(COUNTER, translate("supervisor", "Về quầy"), Icon.DOOR_OPEN, "F6"),
    )


class Figure(QWidget):
    """A number and, under it, what it counts."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._number = Label("", "title", weight=600, num=True)
        self._name = Label(name, "label", tone="text.secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._number)
        column.addWidget(self._name)
        column.addStretch(1)

    def say(self, number: str) -> None:
        """Changes the number."""
        self._number.setText(number)
        self.setAccessibleName(f"{self._name.text()}: {number}")

    def number(self) -> str:
        """Returns the number shown."""
        return self._number.text()


class SupervisorShell(Shell):
    """Rail, title of the room, the day's figures, strip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, places=rooms())

    def _make_bar(self) -> None:
        self.bar = TopBar()
        self.title = Label("", "title", weight=700)
        self.place = Label("", "label", tone="text.secondary")
        names = QWidget()
        lines = QVBoxLayout(names)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(self.title)
        lines.addWidget(self.place)
        lines.addStretch(1)
        self.practice = Badge(self.tr("Tập huấn, giấy in không có giá trị"), "warning")
        self.practice.set_words(self.practice.words(), Icon.TRIANGLE_ALERT)
        self.figures = {
            "dossiers": Figure(self.tr("hồ sơ nhận")),
            "papers": Figure(self.tr("giấy đã in")),
            "fees": Figure(self.tr("phí, lệ phí")),
        }
        self.me = MeButton()
        self.me.clicked.connect(self.me_wanted)
        self.bar.add_space(2)
        self.bar.add(names)
        self.bar.add_space(2)
        self.bar.add(self.practice)
        self.bar.add_stretch()
        for figure in self.figures.values():
            self.bar.add(figure)
            self.bar.add_space(3)
        self.bar.add(self.me)

    def say_title(self, title: str) -> None:
        """Shows what the room is about."""
        self.title.setText(title)

    def say_site(self, site: str, day: str) -> None:
        """Shows the unit under the title."""
        self.place.setText(site)

    def say_figures(self, figures: dict[str, str]) -> None:
        """Shows the day's figures; those not named are away."""
        for key, figure in self.figures.items():
            figure.say(figures.get(key, ""))
            figure.setVisible(key in figures and self.width() >= 900)

    def _reshape_bar(self, narrow: bool) -> None:
        self.place.setVisible(not narrow)
        for figure in self.figures.values():
            figure.setVisible(bool(figure.number()) and not narrow)
