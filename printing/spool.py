"""A PDF to a printer of this machine, through Qt's print system, dot on dot.

Only to a printer looked up by name: ``QPrinter()`` is "valid" on a machine without any and makes a
file instead. What the system says before and after is told as a code (words in ``ui/messages.py``):

``no_printer``       the machine has no printer, or its print service does not answer
``unknown_printer``  it has printers, none of this name
``printer_stopped``  the queue is paused, or the printer reports an error (paper, cover, jam)
``paper_too_small``  the printer takes only sheets smaller than the form
``pdf_damaged``      the form cannot be read
``print_failed``     the system did not take the job

``done`` says that the system's queue took the whole job: no system tells more through Qt.
A program needs its ``QCoreApplication``, but no event loop and not the interface thread: a page is
a picture, no font is touched.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from printing import raster

OK: Final = "ok"
DONE: Final = "done"
UNTOLD_DPI: Final = 600
"""Where the system tells no resolution: every bar is read at 600, whatever is made of it later."""
_SPARE: Final = 1.02
"""How much larger than its sheet a page may be: 200 dpi drawn at 203.2, and rounding."""


class Spool:
    """The printers of this machine; any thread may call, one at a time for each printer."""

    def __init__(self, dpi: Mapping[str, int] | None = None) -> None:
        """Takes note of what the system does not tell.

        Args:
            dpi: resolutions of printers by name, from the settings; they come before what the
                system says.
        """
        self._dpi = dict(dpi or {})

    def printers(self) -> list[str]:
        """Names the printers, the system's default first."""
        default = QPrinterInfo.defaultPrinterName()
        return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: name != default)

    def ready(self, name: str) -> tuple[bool, str]:
        """Tells whether a job would be sent, and the code ``ok`` or why not."""
        code = _looked_up(name)[1]
        return code == OK, code

    def send(self, name: str, pdf: bytes, title: str, copies: int = 1) -> str:
        """Puts a form into the printer's queue; ``done`` or an error's code.

        Args:
            name: the printer.
            pdf: the form; its sheet decides the paper.
            title: what the queue shows: a number, never a person's name.
            copies: how often the whole form comes out.
        """
        if QCoreApplication.instance() is None:  # Qt would end the process
            raise RuntimeError("printing needs an application object")
        info, code = _looked_up(name)
        if code != OK:
            return code
        try:
            sizes = raster.sizes(pdf)
        except raster.PdfDamaged:
            return "pdf_damaged"
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        if printer.outputFormat() != QPrinter.OutputFormat.NativeFormat:
            return "unknown_printer"  # taken away since it was looked up: Qt would make a file
        if printer.printerName() != name:
            return "unknown_printer"
        printer.setResolution(self._dpi.get(name) or resolution(printer, info))
        set_paper(printer, info, *sizes[0])
        if not fits(printer, sizes):
            return "paper_too_small"
        printer.setDocName(title)
        code = paint(printer, pdf, copies)
        return code if code != DONE or _taken() else "print_failed"


def _looked_up(name: str) -> tuple[QPrinterInfo, str]:
    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo()
    if info.isNull():
        return info, "unknown_printer" if QPrinterInfo.availablePrinterNames() else "no_printer"
    if info.state() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        return info, "printer_stopped"
    return info, OK


def resolution(printer: QPrinter, info: QPrinterInfo) -> int:
    """The printer's dots per inch, halved while finer than any form needs.

    On Windows the driver sets it. CUPS prints Qt's own PDF, whose 1200 mean nothing; there the
    driver's list is asked, and the finest that a page's memory allows is taken.
    """
    told = sorted(info.supportedResolutions())
    dpi = printer.resolution()
    if told and dpi not in told:
        dpi = max((d for d in told if d <= raster.MOST_DPI), default=told[0])
    elif not told and dpi == _QT_PDF_DPI:
        dpi = UNTOLD_DPI
    while dpi > raster.MOST_DPI:
        dpi //= 2
    return dpi


