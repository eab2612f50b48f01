import re
from datetime import datetime
{% if values.hasDatabase or values.hasCache or values.produces %}
from typing import Annotated, Any, Self
{% else %}
from typing import Annotated, Self
{% endif %}

from pydantic import (
    AfterValidator,
    AliasGenerator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from app.domain.item import Item
from app.domain.item_service import ItemPage
from app.domain.timestamps import format_timestamp

UUID = re.compile(r"[\da-fA-F]{8}(-[\da-fA-F]{4}){3}-[\da-fA-F]{12}", re.ASCII)


def _check_uuid(value: str) -> str:
    if not UUID.fullmatch(value):
        raise PydanticCustomError("uuid", 'must match format "uuid"')
    return value.lower()


# Text without the character zero, which no store of text can keep.
ItemName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=120, pattern=r"^[^\u0000]*[^\s\u0000][^\u0000]*$"),
]
ItemDescription = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\u0000]*$")]
ItemId = Annotated[
    str,
    AfterValidator(_check_uuid),
    WithJsonSchema({"type": "string", "format": "uuid", "maxLength": 36}),
]
Timestamp = Annotated[
    datetime,
    PlainSerializer(format_timestamp, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "maxLength": 30}),
]


class ItemInputBody(BaseModel):
    model_config = ConfigDict(extra="forbid", title="ItemInput")

    name: ItemName
    # A factory keeps the default out of the document, where it would promise more than it says.
    description: ItemDescription = Field(default_factory=str)


class ItemChangeBody(BaseModel):
    model_config = ConfigDict(
        extra="forbid", title="ItemChange", json_schema_extra={"minProperties": 1}
    )

    name: ItemName = Field(default_factory=str)
    description: ItemDescription = Field(default_factory=str)

    @model_validator(mode="after")
    def _has_something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("min_properties", "must NOT have fewer than 1 properties")
        return self


class _Answer(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        alias_generator=AliasGenerator(alias=to_camel),
        validate_by_name=True,
        from_attributes=True,
    )


class ItemBody(_Answer):
    model_config = ConfigDict(title="Item")

    id: ItemId
    name: ItemName
    description: ItemDescription
    created_at: Timestamp
    updated_at: Timestamp

    @classmethod
    def of(cls, item: Item) -> Self:
        return cls.model_validate(item)


class ItemPageBody(_Answer):
    model_config = ConfigDict(title="ItemPage")

    items: Annotated[list[ItemBody], Field(max_length=100)]
    next_cursor: Annotated[str | None, WithJsonSchema({"type": "string", "maxLength": 200})] = (
        Field(default_factory=lambda: None)
    )

    @classmethod
    def of(cls, page: ItemPage) -> Self:
        items = [ItemBody.of(item) for item in page.items]
        return cls(items=items, next_cursor=page.next_cursor)
{% if values.hasDatabase or values.hasCache or values.produces %}


def to_json(item: Item) -> dict[str, Any]:
    """An item as it travels, in answers and wherever else it is written down."""
    return ItemBody.of(item).model_dump(mode="json", by_alias=True)
{% endif %}
{% if values.hasDatabase or values.hasCache %}


def from_json(stored: object) -> Item:
    body = ItemBody.model_validate(stored)
    return Item(body.id, body.name, body.description, body.created_at, body.updated_at)
{% endif %}
