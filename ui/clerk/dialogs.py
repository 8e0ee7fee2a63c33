"""Changing and cancelling a dossier: each asks why, and shows what will follow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.clerk.amend_dialog import AmendDialog, Told
from ui.clerk.amendment import AmendmentViewModel
from ui.viewmodels.dossier import DossierViewModel
from ui.widgets import ConfirmDialog, Field


class CancelDialog(ConfirmDialog):
    """Names the dossier, asks why; Esc and Enter keep it.

    Signals:
        wanted(str): cancel it, for this reason.
    """

    wanted = Signal(str)

    def __init__(self, number: str, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Hủy hồ sơ {number}?").format(number=number),
            self.tr(
                "Số này sẽ không dùng lại và giấy hẹn đã trao hết hiệu lực."
                " Hồ sơ vẫn còn trong nhật ký cùng lý do."
            ),
            act=self.tr("Hủy hồ sơ"),
            parent=parent,
        )
        self.reason = Field(
            self.tr("Lý do hủy"), placeholder=self.tr("Ví dụ: nộp trùng, nhập nhầm người")
        )
        self.act.clicked.disconnect()
        self.act.clicked.connect(self._ask)
        self.reason.edited.connect(lambda _: self.reason.clear_message())
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertSpacing(2, theme.space(2))
        column.insertWidget(3, self.reason)
        QWidget.setTabOrder(self.reason.edit, self.act)
        QWidget.setTabOrder(self.act, self.keep)
        self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_errors(self, told: Told) -> None:
        """Says why it cannot be cancelled."""
        self.reason.set_error(" ".join(said for _, said in told))

    def _ask(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.wanted.emit(reason)
        else:
            self.reason.set_error(self.tr("Ghi lý do: người kiểm tra sổ sau này sẽ đọc."))
            self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter in the reason goes on to the buttons; it never answers the question."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.focusWidget() is self.reason.edit:
            self.keep.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)


class Changing:
    """Opens the dialogs over a window and ties them to the dossier's view model."""

    def __init__(
        self,
        viewmodel: DossierViewModel,
        amendment: Callable[[], AmendmentViewModel | None],
        window: QWidget,
    ) -> None:
        """Takes part in nothing before it is asked.

        Args:
            viewmodel: the dossier shown.
            amendment: makes the view model of a change; None when no dossier is shown.
            window: over which the dialogs stand.
        """
        self._vm, self._amendment, self._window = viewmodel, amendment, window
        self.open_now: AmendDialog | CancelDialog | None = None
        viewmodel.act_refused.connect(self._refused)
        viewmodel.done.connect(self._done)

    def cancel(self) -> CancelDialog | None:
        """Asks whether the dossier is to be cancelled."""
        page = self._vm.page
        if page is None or self.open_now is not None:
            return None
        dialog = CancelDialog(page.number, self._window)
        dialog.wanted.connect(self._vm.cancel)
        self._show(dialog)
        return dialog

    def amend(self) -> AmendDialog | None:
        """Opens the form of a change."""
        made = self._amendment() if self.open_now is None else None
        if made is None:
            return None
        dialog = AmendDialog(made, self._window)
        dialog.wanted.connect(self._vm.amend)
        dialog.finished.connect(lambda _: made.close())
        dialog.finished.connect(made.deleteLater)
        self._show(dialog)
        return dialog

    def close(self) -> None:
        """Takes an open dialog away."""
        if self.open_now is not None:
            self.open_now.reject()

    def _show(self, dialog: AmendDialog | CancelDialog) -> None:
        self.open_now = dialog
        room = self._window.size()
        side = theme.space(4)
        dialog.resize(dialog.size().boundedTo(QSize(room.width() - side, room.height() - side)))
        dialog.finished.connect(lambda _: self._closed())
        dialog.open()

    def _closed(self) -> None:
        if self.open_now is not None:
            self.open_now.deleteLater()
            self.open_now = None

    def _refused(self, told: Told) -> None:
        if self.open_now is not None:
            self.open_now.show_errors(told)

    def _done(self, _words: str) -> None:
        if self.open_now is not None:
            self.open_now.accept()
