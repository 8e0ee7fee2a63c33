"""Every reason for which a sync does not end well has words: what, what is safe, what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.domain.errors import EnvironmentFault
from ui import messages

ROOT = Path(__file__).parents[2]
REASON = re.compile(r'(?:NotSynced|NoLine|Outcome\.nothing)\(\s*"([a-z_]+)"')
MAPPED = re.compile(r'^    "[a-z_]+": "([a-z_]+)",', re.MULTILINE)
#: what a person reads as "nothing is lost"
SAFE = ("đã lưu", "Không có gì thay đổi", "vẫn còn", "vẫn gửi lên", "vẫn được lưu")


def reasons() -> list[str]:
    """Every reason in the source of sync and of what calls it."""
    found = {"storage", "program_old"}
    for path in [*(ROOT / "sync").glob("*.py"), *(ROOT / "counter_app").rglob("*.py")]:
        found |= set(REASON.findall(path.read_text("utf-8")))
    speaking = (ROOT / "sync" / "speaking.py").read_text("utf-8")
    found |= set(MAPPED.findall(speaking[speaking.index("_REASONS = {") :]))
    return sorted(found)


def test_the_source_has_reasons() -> None:
    assert {"offline", "not_central", "revoked", "crashed", "stick_only"} <= set(reasons())


@pytest.mark.parametrize("reason", reasons())
def test_every_reason_has_plain_words(reason: str) -> None:
    title, words = messages.SYNC[reason]
    assert 8 < len(title) < 40
    assert not title.endswith(".")
    if reason != "storage":
        assert any(safe in words for safe in SAFE), "what is safe"
        assert words.count(".") >= 2, "and what to do"
    told = messages.sync(reason, "mã_lỗi", EnvironmentFault("disk_full", path="/x"))
    assert "{" not in told


def test_no_words_are_left_over() -> None:
    assert set(messages.SYNC) == set(reasons())


def test_the_disk_speaks_for_itself() -> None:
    told = messages.sync("storage", "disk_full", EnvironmentFault("disk_full", path="/du-lieu"))
    assert "ổ đĩa đầy" in told
    assert "/du-lieu" in told
