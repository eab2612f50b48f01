from collections.abc import AsyncIterator

{% if values.hasDatabase %}
import pytest
{% endif %}
import pytest_asyncio

{% if values.hasDatabase %}
from tests.postgres import postgres_server, why_absent
{% endif %}
from tests.running_service import RunningService, open_service
{% if values.hasDatabase %}


def pytest_configure(config: pytest.Config) -> None:
    """Without a server most tests skip, so their coverage says nothing. CI must have one."""
    if why_absent() is not None:
        config.option.cov_fail_under = 0


def pytest_report_header() -> list[str]:
    reason = why_absent()
    return [] if reason is None else [f"PostgreSQL: {reason} The coverage gate is off."]


@pytest_asyncio.fixture(scope="session", autouse=True)
async def _postgres() -> AsyncIterator[None]:
    yield
    await postgres_server.stop()
{% endif %}


@pytest_asyncio.fixture(scope="module")
async def service() -> AsyncIterator[RunningService]:
    """The whole service as production runs it, shared by the tests of one file."""
    async with open_service() as running:
        yield running
