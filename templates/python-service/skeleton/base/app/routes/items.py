from typing import Annotated, cast

from fastapi import APIRouter, Body, Header, Path, Query, Request, Security
from fastapi.security import HTTPBearer
from starlette.responses import Response

from app.domain.item import ItemChange, ItemInput
from app.domain.item_service import ItemService
from app.http.api_route import ApiRoute
from app.http.caller import Caller
from app.http.conditional import conditional
from app.schemas.item import ItemBody, ItemChangeBody, ItemId, ItemInputBody, ItemPageBody

Limit = Annotated[int, Query(ge=1, le=100)]
Cursor = Annotated[str | None, Query(min_length=1, max_length=200)]
Id = Annotated[ItemId, Path(alias="itemId")]
Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", min_length=8, max_length=100, pattern=r"^[A-Za-z0-9:._-]+$"),
]
#: Only describes the token; ApiRoute is what looks at it, before the body is read.
BEARER = Security(HTTPBearer(scheme_name="accessToken", bearerFormat="JWT", auto_error=False))


def item_routes(items: ItemService) -> APIRouter:
    """One handler for each operation of openapi.yaml."""
    router = APIRouter(prefix="/v1/items", route_class=ApiRoute, dependencies=[BEARER])

    @router.get("", operation_id="listItems", response_model=ItemPageBody)
    async def list_items(request: Request, limit: Limit = 20, cursor: Cursor = None) -> Response:
        page = await items.list(limit, cursor)
        return conditional(request, ItemPageBody.of(page))

    @router.post("", operation_id="createItem", status_code=201, response_model=ItemBody)
    async def create_item(
        body: Annotated[ItemInputBody, Body()],
        request: Request,
        response: Response,
        key: Key = None,
    ) -> ItemBody:
        caller: Caller = request.state.caller
        # Two callers may choose the same key; neither must see what the other made.
        own_key = None if key is None else f"http:{caller.subject}:{key}"
        item = await items.create(ItemInput(body.name, body.description), own_key)
        response.headers["location"] = f"/v1/items/{item.id}"
        return ItemBody.of(item)

    @router.get("/{itemId}", operation_id="getItem", response_model=ItemBody)
    async def get_item(request: Request, item_id: Id) -> Response:
        return conditional(request, ItemBody.of(await items.get(item_id)))

    @router.patch("/{itemId}", operation_id="updateItem", response_model=ItemBody)
    async def update_item(item_id: Id, body: Annotated[ItemChangeBody, Body()]) -> ItemBody:
        change = cast(ItemChange, body.model_dump(exclude_unset=True))
        return ItemBody.of(await items.update(item_id, change))

    @router.delete("/{itemId}", operation_id="deleteItem", status_code=204)
    async def delete_item(item_id: Id) -> None:
        await items.remove(item_id)

    return router
