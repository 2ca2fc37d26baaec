"""Sealed letters between a person and those who work for a project (PROTOCOL.md section 7.6)."""
