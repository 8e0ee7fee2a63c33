"""The floors hold: every contract passes on the real tree and fails on a planted violation."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
PACKAGES: list[str] = CONFIG["importlinter"]["root_packages"]
CONTRACTS: dict[str, str] = {c["id"]: c["name"] for c in CONFIG["importlinter"]["contracts"]}

#: Contract, file to plant, import to plant in it.
VIOLATIONS = [
    ("floors", "core/domain", "import sync"),
    ("floors", "core/services", "import counter_app"),
    ("floors", "printing", "import db"),
    ("floors", "db", "import devices"),
    ("floors", "devices", "import printing"),
    ("floors", "sync", "import db"),
    ("floors", "ui", "import printing"),
    ("floors", "ui", "import hub"),
    ("floors", "db", "import counter_app"),
    ("floors", "hub", "import central"),
    ("floors", "central", "import hub"),
    ("floors", "hub", "import counter_app"),
    ("core-inside", "core/domain", "import core.ports"),
    ("core-inside", "core/domain", "import core.services"),
    ("core-inside", "core/domain", "import core.data"),
    ("core-inside", "core/ports", "import core.services"),
    ("core-inside", "core/ports", "import core.data"),
    ("core-inside", "core/data", "import core.services"),
    *(
        ("core-toolkits", "core/services", f"import {toolkit}")
        for toolkit in ("PySide6.QtCore", "sqlite3", "sqlcipher3", "sqlite_utils", "reportlab.lib",
                        "barcode", "serial", "httpx", "fastapi", "PIL.Image", "cryptography")
    ),
    ("core-toolkits", "core/domain", "import sqlite3"),
    ("rooms", "printing", "import core.services"),
    ("rooms", "devices", "import core.services"),
    ("rooms", "db", "import core.services"),
    ("rooms", "sync", "import core.services"),
    ("rooms", "db", "import core.data"),
    ("hub", "hub", "import db"),
    ("hub", "hub", "import printing"),
    ("hub", "hub", "import sync.planted_wire"),
    ("central", "central", "import core.services"),
    ("central", "central", "import core.ports"),
    ("central", "central", "import db"),
    ("central", "central", "import sync.planted_wire"),
    ("wire", "sync/wire", "import core.ports"),
    ("wire", "sync/wire", "import sync.client"),
]  # fmt: skip

#: What is allowed, lest a contract forbid everything.
ALLOWED = [
    ("hub", "import core.services\nimport sync.wire.batch"),
    ("central", "import core.domain\nimport sync.wire.batch"),
    ("ui", "import core.services"),
    ("db", "import core.domain\nimport core.ports\nimport sqlite3"),
    ("counter_app", "import central\nimport hub\nimport ui\nimport db\nimport core.data"),
]


def broken(tree: Path) -> set[str]:
    """Runs import-linter on a tree and returns the names of the contracts that it breaks."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = re.findall(r"^(.+) (KEPT|BROKEN)(?: |$)", done.stdout, flags=re.MULTILINE)
    assert {name for name, _ in verdicts} == set(CONTRACTS.values()), done.stdout + done.stderr
    found = {name for name, verdict in verdicts if verdict == "BROKEN"}
    assert done.returncode == bool(found)
    return found


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copies the packages' Python files and the configuration."""
    tree = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", tree)
    for package in PACKAGES:
        for source in (ROOT / package).rglob("*.py"):
            target = tree / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    (tree / "sync/planted_wire.py").touch()
    return tree


def test_real_tree_keeps_every_contract() -> None:
    assert broken(ROOT) == set()


@pytest.mark.parametrize(("contract", "folder", "line"), VIOLATIONS)
def test_planted_violation_breaks_exactly_its_contract(
    copy: Path, contract: str, folder: str, line: str
) -> None:
    planted = copy / folder / "planted.py"
    planted.write_text(line + "\n", encoding="utf-8")
    try:
        assert broken(copy) == {CONTRACTS[contract]}
    finally:
        planted.unlink()


def test_every_contract_has_a_planted_violation() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == set(CONTRACTS)


def test_what_is_allowed_breaks_nothing(copy: Path) -> None:
    planted = {copy / folder / "planted.py": text + "\n" for folder, text in ALLOWED}
    for path, text in planted.items():
        path.write_text(text, encoding="utf-8")
    try:
        assert broken(copy) == set()
    finally:
        for path in planted:
            path.unlink()


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("ui/clerk/reception.py", True),
        ("ui/widgets/picker.py", True),
        ("ui/theme.py", True),
        ("printing/spool.py", True),
        ("ui/viewmodels/reception.py", False),
        ("core/domain/dossier.py", False),
        ("printing/layout.py", False),
        ("counter_app/bootstrap.py", False),
        ("hub/feed.py", False),
    ],
)
@pytest.mark.parametrize(
    "line", ["from PySide6 import QtWidgets", "from PySide6.QtGui import QPainter"]
)
def test_widgets_stay_in_the_user_interface(path: str, allowed: bool, line: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--no-cache",
         "--stdin-filename", ROOT / path, "-"],
        cwd=ROOT,
        input=line + "\n",
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert ("TID251" not in done.stdout) == allowed, done.stdout + done.stderr
    assert done.returncode == (0 if allowed else 1)


@pytest.mark.parametrize("package", ["core", "db", "printing", "devices", "sync"])
def test_imports_without_qt(package: str) -> None:
    """Printing's spool is the one module below ui/ that may know Qt's printers."""
    code = f"""
import importlib, pkgutil, sys
sys.modules["PySide6"] = None
package = importlib.import_module({package!r})
names = [m.name for m in pkgutil.walk_packages(package.__path__, "{package}.")]
for name in names:
    if name != "printing.spool":
        importlib.import_module(name)
print(len(names))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
