"""What was typed comes back after a kill -9 in the middle of typing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk_support import CARD, HA, Ward, ask, background, make_ward
from ui.background import Background
from ui.viewmodels.form_state import read_draft
from ui.viewmodels.reception import ReceptionViewModel

ROOT = Path(__file__).parents[2]
WAIT = 10_000
TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from tests.ui.desk_support import CARD, HA, SharedClock, Ward
from ui.background import Background
from ui.viewmodels.reception import ReceptionViewModel

app = QCoreApplication([])
ward = Ward(Path(sys.argv[1]), SharedClock())
back = Background(ward.open_desk)
vm = ReceptionViewModel(back, clock=ward.clock)

def type_it(_):
    vm.scan(CARD)
    vm.set_value("filer.phone", "0570000001")
    vm.set_owner_kind("other")
    vm.set_value("owner.name", "Nguyễn Phước Thiên Ân")
    vm.type_procedure("dkks")
    vm.choose_hit(0)
    vm.form.papers.set_count(0, "copies", "3")
    vm.set_value("note", "đang gõ dở")
    vm.drafts.stored.connect(lambda: print("kept", vm.draft_text, flush=True))

vm.ready_changed.connect(type_it)
vm.start(HA)
app.exec()
"""


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def back(ward: Ward, qapp: object) -> Iterator[Background]:
    with background(ward) as made:
        yield made


def reception(back: Background, ward: Ward, qtbot: QtBot) -> ReceptionViewModel:
    made = ReceptionViewModel(back, clock=ward.clock)
    with qtbot.waitSignal(made.ready_changed, timeout=WAIT):
        made.start(HA)
    return made


def test_a_kill_in_the_middle_of_typing_loses_nothing(ward: Ward, qtbot: QtBot) -> None:
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", TYPIST, str(ward.data)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as typist:
        assert typist.stdout is not None
        said = typist.stdout.readline()
        typist.send_signal(signal.SIGKILL)
    assert said.startswith("kept nháp tự lưu 10:05:")
    with background(ward) as back:
        notices: list[str] = []
        vm = ReceptionViewModel(back, clock=ward.clock)
        vm.notice.connect(notices.append)
        with qtbot.waitSignal(vm.ready_changed, timeout=WAIT):
            vm.start(HA)
        assert vm.form.value("filer.personal_no") == "022194000001"
        assert vm.form.card_badge
        assert vm.form.value("filer.phone") == "0570000001"
        assert vm.form.owner_kind == "other"
        assert vm.form.value("owner.name") == "Nguyễn Phước Thiên Ân"
        assert vm.form.procedure is not None
        assert vm.form.papers.papers[0].copies == 3
        assert vm.form.value("note") == "đang gõ dở"
        assert notices[0].startswith("Đã mở lại bản nháp tự lưu lúc 10:05:")
        with qtbot.waitSignal(vm.saved, timeout=WAIT):
            vm.save()
        assert ask(qtbot, back, lambda desk: desk.draft(vm.drafts.name)) is None
        vm.close()


def test_a_saved_dossier_leaves_no_draft_and_an_empty_form_none(
    ward: Ward, back: Background, qtbot: QtBot
) -> None:
    vm = reception(back, ward, qtbot)
    with qtbot.waitSignal(vm.drafts.stored, timeout=WAIT):
        vm.scan(CARD)
    name = vm.drafts.name
    assert ask(qtbot, back, lambda desk: desk.draft(name)) is not None
    assert vm.draft_text.startswith("nháp tự lưu 10:05:")
    with qtbot.waitSignal(vm.drafts.stored, timeout=WAIT):
        vm.clear()
    assert ask(qtbot, back, lambda desk: desk.draft(name)) is None
    assert vm.draft_text == ""
    vm.close()


def test_leaving_a_field_and_closing_write_at_once(
    ward: Ward, back: Background, qtbot: QtBot
) -> None:
    vm = reception(back, ward, qtbot)
    vm.set_value("filer.name", "Lê Quỳnh Hương")
    with qtbot.waitSignal(vm.drafts.stored, timeout=WAIT):
        vm.leave("filer.name")
    vm.set_value("note", "thêm")
    vm.close()  # the window closes within the second
    again = reception(back, ward, qtbot)
    assert (again.form.value("filer.name"), again.form.value("note")) == ("Lê Quỳnh Hương", "thêm")
    again.close()


def test_a_draft_of_another_making_is_left_alone() -> None:
    assert read_draft(b"{") is None
    assert read_draft(b'{"v":99,"at":"","client_ref":"x","values":{}}') is None
    found = read_draft(b'{"v":1,"at":"","client_ref":"x","values":{"old":"1","note":"n"},"new":1}')
    assert found is not None
    assert found.state(None).values == {"note": "n"}
