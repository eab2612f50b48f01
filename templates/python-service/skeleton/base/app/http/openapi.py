from functools import cache
from pathlib import Path
from typing import Any

import yaml

DOCUMENT = Path(__file__).parents[2] / "openapi.yaml"


@cache
def load_openapi() -> dict[str, Any]:
    """openapi.yaml is what callers build on; a test holds the routes to it."""
    document: dict[str, Any] = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    return document
