"""The sheet of a closed day, and its appendix of late work: the unit's own record, A4.

No law prescribes the form. The seal is the hash of the journal's last event of
the day (docs/storage.md): as bars for a scanner, in two rows so that their
modules are wide enough to be read when badly printed, and as groups for eyes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from core.domain.day_sheet import AppendixData, DaySheetData, Explanation, SheetHead
from printing import wording
from printing.barcode import Bars, fit_bars
from printing.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR
from printing.forms import document, parts
from printing.forms.head import issuer
from printing.forms.prepare import prepared
from printing.forms.sheet import Body, Heading, Sheet, gap
from printing.layout import (
    A4,
    MM,
    STRONG,
    WEAK,
    Strip,
    baseline,
    centred,
    wrap_balanced,
)
from printing.tables import Column, table

REQUIRED: Final = (
    "head.unit_name",
    "head.place",
    "head.station",
    "head.number",
    "head.code",
    "head.officer_name",
)
CODE: Final = "head.code"
TITLE, APPENDIX = "BIÊN BẢN ĐÓNG NGÀY", "PHỤ LỤC BIÊN BẢN ĐÓNG NGÀY"
DRAFT: Final = "BẢN NHÁP, CHƯA KÝ ĐÓNG NGÀY"
BARS_HEIGHT: Final = 11 * MM
#: the unit's own record may be set smaller than what a citizen takes home
PAPER: Final = replace(A4, bodies=((12.0, 1.25), (11.5, 1.2), (11.0, 1.18)))
#: tables of so many strips stay on one page
WHOLE: Final = 9
#: hex digits in a row of bars, and in a group for eyes
ROW, GROUP = 32, 4

COUNTS: Final = {
    "dossier_received": "Hồ sơ tiếp nhận",
    "supplement_asked": "Phiếu yêu cầu bổ sung",
    "dossier_refused": "Phiếu từ chối tiếp nhận",
    "dossier_amended": "Lần sửa hồ sơ",
    "dossier_cancelled": "Hồ sơ hủy",
    "result_returned": "Kết quả đã trả",
}
WARNINGS: Final = {
    "clock_wrong": "Khi ký, đồng hồ máy có vẻ sai.",
    "clock_differs": "Đồng hồ máy lệch máy chủ tỉnh quá năm phút.",
    "day_ahead": "Theo đồng hồ máy, khi ký ngày này chưa tới.",
    "closed_at_central": "Tỉnh đã có một biên bản đóng ngày này của máy từ trước.",
}
UNEXPLAINED: Final = "Không ghi"


def render_day_sheet(data: DaySheetData) -> bytes:
    """The sheet as PDF.

    Raises:
        Refused: ``form_field_missing`` for every required field that is blank.
    """
    return document.render(*form(data), PAPER)


def render_appendix(data: AppendixData) -> bytes:
    """The appendix as PDF.

    Raises:
        Refused: ``form_field_missing`` for every required field that is blank.
    """
    return document.render(*appendix(data), PAPER)


def form(data: DaySheetData) -> tuple[Heading, Body]:
    """Heading and strips of the sheet.

    Raises:
        Refused: see `render_day_sheet`.
    """
    ready, lossy = prepared(data, REQUIRED, code=CODE, qr_text=CODE, notes=("words",))

    def body(sheet: Sheet) -> list[Strip]:
        return [
            *_head(sheet, ready.head, TITLE),
            *_facts(sheet, ready),
            *_numbers(sheet, ready),
            *_explained(sheet, "Số thiếu", "Số", ready.missing),
            *_explained(sheet, "Hồ sơ, phiếu chưa có giấy in", "Mã số", ready.without_paper),
            *_remarks(sheet, ready),
            *_places(sheet, ready),
            *_seal(sheet, ready.seal, ready.first, ready.last),
            *parts.signatures(sheet, _signers(ready.head)),
            *parts.notes(sheet, [_NOTE if ready.seal else _DRAFT_NOTE]),
        ]

    signed = ready.head.signed_at or ready.head.made_at
    return _heading(ready.head, signed, lossy=lossy), body


def appendix(data: AppendixData) -> tuple[Heading, Body]:
    """Heading and strips of the appendix.

    Raises:
        Refused: see `render_appendix`.
    """
    ready, lossy = prepared(data, REQUIRED, code=CODE, qr_text=CODE)

    def body(sheet: Sheet) -> list[Strip]:
        return [
            *_head(sheet, ready.head, APPENDIX),
            *_late(sheet, ready),
            *_seal(sheet, ready.seal, 0, 0),
            *parts.signatures(sheet, _signers(ready.head)),
            *parts.notes(sheet, [_APPENDIX_NOTE]),
        ]

    return _heading(ready.head, ready.head.made_at, lossy=lossy), body


_NOTE = (
    "Ngày đã đóng không mở lại. Việc làm sau khi đóng ghi vào ngày làm việc kế tiếp, có ghi bổ"
    " sung, và kê ở phụ lục. Mã niêm phong là mã băm SHA-256 của việc cuối cùng trong ngày; máy"
    " chủ tỉnh giữ cùng mã này."
)
_DRAFT_NOTE = "Bản nháp để đối chiếu trước khi ký, không có giá trị."
_APPENDIX_NOTE = (
    "Biên bản đóng ngày giữ nguyên như khi ký. Việc kê ở đây thuộc số liệu của ngày ghi vào."
)


def _heading(head: SheetHead, dated: datetime, *, lossy: bool) -> Heading:
    return Heading(
        form="Biên bản đóng ngày",
        title=(TITLE,),
        copies=("",),
        parent_org=head.parent_org,
        unit_name=head.unit_name,
        number=head.number,
        place=head.place,
        issued_on=wording.local(dated).date(),
        code=head.code,
        code_label="Biên bản",
        code_note="",
        lookup_code="",
        lookup_head="",
        qr_text="",
        pack_id=head.pack_id,
        form_version=head.form_version,
        station=head.station,
        made_at=head.made_at,
        doubtful=head.clock_doubtful,
        practice=head.practice,
        reprint=head.reprint,
        lossy=lossy,
    )


def _signers(head: SheetHead) -> tuple[tuple[str, str], ...]:
    return ("NGƯỜI CHỨNG KIẾN", ""), ("NGƯỜI ĐÓNG NGÀY", head.officer_name)


# --- strips -----------------------------------------------------------------------------


def _head(sheet: Sheet, head: SheetHead, title: str) -> list[Strip]:
    """Issuer, title, day and station, who signed and when, marks."""
    sizes, middle = sheet.sizes, sheet.left + sheet.width / 2
    day = f"{wording.day_text(head.day)}, Quầy {head.station}"
    lines = [
        (title, BOLD, sizes.title),
        (f"{day[0].upper()}{day[1:]}", BOLD, sizes.body),
    ]
    if head.signed_at is None:
        lines.append((DRAFT, BOLD_ITALIC, sizes.body))
    else:
        told = f"Ký lúc {wording.moment_text(head.signed_at)}"
        told += f" {parts.DOUBTFUL}" if head.clock_doubtful else ""
        lines.append((told, ITALIC, sizes.body * 0.95))
    if head.reprint is not None:
        lines.append(
            (wording.reprint_text(head.reprint, full=False), BOLD_ITALIC, sizes.body * 0.95)
        )
    strip = Strip(sizes.body * 0.9, keep=WEAK)
    for text, face, letter in lines:
        for part in wrap_balanced(text, face, letter, sheet.width):
            at = strip.height + baseline(letter * 1.3, letter)
            strip.texts.append(centred(part, middle, at, face, letter))
            strip.height += letter * 1.3
    return [*issuer(sheet), strip, gap(sizes.body * 0.6, WEAK)]


def _facts(sheet: Sheet, data: DaySheetData) -> list[Strip]:
    counts = dict(data.counts)
    rows = [(name, _grouped(counts[kind])) for kind, name in COUNTS.items() if counts.get(kind)]
    rows += [
        ("Giấy hẹn, phiếu đã in", _grouped(data.papers)),
        ("Số tạm đã cấp", _grouped(data.provisional)),
        ("Phí, lệ phí theo sổ", wording.dong(data.fees_vnd)),
    ]
    more = (
        ("Giấy còn chờ máy in", data.prints_waiting),
        ("Việc ghi lúc giờ nghi ngờ", data.doubtful),
        ("Việc tỉnh chờ quyết", data.exceptions),
        ("Tờ tiếp nhận còn gõ dở", data.drafts),
    )
    rows += [(name, _grouped(number)) for name, number in more if number]
    rows += [(f"Bổ sung ngày {day:%d/%m/%Y}", f"{acts} việc") for day, acts in data.late]
    return _titled(sheet, "1. Việc trong ngày", _two_columns(sheet, rows))


def _two_columns(sheet: Sheet, rows: Sequence[tuple[str, str]]) -> list[Strip]:
    """Names and figures, read down the left half and then down the right one."""
    half = (len(rows) + 1) // 2
    columns = (
        Column(0.32, "Nội dung", centre=False),
        Column(0.18, "Số liệu"),
        Column(0.32, "Nội dung", centre=False),
        Column(0.18, "Số liệu"),
    )
    other = [*rows[half:], ("", "")]
    pairs = zip(rows[:half], other, strict=False)
    cells = [([a], [b], [c], [d]) for (a, b), (c, d) in pairs]
    return table(columns, cells, sheet.left, sheet.width, sheet.sizes)


def _titled(sheet: Sheet, title: str, ruled: Sequence[Strip]) -> list[Strip]:
    """A table under its bold title, which never stands alone."""
    size = sheet.sizes.body
    if len(ruled) <= WHOLE:
        for strip in ruled[:-1]:
            strip.keep = max(strip.keep, WEAK)
    named = sheet.lines([(title, BOLD)], STRONG)
    return [*named, gap(size * 0.15, STRONG), *ruled, gap(size * 0.5)]


def _numbers(sheet: Sheet, data: DaySheetData) -> list[Strip]:
    title = "2. Số hồ sơ chính thức"
    if not data.numbers:
        none = sheet.lines([("Máy trạm không có dải số nào trong ngày này.", REGULAR)])
        return _titled(sheet, title, none)
    columns = (
        Column(0.18, "Dải số"),
        Column(0.12, "Đã dùng"),
        Column(0.26, "Trong đó hủy", centre=False),
        Column(0.26, "Thiếu", centre=False),
        Column(0.18, "Còn lại, bỏ"),
    )
    rows = [
        (
            [f"{line.first:04d}-{line.last:04d}"],
            [str(line.used)],
            [line.voided or "Không"],
            [line.missing or "Không"],
            [str(line.left)],
        )
        for line in data.numbers
    ]
    return _titled(sheet, title, table(columns, rows, sheet.left, sheet.width, sheet.sizes))


def _explained(sheet: Sheet, title: str, head: str, lines: Sequence[Explanation]) -> list[Strip]:
    if not lines:
        return []
    columns = (Column(0.34, head, centre=False), Column(0.66, "Giải trình", centre=False))
    rows = [([line.what], [line.words or UNEXPLAINED]) for line in lines]
    ruled = table(columns, rows, sheet.left, sheet.width, sheet.sizes)
    return _titled(sheet, f"{title} ({len(lines)})", ruled)


def _remarks(sheet: Sheet, data: DaySheetData) -> list[Strip]:
    """The supervisor's words on all of it, and what holds of clock and copy."""
    told = [WARNINGS[code] for code in data.warnings if code in WARNINGS]
    strips: list[Strip] = []
    for number, line in enumerate(filter(None, data.words.split("\n"))):
        label = [("Giải trình chung:", BOLD)] if number == 0 else []
        strips += sheet.lines([*label, (line, REGULAR)])
    for line in told:
        strips += sheet.lines([("Lưu ý:", BOLD), (line, REGULAR)])
    return [*strips, gap(sheet.sizes.body * 0.5)] if strips else []


