{% if values.produces %}
import json
{% endif %}
from typing import Any, cast

import pytest
from aiokafka.errors import KafkaConnectionError
from opentelemetry.trace import NoOpTracer
from prometheus_client import CollectorRegistry

from app.config import load_config
{% if values.produces %}
from app.events.cloud_event import CloudEvent
{% endif %}
{% if values.consumes %}
from app.events.event_bus import DeadLetter, ReceivedMessage
{% endif %}
from app.events.kafka_clients import KafkaClients, kafka_options
from app.events.kafka_event_bus import KafkaEventBus
from app.events.messaging_metrics import MessagingMetrics
from tests.recording_kafka import RecordingClients


def setup() -> tuple[RecordingClients, KafkaEventBus]:
    clients = RecordingClients()
    metrics = MessagingMetrics(CollectorRegistry())
    return clients, KafkaEventBus(cast(Any, clients), metrics, NoOpTracer())


async def test_is_well_when_the_cluster_describes_itself_and_asks_anew_after_a_failure() -> None:
    clients, bus = setup()
    clients.kafka_admin.failures = 1
    with pytest.raises(ConnectionError):
        await bus.check()
    await bus.check()
    await bus.check()
    assert clients.kafka_admin.started == 2
    await bus.close()
    assert clients.kafka_admin.closed == 2
{% if values.produces %}


EVENT: CloudEvent = {
    "specversion": "1.0",
    "id": "event-1",
    "source": "/services/test",
    "type": "test.v1",
    "subject": "item-1",
    "time": "2026-01-02T03:04:05.678Z",
    "datacontenttype": "application/json",
    "data": {"name": "lamp"},
    "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
}


async def test_publishes_a_cloud_event_in_structured_mode_keyed_by_its_subject() -> None:
    clients, bus = setup()
    await bus.publish("items", [EVENT])
    [sent] = clients.kafka_producer.sent
    assert (sent["topic"], sent["key"]) == ("items", b"item-1")
    assert json.loads(sent["value"]) == EVENT
    assert sent["headers"] == [
        ("content-type", b"application/cloudevents+json; charset=UTF-8"),
        ("traceparent", EVENT["traceparent"].encode()),
    ]
    await bus.close()
    assert clients.kafka_producer.stopped == 1


async def test_connects_once_and_again_after_a_connection_that_failed() -> None:
    clients, bus = setup()
    clients.kafka_producer.failures = 1
    with pytest.raises(ConnectionError):
        await bus.publish("items", [EVENT])
    await bus.publish("items", [EVENT])
    await bus.publish("items", [EVENT])
    assert clients.kafka_producer.started == 2
{% endif %}
{% if values.consumes %}


async def test_sends_a_dead_letter_with_its_reason_to_the_topic_beside() -> None:
    clients, bus = setup()
    for key in (None, "k"):
        letter = DeadLetter(ReceivedMessage(key, "broken"), "not JSON")
        await bus.send_dead_letter("requests", letter)
    first, second = clients.kafka_producer.sent
    assert first == {
        "topic": "requests.dlq",
        "key": None,
        "value": b"broken",
        "headers": [("reason", b"not JSON")],
    }
    assert second["key"] == b"k"
{% endif %}


def test_signs_in_with_scram_when_it_has_a_name_and_a_password() -> None:
    settings = {
        "AUTH_DISABLED": "true",
        "KAFKA_BROKERS": "one:9092,two:9092",
        "KAFKA_SSL": "true",
        "KAFKA_SASL_USERNAME": "app",
        "KAFKA_SASL_PASSWORD": "secret",
    }
    options = kafka_options(load_config(settings))
    assert options["bootstrap_servers"] == ["one:9092", "two:9092"]
    assert options["security_protocol"] == "SASL_SSL"
    assert options["sasl_mechanism"] == "SCRAM-SHA-512"
    assert options["ssl_context"].check_hostname is True
    plain = kafka_options(load_config({"AUTH_DISABLED": "true"}))
    assert plain["security_protocol"] == "PLAINTEXT"
    assert "sasl_mechanism" not in plain


async def test_does_not_answer_for_a_broker_that_is_away() -> None:
    config = load_config({"AUTH_DISABLED": "true", "KAFKA_BROKERS": "127.0.0.1:1"})
    metrics = MessagingMetrics(CollectorRegistry())
    clients = KafkaClients(config)
    bus = KafkaEventBus(clients, metrics, NoOpTracer())
    with pytest.raises(KafkaConnectionError):
        await bus.check()
    await bus.close()
    producer = clients.producer()
    with pytest.raises(KafkaConnectionError):
        await producer.start()
    await producer.stop()
{% if values.consumes %}
    consumer = clients.consumer("requests")
    with pytest.raises(KafkaConnectionError):
        await consumer.start()
    await consumer.stop()
{% endif %}
