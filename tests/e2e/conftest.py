"""Folders set up once a run; each test that writes takes a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.counter import Counter, set_up, together


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter]:
    """A real and a practice folder with a block, set up by the program itself."""
    place = tmp_path_factory.mktemp("folders")
    real, practice = together(
        lambda: set_up(place / "real", "--block", "1-500"),
        lambda: set_up(place / "practice", "--block", "1-500", "--practice"),
    )
    return {"real": real, "practice": practice}


@pytest.fixture
def real(templates: dict[str, Counter], tmp_path: Path) -> Counter:
    """A real folder of the test's own."""
    return templates["real"].copy_to(tmp_path)


@pytest.fixture
def practice(templates: dict[str, Counter], tmp_path: Path) -> Counter:
    """A practice folder of the test's own."""
    return templates["practice"].copy_to(tmp_path)
