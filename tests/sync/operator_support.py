"""An operator of the province at the pages: signs in, reads, sends forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx
from argon2 import PasswordHasher

from central.database import Database
from central.operators import add_operator
from central.projector import follow, lock_projection
from tests.sync.api_support import Served

LOGIN = "chi.le"
PASSWORD = "một mật khẩu đủ dài"
_FORM = re.compile(r'name="form" value="([0-9a-f]{64})"')


@cache
def password_hash(password: str = PASSWORD) -> str:
    """A real hash with the cheapest parameters: they stand in it, so checking is quick too."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


def add(db: Database, login: str = LOGIN) -> None:
    """An operator's account."""
    with db.transaction() as conn:
        add_operator(conn, login, "Lê Thị Chi", password_hash())


def caught_up(db: Database, site: str) -> None:
    """The tables follow, whoever brought them there: `follow` leaves at once when another does."""
    while True:
        with db.transaction() as conn:
            lock_projection(conn, site, wait=True)
            row = conn.execute(
                "SELECT 1 FROM site WHERE site = %s AND least(projected, crossed) < position",
                (site,),
            ).fetchone()
        if row is None:
            return
        follow(db, site)


@dataclass
class Desk:
    """A browser without eyes; it keeps its cookies and the token of the page it last saw."""

    served: Served
    client: httpx.Client
    form: str = ""

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self._seen(self.client.get(path, **options))

    def post(self, path: str, *, form: str | None = None, **fields: Any) -> httpx.Response:
        """Sends a form with the token of the last page, or another one."""
        headers = fields.pop("headers", None)
        files = fields.pop("files", None)
        data = {"form": self.form if form is None else form, **fields}
        return self._seen(self.client.post(path, data=data, headers=headers, files=files))

    def _seen(self, answer: httpx.Response) -> httpx.Response:
        if found := _FORM.search(answer.text):
            self.form = found[1]
        return answer

    def sign_in(self, password: str = PASSWORD, login: str = LOGIN) -> httpx.Response:
        """Opens the log-in page and sends it."""
        self.get("/tinh/dang-nhap")
        return self.post("/tinh/dang-nhap", login=login, password=password)

    def told(self, path: str) -> str:
        """The words of a page."""
        answer = self.get(path)
        assert answer.status_code == 200, answer
        return answer.text


@contextmanager
def desk(served: Served, *, signed_in: bool = True, login: str = LOGIN) -> Iterator[Desk]:
    """An operator, at work unless told otherwise."""
    with httpx.Client(base_url=served.url, timeout=20, trust_env=False) as client:
        made = Desk(served, client)
        if signed_in:
            add(served.db, login)
            assert made.sign_in(login=login).status_code == 303
        yield made
