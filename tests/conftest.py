"""For every test: no screen needed, and each folder within its budget of wall-clock time."""

import os
import time
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no bug; a failing example is printed so that it can be repeated.
hypothesis.settings.register_profile("counter", deadline=None, print_blob=True)
hypothesis.settings.load_profile("counter")

HERE = Path(__file__).parent
SPENT = pytest.StashKey[dict[str, float]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declares the budgets, which stand in pyproject.toml."""
    parser.addini("folder_budgets", "seconds that a folder's quick tests may take", type="linelist")


def pytest_configure(config: pytest.Config) -> None:
    """Starts the count."""
    config.stash[SPENT] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Books a quick test's time, fixtures included, to its folder; long ones are not counted."""
    started = time.monotonic()
    result = yield
    if item.path.is_relative_to(HERE) and item.get_closest_marker("long") is None:
        folder = item.path.relative_to(HERE).parts[0]
        spent = item.config.stash[SPENT]
        spent[folder] = spent.get(folder, 0.0) + time.monotonic() - started
    return result


def budgets(config: pytest.Config) -> dict[str, float]:
    """Returns the seconds that each folder may take."""
    pairs = (line.split() for line in config.getini("folder_budgets"))
    return {folder: float(seconds) for folder, seconds in pairs}


def over_budget(config: pytest.Config) -> list[str]:
    """Returns a sentence for each folder that took longer than it may."""
    allowed = budgets(config)
    return [
        f"tests/{folder} took {seconds:.1f} s, its budget is {allowed[folder]:.0f} s: "
        "make its tests quicker, or mark those that need minutes as long"
        for folder, seconds in config.stash[SPENT].items()
        if seconds > allowed.get(folder, float("inf"))
    ]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fails a run whose tests all passed but took too long."""
    if exitstatus == pytest.ExitCode.OK and over_budget(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Shows each folder's time against its budget, above pytest's own last line."""
    allowed = budgets(config)
    spent = config.stash[SPENT]
    if spent:
        terminalreporter.section("time by folder")
    for folder, seconds in spent.items():
        of = f" of {allowed[folder]:.0f} s" if folder in allowed else ""
        terminalreporter.line(f"tests/{folder}: {seconds:.1f} s{of}")
    for sentence in over_budget(config):
        terminalreporter.line(f"OVER BUDGET: {sentence}", red=True, bold=True)
