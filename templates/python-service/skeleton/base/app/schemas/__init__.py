"""What travels over HTTP, as openapi.yaml promises it."""