_QT_PDF_DPI: Final = 1200


def set_paper(printer: QPrinter, info: QPrinterInfo, width: float, height: float) -> None:
    """Asks for the form's sheet (points), to its edges; a printer without it keeps its own."""
    upright = QSizeF(min(width, height), max(width, height))
    policy = QPageSize.SizeMatchPolicy.FuzzyMatch
    wanted = QPageSize(upright, QPageSize.Unit.Point, "", policy)
    known = info.supportedPageSizes()
    if known and not info.supportsCustomPageSizes():
        fits = [s for s in known if s.isEquivalentTo(wanted)]
        larger = [s for s in known if _holds(s, upright)]
        larger.sort(key=lambda s: s.sizePoints().width() * s.sizePoints().height())
        wanted = next(iter(fits or larger), info.defaultPageSize())
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)  # the copies of a form part company
    printer.setFullPage(True)
    printer.setPageSize(wanted)
    across = width > height
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    )
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)


def _holds(sheet: QPageSize, form: QSizeF) -> bool:
    size = sheet.sizePoints()
    return size.width() * _SPARE >= form.width() and size.height() * _SPARE >= form.height()


def fits(printer: QPrinter, sizes: Iterable[tuple[float, float]]) -> bool:
    """Whether the sheet that the printer agreed to holds every page (points) unscaled."""
    sheet = printer.paperRect(QPrinter.Unit.Point)
    return all(
        width <= sheet.width() * _SPARE and height <= sheet.height() * _SPARE
        for width, height in sizes
    )


def paint(printer: QPrinter, pdf: bytes, copies: int = 1) -> str:
    """Paints every page as a picture in the printer's dots; ``done`` or an error's code.

    The picture stands in the middle of its own sheet, at the head of a larger one.
    """
    rounds = max(copies, 1)
    if printer.supportsMultipleCopies():
        printer.setCopyCount(rounds)
        printer.setCollateCopies(True)
        rounds = 1
    printer.setColorMode(QPrinter.ColorMode.GrayScale)  # no black mixed of three inks
    painter = QPainter()
    if not painter.begin(printer):
        return "print_failed"
    # Else Qt may put a picture into its PDF as JPEG, with clouds around every bar.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    whole = True
    try:
        for turn in range(rounds):
            whole = whole and _paint_pages(printer, painter, pdf, first=turn == 0)
    except raster.PdfDamaged:
        whole = False
    if not whole:
        printer.abort()
    ended = painter.end()
    stopped = printer.printerState() == QPrinter.PrinterState.Error
    return DONE if whole and ended and not stopped else "print_failed"


def _taken() -> bool:
    """Whether CUPS took the job: Qt does not say when a queue refuses it or the spool is full.

    libcups keeps the outcome of each thread's last request, and Qt's last one is the job.
    """
    if sys.platform != "linux":
        return True
    try:
        last_error = ctypes.CDLL("libcups.so.2").cupsLastError
    except (OSError, AttributeError):
        return True  # another print system: nothing more is known
    return int(last_error()) < _FIRST_IPP_ERROR


_FIRST_IPP_ERROR: Final = 0x0400


def _paint_pages(printer: QPrinter, painter: QPainter, pdf: bytes, *, first: bool) -> bool:
    for page in raster.pages(pdf, printer.resolution()):
        if not first and not printer.newPage():
            return False
        first = False
        sheet = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
        own = sheet.height() <= page.height * _SPARE
        down = (sheet.height() - page.height) // 2 if own else 0
        painter.drawImage(QPoint((sheet.width() - page.width) // 2, down), _picture(page))
    return True


def _picture(page: raster.Raster) -> QImage:
    """One bit a dot where that holds the page: no driver then makes dots of its own from greys."""
    form = QImage.Format.Format_Grayscale8
    grey = QImage(page.data, page.width, page.height, page.stride, form)
    return grey.convertToFormat(QImage.Format.Format_Mono) if page.bilevel else grey.copy()
