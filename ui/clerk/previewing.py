"""Ties the preview of a form to the dossier and to the printers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSaveFile
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.background import Background, Failure
from ui.clerk.preview import PreviewView
from ui.clerk.sheet import Page
from ui.viewmodels.base import crash_words, words_of
from ui.viewmodels.dossier import DossierViewModel
from ui.viewmodels.paper_names import short_name
from ui.viewmodels.printing import PrintQueueViewModel

Draw = Callable[[bytes], Sequence[Page]]


class Previewing(QObject):
    """Opens a preview, has its pages drawn off the interface thread, and sends what is wanted."""

    def __init__(
        self,
        background: Background,
        dossier: DossierViewModel,
        prints: PrintQueueViewModel,
        draw: Draw,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._background, self._draw = background, draw
        self._dossier, self._prints, self._window = dossier, prints, window
        self._pdf = b""
        self._sending = ("", 0)  # number and copies under way to the printer
        self.view: PreviewView | None = None
        dossier.preview_ready.connect(self._take)
        dossier.failed.connect(self._failed)
        prints.printers_changed.connect(self._show_printers)
        prints.ready_changed.connect(self._show_ready)
        prints.printed.connect(self._printed)
        prints.job_failed.connect(self._not_printed)

    def open(self) -> PreviewView | None:
        """Shows the citizen's paper of the dossier in sight as it would be printed now."""
        page = self._dossier.page
        if page is None or self.view is not None:
            return None
        title = f"{short_name(page.form)} {page.number}"
        self.view = view = PreviewView(title, self._window)
        size = self._window.size()
        view.resize(min(size.width() - 64, 1180), min(size.height() - 48, 860))
        view.print_wanted.connect(self._print)
        view.save_wanted.connect(self._save)
        view.printer_picked.connect(self._prints.choose)
        view.check_wanted.connect(self._prints.look)
        view.finished.connect(lambda _: self._closed())
        self._show_printers()
        self._show_ready()
        self._dossier.preview()
        view.open()
        return view

    def close(self) -> None:
        """Takes an open preview away."""
        if self.view is not None:
            self.view.reject()

    def _take(self, pdf: bytes) -> None:
        self._pdf = pdf
        draw = self._draw
        self._background.submit_pure(
            lambda: list(draw(pdf)), self._drawn, self._not_drawn, on_crash=self._crashed
        )

    def _drawn(self, pages: Sequence[Page]) -> None:
        if self.view is not None:
            self.view.set_pages(pages)

    def _not_drawn(self, failure: Failure) -> None:
        if self.view is not None:
            self.view.set_failed(self.tr("Chưa dựng được trang"), words_of(failure))

    def _crashed(self, reference: str) -> None:
        if self.view is not None:
            self.view.set_failed(self.tr("Chưa dựng được trang"), crash_words(reference))

    def _failed(self, words: str) -> None:
        if self._sending[0]:
            self._not_printed(self._sending[0], words)
        elif self.view is not None:
            self.view.set_failed(self.tr("Chưa dựng được trang"), words)

    def _show_printers(self) -> None:
        if self.view is not None:
            self.view.set_printers(self._prints.printers, self._prints.printer)

    def _show_ready(self) -> None:
        if self.view is None or not self._prints.printers:
            return
        if self._prints.ready:
            self.view.set_ready()
        else:
            first, _, rest = self._prints.ready_words.partition(". ")
            self.view.set_problem(first, rest)

    def _print(self, _name: str, copies: int) -> None:
        page = self._dossier.page
        if self.view is None or page is None:
            return
        self.view.set_busy()
        self._sending = (page.number, copies)
        self._dossier.reprint(copies)

    def _printed(self, number: str) -> None:
        sent, copies = self._sending
        if self.view is not None and number == sent:
            self._sending = ("", 0)
            self.view.set_sent(self.tr("{n} bản.").format(n=copies))

    def _not_printed(self, number: str, words: str) -> None:
        if self.view is not None and number == self._sending[0]:
            self._sending = ("", 0)
            first, _, rest = words.partition(". ")
            self.view.set_problem(first.rstrip("."), rest)

    def _save(self) -> None:
        page = self._dossier.page
        if page is None or not self._pdf:
            return
        name, _ = QFileDialog.getSaveFileName(
            self.view, self.tr("Ghi giấy ra tệp"), f"{page.number}.pdf", "PDF (*.pdf)"
        )
        if name:
            self._write(name, self._pdf)

    def _write(self, name: str, pdf: bytes) -> None:
        def work() -> str:
            target = QSaveFile(name)
            if not target.open(QSaveFile.OpenModeFlag.WriteOnly):
                return target.errorString()
            target.write(pdf)
            return "" if target.commit() else target.errorString()

        def told(why: str) -> None:
            if self.view is not None and why:
                title = self.tr("Chưa ghi được tệp")
                words = self.tr("{why} Giấy vẫn in được; chọn thư mục khác rồi ghi lại.")
                self.view.set_problem(title, words.format(why=f"{why}."))

        self._background.submit_pure(work, told, on_crash=self._crashed)

    def _closed(self) -> None:
        if self.view is not None:
            self.view.deleteLater()
            self.view = None
        self._pdf = b""
        self._sending = ("", 0)
