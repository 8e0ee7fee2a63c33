"""The band above a form: what stands in the way, and that nothing is lost."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.viewmodels.base import prop, translate


def kept_words() -> str:
    """Where what was typed is now."""
    return translate("banner", "Những gì đã nhập vẫn còn nguyên trong bản nháp của máy này.")


def screen_words() -> str:
    """The same where the disk may not have taken the draft either."""
    return translate("banner", "Những gì đã nhập vẫn còn nguyên trên màn hình.")


class Banner(QObject):
    """One message at a time.

    Signals:
        changed(): kind, title or detail differ.

    Attributes:
        kind: "" none, ``error`` fields to correct or to explain (F8 goes to the first),
            ``fault`` the machine or a right that is missing.
        title: what happened.
        detail: what is safe, what next.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = ("", "", "")

    @prop(str, changed)
    def kind(self) -> str:
        return self._shown[0]

    @prop(str, changed)
    def title(self) -> str:
        return self._shown[1]

    @prop(str, changed)
    def detail(self) -> str:
        return self._shown[2]

    def clear(self) -> None:
        """Nothing to say."""
        self._show("", "", "")

    def show_fault(self, title: str, detail: str = "") -> None:
        """The machine is at fault, or the person may not do it."""
        self._show("fault", title, detail or kept_words())

    def show_errors(self, count: int, reasons: int = 0) -> None:
        """Fields are to be corrected, or a reason is to be written; none left clears it."""
        if not count and not reasons:
            self.clear()
            return
        if not reasons:
            text = translate("banner", "Chưa lưu. Còn {n} chỗ phải sửa.")
        elif count:
            text = translate("banner", "Chưa lưu. Còn {n} chỗ phải sửa, {k} chỗ cần ghi lý do.")
        else:
            text = translate("banner", "Chưa lưu. Còn {k} chỗ cần ghi lý do.")
        self._show("error", text.format(n=count, k=reasons), kept_words())

    def _show(self, kind: str, title: str, detail: str) -> None:
        if self._shown != (kind, title, detail):
            self._shown = (kind, title, detail)
            self.changed.emit()
