"""Each command of ``counter-central``: exit status, JSON out, words on standard error."""

from __future__ import annotations

import ast
import json
import re
import socket
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from central import words
from central.cli import _RUN, ENVIRONMENT, OK, USAGE, main, parser
from central.house import Founding, opened
from central.keys import open_keys
from core.domain.chain import Head
from sync.wire.batch import compress, encode_batch
from sync.wire.bundle import ToCentral, read_to_station, seal_letter
from sync.wire.enrolment import EnrolmentFile, read_code
from sync.wire.signing import check_head
from tests.sync.api_support import enrol_request
from tests.sync.central_support import NOW, SITE, Author, Cluster
from tests.sync.cli_support import ROOT, Commands


@pytest.fixture
def central(
    tmp_path: Path, database_url: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> Commands:
    """Founded as ``serve`` does it."""
    with opened(tmp_path / "c", database_url, founding=Founding("Tỉnh Giả Định")):
        pass
    return Commands(tmp_path / "c", database_url, capfdbinary)


def test_a_site_is_made_and_changed(central: Commands) -> None:
    made = central.run("site", "set", SITE, "--name", " Phường  A ")
    changed = central.run("site", "set", SITE, "--lease-size", "50", "--binds", "yes")

    assert made.one == {
        "ok": True, "site": SITE, "name": "Phường A", "lease_size": 20, "binds": False,
    }  # fmt: skip
    assert changed.one == {**made.one, "lease_size": 50, "binds": True}
    assert central.run("status").one["sites"] == [
        {**{k: v for k, v in changed.one.items() if k != "ok"}, "dossiers": 0}
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["site", "set", "Điểm 1"], "site_invalid"),
        (["site", "set", SITE, "--name", "  "], "missing"),
        (["site", "set", SITE, "--lease-size", "0"], "out_of_range"),
        (["site", "set", SITE, "--lease-size", "1001"], "out_of_range"),
        (["enrol", SITE, "0"], "station_invalid"),
        (["enrol", SITE, "100"], "station_invalid"),
        (["enrol", SITE, "3", "--out", "/nowhere/at/all"], "file_unreadable"),
        (["revoke", SITE, "3"], "station_unknown"),
        (["revoke", SITE, "3", "--from", "0"], "out_of_range"),
        (["exceptions", "--site", SITE], "site_unknown"),
        (["rebuild", "--site", SITE], "site_unknown"),
        (["stick", "in", "/nowhere", "--out", "x"], "file_unreadable"),
        (["backup", "/nowhere/at/all"], "folder_missing"),
        (["restore", "/nowhere"], "not_a_backup"),
    ],
)
def test_wrong_input_is_refused_with_words(
    central: Commands, arguments: list[str], code: str
) -> None:
    assert central.code(*arguments) == code


def test_revoking_tells_how_many_keys(central: Commands) -> None:
    author = join(central)

    assert central.run("revoke", SITE, "3").one["keys"] == 1
    assert central.run("revoke", SITE, "3", "--from", "1").one["keys"] == 0
    assert [s["revoked"] for s in central.run("status").one["stations"]] == [True]
    assert author.events


def join(central: Commands) -> Author:
    """A station that joins and hands in its first two events by one stick."""
    code = central.run("enrol", SITE, "3").one["code"]
    author = Author()
    author.set_up()
    author.receive()
    stick_in(central, author, enrol=enrol_request(code, SITE, 3, author.key))
    return author


def stick_in(central: Commands, author: Author, **changed: Any) -> Head:
    """A stick there and back; the head in the answer."""
    keys, reply = open_keys(central.folder), X25519PrivateKey.generate()
    message = ToCentral(
        site=SITE,
        station=3,
        made_at=NOW,
        cursor="",
        reply_key=reply.public_key().public_bytes_raw(),
        batches=(compress(encode_batch(author.batch(after=0))),),
        **changed,
    )
    number = len(list(central.folder.glob("*.stick")))
    file, answer = central.folder / f"{number}.stick", central.folder / f"{number}.answer"
    file.write_bytes(seal_letter(message, author.public, author.key.sign, keys.box_public))
    done = central.run("stick", "in", file, "--out", answer)
    assert done.status == OK, done
    assert done.one["bytes"] == answer.stat().st_size
    told = read_to_station(answer.read_bytes(), reply, keys.public)
    (head,) = [check_head(keys.public, each) for each in told.changes.heads]
    return head


