"""What a closed day shows: who signed, the seal, its papers, late work, the office's roster."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.domain.acts import RosterLine
from core.domain.office_close import COMPLETE
from core.domain.timezone import local
from core.ports.supervision import DaySeen
from ui import theme
from ui.clerk.parts import clear
from ui.icons import Icon
from ui.supervisor.explain import Headline
from ui.supervisor.page import Page
from ui.viewmodels.closing import ClosingViewModel
from ui.viewmodels.day_sheet import DaySheetViewModel, late_words, seal_rows, signed_words
from ui.viewmodels.words import count_words, money
from ui.widgets import AreaField, Badge, Button, Card, KeyValues, Label
from ui.widgets.chips import Soft

_STATES: dict[str, Soft] = {
    "complete": "success",
    "missing": "offline",
    "open": "warning",
    "silent": "warning",
}
#: late acts that are listed in the window; the appendix has all
LISTED = 12


class StationRow(QWidget):
    """A station of the roster: its state in words, and why it is not complete.

    Signals:
        edited(int, str): the words on a station.
    """

    edited = Signal(int, str)

    def __init__(self, line: RosterLine, why: str, *, ours: bool, fixed: bool) -> None:
        super().__init__()
        self.station = line.station
        name = Label(self.tr("Quầy {n}").format(n=line.station), "body", weight=600)
        here = Label(self.tr("máy này") if ours else "", "label", tone="text.muted")
        badge = Badge(self._state_words(line), _STATES.get(line.state, "warning"))
        first = QHBoxLayout()
        first.setSpacing(theme.space(2))
        for widget in (name, here):
            first.addWidget(widget)
        first.addStretch(1)
        first.addWidget(badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.space(1))
        column.setSpacing(theme.space(1))
        column.addLayout(first)
        self.field: AreaField | None = None
        if line.state == COMPLETE:
            return
        if fixed:
            column.addWidget(Label(line.why, "label", tone="text.secondary", wrap=True))
            return
        label = self.tr("Lý do quầy {n} chưa đủ").format(n=line.station)
        self.field = AreaField(label)
        self.field.set_text(why)
        self.field.edited.connect(lambda words: self.edited.emit(self.station, words))
        column.addWidget(self.field)

    def _state_words(self, line: RosterLine) -> str:
        since = f"{local(line.since):%H:%M %d/%m}" if line.since else ""
        return {
            "complete": self.tr("Đủ"),
            "missing": self.tr("Đã đóng, {n} việc chưa về tỉnh").format(
                n=count_words(line.missing)
            ),
            "open": self.tr("Chưa đóng ngày"),
            "silent": self.tr("Im lặng từ {since}").format(since=since)
            if since
            else self.tr("Chưa từng liên lạc"),
        }.get(line.state, line.state)


class ClosedPanel(Page):
    """Binds what `ClosingViewModel` knows of a closed day."""

    def __init__(
        self, viewmodel: ClosingViewModel, sheet: DaySheetViewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._sheet = viewmodel, sheet
        self._shown: DaySeen | None = None
        self.rows: list[StationRow] = []
        self._states: list[tuple[int, str, int, bool]] = []
        self.head = Headline()
        self.words = Label("", "body", tone="text.secondary", wrap=True)
        self._make_seal()
        self._make_late()
        self._make_office()
        column = QVBoxLayout(self)
        side = theme.space(6) - 4
        column.setContentsMargins(side, theme.space(4), side, theme.space(4))
        column.setSpacing(theme.space(3))
        column.addWidget(self.head)
        column.addWidget(self.words)
        for card in (self.seal, self.late, self.office):
            column.addWidget(card)
        self.narrow(self.words, self.seal, self.late, self.office)
        column.addStretch(1)
        viewmodel.changed.connect(self.refresh)

    # --- building -------------------------------------------------------------------------

    def _make_seal(self) -> None:
        self.seal = Card(self.tr("Biên bản đã ký"), Icon.STAMP)
        self.facts = KeyValues()
        self.groups = Label("", "body", weight=600, num=True, wrap=True)
        self.groups.setAccessibleName(self.tr("Mã niêm phong"))
        self.print = Button(self.tr("In biên bản"), "primary", icon=Icon.PRINTER, key="Ctrl P")
        self.print.clicked.connect(self.print_sheet)
        self.save = Button(self.tr("Ghi ra tệp PDF"), icon=Icon.DOWNLOAD, key="Ctrl S")
        self.save.clicked.connect(self.save_sheet)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addWidget(self.print)
        foot.addWidget(self.save)
        foot.addStretch(1)
        named = Label(self.tr("Mã niêm phong"), "label", tone="text.muted")
        for item in (self.facts, named, self.groups):
            self.seal.body.addWidget(item)
        self.seal.body.addSpacing(theme.space(2))
        self.seal.body.addLayout(foot)

    def _make_late(self) -> None:
        self.late = Card(self.tr("Việc bổ sung sau khi đóng"), Icon.CLOCK)
        self.acts = KeyValues()
        self.appendix = Button(self.tr("In phụ lục"), icon=Icon.PRINTER)
        self.appendix.clicked.connect(lambda: self.print_sheet(appendix=True))
        foot = QHBoxLayout()
        foot.addWidget(self.appendix)
        foot.addStretch(1)
        self.late.body.addWidget(self.acts)
        self.late.body.addSpacing(theme.space(2))
        self.late.body.addLayout(foot)

    def _make_office(self) -> None:
        self.office = Card(self.tr("Đóng ngày toàn điểm"), Icon.BUILDING)
        self._stations = QVBoxLayout()
        self._stations.setSpacing(theme.space(2))
        self.told = Label("", "label", tone="text.secondary", wrap=True)
        self.close_office = Button(self.tr("Ký đóng ngày toàn điểm"), icon=Icon.LOCK, key="F12")
        self.close_office.clicked.connect(self.sign_office)
        foot = QHBoxLayout()
        foot.addWidget(self.close_office)
        foot.addStretch(1)
        self.office.body.addLayout(self._stations)
        self.office.body.addWidget(self.told)
        self.office.body.addSpacing(theme.space(2))
        self.office.body.addLayout(foot)

    # --- showing --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Follows the view model; what is typed is left alone."""
        seen = self._vm.seen
        if seen is None or seen.closed is None or seen.day is None:
            return
        if seen != self._shown:
            self._shown = seen
            self._show(seen)
        self.close_office.setEnabled(not self._vm.busy)

    def _show(self, seen: DaySeen) -> None:
        closed = seen.closed
        assert closed is not None  # looked at before
        self.head.say(self.tr("Đã đóng ngày {day}").format(day=f"{closed.day:%d/%m/%Y}"), "ok")
        self.words.setText(
            self.tr(
                "Ngày này không thay đổi nữa. Việc làm thêm tự ghi vào ngày làm việc kế tiếp, có"
                " ghi bổ sung và giữ đúng giờ thật."
            )
        )
        self.facts.set_rows(
            [
                (self.tr("Người ký"), signed_words(seen)),
                (self.tr("Hồ sơ nhận"), count_words(closed.dossiers)),
                (self.tr("Phí, lệ phí"), money(closed.fees_vnd)),
                (self.tr("Việc trong luồng ghi"), f"{closed.first} – {closed.last}"),
            ]
        )
        self.groups.setText("\n".join(seal_rows(closed.head)))
        self._show_late(seen)
        self._show_office(seen)

    def _show_late(self, seen: DaySeen) -> None:
        self.late.setVisible(bool(seen.late))
        rows = [(f"{each.at:%H:%M}", late_words(each)) for each in seen.late[:LISTED]]
        if len(seen.late) > LISTED:
            rest = len(seen.late) - LISTED
            rows.append(("…", self.tr("và {n} việc nữa, xem phụ lục").format(n=rest)))
        self.acts.set_rows(rows)

    def _show_office(self, seen: DaySeen) -> None:
        fixed = seen.office is not None
        states = [(line.station, line.state, line.missing, fixed) for line in seen.stations]
        if states != self._states:
            self._states = states
            clear(self._stations)
            self.rows = []
            for line in seen.stations:
                why = self._vm.why(line.station)
                row = StationRow(line, why, ours=line.station == seen.station, fixed=fixed)
                row.edited.connect(self._vm.set_why)
                self._stations.addWidget(row)
                self.rows.append(row)
        self.close_office.setVisible(not fixed)
        if seen.office is not None:
            text = self.tr("{name} đã ký đóng ngày của toàn điểm.")
            self.told.setText(text.format(name=seen.office.officer_name))
        else:
            self.told.setText(
                self.tr(
                    "Theo tin cuối cùng của tỉnh về các quầy. Quầy chưa đủ thì ghi lý do; ký được"
                    " cả khi mất mạng."
                )
            )

    # --- acting ---------------------------------------------------------------------------

    def print_sheet(self, *_: object, appendix: bool = False) -> None:
        """Prints the sheet or its appendix."""
        if self._shown is not None and self._shown.day is not None:
            self._sheet.print_it(self._shown.day, appendix=appendix)

    def save_sheet(self, *_: object) -> None:
        """Asks for a file and writes the sheet."""
        seen = self._shown
        if seen is None or seen.day is None:
            return
        name = str(Path.home() / f"dong-ngay-{seen.day:%y%m%d}.pdf")
        path, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Ghi biên bản ra tệp"), name, "PDF (*.pdf)"
        )
        if path:
            self._sheet.save(seen.day, path)

    def sign_office(self, *_: object) -> None:
        """Signs the office's day, or goes to the first station without words."""
        left = self._vm.stations_left()
        if not left:
            self._vm.sign_office()
            return
        for row in self.rows:
            if row.station == left[0] and row.field is not None:
                row.field.set_error(self.tr("Quầy chưa đủ cần lý do. Ghi vài chữ rồi ký."))
                row.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
