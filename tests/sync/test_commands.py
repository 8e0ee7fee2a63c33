"""``enrol``, ``sync``, ``bundle`` and ``setup --enrol`` against a real central.

The commands run in this process, which is quicker; ``sync --watch`` and the
drills start the real program.
"""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from central import sticks
from central.keys import open_keys
from counter_app.cli import main
from sync.wire.enrolment import EnrolmentFile
from tests.e2e import counter as program
from tests.e2e.counter import (
    ADMIN,
    ENVIRONMENT,
    OK,
    PASSWORD,
    REFUSED,
    SITE,
    SITE_NAME,
    Done,
    environment,
    one_line,
    sample,
)
from tests.sync.api_support import Served, serving
from tests.sync.central_support import Cluster, Province
from tests.sync.line_support import at_central

SETUP = ("setup", "--site", SITE, "--site-name", SITE_NAME, "--station", "3", "--admin", ADMIN,
         "--admin-name", "Vũ Thị Hà")  # fmt: skip


class Counter(program.Counter):
    """A folder whose commands run in this process, as its admin."""

    def run(self, *arguments: str | Path, **options: Any) -> Done:
        given = {"COUNTER_USER": ADMIN, "COUNTER_PASSWORD": PASSWORD, **options}
        stdin = given.pop("stdin", b"")
        out, words = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        with pytest.MonkeyPatch.context() as patch:
            for name, value in {"COUNTER_KEYRING": "off", **given}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
            with redirect_stdout(out), redirect_stderr(words):
                status = main(["--data", str(self.data), *map(str, arguments)])
        found = Done(status, out.buffer.getvalue(), words.getvalue())
        assert "Lỗi ngoài dự kiến" not in found.err
        return found


@pytest.fixture
def central(province: Province) -> Iterator[Served]:
    with serving(province) as made:
        yield made


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """A folder that never joined; tests work on copies."""
    made = Counter(tmp_path_factory.mktemp("template") / "data")
    assert made.run(*SETUP).status == OK
    return made


@pytest.fixture
def here(template: Counter, tmp_path: Path) -> Counter:
    return Counter(template.copy_to(tmp_path).data)


def code(central: Served, station: int = 3) -> str:
    return central.code(SITE, station)


def enrol(here: Counter, central: Served, **options: Any) -> dict[str, Any]:
    done = here.run("enrol", code(central), "--central", central.url, **options)
    assert done.status == OK, done
    return done.one


def test_a_station_joins_and_syncs(here: Counter, central: Served) -> None:
    joined = enrol(here, central)
    assert joined == {"ok": True, "province": "Tỉnh Giả Định", "central": central.url, "by": "line"}
    here.receive_one(sample(1))
    done = here.run("sync")
    told = done.one
    assert done.status == OK
    assert told["ok"] is True
    assert (told["reason"], told["forked"], told["conflicts"]) == ("", 0, 0)
    assert told["pushed"] == told["here"] == told["at_central"]
    assert told["pulled"] > 0
    assert told["bytes"] > 0
    assert told["seconds"] > 0
    assert (told["backed_up"], told["dossiers_unsent"], told["oldest_unsent"]) == (0, 0, None)
    assert len(at_central(central)) == 1
    again = here.run("sync").one
    assert (again["pushed"], again["pulled"], again["requests"]) == (0, 0, 1)
    assert again["words"] == "Đã đồng bộ, không có gì mới."
    official = here.receive_one(sample(2))
    assert official["provisional"] is False, "the ordinals came by lease"


def test_who_never_joined_is_told_how(here: Counter) -> None:
    for arguments in (("sync",), ("bundle", "out", here.data.parent / "out.qmc")):
        done = here.run(*arguments)
        assert done.status == REFUSED
        assert done.codes == [("not_joined", "" if arguments == ("sync",) else "file")]
        assert "enrol MÃ --central" in done.err


def test_codes_that_do_not_work(here: Counter, central: Served, template: Counter) -> None:
    wrong = code(central, 4)
    for arguments, expected in (
        (("enrol",), ("enrol_incomplete", "code")),
        (("enrol", wrong), ("enrol_incomplete", "code")),
        (("enrol", "12", "--central", central.url), ("code_malformed", "code")),
        (("enrol", wrong, "--central", central.url), ("code_wrong", "code")),
        (("enrol", wrong, "--central", "http://10.1.2.3"), ("central_url_invalid", "central")),
    ):
        done = here.run(*arguments)
        assert (done.status, done.codes) == (REFUSED, [expected])
    anybody = here.run("enrol", wrong, "--central", central.url, COUNTER_USER="",
                       COUNTER_PASSWORD="")  # fmt: skip
    assert anybody.codes == [("not_permitted", "user")]
    told = here.run("sync")
    assert told.one["reason"] == "not_joined", "nothing changed"


