"""Reception as in the reference pictures: ready to save, and with errors."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.widgets import (
    Banner,
    Button,
    CheckRow,
    Chip,
    Choice,
    ChoiceField,
    ComboField,
    CutoffBar,
    Day,
    DayStrip,
    DueDisplay,
    Field,
    FieldRow,
    KeyValues,
    Label,
    PageTitle,
    PaperColumn,
    PaperHeader,
    ProcedureField,
    Rule,
    Scroll,
    Section,
    SidePanel,
    SlipCard,
)
from ui.widgets.cards import Row
from ui.widgets.gallery import frame

LONG = (
    "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt"
    " Nam; cơ quan, tổ chức có thẩm quyền của nước ngoài; cơ quan, tổ chức liên danh cấp"
)


def title() -> PageTitle:
    """The page's title with its ways of receiving."""
    page = PageTitle("Tiếp nhận hồ sơ")
    ways = (("counter", "Trực tiếp"), ("post", "Bưu chính"), ("online", "Trực tuyến"))
    choice = Choice(ways, name="Cách nộp", compact=True)
    choice.set_value("counter")
    choice.set_count("online", 3)
    page.add(choice)
    page.aside.setText("nháp tự lưu 10:05:12")
    return page


def person(error: bool) -> Section:
    """The filer, and the owner when it is somebody else."""
    section = Section("Người nộp", "" if error else "quét thẻ lúc 10:03")
    section.set_progress("error" if error else "done")
    number, name = Field("Số định danh", num=True), Field("Họ và tên")
    born, sex = Field("Ngày sinh", num=True), Field("Giới tính")
    number.set_text("02218700005" if error else "022194000001")
    name.set_text("Lê Quỳnh Hương" if error else "Nguyễn Thị Huyền Diệu")
    born.set_text("11/11/1987" if error else "01/02/1994")
    sex.set_text("Nữ")
    first = FieldRow()
    first.add(number, width=238)
    first.add(name, 1)
    first.add(born, width=116)
    first.add(sex, width=78)
    section.body.addWidget(first)
    if error:
        words = "Mới có 11 chữ số, cần đủ 12. Quét lại thẻ, hoặc nhập lại số in trên thẻ."
        number.set_error(words)
    else:
        number.set_badge("Thẻ", "success", Icon.ID_CARD)
    home, phone = Field("Nơi cư trú"), Field("Điện thoại", icon=Icon.PHONE, num=True)
    home.set_text(
        "Số 1 phố Không Có Thật, phường Cẩm Phả, Cẩm Phả, Quảng Ninh"
        if error
        else "Số 999, tổ 99, khu Giả Định 1, phường Cửa Ông, Cẩm Phả, Quảng Ninh"
    )
    phone.set_text("0570 000 005" if error else "0570 000 001")
    second = FieldRow()
    second.add(home, 1)
    second.add(phone, width=206)
    section.body.addWidget(second)
    if not error:
        section.body.addWidget(_owner())
    return section


def _owner() -> FieldRow:
    row = FieldRow()
    options = (("filer", "Người nộp"), ("other", "Người khác"), ("organisation", "Tổ chức"))
    owner = ChoiceField("Chủ hồ sơ", options)
    owner.choice.set_value("other")
    name = Field("Họ tên chủ hồ sơ")
    name.set_text("Nguyễn Phước Thiên Ân Bảo Khánh Ngọc Quỳnh Như Ý")
    row.add(owner)
    row.add(name, 1)
    return row


def procedure(error: bool) -> Section:
    """The procedure with its facts."""
    section = Section("Thủ tục")
    section.set_progress("done")
    field = ProcedureField()
    facts: tuple[tuple[str, str], ...]
    if error:
        field.set_choice("2.000815", LONG)
        facts = (
            ("Chứng thực", Icon.STAMP),
            ("Trong ngày, sau 15:00 sang hôm sau", Icon.CALENDAR_DAYS),
            ("2.000 đ một trang", Icon.BANKNOTE),
        )
    else:
        field.set_choice("1.001193", "Thủ tục đăng ký khai sinh")
        facts = (
            ("Hộ tịch", Icon.STAMP),
            ("1 ngày làm việc", Icon.CALENDAR_DAYS),
            ("Miễn phí", Icon.BANKNOTE),
            ("Nhận qua bưu chính được", Icon.PACKAGE_CHECK),
        )
    section.body.addWidget(field)
    row = QHBoxLayout()
    row.setSpacing(theme.space(2))
    for words, icon in facts:
        row.addWidget(Chip(words, icon))
    row.addStretch(1)
    section.body.addLayout(row)
    return section


