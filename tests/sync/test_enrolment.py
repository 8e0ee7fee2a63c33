"""Joining by a one-time code: used once, guessed never, lost answers given again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.enrolment import TRIES, VALID, NotEnrolled, enrol, new_code
from central.feed import changes
from central.ingest import Sender
from central.settings import Settings
from central.sites import revoke_station, set_site
from core.domain import events as ev
from sync.wire.batch import decode_batch
from sync.wire.enrolment import Enrolled, EnrolRequest, read_code
from sync.wire.limits import WireError
from tests.sync.api_support import Served, enrol_request, new_site, serving
from tests.sync.central_support import NOW, SITE, Province


@dataclass
class Office:
    """A site whose administrator makes codes and whose stations try them."""

    province: Province
    site: str = SITE
    station: int = 3
    code: str = ""

    def make_code(self) -> str:
        with self.province.db.transaction() as conn:
            set_site(conn, self.site, name="Phường Giả Định")
            self.code = new_code(conn, self.province.keys, self.site, self.station, NOW)
        return self.code

    def request(self, key: Ed25519PrivateKey, code: str = "") -> EnrolRequest:
        return enrol_request(code or self.code, self.site, self.station, key)

    def send(self, request: EnrolRequest, after: timedelta = timedelta()) -> Enrolled | NotEnrolled:
        with self.province.db.transaction() as conn:
            return enrol(conn, self.province.keys, request, NOW + after, address="https://t.vn")

    def join(
        self, key: Ed25519PrivateKey, code: str = "", after: timedelta = timedelta()
    ) -> Enrolled | NotEnrolled:
        return self.send(self.request(key, code), after)

    def senders(self) -> list[tuple[bytes, int]]:
        rows = self.province.rows("SELECT key, station FROM sender WHERE site = %s", self.site)
        return [(bytes(key), station) for key, station in rows]


@pytest.fixture
def office(province: Province) -> Office:
    """With one fresh code."""
    made = Office(province)
    made.make_code()
    return made


def wrong_code(office: Office) -> str:
    """A code of this central's with another secret."""
    secret, fingerprint = read_code(office.code)
    other = ("0" if secret[0] != "0" else "1") + secret[1:]
    return other + fingerprint


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


KEY, OTHER_KEY = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()


def test_a_code_lets_its_station_join(office: Office) -> None:
    joined = office.join(KEY)

    assert isinstance(joined, Enrolled)
    assert (joined.province, joined.url, joined.epoch) == ("Tỉnh Giả Định", "https://t.vn", 1)
    assert joined.signing_key == office.province.keys.public.hex()
    assert office.senders() == [(public(KEY), 3)]


def test_joining_puts_the_station_on_the_sites_roster(office: Office) -> None:
    office.join(KEY)

    with office.province.db.transaction() as conn:
        told = changes(conn, office.province.keys, Sender(SITE, 3, public(KEY), "station"), "", NOW)
    bodies = [ev.decode(e).body for data in told.batches for e in decode_batch(data).events]
    (roster,) = [body for body in bodies if isinstance(body, ev.RosterSet)]
    assert [(entry.station, entry.active) for entry in roster.stations] == [(3, True)]


def test_a_code_is_used_once(office: Office) -> None:
    office.join(KEY)

    assert office.join(OTHER_KEY) == NotEnrolled("code_used")
    assert office.senders() == [(public(KEY), 3)]


def test_the_same_station_asking_again_gets_the_same_answer(office: Office) -> None:
    first = office.join(KEY)

    again = office.join(KEY, after=timedelta(days=300))

    assert isinstance(again, Enrolled)
    assert again == first


def test_of_two_at_once_one_joins(office: Office) -> None:
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(office.join, key) for key in (KEY, OTHER_KEY)]
        found = [job.result(20) for job in jobs]

    assert sum(isinstance(each, Enrolled) for each in found) == 1
    assert NotEnrolled("code_used") in found
    assert len(office.senders()) == 1


def test_wrong_codes_lock_the_right_one(office: Office) -> None:
    wrong = wrong_code(office)

    found = [office.join(OTHER_KEY, wrong) for _ in range(20)]

    assert found[: TRIES - 1] == [NotEnrolled("code_wrong")] * (TRIES - 1)
    assert found[TRIES - 1 :] == [NotEnrolled("code_locked")] * (21 - TRIES)
    assert office.join(KEY) == NotEnrolled("code_locked")
    assert office.senders() == []
    office.make_code()
    assert isinstance(office.join(KEY), Enrolled)


def test_a_few_wrong_tries_are_forgiven(office: Office) -> None:
    for _ in range(TRIES - 1):
        office.join(OTHER_KEY, wrong_code(office))

    assert isinstance(office.join(KEY), Enrolled)


def test_wrong_tries_at_one_station_leave_another_alone(office: Office) -> None:
    neighbour = Office(office.province, station=4)
    neighbour.make_code()
    for _ in range(TRIES):
        office.join(OTHER_KEY, wrong_code(office))

    assert isinstance(neighbour.join(KEY), Enrolled)


