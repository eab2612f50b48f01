{% if values.consumes %}
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
{% else %}
from prometheus_client import CollectorRegistry, Counter
{% endif %}


class MessagingMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        topic = ("messaging_destination_name",)
{% if values.produces %}
        self.sent = Counter(
            "messaging_client_sent_messages",
            "Messages that the broker has taken.",
            topic,
            registry=registry,
        )
{% endif %}
{% if values.consumes %}
        self.consumed = Counter(
            "messaging_client_consumed_messages",
            "Messages taken from the topic, by outcome.",
            (*topic, "outcome"),
            registry=registry,
        )
        self.process_duration = Histogram(
            "messaging_process_duration_seconds",
            "How long one message took.",
            topic,
            buckets=BUCKETS,
            registry=registry,
        )
        self.lag = Gauge(
            "messaging_consumer_lag_messages",
            "Messages on the topic that this replica has yet to take.",
            topic,
            registry=registry,
        )
        self.dead_letters = Counter(
            "messaging_dead_letter_messages",
            "Messages that were put aside.",
            topic,
            registry=registry,
        )
{% endif %}
