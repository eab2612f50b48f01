{% if values.hasDatabase or values.hasCache %}
from pathlib import Path

{% endif %}
import pytest

from app.config import Config, ConfigError, development_defaults, load_config

OPEN = {"AUTH_DISABLED": "true"}
SIGN_IN = {
    "JWT_ISSUER": "https://issuer.example",
    "JWT_AUDIENCE": "${{ values.name }}",
    "JWT_JWKS_URL": "https://issuer.example/keys",
}
PRODUCTION = {
    "APP_ENV": "production",
    **SIGN_IN,
{% if values.hasDatabase %}
    "DATABASE_URL": "postgresql://app:s3cret@db:5432/app",
{% endif %}
{% if values.hasCache %}
    "REDIS_URL": "rediss://:s3cret@cache:6379",
{% endif %}
{% if values.hasEvents %}
    "KAFKA_BROKERS": "one:9092,two:9092",
{% endif %}
}


def load(**variables: str) -> Config:
    return load_config({**OPEN, **variables})


def test_needs_nothing_in_a_clone() -> None:
    config = load_config(development_defaults({}))
    assert (config.app_env, config.host, config.port) == ("development", "127.0.0.1", ${{ values.port }})
    assert config.auth_disabled is True


def test_reads_no_file_in_production() -> None:
    assert development_defaults({"APP_ENV": "production"}) == {"APP_ENV": "production"}


def test_prefers_the_environment_to_the_file() -> None:
    assert development_defaults({"AUTH_DISABLED": "false"})["AUTH_DISABLED"] == "false"


def test_takes_an_empty_variable_as_unset() -> None:
    assert load(PORT="").port == ${{ values.port }}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "http"),
        ("APP_ENV", "prod"),
        ("LOG_LEVEL", "loud"),
        ("RATE_LIMIT_PER_MINUTE", "-1"),
        ("AUTH_DISABLED", "yes"),
        ("JWT_JWKS_URL", "file:///etc/passwd"),
{% if values.hasEvents %}
        ("KAFKA_BROKERS", "no-port"),
        ("KAFKA_SSL", "yes"),
{% endif %}
    ],
)
def test_refuses_a_wrong_value_and_names_it(name: str, value: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load(**{name: value})
    assert f"{name}: " in str(raised.value)
    assert f'got "{value}"' in str(raised.value)


def test_names_every_wrong_variable_at_once() -> None:
    with pytest.raises(ConfigError, match=r"PORT: [\s\S]*LOG_LEVEL: "):
        load(PORT="x", LOG_LEVEL="y")


def test_accepts_a_complete_production_environment() -> None:
    assert load_config(PRODUCTION).app_env == "production"


def test_refuses_open_doors_in_production() -> None:
    with pytest.raises(ConfigError, match="AUTH_DISABLED: not allowed"):
        load_config({**PRODUCTION, **OPEN})


@pytest.mark.parametrize("name", [*SIGN_IN])
def test_requires_the_issuer_unless_everybody_may_come_in(name: str) -> None:
    with pytest.raises(ConfigError, match=f"{name}: required unless AUTH_DISABLED is true"):
        load_config({**SIGN_IN, name: ""})
{% if values.hasParts %}
{% set required = ["DATABASE_URL" if values.hasDatabase, "REDIS_URL" if values.hasCache, "KAFKA_BROKERS" if values.hasEvents] | select %}


@pytest.mark.parametrize("name", ["${{ required | join('", "') }}"])
def test_requires_every_store_in_production(name: str) -> None:
    with pytest.raises(ConfigError, match=f"{name}: required when APP_ENV is production"):
        load_config({**PRODUCTION, name: ""})
{% endif %}
{% if values.hasDatabase or values.hasCache %}
{% set secrets = ["DATABASE_URL" if values.hasDatabase, "REDIS_URL" if values.hasCache] | select %}


@pytest.mark.parametrize("name", ["${{ secrets | join('", "') }}"])
class TestSecret:
    def test_is_not_repeated_when_it_is_wrong(self, name: str) -> None:
        with pytest.raises(ConfigError) as raised:
            load(**{name: "https://user:hunter2@host"})
        assert f"{name}: expected " in str(raised.value)
        assert "hunter2" not in str(raised.value)

    def test_does_not_show_when_the_configuration_is_printed(self, name: str) -> None:
        assert "s3cret" not in repr(load(**{name: PRODUCTION[name]}))

    def test_may_come_from_a_mounted_file(self, name: str, tmp_path: Path) -> None:
        file = tmp_path / "secret"
        file.write_text(f"{PRODUCTION[name]}\n")
        assert load(**{f"{name}_FILE": str(file)}) == load(**{name: PRODUCTION[name]})

    def test_names_the_file_that_cannot_be_read(self, name: str) -> None:
        with pytest.raises(ConfigError, match=f'{name}_FILE: cannot read "/nowhere/secret"'):
            load(**{f"{name}_FILE": "/nowhere/secret"})
{% endif %}
