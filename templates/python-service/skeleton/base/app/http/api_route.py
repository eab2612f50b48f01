from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from app.http.authentication import Authenticator
from app.http.caller import DEVELOPER
from app.http.invalid_request import problem_of
from app.http.problem import FieldError, Problem

JSON_TYPE = "application/json"
READ, WRITE = "items:read", "items:write"
SAFE = frozenset(("GET", "HEAD"))
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ApiRoute(APIRoute):
    """An operation of the API: who asks is known before anything of the request is read."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def checked(request: Request) -> Response:
            authenticator: Authenticator | None = request.app.state.authenticator
            caller = DEVELOPER
            if authenticator is not None:
                header = request.headers.get("authorization")
                caller = await authenticator.authenticate(header)
            caller.require(READ if request.method in SAFE else WRITE)
            request.state.caller = caller
            self._refuse_unknown_query(request)
            self._refuse_other_types(request)
            return await handle(request)

        return checked

    def _refuse_unknown_query(self, request: Request) -> None:
        known = {parameter.alias for parameter in self.dependant.query_params}
        unknown = dict.fromkeys(name for name in request.query_params if name not in known)
        if unknown:
            raise problem_of([FieldError("query", name, "is not known") for name in unknown])

    def _refuse_other_types(self, request: Request) -> None:
        if self.body_field is None:
            return
        given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if given != JSON_TYPE:
            detail = f"The request body must be sent with content-type {JSON_TYPE}."
            raise Problem(415, detail)
