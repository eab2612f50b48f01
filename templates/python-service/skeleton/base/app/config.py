import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

{% if values.hasParts %}
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
{% else %}
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
{% endif %}

DEVELOPMENT_FILE = Path(__file__).parents[1] / "development.env"
SERVICE = "${{ values.name }}"
INTRODUCTION = "The configuration is not valid:"
{% if values.hasParts %}
#: Values that may come from a mounted file (`<NAME>_FILE`) and that no message ever repeats.
{% set secrets = ["DATABASE_URL" if values.hasDatabase, "REDIS_URL" if values.hasCache, "KAFKA_SASL_PASSWORD" if values.hasEvents] | select %}
{% set required = ["DATABASE_URL" if values.hasDatabase, "REDIS_URL" if values.hasCache, "KAFKA_BROKERS" if values.hasEvents] | select %}
SECRETS = ["${{ secrets | join('", "') }}"]
REQUIRED_IN_PRODUCTION = ["${{ required | join('", "') }}"]
{% endif %}
SIGN_IN = ("JWT_ISSUER", "JWT_AUDIENCE", "JWT_JWKS_URL")


class ConfigError(Exception):
    """A setting that is wrong or missing; the message says which one and how to repair it."""


def _matching(pattern: str, expected: str) -> BeforeValidator:
    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise ValueError(f"expected {expected}")
        return value

    return BeforeValidator(check)


Port = Annotated[int, Field(ge=1, le=65_535)]
Milliseconds = Annotated[int, Field(ge=0, le=600_000)]
Flag = Annotated[
    bool,
    BeforeValidator(lambda value: value == "true"),
    _matching("true|false", "true or false"),
]
HttpAddress = Annotated[str, _matching(r"https?://\S+", "https://host/path")]
{% if values.hasEvents %}
Topic = Annotated[str, _matching(r"[a-zA-Z0-9._-]{1,249}", "a Kafka topic name")]
Brokers = Annotated[
    tuple[str, ...],
    BeforeValidator(lambda value: value.split(",") if isinstance(value, str) else value),
    _matching(r"[\w.-]+:\d+(,[\w.-]+:\d+)*", "host:port, several separated by commas"),
]
{% endif %}
{% if values.hasDatabase %}
DatabaseUrl = Annotated[
    SecretStr, _matching(r"postgres(ql)?://\S+", "postgresql://user:password@host/name")
]
{% endif %}
{% if values.hasCache %}
RedisUrl = Annotated[
    SecretStr,
    _matching(r"rediss?://\S+", "redis://host:6379 or rediss://user:password@host:6379"),
]
{% endif %}


class Config(BaseModel):
    """Every setting; its environment variable has the same name in capitals."""

    model_config = ConfigDict(frozen=True, alias_generator=str.upper)

    app_env: Literal["development", "test", "production"] = "development"
    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Port = ${{ values.port }}
    log_level: Literal["fatal", "error", "warn", "info", "debug", "trace", "silent"] = "info"
    service_version: Annotated[str, Field(min_length=1)] = "0.1.0"
    body_limit_bytes: Annotated[int, Field(ge=1024, le=10_485_760)] = 102_400
    rate_limit_per_minute: Annotated[int, Field(ge=1)] = 600
    trust_proxy_hops: Annotated[int, Field(ge=0, le=10)] = 0
    request_timeout_ms: Annotated[int, Field(ge=1, le=600_000)] = 30_000
    shutdown_delay_ms: Milliseconds = 1_000
    shutdown_timeout_ms: Milliseconds = 25_000
    auth_disabled: Flag = False
    jwt_issuer: Annotated[str, Field(min_length=1)] | None = None
    jwt_audience: Annotated[str, Field(min_length=1)] | None = None
    jwt_jwks_url: HttpAddress | None = None
    otel_service_name: Annotated[str, Field(min_length=1)] = SERVICE
    otel_exporter_otlp_endpoint: HttpAddress | None = None
{% if values.hasDatabase %}
    database_url: DatabaseUrl | None = None
    database_pool_size: Annotated[int, Field(ge=1, le=100)] = 10
{% endif %}
{% if values.hasCache %}
    redis_url: RedisUrl | None = None
    cache_ttl_seconds: Annotated[int, Field(ge=1, le=86_400)] = 60
{% endif %}
{% if values.hasEvents %}
    kafka_brokers: Brokers | None = None
    kafka_ssl: Flag = False
    kafka_sasl_username: Annotated[str, Field(min_length=1)] | None = None
    kafka_sasl_password: SecretStr | None = None
{% endif %}
{% if values.produces %}
    item_events_topic: Topic = "${{ values.name }}.items.v1"
{% endif %}
{% if values.consumes %}
    item_requests_topic: Topic = "${{ values.name }}.item-requests.v1"
{% endif %}


def load_config(environment: Mapping[str, str]) -> Config:
    """Reads the whole configuration once, at start, and names every variable that is wrong."""
{% if values.hasParts %}
    values = _without_empty(_with_secret_files(environment))
{% else %}
    values = _without_empty(environment)
{% endif %}
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        problems = [
            f"  {(name := str(one['loc'][0]))}: {_message_of(one['msg'])}{_given(name, values)}"
            for one in error.errors()
        ]
        # The cause would repeat the values, and some of them are secrets.
        raise ConfigError("\n".join([INTRODUCTION, *problems])) from None

    missing = [f"  {problem}" for problem in _missing(config, values)]
    if missing:
        raise ConfigError("\n".join([INTRODUCTION, *missing]))
    return config


def development_defaults(environment: Mapping[str, str]) -> dict[str, str]:
    """Adds development.env of a clone below the environment. Production never reads it."""
    if environment.get("APP_ENV", "development") != "development" or not DEVELOPMENT_FILE.exists():
        return dict(environment)
    lines = DEVELOPMENT_FILE.read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name: value for name, _, value in pairs} | dict(environment)


def _missing(config: Config, values: Mapping[str, str]) -> Iterator[str]:
    production = config.app_env == "production"
    if config.auth_disabled and production:
        yield 'AUTH_DISABLED: not allowed when APP_ENV is production, got "true"'
    if not config.auth_disabled:
        for name in SIGN_IN:
            if name not in values:
                yield f"{name}: required unless AUTH_DISABLED is true"
{% if values.hasParts %}
    if production:
        for name in REQUIRED_IN_PRODUCTION:
            if name not in values:
                yield f"{name}: required when APP_ENV is production"
{% endif %}


def _message_of(message: str) -> str:
    return message.removeprefix("Value error, ")


def _given(name: str, values: Mapping[str, str]) -> str:
{% if values.hasParts %}
    if name in SECRETS or name not in values:
        return ""
{% endif %}
    return f", got {json.dumps(values[name], ensure_ascii=False)}"


def _without_empty(environment: Mapping[str, str]) -> dict[str, str]:
    """An empty variable is an unset one: that is what shells, Compose files and charts mean by it."""
    return {name: value for name, value in environment.items() if value != ""}
{% if values.hasParts %}


def _with_secret_files(environment: Mapping[str, str]) -> dict[str, str]:
    values = dict(environment)
    for name in SECRETS:
        file = environment.get(f"{name}_FILE")
        if file:
            values[name] = _read_secret(name, file)
    return values


def _read_secret(name: str, file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f'{INTRODUCTION}\n  {name}_FILE: cannot read "{file}"') from error
{% endif %}
