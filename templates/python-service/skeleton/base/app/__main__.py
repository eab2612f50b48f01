"""Runs the service: `python -m app`."""

import asyncio
import os
import sys

from app.config import Config, ConfigError, development_defaults, load_config
from app.logs import install_logging
from app.server import run_server
from app.service import create_service


async def run(config: Config) -> None:
    await run_server(config, await create_service(config))


def main() -> int:
    try:
        config = load_config(development_defaults(os.environ))
        install_logging(config)
        asyncio.run(run(config))
    except (ConfigError, OSError) as error:
        # A wrong setting is the reader's to repair: its message says how, and a stack would hide it.
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
