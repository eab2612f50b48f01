{% if values.consumes and values.produces %}
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
{% elif values.consumes %}
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
{% else %}
from collections.abc import Sequence
{% endif %}
from typing import Protocol
{% if values.produces %}

from app.events.cloud_event import CloudEvent
{% endif %}
{% if values.consumes %}


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    key: str | None
    value: str


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that no retry can help, kept with the reason for people to look at."""

    message: ReceivedMessage
    reason: str


#: A handler that raises gets the same message again, so it must be safe to repeat.
MessageHandler = Callable[[ReceivedMessage], Awaitable[None]]
StopConsuming = Callable[[], Awaitable[None]]
{% endif %}


class EventBus(Protocol):
{% if values.produces %}
    async def publish(self, topic: str, events: Sequence[CloudEvent]) -> None:
        """Returns when the broker has the events. Those with the same subject keep their order."""

{% endif %}
{% if values.consumes %}
    async def subscribe(self, topic: str, handle: MessageHandler) -> StopConsuming:
        """Returns a function that stops after the message in hand."""

    async def send_dead_letter(self, topic: str, letter: DeadLetter) -> None: ...

{% endif %}
    async def check(self) -> None: ...

    async def close(self) -> None: ...
