import asyncio
from typing import Any

from tests.contract import expect_in_asyncapi
from tests.running_service import RunningService, open_service

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def published(service: RunningService, subject: str) -> list[dict[str, Any]]:
    lines = [line for line in service.logged() if "event" in line]
    return [line for line in lines if line["event"]["subject"] == subject]


async def test_tell_each_change_once_in_order_as_asyncapi_promises(
    service: RunningService,
) -> None:
    headers = {"traceparent": TRACE}
    created = await service.request("POST", "/v1/items", json={"name": "lamp"}, headers=headers)
    path, item_id = created.headers["location"], created.json()["id"]
    await service.request("PATCH", path, json={"name": "chair"})
    await service.request("DELETE", path)
    await service.request("DELETE", path)

    for _ in range(100):
        if len(published(service, item_id)) == 3:
            break
        await asyncio.sleep(0.05)
    lines = published(service, item_id)
    assert [line["event"]["type"] for line in lines] == [
        "dev.notes.${{ values.name }}.item.created.v1",
        "dev.notes.${{ values.name }}.item.updated.v1",
        "dev.notes.${{ values.name }}.item.deleted.v1",
    ]
    for line in lines:
        assert line["topic"] == "${{ values.name }}.items.v1"
        expect_in_asyncapi("ItemEvent", line["event"])
    assert lines[0]["event"]["traceparent"].split("-")[1] == TRACE.split("-")[1]
    assert lines[1]["event"]["data"]["name"] == "chair"


async def test_are_not_sent_for_a_change_that_does_not_happen() -> None:
    async with open_service() as service:
        await service.request("POST", "/v1/items", json={"name": ""})
        path = "/v1/items/00000000-0000-4000-8000-000000000000"
        await service.request("PATCH", path, json={"name": "x"})
        assert [line for line in service.logged() if "event" in line] == []