def test_a_stick_is_taken_and_answered_by_command(central: Commands, tmp_path: Path) -> None:
    author = join(central)
    author.receive()

    assert stick_in(central, author).seq == 3
    assert central.run("status").one["dossiers"] == 2
    noise, answer = tmp_path / "noise", tmp_path / "answer"
    noise.write_bytes(b"QMC-STICK-1 TO CENTRAL\n" + bytes(200))
    assert central.code("stick", "in", noise, "--out", answer) == "not_for_us"
    assert not answer.exists()
    answer.write_bytes(b"the only copy")
    assert central.code("stick", "in", noise, "--out", answer) == "file_exists"
    assert answer.read_bytes() == b"the only copy"


def test_exceptions_are_listed_a_line_each(central: Commands) -> None:
    author = join(central)
    uid = author.receive()
    author.cancel(uid)
    author.cancel(uid)
    stick_in(central, author)

    lines = central.run("exceptions", "--site", SITE).lines

    assert [line["kind"] for line in lines] == ["hard_conflict"]
    assert (lines[0]["site"], lines[0]["station"], lines[0]["subject"]) == (SITE, 3, uid)
    assert lines[0]["stream"] == author.stream.hex()
    found = central.run("status").one
    assert (found["conflicts"], found["exceptions"]) == (1, {"hard_conflict": 1})


def test_backup_restore_and_rebuild(
    central: Commands, postgres: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTER_CENTRAL_PASSPHRASE", "một cụm mật khẩu dài")
    author = join(central)
    file = tmp_path / "b.zip"
    made = central.run("backup", file)
    assert made.status == OK, made
    assert (made.one["epoch"], made.one["keys"]) == (1, True)
    age = central.run("status").one["backup"]["age_seconds"]
    assert 0 <= age < 60
    assert central.run("rebuild").one == {"ok": True, "events": 2 + 2}
    assert central.code("backup", file) == "file_exists"
    assert central.code("restore", file) == "database_not_empty"

    with postgres.database(template="template0") as empty:
        empty.close()
        other = Commands(tmp_path / "new", empty.url, central.capture)
        put_back = other.run("restore", file)
        assert (put_back.status, put_back.one["keys"]) == (OK, "backup"), put_back
        assert put_back.one["epoch"] > 1
        found = other.run("status").one
        assert (found["events"], found["dossiers"]) == (2, 1)
        assert stick_in(other, author).epoch == put_back.one["epoch"]


def test_a_backup_without_the_keys_says_where_they_are(
    central: Commands, postgres: Cluster, tmp_path: Path
) -> None:
    file = tmp_path / "b.zip"

    made = central.run("backup", file)

    assert made.one["keys"] is False
    assert "central.keys" in made.err
    with postgres.database(template="template0") as empty:
        empty.close()
        other = Commands(tmp_path / "new", empty.url, central.capture)
        assert other.code("restore", file) == "passphrase_needed"
        assert other.run("restore", file, "--new-keys").one["keys"] == "new"


# --- wrong use and the machine's faults -----------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["serve"],
        ["serve", "--listen", "8443"],
        ["serve", "--listen", "127.0.0.1:x"],
        ["serve", "--listen", ":8443"],
        ["serve", "--listen", "127.0.0.1:70000"],
        ["serve", "--listen", "127.0.0.1:0", "--workers", "0"],
        ["serve", "--listen", "127.0.0.1:0", "--certificate", "c.pem"],
        ["enrol", SITE],
        ["enrol", SITE, "three"],
        ["site"],
        ["stick", "in", "file"],
        ["site", "set", SITE, "--binds", "maybe"],
        ["enrol", "\udcff", "3"],
    ],
)
def test_wrong_use_is_said_so(arguments: list[str], tmp_path: Path) -> None:
    assert main(["--data", str(tmp_path / "c"), *arguments]) == USAGE
    assert not (tmp_path / "c").exists()


