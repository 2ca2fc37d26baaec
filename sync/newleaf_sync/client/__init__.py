"""A headless client: sockets and SQLite around the pure core, for the command line, demos and load tests."""

from newleaf_sync.client.client import Client

__all__ = ["Client"]