def papers(error: bool) -> Section:
    """The papers with their counts."""
    section = Section("Thành\u00a0phần hồ\u00a0sơ")
    section.set_progress("error" if error else "done")
    header = PaperHeader()
    header.set_summary("3 loại giấy tờ" if error else "4 loại giấy tờ, đủ")
    rows: tuple[tuple[str, bool, tuple[int | None, int | None, int | None], str], ...]
    if error:
        rows = (
            ("Bằng tốt nghiệp đại học", True, (1, 5, 0), "1 trang"),
            ("Bảng điểm", True, (1, 0, 0), "4 trang"),
            ("Giấy khai sinh", True, (1, 2, 0), "2 trang"),
        )
    else:
        long = "Giấy chứng sinh hoặc văn bản người làm chứng/cam đoan về việc sinh"
        rows = (
            ("Tờ khai đăng ký khai sinh (nếu nộp trực tiếp)", True, (1, 0, 0), "Nộp mới"),
            (long, True, (1, 0, 0), "Nộp mới"),
            ("Văn bản ủy quyền (nếu có)", False, (None,) * 3, "Không áp dụng"),
            ("Giấy tờ tùy thân của người đi khai (xuất trình)", True, (None,) * 3, "Đã xuất trình"),
        )
    box = PaperColumn()
    box.addWidget(header)
    for at, (name, ticked, counts, source) in enumerate(rows):
        row = CheckRow(name, zebra=at % 2 == 0)
        row.set_checked(ticked)
        row.set_counts(*counts)
        row.set_source(source)
        if error and at == 1:
            row.counts[1].clear()
            row.set_error("Chưa ghi số bản cần chứng thực của “Bảng điểm”.", 1)
        box.addWidget(row)
    section.body.addLayout(box)
    return section


def fee(error: bool) -> Section:
    """Fee, way of return, note."""
    section = Section("Phí, trả kết quả")
    section.set_progress("warning" if error else "done")
    money = Field("Phí" if error else "Lệ phí", num=error)
    money.set_text("94.000 đ" if error else "Miễn phí")
    back = ComboField("Nhận kết quả", (("counter", "Tại quầy"), ("post", "Qua bưu chính")))
    note = Field(
        "Lý do thu khác mức tính" if error else "Ghi chú",
        placeholder="Ghi lý do" if error else "Ghi chú cho người thụ lý, không in lên giấy hẹn",
    )
    row = FieldRow()
    row.add(money, width=140)
    row.add(back, width=210)
    row.add(note, 1)
    section.body.addWidget(row)
    if error:
        words = "Tính tới lúc này là 18.000 đ, chưa kể Bảng điểm. Đang ghi 94.000 đ."
        money.set_warning(words, "Lấy mức tính", "Alt L")
    else:
        money.set_locked("Thủ tục này không thu lệ phí")
    return section


