"""Each command's contract (design §12): exit status, JSON out, words on standard error."""

from __future__ import annotations

import csv
import getpass
import io
from importlib.resources import files
from pathlib import Path

import pytest

from tests.e2e.counter import (
    ADMIN,
    ENVIRONMENT,
    OK,
    PASSWORD,
    REFUSED,
    SITE,
    SITE_NAME,
    USAGE,
    Counter,
    Done,
    one_line,
    run,
    sample,
    together,
)

CATALOGUE = files("core.data").joinpath("catalogue/procedures.csv").read_bytes()
CARD = "022194000001||Nguyễn Thị Huyền Diệu|01021994|Nữ|Khu Giả Định 1|15082021"

NEW = ["setup", "--site", SITE, "--site-name", SITE_NAME, "--station", "3", "--admin", ADMIN]

#: domain reference §5.3
DUE = [
    ("2026-11-23T10:05", "3 working_days", "2026-11-27"),
    ("2026-11-23T16:20", "same_day", "2026-11-25"),
    ("2026-08-28T09:00", "5 working_days", "2026-09-09"),
    ("2026-08-20T09:00", "2 working_days", "2026-08-22"),
    ("2026-08-22T09:00", "1 working_days", "2026-08-24"),
    ("2026-02-12T09:00", "5 working_days", "2026-02-26"),
    ("2026-04-10T09:00", "15 days", "2026-04-28"),
    ("2026-11-23T15:30", "4 hours", "2026-11-25T10:00:00+07:00"),
]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["find"],
        ["find", "x", "--limit", "many"],
        ["act", "X", "burn"],
        ["due", "--received", "2026-11-23T10:05"],
        ["due", "--received", "2026-11-23", "--limit", "1 days", "--procedure", "1.001193"],
        ["setup", "--site", SITE],
        ["verify"],
    ],
)
def test_usage_is_2(arguments: list[str]) -> None:
    done = run(*arguments)

    assert (done.status, done.out) == (USAGE, b"")
    assert done.err.strip()


def test_help_and_version_are_0() -> None:
    assert run("--version", check=False).status == OK
    told = run("--help", check=False)
    assert told.status == OK
    assert b"receive" in told.out


@pytest.mark.parametrize("command", [["find", "x"], ["verify"], ["receive", "-"], ["show", "x"]])
def test_no_folder_is_3(command: list[str], tmp_path: Path) -> None:
    done = run("--data", tmp_path / "none", *command)

    assert (done.status, done.codes) == (ENVIRONMENT, [("no_data_folder", "")])
    assert "setup" in done.err


def test_a_folder_without_its_key_is_3_and_names_the_way_out(real: Counter) -> None:
    real.data.with_name("real.key").unlink()
    done = real.run("find", "x")

    assert (done.status, done.codes) == (ENVIRONMENT, [("no_key", "")])
    assert "restore" in done.err


# ------------------------------------------------------------------------------- setup


def test_setup_refuses_an_existing_folder_and_changes_nothing(real: Counter) -> None:
    before = {path.name: path.read_bytes() for path in real.data.iterdir()}
    key = real.data.with_name("real.key").read_bytes()
    done = real.run(*NEW)

    assert done.status == REFUSED
    assert done.codes == [("folder_exists", "data")]
    assert {path.name: path.read_bytes() for path in real.data.iterdir()} == before
    assert real.data.with_name("real.key").read_bytes() == key


def test_setup_refuses_any_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("của tôi")
    done = Counter(tmp_path / "full").run(*NEW)

    assert done.codes == [("folder_exists", "data")]
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_setup_tells_all_that_is_wrong_at_once(tmp_path: Path) -> None:
    done = Counter(tmp_path / "new").run(
        "setup", "--site", "H49 215", "--site-name", " ", "--station", "0",
        "--admin", "hà", "--block", "9-1",
    )  # fmt: skip

    assert done.status == REFUSED
    assert {field for _, field in done.codes} == {"site", "site_name", "station", "admin", "block"}
    assert not (tmp_path / "new").exists()


