import asyncio
import logging
import re
import time
from collections.abc import Callable
from typing import Any

import jwt
from jwt import PyJWK, PyJWKClient, PyJWKSet
from jwt.exceptions import (
    ExpiredSignatureError,
    InvalidAudienceError,
    InvalidIssuerError,
    InvalidTokenError,
    MissingRequiredClaimError,
    PyJWKClientError,
    PyJWTError,
)

from app.config import Config
from app.http.caller import Caller
from app.http.problem import Problem

#: Signatures that a public key checks. A token that chooses `none` or a shared secret is refused.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "ES256", "ES384", "EdDSA"]
CLOCK_SKEW_SECONDS = 5
FETCH_TIMEOUT_SECONDS = 5
#: A key that was withdrawn is not trusted for longer than this.
LONGEST_AGE_SECONDS = 600
#: A token with an unknown key makes us ask again, but not for every such token.
COOLDOWN_SECONDS = 30

BEARER = re.compile(r"Bearer ([\w.~+/=-]{1,8192})", re.ASCII | re.IGNORECASE)
CHALLENGE = 'Bearer realm="${{ values.name }}"'
CLAIM_ERRORS: dict[type[PyJWTError], str] = {
    InvalidIssuerError: "iss",
    InvalidAudienceError: "aud",
    MissingRequiredClaimError: "",
}
logger = logging.getLogger(__name__)

FetchKeys = Callable[[], PyJWKSet]


class Authenticator:
    """Lets in who shows a token of the issuer for this audience."""

    def __init__(
        self,
        *,
        issuer: str,
        audience: str,
        fetch_keys: FetchKeys,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._issuer = issuer
        self._audience = audience
        self._keys = KeySet(fetch_keys, clock)

    async def authenticate(self, authorization: str | None) -> Caller:
        given = BEARER.fullmatch(authorization or "")
        if given is None:
            detail = 'Send an access token in the header "Authorization: Bearer <token>".'
            raise Problem(401, detail, headers={"www-authenticate": CHALLENGE})
        token = given[1]
        try:
            key = await self._keys.find(jwt.get_unverified_header(token).get("kid"))
            if key is None:
                raise InvalidTokenError("no such key")
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                issuer=self._issuer,
                audience=self._audience,
                leeway=CLOCK_SKEW_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except PyJWTError as error:
            challenge = f'{CHALLENGE}, error="invalid_token"'
            raise Problem(
                401, _reason_of(error), headers={"www-authenticate": challenge}
            ) from error
        return Caller.of(claims)


class KeySet:
    """The public keys of the issuer, fetched when they are old or when a new one is asked for."""

    def __init__(self, fetch: FetchKeys, clock: Callable[[], float]) -> None:
        self._fetch = fetch
        self._clock = clock
        self._keys: dict[str | None, PyJWK] = {}
        self._fetched_at: float | None = None
        self._lock = asyncio.Lock()

    async def find(self, key_id: str | None) -> PyJWK | None:
        async with self._lock:
            age = None if self._fetched_at is None else self._clock() - self._fetched_at
            stale = age is None or age > LONGEST_AGE_SECONDS
            if stale or (key_id not in self._keys and age is not None and age > COOLDOWN_SECONDS):
                await self._refresh()
            return self._keys.get(key_id)

    async def _refresh(self) -> None:
        try:
            keys = await asyncio.to_thread(self._fetch)
        except (PyJWKClientError, OSError) as error:
            logger.exception("cannot read the keys that sign access tokens")
            detail = "Access tokens cannot be checked now. Try again later."
            raise Problem(503, detail, headers={"retry-after": "5"}) from error
        self._keys = {key.key_id: key for key in keys.keys}
        self._fetched_at = self._clock()


def create_authenticator(config: Config) -> Authenticator | None:
    """Nothing when AUTH_DISABLED is true, which the configuration allows outside production only."""
    issuer, audience, address = config.jwt_issuer, config.jwt_audience, config.jwt_jwks_url
    if config.auth_disabled or issuer is None or audience is None or address is None:
        return None
    client = PyJWKClient(address, cache_jwk_set=False, timeout=FETCH_TIMEOUT_SECONDS)
    return Authenticator(issuer=issuer, audience=audience, fetch_keys=client.get_jwk_set)


def _reason_of(error: PyJWTError) -> str:
    if isinstance(error, ExpiredSignatureError):
        return "The access token has expired."
    for kind, claim in CLAIM_ERRORS.items():
        if isinstance(error, kind):
            name = claim or getattr(error, "claim", "exp")
            return f'The claim "{name}" of the access token is missing or not accepted here.'
    return "The access token is not valid."
