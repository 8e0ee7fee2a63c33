"""The application: the gate, the endpoints, the projector that follows what comes in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import anyio.to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException

from central.api import changes, described, health, joining, streams
from central.chores import Chores
from central.context import Context
from central.database import Database
from central.gate import Gate
from central.keys import CentralKeys
from central.outgoing.turns import outgoing_chores
from central.pages import operations, operator, render, status
from central.projector import Projector
from central.refusals import Turned
from central.settings import Settings

TITLE = "Quầy Một Cửa: máy chủ của tỉnh"
ABOUT = (
    "Stations push the events of their streams and ask what is new. Only a signed answer means "
    "anything: a status alone could be anybody's. Refusals are `{code, message}`; `code` is "
    "stable, `message` is Vietnamese, for people."
)


def programme_version() -> str:
    """The installed version."""
    try:
        return version("quay-mot-cua")
    except PackageNotFoundError:
        return "0"


def create_app(settings: Settings, db: Database, keys: CentralKeys) -> FastAPI:
    """Puts one process of central together; its projector runs while the application does.

    Args:
        settings: limits of this process.
        db: migrated, and established for these keys.
        keys: central's.
    """
    context = Context(settings, db, keys)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        context.chores = chores = Chores(db, keys, clock=lambda: context.clock())
        context.projector = projector = Projector(db, moved=chores.wake)
        chores.start()
        projector.start()
        sending = Chores(db, keys, clock=lambda: context.clock(), chores=outgoing_chores(settings))
        sending.start()
        try:
            yield
        finally:
            sending.stop()
            projector.stop()
            chores.stop()

    app = FastAPI(
        title=TITLE,
        version=programme_version(),
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.context = context
    app.add_middleware(Gate, settings=settings, keys=keys)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _nothing_there)
    app.add_exception_handler(operator.SignInNeeded, operator.to_log_in)
    app.add_exception_handler(operator.FormRefused, operator.form_refused)
    for module in (health, joining, streams, changes, render, status, operator, operations):
        app.include_router(module.router)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign] # FastAPI's documented way
    return app


def _refused(code: str, headers: Any = None) -> Response:
    turned = Turned(code)
    return Response(turned.body(), turned.status, headers, described.JSON)


def _invalid(request: Request, wrong: Exception) -> Response:
    """FastAPI would repeat the values that were sent."""
    return _refused("input_invalid")


def _nothing_there(request: Request, wrong: Exception) -> Response:
    assert isinstance(wrong, HTTPException)
    code = "method_not_allowed" if wrong.status_code == 405 else "not_found"
    return _refused(code, wrong.headers)


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The document, with the wire's own types and without FastAPI's refusal that we never give."""
    if app.openapi_schema is None:
        found = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        for path in found["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        parts = found.setdefault("components", {})
        parts["schemas"] = {
            name: each
            for name, each in parts.get("schemas", {}).items()
            if name not in ("HTTPValidationError", "ValidationError")
        } | described.components()
        parts["securitySchemes"] = described.SCHEMES
        app.openapi_schema = found
    return app.openapi_schema
