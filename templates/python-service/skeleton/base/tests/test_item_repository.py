{% if values.hasDatabase %}
import asyncio
{% endif %}
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

{% if values.hasDatabase %}
import psycopg
import pytest
{% endif %}
import pytest_asyncio

from app.domain.item import Item
from app.domain.item_repository import (
    Conflict,
    Idempotency,
    ItemRepository,
    Position,
    Stored,
)
from tests.stores import open_test_repository

NOW = datetime(2026, 1, 2, 3, 4, 5, 678_000, UTC)
LATER = datetime(2026, 1, 2, 4, tzinfo=UTC)


def an_item(name: str = "lamp", created_at: datetime = NOW) -> Item:
    return Item(str(uuid4()), name, "over the desk", created_at, created_at)


@pytest_asyncio.fixture(scope="module")
async def items() -> AsyncIterator[ItemRepository]:
    async with open_test_repository() as repository:
        yield repository


async def test_gives_back_an_item_exactly_as_it_was_created(items: ItemRepository) -> None:
    item = an_item('it\'s "quoted"; -- %s \U0001f600')
    assert await items.create(item) == Stored("created", item)
    assert await items.find(item.id) == item


async def test_has_nothing_under_an_unknown_id(items: ItemRepository) -> None:
    item_id = str(uuid4())
    assert await items.find(item_id) is None
    assert await items.update(item_id, {"name": "x"}, LATER) is None
    assert await items.remove(item_id) == "absent"


async def test_changes_the_named_fields_only(items: ItemRepository) -> None:
    item = an_item()
    await items.create(item)
    changed = replace(item, description="", updated_at=LATER)
    assert await items.update(item.id, {"description": ""}, LATER) == changed
    assert await items.find(item.id) == changed


async def test_removes_an_item_once(items: ItemRepository) -> None:
    item = an_item()
    await items.create(item)
    assert await items.remove(item.id) == "removed"
    assert await items.remove(item.id) == "absent"
    assert await items.find(item.id) is None


async def test_pages_through_items_of_the_same_moment_without_loss(items: ItemRepository) -> None:
    early = datetime(2000, 1, 1, tzinfo=UTC)
    made = [an_item(created_at=early) for _ in range(5)]
    for item in made:
        await items.create(item)
    first = await items.list(2)
    second = await items.list(3, Position(first[-1].created_at, first[-1].id))
    assert [item.id for item in [*first, *second]] == sorted(item.id for item in made)


async def test_answers_a_repeated_key_with_the_first_item(items: ItemRepository) -> None:
    key, item = str(uuid4()), an_item()
    await items.create(item, Idempotency(key, "a"))
    assert await items.create(an_item(), Idempotency(key, "a")) == Stored("replayed", item)
    assert await items.create(an_item(), Idempotency(key, "b")) == Conflict()
{% if values.hasDatabase %}


async def test_creates_one_item_when_the_same_key_arrives_many_times_at_once(
    items: ItemRepository,
) -> None:
    key = str(uuid4())
    outcomes = await asyncio.gather(
        *(items.create(an_item(), Idempotency(key, "a")) for _ in range(8))
    )
    kinds = [outcome.kind for outcome in outcomes]
    assert (kinds.count("created"), kinds.count("replayed")) == (1, 7)


async def test_keeps_nothing_of_a_create_that_fails_half_way(items: ItemRepository) -> None:
    item, key = an_item(), str(uuid4())
    await items.create(item)
    # The id is taken, so the insert fails after the key was claimed.
    with pytest.raises(psycopg.errors.UniqueViolation):
        await items.create(item, Idempotency(key, "a"))
    assert (await items.create(an_item(), Idempotency(key, "b"))).kind == "created"
{% endif %}
