from typing import Any, Literal, NotRequired, TypedDict

CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8"
TRACE_FIELDS: tuple[Literal["traceparent", "tracestate"], ...] = ("traceparent", "tracestate")


class CloudEvent(TypedDict):
    """The CloudEvents 1.0 envelope, in its structured JSON form."""

    specversion: Literal["1.0"]
    id: str
    source: str
    type: str
    subject: str
    time: str
    datacontenttype: Literal["application/json"]
    data: dict[str, Any]
    # The distributed tracing extension: an event that has waited still belongs to its request.
    traceparent: NotRequired[str]
    tracestate: NotRequired[str]
