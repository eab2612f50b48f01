from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.http.api_route import READ, WRITE
from tests.contract import load_document
from tests.running_service import RunningService

#: What describes, and what is said about the schema elsewhere; neither changes what is accepted.
WORDS = ("title", "description")


def generated(app: FastAPI) -> dict[str, Any]:
    return get_openapi(title="generated", version="1", routes=app.routes)


def resolve(document: dict[str, Any], schema: Any) -> Any:
    """The schema with every reference replaced by what it refers to, and without words."""
    if isinstance(schema, list):
        return [resolve(document, one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        target: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return resolve(document, target)
    options = [one for one in schema.get("anyOf", []) if one != {"type": "null"}]
    if len(options) == 1:
        # What may be left out of a query or a header; neither has a way to say null.
        return resolve(document, options[0])
    return {
        name: resolve(document, value)
        for name, value in schema.items()
        if name not in WORDS or not isinstance(value, str)
    }


def parameters_of(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    found = [resolve(document, one) for one in operation.get("parameters", [])]
    return {
        f"{one['in']} {one['name']}": (one.get("required", False), one["schema"]) for one in found
    }


def body_of(document: dict[str, Any], operation: dict[str, Any]) -> Any:
    body = operation.get("requestBody")
    return body and resolve(document, body["content"]["application/json"]["schema"])


def success_of(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    return {
        status: resolve(
            document, reply.get("content", {}).get("application/json", {}).get("schema")
        )
        for status, reply in operation["responses"].items()
        if status.startswith("2")
    }


def operations_of(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method} {path}": operation
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if path.startswith("/v1/")
    }


@pytest.mark.parametrize("read", [parameters_of, body_of, success_of])
def test_the_routes_take_and_give_what_the_document_says(
    service: RunningService, read: Any
) -> None:
    promised, built = load_document("openapi.yaml"), generated(service.service.app)
    assert {name: read(promised, one) for name, one in operations_of(promised).items()} == {
        name: read(built, one) for name, one in operations_of(built).items()
    }


def test_the_routes_have_the_names_of_the_document(service: RunningService) -> None:
    promised, built = load_document("openapi.yaml"), generated(service.service.app)
    assert {name: one["operationId"] for name, one in operations_of(promised).items()} == {
        name: one["operationId"] for name, one in operations_of(built).items()
    }


def test_the_document_names_the_scope_that_the_routes_demand() -> None:
    for name, operation in operations_of(load_document("openapi.yaml")).items():
        scope = READ if name.startswith("get ") else WRITE
        assert operation["security"] == [{"accessToken": [scope]}]
