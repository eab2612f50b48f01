{% if values.hasEvents %}
import json
{% endif %}
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[1]


def load_document(name: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    return document


def expect_documented(schema: str, value: object) -> None:
    """Holds the service to its own document: what it sends must match the schema it promises."""
    _expect(load_document("openapi.yaml"), schema, value)
{% if values.hasEvents %}


def expect_in_asyncapi(schema: str, value: object) -> None:
    """Holds an event to the document that other teams build on."""
    _expect(load_document("asyncapi.yaml"), schema, json.loads(json.dumps(value)))
{% endif %}


def _expect(document: dict[str, Any], schema: str, value: object) -> None:
    root = {**document, "$ref": f"#/components/schemas/{schema}"}
    validator = Draft202012Validator(root, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(value)] == []
