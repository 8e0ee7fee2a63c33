"""Commands that feed what central hands back: the portal, codes, people."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from central import decisions
from core.domain import events as ev
from core.domain.numbering import Number
from tests.sync.central_support import MONDAY, NOW, SITE
from tests.sync.cli_support import run
from tests.sync.command_support import Central
from tests.unit.station_support import ROWS, catalogue

OK, REFUSED = 0, 1
PASSWORD = "một mật khẩu đủ dài"


@pytest.fixture
def central(
    tmp_path: Path,
    database_url: str,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    monkeypatch.delenv("COUNTER_PASSWORD", raising=False)
    made = Central(tmp_path / "c", database_url, capfdbinary)
    yield made
    made.db.close()


def line(code: str = "G22.99-261123-0001", **fields: Any) -> dict[str, Any]:
    return {
        "portal_code": code,
        "submitted_at": "2026-11-22T21:30:00+07:00",
        "procedure_code": "1.001193",
        "procedure_name": "Thủ tục đăng ký khai sinh",
        "owner": {
            "name": "NGUYỄN THỊ GIẢ",
            "personal_no": "022194000001",
            "phone": "+84 57 000 0031",
        },
        "components": [{"name": "Tờ khai", "pages": 2}],
        **fields,
    }


def test_a_name_that_is_left_out_is_the_catalogues(central: Central, tmp_path: Path) -> None:
    names, file = tmp_path / "c.csv", tmp_path / "p.jsonl"
    names.write_bytes(catalogue(*ROWS))
    central.run("catalogue", "import", names)
    ((code, name),) = central.province.rows("SELECT code, name FROM procedure LIMIT 1")
    file.write_text(json.dumps(line(procedure_code=code, procedure_name=None)), "utf-8")
    assert central.run("portal", "import", SITE, file).status == OK
    assert central.last().content.procedure_name == name


def test_codes_are_bound_one_by_one_and_by_list(central: Central, tmp_path: Path) -> None:
    author = central.province.author()
    for n in range(1, 6):
        text = f"T03ABCD-261123-00{n}"
        author.receive(number=Number(text, MONDAY, n, provisional=True))
    author.receive(number=Number("H49.215-261123-0007", MONDAY, 7, agency_id="H49.215"))
    central.pushed(author)
    one = central.run("bind", "t03abcd 261123 001", "h49.1-261123-9001")
    assert (one.one["result"], one.one["code"]) == ("bound", "H49.1-261123-9001")
    assert central.run("bind", "T03ABCD-261123-001", "H49.1-261123-9001").one["result"] == "already"
    assert central.code("bind", "T03ABCD-261123-001", "H49.1-261123-9002") == "code_bound_already"
    assert central.code("bind", "T03ABCD-261123-002", "H49.215-261123-0007") == "code_taken"
    file = tmp_path / "ma.csv"
    file.write_bytes(
        "\ufeffSố tạm;Ghi chú;Mã hồ sơ\r\n"
        "T03ABCD-261123-001;;H49.1-261123-9001\r\n"
        "T03ABCD-261123-002;;H49.1-261123-9002\r\n"
        "T03ABCD-261123-003;;H49.1-261123-9002\r\n"
        "\r\n"
        "T03ABCD-261123-001;;H49.1-261123-9009\r\n"
        "H49.215-261123-0007;;H49.215-261123-0007\r\n"
        "T99ZZZZ-261123-001;;H49.1-261123-9003\r\n"
        "T03ABCD-261123-004\r\n".encode()
    )
    done = central.run("bind", "import", file)
    assert done.status == REFUSED
    assert [(each["line"], each["result"], each["ok"]) for each in done.lines] == [
        (2, "already", True), (3, "bound", True), (4, "conflict", False), (6, "conflict", False),
        (7, "already", True), (8, "unknown", False), (9, "invalid", False),
    ]  # fmt: skip
    assert central.view("T03ABCD-261123-002")["official_code"] == "H49.1-261123-9002"
    assert central.province.rows("SELECT count(*) FROM frame WHERE kind = 'code_bound'") == [(2,)]


# --- people -------------------------------------------------------------------------------


def test_operators_come_and_go(central: Central, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTER_PASSWORD", "chưa đủ dài")
    assert central.code("operator", "add", "chi", "--name", "Chi") == "password_short"
    monkeypatch.setenv("COUNTER_PASSWORD", PASSWORD)
    assert central.code("operator", "add", "chị", "--name", "Chi") == "login_invalid"
    assert central.run("operator", "add", "chi", "--name", "Lê Chi").one["new"] is True
    assert central.run("operator", "add", "chi", "--name", "Lê Chi").one["new"] is False
    ((kept,),) = central.province.rows("SELECT password_hash FROM operator")
    assert kept.startswith("$argon2id$")
    assert central.run("operator", "remove", "chi").status == OK
    assert central.told() == []  # nothing of it goes to stations


def test_a_line_of_the_exception_list_is_decided(central: Central) -> None:
    author = central.province.author()
    uid = author.receive()
    author.cancel(uid)
    author.cancel(uid)
    central.pushed(author)
    (open_line,) = central.run("exceptions", "--site", SITE).lines
    words = ("--site", SITE, "--decision", "keep", "--reason", "đã hỏi điểm")
    assert central.code("exceptions", "resolve", "999", *words) == "exception_unknown"
    number = str(open_line["id"])
    done = central.run("exceptions", "resolve", number, *words)
    assert done.one == {
        "ok": True, "site": SITE, "id": open_line["id"], "kind": "hard_conflict",
        "decision": "keep",
    }  # fmt: skip
    assert central.run("exceptions").lines == []
    assert central.last() == ev.ExceptionResolved(
        open_line["id"], "hard_conflict", "keep", "đã hỏi điểm"
    )
    assert central.code("exceptions", "resolve", number, *words) == "exception_closed"


def test_the_same_as_a_process_of_its_own(central: Central, tmp_path: Path) -> None:
    place = ("--data", central.commands.folder, "--database", central.commands.database)
    made = run(*place, "operator", "add", "chi", "--name", "Chi", COUNTER_PASSWORD=PASSWORD)
    assert (made.status, made.one) == (OK, {"ok": True, "login": "chi", "new": True})
    assert made.err == ""


def test_two_codes_for_one_dossier_are_never_written(central: Central) -> None:
    """Also when the tables do not follow: the journal itself is asked."""
    author = central.province.author()
    author.receive(number=Number("T03ABCD-261123-001", MONDAY, 1, provisional=True))
    central.pushed(author)
    with central.db.transaction() as conn:
        keys = central.province.keys
        now = NOW + timedelta(hours=1)
        number, first = "T03ABCD-261123-001", "H49.1-261123-9001"
        assert decisions.bind_code(conn, keys, number, first, "chi", now)
        assert not decisions.bind_code(conn, keys, number, first, "chi", now)
    assert central.code("bind", number, "H49.1-261123-9002") == "code_bound_already"