def slip(error: bool) -> SlipCard:
    """The slip to be."""
    card = SlipCard("Giấy hẹn sắp in", Icon.RECEIPT, "Mẫu 01, A5, 2 liên")
    rows: list[Row]
    if error:
        card.above.addWidget(
            DueDisplay("Hẹn trả hôm nay, thứ Hai", "23/11/2026", "trước 17:00, tại quầy 3")
        )
        bar = CutoffBar()
        bar.say("10:05", "15:00 là mốc sang hôm sau", 0.37)
        card.above.addSpacing(theme.space(2))
        card.above.addWidget(bar)
        rows = [
            ("Mã hồ sơ", "cấp khi lưu", "text.muted"),
            ("Người nộp", "Lê Quỳnh Hương"),
            ("Bản chứng thực", "7 bản, còn thiếu 1 loại", "danger"),
            ("Phí", "94.000 đ", "warning"),
        ]
    else:
        due = DueDisplay("Hẹn trả thứ Tư", "25/11/2026", "trước 17:00, tại quầy trả kết quả")
        card.above.addWidget(due)
        card.above.addSpacing(theme.space(2))
        days = (
            Day("T2", "23", "nhận", "start"),
            Day("T3", "24", "nghỉ lễ", "off"),
            Day("T4", "25", "hẹn trả", "due"),
        )
        card.above.addWidget(DayStrip(days))
        card.above.addSpacing(theme.space(1))
        words = "1 ngày làm việc, không tính 24/11 (Ngày Văn hóa Việt Nam)."
        card.above.addWidget(Label(words, "label", tone="text.secondary", wrap=True))
        rows = [
            ("Mã hồ sơ", "cấp khi lưu", "text.muted"),
            ("Người nộp", "Nguyễn Thị Huyền Diệu"),
            ("Chủ hồ sơ", "Nguyễn Phước Thiên Ân Bảo Khánh Ngọc Quỳnh Như Ý"),
            ("Giấy tờ giữ lại", "2 bản chính"),
            ("Lệ phí", "Miễn phí"),
        ]
    card.below.addWidget(KeyValues(rows, right=True))
    card.below.addWidget(Rule())
    left = (
        "Còn 142 số hôm nay, đủ cho lúc ngoại tuyến" if error else "Còn 158 số hôm nay cho quầy này"
    )
    card.below.addWidget(Label(left, "caption", tone="text.muted", wrap=True))
    return card


def panel(error: bool) -> tuple[QWidget, Button]:
    """The panel at the right, and its primary button."""
    result = SidePanel()
    column = QVBoxLayout(result)
    side = theme.space(4)
    column.setContentsMargins(side - 6, side - 6, side - 6, side)
    column.setSpacing(theme.space(1) + 3)
    column.addWidget(slip(error))
    below = QVBoxLayout()
    below.setContentsMargins(6, 0, 6, 0)
    below.setSpacing(theme.space(3))
    if error:
        words = "Máy in hết giấy. Hồ sơ vẫn lưu được, giấy hẹn chờ in."
        below.addWidget(Banner("warning", "", words, icon=Icon.PRINTER))
        save = Button("Lưu, in sau", "primary", icon=Icon.CHECK, key="F12", large=True)
    else:
        save = Button("Lưu và in giấy hẹn", "primary", icon=Icon.PRINTER, key="F12", large=True)
    below.addWidget(save)
    row = QHBoxLayout()
    row.setSpacing(theme.space(3))
    row.addWidget(Button("Bổ sung", icon=Icon.FILE_TEXT, key="F7"))
    row.addWidget(Button("Từ chối", key="Shift F7"))
    below.addLayout(row)
    column.addLayout(below)
    column.addStretch(1)
    return result, save


def scene(error: bool) -> tuple[QWidget, QWidget]:
    """The whole window, and the widget that has the focus."""
    form = QWidget()
    column = QVBoxLayout(form)
    column.setContentsMargins(theme.space(6), theme.space(2) + 1, theme.space(6), 0)
    column.setSpacing(0)
    column.addWidget(title())
    column.addSpacing(theme.space(1) + 2)
    if error:
        banner = Banner(
            "danger",
            "Chưa lưu. Còn 2 chỗ phải sửa, 1 chỗ cần ghi lý do.",
            "Những gì đã nhập vẫn còn nguyên trong bản nháp của máy này.",
            action="Tới lỗi đầu",
            key="F8",
        )
        column.addWidget(banner)
        column.addSpacing(theme.space(2))
    who = person(error)
    for section in (who, procedure(error), papers(error), fee(error)):
        column.addWidget(section)
    column.addStretch(1)
    scroll = Scroll(form)
    side, save = panel(error)
    middle = QWidget()
    row = QHBoxLayout(middle)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(scroll, 1)
    row.addWidget(side)
    bar = frame.top_bar("A032" if error else "B017", "04:51" if error else "02:14")
    whole = frame.window(frame.rail("reception"), bar, middle, frame.strip(error))
    first = who.findChild(Field)
    return whole, first.edit if error and isinstance(first, Field) else save
