"""The use cases. Nothing here knows of HTTP or of storage."""
