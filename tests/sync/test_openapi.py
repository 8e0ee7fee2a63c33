"""The OpenAPI document says what central does: schemathesis asks for all that it promises."""

from __future__ import annotations

import re
import threading
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import (
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
)

from central.refusals import WORDS
from sync.wire.signing import authorise
from tests.sync.api_support import Served, Station

BOUNDED = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
ANYBODYS = [("POST", "/v1/enrol"), ("POST", "/v1/sticks"), ("GET", "/healthz")]
STATIONS = [
    ("GET", "/v1/streams/{stream}/head"),
    ("GET", "/v1/streams/{stream}/hash"),
    ("POST", "/v1/streams/{stream}/events"),
    ("GET", "/v1/changes"),
    ("POST", "/v1/leases"),
]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


@pytest.fixture(scope="module")
def document(served: Served) -> dict[str, Any]:
    """As it is served."""
    answer = served.get("/openapi.json")
    assert answer.status == 200
    found: dict[str, Any] = answer.json
    return found


@pytest.fixture(scope="module")
def api(served: Served) -> Any:
    """What schemathesis asks, over the socket."""
    return schemathesis.openapi.from_url(f"{served.url}/openapi.json")


class Signing:
    """Signs each request of `requests` just before it is sent."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self._lock = threading.Lock()

    def __call__(self, request: Any) -> Any:
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body
        with self._lock:
            self.station.number += 1
            key, number = self.station.author.key, self.station.number
            value, _ = authorise(key, number, request.method, request.path_url, body)
        request.headers["Authorization"] = value
        return request


def ask_for_all(operation: Any, mode: GenerationMode, **options: Any) -> None:
    """Every check of schemathesis but one: bytes of the right type may still be no batch."""

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        not_asked = [positive_data_acceptance, *options.get("not_asked", [])]
        case.call_and_validate(auth=options.get("auth"), excluded_checks=not_asked)

    ask()


@pytest.mark.parametrize(("method", "path"), [*ANYBODYS, *STATIONS])
def test_what_anybody_may_send_is_answered_as_told(api: Any, method: str, path: str) -> None:
    ask_for_all(api[path][method], GenerationMode.POSITIVE)


@pytest.mark.parametrize(("method", "path"), [("POST", "/v1/enrol"), *STATIONS])
def test_what_nobody_may_send_is_refused_as_told(api: Any, method: str, path: str) -> None:
    ask_for_all(api[path][method], GenerationMode.NEGATIVE)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("method", "path"), STATIONS)
def test_what_a_station_may_send_is_answered_as_told(
    served: Served, api: Any, method: str, path: str, mode: GenerationMode
) -> None:
    """The signature is ours, so what schemathesis does to that header is undone."""
    signing = Signing(served.station())

    ask_for_all(
        api[path][method], mode, auth=signing, not_asked=[ignored_auth, negative_data_rejection]
    )


def test_every_endpoint_is_told(document: dict[str, Any]) -> None:
    told = {
        (method.upper(), path)
        for path, operations in document["paths"].items()
        for method in operations
    }

    assert told == {*ANYBODYS, *STATIONS}


def test_what_needs_a_station_says_so(document: dict[str, Any]) -> None:
    for method, path in STATIONS:
        operation = document["paths"][path][method.lower()]
        assert operation["security"] == [{"station": []}]
        for answer in operation["responses"].values():
            assert "Counter-Signature" in answer["headers"]
    for method, path in ANYBODYS:
        assert "security" not in document["paths"][path][method.lower()]
    assert "Ed25519" in document["components"]["securitySchemes"]["station"]["description"]


def test_bodies_and_refusals_are_told(document: dict[str, Any]) -> None:
    for method, path in [*ANYBODYS, *STATIONS]:
        operation = document["paths"][path][method.lower()]
        assert ("requestBody" in operation) == (method == "POST")
        assert operation["summary"]
        assert operation["description"]
        assert "422" not in operation["responses"]
        assert {"200", "429", "500", "503"} <= set(operation["responses"])


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    names = re.findall(r'"#/components/schemas/([^"]+)"', msgspec.json.encode(document).decode())

    assert names
    assert set(names) <= set(document["components"]["schemas"])
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_every_refusal_says_what_happened_and_what_is_next() -> None:
    for code, (status, message) in WORDS.items():
        assert 400 <= status < 600, code
        assert message[0].isupper(), code
        assert message.endswith("."), code
