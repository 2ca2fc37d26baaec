"""A note on the lock screen when somebody writes, for whoever asked for it (PROTOCOL.md section 7.4)."""
