"""The image has no shell and no curl: its HEALTHCHECK and the test of the chart run this module."""

import http.client
import os
import sys
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 2


def main(arguments: list[str]) -> int:
    port = os.environ.get("PORT", "${{ values.port }}")
    address = urlsplit(arguments[0] if arguments else f"http://127.0.0.1:{port}/health")
    connection = http.client.HTTPConnection(
        address.hostname or "127.0.0.1", address.port, timeout=TIMEOUT_SECONDS
    )
    try:
        connection.request("GET", address.path)
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, http.client.HTTPException):
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
