"""Runs before a release, as a job of its own: replicas never change the schema when they start."""

import os
import sys

import psycopg

from app.config import ConfigError, load_config
from app.data.migrate import MigrationError, migrate
from app.logs import install_logging


def main() -> int:
    try:
        # A migration needs the database and nothing else of what the service needs in production.
        config = load_config({**os.environ, "APP_ENV": "development", "AUTH_DISABLED": "true"})
        if config.database_url is None:
            raise ConfigError("DATABASE_URL is not set: name the database to migrate.")
        install_logging(config)
        migrate(config.database_url.get_secret_value())
    except (ConfigError, MigrationError, psycopg.Error) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
