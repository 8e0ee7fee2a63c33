"""Notices to citizens: asked for, told once, by real servers that misbehave."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from central import decisions
from central.outgoing import notices
from central.outgoing.config import Outgoing
from central.outgoing.notices import STUCK
from central.outgoing.occasions import queue
from central.projector import follow
from central.rebuild import rebuild
from core.domain import events as ev
from tests.sync.central_support import NOW, Author, Province
from tests.sync.outgoing_support import (
    Mailbox,
    Receiver,
    mail_server,
    receiver,
)
from tests.sync.sending_support import MAIL, SETTINGS, Sending, asking


@pytest.fixture
def province(swept: Province) -> Province:
    return swept


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as made:
        yield made


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


@pytest.fixture
def author(province: Province) -> Author:
    made = province.author()
    province.push(made)
    return made


def decided(province: Province, author: Author, uid: str, decision: ev.DecisionRecorded) -> None:
    ((number,),) = province.rows("SELECT number FROM dossier WHERE uid = %s", uid)
    with province.db.transaction() as conn:
        decisions.record_decision(
            conn, province.keys, number, decision, "chi", NOW + timedelta(seconds=30)
        )
    follow(province.db, author.site)


def test_who_asked_is_told_by_mail_what_happened(
    province: Province, author: Author, box: Mailbox
) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    uid = asking(author)
    author.receive()  # somebody who did not ask
    province.push(author)
    decided(province, author, uid, ev.DecisionRecorded("processing", NOW))
    due = NOW + timedelta(days=9)
    decided(province, author, uid, ev.DecisionRecorded("payment_asked", NOW, due_at=due))
    decided(province, author, uid, ev.DecisionRecorded("finished", NOW + timedelta(days=8)))

    assert sending.run(timedelta(minutes=1)) == 3

    assert sorted(str(mail["Subject"]).partition(": ")[2] for mail in box.got) == [
        "xin lỗi và hẹn lại ngày trả kết quả",
        "đã có kết quả",
        "đã tiếp nhận",
    ]
    assert {mail["To"] for mail in box.got} == {MAIL}
    ((number, lookup),) = province.rows(
        "SELECT number, lookup_code FROM dossier WHERE uid = %s", uid
    )
    text = next(m.get_content() for m in box.got if "đã tiếp nhận" in str(m["Subject"]))
    assert number in text
    assert lookup in text
    assert SETTINGS.address in text
    assert not any(
        word in mail.as_string() + mail.get_content()
        for mail in box.got
        for word in ("Trần", "Giả Định", "khai sinh", "0912")
    )
    assert sending.run() == 0
    assert len(box.got) == 3


def test_english_when_asked_for(province: Province, author: Author, box: Mailbox) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    asking(author, "notify-en")
    province.push(author)

    assert sending.run() == 1
    assert "was received" in box.got[0].get_content()


def test_a_supplement_names_its_last_day(province: Province, author: Author, box: Mailbox) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    uid = asking(author)
    body = ev.SupplementAsked(
        NOW, "thiếu", ("Bản sao",), "02", 1, "2025", "Hà", until=datetime(2026, 12, 8).date()
    )
    author.write(body, uid, at=NOW + timedelta(seconds=9))
    province.push(author)

    assert sending.run(timedelta(minutes=1)) == 2
    assert "hạn đến hết ngày 08/12/2026" in box.got[1].get_content()


def test_nothing_old_is_told_when_it_is_first_switched_on(
    province: Province, author: Author, box: Mailbox
) -> None:
    asking(author)
    province.push(author)
    sending = Sending(province, Outgoing(mail=box.server))
    late = asking(author, at=NOW - timedelta(days=1))  # written before, arriving after
    province.push(author)
    new = asking(author)
    province.push(author)

    assert sending.run() == 1
    assert province.rows("SELECT uid FROM notice") == [(new,)]
    assert late


def test_a_rebuild_tells_nobody_again(province: Province, author: Author, box: Mailbox) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    asking(author)
    province.push(author)
    assert sending.run() == 1

    rebuild(province.db)

    assert sending.run() == 0
    with province.db.transaction() as conn:  # even if the mark were lost
        conn.execute("UPDATE outgoing_mark SET position = 0")
    assert sending.run() == 0
    assert len(box.got) == 1


def test_a_restored_central_tells_nobody_again(
    province: Province, author: Author, box: Mailbox
) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    asking(author)
    province.push(author)
    assert sending.run() == 1
    with province.db.transaction() as conn:  # as a backup from before the mail leaves it
        conn.execute("UPDATE notice SET state = 'waiting', next_at = %s", (NOW,))
        conn.execute("UPDATE central SET epoch = epoch + 7")
        conn.execute("UPDATE outgoing_mark SET position = 0")

    assert sending.run() == 0
    assert sending.rows() == [("accepted", "email", "failed", "restored")]
    with province.db.transaction() as conn:
        conn.execute("DELETE FROM notice")
        conn.execute("UPDATE outgoing_mark SET position = 0")
    assert sending.run() == 0
    assert len(box.got) == 1


def test_what_waits_for_its_beginning_is_told_once_it_has_it(
    province: Province, author: Author, box: Mailbox
) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    other = province.author(station=4)
    uid = asking(author)
    body = ev.SupplementAsked(NOW, "thiếu", ("Bản sao",), "02", 1, "2025", "Hà")
    other.write(body, uid, parent=author.ids[-1], at=NOW + timedelta(seconds=9))
    province.push(other)
    assert sending.run(timedelta(minutes=1)) == 0
    assert sending.states() == ["waiting"]

    province.push(author)

    assert sending.run(timedelta(minutes=1)) == 2
    assert sending.states() == ["sent", "sent"]


def test_an_event_that_was_refused_is_not_told(
    province: Province, author: Author, box: Mailbox
) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    uid = asking(author)
    author.cancel(uid)
    body = ev.SupplementAsked(NOW, "thiếu", ("Bản sao",), "02", 1, "2025", "Hà")
    author.write(body, uid, at=NOW + timedelta(seconds=9))
    province.push(author)

    sending.run(timedelta(minutes=1))

    assert ("supplement", "email", "failed", "not_applied") in sending.rows()
    assert len(box.got) == 1


def test_who_withdrew_consent_or_has_no_address_is_not_written_to(
    province: Province, author: Author, box: Mailbox
) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    uid = asking(author)
    asking(author, email="")
    asking(author, email="a@b.vn\r\nBcc: c@d.vn")
    province.push(author)
    queue(province.db, "email", sending.now)
    author.amend(uid, tags=[])
    province.push(author)

    assert sending.run() == 0
    reasons = [row[3] for row in sending.rows()]
    assert sorted(reasons) == ["no_address", "no_address", "not_asked"]


def test_a_crash_while_sending_is_listed_and_never_sent_again(
    province: Province, author: Author, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    asking(author)
    province.push(author)

    def crash(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(notices, "_settle", crash)
        with pytest.raises(KeyboardInterrupt):
            sending.run()
    assert len(box.got) == 1
    assert sending.states() == ["sending"]

    assert sending.run(STUCK - timedelta(minutes=1)) == 0
    assert sending.states() == ["sending"]
    assert sending.run(timedelta(minutes=2)) == 0
    assert sending.rows() == [("accepted", "email", "failed", "unknown")]
    assert sending.run(timedelta(days=1)) == 0
    assert len(box.got) == 1


def test_nothing_is_switched_on_without_a_server(province: Province, author: Author) -> None:
    asking(author)
    province.push(author)
    assert Sending(province, Outgoing()).run() == 0
    assert province.rows("SELECT count(*) FROM outgoing_mark") == [(0,)]


def test_several_processes_send_each_notice_once(
    province: Province, author: Author, box: Mailbox
) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    for _ in range(12):
        asking(author)
    province.push(author)
    now = sending.now + timedelta(seconds=1)
    config = Outgoing(mail=replace(box.server, timeout=10))

    with ThreadPoolExecutor(3) as pool:
        runs = [
            pool.submit(notices.run, province.db, province.keys, SETTINGS, now, config=config)
            for _ in range(3)
        ]

    assert sum(run.result() for run in runs) == 12
    assert len({mail["Message-ID"] for mail in box.got}) == len(box.got) == 12
