"""Mail servers and gateways that refuse, are slow, drop the line or talk nonsense."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from central.outgoing.config import Outgoing
from central.outgoing.notices import MOST_ATTEMPTS, REST
from central.outgoing.occasions import OLDEST, queue
from tests.sync.central_support import Author, Province
from tests.sync.outgoing_support import (
    PASSWORD,
    USER,
    Mailbox,
    Receiver,
    certificate,
    mail_server,
    receiver,
)
from tests.sync.sending_support import Sending, asking


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


#: what a mail server does, and what then stands in the row
MAIL_FAULTS = [
    ("rcpt 550", "failed", "smtp_to_550"),
    ("rcpt 450", "waiting", "smtp_to_450"),
    ("data 554", "failed", "smtp_text_554"),
    ("data 451", "waiting", "smtp_text_451"),
    ("drop rcpt", "waiting", "smtp_SMTPServerDisconnected"),
    ("slow rcpt", "waiting", "smtp_SMTPServerDisconnected"),
    ("drop text", "failed", "unknown"),
    ("slow text", "failed", "unknown"),
]


def test_a_mail_server_that_misbehaves(province: Province, author: Author, box: Mailbox) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    for fault, state, reason in MAIL_FAULTS:
        box.got.clear()
        sending.new(author)
        box.faults.append(fault)

        assert sending.run() == 0, fault
        assert sending.rows() == [("accepted", "email", state, reason)], fault
        assert sending.run() == 0, fault  # not before its pause

        again = 1 if state == "waiting" else 0
        assert sending.run(REST + timedelta(minutes=2)) == again, fault
        # who refused has nothing; of all others exactly one mail went out
        assert len(box.got) == (0 if reason in ("smtp_to_550", "smtp_text_554") else 1), fault


def test_one_refused_recipient_holds_nobody_up(
    province: Province, author: Author, box: Mailbox
) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    for _ in range(3):
        asking(author)
    province.push(author)
    box.faults += ["rcpt 550", "rcpt 450"]

    assert sending.run() == 1
    assert sorted(sending.states()) == ["failed", "sent", "waiting"]


def test_no_mail_server_at_all(province: Province, author: Author, box: Mailbox) -> None:
    with receiver() as gone:
        port = int(gone.url.split(":")[2].partition("/")[0])
    sending = Sending(province, Outgoing(mail=replace(box.server, port=port)))
    asking(author)
    province.push(author)

    for _ in range(3):
        assert sending.run(timedelta(minutes=30)) == 0
    assert sending.rows() == [("accepted", "email", "waiting", "smtp_ConnectionRefusedError")]
    sending.config = Outgoing(mail=box.server)
    assert sending.run(timedelta(minutes=30)) == 1


def test_what_could_never_be_sent_is_given_up(
    province: Province, author: Author, box: Mailbox
) -> None:
    sending = Sending(province, Outgoing(mail=box.server))
    asking(author)
    asking(author)
    province.push(author)
    queue(province.db, "email", sending.now)
    with province.db.transaction() as conn:
        conn.execute(
            "UPDATE notice SET attempts = %s WHERE uid = (SELECT min(uid) FROM notice)",
            (MOST_ATTEMPTS - 1,),
        )
    box.faults += ["rcpt 450", "rcpt 450"]
    assert sending.run() == 0
    assert sorted(sending.states()) == ["failed", "waiting"]

    assert sending.run(OLDEST + timedelta(minutes=1)) == 0
    assert sorted(row[3] for row in sending.rows()) == ["smtp_to_450", "too_old"]
    assert box.got == []


def test_starttls_and_a_log_in(province: Province, author: Author, tmp_path: Path) -> None:
    tls, public = certificate(tmp_path)
    with mail_server(tls) as box:
        server = replace(box.server, security="starttls", user=USER, password=PASSWORD, timeout=5)
        sending = Sending(province, Outgoing(mail=server))  # its certificate is not believed
        asking(author)
        province.push(author)
        assert sending.run() == 0
        assert box.users == []
        sending.config = Outgoing(mail=replace(server, password="x"), authorities=public)
        assert sending.run(timedelta(minutes=5)) == 0
        assert sending.states() == ["waiting"]
        sending.config = Outgoing(mail=server, authorities=public)
        assert sending.run(timedelta(minutes=10)) == 1
        assert box.users[-1] == USER


def test_a_server_without_starttls_gets_nothing(
    province: Province, author: Author, box: Mailbox
) -> None:
    sending = Sending(province, Outgoing(mail=replace(box.server, security="starttls")))
    asking(author)
    province.push(author)

    assert sending.run() == 0
    assert (box.got, sending.states()) == ([], ["waiting"])


def test_a_gateway_gets_a_signed_call(
    province: Province, author: Author, box: Mailbox, hook: Receiver
) -> None:
    sending = Sending(province, Outgoing(mail=box.server, hook=hook.endpoint))
    asking(author)
    province.push(author)

    assert sending.run() == 2

    ((headers, data),) = hook.asked
    signed = hmac.new(b"bi-mat", data, hashlib.sha256).hexdigest()
    assert headers["Counter-Signature"] == "sha256=" + signed
    assert headers["Authorization"] == "Bearer the"
    body = json.loads(data)
    assert (body["to"], body["kind"], body["lang"]) == ("0912000111", "accepted", "vi")
    assert headers["Idempotency-Key"] == body["id"]
    assert "Trần" not in data.decode()


#: what a gateway does, and what then stands in the row
HOOK_FAULTS = [
    ("503", "waiting", "hook_503"),
    ("429", "waiting", "hook_429"),
    ("403", "waiting", "hook_403"),
    ("refuse số máy không có", "failed", "hook_refused"),
    ("500", "failed", "unknown"),
    ("200", "failed", "unknown"),
    ("302", "failed", "unknown"),
    ("half", "failed", "unknown"),
    ("lost", "failed", "unknown"),
    ("silent", "failed", "unknown"),
    ('json {"accepted": true}', "failed", "unknown"),
    ("json [1]", "failed", "unknown"),
    ("json " + "[" * 5000, "failed", "unknown"),
    ("json " + " " * 100_000, "failed", "unknown"),
]


def test_a_gateway_that_misbehaves(province: Province, author: Author, hook: Receiver) -> None:
    sending = Sending(province, Outgoing(hook=hook.endpoint))
    for fault, state, reason in HOOK_FAULTS:
        hook.asked.clear()
        sending.new(author)
        hook.faults.append(fault)

        assert sending.run() == 0, fault
        assert sending.rows() == [("accepted", "hook", state, reason)], fault
        again = sending.run(REST + timedelta(minutes=1))
        assert again == (state == "waiting"), fault
        assert len(hook.asked) == 1 + again, fault


def test_a_channel_rests_after_an_end_that_is_not_known(
    province: Province, author: Author, hook: Receiver
) -> None:
    sending = Sending(province, Outgoing(hook=hook.endpoint))
    for _ in range(3):
        asking(author)
    province.push(author)
    hook.faults.append("500")

    assert [sending.run(), sending.run()] == [0, 0]
    assert sorted(sending.states()) == ["failed", "waiting", "waiting"]
    assert sending.run(REST) == 2
