"""The reception after a crash: the draft of the same person comes back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest

from tests.ui.desk_support import CARD
from tests.ui.reception_support import Stage, reception_ward, stage, wait_for
from ui import theme

NAME = "Nguyễn Thị Huyền Diệu"


def fill_in(on: Stage) -> None:
    on.view.scan(CARD)
    procedure = on.vm.hits.by_code("1.001193")
    assert procedure is not None
    on.vm.choose(procedure)


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
