"""``docs/command-line.md`` names every command, option and error code that there is."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.errors import EnvironmentFault, FieldError
from counter_app.cli import parser
from ui import messages

PATH = Path(__file__).parents[2] / "docs" / "command-line.md"
PAGE = PATH.read_text("utf-8")


def commands(top: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each command with its options, the program itself as ``""``."""
    subs = [each for each in top._actions if isinstance(each, argparse._SubParsersAction)]
    options = [o for a in top._actions for o in a.option_strings if o.startswith("--")]
    if not subs or not name:
        yield name, [each for each in options if each != "--help"]
    for sub in subs:
        for word, inner in sub.choices.items():
            yield from commands(inner, f"{name} {word}".strip())


ALL = dict(commands(parser()))
TABLE = dict(
    re.findall(r"^\| `([a-z_0-9]+)` \| (.+?) \|$", PAGE.partition("\n## Codes\n")[2], re.MULTILINE)
)


def section(name: str) -> str:
    """What the page says under a command's heading."""
    found = re.search(
        rf"^### `{re.escape(name)}`.*?\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL
    )
    assert found is not None, f"no heading ### `{name}`"
    return found[1]


@pytest.mark.parametrize("name", sorted(set(ALL) - {""}))
def test_every_command_is_told_with_an_example(name: str) -> None:
    told = section(name)

    assert re.search(rf"counter-app .*{re.escape(name)}", told), "no example"
    assert [option for option in ALL[name] if f"`{option}" not in told] == []


def test_options_of_the_program_are_told() -> None:
    assert [option for option in ALL[""] if f"`{option}" not in PAGE] == []


def test_no_command_is_told_that_there_is_not() -> None:
    assert set(re.findall(r"^### `([a-z-]+(?: [a-z-]+)?)`", PAGE, re.MULTILINE)) == set(ALL) - {""}


def words(code: str) -> str:
    """The table's text of a code: its message with the places of values left open."""
    try:
        text = messages.refusal(FieldError(code))
    except KeyError:
        text = messages.fault(EnvironmentFault(code))
    return text.replace("|", "\\|")


def test_the_table_of_codes_is_complete_and_says_the_same() -> None:
    """When it fails: ``python -m tests.e2e.test_docs``."""
    assert {code: words(code) for code in messages.known_codes()} == TABLE


def raised() -> Iterator[tuple[str, str]]:
    """Every code that our source makes an error, a warning or a fault of, with its file."""
    makers = {"FieldError", "EnvironmentFault", "error"}
    for package in ("core", "db", "devices", "printing", "ui", "counter_app"):
        for path in (PATH.parents[1] / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.args:
                    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    first = node.args[0]
                    if name in makers and isinstance(first, ast.Constant):
                        yield str(first.value), path.name


def test_every_code_in_the_source_has_words() -> None:
    known = set(messages.known_codes())
    found = set(raised())

    assert len(found) > 80
    assert {(code, name) for code, name in found if code not in known} == set()


def write_table() -> None:
    """Writes the table anew from the messages."""
    head = PAGE[: PAGE.index("| Code | Message |")]
    rows = [f"| `{code}` | {words(code)} |" for code in sorted(messages.known_codes())]
    PATH.write_text("\n".join([head + "| Code | Message |", "|---|---|", *rows, ""]), "utf-8")


if __name__ == "__main__":
    write_table()
