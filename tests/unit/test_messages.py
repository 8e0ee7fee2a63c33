"""Every refusal and fault has words that say what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.domain.errors import EnvironmentFault, FieldError
from ui import messages

ROOT = Path(__file__).parents[2]
FOLDERS = ("core", "db", "counter_app", "printing", "devices")
REFUSED = re.compile(r"(?:FieldError|\.error)\(\s*\"([a-z_0-9]+)\"")
FAULT = re.compile(r"EnvironmentFault\(\s*\"([a-z_]+)\"")


def codes(pattern: re.Pattern[str]) -> list[str]:
    found = set()
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            found |= set(pattern.findall(path.read_text(encoding="utf-8")))
    return sorted(found)


@pytest.mark.parametrize("code", codes(REFUSED))
def test_every_refusal_has_words(code: str) -> None:
    text = messages.refusal(FieldError(code))
    assert len(text) > 10
    assert "{" not in text.replace("{…}", "")


@pytest.mark.parametrize("code", codes(FAULT))
def test_every_fault_has_words(code: str) -> None:
    assert len(messages.fault(EnvironmentFault(code))) > 10


def test_parameters_are_put_in() -> None:
    assert "11" in messages.refusal(FieldError("personal_number_length", "", {"length": 11}))
    assert "/du-lieu" in messages.fault(EnvironmentFault("disk_full", path="/du-lieu"))
