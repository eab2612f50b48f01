import logging
from pathlib import Path

import psycopg

MIGRATIONS = Path(__file__).parents[2] / "migrations"
UP = "-- Up Migration"
DOWN = "-- Down Migration"
#: Any number will do, as long as every run of this service uses the same one.
LOCK = 7_239_000
logger = logging.getLogger(__name__)


class MigrationError(Exception):
    """The folder and the database do not agree on what has been done."""


def migrate(database_url: str, folder: Path = MIGRATIONS) -> list[str]:
    """Brings the schema up to date in one transaction. A second run at the same time waits its turn."""
    with psycopg.connect(database_url, connect_timeout=10) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        connection.execute(
            """CREATE TABLE IF NOT EXISTS schema_migrations (
                 id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                 name text NOT NULL UNIQUE,
                 run_on timestamptz NOT NULL DEFAULT now()
               )"""
        )
        rows = connection.execute("SELECT name FROM schema_migrations ORDER BY name").fetchall()
        waiting = _waiting(sorted(folder.glob("*.sql")), [name for (name,) in rows])
        for file in waiting:
            # psycopg runs several statements at once when there are no parameters.
            connection.execute(_up_part(file).encode())
            connection.execute("INSERT INTO schema_migrations (name) VALUES (%s)", [file.stem])
    applied = [file.stem for file in waiting]
    logger.info("the database schema is up to date", extra={"fields": {"applied": applied}})
    return applied


def _waiting(files: list[Path], done: list[str]) -> list[Path]:
    """What was done must be the beginning of what there is, or two histories have been mixed."""
    names = [file.stem for file in files]
    if names[: len(done)] != done:
        expected = ", ".join(names[: len(done)]) or "nothing"
        raise MigrationError(
            f"the database has {', '.join(done)}, but the folder begins with {expected}"
        )
    return files[len(done) :]


def _up_part(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    if UP not in text or DOWN not in text:
        raise MigrationError(f'{file.name} needs the lines "{UP}" and "{DOWN}"')
    return text.partition(UP)[2].partition(DOWN)[0]
