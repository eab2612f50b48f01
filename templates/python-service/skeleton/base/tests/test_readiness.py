import asyncio
import logging

import pytest

from app.readiness import Readiness


async def well() -> None:
    return None


async def fails() -> None:
    raise ConnectionRefusedError("connection refused")


async def test_is_ready_when_nothing_has_to_be_checked() -> None:
    report = await Readiness().report()
    assert (report.status, report.checks) == ("ready", {})


async def test_is_not_ready_while_a_required_dependency_fails() -> None:
    readiness = Readiness()
    readiness.add("store", fails, required=True)
    report = await readiness.report()
    assert (report.status, report.checks) == ("not ready", {"store": "failed"})


async def test_stays_ready_while_an_optional_dependency_fails() -> None:
    readiness = Readiness()
    readiness.add("helper", fails, required=False)
    report = await readiness.report()
    assert (report.status, report.checks) == ("ready", {"helper": "degraded"})


async def test_does_not_wait_for_a_dependency_that_never_answers() -> None:
    async def endless() -> None:
        await asyncio.Event().wait()

    readiness = Readiness(timeout_seconds=0.01)
    readiness.add("store", endless, required=True)
    assert (await readiness.report()).checks == {"store": "failed"}


async def test_logs_a_change_of_state_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    answers = [well, fails, fails, well, well]

    async def check() -> None:
        await answers.pop(0)()

    readiness = Readiness()
    readiness.add("store", check, required=True)
    for _ in range(5):
        await readiness.report()
    assert [record.getMessage() for record in caplog.records] == [
        "store does not answer",
        "store answers again",
    ]


async def test_is_not_ready_any_more_once_the_service_stops() -> None:
    readiness = Readiness()
    readiness.stop()
    assert (await readiness.report()).status == "stopping"
