from typing import Any
from uuid import uuid4

import pytest

from tests.contract import expect_documented
from tests.running_service import RunningService

ID = str(uuid4())
LONG = "x" * 121


async def create(
    service: RunningService, json: object, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    reply = await service.request("POST", "/v1/items", json=json, headers=headers)
    assert reply.status_code == 201
    item: dict[str, Any] = reply.json()
    return item


async def test_creates_reads_changes_and_deletes_an_item(service: RunningService) -> None:
    created = await service.request("POST", "/v1/items", json={"name": "lamp"})
    assert created.status_code == 201
    expect_documented("Item", created.json())
    location = created.headers["location"]

    read = await service.request("GET", location)
    assert (read.status_code, read.json()) == (200, created.json())

    changed = await service.request("PATCH", location, json={"description": "tall"})
    assert changed.status_code == 200
    expect_documented("Item", changed.json())
    assert changed.json() | {"name": "lamp", "description": "tall"} == changed.json()
    assert (await service.request("GET", location)).json() == changed.json()

    assert (await service.request("DELETE", location)).status_code == 204
    assert (await service.request("GET", location)).status_code == 404


async def test_lists_every_item_once_page_by_page(service: RunningService) -> None:
    made = [(await create(service, {"name": name}))["id"] for name in ("a", "b", "c")]
    seen: list[str] = []
    query = ""
    while True:
        page = (await service.request("GET", f"/v1/items?limit=1{query}")).json()
        expect_documented("ItemPage", page)
        seen += [item["id"] for item in page["items"]]
        if "nextCursor" not in page:
            break
        query = f"&cursor={page['nextCursor']}"
    assert len(set(seen)) == len(seen)
    assert set(made) <= set(seen)


async def test_tells_a_client_that_it_has_the_content_already(service: RunningService) -> None:
    item = await create(service, {"name": "known"})
    path = f"/v1/items/{item['id']}"
    etag = (await service.request("GET", path)).headers["etag"]

    same = await service.request("GET", path, headers={"if-none-match": f'"other", W/{etag}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)

    await service.request("PATCH", path, json={"name": "news"})
    news = await service.request("GET", path, headers={"if-none-match": etag})
    assert news.status_code == 200
    assert news.headers["etag"] != etag


async def test_does_the_work_once_for_a_repeated_key(service: RunningService) -> None:
    headers = {"Idempotency-Key": str(uuid4())}
    first = await create(service, {"name": "once"}, headers)
    assert await create(service, {"name": "once"}, headers) == first

    other = await service.request("POST", "/v1/items", json={"name": "two"}, headers=headers)
    assert other.status_code == 422
    expect_documented("Problem", other.json())


@pytest.mark.parametrize(
    ("method", "path", "json", "field"),
    [
        pytest.param("POST", "/v1/items", None, "body / is required", id="no body"),
        pytest.param("POST", "/v1/items", [], "body / must be object", id="a list as body"),
        pytest.param("POST", "/v1/items", {}, "body /name is required", id="no name"),
        pytest.param("POST", "/v1/items", {"name": " "}, "body /name", id="a blank name"),
        pytest.param("POST", "/v1/items", {"name": LONG}, "body /name", id="a long name"),
        pytest.param("POST", "/v1/items", {"name": 1}, "body /name", id="a number as name"),
        pytest.param("POST", "/v1/items", {"name": "a\0"}, "body /name", id="a zero in a name"),
        pytest.param("POST", "/v1/items", {"name": None}, "body /name", id="null as name"),
        pytest.param(
            "POST", "/v1/items", {"name": "a", "~/id": 1}, "body /~0~1id is not known", id="unknown"
        ),
        pytest.param("PATCH", f"/v1/items/{ID}", {}, "body / must NOT", id="an empty change"),
        pytest.param("GET", "/v1/items/abc", None, "path itemId", id="a malformed id"),
        pytest.param("GET", "/v1/items?limit=0", None, "query limit must be >= 1", id="limit 0"),
        pytest.param("GET", "/v1/items?limit=101", None, "query limit", id="limit 101"),
        pytest.param("GET", "/v1/items?limit=many", None, "query limit", id="a word as limit"),
        pytest.param(
            "GET", "/v1/items?page=2", None, "query page is not known", id="unknown query"
        ),
        pytest.param("GET", f"/v1/items/{ID}?a=1", None, "query a is not known", id="any query"),
        pytest.param("GET", "/v1/items?cursor=abc", None, "query cursor", id="a made-up cursor"),
        pytest.param("GET", "/v1/items?cursor=ä", None, "query cursor", id="an odd cursor"),
    ],
)
async def test_refuses_what_breaks_the_document_and_names_the_field(
    service: RunningService, method: str, path: str, json: object, field: str
) -> None:
    reply = await service.request(method, path, json=json)
    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"
    expect_documented("Problem", reply.json())
    assert field in reply.json()["detail"]


async def test_refuses_a_short_key(service: RunningService) -> None:
    headers = {"Idempotency-Key": "short"}
    reply = await service.request("POST", "/v1/items", json={"name": "a"}, headers=headers)
    assert reply.status_code == 400
    [error] = reply.json()["errors"]
    assert (error["in"], error["field"]) == ("header", "Idempotency-Key")


async def test_answers_404_for_an_item_that_does_not_exist(service: RunningService) -> None:
    for method in ("GET", "DELETE"):
        reply = await service.request(method, f"/v1/items/{ID}")
        assert reply.status_code == 404
        assert reply.json()["detail"] == f'There is no item "{ID}".'
    change = await service.request("PATCH", f"/v1/items/{ID}", json={"name": "x"})
    assert change.status_code == 404