def _places(sheet: Sheet, data: DaySheetData) -> list[Strip]:
    places = (
        ("Ghi chắc ở máy này", data.here),
        ("Máy chủ tỉnh đã nhận", data.at_central),
        ("Trong bản sao lưu của tỉnh", data.backed_up),
    )
    columns = [Column(1 / 3, name) for name, _ in places]
    row = [[f"{_grouped(events)} việc"] for _, events in places]
    title = "3. Mọi việc của máy này, lúc ký, đang ở"
    return _titled(sheet, title, table(columns, [row], sheet.left, sheet.width, sheet.sizes))


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _seal(sheet: Sheet, seal: str, first: int, last: int) -> list[Strip]:
    """The hash: a row of bars with its groups underneath for each half."""
    if not seal:
        return []
    size, middle = sheet.sizes.body, sheet.left + sheet.width / 2
    told = "Mã niêm phong"
    if last:
        told += f", việc {first} đến {last} của luồng ghi"
    strips = sheet.lines([(told, BOLD)], STRONG)
    for at in range(0, len(seal), ROW):
        half = seal[at : at + ROW]
        bars = fit_bars(half, sheet.paper.bars_width)
        assert bars is not None  # 32 hex digits fit on A4 at the widest module
        strip = Strip(1.6 * MM + BARS_HEIGHT + 0.6 * MM, keep=STRONG)
        groups = " ".join(half[n : n + GROUP] for n in range(0, len(half), GROUP))
        down = strip.height + baseline(size * 1.3, size)
        strip.texts.append(centred(groups, middle, down, BOLD, size))
        strip.height += size * 1.3
        strip.paint = _painter(bars, middle)
        strips.append(strip)
    strips[-1].keep = WEAK
    return [*strips, gap(size * 0.5)]


