"""Log-in, business day, lock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.domain.errors import Refused
from core.ports.desk import EVERYTHING
from tests.ui.desk_support import HA, PASSWORD, Ward, background, make_ward
from ui.background import Background
from ui.viewmodels.login import LoginViewModel

WAIT = 10_000


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def back(ward: Ward, qapp: object) -> Iterator[Background]:
    with background(ward, signed_in=False) as made:
        yield made


def login(back: Background, qtbot: QtBot, lock_minutes: float = 0) -> LoginViewModel:
    made = LoginViewModel(back, lock_minutes=lock_minutes)
    with qtbot.waitSignal(made.people_changed, timeout=WAIT):
        made.start()
    return made


def test_a_person_signs_in_and_confirms_the_day(back: Background, qtbot: QtBot) -> None:
    vm = login(back, qtbot)
    assert [p.name for p in vm.people] == ["Trần Thị Thu Hà"]
    assert vm.last_login == "ha"
    assert (vm.window, vm.practice) == (3, False)
    assert "Cửa Ông" in vm.site_name
    steps: list[str] = []
    vm.step_changed.connect(steps.append)
    with qtbot.waitSignal(vm.day_changed, timeout=WAIT):
        vm.sign_in("ha", PASSWORD)
    assert vm.day_words == "Thứ Hai 23/11/2026"
    assert not vm.doubtful
    with qtbot.waitSignal(vm.signed_in, timeout=WAIT) as caught:
        vm.open_day()
    assert caught.args == [HA]
    assert steps == ["busy", "day", "busy", "open"]
    vm.close()
    again = login(back, qtbot)
    with qtbot.waitSignal(again.signed_in, timeout=WAIT):  # the day is open already
        again.sign_in("ha", PASSWORD)
    again.close()


def test_both_desks_know_who_it_is(back: Background, qtbot: QtBot) -> None:
    vm = login(back, qtbot)
    with qtbot.waitSignal(vm.day_changed, timeout=WAIT):
        vm.sign_in("ha", PASSWORD)
    found: list[object] = []
    back.submit(lambda desk: desk.find("", EVERYTHING, 1, ""), found.append, reader=True)
    qtbot.waitUntil(lambda: found == [[]], timeout=WAIT)
    vm.close()


def test_wrong_passwords_are_told_then_locked_out(back: Background, qtbot: QtBot) -> None:
    vm = login(back, qtbot)
    for _ in range(5):
        with qtbot.waitSignal(vm.error_changed, timeout=WAIT, check_params_cb=bool):
            vm.sign_in("ha", "sai")
        assert vm.error == "Sai tên đăng nhập hoặc mật khẩu."
        assert vm.step == "sign_in"
    with qtbot.waitSignal(vm.wait_changed, timeout=WAIT):
        vm.sign_in("ha", PASSWORD)
    assert 0 < vm.wait_seconds <= 60
    assert f"Chờ {vm.wait_seconds} giây" in vm.error
    vm.sign_in("ha", PASSWORD)
    assert vm.step == "sign_in"  # not even asked
    vm.close()


@pytest.mark.parametrize(("person", "password"), [("", "x"), ("ha", ""), ("", ""), ("ma", "x")])
def test_nobody_gets_in_without_name_and_password(
    back: Background, qtbot: QtBot, person: str, password: str
) -> None:
    vm = login(back, qtbot)
    with qtbot.waitSignal(vm.error_changed, timeout=WAIT, check_params_cb=bool):
        vm.sign_in(person, password)
    assert vm.step == "sign_in"
    vm.close()


def test_a_doubtful_clock_asks_for_the_calendar(ward: Ward, back: Background, qtbot: QtBot) -> None:
    ward.receive()
    ward.clock.now += timedelta(days=30)
    vm = login(back, qtbot)
    with qtbot.waitSignal(vm.day_changed, timeout=WAIT):
        vm.sign_in("ha", PASSWORD)
    assert vm.doubtful
    assert "Xem lịch" in vm.day_words
    with qtbot.waitSignal(vm.error_changed, timeout=WAIT, check_params_cb=bool):
        vm.open_day(date(2026, 11, 20))
    assert "không thể sớm hơn" in vm.error
    assert vm.step == "day"
    with qtbot.waitSignal(vm.signed_in, timeout=WAIT):
        vm.open_day(date(2026, 11, 24))
    vm.close()


def test_an_unused_window_locks_and_the_same_person_unlocks(back: Background, qtbot: QtBot) -> None:
    vm = login(back, qtbot, lock_minutes=0.3 / 60)
    with qtbot.waitSignal(vm.day_changed, timeout=WAIT):
        vm.sign_in("ha", PASSWORD)
    with qtbot.waitSignal(vm.locked, timeout=WAIT):
        vm.open_day()
    with qtbot.waitSignal(vm.error_changed, timeout=WAIT, check_params_cb=bool):
        vm.unlock("sai")
    assert str(vm.step) == "locked"
    with qtbot.waitSignal(vm.unlocked, timeout=WAIT):
        vm.unlock(PASSWORD)
    assert str(vm.step) == "open"
    with qtbot.waitSignal(vm.people_changed, timeout=WAIT):
        vm.sign_out()
    assert vm.step == "sign_in"
    vm.close()


@pytest.mark.parametrize(("who", "password"), [("", ""), ("", PASSWORD), ("ha", "")])
def test_nobody_enters_a_window_without_name_and_password(
    ward: Ward, who: str, password: str
) -> None:
    desk = ward.open_desk()
    try:
        with pytest.raises(Refused) as refused:
            desk.sign_in(who, password)
        assert refused.value.errors[0].code == "password_wrong"
    finally:
        desk.close()
