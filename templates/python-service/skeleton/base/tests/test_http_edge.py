import asyncio
import json
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.contract import expect_documented
from tests.running_service import RunningService, open_service

LARGE = json.dumps({"name": "x" * 2000})


@pytest_asyncio.fixture(scope="module")
async def service() -> AsyncIterator[RunningService]:
    limits = {"RATE_LIMIT_PER_MINUTE": "14", "BODY_LIMIT_BYTES": "1024"}
    async with open_service(limits) as running:
        yield running


@pytest.mark.parametrize("path", ["/health", "/health/live"])
async def test_answers_that_it_is_alive(service: RunningService, path: str) -> None:
    reply = await service.request("GET", path)
    assert (reply.status_code, reply.text) == (200, '{"status":"ok"}')


@pytest.mark.parametrize("path", ["/ready", "/health/ready"])
async def test_answers_that_it_is_ready(service: RunningService, path: str) -> None:
    reply = await service.request("GET", path)
    assert (reply.status_code, reply.text) == (200, '{"status":"ready"}')


async def test_publishes_its_document(service: RunningService) -> None:
    document = (await service.request("GET", "/openapi.json")).json()
    assert document["openapi"] == "3.1.0"
    assert "/v1/items" in document["paths"]


async def test_measures_requests_by_route_template_not_by_path(service: RunningService) -> None:
    await service.request("GET", "/v1/items/not-an-id")
    await service.request("BREW", "/nowhere/at/all")
    text = (await service.request("GET", "/metrics")).text
    assert "/health/live" not in text
    assert "not-an-id" not in text
    for name in (
        'method="GET",http_response_status_code="400",http_route="/v1/items/{itemId}"',
        'method="_OTHER",http_response_status_code="404",http_route="unmatched"',
        'http_route="/health"',
        "http_server_active_requests 1.0",
        "process_cpu_seconds_total",
        "process_resident_memory_bytes",
        'service_info{service_name="${{ values.name }}",service_version="0.1.0"} 1.0',
{% if values.hasDatabase %}
        'db_client_connection_count{state="idle"}',
        'db_client_connection_count{state="used"}',
{% endif %}
{% if values.hasCache %}
        'cache_requests_total{result="hit"}',
{% endif %}
{% if values.produces and values.hasDatabase %}
        "outbox_pending_messages 0.0",
{% endif %}
    ):
        assert name in text


async def test_keeps_a_given_request_id_and_replaces_one_that_is_not_safe_to_log(
    service: RunningService,
) -> None:
    given = await service.request("GET", "/v1/items", headers={"x-request-id": "caller-1234"})
    assert given.headers["x-request-id"] == "caller-1234"
    unsafe = await service.request("GET", "/v1/items", headers={"x-request-id": 'a b"}'})
    assert re.fullmatch(r"[\da-f-]{36}", unsafe.headers["x-request-id"])


async def test_logs_each_request_as_one_line_with_its_id_and_trace_without_credentials(
    service: RunningService,
) -> None:
    headers = {
        "x-request-id": "logged-1234",
        "authorization": "Bearer secret-token",
        "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    }
    await service.request("GET", "/v1/items?limit=1", headers=headers)
    lines = [line for line in service.logged() if "logged-1234" in json.dumps(line)]
    assert len(lines) == 1
    [line] = lines
    assert line["level"] == "info"
    assert line["service.name"] == "${{ values.name }}"
    assert line["trace_id"] == "0af7651916cd43dd8448eb211c80319c"
    assert line["req"] == {"id": "logged-1234", "method": "GET", "url": "/v1/items?limit=1"}
    assert line["res"] == {"statusCode": 200}
    assert "secret-token" not in json.dumps(service.logged())


async def test_sets_security_headers_and_does_not_tell_what_it_runs_on(
    service: RunningService,
) -> None:
    headers = (await service.request("GET", "/health")).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("content", "type_", "status"),
    [
        pytest.param('{"name":', "application/json", 400, id="malformed JSON"),
        pytest.param("[" * 1000, "application/json", 400, id="deep JSON"),
        pytest.param("name=a", "text/plain", 415, id="another content type"),
        pytest.param(LARGE, "application/json", 413, id="a large body"),
    ],
)
async def test_refuses_a_body_with_a_problem(
    service: RunningService, content: str, type_: str, status: int
) -> None:
    headers = {"content-type": type_}
    reply = await service.request("POST", "/v1/items", content=content, headers=headers)
    assert reply.status_code == status
    assert reply.json()["status"] == status
    expect_documented("Problem", reply.json())


async def test_refuses_a_large_body_that_does_not_say_its_length(service: RunningService) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b" " * 1000

    headers = {"content-type": "application/json"}
    reply = await service.client.post("/v1/items", content=chunks(), headers=headers)
    assert reply.status_code == 413


async def test_answers_an_unknown_path_or_method_with_a_problem(service: RunningService) -> None:
    unknown = await service.request("GET", "/v2/items")
    assert unknown.status_code == 404
    assert unknown.json()["detail"] == "There is nothing at GET /v2/items."
    method = await service.request("PUT", "/health")
    assert method.status_code == 405
    assert method.json()["detail"] == "This path does not answer PUT."
    assert method.headers["allow"] == "GET"


async def test_limits_the_rate_of_requests_but_never_of_its_probes(
    service: RunningService,
) -> None:
    replies = await asyncio.gather(*(service.request("GET", "/v1/items") for _ in range(14)))
    limited = [reply for reply in replies if reply.status_code == 429]
    assert limited
    assert limited[0].headers["retry-after"].isdecimal()
    assert limited[0].headers["ratelimit"].startswith('"default";r=0;t=')
    expect_documented("Problem", limited[0].json())
    assert (await service.request("GET", "/health")).status_code == 200
