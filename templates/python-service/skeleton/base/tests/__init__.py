"""What this service promises, checked."""
