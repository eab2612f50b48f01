"""One handler for each operation of openapi.yaml."""
