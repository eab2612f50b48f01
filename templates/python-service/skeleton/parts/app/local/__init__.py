"""Stand-ins for development. Production never loads them."""
