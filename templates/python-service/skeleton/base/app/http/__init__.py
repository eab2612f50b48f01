"""The HTTP edge around the routes."""
