import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

LONGEST_FIELD = 300
LONGEST_DETAIL = 10_000
MOST_ERRORS = 100


@dataclass(frozen=True, slots=True)
class FieldError:
    #: Where the value stands: `body`, `query`, `path` or `header`.
    place: str
    #: A JSON Pointer into the body, or the name of the parameter.
    field: str
    message: str


class Problem(HTTPException):
    """A failure that the caller can understand and act on (RFC 9457)."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        title: str | None = None,
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.errors = errors
        # Instead of the words that HTTP has for the status.
        self.title = title or HTTPStatus(status).phrase

    def to_response(self, scope: Scope) -> Response:
        errors = [
            {
                "in": error.place,
                "field": error.field[:LONGEST_FIELD],
                "message": error.message[:LONGEST_FIELD],
            }
            for error in self.errors[:MOST_ERRORS]
        ]
        content = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status_code,
            "detail": self.detail[:LONGEST_DETAIL],
            "requestId": request_id_of(scope),
            **({"errors": errors} if errors else {}),
        }
        return Response(
            json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"),
            status_code=self.status_code,
            media_type="application/problem+json",
            headers=self.headers,
        )


def request_id_of(scope: Scope) -> str:
    state: dict[str, str] = scope.get("state", {})
    return state.get("request_id", "unknown")
