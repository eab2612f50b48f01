import http.server
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import jwt
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from app.http.authentication import COOLDOWN_SECONDS, LONGEST_AGE_SECONDS, KeySet
from tests.contract import expect_documented
from tests.running_service import RunningService, open_service

AUDIENCE = "${{ values.name }}"


@dataclass
class Issuer:
    """Signs tokens and publishes its key, as the sign-in service of the platform does."""

    url: str = ""
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def keys(self) -> dict[str, Any]:
        public = RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def token(self, key_id: str = "one", **changes: object) -> str:
        claims: dict[str, Any] = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": "caller",
            "exp": int(time.time()) + 60,
            "scope": "items:read items:write",
        }
        claims = {name: value for name, value in {**claims, **changes}.items() if value != ""}
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": key_id})


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    issuer = Issuer()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(issuer.keys()).encode())

        def log_message(self, *_arguments: object) -> None:
            return None

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield issuer
        server.shutdown()


@pytest_asyncio.fixture(scope="module")
async def service(issuer: Issuer) -> AsyncIterator[RunningService]:
    async with open_service(settings(issuer.url, f"{issuer.url}/keys")) as running:
        yield running


def settings(issuer: str, keys: str) -> dict[str, str]:
    return {
        "AUTH_DISABLED": "false",
        "JWT_ISSUER": issuer,
        "JWT_AUDIENCE": AUDIENCE,
        "JWT_JWKS_URL": keys,
    }


async def test_lets_in_who_shows_a_token_of_the_issuer(
    service: RunningService, issuer: Issuer
) -> None:
    headers = {"authorization": f"Bearer {issuer.token()}"}
    assert (await service.request("GET", "/v1/items", headers=headers)).status_code == 200


async def test_asks_no_token_of_a_probe(service: RunningService) -> None:
    for path in ("/health", "/ready", "/metrics"):
        assert (await service.request("GET", path)).status_code == 200


@pytest.mark.parametrize("authorization", [None, "Basic YTpi", "Bearer", "Bearer a b"])
async def test_asks_for_a_token_before_it_reads_the_body(
    service: RunningService, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    reply = await service.request("POST", "/v1/items", content="{", headers=headers)
    assert reply.status_code == 401
    assert reply.headers["www-authenticate"] == f'Bearer realm="{AUDIENCE}"'
    expect_documented("Problem", reply.json())


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"exp": 1}, "has expired"),
        ({"exp": ""}, '"exp"'),
        ({"sub": ""}, '"sub"'),
        ({"iss": "https://other.example"}, '"iss"'),
        ({"aud": "another-service"}, '"aud"'),
        ({"key_id": "two"}, "not valid"),
    ],
)
async def test_refuses_a_token_that_is_not_for_here(
    service: RunningService, issuer: Issuer, changes: dict[str, Any], detail: str
) -> None:
    headers = {"authorization": f"Bearer {issuer.token(**changes)}"}
    reply = await service.request("GET", "/v1/items", headers=headers)
    assert reply.status_code == 401
    assert 'error="invalid_token"' in reply.headers["www-authenticate"]
    assert detail in reply.json()["detail"]


async def test_refuses_a_token_without_a_signature_or_with_a_shared_secret(
    service: RunningService, issuer: Issuer
) -> None:
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    unsigned = jwt.encode(claims, "", algorithm="none", headers={"kid": "one"})
    shared = jwt.encode(claims, "x" * 64, algorithm="HS256", headers={"kid": "one"})
    for token in (unsigned, shared, "not.a.token"):
        headers = {"authorization": f"Bearer {token}"}
        assert (await service.request("GET", "/v1/items", headers=headers)).status_code == 401


@pytest.mark.parametrize("claim", ["scope", "scp"])
async def test_demands_the_scope_of_the_operation(
    service: RunningService, issuer: Issuer, claim: str
) -> None:
    changes: dict[str, Any] = {"scope": ""}
    changes |= {claim: "items:read" if claim == "scope" else ["items:read"]}
    headers = {"authorization": f"Bearer {issuer.token(**changes)}"}
    assert (await service.request("GET", "/v1/items", headers=headers)).status_code == 200
    reply = await service.request("POST", "/v1/items", json={"name": "a"}, headers=headers)
    assert reply.status_code == 403
    assert 'scope="items:write"' in reply.headers["www-authenticate"]
    expect_documented("Problem", reply.json())


async def test_keeps_the_keys_of_two_callers_apart(service: RunningService, issuer: Issuer) -> None:
    made = []
    for subject in ("one", "two"):
        headers = {
            "authorization": f"Bearer {issuer.token(sub=subject)}",
            "idempotency-key": "the-same-key",
        }
        reply = await service.request("POST", "/v1/items", json={"name": subject}, headers=headers)
        assert reply.status_code == 201
        made.append(reply.json()["id"])
    assert len(set(made)) == 2


async def test_says_that_it_cannot_check_tokens_while_the_issuer_is_away(issuer: Issuer) -> None:
    headers = {"authorization": f"Bearer {issuer.token()}"}
    async with open_service(settings(issuer.url, "http://127.0.0.1:1/keys")) as service:
        reply = await service.request("GET", "/v1/items", headers=headers)
    assert reply.status_code == 503
    assert reply.headers["retry-after"] == "5"


async def test_fetches_keys_again_when_they_are_old_but_not_for_every_unknown_one(
    issuer: Issuer,
) -> None:
    now, fetched = 0.0, 0

    def fetch() -> jwt.PyJWKSet:
        nonlocal fetched
        fetched += 1
        return jwt.PyJWKSet.from_dict(issuer.keys())

    keys = KeySet(fetch, lambda: now)
    assert await keys.find("one") is not None
    assert await keys.find("two") is None
    assert fetched == 1
    now = COOLDOWN_SECONDS + 1
    assert await keys.find("two") is None
    assert fetched == 2
    now += LONGEST_AGE_SECONDS + 1
    assert await keys.find("one") is not None
    assert fetched == 3
