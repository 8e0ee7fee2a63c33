"""A form 02 brought back: the reception stands as it was left, and goes on from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.domain.dossier import State
from core.ports.desk import Logged
from tests.ui.desk_support import CARD, HA, LOCAL_NAME, OTHER_CARD, Ward, ask, background, make_ward
from ui.background import Background
from ui.viewmodels.exit_state import slip_typed
from ui.viewmodels.exits import SupplementViewModel, may_begin
from ui.viewmodels.reception import ReceptionViewModel
from ui.viewmodels.refusal import RefusalViewModel

WAIT = 10_000


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def back(ward: Ward, qapp: object) -> Iterator[Background]:
    with background(ward) as made:
        yield made


@pytest.fixture
def vm(ward: Ward, back: Background, qtbot: QtBot) -> Iterator[ReceptionViewModel]:
    made = ReceptionViewModel(back, clock=ward.clock)
    with qtbot.waitSignal(made.ready_changed, timeout=WAIT):
        made.start(HA)
    yield made
    made.close()


def choose(vm: ReceptionViewModel, typed: str) -> None:
    vm.type_procedure(typed)
    vm.choose_hit(0)


def heard(signal: Any) -> list[Any]:
    found: list[Any] = []
    signal.connect(found.append)
    return found


def ask_for(vm: ReceptionViewModel, qtbot: QtBot, *lines: str) -> Logged:
    """Sends the citizen home for what is missing, and for more lines."""
    asking = SupplementViewModel(vm)
    for line in lines:
        asking.add(line)
    return stored(vm, qtbot, asking.send)


def stored(vm: ReceptionViewModel, qtbot: QtBot, act: Callable[[], object]) -> Logged:
    with qtbot.waitSignal(vm.saved, timeout=WAIT) as caught:
        act()
    assert caught.args is not None
    logged = caught.args[0]
    assert isinstance(logged, Logged)
    return logged


def take(vm: ReceptionViewModel, qtbot: QtBot, number: str) -> None:
    with qtbot.waitSignal(vm.slip_back.changed, timeout=WAIT):
        vm.scan(number)


@pytest.fixture
def slip(vm: ReceptionViewModel, qtbot: QtBot) -> Logged:
    """A death to be registered; its notice and a copy of something are to be brought."""
    vm.scan(CARD)
    choose(vm, "khai tử")
    vm.form.papers.toggle(1)
    return ask_for(vm, qtbot, "Bản sao hộ khẩu")


def test_scanning_it_brings_everything_back_and_lists_what_was_missing(
    vm: ReceptionViewModel, slip: Logged, qtbot: QtBot
) -> None:
    focus, notices = heard(vm.focus_requested), heard(vm.notice)
    take(vm, qtbot, slip.number)
    assert vm.form.value("filer.name") == "Nguyễn Thị Huyền Diệu"
    assert vm.form.value("filer.birth") == "01/02/1994"
    assert vm.form.procedure is not None
    assert vm.form.procedure.code == "1.000656"
    assert [(p.name, p.ticked, p.originals) for p in vm.form.papers.papers[:2]] == [
        ("Tờ khai", True, 1),
        ("Giấy báo tử", False, 1),
    ]
    assert vm.slip_back.title == "Hồ sơ đã hướng dẫn bổ sung ngày 23/11/2026, thiếu:"
    assert [(line.text, line.here) for line in vm.slip_back.lines] == [
        ("Giấy báo tử", False),
        ("Bản sao hộ khẩu", False),
    ]
    assert focus[-1] == "slip.0"
    assert notices == []  # what is in sight needs no toast


def test_ticking_a_line_ticks_its_paper_and_the_other_way_round(
    vm: ReceptionViewModel, slip: Logged, qtbot: QtBot
) -> None:
    take(vm, qtbot, slip.number)
    vm.slip_back.set_here(0, True)
    assert vm.form.papers.papers[1].ticked
    vm.form.papers.toggle(1)
    assert not vm.slip_back.lines[0].here
    vm.form.papers.toggle(1)
    vm.slip_back.set_here(1, True)
    assert vm.slip_back.title == "Hồ sơ đã hướng dẫn bổ sung ngày 23/11/2026, nay đã mang đủ:"
    vm.slip_back.set_here(1, False)
    assert not vm.slip_back.lines[1].here
    assert [vm.slip_back.next_field(key) for key in ("slip.0", "slip.1")] == ["slip.1", "save"]


def test_receiving_it_gives_the_slip_a_code(
    vm: ReceptionViewModel, slip: Logged, back: Background, qtbot: QtBot
) -> None:
    take(vm, qtbot, slip.number)
    vm.slip_back.set_here(0, True)
    logged = stored(vm, qtbot, vm.save)
    assert logged.uid == slip.uid
    assert logged.number == "H49.215-261123-0001"
    assert logged.form == "receipt"
    assert vm.slip_back.number == ""
    found = ask(qtbot, back, lambda desk: desk.dossier(slip.number))
    assert found is not None
    assert (found.state, found.number) == (State.RECEIVED, logged.number)
    assert [c.name for c in found.content.components][:2] == ["Tờ khai", "Giấy báo tử"]
    assert found.content.owner.id_issued is not None  # only the card had told it


def test_a_second_request_is_against_the_law_and_refusing_is_not(
    vm: ReceptionViewModel, slip: Logged, qtbot: QtBot
) -> None:
    take(vm, qtbot, slip.number)
    said = heard(vm.failed)
    assert not may_begin(vm, "supplement")
    assert f"Phiếu {slip.number} đã yêu cầu bổ sung một lần" in said[-1]
    assert may_begin(vm, "refusal")
    refusing = RefusalViewModel(vm)
    refusing.pick(2)
    logged = stored(vm, qtbot, refusing.send)
    assert (logged.uid, logged.number[0]) == (slip.uid, "K")


@pytest.mark.parametrize("end", ["received", "refused"])
def test_a_slip_that_is_over_leads_to_its_page(
    vm: ReceptionViewModel, slip: Logged, qtbot: QtBot, end: str
) -> None:
    take(vm, qtbot, slip.number)
    if end == "received":
        logged = stored(vm, qtbot, vm.save)
    else:
        refusing = RefusalViewModel(vm)
        refusing.pick(0)
        logged = stored(vm, qtbot, refusing.send)
    vm.scan(OTHER_CARD)
    told = heard(vm.slip_back.told)
    with qtbot.waitSignal(vm.lookup_requested, timeout=WAIT) as wanted:
        vm.scan(slip.number)
    assert wanted.args == [slip.uid]
    assert logged.number in told[0]
    assert vm.form.value("filer.name") == "Đặng Hoàng Ước Nguyện"  # nothing else is touched


def test_an_unknown_slip_is_told_and_changes_nothing(vm: ReceptionViewModel, qtbot: QtBot) -> None:
    vm.scan(OTHER_CARD)
    with qtbot.waitSignal(vm.failed, timeout=WAIT) as told:
        vm.scan("B03ABCD-261123-001")
    assert told.args is not None
    assert "Không tìm thấy phiếu yêu cầu bổ sung số B03ABCD-261123-001" in told.args[0]
    assert vm.form.value("filer.name") == "Đặng Hoàng Ước Nguyện"


def test_a_slip_accepted_meanwhile_at_another_window_is_told_when_saving(
    vm: ReceptionViewModel, slip: Logged, back: Background, qtbot: QtBot
) -> None:
    take(vm, qtbot, slip.number)
    other = vm.form.source() | {"client_ref": "another window"}
    first = ask(qtbot, back, lambda desk: desk.receive(other))
    vm.save()
    qtbot.waitUntil(lambda: vm.banner.kind == "fault", timeout=WAIT)
    assert f"đã được tiếp nhận thành hồ sơ {first.number}" in vm.banner.title
    assert vm.form.value("filer.name") == "Nguyễn Thị Huyền Diệu"


def test_what_was_being_typed_comes_back_by_undo(
    vm: ReceptionViewModel, slip: Logged, qtbot: QtBot
) -> None:
    vm.scan(OTHER_CARD)
    notices = heard(vm.notice)
    take(vm, qtbot, slip.number)
    assert "Ctrl+Z" in notices[-1]
    vm.undo()
    assert vm.form.value("filer.name") == "Đặng Hoàng Ước Nguyện"
    assert vm.slip_back.number == ""
    assert vm.slip_back.lines == ()


def test_its_number_can_be_typed_where_one_looks_for_people_or_procedures(
    vm: ReceptionViewModel, slip: Logged, qtbot: QtBot
) -> None:
    vm.type_procedure(f" {slip.number.lower()} ")
    with qtbot.waitSignal(vm.slip_back.changed, timeout=WAIT):
        vm.enter("procedure")
    assert vm.slip_back.number == slip.number
    vm.clear()
    assert vm.slip_back.number == ""
    vm.set_value("filer.personal_no", slip.number)
    with qtbot.waitSignal(vm.slip_back.changed, timeout=WAIT):
        vm.enter("filer.personal_no")
    assert vm.form.value("filer.personal_no") == "022194000001"


def test_a_draft_remembers_the_slip(
    vm: ReceptionViewModel, slip: Logged, ward: Ward, back: Background, qtbot: QtBot
) -> None:
    take(vm, qtbot, slip.number)
    vm.slip_back.set_here(1, True)
    with qtbot.waitSignal(vm.drafts.stored, timeout=WAIT):
        vm.drafts.flush()
    after = ReceptionViewModel(back, clock=ward.clock)
    with qtbot.waitSignal(after.ready_changed, timeout=WAIT):
        after.start(HA)
    assert after.slip_back.number == slip.number
    assert [line.here for line in after.slip_back.lines] == [False, True]
    assert stored(after, qtbot, after.save).uid == slip.uid
    after.close()


def test_a_line_that_says_more_still_means_its_paper(vm: ReceptionViewModel, qtbot: QtBot) -> None:
    vm.scan(CARD)
    choose(vm, "khai tử")
    vm.form.papers.toggle(1)
    asking = SupplementViewModel(vm)
    asking.set_line(0, "Giấy báo tử, bản có dấu")
    asking.add("Tờ khai: ký lại trang 2")  # a paper that is there: its fault is another matter
    number = stored(vm, qtbot, asking.send).number
    take(vm, qtbot, number)
    vm.form.papers.toggle(1)
    assert [line.here for line in vm.slip_back.lines] == [True, False]


# --- everything that can stand on a form --------------------------------------------------------


def other_owner(vm: ReceptionViewModel) -> None:
    vm.set_owner_kind("other")
    typed = {
        "owner.name": "Nguyễn Phước Thiên Ân", "owner.birth": "03/04/2001",
        "owner.personal_no": "022201000003", "basis": "Mẹ", "filer.phone": "0570000001",
        "filer.email": "dieu@example.vn", "filer.passport_no": "B1234567",
        "filer.passport_country": "Việt Nam",
    }  # fmt: skip
    for key, text in typed.items():
        vm.set_value(key, text)
    choose(vm, "khai sinh")


def organisation(vm: ReceptionViewModel) -> None:
    vm.set_owner_kind("organisation")
    vm.set_value("owner.name", "Công ty TNHH Giả Định")
    vm.set_value("owner.tax_code", "5700000001")
    vm.set_value("owner.address", "Số 1, khu Giả Định")
    choose(vm, "khai sinh")
    vm.set_value("return_by", "post")
    vm.set_value("return_address", "Số 1, khu Giả Định")
    vm.set_value("submission", "post")
    vm.set_value("note", "Gọi trước khi gửi")


def dear(vm: ReceptionViewModel) -> None:
    choose(vm, "thuong tru")
    vm.set_value("fee", "5.000")
    vm.set_value("fee_reason", "hộ nghèo")
    vm.set_value("note", "Đã xem sổ hộ nghèo")
    row = vm.form.add_related()
    vm.set_value(row, "Lê Văn Tám")
    vm.set_value(row.replace("name", "role"), "chủ nhà")
    vm.form.papers.add("Hợp đồng thuê nhà")


def unpublished(vm: ReceptionViewModel) -> None:
    choose(vm, LOCAL_NAME)
    vm.set_value("limit", "20 ngày")
    vm.set_value("fee", "30.000")
    vm.set_value("copies", "2")


def by_page(vm: ReceptionViewModel) -> None:
    choose(vm, "chung thuc ban sao")
    vm.form.papers.add("Bằng lái xe")
    vm.form.papers.set_count(len(vm.form.papers.papers) - 1, "pages", "3")
    vm.set_value("submission", "online")


@pytest.mark.parametrize("fill", [other_owner, organisation, dear, unpublished, by_page])
def test_nothing_that_was_entered_is_lost(
    vm: ReceptionViewModel, qtbot: QtBot, fill: Callable[[ReceptionViewModel], None]
) -> None:
    vm.scan(CARD)
    fill(vm)
    vm.form.leave("note")
    before = vm.form.source()
    take(vm, qtbot, ask_for(vm, qtbot, "Giấy khác").number)
    after = vm.form.source()
    assert after.pop("slip") == vm.slip_back.number
    assert after.pop("client_ref") != before.pop("client_ref")
    assert _said(after) == _said(before)
    assert vm.form.errors == {}


def _said(source: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: the service does not tell the two apart."""
    told = {key: value for key, value in source.items() if value not in ("", [], None)}
    for who in ("applicant", "representative"):
        if who in told:
            told[who] = {key: value for key, value in told[who].items() if value}
    return told


def test_only_whole_numbers_of_a_form_02_are_slips() -> None:
    assert slip_typed(" b03abcd-261123-001 ") == "B03ABCD-261123-001"
    assert slip_typed("B03ABCD-261123-0012") == "B03ABCD-261123-0012"
    others = ("K03ABCD-261123-001", "T03ABCD-261123-001", "B03ABCD-261123-01", "H49.215-261123-1")
    assert [slip_typed(text) for text in others] == [""] * 4