def test_a_code_of_another_central_is_not_believed(
    here: Counter, central: Served, tmp_path: Path
) -> None:
    good = code(central)
    fake = good[:10] + "ZZZZ-ZZZZ"[0:9]
    done = here.run("enrol", fake, "--central", central.url)
    assert done.status == REFUSED
    assert done.codes[0][0] in ("central_other", "code_wrong")
    enrol(here, central)
    other = here.run("enrol", fake, "--central", central.url)
    assert other.codes == [("joined_elsewhere", "code")]


def test_a_practice_folder_joins_no_real_central(central: Served, tmp_path: Path) -> None:
    folder = Counter(tmp_path / "data")
    assert folder.run(*SETUP, "--practice").status == OK
    done = folder.run("enrol", code(central), "--central", central.url)
    assert (done.status, done.codes) == (REFUSED, [("practice_other", "code")])


def test_nobody_at_the_other_end(here: Counter, central: Served) -> None:
    done = here.run("enrol", code(central), "--central", "http://127.0.0.1:9")
    assert (done.status, done.codes) == (ENVIRONMENT, [("offline", "central")])
    assert "quầy làm việc bình thường" in done.err


def test_set_up_and_joined_in_one_command(central: Served, tmp_path: Path) -> None:
    folder = Counter(tmp_path / "data")
    made = folder.run(*SETUP, "--central", central.url, "--enrol", code(central)).one
    assert made["joined"]["province"] == "Tỉnh Giả Định"
    assert folder.run("sync").status == OK


def test_set_up_stands_when_joining_fails(central: Served, tmp_path: Path) -> None:
    folder = Counter(tmp_path / "data")
    done = folder.run(*SETUP, "--central", "http://127.0.0.1:9", "--enrol", code(central))
    assert done.status == ENVIRONMENT
    assert done.one["recovery_key"]
    assert done.one["joined"]["errors"][0]["code"] == "offline"
    assert "Thư mục đã tạo xong" in done.err
    assert folder.receive_one(sample(1))["provisional"] is True
    half = Counter(tmp_path / "half").run(*SETUP, "--central", central.url)
    assert half.codes == [("enrol_incomplete", "central")]
    assert not (tmp_path / "half").exists()


