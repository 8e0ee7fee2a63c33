"""Commands that feed what central hands back: each in this process, on a real database."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from central.cli import main
from central.projector import follow
from core.domain import events as ev
from core.domain.dossier import State
from tests.sync.central_support import SITE
from tests.sync.command_support import Central
from tests.unit.station_support import ROWS, catalogue

REFUSED, USAGE = 1, 2
AGENCY = "Ủy ban nhân dân phường Cửa Ông"
PASSWORD = "một mật khẩu đủ dài"
PACK = Path("core/data/rule_packs/2025.toml")
YEAR = Path("core/data/calendars/2026.toml")


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


# --- for everybody ------------------------------------------------------------------------


def test_catalogue_agencies_rules_and_calendars_go_out(central: Central, tmp_path: Path) -> None:
    file = tmp_path / "danh-muc.csv"
    file.write_bytes(catalogue(*ROWS))
    assert central.run("catalogue", "import", file).one == {
        "ok": True, "procedures": 4, "changed": 4,
    }  # fmt: skip
    assert central.run("catalogue", "import", file).one["changed"] == 0
    assert central.last().origin == "danh-muc.csv"
    done = central.run("agency", "set", f"  {AGENCY} ", "H49.215")
    assert done.one == {"ok": True, "name": AGENCY, "identifier": "H49.215"}
    assert central.last() == ev.AgencyIdentified(AGENCY, "H49.215")
    pack = central.run("rule-pack", "import", PACK).one
    assert (pack["id"], pack["ordinal_width"]) == ("2025", 4)
    year = central.run("calendar", "import", YEAR).one
    assert (year["year"], year["off"] > 5) == (2026, True)
    events = central.told()
    assert [each.kind for each in events] == [
        "procedures_imported", "agency_identified", "rule_pack_set", "calendar_set",
    ]  # fmt: skip
    assert all(each.actor.startswith("os:") for each in events)


NO_FILES: list[tuple[list[str], bytes, str]] = [
    (["catalogue", "import"], b"\xff", "not_utf8"),
    (["catalogue", "import"], b"a,b\n", "columns_missing"),
    (["rule-pack", "import"], b"id = 1", "file_invalid"),
    (["rule-pack", "import"], b"x" * 400_001, "file_too_large"),
    (["calendar", "import"], b"[" * 5000, "file_invalid"),
    (["portal", "import", "H49.999"], b"{}", "site_unknown"),
    (["portal", "import", "Điểm"], b"{}", "site_invalid"),
    (["bind", "import"], b"x", "columns_missing"),
    (["bind", "import"], b'number,code\n"', "csv_invalid"),
]


def test_files_that_are_none_change_nothing(central: Central, tmp_path: Path) -> None:
    file = tmp_path / "f"
    for command, data, code in NO_FILES:
        file.write_bytes(data)
        assert central.code(*command, file) == code, command
    assert central.told() == []


WRONG: list[tuple[list[str], str]] = [
    (["catalogue", "import", "/nowhere"], "file_unreadable"),
    (["agency", "set", "", "H49"], "missing"),
    (["agency", "set", AGENCY, "h49 215"], "agency_identifier_invalid"),
    (["account", "set", "H49.9", "lan", "--inactive"], "site_unknown"),
    (["account", "set", SITE, "Lan", "--name", "Lan", "--role", "clerk"], "password_needed"),
    (["account", "set", SITE, "chị lan", "--inactive"], "login_invalid"),
    (["account", "set", SITE, "lan", "--inactive"], "missing"),
    (["roster", "set", SITE, "3", "3=x"], "station_twice"),
    (["roster", "set", SITE, "0"], "station_invalid"),
    (["roster", "set", SITE, "ba"], "station_invalid"),
    (["roster", "set", "H49.9", "3"], "site_unknown"),
    (["decision", "H49-1", "finished"], "dossier_unknown"),
    (["decision", "", "finished"], "missing"),
    (["decision", "H49-1", "finished", "--due", "mai"], "date_invalid"),
    (["decision", "H49-1", "finished", "--note", "x" * 1001], "too_long"),
    (["bind", "T03ABCD-261123-001", "H49.215-261123-0001"], "dossier_unknown"),
    (["bind", "T03ABCD-261123-001", "T03ABCD-261123-001"], "code_invalid"),
    (["bind", "x", "1 OR 1=1"], "code_invalid"),
    (["operator", "add", "chi", "--name", "Chi"], "password_needed"),
    (["operator", "remove", "chi"], "operator_unknown"),
    (["exceptions", "resolve", "1", "--site", "H49.9", "--decision", "keep", "--reason", "x"],
     "site_unknown"),
    (["exceptions", "resolve", str(10**30), "--site", SITE, "--decision", "keep", "--reason",
      "x"], "exception_unknown"),
    (["exceptions", "resolve", "1", "--site", SITE, "--decision", "keep", "--reason", " "],
     "missing"),
]  # fmt: skip


def test_wrong_input_is_refused_with_words(central: Central) -> None:
    for arguments, code in WRONG:
        assert central.code(*arguments) == code, arguments
    assert central.told() == []


@pytest.mark.parametrize(
    "arguments",
    [["catalogue"], ["agency", "set", "x"], ["roster", "set", SITE], ["decision", "x"],
     ["bind", "x"], ["exceptions", "resolve", "1"], ["exceptions", "resolve", "x", "--site", SITE],
     ["operator", "add", "x"], ["portal", "import", SITE]],
)  # fmt: skip
def test_wrong_use_is_said_so(tmp_path: Path, arguments: list[str]) -> None:
    assert main(["--data", str(tmp_path / "c"), *arguments]) == USAGE


# --- accounts and rosters -----------------------------------------------------------------


def test_an_account_is_made_changed_and_shut(
    central: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = ("account", "set", SITE, "lan")
    monkeypatch.setenv("COUNTER_PASSWORD", "ngắn")
    assert central.code(*make, "--name", "Lan", "--role", "clerk") == "password_short"
    monkeypatch.setenv("COUNTER_PASSWORD", PASSWORD)
    assert central.code(*make, "--name", "Lan", "--role", "boss") == "not_a_choice"
    done = central.run(*make, "--name", "Vũ Thị Lan", "--role", "clerk")
    assert done.one == {
        "ok": True, "site": SITE, "login": "lan", "name": "Vũ Thị Lan", "role": "clerk",
        "active": True,
    }  # fmt: skip
    first = central.last()
    assert PasswordHasher().verify(first.password_hash, PASSWORD)
    assert PASSWORD not in done.err + json.dumps(done.lines)
    monkeypatch.delenv("COUNTER_PASSWORD")
    assert central.run(*make, "--role", "supervisor").one["name"] == "Vũ Thị Lan"
    assert central.last() == ev.AccountChanged(
        "lan", "Vũ Thị Lan", "supervisor", first.password_hash
    )
    assert central.run(*make, "--inactive").one["active"] is False
    assert central.last().active is False
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"mat khau moi 2\n")))
    assert central.run(*make, "--password-stdin").one["active"] is True
    assert PasswordHasher().verify(central.last().password_hash, "mat khau moi 2")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\n")))
    assert central.code(*make, "--password-stdin") == "password_needed"


def test_an_account_that_a_station_made_is_shut_without_its_password(central: Central) -> None:
    author = central.province.author()
    author.write(
        ev.AccountCreated("ha", "Trần Thị Thu Hà", "supervisor", "$argon2id$x"), "account:ha"
    )
    central.pushed(author)
    central.run("account", "set", SITE, "ha", "--inactive")
    shut = central.last()
    assert (shut.name, shut.role, shut.active) == ("Trần Thị Thu Hà", "supervisor", False)


def test_a_roster_names_all_stations_of_a_site(central: Central) -> None:
    done = central.run("roster", "set", SITE, "4", "3=  Quầy   3 ")
    assert done.one["stations"] == [{"station": 3, "name": "Quầy 3"}, {"station": 4, "name": ""}]
    central.run("roster", "set", SITE, "3", "5=Quầy 5")
    assert central.last().stations == (ev.RosterEntry(3, "Quầy 3"), ev.RosterEntry(5, "Quầy 5"))
    active = central.province.rows("SELECT station, active FROM station ORDER BY 1")
    assert active == [(3, True), (4, False), (5, True)]


# --- dossiers -----------------------------------------------------------------------------


def test_an_agencys_decision_is_handed_back(central: Central) -> None:
    author = central.province.author()
    author.receive()
    number = ev.decode(author.events[-1]).body.number.text
    central.province.store(author)  # the tables do not follow yet
    follow(central.db, SITE)
    done = central.run("decision", number.lower(), "processing", "--due", "2026-11-30",
                       "--note", "chờ xác minh", "--document", "12/QĐ")  # fmt: skip
    assert done.one["due_at"] == "2026-11-30T17:00:00+07:00"
    body = central.last()
    assert (body.state, body.note, body.document_no) == ("processing", "chờ xác minh", "12/QĐ")
    assert central.view(number)["state"] == State.PROCESSING.value
    refused = central.run("decision", number, "returned")
    assert refused.one["errors"][0]["code"] == "not_a_choice"
    central.run("decision", number, "finished", "--due", "2026-12-01T09:30:00Z")
    wrong = central.run("decision", number, "supplement_asked")
    assert "không chuyển sang “Chờ bổ sung giấy tờ” được" in wrong.err
    assert len(central.told()) == 2


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


def test_dossiers_of_the_portal_reach_a_site_once(central: Central, tmp_path: Path) -> None:
    file = tmp_path / "cong.jsonl"
    bad = [
        line("G1-0001", owner={"name": "GIẢ", "so_cmnd": "1"}), line("G1-0002", sets=0),
        line("G1-0003", note="x" * 10_001), line("T03ABCD-261123-001"),
        line("G1-0004", submitted_at="2999-01-01T00:00:00Z"), line("G1-0005", channel=9),
        line("G1-0006", procedure_name="", procedure_code="9.9"), {"portal_code": 1},
        line("G1-0007", related=[{"name": "B"}] * 51), line("G1-0008", owner={"name": "123"}),
    ]  # fmt: skip
    lines = [line(), *bad, line(), line("G22.99-261123-0002", fee_vnd=8000, return_by="post")]
    text = "\n".join(json.dumps(each, ensure_ascii=False) for each in lines)
    file.write_text("\ufeff" + text + "\nnonsense\n\n[1]\n", "utf-8")
    done = central.run("portal", "import", SITE, file)
    assert done.status == REFUSED
    assert [each["ok"] for each in done.lines] == [True] + [False] * 10 + [True, True, False, False]
    assert [each.get("known") for each in done.lines if each["ok"]] == [False, True, False]
    assert "Được 3 dòng, không được 12 dòng." in done.err
    codes = [each["errors"][0]["code"] for each in done.lines if not each["ok"]]
    assert codes == [
        "unknown_field", "out_of_range", "too_long", "portal_code_invalid", "date_invalid",
        "not_a_choice", "missing", "wrong_type", "too_many", "name_without_letters", "json_invalid",
        "json_not_object",
    ]  # fmt: skip
    assert "GIẢ" not in done.err + json.dumps(done.lines, ensure_ascii=False)
    first, second = [each.body for each in central.told()]
    assert (first.portal_code, second.portal_code) == ("G22.99-261123-0001", "G22.99-261123-0002")
    owner = first.content.owner
    assert (owner.name, owner.phone, first.content.channel) == ("Nguyễn Thị Giả", "0570000031", 2)
    assert central.view("G22.99-261123-0002")["state"] == State.REGISTERED.value
    again = central.run("portal", "import", SITE, file)
    assert {each["known"] for each in again.lines if each["ok"]} == {True}
    assert len(central.told()) == 2
