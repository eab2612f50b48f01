from fastapi import APIRouter, FastAPI
from opentelemetry.trace import Tracer
from starlette.middleware import Middleware

from app.config import Config
from app.domain.item_service import ItemService
from app.http.authentication import Authenticator
from app.http.failures import CatchFailures, handle_failures
from app.http.limit_requests import LimitBody, LimitRate, LimitTime
from app.http.observe import Observe
from app.http.protect import Protect
from app.metrics import Metrics
from app.readiness import Readiness
from app.routes.items import item_routes
from app.routes.operations import operations_routes


def create_app(
    *,
    config: Config,
    items: ItemService,
    metrics: Metrics,
    readiness: Readiness,
    tracer: Tracer,
    authenticator: Authenticator | None,
) -> FastAPI:
    operations = operations_routes(metrics=metrics, readiness=readiness)
    app = FastAPI(
        title="${{ values.name }} API",
        # The document is a file, so FastAPI publishes none of its own.
        openapi_url=None,
        redirect_slashes=False,
        middleware=[
            Middleware(Observe, metrics=metrics, tracer=tracer),
            Middleware(Protect),
            Middleware(CatchFailures),
            Middleware(LimitRate, config=config, unlimited=_paths_of(operations)),
            Middleware(LimitTime, config=config),
            Middleware(LimitBody, config=config),
        ],
    )
    app.state.authenticator = authenticator
    app.include_router(operations)
    app.include_router(item_routes(items))
    handle_failures(app)
    return app


def _paths_of(router: APIRouter) -> frozenset[str]:
    return frozenset(str(getattr(route, "path", "")) for route in router.routes)
