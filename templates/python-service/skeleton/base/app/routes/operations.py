from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from app.http.openapi import load_openapi
from app.http.problem import Problem
from app.metrics import Metrics
from app.readiness import Readiness, ReadinessReport


def operations_routes(*, metrics: Metrics, readiness: Readiness) -> APIRouter:
    """What the platform asks: is the process alive, should it get traffic, how does it do."""
    router = APIRouter()

    # Liveness looks at nothing but the process: a restart does not repair a lost store.
    @router.get("/health/live")
    @router.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/health/ready")
    @router.get("/ready")
    async def ready() -> Response:
        report = await readiness.report()
        if report.status != "ready":
            raise _not_ready(report)
        return JSONResponse({"status": report.status})

    @router.get("/metrics")
    async def scrape() -> Response:
        return Response(await metrics.render(), headers={"content-type": CONTENT_TYPE_LATEST})

    @router.get("/openapi.json")
    async def openapi() -> JSONResponse:
        return JSONResponse(load_openapi())

    return router


def _not_ready(report: ReadinessReport) -> Problem:
    """Names the dependencies that fail, and never why: the reason is in the log."""
    failed = ", ".join(name for name, outcome in report.checks.items() if outcome == "failed")
    detail = "It is stopping." if report.status == "stopping" else f"No answer: {failed}."
    return Problem(503, detail, title="not ready")
