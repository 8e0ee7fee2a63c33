"""Forms in a real queue, dot on dot; without a printer a refusal, never a file.

The queues are those of a CUPS scheduler of the test's own, on a socket of its own; where none is
installed (``cups-daemon`` and ``cups-client``) these tests are skipped, and what remains is the
refusal and the painting through Qt's PDF engine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
import pytest

from core.domain.receipt import ReceiptData
from printing import raster
from printing.forms.receipt import render_receipt
from tests.printing.test_receipt_cases import PRACTICE, SHORT

spool = pytest.importorskip("printing.spool", reason="no Qt here")
QtPrintSupport = pytest.importorskip("PySide6.QtPrintSupport", reason="no Qt here")

pytestmark = pytest.mark.usefixtures("qapp")

FILES = """\
FileDevice Yes
ServerRoot {root}
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/state
TempDir {root}/tmp
ErrorLog {root}/error
AccessLog {root}/access
PageLog {root}/page
"""
ALL = "Order allow,deny\nAllow all\n"
CONF = f"""\
Listen {{root}}/s
Browsing Off
DefaultAuthType None
WebInterface No
PreserveJobFiles Yes
DirtyCleanInterval 0
<Location />
{ALL}</Location>
<Policy default>
<Limit All>
{ALL}</Limit>
</Policy>
"""
PPD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TEST.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test"
*ShortNickName: "Test"
*NickName: "Test"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*cupsFilter2: "application/pdf application/pdf 0 -"
{options}*DefaultFont: Courier
"""
SHEETS = {"A4": "595 842", "A5": "420 595", "A6": "297 420"}


def ppd(resolutions: str, sheets: str) -> str:
    """A printer's description: what it can do, the first of each being its default."""

    def choice(name: str, values: list[str]) -> str:
        lines = "".join(f'*{name} {value}/{value}: ""\n' for value in values)
        return (
            f"*OpenUI *{name}/{name}: PickOne\n*Default{name}: {values[0]}\n{lines}"
            f"*CloseUI: *{name}\n"
        )

    papers = sheets.split()
    options = choice("PageSize", papers) + choice("PageRegion", papers)
    options += f"*DefaultImageableArea: {papers[0]}\n*DefaultPaperDimension: {papers[0]}\n"
    for name in papers:
        wide, high = (int(side) for side in SHEETS[name].split())
        options += f'*ImageableArea {name}: "12 12 {wide - 12} {high - 12}"\n'
        options += f'*PaperDimension {name}: "{wide} {high}"\n'
    options += choice("Resolution", [f"{dpi}dpi" for dpi in resolutions.split()])
    return PPD.format(options=options)


class Job(NamedTuple):
    """What the scheduler was given."""

    pdf: bytes
    attributes: bytes


class Cups:
    """A print system with its queues."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("spool", "cache", "state", "tmp"):
            (root / name).mkdir()
        (root / "conf").write_text(CONF.format(root=root))
        who = "User lp\nGroup lp\n" if os.geteuid() == 0 else ""
        (root / "files").write_text(FILES.format(root=root) + who)
        self._process = subprocess.Popen(
            ["cupsd", "-f", "-c", root / "conf", "-s", root / "files"],
            env={"PATH": PATH},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not (root / "s").exists():
            try:
                self._process.wait(timeout=0.02)
            except subprocess.TimeoutExpired:
                continue
            pytest.skip(f"cupsd does not start here: {(root / 'error').read_text()[-500:]}")

    def queue(self, name: str, resolutions: str = "300 600", sheets: str = "A4 A5") -> None:
        description = self.root / f"{name}.ppd"
        description.write_text(ppd(resolutions, sheets))
        self.tell("lpadmin", "-p", name, "-E", "-v", "file:/dev/null", "-P", str(description))

    def tell(self, *words: str) -> None:
        env = {"PATH": PATH, "CUPS_SERVER": str(self.root / "s")}
        subprocess.run(words, env=env, check=True, capture_output=True, timeout=20)

    def jobs(self) -> list[Job]:
        """Every job so far, the oldest first."""
        return [
            Job(path.read_bytes(), path.with_name(f"c{path.name[1:6]}").read_bytes())
            for path in sorted((self.root / "spool").glob("d*"))
        ]

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)


T = TypeVar("T")
PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    if any(shutil.which(tool, path=PATH) is None for tool in ("cupsd", "lpadmin")):
        pytest.skip("no CUPS here (apt: cups-daemon, cups-client)")
    root = Path(tempfile.mkdtemp(prefix="cups-"))  # a socket's path must be short
    root.chmod(0o755)
    monkeypatch.setenv("CUPS_SERVER", str(root / "s"))
    system = Cups(root)
    try:
        yield system
    finally:
        system.stop()
        shutil.rmtree(root)


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a print system; returns the folder the program runs in."""
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@cache
def receipt(data: ReceiptData, paper: str = "A5") -> bytes:
    return render_receipt(data, paper="A4") if paper == "A4" else render_receipt(data)


