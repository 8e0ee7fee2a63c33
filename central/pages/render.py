"""Pages from templates: escaped, without scripts, kept by nobody."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from fastapi import APIRouter, Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from central.context import context_of

router = APIRouter(include_in_schema=False)
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:;"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("central"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["moment"] = moment
    made.filters["day"] = day
    return made


def moment(value: datetime, lang: str) -> str:
    """A time as people read it: "10:05 ngày 25/11/2026", "10:05 on 25/11/2026"."""
    between = "ngày" if lang == "vi" else "on"
    return f"{value:%H:%M} {between} {value:%d/%m/%Y}"


def day(value: datetime) -> str:
    """A date as people read it: "25/11/2026"."""
    return f"{value:%d/%m/%Y}"


def page(
    request: Request, template: str, status: int, headers: dict[str, str], **values: Any
) -> Response:
    """A page; ``practice`` and ``province`` are known to every template."""
    context = context_of(request)
    text = (
        _environment()
        .get_template(template)
        .render(practice=context.practice, province=context.province, **values)
    )
    return Response(text, status, HEADERS | headers, "text/html; charset=utf-8")


@router.get("/static/{name}")
def static(name: str) -> Response:
    """The style sheets."""
    if name not in ("pages.css", "operator.css"):
        return Response(status_code=404)
    data = resources.files("central.pages").joinpath("static", name).read_bytes()
    headers = {"Cache-Control": "max-age=3600", "X-Content-Type-Options": "nosniff"}
    return Response(data, 200, headers, "text/css; charset=utf-8")
