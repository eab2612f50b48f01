import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.item_error import ItemError
from app.http.invalid_request import invalid_request
from app.http.problem import Problem

STATUS_OF = {"not-found": 404, "invalid-cursor": 400, "idempotency-conflict": 422}
CLIENT_ERRORS = {
    400: "The request is not well-formed. Expected valid JSON and a valid path.",
    405: "This path does not answer {method}.",
}
logger = logging.getLogger(__name__)


def handle_failures(app: FastAPI) -> None:
    """The one place where failures become answers."""
    app.add_exception_handler(RequestValidationError, _answer)
    app.add_exception_handler(HTTPException, _answer)
    app.add_exception_handler(ItemError, _answer)


async def _answer(request: Request, error: Exception) -> Response:
    return _problem_of(request, error).to_response(request.scope)


def _problem_of(request: Request, error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, ItemError):
        return Problem(STATUS_OF[error.reason], str(error))
    if isinstance(error, RequestValidationError):
        return invalid_request(error.errors())
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    if status == 404:
        return Problem(404, f"There is nothing at {request.method} {request.url.path}.")
    detail = CLIENT_ERRORS.get(status, "The request could not be understood.")
    return Problem(status, detail.format(method=request.method), headers=headers)


class CatchFailures:
    """Answers what the caller did not cause: it is logged in full and shown to nobody."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_noticed(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noticed)
        except Problem as problem:
            if started:
                raise
            if problem.status_code >= 500:
                logger.warning("gave up on a request: %s", problem.detail)
            await problem.to_response(scope)(scope, receive, send)
        except Exception:
            logger.exception("request failed")
            if started:
                raise
            failure = Problem(500, "The service could not answer this request.")
            await failure.to_response(scope)(scope, receive, send)
