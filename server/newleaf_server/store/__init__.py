"""SQLite: connections, migrations, the one writer and the readers."""
