"""What is sent and received, as asyncapi.yaml promises it."""
