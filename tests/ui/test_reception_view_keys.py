"""How many keys a reception takes on a real desk, and how long each holds the window up.

The list is printed: ``pytest -s tests/ui/test_reception_view_keys.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.procedure import Procedure
from core.ports.desk import Logged
from tests.ui.desk_support import CARD, OTHER_CARD, ask
from tests.ui.reception_support import Stage, StallMeter, Typist, reception_ward, stage, wait_for
from ui import theme

Key = Qt.Key
#: what one key may keep the interface thread working
STALL_MS = 100.0


@pytest.fixture
def on(tmp_path: Path, plain: theme.Mode) -> Iterator[Stage]:
    ward = reception_ward(tmp_path)
    for code in ("2.000815", "1.001193"):  # the morning's: what is usual stands first
        ward.receive(procedure_code=code)
    with stage(ward) as made:
        yield made


@pytest.fixture
def typist(on: Stage) -> Typist:
    return Typist(StallMeter(on.window))


def focused(on: Stage, key: str) -> bool:
    return QApplication.focusWidget() is on.view.binder.stops()[key]


def logged_of(on: Stage) -> list[Logged]:
    found: list[Logged] = []
    on.vm.saved.connect(found.append)
    return found


def test_an_ordinary_reception_takes_six_keys(on: Stage, typist: Typist, qtbot: QtBot) -> None:
    logged = logged_of(on)
    on.view.scan(CARD)
    assert focused(on, "procedure")
    typist.type("dkks", lambda: on.view.procedure.field.is_open())
    typist.press(Key.Key_Return, lambda: focused(on, "save") and on.vm.slip.filled, "Enter")
    assert on.vm.slip.date_text == "25/11/2026"
    assert on.view.panel.buttons.save.text() == "Lưu và in giấy hẹn"
    typist.press(Key.Key_F12, lambda: logged and on.view.saved.isVisible())
    print(f"\nordinary reception after the scan:\n{typist.told()}")
    assert len(typist.pressed) <= 12
    assert typist.own() < STALL_MS
    assert on.view.saved.number() == logged[0].number == "H49.215-261123-0003"
    stored = ask(qtbot, on.back, lambda desk: desk.dossier(logged[0].uid))
    assert stored is not None
    assert stored.content.owner.name == "Nguyễn Thị Huyền Diệu"
    assert stored.content.procedure_code == "1.001193"
    assert focused(on, "filer.personal_no")


def test_enter_alone_leads_to_the_end(on: Stage, typist: Typist) -> None:
    """The same with Enter instead of F12; owner and note go by Tab when they are needed."""
    logged = logged_of(on)
    on.view.scan(CARD)
    typist.type("dkks", lambda: on.view.procedure.field.is_open())
    typist.press(Key.Key_Return, lambda: focused(on, "save"), "Enter")
    typist.press(Key.Key_Return, lambda: bool(logged), "Enter")
    print(f"\nordinary reception with Enter only:\n{typist.told()}")
    assert len(typist.pressed) <= 12


def test_another_owner_is_asked_for_by_enter(on: Stage, typist: Typist) -> None:
    on.view.scan(CARD)
    on.vm.set_owner_kind("other")
    on.view.focus_key("filer.name")
    typist.press(Key.Key_Return, lambda: focused(on, "owner.name"), "Enter")
    typist.type("Le An", lambda: on.vm.form.value("owner.name") == "Le An")
    typist.press(Key.Key_Return, lambda: focused(on, "procedure"), "Enter")
    typist.type("dkks", lambda: on.view.procedure.field.is_open())
    typist.press(Key.Key_Return, lambda: focused(on, "save"), "Enter")


def test_returning_at_once_takes_six_keys(on: Stage, typist: Typist, qtbot: QtBot) -> None:
    logged = logged_of(on)
    on.view.scan(OTHER_CARD)
    typist.type("ctb", lambda: on.view.procedure.field.is_open())
    typist.press(Key.Key_Return, lambda: focused(on, "copies"), "Enter")
    assert on.vm.form.procedure is not None
    assert on.vm.form.procedure.immediate
    assert on.view.panel.buttons.save.text() == "Lưu, trả ngay"
    typist.type("3", lambda: on.vm.form.value("fee") == "6.000")
    typist.press(Key.Key_Return, lambda: logged and on.view.saved.isVisible(), "Enter")
    print(f"\nreturned at once:\n{typist.told()}")
    assert len(typist.pressed) <= 6
    assert typist.own() < STALL_MS
    assert logged[0].returned
    assert logged[0].job is None
    stored = ask(qtbot, on.back, lambda desk: desk.dossier(logged[0].uid))
    assert stored is not None
    assert stored.content.fee_vnd == 6000


def test_arrows_and_space_work_the_papers(on: Stage, typist: Typist) -> None:
    on.view.scan(CARD)
    on.vm.choose(_birth(on))
    rows = on.view.papers.rows
    rows[0].tick.setFocus()
    typist.press(Key.Key_Down, rows[1].tick.hasFocus)
    typist.press(Key.Key_Down, rows[2].tick.hasFocus)
    typist.press(Key.Key_Space, lambda: on.vm.form.papers.papers[2].ticked)
    typist.press(Key.Key_Right, rows[2].counts[0].hasFocus)
    typist.press("2", lambda: on.vm.form.papers.papers[2].originals == 2)
    typist.press(Key.Key_Right, rows[2].counts[1].hasFocus)
    typist.press(Key.Key_Left, rows[2].counts[0].hasFocus)
    typist.press(Key.Key_Left, rows[2].tick.hasFocus)
    assert on.vm.slip.rows[2].value == "4 bản chính"


def _birth(on: Stage) -> Procedure:
    procedure = on.vm.hits.by_code("1.001193")
    assert procedure is not None
    return procedure


def test_function_keys_do_what_they_say(on: Stage, typist: Typist, qtbot: QtBot) -> None:
    asked: list[str] = []
    on.vm.exit_requested.connect(asked.append)
    typist.press(Key.Key_F7, lambda: asked == ["supplement"])
    shift = Qt.KeyboardModifier.ShiftModifier
    typist.press(Key.Key_F7, lambda: asked[1:] == ["refusal"], "Shift F7", shift)
    control = Qt.KeyboardModifier.ControlModifier
    typist.press(Key.Key_T, lambda: on.view.procedure.field.is_open(), "Ctrl T", control)
    assert on.view.procedure.field.popup().count() == 6
    typist.press(Key.Key_Escape, lambda: not on.view.procedure.field.is_open())
    on.view.scan(CARD)
    on.vm.set_value("filer.personal_no", "02219400000")
    typist.press(Key.Key_F12, lambda: focused(on, "filer.personal_no"))
    typist.press(Key.Key_F8, lambda: focused(on, "procedure"))
    typist.press(Key.Key_F8, lambda: focused(on, "filer.personal_no"))
    typist.press(Key.Key_F8, lambda: focused(on, "procedure"), "Shift F8", shift)
    on.view.scan(OTHER_CARD)
    assert on.vm.form.value("filer.name") == "Đặng Hoàng Ước Nguyện"
    typist.press(
        Key.Key_Z,
        lambda: on.vm.form.value("filer.name") == "Nguyễn Thị Huyền Diệu",
        "Ctrl Z",
        control,
    )
    wait_for(lambda: not on.back.busy)