def _painter(bars: Bars, middle: float) -> Callable[[Canvas, float], None]:
    def paint(canvas: Canvas, top: float) -> None:
        bars.draw(canvas, middle - bars.width / 2, top - 1.6 * MM - BARS_HEIGHT, BARS_HEIGHT)

    return paint


def _late(sheet: Sheet, data: AppendixData) -> list[Strip]:
    told = (
        f"Các việc dưới đây được làm sau khi đã ký đóng {wording.day_text(data.head.day)}. Số liệu"
        " đã ký không thay đổi."
    )
    columns = (
        Column(0.09, "Lúc"),
        Column(0.23, "Việc", centre=False),
        Column(0.26, "Mã số", centre=False),
        Column(0.25, "Cán bộ", centre=False),
        Column(0.17, "Ghi vào ngày"),
    )
    rows = [
        (
            [wording.clock(line.at)],
            [line.what],
            [line.number],
            [line.who],
            [f"{line.day:%d/%m/%Y}"],
        )
        for line in data.lines
    ]
    ruled = table(columns, rows, sheet.left, sheet.width, sheet.sizes)
    intro = [*sheet.lines([(told, REGULAR)], STRONG), gap(sheet.sizes.body * 0.3, STRONG)]
    return [*intro, *_titled(sheet, f"Việc bổ sung ({len(data.lines)})", ruled)]
