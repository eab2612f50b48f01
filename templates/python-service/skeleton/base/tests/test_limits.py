import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from app.config import load_config
from app.http.failures import CatchFailures
from app.http.limit_requests import MOST_CLIENTS, LimitRate, LimitTime, client_of
from app.http.problem import Problem

FAST = load_config({"AUTH_DISABLED": "true", "REQUEST_TIMEOUT_MS": "20"})


def scope_of(address: str, *headers: tuple[bytes, bytes]) -> Scope:
    return {"type": "http", "path": "/", "client": (address, 1), "headers": list(headers)}


async def never() -> Message:
    await asyncio.Event().wait()
    raise AssertionError("unreachable")


async def ignore(_message: Message) -> None:
    return None


@pytest.mark.parametrize(
    ("hops", "client"), [(0, "10.0.0.1"), (1, "2.2.2.2"), (2, "1.1.1.1"), (9, "1.1.1.1")]
)
def test_believes_as_many_proxies_as_there_are(hops: int, client: str) -> None:
    scope = scope_of("10.0.0.1", (b"x-forwarded-for", b"1.1.1.1, 2.2.2.2"))
    assert client_of(scope, hops) == client


async def test_counts_each_client_for_a_minute_and_bounds_how_many_it_remembers() -> None:
    now = 0.0

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        return None

    config = load_config({"AUTH_DISABLED": "true", "RATE_LIMIT_PER_MINUTE": "1"})
    limit = LimitRate(app, config=config, unlimited=frozenset(), clock=lambda: now)
    for number in range(MOST_CLIENTS):
        await limit(scope_of(str(number)), never, ignore)
    with pytest.raises(Problem):
        await limit(scope_of("0"), never, ignore)
    await limit(scope_of("one more"), never, ignore)
    with pytest.raises(Problem):
        await limit(scope_of("yet another"), never, ignore)
    now = 61.0
    await limit(scope_of("0"), never, ignore)


async def test_gives_up_on_a_client_that_does_not_send_its_request() -> None:
    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        await receive()

    with pytest.raises(Problem) as raised:
        await LimitTime(app, config=FAST)(scope_of("a"), never, ignore)
    assert raised.value.status_code == 408


async def test_gives_up_on_work_that_takes_too_long() -> None:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.Event().wait()

    with pytest.raises(Problem) as raised:
        await LimitTime(app, config=FAST)(scope_of("a"), never, ignore)
    assert raised.value.status_code == 503


async def test_does_not_answer_twice_when_an_answer_breaks_off() -> None:
    sent: list[Message] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("broken off")

    async def send(message: Message) -> None:
        sent.append(message)

    with pytest.raises(RuntimeError):
        await CatchFailures(app)(scope_of("a"), never, send)
    assert len(sent) == 1
