"""A form 02 that comes back, and the pages of forms 02 and 03, by keys over a real ward."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.desk_support import Ward, make_ward
from tests.ui.exit_support import (
    CONTROL,
    Key,
    ask_exit,
    here,
    logged,
    press,
    slip,
    write,
)
from tests.ui.window_support import Printers, settle, sign_in, until, window
from ui import theme
from ui.clerk.desk import ClerkDesk
from ui.clerk.window import ClerkWindow


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def printer() -> Printers:
    return Printers("Máy in giả định")


@pytest.fixture
def made(ward: Ward, tmp_path: Path, printer: Printers, plain: theme.Mode) -> Iterator[ClerkWindow]:
    with window(ward, tmp_path, printer) as each:
        sign_in(each)
        settle(each)
        yield each


@pytest.fixture
def desk(made: ClerkWindow) -> ClerkDesk:
    assert made.desk is not None
    return made.desk


def test_scanned_anywhere_it_fills_the_form_and_enter_leads_to_the_end(
    made: ClerkWindow, desk: ClerkDesk
) -> None:
    asked = slip(made, desk)
    press(Key.Key_F3)
    made.scan(f"{asked.number} 7QX2".encode())  # the QR code also holds the look-up characters
    settle(made)
    assert desk.room() == "reception"
    band = desk.reception.brought
    assert band.isVisible()
    assert band.title.text() == "Hồ sơ đã hướng dẫn bổ sung ngày 23/11/2026, thiếu:"
    assert here() is band.ticks[0]
    assert not desk.reception.saved.isVisible()
    press(Key.Key_Space)
    assert desk.reception.papers.rows[1].is_checked()
    assert "nay đã mang đủ" in band.title.text()
    press(Key.Key_Return)
    assert here() is desk.reception.save_button()
    done = logged(made, desk)
    assert done.uid == asked.uid
    assert done.number == "H49.215-261123-0001"
    assert band.isHidden()
    made.scan(asked.number.encode())  # the paper is still in somebody's hand
    settle(made)
    settle(made)
    assert desk.room() == "dossiers"
    assert desk.search.page.number.text() == done.number
    assert done.number in made.toast.words()
    page = desk.rooms.search.dossier.page
    assert page is not None
    assert page.number_label == ""
    assert [each.kind for each in page.history if each.kind != "printed"] == [
        "received",
        "supplement_asked",
    ]


def test_its_number_is_typed_and_f7_says_what_the_law_allows(
    made: ClerkWindow, desk: ClerkDesk
) -> None:
    asked = slip(made, desk)
    press(Key.Key_T, CONTROL)
    write(asked.number.lower())
    press(Key.Key_Return)
    settle(made)
    assert desk.rooms.reception.slip_back.number == asked.number
    assert desk.reception.procedure.field.choice()[0] == "1.000656"
    ask_exit(made)
    assert desk.exits.open_now is None
    assert "pháp luật chỉ cho yêu cầu một lần" in desk.reception.toast.words()
    desk.rooms.reception.clear()
    press(Key.Key_F3)
    write(asked.number)
    settle(made)
    settle(made)
    assert desk.search.page.number.text() == asked.number
    press(Key.Key_Return)
    settle(made)
    assert desk.room() == "reception"
    assert desk.rooms.reception.slip_back.number == asked.number


def test_its_page_says_what_it_is_and_goes_on(
    made: ClerkWindow, desk: ClerkDesk, printer: Printers
) -> None:
    asked = slip(made, desk)
    press(Key.Key_F3)
    write("dieu khai tu")
    settle(made)
    settle(made)
    view, page = desk.search.page, desk.rooms.search.dossier.page
    assert page is not None
    assert view.number_label.text() == "Số phiếu"
    assert view.state.accessibleName() == "Chờ dân bổ sung"
    assert view.provisional.isHidden()
    assert view.due.isHidden()
    assert view.slip.accessibleName() == "Cần bổ sung, phiếu ngày 23/11/2026"
    assert page.slip is not None
    assert page.slip.lines == ("Giấy báo tử",)
    assert view.amend.isHidden()
    assert view.reprint.words() == "In lại phiếu"
    assert [(each.kind, each.title) for each in page.history] == [
        ("printed", "In phiếu"),
        ("supplement_asked", "Yêu cầu bổ sung"),
    ]
    assert f"Phiếu {asked.number}. Cần: Giấy báo tử" in page.history[1].detail
    row = desk.rooms.search.rows.rows[0]
    assert not row.provisional
    press(Key.Key_P, CONTROL)
    until(lambda: len(printer.sent) == 2)
    settle(made)
    assert f"Phiếu yêu cầu bổ sung {asked.number} đã in." in made.toast.words()
    press(Key.Key_Return)  # from the box to the page: its first act
    assert here() is view.resume
    press(Key.Key_Return)
    settle(made)
    assert desk.room() == "reception"
    assert desk.rooms.reception.slip_back.number == asked.number
    press(Key.Key_F3)
    settle(made)
    press(Key.Key_E, CONTROL)
    settle(made)
    assert desk.room() == "reception"
