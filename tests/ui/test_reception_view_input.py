"""What reaches the reception beside typing: keyboard scanners, drafts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.desk_support import CARD
from tests.ui.reception_support import Stage, reception_ward, stage, wait_for
from ui import theme

NAME = "Nguyễn Thị Huyền Diệu"


@pytest.fixture
def on(tmp_path: Path, plain: theme.Mode) -> Iterator[Stage]:
    with stage(reception_ward(tmp_path)) as made:
        yield made


def fill_in(on: Stage) -> None:
    on.view.scan(CARD)
    procedure = on.vm.hits.by_code("1.001193")
    assert procedure is not None
    on.vm.choose(procedure)


# --- scanners that play keyboard ------------------------------------------------------------


def strike(edit: QLineEdit, keys: str, start_ms: int, step_ms: int) -> None:
    """Keys with the window system's times."""
    for at, letter in enumerate(keys):
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_unknown
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        event.setTimestamp(start_ms + at * step_ms)
        QCoreApplication.sendEvent(edit, event)


def test_a_keyboard_scanner_fills_from_any_field(on: Stage) -> None:
    phone = on.view.people.phone.edit
    phone.setFocus()
    strike(phone, "09", 1000, 200)
    strike(phone, "022194000001||Nguyen Thi Dieu|01021994|Nu|To 98, Cam Pha|15082021\r", 5000, 5)
    assert phone.text() == on.vm.form.value("filer.phone") == "09"
    assert on.vm.form.value("filer.personal_no") == "022194000001"
    assert on.view.toast.isVisible()
    assert "Telex" in on.view.toast.words()


def test_quick_fingers_lose_nothing(on: Stage) -> None:
    """A person whose keys arrive in a burst, or who rolls over them, is no scanner."""
    note = on.view.fee.note.edit
    fill_in(on)
    note.setFocus()
    strike(note, "abcdef", 1000, 20)
    wait_for(lambda: note.text() == "abcdef", "held keys written")
    strike(note, "gh", 3000, 300)
    assert note.text() == on.vm.form.value("note") == "abcdefgh"


# --- drafts ---------------------------------------------------------------------------------


def test_a_draft_comes_back(tmp_path: Path, plain: theme.Mode) -> None:
    ward = reception_ward(tmp_path)
    with stage(ward) as on:
        fill_in(on)
        QTest.keyClicks(on.view.people.phone.edit, "0570000001")
        wait_for(lambda: on.vm.draft_text and not on.back.busy, "draft")
        assert on.view.heading.title.aside.text().startswith("nháp tự lưu 10:0")
    with stage(ward) as on:
        wait_for(lambda: on.view.people.name.text() == NAME, "draft back")
        assert on.view.people.phone.text() == "0570000001"
        assert on.view.procedure.field.choice()[0] == "1.001193"
        assert len(on.view.papers.rows) == 4
        assert on.view.toast.isVisible()
