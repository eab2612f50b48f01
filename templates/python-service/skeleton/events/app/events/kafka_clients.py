import ssl
from typing import Any

{% if values.consumes %}
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
{% else %}
from aiokafka import AIOKafkaProducer
{% endif %}
from aiokafka.admin import AIOKafkaAdminClient

from app.config import Config

SERVICE = "${{ values.name }}"
REQUEST_TIMEOUT_MS = 10_000


class KafkaClients:
    """Makes clients with the settings of this service; each connects when it is started."""

    def __init__(self, config: Config) -> None:
        self.options = kafka_options(config)

    def producer(self) -> AIOKafkaProducer:
        return AIOKafkaProducer(**self.options, enable_idempotence=True)

    def admin(self) -> AIOKafkaAdminClient:
        return AIOKafkaAdminClient(**self.options)
{% if values.consumes %}

    def consumer(self, topic: str) -> AIOKafkaConsumer:
        return AIOKafkaConsumer(
            topic,
            **self.options,
            group_id=SERVICE,
            # What was handled is committed by name, one message at a time.
            enable_auto_commit=False,
            auto_offset_reset="earliest",
        )
{% endif %}


def kafka_options(config: Config) -> dict[str, Any]:
    options: dict[str, Any] = {
        "bootstrap_servers": list(config.kafka_brokers or ()),
        "client_id": SERVICE,
        "request_timeout_ms": REQUEST_TIMEOUT_MS,
    }
    if config.kafka_ssl:
        options["ssl_context"] = ssl.create_default_context()
    username, password = config.kafka_sasl_username, config.kafka_sasl_password
    if username is None or password is None:
        return options | {"security_protocol": "SSL" if config.kafka_ssl else "PLAINTEXT"}
    return options | {
        "security_protocol": "SASL_SSL" if config.kafka_ssl else "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": username,
        "sasl_plain_password": password.get_secret_value(),
    }
