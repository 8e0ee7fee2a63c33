"""A closed day's papers: printed, written to a file, and what the window shows of them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.domain.errors import EnvironmentFault
from core.ports.desk import Desk
from core.ports.supervision import DaySeen, LateAct
from ui.background import Background
from ui.viewmodels.base import ViewModel, translate
from ui.viewmodels.printing import DONE, Paper, PrintQueueViewModel, paper_words


class DaySheetViewModel(ViewModel):
    """Prints and keeps the sheet of a day and its appendix.

    Signals:
        done(str): it is out, in words.
    """

    done = Signal(str)

    def __init__(
        self,
        background: Background,
        prints: PrintQueueViewModel,
        paper: Paper,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(background, parent)
        self._prints, self._paper = prints, paper

    def print_it(self, day: date, *, appendix: bool = False) -> None:
        """Prints on the chosen printer."""
        self._act(lambda desk: _pdf(desk, day, appendix), self._send)

    def save(self, day: date, path: str, *, appendix: bool = False) -> None:
        """Writes to a file."""
        text = translate("closing", "Đã ghi biên bản vào {path}.").format(path=path)

        def made(pdf: bytes) -> None:
            self._apart(lambda: _write(path, pdf), lambda _: self.done.emit(text))

        self._act(lambda desk: _pdf(desk, day, appendix), made)

    def _send(self, pdf: bytes) -> None:
        paper, name = self._paper, self._prints.printer
        if not name:
            self.failed.emit(paper_words("no_printer"))
            return
        title = translate("closing", "Biên bản đóng ngày")
        self._apart(lambda: paper.send(name, pdf, title, 1), lambda code: self._sent(code, name))

    def _sent(self, code: str, name: str) -> None:
        if code == DONE:
            self.done.emit(translate("closing", "Biên bản đã in ra {name}.").format(name=name))
        else:
            self.failed.emit(paper_words(code, name))


def _pdf(desk: Desk, day: date, appendix: bool) -> bytes:
    return desk.supervision.appendix(day) if appendix else desk.supervision.sheet(day)


def _write(path: str, pdf: bytes) -> None:
    try:
        Path(path).write_bytes(pdf)
    except OSError as wrong:
        raise EnvironmentFault("io_error", path=path, detail=wrong.strerror or "") from wrong


def signed_words(seen: DaySeen) -> str:
    """Who signed, and when."""
    closed, at = seen.closed, seen.signed_at
    if closed is None or at is None:
        return ""
    text = translate("closing", "{name} ký lúc {time}")
    return text.format(name=closed.officer_name, time=moment_words(at))


def moment_words(at: datetime) -> str:
    """``17:08 23/11/2026``."""
    return f"{at:%H:%M} {at:%d/%m/%Y}"


def late_words(act: LateAct) -> str:
    """An act of late work: what, on which dossier, and on which day it stands."""
    what = {
        "dossier_received": translate("closing", "Tiếp nhận {number}, ghi vào {day}"),
        "supplement_asked": translate("closing", "Yêu cầu bổ sung {number}, ghi vào {day}"),
        "dossier_refused": translate("closing", "Từ chối {number}, ghi vào {day}"),
        "dossier_amended": translate("closing", "Sửa {number}, ghi vào {day}"),
        "dossier_cancelled": translate("closing", "Hủy {number}, ghi vào {day}"),
        "result_returned": translate("closing", "Trả kết quả {number}, ghi vào {day}"),
    }[act.kind]
    return what.format(number=act.number, day=f"{act.day:%d/%m/%Y}")


def seal_rows(head: str) -> list[str]:
    """The seal as two rows of groups, as on paper."""
    text = head.upper()
    rows = (text[:32], text[32:])
    return [" ".join(row[at : at + 4] for at in range(0, len(row), 4)) for row in rows if row]
