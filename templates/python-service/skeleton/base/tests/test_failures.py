import pytest

from app.domain.item_service import ItemService
from tests.running_service import RunningService


async def test_a_failure_inside_is_logged_in_full_and_shown_to_nobody(
    service: RunningService, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_arguments: object) -> None:
        raise RuntimeError("the secret inner reason")

    monkeypatch.setattr(ItemService, "list", broken)
    reply = await service.request("GET", "/v1/items")
    assert reply.status_code == 500
    assert reply.json()["detail"] == "The service could not answer this request."
    assert reply.headers["x-request-id"] == reply.json()["requestId"]
    assert "secret inner reason" not in reply.text
    assert any("secret inner reason" in str(line.get("err")) for line in service.logged())