def working(work: Callable[[], T]) -> T:
    """Does work where the program does it; libcups looks for its server once a thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result(timeout=60)


def send(name: str, pdf: bytes, copies: int = 1, dpi: dict[str, int] | None = None) -> str:
    return str(working(lambda: spool.Spool(dpi).send(name, pdf, "H49.215-261123-0042", copies)))


class Printed(NamedTuple):
    """The picture on a sheet: its dots, and where it lies, in points from the upper left."""

    dots: list[bytes]
    width: int
    per_inch: float
    left: float
    top: float


def rows_of(data: bytes, width: int, stride: int) -> list[bytes]:
    return [data[at : at + width] for at in range(0, len(data), stride)]


def printed(pdf: bytes) -> list[Printed]:
    document = pdfium.PdfDocument(pdf)
    found = []
    for page in document:
        (picture,) = page.get_objects(filter=[pdfium_raw.FPDF_PAGEOBJ_IMAGE])
        bitmap = picture.get_bitmap()
        assert bitmap.format == pdfium_raw.FPDFBitmap_Gray
        rows = rows_of(bytes(bitmap.buffer), bitmap.width, bitmap.stride)
        matrix = picture.get_matrix()
        across, down = bitmap.width / matrix.a * 72, bitmap.height / matrix.d * 72
        assert across == pytest.approx(down, rel=1e-4)
        top = page.get_height() - matrix.f - matrix.d
        found.append(Printed(rows, bitmap.width, across, matrix.e, top))
    return found


def drawn(pdf: bytes, dpi: int) -> list[list[bytes]]:
    return [rows_of(page.data, page.width, page.stride) for page in raster.pages(pdf, dpi)]


# ------------------------------------------------------------------------------- no printer


def test_without_a_printer_nothing_is_sent_and_no_file_appears(nothing: Path) -> None:
    desk = spool.Spool()

    assert working(desk.printers) == []
    for name in ("", "Máy in quầy 2", "PDF"):
        assert working(partial(desk.ready, name)) == (False, "no_printer")
        assert send(name, receipt(SHORT)) == "no_printer"
    assert list(nothing.iterdir()) == []


# -------------------------------------------------------------------- painting, any machine


@pytest.mark.parametrize("dpi", [200, 203, 300, 600])
@pytest.mark.parametrize("data", [SHORT, PRACTICE], ids=["black", "grey"])
def test_a_page_is_painted_dot_on_dot(data: ReceiptData, dpi: int, tmp_path: Path) -> None:
    """Through Qt's PDF engine, which stands in for a driver here and is CUPS' own path."""
    target = tmp_path / "out.pdf"

    def paint() -> str:
        printer = QtPrintSupport.QPrinter(QtPrintSupport.QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QtPrintSupport.QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(dpi)
        spool.set_paper(printer, QtPrintSupport.QPrinterInfo(), *raster.sizes(receipt(data))[0])
        return str(spool.paint(printer, receipt(data)))

    assert working(paint) == "done"
    sheets = printed(target.read_bytes())

    assert [sheet.dots for sheet in sheets] == drawn(receipt(data), dpi)
    assert [sheet.per_inch for sheet in sheets] == pytest.approx([dpi] * 2, rel=1e-4)
    # At 200 dpi the page is drawn at 203.2: it hangs over by 1 to 2 mm on each side.
    assert all(abs(sheet.left) < 3.5 and abs(sheet.top) < 5.5 for sheet in sheets)


# ------------------------------------------------------------------------------ real queues


def test_the_default_printer_is_named_first(cups: Cups) -> None:
    cups.queue("hall")
    cups.queue("window2")
    cups.tell("lpadmin", "-d", "window2")

    assert working(spool.Spool().printers) == ["window2", "hall"]


@pytest.mark.parametrize(("told", "used"), [("203", 203), ("300 600", 600), ("600 1200", 600)])
def test_a_receipt_reaches_the_queue_in_the_printer_s_own_dots(
    cups: Cups, told: str, used: int
) -> None:
    cups.queue("window2", told)

    assert working(lambda: spool.Spool().ready("window2")) == (True, "ok")
    assert send("window2", receipt(SHORT)) == "done"

    (job,) = cups.jobs()
    assert [sheet.dots for sheet in printed(job.pdf)] == drawn(receipt(SHORT), used)
    assert printed(job.pdf)[0].per_inch == pytest.approx(used, rel=1e-4)
    assert b"H49.215-261123-0042" in job.attributes
    assert b"one-sided" in job.attributes  # the two copies are two sheets


def test_settings_know_the_resolution_better(cups: Cups) -> None:
    cups.queue("window2", "300 600")

    assert send("window2", receipt(SHORT), dpi={"window2": 203}) == "done"

    assert printed(cups.jobs()[0].pdf)[0].per_inch == pytest.approx(203, rel=1e-4)


def test_copies_are_the_queue_s_work(cups: Cups) -> None:
    cups.queue("window2", "300")

    assert send("window2", receipt(SHORT), copies=3) == "done"

    (job,) = cups.jobs()
    assert len(printed(job.pdf)) == 2
    assert b"\x21\x00\x06copies\x00\x04\x00\x00\x00\x03" in job.attributes


def test_a_larger_sheet_takes_the_form_at_its_head(cups: Cups) -> None:
    cups.queue("window2", "300", "A4")

    assert send("window2", receipt(SHORT)) == "done"

    sheet = printed(cups.jobs()[0].pdf)[0]
    assert sheet.per_inch == pytest.approx(300, rel=1e-4)
    assert sheet.left == pytest.approx((595 - 419.5) / 2, abs=1)
    assert sheet.top == pytest.approx(0, abs=0.5)


def test_a_sheet_too_small_is_told_and_nothing_is_queued(cups: Cups) -> None:
    cups.queue("window2", "300", "A6")

    assert send("window2", receipt(SHORT)) == "paper_too_small"
    assert cups.jobs() == []


def test_names_states_and_damage_are_told(cups: Cups) -> None:
    cups.queue("window2")
    desk = spool.Spool()

    for name in ("", "window3", "PDF"):
        assert working(partial(desk.ready, name)) == (False, "unknown_printer")
        assert send(name, receipt(SHORT)) == "unknown_printer"
    assert send("window2", receipt(SHORT)[:900]) == "pdf_damaged"
    cups.tell("cupsdisable", "window2")
    assert working(lambda: desk.ready("window2")) == (False, "printer_stopped")
    assert send("window2", receipt(SHORT)) == "printer_stopped"
    cups.tell("cupsenable", "window2")
    cups.tell("cupsreject", "window2")
    assert send("window2", receipt(SHORT)) == "print_failed"
    assert cups.jobs() == []
    cups.tell("cupsaccept", "window2")
    assert send("window2", receipt(SHORT)) == "done"
    assert len(cups.jobs()) == 1


def test_a_print_service_that_goes_away_is_no_printer(cups: Cups) -> None:
    cups.queue("window2")
    assert working(lambda: spool.Spool().ready("window2")) == (True, "ok")

    cups.stop()

    assert send("window2", receipt(SHORT)) == "no_printer"


def test_an_application_is_asked_for_before_qt_would_end_the_process() -> None:
    code = "from printing.spool import Spool; Spool().send('x', b'', '')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 1
    assert "needs an application object" in done.stderr
