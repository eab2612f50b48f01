import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import StringIO
from typing import Any

import httpx

from app.config import load_config
from app.logs import install_logging
from app.service import Service, create_service
{% if values.hasDatabase %}
from tests.postgres import open_test_database
{% endif %}


@dataclass(frozen=True, slots=True)
class RunningService:
    service: Service
    client: httpx.AsyncClient
    output: StringIO

    async def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        sent = {"content-type": "application/json", **(headers or {})}
        if json is None:
            return await self.client.request(method, path, content=content, headers=sent)
        return await self.client.request(method, path, json=json, headers=sent)

    def logged(self) -> list[dict[str, Any]]:
        """The lines this service has logged, oldest first."""
        return [json.loads(line) for line in self.output.getvalue().splitlines()]


@asynccontextmanager
async def open_service(
    environment: Mapping[str, str] | None = None,
) -> AsyncIterator[RunningService]:
    given = {"APP_ENV": "test", "AUTH_DISABLED": "true", **(environment or {})}
{% if values.hasDatabase %}
    if "DATABASE_URL" in given:
        async with _serve(given) as running:
            yield running
        return
    async with open_test_database() as url, _serve({**given, "DATABASE_URL": url}) as running:
        yield running
{% else %}
    async with _serve(given) as running:
        yield running
{% endif %}


@asynccontextmanager
async def _serve(environment: Mapping[str, str]) -> AsyncIterator[RunningService]:
    config = load_config(environment)
    output = StringIO()
    handler = install_logging(config, output)
    service = await create_service(config)
    transport = httpx.ASGITransport(service.app, raise_app_exceptions=False)
    try:
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield RunningService(service, client, output)
    finally:
        await service.close()
        logging.getLogger().removeHandler(handler)
