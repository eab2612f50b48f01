from collections.abc import Mapping, Sequence
from typing import Any

from app.http.problem import FieldError, Problem

#: The words of JSON Schema validators, because openapi.yaml is what callers look at.
MESSAGES = {
    "missing": "is required",
    "extra_forbidden": "is not known",
    "string_type": "must be string",
    "string_unicode": "must be valid Unicode",
    "int_parsing": "must be integer",
    "int_type": "must be integer",
    "int_from_float": "must be integer",
    "model_attributes_type": "must be object",
    "model_type": "must be object",
    "dict_type": "must be object",
    "string_too_short": "must NOT have fewer than {min_length} characters",
    "string_too_long": "must NOT have more than {max_length} characters",
    "string_pattern_mismatch": 'must match pattern "{pattern}"',
    "greater_than_equal": "must be >= {ge}",
    "less_than_equal": "must be <= {le}",
}


def invalid_request(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """Names each value that breaks openapi.yaml, in the same words in every language."""
    if any(error["type"] == "json_invalid" for error in errors):
        return Problem(400, "The request is not well-formed. Expected valid JSON and a valid path.")
    return problem_of([_field_error(error) for error in errors])


def problem_of(errors: Sequence[FieldError]) -> Problem:
    summary = "; ".join(f"{error.place} {error.field} {error.message}" for error in errors)
    return Problem(400, summary, errors=errors)


def _field_error(error: Mapping[str, Any]) -> FieldError:
    place, *rest = (str(part) for part in error["loc"])
    if place == "body":
        field = "/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in rest)
    else:
        field = "/".join(rest)
    template = MESSAGES.get(error["type"])
    message = error["msg"] if template is None else template.format(**error.get("ctx", {}))
    return FieldError(place, field, message)
