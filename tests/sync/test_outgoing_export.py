"""To the national portal: fields, versions, a receiver that misbehaves, files."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from central.outgoing import export
from central.outgoing.config import Outgoing
from central.outgoing.export import Sent
from central.outgoing.http import post
from central.outgoing.marks import LEASE
from central.rebuild import rebuild
from central.settings import Settings
from core.domain import events as ev
from core.domain.numbering import Number
from tests.sync.central_support import MONDAY, NOW, Author, Province
from tests.sync.outgoing_support import Receiver, receiver
from tests.sync.sending_support import Export


@pytest.fixture
def province(swept: Province) -> Province:
    return swept


@pytest.fixture
def portal() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


@pytest.fixture
def author(province: Province) -> Author:
    made = province.author()
    province.push(made)
    return made


def states(portal: Receiver) -> list[str]:
    return [body["HoSo"]["TrangThaiHoSo"] for body in portal.bodies]


def test_a_dossier_in_the_fields_of_the_exchange(
    province: Province, author: Author, portal: Receiver
) -> None:
    uid = author.receive(channel=3, return_by="post")
    asked = ev.SupplementAsked(NOW, "thiếu", ("Bản sao CCCD",), "02", 1, "2025", "Hà")
    author.write(asked, uid)
    province.push(author)

    assert Export(province, portal).run() == Sent(sent=1)

    (body,) = portal.bodies
    ((number,),) = province.rows("SELECT number FROM dossier")
    told = body["HoSo"]
    assert told["MaHoSo"] == number
    assert (told["KenhThucHien"], told["HinhThuc"], told["TrangThaiHoSo"]) == ("3", "1", "5")
    assert (told["LoaiDoiTuong"], told["NgayTiepNhan"]) == ("1", "20261123090000")
    assert told["TaiLieuNop"][0] == {
        "TenThanhPhanHoSo": "Tờ khai", "LoaiBan": "0", "SoLuong": 1,
    }  # fmt: skip
    assert told["DanhSachHoSoBoSung"] == [
        {
            "NguoiYeuCauBoSung": "Hà",
            "NoiDungBoSung": "thiếu; Bản sao CCCD",
            "NgayBoSung": "20261123100500",
            "TrangThaiBoSung": "0",
        }
    ]
    assert told["DanhSachLePhi"] == [{"TenPhiLePhi": "Phí, lệ phí", "Gia": 8000}]


def test_each_change_sends_a_new_version_and_nothing_else_does(
    province: Province, author: Author, portal: Receiver
) -> None:
    sending = Export(province, portal)
    uid = author.receive()
    province.push(author)
    assert sending.run().sent == 1
    author.printed(uid)  # nothing that the portal is told
    province.push(author)
    assert sending.run() == Sent(passed=1)
    author.give_back(uid)
    province.push(author)
    assert sending.run().sent == 1
    rebuild(province.db)
    assert sending.run() == Sent()

    assert states(portal) == ["2", "10"]
    versions = [body["PhienBan"] for body in portal.bodies]
    assert versions == sorted(versions)
    assert sending.rows() == [("sent", "")]


FAULTS = ["500", "200", "302", "half", "silent", "lost", "404", "json {}", "json [", "json 1"]


def test_a_receiver_that_misbehaves_gets_it_in_the_end_and_once(
    province: Province, author: Author, portal: Receiver
) -> None:
    sending = Export(province, portal)
    for fault in FAULTS:
        portal.kept.clear()
        author.receive()
        province.push(author)
        portal.faults.append(fault)

        assert sending.run() == Sent(later=1), fault
        assert sending.rows()[-1][0] == "not_sent", fault
        assert sending.run() == Sent(), fault  # not before its pause
        assert sending.run(timedelta(minutes=2)) == Sent(sent=1), fault
        assert len(portal.kept) == 1, fault


def test_what_the_receiver_refuses_waits_for_a_change(
    province: Province, author: Author, portal: Receiver
) -> None:
    sending = Export(province, portal)
    uid = author.receive()
    province.push(author)
    portal.faults.append("refuse Sai mã thủ tục")

    assert sending.run() == Sent(refused=1)
    assert sending.rows() == [("refused", "Sai mã thủ tục")]
    assert sending.run(timedelta(days=1)) == Sent()
    author.amend(uid, procedure_code="1.004227")
    province.push(author)
    assert sending.run() == Sent(sent=1)
    assert sending.rows() == [("sent", "")]


def test_a_dead_receiver_is_not_hammered_and_holds_nothing_back(
    province: Province, author: Author, portal: Receiver
) -> None:
    sending = Export(province, portal)
    uids = [author.receive() for _ in range(6)]
    province.push(author)
    portal.faults += ["500", "500", "500"]

    assert sending.run() == Sent(later=3)
    assert len(portal.asked) == 3
    assert sending.run() == Sent(sent=3)  # those that were not tried
    author.give_back(uids[0])
    province.push(author)
    assert sending.run().sent == 0  # its turn has not come; the newest version will go
    assert sending.run(timedelta(minutes=5)).sent == 3
    assert sorted(states(portal)) == ["10", *["2"] * 5]


def test_a_crash_gives_the_dossier_back_when_the_lease_ends(
    province: Province, author: Author, portal: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending = Export(province, portal)
    author.receive()
    province.push(author)

    def crash(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("central.outgoing.export.settle", crash)
        with pytest.raises(KeyboardInterrupt):
            sending.run()

    assert sending.run(LEASE - timedelta(seconds=5)) == Sent()
    assert sending.run(timedelta(seconds=10)) == Sent(sent=1)
    assert (len(portal.asked), len(portal.kept)) == (2, 1)


def test_a_version_that_came_while_one_was_on_its_way_follows(
    province: Province, author: Author, portal: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending = Export(province, portal)
    uid = author.receive()
    province.push(author)
    real = post

    def meanwhile(*arguments: Any) -> Any:
        reply = real(*arguments)
        monkeypatch.undo()
        author.give_back(uid)
        province.push(author)
        return reply

    monkeypatch.setattr("central.outgoing.export.post", meanwhile)

    assert sending.run() == Sent(sent=2)
    assert states(portal) == ["2", "10"]


def test_several_processes_never_have_two_versions_of_a_dossier_on_their_way(
    province: Province, author: Author, portal: Receiver
) -> None:
    sending = Export(province, portal)
    uids = [author.receive() for _ in range(6)]
    config = Outgoing(national=replace(portal.endpoint, timeout=10))
    for _ in range(3):
        for uid in uids:
            author.amend(uid, note=f"lần {len(author.events)}")
        province.push(author)
        sending.now += timedelta(seconds=1)
        with ThreadPoolExecutor(3) as pool:
            runs = [pool.submit(export.send, province.db, config, sending.now) for _ in range(3)]
            assert not any(run.result().later for run in runs)
    # a note is nothing that the portal is told: one version each, whoever sent it
    assert (len(portal.asked), len(portal.kept)) == (6, 6)
    for uid in uids:
        author.give_back(uid)
    province.push(author)
    assert sending.run().sent == 6
    for uid in uids:
        sent = [b["PhienBan"] for b in portal.bodies if b["Khoa"].startswith(uid)]
        assert (len(sent), sent) == (2, sorted(sent))


def test_a_provisional_number_waits_for_its_code_and_a_void_code_for_a_person(
    province: Province, author: Author, portal: Receiver
) -> None:
    sending = Export(province, portal)
    uid = author.receive(number=Number("T03ABCD-261123-001", MONDAY, 1, provisional=True))
    province.push(author)
    assert sending.run() == Sent(passed=1)
    assert sending.rows() == [("not_sent", "no_code")]
    author.write(ev.CodeBound(Number("H49.22-261123-0007", MONDAY, 7)), uid)
    province.push(author)
    assert sending.run() == Sent(sent=1)
    author.cancel(uid)
    province.push(author)

    assert sending.run() == Sent(passed=1)
    assert sending.rows() == [("refused", "cancelled")]


def test_a_value_without_a_word_is_one_line_and_holds_nobody_up(
    province: Province, author: Author, portal: Receiver
) -> None:
    sending = Export(province, portal)
    author.receive(channel=9)
    author.receive(return_by="drone")
    author.receive()
    province.push(author)

    assert sending.run() == Sent(sent=1, passed=2)
    assert sorted(sending.rows()) == [
        ("refused", "not_mapped 'drone'"),
        ("refused", "not_mapped 9"),
        ("sent", ""),
    ]


def test_a_training_central_sends_nothing(
    province: Province, author: Author, portal: Receiver
) -> None:
    author.receive()
    province.push(author)
    with province.db.transaction() as conn:
        conn.execute("UPDATE central SET practice = true")
    config = Outgoing(national=portal.endpoint)
    assert export.run(province.db, province.keys, Settings(), NOW, config=config) == 0
    assert portal.asked == []
