"""The reception without a window: from scan to saved, and everything that stops it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.domain.dossier import Dossier
from core.ports.desk import Logged
from db.connection import immediate
from tests.ui.desk_support import (
    CARD,
    HA,
    LOCAL_NAME,
    OTHER_CARD,
    Ward,
    ask,
    background,
    make_ward,
)
from ui.background import Background
from ui.viewmodels.procedures import HitRole
from ui.viewmodels.reception import ReceptionViewModel

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


def save(vm: ReceptionViewModel, qtbot: QtBot) -> Logged:
    with qtbot.waitSignal(vm.saved, timeout=WAIT) as caught:
        vm.save()
    assert caught.args is not None
    logged = caught.args[0]
    assert isinstance(logged, Logged)
    return logged


def choose(vm: ReceptionViewModel, typed: str) -> None:
    vm.type_procedure(typed)
    vm.choose_hit(0)


def stored(qtbot: QtBot, back: Background, logged: Logged) -> Dossier:
    found = ask(qtbot, back, lambda desk: desk.dossier(logged.uid))
    assert found is not None
    return found


def test_from_scan_to_saved(vm: ReceptionViewModel, back: Background, qtbot: QtBot) -> None:
    vm.set_printer(True, "")
    assert vm.save_label == "Lưu và in giấy hẹn"
    assert vm.slip.hint == "Chọn thủ tục để thấy ngày hẹn"
    with qtbot.waitSignal(vm.focus_requested) as focus:
        vm.scan(CARD.encode() + b"\r")
    assert focus.args == ["procedure"]
    assert vm.form.value("filer.name") == "Nguyễn Thị Huyền Diệu"
    assert vm.form.value("filer.birth") == "01/02/1994"
    assert vm.form.card_badge
    assert vm.form.card_time == "10:05"
    vm.set_value("filer.phone", "0570 000 001")
    vm.type_procedure("dkks")
    index = vm.hits.index(0, 0)
    assert index.data(HitRole.CODE) == "1.001193"
    with qtbot.waitSignals([vm.slip.changed, vm.focus_requested], timeout=WAIT):
        vm.choose_hit(0)
    qtbot.waitUntil(lambda: bool(vm.slip.filled), timeout=WAIT)
    assert vm.slip.headline == "Hẹn trả thứ Tư"
    assert vm.slip.date_text == "25/11/2026"
    assert vm.slip.before_text == "trước 17:00, tại quầy trả kết quả"
    assert vm.slip.sentence == "1 ngày làm việc, không tính 24/11 (Ngày Văn hóa Việt Nam)."
    assert [(c.weekday, c.kind, c.word) for c in vm.slip.cells] == [
        ("T2", "received", "nhận"),
        ("T3", "off", "nghỉ lễ"),
        ("T4", "due", "hẹn trả"),
    ]
    assert [chip.text for chip in vm.form.chips] == [
        "Hộ tịch", "1 ngày làm việc", "Miễn phí", "Nhận qua bưu chính được"
    ]  # fmt: skip
    assert {row.label: row.value for row in vm.slip.rows} == {
        "Mã hồ sơ": "cấp khi lưu",
        "Người nộp": "Nguyễn Thị Huyền Diệu",
        "Giấy tờ giữ lại": "2 bản chính",
        "Lệ phí": "Miễn phí",
    }
    assert [vm.form.section_state(s) for s in ("filer", "procedure", "papers", "fee")] == [
        "done"
    ] * 4
    assert vm.form.next_field("procedure") == "save"
    with qtbot.waitSignal(vm.print_requested, timeout=WAIT):
        logged = save(vm, qtbot)
    assert logged.number == "H49.215-261123-0001"
    dossier = stored(qtbot, back, logged)
    owner = dossier.content.owner
    assert (owner.name, owner.phone, owner.sex) == ("Nguyễn Thị Huyền Diệu", "0570000001", "Nữ")
    assert str(owner.id_issued) == "2021-08-15"
    assert [c.originals for c in dossier.content.components] == [1, 1]
    assert vm.form.state.empty
    assert vm.form.value("filer.name") == ""
    assert vm.hits.index(0, 0).data(HitRole.CODE) == "1.001193"  # used last stands first


def test_a_double_press_gives_one_dossier(
    vm: ReceptionViewModel, back: Background, qtbot: QtBot
) -> None:
    vm.scan(CARD)
    choose(vm, "khai sinh")
    got: list[Logged] = []
    vm.saved.connect(got.append)
    source = vm.form.state.source(vm.form.papers.attachments())
    vm.save()
    vm.save()
    qtbot.waitUntil(lambda: len(got) == 1, timeout=WAIT)
    vm.save()  # the key was still held when the form had become empty
    assert got[1:] == []
    assert vm.banner.kind == ""
    again = ask(qtbot, back, lambda desk: desk.receive(source))  # the answer had been lost
    assert again.number == got[0].number
    assert ask(qtbot, back, lambda desk: desk.count()) == 1


def test_owner_by_another_person_and_by_an_organisation(
    vm: ReceptionViewModel, back: Background, qtbot: QtBot
) -> None:
    vm.scan(CARD)
    vm.set_owner_kind("other")
    choose(vm, "khai sinh")
    assert vm.form.next_field("procedure") == "owner.name"
    vm.set_value("owner.name", "nguyễn phước thiên ân")
    vm.set_value("basis", "Mẹ")
    content = stored(qtbot, back, save(vm, qtbot)).content
    assert content.owner.name == "Nguyễn Phước Thiên Ân"
    assert content.filer is not None
    assert (content.filer.personal_no, content.filer.authorisation) == ("022194000001", "Mẹ")
    assert vm.form.owner_kind == "filer"

    vm.scan(CARD)
    vm.set_owner_kind("organisation")
    vm.set_value("owner.name", "Công ty TNHH Giả Định")
    vm.set_value("owner.tax_code", "5700000001")
    choose(vm, "khai sinh")
    content = stored(qtbot, back, save(vm, qtbot)).content
    assert (content.owner.kind, content.owner.tax_code) == ("organisation", "5700000001")


def test_saving_with_errors_shows_all_and_goes_to_the_first(
    vm: ReceptionViewModel, qtbot: QtBot
) -> None:
    vm.set_value("filer.personal_no", "02218700005")
    vm.set_value("filer.birth", "1987")
    assert vm.form.error("filer.personal_no") == ""  # still typing
    vm.leave("filer.personal_no")
    assert "Mới có 11 chữ số" in vm.form.error("filer.personal_no")
    with qtbot.waitSignal(vm.focus_requested) as focus:
        vm.save()
    assert focus.args == ["filer.personal_no"]
    assert vm.form.shown_errors == [
        "filer.personal_no", "filer.name", "filer.birth", "procedure"
    ]  # fmt: skip
    assert vm.banner.title == "Chưa lưu. Còn 4 chỗ phải sửa."
    assert vm.form.section_state("filer") == "error"
    with qtbot.waitSignal(vm.focus_requested) as focus:
        vm.next_error("filer.birth")
    assert focus.args == ["procedure"]
    with qtbot.waitSignal(vm.focus_requested) as focus:
        vm.next_error("filer.personal_no", back=True)
    assert focus.args == ["procedure"]
    vm.set_value("filer.name", "Lê Quỳnh Hương")
    vm.set_value("filer.birth", "11/11/1987")
    assert vm.banner.title == "Chưa lưu. Còn 2 chỗ phải sửa."
    vm.set_value("filer.personal_no", "022187000005")
    choose(vm, "khai sinh")
    assert vm.banner.kind == ""
    save(vm, qtbot)


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("filer.personal_no", "0221940000O1", "chỉ gồm chữ số"),
        ("filer.birth", "31/02/1990", "ngày/tháng/năm"),
        ("filer.birth", "01/02/2027", "sau ngày hôm nay"),
        ("fee", "hai nghìn", "Ghi số tiền"),
        ("copies", "0", "1 đến 9999"),
        ("limit", "mai", "Ghi ví dụ"),
        ("filer.name", "A" * 301, "Dài 301 ký tự"),
        ("note", "x" * 10_001, "tối đa 10000"),
    ],
)
def test_each_field_says_what_is_wrong(
    vm: ReceptionViewModel, key: str, text: str, words: str
) -> None:
    vm.scan(CARD)
    choose(vm, "khai sinh")
    vm.set_value(key, text)
    vm.save()
    assert words in vm.form.error(key)
    assert not vm.saving
    assert vm.form.value(key) == text


def test_warnings_do_not_stop(vm: ReceptionViewModel, qtbot: QtBot) -> None:
    vm.scan(CARD)
    vm.set_value("filer.personal_no", "922094000001")
    assert not vm.form.card_badge
    assert "mã tỉnh" in vm.form.warning("filer.personal_no")
    vm.set_value("filer.name", "Nguyễn Thị Diệu")
    assert "Khác với thẻ" in vm.form.warning("filer.name")
    choose(vm, "dkkt")
    assert vm.form.value("fee") == "8.000"
    vm.set_value("fee", "94.000 đ")
    assert vm.form.warning("fee") == "Tính ra là 8.000 đ. Đang ghi 94.000 đ."
    vm.form.take_computed_fee()
    assert vm.form.warning("fee") == ""
    save(vm, qtbot)


def test_papers_are_ticked_as_the_catalogue_says(vm: ReceptionViewModel) -> None:
    vm.scan(CARD)
    choose(vm, "dkkt")
    papers = vm.form.papers
    assert [(p.kind, p.ticked, p.originals) for p in papers.papers] == [
        ("paper", True, 1), ("paper", True, 1), ("optional", False, 1), ("shown", True, 0)
    ]  # fmt: skip
    assert papers.summary == "4 loại giấy tờ, đủ"
    papers.set_count(1, "originals", "")
    assert vm.form.next_field("procedure") == "papers.1.originals"
    vm.save()
    assert papers.error(1) == "Chưa ghi số bản của “Giấy báo tử”."
    assert vm.form.section_state("papers") == "error"
    papers.set_count(1, "copies", "2")
    assert papers.kept_words == "1 bản chính, 2 bản chụp"
    assert papers.attachments()[-1] == {
        "name": "Giấy tờ tùy thân (xuất trình)", "originals": 0, "certified": 0, "copies": 0
    }  # fmt: skip


def test_an_unpublished_limit_is_asked(vm: ReceptionViewModel, qtbot: QtBot) -> None:
    vm.scan(CARD)
    with qtbot.waitSignal(vm.focus_requested) as focus:
        choose(vm, LOCAL_NAME)
    assert focus.args == ["limit"]
    assert vm.slip.hint == "Ghi thời hạn để thấy ngày hẹn"
    assert "chưa công bố" in vm.form.warning("limit")
    vm.set_value("limit", "5")
    qtbot.waitUntil(lambda: vm.slip.date_text == "01/12/2026", timeout=WAIT)
    assert vm.form.next_field("limit") == "save"
    vm.set_value("limit", "10 ngày")
    qtbot.waitUntil(lambda: vm.slip.date_text == "03/12/2026", timeout=WAIT)
    assert len(vm.slip.cells) == 11
    assert [c.kind for c in vm.slip.strip].count("gap") == 1
    assert save(vm, qtbot).due_at is not None


def test_returned_at_once(vm: ReceptionViewModel, back: Background, qtbot: QtBot) -> None:
    printed: list[bool] = []
    vm.print_requested.connect(lambda: printed.append(True))
    vm.scan(CARD)
    with qtbot.waitSignal(vm.focus_requested) as focus:
        choose(vm, "ctb")
    assert focus.args == ["copies"]
    assert vm.save_label == "Lưu, trả ngay"
    vm.set_value("copies", "5")
    assert vm.form.value("fee") == "10.000"
    with qtbot.waitSignal(vm.saved, timeout=WAIT) as caught:
        vm.enter("copies")
    assert caught.args is not None
    logged = caught.args[0]
    assert logged.returned
    assert logged.job is None
    assert printed == []
    content = stored(qtbot, back, logged).content
    assert (content.sets, content.fee_vnd) == (5, 10_000)


def test_an_immediate_procedure_may_still_make_an_appointment(
    vm: ReceptionViewModel, qtbot: QtBot
) -> None:
    vm.scan(CARD)
    choose(vm, "ctb")
    vm.form.set_at_once(False)
    qtbot.waitUntil(lambda: vm.slip.headline == "Hẹn trả hôm nay, thứ Hai", timeout=WAIT)
    assert vm.save_label == "Lưu, in sau"
    assert not save(vm, qtbot).returned


def test_the_due_date_is_counted_again_as_time_passes(
    vm: ReceptionViewModel, ward: Ward, qtbot: QtBot
) -> None:
    vm.scan(CARD)
    choose(vm, "khai sinh")
    qtbot.waitUntil(lambda: vm.slip.date_text == "25/11/2026", timeout=WAIT)
    ward.clock.now += timedelta(days=2)
    vm.refresh_due()
    qtbot.waitUntil(lambda: vm.slip.date_text == "26/11/2026", timeout=WAIT)


def test_a_second_card_replaces_and_can_be_undone(vm: ReceptionViewModel, qtbot: QtBot) -> None:
    vm.scan(CARD)
    choose(vm, "khai sinh")
    with qtbot.waitSignal(vm.notice) as notice:
        vm.scan(OTHER_CARD)
    assert "Ctrl+Z" in str(notice.args)
    assert vm.form.value("filer.name") == "Đặng Hoàng Ước Nguyện"
    vm.undo()
    assert vm.form.value("filer.name") == "Nguyễn Thị Huyền Diệu"
    assert vm.form.procedure is not None
    vm.clear()
    assert vm.form.state.empty
    vm.undo()
    assert len(vm.form.papers.papers) == 2


def test_other_scans(vm: ReceptionViewModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(vm.lookup_requested) as looked:
        vm.scan(b"]C0H49.215-261123-0042\r")
    assert looked.args == ["H49.215-261123-0042"]
    vm.scan("022194000001")
    assert vm.form.value("filer.personal_no") == "022194000001"
    with qtbot.waitSignal(vm.notice) as notice:
        vm.scan("rác")
    assert "Không nhận ra" in str(notice.args)
    damaged = CARD.encode().decode("gbk", "replace")
    with qtbot.waitSignal(vm.notice) as notice:
        vm.scan(damaged)
    assert vm.form.value("filer.birth") == "01/02/1994"
    assert vm.form.next_field("filer.personal_no") == "filer.name"
    with qtbot.waitSignals([vm.exit_requested, vm.exit_requested]):
        vm.ask_supplement()
        vm.refuse()


def test_a_locked_database_keeps_everything_on_the_form(
    vm: ReceptionViewModel, ward: Ward, qtbot: QtBot
) -> None:
    """Another program holds the write lock for longer than the desk waits (5 s)."""
    vm.scan(CARD)
    choose(vm, "khai sinh")
    with qtbot.waitSignal(vm.drafts.stored, timeout=WAIT):
        vm.drafts.flush()
    other = ward.signed_in()
    try:
        with immediate(other._store.conn):
            vm.save()
            qtbot.waitUntil(lambda: not vm.saving, timeout=15_000)
        assert vm.banner.kind == "fault"
        assert "chương trình khác đang giữ" in vm.banner.title
        assert "còn nguyên" in vm.banner.detail
        assert vm.form.value("filer.name") == "Nguyễn Thị Huyền Diệu"
    finally:
        other.close()
    assert save(vm, qtbot).number.endswith("-0001")


def test_a_role_that_may_not_receive_is_told(ward: Ward, back: Background, qtbot: QtBot) -> None:
    vm = ReceptionViewModel(back, clock=ward.clock)
    with qtbot.waitSignal(vm.ready_changed, timeout=WAIT):
        vm.start(HA)
    ask(qtbot, back, lambda desk: desk.sign_out())
    vm.scan(CARD)
    choose(vm, "khai sinh")
    vm.save()
    qtbot.waitUntil(lambda: vm.banner.kind == "fault", timeout=WAIT)
    assert "Chưa đăng nhập" in vm.banner.title
    vm.close()
