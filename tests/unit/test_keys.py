"""The machine's way in, the recovery sheet, and what happens when either is gone."""

import contextlib
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import msgspec
import pytest

from core.domain.errors import EnvironmentFault, Refused
from db.keys import (
    KEYRING_SERVICE,
    KEYS_NAME,
    CreatedKeys,
    KeysFile,
    Wrap,
    create_keys,
    default_key_file,
    new_recovery_key,
    rewrap_for_machine,
    unlock,
    unlock_with_recovery,
)

SHEET = """\
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Khóa khôi phục của điểm tiếp nhận 01 (H49.25), máy trạm số 3, lập ngày 15-09-2026
Cất trong két. Ai có khóa này và một bản sao lưu thì đọc được mọi hồ sơ.

    {first}
    {second}

QUAY MOT CUA 1.0
"""


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring of this process; silent until released when told so."""

    priority = 1

    def __init__(self, silent: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}
        self.released = threading.Event()
        if not silent:
            self.released.set()

    def get_password(self, service: str, username: str) -> str | None:
        self.released.wait()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.released.wait()
        self.entries[service, username] = password


@contextlib.contextmanager
def using(backend: MemoryKeyring) -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield backend
    finally:
        backend.released.set()
        keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def keyring_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COUNTER_KEYRING", raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def create_with_file(data: Path) -> CreatedKeys:
    return create_keys(data, None, use_keyring=False)


def fault_of(data: Path) -> tuple[str, object]:
    with pytest.raises(EnvironmentFault) as caught:
        unlock(data)
    return caught.value.code, caught.value.params.get("reason")


def refusal_of(keys_json: bytes, text: str) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        unlock_with_recovery(keys_json, text)
    return caught.value.errors[0].code, caught.value.errors[0].field


def test_a_key_file_lies_beside_the_folder_and_is_private(data: Path) -> None:
    created = create_with_file(data)
    assert created.method == "key_file"
    assert created.key_file == default_key_file(data) == data.parent / "data.key"
    assert len(created.database_key) == 32
    assert unlock(data) == created.database_key
    if sys.platform != "win32":
        for path in (created.key_file, data / KEYS_NAME):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_neither_file_holds_the_key_nor_does_a_printout(data: Path) -> None:
    created = create_with_file(data)
    assert created.key_file is not None
    for raw in (created.key_file.read_bytes(), (data / KEYS_NAME).read_bytes()):
        assert created.database_key not in raw
        assert created.database_key.hex().encode() not in raw
        assert created.recovery_key.encode() not in raw
    assert created.recovery_key not in repr(created)
    assert repr(created.database_key) not in repr(created)


def test_two_folders_share_nothing(data: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    one, two = create_with_file(data), create_with_file(tmp_path / "other")
    assert one.database_key != two.database_key
    assert one.recovery_key != two.recovery_key


def test_a_moved_folder_finds_the_key_moved_with_it(data: Path, tmp_path: Path) -> None:
    created = create_with_file(data)
    data.rename(tmp_path / "moved")
    assert fault_of(tmp_path / "moved") == ("no_key", "key_missing")
    (tmp_path / "data.key").rename(tmp_path / "moved.key")
    assert unlock(tmp_path / "moved") == created.database_key


def test_a_chosen_key_file_is_remembered(data: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    created = create_keys(data, tmp_path / "usb" / "station.key")
    assert created.method == "key_file"
    assert created.key_file == tmp_path / "usb" / "station.key"
    assert not default_key_file(data).exists()
    assert unlock(data) == created.database_key


def test_a_key_file_inside_the_folder_is_refused(data: Path) -> None:
    with pytest.raises(Refused) as caught:
        create_keys(data, data / "sub" / ".." / "my.key")
    assert caught.value.errors[0].code == "key_file_in_data_folder"
    assert list(data.iterdir()) == []


def test_a_folder_with_keys_is_never_given_new_ones(data: Path) -> None:
    create_with_file(data)
    before = (data / KEYS_NAME).read_bytes()
    with pytest.raises(Refused) as caught:
        create_with_file(data)
    assert caught.value.errors[0].code == "folder_already_set_up"
    assert (data / KEYS_NAME).read_bytes() == before


def test_a_left_over_key_file_is_moved_aside(data: Path) -> None:
    path = default_key_file(data)
    for content in ("first", "second"):
        path.write_text(content)
        (data / KEYS_NAME).unlink(missing_ok=True)
        create_with_file(data)
    assert path.with_name("data.key.old-1").read_text() == "first"
    olds = sorted(old.name for old in data.parent.glob("*.old-*"))
    assert olds == ["data.key.old-1", "data.key.old-2"]
    assert path.with_name("data.key.old-2").read_text() == "second"


def test_the_keyring_is_preferred_when_it_answers(data: Path) -> None:
    with using(MemoryKeyring()) as backend:
        created = create_keys(data, None)
        assert (created.method, created.key_file) == ("keyring", None)
        assert not default_key_file(data).exists()
        folder_id = msgspec.json.decode((data / KEYS_NAME).read_bytes(), type=KeysFile).folder_id
        assert list(backend.entries) == [(KEYRING_SERVICE, folder_id)]
        assert unlock(data) == created.database_key
        backend.entries.clear()
        assert fault_of(data) == ("no_key", "key_missing")


def test_the_keyring_can_be_switched_off(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with using(MemoryKeyring()) as backend:
        monkeypatch.setenv("COUNTER_KEYRING", "off")
        assert create_keys(data, None).method == "key_file"
        assert backend.entries == {}


def test_a_keyring_lost_to_the_switch_is_no_key(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with using(MemoryKeyring()):
        create_keys(data, None)
        monkeypatch.setenv("COUNTER_KEYRING", "off")
        assert fault_of(data) == ("no_key", "keyring_silent")


def test_a_silent_keyring_is_left_after_two_seconds(data: Path) -> None:
    with using(MemoryKeyring(silent=True)):
        started = time.monotonic()
        created = create_keys(data, None)
        assert 1.9 < time.monotonic() - started < 4
        assert created.method == "key_file"
    assert unlock(data) == created.database_key


def test_a_keyring_that_fails_is_passed_over(data: Path) -> None:
    class Broken(MemoryKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise RuntimeError("no session bus")

    with using(Broken()):
        assert create_keys(data, None).method == "key_file"


def test_a_keyring_that_forgets_is_passed_over(data: Path) -> None:
    class Forgetful(MemoryKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            pass

    with using(Forgetful()):
        assert create_keys(data, None).method == "key_file"


def test_missing_and_spoilt_files_are_no_key(data: Path) -> None:
    assert fault_of(data) == ("no_key", "keys_missing")
    created = create_with_file(data)
    assert created.key_file is not None
    good = created.key_file.read_text()
    for content, reason in [("", "key_wrong"), ("zz", "key_wrong"), ("00" * 32, "key_wrong")]:
        created.key_file.write_text(content)
        assert fault_of(data) == ("no_key", reason)
    created.key_file.write_text(good)
    assert unlock(data) == created.database_key
    for spoilt in (b"", b"{}", b"\xff" * 100, b"[" * 200_000):
        (data / KEYS_NAME).write_bytes(spoilt)
        assert fault_of(data) == ("no_key", "keys_damaged")
    (data / KEYS_NAME).unlink()
    (data / KEYS_NAME).mkdir()
    assert fault_of(data) == ("no_key", "unreadable")


def test_every_changed_byte_of_a_wrap_is_noticed(data: Path) -> None:
    create_with_file(data)
    keys = msgspec.json.decode((data / KEYS_NAME).read_bytes(), type=KeysFile)
    machine, recovery = keys.wraps
    for i in range(len(machine.sealed)):
        sealed = bytearray(machine.sealed)
        sealed[i] ^= 1
        spoilt = msgspec.structs.replace(machine, sealed=bytes(sealed))
        changed = msgspec.structs.replace(keys, wraps=[spoilt, recovery])
        (data / KEYS_NAME).write_bytes(msgspec.json.encode(changed))
        assert fault_of(data) == ("no_key", "key_wrong")


def test_a_wrap_serves_its_own_folder_alone(data: Path) -> None:
    created = create_with_file(data)
    keys = msgspec.json.decode((data / KEYS_NAME).read_bytes(), type=KeysFile)
    changed = msgspec.json.encode(msgspec.structs.replace(keys, folder_id="0" * 32))
    (data / KEYS_NAME).write_bytes(changed)
    assert fault_of(data) == ("no_key", "key_wrong")
    assert refusal_of(changed, created.recovery_key)[0] == "recovery_key_other"


def test_a_later_version_is_refused_by_name(data: Path) -> None:
    created = create_with_file(data)
    keys = msgspec.json.decode((data / KEYS_NAME).read_bytes(), type=KeysFile)
    (data / KEYS_NAME).write_bytes(msgspec.json.encode(msgspec.structs.replace(keys, version=2)))
    assert fault_of(data) == ("newer_database", None)
    with pytest.raises(EnvironmentFault):
        unlock_with_recovery((data / KEYS_NAME).read_bytes(), created.recovery_key)


def test_the_sheet_opens_a_backup_on_another_machine(data: Path, tmp_path: Path) -> None:
    created = create_with_file(data)
    backup = (data / KEYS_NAME).read_bytes()
    half = len(created.recovery_key) // 2
    sheet = SHEET.format(first=created.recovery_key[:half], second=created.recovery_key[half:])
    assert unlock_with_recovery(backup, sheet) == created.database_key

    restored = tmp_path / "elsewhere"
    restored.mkdir()
    place = rewrap_for_machine(restored, backup, created.database_key, use_keyring=False)
    assert place.key_file == default_key_file(restored)
    assert unlock(restored) == created.database_key
    again = (restored / KEYS_NAME).read_bytes()
    assert unlock_with_recovery(again, created.recovery_key) == created.database_key
    assert unlock(data) == created.database_key  # the first machine is not locked out


def test_a_copy_on_the_same_machine_does_not_take_its_keyring_entry(
    data: Path, tmp_path: Path
) -> None:
    (tmp_path / "copy").mkdir()
    with using(MemoryKeyring()):
        created = create_keys(data, None)
        backup = (data / KEYS_NAME).read_bytes()
        assert rewrap_for_machine(tmp_path / "copy", backup, created.database_key).method == (
            "keyring"
        )
        assert unlock(data) == unlock(tmp_path / "copy") == created.database_key


def test_a_way_in_of_a_kind_unknown_here_is_kept(data: Path) -> None:
    created = create_with_file(data)
    keys = msgspec.json.decode((data / KEYS_NAME).read_bytes(), type=KeysFile)
    central = Wrap("central", sealed=b"sealed", salt=b"public")
    more = msgspec.json.encode(msgspec.structs.replace(keys, wraps=[central, *keys.wraps]))
    rewrap_for_machine(data, more, created.database_key, use_keyring=False)
    assert unlock(data) == created.database_key
    after = msgspec.json.decode((data / KEYS_NAME).read_bytes(), type=KeysFile)
    assert central in after.wraps
    assert [wrap.kind for wrap in after.wraps].count("machine") == 1


def test_without_a_machine_wrap_the_folder_says_so(data: Path) -> None:
    create_with_file(data)
    keys = msgspec.json.decode((data / KEYS_NAME).read_bytes(), type=KeysFile)
    alone = msgspec.structs.replace(keys, wraps=keys.wraps[1:])
    (data / KEYS_NAME).write_bytes(msgspec.json.encode(alone))
    assert fault_of(data) == ("no_key", "not_this_machine")


def test_another_folders_sheet_is_told_from_a_mistyped_one(data: Path) -> None:
    created = create_with_file(data)
    keys_json = (data / KEYS_NAME).read_bytes()
    other = ("recovery_key_other", "recovery_key")
    assert refusal_of(keys_json, new_recovery_key()) == other
    wrong = ("1" if created.recovery_key[0] != "1" else "2") + created.recovery_key[1:]
    assert refusal_of(keys_json, wrong) == ("recovery_key_invalid", "recovery_key")


def test_the_module_does_not_load_the_keyring() -> None:
    script = "import sys, db.keys; sys.exit('keyring' in sys.modules)"
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True)
