"""Towards the system of record: handed in once, bound by its code, refused with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from central.outgoing import record
from central.outgoing.config import Outgoing
from central.outgoing.marks import LEASE
from central.projector import follow
from central.settings import Settings
from core.domain.numbering import Number
from tests.sync.central_support import MONDAY, NOW, SITE, Author, Province
from tests.sync.outgoing_support import Receiver, receiver

CODE = "H49.22.5-261123-0042"


@pytest.fixture
def province(swept: Province) -> Province:
    return swept


@pytest.fixture
def system() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


@pytest.fixture
def author(province: Province) -> Author:
    made = province.author()
    province.push(made)
    return made


class Handing:
    """Runs the job at a time that only goes on."""

    def __init__(self, province: Province, system: Receiver) -> None:
        self.province, self.now = province, NOW
        self.config = Outgoing(record=system.endpoint)
        self.run()  # switches it on

    def run(self, after: timedelta = timedelta(seconds=1)) -> int:
        self.now += after
        bound = record.run(
            self.province.db, self.province.keys, Settings(), self.now, config=self.config
        )
        follow(self.province.db, SITE)
        return bound

    def row(self, uid: str) -> tuple[Any, ...]:
        """State and code of one dossier."""
        (found,) = self.province.rows("SELECT state, code FROM hand_on WHERE uid = %s", uid)
        return found

    def rows(self) -> list[tuple[Any, ...]]:
        return self.province.rows("SELECT state, code, reason FROM hand_on ORDER BY updated_at")


def provisional(author: Author, ordinal: int = 1) -> str:
    text = f"T03ABCD-261123-{ordinal:03d}"
    return author.receive(number=Number(text, MONDAY, ordinal, provisional=True))


def test_the_systems_code_is_bound_and_told(
    province: Province, author: Author, system: Receiver
) -> None:
    handing = Handing(province, system)
    uid = provisional(author)
    system.codes[uid] = CODE
    province.push(author)

    assert handing.run() == 1

    assert handing.rows() == [("bound", CODE, "")]
    assert province.rows("SELECT number, official_code FROM dossier") == [(CODE, CODE)]
    (sent,) = system.bodies
    assert (sent["uid"], sent["provisional"], sent["HoSo"]["MaHoSo"]) == (uid, True, "")
    assert sent["number"] == "T03ABCD-261123-001"
    author.printed(uid)
    province.push(author)
    assert handing.run() == 0  # what happens to it later is not this port's
    assert len(system.asked) == 1


def test_what_was_there_before_it_was_switched_on_is_left_alone(
    province: Province, author: Author, system: Receiver
) -> None:
    provisional(author)
    province.push(author)
    handing = Handing(province, system)
    province.site("H49.999")

    assert (handing.run(), system.asked, handing.rows()) == (0, [], [])


def test_a_refusal_is_kept_with_its_reason_until_something_changes(
    province: Province, author: Author, system: Receiver
) -> None:
    handing = Handing(province, system)
    uid = provisional(author)
    province.push(author)
    system.faults.append("refuse Thiếu số định danh\n của chủ hồ sơ")

    assert handing.run() == 0
    assert handing.rows() == [("refused", "", "Thiếu số định danh  của chủ hồ sơ")]
    assert handing.run(timedelta(days=1)) == 0
    system.codes[uid] = CODE
    author.amend(uid, note="đã sửa")
    province.push(author)
    assert handing.run() == 1


def test_an_answer_that_is_lost_is_asked_for_again(
    province: Province, author: Author, system: Receiver
) -> None:
    handing = Handing(province, system)
    for n, fault in enumerate(("500", "200", "half", "silent", "lost"), 1):
        system.kept.clear()
        uid = provisional(author, n)
        system.codes[uid] = f"{CODE}{n}"
        province.push(author)
        system.faults.append(fault)

        assert handing.run() == 0, fault
        assert handing.row(uid) == ("sent", ""), fault
        assert handing.run(timedelta(minutes=2)) == 1, fault
        assert handing.row(uid) == ("bound", f"{CODE}{n}"), fault
        assert len(system.kept) == 1, fault


def test_a_system_that_is_not_there_has_nothing(province: Province, author: Author) -> None:
    with receiver() as gone:
        pass
    handing = Handing(province, gone)
    provisional(author)
    province.push(author)

    assert handing.run() == 0
    assert handing.rows() == [("not_sent", "", "record_NotReached")]


def test_a_crash_after_sending_says_sent(
    province: Province, author: Author, system: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    handing = Handing(province, system)
    uid = provisional(author)
    system.codes[uid] = CODE
    province.push(author)

    def crash(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("central.outgoing.record.bind_code", crash)
        with pytest.raises(KeyboardInterrupt):
            handing.run()
    assert handing.rows()[0][0] == "sent"
    assert handing.run(LEASE + timedelta(seconds=1)) == 1
    assert len(system.kept) == 1


def test_codes_that_cannot_be_are_refused_here(
    province: Province, author: Author, system: Receiver
) -> None:
    handing = Handing(province, system)
    first = author.receive()
    taken = f"{SITE}-261123-0301"  # first's
    uids = [provisional(author, n) for n in range(1, 5)]
    system.codes |= dict(zip(uids, ["", "X" * 50, "mã số 1", taken], strict=True))
    system.codes[first] = "H49.22-261123-9999"  # it has another code already
    province.push(author)

    assert handing.run() == 0

    reasons = sorted(row[2].split(" ")[0] for row in handing.rows())
    assert reasons == [
        "code_bound_already", "code_invalid", "code_invalid", "code_invalid", "code_taken",
    ]  # fmt: skip
    assert {row[0] for row in handing.rows()} == {"refused"}


def test_a_code_of_the_counters_own_is_agreed_to(
    province: Province, author: Author, system: Receiver
) -> None:
    handing = Handing(province, system)
    uid = author.receive()
    province.push(author)
    ((number,),) = province.rows("SELECT number FROM dossier")
    system.codes[uid] = number

    assert handing.run() == 1
    assert handing.rows() == [("bound", number, "")]


def test_what_the_counter_did_not_take_in_is_not_handed_in(
    province: Province, author: Author, system: Receiver
) -> None:
    handing = Handing(province, system)
    uid = author.receive()
    author.cancel(uid)
    province.push(author)

    assert handing.run() == 0
    assert handing.rows() == [("not_sent", "", "not_taken")]
    assert system.asked == []
