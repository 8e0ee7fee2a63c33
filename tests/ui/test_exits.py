"""Asking for what is missing and refusing, without a window, on a real desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.domain.dossier import Dossier, State
from core.domain.events import DossierRefused
from core.ports.desk import Logged
from tests.ui.desk_support import CARD, HA, Ward, ask, background, make_ward
from ui.background import Background
from ui.viewmodels.exit_state import WantedLine
from ui.viewmodels.exits import SupplementViewModel, may_begin
from ui.viewmodels.reception import ReceptionViewModel
from ui.viewmodels.refusal import RefusalViewModel

WAIT = 10_000
DEATH_NOTICE, POWER = "Giấy báo tử", "Văn bản ủy quyền (nếu có)"


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def back(ward: Ward, qapp: object) -> Iterator[Background]:
    with background(ward) as made:
        yield made


def started(ward: Ward, back: Background, qtbot: QtBot) -> ReceptionViewModel:
    made = ReceptionViewModel(back, clock=ward.clock)
    with qtbot.waitSignal(made.ready_changed, timeout=WAIT):
        made.start(HA)
    return made


@pytest.fixture
def vm(ward: Ward, back: Background, qtbot: QtBot) -> Iterator[ReceptionViewModel]:
    made = started(ward, back, qtbot)
    yield made
    made.close()


@pytest.fixture
def death(vm: ReceptionViewModel) -> ReceptionViewModel:
    """A death to be registered, the notice of it not brought."""
    vm.scan(CARD)
    choose(vm, "khai tử")
    vm.form.papers.toggle(1)
    return vm


def choose(vm: ReceptionViewModel, typed: str) -> None:
    vm.type_procedure(typed)
    vm.choose_hit(0)


def sent(
    vm: ReceptionViewModel, exit_: SupplementViewModel | RefusalViewModel, qtbot: QtBot
) -> Logged:
    with qtbot.waitSignal(vm.saved, timeout=WAIT) as caught:
        exit_.send()
    assert caught.args is not None
    logged = caught.args[0]
    assert isinstance(logged, Logged)
    return logged


def stored(qtbot: QtBot, back: Background, uid: str) -> Dossier:
    found = ask(qtbot, back, lambda desk: desk.dossier(uid))
    assert found is not None
    return found


def heard(signal: Any) -> list[Any]:
    """What a signal tells from here on."""
    found: list[Any] = []
    signal.connect(lambda *told: found.append(told[0] if len(told) == 1 else told))
    return found


# --- F7 -------------------------------------------------------------------------------------


def test_what_is_not_there_is_offered(death: ReceptionViewModel) -> None:
    death.form.papers.set_count(0, "originals", "0")  # ticked, and nothing of it counted
    assert SupplementViewModel(death).lines == (
        WantedLine("Tờ khai", True, "Tờ khai"),
        WantedLine(DEATH_NOTICE, True, DEATH_NOTICE),
        WantedLine(POWER, False, POWER),  # needed by some only
    )


def test_a_request_is_stored_printed_and_leaves_an_empty_form(
    death: ReceptionViewModel, back: Background, qtbot: QtBot
) -> None:
    death.set_printer(True, "")
    notices, prints = heard(death.notice), []
    death.print_requested.connect(lambda: prints.append(True))
    asking = SupplementViewModel(death)
    left = heard(asking.left)
    asking.set_line(0, "Giấy báo tử có dấu của bệnh viện")
    assert asking.add("  Bản sao   hộ khẩu ")
    asking.pick(0)
    assert "ghi 2 nội dung" in asking.preview
    assert "Nguyễn Thị Huyền Diệu" in asking.preview
    logged = sent(death, asking, qtbot)
    assert logged.number[0] == "B"
    assert (logged.form, logged.state, prints, left) == (
        "supplement", "supplement_asked", [True], [()]
    )  # fmt: skip
    asked = ask(qtbot, back, lambda desk: desk.supplement(logged.uid))
    assert asked is not None
    assert asked.wanted == ("Giấy báo tử có dấu của bệnh viện", "Bản sao hộ khẩu")
    assert asked.reason == "Hồ sơ chưa đủ giấy tờ theo quy định của thủ tục."
    dossier = stored(qtbot, back, logged.uid)
    assert dossier.at_intake
    assert not dossier.provisional
    handed_in = [component.name for component in dossier.content.components]
    assert handed_in == ["Tờ khai", "Giấy tờ tùy thân (xuất trình)"]
    assert death.form.state.empty
    number = logged.number
    assert notices[-1] == f"Đã lưu phiếu yêu cầu bổ sung {number}. Phiếu đã gửi tới máy in."
    assert ask(qtbot, back, lambda desk: desk.draft(death.drafts.name)) is None
    pdf = ask(qtbot, back, lambda desk: desk.form("supplement", logged.uid))
    assert pdf.startswith(b"%PDF")


def test_a_paper_without_count_is_asked_for_and_not_handed_in(
    death: ReceptionViewModel, back: Background, qtbot: QtBot
) -> None:
    death.form.papers.set_count(0, "originals", "0")
    assert may_begin(death, "supplement")
    content = stored(qtbot, back, sent(death, SupplementViewModel(death), qtbot).uid).content
    assert [component.name for component in content.components] == ["Giấy tờ tùy thân (xuất trình)"]


def test_leaving_keeps_everything_and_follows_the_papers(death: ReceptionViewModel) -> None:
    asking = SupplementViewModel(death)
    asking.set_line(0, "Giấy báo tử bản gốc")
    asking.add("Hộ khẩu")
    asking.set_value("reason", "Thiếu giấy")
    again = SupplementViewModel(death)
    assert [line.text for line in again.lines] == ["Giấy báo tử bản gốc", POWER, "Hộ khẩu"]
    assert again.value("reason") == "Thiếu giấy"
    death.form.papers.toggle(1)  # found in the bag after all
    assert [line.text for line in SupplementViewModel(death).lines] == [POWER, "Hộ khẩu"]
    choose(death, "thuong tru")
    assert [line.text for line in SupplementViewModel(death).lines] == ["Hộ khẩu"]


def test_a_crash_with_the_dialog_open_loses_nothing(
    death: ReceptionViewModel, ward: Ward, back: Background, qtbot: QtBot
) -> None:
    asking = SupplementViewModel(death)
    asking.add("Hộ khẩu")
    asking.pick(1)
    with qtbot.waitSignal(death.drafts.stored, timeout=WAIT):
        death.drafts.flush()
    after = started(ward, back, qtbot)  # the next start of the program
    assert after.form.value("filer.name") == "Nguyễn Thị Huyền Diệu"
    again = SupplementViewModel(after)
    assert [line.text for line in again.lines] == [DEATH_NOTICE, POWER, "Hộ khẩu"]
    assert again.value("reason") == "Tờ khai chưa điền đủ hoặc chưa ký."
    after.close()


def test_the_same_request_twice_is_one_slip(
    death: ReceptionViewModel, back: Background, qtbot: QtBot
) -> None:
    asking = SupplementViewModel(death)
    saved = heard(death.saved)
    asking.send()
    asking.send()  # the key was held
    qtbot.waitUntil(lambda: len(saved) == 1, timeout=WAIT)
    assert ask(qtbot, back, lambda desk: desk.count()) == 1


def test_nothing_to_ask_for_is_told_beside_the_list(
    death: ReceptionViewModel, back: Background, qtbot: QtBot
) -> None:
    asking = SupplementViewModel(death)
    asking.set_wanted(0, False)
    assert "chưa có nội dung nào" in asking.preview
    asking.send()
    assert "Chưa ghi cần bổ sung gì" in asking.errors["wanted"]
    assert asking.banner.title == "Chưa lưu. Còn 1 chỗ phải sửa."
    assert not death.saving
    asking.add("Hộ khẩu")
    assert asking.errors == {}
    assert asking.banner.kind == ""


def test_what_the_service_refuses_stands_at_its_line(
    death: ReceptionViewModel, qtbot: QtBot
) -> None:
    asking = SupplementViewModel(death)
    asking.set_wanted(0, False)
    asking.add("đủ ngắn")
    asking.add("dài " * 300)
    with qtbot.waitSignal(asking.errors_changed, timeout=WAIT):
        asking.send()
    qtbot.waitUntil(lambda: bool(asking.errors), timeout=WAIT)
    assert list(asking.errors) == ["wanted.3"]
    assert "tối đa 1000" in asking.errors["wanted.3"]
    asking.set_line(3, "ngắn")
    assert asking.errors == {}
    assert not death.form.state.empty


def test_lines_are_taken_away_or_left_out(death: ReceptionViewModel) -> None:
    asking = SupplementViewModel(death)
    asking.add("Hộ khẩu")
    asking.remove(0)  # offered: stays, not wanted
    asking.remove(2)
    assert [(line.text, line.wanted) for line in asking.lines] == [
        (DEATH_NOTICE, False), (POWER, False)
    ]  # fmt: skip
    assert not asking.add("   ")


def test_a_usual_reason_replaces_another_and_follows_free_words(
    death: ReceptionViewModel,
) -> None:
    asking = SupplementViewModel(death)
    assert 6 <= len(asking.reasons) <= 8
    asking.pick(0)
    asking.pick(1)
    assert asking.value("reason") == asking.reasons[1]
    asking.set_value("reason", "Ảnh mờ.")
    asking.pick(2)
    asking.pick(2)
    assert asking.value("reason") == f"Ảnh mờ. {asking.reasons[2]}"
    assert not asking.pick(8)


# --- what the form must have first ------------------------------------------------------------


def test_person_and_procedure_are_needed_first(vm: ReceptionViewModel) -> None:
    focus, notices = heard(vm.focus_requested), heard(vm.notice)
    assert not may_begin(vm, "supplement")
    assert focus == ["filer.personal_no"]
    assert "Nhập người nộp trước" in notices[-1]
    vm.scan(CARD)
    assert not may_begin(vm, "supplement")
    assert focus[-1] == "procedure"
    assert "Chưa chọn thủ tục" in vm.form.error("procedure")
    assert vm.banner.title == "Chưa lưu. Còn 1 chỗ phải sửa."
    assert may_begin(vm, "refusal")  # the matter is asked for instead
    assert vm.banner.kind == ""


def test_a_wrong_number_stands_in_the_way_an_unexplained_fee_does_not(
    death: ReceptionViewModel,
) -> None:
    death.set_value("fee", "1.000")
    assert "fee_reason" in death.form.errors
    assert may_begin(death, "supplement")
    death.set_value("filer.personal_no", "02219")
    focus = heard(death.focus_requested)
    assert not may_begin(death, "refusal")
    assert focus == ["filer.personal_no"]
    assert "Mới có 5 chữ số" in death.form.error("filer.personal_no")
    assert death.form.error("fee_reason") == ""


def test_an_answer_about_the_form_leads_back_to_it(
    death: ReceptionViewModel, back: Background, qtbot: QtBot
) -> None:
    other = death.form.source() | {"note": "cùng mã yêu cầu, khác nội dung"}
    ask(qtbot, back, lambda desk: desk.receive(other))
    asking = SupplementViewModel(death)
    with qtbot.waitSignal(asking.left, timeout=WAIT):
        asking.send()
    assert "khác nội dung" in death.form.error("procedure")
    assert death.banner.kind == "error"


# --- Shift+F7 -----------------------------------------------------------------------------------


def refusal_of(qtbot: QtBot, back: Background, uid: str) -> DossierRefused:
    events = ask(qtbot, back, lambda desk: desk.history(uid))
    body = events[-1].body
    assert isinstance(body, DossierRefused)
    return body


def test_a_refusal_says_why_and_gives_the_papers_back(
    death: ReceptionViewModel, back: Background, qtbot: QtBot
) -> None:
    refusing = RefusalViewModel(death)
    assert not refusing.asks_matter
    assert refusing.papers == (("Tờ khai", True), ("Giấy tờ tùy thân (xuất trình)", True))
    assert refusing.value("competent_agency") == ""  # the ward itself decides
    refusing.send()
    assert list(refusing.errors) == ["reason"]
    refusing.pick(1)
    assert refusing.errors == {}
    refusing.set_value("legal_basis", "Luật Hộ tịch, Điều 32")
    refusing.set_returned(1, False)
    assert refusing.preview.endswith("Trả lại 1 giấy tờ.")
    notices = heard(death.notice)
    logged = sent(death, refusing, qtbot)
    assert (logged.number[0], logged.form, logged.state) == ("K", "refusal", "not_accepted")
    assert f"Đã lưu phiếu từ chối {logged.number}. Phiếu chờ in." in notices[-1]
    body = refusal_of(qtbot, back, logged.uid)
    assert body.reason == refusing.reasons[1]
    assert (body.legal_basis, body.returned) == ("Luật Hộ tịch, Điều 32", ("Tờ khai",))
    assert stored(qtbot, back, logged.uid).state is State.NOT_ACCEPTED


def test_the_agency_that_decides_is_proposed_and_follows_the_procedure(
    vm: ReceptionViewModel,
) -> None:
    vm.scan(CARD)
    choose(vm, "thuong tru")
    refusing = RefusalViewModel(vm)
    assert refusing.value("competent_agency") == "Công an cấp xã"
    assert "Phiếu chỉ tới Công an cấp xã." in refusing.preview
    refusing.set_value("competent_agency", "Công an phường Cửa Ông")
    assert RefusalViewModel(vm).value("competent_agency") == "Công an phường Cửa Ông"
    choose(vm, "khai sinh")
    assert RefusalViewModel(vm).value("competent_agency") == ""


def test_a_matter_that_no_procedure_covers(
    vm: ReceptionViewModel, back: Background, qtbot: QtBot
) -> None:
    vm.scan(CARD)
    vm.type_procedure("xin cấp phép nuôi rồng")  # looked for in vain
    refusing = RefusalViewModel(vm)
    assert refusing.asks_matter
    assert refusing.value("matter") == "xin cấp phép nuôi rồng"
    refusing.set_value("matter", "")
    refusing.send()
    assert list(refusing.errors) == ["matter", "reason"]
    refusing.set_value("matter", "Xin phép nuôi rồng")
    refusing.pick(7)
    dossier = stored(qtbot, back, sent(vm, refusing, qtbot).uid)
    assert dossier.content.procedure_name == "Xin phép nuôi rồng"
    assert dossier.content.procedure_code == ""
    pdf = ask(qtbot, back, lambda desk: desk.form("refusal", dossier.uid))
    assert pdf.startswith(b"%PDF")


def test_an_immediate_procedure_can_be_refused(
    vm: ReceptionViewModel, back: Background, qtbot: QtBot
) -> None:
    vm.scan(CARD)
    choose(vm, "chung thuc ban sao")
    assert vm.form.at_once
    refusing = RefusalViewModel(vm)
    refusing.pick(4)
    assert sent(vm, refusing, qtbot).form == "refusal"
