from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict


@dataclass(frozen=True, slots=True)
class Item:
    """The sample resource. Replace it with the first resource of your domain."""

    id: str
    name: str
    description: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ItemInput:
    name: str
    description: str = ""


class ItemChange(TypedDict, total=False):
    name: str
    description: str
