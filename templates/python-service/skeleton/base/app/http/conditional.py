import hashlib

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response


def conditional(request: Request, body: BaseModel) -> Response:
    """Answers 304 to a client that already has this very content."""
    content = body.model_dump_json(by_alias=True, exclude_none=True).encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    given = request.headers.get("if-none-match", "")
    known = {tag.strip().removeprefix("W/") for tag in given.split(",")}
    if etag in known or "*" in known:
        return Response(status_code=304, headers={"etag": etag})
    return Response(content, media_type="application/json", headers={"etag": etag})
