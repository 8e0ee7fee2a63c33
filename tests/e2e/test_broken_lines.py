"""Broken lines are refused in words, good ones around them are logged, memory stays bounded."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.e2e.counter import (
    ADMIN,
    OK,
    PASSWORD,
    REFUSED,
    Counter,
    Done,
    Json,
    environment,
    one_line,
    sample,
    together,
)

MB = 1 << 20
DEEP = 100_000


def record(**changes: Any) -> Json:
    """A good dossier but for the changes."""
    return {k: v for k, v in sample(1).items() if k != "card_qr"} | changes


def person(**changes: Any) -> Json:
    """A good applicant but for the changes."""
    return {**sample(1)["applicant"], **changes}


def line(**changes: Any) -> bytes:
    """`record` as a line without its end; lone surrogates and NUL are escaped."""
    return json.dumps(record(**changes)).encode()


class Broken(NamedTuple):
    """A line and how it must be refused."""

    content: bytes
    code: str
    field: str


GOOD = line()
START = GOOD[:-1]  # open for one more field

BROKEN: dict[str, Broken] = {
    "no JSON": Broken(b"{not json", "json_invalid", ""),
    "cut off": Broken(GOOD[:200], "json_invalid", ""),
    "two on a line": Broken(GOOD + GOOD, "json_invalid", ""),
    "an array": Broken(b"[1, 2]", "json_not_object", ""),
    "a number": Broken(b"7", "json_not_object", ""),
    "null": Broken(b"null", "json_not_object", ""),
    "unknown procedure": Broken(
        line(procedure_code="9.999999"), "procedure_unknown", "procedure_code"
    ),
    "no procedure": Broken(line(procedure_code=None), "missing", "procedure_code"),
    "no applicant": Broken(line(applicant=None), "missing", "applicant"),
    "11 digits": Broken(
        line(applicant=person(personal_no="02219400001")),
        "personal_number_length",
        "applicant.personal_no",
    ),
    "13 digits": Broken(
        line(applicant=person(personal_no="0221940000012")),
        "personal_number_length",
        "applicant.personal_no",
    ),
    "letters for digits": Broken(
        line(applicant=person(personal_no="O22194000001")),
        "personal_number_digits",
        "applicant.personal_no",
    ),
    "born tomorrow": Broken(
        line(applicant=person(dob="2999-01-01")), "birth_in_future", "applicant.dob"
    ),
    "10 MB": Broken(b'{"note": "' + b"x" * (10 * MB) + b'"}', "line_too_long", ""),
    "raw NUL": Broken(GOOD.replace(b"1.001193", b"1.00\x001193"), "json_invalid", ""),
    "escaped NUL": Broken(line(note="a\x00b"), "control_character", "note"),
    "NUL in a name": Broken(
        line(applicant=person(name="A\x00B")), "control_character", "applicant.name"
    ),
    "brackets": Broken(b"[" * DEEP + b"]" * DEEP, "json_too_deep", ""),
    "braces": Broken(b'{"a":' * DEEP + b"1" + b"}" * DEEP, "json_too_deep", ""),
    "deep inside": Broken(START + b',"x":' + b"[" * DEEP + b"]" * DEEP + b"}", "json_too_deep", ""),
    "lone surrogate": Broken(line(note="\ud800"), "json_invalid", ""),
    "raw surrogate": Broken(GOOD.replace(b"1.001193", b"\xed\xa0\x80"), "not_utf8", ""),
    "5,000 digits": Broken(START + b',"fee_vnd":' + b"9" * 5000 + b"}", "json_invalid", ""),
    "1e999999": Broken(START + b',"fee_vnd":1e999999}', "json_invalid", ""),
    "NaN": Broken(START + b',"fee_vnd":NaN}', "json_invalid", ""),
    "huge number": Broken(line(fee_vnd=10**30), "out_of_range", "fee_vnd"),
    "negative": Broken(line(copies=-1), "out_of_range", "copies"),
    "10,000 papers": Broken(line(attachments=[{"name": "x"}] * 10_000), "too_many", "attachments"),
    "nameless paper": Broken(
        line(attachments=[{"originals": 1}]), "missing", "attachments[0].name"
    ),
    "51 related": Broken(line(related=[person()] * 51), "too_many", "related"),
    "long note": Broken(line(note="x" * 10_001), "too_long", "note"),
    "long name": Broken(line(applicant=person(name="x" * 301)), "too_long", "applicant.name"),
    "no card": Broken(line(card_qr="https://example.invalid"), "card_not_a_card", "card_qr"),
    "no limit": Broken(line(limit="soon"), "limit_invalid", "limit"),
    "no way back": Broken(line(return_by="pigeon"), "not_a_choice", "return_by"),
    "not at once": Broken(line(immediate=True), "not_immediate", "immediate"),
    "binary": Broken(bytes(range(11, 256)) * 8, "json_invalid", ""),
}

#: every field with a value of a wrong type, and the path that must be named
TYPES: dict[str, Any] = {
    **dict.fromkeys(
        [
            "procedure_code", "return_address", "helped_at", "received_at_org", "agency", "note",
            "client_ref", "submission", "return_by", "limit", "card_qr",
        ],
        7,
    ),
    **dict.fromkeys(["copies", "fee_vnd"], "many"),
    **dict.fromkeys(["immediate", "wants_receipt"], "yes"),
    **dict.fromkeys(["applicant", "representative", "passport", "organisation"], "somebody"),
    **dict.fromkeys(["related", "attachments", "tags"], "some"),
}  # fmt: skip
PARTY = [
    "name", "kind", "personal_no", "old_id_no", "passport_no", "passport_country", "tax_code",
    "dob", "sex", "address", "phone", "email", "ethnicity", "id_issued", "role", "authorisation",
]  # fmt: skip


def refused(result: Json) -> list[tuple[str, str]]:
    """Code and field of each error; each has words in Vietnamese."""
    assert result["ok"] is False
    assert result["errors"]
    for error in result["errors"]:
        assert set(error) == {"code", "field", "message"}
        assert len(error["message"]) > 8
        assert any(ord(letter) > 127 for letter in error["message"]), error
    return [(error["code"], error["field"]) for error in result["errors"]]


@pytest.fixture(scope="module")
def taken(
    templates: dict[str, Counter], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Done, Done, Counter]:
    """All broken lines with a good one before, between and after; all wrong types likewise."""
    counter = templates["real"].copy_to(tmp_path_factory.mktemp("broken"))
    mixed = b"".join(each.content + b"\n" + GOOD + b"\n" for each in BROKEN.values())
    types = [line(**{name: value}) for name, value in TYPES.items()]
    types += [line(applicant=person(**{name: 7})) for name in PARTY]
    types += [line(representative=person(**{name: ["x"]})) for name in PARTY]
    first, second = together(
        lambda: counter.receive(GOOD + b"\n" + mixed),
        lambda: counter.receive(b"\n".join([*types, GOOD])),
    )
    return first, second, counter


def test_broken_lines_do_not_stop_the_good_ones(taken: tuple[Done, Done, Counter]) -> None:
    done = taken[0]
    good = done.lines[::2]

    assert done.status == REFUSED
    assert [each["line"] for each in done.lines] == list(range(1, 2 * len(BROKEN) + 2))
    assert all(each["ok"] for each in good)
    assert len({each["dossier_code"] for each in good}) == len(BROKEN) + 1


@pytest.mark.parametrize("name", BROKEN)
def test_each_is_refused_by_name(taken: tuple[Done, Done, Counter], name: str) -> None:
    result = taken[0].lines[1 + 2 * list(BROKEN).index(name)]

    assert (BROKEN[name].code, BROKEN[name].field) in refused(result)


def test_every_wrong_type_is_refused(taken: tuple[Done, Done, Counter]) -> None:
    done = taken[1]

    assert done.status == REFUSED
    assert [each["ok"] for each in done.lines] == [False] * (len(done.lines) - 1) + [True]
    codes = {code for each in done.lines[:-1] for code, _ in refused(each)}
    assert codes <= {"wrong_type", "missing", "date_invalid"}


def test_the_field_of_a_wrong_type_is_named(taken: tuple[Done, Done, Counter]) -> None:
    for name, result in zip(TYPES, taken[1].lines, strict=False):
        assert name in [field for _, field in refused(result)]


def test_the_field_of_a_party_of_a_wrong_type_is_named(taken: tuple[Done, Done, Counter]) -> None:
    rest = taken[1].lines[len(TYPES) : -1]
    names = [f"{who}.{name}" for who in ("applicant", "representative") for name in PARTY]
    for name, result in zip(names, rest, strict=True):
        assert ("wrong_type", name) in refused(result)


def test_nothing_of_a_refused_line_is_stored(taken: tuple[Done, Done, Counter]) -> None:
    first, second, counter = taken
    good = sum(each["ok"] for each in first.lines + second.lines)
    found = counter.run("find", "huyen dieu", "--limit", "1000")

    assert len(found.lines) == good
    assert counter.run("verify", "--full").one["ok"]


def test_a_day_that_is_none_is_told_as_such(real: Counter) -> None:
    wrong = real.receive(line(applicant=person(dob="1994-02-30"))).one

    assert refused(wrong) == [("date_invalid", "applicant.dob")]


def test_duplicate_keys_are_refused(real: Counter) -> None:
    twice = START + b',"applicant":{"name":"Ai Kh\xc3\xa1c"}}'

    assert refused(real.receive(twice).one)


ODD: dict[str, tuple[bytes, int]] = {
    "empty": (b"", 0),
    "blank lines": (b"\n \n\t\n", 0),
    "byte order mark": (b"\xef\xbb\xbf" + GOOD + b"\n", 1),
    "CRLF": (GOOD + b"\r\n" + GOOD + b"\r\n", 2),
    "no end of line": (GOOD, 1),
    "blank lines between": (b"\n" + GOOD + b"\n\n" + GOOD + b"\n\n", 2),
}


@pytest.fixture(scope="module")
def odd(templates: dict[str, Counter], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Done]:
    """Files that are unusual but not wrong."""
    place = tmp_path_factory.mktemp("odd")
    counter = templates["real"].copy_to(place)

    def job(name: str) -> Done:
        path = place / (name.replace(" ", "-") + ".jsonl")
        path.write_bytes(ODD[name][0])
        return counter.run("receive", path)

    return dict(zip(ODD, together(*(lambda n=n: job(n) for n in ODD)), strict=True))


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_read(odd: dict[str, Done], name: str) -> None:
    assert odd[name].status == OK
    assert [each["ok"] for each in odd[name].lines] == [True] * ODD[name][1]


def test_a_file_that_is_not_there(real: Counter, tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        done = real.run("receive", path)
        assert done.status == REFUSED
        assert done.codes == [("file_unreadable", "file")]


def _endless_line(megabytes: int) -> Iterator[bytes]:
    yield GOOD + b'\n{"note":"'
    for _ in range(megabytes):
        yield b"x" * MB
    yield b'"}\n' + GOOD + b"\n"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_memory_is_bounded_for_a_line_of_200_mb(real: Counter) -> None:
    who = environment(COUNTER_USER=ADMIN, COUNTER_PASSWORD=PASSWORD)
    command = [sys.executable, "-m", "counter_app", "--data", str(real.data), "receive", "-"]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=who,
    )
    assert process.stdin is not None
    resource.prlimit(process.pid, resource.RLIMIT_AS, (700 * MB, 700 * MB))
    for piece in _endless_line(200):
        process.stdin.write(piece)
    status = Path(f"/proc/{process.pid}/status").read_text()  # all but the end was read by now
    most = int(next(row for row in status.splitlines() if row.startswith("VmHWM")).split()[1])
    out, err = process.communicate()
    lines = [json.loads(each) for each in out.splitlines()]

    assert (process.returncode, b"Traceback" in err) == (REFUSED, False)
    assert [each["ok"] for each in lines] == [True, False, True]
    assert refused(lines[1]) == [("line_too_long", "")]
    assert most < 150 * 1024  # KB


def test_it_is_one_line_that_is_logged_after_it(real: Counter) -> None:
    """The rest of a line too long is not taken for lines of its own."""
    long = b'{"note":"' + b"x" * (2 * MB) + one_line(record()).strip() + b'"}\n'
    done = real.receive(long + GOOD)

    assert [(each["line"], each["ok"]) for each in done.lines] == [(1, False), (2, True)]
