from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from app.http.problem import Problem


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request, and what their token lets them do; without scopes, everything."""

    subject: str
    scopes: frozenset[str] | None

    @classmethod
    def of(cls, claims: Mapping[str, Any]) -> Self:
        return cls(
            claims["sub"], frozenset(_words(claims.get("scope")) + _words(claims.get("scp")))
        )

    def require(self, scope: str) -> None:
        """Refuses a caller whose token lacks the scope that openapi.yaml demands."""
        if self.scopes is None or scope in self.scopes:
            return
        challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
        raise Problem(
            403,
            f"The access token lacks the scope {scope}.",
            headers={"www-authenticate": challenge},
        )


#: Stands in for the caller while AUTH_DISABLED is true.
DEVELOPER = Caller("developer", None)


def _words(claim: object) -> list[str]:
    """Issuers write scopes as one text with blanks (`scope`, RFC 9068) or as a list (`scp`)."""
    if isinstance(claim, str):
        return claim.split()
    return [str(word) for word in claim] if isinstance(claim, list) else []
