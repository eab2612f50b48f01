import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["ok", "degraded", "failed"]
CHECK_TIMEOUT_SECONDS = 2.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DependencyCheck:
    name: str
    #: A service that can work without the dependency stays ready and reports it as degraded.
    required: bool
    check: Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class ReadinessReport:
    status: Literal["ready", "not ready", "stopping"]
    checks: dict[str, Outcome] = field(default_factory=dict)
{% if values.consumes %}

    @property
    def all_well(self) -> bool:
        return self.status != "not ready" and "degraded" not in self.checks.values()
{% endif %}


class Readiness:
    """Answers whether this replica should receive traffic."""

    def __init__(self, timeout_seconds: float = CHECK_TIMEOUT_SECONDS) -> None:
        self._timeout_seconds = timeout_seconds
        self._checks: list[DependencyCheck] = []
        self._unwell: set[str] = set()
        self._stopping = False

    def add(self, name: str, check: Callable[[], Awaitable[None]], *, required: bool) -> None:
        self._checks.append(DependencyCheck(name, required, check))

    def stop(self) -> None:
        """From here on the replica is not ready, so that no new traffic is sent while it drains."""
        self._stopping = True

    async def report(self) -> ReadinessReport:
        if self._stopping:
            return ReadinessReport("stopping")
        outcomes = await asyncio.gather(*(self._outcome_of(check) for check in self._checks))
        checks = {
            check.name: outcome for check, outcome in zip(self._checks, outcomes, strict=True)
        }
        return ReadinessReport("not ready" if "failed" in outcomes else "ready", checks)

    async def _outcome_of(self, check: DependencyCheck) -> Outcome:
        try:
            async with asyncio.timeout(self._timeout_seconds):
                await check.check()
        except Exception as error:
            self._log_failure(check.name, error)
            return "failed" if check.required else "degraded"
        if check.name in self._unwell:
            self._unwell.discard(check.name)
            logger.info("%s answers again", check.name)
        return "ok"

    def _log_failure(self, name: str, error: Exception) -> None:
        """Only a change is worth a line: the question comes every few seconds."""
        if name not in self._unwell:
            logger.error("%s does not answer", name, exc_info=error)
        self._unwell.add(name)
