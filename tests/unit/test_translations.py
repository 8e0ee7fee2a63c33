"""The English catalogue: as fresh as the sources, whole where it is finished, and it loads."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "strings.sh"
CATALOGUE = ROOT / "ui" / "translations" / "counter_en.ts"
COMPILED = CATALOGUE.with_suffix(".qm")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
#: how much may still be without a translation while texts are being written
MOST_MISSING = 0.10


class Text(NamedTuple):
    context: str
    source: str
    translation: str
    finished: bool


def texts(catalogue: Path) -> list[Text]:
    """All texts of a catalogue; one that nobody uses any more is none."""
    found = []
    tree = ElementTree.parse(catalogue)  # noqa: S314 - our own file
    for context in tree.getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            kind = "unfinished" if translation is None else translation.get("type", "")
            if kind in ("vanished", "obsolete"):
                continue
            words = "" if translation is None else translation.text or ""
            source = message.findtext("source", "")
            found.append(Text(context.findtext("name", ""), source, words, kind != "unfinished"))
    return found


@pytest.fixture(scope="module")
def ours() -> list[Text]:
    found = texts(CATALOGUE)
    assert len(found) > 100
    return found


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """What the sources say now, gathered apart from our catalogue."""
    bash = shutil.which("bash")
    if bash is None or not (ROOT / ".venv" / "bin" / "pyside6-lupdate").exists():
        pytest.skip("needs bash and .venv")
    fresh = tmp_path_factory.mktemp("strings") / "fresh.ts"
    run = subprocess.run(
        [bash, str(TOOL), str(fresh)], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    return {(text.context, text.source) for text in texts(fresh)}


def test_view_models_and_widgets_are_gathered(said: set[tuple[str, str]]) -> None:
    assert ("words", "Miễn phí") in said
    assert ("ClerkWindow", "Khóa màn hình") in said


def test_few_texts_are_without_translation(ours: list[Text], said: set[tuple[str, str]]) -> None:
    done = {(text.context, text.source) for text in ours if text.finished}
    missing = sorted(said - done)
    shown = "\n".join(f"  {context}: {source}" for context, source in missing[:20])
    assert len(missing) <= MOST_MISSING * len(said), (
        f"{len(missing)} of {len(said)} texts have no translation. Run tools/strings.sh, then"
        f" translate in {CATALOGUE.relative_to(ROOT)} and run it again:\n{shown}"
    )


def test_nothing_finished_is_empty(ours: list[Text]) -> None:
    assert [text for text in ours if text.finished and not text.translation.strip()] == []


def test_placeholders_are_kept(ours: list[Text]) -> None:
    wrong = [
        text
        for text in ours
        if text.translation
        and sorted(PLACEHOLDER.findall(text.source))
        != sorted(PLACEHOLDER.findall(text.translation))
    ]
    assert wrong == []


def test_the_compiled_catalogue_says_the_same(ours: list[Text]) -> None:
    translator = QTranslator()
    assert translator.load(str(COMPILED))
    assert translator.translate("words", "Miễn phí") == "Free of charge"
    stale = [
        text
        for text in ours
        if text.finished and translator.translate(text.context, text.source) != text.translation
    ]
    assert stale == [], "run tools/strings.sh"
