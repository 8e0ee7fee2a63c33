"""Files for the portal; mapping tables and settings, whole or refused."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from central.outgoing import export
from central.outgoing.config import Outgoing, from_environment
from central.outgoing.exchange import load_mapping
from central.outgoing.export import Sent
from central.outgoing.marks import LEASE, settle
from core.domain.errors import EnvironmentFault, Refused
from tests.sync.central_support import NOW, Author, Province


@pytest.fixture
def province(swept: Province) -> Province:
    return swept


@pytest.fixture
def author(province: Province) -> Author:
    made = province.author()
    province.push(made)
    return made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder."""
    made = tmp_path / "out"
    made.mkdir()
    return made


def read(folder: Path) -> list[Any]:
    return [
        json.loads(line)
        for file in sorted(folder.iterdir())
        for line in file.read_bytes().splitlines()
    ]


def test_files_hold_each_version_once(
    province: Province, author: Author, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "LINES", 2)
    uids = [author.receive() for _ in range(5)]
    province.push(author)

    done, names = export.to_files(province.db, out, Outgoing(), NOW)

    assert (done.sent, len(names)) == (5, 3)
    assert sorted(names) == sorted(f.name for f in out.iterdir())
    author.give_back(uids[2])
    province.push(author)
    assert export.to_files(province.db, out, Outgoing(), NOW)[0] == Sent(sent=1)
    lines = read(out)
    assert len({line["Khoa"] for line in lines}) == 6
    assert [line["PhienBan"] for line in lines] == sorted(line["PhienBan"] for line in lines)


def test_an_interrupted_export_goes_on_where_it_was(
    province: Province, author: Author, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "LINES", 2)
    for _ in range(4):
        author.receive()
    province.push(author)
    real, calls = settle, [0]

    def third_fails(*arguments: Any, **named: Any) -> None:
        calls[0] += 1
        if calls[0] == 3:  # the second file stands, its rows do not know it
            raise KeyboardInterrupt
        real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr("central.outgoing.export.settle", third_fails)
        with pytest.raises(KeyboardInterrupt):
            export.to_files(province.db, out, Outgoing(), NOW)
    later = NOW + LEASE + timedelta(seconds=1)

    assert export.to_files(province.db, out, Outgoing(), later)[0].sent == 2

    keys = [line["Khoa"] for line in read(out)]
    assert (len(keys), len(set(keys))) == (6, 4)


def test_a_folder_that_takes_no_file_loses_nothing(
    province: Province, author: Author, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    author.receive()
    province.push(author)
    with pytest.raises(Refused):
        export.to_files(province.db, out / "none", Outgoing(), NOW)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("central.outgoing.export.os.fsync", full)
        with pytest.raises(EnvironmentFault):
            export.to_files(province.db, out, Outgoing(), NOW)
    assert list(out.iterdir()) == []
    assert export.to_files(province.db, out, Outgoing(), NOW + timedelta(minutes=2))[0].sent


# --- settings -------------------------------------------------------------------------


def test_mapping_tables_are_whole_or_refused(tmp_path: Path) -> None:
    shipped = load_mapping(None)
    own = tmp_path / "mapping.toml"
    text = (Path(export.__file__).parent / "mapping.toml").read_text("utf-8")
    own.write_text(text.replace('organisation = "2"', 'organisation = "0"'), "utf-8")
    assert load_mapping(own).object_kind["organisation"] == "0"
    assert shipped.object_kind["organisation"] == "2"
    for broken in (
        text.replace('finished = "9"', ""),
        text + '\n[other]\na = "b"\n',
        text.replace('post = "1"', 'post = "1"\npigeon = "2"'),
        "\xff",
    ):
        own.write_text(broken, "utf-8")
        with pytest.raises(EnvironmentFault) as wrong:
            load_mapping(own)
        assert wrong.value.code == "mapping_invalid"
    with pytest.raises(EnvironmentFault):
        load_mapping(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "env",
    [
        {"SMTP": "mail.example.vn"},
        {"SMTP": "smtp://mail.example.vn"},  # no sender
        {"SMTP": "smtp+plain://mail.example.vn", "MAIL_FROM": "a@b.vn"},
        {"SMTP": "smtp://u:p@mail.example.vn", "MAIL_FROM": "a@b.vn"},
        {"HOOK": "http://sms.example.vn/"},
        {"NATIONAL": "ftp://x/"},
        {"RECORD": "https://x:port/"},
        {"RECORD": "https://[x/"},
    ],
)
def test_settings_that_cannot_be_are_named_without_their_value(env: dict[str, str]) -> None:
    with pytest.raises(EnvironmentFault) as wrong:
        from_environment({f"COUNTER_CENTRAL_{name}": value for name, value in env.items()})
    assert wrong.value.code == "outgoing_invalid"
    assert "example" not in str(wrong.value.params)


def test_settings_from_the_environment() -> None:
    found = from_environment(
        {
            "COUNTER_CENTRAL_SMTP": "smtps://mail.example.vn",
            "COUNTER_CENTRAL_MAIL_FROM": "a@b.vn",
            "COUNTER_CENTRAL_HOOK": "http://localhost:8/x",
            "COUNTER_CENTRAL_HOOK_KEY": "k",
        }
    )
    assert found.mail is not None
    assert (found.mail.port, found.mail.security) == (465, "tls")
    assert found.hook is not None
    assert (found.hook.key, found.national) == ("k", None)
    assert from_environment({}) == Outgoing()


def test_a_time_is_told_in_vietnams_zone() -> None:
    assert load_mapping(None).moment(datetime.fromisoformat("2026-11-22T18:00:00Z")) == (
        "20261123010000"
    )
