from typing import Literal

ItemErrorReason = Literal["not-found", "invalid-cursor", "idempotency-conflict"]


class ItemError(Exception):
    """What can go wrong in the domain, in its own words; http/failures.py gives it a status."""

    def __init__(self, reason: ItemErrorReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