def test_setup_needs_a_password(tmp_path: Path) -> None:
    done = run("--data", tmp_path / "new", *NEW)

    assert done.codes == [("password_needed", "password")]


def test_setup_takes_the_password_from_standard_input(tmp_path: Path) -> None:
    done = run("--data", tmp_path / "new", *NEW, "--password-stdin", stdin=b"tu-ban-phim\n")

    assert done.status == OK
    assert done.one["key"] == "key_file"
    assert len(done.one["recovery_key"]) == 44
    assert "tu-ban-phim" not in done.out.decode() + done.err
    again = run(
        "--data", tmp_path / "new", "find", "x", COUNTER_USER=ADMIN, COUNTER_PASSWORD="tu-ban-phim"
    )
    assert again.status == OK


# ---------------------------------------------------------------------- due, card, catalogue


@pytest.fixture(scope="module")
def due_answers() -> list[Done]:
    """The vectors, two processes at a time."""
    return together(
        *(lambda r=r, li=li: run("due", "--received", r, "--limit", li) for r, li, _ in DUE)
    )


@pytest.mark.parametrize("case", range(len(DUE)))
def test_due_vectors(due_answers: list[Done], case: int) -> None:
    received, limit, expected = DUE[case]
    told = due_answers[case].one

    assert told["ok"]
    assert told["due_at"].startswith(expected)
    assert told["received_at"].startswith(received)
    assert told["limit"] == limit
    assert told["counted"][-1]["date"] == told["due_at"][:10]
    assert "hẹn trả trước" in told["explanation"]


def test_due_of_a_procedure_with_and_without_a_folder(real: Counter) -> None:
    arguments = ["due", "--received", "2026-10-05T08:05", "--procedure", "1.001612"]
    answers = [run(*arguments), real.run(*arguments)]

    assert [each.one["due_at"] for each in answers] == ["2026-10-08T17:00:00+07:00"] * 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--received", "yesterday", "--limit", "1 days"], "date_invalid"),
        (["--received", "2026-11-23T10:05", "--limit", "soon"], "limit_invalid"),
        (["--received", "2026-11-23T10:05", "--procedure", "9.999999"], "procedure_unknown"),
        (["--received", "2026-11-23T10:05", "--procedure", "1.014027"], "limit_unknown"),
        (["--received", "1999-11-23T10:05", "--limit", "1 days"], "no_rule_pack"),
    ],
)
def test_due_refusals(arguments: list[str], code: str) -> None:
    done = run("due", *arguments)

    assert done.status == REFUSED
    assert [each for each, _ in done.codes] == [code]


def test_card_good_and_damaged() -> None:
    good, piped, damaged, other = together(
        lambda: run("card", CARD),
        lambda: run("card", "-", stdin=CARD.encode() + b"\r\n"),
        lambda: run("card", "-", stdin=CARD.encode("ascii", "replace")),
        lambda: run("card", "https://example.invalid"),
    )

    assert good.one["name"] == piped.one["name"] == "Nguyễn Thị Huyền Diệu"
    assert (good.one["birth"], good.one["sex"]) == ("1994-02-01", "Nữ")
    assert good.one["warnings"] == []
    assert damaged.status == OK
    assert damaged.one["personal_no"] == "022194000001"
    assert damaged.one["warnings"]
    assert all(each["message"] for each in damaged.one["warnings"])
    assert (other.status, other.codes[0][0]) == (REFUSED, "card_not_a_card")


