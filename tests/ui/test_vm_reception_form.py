"""The form without desk or window: seldom fields, others concerned, fees by the page, reasons."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from core.domain.procedure import Procedure
from core.services.dossier_input import read_dossier
from ui.viewmodels.banner import Banner
from ui.viewmodels.components import ComponentsModel
from ui.viewmodels.form_state import read_draft
from ui.viewmodels.procedures import chips
from ui.viewmodels.reception_form import ReceptionForm
from ui.viewmodels.slip import SlipViewModel

TODAY = date(2026, 11, 23)
COPIES = Procedure(
    "2.000815", "Chứng thực bản sao từ bản chính", "Chứng thực", "ward", "UBND", "same_day", 2000,
    documents=("Bản chính giấy tờ cần chứng thực", "Bản sao cần chứng thực (hoặc yêu cầu chụp)"),
    immediate=True, notes="2,000/page; from page 3 1,000/page; max 200,000 per copy",
)  # fmt: skip
DEATH = Procedure(
    "1.000656", "Đăng ký khai tử", "Hộ tịch", "ward", "UBND", "1 working_days", 8000,
    documents=("Tờ khai", "Giấy báo tử"),
)  # fmt: skip


@pytest.fixture
def form(qapp: object) -> ReceptionForm:
    made = ReceptionForm(lambda: TODAY)
    made.set_value("filer.name", "Lê Quỳnh Hương")
    return made


def again(form: ReceptionForm) -> ReceptionForm:
    """The form that comes back from its own draft."""
    draft = read_draft(form.state.to_draft(form.papers.to_draft(), "10:05:00"))
    assert draft is not None
    made = ReceptionForm(lambda: TODAY)
    made.replace(draft.state(form.procedure), draft.papers)
    return made


def test_a_form_just_made_knows_already_what_is_missing(qapp: object) -> None:
    made = ReceptionForm(lambda: TODAY)
    assert set(made.errors) >= {"filer.name", "procedure"}
    assert made.shown_errors == []
    assert made.section_state("filer") == ""


# --- who ------------------------------------------------------------------------------------


def test_a_foreigner_is_asked_for_the_name_after_the_passport(form: ReceptionForm) -> None:
    form.set_value("filer.name", "")
    form.set_value("filer.passport_no", "M 0000 0027")
    form.set_value("filer.passport_country", "Hàn Quốc")
    form.set_value("filer.email", "minji.kim@vidu.kr")
    assert form.next_field("filer.passport_country") == "filer.name"
    form.set_value("filer.name", "Kim Min-ji")
    assert form.next_field("filer.email") == "procedure"
    form.choose(DEATH)
    new = read_dossier(again(form).source(), TODAY)
    assert not new.errors
    assert new.owner is not None
    assert (new.owner.passport_no, new.owner.passport_country, new.owner.email) == (
        "M00000027", "Hàn Quốc", "minji.kim@vidu.kr"
    )  # fmt: skip


def test_the_owner_has_a_passport_of_their_own(form: ReceptionForm) -> None:
    form.set_owner_kind("other")
    form.set_value("owner.name", "Kim Min-ji")
    form.set_value("owner.passport_no", "M00000027")
    form.set_value("owner.email", "minji.kim")
    form.choose(DEATH)
    assert "@" in form.warning("owner.email")
    assert form.section_of("owner.email") == "filer"
    source = form.source()
    assert source["applicant"]["passport_no"] == "M00000027"
    assert "passport_no" not in source["representative"]
    form.set_owner_kind("organisation")
    assert form.source()["applicant"]["email"] == "minji.kim"
    assert "passport_no" not in form.source()["applicant"]


@pytest.mark.parametrize("name", ["0912345678", "...", "1/2"])
def test_a_name_without_letters_is_told_beside_its_field(form: ReceptionForm, name: str) -> None:
    form.set_value("filer.name", name)
    assert form.error("filer.name") == ""  # still typing
    form.leave("filer.name")
    assert "không có chữ nào" in form.error("filer.name")
    form.set_owner_kind("organisation")
    form.set_value("owner.name", name)
    form.show_everything()
    assert "không có chữ nào" in form.error("owner.name")


@pytest.mark.parametrize(("way", "number"), [("counter", 1), ("online", 2), ("post", 3)])
def test_how_it_was_filed(form: ReceptionForm, way: str, number: int) -> None:
    form.choose(DEATH)
    form.set_value("submission", way)
    back = again(form)
    assert back.value("submission") == way
    assert read_dossier(back.source(), TODAY).channel == number
    slip = SlipViewModel()
    slip.show(back.state, back.papers)
    assert ("Nộp" in [row.label for row in slip.rows]) == (way != "counter")


# --- others concerned -----------------------------------------------------------------------


def fill(form: ReceptionForm, row: int, name: str, number: str = "", role: str = "") -> None:
    for key, text in (("name", name), ("personal_no", number), ("role", role)):
        form.set_value(f"related.{row}.{key}", text)


def test_related_persons_come_and_go(form: ReceptionForm, qtbot: QtBot) -> None:
    form.choose(DEATH)
    assert "related" not in form.source()
    with qtbot.waitSignal(form.related_changed):
        assert form.add_related() == "related.0.name"
    assert form.add_related() == "related.0.name"  # the row before is still blank
    fill(form, 0, "trần văn bình", "022091000002", "bên B")
    assert form.add_related() == "related.1.name"
    fill(form, 1, "Phạm Thị Cúc")
    form.add_related()
    new = read_dossier(again(form).source(), TODAY)
    assert not new.errors
    assert [(p.name, p.personal_no, p.role) for p in new.related] == [
        ("Trần Văn Bình", "022091000002", "bên B"),
        ("Phạm Thị Cúc", "", ""),
    ]
    with qtbot.waitSignals([form.related_changed, form.value_changed]):
        form.remove_related(0)
    assert form.value("related.0.name") == "Phạm Thị Cúc"
    assert form.value("related.1.name") == ""
    form.remove_related(0)
    form.remove_related(0)
    assert form.state.related_rows == 0
    assert not any(key.startswith("related") for key in form.state.values)


def test_errors_of_related_persons_stand_in_their_rows(form: ReceptionForm) -> None:
    form.choose(DEATH)
    form.add_related()
    fill(form, 0, "Trần Văn Bình")
    form.add_related()
    fill(form, 1, "", "0220910")
    form.add_related()  # blank: left out, nothing is asked for
    form.show_everything()
    assert form.shown_errors == ["related.1.name", "related.1.personal_no"]
    assert "Ctrl Delete" in form.error("related.1.name")
    assert "Mới có 7 chữ số" in form.error("related.1.personal_no")
    assert form.section_state("filer") == "error"
    fill(form, 1, "123", "022091000002")
    assert form.shown_errors == ["related.1.name"]
    assert "không có chữ nào" in form.error("related.1.name")
    fill(form, 0, "")  # the row before is blank now: the service numbers without it
    assert form.shown_errors == ["related.1.name"]


def test_enter_goes_through_a_related_row_and_on(form: ReceptionForm) -> None:
    form.set_value("filer.personal_no", "022187000005")
    form.add_related()
    assert form.next_field("related.0.name") == "procedure"
    form.set_value("related.0.name", "Trần Văn Bình")
    assert form.next_field("related.0.name") == "related.0.personal_no"
    form.set_value("related.0.role", "bên B")
    assert form.next_field("related.0.personal_no") == "procedure"


# --- fees -----------------------------------------------------------------------------------


def test_copies_and_pages_make_the_fee(form: ReceptionForm) -> None:
    form.choose(COPIES)
    assert form.at_once
    assert form.next_field("procedure") == "copies"
    assert (form.value("copies"), form.value("pages"), form.value("fee")) == ("1", "1", "2.000")
    form.set_value("copies", "3")
    assert form.value("fee") == "6.000"
    form.set_value("pages", "4")
    assert form.value("fee") == "18.000"
    assert form.next_field("pages") == "save"
    source = form.source()
    assert (source["fee_vnd"], source["copies"]) == (18_000, 3)
    assert source["attachments"][1] == {
        "name": COPIES.documents[1], "originals": 0, "certified": 3, "copies": 0, "pages": 4
    }  # fmt: skip
    form.set_at_once(False)
    assert form.value("fee") == "18.000"  # by the page whenever it is returned


def test_the_table_and_the_fields_say_the_same(form: ReceptionForm) -> None:
    form.choose(COPIES)
    form.papers.set_count(1, "certified", "2")
    form.papers.set_count(1, "pages", "3")
    assert (form.value("copies"), form.value("pages"), form.value("fee")) == ("2", "3", "10.000")
    form.set_value("copies", "x")
    assert form.papers.papers[1].certified == 2
    assert form.errors["copies"].startswith("Ghi số bản")
    form.set_value("copies", "5")
    assert form.papers.papers[1].certified == 5
    form.set_value("pages", "")
    assert "pages" in form.errors


def test_several_papers_are_summed_and_what_is_missing_is_named(form: ReceptionForm) -> None:
    form.choose(COPIES)
    for name, copies, pages in (
        ("Bằng", "5", "1"),
        ("Bảng điểm", "", "4"),
        ("Khai sinh", "2", "2"),
    ):
        form.papers.add(name)
        row = len(form.papers.papers) - 1
        form.papers.set_count(row, "certified", copies)
        form.papers.set_count(row, "pages", pages)
    assert [p["name"] for p in form.source()["attachments"]] == ["Bằng", "Bảng điểm", "Khai sinh"]
    assert (form.value("copies"), form.value("fee")) == ("7", "18.000")
    assert form.next_field("procedure") == "papers.3.certified"
    form.set_value("fee", "94.000")
    assert form.warning("fee") == (
        "Tính tới lúc này là 18.000 đ, chưa kể Bảng điểm. Đang ghi 94.000 đ."
    )
    form.show_everything()
    assert form.papers.error(3) == "Chưa ghi số bản cần chứng thực của “Bảng điểm”."
    slip = SlipViewModel()
    slip.show(form.state, form.papers)
    assert [(r.label, r.value, r.tone) for r in slip.rows[-2:]] == [
        ("Bản chứng thực", "7 bản, còn thiếu 1 loại", "error"),
        ("Phí", "94.000 đ", "warning"),
    ]
    assert again(form).state.sheets == form.state.sheets
    for _ in range(3):
        form.papers.remove(2)
    assert [paper.ticked for paper in form.papers.papers] == [True, True]  # they stand in again


def test_another_procedure_begins_counting_anew(form: ReceptionForm) -> None:
    form.choose(COPIES)
    form.set_value("copies", "7")
    form.set_value("fee", "1.000")
    form.set_value("fee_reason", "miễn một phần")
    form.choose(DEATH)
    assert (form.source()["copies"], form.source()["fee_vnd"]) == (1, 8000)
    assert form.value("fee_reason") == ""
    assert not form.papers.shows_pages


def test_another_fee_demands_a_reason_which_goes_into_the_note(form: ReceptionForm) -> None:
    form.choose(DEATH)
    form.set_value("note", "Chờ giấy ủy quyền")
    form.set_value("fee", "0")
    assert list(form.errors) == ["fee_reason"]
    assert form.section_state("fee") == "warning"
    assert form.next_field("fee") == "fee_reason"
    form.show_everything()
    assert form.shown_counts == (0, 1)
    assert "ghi chú" in form.error("fee_reason")
    form.set_value("fee_reason", "hộ nghèo")
    assert form.errors == {}
    source = again(form).source()
    assert source["fee_vnd"] == 0
    assert source["note"] == "Thu 0 đ, mức tính 8.000 đ. Lý do: hộ nghèo\nChờ giấy ủy quyền"
    form.take_computed_fee()
    assert form.source()["note"] == "Chờ giấy ủy quyền"
    form.set_value("fee", "")  # emptied: what it comes to is charged, and said on the slip
    assert form.source()["fee_vnd"] == 8000
    assert "fee_reason" not in form.errors


def test_the_banner_counts_reasons_apart(qapp: object) -> None:
    banner = Banner()
    banner.show_errors(2, 1)
    assert banner.title == "Chưa lưu. Còn 2 chỗ phải sửa, 1 chỗ cần ghi lý do."
    banner.show_errors(0, 1)
    assert banner.title == "Chưa lưu. Còn 1 chỗ cần ghi lý do."
    banner.show_errors(1)
    assert banner.title == "Chưa lưu. Còn 1 chỗ phải sửa."
    banner.show_errors(0, 0)
    assert banner.kind == ""


def test_the_fee_by_the_page_is_told_with_the_procedure() -> None:
    assert "2.000 đ một trang" in [chip.text for chip in chips(COPIES)]
    assert "8.000 đ" in [chip.text for chip in chips(DEATH)]


def test_pages_may_be_written_for_any_procedure(qtbot: QtBot) -> None:
    model = ComponentsModel()
    model.load(["Tờ khai", "Thẻ (xuất trình)"])
    assert not model.shows_pages
    with qtbot.waitSignal(model.pages_changed):
        model.want_pages()
    assert [model.has_pages(paper) for paper in model.papers] == [True, False]
    assert model.setData(model.index(0, 5), "4")
    assert model.index(0, 5).data() == "4"
    assert model.attachments()[0]["pages"] == 4
    assert "pages" not in model.attachments()[1]
    model.from_draft([{"name": "Tờ khai", "pages": 2, "later": True}])
    assert model.shows_pages


def test_nothing_is_lost_by_a_draft(form: ReceptionForm) -> None:
    form.choose(COPIES)
    form.set_value("pages", "4")
    form.add_related()
    fill(form, 0, "Trần Văn Bình")
    back = again(form)
    assert back.source() == form.source()
    assert back.value("fee") == "6.000"
    back.set_value("copies", "2")
    assert back.value("fee") == "12.000"