def test_no_command_but_serve_makes_a_central(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTER_CENTRAL_DATA", str(tmp_path / "c"))

    assert main(["status"]) == ENVIRONMENT

    out, err = capfdbinary.readouterr()
    assert json.loads(out)["errors"][0]["code"] == "no_data_folder"
    assert "serve" in err.decode()
    assert not (tmp_path / "c").exists()


def test_a_central_with_a_database_elsewhere_says_so(
    central: Commands, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["--data", str(central.folder), "status"]) == ENVIRONMENT
    out, _ = capfdbinary.readouterr()
    assert json.loads(out)["errors"][0]["code"] == "database_needed"


def test_another_centrals_keys_are_refused(central: Commands, tmp_path: Path) -> None:
    open_keys(tmp_path / "other")
    done = Commands(tmp_path / "other", central.database, central.capture).run("status")

    assert (done.status, done.one["errors"][0]["code"]) == (ENVIRONMENT, "keys_other")


def test_a_database_that_is_not_there(central: Commands) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"host=127.0.0.1 port={port} dbname=x password=geheim"
    done = Commands(central.folder, url, central.capture).run("status")

    assert (done.status, done.one["errors"][0]["code"]) == (ENVIRONMENT, "database_unreachable")
    assert "geheim" not in done.err + json.dumps(done.lines)


def test_every_command_runs_something() -> None:
    tops = next(a for a in parser()._actions if a.dest == "command").choices
    assert tops is not None
    assert {name.split()[0] for name in _RUN} == set(tops)
    for where in _RUN.values():
        module, function = where.split(":")
        assert callable(getattr(import_module(f"central.commands.{module}"), function))


SPEAKING = [
    *("database", "embedded", "house", "keys", "key_file", "backup", "restore", "rebuild"),
    *("settings", "sites", "serve", "enrolment", "sticks", "auth", "gate"),
    *("reference", "decisions", "binding", "portal_file", "operators", "passwords", "resolving"),
    *("ordinals", "leases"),
]


def codes_raised() -> Iterator[str]:
    """Every code that the command line may meet."""
    makers = {"FieldError", "EnvironmentFault", "Turned", "StickRefused", "NotEnrolled"}
    files = [ROOT / "central" / f"{name}.py" for name in SPEAKING]
    files += (ROOT / "central" / "commands").glob("*.py")
    files += (ROOT / "central" / "api").glob("*.py")
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Name):
                first = node.args[0]
                if node.func.id in makers and isinstance(first, ast.Constant):
                    yield str(first.value)


def test_every_code_has_words_that_name_the_next_step() -> None:
    found = set(codes_raised())

    assert len(found) > 30
    assert found <= words.known_codes()


def test_documents_tell_every_command_and_option() -> None:
    page = (
        (ROOT / "docs" / "command-line.md").read_text("utf-8").partition("## counter-central\n")[2]
    )
    for name, inner in commands(parser()):
        if name:
            assert re.search(rf"counter-central .*{re.escape(name)}", page), name
        for option in inner:
            assert f"`{option}" in page or f", `{option}" in page, (name, option)


def commands(top: Any, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each command with its options."""
    subs = [
        action for action in top._actions if action.choices and action.dest in ("command", "sub")
    ]
    if not subs:
        options = [o for a in top._actions for o in a.option_strings if o.startswith("--")]
        yield name, [o for o in options if o != "--help"]
    for sub in subs:
        for word, inner in sub.choices.items():
            yield from commands(inner, f"{name} {word}".strip())


def test_a_code_in_a_file_is_one_for_people_too(central: Commands, tmp_path: Path) -> None:
    out = tmp_path / "e.json"
    done = central.run("enrol", SITE, "3", "--out", out)

    assert read_code(done.one["code"].lower().replace("-", " "))[0]
    assert central.code("enrol", SITE, "3", "--out", out) == "file_exists"
    assert msgspec.json.decode(out.read_bytes(), type=EnrolmentFile).code == done.one["code"]