def test_catalogue_import_makes_versions_of_what_changed_only(
    real: Counter, tmp_path: Path
) -> None:
    same, changed, broken = (tmp_path / f"{name}.csv" for name in ("same", "changed", "broken"))
    same.write_bytes(CATALOGUE)
    rows = list(csv.DictReader(io.StringIO(CATALOGUE.decode("utf-8-sig"))))
    row = next(each for each in rows if each["code"] == "1.001612")
    row["time_limit"] = "2"
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    changed.write_text(text.getvalue(), encoding="utf-8")
    broken.write_bytes(CATALOGUE[:5000] + b'\n"unfinished')

    told = real.run("catalogue", "import", same).one
    assert (told["rows"], told["new"], told["changed"], told["unchanged"]) == (630, 0, 0, 630)
    assert (told["local_keys"], told["limit_asked"], told["fee_unknown"]) == (19, 70, 231)
    told = real.run("catalogue", "import", changed).one
    assert (told["new"], told["changed"], told["unchanged"]) == (0, 1, 629)
    listed = real.run("catalogue", "list").lines
    assert len(listed) == 630
    assert {each["code"]: each["version"] for each in listed if each["version"] > 1} == {
        "1.001612": 2
    }
    refused = real.run("catalogue", "import", broken)
    assert refused.status == REFUSED
    assert all(each["message"] for each in refused.one["errors"])
    assert real.run("catalogue", "list").lines == listed


def test_catalogue_import_is_a_supervisors(real: Counter, tmp_path: Path) -> None:
    (tmp_path / "same.csv").write_bytes(CATALOGUE)
    done = run("--data", real.data, "catalogue", "import", tmp_path / "same.csv")

    assert (done.status, done.codes[0][0]) == (REFUSED, "not_permitted")


# ------------------------------------------------------------------------------ accounts


def test_wrong_passwords_lock_the_account(real: Counter) -> None:
    for _ in range(5):
        wrong = real.run("find", "x", COUNTER_PASSWORD="sai")
        assert (wrong.status, wrong.codes) == (REFUSED, [("password_wrong", "user")])
    locked = real.run("find", "x")

    assert (locked.status, locked.codes) == (REFUSED, [("locked_out", "user")])
    assert any(letter.isdigit() for letter in locked.err)
    # the counter itself goes on
    assert run("--data", real.data, "find", "x").status == OK


def test_an_unknown_account_sounds_like_a_wrong_password(real: Counter) -> None:
    known = real.run("find", "x", COUNTER_PASSWORD="sai")
    unknown = real.run("find", "x", COUNTER_USER="khong-co")

    assert known.out == unknown.out


def test_no_log_in_acts_as_the_systems_user(real: Counter) -> None:
    done = run("--data", real.data, "receive", "-", stdin=one_line(sample(1)))
    shown = real.show(done.one["dossier_code"])

    assert shown["officer"] == "os:" + getpass.getuser()
    assert {event["actor"] for event in shown["events"]} == {"os:" + getpass.getuser()}


def test_variables_stand_in_for_options(real: Counter) -> None:
    told = run(
        "receive",
        "-",
        stdin=one_line(sample(1)),
        COUNTER_DATA=str(real.data),
        COUNTER_USER=ADMIN,
        COUNTER_PASSWORD=PASSWORD,
    )
    option = run(
        "--data", real.data, "--user", ADMIN, "find", "huyen dieu",
        COUNTER_DATA="/nowhere", COUNTER_USER="khong-co", COUNTER_PASSWORD=PASSWORD,
    )  # fmt: skip

    assert real.show(told.one["dossier_code"])["officer"] == ADMIN
    assert [each["id"] for each in option.lines] == [told.one["id"]]


def test_a_password_alone_is_the_only_accounts(real: Counter) -> None:
    done = run("--data", real.data, "find", "x", COUNTER_PASSWORD="sai")

    assert done.codes == [("password_wrong", "user")]


# ------------------------------------------------------- words that are not as they should be


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["open-day", "--date", "soon"], id="day"),
        pytest.param(["find", "x", "--limit", "9" * 24], id="limit"),
        pytest.param(["act", b"\xff".decode("utf-8", "surrogateescape"), "cancel"], id="act"),
        pytest.param(["show", b"\xff".decode("utf-8", "surrogateescape")], id="show"),
    ],
)
def test_odd_arguments_are_refused_in_words(real: Counter, arguments: list[str]) -> None:
    if arguments[0] == "act":
        arguments = [*arguments, "--json", '{"reason": "x"}']
    done = real.run(*arguments)

    assert done.status in (REFUSED, USAGE)
    assert done.err.strip()
