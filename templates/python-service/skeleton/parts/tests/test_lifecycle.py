import asyncio

from app.lifecycle import Lifecycle


async def test_closes_backwards_past_parts_that_fail_or_never_end_and_only_once() -> None:
    lifecycle = Lifecycle(limit_seconds=0.02)
    closed: list[str] = []

    async def first() -> None:
        closed.append("first")

    async def broken() -> None:
        raise RuntimeError("stuck")

    async def endless() -> None:
        await asyncio.Event().wait()

    async def last() -> None:
        closed.append("last")

    for part in (first, broken, endless, last):
        lifecycle.on_close(part.__name__, part)
    await lifecycle.close()
    await lifecycle.close()
    assert closed == ["last", "first"]