def test_it_keeps_syncing_until_told_to_stop(here: Counter, central: Served) -> None:
    enrol(here, central)
    with subprocess.Popen(
        [sys.executable, "-m", "counter_app", "--data", str(here.data), "sync", "--watch"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as watch:
        assert watch.stdout is not None
        first = json.loads(watch.stdout.readline())
        here.receive(one_line(sample(1)))
        second = json.loads(watch.stdout.readline())
        watch.send_signal(signal.SIGTERM)
        assert watch.wait(20) == 0
    assert first["ok"]
    assert second["pushed"] >= 2
    assert len(at_central(central)) == 1


# --- sticks -----------------------------------------------------------------------------


def answered(central: Served, stick: Path, answer: Path) -> Path:
    """The province takes a stick and answers."""
    data = sticks.apply(central.db, central.keys, stick.read_bytes(), datetime.now(UTC))
    answer.write_bytes(data)
    return answer


def test_a_stick_goes_there_and_its_answer_comes_back(
    here: Counter, central: Served, tmp_path: Path
) -> None:
    enrol(here, central)
    here.receive(one_line(sample(1)) + one_line(sample(2)))
    out = here.run("bundle", "out", tmp_path / "gui.qmc")
    told = out.one
    assert (told["ok"], told["left"]) == (True, 0)
    assert told["bytes"] == (tmp_path / "gui.qmc").stat().st_size
    assert "Xuất ra chưa phải là tỉnh đã nhận" in out.err
    assert b"Nguy" not in (tmp_path / "gui.qmc").read_bytes()
    assert at_central(central) == set()
    answer = answered(central, tmp_path / "gui.qmc", tmp_path / "ve.qmc")
    for _ in range(2):  # twice is harmless
        back = here.run("bundle", "in", answer).one
        assert back["at_central"] == back["here"] == told["events"]
    assert len(at_central(central)) == 2
    assert here.receive_one(sample(3))["provisional"] is False, "ordinals came on the stick"


def test_a_stick_that_is_not_whole_changes_nothing(
    here: Counter, central: Served, tmp_path: Path
) -> None:
    enrol(here, central)
    stick = tmp_path / "gui.qmc"
    here.run("bundle", "out", stick)
    whole = answered(central, stick, tmp_path / "ve.qmc").read_bytes()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    for name, data, expected in (
        ("cut", whole[: len(whole) - 40], "stick_unreadable"),
        ("short", whole[:10], "stick_unreadable"),
        ("empty", b"", "stick_unreadable"),
        ("changed", bytes(changed), "stick_unreadable"),
        ("ours", stick.read_bytes(), "stick_is_ours"),
    ):
        (tmp_path / name).write_bytes(data)
        done = here.run("bundle", "in", tmp_path / name)
        assert (done.status, done.codes) == (REFUSED, [(expected, "file")]), name
        assert "Không có gì thay đổi" in done.err
    assert here.run("bundle", "in", tmp_path / "nowhere").codes == [("file_unreadable", "file")]
    assert here.run("bundle", "out", stick).codes == [("file_exists", "file")]
    lost = here.run("bundle", "out", tmp_path / "no" / "x")
    assert lost.codes == [("folder_missing", "file")]
    assert here.run("bundle", "in", tmp_path / "ve.qmc").status == OK


def paper(central: Served, station: int = 3, **other: Any) -> bytes:
    """What ``counter-central enrol --out`` writes."""
    facts = {
        "code": code(central, station),
        "site": SITE,
        "station": station,
        "province": "Tỉnh Giả Định",
        "url": "",
        "signing_key": central.keys.public.hex(),
        "box_key": central.keys.box_public.hex(),
        "epoch": 1,
        **other,
    }
    return msgspec.json.encode(msgspec.convert(facts, EnrolmentFile))


def test_a_station_without_any_line_joins_by_files(
    here: Counter, central: Served, tmp_path: Path
) -> None:
    for data, expected in (
        (b"{}", "enrolment_file_invalid"),
        (paper(central, 4), "enrolment_file_other"),
        (paper(central, practice=True), "practice_other"),
        (paper(central, signing_key="11" * 32), "enrolment_file_invalid"),
    ):
        (tmp_path / "no.json").write_bytes(data)
        done = here.run("enrol", "--file", tmp_path / "no.json")
        assert (done.status, done.codes) == (REFUSED, [(expected, "file")])
    (tmp_path / "tinh.json").write_bytes(paper(central))
    joined = here.run("enrol", "--file", tmp_path / "tinh.json")
    assert joined.one["by"] == "file"
    assert "bundle out" in joined.err
    here.receive_one(sample(1))
    assert here.run("sync").one["reason"] == "stick_only"
    here.run("bundle", "out", tmp_path / "gui.qmc")
    answer = answered(central, tmp_path / "gui.qmc", tmp_path / "ve.qmc")
    back = here.run("bundle", "in", answer).one
    assert back["at_central"] == back["here"]
    assert len(at_central(central)) == 1
    second = here.run("bundle", "out", tmp_path / "gui2.qmc").one
    assert second["events"] == 0


# --- encryption ---------------------------------------------------------------------------


def certificate(folder: Path, *, days: int) -> tuple[Path, Path]:
    """A certificate of its own for this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tinh.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{days}.pem", folder / f"{days}.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


def test_only_the_provinces_own_certificate_is_believed(
    here: Counter, province: Province, tmp_path: Path
) -> None:
    pem, key = certificate(tmp_path, days=30)
    with serving(province, certificate=pem, key=key) as central:
        url = central.url.replace("127.0.0.1", "localhost")
        one_time = central.code(SITE, 3)
        stranger = here.run("enrol", one_time, "--central", url)
        assert (stranger.status, stranger.codes) == (ENVIRONMENT, [("tls", "central")])
        (tmp_path / "no.pem").write_text("không phải chứng thư")
        no = here.run("enrol", one_time, "--central", url, "--certificates", tmp_path / "no.pem")
        assert no.codes == [("certificates_invalid", "certificates")]
        good = here.run("enrol", one_time, "--central", url, "--certificates", pem)
        assert good.status == OK, good
        assert here.run("sync").one["reason"] == "", "the certificate is remembered"
    old, old_key = certificate(tmp_path, days=-1)
    with serving(province, certificate=old, key=old_key) as central:
        url = central.url.replace("127.0.0.1", "localhost")
        late = here.run("enrol", central.code(SITE, 3), "--central", url, "--certificates", old)
        assert (late.status, late.codes) == (ENVIRONMENT, [("tls", "central")])
        assert "đồng hồ máy này sai" in late.err


def test_a_central_that_lost_its_keys_gets_everything_again(
    here: Counter, central: Served, postgres: Cluster, tmp_path: Path
) -> None:
    enrol(here, central)
    here.receive(one_line(sample(1)))
    events = here.run("sync").one["at_central"]
    with (
        postgres.database() as db,
        serving(Province.establish(db, open_keys(tmp_path / "new"))) as new,
    ):
        refused = here.run("enrol", code(new), "--central", new.url)
        assert refused.codes == [("joined_elsewhere", "code")]
        joined = here.run("enrol", code(new), "--central", new.url, "--new-central")
        assert joined.status == OK
        told = here.run("sync").one
        assert told["pushed"] == events + 1
        assert len(at_central(new)) == 1
