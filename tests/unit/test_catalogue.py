"""The shipped catalogue and its import."""

from __future__ import annotations

from importlib.resources import files

import pytest

from core.domain.account import Role
from core.domain.catalogue_file import read_catalogue
from core.domain.errors import Refused
from core.services.import_catalogue import import_catalogue
from db import queries
from db.verify import verify
from tests.unit.station_support import ROWS, Station, catalogue

SHIPPED = files("core.data").joinpath("catalogue/procedures.csv").read_bytes()


def test_the_shipped_catalogue_counts_as_its_source_says(ward: Station) -> None:
    done = import_catalogue(SHIPPED, "procedures.csv", ward.store, ward.context)
    assert (done.rows, done.local_keys, done.limit_asked, done.fee_unknown) == (630, 19, 70, 231)
    again = import_catalogue(SHIPPED, "procedures.csv", ward.store, ward.context)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 630)
    assert verify(ward.store, full=True)["ok"]


def test_an_unknown_fee_is_not_zero() -> None:
    fees = {p.fee_vnd for p in read_catalogue(SHIPPED)}
    assert None in fees
    assert 0 in fees


def test_a_changed_row_is_a_new_version_and_the_old_one_stays(ward: Station) -> None:
    received = ward.receive()
    changed = (*ROWS[0][:5], "2", *ROWS[0][6:])
    done = import_catalogue(catalogue(changed), "new.csv", ward.store, ward.context)
    assert (done.new, done.changed) == (0, 1)
    found = queries.procedure(ward.store.conn, "1.001193")
    assert found is not None
    assert (found[0].limit, found[1]) == ("2 working_days", 2)
    old = queries.procedure(ward.store.conn, "1.001193", 1)
    assert old is not None
    assert old[0].limit == "1 working_days"
    dossier = queries.dossier(ward.store.conn, received.number)
    assert dossier is not None
    assert dossier.content.procedure_version == 1


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        (b"\xff\xfe\x00", "not_utf8", "file"),
        (b"code,name_vi\n1,2\n", "columns_missing", "file"),
        (catalogue((*ROWS[0][:3], "huyện", *ROWS[0][4:])), "not_a_choice", "row 2.level"),
        (catalogue((*ROWS[0][:5], "5", "tuần", *ROWS[0][7:])), "not_a_choice", "row 2.time_unit"),
        (catalogue((*ROWS[0][:5], "x", *ROWS[0][6:])), "limit_invalid", "row 2.limit"),
        (catalogue((*ROWS[0][:7], "-5", *ROWS[0][8:])), "wrong_type", "row 2.fee_vnd"),
        (catalogue(("1.1", "", *ROWS[0][2:])), "missing", "row 2.name_vi"),
        (catalogue(ROWS[0], ROWS[0]), "duplicate_code", "row 3.code"),
    ],
)
def test_a_broken_file_is_refused_whole(ward: Station, data: bytes, code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        import_catalogue(data, "broken.csv", ward.store, ward.context)
    assert (code, field) in [(e.code, e.field) for e in refused.value.errors]


def test_only_a_supervisor_imports(ward: Station) -> None:
    with pytest.raises(Refused):
        import_catalogue(SHIPPED, "x.csv", ward.store, ward.as_role(Role.CLERK))
