import asyncio
import logging
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from app.domain.item import ItemInput
from app.domain.item_error import ItemError
from app.domain.item_service import ItemService
from app.events.event_bus import DeadLetter, EventBus, ReceivedMessage, StopConsuming
from app.events.messaging_metrics import MessagingMetrics
from app.readiness import Readiness
from app.schemas.item import ItemDescription, ItemName

Outcome = Literal["handled", "dead_lettered", "failed"]
EventId = Annotated[str, StringConstraints(min_length=8, max_length=90, pattern=r"^[\w.:-]+$")]
ATTEMPTS = 3
RETRY_SECONDS = 0.2
logger = logging.getLogger(__name__)


class RequestedItem(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: ItemName
    description: ItemDescription = ""


class ItemRequest(BaseModel):
    """What asyncapi.yaml promises to the senders, checked before anything is done."""

    specversion: Literal["1.0"]
    id: EventId
    source: Annotated[str, Field(min_length=1, max_length=200)]
    type: Literal["dev.notes.${{ values.name }}.item.requested.v1"]
    data: RequestedItem


class ItemRequestConsumer:
    """Creates an item for each request, once for each event id however often it arrives."""

    def __init__(
        self,
        bus: EventBus,
        items: ItemService,
        topic: str,
        metrics: MessagingMetrics,
        readiness: Readiness,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._bus = bus
        self._items = items
        self._topic = topic
        self._metrics = metrics
        self._readiness = readiness
        self._retry_seconds = retry_seconds
        self._stop: StopConsuming | None = None

    async def start(self) -> None:
        if self._stop is None:
            self._stop = await self._bus.subscribe(self._topic, self._handle)

    async def stop(self) -> None:
        if self._stop is not None:
            await self._stop()
            self._stop = None

    async def _handle(self, message: ReceivedMessage) -> None:
        with self._metrics.process_duration.labels(self._topic).time():
            try:
                self._count(await self._try(message))
            except Exception:
                self._count("failed")
                raise

    async def _try(self, message: ReceivedMessage) -> Outcome:
        """A failure may pass, so the request is tried again.

        One that keeps failing while nothing else is wrong would hold up all requests behind it: it is
        put aside. While something is wrong, it stays on the topic.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._create_item(message)
            except Exception as error:
                fields = {"attempt": attempt}
                logger.exception("item request failed", extra={"fields": fields})
                if attempt < ATTEMPTS:
                    await asyncio.sleep(self._retry_seconds * 2**attempt)
                elif (await self._readiness.report()).all_well:
                    reason = f"failed {ATTEMPTS} times: {type(error).__name__}"
                    return await self._put_aside(message, reason)
                else:
                    raise
        raise AssertionError("every attempt ends in an answer or an error")

    async def _create_item(self, message: ReceivedMessage) -> Outcome:
        try:
            request = ItemRequest.model_validate_json(message.value)
            given = ItemInput(request.data.name, request.data.description)
            await self._items.create(given, f"event:{request.id}")
        except ValidationError as error:
            return await self._put_aside(message, _reason_of(error))
        except ItemError as error:
            return await self._put_aside(message, str(error))
        return "handled"

    async def _put_aside(self, message: ReceivedMessage, reason: str) -> Outcome:
        fields = {"topic": self._topic, "reason": reason}
        logger.warning("item request refused", extra={"fields": fields})
        await self._bus.send_dead_letter(self._topic, DeadLetter(message, reason))
        self._metrics.dead_letters.labels(self._topic).inc()
        return "dead_lettered"

    def _count(self, outcome: Outcome) -> None:
        self._metrics.consumed.labels(self._topic, outcome).inc()


def _reason_of(error: ValidationError) -> str:
    """Names each field, without the values: they may be anything."""
    problems = error.errors(include_input=False, include_url=False)
    return "; ".join(
        f"{'.'.join(str(part) for part in one['loc']) or 'message'}: {one['msg']}"
        for one in problems
    )[:1000]
