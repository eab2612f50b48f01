import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from app.domain.item_error import ItemError
from app.domain.item_repository import Position
from app.domain.timestamps import format_timestamp, parse_timestamp

UUID = re.compile(r"[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}", re.ASCII)


def encode_cursor(position: Position) -> str:
    """Callers get the position as an opaque text, so that its content may change later."""
    content = f"{format_timestamp(position.created_at)} {position.id}"
    return urlsafe_b64encode(content.encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> Position:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        time, _, item_id = urlsafe_b64decode(padded.encode()).decode().partition(" ")
        if not UUID.fullmatch(item_id):
            raise ValueError("no id")
        return Position(created_at=parse_timestamp(time), id=item_id)
    except ValueError as error:
        raise ItemError(
            "invalid-cursor", "query cursor must be the nextCursor of an earlier page."
        ) from error
