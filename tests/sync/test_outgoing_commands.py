"""What is sent on, as an operator sees it; and that a serving central sends by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from central.cli import ENVIRONMENT, main
from tests.sync.api_support import serving
from tests.sync.central_support import SITE, Author, Province
from tests.sync.cli_support import Commands
from tests.sync.outgoing_support import Receiver, receiver

NATIONAL = "COUNTER_CENTRAL_NATIONAL"


@pytest.fixture
def province(swept: Province) -> Province:
    return swept


@pytest.fixture
def portal() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


@pytest.fixture
def central(
    tmp_path: Path, province: Province, capfdbinary: pytest.CaptureFixture[bytes]
) -> tuple[Commands, Province]:
    """Two dossiers, and commands on the folder with its keys."""
    author = province.author()
    author.receive()
    author.receive()
    province.push(author)
    return Commands(tmp_path / "central", province.db.url, capfdbinary), province


def test_export_by_hand(
    central: tuple[Commands, Province],
    portal: Receiver,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = central[0].run
    assert central[0].code("export", "run") == "national_missing"
    monkeypatch.setenv(NATIONAL, portal.url)
    portal.faults.append("refuse Sai mã")

    assert run("export", "run").one == {"ok": True, "sent": 1, "refused": 1, "waiting": 0}

    (tmp_path / "out").mkdir()
    done = run("export", "file", tmp_path / "out").one
    assert (done["written"], len(done["files"])) == (2, 1)
    national, file, record, refused = run("export", "status").lines
    assert national == {
        "target": "national", "not_sent": 0, "sent": 1, "bound": 0, "refused": 1, "waiting": 0,
        "next_at": None,
    }  # fmt: skip
    assert (file["sent"], record["sent"]) == (2, 0)
    assert (refused["refused"], refused["site"], refused["reason"]) == ("national", SITE, "Sai mã")


def test_a_receiver_that_fails_is_told(
    central: tuple[Commands, Province], portal: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NATIONAL, portal.url)
    portal.faults += ["500", "500"]

    done = central[0].run("export", "run")

    assert done.one == {"ok": True, "sent": 0, "refused": 0, "waiting": 2}
    assert "Còn 2 hồ sơ" in done.err


def test_wrong_settings_are_named(
    central: tuple[Commands, Province], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NATIONAL, "http://gateway.example.vn/geheim")
    done = central[0].run("export", "run")

    assert (done.status, done.one["errors"][0]["code"]) == (ENVIRONMENT, "outgoing_invalid")
    assert NATIONAL in done.err
    assert "geheim" not in done.err


def test_serving_with_wrong_settings_is_refused_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("COUNTER_CENTRAL_MAPPING", str(tmp_path / "none.toml"))
    command = ["--data", str(tmp_path / "new"), "serve", "--listen", "127.0.0.1:0"]

    assert main(command) == ENVIRONMENT
    assert json.loads(capfdbinary.readouterr().out)["errors"][0]["code"] == "mapping_invalid"
    assert not (tmp_path / "new").exists()


def test_a_training_central_exports_nothing(
    central: tuple[Commands, Province], tmp_path: Path
) -> None:
    commands, province = central
    with province.db.transaction() as conn:
        conn.execute("UPDATE central SET practice = true")

    assert commands.code("export", "file", str(tmp_path)) == "practice_outgoing"


def test_notices_are_listed(central: tuple[Commands, Province]) -> None:
    commands, province = central
    with province.db.transaction() as conn:
        conn.execute(
            "INSERT INTO notice (site, uid, kind, channel, occasion, state, reason, updated_at,"
            " happened_at) SELECT site, uid, 'ready', 'email', uid, 'failed', 'unknown', now(),"
            " now() FROM dossier LIMIT 1"
        )

    email, hook, failed = commands.run("notices").lines

    assert (email["failed"], hook["failed"]) == (1, 0)
    assert (failed["kind"], failed["reason"]) == ("ready", "không rõ")
    assert "Nguyễn" not in json.dumps(failed, ensure_ascii=False)


def test_a_serving_central_sends_by_itself(
    province: Province, portal: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NATIONAL, portal.url)
    author: Author = province.author()
    author.receive()
    province.push(author)

    with serving(province):
        assert portal.arrived.wait(20)

    assert province.rows("SELECT state FROM hand_on") == [("sent",)]