def test_a_code_lapses(office: Office) -> None:
    assert office.join(KEY, after=VALID + timedelta(seconds=1)) == NotEnrolled("code_expired")
    assert isinstance(office.join(KEY, after=VALID), Enrolled)


def test_a_new_code_replaces_the_one_before(office: Office) -> None:
    first = office.code
    office.make_code()

    assert office.join(KEY, first) == NotEnrolled("code_wrong")
    assert isinstance(office.join(KEY), Enrolled)


@pytest.mark.parametrize(("site", "station"), [(SITE, 4), ("H49.999", 3)])
def test_a_code_is_for_one_station_of_one_site(office: Office, site: str, station: int) -> None:
    other = Office(office.province, site, station, office.code)

    assert other.join(KEY) == NotEnrolled("code_wrong")
    assert isinstance(office.join(KEY), Enrolled)


def test_a_key_belongs_to_one_station(office: Office) -> None:
    office.join(KEY)
    neighbour = Office(office.province, station=4)
    neighbour.make_code()

    assert neighbour.join(KEY) == NotEnrolled("key_in_use")
    assert isinstance(neighbour.join(OTHER_KEY), Enrolled)


def test_a_station_may_join_again_with_its_own_key(office: Office) -> None:
    office.join(KEY)
    office.make_code()

    assert isinstance(office.join(KEY, after=timedelta(days=1)), Enrolled)
    assert office.senders() == [(public(KEY), 3)]


def test_a_revoked_key_never_comes_back(office: Office) -> None:
    office.join(KEY)
    with office.province.db.transaction() as conn:
        revoke_station(conn, SITE, 3, NOW, None)
    office.make_code()

    assert office.join(KEY) == NotEnrolled("revoked")
    assert isinstance(office.join(OTHER_KEY), Enrolled)


def test_revoking_makes_open_codes_worthless(office: Office) -> None:
    office.join(KEY)
    office.make_code()
    with office.province.db.transaction() as conn:
        revoke_station(conn, SITE, 3, NOW, None)

    assert office.join(OTHER_KEY) == NotEnrolled("code_wrong")


def test_a_practice_folder_joins_no_real_central(office: Office) -> None:
    request = enrol_request(office.code, SITE, 3, KEY, practice=True)

    assert office.send(request) == NotEnrolled("practice")
    assert isinstance(office.join(KEY), Enrolled)


def test_the_code_is_kept_nowhere(office: Office) -> None:
    secret, _ = read_code(office.code)

    ((kept,),) = office.province.rows("SELECT secret_hash FROM enrolment")

    assert secret.encode() not in bytes(kept)
    assert len(kept) == 32


@pytest.mark.parametrize(
    "changed",
    [
        {"public_key": public(OTHER_KEY).hex()},
        {"proof": "00" * 64},
        {"station": 4},
        {"site": "H49.216"},
        {"secret": "00000000"},
    ],
)
def test_a_request_must_be_proved_by_its_key(office: Office, changed: dict[str, object]) -> None:
    request = msgspec.structs.replace(office.request(KEY), **changed)

    with pytest.raises(WireError) as wrong:
        office.send(request)

    assert wrong.value.code == "signature_wrong"
    assert office.province.rows("SELECT max(tries) FROM enrolment") == [(0,)]


@pytest.mark.parametrize(
    "changed",
    [
        {"secret": "AAAAAAA"},
        {"secret": "AAAAAAA\0"},
        {"secret": "iiiiiiii"},
        {"site": ""},
        {"site": "H49\0"},
        {"site": "a" * 41},
        {"station": 0},
        {"station": 100},
        {"station": 2**40},
        {"public_key": "zz" * 32},
        {"public_key": "00" * 31},
        {"proof": "0"},
        {"streams": ()},
        {"streams": ("00" * 16,) * 201},
        {"streams": ("x",)},
    ],
)
def test_a_request_of_another_shape_is_refused(office: Office, changed: dict[str, object]) -> None:
    request = msgspec.structs.replace(office.request(KEY), **changed)

    with pytest.raises(WireError) as wrong:
        office.send(request)

    assert wrong.value.code == "malformed"


# --- over the line --------------------------------------------------------------------


def test_wrong_codes_over_the_line_are_refused_and_counted(served: Served) -> None:
    site = new_site()
    code = served.code(site, 3)
    wrong = Office(served.province, site, 3, code)
    body = msgspec.json.encode(enrol_request(wrong_code(wrong), site, 3, KEY))

    found = [served.post("/v1/enrol", body) for _ in range(6)]

    assert [answer.status for answer in found] == [403] * 6
    assert [answer.code for answer in found] == ["code_wrong"] * 4 + ["code_locked"] * 2
    assert all(code not in str(answer.json) for answer in found)


def test_guessing_is_slowed_down_by_address(province: Province) -> None:
    office = Office(province)
    office.make_code()
    body = msgspec.json.encode(enrol_request(wrong_code(office), SITE, 9, KEY))
    with serving(province, Settings(enrol_rate=0.01, enrol_burst=2)) as served:
        found = [served.post("/v1/enrol", body) for _ in range(3)]

    assert [answer.code for answer in found] == ["code_wrong", "code_wrong", "too_often"]
    assert int(found[2].headers["Retry-After"]) > 50
