"""Before printing: the pages as they will lie on paper, the printer, the copies.

The view gets pages that are drawn already (:class:`ui.clerk.sheet.Page`): whoever opens it lets
``Background.submit_pure`` draw them and hands them over by :meth:`PreviewView.set_pages`. It asks
by signals, decides nothing, and says what it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.clerk.sheet import Page, SheetArea, Zoom
from ui.icons import Icon
from ui.widgets import (
    Banner,
    Button,
    Choice,
    ComboField,
    CountBox,
    EmptyState,
    Label,
    Labelled,
    Scroll,
)
from ui.widgets.text import font_of, line_of

__all__ = ["Page", "PreviewView"]
MOST_COPIES = 20


class PreviewView(QDialog):
    """The preview of one form.

    Keys: Enter or Ctrl+P prints, Ctrl+S saves a PDF, Esc closes, PgUp and PgDn turn pages,
    Ctrl+0 fits the page, Ctrl+1 shows it at 100 %, F5 looks for printers again.

    Signals:
        print_wanted: printer's name and number of copies.
        save_wanted: a PDF file is wanted.
        printer_picked: another printer was chosen; its state is wanted.
        check_wanted: printers and their state are wanted anew.
    """

    print_wanted = Signal(str, int)
    save_wanted = Signal()
    printer_picked = Signal(str)
    check_wanted = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Makes the window; it says that pages are being drawn until they come.

        Args:
            title: the form and its number: "Giấy tiếp nhận H49.215-261123-0042".
            parent: the window over which it stands.
        """
        super().__init__(parent)
        self._pages: list[Page] = []
        self._ready = self._busy = self._sent = False
        self._aim: QWidget | None = None
        self.setWindowTitle(self.tr("Xem trước khi in"))
        self.setAccessibleName(title)
        self._make_pages()
        panel = self._make_panel(title)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addLayout(self._place, 1)
        row.addWidget(panel)
        self._bind_keys()
        self._order()
        theme.notifier().changed.connect(self._restyle)
        self._restyle()
        self.set_loading()
        self.set_printers([])

    # ------------------------------------------------------------------------------- the pages

    def set_loading(self) -> None:
        """Says that the pages are being drawn."""
        self._say(self.tr("Đang dựng trang…"), "", Icon.HOURGLASS)

    def set_failed(self, title: str, words: str) -> None:
        """Says why there are no pages, in words of :mod:`ui.messages`."""
        self._say(title, words, Icon.TRIANGLE_ALERT)

    def set_pages(self, pages: Sequence[Page]) -> None:
        """Shows pages; the first is in sight."""
        self._pages = list(pages)
        self.list.clear()
        for number, page in enumerate(self._pages, start=1):
            item = QListWidgetItem(self._thumbnail(page), self.tr("Trang {n}").format(n=number))
            total = len(self._pages)
            name = self.tr("Trang {n} trên {total}").format(n=number, total=total)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.list.addItem(item)
        self.list.setVisible(len(self._pages) > 1)
        self._place.setCurrentWidget(self.area)
        self.list.setCurrentRow(0)
        self._tell()

    def page(self) -> int:
        """Returns the number of the page in sight, from 1; 0 while there is none."""
        return self.list.currentRow() + 1

    def turn(self, step: int) -> None:
        """Goes some pages on or back, no further than there are."""
        if self._pages:
            row = self.list.currentRow() + step
            self.list.setCurrentRow(min(max(row, 0), len(self._pages) - 1))

    def set_zoom(self, zoom: Zoom) -> None:
        """Fits the page or shows it at 100 %."""
        self.zoom.set_value(zoom)

    # ------------------------------------------------------------------- printer, copies, state

    def set_printers(self, names: Sequence[str], chosen: str = "") -> None:
        """Offers printers; without any says so, and what to do.

        Args:
            names: the system's names.
            chosen: the one of the settings; the first when it is not among them.
        """
        combo = self.printer.combo
        combo.blockSignals(True)
        combo.clear()
        for name in names:
            combo.addItem(name, name)
        combo.setPlaceholderText("" if names else self.tr("Không có máy in"))
        combo.setCurrentIndex(max(combo.findData(chosen), 0) if names else -1)
        combo.blockSignals(False)
        combo.setEnabled(bool(names))
        combo.updateGeometry()
        if names:
            self.set_ready()
        else:
            self.set_problem(
                self.tr("Không có máy in"),
                self.tr(
                    "Hồ sơ đã lưu, giấy chờ in. Cắm máy in, bật nguồn rồi kiểm tra lại, hoặc"
                    " lưu PDF để in ở máy khác."
                ),
            )

    def set_ready(self, words: str = "") -> None:
        """Says that the chosen printer takes jobs."""
        self._set(ready=True)
        self.state.say(self.tr("Máy in sẵn sàng"), words, kind="success", icon="")
        self._tell()

    def set_problem(self, title: str, words: str) -> None:
        """Says why nothing can be printed, what is safe and what to do, and offers to look again.

        The words are those of :mod:`ui.messages` for the spool's code.
        """
        self._set()
        self.state.say(title, words, kind="warning", icon="")
        self._tell()

    def set_busy(self) -> None:
        """Says that the form is on its way to the printer, until told otherwise."""
        self._set(ready=True, busy=True)
        self.state.say(self.tr("Đang gửi tới máy in…"), kind="info", icon=Icon.PRINTER)
        self._tell()

    def set_sent(self, words: str = "") -> None:
        """Says that the printer's queue took the form; Enter closes now, lest it print twice."""
        self._set(ready=True, sent=True)
        self.state.say(self.tr("Đã gửi tới máy in"), words, kind="success", icon="")
        self._tell()

    def _limit(self, count: int) -> None:
        if count > MOST_COPIES:  # a slip of the hand must not empty the tray
            self.count.set_value(MOST_COPIES)

    def copies(self) -> int:
        """Returns how many copies are wanted, at least one."""
        return max(self.count.value() or 0, 1)

    # ------------------------------------------------------------------------------ its parts

    def _make_pages(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Các trang"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setFlow(QListView.Flow.TopToBottom)
        self.list.setWrapping(False)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFixedWidth(theme.size("gutter"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.ring_inset = theme.space(1)  # type: ignore[attr-defined]
        self.list.setVisible(False)
        self.list.currentRowChanged.connect(self._show)
        self.area = SheetArea()
        self.waiting = EmptyState(Icon.HOURGLASS, "")
        self._place = QStackedLayout()
        self._place.addWidget(self.waiting)
        self._place.addWidget(self.area)

    def _make_panel(self, title: str) -> QWidget:
        self.printer = ComboField(self.tr("Máy in"))
        self.count = CountBox()
        self.count.set_value(1)
        self.count.counted.connect(self._limit)
        self.zoom = Choice(
            [("fit", self.tr("Vừa trang")), ("full", self.tr("100 %"))],
            name=self.tr("Cỡ xem"),
            compact=True,
        )
        self.zoom.set_value("fit")
        self.state = Banner("info", "")
        self.again = Button(self.tr("Kiểm tra lại"), icon=Icon.REFRESH, key="F5")
        self.print_button = Button(
            self.tr("In"), "primary", icon=Icon.PRINTER, key="Enter", large=True
        )
        self.save = Button(self.tr("Lưu PDF"), icon=Icon.DOWNLOAD, key="Ctrl+S")
        self.shut = Button(self.tr("Đóng"), "quiet", key="Esc")
        self.where = Label("", "label", tone="text.secondary", num=True)
        self.zoom.picked.connect(self._zoomed)
        self.printer.picked.connect(self.printer_picked)
        self.again.clicked.connect(self.check_wanted)
        self.print_button.clicked.connect(self._print)
        self.save.clicked.connect(self.save_wanted)
        self.shut.clicked.connect(self.reject)
        heading = Label(title, "section", weight=600, wrap=True)
        copies = Labelled(self.tr("Số bản"), self.count)
        facts = QWidget()
        column = _column(facts)
        for part in (heading, self.where, self.zoom, self.printer, self.state, self.again, copies):
            column.addWidget(part)
        column.addStretch(1)
        acts = QWidget()
        below = _column(acts)
        below.addWidget(self.print_button)
        row = QHBoxLayout()
        row.setSpacing(theme.space(3))
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self.shut)
        below.addLayout(row)
        panel = QWidget()
        whole = QVBoxLayout(panel)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Scroll(facts), 1)  # so that large text has room on a low screen
        whole.addWidget(acts)
        panel.setMinimumWidth(theme.size("panel"))
        panel.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        return panel

    def _bind_keys(self) -> None:
        self.print_button.setDefault(True)
        for button in (self.save, self.shut, self.again):
            button.setAutoDefault(True)  # Enter does what the focus is on, else it prints
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Print), self._print),
            (QKeySequence(QKeySequence.StandardKey.Save), self.save_wanted.emit),
            (QKeySequence("F5"), self.check_wanted.emit),
            (QKeySequence("PgUp"), lambda: self.turn(-1)),
            (QKeySequence("PgDown"), lambda: self.turn(1)),
            (QKeySequence("Ctrl+0"), lambda: self.set_zoom("fit")),
            (QKeySequence("Ctrl+1"), lambda: self.set_zoom("full")),
        ):
            QShortcut(keys, self).activated.connect(act)

    def _order(self) -> None:
        stops = [
            self.print_button, self.save, self.shut, self.list, self.area, self.zoom.segment("fit"),
            self.zoom.segment("full"), self.printer.combo, self.count, self.again,
        ]  # fmt: skip
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    # ------------------------------------------------------------------------------- its work

    def _print(self) -> None:
        if self._can_print():
            self.print_wanted.emit(self.printer.combo.value(), self.copies())

    def _can_print(self) -> bool:
        return bool(self._pages) and self._ready and not self._busy

    def _set(self, *, ready: bool = False, busy: bool = False, sent: bool = False) -> None:
        self._ready, self._busy, self._sent = ready, busy, sent

    def _tell(self) -> None:
        """Lets the main button say the truth, and Enter do what can be done."""
        self.print_button.set_words(self._print_words())
        reason = ""
        if not self._ready:
            reason = self.tr("chưa in được")
        elif not self._pages:
            reason = self.tr("chờ trang")
        held = self.focusWidget() in (None, self._aim)
        self.print_button.set_reason(reason)
        self.save.setEnabled(bool(self._pages))
        self.again.setVisible(not self._ready)
        target = self.print_button
        if self._sent or not self._pages:
            target = self.shut
        elif reason:
            target = self.save
        target.setDefault(True)
        self.print_button.set_key("Enter" if target is self.print_button else "Ctrl+P")
        self._aim = target
        if held:  # a clerk who went elsewhere stays there
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print_words(self) -> str:
        if self._busy:
            return self.tr("Đang gửi…")
        return self.tr("In lại") if self._sent else self.tr("In")

    def _say(self, title: str, words: str, icon: str) -> None:
        self._pages = []
        self.list.clear()
        self.list.setVisible(False)
        self.area.show_page(None)
        self.where.setText("")
        old, self.waiting = self.waiting, EmptyState(icon, title, words)
        self._place.removeWidget(old)
        old.deleteLater()
        self._place.addWidget(self.waiting)
        self._place.setCurrentWidget(self.waiting)
        self._tell()

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._pages):
            return
        self.area.show_page(self._pages[row])
        words = self.tr("Trang {n} trên {total}").format(n=row + 1, total=len(self._pages))
        self.where.setText(words)
        self.area.setAccessibleName(words)

    def _zoomed(self, key: str) -> None:
        self.area.set_zoom("full" if key == "full" else "fit")

    def _thumbnail(self, page: Page) -> QIcon:
        ratio = self.devicePixelRatio()
        smooth = Qt.TransformationMode.SmoothTransformation
        size = self.list.iconSize() * ratio
        image = page.image().scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        image.setDevicePixelRatio(ratio)
        picture = QPixmap.fromImage(image)
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)  # else Qt would tint the paper
        return icon

    def _restyle(self) -> None:
        room = theme.size("gutter") - 2 * theme.space(4)
        line = line_of(font_of("label"))
        self.list.setFont(font_of("label"))
        self.list.setIconSize(QSize(room, round(room * 2**0.5)))
        self.list.setGridSize(QSize(theme.size("gutter"), round(room * 2**0.5) + 2 * line))


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    side = theme.space(5)
    column.setContentsMargins(side, side, side, side)
    column.setSpacing(theme.space(3))
    return column
